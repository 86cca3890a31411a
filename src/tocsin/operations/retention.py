"""Adopt how long records are kept: classes of records, each with its time, ground and authority.

A schedule is adopted whole; the first class that covers a record is its class. Before one is
adopted, and of what no class covers, nothing is ever destroyed. What is due goes by `destruction`.

Source: ISO 15489-1:2016 §8.5 (disposition authorities); MoReq2010 §8 (disposal scheduling);
GDPR Art. 5 (1) e (storage limitation).
"""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated

import msgspec

from tocsin.operations.arising import timer
from tocsin.operations.disposal import KEPT_S as REPORT_AT_HAND_S
from tocsin.operations.orders import (
    Command,
    Context,
    Decision,
    Event,
    Finished,
    Ident,
    Refused,
    Short,
    refuse,
)
from tocsin.operations.picture import Picture
from tocsin.operations.picture.retention import (
    Covered,
    DisposalBy,
    RecordClass,
    RetentionSchedule,
)
from tocsin.operations.proposals import KEPT_S as PROPOSAL_AT_HAND_S
from tocsin.terms.codes import ForgetGround
from tocsin.terms.stamp import Stamp

_replace = msgspec.structs.replace

SCHEDULE = "schedule"
TYPED = frozenset({Covered.incident, Covered.report, Covered.proposal, Covered.closure})
"""What has a type, by which classes can tell it apart."""

Days = Annotated[int, msgspec.Meta(ge=1, le=36_500)]


class RetentionRefusal(StrEnum):
    schedule_has_changed = "schedule_has_changed"
    record_class_twice = "record_class_twice"
    record_class_never_reached = "record_class_never_reached"
    record_class_without_types = "record_class_without_types"
    kept_too_short = "kept_too_short"


# 1. commands and the events they may cause


class ClassOfRecords(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One class as it is adopted; see `RecordClass`."""

    name: Ident
    covers: Covered
    keep_days: Days
    ground: ForgetGround
    authority: Short
    disposal: DisposalBy
    types: Annotated[tuple[Short, ...], msgspec.Meta(max_length=100)] = ()


class AdoptRetentionSchedule(Command, frozen=True):
    """Adopt a whole schedule in place of the one before; no classes: nothing is destroyed any
    more. `after` is the version it was drawn up on.
    """

    classes: Annotated[tuple[ClassOfRecords, ...], msgspec.Meta(max_length=200)]
    backups_days: Days | None = None
    after: int = 0


class RetentionScheduleAdopted(Event, frozen=True):
    version: int
    classes: tuple[RecordClass, ...]
    backups_days: int | None = None


# 2. decide


def schedule_of(picture: Picture) -> RetentionSchedule:
    """The schedule in force; before any was adopted, one without classes."""
    return picture.retention.get(SCHEDULE) or RetentionSchedule(version=0)


def adopt(command: AdoptRetentionSchedule, picture: Picture, _context: Context) -> Decision:
    before = schedule_of(picture)
    if command.after != before.version:
        return refuse(
            RetentionRefusal.schedule_has_changed, version=before.version, after=command.after
        )
    classes = tuple(_sorted_types(each) for each in command.classes)
    cannot = _unsound(classes, picture)
    if cannot is not None:
        return cannot
    if (classes, command.backups_days) == (before.classes, before.backups_days):
        return []
    return [
        RetentionScheduleAdopted(
            version=before.version + 1, classes=classes, backups_days=command.backups_days
        )
    ]


def _sorted_types(given: ClassOfRecords) -> RecordClass:
    return RecordClass(
        name=given.name,
        covers=given.covers,
        keep_days=given.keep_days,
        ground=given.ground,
        authority=given.authority,
        disposal=given.disposal,
        types=tuple(sorted(set(given.types))),
    )


def _unsound(classes: tuple[RecordClass, ...], picture: Picture) -> Refused | None:
    before: list[RecordClass] = []
    for each in classes:
        if any(each.name == other.name for other in before):
            return refuse(RetentionRefusal.record_class_twice, record_class=each.name)
        if each.types and each.covers not in TYPED:
            return refuse(
                RetentionRefusal.record_class_without_types,
                record_class=each.name,
                covers=each.covers,
            )
        least = _least_days(each.covers, picture)
        if each.keep_days < least:
            return refuse(
                RetentionRefusal.kept_too_short,
                record_class=each.name,
                keep_days=each.keep_days,
                least_days=least,
            )
        for other in before:
            if other.covers is each.covers and _takes_all_of(other, each):
                return refuse(
                    RetentionRefusal.record_class_never_reached,
                    record_class=each.name,
                    earlier=other.name,
                )
        before.append(each)
    return None


def _least_days(covers: Covered, picture: Picture) -> int:
    """How long such a record is at hand, at the desk, before the archive has it; whole days."""
    at_hand_s = {
        Covered.incident: timer(picture, "archive").after_s,
        Covered.closure: timer(picture, "archive").after_s,
        Covered.report: REPORT_AT_HAND_S,
        Covered.proposal: PROPOSAL_AT_HAND_S,
    }
    return -(-at_hand_s.get(covers, 1) // 86_400)


def _takes_all_of(earlier: RecordClass, later: RecordClass) -> bool:
    if not earlier.types:
        return True
    return bool(later.types) and all(_is_of(each, earlier.types) for each in later.types)


def _is_of(type: str, types: tuple[str, ...]) -> bool:
    return any(type == each or type.startswith(f"{each}.") for each in types)


# which class a record is of, and when it is due


def kind_of(matter: Finished) -> str:
    """What its key begins with: `incident`, `report` …"""
    return matter.subject.partition("/")[0]


def class_named(schedule: RetentionSchedule, name: str) -> RecordClass | None:
    """The class of this name."""
    return next((each for each in schedule.classes if each.name == name), None)


def class_of(schedule: RetentionSchedule, kind: str, type: str) -> RecordClass | None:
    """The first class that covers a record of this kind and type; None: it is kept for ever."""
    for each in schedule.classes:
        if each.covers == kind and (not each.types or _is_of(type, each.types)):
            return each
    return None


def due_at(matter: Finished, record_class: RecordClass) -> datetime:
    """When a record of a class has been kept long enough."""
    return matter.over_at + timedelta(days=record_class.keep_days)


# 3. evolve


def adopted(picture: Picture, event: RetentionScheduleAdopted, stamp: Stamp) -> Picture:
    schedule = RetentionSchedule(
        version=event.version,
        adopted_at=stamp.recorded_at,
        adopted_by=stamp.actor,
        classes=event.classes,
        backups_days=event.backups_days,
        leap=schedule_of(picture).leap,
    )
    return _replace(picture, retention=picture.retention.put(SCHEDULE, schedule))


# 4. the tables

DECIDE = {AdoptRetentionSchedule: adopt}

EVOLVE = {"retention_schedule_adopted.1": (RetentionScheduleAdopted, adopted)}
