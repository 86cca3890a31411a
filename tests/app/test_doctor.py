"""Each check finds the bad state it is for, made really; and a good town has no bad finding."""

import json
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.app.web.doors import serving
from tests.jurisdiction import towns
from tests.jurisdiction.aged import adopt, jumped, lived, over, record_class
from tocsin.app.cli import main
from tocsin.app.doctor import clock, disk, door, keys, machine, record, retention
from tocsin.app.doctor.finding import Finding, State
from tocsin.app.doctor.findings import examined
from tocsin.app.relay import SOCKET_FILE
from tocsin.app.wiring import found, opened
from tocsin.terms.kinds import LogKind


@pytest.fixture
def tmp_path(on_disk: Path) -> Path:
    return on_disk


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """A founded town."""
    folder = tmp_path / "town"
    found(folder, name="Port Ellery", code="PE", kind=LogKind.test)
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    """Every file but those that SQLite itself keeps beside a database that is being read."""
    files = [each for each in folder.iterdir() if each.is_file()]
    passing = ("-shm", "-wal")
    return {each.name: each.read_bytes() for each in files if not each.name.endswith(passing)}


def of(folder: Path, check: str) -> Finding:
    return next(each for each in examined(folder).findings if each.check == check)


def test_a_good_town_needs_nobody_now_and_is_left_as_it_was(town: Path) -> None:
    before = contents(town)
    report = examined(town)
    assert report.ok
    assert [each for each in report.findings if each.state is State.act] == []
    assert contents(town) == before
    assert all(each.do for each in report.findings if each.state is not State.ok)


def test_it_looks_beside_a_town_that_is_served(town: Path) -> None:
    with opened(town) as running, serving(running, town):
        assert examined(town).ok


def test_the_verb_says_it_in_words_and_as_json(
    town: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["doctor", str(town), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["ok"] is True
    assert {"check", "state", "says", "do"} == set(told["findings"][0])
    (town / "signing.pem").unlink()
    assert main(["doctor", str(town)]) == 1
    assert "! signing key" in capsys.readouterr().out
    assert main(["doctor", str(town / "nowhere")]) == 2


def test_a_changed_record_is_found(town: Path) -> None:
    log = town / "log.sqlite"
    whole = log.read_bytes()
    spot = whole.index(b"person_registered")
    log.write_bytes(whole[:spot] + b"q" + whole[spot + 1 :])
    assert of(town, "log").state is State.act


def test_a_cut_tail_is_found_by_the_mark(town: Path, tmp_path: Path) -> None:
    old = tmp_path / "old"
    shutil.copytree(town, old)
    assert main(["do", str(town), 'NS quay "Quay Street']) == 0
    for name in ("log.sqlite", "log.sqlite-wal", "log.sqlite-shm"):
        (town / name).unlink(missing_ok=True)
    shutil.copy(old / "log.sqlite", town / "log.sqlite")
    assert of(town, "log").state is State.act


def test_the_key_of_another_town_is_found(town: Path, tmp_path: Path) -> None:
    found(tmp_path / "other", name="Kittwick", code="KW", kind=LogKind.test)
    shutil.copy(tmp_path / "other" / "signing.pem", town / "signing.pem")
    assert of(town, "signing key").state is State.act


def test_missing_content_keys_are_found(town: Path) -> None:
    (town / "keys.sqlite").unlink()
    assert keys.content(town).state is State.act


def test_a_content_key_that_was_altered_is_found(town: Path) -> None:
    with closing(sqlite3.connect(town / "keys.sqlite", isolation_level=None)) as database:
        database.execute("INSERT INTO key VALUES ('person/x', X'00', X'00')")
    assert keys.content(town).state is State.act


def test_keys_that_others_can_read_are_found(town: Path) -> None:
    assert keys.rights(town).state is State.ok
    (town / "signing.pem").chmod(0o644)
    said = keys.rights(town)
    assert (said.state, "signing.pem" in said.says) == (State.act, True)


def test_a_clock_behind_the_log_is_found(town: Path) -> None:
    now = datetime.now(UTC)
    assert clock.against_log(town, now).state is State.ok
    assert clock.against_log(town, now - timedelta(hours=1)).state is State.act


def test_a_clock_far_ahead_of_the_log_is_found(town: Path) -> None:
    far = clock.against_log(town, datetime.now(UTC) + timedelta(days=3 * 365))
    assert (far.state, "1,095 days after" in far.says) == (State.look, True)


def test_what_is_announced_and_what_a_leap_stopped_is_said(tmp_path: Path) -> None:
    time = towns.clock()
    folder = towns.founded(tmp_path / "town", time)
    assert "kept for ever" in of(folder, "retention").says
    with opened(folder, time) as running:
        adopt(running, record_class("all", 30))
        assert retention.found(running.picture)[0].says == "no destruction is announced"
        over(running, time, "a")
        lived(running, time, 31)
        (told,) = retention.found(running.picture)
        assert (told.state, "what is due of all from 2026-04-03" in told.says) == (State.ok, True)
        jumped(running, time, 400)
    told = of(folder, "retention")
    assert (told.state, "tocsin retention confirm" in told.do) == (State.act, True)
    assert not examined(folder).ok


def test_a_clock_that_nobody_keeps_is_found() -> None:
    assert clock.disciplined(clock.STA_UNSYNC).state is State.look
    assert clock.disciplined(0x2001).state is State.ok
    assert clock.disciplined(None).state is State.ok


@pytest.mark.parametrize(
    ("kind", "state"), [("ext4", State.ok), ("tmpfs", State.act), ("nfs4", State.act)]
)
def test_a_disk_that_forgets_or_is_not_ours_is_found(
    tmp_path: Path, kind: str, state: State
) -> None:
    mounts = tmp_path / "mountinfo"
    mounts.write_text(
        "22 1 8:1 / / rw - ext4 /dev/sda1 rw\n"
        f"36 22 98:0 / {tmp_path} rw,noatime master:1 - {kind} none rw\n"
    )
    assert disk.kind(tmp_path, mounts).state is state


def test_a_full_disk_is_found(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(town)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=50_000_000))
    assert disk.room(town).state is State.act
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=900_000_000))
    assert disk.room(town).state is State.look


def test_versions_that_are_too_old_are_found() -> None:
    assert machine.versions((3, 11, 2), (3, 40, 1)).state is State.ok
    assert machine.versions((3, 10, 9), (3, 40, 1)).state is State.act
    assert machine.versions((3, 12, 0), (3, 30, 0)).state is State.act


def test_a_socket_that_nobody_listens_at_is_found(town: Path) -> None:
    assert door.examined(town)[0].state is State.ok
    (town / SOCKET_FILE).touch()
    assert door.examined(town)[0].state is State.look


def test_a_drill_that_is_long_ago_is_found(town: Path) -> None:
    now = datetime.now(UTC)
    assert record.drill(town, now).state is State.look
    note = town / record.DRILL_FILE
    note.write_text(json.dumps({"at": now.isoformat()}))
    assert record.drill(town, now).state is State.ok
    assert record.drill(town, now + timedelta(days=60)).state is State.look
    note.write_text("[]")
    assert record.drill(town, now).state is State.look


def test_a_mark_on_another_disk_is_praised(town: Path, tmp_path: Path) -> None:
    assert record.mark_place(town).state is State.look
    (tmp_path / "other-disk").mkdir()
    (town / "mark").rename(tmp_path / "other-disk" / "mark")
    (town / "mark").symlink_to(tmp_path / "other-disk" / "mark")
    assert record.mark_place(town).state is State.ok
