"""What a first question would wait for, done before anybody asks: modules, machine code, roads."""

import numpy as np

from tocsin.geo.places import Point
from tocsin.operations.picture import Picture
from tocsin.planners.dispatch.choosing import Problem, choose
from tocsin.planners.dispatch.ground import Ground


def warmed(picture: Picture, ground: Ground) -> None:
    """Ask what any question asks: ways from all stations to one, whom each reaches; a choice."""
    begins: list[Point] = []
    kinds: list[str] = []
    for unit in picture.units.values():
        station = picture.stations.get(unit.post or unit.station or "")
        if station is not None and station.point is not None:
            begins.append(station.point)
            kinds.append(unit.kind)
    if begins:
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
