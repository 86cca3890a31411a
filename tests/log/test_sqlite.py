"""A town in a folder: one writer, many readers, and what a restart finds."""

import os
import shutil
import stat
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from tests.log.makings import MORNING, append, clock, entry, founded, numbers, town_of
from tocsin.log import (
    LogDamaged,
    NotATown,
    SeededEntropy,
    SimulatedClock,
    StorageUnknown,
    StoreStopped,
    TownIsOpen,
    backup,
    create_store,
    open_store,
)


def run_python(program: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Another process with the same package."""
    return subprocess.run(
        [sys.executable, "-c", program, *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_what_was_acknowledged_is_there_after_a_restart(tmp_path: Path) -> None:
    store = founded(tmp_path / "town")
    append(store, 1, 2)
    append(store, 3)
    head = store.head()
    store.close()
    again = open_store(tmp_path / "town", writer=True)
    assert numbers(again) == [1, 2, 3]
    assert again.head() == head
    assert again.find("c-3") == (3, 3)
    append(again, 4)
    again.close()


def test_a_second_writer_in_the_same_process_is_refused(tmp_path: Path) -> None:
    store = founded(tmp_path / "town")
    with pytest.raises(TownIsOpen, match=f"process {os.getpid()}"):
        open_store(tmp_path / "town", writer=True)
    append(store, 1)
    store.close()
    open_store(tmp_path / "town", writer=True).close()


def test_a_second_writer_in_another_process_is_refused(tmp_path: Path) -> None:
    store = founded(tmp_path / "town")
    answer = run_python(
        "import sys; from pathlib import Path; from tocsin.log import open_store;"
        "open_store(Path(sys.argv[1]), writer=True)",
        tmp_path / "town",
    )
    store.close()
    assert answer.returncode != 0
    assert f"TownIsOpen: {tmp_path / 'town'} is open for writing by process {os.getpid()}" in (
        answer.stderr
    )


def test_a_reader_in_another_process_sees_what_is_being_written(tmp_path: Path) -> None:
    store = founded(tmp_path / "town")
    append(store, 1)
    follower = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sys; from pathlib import Path; from tocsin.log import open_store\n"
            "store = open_store(Path(sys.argv[1]), writer=False)\n"
            "for record in store.follow(0, wait_s=30):\n"
            "    print(record.position, flush=True)\n"
            "    if record.position == 3: break\n",
            str(tmp_path / "town"),
        ],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert follower.stdout is not None
    assert follower.stdout.readline() == "1\n"
    append(store, 2)
    append(store, 3)
    assert follower.communicate(timeout=30)[0] == "2\n3\n"
    store.close()


def test_a_reader_does_not_write(tmp_path: Path) -> None:
    town_of(tmp_path / "town", 1)
    reader = open_store(tmp_path / "town", writer=False)
    with pytest.raises(StoreStopped, match="read only"):
        reader.append([entry(2)], after=1, recorded_at=MORNING)
    with pytest.raises(StoreStopped, match="read only"):
        reader.save_snapshot("fold", 1, b"")
    assert numbers(reader) == [1]
    reader.close()


def test_nobody_else_may_look_into_the_folder(tmp_path: Path) -> None:
    store = founded(tmp_path / "town")
    store.keys.seal("person/p-1", "text")
    append(store, 1)
    store.blobs.put("incident/HB-1", "text/plain", b"text")
    store.save_snapshot("fold", 1, b"picture")
    store.keys.forget("person/p-1")
    for path in [tmp_path / "town", *(tmp_path / "town").rglob("*")]:
        open_to_others = stat.S_IMODE(path.stat().st_mode) & 0o077
        assert open_to_others == 0, path
    store.close()


def test_a_folder_that_is_no_town_is_named_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(NotATown, match="holds no log"):
        open_store(tmp_path, writer=True)
    (tmp_path / "letter.txt").write_text("not empty")
    with pytest.raises(NotATown, match="not empty"):
        create_store(tmp_path, name="Harbour", code="HB")
    with pytest.raises(ValueError, match="two to four capital letters"):
        create_store(tmp_path / "new", name="Harbour", code="harbour")


def test_a_backup_is_not_written_on(tmp_path: Path) -> None:
    backup(town_of(tmp_path / "town", 1), tmp_path / "backup")
    with pytest.raises(NotATown, match="restore it"):
        open_store(tmp_path / "backup", writer=True)


def test_the_clock_begins_where_the_log_ended(tmp_path: Path) -> None:
    store = founded(tmp_path / "town")
    store.append([entry(1)], after=0, recorded_at=MORNING + timedelta(hours=2))
    store.close()
    set_back = SimulatedClock(MORNING)
    again = open_store(tmp_path / "town", writer=True, clock=set_back)
    assert set_back.now() == MORNING + timedelta(hours=2)
    again.append([entry(2)], after=1, recorded_at=set_back.now())
    again.close()


def test_a_log_that_is_swapped_while_open_is_not_written_on(tmp_path: Path) -> None:
    town = tmp_path / "town"
    store = founded(town)
    append(store, 1)
    shutil.copy(town / "log.sqlite", town / "older")
    append(store, 2)
    (town / "older").replace(town / "log.sqlite")
    with pytest.raises(StorageUnknown, match="replaced while open"):
        append(store, 3)
    with pytest.raises(StoreStopped):
        append(store, 3)
    store.close()


def test_a_lost_key_store_stops_intake_and_its_return_starts_it(tmp_path: Path) -> None:
    town = tmp_path / "town"
    store = founded(town)
    store.keys.seal("incident/HB-1", "first")
    append(store, 1)
    (town / "keys.sqlite").rename(town / "away")
    with pytest.raises(StorageUnknown, match=r"keys\.sqlite"):
        store.keys.seal("incident/HB-2", "second")
    (town / "away").rename(town / "keys.sqlite")
    store.keys.seal("incident/HB-2", "second")
    store.recover()
    append(store, 2)
    assert numbers(store) == [1, 2]
    store.close()


def test_the_wrong_signing_key_is_noticed_before_anything_is_served(tmp_path: Path) -> None:
    town_of(tmp_path / "town", 1)
    other = create_store(
        tmp_path / "other", name="Other", code="OT", clock=clock(), entropy=SeededEntropy(9)
    )
    other.close()
    shutil.copy(tmp_path / "other" / "signing.pem", tmp_path / "town" / "signing.pem")
    with pytest.raises(LogDamaged, match="signing key"):
        open_store(tmp_path / "town", writer=True)


def test_a_log_of_a_later_format_is_refused_with_the_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    town_of(tmp_path / "town", 1)
    monkeypatch.setattr("tocsin.log.reader.FORMAT", 0)
    with pytest.raises(NotATown, match="upgrade"):
        open_store(tmp_path / "town", writer=True)
