"""What a first question would wait for, done before anybody asks: modules, machine code, roads."""

from collections.abc import Sequence

import numpy as np

from tocsin.geo.places import Point
from tocsin.operations.picture import Picture
from tocsin.planners.dispatch.choosing import Problem, choose
from tocsin.planners.dispatch.ground import Ground
from tocsin.planners.dispatch.question import Neighbour


def stands_of(
    picture: Picture, neighbours: Sequence[Neighbour]
) -> tuple[list[Point], list[str]]:  # fmt: skip
    """Where units stand when they are free, and of which kind they are; the town's own first."""
    begins: list[Point] = []
    kinds: list[str] = []
    for unit in picture.units.values():
        station = picture.stations.get(unit.post or unit.station or "")
        if station is not None and station.point is not None:
            begins.append(station.point)
            kinds.append(unit.kind)
    for each in neighbours:
        if each.age_s == 0 and each.point is not None:
            begins.append(each.point)
            kinds.append(each.unit.kind)
    return begins, kinds


def warmed(picture: Picture, ground: Ground, neighbours: Sequence[Neighbour] = ()) -> None:
    """Ask what any question asks: ways from all stations to one, whom each reaches; a choice. Trees
    are wanted for where units stand."""
    begins, kinds = stands_of(picture, neighbours)
    if begins:
        want = getattr(ground, "want", None)
        if want is not None:
            want(begins, kinds)
        ground.to_place(begins, kinds, begins[0])
        ground.to_zones(begins, kinds)
    one = np.ones(1, np.int64)
    none = np.zeros(0, np.int64)
    plain = Problem(
        need_of=none + 0, offers=np.zeros((0, 1), np.int64), cost=one[None], pieces=one, crew=one,
        skill_of=np.zeros(1, np.int64), skill_asked=one, skills=one[None],
    )  # fmt: skip
    choose(plain)
    choose(plain._replace(need_of=np.zeros(1, np.int64), offers=one[None]))
