"""`tocsin ground route`: how long from here to there, and which way."""

import argparse
from typing import TYPE_CHECKING

from tocsin.app import arguments
from tocsin.app.ground.drivers import closures_say, driver_arguments
from tocsin.app.outcome import Exit, as_json

if TYPE_CHECKING:
    from tocsin.app.ground.routing import Route

FAR_OFF_M = 100


def declare(deeds: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """What the deed wants."""
    parser = deeds.add_parser("route", help="how long from here to there, and which way")
    parser.add_argument("--from", dest="begin", metavar="LAT,LON", required=True)
    parser.add_argument("--to", dest="end", metavar="LAT,LON", required=True)
    driver_arguments(parser)
    arguments.json_flag(parser)


def run(asked: argparse.Namespace) -> int:
    """Exit code 1: there is no way."""
    from tocsin.app.ground.asking import spot_of
    from tocsin.app.ground.routing import roads_of, routed

    spots = spot_of(asked.begin), spot_of(asked.end)
    found = routed(roads_of(asked), *spots)
    print(as_json(found) if asked.json else "\n".join(_told(found)))
    return Exit.not_so if found.travel_s is None else Exit.done


def _told(found: "Route") -> list[str]:
    lines = [found.says, *(f"  {step.says}" for step in found.steps)]
    for name, place in (("start", found.begin), ("end", found.end)):
        if place.off_m >= FAR_OFF_M:
            lines.append(
                f"THE {name.upper()} IS {place.off_m / 1000:.1f} km FROM THE NEAREST ROAD "
                f"({place.road or place.edge}); the way on from there is not in these minutes."
            )
    if found.conditional_turns:
        lines.append(
            f"{found.conditional_turns} turn restrictions of this ground hold only at times; here "
            "they hold always."
        )
    return [*lines, *closures_say(found.closures, found.unplaced)]
