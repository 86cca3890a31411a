"""An incident in NERIS's names: every code is in its value sets, and what is lost is said."""

import csv
from datetime import timedelta
from pathlib import Path

import pytest

from tests.gateways.exports import BEGIN, UNIT_ROWS, take
from tests.gateways.test_cad_polls import recorded
from tocsin.gateways.cad_export.samples import sample_calls, unit_rows_csv
from tocsin.gateways.neris import Rendered, codes_of, default_codes, render
from tocsin.gateways.neris.codes import CodesMalformed
from tocsin.geo.places import Place, Point
from tocsin.operations.picture import Picture
from tocsin.operations.picture.incident import AgencyPart, Incident, Mark, Response
from tocsin.operations.picture.unit import Authority, Unit
from tocsin.terms.codes import Agency, Priority, UnitStatus

E1 = Unit("QU-E1", "E1", "engine", Authority("QU", "QU"))
LENT = Unit("HI-T9", "T9", "truck", Authority("HI", "QU"), agency_name="Hill Fire")
ENGINE = Response(
    "QU-E1",
    (
        Mark(UnitStatus.committed, BEGIN + timedelta(seconds=60)),
        Mark(UnitStatus.en_route, BEGIN + timedelta(seconds=120)),
        Mark(UnitStatus.on_scene, BEGIN + timedelta(seconds=300)),
        Mark(UnitStatus.available, BEGIN + timedelta(seconds=900)),
    ),
    ended_at=BEGIN + timedelta(seconds=900),
    outcome="cleared",
)
INCIDENT = Incident(
    id="QU-260302-0417",
    number="0417",
    opened_at=BEGIN,
    entered_at=BEGIN + timedelta(seconds=20),
    type="fire.chimney",
    priority=Priority.urgent,
    place=Place(label="Mill Street", point=Point(50_123_456, -4_100_000)),
    responses=(ENGINE,),
)


def rendered(incident: Incident, *units: Unit) -> Rendered:
    return render(
        incident, {each.id: each for each in units or (E1,)}, "FD24027000", default_codes()
    )


def changed(**fields: object) -> Incident:
    values = {name: getattr(INCIDENT, name) for name in Incident.__struct_fields__} | fields
    return Incident(**values)


def test_an_incident_has_its_type_times_and_place_in_the_names_of_the_modules() -> None:
    record = rendered(INCIDENT).record
    assert record["incident_neris_id"] == f"FD24027000:{int(BEGIN.timestamp() * 1000)}"
    assert record["incident_final_type"] == [["FIRE", "STRUCTURE_FIRE", "CHIMNEY_FIRE"]]
    assert record["incident_point"] == "50.123456, -4.100000"
    dispatch = record["dispatch"]
    assert isinstance(dispatch, dict)
    assert dispatch["dispatch_time_call_arrival"] == "2026-03-02T08:00:00+00:00"
    assert dispatch["dispatch_time_call_create"] == "2026-03-02T08:00:20+00:00"
    assert record["unit_response"] == [
        {
            "unit_id_reported": "E1",
            "time_dispatch": "2026-03-02T08:01:00+00:00",
            "time_enroute_to_scene": "2026-03-02T08:02:00+00:00",
            "time_on_scene": "2026-03-02T08:05:00+00:00",
            "time_unit_clear": "2026-03-02T08:15:00+00:00",
        }
    ]
    assert record["station_unit"] == [
        {"station_unit_id_1": "E1", "station_unit_capability": "ENGINE_STRUCT"}
    ]


def test_a_type_known_by_its_group_only_says_so_and_an_unknown_one_is_left_out() -> None:
    by_group = rendered(changed(type="medical.hiccups"))
    assert by_group.record["incident_final_type"] == [
        ["MEDICAL", "ILLNESS", "NO_APPROPRIATE_CHOICE"]
    ]
    assert any("only its group" in each for each in by_group.lost)
    unknown = rendered(changed(type="dragon.sighting"))
    assert unknown.record["incident_final_type"] == []
    assert any("dragon.sighting" in each for each in unknown.lost)


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"alarm_level": 2}, "alarm level"),
        ({"hazards": ("gas",)}, "hazards"),
        ({"attributes": {"district": "D1"}}, "slicing"),
        ({"entered_at": None}, "dispatch_time_call_create"),
        ({"place": Place()}, "incident_point"),
        ({"opened_after": BEGIN - timedelta(minutes=20)}, "interval"),
    ],
)
def test_what_has_no_place_there_is_said(fields: dict[str, object], says: str) -> None:
    assert any(says in each for each in rendered(changed(**fields)).lost)
    assert not any(says in each for each in rendered(INCIDENT).lost)


