"""A loan of places by its records: who came, for how many nights, and what that costs."""

from datetime import UTC, timedelta

from tests.laws.places_world import KIND
from tests.operations.test_places import done, kept, read
from tocsin.operations.picture.agreement import (
    AgreementKind,
    AgreementText,
    AgreementVersion,
    Costs,
    Party,
    Payer,
    Rate,
)
from tocsin.operations.place_loans import GiveBackPlaces
from tocsin.operations.place_use import LetPeopleGo, TakeInPeople
from tocsin.views.loans import costs_of
from tocsin.views.place_nights import place_loan

DAY_S = 86_400


def test_a_place_in_which_somebody_is_at_midnight_is_one_place_night() -> None:
    world = kept()
    done(world, "A", TakeInPeople(loan="B-P1", quantity=2))
    world.asked += DAY_S
    done(world, "A", LetPeopleGo(loan="B-P1", quantity=1))
    read(world, "B", "A")
    world.asked += DAY_S
    done(world, "A", LetPeopleGo(loan="B-P1", quantity=1))
    read(world, "B", "A")
    now = world.context("A").now + timedelta(days=9)
    for town in "AB":
        facts = [(each.stamp, each.event) for each in world.towns[town][-1].facts]
        loan = place_loan(facts, "B-P1", UTC, now)
        assert loan is not None
        assert (loan.lent, loan.gone) == (2, 2)
        assert loan.ended_at is not None
        if town == "A":  # the borrower heard of the first two only as one of them had left
            assert loan.place_nights == 3
            rate = Rate("place for people", 3500, "EUR", "night")
            text = AgreementText(
                "A-B", AgreementKind.shared_shelter, 1, "", (Party("A", ""), Party("B", "")),
                costs=Costs(Payer.borrower, rates=(rate,)),
            )  # fmt: skip
            version = AgreementVersion("0" * 64, 1, "", text, "A", now)
            (cost,) = costs_of(loan, version, now)
            assert cost.total == 3 * 3500


def test_what_was_never_kept_is_no_loan_and_what_lasts_has_no_end() -> None:
    world = kept()
    now = world.context("A").now
    facts = [(each.stamp, each.event) for each in world.towns["A"][-1].facts]
    loan = place_loan(facts, "B-P1", UTC, now)
    assert loan is not None
    assert (loan.ended_at, loan.place_nights, loan.kind) == (None, 0, KIND)
    assert place_loan(facts[:2], "B-P1", UTC, now) is None
    done(world, "B", GiveBackPlaces(loan="B-P1"))
    read(world, "A", "B")
    facts = [(each.stamp, each.event) for each in world.towns["A"][-1].facts]
    loan = place_loan(facts, "B-P1", UTC, now)
    assert loan is not None
    assert (loan.returned, loan.ended_at is None) == (2, False)
