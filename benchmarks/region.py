"""A region to be advised in: five towns side by side on a million pieces of road, 400 units."""

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np

from benchmarks.million_pieces import is_mapped
from tocsin.app.advising.homes import Homes
from tocsin.app.advising.roads import RoadGround
from tocsin.app.ground.profiles import profile_of
from tocsin.app.ground.routing import roads_today
from tocsin.app.ground.today import NOTHING as TODAY
from tocsin.geo.ground import Spot
from tocsin.geo.network.arrays import Network
from tocsin.geo.network.changes import NOTHING
from tocsin.geo.network.states import Drive, drive
from tocsin.geo.places import Place, Point
from tocsin.operations.picture import Incident, Picture, Station, Unit
from tocsin.operations.picture.incident import Response
from tocsin.operations.picture.map import from_items
from tocsin.operations.picture.plan import Applies, Card, Need, Plan, PlanContent, PlanShelf
from tocsin.operations.picture.unit import Authority, Capability, Position
from tocsin.planners.dispatch.ground import Zones
from tocsin.planners.dispatch.lending import lender_of, neighbours_in
from tocsin.planners.dispatch.question import Aid, Lender, Neighbour, Turnout
from tocsin.terms.codes import Agency, Priority, UnitStatus

TOWNS = ("Aldmouth", "Bexley", "Corve", "Dunmere", "Elstead")
UNITS, STATIONS, SPOTS = 80, 16, 400
"""Of each town."""
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
FLEET = (
    ("engine", Agency.fire, 26), ("ladder", Agency.fire, 10), ("rescue", Agency.fire, 6),
    ("chief", Agency.fire, 6), ("ambulance", Agency.medical, 26), ("medic", Agency.medical, 6),
)  # fmt: skip
CARDS = {
    "fire": (Card(level=1, skills=(Need("hazmat"),), needs=(
        Need("engine", quantity=4), Need("ladder", quantity=2), Need("rescue"), Need("chief"),
        Need("ambulance")),),),
    "crash": (Card(level=1, needs=(
        Need("engine"), Need("rescue"), Need("ambulance", quantity=2)),),),
    "medical": (Card(level=1, needs=(Need("ambulance"),)),),
}  # fmt: skip


class Made(NamedTuple):
    """Of a manifest as much as is asked."""

    checksum: str


class Land:
    """Roads in arrays, as the ground of a town has them (`app.ground.standing.Ready`)."""

    def __init__(self, folder: Path) -> None:
        paths = [folder / f"{name}.npy" for name in Network._fields]
        self.network = Network(*(np.load(e, mmap_mode=is_mapped(e)) for e in paths))
        self.manifest = Made("made for a benchmark")
        self.owners = ()
        self._drives: dict[str, Drive] = {}

    def driven(self, name: str) -> tuple[Network, Drive]:
        if name not in self._drives:
            self._drives[name] = drive(self.network, profile_of(None)[name])
        return self.network, self._drives[name]


class Region(NamedTuple):
    """The town that is asked, what its neighbours show, and the ground."""

    picture: Picture
    neighbours: tuple[Neighbour, ...]
    lenders: tuple[Lender, ...]
    turnouts: tuple[Turnout, ...]
    ground: RoadGround
    spots: tuple[Spot, ...]
    """Places in the town where something may happen."""


