"""Keep counted stock: put it on the register, take in more, use it, lose it, count it, move it.

Source: NIMS resource management (inventory of supplies); EDXL-RM 1.0 (`Quantity`). What is used or
lost is taken off by whoever holds it, in its own log; a count that differs has to be named.
"""

import re
from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from typing import Annotated

import msgspec

from tocsin.operations.custody import life_of
from tocsin.operations.incident import IncidentRefusal
from tocsin.operations.orders import (
    Command,
    Context,
    Decision,
    Event,
    Ident,
    Refused,
    Short,
    refuse,
)
from tocsin.operations.picture import Picture
from tocsin.operations.picture.lots import MOST, Lot
from tocsin.terms.stamp import Stamp
from tocsin.terms.words import Words

_replace = msgspec.structs.replace

Some = Annotated[int, msgspec.Meta(ge=1, le=MOST)]
"""How much, in the lot's unit of measure."""
Counted = Annotated[int, msgspec.Meta(ge=0, le=MOST)]
Name = Annotated[str, msgspec.Meta(pattern=r"^[A-Z0-9][A-Z0-9_-]{0,39}$")]
"""What a lot is called behind its town's code: `SANDBAGS`."""
Kind = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9][a-z0-9_]{0,39}$")]
"""A kind of goods as agreements name it: `sandbags`."""


class LotRefusal(StrEnum):
    """Why stock does not change."""

    lot_unknown = "lot_unknown"
    lot_known = "lot_known"
    lot_is_one_thing = "lot_is_one_thing"
    lot_not_ours = "lot_not_ours"
    quantity_exceeds_stock = "quantity_exceeds_stock"
    difference_unnamed = "difference_unnamed"
    stock_is_full = "stock_is_full"
    lot_is_retired = "lot_is_retired"


# 1. commands and the events they may cause


class RegisterLot(Command, frozen=True):
    """Put counted stock on the register: its kind, how much, in which unit, where it is kept.
    `thing`: the serial number of a single durable thing, as of a pump; a lot of one.
    `batch` and `expires_at` are as on the package of doses or fuel."""

    kind: Kind
    quantity: Counted
    kept_at: Short
    unit_of_measure: Ident = "each"
    thing: Short | None = None
    batch: Short | None = None
    expires_at: datetime | None = None
    name: Name | None = None


class LotRegistered(Event, frozen=True):
    """It is counted from here on."""

    lot: str
    home: str
    kind: str
    unit_of_measure: str
    quantity: int
    kept_at: Words | None = None
    thing: str | None = None
    label: str | None = None
    batch: str | None = None
    expires_at: datetime | None = None


class ReceiveLot(Command, frozen=True):
    """More has come in that no neighbour sent: bought, delivered, given."""

    lot: Ident
    quantity: Some
    source: Short


class LotReceived(Event, frozen=True):
    """So much more."""

    lot: str
    quantity: int
    source: Words


class UseLot(Command, frozen=True):
    """So much of it was used up, at an incident or otherwise."""

    lot: Ident
    quantity: Some
    incident: Ident | None = None
    reason: Short | None = None


class LotUsed(Event, frozen=True):
    """So much less, to a purpose."""

    lot: str
    home: str
    by: str
    quantity: int
    incident: str | None = None
    reason: Words | None = None


class LoseLot(Command, frozen=True):
    """So much of it is gone to no purpose: broken, spoiled, missing."""

    lot: Ident
    quantity: Some
    reason: Short


class LotLost(Event, frozen=True):
    """So much less, with a name."""

    lot: str
    home: str
    by: str
    quantity: int
    reason: Words


class CountLot(Command, frozen=True):
    """It was counted. A difference from what the log expects wants its name."""

    lot: Ident
    quantity: Counted
    reason: Short | None = None


class LotCounted(Event, frozen=True):
    """So much is there. What was missing is lost on a record of its own; what was too much is
    found."""

    lot: str
    home: str
    by: str
    quantity: int
    expected: int
    reason: Words | None = None


class MoveLot(Command, frozen=True):
    """It is kept somewhere else from now on."""

    lot: Ident
    kept_at: Short


class LotMoved(Event, frozen=True):
    """Where it is."""

    lot: str
    kept_at: Words | None = None
    label: str | None = None


# 2. decide


def lot_called(picture: Picture, word: str, context: Context) -> Lot | Refused:
    """The lot under this id, or under the own town's name for it."""
    found = picture.lots.get(word) or picture.lots.get(f"{context.code}-{word}")
    return found or refuse(LotRefusal.lot_unknown, lot=word)


