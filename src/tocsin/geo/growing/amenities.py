"""Facilities of every kind: how many a town of so many people has, where, and how large."""

import msgspec

from tocsin.geo.growing.dice import Dice
from tocsin.geo.growing.plane import XY, distance
from tocsin.geo.growing.plots import Plot
from tocsin.geo.growing.settling import Town


class Want(msgspec.Struct, frozen=True):
    """One for so many people (0: by the other numbers only), at least so many in a town of at
    least so many; in which quarters; how large."""

    per: int
    least: int
    town_of: int
    styles: tuple[str, ...]
    measure: str | None
    size: tuple[int, int]


ANY = ("old", "terrace", "grid", "garden", "estate", "village")
WANTED = {
    "hospital": Want(
        60_000, 1, 20_000, ("grid", "garden", "estate", "terrace"), "beds", (120, 480)
    ),
    "fire_station": Want(26_000, 1, 0, ("grid", "works", "terrace"), "bays", (2, 6)),
    "police": Want(40_000, 1, 2_000, ("old", "terrace", "grid"), "bays", (2, 12)),
    "ambulance_station": Want(30_000, 1, 3_000, ("grid", "terrace", "works"), "bays", (1, 5)),
    "clinic": Want(6_500, 1, 0, ("old", "terrace", "grid", "estate"), None, (0, 0)),
    "school": Want(2_600, 1, 0, ("grid", "garden", "estate", "terrace"), "pupils", (110, 620)),
    "hall": Want(5_500, 1, 0, ANY, "places", (60, 400)),
    "care_home": Want(4_200, 1, 0, ("garden", "grid", "estate"), "beds", (24, 96)),
    "shelter": Want(9_000, 1, 0, ("estate", "grid", "garden"), "places", (80, 350)),
    "fuel": Want(7_500, 1, 0, ("grid", "works", "garden"), None, (0, 0)),
    "supermarket": Want(4_500, 1, 0, ("grid", "works", "estate", "terrace"), None, (0, 0)),
    "pharmacy": Want(4_800, 1, 0, ("old", "terrace", "grid"), None, (0, 0)),
    "depot": Want(40_000, 1, 4_000, ("works",), "bays", (10, 60)),
    "venue": Want(30_000, 1, 5_000, ("old", "terrace", "grid"), "places", (300, 4_000)),
}
FROM_PLOTS = tuple(WANTED)
LARGE = {"hospital", "school", "supermarket", "hall", "venue", "depot", "care_home"}


class Amenity(msgspec.Struct, frozen=True):
    """A facility in a building of its own, or at a point."""

    kind: str
    at: XY
    town: int
    plot: int | None
    measure: str | None
    size: int
    street: int | None


def placed(seed: int, towns: list[Town], plots: list[Plot], whose: list[int]) -> list[Amenity]:
    """Facilities in buildings of each town, far from others of the kind."""
    dice = Dice(seed, "amenities")
    taken: set[int] = set()
    found: list[Amenity] = []
    for town in towns:
        mine = [
            at
            for at, plot in enumerate(plots)
            if whose[at] == town.rank and plot.place == town.rank
        ]
        for kind, want in WANTED.items():
            smallest = min(want.town_of, 4_000) if town.rank == 0 else want.town_of
            if town.people < smallest or not mine:
                continue
            number = max(want.least, (town.people + want.per // 2) // want.per)
            fitting = [at for at in mine if plots[at].style in want.styles] or mine
            for _ in range(number):
                at = _chosen(dice, kind, town, fitting, plots, found, taken)
                if at is None:
                    break
                taken.add(at)
                size = dice.between(*want.size)
                if kind == "hospital":
                    size = max(60, min(900, town.people // 110 + dice.between(0, 60)))
                found.append(
                    Amenity(kind, plots[at].at, town.rank, at, want.measure, size, plots[at].street)
                )
    return found


def _chosen(
    dice: Dice, kind: str, town: Town, fitting: list[int], plots: list[Plot],
    found: list[Amenity], taken: set[int],
) -> int | None:  # fmt: skip
    """Of some drawn at random the one that is farthest from the others of its kind."""
    others = [each.at for each in found if each.kind == kind]
    best: tuple[int, int] | None = None
    for _ in range(24):
        at = dice.pick(fitting)
        if at in taken:
            continue
        far = min((distance(plots[at].at, other) for other in others), default=town.radius)
        score = min(far, town.radius)
        if kind in LARGE:
            score += _area(plots[at]) // 25
        if not others:
            score -= distance(plots[at].at, town.middle) // 2
        if best is None or score > best[0]:
            best = score, at
    return None if best is None else best[1]


def _area(plot: Plot) -> int:
    """Twice the area of a plot's outline, in dm²."""
    total = 0
    for (ax, ay), (bx, by) in zip(plot.ring, (*plot.ring[1:], plot.ring[0]), strict=True):
        total += ax * by - ay * bx
    return abs(total)
