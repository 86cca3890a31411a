"""The kernel against every other way there is, on small cases of every sort."""

from functools import partial

import numpy as np
import pytest

from tests.planners.dispatch.exhaustive import best, worth_of
from tocsin.planners.dispatch.choosing import CANNOT, Choice, Problem, choose

SORTS = {
    "one piece each": {"most": 1, "skills": 0},
    "a quint fills two": {"most": 2, "skills": 0},
    "skills are asked for": {"most": 1, "skills": 1},
    "both": {"most": 2, "skills": 1},
}


def drawn(seed: int, most: int, skills: int) -> Problem:
    """A small problem: some cannot go, some share a crew, some bring nothing."""
    draw = np.random.default_rng(seed)
    incidents, needs, units = (int(e) for e in draw.integers((1, 1, 1), (3, 4, 6)))
    offers = draw.integers(0, most + 1, (needs, units))
    cost = draw.integers(0, 50, (incidents, units))
    cost[draw.random((incidents, units)) < 0.1] = CANNOT
    crew = draw.integers(0, units, units) if seed % 2 else np.arange(units)
    return Problem(
        need_of=np.sort(draw.integers(0, incidents, needs)), offers=offers, cost=cost,
        pieces=np.maximum(1, offers.max(axis=0)), crew=crew,
        skill_of=draw.integers(0, incidents, skills),
        skill_asked=draw.integers(1, 3, skills), skills=draw.integers(0, 2, (skills, units)),
    )  # fmt: skip


@pytest.mark.parametrize("sort", SORTS)
def test_no_other_way_to_send_them_is_better(sort: str) -> None:
    for seed in range(40):
        problem = drawn(seed, **SORTS[sort])
        assert worth_of(problem, choose(problem, limit_s=10)) == best(problem), seed


def nearest_first(problem: Problem) -> Choice:
    """Each need in turn takes the cheapest that is left: what a tired person does."""
    left, goes = problem.cost.copy(), np.full(problem.cost.shape[1], -1)
    unit_of = np.full(len(problem.need_of), -1)
    for need, incident in enumerate(problem.need_of.tolist()):
        can = np.where(problem.offers[need] > 0, left[incident], CANNOT)
        unit = int(can.argmin()) if len(can) else -1
        if unit >= 0 and can[unit] < CANNOT:
            unit_of[need], goes[unit] = unit, incident
            left[:, problem.crew == problem.crew[unit]] = CANNOT
    on = np.flatnonzero(goes >= 0)
    return Choice(unit_of, goes, int(problem.cost[goes[on], on].sum()), 0)


def test_the_oracle_sees_a_choice_that_takes_the_nearest_first() -> None:
    """The control."""
    make = partial(drawn, most=1, skills=0)
    problems = [make(seed) for seed in range(40)]
    assert any(worth_of(each, nearest_first(each)) != best(each) for each in problems)


def test_forty_calls_at_once_are_served_together_for_the_least_sum() -> None:
    """Against the linear programme without whole numbers, which can only be less."""
    draw = np.random.default_rng(5)
    needs, units = 120, 400
    problem = Problem(
        need_of=np.repeat(np.arange(40), 3), offers=(draw.random((needs, units)) < 0.3) * 1,
        cost=draw.integers(60, 2_000, (40, units)), pieces=np.ones(units, np.int64),
        crew=np.arange(units), skill_of=np.zeros(0, np.int64), skill_asked=np.zeros(0, np.int64),
        skills=np.zeros((0, units), np.int64),
    )  # fmt: skip
    found = choose(problem)
    assert found.gap == 0
    assert (found.unit_of >= 0).all()
    assert len(set(found.unit_of.tolist())) == needs
    assert found.cost < nearest_first(problem).cost


def test_nobody_to_send_and_nothing_needed_are_answers() -> None:
    empty = drawn(1, 1, 0)._replace(
        need_of=np.zeros(0, np.int64), offers=np.zeros((0, 4), np.int64),
        cost=np.zeros((1, 4), np.int64), pieces=np.ones(4, np.int64), crew=np.arange(4),
    )  # fmt: skip
    assert choose(empty).goes.tolist() == [-1] * 4
    nobody = empty._replace(
        need_of=np.zeros(2, np.int64), offers=np.zeros((2, 0), np.int64),
        cost=np.zeros((1, 0), np.int64), pieces=np.ones(0, np.int64), crew=np.arange(0),
    )  # fmt: skip
    assert choose(nobody).unit_of.tolist() == [-1, -1]