def region(folder: Path, seed: int = 7) -> Region:
    """Five towns of 80 units, each on its fifth of the roads from west to east."""
    land = Land(folder)
    network, driven = land.driven("engine")
    near = roads_today("", "engine", network, driven, NOTHING, TODAY).is_near
    pieces = np.flatnonzero(near)
    dice = random.Random(seed)
    east = network.geom_lon[network.geom_start[pieces]]
    bounds = np.linspace(east.min(), east.max() + 1, len(TOWNS) + 1)
    spots: list[list[Spot]] = []
    for town in range(len(TOWNS)):
        mine = pieces[(east >= bounds[town]) & (east < bounds[town + 1])].tolist()
        spots.append([network.line_of(each)[0] for each in dice.choices(mine, k=2 * SPOTS)])
    homes = [each for town in spots for each in town[:SPOTS]]
    zones = Zones(
        np.array([dice.randint(20, 200) for _ in homes], np.int64),
        np.repeat(np.arange(len(TOWNS)), SPOTS), TOWNS,
    )  # fmt: skip
    ground = RoadGround(land, (), Homes(homes, zones))  # type: ignore[arg-type]
    pictures = [_town(name, town[SPOTS:], dice) for name, town in zip(TOWNS, spots, strict=True)]
    neighbours: list[Neighbour] = []
    lenders: list[Lender] = []
    turnouts = tuple(
        Turnout(f"s{station}", hour, 60 + station, 120 + station, 40)
        for station in range(STATIONS) for hour in (None, *range(24))
    )  # fmt: skip
    for number, (name, picture) in enumerate(zip(TOWNS[1:], pictures[1:], strict=True)):
        aid = Aid.automatic if number % 2 else Aid.mutual
        neighbours += neighbours_in(picture, name, aid, NOW)
        lenders.append(lender_of(picture, name[0], name, 0, turnouts))
    return Region(
        pictures[0], tuple(neighbours), tuple(lenders), turnouts, ground, tuple(spots[0][SPOTS:])
    )


def _town(name: str, spots: list[Spot], dice: random.Random) -> Picture:
    code = name[0]
    stations = {
        f"s{number}": Station(f"s{number}", f"Station {number}", Point(*spots[number]))
        for number in range(STATIONS)
    }
    kinds = [(kind, agency) for kind, agency, number in FLEET for _ in range(number)]
    units: dict[str, Unit] = {}
    incidents: dict[str, Incident] = {}
    for number, (kind, agency) in enumerate(kinds[:UNITS]):
        id = f"{code}-{kind[0].upper()}{number}"
        brings = (Capability(kind, 1), *((Capability("hazmat"),) if number % 9 == 0 else ()))
        unit = Unit(
            id, id[2:], kind, Authority(code, code), since=NOW - timedelta(hours=1), agency=agency,
            station=f"s{number % STATIONS}", capabilities=brings, crew_count=4, crew_minimum=2,
            crew_since=NOW - timedelta(hours=number % 16),
        )  # fmt: skip
        chance = dice.random()
        where = Position(Point(*dice.choice(spots)), NOW - timedelta(seconds=20))
        if chance < 0.2:
            status = UnitStatus.en_route if chance < 0.08 else UnitStatus.on_scene
            work = f"{code}-work{number}"
            incidents[work] = Incident(
                work, str(number), NOW, "medical.fall", priority=Priority.routine,
                place=Place(point=where.point), responses=(Response(id),),
            )  # fmt: skip
            unit = msgspec.structs.replace(unit, status=status, incident=work, position=where)
        elif chance < 0.28:
            unit = msgspec.structs.replace(unit, status=UnitStatus.returning, position=where)
        units[id] = unit
    plans = {each: PlanShelf(each, 1, 1, (Plan(each, 1, NOW, _plan(each)),)) for each in CARDS}
    return Picture(
        stations=from_items(stations), units=from_items(units), incidents=from_items(incidents),
        plans=from_items(plans),
    )  # fmt: skip


def _plan(name: str) -> PlanContent:
    return PlanContent(name=name, trigger=Applies(types=(name,)), cards=CARDS[name])


def with_calls(picture: Picture, spots: tuple[Spot, ...], calls: int, seed: int) -> Picture:
    """The town with so many new calls: most want an ambulance, some want many units."""
    dice = random.Random(seed)
    for number in range(calls):
        type_ = dice.choices(("medical.fall", "crash.road", "fire.structure"), (6, 2, 2))[0]
        name = f"A-call{number}"
        call = Incident(
            name, name, NOW, type_, priority=Priority(dice.choice((1, 1, 2, 3))),
            place=Place(point=Point(*dice.choice(spots))),
        )  # fmt: skip
        picture = msgspec.structs.replace(picture, incidents=picture.incidents.put(name, call))
    return picture
