"""`tocsin advise`: who should go to an incident, why, and why not the others."""

import argparse

from tocsin.app import arguments
from tocsin.app.outcome import Exit, Told, as_json

WITHIN_S = 60.0
"""A process that has just begun reads and compiles first."""


def declare(parser: argparse.ArgumentParser) -> None:
    """Which incident, and by which policy."""
    from tocsin.operations.picture.dispatch_policy import SHIPPED

    arguments.town(parser)
    parser.add_argument("incident", metavar="INCIDENT", help="its number, or the end of it")
    parser.add_argument(
        "--policy", choices=tuple(SHIPPED), help="weigh so, instead of as the town has adopted"
    )
    arguments.neighbours(parser)
    arguments.json_flag(parser)


def run(asked: argparse.Namespace) -> int:
    """Exit code 1: the incident is not open."""
    from datetime import UTC, datetime

    import msgspec

    from tocsin.app.advising.adviser import Adviser
    from tocsin.app.advising.lenders import beside_of
    from tocsin.app.advising.requests import requests_of
    from tocsin.app.advising.saying import lines, request_lines
    from tocsin.app.advising.whereabouts import located
    from tocsin.app.ground.standing import Standing
    from tocsin.app.subjects import named_ever
    from tocsin.app.wiring import reading, track_look
    from tocsin.operations.dispatch_policy import policy_of
    from tocsin.operations.picture.dispatch_policy import SHIPPED

    with reading(asked.town) as town:
        (kind, name), _ = named_ever(town, asked.incident)
        if kind != "incidents" or town.picture.incidents.get(name) is None:
            raise Told(f"`{asked.incident}` is no open incident", Exit.not_so)
        track = track_look(asked.town, town.store)
        policy = SHIPPED[asked.policy] if asked.policy else policy_of(town.picture)
        picture = located(town.picture, track.known)
        adviser = Adviser(within_s=WITHIN_S, neighbours=beside_of(asked.automatic, asked.mutual))
        advice = adviser.advised(
            town, picture, Standing(asked.town), name, datetime.now(UTC), policy
        )
        adviser.close()
        requests = requests_of(advice, town.picture)
        if asked.json:
            print(as_json({**msgspec.to_builtins(advice), "requests": requests}))
        else:
            print("\n".join((*lines(advice), *request_lines(requests))))
    return Exit.done