def test_a_lent_unit_is_aid_received_and_police_a_partner() -> None:
    both = changed(
        responses=(ENGINE, Response("HI-T9", ENGINE.marks)),
        agencies=(AgencyPart(Agency.fire), AgencyPart(Agency.police)),
    )
    record = rendered(both, E1, LENT).record
    assert record["incident_aid_direction"] == "RECEIVED"
    assert record["incident_aid_department_name"] == ["Hill Fire"]
    assert record["incident_aid_nonfd"] == ["LAW_ENFORCEMENT"]
    assert "incident_aid_direction" not in rendered(INCIDENT).record


def test_a_unit_cancelled_on_its_way_says_so() -> None:
    cancelled = Response(
        "QU-E1", ENGINE.marks[:2], BEGIN + timedelta(seconds=200), outcome="cancelled"
    )
    rows = rendered(changed(responses=(cancelled,))).record["unit_response"]
    assert isinstance(rows, list)
    assert isinstance(rows[0], dict)
    assert rows[0]["time_canceled_enroute"] == "2026-03-02T08:03:20+00:00"
    assert "time_on_scene" not in rows[0]


def test_a_town_extends_the_table_and_a_bad_table_is_refused() -> None:
    ours = codes_of(b'[types]\n"dragon.sighting" = "PUBSERV||OTHER||STANDBY"\n')
    both = default_codes().extended(ours)
    assert both.incident_type("dragon.sighting") == "PUBSERV||OTHER||STANDBY"
    assert both.incident_type("fire.chimney") == default_codes().incident_type("fire.chimney")
    for bad in (b"[types]\na = 1\n", b'[types]\na = "fire"\n', b"[kinds]\n", b"\xff"):
        with pytest.raises(CodesMalformed):
            codes_of(bad)


def test_incidents_that_were_imported_render_too() -> None:
    picture = recorded(Picture(), take(unit_rows_csv(sample_calls(3, 20, BEGIN)), UNIT_ROWS))
    units = {each.id: each for each in picture.units.values()}
    for incident in picture.incidents.values():
        found = render(incident, units, "FD24027000", default_codes())
        assert found.record["unit_response"]


def values(reference: Path, name: str, *columns: str) -> set[str]:
    path = reference / "standards" / "neris" / "value_sets" / f"{name}.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["active"] == "TRUE"]
    return {"||".join(row[each] for each in columns if row[each]) for row in rows}


def test_every_code_of_the_default_table_is_in_the_value_sets(reference: Path) -> None:
    codes = default_codes()
    types = values(reference, "type_incident", "value_1", "value_2", "value_3")
    assert set(codes.types.values()) <= types
    assert set(codes.units.values()) <= values(reference, "type_unit", "value")
    assert set(codes.no_action.values()) <= values(reference, "type_noaction", "value")
    assert set(codes.aid_nonfd.values()) <= values(reference, "type_aid_nonfd", "value")
    assert "RECEIVED" in values(reference, "type_aid_direction", "value")
    assert "SUPPORT_AID" in values(reference, "type_aid", "value")
    assert "FIRE||NO_SUCH_FIRE" not in types


def test_every_name_in_a_record_is_an_element_of_the_modules(reference: Path) -> None:
    names = {"dispatch", "station_unit"}  # the two modules a record is put together from
    for path in sorted((reference / "standards" / "neris" / "modules").rglob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            names |= {row["name"] for row in csv.DictReader(file)}

    def keys(value: object) -> set[str]:
        if isinstance(value, dict):
            return set(value).union(*(keys(each) for each in value.values()))
        if isinstance(value, list):
            return set().union(*(keys(each) for each in value))
        return set()

    both = changed(
        responses=(ENGINE, Response("HI-T9", ENGINE.marks, destination="St Brannock")),
        agencies=(AgencyPart(Agency.police),),
        disposition="cancelled",
        closed_at=BEGIN + timedelta(hours=1),
    )
    assert keys(rendered(both, E1, LENT).record) - names == set()
