"""Plain JSON and NMEA sentences: what becomes an observation, what does not and why."""

from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from tocsin.gateways.positions import SCHEMA, parse_json, parse_nmea, render_json, render_nmea
from tocsin.gateways.positions.nmea_lines import checksum
from tocsin.geo.places import Point
from tocsin.operations.observations import Fix, Observation, Reading, Unread

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
BRIEF = b'{"device":"E1","lat":50.1,"lon":-4.2}'


def json_of(text: str | bytes) -> list[Observation | Unread]:
    return list(parse_json([text.encode() if isinstance(text, str) else text], NOON))


def nmea_of(*bodies: str, device: str | None = "E1") -> list[Observation | Unread]:
    lines = "".join(f"${each}*{checksum(each.encode()):02X}\r\n" for each in bodies)
    return list(parse_nmea([lines.encode()], NOON, device))


def fixes(found: list[Observation | Unread]) -> list[Fix | None]:
    assert all(isinstance(each, Observation) for each in found), found
    return [each.fix for each in found if isinstance(each, Observation)]


# JSON


def test_a_position_is_taken_in_the_units_people_use() -> None:
    [found] = json_of(
        '{"device": "E1", "at": "2026-03-02T13:00:00+01:00", "lat": 50.1234567, "lon": -4.2,'
        ' "accuracy_m": 4.1, "speed_mps": 12.345, "course_deg": 360, "altitude_m": -1.5}'
    )
    assert found == Observation(
        device="E1",
        observed_at=NOON,
        fix=Fix(Point(50_123_457, -4_200_000), 5, 1234, 0, -150),
        source="json",
        place="line 1",
    )


def test_without_a_time_it_is_of_now() -> None:
    [found] = json_of(BRIEF)
    assert isinstance(found, Observation)
    assert found.observed_at == NOON


def test_a_reading_is_a_whole_number_with_its_unit() -> None:
    [found] = json_of('{"device": "river", "value": 213, "unit": "cm", "decimals": 1}')
    assert isinstance(found, Observation)
    assert found.reading == Reading(213, "cm", 1)


def test_an_array_and_lines_say_the_same() -> None:
    array = json_of(b"[" + BRIEF + b",\n" + BRIEF + b"]")
    lines = json_of(BRIEF + b"\n\n" + BRIEF + b"\r\n")
    assert fixes(array) == fixes(lines)
    assert [each.place for each in array] == ["[0]", "[1]"]
    assert [each.place for each in lines] == ["line 1", "line 3"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('{"device": "E1"}', "either `lat` and `lon`, or `value`"),
        ('{"device": "E1", "lat": 5}', "both `lat` and `lon`"),
        ('{"device": "E1", "lat": 5, "lon": 5, "value": 3}', "either"),
        ('{"device": "E1", "lat": 91, "lon": 5}', "<= 90"),
        ('{"device": "E1", "lat": "50", "lon": 5}', "(lat)"),
        ('{"device": "E1", "lat": 5, "lon": 5, "speed": 3}', "speed"),
        ('{"device": "", "lat": 5, "lon": 5}', "(device)"),
        ('{"device": "r", "value": 2.5, "unit": "cm"}', "(value)"),
        ('{"device": "r", "value": 2}', "its `unit`"),
        ('{"device": "E1", "lat": 5, "lon": 5, "at": "2026-03-02T12:00:00"}', "an offset"),
        ('{"device": "E1", "lat": NaN, "lon": 5}', "a JSON object"),
        ("[[[[", "JSON"),
        ("hello", "a JSON object"),
        ('"E1"', "object"),
    ],
)
def test_what_is_no_observation_says_what_was_expected(text: str, says: str) -> None:
    [found] = json_of(text)
    assert isinstance(found, Unread)
    assert says in found.expected


def test_a_bad_line_spoils_no_other() -> None:
    found = json_of(BRIEF + b"\nhello\n" + b"\xff\xfe\n" + b'{"a":' * 5000 + b"\n" + BRIEF)
    assert [type(each) for each in found] == [Observation, Unread, Unread, Unread, Observation]


def test_a_line_without_end_is_dropped_and_told_once() -> None:
    chunks = [BRIEF + b"\n"] + [b"x" * 1000] * 100 + [b"\n" + BRIEF]
    found = list(parse_json(chunks, NOON))
    assert [type(each) for each in found] == [Observation, Unread, Observation]


def test_what_is_written_reads_as_the_same() -> None:
    fix = Fix(Point(50_123_457, -4_200_000), 5, 1234, 1_500, -150)
    for one in (
        Observation(device="E1", observed_at=NOON, fix=fix, source="json", place="line 1"),
        Observation(
            device="r",
            observed_at=NOON,
            reading=Reading(-3, "cm", 2),
            source="json",
            place="line 1",
        ),
    ):
        assert json_of(render_json(one)) == [one]


def test_the_schema_is_of_one_object() -> None:
    assert "device" in msgspec.json.encode(SCHEMA).decode()


# NMEA

RMC = "GPRMC,115959.50,A,5007.40740,N,00412.00000,W,10.0,084.4,020326,,,A"
GGA = "GPGGA,115959.50,5007.40740,N,00412.00000,W,1,08,0.9,12.3,M,46.9,M,,"


