"""Redaction as facts: what may leave to a kind of request, what is withheld from one and why.

Offsets and codes only: the words that are withheld stand in no order and in no fact. What a
request sees by these facts is decided in `access`, like everything anybody sees.

Source: 5 USC 552 (b) (the exemption is indicated at the place of the deletion); GDPR Art. 15 (4)
(rights of others); Vaughn v. Rosen, 484 F.2d 820 (an index of what is withheld, by exemption).
"""

import hashlib
from enum import StrEnum
from typing import Annotated

import msgspec

from tocsin.operations.looks import may_know
from tocsin.operations.orders import (
    Command,
    Context,
    Decision,
    Event,
    Ident,
    Refused,
    Remark,
    Short,
    refuse,
)
from tocsin.operations.picture import KINDS, Picture
from tocsin.operations.picture.policy import KindFields
from tocsin.operations.picture.records_request import (
    ExemptFields,
    Exemption,
    RecordsRequest,
    Redaction,
    RedactionRules,
    Release,
    Unsealing,
)
from tocsin.operations.records_requests import find_open_request, owner_of, with_request
from tocsin.terms.codes import RecordsKind
from tocsin.terms.stamp import Stamp
from tocsin.terms.words import Words

_replace = msgspec.structs.replace

PACKED = (
    "incidents", "reports", "narratives", "objectives", "tasks", "posts", "runs", "units", "people",
)  # fmt: skip
"""Kinds of subjects that can be given out."""

USUAL = (
    KindFields(
        "incidents",
        ("id", "opened_at", "dispatched_at", "on_scene_at", "closed_at", "type~group"),
    ),
)
"""What may leave where a town has adopted nothing."""
NOT_ADOPTED = "not_released"
"""The exemption, of no law, under which everything else is withheld then."""

SubjectKey = Annotated[str, msgspec.Meta(pattern=r"^[a-z_]+/[^\s]+$", max_length=120)]
FieldPath = Annotated[str, msgspec.Meta(pattern=r"^[a-z_]+(/[^/\s]+){0,4}$", max_length=200)]
PlainField = Annotated[str, msgspec.Meta(pattern=r"^[a-z_]+(~[a-z]+)?$", max_length=100)]
Offset = Annotated[int, msgspec.Meta(ge=0, le=1_000_000)]
Mark = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{16}$")]


class RedactionRefusal(StrEnum):
    exemption_unknown = "exemption_unknown"
    exemption_twice = "exemption_twice"
    redaction_unknown = "redaction_unknown"
    redaction_field_unknown = "redaction_field_unknown"
    redaction_span_empty = "redaction_span_empty"
    redaction_span_unmarked = "redaction_span_unmarked"
    redaction_rules_changed = "redaction_rules_changed"


# 1. commands and the events they may cause


class AdoptRedactionRules(Command, frozen=True):
    """Say what may leave to one kind of request, in how many days, and by which law the rest is
    withheld. `after` is the version it was drawn up on.
    """

    kind: RecordsKind
    days: Annotated[int, msgspec.Meta(ge=1, le=3_650)]
    fields: tuple[KindFields, ...]
    exemptions: Annotated[tuple[Exemption, ...], msgspec.Meta(min_length=1, max_length=200)]
    otherwise: Short
    exempt: tuple[ExemptFields, ...] = ()
    step_udeg: Annotated[int, msgspec.Meta(ge=0, le=1_000_000)] = 0
    after: int = 0


class RedactionRulesAdopted(Event, frozen=True):
    rules: RedactionRules


class WithholdFromRequest(Command, frozen=True):
    """Withhold a field of a subject, or of a text in it the span [start, end).

    `mark` says which text the offsets were counted in (the preview gives it).
    """

    request: Ident
    record: SubjectKey
    field: FieldPath
    exemption: Short
    start: Offset | None = None
    end: Offset | None = None
    mark: Mark | None = None


class WithheldFromRequest(Event, frozen=True):
    request: str
    redaction: str
    record: str
    field: str
    exemption: str
    start: int | None = None
    end: int | None = None
    mark: str | None = None


class ReleaseToRequest(Command, frozen=True):
    """Let one more field leave, though the rules would withhold it under this exemption."""

    request: Ident
    record: SubjectKey
    field: PlainField
    exemption: Short
    reason: Remark


class ReleasedToRequest(Event, frozen=True):
    request: str
    redaction: str
    record: str
    field: str
    exemption: str
    reason: Words


class ReleaseRestrictedToRequest(Command, frozen=True):
    """Let a restricted incident leave, as far as the rules go. Counts if the actor may know it."""

    request: Ident
    incidents: Annotated[tuple[Ident, ...], msgspec.Meta(min_length=1, max_length=1)]
    exemption: Short
    reason: Remark


