"""Ways over the ground, and what is cut off, with the closures that the asker may know of."""

import argparse
from typing import TYPE_CHECKING

import msgspec

from tocsin.app.advising.sight import closures_in_sight
from tocsin.app.ground.standing import Ready
from tocsin.app.web.ground_answers import CutOff, Way
from tocsin.app.web.grounds import at, plain_of, position_in
from tocsin.app.web.problem import Problem
from tocsin.app.web.route import Asked, Parameter, Reply, Route
from tocsin.operations.picture import Closure
from tocsin.operations.picture.token import Scope

if TYPE_CHECKING:
    from tocsin.app.ground.routing import Roads

LONGEST_CLOSE = 2_000
MOST_HINGES = 50
CLASS = Parameter(
    "class",
    "Who drives: engine, ladder, ambulance, police, bus, foot, wheelchair.",
    {"type": "string", "maxLength": 40, "default": "engine"},
)
CLOSE = Parameter(
    "close",
    "Roads that are shut besides, with commas between: w34.n12 is a piece, w34 a whole road; at"
    f" most {LONGEST_CLOSE:,} characters.",
)


def _roads(asked: Asked, ready: Ready, closures: list[Closure]) -> "Roads":
    from tocsin.app.ground.routing import changes_of, roads_today
    from tocsin.app.ground.today import todays

    name = asked.query("class") or "engine"
    network, driven = ready.driven(name)
    given = [asked.query("close") or ""] if asked.query("close") else []
    said = argparse.Namespace(close=given, flood=[], slow=[], reverse=[], contraflow=[])
    today = todays(network, name, driven.vehicle, closures)
    changes = changes_of(said, network)
    return roads_today(ready.manifest.checksum, name, network, driven, changes, today)


def _check_close(asked: Asked) -> None:
    if len(asked.query("close") or "") > LONGEST_CLOSE:
        raise Problem(
            400, "malformed", f"close has at most {LONGEST_CLOSE:,} characters.", where="close"
        )


async def route(asked: Asked) -> Reply:
    """The quickest way between two points."""
    begin, end = position_in(asked, "from"), position_in(asked, "to")
    _check_close(asked)
    closures = closures_in_sight(asked.door.eye(asked.who.viewer))

    def found(ready: Ready) -> Way:
        from tocsin.app.ground.routing import routed

        return plain_of(routed(_roads(asked, ready, closures), begin, end), Way)

    picture = asked.door.house.picture
    token = asked.who.token.id
    return Reply(msgspec.json.encode(await asked.door.ground.asked(picture, found, token)))


async def cut_off(asked: Asked) -> Reply:
    """What is cut off by what stands, and by what is asked about."""
    _check_close(asked)
    closures = closures_in_sight(asked.door.eye(asked.who.viewer))

    def found(ready: Ready) -> CutOff:
        roads = _roads(asked, ready, closures)
        from tocsin.app.ground.cutting_off import cut_off as asked_cut_off

        return plain_of(asked_cut_off(ready.folder, roads, MOST_HINGES), CutOff)

    picture = asked.door.house.picture
    token = asked.who.token.id
    return Reply(msgspec.json.encode(await asked.door.ground.asked(picture, found, token)))


ROUTES = (
    Route(
        method="GET",
        path="/v1/ground/route",
        says="The quickest way from here to there, as the roads are today",
        tells="Standing closures of the town that you may know of are reckoned with: water by its"
        " depth and what the vehicle can ford, others by whom they let pass.",
        handler=route,
        tag="ground",
        scope=Scope.look,
        parameters=(at("from", "From here"), at("to", "To there"), CLASS, CLOSE),
        answer=Way,
        errors=(404, 503),
    ),
    Route(
        method="GET",
        path="/v1/ground/cut-off",
        says="What is cut off: by the closures that stand, and if these roads close",
        handler=cut_off,
        tag="ground",
        scope=Scope.look,
        parameters=(CLASS, CLOSE),
        answer=CutOff,
        errors=(404, 503),
    ),
)
