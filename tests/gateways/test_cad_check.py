"""`check` says what an unknown export holds and proposes a mapping that loads and reads it."""

import io

import pytest

from tests.gateways.exports import BEGIN, kinds, reached, take
from tests.gateways.test_cad_polls import FILE as PAGE_FILE
from tocsin.gateways.cad_export import Malformed, Proposal, check, load, read
from tocsin.gateways.cad_export.samples import (
    call_rows_semicolon,
    feed_xml,
    sample_calls,
    unit_rows_csv,
)

pytestmark = pytest.mark.full

CALLS = sample_calls(23, 50, BEGIN)


def asked(content: bytes) -> Proposal:
    return check(io.BytesIO(content))


def in_zone(proposal: Proposal, zone: str) -> str:
    return proposal.mapping.replace('zone = "UTC"', f'zone = "{zone}"')


def rows(header: str, line: str, count: int = 30) -> bytes:
    """A file in a city's column shape, with invented cells: `#` is a number that changes."""
    lines = [line.replace("##", f"{n % 60:02d}").replace("#", str(1000 + n)) for n in range(count)]
    return "\n".join([header, *lines]).encode() + b"\n"


def test_unit_rows_are_understood_but_for_the_zone_and_the_priorities() -> None:
    content = unit_rows_csv(CALLS)
    proposal = asked(content)
    imported = take(content, in_zone(proposal, "Europe/London"))
    assert imported.refused == []
    for call in CALLS:
        for unit in call.units:
            told = reached(imported, call.id, unit.name)
            assert (told["committed"], told["available"]) == (unit.dispatched, unit.cleared)
    assert any(each.startswith("zone") for each in proposal.unsure)
    assert any(each.startswith("priorities") for each in proposal.unsure)
    assert proposal.lacks == ()


def test_day_first_times_decimal_commas_and_another_encoding_are_understood() -> None:
    content = call_rows_semicolon(CALLS)
    proposal = asked(content)
    assert proposal.delimiter == ";"
    imported = take(content, in_zone(proposal, "Europe/London"))
    assert imported.refused == []
    assert imported.report.accepted == len(CALLS)
    claim = next(
        each for each in imported.claims if getattr(each.command, "call", "") == CALLS[0].id
    )
    assert claim.occurred_at == CALLS[0].received
    assert claim.command.place.point is not None  # type: ignore[union-attr]
    assert kinds(imported)["RecordCallEnd"] == len(CALLS)


def test_a_page_of_looks_is_taken_for_one() -> None:
    proposal = asked(PAGE_FILE)
    imported = take(PAGE_FILE, in_zone(proposal, "Europe/London"))
    assert imported.report.standing is not None
    assert kinds(imported)["RecordUnlisted"] > 10


def test_a_feed_is_taken_for_a_look() -> None:
    content = feed_xml(CALLS, BEGIN)
    imported = take(content, asked(content).mapping)
    assert kinds(imported)["RecordCall"] == len(CALLS)


