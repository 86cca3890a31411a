"""What neighbours tell of requests: what they ask us for, and what they say to what we asked.

Source: EDXL-RM 1.0 (`RequestResource`, `ResponseToRequestResource`). Nothing that is told so moves
authority; told again, it records nothing.
"""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

import msgspec

from tocsin.operations.agreement_sight import is_lending_agreed
from tocsin.operations.aid_changing import AidRequestChanged, is_as_wanted
from tocsin.operations.aid_closing import AidRequestClosed, put_request
from tocsin.operations.aid_requests import Capabilities, Quantity, Suggested
from tocsin.operations.incident import GivenPlace
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
from tocsin.operations.picture.aid_request import AidRequest, AidState, Wanted, sealed_label
from tocsin.terms.codes import Priority
from tocsin.terms.stamp import Stamp
from tocsin.terms.words import Words

_replace = msgspec.structs.replace

MOST_OPEN = 50
"""Requests of one neighbour that are open here at once."""
MOST_KEPT = 500
"""With those that are over and have not left the picture."""


class AidHearingRefusal(StrEnum):
    """Why what a neighbour tells of a request is not heard."""

    aid_author_not_agreed = "aid_author_not_agreed"
    aid_request_is_anothers = "aid_request_is_anothers"
    too_many_aid_requests = "too_many_aid_requests"
    aid_answer_not_asked = "aid_answer_not_asked"


# 1. commands and the events they may cause


class HeardWanted(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a neighbour asks for, in clear words. What a later version adds is left out."""

    kind: Short | None = None
    capabilities: Capabilities = ()
    quantity: Quantity = 1
    type: Short | None = None
    number: Ident | None = None
    priority: Priority | None = None
    place: GivenPlace = GivenPlace()
    until: datetime | None = None
    answer_by: datetime | None = None
    suggested: Suggested = ()
    remarks: Remark | None = None
    team: Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z_]{0,39}$")] | None = None

    def sealed_under(self, request: str) -> Wanted:
        """As it is recorded: its words belong to the request."""
        owner = f"aid_request/{request}"
        place = sealed_label(self.place.sealed_under(owner), owner)
        return Wanted(
            self.kind, self.capabilities, self.quantity, self.type, self.number, self.priority,
            place, self.until, self.answer_by, self.suggested,
            None if self.remarks is None else Words(owner, self.remarks), self.team,
        )  # fmt: skip


class HearAidRequest(Command, frozen=True):
    """A neighbour's request, as its slice has it now."""

    request: Ident
    by: Ident
    wanted: HeardWanted
    state: AidState = AidState.open


class AidRequestHeard(Event, frozen=True):
    """We are asked."""

    request: str
    by: str
    wanted: Wanted


class HearAidAnswer(Command, frozen=True):
    """What a neighbour says to a request of ours. What it offers is heard with the unit."""

    request: Ident
    by: Ident
    because: Annotated[str, msgspec.Meta(pattern=r"^([a-z][a-z0-9_]{0,39})?$")] = ""
    remarks: Remark | None = None


class AidAnswerHeard(Event, frozen=True):
    """It gives nothing, or nothing more."""

    request: str
    by: str
    because: str
    remarks: Words | None = None


# 2. decide


def hear_request(command: HearAidRequest, picture: Picture, context: Context) -> Decision:
    """Once; what is over stays over, and what is open may be wanted otherwise."""
    if not is_lending_agreed(picture, command.by):
        return refuse(AidHearingRefusal.aid_author_not_agreed, by=command.by)
    if command.by == context.code or not command.request.startswith(f"{command.by}-"):
        return refuse(
            AidHearingRefusal.aid_request_is_anothers, request=command.request, by=command.by
        )
    found = picture.aid_requests.get(command.request)
    if found is not None and found.is_open and command.state is not AidState.open:
        return [AidRequestClosed(request=found.id, state=command.state, heard_from=command.by)]
    if found is not None and found.is_open:
        return _changed(command, found)
    if found is not None or command.state is not AidState.open:
        return []
    return _taken(command, picture)


def _changed(command: HearAidRequest, known: AidRequest) -> list[Event]:
    """How many, until when, by when: the rest of a request is as it was made."""
    wanted = command.wanted
    told = AidRequestChanged(
        request=known.id,
        quantity=wanted.quantity,
        until=wanted.until,
        answer_by=wanted.answer_by,
        heard_from=command.by,
    )
    return [] if is_as_wanted(told, known.wanted) else [told]


def _taken(command: HearAidRequest, picture: Picture) -> list[Event] | Refused:
    if (most := full(picture, command.by)) is not None:
        return refuse(AidHearingRefusal.too_many_aid_requests, by=command.by, most=most)
    return [
        AidRequestHeard(
            request=command.request,
            by=command.by,
            wanted=command.wanted.sealed_under(command.request),
        )
    ]


def full(picture: Picture, by: str) -> int | None:
    """How many requests of a neighbour are here, where no more are heard; None where they are."""
    theirs = [each.is_open for each in picture.aid_requests.values() if each.by == by]
    if sum(theirs) >= MOST_OPEN:
        return MOST_OPEN
    return MOST_KEPT if len(theirs) >= MOST_KEPT else None


def hear_answer(command: HearAidAnswer, picture: Picture, context: Context) -> Decision:
    """Of a town that was asked."""
    found = picture.aid_requests.get(command.request)
    if found is None or found.by != context.code or command.by not in found.asked:
        return refuse(
            AidHearingRefusal.aid_answer_not_asked, request=command.request, by=command.by
        )
    if (found.answer_of(command.by).because or "") == command.because or not command.because:
        return []
    remarks = command.remarks
    return [
        AidAnswerHeard(
            request=found.id,
            by=command.by,
            because=command.because,
            remarks=None if remarks is None else Words(f"aid_request/{found.id}", remarks),
        )
    ]


# 3. evolve


def request_heard(picture: Picture, event: AidRequestHeard, stamp: Stamp) -> Picture:
    """Open here, too."""
    new = AidRequest(event.request, event.by, event.wanted, stamp.occurred_at, AidState.open)
    return put_request(picture, new)


def answer_heard(picture: Picture, event: AidAnswerHeard, stamp: Stamp) -> Picture:
    """Beside what it has offered."""
    found = picture.aid_requests.get(event.request)
    if found is None:
        return picture
    answer = _replace(
        found.answer_of(event.by),
        at=stamp.occurred_at,
        because=event.because,
        remarks=event.remarks,
    )
    return put_request(picture, found.with_answer(answer))


# 4. the tables

DECIDE = {HearAidRequest: hear_request, HearAidAnswer: hear_answer}

EVOLVE = {
    "aid_request_heard.1": (AidRequestHeard, request_heard),
    "aid_answer_heard.1": (AidAnswerHeard, answer_heard),
}
