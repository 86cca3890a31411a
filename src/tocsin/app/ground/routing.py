"""Questions about travel time: who drives, what is different today, from where to where."""

import argparse
import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from tocsin.app.ground.folder import manifest_of
from tocsin.app.outcome import Exit, Told
from tocsin.app.tongue import tell
from tocsin.geo.ground import Spot
from tocsin.operations.picture import Closure

try:
    import numpy as np

    from tocsin.app.ground.network_files import network_of
    from tocsin.app.ground.profiles import profile_of, vehicle_of
    from tocsin.app.ground.today import NOTHING, Today, todays, together
    from tocsin.app.ground.way_words import says as step_says
    from tocsin.geo.network.arrays import I32, NEVER, Mask, Network, pieces_called
    from tocsin.geo.network.changes import Changes, changed
    from tocsin.geo.network.costs import BACKWARD, FORWARD
    from tocsin.geo.network.engines import engine_for, parts_of
    from tocsin.geo.network.journeys import journey
    from tocsin.geo.network.parts import main_arcs
    from tocsin.geo.network.snapping import Snap, snapped
    from tocsin.geo.network.states import Drive, binding, drive
    from tocsin.geo.network.steps import line_of, steps_of
    from tocsin.geo.network.vehicles import at_hour
except ModuleNotFoundError as error:
    raise Told(
        f"travel times need {error.name}: pip install 'tocsin[ground]'", Exit.usage
    ) from error

EDGE = re.compile(r"w\d{1,15}(\.n-?\d{1,18}(\.\d{1,4})?)?")
DEEPEST_CM = 10_000


class Roads(NamedTuple):
    """A ground's network as one class of vehicle finds it today; `ground` is its checksum."""

    ground: str
    vehicle: str
    network: Network
    driven: Drive
    arc_ms: I32
    is_near: Mask
    """Which pieces a place may be set on: usable ones of the largest part, that are not closed."""
    conditional: int
    """How many restrictions hold at times only, and were taken as holding always."""
    closures: tuple[str, ...] = ()
    """Closures of the town that were reckoned with; `unplaced` are those that cannot be."""
    unplaced: tuple[str, ...] = ()


def roads_of(asked: argparse.Namespace) -> Roads:
    """The network, as the arguments say; where a town is named, with its closures. Raises Told."""
    network = network_of(asked.ground)
    vehicle = vehicle_of(profile_of(asked.profile), asked.vehicle)
    if asked.hour is not None:
        if not vehicle.hour_permille:
            raise Told(
                f"this profile does not tell hours apart for `{asked.vehicle}`: leave out --hour, "
                "or make a profile from journeys (`tocsin ground calibrate`)",
                Exit.usage,
            )
        vehicle = at_hour(vehicle, asked.hour)
    driven = drive(network, vehicle)
    today = NOTHING
    if getattr(asked, "town", None) is not None:
        today = todays(network, asked.vehicle, vehicle, _standing(asked.town))
    checksum = manifest_of(asked.ground).checksum
    return roads_today(checksum, asked.vehicle, network, driven, changes_of(asked, network), today)


def _standing(town: Path) -> list[Closure]:
    from tocsin.app.wiring import reading

    with reading(town) as opened:
        return list(opened.picture.closures.values())


def roads_today(
    checksum: str, name: str, network: Network, driven: Drive, asked: Changes, today: Today
) -> Roads:
    """The network as a class of vehicle finds it, under what is asked and what stands. Raises
    Told: there is no road for it."""
    vehicle = driven.vehicle
    if not len(driven.arcs):
        raise Told(f"this ground holds no road for `{name}`", Exit.not_so)
    arc_ms = changed(network, driven, together(asked, today))
    usual = driven.arc_ms[driven.over]
    is_main = main_arcs(driven, parts_of(driven, usual), usual) & (arc_ms != NEVER)
    is_near = np.zeros(network.pieces, np.bool_)
    is_near[driven.arcs[is_main] >> 1] = True
    conditional = int((binding(network, vehicle) & (network.turn_condition > 0)).sum())
    return Roads(
        checksum, name, network, driven, arc_ms, is_near, conditional, today.closures,
        today.unplaced,
    )  # fmt: skip


def changes_of(asked: argparse.Namespace, network: Network) -> Changes:
    """What is different today, by the arguments. Raises Told."""
    return Changes(
        closed=tuple(each for each, _ in _edges(network, asked.close, "--close", None)),
        flooded=tuple(_edges(network, asked.flood, "--flood", DEEPEST_CM)),
        slowed=tuple((e, 10 * p) for e, p in _edges(network, asked.slow, "--slow", 100) if p),
        reversed=_one_way(network, asked.reverse, "--reverse"),
        contraflow=_one_way(network, asked.contraflow, "--contraflow"),
    )


def closing(network: Network, close: Sequence[str]) -> Changes:
    """Roads (`EDGE,…`) that are shut besides. Raises Told."""
    return Changes(closed=tuple(each for each, _ in _edges(network, close, "--close", None)))


