"""Whether this process lives, and whether it can take an order now."""

import msgspec

from tocsin import __version__
from tocsin.app.metrics import MEDIA_TYPE
from tocsin.app.web.route import Asked, Reply, Route
from tocsin.log import StorageUnknown
from tocsin.operations.picture.token import Scope


class StandbyLag(msgspec.Struct, frozen=True):
    """How far a second copy is behind: in records, and since when in seconds."""

    is_connected: bool
    records: int
    seconds: float


class Health(msgspec.Struct, frozen=True):
    """`ok`, or what is the matter."""

    status: str
    version: str = __version__
    picture_age_s: int = 0
    """How old the picture may be, on a machine that only reads and was cut off from the log."""
    standby: StandbyLag | None = None
    """How far the town's second copy is behind, where it has one."""


OK = Health("ok")


async def live(_asked: Asked) -> Reply:
    """The process answers."""
    return Reply(msgspec.json.encode(OK))


async def ready(asked: Asked) -> Reply:
    """Whether an order would be granted if the rules allow it. A machine that only reads is ready
    as long as it has a picture to show, and says how old that is.
    """
    town = asked.door.house.town
    if town is None:
        age_s = int(asked.door.house.age_s)
        return Reply(
            msgspec.json.encode(Health("stale" if age_s else "reads", picture_age_s=age_s))
        )
    try:
        town.store.head()
    except StorageUnknown:
        return Reply(msgspec.json.encode(Health("storage")), status=503)
    if getattr(town.store, "is_stopped", False):
        return Reply(msgspec.json.encode(Health("storage")), status=503)
    if town.second is not None:
        is_open = town.second.why_closed() is None
        health = Health("ok" if is_open else "standby", standby=StandbyLag(*town.second.lag()))
        return Reply(msgspec.json.encode(health), status=200 if is_open else 503)
    return Reply(msgspec.json.encode(OK))


async def metrics(asked: Asked) -> Reply:
    """Figures for Prometheus."""
    return Reply(asked.door.metrics.text(), media_type=MEDIA_TYPE)


ROUTES = (
    Route(
        method="GET",
        path="/metrics",
        says="Figures for Prometheus",
        handler=metrics,
        tag="health",
        scope=Scope.measure,
        media_type="text/plain",
    ),
    Route(
        method="GET",
        path="/health/live",
        says="Does it answer?",
        handler=live,
        tag="health",
        answer=Health,
    ),
    Route(
        method="GET",
        path="/health/ready",
        says="Can it take an order?",
        handler=ready,
        tag="health",
        answer=Health,
        errors=(503,),
    ),
)
