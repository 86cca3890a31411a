"""Several incidents at once, with skills: near the best, and by how much it could be better.

Without regard to skills an assignment is the best there is, and so a bound. Who lacks a skill then
gets the cheapest that is left to ride for it; and the integer programme is asked about the few
cheapest for each need and skill, which is small. The better of the two is taken; the bound says how
far off it may be.
"""

import numpy as np

from tocsin.planners.dispatch.choosing import Choice, Problem, choose
from tocsin.planners.dispatch.kernel import CANNOT, I64

FEW = 10
"""So many for each need and skill."""
NONE = np.zeros(0, np.int64)


def together(problem: Problem, limit_s: float) -> Choice:
    """The best choice that was found, with its gap."""
    plain = choose(
        problem._replace(skill_of=NONE, skill_asked=NONE, skills=problem.skills[:0]), limit_s
    )
    if not _lacks(problem, plain.goes).any():
        return plain
    found = [_ridden(problem, plain)]
    if limit_s > 0:
        some = choose(_nearest(problem, plain), limit_s)
        if some.gap is not None:
            found.append(some)
    best = min(found, key=lambda each: (_left(problem, each), each.cost))
    is_alike = bool(((best.unit_of < 0) == (plain.unit_of < 0)).all())
    is_met = not _lacks(problem, best.goes).any()
    gap = best.cost - plain.cost + (plain.gap or 0) if is_alike and is_met else None
    return best._replace(gap=gap)


def _lacks(problem: Problem, goes: I64) -> I64:
    """How many pieces of each skill are not met."""
    there = goes[None, :] == problem.skill_of[:, None]
    lacks: I64 = np.maximum(0, problem.skill_asked - (problem.skills * there).sum(axis=1))
    return lacks


def _left(problem: Problem, choice: Choice) -> int:
    """What is left of needs and skills, weighed as the choice is."""
    needs = len(problem.need_of)
    weights = np.arange(2 * needs, needs, -1)
    whole = int(problem.skill_asked.sum()) + 1
    lacks = int(_lacks(problem, choice.goes).sum())
    return int(weights[choice.unit_of < 0].sum()) * whole + lacks


def _ridden(problem: Problem, plain: Choice) -> Choice:
    """The assignment, and the cheapest that are left for the skills that it lacks."""
    goes = plain.goes.copy()
    cost = plain.cost
    for skill, of in enumerate(problem.skill_of.tolist()):
        while _lacks(problem, goes)[skill] > 0:
            gone = np.isin(problem.crew, problem.crew[goes >= 0])
            can = (problem.skills[skill] > 0) & ~gone & (problem.cost[of] < CANNOT)
            if not can.any():
                break
            unit = int(np.where(can, problem.cost[of], CANNOT).argmin())
            goes[unit] = of
            cost += int(problem.cost[of, unit])
    return Choice(plain.unit_of, goes, cost, None)


def _nearest(problem: Problem, plain: Choice) -> Problem:
    """The few cheapest for each need and skill, and those of the assignment."""
    kept = np.zeros(problem.cost.shape, np.bool_)
    on = np.flatnonzero(plain.goes >= 0)
    kept[plain.goes[on], on] = True
    rows = [(of, problem.offers[at]) for at, of in enumerate(problem.need_of.tolist())]
    rows += [(of, problem.skills[at]) for at, of in enumerate(problem.skill_of.tolist())]
    for of, brings in rows:
        cost = np.where(brings > 0, problem.cost[of], CANNOT)
        kept[of, np.argsort(cost, kind="stable")[:FEW]] = True
    return problem._replace(cost=np.where(kept, problem.cost, CANNOT))
