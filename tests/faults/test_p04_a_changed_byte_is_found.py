"""P4, at the store: a byte changed anywhere is found, and a cut tail, and an old copy put back."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from tests.log.makings import append, append_entries, entry, founded, numbers, town_of
from tocsin.log import LogDamaged, NotATown, StorageUnknown, backup, open_store, restore, verify
from tocsin.log.chain import Anchor
from tocsin.log.mark import SLOT_BYTES
from tocsin.log.reader import LogReader
from tocsin.log.walk import walk_records

RECORDS = 24


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed town: twelve commits of two records, one key, one attachment."""
    town = tmp_path_factory.mktemp("sound") / "town"
    store = founded(town)
    store.blobs.put("incident/HB-1", "text/plain", b"floor plan")
    for number in range(1, RECORDS, 2):
        append(store, number, number + 1)
    store.close()
    return town


def flipped(content: bytes, place: int) -> bytes:
    """One bit of one byte changed."""
    return content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]


def stored(town: Path, column: str) -> Iterator[tuple[int, bytes]]:
    """Position and stored bytes of one column."""
    database = sqlite3.connect(town / "log.sqlite")
    rows = database.execute(f"SELECT position, {column} FROM record WHERE {column} IS NOT NULL")
    yield from rows.fetchall()
    database.close()


def copy_of(sound: Path, tmp_path: Path) -> Path:
    town = tmp_path / "town"
    shutil.copytree(sound, town)
    return town


