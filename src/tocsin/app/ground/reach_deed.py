"""`tocsin ground reach`: how far one gets in so many minutes."""

import argparse
from pathlib import Path

from tocsin.app import arguments
from tocsin.app.ground.drivers import driver_arguments
from tocsin.app.outcome import Exit, Told, as_json

LONGEST_MIN = 600


def declare(deeds: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """What the deed wants."""
    parser = deeds.add_parser("reach", help="how far one gets in so many minutes, as polygons")
    parser.add_argument("--from", dest="begin", metavar="LAT,LON", required=True)
    parser.add_argument("--minutes", metavar="M,…", required=True, help="rising, as in 4,8,12")
    parser.add_argument("--out", metavar="FILE", type=Path, required=True, help="a GeoJSON file")
    driver_arguments(parser)
    arguments.json_flag(parser)


def run(asked: argparse.Namespace) -> int:
    """Exit code 1: no road is near."""
    from tocsin.app.ground.asking import spot_of

    minutes = _minutes(asked.minutes)
    spot = spot_of(asked.begin)
    from tocsin.app.ground.routing import roads_of

    roads = roads_of(asked)
    from tocsin.app.ground.reaching import write_reach

    found = write_reach(roads, spot, minutes, asked.out)
    if asked.json:
        print(as_json(found))
    else:
        for each in found.bands:
            print(f"to {each.minutes} min: {each.road_km:.1f} km of road, {each.area_km2:.1f} km²")
        print(f"{asked.out} is written.")
    return Exit.done


def _minutes(text: str) -> list[int]:
    parts = [each.strip() for each in text.split(",")]
    found = [int(each) for each in parts if each.isascii() and each.isdigit() and len(each) < 4]
    is_rising = found == sorted(set(found))
    if len(found) != len(parts) or not is_rising or not 1 <= found[0] <= found[-1] <= LONGEST_MIN:
        raise Told(
            f"--minutes wants whole minutes that rise, up to {LONGEST_MIN}, as in 4,8,12; "
            f"`{text[:60]}` is none",
            Exit.usage,
        )
    return found
