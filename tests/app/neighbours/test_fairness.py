"""`tocsin measure TOWN lending`: both towns of a loan say the same of it, as its page does."""

import csv
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from tests.app.neighbours.test_lending_over_a_link import handed_over, towns
from tests.app.neighbours.test_two_towns import Served, done, typed
from tests.laws.lending_traces import LENT, told_so_far
from tests.laws.lending_world import LendingWorld, Setting, lent_each_other
from tests.operations.story import MORNING
from tocsin.app.fairness import lent_of
from tocsin.app.outcome import Exit
from tocsin.operations.picture import Picture
from tocsin.operations.picture.agreement import Costs, Payer, Rate
from tocsin.views.loans import Loan, unit_loan

__all__ = ["towns"]

_replace = msgspec.structs.replace
RATE = Rate("engine with crew", 12_000, "EUR", "hour")
DRIVEN = Rate("distance driven", 250, "CHF", "km")
LOAN = Loan(
    subject="A-E12", kind="engine", home="A", borrower="B", begun_at=MORNING,
    ended_at=MORNING + timedelta(minutes=390),
)  # fmt: skip


def agreed(own: str, *rates: Rate) -> Picture:
    """A and B lend each other, four hours free, by the log of one of them."""
    compact = lent_each_other(own, "B" if own == "A" else "A")
    (version,) = compact.versions
    signatures = tuple(_replace(each, signed_at=MORNING) for each in version.signatures)
    costs = Costs(payer=Payer.borrower, free_h=4, rates=rates)
    content = _replace(version.content, costs=costs)
    version = _replace(version, content=content, signatures=signatures)
    compact = _replace(compact, versions=(version,))
    picture = Picture()
    return _replace(picture, compacts=picture.compacts.put(compact.id, compact))


@pytest.mark.parametrize(
    ("rates", "cost"),
    [((RATE,), {"EUR": 30_000}), ((RATE, DRIVEN), {"EUR": 30_000}), ((DRIVEN,), {}), ((), {})],
)
def test_the_cost_is_what_the_rates_of_the_day_come_to(
    rates: tuple[Rate, ...], cost: dict[str, int]
) -> None:
    for own in ("A", "B"):
        (found,) = lent_of(LOAN, agreed(own, *rates), own, MORNING)
        assert (found.minutes, found.cost, found.is_over) == (390, cost, True)
    before = _replace(LOAN, begun_at=MORNING - timedelta(days=1))
    for loan, picture in ((before, agreed("A", *rates)), (LOAN, Picture())):
        (found,) = lent_of(loan, picture, "A", MORNING)
        assert found.cost == {}, "not agreed by then, or never"


def test_a_loan_that_lasts_runs_until_now() -> None:
    loan = _replace(LOAN, ended_at=None)
    (found,) = lent_of(loan, agreed("A", RATE), "A", MORNING + timedelta(hours=5))
    assert (found.minutes, found.cost, found.is_over) == (300, {"EUR": 12_000}, False)


def test_a_unit_that_is_lent_on_counts_for_each_town_that_had_it() -> None:
    """By the log of its home, and of the town in the middle: hours to each, cost to the first."""
    setting = Setting("a chain", "ABC", ("AB", "BC"), sub_lends=True)
    on = ("offer B A-E12 C", "ask B A-E12", "ready B A-E12", "ReleaseUnit B A-E12", "read C B")
    back = ("offer C A-E12 B", "ask C A-E12", "ready C A-E12", "ReleaseUnit C A-E12", "read B C")
    world = told_so_far(LendingWorld(setting), (*LENT, "read A B", *on, "read B C", "read A B"))
    told_so_far(world, (*back, "read C B", "read A B"))
    for town in "AB":
        facts = [(each.stamp, each.event) for each in world.towns[town][-1].facts]
        loan = unit_loan(facts, "A-E12", 2)
        assert loan is not None
        assert [each.town for each in loan.stays] == ["B", "C", "B"], town
        assert [each.until for each in loan.stays[:-1]] == [each.since for each in loan.stays[1:]]
        now = loan.begun_at + timedelta(hours=8)
        parts = list(lent_of(loan, agreed(town, RATE), town, now))
        assert sum(each.minutes for each in parts) in range(478, 481), "halves of a minute"
        assert [each.is_over for each in parts] == [True, True, False]
        assert [each.cost for each in parts] == [{"EUR": 48_000}, {}, {}]
        assert [each.home for each in parts] == ["A"] * 3


def months(town: Served, *more: str) -> list[dict[str, object]]:
    found = done("measure", str(town.folder), "lending", *more)["months"]
    assert isinstance(found, list)
    return found


@pytest.mark.full
def test_both_towns_count_a_loan_alike_and_as_its_page_has_it(
    towns: tuple[Served, Served], tmp_path: Path
) -> None:
    home, there = towns
    assert months(home) == []
    handed_over(home, there, "2.0", "offer", "WE")
    (out,) = months(home)
    assert (out["gave"], out["got"], out["loans"], out["still_out"]) == ("PE", "WE", 1, 1)
    handed_over(there, home, "2.1", "return")
    table = tmp_path / "lending.csv"
    for town in towns:
        (back,) = months(town)
        assert (back["gave"], back["got"], back["loans"], back["still_out"]) == ("PE", "WE", 1, 0)
        page = done("lend", "page", str(town.folder), "E12")
        assert (back["minutes"], back["cost"]) == (page["minutes"], page["totals"])
    assert months(home, "--csv", str(table)) == months(home)
    with table.open() as rows:
        (row,) = csv.DictReader(rows)
    assert (row["gave"], row["got"], row["loans"], row["currency"]) == ("PE", "WE", "1", "EUR")
    for wrong in (("--csv", str(table)), ("--by", "unit")):
        assert typed("measure", str(home.folder), "lending", *wrong)[0] == Exit.usage
    assert typed("measure", str(home.folder), "volume", "--csv", str(table))[0] == Exit.usage
