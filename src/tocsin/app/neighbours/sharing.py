"""The source's side: what each neighbour may know of this town, kept ready for it to ask.

A thread of its own looks at what happened, apart from the screens' streams: a flood of questions
from a neighbour, or a slow one, holds up no desk. A slice that nobody asks for is not made.
"""

import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from tocsin.access import Cause, Slice, SliceBoard, Tick, partner
from tocsin.access.stream import BEGINNING
from tocsin.app.facts import opener
from tocsin.app.logs import FIELDS
from tocsin.federation.bundles import bundle_bytes
from tocsin.federation.custody_heads import SignedHead, signed_head
from tocsin.federation.link_key import LinkKey
from tocsin.federation.outbox import Elsewhere, Outbox
from tocsin.federation.slice_messages import WANTED_BYTES, Cursor, SliceStanding, answered
from tocsin.jurisdiction.fold import Step
from tocsin.log import Header, KeyStore
from tocsin.log.clock import SystemEntropy
from tocsin.log.files import private_folder
from tocsin.operations.agreement_sight import is_lending_agreed
from tocsin.operations.picture import Picture, Subject

LOG = logging.getLogger("tocsin.neighbours")

FOLDER = "neighbours"
TICK_S = 0.1
IN_A_BUNDLE = 40_000_000
"""Bytes of ticks in one file; the next goes on from where that was read."""
IDLE_S = 600.0
"""A neighbour that has not asked for so long is let go; it is told the difference when it comes."""
FORGETTING = frozenset({"subject_forgotten.1", "person_forgotten.1"})
"""After these everything is disclosed afresh: what is forgotten here is forgotten there."""


class Written(NamedTuple):
    """A bundle, and what is in it: from `begins` to `standing`."""

    file: bytes
    standing: SliceStanding
    begins: Cursor


class Handed(NamedTuple):
    """How far a neighbour is: whether it is told of a subject, where what it is told ends now, and
    up to where it has said that it has read.
    """

    is_told: bool
    incarnation: str
    sequence: int
    read: Cursor


class _Given:
    """One neighbour that asks."""

    def __init__(self, outbox: Outbox, stream: Slice) -> None:
        self.outbox = outbox
        self.stream = stream
        self.asked_at_s = time.monotonic()
        self.is_stale = False
        self.stands_at = ("", 0)
        self.look_again()

    def look_again(self) -> None:
        """Note where the stream stands, for whoever asks without waiting."""
        state = self.outbox.state
        self.stands_at = state.incarnation, state.sequence