class RestrictedReleasedToRequest(Event, frozen=True):
    request: str
    incident: str
    exemption: str
    reason: Words
    is_cleared: bool = False


class RevokeRedaction(Command, frozen=True):
    """Take back what was withheld or released; that it once was stays on record."""

    request: Ident
    redaction: Ident
    reason: Remark


class RedactionRevoked(Event, frozen=True):
    request: str
    redaction: str
    reason: Words


# 2. decide


def mark_of(value: Words | str) -> str:
    """Which text this is, without telling what: of sealed words a digest of the ciphertext."""
    content = value if isinstance(value, str) else value.sealed
    stored = content.encode() if isinstance(content, str) else content
    if stored is None:
        assert isinstance(value, Words)
        stored = (value.text or "").encode()
    return hashlib.blake2b(stored, digest_size=8).hexdigest()


def adopt(command: AdoptRedactionRules, picture: Picture, context: Context) -> Decision:
    """Refused where somebody else adopted in between, or where a ground is named that is not."""
    now = picture.redaction_rules.get(command.kind)
    version = 0 if now is None else now.version
    if command.after != version:
        return refuse(
            RedactionRefusal.redaction_rules_changed, version=version, after=command.after
        )
    codes = [each.code for each in command.exemptions]
    for code in codes:
        if codes.count(code) > 1:
            return refuse(RedactionRefusal.exemption_twice, exemption=code)
    named = [command.otherwise, *(each.exemption for each in command.exempt)]
    for code in named:
        if code not in codes:
            return refuse(
                RedactionRefusal.exemption_unknown, exemption=code, kind=command.kind.value
            )
    parts = [(each.kind, each.fields) for each in command.fields]
    parts += [(each.kind, each.fields) for each in command.exempt]
    for kind, fields in parts:
        for field in fields:
            if not is_field(kind, field):
                return refuse(RedactionRefusal.redaction_field_unknown, kind=kind, field=field)
    rules = RedactionRules(
        kind=command.kind,
        version=version + 1,
        days=command.days,
        fields=command.fields,
        exemptions=command.exemptions,
        otherwise=command.otherwise,
        exempt=command.exempt,
        step_udeg=command.step_udeg,
        by=context.actor,
    )
    if now is not None and _replace(rules, version=now.version, by=now.by) == now:
        return []
    return [RedactionRulesAdopted(rules=rules)]


def is_field(kind: str, field: str) -> bool:
    """Whether a kind that can be given out has this field (a form or a path after it aside)."""
    name = field.partition("~")[0].partition("/")[0]
    return kind in PACKED and name in getattr(KINDS[kind], "__struct_fields__", ())


def _asked(
    picture: Picture, request: str, record: str, field: str, exemption: str
) -> RecordsRequest | Refused:
    """The open request, where its rules know the exemption and the record has the field."""
    found = find_open_request(picture, request)
    if isinstance(found, Refused):
        return found
    kind = record.partition("/")[0]
    if not is_field(kind, field):
        return refuse(RedactionRefusal.redaction_field_unknown, kind=kind, field=field)
    return _grounded(picture, found, exemption) or found


def _grounded(picture: Picture, request: RecordsRequest, exemption: str) -> Refused | None:
    rules = picture.redaction_rules.get(request.kind)
    known = () if rules is None else tuple(each.code for each in rules.exemptions)
    if exemption in known:
        return None
    return refuse(RedactionRefusal.exemption_unknown, exemption=exemption, kind=request.kind.value)


def withhold(command: WithholdFromRequest, picture: Picture, context: Context) -> Decision:
    """The record need not be in the picture: archived ones are not. What is not there is not
    given out anyway.
    """
    found = _asked(picture, command.request, command.record, command.field, command.exemption)
    if isinstance(found, Refused):
        return found
    start, end = command.start, command.end
    if (start is None) != (end is None) or (start is not None and end is not None and start >= end):
        return refuse(RedactionRefusal.redaction_span_empty, start=start, end=end)
    if start is not None and command.mark is None:
        return refuse(RedactionRefusal.redaction_span_unmarked, field=command.field)
    event = WithheldFromRequest(
        request=found.id,
        redaction=context.new_id("x"),
        record=command.record,
        field=command.field,
        exemption=command.exemption,
        start=start,
        end=end,
        mark=command.mark if start is not None else None,
    )
    is_so = any(_same(each, event) for each in found.redactions)
    return [] if is_so else [event]


def _same(redaction: Redaction, event: WithheldFromRequest) -> bool:
    return redaction.subject == event.record and all(
        getattr(redaction, name) == getattr(event, name)
        for name in ("field", "exemption", "start", "end", "mark")
    )


