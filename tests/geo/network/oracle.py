"""Plain Dijkstra on the edge-expanded graph, straight from the rows of a ground.

It shares with the code under test only the rows and the price of a piece: which turns are
forbidden is read anew from the restrictions, and a state is the whole row of arcs driven that a
restriction may still look back at.
"""

from collections import defaultdict
from heapq import heappop, heappush
from typing import NamedTuple

from tocsin.geo.ground import Flow, Restriction, Road

Arc = tuple[int, bool]
"""(number of the road, along its line?)"""


class Rule(NamedTuple):
    """After driving `before` in a row, `last` are forbidden; or, `is_only`, all but `last`."""

    before: tuple[Arc, ...]
    last: frozenset[Arc]
    is_only: bool


class World:
    """Roads, their price in ms each way, and the restrictions that bind."""

    def __init__(self, roads: list[Road], ms: dict[Arc, int], turns: list[Restriction]) -> None:
        self.roads, self.ms = roads, ms
        self.leaving: dict[int, list[Arc]] = defaultdict(list)
        for at, road in enumerate(roads):
            self.leaving[road.from_node].append((at, True))
            self.leaving[road.to_node].append((at, False))
        self.by_way: dict[int, list[int]] = defaultdict(list)
        for at, road in enumerate(roads):
            self.by_way[road.way].append(at)
        self.rules: dict[Arc, list[Rule]] = defaultdict(list)
        self.memory = 1
        for turn in turns:
            for rule in self._rules(turn):
                self.rules[rule.before[-1]].append(rule)
                self.memory = max(self.memory, len(rule.before))

    def tail(self, arc: Arc) -> int:
        road = self.roads[arc[0]]
        return road.from_node if arc[1] else road.to_node

    def head(self, arc: Arc) -> int:
        return self.tail((arc[0], not arc[1]))

    def _rules(self, turn: Restriction) -> list[Rule]:
        over = [int(each[1:]) for each in turn.via if each[0] == "w"]
        if over:
            return self._over(turn, over[0] if len(over) == 1 else -1)
        found = []
        for node in (int(each[1:]) for each in turn.via):
            for first in self._of(turn.from_ways):
                if self.head(first) != node:
                    continue
                lasts = {arc for arc in self._of(turn.to_ways) if self.tail(arc) == node}
                back = (first[0], not first[1])
                if not turn.kind.endswith("u_turn"):
                    lasts.discard(back)
                elif turn.from_ways == turn.to_ways:
                    lasts &= {back}
                if lasts:
                    found.append(Rule((first,), frozenset(lasts), turn.kind.startswith("only")))
        return found

    def _over(self, turn: Restriction, way: int) -> list[Rule]:
        """Over one road whose pieces, if several, are driven one after another."""
        found = []
        for first in self._of(turn.from_ways):
            chains = [[arc] for arc in self._of((way,)) if self.tail(arc) == self.head(first)]
            while chains:
                chain = chains.pop()
                lasts = {e for e in self._of(turn.to_ways) if self.tail(e) == self.head(chain[-1])}
                if lasts:
                    is_only = turn.kind.startswith("only")
                    found.append(Rule((first, *chain), frozenset(lasts), is_only))
                    continue
                chains += [
                    [*chain, arc]
                    for arc in self._of((way,))
                    if self.tail(arc) == self.head(chain[-1]) and arc[0] != chain[-1][0]
                ]
        return found

    def _of(self, ways: tuple[int, ...]) -> list[Arc]:
        return [(at, along) for way in ways for at in self.by_way[way] for along in (True, False)]

    def may(self, driven: tuple[Arc, ...], arc: Arc) -> bool:
        """Whether an arc may follow those driven before."""
        for rule in self.rules[driven[-1]] if driven else ():
            if driven[-len(rule.before) :] == rule.before and (arc in rule.last) != rule.is_only:
                return False
        return True

    def times(self, node: int) -> dict[int, int]:
        """The least ms from a node to each other."""
        best: dict[int, int] = {}
        seen: set[tuple[int, tuple[Arc, ...]]] = set()
        heap: list[tuple[int, int, tuple[Arc, ...]]] = [(0, node, ())]
        while heap:
            now, here, driven = heappop(heap)
            if (here, driven) in seen:
                continue
            seen.add((here, driven))
            best.setdefault(here, now)
            for arc in self.leaving[here]:
                if arc in self.ms and self.may(driven, arc):
                    after = (*driven, arc)[-self.memory :]
                    heappush(heap, (now + self.ms[arc], self.head(arc), after))
        return best


def is_against(road: Road, along: bool) -> bool:
    """Whether an arc leads against a one-way road."""
    return road.flow is (Flow.backward if along else Flow.forward)
