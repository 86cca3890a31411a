"""Cursor-on-Target events: what becomes a position, what does not and why."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tocsin.gateways.cot import SCHEMA, parse, render
from tocsin.geo.places import Point
from tocsin.operations.observations import Fix, Observation, Unread

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def event(**changes: str) -> str:
    """An invented engine at an invented quay."""
    said = {
        "version": "2.0",
        "uid": "ELLERY-E1",
        "type": "a-f-G-E-V",
        "time": "2026-03-02T12:00:00.250Z",
        "lat": "50.123456",
        "lon": "-4.2",
        "hae": "12.34",
        "ce": "4.2",
        "inside": '<track speed="12.5" course="360.0"/><contact callsign="E1"/>',
        **changes,
    }
    return (
        "<event version='{version}' uid='{uid}' type='{type}' time='{time}' start='{time}'"
        " stale='2026-03-02T12:05:00Z' how='m-g'><point lat='{lat}' lon='{lon}' hae='{hae}'"
        " ce='{ce}' le='9999999'/><detail>{inside}</detail></event>"
    ).format(**said)


def read(text: str | bytes) -> list[Observation | Unread]:
    return list(parse([text.encode() if isinstance(text, str) else text]))


def expected(**changes: str) -> str:
    [found] = read(event(**changes))
    assert isinstance(found, Unread), found
    return found.expected


def test_an_event_is_a_position_in_whole_numbers() -> None:
    [found] = read(event())
    assert found == Observation(
        device="ELLERY-E1",
        observed_at=NOON + timedelta(milliseconds=250),
        fix=Fix(
            Point(50_123_456, -4_200_000),
            accuracy_m=5,
            speed_cms=1250,
            course_mdeg=0,
            altitude_cm=1234,
        ),
        source="cot",
        place="event 1, line 1",
    )


def test_what_cot_calls_unknown_is_left_out() -> None:
    [found] = read(event(hae="9999999.0", ce="9999999", inside=""))
    assert isinstance(found, Observation)
    assert found.fix == Fix(Point(50_123_456, -4_200_000))


def test_events_follow_one_another_with_or_without_declarations_and_wrapping() -> None:
    head = "<?xml version='1.0' encoding='UTF-8'?>\n"
    wrapped = f"<events>\n{event()}\n{event(uid='B')}</events>"
    found = read(head + event() + "\n" + head + event(uid="A") + wrapped)
    assert [each.place for each in found] == [
        "event 1, line 2",
        "event 2, line 4",
        "event 3, line 5",
        "event 4, line 6",
    ]
    assert all(isinstance(each, Observation) for each in found)


def test_a_stream_may_be_cut_anywhere() -> None:
    content = (event() + event(uid="B")).encode()

    def bytewise() -> Iterator[bytes]:
        for each in content:
            yield bytes([each])

    assert list(parse(bytewise())) == read(content)


def test_a_bad_event_spoils_no_other() -> None:
    found = read(event() + event(lat="x") + "<event></evnt></event>" + event(uid="B"))
    kinds = [type(each) for each in found]
    assert kinds == [Observation, Unread, Unread, Observation]


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"version": "1.0"}, "version='2.0'"),
        ({"uid": ""}, "uid= of 1 to 80"),
        ({"uid": "x" * 81}, "uid= of 1 to 80"),
        ({"type": "u-d-f"}, "a-…"),
        ({"type": "t-x-c-t"}, "a-…"),
        ({"time": "yesterday"}, "time= as"),
        ({"time": "2026-03-02T12:00:00"}, "time= as"),
        ({"lat": "91"}, "-90 to 90"),
        ({"lat": "nan"}, "as a number"),
        ({"lat": "1e999"}, "as a number"),
        ({"lat": "0", "lon": "0", "ce": "9999999"}, "known position"),
        ({"ce": "5000000"}, "<= 1000000"),
        ({"inside": "<track speed='fast'/>"}, "track speed= as a number"),
        ({"inside": "<a>" * 20 + "</a>" * 20}, "nested at most"),
        ({"inside": "<a>"}, "well-formed"),
        ({"inside": "&bomb;"}, "well-formed"),
    ],
)
def test_an_event_that_is_none_says_what_was_expected(changes: dict[str, str], says: str) -> None:
    assert says in expected(**changes)


def test_an_event_without_a_point_is_told() -> None:
    [found] = read(
        "<event version='2.0' uid='A' type='a-f-G' time='2026-03-02T12:00:00Z'/></event>"
    )
    assert isinstance(found, Unread)
    [found] = read("<event version='2.0' uid='A' type='a-f-G' time='2026-03-02T12:00:00Z'></event>")
    assert isinstance(found, Unread)
    assert found.expected == "a <point>"


def test_entities_are_never_expanded() -> None:
    bomb = (
        "<?xml version='1.0'?><!DOCTYPE event [<!ENTITY a 'aaaaaaaaaa'>"
        "<!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'>]>"
    )
    [found, after] = read(bomb + event(inside="<remarks>&b;</remarks>") + event())
    assert isinstance(found, Unread)
    assert found.expected == "XML without a DOCTYPE or entities"
    assert isinstance(after, Observation)
    fetched = "<!DOCTYPE event SYSTEM 'file:///etc/passwd'>" + event()
    [found] = read(fetched)
    assert isinstance(found, Unread)


def test_an_event_that_does_not_end_is_dropped_and_told_once() -> None:
    endless = "<event uid='" + "x" * 300_000
    found = list(parse([endless.encode()[i : i + 999] for i in range(0, 300_000, 999)]))
    assert [type(each) for each in found] == [Unread]
    with_more = list(parse([endless.encode(), b"'></event>", event().encode()]))
    assert [type(each) for each in with_more] == [Unread, Observation]


def test_what_is_no_cot_at_all_is_told() -> None:
    assert [each.place for each in read("hello\nworld")] == ["line 1"]
    assert read("") == []
    assert read("<event version='2.0'") == [
        Unread("event 1, line 1", "an event that ends (</event>)")
    ]


def test_a_rendered_position_reads_as_the_same_position() -> None:
    fix = Fix(Point(-33_900_001, 151_200_000), 7, 1250, 213_500, -120)
    written = render('PE-E1 & "co" <1>', fix, NOON, NOON + timedelta(seconds=300), "E1 <&>\x07")
    [found] = read(written)
    assert isinstance(found, Observation)
    assert (found.device, found.fix, found.observed_at) == ('PE-E1 & "co" <1>', fix, NOON)


def test_the_schema_names_what_is_read() -> None:
    assert {each.element for each in SCHEMA} == {"event", "point", "track", "contact"}


def test_published_samples_are_positions_or_say_what_they_are(reference: Path) -> None:
    folder = reference / "standards" / "cursor-on-target" / "samples"
    files = sorted([*folder.glob("*.cot"), *(folder / "extracted").glob("*.cot")])
    assert len(files) > 30
    positions = 0
    for file in files:
        found = read(file.read_bytes())
        assert found, file
        for each in found:
            positions += isinstance(each, Observation)
            if isinstance(each, Unread):
                assert each.expected, file
    assert positions >= 8
