"""The running track beside the town: observations in, one commit for many, the newest of each.

It has a committer of its own, so that a thousand trackers never stand in the way of an order. What
it cannot take it refuses one by one, with the reason; what the storage cannot take is unknown, and
the town runs on.
"""

import contextlib
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from datetime import datetime, timedelta

import msgspec

from tocsin.jurisdiction.observed import Known, TrackLook, content_of, is_sealed_for, known_of
from tocsin.jurisdiction.town import Town
from tocsin.log import (
    Committer,
    CommitterClosed,
    Forgotten,
    LogDamaged,
    Retention,
    SealBroken,
    StorageUnknown,
    Track,
    TrackEntry,
)
from tocsin.log.clock import truncated
from tocsin.operations.answers import AnswerRefusal
from tocsin.operations.observations import Observation
from tocsin.operations.orders import Refused, refuse
from tocsin.operations.picture import Picture
from tocsin.operations.picture.telemetry import TelemetryRules
from tocsin.operations.telemetry import not_yours, rules_of, subject_of, untimely

GATHER_S = 0.25
"""How long a report waits for others to share its commit: four commits a second at the most."""
TIDY_EVERY = timedelta(minutes=1)
MOST_DEVICES = 100_000


class NotTaken(msgspec.Struct, frozen=True):
    """One observation that was refused: which of the batch, where it stood, and why."""

    index: int
    place: str
    refused: Refused


class Recorded(msgspec.Struct, frozen=True):
    """What became of a batch, durable: how many were taken, which were not and why.

    `repeated` were on the track already, as the newest of their subject, and are not kept twice.
    """

    taken: int
    repeated: int
    refused: tuple[NotTaken, ...]
    last_position: int
    """The end of the track with this batch in it."""


class Batch(msgspec.Struct, frozen=True):
    """Observations of one sender; `bound` are the only subjects it may report, if any are named."""

    observations: Sequence[Observation]
    bound: frozenset[str] = frozenset()


class Telemetry:
    """A town's track, running. Safe from any thread; close it before the town."""

    def __init__(self, town: Town, open_track: Callable[[], Track]) -> None:
        """Opens the track; where the storage fails it is tried again with the next batch."""
        self._town = town
        self._open_track = open_track
        self._track: Track | None = None
        self._latest: dict[str, Known] = {}
        self._units = _Units()
        self._tidied_at = town.clock.now()
        self.trouble: str | None = None
        """What is wrong with the track just now, or what was found when it was opened."""
        try:
            self._ready()
        except StorageUnknown as error:
            self.trouble = str(error)
        self._committer: Committer[Batch, Recorded] = Committer(self._step, GATHER_S)

    # in

    def record(
        self, observations: Sequence[Observation], bound: frozenset[str] = frozenset()
    ) -> "Future[Recorded]":
        """Queue a batch; the future is done when it is durable.

        It raises `StorageUnknown` where nobody can say whether the batch is kept: report again.
        Raises `CommitterClosed`.
        """
        return self._committer.submit(Batch(observations, bound))

    def _step(self, batches: Sequence[Batch]) -> list[Recorded | Exception]:
        try:
            track = self._ready()
            return self._committed(track, batches)
        except StorageUnknown as error:
            self.trouble = str(error)
            return [error for _ in batches]

    def _ready(self) -> Track:
        """The track, open and accepting. Raises `StorageUnknown`."""
        if self._track is None:
            self._track = self._open_track()
            self._after_opening(self._track)
        elif self._track.is_stopped:
            self._track.recover()
            self._after_opening(self._track)
        return self._track

    def _after_opening(self, track: Track) -> None:
        self.trouble = None
        if track.set_aside is not None:
            path, what = track.set_aside
            self.trouble = f"the track was damaged ({what}) and lies in {path}; a new one was begun"
        found: dict[str, Known] = {}
        for subject, record in track.reader.newest().items():
            try:
                known = known_of(record, track.track, self._town.store.keys)
            except (SealBroken, LogDamaged):
                continue
            if known is not None:
                found[subject] = known
        self._latest = found

    def _committed(self, track: Track, batches: Sequence[Batch]) -> list[Recorded | Exception]:
        now = self._town.clock.now()
        rules = rules_of(self._town.picture)
        work = _Work(self._town, self._latest, self._units, (track.track, track.position), now)
        results = [work.take(batch) for batch in batches]
        last = track.position
        if work.entries:
            self._town.store.keys.flush()
            first = track.append(work.entries, now, retention_of(rules))
            assert first == last + 1, "one writer: what comes next was known before"
            last += len(work.entries)
            for known in work.known:
                self._learn(known)
        if now - self._tidied_at >= TIDY_EVERY:
            self._tidy(track, now)
        return [msgspec.structs.replace(each, last_position=last) for each in results]

    def _learn(self, known: Known) -> None:
        """The newest is by when it was observed: one that comes late is kept, and no more."""
        before = self._latest.get(known.subject)
        if before is None or before.observed_at <= known.observed_at:
            self._latest[known.subject] = known

    def _tidy(self, track: Track, now: datetime) -> None:
        rules = rules_of(self._town.picture)
        self._tidied_at = now
        track.tidy(now, retention_of(rules))
        oldest = now - timedelta(hours=rules.keep_h)
        keys = self._town.store.keys
        self._latest = {
            subject: known
            for subject, known in self._latest.items()
            if known.recorded_at >= oldest
            and not (is_sealed_for(subject) and keys.is_forgotten(subject))
        }

    def tidy(self) -> "Future[Recorded]":
        """Remove what is too old or too much now, though nothing be reported."""
        self._tidied_at = datetime.min.replace(tzinfo=self._tidied_at.tzinfo)
        return self.record(())

    def tick(self) -> None:
        """Called each second: what is too old goes, though nothing be reported."""
        if self._town.clock.now() - self._tidied_at >= TIDY_EVERY:
            with contextlib.suppress(CommitterClosed):
                self.record(())

    @property
    def waiting(self) -> int:
        """Batches in the queue, more or less."""
        return self._committer.waiting

    # out

    def known(self, subject: str) -> Known | None:
        """The newest observation of a subject (`unit/PE-E1`); None of who was forgotten."""
        found = self._latest.get(subject)
        if is_sealed_for(subject) and self._town.store.keys.is_forgotten(subject):
            return None
        return found

    def all_known(self) -> list[Known]:
        """The newest observation of every subject, sorted by subject."""
        found = (self.known(subject) for subject in sorted(self._latest))
        return [known for known in found if known is not None]

    def moved(self, after: int) -> list[Known]:
        """Those of the newest that came after a position of the track, sorted by subject."""
        late = [each.subject for each in list(self._latest.values()) if each.position > after]
        found = (self.known(subject) for subject in sorted(late))
        return [known for known in found if known is not None]

    @property
    def position(self) -> int:
        """The end of the track; 0 while there is none."""
        return 0 if self._track is None else self._track.position

    @property
    def look(self) -> TrackLook | None:
        """The whole track, to read windows of; None while there is none."""
        if self._track is None:
            return None
        return TrackLook(self._track.reader, self._town.store.keys)

    @property
    def is_set_aside(self) -> bool:
        """Was a damaged track put aside when this one was opened?"""
        return self._track is not None and self._track.set_aside is not None

    def close(self) -> None:
        """Finish what is queued, let go of the track."""
        self._committer.close()
        if self._track is not None:
            self._track.close()


