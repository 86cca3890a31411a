"""The lifelines of a region: who is fed from where, and who stops when it stops.

Power runs from one grid supply over substations and radial feeders, with ties that are normally
open, to a transformer in each zone. Water is taken in, treated, pumped to a tank for each town and
spread over junctions. Each town has an exchange; masts hang on it.
"""

from dataclasses import dataclass, field
from itertools import pairwise

import msgspec

from tocsin.geo.growing.dice import Dice
from tocsin.geo.growing.land import Land
from tocsin.geo.growing.peopling import Tract
from tocsin.geo.growing.plane import XY, ahead, distance
from tocsin.geo.growing.settling import Town
from tocsin.geo.growing.web import Web
from tocsin.geo.growing.wiring import along_streets, bundles, tree

HOUR = 3_600
PER_SUBSTATION, PER_FEEDER, PER_MAST = 16_000, 9, 3_200


class Knot(msgspec.Struct, frozen=True):
    """A node of a network; `outpost` names the kind of facility that it is too."""

    id: str
    network: str
    kind: str
    at: XY
    town: int
    capacity: int
    unit: str
    outpost: str | None = None


class Wire(msgspec.Struct, frozen=True):
    """A link of a network."""

    network: str
    kind: str
    from_knot: str
    to_knot: str
    feeder: str | None
    line: tuple[XY, ...]
    diameter_mm: int | None = None
    is_open: bool = False


class Need(msgspec.Struct, frozen=True):
    """Who stops so long after its supplier."""

    consumer: str
    network: str
    supplier: str
    buffer_s: int


@dataclass(slots=True)
class Lifelines:
    """All of it. `at_tract` are the nodes that serve a zone, by network."""

    knots: list[Knot] = field(default_factory=list)
    wires: list[Wire] = field(default_factory=list)
    needs: list[Need] = field(default_factory=list)
    transformer: dict[int, str] = field(default_factory=dict)
    junction: dict[int, str] = field(default_factory=dict)
    masts: list[tuple[str, XY]] = field(default_factory=list)


class Layer:
    """What the three networks stand on."""

    def __init__(
        self, seed: int, land: Land, web: Web, towns: list[Town], tracts: list[Tract]
    ) -> None:
        self.dice = Dice(seed, "lifelines")
        self.land = land
        self.web = web
        self.towns = towns
        self.tracts = tracts
        self.found = Lifelines()
        self._node: dict[XY, int] = {}
        self.corner = {each.number: self.node(each.middle, each.number) for each in tracts}

    def node(self, at: XY, skip: int = 0) -> int:
        """The street corner nearest to a point."""
        for far in (1_500, 6_000, 30_000, 300_000):
            node = self.web.nearest_node(at, far)
            if node is not None:
                return node
        raise AssertionError(f"a region has streets; {skip}")

    def knot(self, id: str, network: str, kind: str, at: XY, town: int, size: tuple[int, str],
             outpost: str | None = None) -> Knot:  # fmt: skip
        """A node more."""
        knot = Knot(id, network, kind, at, town, size[0], size[1], outpost)
        self.found.knots.append(knot)
        return knot

    def wire(
        self, one: Knot, other: Knot, kind: str, feeder: str | None, *,
        diameter: int | None = None, is_open: bool = False,
    ) -> None:  # fmt: skip
        """A link along the streets between two nodes."""
        line = along_streets(self.web, self.node(one.at), self.node(other.at))
        whole = [one.at, *line, other.at]
        self.found.wires.append(
            Wire(one.network, kind, one.id, other.id, feeder, tuple(whole), diameter, is_open)
        )

    def of_town(self, town: Town) -> list[Tract]:
        """The zones of a town."""
        return [each for each in self.tracts if each.town == town.rank]


