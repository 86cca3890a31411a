"""Nouns: how long records of which class are kept, and each destruction that came of it."""

from datetime import datetime
from enum import StrEnum

import msgspec

from tocsin.terms.codes import ForgetGround


class Covered(StrEnum):
    """What a record class can cover: whose words are sealed under keys of their own."""

    incident = "incident"
    report = "report"
    person = "person"
    proposal = "proposal"
    notice = "notice"
    closure = "closure"


class DisposalBy(StrEnum):
    """Who sets off the destruction of what is due: the town's clock, or a person's order."""

    clock = "clock"
    person = "person"


class RecordClass(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """Records that are kept equally long: `keep_days` days after they were closed, or left.

    `types` are types or groups of types (`fire` covers `fire.structure`); none: every type.
    `authority` cites what prescribes it.
    """

    name: str
    covers: Covered
    keep_days: int
    ground: ForgetGround
    authority: str
    disposal: DisposalBy
    types: tuple[str, ...] = ()


class Leap(msgspec.Struct, frozen=True, gc=False):
    """Nothing was recorded between `since` and `until`, for longer than a town rests: perhaps the
    machine's clock is wrong.
    """

    since: datetime
    until: datetime


class RetentionSchedule(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """The classes in order: the first that covers a record is its class. `backups_days` is how
    long the town says that it keeps backups. Version 0 is what stands before any was adopted.
    While there is a `leap` that nobody confirmed, nothing is destroyed.
    """

    version: int
    adopted_at: datetime | None = None
    adopted_by: str | None = None
    classes: tuple[RecordClass, ...] = ()
    backups_days: int | None = None
    leap: Leap | None = None


class Kept(msgspec.Struct, frozen=True, gc=False):
    """A record that was due and is still there, and the legal hold that keeps it."""

    subject: str
    hold: str


class Destruction(msgspec.Struct, frozen=True, omit_defaults=True):
    """One destruction: of a class as it was in the schedule then, by whom, how much came of it.

    `records` and `keys` count what is gone; the facts between `first` and `last` name it.
    `kept_count` counts what holds kept at the end, `kept` names the first of it.

    One by the clock waits `notice_s` first. Of that it has waited `waited_s`, by looks at it that
    are on record: the last was at `looked_at`, and each counts for so much at the most.
    """

    id: str
    record_class: RecordClass
    schedule: int
    by: str
    begun_at: datetime
    first: int
    last: int
    on_behalf_of: str | None = None
    records: int = 0
    keys: int = 0
    ended_at: datetime | None = None
    kept: tuple[Kept, ...] = ()
    kept_count: int = 0
    notice_s: int = 0
    waited_s: int = 0
    looked_at: datetime | None = None
