"""Adopt the access table, agree what a partner sees, say what the public sees.

Whoever may give an order or see a field is decided in `access`; what it decides by is adopted here.
Source: OWASP ASVS 5.0 V8 (authorisation, default deny); NIST SP 800-162 (policy as data).
"""

from enum import StrEnum

import msgspec

from tocsin.geo.places import Point
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
from tocsin.operations.picture import KINDS, Picture
from tocsin.operations.picture.policy import (
    AccessRules,
    CommandRow,
    FieldRow,
    KindFields,
    PublicPolicy,
    SharingAgreement,
)
from tocsin.terms.codes import Role
from tocsin.terms.stamp import Stamp

_replace = msgspec.structs.replace


class PolicyRefusal(StrEnum):
    policy_has_changed = "policy_has_changed"
    policy_row_twice = "policy_row_twice"
    policy_role_unknown = "policy_role_unknown"
    policy_field_unknown = "policy_field_unknown"
    policy_would_lock_out = "policy_would_lock_out"
    agreement_without_region = "agreement_without_region"
    agreement_unknown = "agreement_unknown"
    sharing_is_signed = "sharing_is_signed"
    rounding_too_fine = "rounding_too_fine"


FINEST_PUBLIC_STEP_UDEG = 1_000
"""The public never gets a position finer than this: about 110 m, a block and not a door."""


# 1. commands and the events they may cause


class AdoptAccess(Command, frozen=True):
    """Adopt every difference from the delivered table at once. `after` is the version it was drawn
    up on.
    """

    commands: tuple[CommandRow, ...] = ()
    fields: tuple[FieldRow, ...] = ()
    after: int = 0


class AccessAdopted(Event, frozen=True):
    rules: AccessRules


class AgreeSharing(Command, frozen=True):
    """Agree what a partner town is shown, in place of what was agreed before."""

    partner: Ident
    fields: tuple[KindFields, ...]
    border: Point | None = None
    radius_m: int = 0
    areas: tuple[Short, ...] = ()
    unit_kinds: tuple[Short, ...] = ()


class SharingAgreed(Event, frozen=True):
    agreement: SharingAgreement


class EndSharing(Command, frozen=True):
    """End an agreement: the partner forgets what it was shown."""

    partner: Ident
    reason: Short


class SharingEnded(Event, frozen=True):
    partner: str
    reason: str


class SetPublicPolicy(Command, frozen=True):
    """Say what an audience without an account is shown; no fields: nothing."""

    fields: tuple[KindFields, ...]
    step_udeg: int
    audience: Ident = "public"
    withheld_types: tuple[Short, ...] = ()


class PublicPolicySet(Event, frozen=True):
    policy: PublicPolicy


# 2. decide


def adopt(command: AdoptAccess, picture: Picture, _context: Context) -> Decision:
    """Refused where somebody else adopted in between, or where nobody could adopt again."""
    now = picture.access.get("access")
    version = 0 if now is None else now.version
    if command.after != version:
        return refuse(PolicyRefusal.policy_has_changed, version=version, after=command.after)
    return _unsound(command) or [
        AccessAdopted(rules=AccessRules(version + 1, command.commands, command.fields))
    ]


def _unsound(command: AdoptAccess) -> Refused | None:
    named = [row.command for row in command.commands]
    named += [f"{row.kind}/{row.role}" for row in command.fields]
    for row in named:
        if named.count(row) > 1:
            return refuse(PolicyRefusal.policy_row_twice, row=row)
    roles = {grant.role for row in command.commands for grant in row.grants}
    for role in sorted(roles | {row.role for row in command.fields}):
        if role not in frozenset(Role) and not role.startswith("system/"):
            return refuse(PolicyRefusal.policy_role_unknown, role=role)
    for row_of_fields in command.fields:
        for grant in row_of_fields.grants:
            cannot = _unknown_field(row_of_fields.kind, grant.fields)
            if cannot is not None:
                return cannot
    for row_of_command in command.commands:
        if row_of_command.command in ("AdoptAccess", "SetRoles") and not any(
            grant.role == Role.administrator and grant.condition == "always"
            for grant in row_of_command.grants
        ):
            return refuse(PolicyRefusal.policy_would_lock_out, command=row_of_command.command)
    return None


