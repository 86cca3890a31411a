"""Calls that really came, in place of drawn ones."""

import csv
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from tocsin.app.desk import town_zone
from tocsin.app.whatif.frame import Frame
from tocsin.app.whatif.scenario import Recorded
from tocsin.app.whatif.week import DAY_MS
from tocsin.app.wiring import reading
from tocsin.geo.ground import Spot
from tocsin.geo.places import Point, distance_m

I64 = npt.NDArray[np.int64]
COLUMNS = ("at", "type", "lat", "lon")


class OnRecord(NamedTuple):
    """Calls by time; `notes` say what was left out, and how far places were moved."""

    at_ms: I64
    spot: I64
    kind: I64
    notes: tuple[str, ...]


class _Row(NamedTuple):
    at: datetime
    type: str
    spot: Spot


def on_record(frame: Frame, recorded: Recorded) -> OnRecord:
    """The calls of the period. Raises Told."""
    sheet = frame.sheet
    if (recorded.file is None) == (recorded.town is None):
        raise sheet.wrong("recorded", "calls come of a `file` or of a `town`: write one of them")
    left: Counter[str] = Counter()
    if recorded.file is not None:
        rows = list(_in_file(sheet.path.parent / recorded.file, frame))
    else:
        rows = list(_in_log(sheet.path.parent / (recorded.town or ""), left))
    if not rows:
        raise sheet.wrong("recorded", "it holds no call with a time and a place; name another")
    types = [each.type for each in frame.scenario.calls]
    begin = _monday(recorded.begins, min(each.at for each in rows), frame)
    kept: list[tuple[int, int, Spot]] = []
    for each in sorted(rows, key=lambda e: e.at):
        ms = round((each.at - begin).total_seconds() * 1000)
        if not 0 <= ms < frame.scenario.days * DAY_MS:
            left["outside of the period"] += 1
        elif each.type not in types:
            left[f"of the type {each.type}, which has no [[calls]]"] += 1
        else:
            kept.append((ms, types.index(each.type), each.spot))
    if not kept:
        raise sheet.wrong("recorded", f"no call is left: {_said(left)}")
    spots, moved = _nearest(frame, [spot for _, _, spot in kept])
    notes = [
        f"{len(kept)} calls on record; places were set to the nearest of the doors that stand for "
        f"their zone: half of them moved {int(np.median(moved))} m, at most {max(moved)} m"
    ]
    if left:
        notes.append(f"left out: {_said(left)}")
    return OnRecord(
        np.array([ms for ms, _, _ in kept], np.int64), spots,
        np.array([kind for _, kind, _ in kept], np.int64), tuple(notes),
    )  # fmt: skip


def _said(left: Counter[str]) -> str:
    return ", ".join(f"{number} {why}" for why, number in sorted(left.items()))


def _monday(begins: str | None, first: datetime, frame: Frame) -> datetime:
    if begins is None:
        day = first.replace(hour=0, minute=0, second=0, microsecond=0)
        return day - timedelta(days=day.weekday())
    try:
        begin = datetime.fromisoformat(begins).replace(tzinfo=first.tzinfo)
    except ValueError:
        raise frame.sheet.wrong("recorded.begins", f"`{begins}` is no day of a year") from None
    if begin.weekday() != 0:
        raise frame.sheet.wrong("recorded.begins", f"{begins} is no Monday; weeks begin on one")
    return begin


def _in_file(path: Path, frame: Frame) -> Iterator[_Row]:
    sheet = frame.sheet
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, restval="")
            missing = [e for e in COLUMNS if e not in (reader.fieldnames or ())]
            if missing:
                raise sheet.wrong(
                    "recorded.file", f"{path.name} has no column {missing[0]}; its first line "
                    f"names {', '.join(COLUMNS)}",
                )  # fmt: skip
            for number, row in enumerate(reader, 2):
                try:
                    at = datetime.fromisoformat(row["at"]).replace(tzinfo=UTC)
                    point = Point.from_degrees(float(row["lat"]), float(row["lon"]))
                except ValueError:
                    raise sheet.wrong(
                        "recorded.file",
                        f"{path.name}, line {number}: `{row['at'][:30]}, {row['lat'][:12]}, "
                        f"{row['lon'][:12]}` is no time and place; 2025-01-06T08:30, 47.1, 9.5 is",
                    ) from None
                yield _Row(at, row["type"], (point.lat_udeg, point.lon_udeg))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise sheet.wrong("recorded.file", f"{path} cannot be read: {error}") from error


def _in_log(folder: Path, left: Counter[str]) -> Iterator[_Row]:
    with reading(folder) as town:
        zone: tzinfo = town_zone(town.picture)
        for each in town.incidents():
            point = each.place.point
            if point is None:
                left["without a place"] += 1
                continue
            at = each.opened_at.astimezone(zone).replace(tzinfo=UTC)
            yield _Row(at, each.type, (point.lat_udeg, point.lon_udeg))


def _nearest(frame: Frame, places: list[Spot]) -> tuple[I64, list[int]]:
    doors = np.array(frame.land.spots, np.float64)
    found, moved = [], []
    for lat, lon in places:
        shrink = np.cos(np.radians(lat / 1e6))
        far = np.hypot(doors[:, 0] - lat, (doors[:, 1] - lon) * shrink)
        at = int(far.argmin())
        found.append(at)
        moved.append(distance_m(Point(lat, lon), Point(*frame.land.spots[at])))
    return np.array(found, np.int64), moved
