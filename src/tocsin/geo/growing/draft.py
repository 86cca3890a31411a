"""A region on the plane, while it grows."""

from dataclasses import dataclass, field

import msgspec
import numpy as np

from tocsin.geo.growing.amenities import Amenity
from tocsin.geo.growing.cover import Patch
from tocsin.geo.growing.land import CELL, Land
from tocsin.geo.growing.lifework import Lifelines
from tocsin.geo.growing.motorway import Motorway
from tocsin.geo.growing.names import Namer, tongues_of
from tocsin.geo.growing.noise import Grid
from tocsin.geo.growing.peopling import Peopled
from tocsin.geo.growing.plane import XY, Plane
from tocsin.geo.growing.plots import Plot
from tocsin.geo.growing.quarters import Quarters
from tocsin.geo.growing.settling import Town, Village
from tocsin.geo.growing.tracing import Arc
from tocsin.geo.growing.ways import Stroke
from tocsin.geo.growing.web import Web

TOWN_CELLS = 2
"""Borders run between cells of so many cells of the land."""


class Wanted(msgspec.Struct, frozen=True):
    """What to grow."""

    seed: int
    towns: int
    people: int


class Suburb(msgspec.Struct, frozen=True):
    """A part of a town with a name of its own."""

    at: XY
    name: str
    town: int


@dataclass(slots=True)
class Draft:
    """A region on the plane, before it has ids."""

    wanted: Wanted
    plane: Plane
    land: Land
    brooks: list[tuple[XY, ...]]
    towns: list[Town]
    small: list[Village]
    web: Web
    owner: Grid
    labels: Grid
    inside: Grid
    quarters: Quarters
    fast: Motorway | None
    borders: list[Arc] = field(default_factory=list)
    namer: Namer = field(default_factory=lambda: Namer(0))
    town_names: list[str] = field(default_factory=list)
    village_names: list[str] = field(default_factory=list)
    river_name: str = ""
    streets: list[Stroke] = field(default_factory=list)
    suburbs: list[Suburb] = field(default_factory=list)
    street_names: list[str] = field(default_factory=list)
    """Empty where a street has none."""
    street_towns: list[int] = field(default_factory=list)
    plots: list[Plot] = field(default_factory=list)
    amenities: list[Amenity] = field(default_factory=list)
    patches: list[Patch] = field(default_factory=list)
    peopled: Peopled = field(default_factory=lambda: Peopled([], [], np.zeros((0, 0), np.int64)))
    lifelines: Lifelines = field(default_factory=Lifelines)

    def town_at(self, at: XY) -> int:
        """The rank of the town that owns a point; -1: outside."""
        size = CELL * TOWN_CELLS
        rows, columns = self.labels.shape
        row, column = at[1] // size, at[0] // size
        if not (0 <= row < rows and 0 <= column < columns):
            return -1
        return int(self.labels[row, column]) - 1


def language_of(town: Town) -> str:
    """The first language of a town."""
    return tongues_of(town)[0].code
