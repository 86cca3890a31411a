"""Nouns: officers and what they may do. A person is a pseudonym here; the name is sealed under
their key.
"""

from datetime import datetime

import msgspec

from tocsin.terms.words import Words


class Credential(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A qualification with its end (NIMS credentialing): `hazmat_technician`,
    `incident_commander_3` …
    """

    kind: str
    issued_at: datetime | None = None
    expires_at: datetime | None = None


class Duty(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A shift being worked: from, planned end, and the position filled."""

    began_at: datetime
    until: datetime | None = None
    position: str | None = None


class Person(msgspec.Struct, frozen=True, omit_defaults=True):
    """An officer or member known to this town. `roles` are names in the access table."""

    id: str
    name: Words | None = None
    contact: Words | None = None
    roles: tuple[str, ...] = ()
    agency: str | None = None
    credentials: tuple[Credential, ...] = ()
    duty: Duty | None = None
    unit: str | None = None
    is_active: bool = True
    is_forgotten: bool = False
    handle: str | None = None
    """What the person types to sign in; chosen by the town, need not be a name."""
    left_at: datetime | None = None
    """When it was put on record that the person works here no more."""
