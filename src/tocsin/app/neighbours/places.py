"""What neighbours tell of places that one town keeps for the other becomes orders of the own town.

Each row is given to the town at least once for each change; what is known already costs nothing.
"""

import hashlib

import msgspec

from tocsin.app.neighbours.allowance import Allowed
from tocsin.operations.agreement_sight import is_lending_agreed
from tocsin.operations.custody import life_of, restored
from tocsin.operations.lot_hearing import is_heard_life
from tocsin.operations.picture.place_loan import Count, PlaceLoan
from tocsin.operations.place_hearing import HearPlaceLoan, PlaceLoanTold, full, is_read

KINDS = ("place_loans",)


class PlacesHeard:
    """The part of a `LendingLink` that is about places."""

    def __init__(self, town: Allowed) -> None:
        self._town = town
        self._too_many: set[str] = set()
        """Loans that were refused as one too many."""

    def is_settled(self, neighbour: str, name: str, fields: dict[str, object]) -> bool:
        """Do what a row asks for; whether nothing of it is left to do. Raises
        msgspec.ValidationError or KeyError where it makes no sense."""
        told = msgspec.convert(fields, PlaceLoanTold, strict=False)
        if told.id != name:
            raise msgspec.ValidationError("places under another id")
        if self._town.code not in (told.keeper, told.borrower):
            return True
        picture = self._town.picture()
        known = picture.place_loans.get(name)
        if not is_lending_agreed(picture, neighbour):
            return False
        is_full = known is None and full(picture, neighbour) is not None
        if is_full and name in self._too_many:
            return False
        if known is not None and not self._may_hear(neighbour, known, told):
            return False
        if known is not None and self._is_old(neighbour, known, told):
            return True
        order = HearPlaceLoan(by=neighbour, told=told)
        mark = f"{self._mark(order, known)}{'/full' if is_full else ''}"
        self._town.order(neighbour, order, f"places/{neighbour}/{name}/{mark}")
        if is_full:
            self._too_many.add(name)
        return not is_full

    def _may_hear(self, neighbour: str, known: PlaceLoan, told: PlaceLoanTold) -> bool:
        """Of a new life of its log it is heard as soon as that life was answered."""
        before, says = _of(known, neighbour), _of(told, neighbour)
        is_same = not before.revision or not says.revision or before.life == says.life
        return is_same or is_heard_life(self._town.picture(), neighbour, says.life)

    def _is_old(self, neighbour: str, known: PlaceLoan, told: PlaceLoanTold) -> bool:
        """Nothing that it counts is new, nor what it has kept of what a restored town had said."""
        before, says = _of(known, neighbour), _of(told, neighbour)
        if says.revision > before.revision or says.life != before.life:
            return not says.revision
        if not known.is_read and is_read(known, told):
            return False
        picture = self._town.picture()
        kept = _of(told, self._town.code)
        return restored(picture) is None or kept.life == life_of(picture)

    def _mark(self, order: HearPlaceLoan, known: PlaceLoan | None) -> str:
        """A refusal is kept under its id: asked again after more is known, it is another order."""
        mine = "" if known is None else str(_of(known, self._town.code).revision)
        if known is not None and is_read(known, order.told):
            mine += "/read"
        told = msgspec.json.encode(order)
        return f"{hashlib.blake2b(told, digest_size=8).hexdigest()}/{mine}"


def _of(loan: PlaceLoan | PlaceLoanTold, town: str) -> Count:
    return loan.keeper_says if loan.keeper == town else loan.borrower_says
