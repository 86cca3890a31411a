"""A town's folder whose side files are damaged: one sentence, and looking goes on where it can."""

import sqlite3
from pathlib import Path

import pytest

from tests.app.test_cli import as_json, said
from tests.forked.calls import run

pytestmark = pytest.mark.full
"""Every call is a process of its own."""

PASSWORD = {"TOCSIN_NEW_PASSWORD": "four plain words together"}


def town_with_an_archive(folder: Path) -> Path:
    assert run("init", str(folder), "--name", "Port Ellery").returncode == 0
    lines = (
        b'C fire P1 @mill lane 14 "smoke\nCL . "false alarm\n'
        b'C fire P2 @quay 3 "bin\nCL . "false alarm\n'
    )
    assert run("do", str(folder), "-", stdin=lines).returncode == 0
    for each in found(folder):
        fields = '{"incident": "' + each + '"}'
        order = ("do", str(folder), "--command", "ArchiveIncident", "--fields", fields)
        assert run(*order).returncode == 0
    return folder


def found(folder: Path) -> list[str]:
    listed = as_json(run("search", str(folder), "--json"))["incidents"]
    assert isinstance(listed, list)
    return sorted(each["id"] for each in listed)


@pytest.mark.parametrize("content", [b"", b"no database at all" * 100])
def test_looking_goes_on_where_the_archive_is_damaged(tmp_path: Path, content: bytes) -> None:
    town = town_with_an_archive(tmp_path / "ellery")
    before = found(town)
    assert len(before) == 2
    (town / "archive.sqlite").write_bytes(content)
    for each in ("", "-wal", "-shm"):
        if each:
            (town / f"archive.sqlite{each}").unlink(missing_ok=True)
    assert found(town) == before
    done = run("measure", str(town), "response-times")
    assert (done.returncode, "Traceback" in said(done)) == (0, False)
    checked = run("verify", str(town))
    assert checked.returncode == 1
    assert "made again from the log" in said(checked)
    assert run("do", str(town), 'NS quay "Quay').returncode == 0
    assert run("verify", str(town)).returncode == 0
    assert found(town) == before


def test_a_matter_that_was_altered_in_the_archive_is_told_from_the_log(tmp_path: Path) -> None:
    town = town_with_an_archive(tmp_path / "ellery")
    whole = as_json(run("search", str(town), "--json"))
    assert run("verify", str(town)).returncode == 0
    database = sqlite3.connect(town / "archive.sqlite")
    database.execute("UPDATE shelved SET content = CAST('a lie' AS BLOB)")
    database.commit()
    database.close()
    assert as_json(run("search", str(town), "--json")) == whole
    assert run("show", str(town), found(town)[0]).returncode == 0
    assert run("verify", str(town)).returncode == 1


@pytest.mark.parametrize("spoilt", ["{", '{"PE-p-first": {"salt": "AA=", "hash": "x"}}', "[]"])
def test_nobody_gets_in_where_the_password_file_is_damaged(tmp_path: Path, spoilt: str) -> None:
    town = tmp_path / "ellery"
    run("init", str(town), "--name", "Port Ellery", "--officer", "ada")
    assert run("user", "password", str(town), "ada", env=PASSWORD).returncode == 0
    (town / "credentials.json").write_text(spoilt)
    password = {"TOCSIN_PASSWORD": "four plain words together"}
    done = run("do", str(town), 'NS quay "Quay', env=password)
    assert done.returncode == 7
    assert "newest backup" in said(done)
    assert run("show", str(town)).returncode == 0


def test_a_damaged_table_of_the_log_is_told_in_one_sentence(tmp_path: Path) -> None:
    town = tmp_path / "ellery"
    run("init", str(town), "--name", "Port Ellery")
    content = (town / "log.sqlite").read_bytes()
    spoilt = content.replace(b"CREATE TABLE segment", b"CREATE TABLE \xcc\xffgment")
    assert spoilt != content
    (town / "log.sqlite").write_bytes(spoilt)
    for verb, code in (("verify", 1), ("show", 7)):
        done = run(verb, str(town))
        assert (done.returncode, "Traceback" in said(done)) == (code, False)


def test_the_measures_there_are_come_as_json_too(tmp_path: Path) -> None:
    town = tmp_path / "ellery"
    run("init", str(town), "--name", "Port Ellery")
    listed = as_json(run("measure", str(town), "--json"))["measures"]
    assert isinstance(listed, list)
    assert {"response-times", "shared-incidents"} <= {each["measure"] for each in listed}
