"""The live streams: one thread that looks on a fixed tick what happened, and tells every reader.

Differences and their bytes are made once for a sight class. A reader has a mailbox of bounded
length in the event loop; one that does not read is begun afresh with a snapshot when it reads
again, and holds up nobody. Streams end by themselves when their token is no good any more.
"""

import asyncio
import threading
import time
import uuid
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import TypeVar

import msgspec

from tocsin.access import Cause, Slice, SliceBoard, Tick, ViewerKind
from tocsin.app.facts import opener
from tocsin.app.web.doorkeeper import Caller, Doorkeeper
from tocsin.app.web.house import House
from tocsin.app.web.mailbox import Ended, Mailbox
from tocsin.app.web.positions import PositionBoard, PositionBox
from tocsin.app.web.recents import Recents
from tocsin.jurisdiction.fold import Step
from tocsin.operations.picture import Picture

TICK_S = 0.1
"""SIGHT.md: deltas leave on a fixed tick, so that their timing tells nothing."""
KEEP_ALIVE_S = 15.0
"""A reader that was sent nothing for so long is told that the line is open."""
TOKENS_EVERY_S = 1.0
LOOK_EVERY = 20
"""Ticks between two counts of the classes."""
Work = TypeVar("Work")


class Resumed(msgspec.Struct, frozen=True):
    """Where a reader says that it stands (Last-Event-ID)."""

    incarnation: str
    sequence: int


Kinds = frozenset[str] | None
Heard = Callable[[Sequence[Step]], None]


