"""`tocsin ground import`: files in, a ground out."""

import argparse
from pathlib import Path

from tocsin.app import arguments
from tocsin.app.outcome import Exit, as_json

MOST_NEAR_M = 1_000
MOVED_M, SHOWN = 10, 5


def declare(deeds: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """What it wants."""
    parser = deeds.add_parser(
        "import", help="make a ground from an extract of OpenStreetMap, or from GeoJSON borders"
    )
    parser.add_argument(
        "file", metavar="FILE", type=Path, nargs="+",
        help=".osm.pbf, .osm, .osm.gz, .osm.bz2; or .geojson files, or a folder of them",
    )  # fmt: skip
    parser.add_argument("--out", metavar="GROUND", type=Path, required=True, help="a new folder")
    parser.add_argument(
        "--admin-level", type=int, metavar="N", choices=range(1, 13),
        help="which level is the municipal one (default: found by what the file holds)",
    )  # fmt: skip
    for flag, what in (
        ("--boundaries", "GeoJSON of towns; they own points instead of the extract's boundaries"),
        ("--zones", "GeoJSON of census areas"),
        ("--people", "CSV of counts, by zone code or by lat and lon"),
        ("--index", "CSV of a deprivation or vulnerability index, by zone code"),
        ("--names", "CSV of newer names of towns, by code"),
        ("--elevation", "squares of heights: N49E011.hgt, or .hgt.zip"),
    ):
        parser.add_argument(flag, metavar="FILE", type=Path, nargs="+", default=[], help=what)
    for flag, value in (("--year", "[FILE=]YEAR"), ("--licence", "[FILE=]TEXT")):
        parser.add_argument(
            flag, metavar=value, action="append", default=[],
            help=f"the {flag[2:]} of a file, or of those that say none",
        )  # fmt: skip
    parser.add_argument(
        "--near-water", metavar="M", type=_metres, default=50,
        help="metres: roads so near to water are prone to flood (default 50; 0: none)",
    )  # fmt: skip
    parser.add_argument(
        "--over", metavar="OLD", type=Path,
        help="an older ground: what was only drawn anew keeps the id it has there",
    )  # fmt: skip
    arguments.json_flag(parser)


def _metres(said: str) -> int:
    if said.isdecimal() and int(said) <= MOST_NEAR_M:
        return int(said)
    raise argparse.ArgumentTypeError(f"{said}: whole metres up to {MOST_NEAR_M:,} are expected")


def run(asked: argparse.Namespace) -> int:
    """Make it, and say what is in it."""
    from tocsin.app.ground.asked import Asked, by_file, years_of
    from tocsin.app.ground.asking import jurisdictions_of
    from tocsin.app.ground.compare_deed import told
    from tocsin.app.ground.comparing import compared
    from tocsin.app.ground.folder import manifest_of
    from tocsin.app.ground.importing import imported
    from tocsin.app.ground.opening import files_of
    from tocsin.app.ground.saying import names_of, summary

    order = Asked(
        files=files_of(asked.file),
        out=asked.out,
        level=asked.admin_level,
        boundaries=files_of(asked.boundaries),
        zones=files_of(asked.zones),
        figures=files_of([*asked.people, *asked.index]),
        names=files_of(asked.names),
        elevation=files_of(asked.elevation),
        near_water_m=asked.near_water,
        over=asked.over,
    )
    order = order._replace(
        years=years_of(asked.year, order.every_file),
        licences=by_file(asked.licence, order.every_file, "--licence"),
    )
    if asked.over is not None:
        manifest_of(asked.over)
    manifest = imported(order)
    owners = jurisdictions_of(asked.out)
    update = None if asked.over is None else compared(asked.over, asked.out, MOVED_M, SHOWN)
    if asked.json:
        found = {"ground": str(asked.out), "manifest": manifest, "jurisdictions": owners}
        print(as_json(found if update is None else found | {"update": update}))
        return Exit.done
    print("\n".join(summary(manifest)))
    print(f"Jurisdictions: {names_of(owners)}.")
    number = sum(manifest.doubts.values())
    doubts = "1 doubt" if number == 1 else f"{number:,} doubts"
    print(f"{doubts}; `tocsin ground report {asked.out}` tells more.")
    if update is not None:
        print("\n".join([f"Since {asked.over}:", *told(update)]))
    return Exit.done