def lifelines(seed: int, land: Land, web: Web, towns: list[Town], tracts: list[Tract]) -> Lifelines:
    """All three networks; water and telecommunication hang on power."""
    from tocsin.geo.growing.telephony import telephony
    from tocsin.geo.growing.waterworks import waterworks

    layer = Layer(seed, land, web, towns, tracts)
    _power(layer)
    waterworks(layer)
    telephony(layer)
    for each in tracts:
        zone = zone_id(each.number)
        layer.found.needs.append(Need(zone, "power", layer.found.transformer[each.number], 0))
        layer.found.needs.append(Need(zone, "water", layer.found.junction[each.number], 0))
        for mast, _ in masts_near(layer.found, each.middle):
            layer.found.needs.append(Need(zone, "telecom", mast, 0))
    return layer.found


def zone_id(number: int) -> str:
    """The id of a zone."""
    return f"z{number:05}"


def masts_near(found: Lifelines, at: XY) -> list[tuple[str, XY]]:
    """The masts that reach a point: the nearest, and a second where it is not much farther."""
    order = sorted(found.masts, key=lambda each: (distance(each[1], at), each[0]))
    return [
        each for each in order[:2] if distance(each[1], at) < 2 * distance(order[0][1], at) + 9_000
    ]


def nearest_transformer(layer: Layer, at: XY) -> str:
    """Of the zone whose people live nearest."""
    tract = min(layer.tracts, key=lambda each: (distance(each.middle, at), each.number))
    return layer.found.transformer[tract.number]


def _power(layer: Layer) -> None:
    gate = (layer.land.wide * 8 // 10, layer.land.high * 9 // 10)
    grid = layer.knot(
        "p-grid", "power", "grid_supply", layer.web.at[layer.node(gate)], 0,
        (sum(each.people for each in layer.tracts) * 3, "kva"),
    )  # fmt: skip
    stations: list[tuple[Knot, list[Tract]]] = []
    for town in layer.towns:
        tracts = layer.of_town(town)
        number = max(1, town.people // PER_SUBSTATION)
        turn = layer.dice.below(4_096)
        knots = []
        for each in range(number):
            spot = ahead(town.middle, turn + 4_096 * each // number, town.radius * 55 // 100)
            at = layer.web.at[layer.node(spot)]
            knots.append(
                layer.knot(f"p-s{town.rank + 1:02}{each + 1:02}", "power", "substation",
                           (at[0] + 150, at[1] + 150), town.rank, (40_000, "kva"), "substation")
            )  # fmt: skip
        served: dict[str, list[Tract]] = {knot.id: [] for knot in knots}
        for tract in tracts:
            knot = min(knots, key=lambda one: (distance(one.at, tract.middle), one.id))
            served[knot.id].append(tract)
        stations += [(knot, served[knot.id]) for knot in knots]
    knots = [knot for knot, _ in stations]
    for parent, child in tree(grid.at, [knot.at for knot in knots]):
        upper = grid if parent < 0 else knots[parent]
        layer.wire(upper, knots[child], "line", f"{knots[child].id}-in")
    for one, other in zip(knots, knots[2:], strict=False):
        layer.wire(one, other, "line", "ring", is_open=True)
    for knot, tracts in stations:
        _feeders(layer, knot, tracts)


def _feeders(layer: Layer, station: Knot, tracts: list[Tract]) -> None:
    """The circuits of a substation, and a tie from each to the next."""
    spots = [layer.web.at[layer.corner[tract.number]] for tract in tracts]
    ends: list[Knot] = []
    for number, group in enumerate(bundles(station.at, spots, PER_FEEDER), 1):
        feeder = f"{station.id}-f{number:02}"
        knots = []
        for at in group:
            tract = tracts[at]
            x, y = spots[at]
            knots.append(
                layer.knot(f"p-t{tract.number:05}", "power", "transformer", (x + 50, y + 30),
                           tract.town, (max(100, tract.people * 2 // 50 * 50), "kva"))
            )  # fmt: skip
            layer.found.transformer[tract.number] = knots[-1].id
        for parent, child in tree(station.at, [knot.at for knot in knots]):
            layer.wire(station if parent < 0 else knots[parent], knots[child], "cable", feeder)
        ends.append(knots[-1])
    for one, other in pairwise(ends):
        layer.wire(one, other, "cable", "tie", is_open=True)
