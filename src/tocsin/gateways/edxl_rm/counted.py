"""`of_stock` and `of_places`: what one town's log says of goods and of places at facilities that
are lent, as messages.

Ids are made of what both towns know: a transfer's or a loan's id, the step, and a count.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

import msgspec

from tocsin.gateways.edxl_rm.course import Own, Written, lost_of
from tocsin.gateways.edxl_rm.message import Element, Kind, Message, Recalled, Reply, Schedule
from tocsin.operations import catalogue
from tocsin.operations.lot_hearing import LotReceiptNoted, LotStandingNoted
from tocsin.operations.lot_recalls import LotRecallAnswered, LotRecalled
from tocsin.operations.lot_transfers import LotAccepted, LotReceipted, LotReleased
from tocsin.operations.lots import LotCounted, LotLost, LotMoved, LotRegistered, LotUsed
from tocsin.operations.orders import Event
from tocsin.operations.picture import Picture
from tocsin.operations.picture.place_loan import PlaceLoan
from tocsin.operations.place_loans import (
    PlaceLoanOpened,
    PlaceRequestClosed,
    PlacesAccepted,
    PlacesDeclined,
    PlacesGivenBack,
    PlacesKept,
)
from tocsin.operations.place_recalls import PlaceRecallAnswered, PlacesRecalled, PlacesTakenBack
from tocsin.operations.place_use import PeopleLeft, PeopleSent, PeopleTakenIn, PeopleTurnedBack
from tocsin.terms.stamp import Stamp

Fact = tuple[Stamp, Event]
_replace = msgspec.structs.replace
AS_AGREED = "as the agreement of the two towns has it"
"""Who pays: a requisition has to say so."""

_NO_STOCK: dict[type[Event], str] = {
    LotUsed: "used", LotLost: "used", LotCounted: "used", LotStandingNoted: "used",
    LotReceipted: "receipted", LotReceiptNoted: "receipted",
    LotRegistered: "kept_at", LotMoved: "kept_at",
}  # fmt: skip
_NO_PLACES: dict[type[Event], str] = {
    PeopleSent: "people", PeopleTurnedBack: "people", PeopleTakenIn: "people", PeopleLeft: "people",
    PlacesTakenBack: "taken back",
}  # fmt: skip


# goods


def of_stock(facts: Sequence[Fact], lot: str, own: Own) -> Written:
    """What was let go of, accepted and asked back of a lot, in the order in which it was."""
    told = [each for each in facts if getattr(each[1], "lot", None) == lot]
    lost: dict[str, None] = {}
    like = next((_like(e) for _, e in told if isinstance(e, _DESCRIBED)), Element(lot, unit=lot))
    messages: list[Message] = []
    answers: dict[str, str] = {}
    for stamp, event in told:
        at = stamp.occurred_at
        if isinstance(event, LotReleased) and event.by == own.code and event.heard_from is None:
            messages += _let_go(event, at, own)
        elif isinstance(event, LotAccepted) and event.to == own.code:
            messages.append(_received(event, at, own))
        elif isinstance(event, LotRecalled):
            messages.append(_asked_back(event, like, at, own))
        elif isinstance(event, LotRecallAnswered):
            asked = _recall_of(event)
            messages.append(_says(event, like, at, own, answers.get(asked)))
            answers[asked] = messages[-1].id
        elif type(event) in _NO_STOCK:
            lost[_NO_STOCK[type(event)]] = None
    if messages:
        lost = {"incarnation": None, **lost}
    return Written(tuple(messages), lost_of(lost))


_DESCRIBED = LotRegistered | LotReleased | LotAccepted


def _like(event: LotRegistered | LotReleased | LotAccepted) -> Element:
    return Element(
        id=event.lot,
        unit=event.lot,
        stock=event.kind,
        measure=event.unit_of_measure,
        thing=event.thing,
        batch=event.batch,
        best_before=event.expires_at,
        home=event.home,
    )


def _let_go(event: LotReleased, at: datetime, own: Own) -> Iterator[Message]:
    """Offered and committed at once; homewards it is released."""
    element = _replace(_like(event), quantity=event.quantity)
    made = _message(Kind.release, f"{event.transfer}/released", at, element, own)
    if event.to == event.home:
        gone = (Schedule("ActualReturnDeparture", at),)
        yield _replace(made, elements=(_replace(element, schedules=gone),), role="RespondingOrg")
        return
    offer = f"{event.transfer}/offered"
    since = _replace(element, schedules=(Schedule("BeginAvailable", at),))
    yield _replace(
        made, kind=Kind.offer, id=offer, originating=offer, elements=(since,), role="Owner"
    )
    element = _replace(
        element, answers=event.lot, reply=Reply.accept, deployment="released",
        schedules=(Schedule("Committed", at),),
    )  # fmt: skip
    yield _replace(
        made, kind=Kind.commit, originating=offer, preceding=offer, elements=(element,),
        role="Owner",
    )  # fmt: skip


def _received(event: LotAccepted, at: datetime, own: Own) -> Message:
    element = _replace(
        _like(event), quantity=event.quantity, deployment="held",
        schedules=(Schedule("Current", at),),
    )  # fmt: skip
    made = _message(Kind.report_status, f"{event.transfer}/accepted", at, element, own)
    is_home = event.to == event.home
    first = "released" if is_home else "offered"
    return _replace(
        made, originating=f"{event.transfer}/{first}", preceding=f"{event.transfer}/released",
        role="Owner" if is_home else "RespondingOrg",
    )  # fmt: skip


def _recall_of(event: LotRecalled | LotRecallAnswered) -> str:
    return f"{event.lot}/{event.number}/recalled"


def _asked_back(event: LotRecalled, like: Element, at: datetime, own: Own) -> Message:
    by_at = (Schedule("RequestedReturnDeparture", event.by_at),)
    element = _replace(like, quantity=event.quantity, schedules=by_at)
    made = _message(Kind.request_return, _recall_of(event), at, element, own)
    return _replace(made, role="Owner")


def _says(
    event: LotRecallAnswered, like: Element, at: datetime, own: Own, before: str | None
) -> Message:
    """What is given back, and why no more; a later word takes the place of the one before."""
    asked = _recall_of(event)
    again = 1 if before is None else int(before.rpartition("/")[2]) + 1
    like = _replace(like, answers=event.lot, deployment="held")
    elements = []
    if event.gives:
        gives = _replace(like, reply=Reply.accept, quantity=event.gives)
        elements.append(_replace(gives, availability="to be given back"))
    if event.because or not event.gives:
        keeps = _replace(like, id="none", reply=Reply.decline, reason=event.because or None)
        elements.append(_replace(keeps, measure=None, availability="stays here"))
    made = _message(Kind.response_return, f"{asked}/{again}", at, like, own)
    return _replace(
        made, elements=tuple(elements), originating=asked, preceding=asked, role="RespondingOrg",
        recalls=before, recall=None if before is None else Recalled.update,
    )  # fmt: skip


# places


def of_places(facts: Sequence[Fact], loan: str, own: Own) -> Written:
    """What was asked for, kept, taken, asked back and given back of places at a facility."""
    lost: dict[str, None] = {}
    messages: list[Message] = []
    picture = Picture()
    for stamp, event in facts:
        if getattr(event, "loan", None) != loan:
            continue
        picture = catalogue.evolve(picture, event, stamp)
        found = picture.place_loans.get(loan)
        if found is None:
            continue
        made = _of_loan(found, event, stamp.occurred_at, own)
        if made is not None:
            messages.append(made)
        elif type(event) in _NO_PLACES:
            lost[_NO_PLACES[type(event)]] = None
    if messages:
        lost = {"incarnation": None, **lost}
    return Written(tuple(messages), lost_of(lost))


def _of_loan(loan: PlaceLoan, event: Event, at: datetime, own: Own) -> Message | None:
    match event:
        case PlaceLoanOpened() if event.heard_from is None and event.by == event.borrower:
            return _wanted(loan, at, own)
        case PlaceRequestClosed():
            asked = _wanted(loan, at, own)
            over = f"{loan.id}/closed"
            return _replace(asked, id=over, recalls=loan.id, recall=Recalled.cancel)
        case PlacesKept():
            return _kept(loan, event, at, own)
        case PlacesDeclined():
            said = Element(
                "none", answers="1", reply=Reply.decline, places=loan.kind, reason=event.because
            )
            name = f"{loan.id}/declined/{loan.keeper_says.revision}"
            return _answering(_message(Kind.response, name, at, said, own), loan.id)
        case PlacesAccepted():
            name = f"{loan.id}/accepted/{loan.borrower_says.accepted}"
            made = _message(Kind.requisition, name, at, _at(loan, event.quantity), own)
            return _replace(
                made, originating=_first(loan), preceding=_kept_id(loan), funding=AS_AGREED,
                role="Requester",
            )  # fmt: skip
        case PlacesRecalled():
            back = (Schedule("RequestedReturnDeparture", event.by_at),)
            element = _replace(_at(loan, event.quantity), schedules=back)
            made = _message(Kind.request_return, _asked_id(loan), at, element, own)
            return _replace(made, originating=_first(loan), role="Owner")
        case PlaceRecallAnswered():
            element = _replace(
                _at(loan, None), answers=loan.id, reply=Reply.decline, reason=event.because,
                deployment="held", availability="stays kept",
            )  # fmt: skip
            name = f"{loan.id}/answered/{loan.borrower_says.revision}"
            made = _message(Kind.response_return, name, at, element, own)
            return _answering(made, _asked_id(loan), _first(loan))
        case PlacesGivenBack():
            says, gone = loan.borrower_says, (Schedule("ActualReturnDeparture", at),)
            element = _replace(_at(loan, event.quantity + event.refused), schedules=gone)
            name = f"{loan.id}/given-back/{says.given_back + says.refused}"
            made = _message(Kind.release, name, at, element, own)
            return _replace(made, originating=_first(loan), role="RespondingOrg")
        case _:
            return None


def _wanted(loan: PlaceLoan, at: datetime, own: Own) -> Message:
    schedules = []
    if loan.since is not None:
        schedules.append(Schedule("RequestedArrival", loan.since))
    if loan.until is not None:
        schedules.append(Schedule("EstimatedReturnDeparture", loan.until))
    element = Element(
        id="1",
        unit=loan.wanted_at or None,
        places=loan.kind,
        quantity=loan.wanted,
        schedules=tuple(schedules),
    )
    made = _message(Kind.request, loan.id, at, element, own)
    return _replace(made, originating=loan.id, role="Requester")


def _kept(loan: PlaceLoan, event: PlacesKept, at: datetime, own: Own) -> Message:
    """An answer to who asked; else an offer that nobody asked for."""
    schedules = [Schedule("BeginAvailable", loan.since or at)]
    if loan.until is not None:
        schedules.append(Schedule("EndAvailable", loan.until))
    element = _replace(_at(loan, event.quantity), schedules=tuple(schedules))
    if not loan.wanted:
        return _replace(_message(Kind.offer, _kept_id(loan), at, element, own), role="Owner")
    element = _replace(element, answers="1", reply=Reply.accept)
    return _answering(_message(Kind.response, _kept_id(loan), at, element, own), loan.id)


def _kept_id(loan: PlaceLoan) -> str:
    return f"{loan.id}/kept/{loan.keeper_says.granted}"


def _asked_id(loan: PlaceLoan) -> str:
    by_at = loan.keeper_says.recall_by
    return f"{loan.id}/recalled" + ("" if by_at is None else f"/{by_at:%Y%m%dT%H%M%SZ}")


def _first(loan: PlaceLoan) -> str:
    """The message that began it: the request; without one the offer."""
    return loan.id if loan.wanted else f"{loan.id}/kept/{loan.keeper_says.granted}"


def _at(loan: PlaceLoan, quantity: int | None) -> Element:
    says = loan.keeper_says
    return Element(
        id=loan.id,
        unit=says.facility or None,
        name=says.name or None,
        places=loan.kind,
        quantity=quantity,
        home=loan.keeper,
    )


def _answering(made: Message, to: str, begun: str | None = None) -> Message:
    return _replace(made, originating=begun or to, preceding=to, role="RespondingOrg")


def _message(kind: Kind, name: str, at: datetime, element: Element, own: Own) -> Message:
    return Message(
        kind=kind, id=name, sent_at=at, originating=name, elements=(element,), contact=own.contact
    )
