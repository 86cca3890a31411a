"""Exports that hold their units in a list inside each call, and calls inside other elements."""

import io
import json

import pytest

from tests.gateways.exports import call_of, kinds, take
from tocsin.gateways.cad_export import Limits, Malformed, RowRefusal, check, load, read

NESTED = """
version = 1
source = "river"
zone = "UTC"
[times]
formats = ["epoch_ms"]
[[table]]
format = "ndjson"
each = "units"
[table.call]
id = "no"
type = "kind"
[table.call.times]
received = "got"
[table.unit]
id = "units.id"
[table.unit.times]
dispatched = "units.disp"
on_scene = "units.arrived"
"""


def line(number: int, *units: str) -> dict[str, object]:
    at = 1_767_345_660_000 + number * 600_000
    listed = [{"id": unit, "disp": at + 60_000, "arrived": at + 300_000} for unit in units]
    return {"no": f"R-{number}", "kind": "Fall", "got": at, "units": listed}


def lines(*calls: dict[str, object]) -> bytes:
    return "\n".join(map(json.dumps, calls)).encode() + b"\n"


def test_each_unit_of_a_calls_list_is_a_row_and_a_call_without_units_is_kept() -> None:
    imported = take(lines(line(1, "E1", "L2"), line(2), line(3, "E1")), NESTED)
    assert imported.refused == []
    assert imported.report.rows == 4
    assert kinds(imported)["RecordCall"] == 3
    assert kinds(imported)["RecordUnitStatus"] == 6
    # the same file with its list taken for the records loses the call that nobody was sent to
    blunt = NESTED.replace('each = "units"', 'records = "units"').replace("units.", "")
    for name in ("no", "kind", "got"):
        blunt = blunt.replace(f'"{name}"', f'"/{name}"')
    assert kinds(take(lines(line(1, "E1"), line(2)), blunt))["RecordCall"] == 1


def test_a_list_of_bare_call_signs_is_a_row_each_too() -> None:
    calls = [{**line(1), "units": ["E1", "L2"]}]
    mapping = NESTED.replace('"units.id"', '"units"').replace("units.", "got_no_")
    imported = take(lines(*calls), mapping)
    assert kinds(imported)["RecordUnit"] == 2


def test_a_column_that_no_row_has_is_told_of() -> None:
    imported = take(lines(line(1, "E1")), NESTED.replace("units.arrived", "units.their"))
    assert any("no row has: 'units.their'" in each for each in imported.report.notes)
    complete = take(lines(*(line(n) for n in range(60)), line(61, "E1")), NESTED)
    assert complete.report.notes == ()


def test_a_path_that_finds_nothing_is_told_of() -> None:
    with pytest.raises(Malformed, match="nearest: '/no'"):
        take(lines(line(1, "E1")), NESTED.replace('each = "units"', 'records = "untis"'))
    told = take(b"<a><b/></a>", XML)
    assert any("nothing was found at records" in each for each in told.report.notes)


def test_a_list_without_end_costs_its_call() -> None:
    small = Limits(entries=3)
    imported = read(
        io.BytesIO(lines(line(1, "A", "B", "C", "D"), line(2, "A"))),
        load(NESTED.encode()),
        limits=small,
    )
    assert [each.reason for each in imported.refused] == [RowRefusal.too_many_entries]
    assert kinds(imported)["RecordCall"] == 1


def test_lists_are_for_trees_of_finished_calls() -> None:
    with pytest.raises(Malformed, match="CSV has no lists"):
        load(NESTED.replace("ndjson", "csv").encode())
    polled = NESTED.replace("[table.call]", '[table.poll]\nobserved = "/at"\n[table.call]')
    with pytest.raises(Malformed, match="finished calls"):
        load(polled.encode())


def test_two_objects_with_the_same_values_under_other_names_are_two_rows() -> None:
    mapping = NESTED.replace('each = "units"\n', "").replace("units.", "")
    moved = {"no": "R-1", "kind": "Fall", "got": 1_767_345_660_000, "id": "E1"}
    imported = take(
        lines({**moved, "disp": 1_767_345_720_000}, {**moved, "arrived": 1_767_345_720_000}),
        mapping,
    )
    assert imported.report.identical == 0
    assert kinds(imported)["RecordUnitStatus"] == 2


XML = """
version = 1
source = "xml"
zone = "UTC"
[[table]]
format = "xml"
records = "log/calls/call"
each = "units/unit"
[table.call]
id = "@no"
agency = "/calls@of"
[table.call.times]
received = "got"
closed = "ended"
[table.unit]
id = "units/unit@sign"
[table.unit.times]
dispatched = "units/unit/sent"
"""


def element(number: int, *units: str) -> str:
    listed = "".join(
        f'<unit sign="{unit}"><sent>2026-03-02T08:0{number}:30</sent></unit>' for unit in units
    )
    return (
        f'<call no="{number}"><got>2026-03-02T08:0{number}:00</got><units>{listed}</units>'
        f"<ended>2026-03-02T09:0{number}:00</ended></call>"
    )


def log(*calls: str) -> bytes:
    return f"<log>{''.join(calls)}</log>".encode()


def test_units_inside_an_xml_call_are_rows_of_that_call_also_what_follows_them() -> None:
    content = log("<calls>", element(1, "E1", "L2"), element(2), element(3, "E1"), "</calls>")
    imported = take(content, XML)
    assert kinds(imported)["RecordCall"] == 3
    assert kinds(imported)["RecordUnitStatus"] == 3
    assert kinds(imported)["RecordCallEnd"] == 3


def test_what_stands_around_a_record_is_that_of_its_own_parent() -> None:
    content = log(
        '<calls of="North">',
        element(1, "E1"),
        "</calls>",
        '<calls of="South">',
        element(2, "E2"),
        "</calls>",
    )
    imported = take(content, XML)
    told = {no: dict(call_of(imported, no).attributes)["agency"] for no in ("1", "2")}
    assert told == {"1": "North", "2": "South"}


def test_units_taken_for_the_records_belong_to_the_call_around_them() -> None:
    mapping = (
        XML.replace('"log/calls/call"\neach = "units/unit"', '"log/calls/call/units/unit"')
        .replace('"@no"', '"/calls/call@no"')
        .replace('"got"', '"/calls/call/got"')
        .replace('closed = "ended"\n', "")
        .replace("units/unit@", "@")
        .replace("units/unit/", "")
    )
    content = log("<calls>", element(1, "E1", "L2"), element(2, "E1"), "</calls>")
    imported = take(content, mapping)
    assert kinds(imported)["RecordCall"] == 2
    assert kinds(imported)["RecordUnitStatus"] == 3


def test_a_look_at_such_a_file_proposes_the_call_and_its_list() -> None:
    content = lines(*(line(n, "E1", "L2") for n in range(40)), line(41))
    proposal = check(io.BytesIO(content))
    imported = read(io.BytesIO(content), load(proposal.mapping.encode()))
    assert kinds(imported)["RecordCall"] == 41
    assert kinds(imported)["RecordUnitStatus"] == 160
    tree = log("<calls>", *(element(n, "E1", "L2") for n in range(10)), "</calls>")
    found = check(io.BytesIO(tree))
    assert 'records = "log/calls/call"' in found.mapping
    assert 'each = "units/unit"' in found.mapping
