"""Groups of residents: form them, say what concerns them, tell them something, know who read it.

A group's inbox is its slice: what it is shown is decided by `access` from what was adopted here.

Source: ISO 22319 (spontaneous volunteers), FEMA CERT (neighbourhood teams), FIRESCOPE
ICS 213 (general message, with acknowledgement).
"""

from enum import StrEnum
from typing import Annotated

import msgspec

from tocsin.geo.places import Point
from tocsin.geo.rings import MOST_POINTS, RingFault, fault, opened
from tocsin.operations.officers import active_or_refused
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
from tocsin.operations.picture import Picture
from tocsin.operations.picture.group import Group, Notice, Seen
from tocsin.operations.picture.policy import KindFields
from tocsin.terms.stamp import Stamp
from tocsin.terms.words import Words

_replace = msgspec.structs.replace

USUAL = (
    KindFields(
        "incidents",
        (
            "id",
            "number",
            "opened_at",
            "closed_at",
            "type~group",
            "status",
            "place~coarse",
            "public_words",
        ),
    ),
)
"""What a group is shown of a matter in its area, unless the town says otherwise: no words
but those that were written for the public."""
USUAL_STEP_UDEG = 2_000
"""Some two hundred metres."""


class GroupRefusal(StrEnum):
    group_unknown = "group_unknown"
    group_has_no_area = "group_has_no_area"
    not_in_group = "not_in_group"
    notice_unknown = "notice_unknown"
    ring_too_short = "ring_too_short"
    ring_crosses_itself = "ring_crosses_itself"
    ring_round_a_pole = "ring_round_a_pole"


Members = Annotated[tuple[Ident, ...], msgspec.Meta(max_length=2_000)]


# 1. commands and the events they may cause


class FormGroup(Command, frozen=True):
    """Form a group, or say all of it anew: who is in it, where its area is, what it is shown.

    Its area is any of these: `radius_m` round `border`; a `ring` of points, a border line by line;
    names of `areas`.
    """

    name: Short
    kind: Short
    coordinators: Members = ()
    members: Members = ()
    border: Point | None = None
    radius_m: Annotated[int, msgspec.Meta(ge=0, le=100_000)] = 0
    ring: Annotated[tuple[Point, ...], msgspec.Meta(max_length=MOST_POINTS + 1)] = ()
    areas: tuple[Short, ...] = ()
    types: tuple[Short, ...] = ()
    fields: tuple[KindFields, ...] = USUAL
    step_udeg: Annotated[int, msgspec.Meta(ge=0, le=1_000_000)] = USUAL_STEP_UDEG
    id: Ident | None = None


class GroupFormed(Event, frozen=True):
    group: str
    name: str
    kind: str
    coordinators: tuple[str, ...]
    members: tuple[str, ...]
    fields: tuple[KindFields, ...]
    border: Point | None
    radius_m: int
    areas: tuple[str, ...]
    types: tuple[str, ...]
    step_udeg: int
    ring: tuple[Point, ...] = ()


class DissolveGroup(Command, frozen=True):
    """The group is no more; what was told to it goes with it."""

    inbox: Ident


class GroupDissolved(Event, frozen=True):
    group: str


class SendNotice(Command, frozen=True):
    """Tell a group something."""

    inbox: Ident
    text: Remark


class NoticeSent(Event, frozen=True):
    notice: str
    group: str
    text: Words


class AcknowledgeNotice(Command, frozen=True):
    """A member has read it."""

    notice: Ident


class NoticeAcknowledged(Event, frozen=True):
    notice: str
    group: str
    person: str


# 2. decide


def form_group(command: FormGroup, picture: Picture, context: Context) -> Decision:
    for person in (*command.coordinators, *command.members):
        found = active_or_refused(picture, person)
        if isinstance(found, Refused):
            return found
    ring = opened(command.ring)
    if (command.border is None or command.radius_m == 0) and not command.areas and not ring:
        return refuse(GroupRefusal.group_has_no_area, name=command.name)
    wrong = _wrong_ring(ring, command.name)
    if wrong is not None:
        return wrong
    group = command.id or context.new_id("g")
    event = GroupFormed(
        group=group,
        name=command.name,
        kind=command.kind,
        coordinators=tuple(sorted(set(command.coordinators))),
        members=tuple(sorted(set(command.members))),
        fields=command.fields,
        border=command.border,
        radius_m=command.radius_m,
        areas=command.areas,
        types=command.types,
        step_udeg=command.step_udeg,
        ring=ring,
    )
    return [] if picture.groups.get(group) == _group(event) else [event]


