import csv
import io
import json
from pathlib import Path

from tests.app.web.doors import Opened, open_door


def test_what_goes_out_is_what_the_asker_sees_whole(door: Opened) -> None:
    incident = door.open_incident(type="fire.export", place={"label": "=cmd|' /C calc'!A0"})
    got = door.ask("GET", "/v1/export?format=csv")
    assert got.headers["content-type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(got.body.decode())))
    row = next(each for each in rows if each["call"] == incident.removeprefix("PE-"))
    assert row["type"] == "fire.export"
    assert not any(
        value.startswith(("=", "+", "-", "@")) for each in rows for value in each.values()
    )
    lines = door.ask("GET", "/v1/export?format=ndjson").body.splitlines()
    assert incident in [json.loads(each)["id"] for each in lines]
    observer = door.let_in("observer")
    refused = door.ask("GET", "/v1/export?format=csv", token=observer)
    assert (refused.status, refused.code) == (403, "sees_too_little")
    assert door.ask("GET", "/v1/export?format=pdf").status == 400


def test_measures_are_of_what_the_asker_sees(door: Opened) -> None:
    door.open_incident()
    got = door.ask("GET", "/v1/measures/volume")
    assert got.status == 200, got
    assert got.json["left_out"] == 0
    assert door.ask("GET", "/v1/measures/volume?by=nonsense").status == 400
    assert door.ask("GET", "/v1/measures/nonsense").status == 404


def test_what_one_door_gives_out_another_takes_in_and_takes_in_once(
    door: Opened, tmp_path: Path
) -> None:
    door.open_incident(type="fire.chimney")
    table = door.ask("GET", "/v1/export?format=csv").body
    rows = len(list(csv.DictReader(io.StringIO(table.decode()))))
    with open_door(tmp_path / "town") as other:
        chief = other.let_in("chief")
        csv_of = {"Content-Type": "text/csv"}
        path, before = "/v1/import?mapping=tocsin", other.town.position
        assert other.ask("POST", path, table, token=chief, headers=csv_of).status == 403
        assert other.town.position == before, "no refusal stands in the importer's way"
        token = other.let_in("importer")
        facts = imported(other, table, token)
        assert facts["new"] >= rows
        assert len(other.town.picture.incidents) == rows
        assert imported(other, table, token)["new"] == 0


def imported(door: Opened, table: bytes, token: str) -> dict[str, int]:
    csv_of = {"Content-Type": "text/csv"}
    got = door.ask("POST", "/v1/import?mapping=tocsin", table, token=token, headers=csv_of)
    assert got.status == 200, got
    facts = got.json["facts"]
    assert isinstance(facts, dict)
    return facts


def test_what_is_no_export_is_told_without_a_path_of_this_machine(door: Opened) -> None:
    importer = door.let_in("importer")
    csv_of = {"Content-Type": "text/csv"}
    body = b"not,a,file\n1,2,3\n"
    got = door.ask("POST", "/v1/import?mapping=tocsin", body, token=importer, headers=csv_of)
    assert (got.status, got.code) == (400, "malformed")
    assert "/" not in str(got.json["detail"])
    strange = door.ask("POST", "/v1/import?mapping=x", body, token=importer, headers=csv_of)
    assert (strange.status, strange.json["where"]) == (400, "mapping")
