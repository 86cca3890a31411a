"""Cables and pipes: trees over places, laid along the streets."""

import heapq
from itertools import pairwise

from tocsin.geo.growing.plane import XY, distance
from tocsin.geo.growing.web import Web

NOT_UNDER = ("motorway", "footway", "path", "steps", "track")


def along_streets(web: Web, start: int, goal: int) -> list[XY]:
    """The shortest way along the streets; straight where there is none."""
    aim = web.at[goal]
    best = {start: 0}
    came: dict[int, int] = {}
    queue = [(distance(web.at[start], aim), 0, start)]
    while queue:
        _, cost, node = heapq.heappop(queue)
        if node == goal:
            path = [goal]
            while path[-1] != start:
                path.append(came[path[-1]])
            return [web.at[each] for each in reversed(path)]
        if cost > best[node]:
            continue
        for to, number in web.ends[node].items():
            if web.edges[number].kind in NOT_UNDER:
                continue
            more = cost + distance(web.at[node], web.at[to])
            if more < best.get(to, 1 << 60):
                best[to] = more
                came[to] = node
                heapq.heappush(queue, (more + distance(web.at[to], aim), more, to))
    return [web.at[start], aim]


def tree(root: XY, places: list[XY]) -> list[tuple[int, int]]:
    """(parent, child) pairs of the shortest tree, by place in the list; -1: the root.

    Source: R. C. Prim, Bell System Technical Journal 36, 1957.
    """
    near = [(distance(root, each), -1) for each in places]
    left = list(range(len(places)))
    found: list[tuple[int, int]] = []
    while left:
        child = min(left, key=lambda at: (near[at][0], at))
        left.remove(child)
        found.append((near[child][1], child))
        for other in left:
            far = distance(places[child], places[other])
            if far < near[other][0]:
                near[other] = far, child
    return found


def bundles(root: XY, places: list[XY], most: int) -> list[list[int]]:
    """Places in groups of at most so many, each a branch of the shortest tree from the root."""
    children: dict[int, list[int]] = {}
    for parent, child in tree(root, places):
        children.setdefault(parent, []).append(child)
    groups: list[list[int]] = []

    def gathered(at: int) -> list[int]:
        held = [at]
        for child in children.get(at, []):
            branch = gathered(child)
            if len(held) + len(branch) > most:
                groups.append(branch)
            else:
                held += branch
        return held

    for child in children.get(-1, []):
        groups.append(gathered(child))
    return sorted(groups, key=lambda each: each[0])


def length_of(points: list[XY]) -> int:
    """In dm."""
    return sum(distance(a, b) for a, b in pairwise(points))
