"""What neighbours tell of stock that changed hands becomes orders of the own town.

A transfer to this town is accepted so, once and by itself; one from it is receipted; what became of
stock of ours at a borrower is noted. Each word is given to the town at least once.
"""

import msgspec

from tocsin.app.neighbours.allowance import Allowed
from tocsin.operations.agreement_sight import is_lending_agreed
from tocsin.operations.custody import restored
from tocsin.operations.lending_archive import is_archived
from tocsin.operations.lost_transfers import knowledge
from tocsin.operations.lot_hearing import HearLot, HearTransfer, full, is_heard_life
from tocsin.operations.picture.lots import LotStanding, LotTransfer

KINDS = ("lot_transfers", "lots")


class LotsHeard:
    """The part of a `LendingLink` that is about stock."""

    def __init__(self, town: Allowed) -> None:
        self._town = town
        self._too_many: set[str] = set()
        """Transfers that were refused as one too many."""

    def is_settled(self, kind: str, neighbour: str, name: str, fields: dict[str, object]) -> bool:
        """Do what a row asks for; whether nothing of it is left to do. Raises
        msgspec.ValidationError or KeyError where it makes no sense."""
        if kind == "lots":
            return self._is_noted(neighbour, name, fields)
        told = msgspec.convert(fields, LotTransfer, strict=False)
        if told.id != name:
            raise msgspec.ValidationError("a transfer under another id")
        if self._town.code not in (told.by, told.to):
            return True
        if self._is_counted(neighbour, told):
            return True
        is_full = told.by == neighbour and full(self._town.picture(), told) is not None
        if is_full and name in self._too_many:
            return False
        mark = f"{_state(told)}/{self._knowledge(neighbour, told.lot)}{'/full' if is_full else ''}"
        order = HearTransfer(by=neighbour, told=told)
        self._town.order(neighbour, order, f"transfer/{neighbour}/{told.id}/{mark}")
        if is_full:
            self._too_many.add(name)
        return self._is_counted(neighbour, told)

    def _is_counted(self, neighbour: str, told: LotTransfer) -> bool:
        known = self._town.picture().lot_transfers.get(told.id)
        if is_archived(self._town.picture(), told.number):
            return True
        if told.by == neighbour:
            is_here = known is not None and known.is_same(told)
            is_open = told.receipted_at is not None and known is not None
            return is_here and not (is_open and known is not None and known.receipted_at is None)
        if known is not None and known.receipted_at is not None:
            return told.receipted_at is None or known.noted_at is not None
        return told.accepted_at is None

    def _knowledge(self, neighbour: str, lot: str) -> str:
        """A refusal is kept under its id: asked again after more is known, it is another order."""
        picture = self._town.picture()
        found = picture.lots.get(lot)
        known = f"{len(picture.lot_transfers)}.{0 if found is None else found.revision}"
        known += f".{knowledge(picture)}" if restored(picture) is not None else ""
        return known + ("" if is_lending_agreed(picture, neighbour) else ".alien")

    def _is_noted(self, neighbour: str, lot: str, fields: dict[str, object]) -> bool:
        """What a borrower has of a lot of ours. Of its own stock we keep nothing in our log."""
        if fields.get("home") != self._town.code:
            return True
        told = msgspec.convert(fields, LotStanding, strict=False)
        found = self._town.picture().lots.get(lot)
        part = None if found is None else found.lent_to(neighbour)
        if part is None or not part.released:
            return False
        known = part.told
        if known is not None and known.life != told.life:
            if not is_heard_life(self._town.picture(), neighbour, told.life):
                return False
        elif known is not None and known.revision >= told.revision:
            return True
        self._town.order(
            neighbour,
            HearLot(by=neighbour, lot=lot, told=told),
            f"lot/{neighbour}/{lot}/{told.life}/{told.revision}/{part.released}",
        )
        found = self._town.picture().lots.get(lot)
        return found is not None and found.lent_to(neighbour).told == told


def _state(told: LotTransfer) -> str:
    if told.receipted_at is not None:
        return "receipted"
    return "released" if told.accepted_at is None else "accepted"
