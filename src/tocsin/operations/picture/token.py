"""Nouns: what a program shows at the door to be let in."""

from datetime import datetime
from enum import StrEnum

import msgspec

from tocsin.terms.words import Words


class Scope(StrEnum):
    """What a token may be used for at all; what its person may not do, it cannot."""

    look = "look"
    order = "order"
    telemetry = "telemetry"
    measure = "measure"
    inbox = "inbox"


OPEN_SCOPES = (Scope.look, Scope.order, Scope.telemetry, Scope.measure)
"""Scopes that go together in any number; `inbox` stands alone, with the group it is for."""


class Token(msgspec.Struct, frozen=True, omit_defaults=True):
    """A token of a person (or of a program, which is a person with a role and a handle).

    `reports_for`: the only subjects of the track it may report (`unit/PE-E1`); none: any.
    `inbox` is the group for whose inbox alone the token is good (scope `inbox`).
    `digest` is the SHA-256 of the secret, hex. The secret has 256 random bits and is kept nowhere.
    """

    id: str
    person: str
    digest: str
    scopes: tuple[Scope, ...]
    issued_at: datetime
    expires_at: datetime
    label: Words | None = None
    reports_for: tuple[str, ...] = ()
    inbox: str | None = None
