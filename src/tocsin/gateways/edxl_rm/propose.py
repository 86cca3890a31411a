"""`proposals`: the orders that a message of another system could become, for a person to give.

The other system is no party of the lending protocol: nothing here moves a unit's authority. What
it asks for is heard as a request, a recall as an offer home; what it gives is no hold of anybody.
"""

import re
from collections.abc import Mapping

import msgspec

from tocsin.gateways.edxl_rm.citing import request_id
from tocsin.gateways.edxl_rm.message import Element, Kind, Lost, Message, Recalled, Reply
from tocsin.gateways.edxl_rm.propose_counted import (
    USED,
    Counted,
    Proposed,
    counted_commit,
    counted_request,
    counted_return,
)
from tocsin.operations.aid_hearing import HearAidAnswer, HearAidRequest, HeardWanted
from tocsin.operations.incident import GivenPlace, OpenIncident
from tocsin.operations.lending import OfferUnit
from tocsin.operations.lots import RegisterLot
from tocsin.operations.orders import Command
from tocsin.operations.picture.aid_request import AidState, DeclineReason
from tocsin.operations.picture.team import TeamKind
from tocsin.operations.place_loans import OfferPlaces
from tocsin.operations.units import RegisterUnit

_TYPE = re.compile(r"[a-z_]+(\.[a-z_]+)+")
MOST = 99
ASSISTANCE = "assistance.mutual_aid"
"""The type of an incident that a request becomes of a town with which nothing is agreed."""

NO_ORDER = {
    Kind.requisition: "it orders what we have offered: nothing follows until the crew has answered",
    Kind.report_status: "it tells where a resource is: nothing here is held by being told so",
    Kind.release: "it lets go of a resource: a unit of ours comes home by the lending protocol,"
    " its own is retired from the register by a person",
    Kind.response_return: "it answers a recall: the unit is ours again when it is accepted",
    Kind.request_information: "it asks: answer by other means",
    Kind.response_information: "it tells: read it",
    Kind.request_quote: "it asks for a price: the rates are in the agreement",
    Kind.response_quote: "it names a price: the rates are in the agreement",
    Kind.request_status: "it asks where a resource is: write our own word of it",
    Kind.request_extension: "it asks for more time: offer the unit anew with another time",
    Kind.response_extension: "it answers about more time: the offer says until when",
}
"""Messages that become no order, and why."""


class Proposal(msgspec.Struct, frozen=True):
    """What one element could become. `order` is None where `says` tells why there is none; `once`
    names an order that would otherwise do the same twice."""

    element: str
    says: str
    order: Command | None = None
    once: str | None = None
    lost: tuple[Lost, ...] = ()


class Reader(msgspec.Struct, frozen=True):
    """What a proposal has to know of the town that reads: `sender` is who a person says it is from,
    `is_partner` whether lending was ever agreed with it, `homes` the towns that own the units with
    custody, `kind` how a person reads the resource; `counted` is the same of goods and places."""

    sender: str
    is_partner: bool
    homes: Mapping[str, str]
    kind: str | None = None
    type: str = ASSISTANCE
    counted: Counted = Counted()


def proposals(message: Message, reader: Reader) -> tuple[Proposal, ...]:
    """One for each element, in its order."""
    found = []
    for each in message.elements:
        element = reader.counted.as_read(each)
        made = _proposed(message, element, reader)
        found.append(msgspec.structs.replace(made, lost=_left(message, element, made.order)))
    return tuple(found)


def _proposed(message: Message, element: Element, reader: Reader) -> Proposal:
    if message.kind is Kind.request:
        return _request(message, element, reader)
    if message.kind is Kind.response and element.reply is not Reply.accept:
        return _no(message, element, reader)
    if message.kind is Kind.request_return:
        return _recall(message, element, reader)
    if message.kind in (Kind.response, Kind.offer, Kind.commit):
        return _resource(message, element, reader)
    return Proposal(element.id, NO_ORDER[message.kind])


def _request(message: Message, element: Element, reader: Reader) -> Proposal:
    if message.recall is Recalled.update:
        return Proposal(element.id, "it changes a request: withdraw that one and take this anew")
    is_over = message.recall is Recalled.cancel
    if not reader.is_partner:
        if is_over:
            return Proposal(element.id, "it takes a request back: close the incident that it is")
        order = OpenIncident(
            type=reader.type,
            place=_place(element),
            summary=_remarks(message, element, reader.sender),
        )
        says = "lending is not agreed with it: an incident, to which own units go as ours"
        once = f"edxl-rm/{request_id(reader.sender, message.id, element.id)}"
        return Proposal(element.id, says, order, once)
    if element.stock is not None or element.places is not None:
        return _made(
            message,
            element,
            reader,
            counted_request(message, element, reader.counted, reader.sender),
        )
    name = message.recalls if is_over and message.recalls is not None else message.id
    heard = HearAidRequest(
        request=request_id(reader.sender, name, element.id),
        by=reader.sender,
        wanted=_wanted(message, element, reader),
        state=AidState.withdrawn if is_over else AidState.open,
    )
    says = "it takes its request back" if is_over else "it asks us: offer a unit for it, or decline"
    return Proposal(element.id, says, heard)


def _wanted(message: Message, element: Element, reader: Reader) -> HeardWanted:
    about = message.incident_description
    leaving = element.schedule("EstimatedReturnDeparture", "EstimatedReturnArrival")
    return HeardWanted(
        kind=reader.kind or _short(element.kind),
        capabilities=tuple(each[:200] for each in element.capabilities[:20]),
        quantity=min(element.quantity or 1, MOST),
        type=about if about is not None and _is_type(about) else None,
        number=None if message.incident is None else message.incident[:80],
        place=_place(element),
        team=None if element.team_kind not in [*TeamKind] else element.team_kind,
        until=None if leaving is None else leaving.at,
        remarks=_remarks(message, element, None),
    )


