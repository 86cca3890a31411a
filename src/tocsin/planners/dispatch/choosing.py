"""Which units fill which needs, of one incident or of several at once; arrays only.

Objective, in this order: as many needs as can be filled, earlier ones first (as `shortfall` counts
them); as many skills; then the least sum, over the units that go, of their cost. One incident is
for the kernel that simulations run too (`kernel`). Several, where each unit fills one need,
are a linear assignment (Crouse 2016, as in `scipy.optimize.linear_sum_assignment`); what is left,
with skills that whoever comes does not have, is a small integer programme (HiGHS, as in
`scipy.optimize.milp`). All are exact; the last says how far off it may be where it ran out of time.
"""

from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, linear_sum_assignment, milp
from scipy.sparse import coo_array

from tocsin.planners.dispatch import skilled
from tocsin.planners.dispatch.kernel import CANNOT, I64, cheapest, fill
from tocsin.planners.dispatch.skilled import Skilled

MOST_BRANCHES = 300
"""So many are searched before the integer programme is asked."""
WORTH_COMPILING = 4_000
"""Needs² times units: below it, and where numba is not there, the kernel is run as it stands."""


class Problem(NamedTuple):
    """S needs of N incidents, U units, K skills.

    `need_of` (S): the incident of each need; `offers` (S × U): how many of it a unit brings;
    `cost` (N × U): what it costs that a unit goes there, CANNOT where it cannot; `pieces` (U): how
    many needs it can fill at once; `crew` (U): units of one number share their crew; `skill_of`
    (K), `skill_asked` (K), `skills` (K × U): as with needs, but counted on whoever comes.
    """

    need_of: I64
    offers: I64
    cost: I64
    pieces: I64
    crew: I64
    skill_of: I64
    skill_asked: I64
    skills: I64


class Choice(NamedTuple):
    """`unit_of` (S): who fills each need, -1: nobody; `goes` (U): the incident it goes to, -1: it
    stays. `gap` is how much less the sum could be at best: 0 where it is the least, None where
    nobody knows (skills were asked for, and time ran out before any way to meet them was found)."""

    unit_of: I64
    goes: I64
    cost: int
    gap: int | None


def choose(problem: Problem, limit_s: float = 0.25) -> Choice:
    """The best choice, within so many seconds of the integer programme."""
    if not problem.cost.shape[1] or not (len(problem.need_of) or len(problem.skill_of)):
        return _choice(problem, np.full(len(problem.need_of), -1), [], 0)
    if len(problem.cost) == 1:
        found, is_best = _filled(problem)
    else:
        found, is_best = assigned(problem), int(problem.pieces.max()) == 1
    if is_best and _lacks(problem, found) == 0:
        return found
    if len(problem.cost) == 1 and is_best and (met := _met(problem)) is not None:
        return met
    try:
        return _programmed(problem, limit_s)
    except ArithmeticError:
        return found._replace(gap=None)


def _choice(problem: Problem, unit_of: I64, also: list[tuple[int, int]], gap: int) -> Choice:
    """`also`: (unit, incident) of those who go for a skill alone."""
    goes = np.full(problem.cost.shape[1], -1, np.int64)
    filled = np.flatnonzero(unit_of >= 0)
    goes[unit_of[filled]] = problem.need_of[filled]
    for unit, incident in also:
        goes[unit] = incident
    on = np.flatnonzero(goes >= 0)
    return Choice(unit_of, goes, int(problem.cost[goes[on], on].sum()), gap)


def _lacks(problem: Problem, found: Choice) -> int:
    """How many pieces of skill are not met."""
    lacks = 0
    for skill, asked in enumerate(problem.skill_asked.tolist()):
        there = found.goes == problem.skill_of[skill]
        lacks += max(0, asked - int(problem.skills[skill][there].sum()))
    return lacks


def _met(problem: Problem) -> Choice | None:
    """One incident with skills; None where that is for the integer programme."""
    crew = np.unique(problem.crew, return_inverse=True)[1]
    of = Skilled(
        problem.cost[0], problem.pieces, crew, problem.skill_asked, problem.skills
    )  # fmt: skip
    found = skilled.met(of, lambda cost: _fill(problem, cost, crew))
    if found is None:
        return None
    return _choice(problem, found.unit_of, [(each, 0) for each in found.also], 0)


