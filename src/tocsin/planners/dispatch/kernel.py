"""The one kernel: which units fill the needs of one incident. Whole numbers in arrays, in plain
Python and nothing else, so that what advice runs is what a simulation compiles.

Objective, as in `choosing`: as many needs as can be filled, earlier ones first; then the least sum
of cost over the units that go. Needs are rows and crews columns of an assignment (the Hungarian
method; Kuhn 1955, by shortest paths as in Jonker and Volgenant 1987). A unit that fills several
needs has a column for each, at a share of its cost, which is a lower bound; where that is not what
it costs, the search branches: such a crew stays, or goes with one of its vehicles (Land and Doig
1960). Of choices that are equal the first that is found is kept, and columns nobody can use change
nothing: the same state gives the same choice.
"""

import numpy as np
import numpy.typing as npt

I64 = npt.NDArray[np.int64]
CANNOT = 2**40
"""A cost that says no. Real ones are below 2^31 ms and the prices of a policy."""
NO = 2**59
"""No entry of the table."""
STAYS, OPEN = -2, -1
"""A crew that stays, and one not decided on."""


def cheapest(cost: I64, number: int) -> int:
    """Who fills one need alone: of the first `number`, the cheapest, the first of equals; -1:
    nobody can."""
    best = -1
    for unit in range(number):
        if cost[unit] < CANNOT and (best < 0 or cost[unit] < cost[best]):
            best = unit
    return best


def fill(  # noqa: PLR0912, PLR0915 (one loop, as numba wants it)
    offers: I64, cost: I64, pieces: I64, crew: I64, most: int, unit_of: I64
) -> int:
    """Writes who fills each of several needs into `unit_of` (S; -1: nobody). `offers` (S × U),
    `cost`, `pieces` and `crew` (U; crews are numbers below U) are as in `choosing.Problem`.

    Returns 0 where that is the best there is; else how many branches were left when `most` were
    searched.
    """
    needs, units = offers.shape
    unit_of[:] = -1

    # the needs that each unit could fill at most, and the columns of each crew
    part = np.zeros(units, np.int64)
    width = np.zeros(units, np.int64)
    dearest = 0
    for unit in range(units):
        if cost[unit] < CANNOT:
            for need in range(needs):
                if offers[need, unit] > 0 and part[unit] < pieces[unit]:
                    part[unit] += 1
            width[crew[unit]] = max(width[crew[unit]], part[unit])
            if part[unit] > 0:
                dearest = max(dearest, cost[unit])
    columns = int(width.sum())
    of = np.empty(columns, np.int64)
    first = np.empty(units, np.int64)
    column = 0
    for each in range(units):
        first[each] = column
        of[column : column + width[each]] = each
        column += width[each]
    step = (dearest + 1) * (needs + 1)

    best, searched = NO, 0
    table = np.empty((needs, columns), np.int64)
    row_price = np.empty(needs, np.int64)
    price = np.empty(columns + needs, np.int64)
    holder = np.empty(columns + needs, np.int64)
    least = np.empty(columns + needs, np.int64)
    came = np.empty(columns + needs, np.int64)
    is_done = np.empty(columns + needs, np.bool_)
    who = np.empty(needs, np.int64)
    waiting = [np.full(units, OPEN, np.int64)]
    while len(waiting) > 0:
        if searched == most:
            return len(waiting)
        searched += 1
        state = waiting.pop()

        # the table, and what is paid already
        bound = 0
        table[:] = NO
        for unit in range(units):
            decided = state[crew[unit]]
            if part[unit] == 0 or decided not in (OPEN, unit):
                continue
            share = cost[unit] // part[unit] if decided == OPEN else 0
            bound += cost[unit] if decided == unit else 0
            for piece in range(part[unit]):
                column = first[crew[unit]] + piece
                for need in range(needs):
                    if offers[need, unit] > piece and share < table[need, column]:
                        table[need, column] = share

        # each need in turn by a shortest path; column `columns + need` is: nobody
        price[:] = 0
        row_price[:] = 0
        holder[:] = -1
        for begin in range(needs):
            least[:] = NO
            is_done[:] = False
            row, behind = begin, -1
            while True:
                near, delta = -1, NO
                for column in range(columns + needs):
                    if is_done[column]:
                        continue
                    if column < columns:
                        entry = table[row, column]
                    else:
                        entry = (2 * needs - row) * step if column == columns + row else NO
                    if entry < NO and entry - row_price[row] - price[column] < least[column]:
                        least[column] = entry - row_price[row] - price[column]
                        came[column] = behind
                    if least[column] < delta:
                        near, delta = column, least[column]
                row_price[begin] += delta
                for column in range(columns + needs):
                    if is_done[column]:
                        row_price[holder[column]] += delta
                        price[column] -= delta
                    elif least[column] < NO:
                        least[column] -= delta
                is_done[near] = True
                behind = near
                if holder[near] < 0:
                    break
                row = holder[near]
            while behind >= 0:
                before = came[behind]
                holder[behind] = holder[before] if before >= 0 else begin
                behind = before

        # what it is worth, and who it is: of a crew not decided on, its cheapest that can do it all
        who[:] = -1
        for need in range(needs):
            if holder[columns + need] >= 0:
                bound += (2 * needs - need) * step
        real = bound
        branch, widest = -1, 0
        column = 0
        while column < columns:
            each = of[column]
            end = column + width[each]
            shares, filled = 0, 0
            for at in range(column, end):
                if holder[at] >= 0:
                    shares += table[holder[at], at]
                    filled += 1
            if filled > 0:
                goes = -1
                for unit in range(units):
                    if crew[unit] != each or part[unit] == 0 or state[each] not in (OPEN, unit):
                        continue
                    can = True
                    for at in range(column, end):
                        if holder[at] >= 0 and (
                            at - column >= part[unit] or offers[holder[at], unit] <= at - column
                        ):
                            can = False
                    if can and (goes < 0 or cost[unit] < cost[goes]):
                        goes = unit
                bound += shares
                gap = NO if goes < 0 else (0 if state[each] == goes else cost[goes] - shares)
                real = NO if goes < 0 or real == NO else real + shares + gap
                if gap > widest:
                    branch, widest = each, gap
                for at in range(column, end):
                    if holder[at] >= 0:
                        who[holder[at]] = goes
            column = end
        if real < best:
            best = real
            unit_of[:] = who
        if bound < best and branch >= 0:
            stays = state.copy()
            stays[branch] = STAYS
            waiting.append(stays)
            for unit in range(units - 1, -1, -1):
                if crew[unit] == branch and part[unit] > 0:
                    with_it = state.copy()
                    with_it[branch] = unit
                    waiting.append(with_it)
    return 0
