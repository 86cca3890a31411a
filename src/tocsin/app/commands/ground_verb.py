"""`tocsin ground`: the places, roads and boundaries of a region."""

import argparse
import importlib
from collections.abc import Callable
from pathlib import Path

from tocsin.app import arguments
from tocsin.app.outcome import Exit, as_json

SHOWN = 5


def declare(parser: argparse.ArgumentParser) -> None:
    """A deed, and what it wants."""
    deeds = parser.add_subparsers(dest="deed", metavar="DEED", required=True)
    told = deeds.add_parser("report", help="what is in a ground, and what is doubtful")
    told.add_argument("--all", action="store_true", help=f"every doubt, not {SHOWN} of a kind")
    told.add_argument("--html", metavar="FILE", type=Path, help="write a page with a map of doubts")
    asked = deeds.add_parser("whose", help="whose a point is: one town's, outside, or disputed")
    asked.add_argument("--at", metavar="LAT,LON", required=True, help="decimal degrees")
    arguments.takes_positions(asked)
    for each in (told, asked):
        each.add_argument(
            "ground", metavar="GROUND", type=Path, help="the ground's folder, or a town's"
        )
        arguments.json_flag(each)
    for module in sorted(set(MODULES.values())):
        importlib.import_module(module).declare(deeds)


def run(asked: argparse.Namespace) -> int:
    """Exit code 4: the file is no extract; 7: the ground is damaged. A file that breaks off is
    taken as far as it goes, and says so.
    """
    if asked.deed != "adopt" and getattr(asked, "ground", None) is not None:
        _take_adopted(asked)
    if asked.deed in DEEDS:
        return DEEDS[asked.deed](asked)
    done: int = importlib.import_module(MODULES[asked.deed]).run(asked)
    return done


def _take_adopted(asked: argparse.Namespace) -> None:
    """Where a town is named in place of a ground: the one it adopted, and `town` says which."""
    from tocsin.log.parts import holds_log

    if not holds_log(asked.ground):
        return
    from tocsin.app.ground.keeping import standing_on
    from tocsin.app.wiring import reading

    asked.town = asked.ground
    with reading(asked.town) as town:
        asked.ground = standing_on(asked.town, town.picture)


def _report(asked: argparse.Namespace) -> int:
    from tocsin.app.ground.asking import jurisdictions_of, opened, reported
    from tocsin.app.ground.saying import doubts, summary

    is_all = asked.all or asked.html is not None
    manifest, rows = reported(asked.ground, -1 if is_all else SHOWN)
    owners = jurisdictions_of(asked.ground)
    if asked.html is not None:
        from tocsin.app.ground.report_page import page

        with opened(asked.ground) as database:
            asked.html.write_text(page(database, manifest, owners, rows), encoding="utf-8")
        print(f"{asked.html}: {sum(manifest.doubts.values()):,} doubts.")
        return Exit.done
    if asked.json:
        print(as_json({"manifest": manifest, "jurisdictions": owners, "doubts": rows}))
        return Exit.done
    names = ", ".join(each.name for each in owners) or "none"
    print("\n".join([*summary(manifest), f"Jurisdictions: {names}.", *doubts(manifest, rows)]))
    return Exit.done


def _whose(asked: argparse.Namespace) -> int:
    from tocsin.app.ground.asking import asked_whose, spot_of

    found = asked_whose(asked.ground, spot_of(asked.at))
    if asked.json:
        print(as_json(found))
        return Exit.done
    from tocsin.app.ground.saying import whose_says

    print(whose_says(found))
    return Exit.done


DEEDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "report": _report,
    "whose": _whose,
}

MODULES = {
    "adopt": "tocsin.app.ground.adopt_deed",
    "adopted": "tocsin.app.ground.adopted_deed",
    "compare": "tocsin.app.ground.compare_deed",
    "coverage": "tocsin.app.ground.coverage_deed",
    "depends": "tocsin.app.ground.depends_deed",
    "grow": "tocsin.app.ground.grow_deed",
    "import": "tocsin.app.ground.import_deed",
    "map": "tocsin.app.ground.map_deed",
    "name": "tocsin.app.ground.name_deed",
    "here": "tocsin.app.ground.here_deed",
    "names": "tocsin.app.ground.name_deed",
    "people": "tocsin.app.ground.people_deed",
    "route": "tocsin.app.ground.route_deed",
    "matrix": "tocsin.app.ground.matrix_deed",
    "reach": "tocsin.app.ground.reach_deed",
    "cut-off": "tocsin.app.ground.cut_off_deed",
    "profile": "tocsin.app.ground.profile_deed",
    "calibrate": "tocsin.app.ground.calibrate_deed",
    "unname": "tocsin.app.ground.name_deed",
    "where": "tocsin.app.ground.where_deed",
}
"""Deeds with a module of their own: it declares them, and runs them."""
