"""Destroy the keys of records that were kept long enough; what a legal hold keeps stays.

A destruction is one run over one class: by the clock, or by a person's order that the clock carries
out, some records at a time. It stays in the picture as the certificate of what was destroyed, under
which class and authority, when and by whom; the facts it was made of name every record.

Which records are old the archive says (`Context.old`): no order can bring that along. It is looked
at once more here, on the picture as it is; whatever the archive does not say yet, stays.

By the clock it is a notice first, and a day's wait. A day is what the log has seen of it: every
look while it waits is on record and counts for six hours at the most, so that a clock which leaps
ahead brings no destruction about in one go. After a leap (`operations.leaps`) a person is asked.

Source: ISO 15489-1:2016 §9.9 (disposition); MoReq2010 §8 and §9 (disposal and disposal holds).
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from enum import StrEnum

import msgspec

from tocsin.operations.forgetting import forgotten
from tocsin.operations.holds import kept_by, reached_by
from tocsin.operations.leaps import leap_of
from tocsin.operations.orders import Command, Context, Decision, Event, Finished, Ident, refuse
from tocsin.operations.picture import Picture
from tocsin.operations.picture.retention import (
    Covered,
    Destruction,
    DisposalBy,
    Kept,
    RecordClass,
    RetentionSchedule,
)
from tocsin.operations.retention import class_named, class_of, due_at, kind_of, schedule_of
from tocsin.terms.codes import ForgetGround
from tocsin.terms.stamp import Stamp

_replace = msgspec.structs.replace

GRACE_S = 86_400
"""By the clock nothing is destroyed within a day of adopting a schedule: a slip can be mended."""
NOTICE_S = 86_400
"""So long what the clock destroys is announced before."""
LOOK_S = 21_600
"""What one look counts for at the most, of the time that a notice stands."""
AT_ONCE = 100
"""Records that one fact destroys: a small part of a second's work."""
MOST_KEPT = 200
"""What holds keep is counted; so much of it is named."""
IN_PICTURE = frozenset({Covered.person, Covered.notice})
"""What stays in the picture when it is over; the archive has the rest."""


class DestructionRefusal(StrEnum):
    record_class_unknown = "record_class_unknown"
    destruction_under_way = "destruction_under_way"
    clock_not_confirmed = "clock_not_confirmed"


# 1. commands and the events they may cause


class DisposeRecords(Command, frozen=True):
    """Destroy what is due of one class: the clock carries it out, some records at a time."""

    record_class: Ident


class DestructionBegun(Event, frozen=True):
    """What is due of a class at this time is destroyed: now, or after a notice of so many
    seconds.
    """

    destruction: str
    record_class: RecordClass
    schedule: int
    notice_s: int = 0


class DestroyDue(Command, frozen=True):
    """Destroy the next records that are due of a class. By the clock; the archive says which."""

    record_class: Ident


class DestructionAwaited(Event, frozen=True):
    """Looked at again while the notice stands: it has stood for `waited_s` by now."""

    destruction: str
    waited_s: int


class RecordsDestroyed(Event, frozen=True):
    """These are unreadable from now on: `owners` are whose keys are destroyed."""

    destruction: str
    subjects: tuple[str, ...]
    owners: tuple[str, ...]
    ground: ForgetGround


class DestructionEnded(Event, frozen=True):
    destruction: str
    kept: tuple[Kept, ...] = ()
    kept_count: int = 0


# 2. decide


def dispose(command: DisposeRecords, picture: Picture, context: Context) -> Decision:
    """Nothing is asked of the archive here: which records are due is its clock's to find out.

    A person need not wait: a notice of the clock about the same class ends with their order.
    """
    schedule = schedule_of(picture)
    found = class_named(schedule, command.record_class)
    if found is None:
        return refuse(DestructionRefusal.record_class_unknown, record_class=command.record_class)
    leap = leap_of(picture)
    if leap is not None:
        return refuse(
            DestructionRefusal.clock_not_confirmed,
            since=leap.since.date().isoformat(),
            until=leap.until.date().isoformat(),
        )
    open_one = under_way(picture, found.name)
    begun = _begun(found, schedule, context, notice_s=0)
    if open_one is None:
        return [begun]
    if is_waiting(open_one):
        return [DestructionEnded(destruction=open_one.id), begun]
    return refuse(
        DestructionRefusal.destruction_under_way,
        record_class=found.name,
        destruction=open_one.id,
    )


def _begun(
    found: RecordClass, schedule: RetentionSchedule, context: Context, notice_s: int
) -> DestructionBegun:
    return DestructionBegun(
        destruction=context.new_id("x"),
        record_class=found,
        schedule=schedule.version,
        notice_s=notice_s,
    )