def _filled(problem: Problem) -> tuple[Choice, bool]:
    """One incident by the kernel, skills aside, and whether that is the best."""
    crew = np.unique(problem.crew, return_inverse=True)[1]
    unit_of, is_best = _fill(problem, problem.cost[0], crew)
    return _choice(problem, unit_of, [], 0), is_best


def _fill(problem: Problem, cost: I64, crew: I64) -> tuple[I64, bool]:
    needs, units = problem.offers.shape
    unit_of = np.full(needs, -1, np.int64)
    if needs == 1:
        unit_of[0] = cheapest(np.where(problem.offers[0] > 0, cost, CANNOT), units)
        return unit_of, True
    kernel = _compiled() if needs**2 * units >= WORTH_COMPILING else fill
    left = kernel(problem.offers, cost, problem.pieces, crew, MOST_BRANCHES, unit_of)
    return unit_of, left == 0


@cache
def _compiled() -> Callable[[I64, I64, I64, I64, int, I64], int]:
    if find_spec("numba") is None:
        return fill
    from tocsin.geo.network.compiled import compiled

    return compiled(fill)


def assigned(problem: Problem) -> Choice:
    """Each crew to at most one need: rows are needs, columns crews, and nobody for each need.
    Skills are of no account."""
    needs, units = problem.offers.shape
    cost = np.where(problem.offers > 0, problem.cost[problem.need_of], CANNOT)
    crews, of = np.unique(problem.crew, return_inverse=True)
    best = np.full((needs, len(crews)), CANNOT, np.int64)
    who = np.full((needs, len(crews)), -1, np.int64)
    best[:, of], who[:, of] = cost, np.arange(units)
    if len(crews) < units:
        for unit in np.flatnonzero(np.bincount(of)[of] > 1).tolist():
            better = (cost[:, unit] < best[:, of[unit]]) | (
                (cost[:, unit] == best[:, of[unit]]) & (unit < who[:, of[unit]])
            )
            best[better, of[unit]] = cost[better, unit]
            who[better, of[unit]] = unit
    nobody = np.full((needs, needs), float(CANNOT) ** 2)
    np.fill_diagonal(nobody, _left(problem, best))
    table = np.where(best >= CANNOT, float(CANNOT) ** 2, best)
    rows, columns = linear_sum_assignment(np.hstack([table, nobody]))
    unit_of = np.full(needs, -1, np.int64)
    on = columns < len(crews)
    unit_of[rows[on]] = who[rows[on], columns[on]]
    return _choice(problem, unit_of, [], 0)


def _left(problem: Problem, cost: I64) -> npt.NDArray[np.float64]:
    """What it costs to leave each need unfilled: more than anything else together; earlier needs
    more. Of all ways to fill the most needs the same ones come first, whatever the differences
    (the sets of needs that can be filled are the independent sets of a matroid)."""
    real = cost[cost < CANNOT]
    most = int(real.max(initial=0)) + 1
    needs = len(problem.need_of)
    step = float(most * (needs + 1))
    return np.arange(2 * needs, needs, -1).astype(np.float64) * step


