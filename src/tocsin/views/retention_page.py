"""How long records are kept, on one page: what each class holds, what is due, what holds keep.

Counted from what the archive says in short and from the picture; nothing is opened. A record that
is due and shares words with one that is not is counted as due, and waits for that one.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

import msgspec

from tocsin.operations.destruction import (
    GRACE_S,
    IN_PICTURE,
    Standing,
    all_in_picture,
    is_waiting,
    not_before,
)
from tocsin.operations.orders import Finished
from tocsin.operations.picture import Picture
from tocsin.operations.picture.retention import Destruction, Leap, RecordClass
from tocsin.operations.retention import class_of, due_at, kind_of, schedule_of
from tocsin.operations.telemetry import rules_of

NAMED = 200
"""Records that a page names at the most; all are counted."""


class ClassPage(msgspec.Struct, frozen=True):
    """A class, how many records it holds, how many are due, how many of these a hold keeps, and
    when the next one falls due.
    """

    record_class: RecordClass
    records: int = 0
    due: int = 0
    held: int = 0
    next_due_at: datetime | None = None


class DueRecord(msgspec.Struct, frozen=True, omit_defaults=True):
    """A record whose time is over, or comes; `hold` keeps it if there is one."""

    subject: str
    record_class: str
    due_at: datetime
    hold: str | None = None


class Announced(msgspec.Struct, frozen=True):
    """A notice: what is due of a class by `begun_at` is destroyed, at the earliest from `from_at`.
    `records` counts what is due of it, without what holds keep.
    """

    id: str
    record_class: str
    begun_at: datetime
    from_at: datetime
    records: int


class RetentionPage(msgspec.Struct, frozen=True):
    """The schedule in force and what it makes of the records there are, at one instant.

    `kept_for_ever` counts records of no class, by what they are. `track_keep_h` and `track_most_mb`
    bound the telemetry track, `backups_days` is what the town says of its backups. While there is a
    `leap` that nobody confirmed, nothing is destroyed.
    """

    version: int
    at: datetime
    track_keep_h: int
    track_most_mb: int
    adopted_at: datetime | None = None
    by_clock_from: datetime | None = None
    classes: tuple[ClassPage, ...] = ()
    kept_for_ever: dict[str, int] = {}
    holds: int = 0
    under_way: tuple[str, ...] = ()
    announced: tuple[Announced, ...] = ()
    leap: Leap | None = None
    backups_days: int | None = None


def retention_page(picture: Picture, finished: Iterable[Finished], now: datetime) -> RetentionPage:
    """The page of a picture, and of what the archive says has left it."""
    schedule, rules = schedule_of(picture), rules_of(picture)
    counted = {each.name: ClassPage(each) for each in schedule.classes}
    without: dict[str, int] = {}
    going = [each for each in destructions(picture) if each.ended_at is None]
    announced = {each.record_class.name: each for each in going if is_waiting(each)}
    in_notice = dict.fromkeys(announced, 0)
    for matter, record_class, hold in _records(picture, finished):
        if record_class is None:
            kind = kind_of(matter)
            without[kind] = without.get(kind, 0) + 1
        else:
            before = counted[record_class.name]
            counted[record_class.name] = _counted(before, matter, now, is_held=hold is not None)
            notice = announced.get(record_class.name)
            if notice is not None and due_at(matter, record_class) <= notice.begun_at:
                in_notice[record_class.name] += hold is None
    adopted_at = schedule.adopted_at
    return RetentionPage(
        version=schedule.version,
        at=now,
        track_keep_h=rules.keep_h,
        track_most_mb=rules.most_mb,
        adopted_at=adopted_at,
        by_clock_from=None if adopted_at is None else adopted_at + timedelta(seconds=GRACE_S),
        classes=tuple(counted.values()),
        kept_for_ever=dict(sorted(without.items())),
        holds=len(picture.legal_holds),
        under_way=tuple(each.id for each in going if not is_waiting(each)),
        announced=tuple(_announced(each, in_notice) for each in announced.values()),
        leap=schedule.leap,
        backups_days=schedule.backups_days,
    )


def _announced(run: Destruction, in_notice: dict[str, int]) -> Announced:
    from_at = not_before(run)
    assert from_at is not None, "a notice stands until a time"
    name = run.record_class.name
    return Announced(run.id, name, run.begun_at, from_at, in_notice[name])


def _counted(page: ClassPage, matter: Finished, now: datetime, *, is_held: bool) -> ClassPage:
    due = due_at(matter, page.record_class)
    if due <= now:
        return msgspec.structs.replace(
            page, records=page.records + 1, due=page.due + 1, held=page.held + is_held
        )
    following = due if page.next_due_at is None else min(due, page.next_due_at)
    return msgspec.structs.replace(page, records=page.records + 1, next_due_at=following)


def due_records(
    picture: Picture, finished: Iterable[Finished], until: datetime
) -> tuple[int, tuple[DueRecord, ...]]:
    """How many records fall due by `until`, and the first of them, the longest due first."""
    found = [
        DueRecord(matter.subject, record_class.name, at, hold)
        for matter, record_class, hold in _records(picture, finished)
        if record_class is not None and (at := due_at(matter, record_class)) <= until
    ]
    found.sort(key=lambda each: (each.due_at, each.subject))
    return len(found), tuple(found[:NAMED])


def due_by_day(
    picture: Picture, finished: Iterable[Finished], until: datetime
) -> dict[tuple[str, str], tuple[int, int]]:
    """Records that fall due by `until`, counted by class and day (UTC), the longest due first; of
    each how many, and how many of them a hold keeps.
    """
    counts: dict[tuple[str, str], tuple[int, int]] = {}
    for matter, record_class, hold in _records(picture, finished):
        if record_class is None or (at := due_at(matter, record_class)) > until:
            continue
        day = record_class.name, at.astimezone(UTC).date().isoformat()
        count, held = counts.get(day, (0, 0))
        counts[day] = count + 1, held + (hold is not None)
    return dict(sorted(counts.items(), key=lambda each: (each[0][1], each[0][0])))


def destructions(picture: Picture) -> tuple[Destruction, ...]:
    """Every destruction, the newest first: the certificates."""
    found = picture.destructions.values()
    return tuple(sorted(found, key=lambda each: (each.begun_at, each.first), reverse=True))


def _records(
    picture: Picture, finished: Iterable[Finished]
) -> Iterator[tuple[Finished, RecordClass | None, str | None]]:
    """Every record that is over and still there, with its class and the hold that keeps it."""
    schedule, standing = schedule_of(picture), Standing(picture)
    for each in finished:
        matter = standing.as_it_is(each)
        if matter is not None:
            found = class_of(schedule, kind_of(matter), matter.type)
            yield matter, found, standing.hold(matter)
    for kind in sorted(IN_PICTURE):
        for matter in all_in_picture(picture, kind):
            yield matter, class_of(schedule, kind, matter.type), standing.hold(matter)
