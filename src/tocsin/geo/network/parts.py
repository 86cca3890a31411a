"""Which states reach one another both ways: strongly connected parts.

Source: R. Tarjan, “Depth-first search and linear graph algorithms”, SIAM J. Comput. 1 (1972),
without recursion. Plain enough that numba compiles it as it stands.
"""

import numpy as np

from tocsin.geo.network.arrays import I32, NEVER, Mask
from tocsin.geo.network.states import Drive


def strong(  # noqa: PLR0912, PLR0915 (one loop, as numba wants it)
    start: I32, to: I32, cost: I32, label: I32
) -> int:
    """Number the parts, in `label`; how many there are."""
    states = len(start) - 1
    index = np.zeros(states, np.int32)
    low = np.zeros(states, np.int32)
    at = np.zeros(states, np.int32)
    stack = np.empty(states, np.int32)
    calls = np.empty(states, np.int32)
    depth = calling = parts = 0
    counter = 1
    for root in range(states):
        if index[root] != 0:
            continue
        calls[0], calling = root, 1
        while calling > 0:
            here = calls[calling - 1]
            if index[here] == 0:
                index[here] = low[here] = counter
                counter += 1
                at[here] = start[here]
                stack[depth] = here
                depth += 1
                label[here] = -1
            is_done = True
            while at[here] < start[here + 1]:
                exit = at[here]
                there = to[exit]
                at[here] += 1
                if cost[exit] == NEVER:
                    continue
                if index[there] == 0:
                    calls[calling] = there
                    calling += 1
                    is_done = False
                    break
                if label[there] == -1:
                    low[here] = min(low[here], index[there])
            if not is_done:
                continue
            calling -= 1
            if calling > 0:
                low[calls[calling - 1]] = min(low[calls[calling - 1]], low[here])
            if low[here] == index[here]:
                while True:
                    depth -= 1
                    label[stack[depth]] = parts
                    if stack[depth] == here:
                        break
                parts += 1
    return parts


def main_arcs(driven: Drive, label: I32, cost: I32) -> Mask:
    """The arcs within the largest part: from each of them, each other can be reached."""
    largest = np.bincount(label).argmax() if len(label) else 0
    is_in = label == largest
    rows = np.repeat(is_in, np.diff(driven.start))
    kept = driven.over[rows & is_in[driven.to] & (cost != NEVER)]
    found = np.zeros(len(driven.arcs), np.bool_)
    found[kept] = True
    return found
