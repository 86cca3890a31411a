"""What a neighbour cannot bring about by one sentence: units, teams, places and stock that are not
its own stay where they are.
"""

import msgspec

from tests.laws.lending_world import LendingWorld, Setting
from tests.laws.places_world import HOUSE, KIND
from tests.operations.story import MORNING
from tests.operations.test_lending import done, refused
from tests.operations.test_lending_bounds import released
from tests.operations.test_places import done as places_done
from tests.operations.test_places import hear, keep, kept, loan, pair, told
from tests.operations.test_places import refused as places_refused
from tests.operations.test_teams import E12, E13, ST1, order
from tests.operations.test_teams import pair as teams
from tocsin.operations import catalogue
from tocsin.operations.believing import HearCustody
from tocsin.operations.orders import Refused
from tocsin.operations.picture.custody import (
    CustodyEntry,
    CustodyFact,
    Epoch,
    LentTeam,
    Limits,
    TeamPart,
)
from tocsin.operations.picture.lots import LotTransfer, TransferId
from tocsin.operations.picture.place_loan import BorrowerCount, KeeperCount, PlaceLoan
from tocsin.operations.place_loans import OfferPlaces
from tocsin.operations.place_use import TakeInPeople

_replace = msgspec.structs.replace


def star(**more: object) -> LendingWorld:
    return LendingWorld(Setting("a star", "ABC", ("AB", "AC"), **more))  # type: ignore[arg-type]


def test_a_guest_is_not_taken_from_us_by_a_third_town() -> None:
    world = star()
    done(world, "A", released(0))
    entry = CustodyEntry(1, CustodyFact.accepted, Epoch(2, 5), "C", MORNING)
    theft = HearCustody(unit="B-X0", home="B", by="C", entry=entry)
    assert refused(world, "A", theft) == "hold_not_released"
    assert world.custody("A", "B-X0").claim.town == "A"
    hop = _replace(entry, kind=CustodyFact.released, epoch=Epoch(1, 3), town="A")
    gift = HearCustody(unit="B-X9", home="B", by="C", entry=hop)
    assert refused(world, "A", gift) == "generation_not_granted"


def test_a_guest_does_not_come_into_a_team_of_ours() -> None:
    world = teams()
    told_ = released(0)
    for name, by in ((ST1, "B"), (ST1, "A"), ("B-ST7", "B")):
        unit = f"B-X{len(world.picture('A').units)}"
        team = LentTeam(name, "ST1", "strike_team", by, "7", (TeamPart(unit, Epoch(2, 0)),))
        entry = _replace(told_.entry, limits=Limits(team=team))
        done(world, "A", _replace(told_, unit=unit, entry=entry))
    own = world.picture("A").teams.get(ST1)
    assert own is not None
    assert (own.units, own.by) == ((E12, E13), "A")
    theirs = world.picture("A").teams.get("B-ST7")
    assert theirs is not None, "the control: a team of its own name stands here"
    assert theirs.by == "B"


def test_an_order_of_a_team_that_is_nested_without_end_is_refused() -> None:
    endless = '{"to": ' + "[" * 200_000
    assert refused(teams(), "A", order("OfferUnit", endless)) == "order_unreadable"


def test_to_a_place_that_is_used_nobody_else_is_sent() -> None:
    found = PlaceLoan(
        id="B-P1", number=TransferId("B", 1), keeper="A", borrower="B", kind=KIND,
        opened_at=MORNING, keeper_says=KeeperCount(granted=3, arrived=2),
        borrower_says=BorrowerCount(accepted=3, sent=1),
    )  # fmt: skip
    assert found.unsent == 1


def test_a_borrower_opens_no_loan_under_a_number_that_we_never_gave() -> None:
    world = kept(restores=1)
    last = len(world.towns["A"][-1].facts)
    (step,) = [e for e in world.steps() if e.kind == "restore" and e.about == ("A", last)]
    step.do()
    row = told(loan(world, "B", "B-P1"))
    number = TransferId("A", 9, "no-life-of-ours")
    forged = _replace(row, id="A-P9@no-life-of-ours", number=number)
    assert hear(world, "A", "B", forged) == "place_loan_not_true"
    assert world.loan("A", forged.id) is None


def test_a_loan_that_is_over_before_it_was_heard_is_not_put_on_record() -> None:
    world = pair()
    places_done(world, "A", OfferPlaces(to="B", facility=HOUSE, kind=KIND, quantity=1))
    row = told(loan(world, "A", "A-P1"))
    over = _replace(row, keeper_says=_replace(row.keeper_says, taken_back=1))
    assert hear(world, "B", "A", over) is None
    assert world.loan("B", "A-P1") is None
    assert hear(world, "B", "A", row) is None
    assert world.loan("B", "A-P1") is not None, "the control"


def test_what_was_taken_back_is_kept_on_no_old_loan() -> None:
    world = kept()
    life = world.towns["A"][-1]
    found = loan(world, "A", "B-P1")
    back = _replace(found, keeper_says=_replace(found.keeper_says, taken_back=1))
    loans = life.picture.place_loans.put("B-P1", back)
    life.picture = _replace(life.picture, place_loans=loans)
    assert places_refused(world, "A", keep(1)) == "nothing_asked"


def test_a_log_put_back_to_before_it_had_neighbours_numbers_no_loan_twice() -> None:
    world = pair()
    context = _replace(world.context("A"), life="life-of-the-restore")
    for each in (
        OfferPlaces(to="B", facility=HOUSE, kind=KIND, quantity=1),
        TakeInPeople(quantity=1, town="B", facility=HOUSE, kind=KIND),
    ):
        decided = catalogue.decide(each, world.picture("A"), context)
        assert not isinstance(decided, Refused)
        world.record("A", decided)
    assert sorted(each.id for each in world.picture("A").place_loans.values()) == [
        "A-P1@life-of-the-restore",
        "A-P2@life-of-the-restore",
    ]


def test_a_transfer_is_the_same_where_one_town_sees_less_of_its_package() -> None:
    full = LotTransfer(
        "A-1", TransferId("A", 1), "A-L", "A", "vaccine", "each", "A", "B", 5, batch="77"
    )
    assert full.is_same(_replace(full, batch=None))
    assert not full.is_same(_replace(full, batch="78")), "the control"
