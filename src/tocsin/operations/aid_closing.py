"""A request to neighbours is over: filled, withdrawn or past its time; what is offered for it still
is declined, so that every town that was asked learns it.

Source: EDXL-RM 1.0 (`ResponseToRequestResource` with Decline; a request is cancelled).
"""

import msgspec

from tocsin.operations.orders import Event
from tocsin.operations.picture import Picture
from tocsin.operations.picture.aid_request import AidRequest, AidState
from tocsin.operations.recalling import OfferDeclined
from tocsin.terms.stamp import Stamp
from tocsin.terms.words import Words

_replace = msgspec.structs.replace


class AidRequestClosed(Event, frozen=True):
    """Nothing is wanted for it any more. Who was asked reads that in our slice; `heard_from`: we
    read it in theirs."""

    request: str
    state: AidState
    reason: Words | None = None
    heard_from: str | None = None


def closing(
    picture: Picture, request: AidRequest, state: AidState, reason: Words | None = None
) -> list[Event]:
    """What the asking town records: the end, and a decline of each offer that nobody has readied a
    crew for."""
    declined = [
        OfferDeclined(
            unit=custody.id,
            home=custody.home,
            by=request.by,
            giver=offer.by,
            epoch=offer.epoch,
            reason=Words(f"unit/{custody.id}", f"the request is over: {state}"),
        )
        for custody in picture.custody.values()
        for offer in custody.heard
        if offer.limits.request == request.id and not offer.is_ready
    ]
    return [*declined, AidRequestClosed(request=request.id, state=state, reason=reason)]


def filled_by(picture: Picture, unit: str, request: str | None, me: str) -> list[Event]:
    """What more is so as a unit is accepted that was offered for a request: it may be the last
    that was wanted."""
    found = None if request is None else picture.aid_requests.get(request)
    if found is None or found.by != me or not found.is_open or unit in found.given:
        return []
    if found.lacking > 1:
        return []
    events = closing(picture, found, AidState.filled)
    return [each for each in events if not (isinstance(each, OfferDeclined) and each.unit == unit)]


def put_request(picture: Picture, request: AidRequest) -> Picture:
    """The picture with this request in it."""
    return _replace(picture, aid_requests=picture.aid_requests.put(request.id, request))


def closed(picture: Picture, event: AidRequestClosed, stamp: Stamp) -> Picture:
    """Kept for a while, as it ended."""
    found = picture.aid_requests.get(event.request)
    if found is None or not found.is_open:
        return picture
    at = stamp.occurred_at
    return put_request(
        picture, _replace(found, state=event.state, closed_at=at, reason=event.reason)
    )


DECIDE: dict[type, object] = {}

EVOLVE = {"aid_request_closed.1": (AidRequestClosed, closed)}
