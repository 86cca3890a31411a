"""Rows of a dispatch export become facts, once, in order; a bad row or cell costs only itself."""

import random
from datetime import UTC, datetime, timedelta

import pytest

from tests.gateways.exports import (
    BEGIN,
    SMALL,
    UNIT_ROWS,
    call_of,
    first,
    ids,
    kinds,
    reached,
    small,
    take,
)
from tocsin.gateways.cad_export import RowRefusal
from tocsin.gateways.cad_export.samples import sample_calls, unit_rows_csv
from tocsin.geo.places import Point
from tocsin.operations.imported import (
    RecordCall,
    RecordCallEnd,
    RecordCallTime,
    RecordUnit,
    RecordUnitMark,
    RecordUnitStatus,
)

CALLS = sample_calls(7, 60, BEGIN)
FILE = unit_rows_csv(CALLS)


def test_every_time_of_every_unit_row_comes_out_as_it_was_put_in() -> None:
    imported = take(FILE, UNIT_ROWS)
    assert imported.refused == []
    for call in CALLS:
        for unit in call.units:
            told = reached(imported, call.id, unit.name)
            assert told["committed"] == unit.dispatched
            assert told["en_route"] == unit.en_route
            assert told.get("on_scene") == unit.on_scene
            assert told["available"] == unit.cleared


def test_a_call_keeps_its_place_codes_and_columns_for_slicing() -> None:
    call = CALLS[0]
    told = call_of(take(FILE, UNIT_ROWS), call.id)
    assert told.place.point == Point.from_degrees(call.lat, call.lon)
    assert told.place.words == call.street
    assert told.attributes == {"district": call.district, "agency": "Quay Fire"}
    assert told.priority == (None if call.priority == 4 else call.priority)


def test_a_type_in_the_table_gets_its_code_and_another_its_slug() -> None:
    types = {
        each.command.type
        for each in take(FILE, UNIT_ROWS).claims
        if isinstance(each.command, RecordCall)
    }
    assert "fire.kitchen" in types
    assert "other.gas_odor" in types


def test_the_account_adds_up() -> None:
    rows = sum(len(call.units) for call in CALLS)
    report = take(FILE, UNIT_ROWS).report
    assert report.rows == report.accepted == rows
    assert report.merged == rows - len(CALLS)
    assert report.refused == report.identical == 0


def test_facts_come_in_order_of_time_and_cause() -> None:
    imported = take(FILE, UNIT_ROWS)
    times = [each.occurred_at for each in imported.claims]
    assert times == sorted(times)
    known: set[str] = set()
    units: set[str] = set()
    for each in imported.claims:
        command = each.command
        if isinstance(command, RecordCall):
            known.add(command.call)
        elif isinstance(command, RecordUnit):
            units.add(command.call_sign)
        elif isinstance(command, RecordUnitStatus):
            assert command.call in known
            assert command.call_sign in units


def test_facts_of_the_same_second_stand_in_causal_order() -> None:
    same = "2026-03-02 08:00:00"
    imported = take(small(f"C1,Fall,,,{same},E1,{same},{same}"), SMALL)
    told = [type(each.command).__name__ for each in imported.claims]
    assert told == ["RecordCall", "RecordUnit", "RecordUnitStatus", "RecordUnitStatus"]
    assert [str(each.command.status) for each in imported.claims[2:]] == [  # type: ignore[union-attr]
        "committed",
        "on_scene",
    ]


def test_the_same_file_shuffled_renamed_and_read_again_asks_for_the_same() -> None:
    head, *rows = FILE.decode().splitlines(keepends=True)
    random.Random(3).shuffle(rows)
    before = take(FILE, UNIT_ROWS, file="one")
    after = take((head + "".join(rows)).encode(), UNIT_ROWS, file="two")
    assert [each.order_id for each in before.claims] == [each.order_id for each in after.claims]


def test_an_overlapping_next_export_brings_only_what_is_new() -> None:
    early, late = unit_rows_csv(CALLS[:40]), unit_rows_csv(CALLS[20:])
    both = ids(take(early, UNIT_ROWS)) | ids(take(late, UNIT_ROWS))
    assert both == ids(take(FILE, UNIT_ROWS))


def test_a_changed_cell_is_one_new_fact() -> None:
    before = take(small("C1,Fall,,,2026-03-02 08:00:00,E1,2026-03-02 08:01:00,"), SMALL)
    after = take(small("C1,Fall,,,2026-03-02 08:00:00,E1,2026-03-02 08:02:00,"), SMALL)
    assert len(ids(after) - ids(before)) == 1


def test_another_source_never_shares_an_id() -> None:
    other = SMALL.replace('source = "quay"', 'source = "hill"')
    row = small("C1,Fall,,,2026-03-02 08:00:00,E1,2026-03-02 08:01:00,")
    assert not ids(take(row, SMALL)) & ids(take(row, other))


