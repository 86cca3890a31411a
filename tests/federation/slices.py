"""A town's slice for another, without the town: told, answered and bundled by the real code."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from tocsin.access import Delta, Tick, Verb, partner
from tocsin.access.changes import Cause
from tocsin.access.stream import BEGINNING
from tocsin.federation.bundles import bundle_bytes
from tocsin.federation.custody_heads import SignedHead
from tocsin.federation.link_key import LinkKey
from tocsin.federation.outbox import Outbox
from tocsin.federation.slice_messages import Cursor, SliceStanding, answered
from tocsin.log import SeededEntropy

Known = dict[tuple[str, str], dict[str, object]]
NOTHING = Cursor()
START = datetime(2026, 3, 2, 8, tzinfo=UTC)


def subjects(count: int, filling: str = "x") -> Known:
    return {("incidents", f"PE-{n}"): {"type": "fire", "note": filling} for n in range(count)}


class Source:
    """Penford, as Weir End hears it: what is to be known, and the outbox that tells it."""

    KEY = LinkKey.drawn(SeededEntropy(5))

    def __init__(
        self, folder: Path, seed: int = 6, known: Known | None = None, ways: str = "PE-WE"
    ) -> None:
        """`ways`: whose slice it is, and for whom."""
        folder.mkdir(exist_ok=True)
        self.town, self.to = ways.split("-")
        self.now = START
        self.known: Known = known or {}
        self.custody: SignedHead | None = None
        self.heads: tuple[SignedHead, ...] = ()
        """What it signs of its units, and passes on of others'."""
        self.page_bytes = 1_000_000
        self._entropy = SeededEntropy(seed)
        self._path = folder / "told.sqlite"
        self.start()

    def start(self) -> None:
        """A process begins: what it kept to tell again is gone, where it stood is not."""
        self.outbox = Outbox(self._path, partner(self.to), "life-1")
        self.outbox.go_on(self._opening(), self._fresh(), 1, self.now)
        self.outbox.save()

    def stop(self) -> None:
        self.outbox.close()

    def _fresh(self) -> str:
        return self._entropy.draw(16).hex()

    def _opening(self) -> bytes:
        cause = Cause("sight_changed", self.now, self.now)
        deltas = [Delta(Verb.disclosed, *key, cause, dict(f)) for key, f in self.known.items()]
        return msgspec.json.encode(deltas)

    def tells(self, changes: Mapping[tuple[str, str], dict[str, object] | None]) -> None:
        """These are so from now on; None: not to be known any more."""
        for key, fields in changes.items():
            if fields is None:
                self.known.pop(key, None)
            else:
                self.known[key] = fields
        self.outbox.go_on(self._opening(), self._fresh(), 1, self.now)

    def afresh(self) -> None:
        """All of it anew, as after something was forgotten."""
        self.outbox.begin(self._opening(), self._fresh(), 1, self.now)

    def standing(self, ends: Cursor | None = None, nonce: str = "") -> SliceStanding:
        state = self.outbox.state
        return SliceStanding(
            town=self.town, to=self.to, nonce=nonce, at=self.now, life=state.life,
            incarnation=state.incarnation, generation=state.generation, opening=state.opening,
            sequence=state.sequence if ends is None else ends.sequence,
            head=state.head if ends is None else ends.head,
            latest=state.sequence, past=state.past, custody=self.custody, heads=self.heads,
        )  # fmt: skip

    def bundle(self, to: str, key: LinkKey | None = None, heard: Cursor = NOTHING) -> bytes:
        """As `Sharing` makes it."""
        begins, ticks = self.outbox.unread()
        if ticks is None:
            self.afresh()
            begins, ticks = self.outbox.unread()
        assert ticks is not None
        self.outbox.save()
        return bundle_bytes(
            key or self.KEY, self.standing(), begins, heard, ticks,
            to=to, ephemeral=self._entropy.draw(32),
        )  # fmt: skip

    def answer(self, asked: Cursor, nonce: str) -> bytes:
        """As the link answers."""
        most = self.page_bytes
        ticks = self.outbox.since(asked.incarnation, asked.sequence, asked.head, most)
        begins = asked
        if ticks is None:
            self.afresh()
            begins = Cursor(self.outbox.state.incarnation, 0, BEGINNING)
            ticks = self.outbox.since(begins.incarnation, 0, begins.head, most)
            assert ticks is not None
        self.outbox.reader = asked
        self.outbox.save()
        return answered(self.KEY, self.standing(self._end(begins, ticks), nonce), ticks)

    def _end(self, begins: Cursor, ticks: Sequence[Tick]) -> Cursor:
        if not ticks:
            return begins
        return Cursor(begins.incarnation, ticks[-1].last, self.outbox.head_after(ticks[-1]))
