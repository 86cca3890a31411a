"""`of_request` and `of_unit`: what one town's log says of a request and of a loan, as messages.

Ids are made of what both towns know (unit, epoch, step), so that each can cite the other's.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType

import msgspec

from tocsin.gateways.edxl_rm.citing import cited
from tocsin.gateways.edxl_rm.message import (
    Element,
    Kind,
    Lost,
    Message,
    Recalled,
    Reply,
    Schedule,
    Where,
)
from tocsin.operations.picture.aid_request import AidAnswer, AidRequest, AidState
from tocsin.operations.picture.custody import (
    Custody,
    CustodyEntry,
    CustodyFact,
    Epoch,
    Limits,
    Vehicle,
)
from tocsin.terms.words import Words

_replace = msgspec.structs.replace

NOT_WRITTEN = MappingProxyType(
    {
        "epoch": "no message numbers an authority, so none says who may order the unit",
        "incarnation": "no message says in which life of a log it was written",
        "readied": "no message tells that the crew has heard and answered",
        "declined": "no message declines an offer that nobody asked for",
        "reaffirmed": "no message tells that a unit stays with its holder after it was offered",
        "overridden": "no message takes a unit back without its holder",
        "reinstated": "no message tells what holds after a restore",
        "noted": "no message relays what a third town has told",
        "reconciled": "no message tells that a restored log has asked everybody",
        "conflict": "no message names a lost hold",
        "offered home": "without a RequestReturn only ReleaseResource tells that a unit goes home",
        "expires_at": "no message says when to telephone about an open offer",
        "agency": "the agency of a unit has no place of its own",
        "capability type": "a capability's type and number have no place of their own",
        "crew_minimum": "the least crew of a unit has no place of its own",
        "priority": "a request has no priority",
        "answer_by": "a request does not say by when an answer is wanted",
        "suggested": "a request does not name units that somebody advised",
        "areas": "a place has no areas and no uncertainty",
        "used": "no message counts what was used, lost or found of stock",
        "receipted": "no message tells that the giver has read of the receipt",
        "kept_at": "where stock is kept has no place of its own",
        "people": "no message counts people who were sent, came or left",
        "taken back": "no message opens places again that stood empty for somebody",
        "message": "the id of the message that asked was too long to keep, and is not cited",
    }
)
"""What has no place in EDXL-RM 1.0, and why."""

_SILENT = frozenset(CustodyFact) - {
    CustodyFact.offered, CustodyFact.withdrawn, CustodyFact.released, CustodyFact.accepted,
    CustodyFact.recalled,
}  # fmt: skip

Opened = Callable[[Words | None], str | None]
"""What sealed words say; None where they are forgotten or may not be read."""


class Written(msgspec.Struct, frozen=True):
    """Messages in the order in which they would have been sent, and what they do not say."""

    messages: tuple[Message, ...]
    lost: tuple[Lost, ...]


class Own(msgspec.Struct, frozen=True):
    """The town that writes: its code, and how it is called."""

    code: str
    name: str

    @property
    def contact(self) -> str:
        """In one line."""
        return f"{self.name} ({self.code})"


# requests


def of_request(
    request: AidRequest, own: Own, opened: Opened, units: Mapping[str, Custody]
) -> Written:
    """A request of this town, or what this town says to one. `units` are those with custody."""
    lost: dict[str, None] = {}
    if request.by == own.code:
        messages = _asked(request, own, opened, lost)
    else:
        answer = request.answer or AidAnswer(own.code)
        messages = _answered(request, answer, own, opened, units, lost)
    return Written(messages, lost_of(lost))


def _asked(
    request: AidRequest, own: Own, opened: Opened, lost: dict[str, None]
) -> tuple[Message, ...]:
    wanted, place = request.wanted, request.wanted.place
    lost |= {
        name: None
        for name, is_there in (
            ("priority", wanted.priority is not None),
            ("answer_by", wanted.answer_by is not None),
            ("suggested", bool(wanted.suggested)),
            ("areas", bool(place.areas) or place.uncertainty_m is not None),
        )
        if is_there
    }
    words = "; ".join(each for each in (opened(place.words), place.label) if each)
    schedules = []
    if words or place.point is not None:
        schedules.append(Schedule("RequestedArrival", where=Where(words or None, place.point)))
    if wanted.until is not None:
        schedules.append(Schedule("EstimatedReturnDeparture", wanted.until))
    element = Element(
        id="1",
        kind=wanted.kind,
        capabilities=wanted.capabilities,
        described=opened(wanted.remarks) or (None if wanted.kind else "any unit"),
        team_kind=wanted.team,
        quantity=wanted.quantity,
        schedules=tuple(schedules),
    )
    made = Message(
        kind=Kind.request,
        id=request.id,
        sent_at=request.at,
        originating=request.id,
        elements=(element,),
        incident=wanted.number,
        incident_description=wanted.type,
        contact=own.contact,
        role="Requester",
    )
    if request.state not in (AidState.withdrawn, AidState.expired) or request.closed_at is None:
        return (made,)
    over = _replace(
        made, id=f"{request.id}/{request.state}", sent_at=request.closed_at,
        recalls=request.id, recall=Recalled.cancel,
    )  # fmt: skip
    return made, over


def _answered(
    request: AidRequest,
    answer: AidAnswer,
    own: Own,
    opened: Opened,
    units: Mapping[str, Custody],
    lost: dict[str, None],
) -> tuple[Message, ...]:
    """One message with an element for each unit, and one for what is declined."""
    if answer.at is None or not (answer.offered or answer.because):
        return ()
    message, element = _cites(request.id, lost)
    elements = []
    for unit in answer.offered:
        custody = units.get(unit)
        limits = Limits()
        if custody is not None:
            limits = custody.offer.limits if custody.offer is not None else custody.limits
        vehicle = None if custody is None else custody.vehicle
        home = own.code if custody is None else custody.home
        offered = _unit(unit, vehicle, limits, home, lost)
        schedules = _available(answer.at, limits)
        elements.append(_replace(offered, answers=element, reply=Reply.accept, schedules=schedules))
    if answer.because:
        said = [answer.because, opened(answer.remarks)]
        reason = "; ".join(each for each in said if each)
        elements.append(Element("none", answers=element, reply=Reply.decline, reason=reason))
    made = Message(
        kind=Kind.response,
        id=f"{request.id}/{own.code}",
        sent_at=answer.at,
        originating=message,
        preceding=message,
        elements=tuple(elements),
        incident=request.wanted.number,
        contact=own.contact,
        role="RespondingOrg",
    )
    lost["epoch"] = None
    return (made,)


def _cites(request: str, lost: dict[str, None]) -> tuple[str, str]:
    """The message and the element in it that asked."""
    found = cited(request)
    if found is None and "-rm-" in request:
        lost["message"] = None
    return (request, "1") if found is None else found


# a loan


def of_unit(custody: Custody, own: Own) -> Written:
    """What this town's log tells of one unit. Steps that are told by no message are lost."""
    lost: dict[str, None] = dict.fromkeys(("epoch", "incarnation")) if custody.entries else {}
    now = custody.claim.epoch.generation
    requests = {} if custody.limits.request is None else {now: custody.limits.request}
    found: dict[str, Message] = {}
    for entry in custody.entries:
        limits = entry.limits or Limits()
        if limits.request is not None:
            requests[entry.epoch.generation] = limits.request
        if entry.kind in _SILENT:
            lost[entry.kind.value] = None
            continue
        request = requests.get(entry.epoch.generation)
        made = _step(custody, entry, request, own, lost)
        if made is not None:
            found[made.id] = made
    messages = sorted(found.values(), key=lambda each: each.sent_at)
    return Written(tuple(messages), lost_of(lost))


