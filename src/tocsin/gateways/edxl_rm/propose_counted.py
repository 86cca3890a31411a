"""What a message about goods or places at facilities could become, for a person to give.

Nobody is believed to have sent or received anything because a message says so: what is asked for
is let go of or kept by an order of ours, what a stranger sends is put on our register.
"""

import re

import msgspec

from tocsin.gateways.edxl_rm.message import Element, Message
from tocsin.operations.lot_transfers import ReleaseLot
from tocsin.operations.lots import RegisterLot
from tocsin.operations.orders import Command
from tocsin.operations.picture.lots import Lot
from tocsin.operations.picture.place_loan import MOST_PLACES, PlaceLoan
from tocsin.operations.place_loans import GiveBackPlaces, OfferPlaces

_replace = msgspec.structs.replace
_KIND = re.compile(r"[a-z0-9][a-z0-9_]{0,39}")
EACH = "each"


class Counted(msgspec.Struct, frozen=True):
    """Of the town that reads: its code, its stock and its loans of places. How a person reads the
    resource: `stock` or `places` of which kind, counted in which `measure`, at which of our
    facilities it is to be."""

    code: str = ""
    lots: tuple[Lot, ...] = ()
    loans: tuple[PlaceLoan, ...] = ()
    stock: str | None = None
    places: str | None = None
    measure: str | None = None
    facility: str | None = None

    def as_read(self, element: Element) -> Element:
        """The element as the person reads it; what the person does not say stays as it is."""
        if self.stock is not None:
            element = _replace(element, stock=self.stock, places=None)
        elif self.places is not None:
            element = _replace(element, places=self.places, stock=None)
        if self.measure is not None and element.stock is not None:
            element = _replace(element, measure=self.measure, other_measure=None)
        return element


class Proposed(msgspec.Struct, frozen=True):
    """`order` is None where `says` tells why there is none."""

    says: str
    order: Command | None = None


def counted_request(message: Message, element: Element, reader: Counted, sender: str) -> Proposed:
    """Of a partner: goods are let go of, places are kept."""
    cannot = _unreadable(element)
    if cannot is not None:
        return cannot
    if message.recall is not None:
        return Proposed("it takes back or changes what it asked for: see what was done for it")
    if element.stock is not None:
        return _goods_for(element, reader, sender)
    return _places_for(element, reader, sender)


def _unreadable(element: Element) -> Proposed | None:
    kind = element.stock or element.places or ""
    if _KIND.fullmatch(kind) is None:
        return Proposed(f"`{kind[:60]}` is no kind of ours: say --stock or --places")
    if element.other_measure is not None and element.stock is not None:
        return Proposed(
            f"it counts in `{element.other_measure[:60]}`, which is no unit of measure of ours: say"
            " --measure, if a person knows that it is the same"
        )
    return None


def _goods_for(element: Element, reader: Counted, sender: str) -> Proposed:
    measure = element.measure or EACH
    ours = [
        each
        for each in reader.lots
        if each.home == reader.code
        and (each.kind, each.unit_of_measure) == (element.stock, measure)
        and each.quantity > 0
    ]
    named = [each for each in ours if each.id == element.unit]
    found = max(named or ours, key=lambda each: (each.quantity, each.id), default=None)
    if found is None:
        return Proposed(f"it asks for {element.stock}, counted in {measure}, and we have none")
    wanted = element.quantity or 1
    order = ReleaseLot(lot=found.id, to=sender, quantity=min(wanted, found.quantity))
    part = "" if wanted <= found.quantity else f", of {wanted:,} that it asks for"
    return Proposed(f"it asks for goods: let go of {order.quantity:,} {measure}{part}", order)


def _places_for(element: Element, reader: Counted, sender: str) -> Proposed:
    facility = reader.facility or element.unit
    if facility is None:
        return Proposed(f"it asks for {element.places}: say at which of our houses (--facility)")
    begin, end = element.schedule("RequestedArrival"), element.schedule(*_UNTIL)
    order = OfferPlaces(
        to=sender,
        facility=facility[:200],
        kind=element.places or "",
        quantity=min(element.quantity or 1, MOST_PLACES),
        since=None if begin is None else begin.at,
        until=None if end is None else end.at,
    )
    return Proposed("it asks for places: keep them, and tell it so", order)


_UNTIL = ("EstimatedReturnDeparture", "EstimatedReturnArrival")


def counted_return(
    message: Message, element: Element, reader: Counted, sender: str
) -> Proposed | None:
    """A recall of goods or places of the sender's that are with us; None where it is of neither."""
    lot = next((e for e in reader.lots if e.id == element.unit and e.home == sender), None)
    loan = next((e for e in reader.loans if e.id == element.id and e.keeper == sender), None)
    if message.recall is not None and (lot is not None or loan is not None):
        return Proposed("it changes or takes back what it asked back: see what was done for it")
    if lot is not None:
        held = max(0, lot.quantity)
        if not held:
            return Proposed(f"it asks for {lot.id} back, and there is nothing left of it here")
        order = ReleaseLot(lot=lot.id, to=sender, quantity=min(element.quantity or held, held))
        return Proposed("it asks for its goods back: let them go home", order)
    if loan is not None and loan.borrower == reader.code:
        most = loan.offered + loan.unsent
        if not most:
            return Proposed(
                f"it asks for places of {loan.id} back: people were sent to all of them"
            )
        back = GiveBackPlaces(loan=loan.id, quantity=min(element.quantity or most, most))
        return Proposed(
            "it asks for its places back: give back those that nobody was sent to", back
        )
    if element.stock is None and element.places is None:
        return None
    return Proposed(f"it asks for {element.stock or element.places} back, and we have none of it")


def counted_commit(element: Element, sender: str) -> Proposed:
    """Of a stranger: what it sends is ours to use; places stay where they are."""
    if element.places is not None:
        return Proposed("it keeps places at a house of its own: note them, nothing of it is ours")
    cannot = _unreadable(element)
    if cannot is not None:
        return cannot
    place = element.schedule("ReportTo", "Current")
    where = None if place is None or place.where is None else place.where.words
    quantity = 1 if element.thing is not None else element.quantity or 1
    order = RegisterLot(
        kind=element.stock or "",
        quantity=quantity,
        kept_at=(where or f"where {sender} brings it")[:200],
        unit_of_measure=(element.measure or EACH)[:80],
        thing=_short(element.thing),
        batch=_short(element.batch),
        expires_at=element.best_before,
    )
    says = "it sends goods: on our register, to be counted when they are here"
    return Proposed(says, order)


def _short(text: str | None) -> str | None:
    return None if text is None else text[:200]


_SAID = frozenset({"id", "unit", "quantity"})
USED: dict[type, frozenset[str]] = {
    ReleaseLot: _SAID | {"stock", "measure", "home"},
    OfferPlaces: _SAID | {"places"},
    GiveBackPlaces: _SAID | {"places", "home", "name"},
    RegisterLot: frozenset(
        {"id", "stock", "measure", "quantity", "thing", "batch", "best_before", "answers", "reply"}
    ),
}
"""What of an element is in the order."""
