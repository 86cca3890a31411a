"""Live positions for the streams: made once for a sight class and beat, whole where they must be.

An event holds what came since the beat before, or everything in sight (`is_whole`): at the
beginning, when a reader fell behind, and when something went out of sight.
"""

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

import msgspec

from tocsin.access import Eye, sight_class
from tocsin.access.tracks import sees_track
from tocsin.access.viewer import Viewer, named
from tocsin.app.tracking import shown
from tocsin.app.web.house import House
from tocsin.app.web.telemetry import outward
from tocsin.jurisdiction.observed import Known
from tocsin.jurisdiction.telemetry import Telemetry
from tocsin.operations.telemetry import rules_of

BEAT_S = 0.5
"""How often positions leave; a tracker that reports each second is told within it."""
LONGEST = 20
"""Beats that wait for a reader; then it is told everything afresh."""
AGAIN_S = 1.0
"""How soon a reader that may see less than before is told so."""


class PositionBox:
    """The positions that wait for one reader; filled and emptied in the event loop."""

    def __init__(self, viewer: Viewer) -> None:
        self.viewer = viewer
        self.class_name = ""
        """The sight class it was last told as; the hub's thread alone looks at it."""
        self.needs_all = True
        self._waiting: deque[bytes] = deque()

    def put(self, event: bytes) -> None:
        """An event for the reader; too many are replaced by everything at the next beat."""
        self._waiting.append(event)
        if len(self._waiting) > LONGEST:
            self._waiting.clear()
            self.needs_all = True

    def taken(self) -> list[bytes]:
        """What waits."""
        found = list(self._waiting)
        self._waiting.clear()
        return found

    def __len__(self) -> int:
        return len(self._waiting)


class HasBox(Protocol):
    """A reader of a stream that asked for positions, or not."""

    @property
    def positions(self) -> PositionBox | None: ...


class PositionBoard:
    """What leaves with each beat. On the hub's thread only."""

    def __init__(
        self, telemetry: Telemetry, house: House, clock_s: Callable[[], float] = time.monotonic
    ) -> None:
        self._telemetry = telemetry
        self._house = house
        self._clock_s = clock_s
        self._next_s = 0.0
        self._told_upto = telemetry.position
        self._told: dict[str, frozenset[str]] = {}
        """By class: the subjects its readers know a position of."""
        self._looked_at_s: dict[str, float] = {}

    def beat(self, readers: Iterable[HasBox]) -> list[tuple[PositionBox, bytes]]:
        """What goes to whom now; nothing between two beats."""
        now_s = self._clock_s()
        boxes = [each.positions for each in readers if each.positions is not None]
        if now_s < self._next_s or not boxes:
            return []
        self._next_s = now_s + BEAT_S
        moved = self._telemetry.moved(self._told_upto)
        self._told_upto = max((each.position for each in moved), default=self._told_upto)
        picture = self._house.picture
        names = named(picture)
        by_class: dict[str, list[PositionBox]] = {}
        for box in boxes:
            by_class.setdefault(sight_class(picture, box.viewer, names), []).append(box)
        lines = _Lines(self._house)
        posts: list[tuple[PositionBox, bytes]] = []
        for name, group in by_class.items():
            posts += self._of_class(name, group, moved, lines, now_s)
        self._told = {name: self._told[name] for name in by_class}
        return posts

    def _of_class(
        self,
        name: str,
        group: list[PositionBox],
        moved: list[Known],
        lines: "_Lines",
        now_s: float,
    ) -> Iterator[tuple[PositionBox, bytes]]:
        eye = Eye(self._house.picture, group[0].viewer)
        told = self._told.get(name, frozenset())
        hidden = self._hidden(name, told, eye, now_s)
        fresh = [box for box in group if hidden or box.needs_all or box.class_name != name]
        part = [each for each in moved if sees_track(eye, each.subject)]
        self._told[name] = (told - hidden) | {each.subject for each in part}
        if fresh:
            every = [each for each in self._telemetry.all_known() if sees_track(eye, each.subject)]
            self._told[name] = frozenset(each.subject for each in every)
            whole = lines.event(every, is_whole=True)
            for box in fresh:
                box.needs_all, box.class_name = False, name
                yield box, whole
        rest = [box for box in group if box not in fresh]
        if part and rest:
            event = lines.event(part, is_whole=False)
            for box in rest:
                yield box, event

    def _hidden(self, name: str, told: frozenset[str], eye: Eye, now_s: float) -> frozenset[str]:
        """What this class knew a position of and may not know any more; looked for each second."""
        if now_s - self._looked_at_s.get(name, 0.0) < AGAIN_S:
            return frozenset()
        self._looked_at_s[name] = now_s
        return frozenset(
            each for each in told if not sees_track(eye, each) or not self._telemetry.known(each)
        )


class _Lines:
    """Positions as JSON, each made once for all classes of a beat."""

    def __init__(self, house: House) -> None:
        self._picture = house.picture
        self._now = house.now()
        self._rules = rules_of(house.picture)
        self._of: dict[str, bytes] = {}

    def event(self, known: list[Known], *, is_whole: bool) -> bytes:
        head = msgspec.json.encode(
            {"at": self._now, "fresh_s": self._rules.fresh_s, "old_s": self._rules.old_s}
        )
        flag = b"true" if is_whole else b"false"
        body = b",".join(map(self._line, known))
        return b'event: positions\ndata: %b,"is_whole":%b,"positions":[%b]}\n\n' % (
            head[:-1],
            flag,
            body,
        )

    def _line(self, known: Known) -> bytes:
        found = self._of.get(known.subject)
        if found is None:
            each = outward(shown(known, self._picture, self._now, self._rules))
            found = self._of[known.subject] = msgspec.json.encode(each)
        return found
