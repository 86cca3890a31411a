"""`tocsin forget` leaves nothing that opens; `tocsin export` gives out what may leave the house."""

import json
from pathlib import Path

import pytest

from tests.app.test_cli import as_json, fire, master, records, said, town
from tests.forked.calls import run
from tocsin.app.outcome import Exit

__all__ = ["master", "town"]

pytestmark = pytest.mark.full

SECRET = b"Zebulon Quark"


def closed(town: Path) -> tuple[str, str]:
    """An incident taken as a call, opened and closed again; answers its id and its report's."""
    lines = f'CALL fire @mill lane 14 "smoke\nWHO 01632 960011 "{SECRET.decode()}\nOPEN\n'
    answers = run("do", str(town), "-", "--json", stdin=lines.encode()).stdout.splitlines()
    (report,) = json.loads(answers[0])["subjects"]
    (incident,) = set(json.loads(answers[2])["subjects"]) - {report}
    assert run("do", str(town), f'CL {incident} "false alarm').returncode == 0
    return incident, report


def files(town: Path) -> list[Path]:
    """Every file of a town's folder."""
    return [file for file in town.rglob("*") if file.is_file()]


def test_a_forgotten_person_has_no_name_no_key_and_no_password(town: Path) -> None:
    assert run("user", "add", str(town), "bo", "--name", SECRET.decode()).returncode == 0
    env = {"TOCSIN_NEW_PASSWORD": "correct horse battery"}
    assert run("user", "password", str(town), "bo", env=env).returncode == 0
    person = as_json(run("show", str(town), "bo", "--json"))
    assert SECRET.decode() in json.dumps(person)
    done = run("forget", str(town), "person", "bo", "--because", "objection", "--json")
    assert as_json(done)["keys_destroyed"] == [f"person/{person['id']}"]
    assert SECRET not in run("show", str(town), str(person["id"])).stdout
    assert str(person["id"]) not in (town / "credentials.json").read_text()
    assert records(town) > 0


def test_a_forgotten_incident_takes_its_reports_and_attachments_along(
    town: Path, tmp_path: Path
) -> None:
    incident, report = closed(town)
    photo = tmp_path / "photo.png"
    photo.write_bytes(b"\x89PNG\r\n\x1a\n" + SECRET)
    attached = as_json(run("attach", str(town), incident, str(photo), "--json"))
    back = tmp_path / "back.png"
    digest = str(attached["digest"])
    assert run("attach", str(town), digest, str(back), "--get").returncode == 0
    assert back.read_bytes() == photo.read_bytes()
    done = as_json(run("forget", str(town), incident, "--ground", "legal_duty", "--json"))
    assert done["attachments_removed"] == 1
    owners = done["keys_destroyed"]
    assert isinstance(owners, list)
    assert owners[0] == f"incident/{incident}"
    assert owners[1] == f"report/{report}"
    assert b"smoke" not in run("show", str(town), incident).stdout
    gone = run("attach", str(town), digest, str(tmp_path / "again.png"), "--get")
    assert gone.returncode != 0
    assert len(said(gone).splitlines()) == 1
    assert not (tmp_path / "again.png").exists()


def test_no_byte_of_what_was_sealed_is_readable_in_the_folder_before_or_after(town: Path) -> None:
    incident, report = closed(town)
    assert SECRET in run("show", str(town), report).stdout
    assert not [file for file in files(town) if SECRET in file.read_bytes()]
    assert run("forget", str(town), incident, "--ground", "objection").returncode == 0
    assert SECRET not in run("show", str(town), report).stdout
    assert not [file for file in files(town) if SECRET in file.read_bytes()]
    clear = town / "clear.txt"
    clear.write_bytes(b"somebody wrote down " + SECRET)
    assert [file for file in files(town) if SECRET in file.read_bytes()] == [clear]


def test_to_forget_again_is_no_error_and_says_the_same(town: Path) -> None:
    incident, _ = closed(town)
    for _ in range(2):
        done = run("forget", str(town), "incident", incident, "--ground", "objection", "--json")
        assert done.returncode == 0
        assert f"incident/{incident}" in as_json(done)["keys_destroyed"]  # type: ignore[operator]


def test_what_people_still_act_on_is_not_forgotten(town: Path) -> None:
    done = run("forget", str(town), fire(town), "--ground", "objection")
    assert done.returncode == Exit.refused
    assert "Close it first" in said(done)
    last = run("forget", str(town), "chief", "--ground", "objection", "--json")
    assert last.returncode == Exit.refused
    assert as_json(last)["code"] == "last_administrator"


def test_a_slip_of_the_fingers_does_not_look_like_success(town: Path) -> None:
    done = run("forget", str(town), "subject", "report/PE-r0000000000", "--ground", "objection")
    assert done.returncode == Exit.usage
    assert "nothing was ever sealed" in said(done)


def test_a_table_of_unit_rows_holds_no_sealed_word(town: Path) -> None:
    assert run("do", str(town), f'Y {fire(town)} "{SECRET.decode()}').returncode == 0
    assert run("do", str(town), f"DE E1 {fire(town)}").returncode == 0
    done = run("export", str(town), "--format", "csv")
    header, *rows = done.stdout.decode().splitlines()
    assert header.startswith("call,number,type")
    assert [row.split(",")[2] for row in rows] == ["fire.unspecified"]
    assert b"mill lane" not in done.stdout


def test_an_export_goes_to_a_new_file_and_never_over_an_old_one(town: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    words = ["export", str(town), "--format", "json", "--out", str(out), "--json"]
    assert as_json(run(*words))["incidents"] == 1
    assert json.loads(out.read_text())["place"]["words"] == "mill lane 14"
    again = run(*words)
    assert again.returncode == Exit.usage
    assert as_json(again)["error"] == "usage"


def test_an_export_holds_what_its_officer_may_see_and_says_what_it_leaves_out(town: Path) -> None:
    assert run("user", "add", str(town), "cal", "--role", "crew").returncode == 0
    done = run("export", str(town), "--format", "json", "--as", "cal")
    assert done.returncode == 0, said(done)
    assert done.stdout == b"", "a crew sees of an incident what it works on"
    assert b"1 more" in done.stderr
    assert b"mill lane" in run("export", str(town), "--format", "json").stdout, "the control"
    assert run("export", str(town), "--as", "nobody").returncode == Exit.usage


def test_a_neris_export_says_what_is_lost(town: Path) -> None:
    done = run("export", str(town), "--format", "neris", "--department", "FD12345678")
    found = json.loads(done.stdout)
    assert found["record"]["fd_neris_id"] == "FD12345678"
    assert any("priority" in each for each in found["lost"])


@pytest.mark.parametrize("name", ["notes.exe", "notes.html"])
def test_a_file_of_a_kind_that_runs_something_is_not_taken(
    town: Path, tmp_path: Path, name: str
) -> None:
    (tmp_path / name).write_text("x")
    done = run("attach", str(town), fire(town), str(tmp_path / name))
    assert done.returncode == Exit.malformed
    assert "is not taken" in said(done)
    lying = tmp_path / "photo.png"
    lying.write_text("no picture")
    assert run("attach", str(town), fire(town), str(lying)).returncode == Exit.malformed
    assert not list(town.glob("blobs/??/*"))
