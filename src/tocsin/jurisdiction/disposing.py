"""What the archive says when records are to be destroyed, and when the clock has to ask.

The town puts it into the order on its way in, whoever gives it, so that no order can bring records
along that are younger than it says. It looks at what is due and at nothing else; what is missing,
because the archive is behind or does not open, is not destroyed yet.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from tocsin.jurisdiction.archive import Archive
from tocsin.log import LogDamaged, StorageUnknown
from tocsin.operations.destruction import (
    AT_ONCE,
    MOST_KEPT,
    DestroyDue,
    Standing,
    all_in_picture,
    due_until,
    is_due,
    is_look_due,
    parted,
    under_way,
)
from tocsin.operations.orders import Finished, Old
from tocsin.operations.picture import Picture
from tocsin.operations.picture.retention import Destruction, RecordClass
from tocsin.operations.retention import class_named, class_of, due_at, kind_of, schedule_of


def old_of(archive: Archive, picture: Picture, name: str, now: datetime) -> Old | None:
    """The next records of a class that are to be destroyed, and what holds keep on the way to
    them. None where nothing may be, or the archive cannot tell.
    """
    record_class = class_named(schedule_of(picture), name)
    until = None if record_class is None else due_until(picture, record_class, now)
    if record_class is None or until is None:
        return None
    try:
        return _Look(archive, picture, record_class, until).old()
    except (StorageUnknown, LogDamaged):
        return None


class _Look:
    """One look through what is due of a class."""

    def __init__(
        self, archive: Archive, picture: Picture, record_class: RecordClass, until: datetime
    ) -> None:
        self._archive = archive
        self._picture = picture
        self._class = record_class
        self._until = until
        self._standing = Standing(picture)
        self._schedule = schedule_of(picture)

    def old(self) -> Old:
        found: list[Finished] = []
        held: list[Finished] = []
        for each in self._due():
            matter = self._standing.as_it_is(each)
            if matter is None or not is_due(matter, self._picture, self._class, self._until):
                continue
            if self._standing.hold(matter) is not None:
                held.append(matter)
                continue
            if self._standing.is_in_use(matter.subject) or self._is_shared(matter, matter.subject):
                continue
            if len(found) == AT_ONCE:
                return Old((*found, *held[:MOST_KEPT]), is_all=False)
            owners = tuple(
                owner
                for owner in matter.owners
                if owner == matter.subject or not self._is_shared(matter, owner)
            )
            found.append(
                Finished(matter.subject, matter.type, matter.over_at, owners, matter.position)
            )
        return Old((*found, *held), is_all=True)

    def _due(self) -> Iterator[Finished]:
        kind = self._class.covers.value
        over_by = self._until - timedelta(days=self._class.keep_days)
        for type_ in self._archive.types(kind):
            if class_of(self._schedule, kind, type_) == self._class:
                yield from self._archive.over_by(kind, type_, over_by)
        yield from all_in_picture(self._picture, kind)

    def _is_shared(self, matter: Finished, owner: str) -> bool:
        """Whether another matter, whose own time has not come or which is held, needs the words."""
        return any(
            self._still_needs(user)
            for user in self._archive.users(owner)
            if user != matter.subject and user not in self._picture.forgotten
        )

    def _still_needs(self, user: str) -> bool:
        matter = self._archive.get(user)
        short = None if matter is None else matter.finished
        if short is None or self._standing.hold(short) is not None:
            return True
        its_class = class_of(self._schedule, kind_of(short), short.type)
        return its_class is None or due_at(short, its_class) > self._until


class DisposalClock:
    """Asks once a day, and again when what it rests on has changed: the schedule, a hold, a
    destruction that goes on, a notice that has stood for some hours. In between a tick costs a
    comparison.
    """

    def __init__(self) -> None:
        self._nothing_at: tuple[object, ...] | None = None
        self._known: object = None
        self._going: tuple[Destruction, ...] = ()

    def due(self, archive: Archive, picture: Picture, now: datetime) -> DestroyDue | None:
        """The next step of a destruction that goes on, else of one that is due to begin."""
        going = self._under_way(picture)
        looks = tuple(each.id for each in going if is_look_due(picture, each, now))
        rests_on = (
            (now.date(), looks),
            picture.retention,
            picture.legal_holds,
            picture.destructions,
        )
        if self._nothing_at is not None and _is_same(self._nothing_at, rests_on):
            return None
        for name in _names(picture):
            if _has_something(archive, picture, name, now):
                self._nothing_at = None
                return DestroyDue(record_class=name)
        goes_on = any(due_until(picture, each.record_class, now) is not None for each in going)
        self._nothing_at = None if goes_on else rests_on
        return None

    def _under_way(self, picture: Picture) -> tuple[Destruction, ...]:
        """What has not ended: certificates are many after some years, and a tick comes each
        second.
        """
        if self._known is not picture.destructions:
            self._known = picture.destructions
            runs = picture.destructions.values()
            self._going = tuple(each for each in runs if each.ended_at is None)
        return self._going


def _is_same(before: tuple[object, ...], now: tuple[object, ...]) -> bool:
    return before[0] == now[0] and all(a is b for a, b in zip(before[1:], now[1:], strict=True))


def _names(picture: Picture) -> list[str]:
    """Classes whose destruction goes on, in the schedule or no more, then all others."""
    names = [each.name for each in schedule_of(picture).classes]
    going = [
        each.record_class.name for each in picture.destructions.values() if each.ended_at is None
    ]
    return list(dict.fromkeys((*going, *names)))


def _has_something(archive: Archive, picture: Picture, name: str, now: datetime) -> bool:
    """Whether an order about this class would put something on record."""
    going = under_way(picture, name)
    record_class = class_named(schedule_of(picture), name)
    if going is not None and going.record_class != record_class:
        return True
    if going is not None and is_look_due(picture, going, now):
        return True
    old = old_of(archive, picture, name, now)
    until = None if record_class is None else due_until(picture, record_class, now)
    if old is None or record_class is None or until is None:
        return False
    gone, _ = parted(old.matters, picture, record_class, until)
    return bool(gone) or (going is not None and old.is_all)
