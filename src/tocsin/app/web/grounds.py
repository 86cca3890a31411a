"""The ground over HTTP: which one, whose a point is, where something is."""

from typing import TypeVar

import msgspec

from tocsin.app.ground.asking import Jurisdiction, Whose, spot_of, told_whose
from tocsin.app.ground.standing import Ready
from tocsin.app.outcome import Told
from tocsin.app.tongue import tell
from tocsin.app.web.ground_answers import Asks, Ground, Here, Meant, Where
from tocsin.app.web.problem import Problem
from tocsin.app.web.route import Asked, Parameter, Reply, Route
from tocsin.geo.ground import Spot
from tocsin.operations.picture.token import Scope

T = TypeVar("T")
LONGEST_TEXT, MOST_PLACES = 200, 50
POSITION = {"type": "string", "maxLength": 60, "examples": ["47.141,9.521"]}


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


def _told(ready: Ready) -> Ground:
    manifest, adopted = ready.manifest, ready.adopted
    owners = tuple(Jurisdiction(each.id, each.name, each.level) for each in ready.owners)
    own = next((each for each in owners if each.id == adopted.jurisdiction), None)
    return Ground(
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
    found = await door.ground.asked(door.house.picture, _told, asked.who.token.id)
    return Reply(msgspec.json.encode(found), is_tagged=True)


async def whose(asked: Asked) -> Reply:
    """Whose a point is."""
    spot, door = position_in(asked, "at"), asked.door
    found = await door.ground.asked(
        door.house.picture,
        lambda ready: told_whose(ready.folder, ready.owners, spot),
        asked.who.token.id,
    )
    return Reply(msgspec.json.encode(found))


async def where(asked: Asked) -> Reply:
    """The places that a typed line may mean."""
    text, most = asked.query("q"), _most(asked)
    if not text or len(text) > LONGEST_TEXT:
        raise Problem(
            400, "malformed", f"q is what somebody typed, 1 to {LONGEST_TEXT} characters.",
            where="q",
        )  # fmt: skip
    near = None if asked.query("near") is None else position_in(asked, "near")
    picture = asked.door.house.picture

    def found(ready: Ready) -> Where:
        got = ready.places(picture.local_names).where(text, near=near, most=most)
        asks = None if got.asks is None else Asks(got.asks.value, tell(f"asks-{got.asks}"))
        shown = plain_of(got.candidates, tuple[Meant, ...])
        return Where(shown, got.is_choice, asks, got.left_off, ready.manifest.checksum)

    token = asked.who.token.id
    return Reply(msgspec.json.encode(await asked.door.ground.asked(picture, found, token)))


async def here(asked: Asked) -> Reply:
    """What is at a point and around it."""
    spot, picture = position_in(asked, "at"), asked.door.house.picture

    def found(ready: Ready) -> Here:
        places = ready.places(picture.local_names)
        return plain_of(places.here(spot, municipal=ready.manifest.level.level), Here)

    token = asked.who.token.id
    return Reply(msgspec.json.encode(await asked.door.ground.asked(picture, found, token)))


def plain_of(value: object, kind: type[T]) -> T:
    """What a ground said, as the door says it: fields it does not tell are left out."""
    return msgspec.convert(msgspec.to_builtins(value), kind)


def _most(asked: Asked) -> int:
    said = asked.query("limit") or "10"
    if not (said.isascii() and said.isdigit() and 1 <= int(said[:9]) <= MOST_PLACES):
        raise Problem(400, "malformed", f"limit is 1 to {MOST_PLACES}.", where="limit")
    return int(said)


ROUTES = (
    Route(
        method="GET",
        path="/v1/ground",
        says="The ground that the town decides by",
        handler=standing,
        tag="ground",
        scope=Scope.look,
        answer=Ground,
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
    Route(
        method="GET",
        path="/v1/ground/where",
        says="The places that a typed line may mean",
        tells="Addresses, crossings, roads with a kilometre, names (also those that locals give),"
        " positions. Good while somebody types.",
        handler=where,
        tag="ground",
        scope=Scope.look,
        parameters=(
            Parameter("q", "What was typed.", {"type": "string", "maxLength": LONGEST_TEXT}),
            at("near", "Where the caller is; the nearest of equals come first"),
            Parameter(
                "limit",
                "How many at the most.",
                {"type": "integer", "minimum": 1, "maximum": MOST_PLACES, "default": 10},
            ),
        ),
        answer=Where,
        errors=(404, 503),
    ),
    Route(
        method="GET",
        path="/v1/ground/here",
        says="What is at a point: address, road, crossing, district, hydrants, areas",
        handler=here,
        tag="ground",
        scope=Scope.look,
        parameters=(at("at", "The point"),),
        answer=Here,
        errors=(404, 503),
    ),
)
