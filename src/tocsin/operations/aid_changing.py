"""Change what neighbours are asked for: how many, until when, by when to answer.

Source: EDXL-RM 1.0 (`RequestResource` again under the same id, with `Quantity` and schedule). What
is wanted otherwise is another request: it is withdrawn and made anew.
"""

from datetime import datetime
from enum import StrEnum

import msgspec

from tocsin.operations.aid_closing import closing, put_request
from tocsin.operations.aid_requests import AidRefusal, Quantity, open_request
from tocsin.operations.orders import Command, Context, Decision, Event, Ident, Refused, refuse
from tocsin.operations.picture import Picture
from tocsin.operations.picture.aid_request import AidState, Wanted
from tocsin.terms.stamp import Stamp

_replace = msgspec.structs.replace


class AidChangeRefusal(StrEnum):
    """Why a request stays as it is."""

    aid_request_has_more = "aid_request_has_more"


# 1. commands and the events they may cause


class ChangeAidRequest(Command, frozen=True):
    """More or fewer are wanted, or for longer, or an answer sooner; what is not said stays."""

    request: Ident
    quantity: Quantity | None = None
    until: datetime | None = None
    answer_by: datetime | None = None


class AidRequestChanged(Event, frozen=True):
    """From now on so many, until then. Who was asked reads that in our slice; `heard_from`: we read
    it in theirs."""

    request: str
    quantity: int
    until: datetime | None = None
    answer_by: datetime | None = None
    heard_from: str | None = None


# 2. decide


def change(command: ChangeAidRequest, picture: Picture, context: Context) -> Decision:
    """By the town that asks. As many as are here already: then it is filled."""
    found = open_request(picture, command.request)
    if isinstance(found, Refused):
        return found
    if found.by != context.code:
        return refuse(AidRefusal.aid_request_is_theirs, request=found.id, by=found.by)
    for end in (command.until, command.answer_by):
        if end is not None and end <= context.now:
            return refuse(AidRefusal.aid_request_ends_before, at=end)
    wanted, here = found.wanted, len(found.given)
    quantity = command.quantity or wanted.quantity
    if quantity < here:
        return refuse(
            AidChangeRefusal.aid_request_has_more,
            request=found.id, quantity=quantity, here=here,
        )  # fmt: skip
    changed_ = AidRequestChanged(
        request=found.id,
        quantity=quantity,
        until=command.until or wanted.until,
        answer_by=command.answer_by or wanted.answer_by,
    )
    if is_as_wanted(changed_, wanted):
        return []
    is_filled = quantity == here
    return [changed_, *(closing(picture, found, AidState.filled) if is_filled else ())]


def is_as_wanted(event: AidRequestChanged, wanted: Wanted) -> bool:
    """Whether it says nothing new."""
    before = (wanted.quantity, wanted.until, wanted.answer_by)
    return (event.quantity, event.until, event.answer_by) == before


# 3. evolve


def changed(picture: Picture, event: AidRequestChanged, stamp: Stamp) -> Picture:
    """The same request, wanted otherwise."""
    found = picture.aid_requests.get(event.request)
    if found is None:
        return picture
    wanted = _replace(
        found.wanted, quantity=event.quantity, until=event.until, answer_by=event.answer_by
    )
    return put_request(picture, _replace(found, wanted=wanted, changed_at=stamp.occurred_at))


# 4. the tables

DECIDE = {ChangeAidRequest: change}

EVOLVE = {"aid_request_changed.1": (AidRequestChanged, changed)}