def release(command: ReleaseToRequest, picture: Picture, context: Context) -> Decision:
    found = _asked(picture, command.request, command.record, command.field, command.exemption)
    if isinstance(found, Refused):
        return found
    if any((e.subject, e.field) == (command.record, command.field) for e in found.releases):
        return []
    return [
        ReleasedToRequest(
            request=found.id,
            redaction=context.new_id("x"),
            record=command.record,
            field=command.field,
            exemption=command.exemption,
            reason=Words(owner_of(found.id), command.reason),
        )
    ]


def release_restricted(
    command: ReleaseRestrictedToRequest, picture: Picture, context: Context
) -> Decision:
    """Taken whoever asks, so that the answer tells nobody what there is; it counts only if the
    actor may know of the incident, now or by its own list.
    """
    found = find_open_request(picture, command.request)
    if isinstance(found, Refused):
        return found
    ungrounded = _grounded(picture, found, command.exemption)
    if ungrounded is not None:
        return ungrounded
    (name,) = command.incidents
    incident = picture.incidents.get(name)
    is_cleared = incident is not None and may_know(picture, incident, context.actor)
    return [
        RestrictedReleasedToRequest(
            request=found.id,
            incident=name,
            exemption=command.exemption,
            reason=Words(owner_of(found.id), command.reason),
            is_cleared=is_cleared,
        )
    ]


def revoke(command: RevokeRedaction, picture: Picture, _context: Context) -> Decision:
    """A restricted incident that was released is named by its own id."""
    found = find_open_request(picture, command.request)
    if isinstance(found, Refused):
        return found
    known = {each.id for each in found.redactions} | {each.id for each in found.releases}
    known |= {each.incident for each in found.unsealings}
    if command.redaction not in known:
        return refuse(
            RedactionRefusal.redaction_unknown, request=found.id, redaction=command.redaction
        )
    reason = Words(owner_of(found.id), command.reason)
    return [RedactionRevoked(request=found.id, redaction=command.redaction, reason=reason)]


# 3. evolve


def adopted(picture: Picture, event: RedactionRulesAdopted, _stamp: Stamp) -> Picture:
    rules = picture.redaction_rules.put(event.rules.kind, event.rules)
    return _replace(picture, redaction_rules=rules)


def withheld(picture: Picture, event: WithheldFromRequest, stamp: Stamp) -> Picture:
    found = picture.records_requests.get(event.request)
    if found is None:
        return picture
    more = Redaction(
        id=event.redaction,
        subject=event.record,
        field=event.field,
        exemption=event.exemption,
        by=stamp.actor,
        at=stamp.occurred_at,
        start=event.start,
        end=event.end,
        mark=event.mark,
    )
    return with_request(picture, found.id, redactions=(*found.redactions, more))


def released(picture: Picture, event: ReleasedToRequest, stamp: Stamp) -> Picture:
    found = picture.records_requests.get(event.request)
    if found is None:
        return picture
    more = Release(
        event.redaction,
        event.record,
        event.field,
        event.exemption,
        event.reason,
        stamp.actor,
        stamp.occurred_at,
    )
    return with_request(picture, found.id, releases=(*found.releases, more))


def restricted_released(
    picture: Picture, event: RestrictedReleasedToRequest, stamp: Stamp
) -> Picture:
    found = picture.records_requests.get(event.request)
    if found is None:
        return picture
    more = Unsealing(
        event.incident,
        event.exemption,
        event.reason,
        stamp.actor,
        stamp.occurred_at,
        event.is_cleared,
    )
    return with_request(picture, found.id, unsealings=(*found.unsealings, more))


def revoked(picture: Picture, event: RedactionRevoked, _stamp: Stamp) -> Picture:
    found = picture.records_requests.get(event.request)
    if found is None:
        return picture
    gone = event.redaction
    return with_request(
        picture,
        found.id,
        redactions=tuple(each for each in found.redactions if each.id != gone),
        releases=tuple(each for each in found.releases if each.id != gone),
        unsealings=tuple(each for each in found.unsealings if each.incident != gone),
    )


# 4. the tables

DECIDE = {
    AdoptRedactionRules: adopt,
    WithholdFromRequest: withhold,
    ReleaseToRequest: release,
    ReleaseRestrictedToRequest: release_restricted,
    RevokeRedaction: revoke,
}

EVOLVE = {
    "redaction_rules_adopted.1": (RedactionRulesAdopted, adopted),
    "withheld_from_request.1": (WithheldFromRequest, withheld),
    "released_to_request.1": (ReleasedToRequest, released),
    "restricted_released_to_request.1": (RestrictedReleasedToRequest, restricted_released),
    "redaction_revoked.1": (RedactionRevoked, revoked),
}
