"""Strike teams and task forces, as far as the asker may know them."""

import asyncio

import msgspec

from tocsin.app.web.lending import seen_of
from tocsin.app.web.pictures import SubjectFields, encoded
from tocsin.app.web.route import Asked, Reply, Route
from tocsin.operations.picture.token import Scope


class Teams(msgspec.Struct, frozen=True):
    """Every team here, own and on loan."""

    teams: tuple[SubjectFields, ...]


async def teams(asked: Asked) -> Reply:
    """By their ids."""
    eye = asked.door.eye(asked.who.viewer)
    return Reply(await asyncio.to_thread(lambda: encoded(asked, Teams(seen_of(eye, "teams")))))


ROUTES = (
    Route(
        method="GET",
        path="/v1/teams",
        says="Strike teams and task forces, with their units, leaders and channels",
        tells="Orders about them are under /v1/orders: FormTeam, OrderTeam, ReleaseTeam …",
        handler=teams,
        tag="neighbours",
        scope=Scope.look,
        answer=Teams,
    ),
)