def _step(
    custody: Custody, entry: CustodyEntry, request: str | None, own: Own, lost: dict[str, None]
) -> Message | None:
    unit, home, at = custody.id, custody.home, entry.at
    limits = entry.limits or Limits()
    offer = f"{unit}/{entry.epoch}/offered"
    first = f"{unit}/{Epoch(entry.epoch.generation)}/offered"
    vehicle = entry.vehicle or custody.vehicle
    element = _unit(unit, vehicle, limits, home, lost)
    asked = None if request is None else _cites(request, lost)
    made = Message(
        kind=Kind.offer,
        id=f"{unit}/{entry.epoch}/{entry.kind}",
        sent_at=at,
        originating=first if asked is None else asked[0],
        elements=(element,),
        contact=own.contact,
        role="Owner" if own.code == home else "RespondingOrg",
    )
    if entry.kind is CustodyFact.recalled:
        return _shaped(made, Kind.request_return, preceding=f"{unit}/{entry.epoch}/released")
    if entry.kind is CustodyFact.accepted:
        element = _replace(element, deployment="held", schedules=(Schedule("Current", at),))
        return _shaped(
            made, Kind.report_status, element, preceding=f"{unit}/{entry.epoch}/released"
        )
    if entry.town == own.code:
        lost["reaffirmed"] = None
        return None
    if entry.kind is CustodyFact.released:
        element = _replace(element, answers=unit if asked is None else asked[1])
        return _released(made, element, entry, limits, is_home=entry.town == home)
    if entry.town == home:
        return _going_home(custody, made, element, entry, lost)
    element = _replace(element, schedules=_available(at, limits))
    if asked is None:
        made = _shaped(made, Kind.offer, element)
    else:
        element = _replace(element, answers=asked[1], reply=Reply.accept)
        made = _shaped(made, Kind.response, element, preceding=asked[0])
    if entry.kind is CustodyFact.withdrawn:
        made = _replace(made, recalls=offer, recall=Recalled.cancel)
    return made