def test_an_rmc_sentence_is_a_fix_with_speed_and_course() -> None:
    [found] = nmea_of(RMC)
    assert found == Observation(
        device="E1",
        observed_at=NOON - timedelta(milliseconds=500),
        fix=Fix(Point(50_123_457, -4_200_000), speed_cms=514, course_mdeg=84_400),
        source="nmea",
        place="line 1",
    )


def test_rmc_and_gga_of_one_moment_are_one_fix() -> None:
    for order in ((RMC, GGA), (GGA, RMC)):
        [found] = nmea_of(*order)
        assert isinstance(found, Observation)
        assert found.observed_at == NOON - timedelta(milliseconds=500)
        assert found.fix == Fix(
            Point(50_123_457, -4_200_000), None, speed_cms=514, course_mdeg=84_400, altitude_cm=1230
        )


def test_a_gga_alone_is_of_the_day_nearest_to_now() -> None:
    late = "GPGGA,235959,5007.4,S,00412.0,E,1,08,0.9,-3,M,,M,,"
    [found] = nmea_of(late)
    assert isinstance(found, Observation)
    assert found.observed_at == datetime(2026, 3, 2, 23, 59, 59, tzinfo=UTC)
    [found] = list(parse_nmea([_line(late)], datetime(2026, 3, 3, 0, 0, 5, tzinfo=UTC), "E1"))
    assert isinstance(found, Observation)
    assert found.observed_at == datetime(2026, 3, 2, 23, 59, 59, tzinfo=UTC)
    assert found.fix == Fix(Point(-50_123_333, 4_200_000), altitude_cm=-300)
    early = "GPGGA,000001,5007.4,N,00412.0,E,1,08,0.9,3,M,,M,,"
    [found] = list(parse_nmea([_line(early)], datetime(2026, 3, 2, 23, 59, 58, tzinfo=UTC), "E1"))
    assert isinstance(found, Observation)
    assert found.observed_at == datetime(2026, 3, 3, 0, 0, 1, tzinfo=UTC)


def _line(body: str) -> bytes:
    return f"${body}*{checksum(body.encode()):02x}\n".encode()


def test_a_tag_block_says_whose_sentence_it_is() -> None:
    tag = "s:boat"
    tagged = f"\\{tag}*{checksum(tag.encode()):02X}\\".encode() + _line(RMC)
    [found] = list(parse_nmea([tagged], NOON))
    assert isinstance(found, Observation)
    assert found.device == "boat"
    [found] = nmea_of(RMC, device=None)
    assert isinstance(found, Unread)
    assert "TAG block" in found.expected


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (RMC.replace(",A,5007", ",V,5007"), "status A"),
        (RMC.replace("020326", "320326"), "ddmmyy"),
        (RMC.replace("115959.50", "246060"), "hhmmss"),
        (RMC.replace("5007.40740", "9107.40740"), "up to 90"),
        (RMC.replace("5007.40740", "x"), "ddmm.mm"),
        (RMC.replace(",N,", ",X,"), "N or S"),
        (RMC.replace("10.0", "fast"), "knots"),
        ("GPRMC,1", "at least 10"),
        ("GPGGA,1", "at least 11"),
        (GGA.replace("W,1,", "W,0,"), "quality"),
    ],
)
def test_a_sentence_that_is_none_says_what_was_expected(body: str, says: str) -> None:
    [found] = nmea_of(body)
    assert isinstance(found, Unread)
    assert says in found.expected


def test_a_wrong_checksum_is_found() -> None:
    line = _line(RMC)
    wrong = line[:-3] + (b"00" if line[-3:-1] != b"00" else b"01") + b"\n"
    [found] = list(parse_nmea([wrong], NOON, "E1"))
    assert isinstance(found, Unread)
    assert found.expected.startswith("checksum")
    swapped = line.replace(b"10.0", b"01.0", 1)
    [found] = list(parse_nmea([swapped], NOON, "E1"))
    assert isinstance(found, Observation), "an exclusive-or does not see bytes that change places"


def test_other_sentences_are_passed_over_and_bad_ones_spoil_nothing() -> None:
    content = _line("GPGSV,1,1,00") + b"hello\n" + b"$" + b"x" * 2_000 + b"\n" + _line(RMC)
    found = list(parse_nmea([content[i : i + 7] for i in range(0, len(content), 7)], NOON, "E1"))
    assert [type(each) for each in found] == [Unread, Unread, Observation]


def test_a_written_sentence_reads_as_the_same_position() -> None:
    fix = Fix(Point(-33_900_000, 151_200_000), speed_cms=514, course_mdeg=84_400)
    [found] = list(parse_nmea([render_nmea("boat*1", fix, NOON)], NOON))
    assert isinstance(found, Observation)
    assert (found.device, found.fix, found.observed_at) == ("boat_1", fix, NOON)
    edge = Fix(Point(59_999_999, -179_999_999))
    [found] = list(parse_nmea([render_nmea("boat", edge, NOON)], NOON))
    assert isinstance(found, Observation)
    assert found.fix == edge