def _unknown_field(kind: str, fields: tuple[str, ...]) -> Refused | None:
    """A field may carry the name of a form after "~": `place~coarse`."""
    known = getattr(KINDS.get(kind), "__struct_fields__", ())
    for field in fields:
        if field.partition("~")[0] not in known:
            return refuse(PolicyRefusal.policy_field_unknown, kind=kind, field=field)
    return None


def _unknown_fields(parts: tuple[KindFields, ...]) -> Refused | None:
    for part in parts:
        cannot = _unknown_field(part.kind, part.fields)
        if cannot is not None:
            return cannot
    return None


def agree(command: AgreeSharing, picture: Picture, _context: Context) -> Decision:
    """An agreement names where it holds: without border and areas it would show nothing or all."""
    cannot = _unknown_fields(command.fields) or _is_signed(picture, command.partner)
    if cannot is not None:
        return cannot
    if not command.areas and (command.border is None or command.radius_m <= 0):
        return refuse(PolicyRefusal.agreement_without_region, partner=command.partner)
    now = picture.agreements.get(command.partner)
    agreement = SharingAgreement(
        partner=command.partner,
        version=1 if now is None else now.version + 1,
        fields=command.fields,
        border=command.border,
        radius_m=command.radius_m,
        areas=command.areas,
        unit_kinds=command.unit_kinds,
    )
    if now is not None and _replace(agreement, version=now.version) == now:
        return []
    return [SharingAgreed(agreement=agreement)]


def _is_signed(picture: Picture, partner: str) -> Refused | None:
    """What both towns have signed is changed by both."""
    for each in picture.compacts.values():
        valid = each.valid if each.partner == partner else None
        gives = () if valid is None else valid.content.gives
        if any(giving.town != partner and giving.sight is not None for giving in gives):
            return refuse(PolicyRefusal.sharing_is_signed, partner=partner, agreement=each.id)
    return None


def end_sharing(command: EndSharing, picture: Picture, _context: Context) -> Decision:
    cannot = _is_signed(picture, command.partner)
    if cannot is not None:
        return cannot
    if command.partner not in picture.agreements:
        return refuse(PolicyRefusal.agreement_unknown, partner=command.partner)
    return [SharingEnded(partner=command.partner, reason=command.reason)]


def set_public(command: SetPublicPolicy, picture: Picture, _context: Context) -> Decision:
    cannot = _unknown_fields(command.fields)
    if cannot is not None:
        return cannot
    if command.step_udeg < FINEST_PUBLIC_STEP_UDEG:
        return refuse(
            PolicyRefusal.rounding_too_fine,
            step_udeg=command.step_udeg,
            least=FINEST_PUBLIC_STEP_UDEG,
        )
    now = picture.openness.get(command.audience)
    policy = PublicPolicy(
        audience=command.audience,
        version=1 if now is None else now.version + 1,
        fields=command.fields,
        step_udeg=command.step_udeg,
        withheld_types=command.withheld_types,
    )
    if now is not None and _replace(policy, version=now.version) == now:
        return []
    return [PublicPolicySet(policy=policy)]


# 3. evolve


def adopted(picture: Picture, event: AccessAdopted, _stamp: Stamp) -> Picture:
    return _replace(picture, access=picture.access.put("access", event.rules))


def agreed(picture: Picture, event: SharingAgreed, _stamp: Stamp) -> Picture:
    agreements = picture.agreements.put(event.agreement.partner, event.agreement)
    return _replace(picture, agreements=agreements)


def sharing_ended(picture: Picture, event: SharingEnded, _stamp: Stamp) -> Picture:
    return _replace(picture, agreements=picture.agreements.drop(event.partner))


def public_set(picture: Picture, event: PublicPolicySet, _stamp: Stamp) -> Picture:
    return _replace(picture, openness=picture.openness.put(event.policy.audience, event.policy))


# 4. the tables

DECIDE = {
    AdoptAccess: adopt,
    AgreeSharing: agree,
    EndSharing: end_sharing,
    SetPublicPolicy: set_public,
}

EVOLVE = {
    "access_adopted.1": (AccessAdopted, adopted),
    "sharing_agreed.1": (SharingAgreed, agreed),
    "sharing_ended.1": (SharingEnded, sharing_ended),
    "public_policy_set.1": (PublicPolicySet, public_set),
}
