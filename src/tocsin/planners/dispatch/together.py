"""Several incidents at once, with skills: near the best, and by how much it could be better.

Without regard to skills an assignment is the best there is, and so a bound. Where it lacks a skill,
one need of that incident is left to those alone who have it, or one of them rides for it, whichever
looks cheapest, and all are assigned anew; until no skill is lacking. Beside that: the cheapest that
is left rides, without assigning anew; and the integer programme is asked about the few cheapest for
each need and skill. The best is taken; the bound says how far off it may be.
"""

import numpy as np
import numpy.typing as npt

from tocsin.planners.dispatch.choosing import Choice, Problem, assigned, choose
from tocsin.planners.dispatch.kernel import CANNOT, I64

FEW = 10
"""So many for each need and skill."""
NONE = np.zeros(0, np.int64)
Mask = npt.NDArray[np.bool_]


def without_skills(problem: Problem, limit_s: float) -> Choice:
    """The best choice without regard to skills: with them none is better."""
    return choose(
        problem._replace(skill_of=NONE, skill_asked=NONE, skills=problem.skills[:0]), limit_s
    )


def together(problem: Problem, limit_s: float) -> Choice:
    """The best choice that was found, with its gap."""
    plain = without_skills(problem, limit_s)
    if not _lacks(problem, plain.goes).any():
        return plain
    found = [_ridden(problem, plain)]
    if int(problem.pieces.max()) == 1:
        found.append(_left_to_the_skilled(problem, plain))
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


def _left_to_the_skilled(problem: Problem, plain: Choice) -> Choice:
    """The assignment, where needs are left to those alone who have a skill that it lacks."""
    needs = len(problem.need_of)
    narrowed, choice = problem, plain
    may = np.ones(needs, np.bool_)
    for _ in range(needs + int(problem.skill_asked.sum())):
        lacks = np.flatnonzero(_lacks(problem, choice.goes))
        if not len(lacks):
            break
        skill = int(lacks[0])
        need = _cheapest(problem, choice, skill, may)
        tried = _narrowed(narrowed, skill, need)
        after = assigned(tried)
        is_alike = bool(((after.unit_of[:needs] < 0) == (plain.unit_of < 0)).all())
        if need is not None:
            may[need] = False
        elif not is_alike or after.unit_of[-1] < 0:
            break
        if is_alike:
            narrowed, choice = tried, after._replace(unit_of=after.unit_of[:needs])
    return choice._replace(gap=None)


def _narrowed(problem: Problem, skill: int, need: int | None) -> Problem:
    """The need is for those who have the skill; where it is None, one of them rides."""
    has = problem.skills[skill] > 0
    if need is not None:
        offers = problem.offers.copy()
        offers[need] *= has
        return problem._replace(offers=offers)
    return problem._replace(
        need_of=np.append(problem.need_of, problem.skill_of[skill]),
        offers=np.vstack([problem.offers, has.astype(np.int64)]),
    )  # fmt: skip


def _cheapest(problem: Problem, choice: Choice, skill: int, may: Mask) -> int | None:
    """Which need of the incident is cheapest left to those who have the skill: one of them goes
    instead of who fills it, who may fill in for them. None where it is cheaper that one rides."""
    of, cost = int(problem.skill_of[skill]), problem.cost
    has = (problem.skills[skill] > 0) & (cost[of] < CANNOT) & (choice.goes != of)
    units = np.flatnonzero(has & ~np.isin(problem.crew, problem.crew[choice.goes == of]))
    goes = choice.goes[units]
    fills = np.full(len(choice.goes), -1, np.int64)
    on = np.flatnonzero(choice.unit_of >= 0)
    fills[choice.unit_of[on]] = on
    rides = cost[of, units[goes < 0]].min(initial=CANNOT)
    best, least = None, int(rides)
    for need in np.flatnonzero((problem.need_of == of) & may & (choice.unit_of >= 0)).tolist():
        now = int(choice.unit_of[need])
        instead = np.where(goes < 0, 0, cost[goes, now] - cost[goes, units])
        can = (problem.offers[need, units] > 0) & (
            (goes < 0)
            | ((fills[units] >= 0) & (problem.offers[fills[units], now] > 0)
               & (cost[goes, now] < CANNOT))
        )  # fmt: skip
        more = np.where(can, cost[of, units] - cost[of, now] + instead, CANNOT)
        if len(more) and int(more.min()) < least:
            best, least = need, int(more.min())
    return best


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
