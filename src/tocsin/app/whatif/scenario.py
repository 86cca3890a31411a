"""What stands in a scenario file (TOML): a region, who stands where, what comes, what is changed.

Times and shares have their unit in their name. Rows are read from the top, and of several that fit
the last one holds. `docs/operating/whatif.md` tells it with an example.
"""

from typing import Annotated, Literal

import msgspec

from tocsin.operations.picture.dispatch_policy import Weights
from tocsin.operations.picture.plan import PlanContent

Name = Annotated[str, msgspec.Meta(min_length=1, max_length=120)]
Seconds = Annotated[int, msgspec.Meta(ge=0, le=7 * 86_400)]
Permille = Annotated[int, msgspec.Meta(ge=0, le=1_000)]
Count = Annotated[int, msgspec.Meta(ge=0, le=1_000)]
Degrees = tuple[float, float]
"""Latitude and longitude."""
When = Annotated[str, msgspec.Meta(max_length=40)]
"""`tue 18:00`: a time of the simulated week."""
Hours = tuple[Annotated[int, msgspec.Meta(ge=0, le=24)], Annotated[int, msgspec.Meta(ge=0, le=24)]]
"""From an hour of the day to another; [22, 6] is the night."""
Rate = Annotated[float, msgspec.Meta(ge=0, le=10_000)]


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A part of a scenario: what is misspelt is refused."""


class Grow(Part, frozen=True):
    """An invented region, as `tocsin ground grow` makes it."""

    seed: Annotated[int, msgspec.Meta(ge=0)]
    towns: int = 5
    people: int = 120_000


class Region(Part, frozen=True):
    """The roads and people: one of an invented region, a ground's folder, towns' folders (which
    bring their ground, stations, units, plans, closures and policy). So many `houses` stand for all
    of a zone's people; with `towns_of`, only these towns of the ground take part."""

    grow: Grow | None = None
    ground: str | None = None
    towns: tuple[str, ...] = ()
    towns_of: tuple[Name, ...] = ()
    houses: Annotated[int, msgspec.Meta(ge=1, le=25)] = 2


class Capable(Part, frozen=True):
    """NIMS kind and type, and how many of it at once."""

    kind: Name
    type: Annotated[int, msgspec.Meta(ge=1, le=9)] | None = None
    quantity: Annotated[int, msgspec.Meta(ge=1, le=20)] = 1


class Station(Part, frozen=True):
    """Where units stand: a place, or a facility of the ground by its name or id."""

    name: Name
    town: Name
    at: Degrees | None = None
    facility: Name | None = None


class Unit(Part, frozen=True):
    """One unit. `station` is one of the scenario, of a town, or a facility of the ground."""

    name: Name
    kind: Name
    town: Name
    station: Name | None = None
    at: Degrees | None = None
    capabilities: tuple[Capable, ...] = ()
    shares_crew_with: Name | None = None
    shift: Name | None = None


class Crews(Part, frozen=True):
    """Units of a kind in every town (or these): one for so many people, at least so many, and so
    many in the `largest`; they stand in turn at the town's facilities of the first kind in `at`
    that it has. `shares_crew_with` a kind: each shares its crew with one of those at its
    station."""

    kind: Name
    at: tuple[Name, ...]
    one_per_people: Annotated[int, msgspec.Meta(ge=1)] | None = None
    least: Count = 1
    largest: Count = 0
    most: Count = 1_000
    towns: tuple[Name, ...] = ()
    capabilities: tuple[Capable, ...] = ()
    shares_crew_with: Name | None = None
    shift: Name | None = None


class Hospital(Part, frozen=True):
    """Takes patients; of these types of call (none: all). So many `bays` can hand over at once
    (none said: nobody waits)."""

    name: Name
    at: Degrees | None = None
    facility: Name | None = None
    takes: tuple[Name, ...] = ()
    bays: Annotated[int, msgspec.Meta(ge=1, le=1_000)] | None = None


class Shift(Part, frozen=True):
    """On duty from an hour to an hour, on these days of the week (none: all)."""

    hours: tuple[Hours, ...]
    days: tuple[Name, ...] = ()


