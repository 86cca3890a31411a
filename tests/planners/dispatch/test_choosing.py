"""The kernel against every other way there is, on small cases of every sort."""

from collections.abc import Callable
from functools import partial

import numpy as np
import pytest

from tests.planners.dispatch.exhaustive import best, worth_of
from tocsin.geo.network.compiled import compiled
from tocsin.planners.dispatch import choosing
from tocsin.planners.dispatch.choosing import Choice, Problem, choose
from tocsin.planners.dispatch.kernel import CANNOT, fill

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


def laid_out(seed: int, pieces: int) -> Problem:
    """One incident, more units than can be tried one by one."""
    draw = np.random.default_rng(seed)
    needs, units = (int(e) for e in draw.integers((2, 4), (9, 25)))
    offers = (draw.random((needs, units)) < 0.4) * draw.integers(1, pieces + 1, (needs, units))
    cost = draw.integers(60, 900, (1, units))
    cost[draw.random((1, units)) < 0.1] = CANNOT
    crew = np.where(draw.random(units) < 0.3, draw.integers(0, units, units), np.arange(units))
    return drawn(1, 1, 0)._replace(
        need_of=np.zeros(needs, np.int64), offers=offers, cost=cost, crew=crew,
        pieces=np.maximum(1, offers.max(axis=0)),
    )  # fmt: skip


def worth(problem: Problem, choice: Choice) -> tuple[int, int]:
    """Less is better: needs left, earlier ones more; the cost."""
    left = np.flatnonzero(choice.unit_of < 0)
    return int((2 * len(problem.need_of) - left).sum()), choice.cost


def filled(problem: Problem, kernel: Callable[..., int] = fill, most: int = 5_000) -> Choice:
    """By the kernel alone, to its end."""
    unit_of = np.zeros(len(problem.need_of), np.int64)
    cost = problem.cost[0]
    left = kernel(problem.offers, cost, problem.pieces, problem.crew, most, unit_of)
    goes = np.unique(unit_of[unit_of >= 0])
    return Choice(unit_of, goes, int(cost[goes].sum()), left)


@pytest.mark.parametrize(
    "pieces", [1, *(pytest.param(many, marks=pytest.mark.full) for many in (2, 4))]
)
def test_the_kernel_of_one_incident_does_as_well_as_an_integer_programme(pieces: int) -> None:
    for seed in range(30):
        problem = laid_out(seed, pieces)
        found = filled(problem)
        assert found.gap == 0
        assert worth(problem, found) == worth(problem, choosing._programmed(problem, 10)), seed


def test_a_kernel_that_may_not_branch_is_seen_to_be_worse() -> None:
    """The control."""
    problems = [laid_out(seed, 4) for seed in range(30)]
    short = [filled(each, most=1) for each in problems]
    assert any(e.gap for e in short)
    assert any(
        worth(p, s) > worth(p, filled(p)) for p, s in zip(problems, short, strict=True) if s.gap
    )


def test_the_compiled_kernel_chooses_as_the_plain_one_and_others_beside_change_nothing() -> None:
    kernel = compiled(fill)
    for seed in range(30):
        problem = laid_out(seed, 1 + seed % 3)
        plain = filled(problem).unit_of.tolist()
        assert filled(problem, kernel).unit_of.tolist() == plain
        units = problem.cost.shape[1]
        wider = problem._replace(
            offers=np.repeat(problem.offers, 2, axis=1), pieces=np.repeat(problem.pieces, 2),
            cost=np.stack([problem.cost, np.full_like(problem.cost, CANNOT)], 2).reshape(1, -1),
            crew=np.stack([2 * problem.crew, 2 * np.arange(units) + 1], 1).ravel(),
        )  # fmt: skip
        assert [e // 2 if e >= 0 else -1 for e in filled(wider).unit_of.tolist()] == plain


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
