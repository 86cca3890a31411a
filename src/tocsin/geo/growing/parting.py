"""Within which parts of a web one can drive from everywhere to everywhere.

Source: R. Tarjan, "Depth-first search and linear graph algorithms", SIAM Journal on Computing 1,
1972; with a stack of its own.
"""

from tocsin.geo.growing.web import Web

NOT_FOR_CARS = frozenset({"pedestrian", "footway", "steps", "path", "track"})


def parts(web: Web) -> list[int]:
    """For each node the number of its part."""
    out = _onward(web)
    count = len(web.at)
    order, low, part = [0] * count, [0] * count, [-1] * count
    held: list[int] = []
    clock, number = 0, 0
    for root in range(count):
        stack = [] if order[root] else [(root, 0)]
        while stack:
            node, at = stack.pop()
            if at == 0:
                clock += 1
                order[node] = low[node] = clock
                held.append(node)
            at, to = _next(out[node], at, node, order, low, part)
            if to is not None:
                stack += [(node, at), (to, 0)]
            elif low[node] == order[node]:
                while part[node] < 0:
                    part[held.pop()] = number
                number += 1
    return part


def _next(
    ways: list[int], at: int, node: int, order: list[int], low: list[int], part: list[int]
) -> tuple[int, int | None]:
    """The next node that was not visited, after what those before it reach is known."""
    if at and part[ways[at - 1]] < 0:
        low[node] = min(low[node], low[ways[at - 1]])
    while at < len(ways):
        to = ways[at]
        at += 1
        if not order[to]:
            return at, to
        if part[to] < 0:
            low[node] = min(low[node], order[to])
    return at, None


def _onward(web: Web) -> list[list[int]]:
    """To which nodes one can drive from each."""
    out: list[list[int]] = [[] for _ in web.at]
    for edge in web.edges:
        if edge.alive and edge.kind not in NOT_FOR_CARS:
            if edge.flow != -1:
                out[edge.u].append(edge.v)
            if edge.flow != 1:
                out[edge.v].append(edge.u)
    return out
