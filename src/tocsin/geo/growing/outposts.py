"""Facilities that stand by the street: hydrants, cameras, masts, substations, water works."""

from tocsin.geo.growing.amenities import Amenity
from tocsin.geo.growing.dice import Dice
from tocsin.geo.growing.meeting import foot
from tocsin.geo.growing.plane import XY, distance
from tocsin.geo.growing.settling import Town
from tocsin.geo.growing.ways import Stroke
from tocsin.geo.growing.web import Web

EVERY = 1_500
"""Between hydrants, in dm."""
PAVED = frozenset({"primary", "secondary", "tertiary", "unclassified", "residential"})


def hydrants(web: Web, streets: list[Stroke], towns: list[int]) -> list[Amenity]:
    """One every 150 m along the streets of a place, 4 m off the middle."""
    found: list[Amenity] = []
    for street, stroke in enumerate(streets):
        left = EVERY // 3
        for at, number in enumerate(stroke.edges):
            edge = web.edges[number]
            a, b = web.at[stroke.nodes[at]], web.at[stroke.nodes[at + 1]]
            long = distance(a, b)
            if not edge.style or edge.kind not in PAVED or edge.marks or not long:
                continue
            while left < long:
                dx, dy = (b[0] - a[0]), (b[1] - a[1])
                spot = (
                    a[0] + dx * left // long - dy * 40 // long,
                    a[1] + dy * left // long + dx * 40 // long,
                )
                found.append(Amenity("hydrant", spot, towns[street], None, None, 0, street))
                left += EVERY
            left -= long
    return found


def cameras(
    seed: int, web: Web, streets: list[Stroke], towns: list[Town], of: list[int]
) -> list[Amenity]:
    """At crossings of main roads, one for about 4,000 people."""
    dice = Dice(seed, "cameras")
    found: list[Amenity] = []
    for town in towns:
        spots = [
            (street, node)
            for street, stroke in enumerate(streets)
            if of[street] == town.rank
            and web.edges[stroke.edges[0]].kind in ("primary", "secondary")
            for node in stroke.nodes
            if len(web.ends[node]) > 2
        ]
        for street, node in dice.shuffled(spots)[: max(1, town.people // 4_000)]:
            x, y = web.at[node]
            found.append(Amenity("camera", (x + 60, y + 60), town.rank, None, None, 0, street))
    return found


def nearest_street(web: Web, streets: list[Stroke], at: XY) -> int | None:
    """The street with a name that a point stands by."""
    near = [
        (distance(foot(web.at[edge.u], web.at[edge.v], at), at), number)
        for number in web.near_edges(at, at, 4_000)
        if (edge := web.edges[number]).kind in PAVED and "roundabout" not in edge.marks
    ]
    if not near:
        return None
    _, nearest = min(near)
    return next(street for street, stroke in enumerate(streets) if nearest in stroke.edges)