def find_lot(picture: Picture, word: str, context: Context) -> Lot | Refused:
    """The same, where it was not retired (`lot_retiring`)."""
    found = lot_called(picture, word, context)
    if isinstance(found, Refused) or found.retired_at is None:
        return found
    return refuse(LotRefusal.lot_is_retired, lot=found.id, at=found.retired_at)


def register(command: RegisterLot, picture: Picture, context: Context) -> Decision:
    """Under its kind, unless it is given a name; the second of a kind has a number."""
    if command.thing is not None and command.quantity != 1:
        return refuse(LotRefusal.lot_is_one_thing, lot=command.name or command.kind)
    name = command.name or re.sub("_", "-", command.kind).upper()
    lot, again = f"{context.code}-{name}", 1
    if command.name is not None and lot in picture.lots:
        return refuse(LotRefusal.lot_known, lot=lot)
    while lot in picture.lots:
        again += 1
        lot = f"{context.code}-{name}-{again}"
    return [
        LotRegistered(
            lot=lot,
            home=context.code,
            kind=command.kind,
            unit_of_measure=command.unit_of_measure,
            quantity=command.quantity,
            kept_at=Words(f"lot/{lot}", command.kept_at),
            thing=command.thing,
            batch=command.batch,
            expires_at=command.expires_at,
        )
    ]


def receive(command: ReceiveLot, picture: Picture, context: Context) -> Decision:
    """Only our own stock grows so: what another town lends comes as a transfer."""
    found = find_lot(picture, command.lot, context)
    if isinstance(found, Refused):
        return found
    if found.home != context.code:
        return refuse(LotRefusal.lot_not_ours, lot=found.id, home=found.home)
    if found.thing is not None:
        return refuse(LotRefusal.lot_is_one_thing, lot=found.id)
    if found.quantity + command.quantity > MOST:
        return refuse(LotRefusal.stock_is_full, lot=found.id, most=MOST)
    source = Words(f"lot/{found.id}", command.source)
    return [LotReceived(lot=found.id, quantity=command.quantity, source=source)]


def exceeds(found: Lot, quantity: int) -> Refused | None:
    """What cannot be taken off: more than the log says is there."""
    if quantity <= found.quantity:
        return None
    return refuse(
        LotRefusal.quantity_exceeds_stock,
        lot=found.id,
        quantity=quantity,
        held=max(0, found.quantity),
        unit_of_measure=found.unit_of_measure,
    )


def use(command: UseLot, picture: Picture, context: Context) -> Decision:
    """By whoever holds it."""
    found = find_lot(picture, command.lot, context)
    if isinstance(found, Refused):
        return found
    if found.thing is not None:
        return refuse(LotRefusal.lot_is_one_thing, lot=found.id)
    if command.incident is not None and command.incident not in picture.incidents:
        return refuse(IncidentRefusal.incident_unknown, incident=command.incident)
    cannot = exceeds(found, command.quantity)
    if cannot is not None:
        return cannot
    reason = command.reason
    return [
        LotUsed(
            lot=found.id,
            home=found.home,
            by=context.code,
            quantity=command.quantity,
            incident=command.incident,
            reason=None if reason is None else Words(f"lot/{found.id}", reason),
        )
    ]


def lose(command: LoseLot, picture: Picture, context: Context) -> Decision:
    """By whoever holds it, with the reason."""
    found = find_lot(picture, command.lot, context)
    if isinstance(found, Refused):
        return found
    cannot = exceeds(found, command.quantity)
    return cannot or [_lost(found, command.quantity, command.reason, context)]


def _lost(found: Lot, quantity: int, reason: str, context: Context) -> LotLost:
    return LotLost(
        lot=found.id,
        home=found.home,
        by=context.code,
        quantity=quantity,
        reason=Words(f"lot/{found.id}", reason),
    )


def count(command: CountLot, picture: Picture, context: Context) -> Decision:
    """What is missing is lost under its name, so that the books close. What was retired is counted
    only where a neighbour told later that it had some of it, and the books say less than nothing.
    """
    found = lot_called(picture, command.lot, context)
    if isinstance(found, Refused):
        return found
    if found.retired_at is not None and found.quantity >= 0:
        return refuse(LotRefusal.lot_is_retired, lot=found.id, at=found.retired_at)
    if found.thing is not None and command.quantity > 1:
        return refuse(LotRefusal.lot_is_one_thing, lot=found.id)
    missing = found.quantity - command.quantity
    if missing and command.reason is None:
        return refuse(
            LotRefusal.difference_unnamed,
            lot=found.id,
            quantity=command.quantity,
            expected=found.quantity,
        )
    events: list[Event] = []
    if missing > 0:
        events.append(_lost(found, missing, command.reason or "", context))
    events.append(
        LotCounted(
            lot=found.id,
            home=found.home,
            by=context.code,
            quantity=command.quantity,
            expected=found.quantity,
            reason=Words(f"lot/{found.id}", command.reason) if command.reason else None,
        )
    )
    return events


