"""What people are qualified for: credentials given, renewed, revoked, running out.

Source: NIMS Guideline for the National Qualification System and for Credentialing of Personnel.
"""

from datetime import datetime
from enum import StrEnum

from tocsin.operations.officers import known_or_refused, owner_of, with_person
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
from tocsin.operations.picture.people import Credential
from tocsin.terms.stamp import Stamp
from tocsin.terms.words import Words


class CredentialRefusal(StrEnum):
    credential_unknown = "credential_unknown"
    credential_ends_before_it_begins = "credential_ends_before_it_begins"


# 1. commands and the events they may cause


class GiveCredential(Command, frozen=True):
    """A qualification, from and until when (aware UTC); a newer one of its kind takes its place."""

    person: Ident
    kind: Ident
    issued_at: datetime | None = None
    expires_at: datetime | None = None


class CredentialGiven(Event, frozen=True):
    person: str
    credential: Credential


class RevokeCredential(Command, frozen=True):
    """Take a qualification away, with the reason."""

    person: Ident
    kind: Ident
    reason: Short


class CredentialRevoked(Event, frozen=True):
    person: str
    kind: str
    reason: Words


# 2. decide


def give_credential(command: GiveCredential, picture: Picture, _context: Context) -> Decision:
    found = known_or_refused(picture, command.person)
    if isinstance(found, Refused):
        return found
    begin, end = command.issued_at, command.expires_at
    if begin is not None and end is not None and end <= begin:
        return refuse(
            CredentialRefusal.credential_ends_before_it_begins, kind=command.kind, end=end
        )
    credential = Credential(command.kind, begin, end)
    if credential in found.credentials:
        return []
    return [CredentialGiven(person=found.id, credential=credential)]


def revoke_credential(command: RevokeCredential, picture: Picture, _context: Context) -> Decision:
    found = known_or_refused(picture, command.person)
    if isinstance(found, Refused):
        return found
    if all(each.kind != command.kind for each in found.credentials):
        return refuse(CredentialRefusal.credential_unknown, person=found.id, kind=command.kind)
    reason = Words(owner_of(found.id), command.reason)
    return [CredentialRevoked(person=found.id, kind=command.kind, reason=reason)]


def holds(person: Person, kind: str, now: datetime) -> bool:
    """Whether a person is qualified at an instant."""
    return any(
        each.kind == kind
        and (each.issued_at is None or each.issued_at <= now)
        and (each.expires_at is None or now < each.expires_at)
        for each in person.credentials
    )


def expiring(picture: Picture, before: datetime) -> tuple[tuple[str, str, datetime], ...]:
    """Credentials of active people that end before an instant: (person, kind, end), in order."""
    found = [
        (each.expires_at, person.id, each.kind)
        for person in picture.people.values()
        if person.is_active
        for each in person.credentials
        if each.expires_at is not None and each.expires_at < before
    ]
    return tuple((person, kind, end) for end, person, kind in sorted(found))


# 3. evolve


def credential_given(picture: Picture, event: CredentialGiven, _stamp: Stamp) -> Picture:
    return _with_credentials(picture, event.person, event.credential.kind, (event.credential,))


def credential_revoked(picture: Picture, event: CredentialRevoked, _stamp: Stamp) -> Picture:
    return _with_credentials(picture, event.person, event.kind, ())


def _with_credentials(
    picture: Picture, person: str, kind: str, instead: tuple[Credential, ...]
) -> Picture:
    found = picture.people.get(person)
    if found is None:
        return picture
    left = tuple(each for each in found.credentials if each.kind != kind)
    return with_person(picture, person, credentials=(*left, *instead))


# 4. the tables

DECIDE = {GiveCredential: give_credential, RevokeCredential: revoke_credential}

EVOLVE = {
    "credential_given.1": (CredentialGiven, credential_given),
    "credential_revoked.1": (CredentialRevoked, credential_revoked),
}
