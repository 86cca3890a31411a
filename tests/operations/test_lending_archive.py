"""What is over between towns leaves the picture, and is not counted again when it is read again."""

from datetime import timedelta

import msgspec

from tests.laws.lending_world import LendingWorld
from tests.operations.story import MORNING
from tests.operations.test_lending import done as done_of_units
from tests.operations.test_lending import pair as units_pair
from tests.operations.test_lending_bounds import offered
from tests.operations.test_lots import BAGS, lent, read, row
from tocsin.operations import catalogue
from tocsin.operations.due import due as everything_due
from tocsin.operations.lending_archive import (
    KEPT_FOR,
    UNREAD_FOR,
    ArchiveHeardOffer,
    due,
)
from tocsin.operations.lot_hearing import HearTransfer
from tocsin.operations.lot_transfers import ReleaseLot
from tocsin.operations.lots import UseLot
from tocsin.operations.orders import Command, Refused
from tocsin.operations.picture.custody import Epoch
from tocsin.operations.picture.lots import MOST_GAPS, SettledTransfers

_replace = msgspec.structs.replace
LATER = MORNING + 2 * KEPT_FOR


def at_last(world: LendingWorld, town: str, *commands: Command) -> int:
    """Give orders to a town long after; how many facts they made."""
    facts = len(world.towns[town][-1].facts)
    for each in commands:
        context = _replace(world.context(town), now=LATER, occurred_at=LATER)
        decided = catalogue.decide(each, world.picture(town), context)
        assert not isinstance(decided, Refused)
        world.record(town, decided)
    return len(world.towns[town][-1].facts) - facts


def test_a_transfer_that_both_ends_know_of_leaves_and_is_never_counted_again() -> None:
    world = lent(3)
    (told,) = world.picture("A").lot_transfers.values()
    assert due(world.picture("B"), LATER) == [], "B has not read that A knows"
    read(world, "B", "A")
    assert due(world.picture("A"), LATER) == [], "A has not read that B has read that"
    read(world, "A", "B")
    for town in "AB":
        assert due(world.picture(town), MORNING) == []
        assert at_last(world, town, *due(world.picture(town), LATER)) == 1
        assert len(world.picture(town).lot_transfers) == 0
        assert due(world.picture(town), LATER) == []
    heard = HearTransfer(by="A", told=told)
    assert (
        at_last(world, "B", heard, HearTransfer(by="A", told=_replace(told, receipted_at=None)))
        == 0
    )
    accepted = HearTransfer(by="B", told=_replace(told, accepted_at=MORNING))
    assert at_last(world, "A", accepted) == 0
    assert (row(world, "A").quantity, row(world, "B").quantity) == (1, 3)
    assert world.books(BAGS)["in transit"] == 0


def test_a_receipt_that_nobody_read_is_told_for_a_year_and_not_for_ever() -> None:
    world = lent(3)
    assert due(world.picture("A"), MORNING + UNREAD_FOR - timedelta(days=1)) == []
    assert due(world.picture("A"), MORNING + UNREAD_FOR + timedelta(days=1)) != []


def test_what_is_still_on_the_way_stays() -> None:
    world = lent(1)
    read(world, "B", "A")
    read(world, "A", "B")
    done_of_units(world, "A", ReleaseLot(lot=BAGS, to="B", quantity=1))
    at_last(world, "A", *due(world.picture("A"), LATER))
    assert [each.id for each in world.picture("A").lot_transfers.values()] == ["A-2"]


def test_a_year_of_transfers_leaves_a_month_of_rows() -> None:
    """Ten a day, and each is noted at both ends: what is kept does not grow with the years."""
    world = lent(1)
    read(world, "B", "A")
    read(world, "A", "B")
    picture = world.picture("A")
    (first,) = picture.lot_transfers.values()
    most = 0
    for day in range(365):
        at = MORNING + timedelta(days=day)
        transfers = picture.lot_transfers
        for number in range(10):
            serial = 2 + day * 10 + number
            new = _replace(
                first, id=f"A-{serial}", number=_replace(first.number, serial=serial),
                receipted_at=at, noted_at=at,
            )  # fmt: skip
            transfers = transfers.put(new.id, new)
        picture = _replace(picture, lot_transfers=transfers)
        for command in due(picture, at):
            context = _replace(world.context("A"), now=at, occurred_at=at)
            decided = catalogue.decide(command, picture, context)
            assert not isinstance(decided, Refused)
            for event in decided:
                picture = catalogue.evolve(picture, event, world.towns["A"][-1].facts[0].stamp)
        most = max(most, len(picture.lot_transfers))
    assert most <= 10 * (KEPT_FOR.days + 1)
    (settled,) = picture.settled_transfers.values()
    assert len(settled.serials) == 1
    assert everything_due(picture, MORNING + timedelta(days=364)) == ()


def test_numbers_with_gaps_are_known_one_by_one_and_the_oldest_gaps_close() -> None:
    settled = SettledTransfers("WE")
    for serial in range(1, 4 * MOST_GAPS, 2):
        settled = settled.with_serial(serial)
    assert len(settled.serials) == MOST_GAPS + 1
    assert settled.has(4 * MOST_GAPS - 1)
    assert not settled.has(4 * MOST_GAPS - 2)
    assert settled.has(2), "so long ago that nobody tells it any more"
    assert settled.with_serial(1) == settled


def test_an_offer_that_nobody_came_back_to_leaves_and_is_not_noted_again() -> None:
    world = units_pair()
    offer = offered(1)
    done_of_units(world, "A", offer)
    assert due(world.picture("A"), MORNING + KEPT_FOR - timedelta(hours=1)) == []
    (leaving,) = due(world.picture("A"), LATER)
    assert leaving == ArchiveHeardOffer(unit="B-X1", epoch=Epoch(2, 0))
    context = _replace(world.context("A"), now=LATER, occurred_at=LATER)
    decided = catalogue.decide(leaving, world.picture("A"), context)
    assert not isinstance(decided, Refused)
    world.record("A", decided)
    assert world.custody("A", "B-X1").heard == ()
    assert catalogue.decide(leaving, world.picture("A"), context) == []
    assert catalogue.decide(offer, world.picture("A"), context) == [], "as old as that"
    done_of_units(world, "A", offered(1, Epoch(3, 0)))  # the control


def test_used_up_stock_is_told_as_before_when_its_transfer_is_gone() -> None:
    world = lent(3)
    read(world, "B", "A")
    read(world, "A", "B")
    for town in "AB":
        at_last(world, town, *due(world.picture(town), LATER))
    done_of_units(world, "B", UseLot(lot=BAGS, quantity=2))
    read(world, "A", "B")
    assert row(world, "A").lent_to("B").outstanding == 1