def move(command: MoveLot, picture: Picture, context: Context) -> Decision:
    """Within the town."""
    found = find_lot(picture, command.lot, context)
    if isinstance(found, Refused):
        return found
    return [LotMoved(lot=found.id, kept_at=Words(f"lot/{found.id}", command.kept_at))]


# 3. evolve


def put_lot(picture: Picture, lot: Lot) -> Picture:
    """The picture with this lot in it."""
    return _replace(picture, lots=picture.lots.put(lot.id, lot))


def changed(picture: Picture, lot: str, change: Callable[[Lot], Lot]) -> Picture:
    """The picture with one lot changed, once more than before."""
    before = picture.lots.get(lot)
    if before is None:
        return picture
    after = change(before)
    return put_lot(picture, _replace(after, revision=before.revision + 1, life=life_of(picture)))


def lot_registered(picture: Picture, event: LotRegistered, _stamp: Stamp) -> Picture:
    """On the register."""
    life = life_of(picture)
    lot = Lot(
        id=event.lot,
        home=event.home,
        kind=event.kind,
        unit_of_measure=event.unit_of_measure,
        quantity=event.quantity,
        received=event.quantity,
        kept_at=event.kept_at,
        label=event.label,
        thing=event.thing,
        batch=event.batch,
        expires_at=event.expires_at,
        revision=1,
        life=life,
        sure_in=life,
    )
    return put_lot(picture, lot)


def lot_received(picture: Picture, event: LotReceived, _stamp: Stamp) -> Picture:
    """More of it."""

    def change(lot: Lot) -> Lot:
        more = event.quantity
        return _replace(lot, quantity=lot.quantity + more, received=lot.received + more)

    return changed(picture, event.lot, change)


def lot_used(picture: Picture, event: LotUsed, _stamp: Stamp) -> Picture:
    """Less of it."""

    def change(lot: Lot) -> Lot:
        return _replace(lot, quantity=lot.quantity - event.quantity, used=lot.used + event.quantity)

    return changed(picture, event.lot, change)


def lot_lost(picture: Picture, event: LotLost, _stamp: Stamp) -> Picture:
    """Less of it, and nobody had the good of it."""

    def change(lot: Lot) -> Lot:
        return _replace(lot, quantity=lot.quantity - event.quantity, lost=lot.lost + event.quantity)

    return changed(picture, event.lot, change)


def lot_counted(picture: Picture, event: LotCounted, stamp: Stamp) -> Picture:
    """What is there counts; too much is found."""
    life = life_of(picture)

    def change(lot: Lot) -> Lot:
        return _replace(
            lot,
            quantity=event.quantity,
            found=lot.found + event.quantity - lot.quantity,
            expected=event.expected,
            counted_at=stamp.occurred_at,
            sure_in=life,
        )

    return changed(picture, event.lot, change)


def lot_moved(picture: Picture, event: LotMoved, _stamp: Stamp) -> Picture:
    """Where it is kept."""

    def change(lot: Lot) -> Lot:
        return _replace(lot, kept_at=event.kept_at, label=event.label)

    return changed(picture, event.lot, change)


# 4. the tables

DECIDE = {
    RegisterLot: register,
    ReceiveLot: receive,
    UseLot: use,
    LoseLot: lose,
    CountLot: count,
    MoveLot: move,
}

EVOLVE = {
    "lot_registered.2": (LotRegistered, lot_registered),
    "lot_received.1": (LotReceived, lot_received),
    "lot_used.1": (LotUsed, lot_used),
    "lot_lost.1": (LotLost, lot_lost),
    "lot_counted.1": (LotCounted, lot_counted),
    "lot_moved.2": (LotMoved, lot_moved),
}


def _in_the_clear(plain: dict[str, object]) -> dict[str, object]:
    """Where it is kept was not sealed; what is in a record already cannot be."""
    return {("label" if name == "kept_at" else name): each for name, each in plain.items()}


UPCASTS = {
    "lot_registered.1": ("lot_registered.2", _in_the_clear),
    "lot_moved.1": ("lot_moved.2", _in_the_clear),
}
