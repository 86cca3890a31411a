"""Legal holds: what may not be forgotten until somebody says that it may again.

A hold on an incident reaches its reports and the people named in it, also those that come to it
later or were taken from it since, and whatever it was merged into. Forgetting asks here first. A
hold keeps what there is; it does not let anybody see more.

Source: FRCP Rule 37 (e) (duty to preserve); GDPR Art. 17 (3) e and Art. 18 (1) c (erasure gives
way to legal claims); ISO 15489-1 §9.9 (disposition is suspended by a hold).
"""

from enum import StrEnum
from typing import Annotated

import msgspec

from tocsin.operations.attaching import ReportAttached
from tocsin.operations.involved import PersonInvolved
from tocsin.operations.merging import IncidentsMerged
from tocsin.operations.orders import (
    Command,
    Context,
    Decision,
    Event,
    Ident,
    Refused,
    Remark,
    refuse,
)
from tocsin.operations.picture import Incident, Picture
from tocsin.operations.picture.legal_hold import LegalHold
from tocsin.operations.picture.records_request import RecordsRequest
from tocsin.terms.stamp import Stamp
from tocsin.terms.words import Words

_replace = msgspec.structs.replace

Owner = Annotated[str, msgspec.Meta(pattern=r"^[a-z]+/[^/\s]+$", max_length=100)]
"""Whose key it is: `person/<id>`, `incident/<id>`, `report/<id>`, `unit/<id>` …"""


class HoldRefusal(StrEnum):
    under_legal_hold = "under_legal_hold"
    asked_for_by_request = "asked_for_by_request"
    legal_hold_unknown = "legal_hold_unknown"
    forgotten_already = "forgotten_already"


# 1. commands and the events they may cause


class PlaceLegalHold(Command, frozen=True):
    """Keep a subject from being forgotten. `reaches`: owners of words that are kept with it; of an
    incident in the picture they are known, of an archived one they have to be said.
    """

    subject: Owner
    reason: Remark
    reaches: Annotated[tuple[Owner, ...], msgspec.Meta(max_length=200)] = ()


class LegalHoldPlaced(Event, frozen=True):
    hold: str
    subject: str
    reason: Words
    reaches: tuple[str, ...] = ()


class LiftLegalHold(Command, frozen=True):
    """End a hold: what it kept may be forgotten again, unless another one keeps it too."""

    hold: Ident
    reason: Remark


class LegalHoldLifted(Event, frozen=True):
    hold: str
    subject: str
    reason: Words


# 2. decide


def place(command: PlaceLegalHold, picture: Picture, context: Context) -> Decision:
    """Two holds on one subject are two: each case lifts its own."""
    for each in (command.subject, *command.reaches):
        if each in picture.forgotten:
            return refuse(HoldRefusal.forgotten_already, subject=each)
    reaches = {*command.reaches, *reached(picture, command.subject)}
    return [
        LegalHoldPlaced(
            hold=context.new_id("h"),
            subject=command.subject,
            reason=Words(command.subject, command.reason),
            reaches=tuple(sorted(reaches - {command.subject} - set(picture.forgotten))),
        )
    ]


def lift(command: LiftLegalHold, picture: Picture, _context: Context) -> Decision:
    found = picture.legal_holds.get(command.hold)
    if found is None:
        return refuse(HoldRefusal.legal_hold_unknown, hold=command.hold)
    reason = Words(found.subject, command.reason)
    return [LegalHoldLifted(hold=found.id, subject=found.subject, reason=reason)]


def keeps(picture: Picture, owners: list[str]) -> Refused | None:
    """Why these owners of words may not be forgotten together; None where no hold reaches one, and
    no open request for records.
    """
    for hold in picture.legal_holds.values():
        kept = {hold.subject, *hold.reaches, *reached(picture, hold.subject)}
        for owner in owners:
            if owner in kept:
                return refuse(HoldRefusal.under_legal_hold, hold=hold.id, subject=owner)
    for request in picture.records_requests.values():
        kept = _kept_for(picture, request) if request.is_open else set()
        for owner in owners:
            if owner in kept:
                return refuse(HoldRefusal.asked_for_by_request, request=request.id, subject=owner)
    return None