def _wrong_ring(ring: tuple[Point, ...], name: str) -> Refused | None:
    """Why these points are no border of an area; None where they are, or where there are none."""
    found = fault(ring) if ring else None
    if found is RingFault.too_few:
        return refuse(GroupRefusal.ring_too_short, name=name)
    if found is RingFault.crosses_itself:
        return refuse(GroupRefusal.ring_crosses_itself, name=name)
    if found is RingFault.round_a_pole:
        return refuse(GroupRefusal.ring_round_a_pole, name=name)
    return None


def dissolve(command: DissolveGroup, picture: Picture, _context: Context) -> Decision:
    if command.inbox not in picture.groups:
        return refuse(GroupRefusal.group_unknown, group=command.inbox)
    return [GroupDissolved(group=command.inbox)]


def send_notice(command: SendNotice, picture: Picture, context: Context) -> Decision:
    if command.inbox not in picture.groups:
        return refuse(GroupRefusal.group_unknown, group=command.inbox)
    notice = context.new_id("n")
    words = Words(f"notice/{notice}", command.text)
    return [NoticeSent(notice=notice, group=command.inbox, text=words)]


def acknowledge(command: AcknowledgeNotice, picture: Picture, context: Context) -> Decision:
    found = picture.notices.get(command.notice)
    if found is None:
        return refuse(GroupRefusal.notice_unknown, notice=command.notice)
    group = picture.groups.get(found.group)
    if group is None or not group.has(context.actor):
        return refuse(GroupRefusal.not_in_group, group=found.group)
    if any(each.person == context.actor for each in found.seen):
        return []
    return [NoticeAcknowledged(notice=found.id, group=found.group, person=context.actor)]


# 3. evolve


def _group(event: GroupFormed) -> Group:
    return Group(
        id=event.group,
        name=event.name,
        kind=event.kind,
        members=event.members,
        coordinators=event.coordinators,
        fields=event.fields,
        border=event.border,
        radius_m=event.radius_m,
        areas=event.areas,
        types=event.types,
        step_udeg=event.step_udeg,
        ring=event.ring,
    )


def group_formed(picture: Picture, event: GroupFormed, _stamp: Stamp) -> Picture:
    return _replace(picture, groups=picture.groups.put(event.group, _group(event)))


def group_dissolved(picture: Picture, event: GroupDissolved, _stamp: Stamp) -> Picture:
    notices = picture.notices
    told = [each.id for each in notices.values() if each.group == event.group]
    for each in told:
        notices = notices.drop(each)
    return _replace(picture, groups=picture.groups.drop(event.group), notices=notices)


def notice_sent(picture: Picture, event: NoticeSent, stamp: Stamp) -> Picture:
    sent_by = stamp.on_behalf_of or stamp.actor
    notice = Notice(event.notice, event.group, event.text, stamp.occurred_at, sent_by)
    return _replace(picture, notices=picture.notices.put(notice.id, notice))


def notice_acknowledged(picture: Picture, event: NoticeAcknowledged, stamp: Stamp) -> Picture:
    found = picture.notices.get(event.notice)
    if found is None:
        return picture
    seen = (*found.seen, Seen(event.person, stamp.occurred_at))
    return _replace(picture, notices=picture.notices.put(found.id, _replace(found, seen=seen)))


# 4. the tables

DECIDE = {
    FormGroup: form_group,
    DissolveGroup: dissolve,
    SendNotice: send_notice,
    AcknowledgeNotice: acknowledge,
}

EVOLVE = {
    "group_formed.1": (GroupFormed, group_formed),
    "group_dissolved.1": (GroupDissolved, group_dissolved),
    "notice_sent.1": (NoticeSent, notice_sent),
    "notice_acknowledged.1": (NoticeAcknowledged, notice_acknowledged),
}
