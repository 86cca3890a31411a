"""The best choice for one incident where skills are asked for that those who go do not have.

Branch and bound (Land and Doig 1960) on who comes for a skill. Without regard to skills the kernel
gives the best choice, and so a bound. Whatever meets a skill better sends one of those who have it
and do not go yet: the first of them goes; or not the first, but the second; and so on. Who has to
go is paid for before, so that the kernel fills a need with them or lets them ride for the skill
alone.
"""

import heapq
from collections.abc import Callable
from itertools import count
from typing import NamedTuple

import numpy as np

from tocsin.planners.dispatch.kernel import CANNOT, I64

MOST_SEARCHED = 300
Fill = Callable[[I64], tuple[I64, bool]]
"""Costs (U) → who fills each need (S), and whether that is the best."""


class Skilled(NamedTuple):
    """As in `choosing.Problem`, of one incident."""

    cost: I64
    pieces: I64
    crew: I64
    asked: I64
    skills: I64


class Found(NamedTuple):
    """`unit_of` (S) fills the needs; `also` ride for a skill alone."""

    unit_of: I64
    also: tuple[int, ...]
    worth: tuple[int, int]
    """What is left of needs and skills, weighed; the cost."""


class _Node(NamedTuple):
    """Who must go, who must not, and what anything within is worth at best."""

    bound: tuple[int, int]
    number: int
    must: tuple[int, ...]
    not_: tuple[int, ...]


def met(problem: Skilled, fill: Fill) -> Found | None:
    """The best choice; None where it was not found among so many."""
    numbers = count()
    waiting = [_Node((0, 0), next(numbers), (), ())]
    best: Found | None = None
    for _ in range(MOST_SEARCHED):
        if not waiting:
            return best
        node = heapq.heappop(waiting)
        if best is not None and node.bound >= best.worth:
            return best
        solved = _solved(problem, fill, node)
        if solved is None:
            return None
        found, lacks = solved
        if best is None or found.worth < best.worth:
            best = found
        if not lacks.any():
            continue
        for bound, must, not_ in _branches(problem, node, found, lacks):
            if bound < best.worth:
                heapq.heappush(waiting, _Node(bound, next(numbers), must, not_))
    return best if not waiting or best is None or waiting[0].bound >= best.worth else None


def _solved(problem: Skilled, fill: Fill, node: _Node) -> tuple[Found, I64] | None:
    cost = problem.cost.copy()
    cost[list(node.not_)] = CANNOT
    for unit in node.must:
        cost[problem.crew == problem.crew[unit]] = CANNOT
    must = list(node.must)
    cost[must] = 0
    unit_of, is_best = fill(cost)
    if not is_best:
        return None
    goes = sorted({*unit_of[unit_of >= 0].tolist(), *must})
    needs = len(unit_of)
    weights = np.arange(2 * needs, needs, -1)
    lacks = np.maximum(0, problem.asked - problem.skills[:, goes].sum(axis=1))
    left = int(weights[unit_of < 0].sum()) * (int(problem.asked.sum()) + 1) + int(lacks.sum())
    also = tuple(each for each in must if each not in unit_of)
    return Found(unit_of, also, (left, int(problem.cost[goes].sum()))), lacks


def _branches(
    problem: Skilled, node: _Node, found: Found, lacks: I64
) -> list[tuple[tuple[int, int], tuple[int, ...], tuple[int, ...]]]:  # fmt: skip
    """One unit more replaces at most one of those who go, where each fills one need; at most all of
    them, where some fill more."""
    skill = int(np.flatnonzero(lacks)[0])
    goes = {*found.unit_of[found.unit_of >= 0].tolist(), *node.must}
    free = [int(problem.cost[each]) for each in goes if each not in node.must]
    saved = max(free, default=0) if int(problem.pieces.max()) == 1 else sum(free)
    crews = {int(problem.crew[each]) for each in node.must}
    has = [
        each for each in np.flatnonzero(problem.skills[skill]).tolist()
        if each not in goes and each not in node.not_ and problem.cost[each] < CANNOT
        and int(problem.crew[each]) not in crews
    ]  # fmt: skip
    has.sort(key=lambda each: (int(problem.cost[each]), each))
    left, cost = found.worth[0] - int(lacks.sum()), found.worth[1]
    return [
        (
            (left, cost + max(0, int(problem.cost[each]) - saved)),
            (*node.must, each),
            (*node.not_, *has[:at]),
        )
        for at, each in enumerate(has)
    ]
