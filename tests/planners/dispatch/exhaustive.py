"""The oracle: every way to send a few units, tried one by one."""

from itertools import product

from tocsin.planners.dispatch.choosing import Choice, Problem
from tocsin.planners.dispatch.kernel import CANNOT

Worth = tuple[int, int]
"""(less is better) needs and skills that are left, weighed as the kernel does; then the cost."""


def best(problem: Problem) -> Worth:
    """The least of all ways to send units."""
    incidents, units = problem.cost.shape
    found = (_worth(problem, goes) for goes in product(range(-1, incidents), repeat=units))
    return min(each for each in found if each is not None)


def _worth(problem: Problem, goes: tuple[int, ...]) -> Worth | None:
    """What it is worth, at the best filling; None where they cannot all go."""
    on = [(unit, at) for unit, at in enumerate(goes) if at >= 0]
    crews = [int(problem.crew[unit]) for unit, _ in on]
    cost = sum(int(problem.cost[at, unit]) for unit, at in on)
    if cost >= CANNOT or len(set(crews)) < len(crews):
        return None
    filled = 0
    for incident in range(len(problem.cost)):
        needs = [n for n, of in enumerate(problem.need_of.tolist()) if of == incident]
        pieces = [
            (unit, piece)
            for unit, at in on
            if at == incident
            for piece in range(int(problem.pieces[unit]))
        ]
        filled += _filled(problem, needs, pieces)
    return _left(problem, filled, goes), cost


def _filled(problem: Problem, needs: list[int], pieces: list[tuple[int, int]]) -> int:
    if not needs:
        return 0
    need, rest = needs[0], needs[1:]
    worth = 2 * len(problem.need_of) - need
    found = [_filled(problem, rest, pieces)]
    for each in pieces:
        if problem.offers[need, each[0]] > each[1]:
            others = [other for other in pieces if other != each]
            found.append(worth + _filled(problem, rest, others))
    return max(found)


def _left(problem: Problem, filled: int, goes: tuple[int, ...]) -> int:
    lacks = 0
    for skill, asked in enumerate(problem.skill_asked.tolist()):
        there = [u for u, at in enumerate(goes) if at == problem.skill_of[skill]]
        lacks += max(0, asked - sum(int(problem.skills[skill, unit]) for unit in there))
    return lacks - filled * (int(problem.skill_asked.sum()) + 1)


def worth_of(problem: Problem, choice: Choice) -> Worth:
    """What a choice is worth, by what it says of itself."""
    filled = sum(
        2 * len(problem.need_of) - need
        for need, unit in enumerate(choice.unit_of.tolist())
        if unit >= 0
    )
    goes = tuple(choice.goes.tolist())
    assert _worth(problem, goes) is not None, "it sends whom it cannot"
    return _left(problem, filled, goes), choice.cost
