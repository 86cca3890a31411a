"""The ground over HTTP: which one, whose a point is."""

import msgspec

from tocsin.app.ground.asking import Jurisdiction, Whose, spot_of, told_whose
from tocsin.app.outcome import Told
from tocsin.app.web.problem import Problem
from tocsin.app.web.route import Asked, Parameter, Reply, Route
from tocsin.app.web.standing import Ready
from tocsin.geo.ground import Spot
from tocsin.operations.picture.token import Scope

POSITION = {"type": "string", "maxLength": 60, "examples": ["47.141,9.521"]}


class Standing(msgspec.Struct, frozen=True):
    """The ground in force. `version` counts the town's adoptions; `adopted_as` is the area of it
    that the town is; `attribution` is shown wherever the ground is.
    """

    checksum: str
    version: int
    adopted_as: Jurisdiction
    adopted_at: str
    kind: str
    source: str
    newest_edit: str
    attribution: str
    jurisdictions: tuple[Jurisdiction, ...]
    counts: dict[str, int]
    facilities: dict[str, int]
    road_classes: dict[str, int]
    doubts: dict[str, int]
    files: tuple[str, ...]


def position_in(asked: Asked, name: str) -> Spot:
    """A parameter as a position in µ°. Raises Problem 400."""
    said = asked.query(name)
    try:
        if said is not None:
            return spot_of(said)
        why = f"{name} is missing"
    except Told as error:
        why = str(error)
    raise Problem(
        400, "malformed", f"{why}.", "Decimal degrees, latitude first: 47.141,9.521.", where=name
    )


def at(name: str, says: str) -> Parameter:
    """A parameter that is a position."""
    return Parameter(name, f"{says}: latitude and longitude in decimal degrees.", POSITION)


def _told(ready: Ready) -> Standing:
    manifest, adopted = ready.manifest, ready.adopted
    owners = tuple(Jurisdiction(each.id, each.name, each.level) for each in ready.owners)
    own = next((each for each in owners if each.id == adopted.jurisdiction), None)
    return Standing(
        checksum=adopted.checksum,
        version=adopted.version,
        adopted_as=own or Jurisdiction(adopted.jurisdiction, adopted.name, 0),
        adopted_at=adopted.adopted_at.isoformat(),
        kind=manifest.source.kind,
        source=manifest.source.name,
        newest_edit=manifest.source.newest_edit,
        attribution=manifest.source.licence,
        jurisdictions=owners,
        counts=manifest.counts,
        facilities=manifest.facilities,
        road_classes=manifest.road_classes,
        doubts=manifest.doubts,
        files=tuple(sorted(manifest.files)),
    )


async def standing(asked: Asked) -> Reply:
    """Which ground the town decides by."""
    door = asked.door
    found = await door.standing.asked(door.house.picture, _told)
    return Reply(msgspec.json.encode(found), is_tagged=True)


async def whose(asked: Asked) -> Reply:
    """Whose a point is."""
    spot, door = position_in(asked, "at"), asked.door
    found = await door.standing.asked(
        door.house.picture, lambda ready: told_whose(ready.folder, ready.owners, spot)
    )
    return Reply(msgspec.json.encode(found))


ROUTES = (
    Route(
        method="GET",
        path="/v1/ground",
        says="The ground that the town decides by",
        handler=standing,
        tag="ground",
        scope=Scope.look,
        answer=Standing,
        errors=(404, 503),
    ),
    Route(
        method="GET",
        path="/v1/ground/whose",
        says="Whose a point is: one jurisdiction's, outside, or disputed",
        handler=whose,
        tag="ground",
        scope=Scope.look,
        parameters=(at("at", "The point"),),
        answer=Whose,
        errors=(404, 503),
    ),
)
