"""`tocsin retention`: adopt, look, destroy, show what was destroyed; beside a served town too."""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.app.test_cli import as_json, master, said, town
from tests.forked.calls import run
from tests.jurisdiction import towns
from tests.jurisdiction.aged import adopt, lived, over, record_class
from tocsin.app.outcome import Exit
from tocsin.app.wiring import opened
from tocsin.log import SimulatedClock

__all__ = ["master", "town"]

pytestmark = pytest.mark.full

SCHEDULE = """
backups_days = 35
[[classes]]
name = "fires"
covers = "incident"
types = ["fire"]
keep_days = 2555
ground = "no_longer_needed"
authority = "Records Act 12 §3"
disposal = "person"
[[classes]]
name = "rest"
covers = "incident"
keep_days = 1095
ground = "no_longer_needed"
authority = "Records Act 12 §1"
disposal = "clock"
"""


def written(folder: Path, text: str = SCHEDULE, name: str = "schedule.toml") -> str:
    path = folder / name
    path.write_text(text)
    return str(path)


def old_fire(town: Path) -> str:
    """A fire of 2018, written down now and archived."""
    line = 'C fire P2 @"mill lane 14" "ask for Zebulon"'
    done = run("do", str(town), line, "--at", "2018-03-04T10:00Z", "--json")
    incident = next(each for each in json.loads(done.stdout)["subjects"] if "-1803" in str(each))
    fields = {"incident": incident, "disposition": "out"}
    close = ("--command", "CloseIncident", "--at", "2018-03-04T12:00Z", "--fields")
    assert run("do", str(town), *close, json.dumps(fields)).returncode == 0
    archive = ("--command", "ArchiveIncident", "--fields", json.dumps({"incident": incident}))
    assert run("do", str(town), *archive).returncode == 0
    return str(incident)


def test_a_schedule_is_adopted_shown_carried_out_and_certified(town: Path, tmp_path: Path) -> None:
    incident = old_fire(town)
    nothing = run("retention", "show", str(town))
    assert b"every record is kept for ever" in nothing.stdout
    adopted = run("retention", "adopt", str(town), written(tmp_path))
    assert adopted.returncode == 0, said(adopted)
    page = json.loads(run("retention", "show", str(town), "--json").stdout)
    fires, rest = page["classes"]
    assert (fires["records"], fires["due"], rest["records"]) == (1, 1, 0)
    assert incident.encode() in run("retention", "due", str(town)).stdout
    by_clock = run("retention", "dispose", str(town), "--yes")
    assert b"Nothing is due by the clock" in by_clock.stdout
    assert b"Zebulon" in run("show", str(town), incident).stdout
    gone = run("retention", "dispose", str(town), "--class", "fires", "--yes", "--json")
    (run_of,) = json.loads(gone.stdout)["destructions"]
    assert run_of["records"] == 1
    assert b"Zebulon" not in run("show", str(town), incident).stdout
    told = run("retention", "record", str(town), str(run_of["id"])).stdout
    assert f"incident/{incident}".encode() in told
    assert "Records Act 12 §3".encode() in told
    assert b"Nothing is due." in run("retention", "due", str(town)).stdout


