"""Nouns: looks at restricted matters, sight taken by breaking glass, what has been forgotten."""

from datetime import datetime

import msgspec

from tocsin.terms.codes import ForgetGround
from tocsin.terms.words import Words


class Look(msgspec.Struct, frozen=True, gc=False):
    """One person's looks at one restricted incident: the first, the latest, how many."""

    person: str
    first_at: datetime
    last_at: datetime
    count: int


class Looks(msgspec.Struct, frozen=True, gc=False):
    """Who has looked at a restricted incident, in the order of their first look."""

    incident: str
    looks: tuple[Look, ...] = ()


class Glass(msgspec.Struct, frozen=True, gc=False):
    """Sight of one restricted incident that a person took in an emergency, until it is shut."""

    person: str
    incident: str
    until: datetime
    reason: Words
    at: datetime


class Forgotten(msgspec.Struct, frozen=True, gc=False):
    """A subject whose key is destroyed: nothing may be sealed under it again."""

    subject: str
    at: datetime
    ground: ForgetGround
