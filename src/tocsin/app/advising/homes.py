"""Where the people of a ground are, as the planner of dispatch asks it."""

import sqlite3
from typing import NamedTuple

import numpy as np

from tocsin.app.ground.asking import opened
from tocsin.app.ground.coverage import doors_of
from tocsin.app.ground.peopled import people_of, shapes_of, zones_of
from tocsin.app.ground.standing import Ready
from tocsin.app.outcome import Told
from tocsin.geo.ground import Line, Spot
from tocsin.planners.dispatch.ground import Zones
from tocsin.planners.dispatch.straight import NOBODY

DOORS = 4
"""So many houses stand for all of a zone."""


class Area(NamedTuple):
    """A zone as it lies on a map: its name, its town, its people, its rings."""

    name: str
    town: str
    people: int
    rings: tuple[Line, ...]


class Homes(NamedTuple):
    """Spots where people are, and the zones that the planner is told; in which area each lies."""

    spots: list[Spot]
    zones: Zones
    areas: tuple[Area, ...] = ()
    area_of: tuple[int, ...] = ()


def homes_of(ready: Ready) -> Homes:
    """Where the people of a ground are; nobody where none were counted."""
    with opened(ready.folder) as database:
        try:
            return _homes(database, {each.id: each.name for each in ready.owners})
        except Told:
            return Homes([], NOBODY)


def _homes(database: sqlite3.Connection, names: dict[str, str]) -> Homes:
    _, people = people_of(database)
    zones = [each for each in zones_of(database) if each.id in people]
    shapes = shapes_of(database, {each.id for each in zones})
    doors = doors_of(database, shapes, DOORS)
    towns = sorted({names.get(each.town or "", "elsewhere") for each in zones})
    spots, number, town, areas, area_of = [], [], [], [], []
    for zone in zones:
        called = names.get(zone.town or "", "elsewhere")
        areas.append(Area(zone.name, called, people[zone.id][0], shapes[zone.id]))
        mine = doors[zone.id]
        whole, more = divmod(people[zone.id][0], len(mine))
        for at, spot in enumerate(mine):
            spots.append(spot)
            number.append(whole + (at < more))
            town.append(towns.index(called))
            area_of.append(len(areas) - 1)
    zoned = Zones(np.array(number, np.int64), np.array(town, np.int64), tuple(towns))
    return Homes(spots, zoned, tuple(areas), tuple(area_of))
