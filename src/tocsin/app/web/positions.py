"""Live positions for the streams: made once for a sight class and beat, whole where they must be.

An event holds what came since the beat before, or everything in sight (`is_whole`): at the
beginning, when a reader fell behind, and when something went out of sight.
"""

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator

import msgspec

from tocsin.access import Eye
from tocsin.access.tracks import FIELD, sees_track
from tocsin.access.viewer import Viewer
from tocsin.app.tracking import shown
from tocsin.app.web.house import House
from tocsin.app.web.telemetry import outward
from tocsin.jurisdiction.observed import Known
from tocsin.jurisdiction.telemetry import Telemetry
from tocsin.operations.picture import Picture, Subject
from tocsin.operations.telemetry import age_s, rules_of

BEAT_S = 1.0
"""How often positions leave: as often as a busy tracker reports."""
LONGEST_S = 0.02
"""So long classes are begun in one tick; the hub has others to tell."""
LONGEST = 20
"""Beats that wait for a reader; then it is told everything afresh."""
WORD = {collection: word for word, (collection, _) in FIELD.items()}
"""The first word of a track's subject, by the collection it is in."""


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


class PositionBoard:
    """What leaves with each beat. On the hub's thread only.

    Whether a class may see a track is decided once, and again when the subject, or what its sight
    depends on, was touched (`unsettle`).
    """

    def __init__(
        self, telemetry: Telemetry, house: House, clock_s: Callable[[], float] = time.monotonic
    ) -> None:
        self._telemetry = telemetry
        self._house = house
        self._clock_s = clock_s
        self._classes: dict[str, _Class] = {}
        self._lines = _Lines(house)

    def unsettle(self, keys: frozenset[Subject] | None) -> None:
        """Decide anew about these subjects; None: about all."""
        if keys is None:
            for each in self._classes.values():
                each.sight.clear()
            return
        touched = [f"{WORD[kind]}/{name}" for kind, name in keys if kind in WORD]
        for each in self._classes.values():
            for subject in touched:
                each.sight.pop(subject, None)

    def beat(
        self, readers: Iterable[tuple[PositionBox, str]], picture: Picture
    ) -> list[tuple[PositionBox, bytes]]:
        """What goes to whom in this tick. A reader comes with its sight class.

        A class has its turn each second; what does not fit into a tick waits for the next.
        """
        by_class: dict[str, list[PositionBox]] = {}
        for box, name in readers:
            by_class.setdefault(name, []).append(box)
        self._classes = {name: self._classes.get(name) or _Class() for name in by_class}
        began_s = now_s = self._clock_s()
        posts: list[tuple[PositionBox, bytes]] = []
        for name in sorted(by_class, key=lambda each: self._classes[each].next_s):
            state = self._classes[name]
            if state.next_s > began_s or now_s - began_s > LONGEST_S:
                break
            state.next_s = began_s + BEAT_S
            sees = _Sees(picture, by_class[name][0].viewer, state.sight)
            posts += self._of_class(name, by_class[name], state, sees)
            now_s = self._clock_s()
        return posts

    def _of_class(
        self, name: str, group: list[PositionBox], state: "_Class", sees: "_Sees"
    ) -> Iterator[tuple[PositionBox, bytes]]:
        moved = self._telemetry.moved(state.upto)
        state.upto = max((each.position for each in moved), default=state.upto)
        known = self._telemetry.known
        is_less = any(not sees(each) or known(each) is None for each in state.told)
        fresh = [box for box in group if is_less or box.needs_all or box.class_name != name]
        part = [each for each in moved if sees(each.subject)]
        state.told |= {each.subject for each in part}
        if fresh:
            every = [each for each in self._telemetry.all_known() if sees(each.subject)]
            state.told = {each.subject for each in every}
            whole = self._lines.event(every, is_whole=True)
            for box in fresh:
                box.needs_all, box.class_name = False, name
                yield box, whole
        if part and len(fresh) < len(group):
            event = self._lines.event(part, is_whole=False)
            told_now = set(map(id, fresh))
            for box in group:
                if id(box) not in told_now:
                    yield box, event


class _Class:
    """What one sight class was told, and what was decided for it."""

    def __init__(self) -> None:
        self.next_s = 0.0
        self.upto = 0
        """The place on the track up to which it was told."""
        self.told: set[str] = set()
        self.sight: dict[str, bool] = {}


class _Sees:
    """Whether one class sees a track, as decided before or now."""

    def __init__(self, picture: Picture, viewer: Viewer, decided: dict[str, bool]) -> None:
        self._eye: Eye | None = None
        self._of = picture, viewer
        self._decided = decided

    def __call__(self, subject: str) -> bool:
        found = self._decided.get(subject)
        if found is None:
            if self._eye is None:
                self._eye = Eye(*self._of)
            found = self._decided[subject] = sees_track(self._eye, subject)
        return found


class _Lines:
    """Positions as JSON, each made once for all classes of a second."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._made: dict[str, tuple[Known, int, bytes]] = {}

    def event(self, known: list[Known], *, is_whole: bool) -> bytes:
        """One event of the stream with these positions, as they are now."""
        picture, now = self._house.picture, self._house.now()
        rules = rules_of(picture)
        head = msgspec.json.encode({"at": now, "fresh_s": rules.fresh_s, "old_s": rules.old_s})
        flag = b"true" if is_whole else b"false"
        lines = []
        for each in known:
            age = age_s(each.observed_at, now)
            made = self._made.get(each.subject)
            if made is None or made[0] is not each or made[1] != age:
                line = msgspec.json.encode(outward(shown(each, picture, now, rules)))
                made = self._made[each.subject] = each, age, line
            lines.append(made[2])
        return b'event: positions\ndata: %b,"is_whole":%b,"positions":[%b]}\n\n' % (
            head[:-1],
            flag,
            b",".join(lines),
        )
