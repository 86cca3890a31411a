"""Times as exports write them: formats, zones, two-digit years, the night the clocks change."""

from datetime import UTC, datetime

import pytest

from tests.gateways.exports import SMALL, call_of, first, small, take
from tocsin.gateways.cad_export import Malformed, RowRefusal
from tocsin.gateways.cad_export.times import Clock, Reading
from tocsin.operations.imported import RecordCall


def clock(*formats: str, zone: str = "America/Los_Angeles", pivot: int = 69) -> Clock:
    return Clock(formats, zone, "interval", "refuse", pivot)


@pytest.mark.parametrize(
    ("form", "text", "expected"),
    [
        ("%m/%d/%Y %I:%M:%S %p", "12/31/2026 11:57:56 PM", "2027-01-01T07:57:56"),
        ("%m/%d/%Y %I:%M:%S %p", "1/2/2026 12:00:01 am", "2026-01-02T08:00:01"),
        ("%d.%m.%Y %H:%M:%S", "31.12.2026 23:57:56", "2027-01-01T07:57:56"),
        ("%d.%m.%y %H:%M", "31.12.26 23:57", "2027-01-01T07:57:00"),
        ("%d-%b-%Y %H:%M", "04-Sep-2026 09:05", "2026-09-04T16:05:00"),
        ("%m/%d/%Y %I:%M:%S %p %z", "01/02/2026 09:21:00 PM +0000", "2026-01-02T21:21:00"),
        ("iso", "2026-01-02T09:21:00.5-08:00", "2026-01-02T17:21:00.500000"),
        ("iso", "2026-01-02 09:21", "2026-01-02T17:21:00"),
        ("iso", "2026-01-02T09:21:00Z", "2026-01-02T09:21:00"),
        ("epoch_s", "1767345660", "2026-01-02T09:21:00"),
        ("epoch_ms", "1767345660500", "2026-01-02T09:21:00.500000"),
        ("%Y-%m-%d %H:%M:%S.%f", "2026-07-02 09:21:00.1234567", "2026-07-02T16:21:00.123456"),
    ],
)
def test_a_format_is_read_into_utc(form: str, text: str, expected: str) -> None:
    read = clock(form).read(text)
    assert isinstance(read, Reading)
    assert read.at == datetime.fromisoformat(expected).replace(tzinfo=UTC)
    assert read.after is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2026-13-02 09:21:00", RowRefusal.not_a_time),
        ("13:21 PM", RowRefusal.not_a_time),
        ("2026-01-02", RowRefusal.time_of_day_missing),
        ("0001-01-01 00:00:00", RowRefusal.time_out_of_range),
        ("2026-03-08 02:30:00", RowRefusal.time_was_skipped),
    ],
)
def test_what_is_no_time_says_why(text: str, reason: RowRefusal) -> None:
    assert clock("iso").read(text) is reason


def test_a_year_of_two_digits_turns_at_the_pivot() -> None:
    read = clock("%d.%m.%y %H:%M", zone="UTC", pivot=50)
    young, old = read.read("01.02.49 10:00"), read.read("01.02.99 10:00")
    assert isinstance(young, Reading)
    assert isinstance(old, Reading)
    assert (young.at.year, old.at.year) == (2049, 1999)


def test_a_time_shown_twice_becomes_the_interval_of_both_readings() -> None:
    read = clock("iso").read("2026-11-01 01:30:00")
    assert isinstance(read, Reading)
    assert read.after == datetime(2026, 11, 1, 8, 30, tzinfo=UTC)
    assert read.at == datetime(2026, 11, 1, 9, 30, tzinfo=UTC)
    # an hour earlier and an hour later the clock shows each time once
    for text in ("2026-11-01 00:59:59", "2026-11-01 02:00:00"):
        once = clock("iso").read(text)
        assert isinstance(once, Reading)
        assert once.after is None


@pytest.mark.parametrize(("policy", "hour"), [("earlier", 8), ("later", 9)])
def test_the_mapping_may_choose_one_reading(policy: str, hour: int) -> None:
    mapping = SMALL.replace("Europe/London", "America/Los_Angeles").replace(
        "[times]", f'[times]\nambiguous = "{policy}"'
    )
    imported = take(small("C1,Fall,,,2026-11-01 01:30,E1,,"), mapping)
    assert first(imported, RecordCall).occurred_at.hour == hour
    assert any(policy in note for note in imported.report.notes)


def test_an_ambiguous_call_carries_its_interval_into_the_fact() -> None:
    imported = take(
        small("C1,Fall,,,2026-11-01 01:30,E1,,"),
        SMALL.replace("Europe/London", "America/Los_Angeles"),
    )
    claim = first(imported, RecordCall)
    assert claim.occurred_after == datetime(2026, 11, 1, 8, 30, tzinfo=UTC)
    assert claim.known_at == claim.occurred_at


def test_a_skipped_time_is_moved_where_the_mapping_says_so() -> None:
    mapping = SMALL.replace("Europe/London", "America/Los_Angeles")
    row = small("C1,Fall,,,2026-03-08 02:30,E1,2026-03-08 03:40,")
    refused = take(row, mapping)
    assert [each.reason for each in refused.refused] == [RowRefusal.time_was_skipped]
    moved = take(row, mapping.replace("[times]", '[times]\ngap = "shift"'))
    assert first(moved, RecordCall).occurred_at == datetime(2026, 3, 8, 10, 30, tzinfo=UTC)
    assert any("moved past the change" in note for note in moved.report.notes)


def test_a_zone_and_formats_of_one_column_rule_over_the_mappings() -> None:
    mapping = SMALL.replace(
        'received = "received"',
        'received = { column = "received", zone = "UTC", formats = ["%d.%m.%Y %H:%M"] }',
    ).replace("Europe/London", "Asia/Tokyo")
    imported = take(small("C1,Fall,,,02.03.2026 08:00,E1,2026-03-02 17:01,"), mapping)
    assert first(imported, RecordCall).occurred_at == datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
    assert imported.claims[-1].occurred_at == datetime(2026, 3, 2, 8, 1, tzinfo=UTC)


def test_a_date_and_a_time_in_two_columns_are_joined() -> None:
    mapping = SMALL.replace('received = "received"', 'received = { columns = ["lat", "lon"] }')
    mapping = mapping.replace('latitude = "lat"\n', "").replace('longitude = "lon"\n', "")
    imported = take(small("C1,Fall,2026-03-02,08:00,,E1,,"), mapping)
    assert first(imported, RecordCall).occurred_at == datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
    assert call_of(imported, "C1").attributes == {}


@pytest.mark.parametrize("form", ["%Y-%m-%d", "%H:%M", "%Q", "%Y-%m-%d %d %H:%M"])
def test_a_format_that_cannot_be_a_time_stamp_is_refused_with_the_mapping(form: str) -> None:
    with pytest.raises(Malformed):
        clock(form)
