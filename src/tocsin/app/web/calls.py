"""Calls that this town passes to its neighbours, and that they pass to it."""

import asyncio

import msgspec

from tocsin.app.web.lending import seen_of
from tocsin.app.web.pictures import SubjectFields, encoded
from tocsin.app.web.route import Asked, Reply, Route
from tocsin.operations.picture.token import Scope


class PassedCalls(msgspec.Struct, frozen=True):
    """Each with what is told of it, when it was received, and the answer."""

    calls: tuple[SubjectFields, ...]


async def calls(asked: Asked) -> Reply:
    """As far as the asker may know them."""
    eye = asked.door.eye(asked.who.viewer)

    def found() -> bytes:
        return encoded(asked, PassedCalls(seen_of(eye, "call_transfers")))

    return Reply(await asyncio.to_thread(found))


ROUTES = (
    Route(
        method="GET",
        path="/v1/calls",
        says="Calls that belong to a neighbour: passed to it, or by it to this town",
        tells="Orders about them are under /v1/orders: PassCall, TakeCall, RefuseCall …",
        handler=calls,
        tag="neighbours",
        scope=Scope.look,
        answer=PassedCalls,
    ),
)