class _Units:
    """Which unit a device stood for; forgotten whenever a tracker or sensor changes."""

    def __init__(self) -> None:
        self._trackers: object = None
        self._sensors: object = None
        self._unit_of: dict[str, str] = {}

    def unit_of(self, device: str, picture: Picture) -> str | None:
        """The unit, where this device was asked about before."""
        if picture.trackers is not self._trackers or picture.sensors is not self._sensors:
            self._trackers, self._sensors = picture.trackers, picture.sensors
            self._unit_of = {}
        return self._unit_of.get(device)

    def learn(self, device: str, unit: str) -> None:
        """What was found."""
        if len(self._unit_of) < MOST_DEVICES:
            self._unit_of[device] = unit


class _Work:
    """The batches of one commit on their way into the track."""

    def __init__(
        self,
        town: Town,
        latest: dict[str, Known],
        units: "_Units",
        end: tuple[str, int],
        now: datetime,
    ) -> None:
        self._town = town
        self._track, self._position = end
        self._units = units
        self._picture = town.picture
        self._latest = latest
        self._now = now
        self._rules = rules_of(town.picture)
        self._oldest_at = now - timedelta(hours=self._rules.keep_h)
        self.entries: list[TrackEntry] = []
        self.known: list[Known] = []

    def take(self, batch: Batch) -> Recorded:
        """Queue what can be taken; tell what cannot."""
        refused: list[NotTaken] = []
        taken = repeated = 0
        for index, observation in enumerate(batch.observations):
            answer = self._take(observation, batch.bound)
            if isinstance(answer, Refused):
                refused.append(NotTaken(index, observation.place, answer))
            elif answer:
                taken += 1
            else:
                repeated += 1
        return Recorded(taken, repeated, tuple(refused), 0)

    def _take(self, observation: Observation, bound: frozenset[str]) -> bool | Refused:
        subject = self._subject_of(observation)
        if isinstance(subject, Refused):
            return subject
        cannot = not_yours(observation, bound, subject)
        if not self._oldest_at <= observation.observed_at <= self._now:
            cannot = cannot or untimely(observation, self._now, self._rules)
        if cannot is not None:
            return cannot
        observed_at = truncated(observation.observed_at)
        if self._is_known(subject, observed_at, observation):
            return False
        try:
            source, payload = content_of(observation, subject, self._town.store.keys)
        except Forgotten:
            return refuse(AnswerRefusal.subject_is_forgotten, owner=subject)
        self.entries.append(
            TrackEntry(
                subject=subject,
                observed_at=observed_at,
                source=source,
                payload=msgspec.Raw(payload),
            )
        )
        self.known.append(
            Known(
                subject=subject,
                observed_at=observed_at,
                recorded_at=self._now,
                source=f"{observation.source}:{observation.device}",
                position=self._position + len(self.entries),
                track=self._track,
                fix=observation.fix,
                reading=observation.reading,
            )
        )
        return True

    def _subject_of(self, observation: Observation) -> str | Refused:
        """As `subject_of`. What a device was the last time it is still, if it is a unit that is
        there and nothing else took its name.
        """
        if observation.reading is not None:
            return subject_of(observation, self._picture, self._town.code)
        picture, unit = self._picture, self._units.unit_of(observation.device, self._picture)
        if unit is not None and unit in picture.units:
            return f"unit/{unit}"
        found = subject_of(observation, picture, self._town.code)
        if isinstance(found, str) and found.startswith("unit/"):
            self._units.learn(observation.device, found.removeprefix("unit/"))
        return found

    def _is_known(self, subject: str, observed_at: datetime, observation: Observation) -> bool:
        """Asked again after an answer got lost: the newest is this very one."""
        known = self._latest.get(subject)
        return (
            known is not None
            and known.observed_at == observed_at
            and (known.fix, known.reading) == (observation.fix, observation.reading)
        )


def retention_of(rules: TelemetryRules) -> Retention:
    """What the town adopted, as the track counts it."""
    return Retention(
        file_s=rules.file_h * 3600, keep_s=rules.keep_h * 3600, most_bytes=rules.most_mb * 1_000_000
    )
