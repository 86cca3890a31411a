"""People of this town: who they are, which roles they hold, whether they may act.

A person is a pseudonym (`PE-p…`); name and contact are sealed under the person's own key. Roles act
from the next command on. A town always keeps one active administrator.

Source: NFPA 1225 (staffing of the communications centre); OWASP ASVS 5.0 V8 (authorisation).
"""

from enum import StrEnum

import msgspec

from tocsin.operations.orders import (
    Command,
    Context,
    Decision,
    Event,
    Ident,
    Refused,
    Short,
    refuse,
)
from tocsin.operations.picture import Person, Picture
from tocsin.terms.codes import Role
from tocsin.terms.stamp import Stamp
from tocsin.terms.words import Words

_replace = msgspec.structs.replace


class OfficerRefusal(StrEnum):
    person_unknown = "person_unknown"
    person_exists = "person_exists"
    person_is_inactive = "person_is_inactive"
    person_is_active = "person_is_active"
    person_is_forgotten = "person_is_forgotten"
    handle_taken = "handle_taken"
    handle_tells_name = "handle_tells_name"
    role_unknown = "role_unknown"
    roles_have_moved_on = "roles_have_moved_on"
    last_administrator = "last_administrator"


# 1. commands and the events they may cause


class RegisterPerson(Command, frozen=True):
    """Make somebody known. `handle` is what they type to sign in: a number, not a name."""

    name: Short | None = None
    contact: Short | None = None
    handle: Ident | None = None
    roles: tuple[Ident, ...] = ()
    agency: Short | None = None
    id: Ident | None = None


class PersonRegistered(Event, frozen=True):
    person: str
    name: Words | None = None
    contact: Words | None = None
    handle: str | None = None
    roles: tuple[str, ...] = ()
    agency: str | None = None


class DescribePerson(Command, frozen=True):
    """Change name, contact or agency; what is left out stays."""

    person: Ident
    name: Short | None = None
    contact: Short | None = None
    agency: Short | None = None


class PersonDescribed(Event, frozen=True):
    person: str
    name: Words | None = None
    contact: Words | None = None
    agency: str | None = None


class SetHandle(Command, frozen=True):
    """Give another handle."""

    person: Ident
    handle: Ident


class HandleSet(Event, frozen=True):
    person: str
    handle: str


class SetRoles(Command, frozen=True):
    """Say all the roles a person holds from now on. `over`: those they held when that was decided,
    in whatever order; left out, whatever they hold is written over.
    """

    person: Ident
    roles: tuple[Ident, ...]
    over: tuple[Ident, ...] | None = None


class RolesSet(Event, frozen=True):
    person: str
    roles: tuple[str, ...]


class DeactivatePerson(Command, frozen=True):
    """They leave, or may not act for now: the reason. Duty ends with it; roles are kept, asleep."""

    person: Ident
    reason: Short


class PersonDeactivated(Event, frozen=True):
    person: str
    reason: Words


class ReactivatePerson(Command, frozen=True):
    """They are back, with the roles they had."""

    person: Ident


class PersonReactivated(Event, frozen=True):
    person: str


# 2. decide


def known_roles(picture: Picture) -> frozenset[str]:
    """The roles that may be given."""
    return frozenset(Role)


def known_or_refused(picture: Picture, person: str) -> Person | Refused:
    """The person under this id, unless unknown or forgotten."""
    found = picture.people.get(person)
    if found is None:
        return refuse(OfficerRefusal.person_unknown, person=person)
    if found.is_forgotten:
        return refuse(OfficerRefusal.person_is_forgotten, person=person)
    return found


def active_or_refused(picture: Picture, person: str) -> Person | Refused:
    """The same, unless deactivated."""
    found = known_or_refused(picture, person)
    if isinstance(found, Person) and not found.is_active:
        return refuse(OfficerRefusal.person_is_inactive, person=person)
    return found


def is_last_administrator(picture: Picture, person: Person) -> bool:
    """Whether nobody could administer this town if this person could not."""
    if not person.is_active or Role.administrator not in person.roles:
        return False
    return not any(
        each.is_active and Role.administrator in each.roles and each.id != person.id
        for each in picture.people.values()
    )


def owner_of(person: str) -> str:
    """Whose key a person's words are sealed under."""
    return f"person/{person}"


def register(command: RegisterPerson, picture: Picture, context: Context) -> Decision:
    person = command.id or context.new_id("p")
    known = picture.people.get(person)
    if known is not None and known.is_forgotten:
        return refuse(OfficerRefusal.person_is_forgotten, person=person)
    if known is not None:
        return refuse(OfficerRefusal.person_exists, person=person)
    cannot = _bad_roles(picture, command.roles) or _bad_handle(
        picture, command.handle, person, command.name
    )
    if cannot is not None:
        return cannot
    return [
        PersonRegistered(
            person=person,
            name=_sealed(person, command.name),
            contact=_sealed(person, command.contact),
            handle=command.handle,
            roles=tuple(sorted(set(command.roles))),
            agency=command.agency,
        )
    ]


def _sealed(person: str, text: str | None) -> Words | None:
    return None if text is None else Words(owner_of(person), text)


def _bad_roles(picture: Picture, roles: tuple[str, ...]) -> Refused | None:
    known = known_roles(picture)
    for role in roles:
        if role not in known:
            return refuse(OfficerRefusal.role_unknown, role=role)
    return None