class Spread(Part, frozen=True):
    """How long something takes: a lognormal by half and nine tenths; or quantiles at equal steps of
    probability from 0 to 1; or always the same; or as fitted to the log of the town in
    `[learned]`."""

    p50_s: Seconds | None = None
    p90_s: Seconds | None = None
    quantiles_s: tuple[Seconds, ...] = ()
    always_s: Seconds | None = None
    fitted: bool = False


class Turnout(Spread, frozen=True):
    """From the order to rolling."""

    kinds: tuple[Name, ...] = ()
    stations: tuple[Name, ...] = ()
    hours: Hours | None = None


class Delay(Spread, frozen=True):
    """From the call to the order."""

    types: tuple[Name, ...] = ()


class Scene(Spread, frozen=True):
    """From the first arrival to leaving."""

    types: tuple[Name, ...] = ()
    levels: tuple[Annotated[int, msgspec.Meta(ge=1, le=20)], ...] = ()


class Handover(Spread, frozen=True):
    """At the hospital."""

    hospitals: tuple[Name, ...] = ()


class Calls(Part, frozen=True):
    """Calls of a type: so many a day for 10,000 people (or for 10,000 of another figure of the
    zones, `by`); `hours` names a shape; `day_spread` is the variance of a day's luck (0: days
    differ by chance alone); of a thousand, `transport_permille` have a patient to take along.
    `fitted`: what is left out of these three is as the log of the town in `[learned]` has it.
    `escalates_per_hour`: the hazard, by alarm level, that one grows while it lacks what it needs.
    Work begins with who is there `patience_s` after the first arrival. Units drive with lights and
    siren to priorities 1 and 2, where `lights` does not say otherwise."""

    type: Name
    priority: Annotated[int, msgspec.Meta(ge=1, le=4)]
    per_day_per_10_000: Rate
    by: Name = "people"
    hours: Name | None = None
    day_spread: Annotated[float, msgspec.Meta(ge=0, le=10)] | None = None
    fitted: bool = False
    towns: tuple[Name, ...] = ()
    transport_permille: Permille | None = None
    escalates_per_hour: tuple[Rate, ...] = ()
    patience_s: Seconds = 900
    lights: bool | None = None
    transport_lights: bool = False


class Factor(Part, frozen=True):
    """How much of the reckoned time a drive takes, in thousandths: half of drives, nine tenths."""

    p50_permille: Annotated[int, msgspec.Meta(ge=100, le=10_000)] = 1_000
    p90_permille: Annotated[int, msgspec.Meta(ge=100, le=20_000)] = 1_000


class Drive(Part, frozen=True):
    """How drives differ from what is reckoned: with lights and siren, and with the traffic."""

    lights: Factor = Factor()
    regular: Factor = Factor()


class Recorded(Part, frozen=True):
    """Real calls in place of drawn ones: a CSV (at, type, lat, lon; `at` as in 2025-01-06T08:30,
    the region's own time) or a town's log; from the Monday `begins` on (none: of the first one)."""

    file: str | None = None
    town: str | None = None
    begins: Annotated[str, msgspec.Meta(pattern=r"^\d{4}-\d\d-\d\d$")] | None = None


class Lending(Part, frozen=True, kw_only=True):
    """Units of these towns (none: of all) go to those (none: all). Who lends by `mutual` aid is
    asked first, which takes the time given here."""

    lenders: tuple[Name, ...] = ()
    borrowers: tuple[Name, ...] = ()
    kinds: tuple[Name, ...] = ()
    aid: Literal["automatic", "mutual"]
    asked: Spread | None = None


class Keeps(Part, frozen=True, kw_only=True):
    """So many free units that bring this stay at home when a town lends."""

    kind: Name
    type: int | None = None
    number: Count
    towns: tuple[Name, ...] = ()


class Closed(Part, frozen=True):
    """What cannot be driven: pieces of road by id, roads by name, all within a radius of a place.
    `since`: the day (2026-02-01) it came to be; a ground may be older than that."""

    name: Name
    edges: tuple[Name, ...] = ()
    roads: tuple[Name, ...] = ()
    at: Degrees | None = None
    radius_m: Annotated[int, msgspec.Meta(ge=1, le=50_000)] | None = None
    begins: When | None = None
    ends: When | None = None
    depth_cm: Annotated[int, msgspec.Meta(ge=1, le=10_000)] | None = None
    passable_for: tuple[Name, ...] = ()
    since: Annotated[str, msgspec.Meta(pattern=r"^\d{4}-\d\d-\d\d$")] | None = None
    ground: str | None = None