def test_a_served_town_destroys_what_a_person_orders_from_the_command_line(
    town: Path, tmp_path: Path
) -> None:
    incident = old_fire(town)
    assert run("retention", "adopt", str(town), written(tmp_path)).returncode == 0
    served = [sys.executable, "-m", "tocsin.app.cli", "serve", str(town), "--port", "0", "--json"]
    with subprocess.Popen(served, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            assert process.stdout.readline(), "it is served"
            gone = run("retention", "dispose", str(town), "--class", "fires", "--json")
            (destroyed,) = json.loads(gone.stdout)["destructions"]
            assert destroyed["records"] == 1
            assert b"Zebulon" not in run("show", str(town), incident).stdout
        finally:
            process.terminate()
            process.wait(30)


def test_after_a_rest_nothing_goes_until_the_date_is_confirmed_and_then_it_is_announced(
    tmp_path: Path,
) -> None:
    """A town that was last used a hundred days ago: its record fell due in between."""
    clock = SimulatedClock(datetime.now(UTC) - timedelta(days=100))
    town = towns.founded(tmp_path / "town", clock)
    with opened(town, clock) as running:
        adopt(running, record_class("all", 30))
        incident = over(running, clock, "a", summary="ask for Zebulon")
        lived(running, clock, 2)
    first = run("retention", "dispose", str(town), "--yes")
    assert b"The clock leapt: nothing was recorded from" in first.stdout, said(first)
    assert run("doctor", str(town)).returncode != 0
    assert (
        b"Nothing is destroyed until somebody confirms"
        in run("retention", "show", str(town)).stdout
    )
    refused = run("retention", "dispose", str(town), "--class", "all", "--yes")
    assert (refused.returncode, "tocsin retention confirm" in said(refused)) == (Exit.refused, True)
    assert run("retention", "confirm", str(town)).returncode == 0
    told = run("retention", "dispose", str(town), "--yes").stdout
    assert b"notice: not before" in told
    for _ in range(2):
        assert b"Nothing is due by the clock." in run("retention", "dispose", str(town)).stdout
    assert b"1 records of all, due by" in run("retention", "show", str(town)).stdout
    assert b"Zebulon" in run("show", str(town), incident).stdout
    now = run("retention", "dispose", str(town), "--class", "all", "--yes")
    assert b"1 records, 2 keys" in now.stdout
    assert b"Zebulon" not in run("show", str(town), incident).stdout


@pytest.mark.parametrize(
    ("text", "name", "told"),
    [
        (SCHEDULE.replace("1095", '"x"'), "s.toml", "class 2 (rest), keep_days: expected"),
        (SCHEDULE.replace("keep_days = 1095", ""), "s.toml", "class 2 (rest): there must be"),
        (SCHEDULE.replace("disposal =", "disposed ="), "s.toml", "no field disposed"),
        ("[[", "s.toml", "is not TOML"),
        ("{", "s.json", "is not JSON"),
        ("{}", "s.json", "there must be a field classes"),
        ('{"classes": [7]}', "s.json", "class 1: expected"),
    ],
)
def test_what_is_wrong_in_a_schedule_is_said_with_its_place(
    town: Path, tmp_path: Path, text: str, name: str, told: str
) -> None:
    wrong = run("retention", "adopt", str(town), written(tmp_path, text, name))
    assert wrong.returncode == Exit.malformed
    assert told in said(wrong)
    assert len(said(wrong).splitlines()) == 1


def test_a_schedule_in_json_is_one_too(town: Path, tmp_path: Path) -> None:
    import tomllib

    text = json.dumps(tomllib.loads(SCHEDULE))
    done = run("retention", "adopt", str(town), written(tmp_path, text, "s.json"), "--json")
    assert done.returncode == 0, said(done)
    assert as_json(run("retention", "show", str(town), "--json"))["backups_days"] == 35


def test_a_destruction_that_there_is_not_is_said(town: Path) -> None:
    assert run("retention", "record", str(town), "PE-x1").returncode == Exit.usage
    assert run("retention", "due", str(town), "--within", "-1").returncode == Exit.usage


def until(is_so: Callable[[], bool]) -> None:
    """Wait until it is so; not for ever."""
    for _ in range(300):
        if is_so():
            return
        time.sleep(0.1)
    raise AssertionError("it never came to that")


def test_a_served_town_drops_the_passwords_of_people_who_are_forgotten(town: Path) -> None:
    """A process that serves forgets passwords as it finds people forgotten."""
    added = run("user", "add", str(town), "d7", "--role", "dispatcher", "--name", "Eve Holm")
    assert added.returncode == 0, said(added)
    secret = {"TOCSIN_NEW_PASSWORD": "four plain words together"}
    done = run("user", "password", str(town), "d7", env=secret)
    assert done.returncode == 0, said(done)
    passwords = town / "credentials.json"
    before = passwords.read_bytes()
    assert before != b"{}"
    person = next(
        each["id"]
        for each in json.loads(run("user", "list", str(town), "--json").stdout)["people"]
        if each["handle"] == "d7"
    )
    fields = json.dumps({"person": person, "ground": "objection"})
    forget = ("do", str(town), "--command", "ForgetPerson", "--fields", fields)
    assert run(*forget).returncode == 0
    assert passwords.read_bytes() == before
    served = [sys.executable, "-m", "tocsin.app.cli", "serve", str(town), "--port", "0", "--json"]
    with subprocess.Popen(served, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            assert process.stdout.readline(), "it is served"
            until(lambda: person.encode() not in passwords.read_bytes())
        finally:
            process.terminate()
            process.wait(30)
