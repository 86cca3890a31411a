"""Houses along the streets: where they stand, their numbers, and how many homes each has."""

from itertools import pairwise

import msgspec

from tocsin.geo.growing.canvas import STREET, WATER, Canvas, corners
from tocsin.geo.growing.dice import Dice
from tocsin.geo.growing.plane import (
    HALF,
    QUARTER,
    TURN,
    XY,
    ahead,
    distance,
    heading,
)
from tocsin.geo.growing.quarters import STYLES, Style
from tocsin.geo.growing.ways import Stroke
from tocsin.geo.growing.web import Web

WIDTH = {
    "primary": 70,
    "secondary": 65,
    "tertiary": 55,
    "residential": 45,
    "unclassified": 45,
    "pedestrian": 45,
}
"""Half of what a street takes, pavements included."""
SHAPES = {
    # style: share of the plot that the house is wide, depth, set back
    "old": ((88, 100), (90, 140), (0, 15)),
    "terrace": ((90, 100), (90, 115), (15, 35)),
    "grid": ((55, 78), (80, 130), (35, 70)),
    "garden": ((48, 66), (80, 120), (50, 90)),
    "estate": ((60, 85), (110, 140), (80, 150)),
    "works": ((60, 88), (250, 600), (60, 140)),
    "village": ((40, 62), (85, 150), (25, 90)),
}


class Plot(msgspec.Struct, frozen=True):
    """A building by a street, with its number. `homes` are dwellings; 0 where nobody lives."""

    street: int
    """The place of its stroke in the list."""
    number: str | None
    at: XY
    door: XY
    style: str
    place: int
    kind: str
    levels: int
    homes: int
    ring: tuple[XY, ...]
    house: str | None = None


def paved(web: Web, canvas: Canvas, water: list[tuple[tuple[XY, ...], int]]) -> None:
    """Where streets and waters are, nothing is built."""
    for line, half in water:
        for a, b in pairwise(line):
            canvas.stroke(a, b, half, WATER)
    for edge in web.edges:
        if edge.alive:
            canvas.stroke(web.at[edge.u], web.at[edge.v], WIDTH.get(edge.kind, 40), STREET)


class Builders:
    """Puts houses on both sides of street after street."""

    def __init__(self, seed: int, web: Web, canvas: Canvas) -> None:
        self._web = web
        self._canvas = canvas
        self._dice = Dice(seed, "plots")

    def along(self, number: int, stroke: Stroke, place: int, middle: XY) -> list[Plot]:
        """The plots of a street: odd numbers on the left, from the end nearer to the middle."""
        nodes = list(stroke.nodes)
        edges = list(stroke.edges)
        if distance(self._web.at[nodes[-1]], middle) < distance(self._web.at[nodes[0]], middle):
            nodes.reverse()
            edges.reverse()
        found = []
        for side in (1, -1):
            house = 1 if side == 1 else 2
            for at, each in enumerate(edges):
                edge = self._web.edges[each]
                if edge.marks or edge.kind not in WIDTH:
                    continue
                a, b = self._web.at[nodes[at]], self._web.at[nodes[at + 1]]
                if not edge.style:
                    farm = self._farm(number, a, b, side, place, edge.kind)
                    found += [farm] if farm is not None else []
                    continue
                plots, house = self._side(number, a, b, side, house, edge.style, place, edge.kind)
                found += plots
        return found

    def _farm(self, number: int, a: XY, b: XY, side: int, place: int, kind: str) -> Plot | None:
        """A farm by a country road: a house with a name, and no number."""
        dice = self._dice
        if kind == "primary" or distance(a, b) < 350 or not dice.chance(30):
            return None
        angle = heading(b[0] - a[0], b[1] - a[1])
        far = 400 + dice.between(0, 500)
        spot = ahead(ahead(a, angle, distance(a, b) // 2), angle + QUARTER * side, far)
        if not self._canvas.take(spot, angle, 160, 110, 10):
            return None
        ring = tuple(corners(spot, angle, 160, 110, 40))
        return Plot(number, None, spot, spot, "farm", place, "farm", 2, 1, ring)

    def _side(
        self, number: int, a: XY, b: XY, side: int, house: int, style: str, place: int, kind: str
    ) -> tuple[list[Plot], int]:
        dice, manner = self._dice, STYLES[style]
        long, angle = distance(a, b), heading(b[0] - a[0], b[1] - a[1])
        found: list[Plot] = []
        at = dice.between(0, 40)
        while True:
            front = dice.between(*manner.frontage)
            if at + front > long - 10:
                return found, house
            if dice.chance(60 if style in ("old", "terrace") else 110):
                at += front // 2
                continue
            plot = self._built(number, a, angle, at, front, side, house, style, place, WIDTH[kind])
            at += front if plot is not None else 40
            if plot is not None:
                found.append(plot)
                house += 8 if "-" in (plot.number or "") else 4 if dice.chance(50) else 2

    def _built(
        self, number: int, a: XY, angle: int, at: int, front: int, side: int, house: int,
        style: str, place: int, half: int,
    ) -> Plot | None:  # fmt: skip
        dice, manner = self._dice, STYLES[style]
        share, depth, back = SHAPES[style]
        wide = front * dice.between(*share) // 100
        deep, off = dice.between(*depth), half + 22 + dice.between(*back)
        normal = angle + QUARTER * side
        spot = ahead(ahead(a, angle, at + front // 2), normal, off + deep // 2)
        if not self._canvas.take(spot, angle, wide, deep, 4 if style in ("old", "terrace") else 8):
            if style != "works":
                return None
            wide, deep = wide // 2, deep // 2
            spot = ahead(ahead(a, angle, at + front // 2), normal, off + deep // 2)
            if not self._canvas.take(spot, angle, wide, deep, 8):
                return None
        kind, homes, levels = _use(dice, style, manner, wide, deep)
        cut = deep // 3 if style in ("garden", "village") and dice.chance(350) else 0
        turn = angle if side == 1 else angle + HALF
        return Plot(
            number, _numbered(dice, house, style), spot, ahead(spot, normal, -deep // 2), style,
            place, kind, levels, homes, tuple(corners(spot, turn % TURN, wide, deep, cut)),
        )  # fmt: skip


def _numbered(dice: Dice, house: int, style: str) -> str:
    if style == "estate" and dice.chance(180):
        return f"{house}-{house + 6}"
    if dice.chance(12):
        return f"{house}{dice.pick('abc')}"
    return str(house)


def _use(dice: Dice, style: str, manner: Style, wide: int, deep: int) -> tuple[str, int, int]:
    """Kind, homes and levels of a building."""
    levels = dice.between(*manner.levels)
    if style == "works":
        return ("industrial" if dice.chance(750) else "commercial"), 0, levels
    if style == "estate":
        return "apartments", max(2, levels * wide * deep // 14_000), levels
    if style == "old":
        if dice.chance(160):
            return "retail", dice.between(0, 2), levels
        return ("apartments", dice.between(2, 5), levels) if levels > 2 else ("house", 1, levels)
    if style == "terrace":
        return ("apartments", dice.between(2, 4), levels) if levels > 3 else ("terrace", 1, levels)
    return "house", 1, levels
