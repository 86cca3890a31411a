"""An option on the map, over HTTP: the ways of those who go, and whom they leave without cover."""

import asyncio

import msgspec

from tocsin.app.advising.bench import Late
from tocsin.app.advising.reaching import Reached, reached
from tocsin.app.outcome import Told
from tocsin.app.tongue import tell
from tocsin.app.web.advice import INCIDENT, POLICY, advised_on, policy_asked
from tocsin.app.web.problem import Problem
from tocsin.app.web.route import Asked, Parameter, Reply, Route
from tocsin.operations.picture.token import Scope

MOST = 40


async def reach(asked: Asked) -> Reply:
    """Where units would drive, and who is left without one in time."""
    door, incident = asked.door, asked.query("incident") or ""
    policy, picture = policy_asked(asked), advised_on(asked, incident)
    units = frozenset(filter(None, (asked.query("units") or "").split(",")))
    if not 1 <= len(units) <= MOST:
        raise Problem(
            400, "malformed", f"units are 1 to {MOST} ids, with commas between.", where="units"
        )
    town = door.house.seen()

    def looked() -> Reached:
        return door.adviser.looked(
            town, picture, door.ground.standing, incident, asked.now, policy,
            lambda seen, ground, question: reached(seen, ground, question, units),
        )  # fmt: skip

    try:
        return Reply(msgspec.json.encode(await asyncio.to_thread(looked)))
    except (Told, Late) as error:
        raise Problem(503, "no_advice", tell("advice-no-map"), tell("advice-by-hand")) from error


ROUTES = (
    Route(
        method="GET",
        path="/v1/advice/reach",
        says="Where units would drive to an incident, and who is left without one in time",
        tells="Counted as an option counts it, in the town and in those of lenders, by area.",
        handler=reach,
        tag="advice",
        scope=Scope.look,
        parameters=(
            INCIDENT,
            Parameter("units", f"Ids of units that would go, with commas between; {MOST} at most."),
            POLICY,
        ),
        answer=Reached,
        errors=(403, 404, 503),
    ),
)