class Sharing:
    """What all neighbours are told. `heard` is told of every step, in order, by another thread."""

    def __init__(
        self,
        folder: Path,
        header: Header,
        life: str,
        keys: KeyStore,
        now: Callable[[], datetime],
        picture: Picture,
        position: int = 0,
    ) -> None:
        """`picture` is the one before the first step that is heard of, as of `position`; `life`
        names the log's present incarnation.
        """
        self._folder = folder
        self._code = header.code
        self._life = life
        self._now = now
        self._speak = opener(keys)
        self._board = SliceBoard(picture, speak=self._speak)
        self._latest = picture
        self.position = position
        """Of the log, up to which was heard what happened."""
        self._news: deque[Step] = deque()
        self._given: dict[str, _Given] = {}
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._entropy = SystemEntropy()
        self.heads: Callable[[str], tuple[SignedHead, ...]] = lambda _reader: ()
        """What other neighbours have signed of their units, to be passed on to a reader."""
        self._signed_head: tuple[object, str, SignedHead | None] = (None, "", None)
        self.troubles: dict[str, str] = {}
        """Neighbours that have heard what was never said here, and how that shows."""
        self._thread = threading.Thread(target=self._run, name="tocsin-sharing", daemon=True)
        self._thread.start()

    def heard(self, steps: Sequence[Step]) -> None:
        """More has happened. Returns at once."""
        self._news.extend(steps)
        if steps:
            self.position = steps[-1].record.position

    def has_news(self, code: str, asked: Cursor) -> bool:
        """Whether there may be something to tell a neighbour that stands there. Cheap."""
        given = self._given.get(code)
        stands_at = asked.incarnation, asked.sequence
        return given is None or given.is_stale or given.stands_at != stands_at

    def answer(self, code: str, asked: Cursor, nonce: str, key: LinkKey, tls: str) -> bytes:
        """What a neighbour is told that stands there, signed, durable here. StorageUnknown."""
        with self._lock:
            self._collect()
            given = self._given_to(code)
            given.asked_at_s = time.monotonic()
            at = self._now()
            sequence, head = asked.sequence, asked.head
            ticks: Sequence[Tick] = ()
            try:
                ticks = self._ticks(code, given, asked, at)
                self.troubles.pop(code, None)
            except Elsewhere as found:
                self.troubles[code] = str(found)
                sequence, head = found.sequence, found.head
            else:
                if asked.incarnation == given.outbox.state.incarnation:
                    given.outbox.reader = asked
            given.outbox.save()
            if asked.incarnation != given.outbox.state.incarnation:
                sequence, head = 0, BEGINNING
            if ticks:
                sequence, head = ticks[-1].last, given.outbox.head_after(ticks[-1])
            standing = self._standing(
                code, given, Cursor("", sequence, head), at, key, tls=tls, nonce=nonce,
                is_known=asked.incarnation == given.outbox.state.incarnation,
            )  # fmt: skip
            return answered(key, standing, ticks)

    def _head(self, key: LinkKey, at: datetime) -> SignedHead | None:
        """Where the log stands on the units that are lent."""
        picture = self._latest
        of, signer, head = self._signed_head
        if of is not picture.custody or signer != key.public:
            units = picture.custody.values()
            head = signed_head(key, self._code, self._life, units, at)
            self._signed_head = picture.custody, key.public, head
        return head

    def _standing(
        self,
        code: str,
        given: _Given,
        ends: Cursor,
        at: datetime,
        key: LinkKey,
        *,
        tls: str = "",
        nonce: str = "",
        is_known: bool = False,
    ) -> SliceStanding:
        """Where what is told now ends, as the town signs it. `is_known`: the reader has heard of
        this incarnation, and need not be told of those before."""
        state, lends = given.outbox.state, is_lending_agreed(self._latest, code)
        return SliceStanding(
            town=self._code,
            to=code,
            nonce=nonce,
            at=at,
            life=state.life,
            incarnation=state.incarnation,
            generation=state.generation,
            opening=state.opening,
            sequence=ends.sequence,
            head=ends.head,
            latest=state.sequence,
            past=None if is_known else state.past,
            tls=tls,
            custody=self._head(key, at) if lends else None,
            heads=self.heads(code) if lends else (),
        )

    def bundle(self, code: str, public_key: str, heard: Cursor, key: LinkKey) -> Written:
        """The same in a file that is carried: all that the neighbour is not known to have.
        `public_key` is the neighbour's, `heard` is how far we have read its own slice. Raises
        BundleRefused, StorageUnknown.
        """
        with self._lock:
            self._collect()
            given, at = self._given_to(code), self._now()
            begins, ticks = self._unread(code, given, at)
            given.outbox.save()
            ends = begins
            if ticks:
                ends = Cursor(
                    begins.incarnation, ticks[-1].last, given.outbox.head_after(ticks[-1])
                )
            standing = self._standing(code, given, ends, at, key)
            file = bundle_bytes(
                key, standing, begins, heard, ticks,
                to=public_key, ephemeral=self._entropy.draw(32),
            )  # fmt: skip
        return Written(file, standing, begins)

    def _unread(self, code: str, given: _Given, at: datetime) -> tuple[Cursor, Sequence[Tick]]:
        """From where a bundle goes on, and what is in it."""
        ticks: Sequence[Tick] | None = None
        try:
            if not given.is_stale:
                begins, ticks = given.outbox.unread(IN_A_BUNDLE)
            self.troubles.pop(code, None)
        except Elsewhere as found:
            # As the link does: it is told where this town stands, and sees what that means.
            self.troubles[code] = str(found)
            return Cursor(given.outbox.state.incarnation, found.sequence, found.head), ()
        if ticks is None:
            self._begin_afresh(code, given, at)
            begins, ticks = given.outbox.unread(IN_A_BUNDLE)
        return begins, ticks or ()

    def read_up_to(self, code: str, reader: Cursor) -> None:
        """A neighbour's bundle says how far it has read. Raises StorageUnknown."""
        with self._lock:
            self._collect()
            given = self._given_to(code)
            if given.outbox.reader != reader:
                given.outbox.read_up_to(reader)

    def _ticks(self, code: str, given: _Given, asked: Cursor, at: datetime) -> Sequence[Tick]:
        """What is told now: as much as an answer takes. Raises Elsewhere."""
        ticks = None
        if not given.is_stale:
            ticks = given.outbox.since(asked.incarnation, asked.sequence, asked.head, WANTED_BYTES)
        if ticks is None:
            self._begin_afresh(code, given, at)
            incarnation = given.outbox.state.incarnation
            ticks = given.outbox.since(incarnation, 0, BEGINNING, WANTED_BYTES)
            assert ticks is not None, "an opening is kept until it is read"
        return ticks

    def _given_to(self, code: str) -> _Given:
        found = self._given.get(code)
        if found is not None:
            return found
        path = private_folder(self._folder / FOLDER) / f"told-{code}.sqlite"
        viewer, at = partner(code), self._now()
        outbox = Outbox(path, viewer, self._life)
        stream, first = self._board.join(viewer, self._fresh(), at)
        outbox.go_on(first.body, self._fresh(), _generation(at), at)
        self._given[code] = given = _Given(outbox, stream)
        return given

    def _begin_afresh(self, code: str, given: _Given, at: datetime) -> None:
        self._board.leave(given.stream)
        given.stream, first = self._board.join(partner(code), self._fresh(), at)
        given.outbox.begin(first.body, self._fresh(), _generation(at), at)
        given.is_stale = False
        given.look_again()

    def _fresh(self) -> str:
        return self._entropy.draw(16).hex()

    def handed(self, code: str, subject: Subject) -> Handed | None:
        """How far a neighbour is with a subject; None where it does not ask."""
        with self._lock:
            self._collect()
            given = self._given.get(code)
            if given is None:
                return None
            outbox, state = given.outbox, given.outbox.state
            return Handed(
                outbox.has_told(subject), state.incarnation, state.sequence, outbox.reader
            )

    # what happens

    def _run(self) -> None:
        while not self._stop.wait(TICK_S):
            if not self._news:
                continue
            with self._lock:
                self._collect()

    def _collect(self) -> None:
        """Take what has happened; what that means for each neighbour is ready when it asks.

        After a fault of ours all begin from the present picture: they are told the difference.
        """
        try:
            self._take_in()
        except Exception as bug:
            LOG.error("bug", exc_info=bug, extra={FIELDS: {}})
            while self._news:
                self._latest = self._news.popleft().after
            for given in self._given.values():
                given.outbox.close()
            self._given.clear()
            self._board = SliceBoard(self._latest, speak=self._speak)

    def _take_in(self) -> None:
        is_forgotten = False
        while self._news:
            step = self._news.popleft()
            self._latest = step.after
            record = step.record
            is_forgotten = is_forgotten or record.name in FORGETTING
            cause = Cause(
                record.name, record.occurred_at, record.recorded_at, record.actor,
                record.on_behalf_of,
            )  # fmt: skip
            self._board.collect(step.before, step.after, cause)
        at = self._now()
        by_stream = {each.stream.incarnation: each for each in self._given.values()}
        for stream, tick in self._board.flush(at):
            given = by_stream.get(stream.incarnation)
            if given is not None:
                given.outbox.follow(tick.body, at)
                given.look_again()
        for code, given in list(self._given.items()):
            given.is_stale = given.is_stale or is_forgotten
            if time.monotonic() - given.asked_at_s > IDLE_S:
                self._let_go(code)

    def _let_go(self, code: str) -> None:
        given = self._given.pop(code)
        self._board.leave(given.stream)
        given.outbox.close()

    def close(self) -> None:
        """Stop looking; let go of the files."""
        self._stop.set()
        self._thread.join()
        with self._lock:
            for code in list(self._given):
                self._let_go(code)


def _generation(at: datetime) -> int:
    """Grows from one incarnation to the next, also where the file of the last is lost."""
    return int(at.timestamp() * 1000)