def _one_way(network: Network, given: list[str], flag: str) -> tuple[int, ...]:
    """The one-way pieces among those called. Raises Told where a road has none: what would be
    asked for changes nothing, and is a slip."""
    found: list[int] = []
    for one in (each for text in given for each in text.split(",")):
        pieces = [piece for piece, _ in _edges(network, [one], flag, None)]
        flows = network.piece_flow[pieces]
        is_one_way = (flows == FORWARD) | (flows == BACKWARD)
        if not is_one_way.any():
            raise Told(
                f"{flag}: {one.strip()} is open both ways; only a one-way road can be changed so",
                Exit.usage,
            )
        found += np.array(pieces)[is_one_way].tolist()
    return tuple(found)


def _edges(
    network: Network, given: Sequence[str], flag: str, most: int | None
) -> list[tuple[int, int]]:
    """(piece, number) of `EDGE,…` or `EDGE=NUMBER,…`. Raises Told."""
    found = []
    for one in (each.strip() for text in given for each in text.split(",")):
        id, equals, number = one.partition("=")
        is_number = number.isascii() and number.isdigit() and len(number) < 7
        if not EDGE.fullmatch(id) or (is_number if most is None else not is_number):
            wanted = "EDGE" if most is None else "EDGE=NUMBER"
            raise Told(f"{flag} wants {wanted}, as in w34.n12 or w34; `{one[:60]}` is none",
                       Exit.usage)  # fmt: skip
        if most is not None and not 1 <= int(number) <= most:
            raise Told(f"{flag} wants 1 to {most}; `{one[:60]}` says {number}", Exit.usage)
        if equals and most is None:
            raise Told(f"{flag} wants EDGE, as in w34.n12 or w34; `{one[:60]}` is none", Exit.usage)
        pieces = pieces_called(network, id)
        if not len(pieces):
            raise Told(f"{flag}: this ground has no road {id}", Exit.usage)
        found += [(piece, int(number or 0)) for piece in pieces.tolist()]
    return found


def snap(roads: Roads, spot: Spot) -> Snap:
    """The place on a road that is nearest to a point. Raises Told where none is near."""
    found = snapped(roads.network, roads.is_near, spot)
    if found is None:
        raise Told(
            f"there is no road for `{roads.vehicle}` within 15 km of "
            f"{spot[0] / 1e6:.6f},{spot[1] / 1e6:.6f}; is the point in this ground?",
            Exit.not_so,
        )
    return found


class SnapRow(msgspec.Struct, frozen=True):
    """Where on a road a point was set."""

    lat: float
    lon: float
    edge: str
    road: str
    off_m: float


def snap_row(network: Network, found: Snap) -> SnapRow:
    """A place on a road, to be shown."""
    return SnapRow(
        found.spot[0] / 1e6, found.spot[1] / 1e6, network.id_of(found.piece),
        network.text(network.piece_name[found.piece]), found.off_cm / 100,
    )  # fmt: skip


class StepRow(msgspec.Struct, frozen=True):
    """One line of directions."""

    turn: str
    road: str
    distance_m: int
    travel_s: float
    lat: float
    lon: float
    says: str


class Route(msgspec.Struct, frozen=True, rename={"begin": "from", "end": "to"}):
    """The quickest way. `travel_s` and `distance_m` are None where there is none."""

    travel_s: float | None
    distance_m: int | None
    says: str
    vehicle: str
    begin: SnapRow
    end: SnapRow
    steps: list[StepRow]
    edges: list[str]
    line: list[tuple[float, float]]
    conditional_turns: int
    ground: str
    closures: tuple[str, ...] = ()
    unplaced: tuple[str, ...] = ()


def routed(roads: Roads, begin: Spot, end: Spot) -> Route:
    """The quickest way between two points. Raises Told where one is far from every road."""
    network, driven = roads.network, roads.driven
    start, stop = snap(roads, begin), snap(roads, end)
    engine = engine_for(driven, 1)
    found = journey(network, driven, roads.arc_ms, engine, start, stop)
    rows = (snap_row(network, start), snap_row(network, stop))
    if found is None:
        return Route(
            None, None, tell("way-none", vehicle=driven.vehicle.says),
            roads.vehicle, *rows, [], [], [], roads.conditional, roads.ground, roads.closures,
            roads.unplaced,
        )  # fmt: skip
    metres = round(sum(abs(e.end_cm - e.begin_cm) for e in found.stretches) / 100)
    ms = found.ms + driven.vehicle.start_ms
    steps = [
        StepRow(
            e.turn, e.name, round(e.distance_cm / 100), round(e.ms / 1000, 1), e.at[0] / 1e6,
            e.at[1] / 1e6, step_says(e),
        )
        for e in steps_of(network, driven, found)
    ]  # fmt: skip
    return Route(
        round(ms / 1000, 1), metres, f"{clock(ms)} min, {metres / 1000:.1f} km", roads.vehicle,
        *rows, steps, [network.id_of(e.arc >> 1) for e in found.stretches],
        [(lat / 1e6, lon / 1e6) for lat, lon in line_of(network, found)],
        roads.conditional, roads.ground, roads.closures, roads.unplaced,
    )  # fmt: skip


def clock(ms: int) -> str:
    """Minutes and seconds."""
    return f"{ms // 60_000}:{ms // 1000 % 60:02}"