def destroy_due(command: DestroyDue, picture: Picture, context: Context) -> Decision:
    """What the archive brought is looked at once more, on the picture as it is now."""
    schedule = schedule_of(picture)
    open_one = under_way(picture, command.record_class)
    found = class_named(schedule, command.record_class)
    if open_one is not None and open_one.record_class != found:
        # The schedule was changed while its records were being destroyed: it ends there.
        return [DestructionEnded(destruction=open_one.id)]
    if found is None:
        return []
    events: list[Event] = []
    if open_one is not None and is_look_due(picture, open_one, context.now):
        waited_s = waited_by(open_one, context.now)
        events.append(DestructionAwaited(destruction=open_one.id, waited_s=waited_s))
    until = due_until(picture, found, context.now)
    if until is None or context.old is None:
        return events
    gone, kept = parted(context.old.matters, picture, found, until)
    if open_one is None:
        return [_begun(found, schedule, context, NOTICE_S)] if gone else []
    if gone:
        events.append(
            RecordsDestroyed(
                destruction=open_one.id,
                subjects=tuple(each.subject for each in gone),
                owners=tuple(dict.fromkeys(owner for each in gone for owner in each.owners)),
                ground=found.ground,
            )
        )
    if context.old.is_all:
        kept_first = tuple(kept[:MOST_KEPT])
        events.append(
            DestructionEnded(destruction=open_one.id, kept=kept_first, kept_count=len(kept))
        )
    return events


def parted(
    matters: tuple[Finished, ...], picture: Picture, record_class: RecordClass, until: datetime
) -> tuple[list[Finished], list[Kept]]:
    """What of these is to be destroyed, with the owners it is alone with, and what holds keep."""
    standing = Standing(picture)
    gone: list[Finished] = []
    kept: list[Kept] = []
    for each in matters:
        matter = standing.as_it_is(each)
        if matter is None or not is_due(matter, picture, record_class, until):
            continue
        hold = standing.hold(matter)
        if hold is not None:
            kept.append(Kept(matter.subject, hold))
        elif not standing.is_in_use(matter.subject):
            gone.append(_replace(matter, owners=standing.alone_with(matter)))
    return gone, kept


class Standing:
    """What a picture says of finished matters: gone, held, or in use by what is not over."""

    def __init__(self, picture: Picture) -> None:
        self._picture = picture
        self._kept = kept_by(picture)
        self._used = {
            *(f"report/{each}" for each in picture.reports),
            *(owner for each in picture.incidents.values() for owner in reached_by(each)),
        }

    def as_it_is(self, matter: Finished) -> Finished | None:
        """The matter; of one that is still in the picture, as that has it; None: gone already."""
        if matter.subject in self._picture.forgotten:
            return None
        if kind_of(matter) in IN_PICTURE:
            return in_picture(self._picture, matter.subject)
        return matter

    def hold(self, matter: Finished) -> str | None:
        """The hold that keeps any part of it."""
        for owner in (matter.subject, *matter.owners):
            if owner in self._kept:
                return self._kept[owner]
        return None

    def is_in_use(self, owner: str, subject: str | None = None) -> bool:
        """Whether what is not over, or an officer's own record, needs this owner's words."""
        kind, _, id = owner.partition("/")
        is_officer = kind == "person" and id in self._picture.people
        return owner in self._used or (is_officer and subject not in (None, owner))

    def alone_with(self, matter: Finished) -> tuple[str, ...]:
        """The owners of words that go with a matter: still there, and needed by nothing else."""
        return tuple(
            each
            for each in matter.owners
            if each not in self._picture.forgotten and not self.is_in_use(each, matter.subject)
        )


def is_due(matter: Finished, picture: Picture, record_class: RecordClass, until: datetime) -> bool:
    """Whether a record belongs to this class and its time was over by `until`."""
    schedule = schedule_of(picture)
    return (
        class_of(schedule, kind_of(matter), matter.type) == record_class
        and due_at(matter, record_class) <= until
    )


def under_way(picture: Picture, record_class: str) -> Destruction | None:
    """The destruction of a class that has begun and not ended."""
    for each in picture.destructions.values():
        if each.ended_at is None and each.record_class.name == record_class:
            return each
    return None


def is_waiting(run: Destruction) -> bool:
    """Whether it is a notice only, so far."""
    return run.waited_s < run.notice_s


def waited_by(run: Destruction, now: datetime) -> int:
    """How much of its notice has stood by now, this look counted, in seconds."""
    if run.looked_at is None:
        return run.waited_s
    since_s = int((now - run.looked_at).total_seconds())
    return min(run.notice_s, run.waited_s + min(since_s, LOOK_S))