def kept_by(picture: Picture) -> dict[str, str]:
    """Every owner of words that a hold or an open request for records keeps, with its id."""
    kept = {
        owner: request.id
        for request in picture.records_requests.values()
        if request.is_open
        for owner in _kept_for(picture, request)
    }
    kept |= {
        owner: hold.id
        for hold in picture.legal_holds.values()
        for owner in {hold.subject, *hold.reaches, *reached(picture, hold.subject)}
    }
    return kept


def _kept_for(picture: Picture, request: RecordsRequest) -> set[str]:
    """Owners of words that an open request for records keeps: its own, and of what it concerns."""
    kept = {f"request/{request.id}", *request.reaches}
    kept |= {f"report/{each}" for each in request.reports}
    for each in request.incidents:
        kept |= {f"incident/{each}", *reached(picture, f"incident/{each}")}
    return kept if request.about is None else {*kept, request.about}


def lineage(picture: Picture, subject: str) -> list[Incident]:
    """An incident, and those it was merged into: what it had been given has gone there."""
    kind, _, id = subject.partition("/")
    found: list[Incident] = []
    incident = picture.incidents.get(id) if kind == "incident" else None
    while incident is not None and incident not in found:
        found.append(incident)
        onward = incident.merged_into
        incident = None if onward is None else picture.incidents.get(onward)
    return found


def reached(picture: Picture, subject: str) -> set[str]:
    """Owners of words that belong to a subject as it is linked now."""
    return {owner for each in lineage(picture, subject) for owner in reached_by(each)}


def reached_by(incident: Incident) -> set[str]:
    """Owners of words that an incident is made of: its own, its reports', its named people's."""
    words = (incident.summary, incident.place.words, incident.closing_words)
    return {
        f"incident/{incident.id}",
        *(f"report/{each}" for each in incident.reports),
        *(f"person/{each.person}" for each in incident.people if each.name or each.contact),
        *(each.owner for each in words if each is not None),
    }


# 3. evolve


def placed(picture: Picture, event: LegalHoldPlaced, stamp: Stamp) -> Picture:
    hold = LegalHold(
        id=event.hold,
        subject=event.subject,
        reason=event.reason,
        by=stamp.actor,
        placed_at=stamp.occurred_at,
        reaches=event.reaches,
    )
    return _replace(picture, legal_holds=picture.legal_holds.put(hold.id, hold))


def lifted(picture: Picture, event: LegalHoldLifted, _stamp: Stamp) -> Picture:
    return _replace(picture, legal_holds=picture.legal_holds.drop(event.hold))


def grown(
    picture: Picture, event: ReportAttached | PersonInvolved | IncidentsMerged, _stamp: Stamp
) -> Picture:
    """What comes to a held incident stays under the hold, also when it is taken away again."""
    incident = event.survivor if isinstance(event, IncidentsMerged) else event.incident
    holds = picture.legal_holds
    for hold in list(holds.values()):
        if all(each.id != incident for each in lineage(picture, hold.subject)):
            continue
        more = reached(picture, hold.subject) - {hold.subject, *hold.reaches}
        if more:
            reaches = tuple(sorted({*hold.reaches, *more}))
            holds = holds.put(hold.id, _replace(hold, reaches=reaches))
    return picture if holds is picture.legal_holds else _replace(picture, legal_holds=holds)


# 4. the tables

DECIDE = {PlaceLegalHold: place, LiftLegalHold: lift}

EVOLVE = {
    "legal_hold_placed.1": (LegalHoldPlaced, placed),
    "legal_hold_lifted.1": (LegalHoldLifted, lifted),
}

ALSO = {
    "report_attached.1": grown,
    "person_involved.1": grown,
    "incidents_merged.1": grown,
}
"""What a fact of another topic means here, after that topic has taken it in."""
