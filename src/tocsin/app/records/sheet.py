"""incidents.csv: a line an incident, for spreadsheets; no cell is taken for a formula.

Source: RFC 4180; OWASP, CSV injection (cells that begin with = + - @ tab or return).
"""

import csv
import io
from collections.abc import Mapping, Sequence

import msgspec

from tocsin.app.records.documents import Records
from tocsin.operations.picture import Incident

BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""Also the full-width forms, which some spreadsheets take for the same."""


def sheet(records: Records) -> bytes:
    """The incidents' own fields, those columns that any of them has; UTF-8 with a mark."""
    rows = [
        _flat(subject.fields)
        for part in records.incidents
        for subject in part.subjects
        if subject.kind == "incidents"
    ]
    order = {name: place for place, name in enumerate(Incident.__struct_fields__)}
    columns = sorted(
        {name for row in rows for name in row},
        key=lambda name: (order.get(name.partition(".")[0], len(order)), name),
    )
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([safe(name) for name in columns])
    for row in rows:
        writer.writerow([safe(row.get(name, "")) for name in columns])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def safe(cell: str) -> str:
    """A cell that a spreadsheet shows as text."""
    return f"'{cell}" if cell.startswith(BEGINS_A_FORMULA) else cell


def _flat(fields: Mapping[str, object]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in fields.items():
        if isinstance(value, Mapping):
            found |= {f"{name}.{inner}": _cell(each) for inner, each in value.items()}
        else:
            found[name] = _cell(value)
    return found


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value.replace("\0", "")
    if isinstance(value, bool | int):
        return str(value).lower()
    if isinstance(value, Sequence) and all(isinstance(each, str) for each in value):
        return "; ".join(value)
    return msgspec.json.encode(value).decode()