def test_an_identical_row_is_counted_and_adds_nothing() -> None:
    row = "C1,Fall,,,2026-03-02 08:00:00,E1,2026-03-02 08:01:00,"
    twice = take(small(row, row), SMALL)
    assert twice.report.identical == 1
    assert ids(twice) == ids(take(small(row), SMALL))


def test_a_bad_cell_costs_its_fact_and_not_the_row() -> None:
    imported = take(small("C1,Fall,50,-4,2026-03-02 08:00:00,E1,soon,2026-03-02 08:09:00"), SMALL)
    (refused,) = imported.refused
    assert (refused.line, refused.field, refused.reason) == (2, "sent", RowRefusal.not_a_time)
    assert set(reached(imported, "C1", "E1")) == {"on_scene"}
    assert imported.report.accepted == 1
    assert imported.report.cells_refused == 1


def test_a_refusal_tells_the_shape_of_a_cell_and_never_its_words() -> None:
    imported = take(small("C1,Fall,,,2026-03-02 08:00:00,E1,Ms Miller 0171,"), SMALL)
    told = repr(imported.refused) + repr(imported.report)
    assert "Miller" not in told
    assert "Aa Aaaaaa 9999" in imported.refused[0].expected


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ("95,-4", RowRefusal.position_out_of_range),
        ("north,-4", RowRefusal.not_a_position),
        ("50,", RowRefusal.not_a_position),
        ("nan,inf", RowRefusal.position_out_of_range),
    ],
)
def test_a_bad_position_costs_the_position_only(cells: str, reason: RowRefusal) -> None:
    imported = take(small(f"C1,Fall,{cells},2026-03-02 08:00:00,E1,,"), SMALL)
    assert [each.reason for each in imported.refused] == [reason]
    assert call_of(imported, "C1").place.point is None


def test_the_zero_point_is_no_place_and_no_error() -> None:
    imported = take(small("C1,Fall,0,0,2026-03-02 08:00:00,E1,,"), SMALL)
    assert imported.refused == []
    assert call_of(imported, "C1").place.point is None


def test_rows_of_the_wrong_width_and_without_a_call_are_refused_and_the_rest_goes_on() -> None:
    imported = take(
        small(
            "C1,Fall,,,2026-03-02 08:00:00,E1,,",
            "C2,Fall,,,2026-03-02 08:00:00",
            ",Fall,,,2026-03-02 08:00:00,E1,,",
            "C4,Fall,,,,E1,,",
            "C5,Fall,,,2026-03-02 08:00:00,E1,,",
        ),
        SMALL,
    )
    assert [(each.line, each.reason) for each in imported.refused] == [
        (3, RowRefusal.cells_do_not_match_header),
        (4, RowRefusal.call_id_missing),
        (5, RowRefusal.no_time_at_all),
    ]
    assert imported.report.accepted == 2
    assert imported.report.refused == 3


def test_a_call_without_its_own_time_begins_with_the_first_thing_known_of_it() -> None:
    imported = take(small("C1,Fall,,,,E1,2026-03-02 08:01:00,2026-03-02 08:05:00"), SMALL)
    claim = first(imported, RecordCall)
    assert claim.occurred_at == datetime(2026, 3, 2, 8, 1, tzinfo=UTC)
    assert claim.command.provenance.field == "sent"
    assert call_of(imported, "C1").attributes["received"] == "not stated"


def test_a_call_takes_its_time_from_whichever_row_has_it() -> None:
    rows = (
        "C1,Fall,,,,E1,2026-03-02 08:01:00,",
        "C1,Fall,,,2026-03-02 08:00:00,E2,2026-03-02 08:02:00,",
    )
    for order in (rows, rows[::-1]):
        claim = first(take(small(*order), SMALL), RecordCall)
        assert claim.occurred_at == datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


def test_a_status_stamped_before_its_call_began_keeps_its_time_and_follows_the_call() -> None:
    imported = take(small("C1,Fall,,,2026-03-02 08:05:00,E1,2026-03-02 08:01:00,"), SMALL)
    assert isinstance(imported.claims[-1].command, RecordUnitStatus)
    assert imported.claims[-1].occurred_at == datetime(2026, 3, 2, 8, 1, tzinfo=UTC)


def test_a_unit_without_any_time_is_listed_at_its_call() -> None:
    imported = take(small("C1,Fall,,,2026-03-02 08:00:00,E1,,"), SMALL)
    mark = first(imported, RecordUnitMark)
    assert mark.command.mark == "listed"  # type: ignore[union-attr]
    assert mark.occurred_at == datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


