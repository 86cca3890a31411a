"""A lake in the country, where nothing else is."""

from tocsin.geo.growing.dice import Dice
from tocsin.geo.growing.land import Land, slope_of
from tocsin.geo.growing.plane import TURN, UNIT, XY, ahead, distance, sine
from tocsin.geo.growing.settling import Town, Village

POINTS = 48


def lake(seed: int, land: Land, towns: list[Town], small: list[Village]) -> tuple[XY, ...]:
    """Its shore; empty where there is no room for one."""
    dice = Dice(seed, "lake")
    steep = slope_of(land.heights)
    best: tuple[int, XY] | None = None
    for _ in range(120):
        at = (dice.between(0, land.wide), dice.between(0, land.high))
        row, column = land.cell(at)
        margin = min(at[0], at[1], land.wide - at[0], land.high - at[1])
        if margin < 14_000 or land.heights[row, column] < 40 or land.to_river[row, column] < 9_000:
            continue
        room = min(distance(at, each.middle) - each.radius for each in towns)
        room = min([room, *(distance(at, each.middle) - 1_500 for each in small)])
        if room > 7_000 and (best is None or int(steep[row, column]) < best[0]):
            best = int(steep[row, column]), at
    if best is None:
        return ()
    size = dice.between(1_700, 3_900)
    phases = [dice.below(TURN) for _ in range(4)]
    ring = []
    for each in range(POINTS):
        angle = TURN * each // POINTS
        swell = sum(
            sine(angle * times + phase) * share
            for times, phase, share in zip((1, 2, 3, 5), phases, (240, 170, 90, 50), strict=True)
        )
        ring.append(ahead(best[1], angle, size + size * swell // (UNIT * 1_000)))
    return tuple(ring)
