"""What advice came to, on logs that were made: followed, not followed, and who was there sooner."""

from datetime import timedelta
from random import Random
from typing import Any

import msgspec
import pytest

from tests.operations.story import MORNING
from tests.views.towns import incident, response, unit
from tocsin.operations.advised import Kept, KeptOption, KeptUnit, basis_of
from tocsin.operations.picture.incident import Aside, Incident
from tocsin.terms.codes import AsideReason
from tocsin.views.measures import MEASURES, Ask
from tocsin.views.measures.advice import LEVEL, Case, _chance, better, cases

UNITS = {f"PE-{each}": unit(each) for each in ("E1", "E2", "E3")}
P50, P90 = 300, 400


def basis(name: str, option: int | None = None, units: int = 1) -> str:
    """An advice: E1 first (with E2, where two are needed), else E2 and E3."""
    known = tuple(
        KeptUnit(f"PE-{each}", P50, P90, 200, "at_station", 0, None, None, "engine", None)
        for each in ("E1", "E2", "E3")
    )
    first, second = (("PE-E1", "PE-E2"), ("PE-E1", "PE-E3")) if units == 2 else (
        ("PE-E1",), ("PE-E2",)
    )  # fmt: skip
    return basis_of(
        Kept(
            planner="dispatch", version=1, position=7, ground=None, seed=0, policy="coverage",
            policy_version=0, at=MORNING, incident=f"PE-{name}", needs=("engine",) * units,
            options=(KeptOption(first, P50, P90, 1), KeptOption(second, P50 + 60, P90 + 60, 2)),
            units=known, option=option,
        )
    )  # fmt: skip


def told(
    name: str, *went: tuple[str, int | None], option: int | None = None, units: int = 1,
    why: AsideReason | None = None, type: str = "fire.structure",
) -> Incident:  # fmt: skip
    """An incident to which these were sent at once, on one advice; when each was there."""
    stands = basis(name, option, units)
    rows = tuple(
        msgspec.structs.replace(response(f"PE-{each}", 0, 30, at), basis=stands)
        for each, at in went
    )
    found = incident(name, 0, *rows, type=type)
    if why is None:
        return found
    said = Aside(MORNING + timedelta(seconds=5), why, None, (), stands)
    return msgspec.structs.replace(found, asides=(said,))


def answer(*incidents: Incident) -> dict[str, Any]:
    return MEASURES["advice"](incidents, UNITS, Ask()).plain()


def test_each_advice_is_one_case_of_one_of_four_outcomes() -> None:
    found = answer(
        told("1", ("E1", 290), option=1), told("2", ("E2", 350), option=2),
        told("3", ("E3", 200), why=AsideReason.nearer), told("4", why=AsideReason.known),
        incident("5", 0, response("PE-E1", 0, 30, 90)),
    )  # fmt: skip
    assert found["n"] == 4, "an order that rests on no advice is none"
    assert [found[each] for each in ("followed", "another", "otherwise", "nobody")] == [1, 1, 1, 1]
    assert found["by_reason"]["nearer"]["cases"] == 1
    assert found["by_reason"]["known"]["nobody"] == 1
    assert found["by_reason"]["no word"]["another"] == 1


def test_arrivals_are_held_against_the_p90_that_was_said() -> None:
    found = answer(*(told(f"{n}", ("E1", at)) for n, at in enumerate((100, 400, 401, 900))))
    assert (found["arrivals"], found["within_p90"], found["within_p90_share"]) == (4, 2, 0.5)
    assert found["within_p90_low"] < 0.5 < found["within_p90_high"]


def test_who_sends_fewer_is_not_compared_and_who_never_came_is_not_either() -> None:
    found = list(
        cases(
            (
                told("1", ("E3", 100), units=2), told("2", ("E3", 100), ("E2", 150), units=2),
                told("3", ("E3", 100), ("E2", None), units=2),
            )
        )
    )  # fmt: skip
    assert [each.is_compared for each in found] == [False, True, False]
    assert (found[1].came_s, found[1].is_sooner) == (150, True)


def made(seed: int, people_s: int, followed_s: int, number: int = 60) -> list[Incident]:
    """A log of one kind of call: half of the advices followed, half not, each with its own chance.
    The forecast is 300 s; those who follow come about `followed_s` after the order."""
    chance = Random(seed)
    found = []
    for n in range(number):
        is_followed = n % 2 == 0
        middle = followed_s if is_followed else people_s
        at = max(40, round(chance.gauss(middle, 40)))
        sign, why = ("E1", None) if is_followed else ("E3", AsideReason.nearer)
        found.append(told(f"{n}", (sign, at), option=1 if is_followed else None, why=why))
    return found


def test_where_people_do_better_it_is_said_with_the_numbers() -> None:
    does = answer(*made(3, people_s=230, followed_s=300))["by_type"]["fire.structure"]
    assert does["is_so"]
    assert (does["of"], does["followed"]) == (30, 30)
    assert does["sooner"] > does["followed_sooner"] + 6
    assert does["p"] < LEVEL


@pytest.mark.parametrize(
    ("people_s", "followed_s"), [(300, 300), (230, 230), (360, 300), (360, 360)]
)
def test_where_they_do_not_or_the_forecast_is_only_wrong_nothing_is_said(
    people_s: int, followed_s: int
) -> None:
    """The control: a forecast that is too late for everybody makes nobody better."""
    does = answer(*made(3, people_s, followed_s))["by_type"]["fire.structure"]
    assert does["of"] == 30
    assert not does["is_so"]


def test_of_few_cases_nothing_is_said_however_good() -> None:
    few = [
        *(told(f"f{n}", ("E1", 350), option=1) for n in range(19)),
        *(told(f"p{n}", ("E3", 60)) for n in range(9)),
    ]
    row = answer(*few)["by_type"]["fire.structure"]
    assert (row["p"], row["is_so"]) == (None, False)
    more = [*few, told("f", ("E1", 350), option=1), told("p", ("E3", 60))]
    assert answer(*more)["by_type"]["fire.structure"]["is_so"], "the control: enough of both"


def test_chance_alone_rarely_makes_us_say_so_over_all_kinds_together() -> None:
    """200 towns in which it makes no difference, with 8 kinds of call each."""
    chance, wrong = Random(11), 0
    for _ in range(200):
        found = [
            Case(f"kind.{kind}", outcome, None, 300, 299 if chance.random() < 0.5 else 301, ())
            for kind in range(8)
            for outcome in ["followed"] * 25 + ["otherwise"] * 20
        ]
        wrong += any(each.is_so for each in better(found).values())
    assert wrong <= 200 * LEVEL * 1.6


def test_the_chance_is_fishers() -> None:
    """Fisher's own tea: eight cups, four of four right by chance once in seventy."""
    assert _chance(4, 4, 0, 4) == pytest.approx(1 / 70)
    assert _chance(0, 4, 4, 4) == 1
    assert _chance(3, 4, 1, 4) == pytest.approx(17 / 70)