def _programmed(problem: Problem, limit_s: float) -> Choice:
    """As an integer programme. Columns: x (need, unit), y (unit, incident), z (need left), w
    (pieces of skill left). Asked twice: how few can be left, then what is the least cost."""
    needs, _ = problem.offers.shape
    is_real = problem.cost < CANNOT
    x_need, x_unit = np.nonzero((problem.offers > 0) & is_real[problem.need_of])
    useful = np.zeros_like(is_real)
    useful[problem.need_of[x_need], x_unit] = True
    for skill, of in enumerate(problem.skill_of.tolist()):
        useful[of] |= problem.skills[skill] > 0
    y_incident, y_unit = np.nonzero(is_real & useful)
    y_at = np.full(is_real.shape, -1, np.int64)
    x, y = len(x_need), len(y_unit)
    y_at[y_incident, y_unit] = x + np.arange(y)
    z = x + y
    w = z + needs
    rows = _Rows()
    rows.lay(problem, x_need, x_unit, y_at, z, w)
    upper = np.ones(w + len(problem.skill_of))
    upper[w:] = problem.skill_asked
    bounds, options = Bounds(0, upper), {"time_limit": limit_s, "mip_rel_gap": 0.0}

    def least(price: npt.NDArray[np.float64]) -> OptimizeResult:
        found = milp(
            price, integrality=np.ones(len(price)), bounds=bounds, options=options,
            constraints=rows.constraint(len(price)),
        )  # fmt: skip
        if found.x is None:
            raise ArithmeticError("no choice was found in time")
        return found

    left = np.zeros(len(upper))
    left[z:w] = np.arange(2 * needs, needs, -1) * (int(problem.skill_asked.sum()) + 1)
    left[w:] = 1
    fewest = round(least(left).fun)
    rows.row([(e, float(left[e])) for e in range(z, len(left))], -np.inf, fewest)
    price = np.zeros(len(upper))
    price[x:z] = problem.cost[y_incident, y_unit]
    solved = least(price)
    taken = np.rint(solved.x).astype(np.int64)
    unit_of = np.full(needs, -1, np.int64)
    on = np.flatnonzero(taken[:x])
    unit_of[x_need[on]] = x_unit[on]
    also = [(int(y_unit[e]), int(y_incident[e])) for e in np.flatnonzero(taken[x:z])]
    is_least = solved.status == 0 or solved.mip_dual_bound is None
    gap = 0 if is_least else max(0, round(solved.fun - solved.mip_dual_bound))
    return _choice(problem, unit_of, also, gap)


class _Rows:
    """Rows of the programme, one after another."""

    def __init__(self) -> None:
        self._rows: list[int] = []
        self._columns: list[int] = []
        self._values: list[float] = []
        self._low: list[float] = []
        self._high: list[float] = []

    def row(self, entries: list[tuple[int, float]], low: float, high: float) -> None:
        """The sum of these columns lies between."""
        at = len(self._low)
        for column, value in entries:
            self._rows.append(at)
            self._columns.append(column)
            self._values.append(value)
        self._low.append(low)
        self._high.append(high)

    def constraint(self, columns: int) -> LinearConstraint:
        """All rows so far."""
        shape = (len(self._low), columns)
        matrix = coo_array((self._values, (self._rows, self._columns)), shape=shape).tocsr()
        return LinearConstraint(matrix, self._low, self._high)

    def lay(self, problem: Problem, x_need: I64, x_unit: I64, y_at: I64, z: int, w: int) -> None:
        """Each need is filled once or left; nobody fills more than it brings (Hall: of needs of
        which it brings at most so many, at most so many); a crew goes to one place, in one vehicle;
        skills are met by whoever goes, or left."""
        for need in range(len(problem.need_of)):
            filled = [(int(e), 1.0) for e in np.flatnonzero(x_need == need)]
            self.row([*filled, (z + need, 1.0)], 1, 1)
        for incident, unit in np.argwhere(y_at >= 0).tolist():
            at = int(y_at[incident, unit])
            here = (x_unit == unit) & (problem.need_of[x_need] == incident)
            brings = problem.offers[x_need, x_unit]
            for most in sorted(set(brings[here].tolist())):
                within = np.flatnonzero(here & (brings <= most)).tolist()
                self.row([*((e, 1.0) for e in within), (at, -float(most))], -np.inf, 0)
        for crew in np.unique(problem.crew).tolist():
            mine = y_at[:, problem.crew == crew]
            self.row([(int(e), 1.0) for e in mine[mine >= 0]], 0, 1)
        for skill, of in enumerate(problem.skill_of.tolist()):
            has = np.flatnonzero((problem.skills[skill] > 0) & (y_at[of] >= 0)).tolist()
            entries = [(int(y_at[of, unit]), float(problem.skills[skill, unit])) for unit in has]
            self.row([*entries, (w + skill, 1.0)], float(problem.skill_asked[skill]), np.inf)
