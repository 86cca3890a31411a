"""A mapping's keys: which column of an export is which of our terms. (docs/standards/cad-export.md)

Every struct here is one section of the TOML file; a key that is not listed here is refused by name.
"""

from typing import Literal

import msgspec

MAPPING_VERSION = 1
MISSING = ("", "NULL", "null", "None", "N/A", "n/a", "-")
"""Words that stand for "nothing is known" unless the mapping lists its own."""

UNIT_TIMES = (
    "dispatched",
    "en_route",
    "staged",
    "on_scene",
    "transporting",
    "at_hospital",
    "returning",
    "cleared",
)
"""Time stamps of one unit's work for one call, in causal order."""


class _Section(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One section of a mapping file."""


class Pick(_Section, frozen=True):
    """Where a text comes from: a column, several joined, part of one, or always the same."""

    column: str | None = None
    columns: tuple[str, ...] = ()
    join: str = " "
    pattern: str | None = None
    value: str | None = None


Column = str | Pick | list[str | Pick]
"""A column by name, a pick, or a list of which the first that is filled counts."""


class TimePick(Pick, frozen=True):
    """Where a time stamp comes from, how it is written, and which system stamped it."""

    formats: tuple[str, ...] | None = None
    zone: str | None = None
    truth: str | None = None
    repair: Literal["none", "day_before"] = "none"


TimeColumn = str | TimePick | list[str | TimePick]


class Position(_Section, frozen=True):
    """One column with both coordinates: `(lat, lon)`, `lat lon`, `POINT (lon lat)` …"""

    column: str
    order: Literal["lat lon", "lon lat"]


class CallTimes(_Section, frozen=True):
    """Time stamps of the call itself. `received` is when it began."""

    received: TimeColumn | None = None
    entered: TimeColumn | None = None
    dispatched: TimeColumn | None = None
    en_route: TimeColumn | None = None
    staged: TimeColumn | None = None
    on_scene: TimeColumn | None = None
    transporting: TimeColumn | None = None
    at_hospital: TimeColumn | None = None
    cleared: TimeColumn | None = None
    closed: TimeColumn | None = None


class CallColumns(_Section, frozen=True):
    """The columns that describe a call."""

    id: Column
    number: Column | None = None
    type: Column | None = None
    type_group: Column | None = None
    priority: Column | None = None
    agency: Column | None = None
    address: Column | None = None
    label: Column | None = None
    summary: Column | None = None
    latitude: Column | None = None
    longitude: Column | None = None
    position: Position | None = None
    disposition: Column | None = None
    areas: dict[str, Column] = {}
    attributes: dict[str, Column] = {}
    times: CallTimes = CallTimes()
    closes: Literal["as_stated", "last_unit_clear"] = "as_stated"
    are_elsewhere: bool = False


class UnitTimes(_Section, frozen=True):
    """Time stamps of one unit's work for the call."""

    dispatched: TimeColumn | None = None
    en_route: TimeColumn | None = None
    staged: TimeColumn | None = None
    on_scene: TimeColumn | None = None
    transporting: TimeColumn | None = None
    at_hospital: TimeColumn | None = None
    returning: TimeColumn | None = None
    cleared: TimeColumn | None = None


class UnitKind(_Section, frozen=True):
    """Call signs of one kind, by a regular expression that must match the whole call sign."""

    pattern: str
    kind: str
    agency: str | None = None


class UnitColumns(_Section, frozen=True):
    """The columns that name units: one (`id`), or a text that lists several (`list`)."""

    id: Column | None = None
    list: Column | None = None
    token: str = r"[^\s,;|/]+"
    mark: str | None = None
    marks: dict[str, str] = {}
    kind: Column | None = None
    kinds: dict[str, str] = {}
    kinds_by_call_sign: tuple[UnitKind, ...] = ()
    agency: str = "fire"
    agencies: dict[str, str] = {}
    home_agency: Column | None = None
    station: Column | None = None
    destination: Column | None = None
    status: Column | None = None
    status_at: TimeColumn | None = None
    statuses: dict[str, str] = {}
    times: UnitTimes = UnitTimes()


class Poll(_Section, frozen=True):
    """The source is a page that was looked at again and again: each look is a snapshot."""

    observed: TimeColumn


class Seen(_Section, frozen=True):
    """The source is a summary of looks: when a call was first and last listed."""

    first: TimeColumn
    last: TimeColumn
    type: Column | None = None


class Table(_Section, frozen=True):
    """One shape a file of this source may have. The first whose columns are all there is taken."""

    format: Literal["csv", "ndjson", "json", "xml"]
    call: CallColumns
    name: str = ""
    delimiter: str | None = None
    encoding: str = "utf-8"
    fallback_encoding: str | None = None
    records: str = ""
    each: str = ""
    namespaces: dict[str, str] = {}
    optional: tuple[str, ...] = ()
    unit: UnitColumns | list[UnitColumns] | None = None
    poll: Poll | None = None
    seen: Seen | None = None
    guarded: bool = False

    @property
    def units(self) -> list[UnitColumns]:
        """The groups of unit columns, in the order of the file."""
        if self.unit is None:
            return []
        return self.unit if isinstance(self.unit, list) else [self.unit]


class Times(_Section, frozen=True):
    """How times are written unless a column says otherwise, and what to do in the night of the
    change.
    """

    formats: tuple[str, ...] = ("iso",)
    ambiguous: Literal["interval", "earlier", "later", "refuse"] = "interval"
    gap: Literal["refuse", "shift"] = "refuse"
    year_pivot: int = 69
    truth: str = "cad"


class Numbers(_Section, frozen=True):
    """How coordinates are written: the decimal sign, a scale, and points that mean "unknown"."""

    decimal: Literal[".", ","] = "."
    scale: int = 1
    default_points: tuple[tuple[float, float], ...] = ((0.0, 0.0),)


class Types(_Section, frozen=True):
    """How the source's words for what happened become `group.type`."""

    default_group: str = "other"
    map: dict[str, str] = {}
    groups: dict[str, str] = {}


class Mapping(_Section, frozen=True, kw_only=True):
    """A whole mapping file."""

    version: int
    source: str
    zone: str
    table: tuple[Table, ...]
    title: str = ""
    missing: tuple[str, ...] = MISSING
    ignore: tuple[str, ...] = ()
    personal: tuple[str, ...] = ()
    times: Times = Times()
    numbers: Numbers = Numbers()
    types: Types = Types()
    priorities: dict[str, int | Literal["unknown"]] = {}


def schema() -> dict[str, object]:
    """The JSON Schema (2020-12) of a mapping file, made from the structs that read it."""
    return msgspec.json.schema(Mapping)