PER_CALL = """
version = 1
source = "quay"
zone = "America/New_York"
[[table]]
format = "csv"
[table.call]
id = "ID"
type = "TYPE"
disposition = "OUT"
[table.call.times]
received = "IN"
entered = "TYPED"
dispatched = "ASSIGNED"
on_scene = "THERE"
closed = "DONE"
"""


def test_a_file_without_units_gives_times_of_the_call() -> None:
    content = (
        b"ID,TYPE,IN,TYPED,ASSIGNED,THERE,DONE,OUT\n"
        b"7,SICK,2026-01-05T07:00:00,2026-01-05T07:00:30,2026-01-05T07:01:00,"
        b"2026-01-05T07:09:00,2026-01-05T08:00:00,82\n"
    )
    imported = take(content, PER_CALL)
    marks = {
        each.command.mark: each.occurred_at
        for each in imported.claims
        if isinstance(each.command, RecordCallTime)
    }
    begin = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)
    assert marks == {
        "entered": begin + timedelta(seconds=30),
        "dispatched": begin + timedelta(seconds=60),
        "on_scene": begin + timedelta(minutes=9),
    }
    end = first(imported, RecordCallEnd)
    assert end.occurred_at == begin + timedelta(hours=1)
    assert end.command.disposition == "82"  # type: ignore[union-attr]


def test_a_call_closes_with_its_last_unit_only_when_every_unit_was_cleared() -> None:
    closing = UNIT_ROWS.replace(
        "[table.call.attributes]", 'closes = "last_unit_clear"\n[table.call.attributes]'
    )
    ends = {
        each.command.call: each.occurred_at
        for each in take(FILE, closing).claims
        if isinstance(each.command, RecordCallEnd)
    }
    last = {call.id: max(unit.cleared for unit in call.units if unit.cleared) for call in CALLS}
    assert ends == last
    rows = FILE.decode().splitlines()
    cells = rows[1].split(",")
    cells[11] = ""
    rows[1] = ",".join(cells)
    fewer = take("\n".join(rows).encode(), closing)
    assert kinds(fewer)["RecordCallEnd"] == len(CALLS) - 1


STATUS_LOG = """
version = 1
source = "quay"
zone = "UTC"
[[table]]
format = "csv"
[table.call]
id = "call"
are_elsewhere = true
[table.unit]
id = "unit"
status = "code"
status_at = "at"
[table.unit.statuses]
DP = "committed"
AR = "on_scene"
"""


def test_a_log_of_status_changes_is_read_and_an_unknown_status_is_refused() -> None:
    content = b"call,unit,code,at\nC1,E1,DP,2026-01-05T07:00:00\nC1,E1,ar,2026-01-05T07:05:00\n"
    content += b"C1,E1,ZZ,2026-01-05T07:06:00\n"
    imported = take(content, STATUS_LOG)
    assert set(reached(imported, "C1", "E1")) == {"committed", "on_scene"}
    assert kinds(imported)["RecordCall"] == 0
    assert imported.refused[0].reason is RowRefusal.status_not_in_mapping


LISTS = """
version = 1
source = "quay"
zone = "UTC"
[[table]]
format = "csv"
[table.call]
id = "call"
type = "type"
[table.call.times]
received = "at"
[[table.unit]]
id = "first unit"
[table.unit.times]
on_scene = "first there"
[[table.unit]]
list = "others"
token = '[A-Z]+\\d+'
mark = '[*?]+'
[[table.unit.kinds_by_call_sign]]
pattern = 'E\\d+'
kind = "engine"
"""


def test_one_row_may_name_units_in_several_columns_and_lists() -> None:
    content = b"call,type,at,first unit,first there,others\n"
    content += b"C1,Fall,2026-01-05T07:00:00,M1,2026-01-05T07:05:00,*E2E3 ?T4\n"
    imported = take(content, LISTS)
    assert set(reached(imported, "C1", "M1")) == {"on_scene"}
    marks = {
        each.command.call_sign: each.command.mark
        for each in imported.claims
        if isinstance(each.command, RecordUnitMark)
    }
    assert marks == {"E2": "*", "E3": "listed", "T4": "?"}
    unit_kinds = {
        each.command.call_sign: each.command.kind
        for each in imported.claims
        if isinstance(each.command, RecordUnit)
    }
    assert unit_kinds == {"E2": "engine", "E3": "engine", "T4": "unknown", "M1": "unknown"}


def test_rows_that_contradict_each_other_about_a_call_are_told() -> None:
    rows = (
        "C1,Fall,,,2026-03-02 08:00:00,E1,2026-03-02 08:01:00,",
        "C1,Fire,,,2026-03-02 08:00:00,E2,2026-03-02 08:01:00,",
    )
    assert any("more than one type" in note for note in take(small(*rows), SMALL).report.notes)
    assert ids(take(small(*rows), SMALL)) == ids(take(small(*rows[::-1]), SMALL))
