"""Ask neighbours for units; say no to what a neighbour asks for; follow what is offered for it.

Source: NIMS resource management (mutual-aid request), EDXL-RM 1.0 (`RequestResource`,
`ResponseToRequestResource`). A request moves no authority: whoever gives something offers a unit
and names the request.
"""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated

import msgspec

from tocsin.geo.places import Point
from tocsin.operations.agreed_lending import borrows
from tocsin.operations.aid_closing import AidRequestClosed, closing, put_request
from tocsin.operations.hearing import OfferNoted, UnitAccepted, WithdrawalNoted
from tocsin.operations.incident import GivenPlace, IncidentRefusal
from tocsin.operations.lending import LendingRefusal, UnitOffered, UnitOfferWithdrawn
from tocsin.operations.lending_archive import HeardOfferArchived
from tocsin.operations.orders import (
    Basis,
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
from tocsin.operations.picture.aid_request import (
    AidAnswer,
    AidRequest,
    AidState,
    DeclineReason,
    Wanted,
    sealed_label,
)
from tocsin.operations.picture.team import TeamKind
from tocsin.operations.recalling import OfferDeclined
from tocsin.operations.team_members import TeamRefusal
from tocsin.terms.codes import IncidentStatus, Priority
from tocsin.terms.stamp import Stamp
from tocsin.terms.words import Words

_replace = msgspec.structs.replace

Asked = Annotated[tuple[Ident, ...], msgspec.Meta(min_length=1, max_length=20)]
Capabilities = Annotated[tuple[Short, ...], msgspec.Meta(max_length=20)]
Suggested = Annotated[tuple[Ident, ...], msgspec.Meta(max_length=50)]
Quantity = Annotated[int, msgspec.Meta(ge=1, le=99)]

OPEN_FOR = timedelta(hours=24)
"""Of a request that does not say until when it is for."""
KEPT_FOR = timedelta(days=30)
"""After it is over, in the picture; the log keeps it."""


class AidRefusal(StrEnum):
    """Why a request is not made, answered or closed."""

    aid_request_unknown = "aid_request_unknown"
    aid_request_is_over = "aid_request_is_over"
    aid_request_is_ours = "aid_request_is_ours"
    aid_request_is_theirs = "aid_request_is_theirs"
    borrowing_not_agreed = "borrowing_not_agreed"
    aid_request_ends_before = "aid_request_ends_before"


# 1. commands and the events they may cause


class RequestAid(Command, frozen=True):
    """Ask towns for units that they lend us by agreement: of a kind, with capabilities, so many.

    `until` they are needed (else for a day), `answer_by` when to call whoever has not answered. The
    place is the incident's where none is given; of a restricted incident nothing is told by itself.
    `suggested` are units that advice named; kept where one town is asked. `team`: as one team of so
    many units, under a leader.
    """

    asked: Asked
    kind: Short | None = None
    capabilities: Capabilities = ()
    quantity: Quantity = 1
    incident: Ident | None = None
    place: GivenPlace = GivenPlace()
    priority: Priority | None = None
    until: datetime | None = None
    answer_by: datetime | None = None
    suggested: Suggested = ()
    team: TeamKind | None = None
    remarks: Remark | None = None
    basis: Basis | None = None


class AidRequested(Event, frozen=True):
    """Whoever is asked reads it in our slice."""

    request: str
    by: str
    asked: tuple[str, ...]
    wanted: Wanted
    incident: str | None = None
    basis: str | None = None


class WithdrawAidRequest(Command, frozen=True):
    """Nothing is wanted any more. What was accepted for it stays until it is given back."""

    request: Ident
    reason: Short


class DeclineAidRequest(Command, frozen=True):
    """We give nothing for it; where something is offered already, nothing more."""

    request: Ident
    because: DeclineReason
    remarks: Short | None = None


class AidRequestDeclined(Event, frozen=True):
    """The town that asks reads that in our slice."""

    request: str
    by: str
    because: str
    remarks: Words | None = None


class SettleAidRequest(Command, frozen=True):
    """A deadline command (`due`): its time is over, or all that was wanted is there."""

    request: Ident


class ArchiveAidRequest(Command, frozen=True):
    """A deadline command (`due`): over long ago, it leaves the picture; the log keeps it."""

    request: Ident


class AidRequestArchived(Event, frozen=True):
    """It has left the picture."""

    request: str


# 2. decide


def request_aid(command: RequestAid, picture: Picture, context: Context) -> Decision:
    """Only of towns whose agreement in force lends us such units."""
    incident = None
    if command.incident is not None:
        incident = picture.incidents.get(command.incident)
        if incident is None:
            return refuse(IncidentRefusal.incident_unknown, incident=command.incident)
        if incident.status is IncidentStatus.closed:
            return refuse(IncidentRefusal.incident_is_closed, incident=command.incident)
    at = command.place.point
    if at is None and incident is not None:
        at = incident.place.point
    for town in command.asked:
        cannot = _cannot_ask(command.kind, at, town, picture)
        if cannot is not None:
            return cannot
    if command.team is TeamKind.strike_team and (command.kind is None or command.quantity < 2):
        return refuse(TeamRefusal.strike_team_of_no_kind)
    for end in (command.until, command.answer_by):
        if end is not None and end <= context.now:
            return refuse(AidRefusal.aid_request_ends_before, at=end)
    request = context.new_id("mr")
    owner = f"aid_request/{request}"
    place = sealed_label(command.place.sealed_under(owner), owner)
    wanted = Wanted(
        kind=command.kind,
        capabilities=command.capabilities,
        quantity=command.quantity,
        priority=command.priority,
        place=place,
        until=command.until,
        answer_by=command.answer_by,
        # Told to all who are asked: of one town alone they say nothing of another's.
        suggested=command.suggested if len({*command.asked}) == 1 else (),
        remarks=_words(request, command.remarks),
        team=command.team,
    )
    if incident is not None and not incident.is_restricted:
        if place.words is None and place.label is None and place.point is None:
            place = sealed_label(_replace(incident.place, words=None), f"aid_request/{request}")
        wanted = _replace(
            wanted, type=incident.type, number=incident.number, place=place,
            priority=command.priority or incident.priority,
        )  # fmt: skip
    return [
        AidRequested(
            request=request,
            by=context.code,
            asked=tuple(sorted(set(command.asked))),
            wanted=wanted,
            incident=command.incident,
            basis=command.basis,
        )
    ]


def _cannot_ask(kind: str | None, at: Point | None, town: str, picture: Picture) -> Refused | None:
    agreed = borrows(picture, town)
    if agreed is None:
        return refuse(AidRefusal.borrowing_not_agreed, to=town)
    if kind is not None and not agreed.covers(kind):
        return refuse(LendingRefusal.kind_not_agreed, unit=kind, kind=kind, to=town)
    if not agreed.reaches(at):
        return refuse(LendingRefusal.farther_than_agreed, to=town, radius_m=agreed.terms.radius_m)
    return None


def _words(request: str, text: str | None) -> Words | None:
    return None if text is None else Words(f"aid_request/{request}", text)


def open_request(picture: Picture, request: str) -> AidRequest | Refused:
    """The request under this id, as long as anything is wanted."""
    found = picture.aid_requests.get(request)
    if found is None:
        return refuse(AidRefusal.aid_request_unknown, request=request)
    if not found.is_open:
        return refuse(AidRefusal.aid_request_is_over, request=request, state=found.state)
    return found


def the_request(picture: Picture, unit: str, to: str) -> str | None:
    """The one thing that a town asks us for and that the unit answers; None where there is no one
    such thing."""
    own = picture.units.get(unit)
    found = [
        each.id
        for each in picture.aid_requests.values()
        if each.is_open
        and each.by == to
        and each.wanted.kind in (None, own and own.kind)
        and (own is None or {*each.wanted.capabilities} <= {*own.capabilities})
    ]
    return found[0] if len(found) == 1 else None


def withdraw(command: WithdrawAidRequest, picture: Picture, context: Context) -> Decision:
    """By the town that asks."""
    found = open_request(picture, command.request)
    if isinstance(found, Refused):
        return found
    if found.by != context.code:
        return refuse(AidRefusal.aid_request_is_theirs, request=found.id, by=found.by)
    reason = _words(found.id, command.reason)
    return closing(picture, found, AidState.withdrawn, reason)


def decline(command: DeclineAidRequest, picture: Picture, context: Context) -> Decision:
    """By a town that was asked; said again, the newest word counts."""
    found = open_request(picture, command.request)
    if isinstance(found, Refused):
        return found
    if found.by == context.code:
        return refuse(AidRefusal.aid_request_is_ours, request=found.id)
    return [
        AidRequestDeclined(
            request=found.id,
            by=context.code,
            because=command.because,
            remarks=_words(found.id, command.remarks),
        )
    ]


def settle(command: SettleAidRequest, picture: Picture, context: Context) -> Decision:
    """A tick that comes twice settles once."""
    found = picture.aid_requests.get(command.request)
    state = None if found is None else _ends_as(found, context.now)
    if found is None or state is None:
        return []
    if found.by != context.code:  # what is offered for it is not ours to decline
        return [AidRequestClosed(request=found.id, state=state)]
    return closing(picture, found, state)


def _ends_as(request: AidRequest, now: datetime) -> AidState | None:
    if not request.is_open:
        return None
    if request.asked and not request.lacking:
        return AidState.filled
    wanted = request.wanted
    until = wanted.until or max(request.at + OPEN_FOR, wanted.answer_by or request.at)
    said = (*request.answers, *((request.answer,) if request.answer else ()))
    is_promised = bool(request.given) or any(each.offered for each in said)
    if wanted.answer_by is not None and not is_promised:
        until = min(until, wanted.answer_by)
    return AidState.expired if until <= now else None


def archive(command: ArchiveAidRequest, picture: Picture, context: Context) -> Decision:
    """What is gone already is gone."""
    found = picture.aid_requests.get(command.request)
    if found is None or not _is_old(found, context.now):
        return []
    return [AidRequestArchived(request=found.id)]


def _is_old(request: AidRequest, now: datetime) -> bool:
    return request.closed_at is not None and request.closed_at + KEPT_FOR <= now


def due(picture: Picture, now: datetime) -> list[Command]:
    """Requests whose time is over, and those over long enough to leave."""
    found: list[Command] = []
    for each in picture.aid_requests.values():
        if _ends_as(each, now) is not None:
            found.append(SettleAidRequest(request=each.id))
        elif _is_old(each, now):
            found.append(ArchiveAidRequest(request=each.id))
    return found


# 3. evolve


def requested(picture: Picture, event: AidRequested, stamp: Stamp) -> Picture:
    """Open, and told to whom it asks."""
    new = AidRequest(
        event.request, event.by, event.wanted, stamp.occurred_at, AidState.open,
        asked=event.asked, incident=event.incident,
    )  # fmt: skip
    return put_request(picture, new)


def declined(picture: Picture, event: AidRequestDeclined, stamp: Stamp) -> Picture:
    """Our answer."""
    found = picture.aid_requests.get(event.request)
    if found is None:
        return picture
    before = found.answer or AidAnswer(event.by)
    answer = _replace(before, at=stamp.occurred_at, because=event.because, remarks=event.remarks)
    return put_request(picture, _replace(found, answer=answer))


def archived(picture: Picture, event: AidRequestArchived, _stamp: Stamp) -> Picture:
    return _replace(picture, aid_requests=picture.aid_requests.drop(event.request))


def unit_offered(picture: Picture, event: UnitOffered, stamp: Stamp) -> Picture:
    """For a request, or for another one than before: a new offer takes the place of an open one."""
    picture = _without(picture, event.unit)
    found = picture.aid_requests.get(event.limits.request or "")
    if found is None or found.by != event.to:
        return picture
    before = found.answer or AidAnswer(event.by)
    answer = _replace(
        before, at=stamp.occurred_at, offered=_with(before.offered, event.unit), because=None
    )
    return put_request(picture, _replace(found, answer=answer))


def offer_withdrawn(picture: Picture, event: UnitOfferWithdrawn, _stamp: Stamp) -> Picture:
    """Not for any request any more."""
    return _without(picture, event.unit)


def offer_noted(picture: Picture, event: OfferNoted, stamp: Stamp) -> Picture:
    """For a request of ours."""
    found = picture.aid_requests.get(event.limits.request or "")
    if found is None or event.by not in found.asked:
        return picture
    before = found.answer_of(event.by)
    answer = _replace(
        before, at=stamp.occurred_at, offered=_with(before.offered, event.unit), because=None
    )
    return put_request(picture, found.with_answer(answer))


def offer_ended(
    picture: Picture, event: WithdrawalNoted | OfferDeclined | HeardOfferArchived, _stamp: Stamp
) -> Picture:
    """What was offered to us is not any more."""
    return _without(picture, event.unit)


def unit_accepted(picture: Picture, event: UnitAccepted, _stamp: Stamp) -> Picture:
    """One fewer is wanted."""
    found = picture.aid_requests.get(event.limits.request or "")
    if found is None or found.by != event.by:
        return picture
    return put_request(picture, _replace(found, given=_with(found.given, event.unit)))


def _with(units: tuple[str, ...], unit: str) -> tuple[str, ...]:
    return tuple(sorted({*units, unit}))


def _without(picture: Picture, unit: str) -> Picture:
    """The picture in which the unit is offered for no request that is open."""
    for each in list(picture.aid_requests.values()):
        if not each.is_open or unit in each.given:
            continue
        answers = tuple(_less(answer, unit) for answer in each.answers)
        answer = None if each.answer is None else _less(each.answer, unit)
        if (answers, answer) != (each.answers, each.answer):
            picture = put_request(picture, _replace(each, answers=answers, answer=answer))
    return picture


def _less(answer: AidAnswer, unit: str) -> AidAnswer:
    return _replace(answer, offered=tuple(each for each in answer.offered if each != unit))


# 4. the tables

DECIDE = {
    RequestAid: request_aid,
    WithdrawAidRequest: withdraw,
    DeclineAidRequest: decline,
    SettleAidRequest: settle,
    ArchiveAidRequest: archive,
}

EVOLVE = {
    "aid_requested.1": (AidRequested, requested),
    "aid_request_declined.1": (AidRequestDeclined, declined),
    "aid_request_archived.1": (AidRequestArchived, archived),
}

ALSO = {
    "unit_offered.1": unit_offered,
    "unit_offer_withdrawn.1": offer_withdrawn,
    "offer_noted.1": offer_noted,
    "withdrawal_noted.1": offer_ended,
    "offer_declined.1": offer_ended,
    "heard_offer_archived.1": offer_ended,
    "unit_accepted.1": unit_accepted,
}
