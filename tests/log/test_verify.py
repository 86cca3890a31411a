"""The full check: what it counts, what it finds, and that it may run beside a busy town."""

import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.log.makings import append, founded, town_of
from tocsin.log import LogDamaged, NotATown, backup, open_store, verify


def altered(town: Path, statement: str) -> Path:
    """The town after a statement that no program of ours would run."""
    database = sqlite3.connect(town / "log.sqlite")
    database.execute(statement)
    database.commit()
    database.close()
    return town


def test_a_sound_town_is_said_to_be_sound(tmp_path: Path) -> None:
    verified = verify(town_of(tmp_path / "town", commits=5, each=4))
    assert (verified.ok, verified.events, verified.first_bad_position) == (True, 20, None)
    assert verified.events_per_s > 0


@pytest.mark.parametrize(
    ("statement", "position", "what"),
    [
        (
            "UPDATE record SET body = CAST(replace(body, 'o-17', 'o-18') AS BLOB)"
            " WHERE position = 7",
            7,
            "record",
        ),
        ("UPDATE record SET hash = zeroblob(32) WHERE position = 7", 7, "record"),
        ("UPDATE record SET signature = zeroblob(64) WHERE position = 6", 7, "record"),
        ("UPDATE record SET signature = NULL WHERE position = 6", 7, "record"),
        ("UPDATE record SET signature = NULL WHERE position = 12", 12, "not a head"),
        ("DELETE FROM record WHERE position = 7", 7, "missing"),
        ("DELETE FROM record WHERE position > 8", 9, "index"),
        ("DELETE FROM record WHERE position > 7", 8, "index"),
        ("UPDATE command SET command_id = 'x' WHERE first = 7", 7, "index"),
        ("DELETE FROM command WHERE first = 7", 7, "index"),
        ("INSERT INTO command VALUES (99, 99, 'smuggled')", 13, "index"),
        ("UPDATE command SET last = 13 WHERE first = 12", 13, "index"),
        ("DELETE FROM header", 0, "header"),
        ("INSERT INTO record VALUES (13, zeroblob(32), x'7b7d', zeroblob(64))", 13, "record"),
    ],
)
def test_what_was_altered_is_named_with_its_position(
    tmp_path: Path, statement: str, position: int, what: str
) -> None:
    town = altered(town_of(tmp_path / "town", commits=6, each=2), statement)
    verified = verify(town)
    assert (verified.ok, verified.first_bad_position) == (False, position)
    assert what in (verified.what or "")
    with pytest.raises(LogDamaged) as damage:
        open_store(town, writer=True)
    assert damage.value.position == position


def test_a_damaged_attachment_is_named(tmp_path: Path) -> None:
    store = founded(tmp_path / "town")
    blob = store.blobs.put("incident/HB-1", "text/plain", b"plan")
    store.close()
    path = tmp_path / "town" / "blobs" / blob.digest[:2] / blob.digest
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    assert blob.digest in (verify(tmp_path / "town").what or "")
    again = open_store(tmp_path / "town", writer=True)
    with pytest.raises(LogDamaged, match=blob.digest):
        again.blobs.get(blob)
    again.close()


@pytest.mark.full
def test_a_town_is_verified_from_another_process_while_it_is_written(tmp_path: Path) -> None:
    store = founded(tmp_path / "town")
    append(store, 1)
    stop = threading.Event()

    def keep_busy() -> None:
        number = 2
        while not stop.is_set():
            append(store, number, number + 1)
            number += 2

    busy = threading.Thread(target=keep_busy)
    busy.start()
    try:
        for _ in range(5):
            answer = subprocess.run(
                [
                    sys.executable,
                    "-c",
                    "import sys; from pathlib import Path; from tocsin.log import verify;"
                    "print(verify(Path(sys.argv[1])))",
                    str(tmp_path / "town"),
                ],
                capture_output=True,
                text=True,
                timeout=60,
                check=True,
            )
            assert answer.stdout.startswith("Verified(ok=True, events="), answer.stdout
    finally:
        stop.set()
        busy.join()
        store.close()


def test_a_folder_without_a_log_is_not_called_damaged(tmp_path: Path) -> None:
    town = town_of(tmp_path / "town", 1)
    (town / "log.sqlite").unlink()
    with pytest.raises(NotATown):
        verify(town)


def test_a_file_slipped_into_a_backup_is_found(tmp_path: Path) -> None:
    backup(town_of(tmp_path / "town", 1), tmp_path / "backup")
    assert verify(tmp_path / "backup").ok
    (tmp_path / "backup" / "blobs").mkdir()
    (tmp_path / "backup" / "blobs" / "letter").write_text("from nobody")
    assert "letter" in (verify(tmp_path / "backup").what or "")


@pytest.mark.parametrize("content", [b"no key at all", None])
def test_a_signing_key_that_could_sign_nothing_is_found_before_it_is_needed(
    tmp_path: Path, content: bytes | None
) -> None:
    town = town_of(tmp_path / "town", commits=2, each=2)
    assert verify(town).ok
    founded(tmp_path / "other", seed=99).close()
    other = (tmp_path / "other" / "signing.pem").read_bytes()
    (town / "signing.pem").write_bytes(other if content is None else content)
    assert "signing.pem is not" in (verify(town).what or "")
    (town / "signing.pem").unlink()
    assert verify(town).ok