def _bad_handle(
    picture: Picture, handle: str | None, person: str, name: str | None
) -> Refused | None:
    """A handle stays readable when its person is forgotten: it must not tell the name."""
    if handle is None:
        return None
    typed = handle.casefold()
    parts = () if name is None else name.casefold().replace("-", " ").split()
    if any(len(part) > 2 and part in typed for part in parts):
        return refuse(OfficerRefusal.handle_tells_name, person=person)
    for each in picture.people.values():
        if each.handle is not None and each.handle.casefold() == typed and each.id != person:
            return refuse(OfficerRefusal.handle_taken, person=each.id)
    return None


def describe(command: DescribePerson, picture: Picture, _context: Context) -> Decision:
    found = known_or_refused(picture, command.person)
    if isinstance(found, Refused):
        return found
    is_same = command.agency in (None, found.agency)
    if command.name is None and command.contact is None and is_same:
        return []
    cannot = _bad_handle(picture, found.handle, found.id, command.name)
    if cannot is not None:
        return cannot
    return [
        PersonDescribed(
            person=found.id,
            name=_sealed(found.id, command.name),
            contact=_sealed(found.id, command.contact),
            agency=command.agency,
        )
    ]


def set_handle(command: SetHandle, picture: Picture, _context: Context) -> Decision:
    found = known_or_refused(picture, command.person)
    if isinstance(found, Refused):
        return found
    if found.handle == command.handle:
        return []
    return _bad_handle(picture, command.handle, found.id, None) or [
        HandleSet(person=found.id, handle=command.handle)
    ]


def set_roles(command: SetRoles, picture: Picture, _context: Context) -> Decision:
    """Refused when somebody else has changed them in between, so that no change is lost unseen."""
    found = known_or_refused(picture, command.person)
    if isinstance(found, Refused):
        return found
    cannot = _bad_roles(picture, command.roles)
    if cannot is not None:
        return cannot
    roles = tuple(sorted(set(command.roles)))
    if roles == found.roles:
        return []
    if command.over is not None and set(command.over) != set(found.roles):
        now = ", ".join(found.roles) or "–"
        return refuse(OfficerRefusal.roles_have_moved_on, person=found.id, roles=now)
    if Role.administrator not in roles and is_last_administrator(picture, found):
        return refuse(OfficerRefusal.last_administrator, person=found.id)
    return [RolesSet(person=found.id, roles=roles)]


def deactivate(command: DeactivatePerson, picture: Picture, _context: Context) -> Decision:
    found = active_or_refused(picture, command.person)
    if isinstance(found, Refused):
        return found
    if is_last_administrator(picture, found):
        return refuse(OfficerRefusal.last_administrator, person=found.id)
    reason = Words(owner_of(found.id), command.reason)
    return [PersonDeactivated(person=found.id, reason=reason)]


def reactivate(command: ReactivatePerson, picture: Picture, _context: Context) -> Decision:
    found = known_or_refused(picture, command.person)
    if isinstance(found, Refused):
        return found
    if found.is_active:
        return refuse(OfficerRefusal.person_is_active, person=found.id)
    return [PersonReactivated(person=found.id)]


# 3. evolve


def with_person(picture: Picture, person: str, **fields: object) -> Picture:
    """The picture with these fields of the person changed; unchanged where unknown or forgotten."""
    found = picture.people.get(person)
    if found is None or found.is_forgotten:
        return picture
    return _replace(picture, people=picture.people.put(person, _replace(found, **fields)))


def registered(picture: Picture, event: PersonRegistered, _stamp: Stamp) -> Picture:
    person = Person(
        id=event.person,
        name=event.name,
        contact=event.contact,
        roles=event.roles,
        agency=event.agency,
        handle=event.handle,
    )
    return _replace(picture, people=picture.people.put(person.id, person))


def described(picture: Picture, event: PersonDescribed, _stamp: Stamp) -> Picture:
    told = {"name": event.name, "contact": event.contact, "agency": event.agency}
    new = {field: value for field, value in told.items() if value is not None}
    return with_person(picture, event.person, **new)


def handle_set(picture: Picture, event: HandleSet, _stamp: Stamp) -> Picture:
    return with_person(picture, event.person, handle=event.handle)


def roles_set(picture: Picture, event: RolesSet, _stamp: Stamp) -> Picture:
    return with_person(picture, event.person, roles=event.roles)


def deactivated(picture: Picture, event: PersonDeactivated, stamp: Stamp) -> Picture:
    return with_person(picture, event.person, is_active=False, duty=None, left_at=stamp.recorded_at)


def reactivated(picture: Picture, event: PersonReactivated, _stamp: Stamp) -> Picture:
    return with_person(picture, event.person, is_active=True, left_at=None)


# 4. the tables

DECIDE = {
    RegisterPerson: register,
    DescribePerson: describe,
    SetHandle: set_handle,
    SetRoles: set_roles,
    DeactivatePerson: deactivate,
    ReactivatePerson: reactivate,
}

EVOLVE = {
    "person_registered.1": (PersonRegistered, registered),
    "person_described.1": (PersonDescribed, described),
    "handle_set.1": (HandleSet, handle_set),
    "roles_set.1": (RolesSet, roles_set),
    "person_deactivated.1": (PersonDeactivated, deactivated),
    "person_reactivated.1": (PersonReactivated, reactivated),
}
