"""`tocsin ground coverage`: how many people are reached by units of a kind within minutes."""

import argparse
from typing import TYPE_CHECKING

from tocsin.app import arguments
from tocsin.app.ground.drivers import driver_arguments
from tocsin.app.outcome import Exit, as_json

if TYPE_CHECKING:
    from tocsin.app.ground.coverage import Coverage

SHOWN = 15
MOST_MINUTES = 240


def declare(deeds: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """What it wants."""
    parser = deeds.add_parser(
        "coverage", help="people within so many minutes of so many facilities of a kind"
    )
    parser.add_argument("--kind", required=True, help="fire_station, hospital, shelter …")
    parser.add_argument("--minutes", type=_minutes, required=True, metavar="N")
    parser.add_argument("--units", type=int, default=1, metavar="K", choices=range(1, 21),
                        help="so many different facilities in time (default 1)")  # fmt: skip
    driver_arguments(parser)
    arguments.json_flag(parser)


def run(asked: argparse.Namespace) -> int:
    """The whole, and the zones that lack most. Turnout is not in it: travel only."""
    from tocsin.app.ground.asking import opened
    from tocsin.app.ground.coverage import covered
    from tocsin.app.ground.routing import roads_of

    with opened(asked.ground) as database:
        found = covered(database, roads_of(asked), asked)
    print(as_json(found) if asked.json else "\n".join(_told(found)))
    return Exit.done


def _told(found: "Coverage") -> list[str]:
    per_cent = f"{found.covered_permille // 10}.{found.covered_permille % 10}"
    lines = [
        f"{found.covered:,} of {found.people:,} people ({per_cent} %) are within {found.minutes} "
        f"min of {found.units} of {found.facilities} {found.kind} ({found.vehicle}; travel only)."
    ]
    if found.people_off_road:
        lines.append(f"{found.people_off_road:,} live where there is no road.")
    short = sorted(found.zones, key=lambda each: (each.covered - each.people, each.id))
    for each in short[:SHOWN]:
        if each.covered < each.people:
            lines.append(
                f"  {each.people - each.covered:>8,} not in {each.name} ({each.id}), "
                f"of {each.people:,} · {each.year}, {each.source}"
            )
    return lines


def _minutes(said: str) -> int:
    if said.isdecimal() and 1 <= int(said) <= MOST_MINUTES:
        return int(said)
    raise argparse.ArgumentTypeError(f"{said}: 1 to {MOST_MINUTES} minutes are expected")
