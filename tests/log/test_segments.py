"""Closed years: out of the open file, still in the record."""

import stat
from pathlib import Path

import pytest

from tests.log.makings import append, append_entries, entry, founded, numbers
from tocsin.log import LogDamaged, SqliteStore, backup, open_store, restore, verify


def three_years(folder: Path) -> SqliteStore:
    """Two closed segments (1 to 20, 21 to 40) and ten records after them."""
    store = founded(folder)
    for number in range(1, 51, 2):
        append(store, number, number + 1)
        if number == 19:
            store.close_segment(20, b"balance at 20")
        if number == 39:
            store.close_segment(40, b"balance at 40")
    return store


def test_reading_from_the_start_still_yields_every_record(tmp_path: Path) -> None:
    store = three_years(tmp_path / "town")
    assert numbers(store) == list(range(1, 51))
    assert numbers(store, 15, 45) == list(range(16, 46))
    assert (store.find("c-3"), store.find("c-30")) == ((3, 3), (30, 30))
    store.close()
    again = open_store(tmp_path / "town", writer=True)
    assert numbers(again) == list(range(1, 51))
    assert verify(tmp_path / "town").events == 50
    again.close()


def test_the_header_carries_the_signed_balance_of_the_last_segment(tmp_path: Path) -> None:
    store = three_years(tmp_path / "town")
    carried = store.header.carried
    assert carried is not None
    assert carried.position == 40
    assert store.carried_balance() == b"balance at 40"
    assert store.reader.holds(40, carried.hash)
    store.close()


def test_a_segment_is_a_file_that_nobody_writes_on(tmp_path: Path) -> None:
    three_years(tmp_path / "town").close()
    files = sorted((tmp_path / "town" / "segments").iterdir())
    assert [file.name for file in files] == [
        "000000000001-000000000020.sqlite",
        "000000000021-000000000040.sqlite",
    ]
    assert all(stat.S_IMODE(file.stat().st_mode) == 0o400 for file in files)


def test_the_open_file_becomes_small_again(tmp_path: Path) -> None:
    store = founded(tmp_path / "town")
    append_entries(store, [entry(number, text="x" * 500) for number in range(1, 2001)])
    store.close()
    path = tmp_path / "town" / "log.sqlite"
    before = path.stat().st_size
    store = open_store(tmp_path / "town", writer=True)
    store.close_segment(2000, b"balance")
    store.close()
    assert path.stat().st_size < before / 4
    again = open_store(tmp_path / "town", writer=True)
    assert again.head().position == 2000
    append(again, 2001)
    assert next(again.read(1999)).position == 2000
    again.close()


def test_only_whole_commits_that_are_still_open_are_closed(tmp_path: Path) -> None:
    store = three_years(tmp_path / "town")
    with pytest.raises(ValueError, match="not the end of a commit"):
        store.close_segment(41, b"")
    with pytest.raises(ValueError, match="closed already"):
        store.close_segment(40, b"")
    with pytest.raises(ValueError, match="not the end of a commit"):
        store.close_segment(60, b"")
    assert numbers(store) == list(range(1, 51))
    store.close()


def test_a_reader_keeps_reading_while_a_segment_is_closed(tmp_path: Path) -> None:
    store = founded(tmp_path / "town")
    append(store, *range(1, 6001))
    reader = open_store(tmp_path / "town", writer=False)
    records = reader.read()
    first = [next(records).position for _ in range(10)]
    store.close_segment(6000, b"balance")
    append(store, 6001)
    assert first + [record.position for record in records] == list(range(1, 6001))
    assert reader.find("c-7") == (7, 7)
    assert reader.head().position == 6001
    reader.close()
    store.close()


@pytest.mark.parametrize("which", [0, 1])
def test_a_byte_changed_anywhere_in_a_segment_is_found(tmp_path: Path, which: int) -> None:
    three_years(tmp_path / "town").close()
    path = sorted((tmp_path / "town" / "segments").iterdir())[which]
    path.chmod(0o600)
    sound = path.read_bytes()
    for offset in range(7, len(sound), 997):
        path.write_bytes(sound[:offset] + bytes([sound[offset] ^ 1]) + sound[offset + 1 :])
        assert not verify(tmp_path / "town").ok, offset
    path.write_bytes(sound)
    assert verify(tmp_path / "town").ok


def test_a_segment_that_is_missing_is_named(tmp_path: Path) -> None:
    three_years(tmp_path / "town").close()
    (tmp_path / "town" / "segments" / "000000000001-000000000020.sqlite").unlink()
    with pytest.raises(LogDamaged, match="000000000001-000000000020") as damage:
        open_store(tmp_path / "town", writer=True)
    assert damage.value.position == 1


@pytest.mark.parametrize("position", [10, 20, 30, 40, 45, 50])
def test_backup_and_restore_take_the_segments_along(tmp_path: Path, position: int) -> None:
    three_years(tmp_path / "town").close()
    backup(tmp_path / "town", tmp_path / "backup")
    assert verify(tmp_path / "backup").ok
    restore(tmp_path / "backup", tmp_path / "again", position)
    again = open_store(tmp_path / "again", writer=True)
    assert numbers(again) == list(range(1, position + 1))
    assert len(again.reader.segments) == position // 20
    append(again, 99)
    again.close()
    assert verify(tmp_path / "again").ok