class Hub:
    """All streams of one house. `start` and `close` belong to the server's life."""

    def __init__(
        self,
        house: House,
        doorkeeper: Doorkeeper,
        tick_s: float = TICK_S,
        positions: PositionBoard | None = None,
    ) -> None:
        self._positions = positions
        self._house = house
        self._doorkeeper = doorkeeper
        self._tick_s = tick_s
        self._board = SliceBoard(house.picture, speak=opener(house.keys))
        self._mailboxes: dict[str, Mailbox] = {}
        self._asked: deque[Callable[[], None]] = deque()
        self._looked_at: tuple[object, object, object] = (None, None, None)
        self._looked_at_s = 0.0
        self._looked_at_sessions = 0
        self._is_closing = False
        self._beat_at_s = time.monotonic() + KEEP_ALIVE_S
        self._wake = threading.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread = threading.Thread(target=self._run, name="tocsin-hub", daemon=True)
        self.recents = Recents()
        self.listeners: list[Heard] = [self.recents.heard]
        """Told of everything that happens, in order, on this thread: none may hold it up."""
        self.ticks = 0
        self.fallbacks = 0
        self.tick_took_s = 0.0
        self.classes = 0
        """Sight classes that somebody follows, as of the last look."""

    def start(self, loop: asyncio.AbstractEventLoop) -> None:
        """Begin to tick; mailboxes live in this loop."""
        self._loop = loop
        self._thread.start()

    # in the event loop

    async def joined(
        self,
        caller: Caller,
        kinds: Kinds = None,
        resumed: Resumed | None = None,
        *,
        with_positions: bool = False,
    ) -> Mailbox:
        """A mailbox with what was missed, or with everything that this caller may know."""

        def join() -> tuple[Slice, tuple[Tick, ...]]:
            at, fresh = self._house.now(), uuid.uuid4().hex
            if resumed is None:
                stream, first = self._board.join(caller.viewer, fresh, at, kinds)
                return stream, (first,)
            return self._board.resume(
                caller.viewer, resumed.incarnation, resumed.sequence, fresh, at, kinds
            )

        def enter() -> Mailbox:
            stream, ticks = join()
            box = PositionBox(caller.viewer) if with_positions else None
            mailbox = Mailbox(caller, stream, ticks, box)
            old = self._mailboxes.get(stream.incarnation)
            self._mailboxes[stream.incarnation] = mailbox
            if old is not None and self._loop is not None:
                self._loop.call_soon_threadsafe(old.end, Ended.closing)
            return mailbox

        mailbox = await self._done(enter)
        if self._is_closing:
            mailbox.end(Ended.closing)
        return mailbox

    async def begun_again(self, mailbox: Mailbox) -> None:
        """A snapshot for a reader that was behind."""
        self.fallbacks += 1

        def again() -> None:
            self._forget(mailbox)
            stream, first = self._board.join(
                mailbox.caller.viewer, uuid.uuid4().hex, self._house.now(), mailbox.stream.kinds
            )
            self._mailboxes[stream.incarnation] = mailbox
            if self._loop is not None:
                # From this thread, so that the first tick is there before the second is posted.
                self._loop.call_soon_threadsafe(mailbox.begin_again, stream, first)

        await self._done(again)

    def left(self, mailbox: Mailbox) -> None:
        """The reader is gone; it may come back."""
        self._ask(lambda: self._forget(mailbox))

    def end_all(self) -> None:
        """Every stream ends now, in the event loop: called from the signal handler's turn."""
        self._is_closing = True
        for mailbox in list(self._mailboxes.values()):
            mailbox.end(Ended.closing)

    def close(self) -> None:
        """Stop ticking."""
        self._is_closing = True
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join()

    @property
    def picture(self) -> Picture:
        """The picture as of the last tick: before what listeners are told of next."""
        return self._board.picture

    @property
    def is_closing(self) -> bool:
        """Whether the door is being shut: whoever waits for news waits no longer."""
        return self._is_closing

    @property
    def streams(self) -> int:
        """How many read along."""
        return len(self._mailboxes)

    def _ask(self, work: Callable[[], Work]) -> "Future[Work]":
        """Have the hub's thread do something; what came of it is in the future."""
        future: Future[Work] = Future()

        def run() -> None:
            try:
                future.set_result(work())
            except Exception as error:
                future.set_exception(error)

        self._asked.append(run)
        self._wake.set()
        return future

    async def _done(self, work: Callable[[], Work]) -> Work:
        return await asyncio.wrap_future(self._ask(work))

    def _forget(self, mailbox: Mailbox) -> None:
        incarnation = mailbox.stream.incarnation
        if self._mailboxes.get(incarnation) is mailbox:
            del self._mailboxes[incarnation]
            self._board.leave(mailbox.stream)

    # on the hub's thread

    def _run(self) -> None:
        next_s = time.monotonic() + self._tick_s
        while not self._is_closing:
            self._wake.wait(max(0.0, next_s - time.monotonic()))
            self._wake.clear()
            self._answer()
            if time.monotonic() >= next_s:
                self._tick()
                next_s = max(next_s + self._tick_s, time.monotonic())

    def _answer(self) -> None:
        """Let readers in and out; not for longer than a tick at a time."""
        until_s = time.monotonic() + self._tick_s
        while self._asked and time.monotonic() < until_s:
            self._asked.popleft()()
        if self._asked:
            self._wake.set()

    def _tick(self) -> None:
        """Collect what happened, make each class's difference, post it."""
        self.ticks += 1
        began_s = time.monotonic()
        if self.ticks % LOOK_EVERY == 1:
            self.classes = sum(map(bool, self._board.followers().values()))
        news = self._house.news()
        for hear in self.listeners:
            hear(news)
        for step in news:
            record = step.record
            cause = Cause(
                record.name,
                record.occurred_at,
                record.recorded_at,
                record.actor,
                record.on_behalf_of,
            )
            self._board.collect(step.before, step.after, cause)
        if self._positions is not None:
            self._positions.unsettle(self._board.unsettled())
        sent = self._board.flush(self._house.now())
        ended = self._no_longer_good()
        positions = self._moved()
        self._beat()
        if (sent or ended or positions) and self._loop is not None and not self._loop.is_closed():
            posts = [
                (mailbox, tick)
                for stream, tick in sent
                if (mailbox := self._mailboxes.get(stream.incarnation)) is not None
            ]
            self._loop.call_soon_threadsafe(_posted, posts, ended, positions)
        self.tick_took_s = time.monotonic() - began_s

    def _beat(self) -> None:
        """Have quiet lines kept open: one beat for all, which is cheaper than a clock for each."""
        if time.monotonic() < self._beat_at_s or self._loop is None or self._loop.is_closed():
            return
        self._beat_at_s = time.monotonic() + KEEP_ALIVE_S
        self._loop.call_soon_threadsafe(_beaten, list(self._mailboxes.values()))

    def _moved(self) -> list[tuple[Mailbox, bytes]]:
        """Positions that are due, for those who asked for them."""
        if self._positions is None:
            return []
        asking = {
            id(each.positions): each
            for each in list(self._mailboxes.values())
            if each.positions is not None
        }
        readers = [
            (each.positions, self._board.class_of(each.stream))
            for each in asking.values()
            if each.positions is not None
        ]
        found = self._positions.beat(readers, self._board.picture)
        return [(asking[id(box)], event) for box, event in found]

    def _no_longer_good(self) -> list[Mailbox]:
        """Streams whose token was revoked or session ended, has run out, or whose person may not
        act any more.
        """
        picture, now_s = self._house.picture, time.monotonic()
        sessions = self._doorkeeper.session_changes
        looked_at = picture.tokens, picture.people, picture.groups
        is_same = sessions == self._looked_at_sessions and all(
            a is b for a, b in zip(looked_at, self._looked_at, strict=True)
        )
        if is_same and now_s - self._looked_at_s < TOKENS_EVERY_S:
            return []
        self._looked_at, self._looked_at_s = looked_at, now_s
        self._looked_at_sessions = sessions
        now = self._house.now()
        return [
            each
            for each in list(self._mailboxes.values())
            if not self._doorkeeper.still_lets_in(each.caller, picture, now)
            or not _belongs(each.caller, picture)
        ]


def _belongs(caller: Caller, picture: Picture) -> bool:
    """Whether whoever looks with a group's eyes still belongs to it."""
    if caller.viewer.kind is not ViewerKind.group:
        return True
    found = picture.groups.get(caller.viewer.id)
    return found is not None and found.has(caller.person)


def _beaten(mailboxes: list[Mailbox]) -> None:
    for each in mailboxes:
        each.beat()


def _posted(
    posts: list[tuple[Mailbox, Tick]],
    ended: list[Mailbox],
    positions: list[tuple[Mailbox, bytes]],
) -> None:
    for mailbox, tick in posts:
        mailbox.put(tick)
    for mailbox, event in positions:
        mailbox.put_positions(event)
    for mailbox in ended:
        mailbox.end(Ended.token if mailbox.caller.session is None else Ended.session)
