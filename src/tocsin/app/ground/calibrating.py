"""`tocsin ground calibrate`: factors of a profile from observed journeys, and the error with and
without them on journeys that were held out."""

from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np

from tocsin.app.ground.folder import manifest_of, summed
from tocsin.app.ground.matrices import read_rows, spot_in
from tocsin.app.ground.network_files import network_of
from tocsin.app.ground.profiles import profile_of, vehicle_of
from tocsin.app.outcome import Told
from tocsin.geo.network.arrays import I64, Network
from tocsin.geo.network.calibration import (
    GROUP_NAMES,
    GROUPS,
    Factors,
    Floats,
    error_of,
    fitted,
    held_out,
    permille,
    plain,
    predicted,
)
from tocsin.geo.network.engines import engine_for, parts_of
from tocsin.geo.network.journeys import journey
from tocsin.geo.network.parts import main_arcs
from tocsin.geo.network.snapping import Snap, snapped
from tocsin.geo.network.states import Drive, drive
from tocsin.geo.network.vehicles import ROAD_CLASSES, Vehicle

FEWEST = 40
FARTHEST_CM = 15_000
LONGEST_S = 7_200
PASSES = 3
COLUMNS = ("from_lat", "from_lon", "to_lat", "to_lon", "travel_s")
GROUP_OF = np.array(
    [next(i for i, g in enumerate(GROUP_NAMES) if each in GROUPS[g]) for each in ROAD_CLASSES]
)


class Seen(NamedTuple):
    """An observed journey: both ends, seconds, and the hour it began (-1: not known)."""

    begin: tuple[int, int]
    end: tuple[int, int]
    travel_s: float
    hour: int


class ClassRow(msgspec.Struct, frozen=True):
    """What was found for a class of vehicle. `_before` is with the profile as it was, `_after`
    with the factors; both on the journeys that were held out."""

    vehicle: str
    journeys: int
    held_out: int
    left_out: int
    start_s: float
    speed_permille: dict[str, int]
    hours: dict[str, int]
    mape_before: float
    mape_after: float
    median_error_s_before: float
    median_error_s_after: float


class Calibration(msgspec.Struct, frozen=True):
    """Every class that was observed."""

    classes: list[ClassRow]
    ground: str


def calibrated(ground: Path, observed: Path, own: Path | None, out: Path) -> Calibration:
    """Fit every class of the file, write the profile. Raises Told."""
    network = network_of(ground)
    profile = profile_of(own)
    seen = _seen(observed)
    rows, texts = [], [f"# Observed journeys: {observed.name}, sha256 {summed(observed).sha256}\n"]
    for name in sorted(seen):
        vehicle = vehicle_of(profile, name)
        row, factors = _fit(network, name, vehicle, seen[name], observed)
        rows.append(row)
        texts.append(_toml(name, vehicle, row, factors))
    out.write_text("\n".join(texts), encoding="utf-8")
    profile_of(out)
    return Calibration(rows, manifest_of(ground).checksum)


def _seen(path: Path) -> dict[str, list[Seen]]:
    found: dict[str, list[Seen]] = {}
    for at, row in read_rows(path, COLUMNS):
        line = at + 1
        ends = (spot_in(path, line, row, f"{e}_lat", f"{e}_lon") for e in ("from", "to"))
        begin, end = ends
        try:
            seconds = float(row["travel_s"])
            hour = datetime.fromisoformat(row["at"]).hour if row.get("at") else -1
        except ValueError:
            raise Told(
                f"{path}, line {line}: travel_s wants seconds, at wants local time as in "
                f"2026-05-01T08:30; they say `{row['travel_s'][:20]}`, `{row.get('at', '')[:30]}`"
            ) from None
        found.setdefault(row.get("class") or "engine", []).append(Seen(begin, end, seconds, hour))
    return found


