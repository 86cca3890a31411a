"""Many travel times at once: CSV in, CSV out."""

import csv
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np

from tocsin.app.ground.routing import Roads
from tocsin.app.outcome import Told
from tocsin.geo.ground import Spot
from tocsin.geo.network.arrays import I64, NEVER
from tocsin.geo.network.engines import engine_for
from tocsin.geo.network.journeys import times
from tocsin.geo.network.snapping import snapped
from tocsin.geo.places import Point


class Named(NamedTuple):
    """A place of a file."""

    id: str
    spot: Spot


class Written(msgspec.Struct, frozen=True):
    """What became of a matrix."""

    rows: int
    columns: int
    without_a_way: int
    far_from_roads: int
    engine: str
    vehicle: str
    ground: str


def places_in(path: Path) -> list[Named]:
    """The places of a CSV. Raises Told with the line that is not as it should be."""
    rows = read_rows(path, ("lat", "lon"))
    return [Named(row.get("id") or str(at), spot_in(path, at + 1, row)) for at, row in rows]


def read_rows(path: Path, needed: tuple[str, ...]) -> list[tuple[int, dict[str, str]]]:
    """The rows of a CSV with these columns, each with its number from 1. Raises Told."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, restval="", restkey="")
            names = reader.fieldnames or []
            missing = [each for each in needed if each not in names]
            if missing:
                raise Told(
                    f"{path}: its first line must name the columns {', '.join(needed)}; it says "
                    f"{', '.join(names)[:80] or 'nothing'}"
                )
            rows = [{k: v for k, v in row.items() if isinstance(v, str)} for row in reader]
    except (UnicodeDecodeError, csv.Error) as error:
        raise Told(f"{path} is no CSV in UTF-8: {error}") from error
    if not rows:
        raise Told(f"{path} holds no row below its first line")
    return list(enumerate(rows, 1))


def spot_in(path: Path, line: int, row: dict[str, str], lat: str = "lat", lon: str = "lon") -> Spot:
    """A position of a row, in degrees. Raises Told."""
    try:
        point = Point.from_degrees(float(row[lat]), float(row[lon]))
    except ValueError:
        raise Told(
            f"{path}, line {line}: `{row[lat][:20]},{row[lon][:20]}` is no position in decimal "
            "degrees"
        ) from None
    return point.lat_udeg, point.lon_udeg


def write_matrix(roads: Roads, begins: list[Named], ends: list[Named], out: Path) -> Written:
    """Seconds from each place to each other, to a tenth; empty where there is no way."""
    ms, name, far = matrix_of(roads, [e.spot for e in begins], [e.spot for e in ends])
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["from", *(each.id for each in ends)])
        for begin, row in zip(begins, ms.tolist(), strict=True):
            writer.writerow([begin.id, *("" if e == NEVER else f"{e / 1000:.1f}" for e in row)])
    without = int((ms == NEVER).sum())
    return Written(len(begins), len(ends), without, far, name, roads.vehicle, roads.ground)


def matrix_of(roads: Roads, begins: list[Spot], ends: list[Spot]) -> tuple[I64, str, int]:
    """(milliseconds, the engine, how many places are far from every road)."""
    snaps = [
        [snapped(roads.network, roads.is_near, spot) for spot in spots] for spots in (begins, ends)
    ]
    engine = engine_for(roads.driven, len(begins))
    rows, columns = ([at for at, e in enumerate(each) if e is not None] for each in snaps)
    found = times(
        roads.network, roads.driven, roads.arc_ms, engine,
        [e for e in snaps[0] if e is not None], [e for e in snaps[1] if e is not None],
    )  # fmt: skip
    out = np.full((len(begins), len(ends)), NEVER, np.int64)
    out[np.ix_(rows, columns)] = np.where(
        found == NEVER, NEVER, found + roads.driven.vehicle.start_ms
    )
    return out, engine.name, len(begins) + len(ends) - len(rows) - len(columns)