def _released(
    made: Message, element: Element, entry: CustodyEntry, limits: Limits, *, is_home: bool
) -> Message:
    if is_home:
        gone = (Schedule("ActualReturnDeparture", entry.at),)
        element = _replace(element, answers=None, schedules=gone)
        return _shaped(made, Kind.release, element)
    schedules = [Schedule("Committed", entry.at)]
    if limits.until is not None:
        schedules.append(Schedule("EstimatedReturnArrival", limits.until))
    element = _replace(
        element, reply=Reply.accept, quantity=1, deployment="released", schedules=tuple(schedules)
    )
    offer = made.id.rpartition("/")[0] + "/offered"
    return _shaped(made, Kind.commit, element, preceding=offer)


def _going_home(
    custody: Custody, made: Message, element: Element, entry: CustodyEntry, lost: dict[str, None]
) -> Message | None:
    """An offer to its home answers a recall, if one is open: what was given back is asked for no
    more."""
    recalled = custody.recalled_at
    if recalled is None or entry.kind is CustodyFact.withdrawn or entry.at < recalled:
        lost["offered home"] = None
        return None
    element = _replace(
        element, answers=custody.id, reply=Reply.accept, deployment="held",
        availability="offered to its home",
    )  # fmt: skip
    preceding = f"{custody.id}/{custody.claim.epoch}/recalled"
    return _shaped(made, Kind.response_return, element, preceding=preceding)


def _shaped(
    made: Message, kind: Kind, element: Element | None = None, preceding: str | None = None
) -> Message:
    elements = made.elements if element is None else (element,)
    return _replace(made, kind=kind, elements=elements, preceding=preceding)


def _unit(
    unit: str, vehicle: Vehicle | None, limits: Limits, home: str, lost: dict[str, None]
) -> Element:
    if limits.expires_at is not None:
        lost["expires_at"] = None
    restrictions = "may be lent on" if limits.may_sub_lend else None
    team = None if limits.team is None else limits.team.id
    team_kind = None if limits.team is None else limits.team.kind
    if vehicle is None:
        return Element(
            unit, unit=unit, team=team, team_kind=team_kind, home=home, restrictions=restrictions,
            quantity=1,
        )  # fmt: skip
    lost |= dict.fromkeys(("agency", "crew_minimum"))
    if any(each.type is not None or each.quantity != 1 for each in vehicle.capabilities):
        lost["capability type"] = None
    return Element(
        id=unit,
        unit=unit,
        name=vehicle.call_sign,
        kind=vehicle.kind,
        capabilities=tuple(each.kind for each in vehicle.capabilities),
        crew=vehicle.crew_count or None,
        team=team,
        team_kind=team_kind,
        home=home,
        restrictions=restrictions,
        quantity=1,
    )


def _available(since: datetime, limits: Limits) -> tuple[Schedule, ...]:
    begins = Schedule("BeginAvailable", since)
    return (begins,) if limits.until is None else (begins, Schedule("EndAvailable", limits.until))


def lost_of(names: dict[str, None]) -> tuple[Lost, ...]:
    """Each of these, and why it is lost."""
    return tuple(Lost(name, NOT_WRITTEN[name]) for name in names)
