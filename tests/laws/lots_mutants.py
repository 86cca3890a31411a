"""The rules of lending counted stock, each broken in the real code. 8 and 19 are numbered as in the
model of the protocol, the others by letters.
"""

from collections.abc import Callable

import msgspec
import pytest

from tests.laws.lots_world import LOT_SETTINGS, LotsWorld, Make
from tocsin.operations import catalogue, lot_hearing, lot_retiring, lot_transfers, lots
from tocsin.operations.orders import Context, Decision, Event
from tocsin.operations.picture import Picture
from tocsin.operations.picture.lots import LentPart, Lot, TransferId
from tocsin.terms.stamp import Stamp

_replace = msgspec.structs.replace
Patch = pytest.MonkeyPatch
LOT_BY_NAME = {each.name: each for each in LOT_SETTINGS}


def duplicate_adds(patch: Patch) -> Make:
    """8: what is read again is counted again."""
    patch.setattr(lot_hearing, "is_counted", lambda *_: False)
    return LotsWorld


def return_keeps_id(patch: Patch) -> Make:
    """19: a return goes under the number of the transfer that it gives back."""
    real = lot_transfers.next_transfer

    def following(picture: Picture, town: str, lot: Lot) -> TransferId:
        got = [
            each
            for each in picture.lot_transfers.values()
            if each.to == town and each.lot == lot.id and lot.home != town
        ]
        return got[0].number if got else real(picture, town, lot)

    patch.setattr(lot_transfers, "next_transfer", following)
    return LotsWorld


def more_than_held(patch: Patch) -> Make:
    """A: nobody looks whether it is there."""
    patch.setattr(lots, "exceeds", lambda *_: None)
    patch.setattr(lot_transfers, "exceeds", lambda *_: None)
    real = LotsWorld._stock_steps

    def steps(world: LotsWorld, town: str, lot: str) -> list[object]:
        found: list[object] = [*real(world, town, lot)]
        row = world.row(town, lot)
        for to in world.near(town):
            if row is None:
                continue
            release = lot_transfers.ReleaseLot(lot=lot, to=to, quantity=row.quantity + 1)
            found += world._stock_step("send", town, release, to, release.quantity)
        return found

    patch.setattr(LotsWorld, "_stock_steps", steps)
    return LotsWorld


def serial_without_life(patch: Patch) -> Make:
    """B: a restored log numbers on as if nothing had been lost."""
    real = lot_transfers.next_transfer

    def following(picture: Picture, town: str, lot: Lot) -> TransferId:
        return _replace(real(picture, town, lot), incarnation="")

    patch.setattr(lot_transfers, "next_transfer", following)
    return LotsWorld


def lost_release_forgotten(patch: Patch) -> Make:
    """C: a restored town does not believe that it let go of what the other has."""
    real = lot_hearing.hear_transfer

    def hear(command: lot_hearing.HearTransfer, picture: Picture, context: Context) -> Decision:
        is_unknown = command.told.id not in picture.lot_transfers
        if command.told.by == context.code and is_unknown:
            return []
        return real(command, picture, context)

    patch.setitem(catalogue.DECIDE, lot_hearing.HearTransfer, hear)  # type: ignore[misc]
    return LotsWorld


def receipt_skipped(patch: Patch) -> Make:
    """D: the giver reads over the accept."""
    real = catalogue.EVOLVE["lot_receipted.1"]
    patch.setitem(catalogue.EVOLVE, "lot_receipted.1", lambda picture, *_: picture)
    assert real is not None
    return LotsWorld


def older_life_counts(patch: Patch) -> Make:
    """E: a word of a life that a restore ended takes the place of what came after it."""
    patch.setattr(lot_hearing, "is_heard_life", lambda *_: True)
    return LotsWorld


def missing_is_not_lost(patch: Patch) -> Make:
    """F: a count takes off what is missing and says nothing of it."""

    def counted(picture: Picture, event: Event, _stamp: Stamp) -> Picture:
        assert isinstance(event, lots.LotLost)

        def change(lot: Lot) -> Lot:
            return _replace(lot, quantity=lot.quantity - event.quantity)

        return lots.changed(picture, event.lot, change)

    patch.setitem(catalogue.EVOLVE, "lot_lost.1", counted)
    return LotsWorld


def return_is_not_counted_back(patch: Patch) -> Make:
    """G: home forgets that it was given something back."""
    real = lot_transfers.with_part

    def with_part(lot: Lot, part: LentPart) -> Lot:
        return real(lot, _replace(part, returned=0))

    patch.setattr(lot_transfers, "with_part", with_part)
    return LotsWorld


def archived_is_forgotten(patch: Patch) -> Make:
    """H: what has left the picture is not known any more when it is read again."""
    patch.setattr(lot_hearing, "is_archived", lambda *_: False)
    return LotsWorld


def retired_is_off_the_books(patch: Patch) -> Make:
    """I: what is retired is gone, and nobody says how much it was."""

    def retired(picture: Picture, event: Event, stamp: Stamp) -> Picture:
        assert isinstance(event, lot_retiring.LotRetired)

        def change(lot: Lot) -> Lot:
            return _replace(lot, quantity=0, retired_at=stamp.occurred_at)

        return lots.changed(picture, event.lot, change)

    patch.setitem(catalogue.EVOLVE, "lot_retired.1", retired)
    return LotsWorld


LOT_MUTANTS: dict[str, tuple[Callable[[Patch], Make], str]] = {
    "8": (duplicate_adds, "one lot, two towns"),
    "19": (return_keeps_id, "one lot, two towns"),
    "A": (more_than_held, "one lot, two towns"),
    "B": (serial_without_life, "a lot under a restore"),
    "C": (lost_release_forgotten, "a lot under a restore"),
    "D": (receipt_skipped, "one lot, two towns"),
    "E": (older_life_counts, "a lot under a restore"),
    "F": (missing_is_not_lost, "one lot, two towns"),
    "G": (return_is_not_counted_back, "one lot, two borrowers"),
    "H": (archived_is_forgotten, "one lot, two towns"),
    "I": (retired_is_off_the_books, "one lot, two towns"),
}
"""What breaks a rule, and where it shows."""
