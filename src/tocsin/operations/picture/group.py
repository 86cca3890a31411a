"""Nouns: groups of residents that receive what concerns their area, and what is told to them."""

from datetime import datetime

import msgspec

from tocsin.geo.places import Point
from tocsin.operations.picture.policy import KindFields
from tocsin.terms.words import Words


class Group(msgspec.Struct, frozen=True, omit_defaults=True):
    """A watch group, a school, a works crew: who is in it, and what of which matters it is shown.

    A matter concerns it where it lies within `radius_m` of `border`, within or on the `ring`, or in
    an area of that name, and its type, or the group of its type, is in `types` (none: every type).
    Positions are rounded to `step_udeg` microdegrees.
    """

    id: str
    name: str
    kind: str
    members: tuple[str, ...] = ()
    coordinators: tuple[str, ...] = ()
    fields: tuple[KindFields, ...] = ()
    border: Point | None = None
    radius_m: int = 0
    areas: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    step_udeg: int = 0
    ring: tuple[Point, ...] = ()

    def has(self, person: str) -> bool:
        """Whether somebody belongs to it."""
        return person in self.members or person in self.coordinators


class Seen(msgspec.Struct, frozen=True, gc=False):
    """A member has read a notice."""

    person: str
    at: datetime


class Notice(msgspec.Struct, frozen=True, omit_defaults=True):
    """Something that is told to a group."""

    id: str
    group: str
    words: Words
    sent_at: datetime
    sent_by: str
    seen: tuple[Seen, ...] = ()
