"""The ground over HTTP: which one, whose a point is, where something is."""

import msgspec

from tocsin.app.ground.asking import Jurisdiction, Whose, spot_of, told_whose
from tocsin.app.ground.standing import Ready
from tocsin.app.ground.where_deed import SAYS
from tocsin.app.outcome import Told
from tocsin.app.web.problem import Problem
from tocsin.app.web.route import Asked, Parameter, Reply, Route
from tocsin.geo.ground import Spot
from tocsin.operations.picture.token import Scope

LONGEST_TEXT, MOST_PLACES = 200, 50
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
    found = await door.ground.asked(door.house.picture, _told)
    return Reply(msgspec.json.encode(found), is_tagged=True)


async def whose(asked: Asked) -> Reply:
    """Whose a point is."""
    spot, door = position_in(asked, "at"), asked.door
    found = await door.ground.asked(
        door.house.picture, lambda ready: told_whose(ready.folder, ready.owners, spot)
    )
    return Reply(msgspec.json.encode(found))


class Asks(msgspec.Struct, frozen=True):
    """What whoever typed it must be asked: a code, and a sentence."""

    code: str
    says: str


class Meant(msgspec.Struct, frozen=True):
    """A place that may be meant. Degrees, WGS 84; `score` 0 to 1. `belonging` is one, outside or
    disputed; `precision` says how the place is known, `between` which numbers it lies between.
    """

    label: str
    lat: float
    lon: float
    score: float
    jurisdiction: str | None
    jurisdiction_id: str | None
    belonging: str
    claims: tuple[str, ...]
    town: str
    kind: str
    id: str
    precision: str
    between: tuple[str, str] | None
    uncertainty_m: int | None
    distance_m: int | None
    is_as_written: bool
    along_m: int | None


class Where(msgspec.Struct, frozen=True):
    """The places that a line may mean, best first. `is_choice`: more than one fits alike, so the
    first is not the answer; `asks` says what to ask back. `ground` is cited with the one chosen.
    """

    candidates: tuple[Meant, ...]
    is_choice: bool
    asks: Asks | None
    left_off: int
    ground: str


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
        asks = None if got.asks is None else Asks(got.asks.value, SAYS[got.asks])
        shown = tuple(
            Meant(*(getattr(each, field) for field in Meant.__struct_fields__))
            for each in got.candidates
        )
        return Where(shown, got.is_choice, asks, got.left_off, ready.manifest.checksum)

    return Reply(msgspec.json.encode(await asked.door.ground.asked(picture, found)))


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
)
