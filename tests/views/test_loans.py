"""What a loan costs: which rates are meant for it, and what they come to."""

from datetime import timedelta

import msgspec
import pytest

from tests.operations.story import MORNING, Told
from tocsin.operations.hearing import UnitAccepted
from tocsin.operations.lending import UnitReleased
from tocsin.operations.mileage import MileageReported
from tocsin.operations.picture.agreement import (
    AgreementKind,
    AgreementState,
    AgreementText,
    AgreementVersion,
    Compact,
    Costs,
    Giving,
    LendingTerms,
    LentStock,
    Party,
    Payer,
    Rate,
    Signature,
)
from tocsin.operations.picture.custody import Epoch
from tocsin.terms.words import Words
from tocsin.views.loans import Cost, Loan, agreed_for, agreed_when, costs_of, unit_loan

replace = msgspec.structs.replace

ENGINE = Loan(
    subject="A-E12", kind="engine", home="A", borrower="B", begun_at=MORNING,
    ended_at=MORNING + timedelta(hours=10, minutes=20),
)  # fmt: skip
DRIVEN = replace(ENGINE, km=84)
BAGS = Loan(
    subject="A-SANDBAGS", kind="sandbags", home="A", borrower="B", begun_at=MORNING,
    unit_of_measure="each", lent=500, returned=198, gone=302,
)  # fmt: skip


def version(*rates: Rate, free_h: int = 0, number: int = 1) -> AgreementVersion:
    costs = Costs(Payer.borrower, free_h, rates)
    parties = Party("A", "A"), Party("B", "B")
    text = AgreementText("A-B", AgreementKind.mutual_aid, number, "A-B", parties, costs=costs)
    signed = tuple(
        Signature(each, "", "", Words(f"person/{each}", sealed=b"0"), "chief",
                  MORNING + timedelta(days=number), "")
        for each in ("A", "B")
    )  # fmt: skip
    return AgreementVersion(str(number) * 64, number, "", text, "A", MORNING, signatures=signed)


def cost(loan: Loan, rate: Rate, free_h: int = 0) -> Cost:
    (found,) = costs_of(loan, version(rate, free_h=free_h), MORNING + timedelta(hours=12))
    return found


@pytest.mark.parametrize(
    ("loan", "rate", "free_h", "quantity_milli", "total"),
    [
        (ENGINE, Rate("engine with crew", 12_000, "EUR", "hour"), 0, 10_333, 124_000),
        (ENGINE, Rate("unit with crew", 12_000, "EUR", "hour"), 8, 2_333, 28_000),
        (ENGINE, Rate("unit with crew", 12_000, "EUR", "hour"), 11, 0, 0),
        (ENGINE, Rate("engine", 90_000, "EUR", "day"), 0, 1_000, 90_000),
        (ENGINE, Rate("engine sent out", 5_000, "EUR", "deployment"), 0, 1_000, 5_000),
        (DRIVEN, Rate("distance driven", 250, "EUR", "km"), 0, 84_000, 21_000),
        (DRIVEN, Rate("distance driven", 400, "EUR", "mile"), 0, 52_195, 20_878),
        (BAGS, Rate("sandbag not returned", 80, "EUR", "piece"), 0, 302_000, 24_160),
    ],
)
def test_a_rate_that_names_the_kind_is_worked_out(
    loan: Loan, rate: Rate, free_h: int, quantity_milli: int, total: int
) -> None:
    found = cost(loan, rate, free_h)
    assert (found.quantity_milli, found.total) == (quantity_milli, total)


def test_what_nobody_measured_has_no_sum_and_another_kinds_rate_is_not_meant() -> None:
    driven = cost(ENGINE, Rate("distance driven", 250, "EUR", "km"))
    assert (driven.is_meant, driven.total) == (True, None)
    for loan, what in ((ENGINE, "ladder with crew"), (BAGS, "blanket not returned")):
        other = cost(loan, Rate(what, 12_000, "EUR", "hour"))
        assert (other.is_meant, other.total) == (False, None)