SHAPES = {
    "real-time 911": (
        "Address,Type,Datetime,Latitude,Longitude,Report Location,Incident Number",
        "# Ropewalk,Aid Response,01/02/2026 09:##:00 PM +0000,47.6#,-122.3#,"
        "\"(47.6#, -122.3#)\",F26000#",
        {"RecordCall": 30},
        ("units",),
    ),
    "fire dispatch without units": (
        "STARFIRE_INCIDENT_ID,INCIDENT_DATETIME,ALARM_BOX_BOROUGH,INCIDENT_CLASSIFICATION,"
        "INCIDENT_CLASSIFICATION_GROUP,FIRST_ASSIGNMENT_DATETIME,FIRST_ACTIVATION_DATETIME,"
        "FIRST_ON_SCENE_DATETIME,INCIDENT_CLOSE_DATETIME",
        "26000#,01/02/2026 09:##:00 PM,QUAY,Alarm System,Medical,01/02/2026 09:##:10 PM,"
        "01/02/2026 09:##:20 PM,01/02/2026 09:##:40 PM,01/02/2026 10:##:00 PM",
        {"RecordCall": 30, "RecordCallTime": 90, "RecordCallEnd": 30},
        ("units", "where"),
    ),
    "medical dispatch": (
        "CAD_INCIDENT_ID,INCIDENT_DATETIME,INITIAL_CALL_TYPE,INITIAL_SEVERITY_LEVEL_CODE,"
        "FINAL_CALL_TYPE,FINAL_SEVERITY_LEVEL_CODE,FIRST_ASSIGNMENT_DATETIME,"
        "FIRST_ON_SCENE_DATETIME,FIRST_TO_HOSP_DATETIME,FIRST_HOSP_ARRIVAL_DATETIME,"
        "INCIDENT_CLOSE_DATETIME,INCIDENT_DISPOSITION_CODE,BOROUGH",
        "26000#,2026-01-02T09:##:00.000,SICK,6,SICK,4,2026-01-02T09:##:10.000,"
        "2026-01-02T09:##:20.000,2026-01-02T09:##:30.000,2026-01-02T09:##:40.000,"
        "2026-01-02T10:##:00.000,82,QUAY",
        {"RecordCall": 30, "RecordCallTime": 120, "RecordCallEnd": 30},
        ("units",),
    ),
    "calls for service": (
        "NOPD_Item,Type,TypeText,Priority,InitialType,MapX,MapY,TimeCreate,TimeDispatch,TimeArrive,"
        "TimeClosed,Disposition,DispositionText,Beat,BLOCK_ADDRESS,Zip,PoliceDistrict,Location",
        "A0#26,22A,AREA CHECK,1K,22A,3673#,52500#,01/02/2026 09:##:00 AM,01/02/2026 09:##:10 AM,"
        "01/02/2026 09:##:20 AM,01/02/2026 10:##:00 AM,NAT,Necessary Action Taken,2B02,"
        "0#XX Quay St,70119,2,POINT (-90.1# 29.9#)",
        {"RecordCall": 30, "RecordCallTime": 60, "RecordCallEnd": 30},
        ("units",),
    ),
    "primary unit times": (
        "ADDRESS_X,LATITUDE_X,LONGITUDE_X,AGENCY,CREATE_TIME_INCIDENT,DISPOSITION_TEXT,EVENT_NUMBER,"
        "INCIDENT_TYPE_ID,INCIDENT_TYPE_DESC,NEIGHBORHOOD,ARRIVAL_TIME_PRIMARY_UNIT,BEAT,"
        "CLOSED_TIME_INCIDENT,DISPATCH_TIME_PRIMARY_UNIT",
        "#XX MILL ST,39.1#,-84.5#,QFD,01/02/2026 09:##:00 AM,MEDIC TRANSPORT,QFD26000#,6C1,"
        "DIFF BREATHING,HARBOR,01/02/2026 09:##:20 AM,ST5,01/02/2026 10:##:00 AM,"
        "01/02/2026 09:##:10 AM",
        {"RecordCall": 30, "RecordCallTime": 60, "RecordCallEnd": 30},
        ("units",),
    ),
    "date and time apart": (
        "event_no|call_date|call_time|nature|unit",
        "E#|02.01.2026|09:##|Flooding|P1",
        {"RecordCall": 30, "RecordUnit": 1, "RecordUnitMark": 30},
        ("where",),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(SHAPES))
def test_the_column_shapes_of_other_cities_are_understood(name: str) -> None:
    header, line, expected, lacking = SHAPES[name]
    content = rows(header, line)
    proposal = asked(content)
    imported = take(content, proposal.mapping)
    assert imported.refused == [], proposal.mapping
    assert imported.report.accepted == 30
    assert dict(kinds(imported)) == expected, proposal.mapping
    for word in lacking:
        assert any(word in each for each in proposal.lacks), proposal.lacks


def test_a_register_that_holds_no_calls_is_told_apart() -> None:
    proposal = asked(rows("Fleet No,Operational Status,Make,Model", "F#,ACTIVE,Anvil,Mk II"))
    assert any("time stamp" in each for each in proposal.lacks)
    load(proposal.mapping.encode())


def test_personal_columns_are_named_and_no_cell_is_shown() -> None:
    content = rows(
        "Call Number,Received,Caller Phone,Remarks,Type",
        "#,2026-01-02 09:##:00,0171 55#,Ms Quill waits,Fall",
    )
    proposal = asked(content)
    assert 'personal = ["Caller Phone", "Remarks"]' in proposal.mapping
    told = repr(proposal)
    assert "Quill" not in told
    assert "0171" not in told
    columns = {each.name: each for each in proposal.columns}
    assert columns["Received"].shapes == ("9999-99-99 99:99:99",)
    assert (columns["Type"].filled, columns["Type"].distinct) == (100, 1)


def test_day_and_month_that_could_be_swapped_are_asked_about() -> None:
    swapped = asked(rows("call_no,received,type", "#,01/02/2026 09:##:00,Fall"))
    assert any("swapped" in each for each in swapped.unsure)
    clear = asked(rows("call_no,received,type", "#,01/22/2026 09:##:00,Fall"))
    assert not any("swapped" in each for each in clear.unsure)


def test_an_empty_file_is_refused() -> None:
    for content in (b"", b"\n\n", b"{}", b"<a/>"):
        with pytest.raises(Malformed):
            asked(content)


def test_a_proposal_reads_a_file_it_was_not_made_from() -> None:
    proposal = asked(unit_rows_csv(CALLS[:20]))
    imported = read(io.BytesIO(unit_rows_csv(CALLS[20:])), load(proposal.mapping.encode()))
    assert imported.refused == []
