"""All streams of one town: collect events, and on a fixed tick send every reader its difference.

A sight class is looked at and encoded once, however many follow it. A reader whose class changes (a
role given or taken, a name put on a list) gets the difference between the two in the same tick and
goes on under the same sequence.
"""

from datetime import datetime

from tocsin.access.changes import Cause, Changes
from tocsin.access.sight import Eye
from tocsin.access.slices import Delta, Differences, opening, sealed
from tocsin.access.stream import Bodies, Body, Kinds, Slice, Speak, Tick, body_of
from tocsin.access.viewer import Viewer, named, sight_class
from tocsin.operations.picture import Picture, Subject

KEPT_TICKS = 120
"""Ticks kept for readers that come back: half a minute at four ticks a second."""


class SliceBoard:
    """Slices by reader. `speak` says how words leave; by default sealed."""

    def __init__(
        self, picture: Picture, *, kept_ticks: int = KEPT_TICKS, speak: Speak = sealed
    ) -> None:
        self.picture = picture
        self._speak = speak
        self._kept_ticks = kept_ticks
        self._slices: dict[str, Slice] = {}
        self._class_of: dict[str, str] = {}
        self._eyes: dict[str, Eye] = {}
        self._openings: dict[tuple[str, Kinds], Body] = {}
        """What a reader of a class gets first, as of the last tick; made when one asks."""
        self._latest = picture
        self._changes: Changes | None = None

    # readers

    def join(
        self, viewer: Viewer, incarnation: str, at: datetime, kinds: Kinds = None
    ) -> tuple[Slice, Tick]:
        """A new stream, and its first tick: everything disclosed as of the last tick.

        `incarnation` is a name never used before; it comes in as a value. With `kinds` the stream
        tells of these and of no others.
        """
        assert incarnation not in self._slices, "an incarnation is begun once"
        if self._changes is None:
            self._changes = Changes(self._latest)
            self.picture = self._latest
            self._openings.clear()
        stream = Slice(viewer, incarnation, self._kept_ticks, kinds)
        name = sight_class(self.picture, viewer)
        self._slices[incarnation] = stream
        self._class_of[incarnation] = name
        body = self._openings.get((name, kinds))
        if body is None:
            eye = self._eyes.setdefault(name, Eye(self.picture, viewer))
            deltas = opening(eye, at, kinds)
            body = self._openings[name, kinds] = body_of(deltas, self._speak)
        return stream, stream.take(body, at)

    def resume(
        self,
        viewer: Viewer,
        incarnation: str,
        sequence: int,
        fresh: str,
        at: datetime,
        kinds: Kinds = None,
    ) -> tuple[Slice, tuple[Tick, ...]]:
        """Go on after `sequence`, or begin again under the name `fresh` where that is not kept."""
        stream = self._slices.get(incarnation)
        is_same = stream is not None and (stream.viewer, stream.kinds) == (viewer, kinds)
        missed = stream.since(sequence) if stream and is_same else None
        if stream is None or missed is None:
            stream, first = self.join(viewer, fresh, at, kinds)
            return stream, (first,)
        stream.is_followed, stream.idle_ticks = True, 0
        return stream, missed

    def leave(self, stream: Slice) -> None:
        """The reader is gone; the stream is kept for as many ticks as it keeps, in case it
        returns.
        """
        stream.is_followed = False

    def followers(self) -> dict[str, int]:
        """How many follow each sight class."""
        found: dict[str, int] = {}
        for incarnation, stream in self._slices.items():
            name = self._class_of[incarnation]
            found[name] = found.get(name, 0) + stream.is_followed
        return dict(sorted(found.items()))

    # facts

    def collect(self, before: Picture, after: Picture, cause: Cause) -> None:
        """One event has happened. Nothing leaves before the tick."""
        assert before is self._latest, "events are collected in their order, without a gap"
        self._latest = after
        if self._changes is not None:
            self._changes.collect(before, after, cause)

    def unsettled(self) -> frozenset[Subject] | None:
        """Whose sight may be another since the last tick, asked before `flush`; None: anybody's.

        Sight reads a subject and what is one link away: so it is the touched ones, what they link
        to, and whoever links to those.
        """
        changes = self._changes
        if changes is None or changes.is_regrouping:
            return None
        found = set(changes.again)
        for key in changes.again:
            found |= changes.linkers.of(key)
        return frozenset(found)

    def class_of(self, stream: Slice) -> str:
        """The sight class a stream was last told as; "" of one that has ended."""
        return self._class_of.get(stream.incarnation, "")

    def flush(self, at: datetime) -> tuple[tuple[Slice, Tick], ...]:
        """The tick: what goes to whom. Nothing goes to those for whom nothing changed."""
        changes = self._changes
        if changes is None:
            return ()
        self._let_go()
        sent: list[tuple[Slice, Tick]] = []
        regrouped = self._regrouped(changes)
        eyes: dict[str, Eye] = {}
        moved: dict[tuple[str, str], tuple[Delta, ...]] = {}
        differences, bodied = Differences(changes, at), Bodies(self._speak)
        bodies: dict[tuple[str, str, Kinds], Body] = {}
        for incarnation, stream in self._slices.items():
            move = self._class_of[incarnation], regrouped[incarnation]
            if move not in moved:
                last = self._eye_before(move[0], stream.viewer)
                now = eyes[move[1]] = last.onward(self._latest, changes.unsettled())
                moved[move] = differences.between(last, now)
            asked = (*move, stream.kinds)
            if asked not in bodies:
                bodies[asked] = bodied.of(_of_kinds(moved[move], stream.kinds))
            self._class_of[incarnation] = move[1]
            if bodies[asked].size:
                sent.append((stream, stream.take(bodies[asked], at)))
        if self.picture is not self._latest:
            self._openings.clear()
        self._eyes = eyes
        self.picture = self._latest
        changes.clear()
        if not self._slices:
            self._changes = None
        return tuple(sent)

    def follow(
        self, before: Picture, after: Picture, cause: Cause, at: datetime
    ) -> tuple[tuple[Slice, Tick], ...]:
        """One event, and a tick at once."""
        self.collect(before, after, cause)
        return self.flush(at)

    # inside

    def _eye_before(self, name: str, viewer: Viewer) -> Eye:
        """The eye of the last tick, if it was this viewer's; what it remembers is of use again."""
        eye = self._eyes.get(name)
        return eye if eye and eye.viewer == viewer else Eye(self.picture, viewer)

    def _regrouped(self, changes: Changes) -> dict[str, str]:
        """Every stream's class in the latest picture."""
        if not changes.is_regrouping:
            return dict(self._class_of)
        names = named(self._latest)
        known: dict[Viewer, str] = {}
        for stream in self._slices.values():
            if stream.viewer not in known:
                known[stream.viewer] = sight_class(self._latest, stream.viewer, names)
        return {inc: known[stream.viewer] for inc, stream in self._slices.items()}

    def _let_go(self) -> None:
        """Drop the streams whose reader has been away for longer than ticks are kept."""
        for incarnation, stream in list(self._slices.items()):
            if stream.is_followed:
                continue
            stream.idle_ticks += 1
            if stream.idle_ticks > self._kept_ticks:
                del self._slices[incarnation], self._class_of[incarnation]


def _of_kinds(deltas: tuple[Delta, ...], kinds: Kinds) -> tuple[Delta, ...]:
    """Those that a reader asked for: a projection, so that the law holds for what is left."""
    return deltas if kinds is None else tuple(each for each in deltas if each.kind in kinds)
