"""`tocsin advise`: who should go to an incident, why, and why not the others."""

import argparse

from tocsin.app import arguments
from tocsin.app.outcome import Exit, Told, as_json

POLICIES = ("closest", "closest_capable", "coverage")


def declare(parser: argparse.ArgumentParser) -> None:
    """Which incident, and by which policy."""
    arguments.town(parser)
    parser.add_argument("incident", metavar="INCIDENT", help="its number, or the end of it")
    parser.add_argument(
        "--policy", choices=POLICIES, default="coverage", help="what weighs how much (coverage)"
    )
    arguments.json_flag(parser)


def run(asked: argparse.Namespace) -> int:
    """Exit code 5: the incident is not open."""
    from datetime import UTC, datetime

    from tocsin.app.advising.asking import advised, ground_of
    from tocsin.app.advising.saying import lines
    from tocsin.app.subjects import named_ever
    from tocsin.app.wiring import reading
    from tocsin.planners.dispatch.question import POLICIES as TABLE

    with reading(asked.town) as town:
        (kind, name), _ = named_ever(town, asked.incident)
        if kind != "incidents" or town.picture.incidents.get(name) is None:
            raise Told(f"`{asked.incident}` is no open incident", Exit.not_so)
        ground = ground_of(asked.town, town.picture)
        advice = advised(town, name, datetime.now(UTC), ground, TABLE[asked.policy])
        print(as_json(advice) if asked.json else "\n".join(lines(advice)))
    return Exit.done
