"""Calibration against a real week of dispatches (San Francisco): the error before and after.

The log does not say where a unit set out, and there is no extract of its roads. What can be known:
a unit that was sent within five minutes of being available again set out from about its last scene.
So the way is a straight line times 1.3 at an engine's speed in residential streets, and what is
fitted is the time until it rolls, that speed, and the hour. As good as nothing is known of roads.
"""

import csv
import gzip
from collections import defaultdict
from datetime import datetime
from itertools import pairwise

import numpy as np

from benchmarks.measuring import asked, table
from tests.needs import reference_folder
from tocsin.geo.network.calibration import Factors, error_of, fitted, plain, predicted
from tocsin.geo.places import Point, distance_m

LOG = "cad_san_francisco/sffd_calls_week_2016-12-31_2017-01-07.csv.gz"
SOON_S, FEWEST_M, DETOUR, SPEED_MPS = 300, 50, 1.3, 25 * 1.25 / 3.6


def main() -> None:
    asked(__doc__ or "")
    straight, observed, hours = journeys()
    modelled = (straight * DETOUR / SPEED_MPS)[:, None]
    late: dict[str, list[np.ndarray]] = defaultdict(list)
    for fold in range(5):
        test = np.arange(len(observed)) % 5 == fold
        found = fitted(modelled[~test], observed[~test], hours[~test], plain(1))
        constant = Factors(float(np.median(observed[~test])), np.zeros(1), np.ones(24))
        for name, factors in (
            ("always the median time", constant), ("the table", plain(1)), ("calibrated", found),
        ):  # fmt: skip
            late[name].append(predicted(modelled, hours, factors)[test])
    seen = np.concatenate([observed[np.arange(len(observed)) % 5 == fold] for fold in range(5)])
    rows = []
    for name, parts in late.items():
        error = error_of(np.concatenate(parts), seen)
        rows.append((name, f"{error.mape:.0%}", f"{error.median_s:.0f}"))
    title = f"{len(observed)} journeys, each held out of the fit that predicts it"
    table(title, ("predicted by", "mean relative error", "median error, s"), rows)
    found = fitted(modelled, observed, hours, plain(1))
    speed = SPEED_MPS * 3.6 / DETOUR / found.groups[0]
    print(f"{found.start_s:.0f} s until it rolls, then {speed:.0f} km/h as the crow flies")


def journeys() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Metres in a straight line, seconds from rolling to on scene, and the hour."""
    path = reference_folder() / "data" / LOG
    by_unit: dict[str, list[dict[str, str]]] = defaultdict(list)
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["Dispatch DtTm"]:
                by_unit[row["Unit ID"]].append(row)
    found = []
    for rows in by_unit.values():
        rows.sort(key=lambda row: at(row, "Dispatch"))
        for last, row in pairwise(rows):
            one = journey(last, row)
            if one is not None:
                found.append(one)
    columns = [np.array(each, float) for each in zip(*found, strict=True)]
    return columns[0], columns[1], columns[2].astype(np.int64)


def journey(last: dict[str, str], row: dict[str, str]) -> tuple[int, float, int] | None:
    needed = [last[f"{e} DtTm"] for e in ("Available", "On Scene")]
    needed += [row[f"{e} DtTm"] for e in ("Response", "On Scene")] + [last["Location"]]
    if not all(needed) or last["Transport DtTm"] or not row["Location"]:
        return None
    waited = (at(row, "Dispatch") - at(last, "Available")).total_seconds()
    seconds = (at(row, "On Scene") - at(row, "Response")).total_seconds()
    metres = distance_m(point(last), point(row))
    if not -60 <= waited <= SOON_S or not 15 <= seconds <= 3_600 or metres <= FEWEST_M:
        return None
    return metres, seconds, at(row, "Response").hour


def at(row: dict[str, str], what: str) -> datetime:
    return datetime.strptime(row[f"{what} DtTm"], "%m/%d/%Y %I:%M:%S %p")  # noqa: DTZ007 (local)


def point(row: dict[str, str]) -> Point:
    lat, lon = row["Location"].strip("()").split(",")
    return Point.from_degrees(float(lat), float(lon))


if __name__ == "__main__":
    main()
