"""The streets of a place: collectors first, then all others, from the middle outwards."""

import heapq

from tocsin.geo.growing.dice import Dice
from tocsin.geo.growing.land import CELL
from tocsin.geo.growing.meeting import Barriers
from tocsin.geo.growing.noise import Grid
from tocsin.geo.growing.plane import (
    HALF,
    QUARTER,
    UNIT,
    XY,
    ahead,
    apart,
    cosine,
    distance,
    heading,
    sine,
)
from tocsin.geo.growing.quarters import STYLES, Quarter, Quarters
from tocsin.geo.growing.web import Edge, Landing, Manners, Web

COLLECTOR = Manners(snap=700, clear=1_300, least=700, angle=500)
CLOSES = frozenset({"garden", "estate", "village", "old"})
Shoot = tuple[int, int, int, int, int]
"""What grows next: how urgent, its number, from which node, in which direction, how bent."""


class Builder:
    """Grows the streets of all places into one web."""

    def __init__(
        self, seed: int, web: Web, shores: Barriers, brooks: Barriers, owner: Grid,
        quarters: Quarters, middles: list[XY],
    ) -> None:  # fmt: skip
        self.web = web
        self.shores = shores
        self.brooks = brooks
        self._owner: list[list[int]] = owner.tolist()
        self._quarters = quarters
        self._middles = middles
        self._dice = Dice(seed, "streets")
        self.streets = 0
        self._queue: list[Shoot] = []
        self._count = 0

    def place(self, at: XY) -> int:
        """The place (from 0) that is built up there; -1: none."""
        row, column = at[1] // CELL, at[0] // CELL
        if 0 <= row < len(self._owner) and 0 <= column < len(self._owner[0]):
            return self._owner[row][column] - 1
        return -1

    def style(self, place: int, at: XY) -> str:
        """The style of the quarter of a place at a point."""
        return self._quarters.of(place, at).style

    def street(self) -> int:
        """A number for a new street."""
        self.streets += 1
        return self.streets

    def _shoot(self, node: int, angle: int, bend: int, later: int = 0) -> None:
        at = self.web.at[node]
        place = self.place(at)
        if place >= 0:
            urgent = distance(at, self._middles[place]) + later
            self._count += 1
            heapq.heappush(self._queue, (urgent, self._count, node, angle, bend))

    def settle(self) -> None:
        """Say of the main roads where they run through a place."""
        for edge in self.web.edges:
            a, b = self.web.at[edge.u], self.web.at[edge.v]
            middle = ((a[0] + b[0]) // 2, (a[1] + b[1]) // 2)
            place = self.place(middle)
            if edge.alive and place >= 0:
                edge.style = self._quarters.of(place, middle).style

    def collectors(self) -> None:
        """Wide-meshed streets that gather the others, off the main roads."""
        for node in range(len(self.web.at)):
            ways = self.web.angles(node)
            if len(ways) == 2 and apart(ways[0], ways[1]) > 1_500 and self._dice.chance(330):
                side = ways[0] + (QUARTER if self._dice.chance(500) else -QUARTER)
                self._shoot(node, side + self._dice.bell(120), 0)
        while self._queue:
            _, _, node, angle, bend = heapq.heappop(self._queue)
            self._collect(node, angle, bend)

    def _collect(self, node: int, angle: int, bend: int) -> None:
        dice = self._dice
        street = self.street()
        run = 0
        while run < 14:
            bend = max(-70, min(70, bend + dice.between(-22, 22)))
            angle += bend
            to = ahead(self.web.at[node], angle, dice.between(900, 1_300))
            place = self.place(to)
            if place < 0 or self._is_wet(to, 300):
                return
            landing = self.web.landed(node, to, COLLECTOR)
            if landing is None or self.is_barred(self.web.at[node], landing.at, 1):
                return
            style = self._quarters.of(place, to).style
            was = node
            node = self.web.joined_to(node, landing, Edge(0, 0, "tertiary", style, street))
            angle = heading(
                self.web.at[node][0] - self.web.at[was][0],
                self.web.at[node][1] - self.web.at[was][1],
            )
            if landing.node is not None or landing.edge is not None:
                return
            run += 1
            if run % 4 == 3:
                side = QUARTER if dice.chance(500) else -QUARTER
                self._shoot(node, angle + side + dice.bell(100), 0, 2_000)

    def _is_wet(self, at: XY, far: int) -> bool:
        return self.shores.near(at, far) or self.brooks.near(at, far // 2)

    def is_barred(self, a: XY, b: XY, brooks: int) -> bool:
        """Whether a line crosses a shore or a motorway, or more than so many streams."""
        return bool(self.shores.crossings(a, b)) or len(self.brooks.crossings(a, b)) > brooks

    def locals(self) -> None:
        """All other streets."""
        for eager in (0, 300, 600, 1_000, 1_000):
            before = len(self.web.edges)
            for node in range(len(self.web.at)):
                self._sprout(node, eager)
            while self._queue:
                _, _, node, angle, bend = heapq.heappop(self._queue)
                self._grow(node, angle, bend)
            if len(self.web.edges) - before < 20:
                return

    def _sprout(self, node: int, eager: int) -> None:
        """Side streets off a node of a wider street."""
        at = self.web.at[node]
        ways = self.web.angles(node)
        if self.place(at) < 0:
            return
        if len(ways) == 1 and len(self.web.at) < 3_000:
            self._shoot(node, ways[0] + HALF, 0)
        if len(ways) != 2:
            return
        quarter = self._quarters.of(self.place(at), at)
        style = STYLES[quarter.style]
        across = (ways[0] + ways[1] + (0 if abs(ways[0] - ways[1]) > HALF else HALF)) // 2 + HALF
        for side in (across, across + HALF):
            if min(apart(side, each) for each in ways) > 600 and self._dice.chance(
                max(style.branch, eager)
            ):
                bend = self._dice.between(-style.bend, style.bend)
                self._shoot(node, side, bend)

    def _grow(self, node: int, angle: int, bend: int) -> None:
        dice = self._dice
        street = self.street()
        for run in range(40):
            at = self.web.at[node]
            place = self.place(at)
            if place < 0:
                return
            quarter = self._quarters.of(place, at)
            style = STYLES[quarter.style]
            to, bend = self._aim(at, angle, bend, quarter)
            if self.place(to) < 0 or self._is_wet(to, 220):
                return
            landing = self._landed(node, at, to, quarter.style)
            if landing is None:
                return
            edge = Edge(0, 0, "residential", quarter.style, street)
            node = self.web.joined_to(node, landing, edge)
            new = self.web.at[node]
            angle = heading(new[0] - at[0], new[1] - at[1])
            if landing.node is not None or landing.edge is not None:
                return
            self._branch(node, angle, quarter)
            if dice.chance(style.stop):
                return
            if run and run % 9 == 8 and quarter.style == "garden":
                return

    def _landed(self, node: int, at: XY, to: XY, name: str) -> Landing | None:
        """Where the next piece ends; where it may not be, a close with a dead end may."""
        style = STYLES[name]
        degree = 4 if name in ("grid", "terrace") else 3
        manners = Manners(style.snap, style.clear, style.least, degree=degree)
        landing = self.web.landed(node, to, manners)
        if landing is None and name in CLOSES:
            short = ((at[0] + 2 * to[0]) // 3, (at[1] + 2 * to[1]) // 3)
            manners = Manners(style.snap // 2, style.clear * 2 // 3, style.least, degree=2)
            landing = self.web.landed(node, short, manners)
        if landing is None or self.is_barred(at, landing.at, 0):
            return None
        return landing

    def _branch(self, node: int, angle: int, quarter: Quarter) -> None:
        dice, style = self._dice, STYLES[quarter.style]
        if not dice.chance(style.branch):
            return
        side = QUARTER if dice.chance(500) else -QUARTER
        bend = dice.between(-style.bend, style.bend) if style.bend else 0
        self._shoot(node, angle + side + dice.bell(style.jitter or 1), bend, dice.between(0, 900))
        if dice.chance(style.cross):
            self._shoot(
                node, angle - side + dice.bell(style.jitter or 1), -bend, dice.between(0, 900)
            )

    def _aim(self, at: XY, angle: int, bend: int, quarter: Quarter) -> tuple[XY, int]:
        """Where the next piece of a street is to end."""
        dice, style = self._dice, STYLES[quarter.style]
        if quarter.style in ("grid", "terrace"):
            to = _lattice(at, angle, quarter)
            if quarter.style == "terrace":
                to = to[0] + dice.between(-70, 70), to[1] + dice.between(-70, 70)
            return to, 0
        if style.bend:
            bend = max(
                -style.bend * 2,
                min(style.bend * 2, bend + dice.between(-style.bend, style.bend) // 2),
            )
        angle += bend + dice.bell(style.jitter)
        return ahead(at, angle, dice.between(*style.step)), bend


def _lattice(at: XY, angle: int, quarter: Quarter) -> XY:
    """The next crossing of a quarter's grid in about this direction."""
    long, wide = quarter.blocks
    dx, dy = at[0] - quarter.at[0], at[1] - quarter.at[1]
    c, s = cosine(quarter.axis), sine(quarter.axis)
    along, across = (dx * c + dy * s) // UNIT, (dy * c - dx * s) // UNIT
    turn = ((angle - quarter.axis + QUARTER // 2) // QUARTER) % 4
    i, j = (along + long // 2) // long, (across + wide // 2) // wide
    if turn == 0:
        i = (along + long * 4 // 10) // long + 1
    elif turn == 2:
        i = -((-along + long * 4 // 10) // long + 1)
    elif turn == 1:
        j = (across + wide * 4 // 10) // wide + 1
    else:
        j = -((-across + wide * 4 // 10) // wide + 1)
    along, across = i * long, j * wide
    return (
        quarter.at[0] + (along * c - across * s) // UNIT,
        quarter.at[1] + (along * s + across * c) // UNIT,
    )