class Slow(Part, frozen=True):
    """At these hours of these days vehicles go at so much of their speed."""

    hours: Hours
    permille: Annotated[int, msgspec.Meta(ge=100, le=1_000)]
    days: tuple[Name, ...] = ()


class Storm(Part, frozen=True):
    """From a time to a time, calls of these types (none: all) come so many times as often; roads
    are as slow as that."""

    begins: When
    ends: When
    calls_permille: Annotated[int, msgspec.Meta(ge=0, le=50_000)] = 1_000
    types: tuple[Name, ...] = ()
    speed_permille: Annotated[int, msgspec.Meta(ge=100, le=1_000)] = 1_000


class Group(Part, frozen=True):
    """The zones in so many equal parts (by people) of a figure, as a share of another (`no_car` of
    `households`) or by itself; or by the `distance` of a drive from the nearest station."""

    name: Name
    by: Name
    of: Name | None = None
    parts: Annotated[int, msgspec.Meta(ge=2, le=10)] = 3


class Until(Part, frozen=True):
    """Stop when the half width of the interval of a difference is this or less."""

    metric: Name
    half_width: Annotated[float, msgspec.Meta(gt=0, le=1e12)]
    least: Annotated[int, msgspec.Meta(ge=2)] = 20


class Arm(Part, frozen=True):
    """What is changed against the scenario above it. `policy` is a shipped one or weights."""

    says: str = ""
    lending: Literal["as_agreed", "none"] = "as_agreed"
    policy: Name | Weights | None = None
    without_units: tuple[Name, ...] = ()
    without_stations: tuple[Name, ...] = ()
    moves: dict[str, str] = {}
    stations: tuple[Station, ...] = ()
    units: tuple[Unit, ...] = ()
    closures: tuple[Closed, ...] = ()
    storm: Storm | None = None
    calls_permille: Annotated[int, msgspec.Meta(ge=0, le=20_000)] = 1_000


class Learned(Part, frozen=True):
    """The town in whose log times and calls were observed."""

    town: str


CARRIERS = ("ambulance",)
"""Kinds of unit that take patients along, where nothing is said."""


class Scenario(Part, frozen=True):
    """The whole file. A week begins on a Monday at 00:00 of the region's own time."""

    name: Name
    region: Region
    arms: dict[Name, Arm]
    says: str = ""
    days: Annotated[int, msgspec.Meta(ge=1, le=28)] = 7
    seed: Annotated[int, msgspec.Meta(ge=0, le=2**62)] = 1
    standard_s: Annotated[int, msgspec.Meta(ge=1, le=7_200)] = 480
    compare: tuple[Name, ...] = ()
    policy: Name | Weights | None = None
    stations: tuple[Station, ...] = ()
    units: tuple[Unit, ...] = ()
    crews: tuple[Crews, ...] = ()
    hospitals: tuple[Hospital, ...] = ()
    shifts: dict[Name, Shift] = {}
    learned: Learned | None = None
    turnout: tuple[Turnout, ...] = ()
    delay: tuple[Delay, ...] = ()
    scene: tuple[Scene, ...] = ()
    handover: tuple[Handover, ...] = ()
    drive: Drive | None = None
    calls: tuple[Calls, ...] = ()
    recorded: Recorded | None = None
    shapes: dict[Name, tuple[Rate, ...]] = {}
    plans: dict[Name, PlanContent] = {}
    carriers: tuple[Name, ...] = CARRIERS
    covers: tuple[Name, ...] = ()
    lending: tuple[Lending, ...] = ()
    keeps: tuple[Keeps, ...] = ()
    closures: tuple[Closed, ...] = ()
    slow: tuple[Slow, ...] = ()
    storm: Storm | None = None
    groups: tuple[Group, ...] = ()
    until: Until | None = None