def _is_type(text: str) -> bool:
    return len(text) <= 200 and _TYPE.fullmatch(text) is not None


def _place(element: Element) -> GivenPlace:
    found = element.schedule("RequestedArrival", "ReportTo")
    where = None if found is None else found.where
    return GivenPlace() if where is None else GivenPlace(words=where.words, point=where.point)


def _remarks(message: Message, element: Element, sender: str | None) -> str | None:
    """What has no field of its own, in a person's order of reading."""
    arrival, about = element.schedule("RequestedArrival"), message.incident_description
    quantity, measure = element.quantity or 1, element.measure or element.other_measure or "×"
    said = (
        None if sender is None else f"{sender} asks by EDXL-RM for {quantity} {measure}",
        element.stock or element.places,
        element.described,
        element.name,
        element.function,
        element.restrictions,
        None if about is None or _is_type(about) else about,
        None
        if arrival is None or arrival.at is None
        else f"wanted there at {arrival.at:%Y-%m-%d %H:%M} UTC",
        None if message.contact is None else f"from {message.contact}",
    )
    return "; ".join(each for each in said if each)[:16_000] or None


def _no(message: Message, element: Element, reader: Reader) -> Proposal:
    reason = element.reason or ""
    code, _, rest = reason.partition("; ")
    is_code = code in DeclineReason.__members__
    fallback = "declined" if element.reply is Reply.decline else "provisional"
    order = HearAidAnswer(
        request=message.originating[:80],
        by=reader.sender,
        because=code if is_code else fallback,
        remarks=(rest if is_code else reason) or None,
    )
    return Proposal(element.id, "it gives nothing, or not yet", order)


def _recall(message: Message, element: Element, reader: Reader) -> Proposal:
    given = counted_return(message, element, reader.counted, reader.sender)
    if given is not None:
        return _made(message, element, reader, given)
    unit = element.unit or element.name or ""
    if reader.homes.get(unit) != reader.sender:
        return Proposal(element.id, f"it asks for {unit or 'a resource'} back, and we have none")
    return Proposal(
        element.id, "it asks for its unit back: offer it home, then its crew is asked",
        OfferUnit(unit=unit, to=reader.sender),
    )  # fmt: skip


def _resource(message: Message, element: Element, reader: Reader) -> Proposal:
    if message.recall is not None:
        return Proposal(element.id, "it takes back what it offered: retire it if it is registered")
    if reader.is_partner:
        return Proposal(element.id, "what a partner lends comes by the lending protocol alone")
    if message.kind is not Kind.commit:
        return Proposal(element.id, "it offers: answer by other means, and read its CommitResource")
    if element.stock is not None or element.places is not None:
        return _made(message, element, reader, counted_commit(element, reader.sender))
    name, kind = element.unit or element.name, reader.kind or _short(element.kind)
    if name is None or kind is None:
        return Proposal(element.id, "it sends a resource of a kind that is not ours: say --kind")
    order = RegisterUnit(call_sign=name[:80], kind=kind, agency_name=reader.sender[:200])
    says = "it sends a resource: on our register, under our orders, as long as it is here"
    return Proposal(element.id, says, order)


def _made(message: Message, element: Element, reader: Reader, found: Proposed) -> Proposal:
    """Of goods and places each order is given once for a message."""
    once = f"edxl-rm/{request_id(reader.sender, message.id, element.id)}"
    return Proposal(element.id, found.says, found.order, None if found.order is None else once)


def _short(text: str | None) -> str | None:
    return None if text is None else text[:200]


_ASKED = frozenset(
    {
        "id", "described", "name", "function", "restrictions", "quantity", "kind", "capabilities",
        "team_kind",
    }
)  # fmt: skip
_USED: dict[type, frozenset[str]] = {
    HearAidRequest: _ASKED,
    OpenIncident: (_ASKED | {"stock", "places", "measure", "other_measure"})
    - {"kind", "capabilities", "team_kind"},
    HearAidAnswer: frozenset({"id", "reply", "reason"}),
    OfferUnit: frozenset({"id", "unit", "name", "home"}),
    RegisterUnit: frozenset({"id", "unit", "kind", "answers", "reply"}),
    **USED,
}
_TAKEN = frozenset({"RequestedArrival", "ReportTo", "EstimatedReturnDeparture",
                    "EstimatedReturnArrival"})  # fmt: skip
_SCHEDULES: dict[type, frozenset[str]] = {
    HearAidRequest: _TAKEN,
    OpenIncident: _TAKEN,
    OfferPlaces: _TAKEN - {"ReportTo"},
    RegisterLot: frozenset({"ReportTo", "Current"}),
}


def _left(message: Message, element: Element, order: Command | None) -> tuple[Lost, ...]:
    """What was read of the element and is in no field of the order."""
    if order is None:
        return ()
    used = _USED[type(order)]
    said: dict[str, object] = msgspec.structs.asdict(element)
    defaults = msgspec.structs.asdict(Element(element.id))
    found = [
        Lost(f"{message.kind}/{name}", "the order has no field for it")
        for name, value in said.items()
        if name != "schedules" and name not in used and value != defaults[name]
    ]
    taken = _SCHEDULES.get(type(order), frozenset())
    found += [
        Lost(f"{message.kind}/{each.type}", "the order has no field for it")
        for each in element.schedules
        if each.type not in taken
    ]
    if isinstance(order, HearAidRequest) and (element.quantity or 1) > MOST:
        found.append(Lost(f"{message.kind}/quantity", f"only {MOST} are asked for at once"))
    return tuple(found)
