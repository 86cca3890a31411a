"""`render`: our incidents as flat CSV unit rows, in columns that any spreadsheet and our own
mapping read.

Words that are sealed (addresses as given, summaries, people) are left out: a file cannot be
forgotten.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from tocsin.operations.picture.incident import Incident, Response
from tocsin.terms.codes import UnitStatus

STATUS_COLUMNS: tuple[tuple[str, UnitStatus], ...] = (
    ("dispatched", UnitStatus.committed),
    ("en_route", UnitStatus.en_route),
    ("staged", UnitStatus.staged),
    ("on_scene", UnitStatus.on_scene),
    ("transporting", UnitStatus.transporting),
    ("at_hospital", UnitStatus.at_hospital),
    ("returning", UnitStatus.returning),
)
COLUMNS: tuple[str, ...] = (
    "call",
    "number",
    "type",
    "priority",
    "agency",
    "place",
    "latitude",
    "longitude",
    "received",
    "entered",
    "closed",
    "disposition",
    "unit",
    *(name for name, _ in STATUS_COLUMNS),
    "cleared",
    "outcome",
    "destination",
    "district",
)
"""The columns of an export, one row per call and unit (one per call where no unit was sent)."""

_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "'")


def guarded(text: str) -> str:
    """A cell that no spreadsheet takes for a formula: a `'` goes before `= + - @` and before
    another `'`.

    Numbers stay as they are. `guarded = true` in a mapping takes the sign away again.
    """
    if text.startswith(_DANGEROUS) and not _NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def render(incidents: Iterable[Incident], code: str) -> Iterator[bytes]:
    """The file in UTF-8, a header and then a row per call and unit; times are ISO 8601 in UTC.

    Rows are sorted by opening, call and dispatch. `code` is the town's, taken off the ids.
    """
    yield _line(COLUMNS)
    for incident in sorted(incidents, key=lambda each: (each.opened_at, each.id)):
        call = _call(incident, code)
        rows = [_unit(each, code) for each in incident.responses] or [{}]
        for row in rows:
            cells = call | row
            yield _line(guarded(cells.get(name, "")) for name in COLUMNS)


def _line(cells: Iterable[str]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(list(cells))
    return out.getvalue().encode()


def _time(at: datetime | None) -> str:
    return "" if at is None else at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _call(incident: Incident, code: str) -> dict[str, str]:
    place = incident.place
    lat, lon = ("", "") if place.point is None else (f"{each:.6f}" for each in place.point.degrees)
    return {
        "call": incident.id.removeprefix(f"{code}-"),
        "number": incident.source_number or incident.number,
        "type": incident.type,
        "priority": "" if incident.priority is None else str(int(incident.priority)),
        "agency": incident.attributes.get("agency", ""),
        "place": place.label or "",
        "latitude": lat,
        "longitude": lon,
        "received": _time(incident.opened_at),
        "entered": _time(incident.entered_at),
        "closed": _time(incident.closed_at),
        "disposition": incident.disposition or "",
        "district": incident.attributes.get("district", place.areas.get("district", "")),
    }


def _unit(response: Response, code: str) -> dict[str, str]:
    row = {
        "unit": response.unit.removeprefix(f"{code}-"),
        "outcome": response.outcome or "",
        "destination": response.destination or "",
    }
    for name, status in STATUS_COLUMNS:
        mark = response.mark(status)
        row[name] = "" if mark is None else _time(mark.at)
    clear = response.mark(UnitStatus.available)
    row["cleared"] = _time(response.ended_at if clear is None else clear.at)
    return row
