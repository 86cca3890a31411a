"""`tocsin ground here`: what is at a position and around it."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from tocsin.app import arguments
from tocsin.app.outcome import Exit, as_json

if TYPE_CHECKING:
    from tocsin.geo.gazetteer.reverse import Here, Nearby

HYDRANTS = 3


def declare(deeds: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Which position, and how many hydrants."""
    parser = deeds.add_parser("here", help="what is at a position: address, road, town, hydrants")
    parser.add_argument(
        "ground", metavar="GROUND", type=Path, help="the ground's folder, or a town's"
    )
    parser.add_argument("--at", metavar="LAT,LON", required=True, help="decimal degrees")
    parser.add_argument(
        "--hydrants", metavar="N", type=int, default=HYDRANTS, help="show so many hydrants"
    )
    arguments.json_flag(parser)
    arguments.takes_positions(parser)


def run(asked: argparse.Namespace) -> int:
    """Exit code 0 also where nothing is near."""
    from tocsin.app.ground.asking import spot_of
    from tocsin.app.ground.folder import manifest_of
    from tocsin.app.ground.places import opened_places

    municipal = manifest_of(asked.ground).level.level
    gazetteer = opened_places(asked.ground)
    found = gazetteer.here(spot_of(asked.at), municipal=municipal, hydrants=max(0, asked.hydrants))
    print(as_json(found) if asked.json else "\n".join(said(found)))
    return Exit.done


def said(found: "Here") -> list[str]:
    """What is here, in lines."""
    whose = found.jurisdiction or (
        f"disputed between {' and '.join(found.claims)}" if found.claims else "nobody's here"
    )
    lines = [f"{found.lat:.6f},{found.lon:.6f}: {whose}{', on its border' * found.is_on_border}"]
    if found.mgrs is not None:
        lines.append(f"{'MGRS:':12}{found.mgrs}")
    for title, each in (
        ("Address", found.address), ("Street", found.street), ("Road", found.road),
        ("Crossing", found.crossing), ("Settlement", found.settlement),
    ):  # fmt: skip
        lines.append(f"{title + ':':12}{_near(each)}")
    lines.append(f"{'District:':12}{found.district or 'none known'}")
    if found.zone is not None:
        lines.append(f"{'Zone:':12}{found.zone}")
    lines += [f"{'Hydrant:':12}{_near(each)}" for each in found.hydrants] or [
        "Hydrant:    none near"
    ]
    for held in found.areas:
        level = "" if held.level is None else f" {held.level}"
        lines.append(f"{'In:':12}{held.name or held.kind} ({held.layer}{level}, {held.id})")
    return lines


def _near(each: "Nearby | None") -> str:
    if each is None:
        return "none near"
    side = f", {each.side} of it" if each.side in ("left", "right") else ""
    return f"{each.label or 'without a name'} ({each.id}), {each.distance_m:,} m{side}"