def test_a_loan_that_lasts_costs_what_it_has_lasted() -> None:
    still = Loan(subject="A-E12", kind="engine", home="A", borrower="B", begun_at=MORNING)
    assert cost(still, Rate("engine", 6_000, "EUR", "hour")).total == 12 * 6_000


def test_the_version_counts_that_both_had_signed_when_the_loan_began() -> None:
    old, new = version(number=1), version(number=2)
    assert agreed_when((old, new), MORNING) is None
    assert agreed_when((old, new), MORNING + timedelta(days=1)) == old
    assert agreed_when((old, new), MORNING + timedelta(days=3)) == new


def compact(name: str, lending: LendingTerms, rate: Rate | None, **how: object) -> Compact:
    signed = version(*(() if rate is None else (rate,)), number=0)
    costs = None if rate is None else signed.content.costs
    content = replace(signed.content, gives=(Giving("A", lending=lending),), costs=costs)
    agreed = replace(signed, number=1, content=content)
    return replace(
        Compact(name, "B", AgreementState.in_force, (agreed,), agreed.digest),
        **how,
    )


def test_a_loan_costs_what_the_agreement_says_that_speaks_of_what_was_lent() -> None:
    hour, piece = Rate("unit", 12_000, "EUR", "hour"), Rate("sandbag", 80, "EUR", "piece")
    units = compact("A-B-mutual-aid", LendingTerms(), hour)
    stock = LendingTerms(stock=(LentStock("sandbags", 1_000),))
    bags, free = compact("A-B-stock", stock, piece), compact("A-B-stock", stock, None)
    assert agreed_for((units, bags), ENGINE, "B") == ("A-B-mutual-aid", units.versions[0])
    assert agreed_for((units, bags), BAGS, "B") == ("A-B-stock", bags.versions[0])
    name, found = agreed_for((units, free), BAGS, "B")
    assert (name, found and found.content.costs) == ("A-B-stock", None), "nothing is owed by it"
    assert agreed_for((units,), BAGS, "B") == ("", None), "nor by what speaks of units alone"


def test_an_agreement_that_was_over_is_not_asked_while_another_speaks_of_it() -> None:
    hour, day = Rate("unit", 12_000, "EUR", "hour"), Rate("unit", 90_000, "EUR", "day")
    ended = compact("A-B-old", LendingTerms(), hour, over_number=1, over_at=MORNING)
    later = compact("A-B-new", LendingTerms(), day)
    assert agreed_for((later, ended), ENGINE, "B")[0] == "A-B-new"
    assert agreed_for((ended,), ENGINE, "B")[0] == "A-B-old", "nobody knows a better one"


TELLS = MileageReported("A-E12")


@pytest.mark.parametrize(
    ("told", "km"),
    [
        ((), None),
        ((replace(TELLS, odometer_km=48_210),), None),
        ((replace(TELLS, odometer_km=48_210), replace(TELLS, odometer_km=48_294)), 84),
        ((replace(TELLS, km=40), replace(TELLS, km=44)), 84),
        ((replace(TELLS, odometer_km=10), replace(TELLS, odometer_km=9)), 0),
    ],
)
def test_what_the_crew_tells_within_the_loan_is_what_was_driven(
    told: tuple[MileageReported, ...], km: int | None
) -> None:
    epoch = Epoch(2, 0)
    home = UnitAccepted("A-E12", "A", "A", "B", Epoch(2, 1))
    before, after = replace(TELLS, km=500), replace(TELLS, km=900)
    course = (before, UnitReleased("A-E12", "A", "A", "B", epoch), *told, home, after)
    facts = []
    for number, event in enumerate(course, 1):
        at = MORNING + timedelta(minutes=number)
        facts.append((Told(number, at, at), event))
    loan = unit_loan(facts, "A-E12", 2)
    assert loan is not None
    assert loan.km == km