def _fit(
    network: Network, name: str, vehicle: Vehicle, seen: list[Seen], path: Path
) -> tuple[ClassRow, Factors]:
    base = msgspec.structs.replace(vehicle, start_ms=0, hour_permille={})
    places, kept = _placed(network, drive(network, base), seen)
    if len(kept) < FEWEST:
        raise Told(
            f"{path}: {len(kept)} journeys of `{name}` can be used, of {len(seen)}; at least "
            f"{FEWEST} must begin and end within {FARTHEST_CM // 100} m of a road of this ground"
        )
    observed = np.array([each.travel_s for each in kept])
    hours: I64 = np.array([each.hour for each in kept], np.int64)
    test = held_out(len(kept))
    usual = _modelled(network, base, places)
    old = plain(len(GROUP_NAMES))._replace(
        start_s=vehicle.start_ms / 1000,
        hours=np.array([1000 / vehicle.hour_permille.get(f"{h:02}", 1000) for h in range(24)]),
    )
    before = error_of(predicted(usual, hours, old)[test], observed[test])
    factors, modelled = plain(len(GROUP_NAMES)), usual
    for _ in range(PASSES):
        factors = fitted(modelled[~test], observed[~test], hours[~test], factors)
        driven = _modelled(network, _with(base, factors), places)
        modelled = driven / factors.groups
    after = error_of(predicted(modelled, hours, factors)[test], observed[test])
    return (
        ClassRow(
            name, len(kept), int(test.sum()), len(seen) - len(kept), round(factors.start_s, 1),
            {g: round(1000 / s) for g, s in zip(GROUP_NAMES, factors.groups, strict=True)},
            {f"{h:02}": round(1000 / s) for h, s in enumerate(factors.hours) if s != 1},
            round(before.mape, 4), round(after.mape, 4), round(before.median_s, 1),
            round(after.median_s, 1),
        ),
        factors,
    )  # fmt: skip


def _placed(
    network: Network, driven: Drive, seen: list[Seen]
) -> tuple[list[tuple[Snap, Snap]], list[Seen]]:
    """The journeys whose ends lie near roads and that have a way."""
    cost = driven.arc_ms[driven.over]
    is_near = np.zeros(network.pieces, np.bool_)
    is_near[driven.arcs[main_arcs(driven, parts_of(driven, cost), cost)] >> 1] = True
    places, kept = [], []
    for each in seen:
        ends = snapped(network, is_near, each.begin), snapped(network, is_near, each.end)
        begin, end = ends
        if begin is None or end is None or max(begin.off_cm, end.off_cm) > FARTHEST_CM:
            continue
        if begin[:2] != end[:2] and 0 < each.travel_s <= LONGEST_S:
            places.append((begin, end))
            kept.append(each)
    return places, kept


def _modelled(network: Network, vehicle: Vehicle, places: list[tuple[Snap, Snap]]) -> Floats:
    """Seconds of each journey on each group of roads, by the quickest way of this vehicle."""
    driven = drive(network, vehicle)
    engine = engine_for(driven, len(places))
    found = np.zeros((len(places), len(GROUP_NAMES)))
    for at, (begin, end) in enumerate(places):
        way = journey(network, driven, driven.arc_ms, engine, begin, end)
        assert way is not None  # both ends lie in one part
        for each in way.stretches:
            found[at, GROUP_OF[network.piece_class[each.arc >> 1]]] += each.ms / 1000
    return found


def _with(vehicle: Vehicle, factors: Factors) -> Vehicle:
    shares = {
        each: permille(
            [vehicle.road_permille.get(each, 1000)], float(factors.groups[GROUP_OF[at]])
        )[0]
        for at, each in enumerate(ROAD_CLASSES)
        if each in vehicle.speed_kmh
    }
    return msgspec.structs.replace(vehicle, road_permille=shares)


def _toml(name: str, vehicle: Vehicle, row: ClassRow, factors: Factors) -> str:
    shares = _with(vehicle, factors).road_permille
    return "\n".join(
        (
            f"[{name}]",
            f"# {row.journeys} journeys, {row.held_out} of them held out; on those, the mean "
            "relative error",
            f"# was {row.mape_before:.1%} and is {row.mape_after:.1%}; the median error was "
            f"{row.median_error_s_before} s and is {row.median_error_s_after} s.",
            f"start_ms = {round(1000 * factors.start_s)}",
            f"[{name}.road_permille]",
            *(f"{each} = {share}" for each, share in shares.items()),
            f"[{name}.hour_permille]",
            *(f'"{hour}" = {share}' for hour, share in row.hours.items()),
            "",
        )
    )


def told(found: Calibration, out: Path) -> list[str]:
    """In sentences."""
    lines = []
    for each in found.classes:
        speeds = ", ".join(
            f"{name} {share / 10:.0f} %" for name, share in each.speed_permille.items()
        )
        lines += [
            f"{each.vehicle}: {each.journeys} journeys ({each.left_out} could not be used)",
            f"  {each.start_s:.0f} s until it rolls; speeds: {speeds} of the table",
            f"  on {each.held_out} that were held out: mean relative error {each.mape_before:.1%} "
            f"before, {each.mape_after:.1%} after; median {each.median_error_s_before} s before, "
            f"{each.median_error_s_after} s after",
        ]
    return [*lines, f"{out} is written; give it with --profile."]