def not_before(run: Destruction) -> datetime | None:
    """When the notice has stood for its time at the earliest; None: there is none to wait for."""
    if run.looked_at is None or not is_waiting(run):
        return None
    return run.looked_at + timedelta(seconds=run.notice_s - run.waited_s)


def is_look_due(picture: Picture, run: Destruction, now: datetime) -> bool:
    """Whether a look at a notice counts by now; after a leap none does."""
    if run.looked_at is None or not is_waiting(run) or leap_of(picture) is not None:
        return False
    more_s = waited_by(run, now) - run.waited_s
    return more_s >= min(LOOK_S, run.notice_s - run.waited_s)


def due_until(picture: Picture, record_class: RecordClass, now: datetime) -> datetime | None:
    """Up to when what is due of a class may be destroyed now, or a notice of it begin; None:
    nothing may be.

    What a person ordered is what was due when they did, what the clock announced what was due then.
    The clock begins nothing within a day of an adoption, and stands still after a leap.
    """
    open_one = under_way(picture, record_class.name)
    is_by_person = open_one is not None and open_one.notice_s == 0
    if leap_of(picture) is not None and not is_by_person:
        return None
    if open_one is not None:
        return open_one.begun_at if waited_by(open_one, now) >= open_one.notice_s else None
    if record_class.disposal is not DisposalBy.clock:
        return None
    adopted_at = schedule_of(picture).adopted_at
    has_waited = adopted_at is not None and now >= adopted_at + timedelta(seconds=GRACE_S)
    return now if has_waited else None


def all_in_picture(picture: Picture, covers: str) -> Iterator[Finished]:
    """What is over of a kind that stays in the picture: officers who left, notices."""
    if covers == Covered.person:
        subjects = [f"person/{each}" for each in picture.people]
    elif covers == Covered.notice:
        subjects = [f"notice/{each}" for each in picture.notices]
    else:
        return
    for subject in subjects:
        found = in_picture(picture, subject)
        if found is not None:
            yield found


def in_picture(picture: Picture, subject: str) -> Finished | None:
    """An officer who left or a notice, as a finished matter; None where it is not over."""
    kind, _, id = subject.partition("/")
    if kind == Covered.person:
        person = picture.people.get(id)
        if person is None or person.is_active or person.left_at is None or person.is_forgotten:
            return None
        return Finished(subject, "", person.left_at, (subject,))
    notice = picture.notices.get(id) if kind == Covered.notice else None
    if notice is None or subject in picture.forgotten:
        return None
    return Finished(subject, "", notice.sent_at, (subject,))


# 3. evolve


def begun(picture: Picture, event: DestructionBegun, stamp: Stamp) -> Picture:
    new = Destruction(
        id=event.destruction,
        record_class=event.record_class,
        schedule=event.schedule,
        by=stamp.actor,
        begun_at=stamp.recorded_at,
        first=stamp.position,
        last=stamp.position,
        on_behalf_of=stamp.on_behalf_of,
        notice_s=event.notice_s,
        looked_at=stamp.recorded_at if event.notice_s else None,
    )
    return _replace(picture, destructions=picture.destructions.put(new.id, new))


def awaited(picture: Picture, event: DestructionAwaited, stamp: Stamp) -> Picture:
    found = picture.destructions.get(event.destruction)
    if found is None:
        return picture
    after = _replace(
        found, waited_s=event.waited_s, looked_at=stamp.recorded_at, last=stamp.position
    )
    return _replace(picture, destructions=picture.destructions.put(found.id, after))


def destroyed(picture: Picture, event: RecordsDestroyed, stamp: Stamp) -> Picture:
    """Every owner is forgotten: the town destroys the keys before it decides anything else."""
    for owner in event.owners:
        picture = forgotten(picture, owner, event.ground, stamp)
    found = picture.destructions.get(event.destruction)
    if found is None:
        return picture
    after = _replace(
        found,
        records=found.records + len(event.subjects),
        keys=found.keys + len(event.owners),
        last=stamp.position,
    )
    return _replace(picture, destructions=picture.destructions.put(found.id, after))


def ended(picture: Picture, event: DestructionEnded, stamp: Stamp) -> Picture:
    found = picture.destructions.get(event.destruction)
    if found is None:
        return picture
    after = _replace(
        found,
        ended_at=stamp.recorded_at,
        kept=event.kept,
        kept_count=event.kept_count,
        last=stamp.position,
    )
    return _replace(picture, destructions=picture.destructions.put(found.id, after))


# 4. the tables

DECIDE = {DisposeRecords: dispose, DestroyDue: destroy_due}

EVOLVE = {
    "destruction_begun.1": (DestructionBegun, begun),
    "destruction_awaited.1": (DestructionAwaited, awaited),
    "records_destroyed.1": (RecordsDestroyed, destroyed),
    "destruction_ended.1": (DestructionEnded, ended),
}
