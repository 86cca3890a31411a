"""`tocsin advise`: who should go to an incident, why, and why not the others."""

import argparse
from typing import TYPE_CHECKING

from tocsin.app import arguments
from tocsin.app.outcome import Exit, Told, as_json

if TYPE_CHECKING:
    from tocsin.jurisdiction.reading import Reading
    from tocsin.operations.picture import Picture
    from tocsin.planners.dispatch.advice import Advice
    from tocsin.planners.dispatch.jointly import Jointly
    from tocsin.views.saying import Read

WITHIN_S = 60.0
"""A process that has just begun reads and compiles first."""


def declare(parser: argparse.ArgumentParser) -> None:
    """Which incident, and by which policy."""
    from tocsin.operations.picture.dispatch_policy import SHIPPED

    arguments.town(parser)
    parser.add_argument(
        "incident", metavar="INCIDENT", nargs="?", help="its number, or the end of it"
    )
    parser.add_argument(
        "--all", action="store_true", help="all incidents that want somebody, chosen together"
    )
    parser.add_argument(
        "--policy", choices=tuple(SHIPPED), help="weigh so, instead of as the town has adopted"
    )
    arguments.neighbours(parser)
    arguments.json_flag(parser)


def run(asked: argparse.Namespace) -> int:
    """Exit code 1: the incident is not open."""
    from datetime import UTC, datetime

    from tocsin.app.advising.adviser import Adviser
    from tocsin.app.advising.lenders import beside_of
    from tocsin.app.advising.saying import all_lines
    from tocsin.app.advising.whereabouts import located
    from tocsin.app.ground.standing import Standing
    from tocsin.app.wiring import reading, track_look
    from tocsin.operations.dispatch_policy import policy_of
    from tocsin.operations.picture.dispatch_policy import SHIPPED

    if asked.all == (asked.incident is not None):
        raise Told("name an INCIDENT, or ask about --all that wait", Exit.usage)
    neighbours = beside_of(asked.automatic, asked.mutual, asked.town)
    with reading(asked.town) as town:
        name = "" if asked.all else _open(town, asked.incident)
        track = track_look(asked.town, town.store)
        policy = SHIPPED[asked.policy] if asked.policy else policy_of(town.picture)
        picture = located(town.picture, track.known)
        adviser = Adviser(within_s=WITHIN_S, neighbours=neighbours)
        standing, now = Standing(asked.town), datetime.now(UTC)
        try:
            if asked.all:
                jointly = adviser.all_advised(town, picture, standing, now, policy)
                if asked.json:
                    print(as_json(_shares(jointly, picture, policy.version)))
                else:
                    print("\n".join(all_lines(jointly, picture)))
                return Exit.done
            advice = adviser.advised(town, picture, standing, name, now, policy)
        finally:
            adviser.close()
        _tell(advice, town.picture, policy.version, town.store.keys.open, is_json=asked.json)
    return Exit.done


def _open(town: "Reading", named: str) -> str:
    """The id of an open incident. Raises Told."""
    from tocsin.app.subjects import named_ever

    (kind, name), _ = named_ever(town, named)
    if kind != "incidents" or town.picture.incidents.get(name) is None:
        raise Told(f"`{named}` is no open incident", Exit.not_so)
    return name


def _shares(jointly: "Jointly", picture: "Picture", version: int) -> dict[str, object]:
    """Each share with the `line` that takes it, what is left over, and the `basis` that stays."""
    import msgspec

    from tocsin.app.advising.taking import lines_of, name_of, share_basis

    told: dict[str, object] = msgspec.to_builtins(jointly)
    shares = []
    for share in jointly.shares:
        line, *also = lines_of(share.sends, name_of(picture, share.incident)) or ("",)
        more = {"line": line, "also": also, "basis": share_basis(jointly, share, version)}
        shares.append({**msgspec.to_builtins(share), **more})
    return {**told, "shares": shares}


def _tell(
    advice: "Advice", picture: "Picture", version: int, read: "Read", *, is_json: bool
) -> None:
    """As JSON each option has the `line` that takes it, what is left over (`also`), and the `basis`
    that stays with the order; `otherwise` is that of an order that takes none."""
    import msgspec

    from tocsin.app.advising.requests import requests_of
    from tocsin.app.advising.saying import lines, request_lines
    from tocsin.app.advising.taking import basis_for, lines_of, name_of

    requests = requests_of(advice, picture, version, read)
    if is_json:
        told = msgspec.to_builtins(advice)
        options = []
        for at, option in enumerate(advice.options):
            line, *also = lines_of(option.sends, name_of(picture, advice.incident)) or ("",)
            basis = basis_for(advice, version, at + 1)
            options.append({**told["options"][at], "line": line, "also": also, "basis": basis})
        more = {"options": options, "requests": requests}
        print(as_json({**told, **more, "otherwise": basis_for(advice, version, None)}))
    else:
        print("\n".join((*lines(advice), *request_lines(requests))))
