"""The quarters of a town: each of one time and kind, which says how its streets run."""

import msgspec

from tocsin.geo.growing.dice import Dice
from tocsin.geo.growing.plane import QUARTER, TURN, XY, ahead, distance
from tocsin.geo.growing.settling import Town, Village


class Style(msgspec.Struct, frozen=True):
    """How streets of a kind of quarter grow. Lengths in dm, chances in permille, angles in
    4,096ths of a turn."""

    step: tuple[int, int]
    jitter: int
    branch: int
    cross: int
    """How often a branch sets out on both sides at once."""
    stop: int
    snap: int
    clear: int
    least: int
    bend: int
    frontage: tuple[int, int]
    """How wide a plot is."""
    levels: tuple[int, int]


STYLES = {
    "old": Style((450, 880), 190, 740, 180, 80, 270, 300, 170, 0, (80, 150), (2, 4)),
    "terrace": Style((650, 1_000), 50, 680, 380, 40, 300, 400, 220, 0, (70, 120), (2, 4)),
    "grid": Style((800, 800), 0, 1_000, 1_000, 0, 300, 380, 250, 0, (120, 190), (1, 3)),
    "garden": Style((480, 700), 40, 400, 120, 110, 380, 540, 280, 120, (150, 230), (1, 2)),
    "estate": Style((700, 1_050), 50, 480, 160, 100, 420, 600, 320, 60, (300, 480), (3, 8)),
    "works": Style((1_200, 1_700), 30, 560, 400, 30, 520, 700, 450, 30, (400, 800), (1, 2)),
    "village": Style((450, 700), 150, 340, 150, 170, 340, 520, 240, 90, (200, 330), (1, 2)),
}


class Quarter(msgspec.Struct, frozen=True):
    """A part of a town around a point. `axis` is the way its grid lies, `blocks` how long and
    wide a block of it is."""

    at: XY
    style: str
    axis: int
    blocks: tuple[int, int]
    town: int


def quartered(seed: int, town: Town) -> list[Quarter]:
    """An old middle, then rings of younger quarters."""
    dice = Dice(seed, f"quarters/{town.rank}")
    found = [Quarter(town.middle, "old", 0, (700, 500), town.rank)]
    core = core_radius(town)
    ring, at = 0, core * 3 // 2
    while at < town.radius * 16 // 10:
        number = max(3, at * 6 // max(core * 2, 7_000))
        turn = dice.below(TURN)
        for each in range(number):
            spot = ahead(
                town.middle,
                turn + TURN * each // number + dice.bell(150),
                at + dice.bell(core // 2),
            )
            style = dice.weighted(_mix(ring, at * 100 // town.radius, town.wealth))
            blocks = (dice.between(1_000, 1_700), dice.between(660, 880))
            found.append(Quarter(spot, style, dice.below(QUARTER), blocks, town.rank))
        ring += 1
        at += max(core * 9 // 10, 4_500)
    return found


def suburbs(seed: int, town: Town) -> list[XY]:
    """Where the parts of a town with names of their own lie, one for about 2,500 people."""
    found: list[XY] = []
    spots = [each.at for each in quartered(seed, town)[1:]]
    for at in sorted(spots, key=lambda each: (distance(each, town.middle), each)):
        if distance(at, town.middle) > town.radius * 95 // 100:
            break
        if len(found) < town.people // 2_500 and all(
            distance(at, other) > 7_000 for other in found
        ):
            found.append(at)
    return found


def core_radius(town: Town) -> int:
    """How far the old middle reaches."""
    return max(2_000, min(6_000, town.radius * 26 // 100))


def _mix(ring: int, out: int, wealth: int) -> list[tuple[str, int]]:
    """What a quarter may be, by how far out it lies (percent of the radius)."""
    if ring == 0:
        return [("terrace", 60), ("grid", 25), ("old", 15)]
    if out < 75:
        return [("grid", 34), ("terrace", 18), ("garden", 26), ("estate", 14), ("works", 8)]
    return [("garden", 40 + 4 * wealth), ("grid", 16), ("estate", 22 - 2 * wealth), ("works", 18)]


def village_quarter(number: int, village: Village) -> Quarter:
    """A village is one quarter."""
    return Quarter(village.middle, "village", 0, (700, 500), number)


class Quarters:
    """Which quarter a point lies in: the nearest of its place."""

    def __init__(self, each: list[Quarter]) -> None:
        self._of: dict[int, list[Quarter]] = {}
        for one in each:
            self._of.setdefault(one.town, []).append(one)
        self._known: dict[tuple[int, int, int], Quarter] = {}

    def of(self, place: int, at: XY) -> Quarter:
        """The quarter of a place (from 0) at a point, told by cells of 40 m."""
        cell = (place, at[0] // 400, at[1] // 400)
        if cell not in self._known:
            spot = (cell[1] * 400 + 200, cell[2] * 400 + 200)
            self._known[cell] = min(
                self._of[place], key=lambda each: (distance(each.at, spot), each.at)
            )
        return self._known[cell]
