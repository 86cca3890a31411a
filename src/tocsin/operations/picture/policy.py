"""Nouns: who may do and see what, as this town has adopted it."""

import msgspec

from tocsin.geo.places import Point


class Grant(msgspec.Struct, frozen=True, gc=False):
    """A role (or a system actor) may give an order under a condition, named in the access table."""

    role: str
    condition: str = "always"


class CommandRow(msgspec.Struct, frozen=True):
    """Everybody who may give one order. No grants: nobody may."""

    command: str
    grants: tuple[Grant, ...] = ()


class FieldGrant(msgspec.Struct, frozen=True):
    """Fields that are shown under a condition."""

    fields: tuple[str, ...]
    condition: str = "always"


class FieldRow(msgspec.Struct, frozen=True):
    """Everything one role sees of one kind of subject. No grants: it does not know they exist."""

    kind: str
    role: str
    grants: tuple[FieldGrant, ...] = ()


class AccessRules(msgspec.Struct, frozen=True):
    """Where this town differs from the table it was delivered with; each row takes that one's
    place.
    """

    version: int
    commands: tuple[CommandRow, ...] = ()
    fields: tuple[FieldRow, ...] = ()


class KindFields(msgspec.Struct, frozen=True):
    """Some fields of one kind of subject."""

    kind: str
    fields: tuple[str, ...]


class ShownBeside(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a further agreement with the town shows: as `SharingAgreement`."""

    version: int
    fields: tuple[KindFields, ...]
    border: Point | None = None
    radius_m: int = 0
    areas: tuple[str, ...] = ()
    unit_kinds: tuple[str, ...] = ()


class SharingAgreement(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a partner town is shown: which fields, and of which matters.

    A matter is within the agreement where it lies within `radius_m` of `border`, or in an area of
    that name; a unit where it works on such a matter or its kind is in `unit_kinds`. `beside`:
    what further agreements with the town show, each of other kinds of subjects.
    """

    partner: str
    version: int
    fields: tuple[KindFields, ...]
    border: Point | None = None
    radius_m: int = 0
    areas: tuple[str, ...] = ()
    unit_kinds: tuple[str, ...] = ()
    beside: tuple[ShownBeside, ...] = ()

    def of(self, kind: str) -> "SharingAgreement | ShownBeside | None":
        """What says which subjects of a kind are shown; None where nothing does."""
        every: tuple[SharingAgreement | ShownBeside, ...] = (self, *self.beside)
        return next((e for e in every if any(part.kind == kind for part in e.fields)), None)


class PublicPolicy(msgspec.Struct, frozen=True, omit_defaults=True):
    """What an audience without an account is shown ("public", "press").

    Positions are rounded to `step_udeg` microdegrees; a type or group in `withheld_types` is not
    shown.
    """

    audience: str
    version: int
    fields: tuple[KindFields, ...]
    step_udeg: int
    withheld_types: tuple[str, ...] = ()
