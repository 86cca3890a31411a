"""Shared by the gateway tests: an invented town's mapping, rows and answers."""

import io
from collections import Counter
from datetime import UTC, datetime

from tocsin.gateways import cad_export
from tocsin.gateways.cad_export import Claim, Imported
from tocsin.operations.imported import RecordCall, RecordUnitStatus

BEGIN = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)

UNIT_ROWS = """
version = 1
source = "quay"
zone = "Europe/London"
[times]
formats = ["%m/%d/%Y %I:%M:%S %p"]
[types.map]
"Kitchen Fire" = "fire.kitchen"
[priorities]
1 = 1
2 = 2
3 = 3
4 = "unknown"
[[table]]
format = "csv"
[table.call]
id = "Call Number"
type = "Call Type"
priority = "Priority"
address = "Address"
position = { column = "Location", order = "lat lon" }
agency = { value = "Quay Fire" }
[table.call.attributes]
district = "District"
[table.call.times]
received = "Received DtTm"
[table.unit]
id = "Unit ID"
kind = "Unit Type"
[table.unit.times]
dispatched = { column = "Dispatch DtTm", truth = "cad" }
en_route = { column = "Response DtTm", truth = "crew" }
on_scene = { column = "On Scene DtTm", truth = "crew" }
cleared = { column = "Available DtTm", truth = "crew" }
"""

SMALL = """
version = 1
source = "quay"
zone = "Europe/London"
[times]
formats = ["%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M"]
[[table]]
format = "csv"
[table.call]
id = "call"
type = "type"
latitude = "lat"
longitude = "lon"
[table.call.times]
received = "received"
[table.unit]
id = "unit"
[table.unit.times]
dispatched = "sent"
on_scene = "there"
"""

HEADER = "call,type,lat,lon,received,unit,sent,there\r\n"


def small(*rows: str) -> bytes:
    """A file for the mapping SMALL."""
    return (HEADER + "".join(f"{row}\r\n" for row in rows)).encode()


def take(content: bytes, mapping: str, **how: object) -> Imported:
    """Read bytes under a mapping's text."""
    loaded = cad_export.load(mapping.encode())
    return cad_export.read(io.BytesIO(content), loaded, **how)  # type: ignore[arg-type]


def ids(imported: Imported) -> set[str]:
    """The order ids of all facts."""
    return {each.order_id for each in imported.claims}


def kinds(imported: Imported) -> Counter[str]:
    """How many facts of each kind there are."""
    return Counter(type(each.command).__name__ for each in imported.claims)


def call_of(imported: Imported, call: str) -> RecordCall:
    """The one description of a call."""
    found = [each.command for each in imported.claims if isinstance(each.command, RecordCall)]
    (one,) = [each for each in found if each.call == call]
    return one


def reached(imported: Imported, call: str, unit: str) -> dict[str, datetime]:
    """When a unit reached which status for a call."""
    return {
        str(each.command.status): each.occurred_at
        for each in imported.claims
        if isinstance(each.command, RecordUnitStatus)
        and (each.command.call, each.command.call_sign) == (call, unit)
    }


def first(imported: Imported, kind: type) -> Claim:
    """The first fact of a kind."""
    return next(each for each in imported.claims if isinstance(each.command, kind))