@pytest.mark.parametrize("column", ["body", "hash", "signature"])
def test_a_byte_changed_in_any_record_or_head_is_found_where_it_is(
    sound: Path, tmp_path: Path, column: str
) -> None:
    town = copy_of(sound, tmp_path)
    content = (town / "log.sqlite").read_bytes()
    for position, value in stored(sound, column):
        assert content.count(value) == 1
        start = content.index(value)
        for place in (start, start + len(value) // 2, start + len(value) - 1):
            (town / "log.sqlite").write_bytes(flipped(content, place))
            verified = verify(town)
            assert not verified.ok
            # A head's signature is hashed into the record after it; the last one is checked itself.
            found_at = min(position + 1, RECORDS) if column == "signature" else position
            assert verified.first_bad_position == found_at
            with pytest.raises(LogDamaged) as damage:
                open_store(town, writer=True)
            assert damage.value.position == found_at


def test_a_byte_changed_in_the_header_is_found(sound: Path, tmp_path: Path) -> None:
    town = copy_of(sound, tmp_path)
    content = (town / "log.sqlite").read_bytes()
    start = content.index(b'{"format":1')
    for place in range(start, content.index(b"}", start) + 64):
        (town / "log.sqlite").write_bytes(flipped(content, place))
        assert not found_sound(town), place


def found_sound(town: Path) -> bool:
    """Does the full check say that all is well?"""
    try:
        return verify(town).ok
    except (StorageUnknown, NotATown):
        return False


def everything(town: Path) -> object:
    """All that a reader can get out of a town's log."""
    reader = open_store(town, writer=False)
    try:
        records = [msgspec.json.encode(record) for record in reader.read()]
        asked = [reader.find_all([f"c-{number}"]) for number in range(RECORDS + 2)]
        return records, asked, reader.head(), reader.header, reader.incarnations
    finally:
        reader.close()


def test_a_byte_changed_anywhere_in_the_file_is_found_or_changes_nothing(
    sound: Path, tmp_path: Path
) -> None:
    town = copy_of(sound, tmp_path)
    content = (town / "log.sqlite").read_bytes()
    before = everything(town)
    found = 0
    for place in range(0, len(content), 41):
        (town / "log.sqlite").write_bytes(flipped(content, place))
        if found_sound(town):
            assert everything(town) == before, place
        else:
            found += 1
        for side in ("log.sqlite-wal", "log.sqlite-shm"):
            (town / side).unlink(missing_ok=True)
    assert found > 100


def test_a_byte_changed_in_commits_not_yet_in_the_main_file_is_found(
    sound: Path, tmp_path: Path
) -> None:
    town = copy_of(sound, tmp_path)
    store = open_store(town, writer=True)
    copies = tmp_path / "live"
    for number in range(100, 104):
        append(store, number)
    shutil.copytree(town, copies, ignore=shutil.ignore_patterns("*-shm"))
    before = everything(copies)
    store.close()
    content = (copies / "log.sqlite-wal").read_bytes()
    main = (copies / "log.sqlite").read_bytes()
    found = 0
    for place in range(0, len(content), 211):
        (copies / "log.sqlite-shm").unlink(missing_ok=True)
        (copies / "log.sqlite").write_bytes(main)
        (copies / "log.sqlite-wal").write_bytes(flipped(content, place))
        if found_sound(copies):
            assert everything(copies) == before, place
        else:
            found += 1
    assert found > 100


@pytest.mark.parametrize("file", ["keys.sqlite", "signing.pem"])
def test_a_byte_changed_in_the_keys_is_found(sound: Path, tmp_path: Path, file: str) -> None:
    town = copy_of(sound, tmp_path)
    content = (town / file).read_bytes()
    database = sqlite3.connect(town / "keys.sqlite")
    owner, secret = database.execute("SELECT owner, secret FROM key").fetchone()
    database.close()
    places = (
        range(content.index(secret), content.index(secret) + 32)
        if file == "keys.sqlite"
        else range(40, len(content) - 40, 3)
    )
    assert owner == "incident/HB-1"
    for place in places:
        (town / file).write_bytes(flipped(content, place))
        if file == "keys.sqlite":
            assert not found_sound(town)
        else:
            with pytest.raises((LogDamaged, NotATown)):
                open_store(town, writer=True)


def test_a_byte_changed_in_an_attachment_is_found(sound: Path, tmp_path: Path) -> None:
    town = copy_of(sound, tmp_path)
    (path,) = (town / "blobs").glob("??/*")
    content = path.read_bytes()
    for place in range(len(content)):
        path.write_bytes(flipped(content, place))
        assert not found_sound(town)


def test_a_byte_changed_anywhere_in_a_backup_is_found(sound: Path, tmp_path: Path) -> None:
    target = tmp_path / "backup"
    backup(sound, target)
    assert verify(target).ok
    for path in sorted(path for path in target.rglob("*") if path.is_file()):
        content = path.read_bytes()
        step = max(1, len(content) // 60)
        for place in range(step // 2, len(content), step):
            path.write_bytes(flipped(content, place))
            assert not found_sound(target), (path.name, place)
        path.write_bytes(content)
    assert verify(target).ok


def test_a_damaged_backup_is_not_restored_unless_asked_and_then_up_to_the_damage(
    sound: Path, tmp_path: Path
) -> None:
    target = tmp_path / "backup"
    backup(sound, target)
    content = (target / "log.sqlite").read_bytes()
    (target / "log.sqlite").write_bytes(flipped(content, content.index(b'{"position":9,') + 20))
    with pytest.raises(LogDamaged, match="not what was backed up"):
        restore(target, tmp_path / "again")
    assert not (tmp_path / "again").exists()
    restored = restore(target, tmp_path / "again", upto_damage=True)
    assert (restored.position, restored.what is None) == (8, False)


def test_a_damaged_mark_is_found(sound: Path, tmp_path: Path) -> None:
    town = copy_of(sound, tmp_path)
    content = (town / "mark").read_bytes()
    (town / "mark").write_bytes(flipped(flipped(content, 60), SLOT_BYTES + 60))
    assert not found_sound(town)
    with pytest.raises(LogDamaged, match="mark"):
        open_store(town, writer=True)


def cut_tail(town: Path) -> None:
    """Remove the last commit cleanly, index and all: what is left is a sound, shorter chain."""
    database = sqlite3.connect(town / "log.sqlite")
    database.execute("DELETE FROM record WHERE position > ?", (RECORDS - 2,))
    database.execute("DELETE FROM command WHERE first > ?", (RECORDS - 2,))
    database.commit()
    database.close()


def put_old_copy_back(town: Path) -> None:
    """The whole database as it was twelve records ago."""
    shorter = town_of(town.parent / "shorter", RECORDS // 4, each=2)
    shutil.copy(shorter / "log.sqlite", town / "log.sqlite")


def swap_in_another_history(town: Path) -> None:
    """As many records, signed with the same key, but other ones."""
    other = founded(town.parent / "other")
    for number in range(1, RECORDS, 2):
        append_entries(other, [entry(number + 500), entry(number + 501)])
    other.close()
    shutil.copy(town.parent / "other" / "log.sqlite", town / "log.sqlite")


@pytest.mark.parametrize("deed", [cut_tail, put_old_copy_back, swap_in_another_history])
def test_a_cut_tail_and_an_old_copy_are_found_which_the_chain_alone_does_not_see(
    sound: Path, tmp_path: Path, deed: Callable[[Path], None]
) -> None:
    town = copy_of(sound, tmp_path)
    deed(town)
    # Control: by its chain and its signed head alone, the log is sound.
    reader = LogReader(town)
    head = reader.head().position
    assert walk_records(reader, Anchor(0, reader.start), head).what is None
    assert len(numbers(open_store(town, writer=False))) == head
    reader.close()
    verified = verify(town)
    assert not verified.ok
    assert verified.first_bad_position == min(head + 1, RECORDS)
    with pytest.raises(LogDamaged, match=r"mark|had reached"):
        open_store(town, writer=True)
