"""What the door answers about the ground: types of its own, which load no arrays to be described.

Degrees are WGS 84, latitude first.
"""

import msgspec

from tocsin.app.ground.asking import Jurisdiction


class Ground(msgspec.Struct, frozen=True):
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


class Asks(msgspec.Struct, frozen=True):
    """What whoever typed it must be asked: a code, and a sentence."""

    code: str
    says: str


class Meant(msgspec.Struct, frozen=True):
    """A place that may be meant; `score` 0 to 1. `belonging` is one, outside or disputed;
    `precision` says how the place is known, `between` which numbers it lies between.
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


class Near(msgspec.Struct, frozen=True):
    """Something near a point; `side` of a road, as it is drawn: left, right, on."""

    label: str
    id: str
    lat: float
    lon: float
    distance_m: int
    side: str | None


class Holds(msgspec.Struct, frozen=True):
    """An area that holds the point; `level` is a boundary's."""

    layer: str
    id: str
    name: str
    kind: str
    level: int | None
    is_on_border: bool


class Here(msgspec.Struct, frozen=True):
    """What is at a point and around it. `district` is the smallest administrative area that holds
    it below the municipal one, else the nearest settlement.
    """

    lat: float
    lon: float
    mgrs: str | None
    belonging: str
    jurisdiction: str | None
    jurisdiction_id: str | None
    claims: tuple[str, ...]
    is_on_border: bool
    district: str | None
    zone: str | None
    address: Near | None
    road: Near | None
    street: Near | None
    crossing: Near | None
    settlement: Near | None
    hydrants: tuple[Near, ...]
    areas: tuple[Holds, ...]


class OnRoad(msgspec.Struct, frozen=True):
    """Where on a road a point was set, and how far off it was."""

    lat: float
    lon: float
    edge: str
    road: str
    off_m: float


class Step(msgspec.Struct, frozen=True):
    """One line of directions."""

    turn: str
    road: str
    distance_m: int
    travel_s: float
    lat: float
    lon: float
    says: str


class Way(msgspec.Struct, frozen=True, rename={"begin": "from", "end": "to"}):
    """The quickest way today. `travel_s` and `distance_m` are null where there is none. `closures`
    are those of the town that were reckoned with: standing, and in the asker's sight; `unplaced`
    those of which nobody can say on which roads they lie.
    """

    travel_s: float | None
    distance_m: int | None
    says: str
    vehicle: str
    begin: OnRoad
    end: OnRoad
    steps: tuple[Step, ...]
    edges: tuple[str, ...]
    line: tuple[tuple[float, float], ...]
    conditional_turns: int
    closures: tuple[str, ...]
    unplaced: tuple[str, ...]
    ground: str


class Stands(msgspec.Struct, frozen=True):
    """A facility that is cut off."""

    id: str
    kind: str
    name: str
    lat: float
    lon: float


class Part(msgspec.Struct, frozen=True):
    """A part of the roads that hangs together. `people` is null where no zone has a figure."""

    why: str
    nodes: int
    edges: int
    road_m: int
    lat: float
    lon: float
    people: int | None
    buildings: int
    stations: tuple[Stands, ...]
    facilities: tuple[Stands, ...]


class Hinge(msgspec.Struct, frozen=True):
    """A piece of road, or a crossing, on which so many crossings hang alone."""

    edge: str
    road: str
    is_bridge: bool
    nodes: int
    lat: float
    lon: float


class CutOff(msgspec.Struct, frozen=True):
    """What is cut off. `closed` are the pieces that are shut both ways, `along_them` who and what
    stands along them; closures as in a way.
    """

    closed: tuple[str, ...]
    along_them: Part | None
    islands: tuple[Part, ...]
    bridges: int
    articulation_points: int
    hinges: tuple[Hinge, ...]
    points: tuple[Hinge, ...]
    vehicle: str
    closures: tuple[str, ...]
    unplaced: tuple[str, ...]
    ground: str
