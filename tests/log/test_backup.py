"""Backup while serving, and coming back from it."""

import sqlite3
import threading
from pathlib import Path

import msgspec
import pytest

from tests.log.makings import append, append_entries, clock, entry, founded, numbers, town_of
from tocsin.log import (
    Cause,
    Forgotten,
    LogDamaged,
    NotATown,
    Sealer,
    SeededEntropy,
    SqliteStore,
    TownIsOpen,
    backup,
    dec_hook,
    open_store,
    restore,
    verify,
)
from tocsin.log.manifest import check_manifest
from tocsin.terms.words import Words

decoder = msgspec.json.Decoder(dict[str, Words], dec_hook=dec_hook)


def say(store: SqliteStore, number: int, owner: str, text: str) -> None:
    """One record with sealed words."""
    payload = Sealer(store.keys).encode({"said": Words(owner, text=text)})
    append_entries(store, [msgspec.structs.replace(entry(number), payload=msgspec.Raw(payload))])


def said(store: SqliteStore, position: int) -> str | None:
    """The clear words of one record."""
    (record,) = store.read(position - 1, position)
    return store.keys.open(decoder.decode(record.payload)["said"])


def test_a_restored_backup_has_every_record_word_and_attachment(tmp_path: Path) -> None:
    store = founded(tmp_path / "town")
    append(store, 1, 2)
    say(store, 3, "incident/HB-1", "second floor")
    blob = store.blobs.put("incident/HB-1", "text/plain", b"floor plan")
    manifest = backup(tmp_path / "town", tmp_path / "backup", clock())
    store.close()
    assert (manifest.position, manifest.code) == (3, "HB")
    assert verify(tmp_path / "backup").ok
    restored = restore(tmp_path / "backup", tmp_path / "again", clock=clock())
    assert restored.position == 3
    again = open_store(tmp_path / "again", writer=True)
    assert [record.position for record in again.read()] == [1, 2, 3]
    assert said(again, 3) == "second floor"
    assert again.blobs.get(blob) == b"floor plan"
    assert again.find("c-2") == (2, 2)
    append(again, 4)
    again.close()
    assert verify(tmp_path / "again").ok


def test_a_backup_made_while_the_town_is_busy_is_one_moment_of_it(tmp_path: Path) -> None:
    store = founded(tmp_path / "town")
    append(store, 1)
    stop = threading.Event()

    def keep_busy() -> None:
        number = 2
        while not stop.is_set():
            append(store, number, number + 1, number + 2)
            number += 3

    busy = threading.Thread(target=keep_busy)
    busy.start()
    cuts = []
    for turn in range(5):
        cuts.append(backup(tmp_path / "town", tmp_path / f"backup-{turn}", clock()).position)
    stop.set()
    busy.join()
    end = store.head().position
    store.close()
    assert cuts == sorted(cuts)
    assert cuts[-1] <= end
    for turn, cut in enumerate(cuts):
        assert cut % 3 == 1, "commits are whole"
        assert verify(tmp_path / f"backup-{turn}").events == cut
        assert verify(tmp_path / f"backup-{turn}").ok
        reader = open_store(tmp_path / f"backup-{turn}", writer=False)
        assert numbers(reader) == list(range(1, cut + 1))
        reader.close()


def test_a_restore_goes_back_to_any_position_as_a_new_incarnation(tmp_path: Path) -> None:
    backup(town_of(tmp_path / "town", commits=3, each=3), tmp_path / "backup")
    lives = set()
    for position in range(10):
        target = tmp_path / f"at-{position}"
        restored = restore(tmp_path / "backup", target, position, clock=clock())
        lives.add(restored.incarnation)
        store = open_store(target, writer=True)
        assert numbers(store) == list(range(1, position + 1))
        first, second = store.incarnations
        assert (first.cause, second.cause) == (Cause.created, Cause.restored)
        assert (second.incarnation, second.from_position) == (restored.incarnation, position)
        append(store, 77)
        store.close()
        assert verify(target).ok
        assert verify(target).events == position + 1
    assert len(lives) == 10


def test_a_command_cut_in_the_middle_keeps_the_records_that_are_left(tmp_path: Path) -> None:
    store = founded(tmp_path / "town")
    append_entries(store, [entry(1), entry(2, "long"), entry(3, "long"), entry(4, "long")])
    store.close()
    backup(tmp_path / "town", tmp_path / "backup")
    restore(tmp_path / "backup", tmp_path / "again", 3)
    again = open_store(tmp_path / "again", writer=True)
    assert again.find("long") == (2, 3)
    again.close()


def test_a_town_restored_twice_remembers_both_lives(tmp_path: Path) -> None:
    town = town_of(tmp_path / "town", commits=4)
    restore(town, tmp_path / "once", 2, entropy=SeededEntropy(11), clock=clock())
    restore(tmp_path / "once", tmp_path / "twice", entropy=SeededEntropy(12), clock=clock())
    store = open_store(tmp_path / "twice", writer=True)
    assert [life.from_position for life in store.incarnations] == [0, 2, 2]
    append(store, 3)
    store.close()
    assert verify(tmp_path / "twice").ok


def test_an_incarnation_that_is_removed_or_altered_is_found(tmp_path: Path) -> None:
    town_of(tmp_path / "town", commits=3)
    for statement in (
        "DELETE FROM incarnation",
        "UPDATE incarnation SET position = 1",
        "UPDATE incarnation SET signature = zeroblob(64)",
    ):
        target = tmp_path / "altered"
        restore(tmp_path / "town", target, 2)
        database = sqlite3.connect(target / "log.sqlite")
        database.execute(statement)
        database.commit()
        database.close()
        assert not verify(target).ok, statement
        with pytest.raises(LogDamaged):
            open_store(target, writer=True)


def test_who_was_forgotten_after_the_backup_stays_forgotten(tmp_path: Path) -> None:
    store = founded(tmp_path / "town")
    say(store, 1, "person/p-1", "one")
    say(store, 2, "person/p-2", "two")
    say(store, 3, "person/p-3", "three")
    backup(tmp_path / "town", tmp_path / "backup")
    store.keys.forget("person/p-1")
    store.close()
    further = founded(tmp_path / "elsewhere")
    further.keys.forget("person/p-2")
    further.close()
    restored = restore(
        tmp_path / "backup", tmp_path / "town", tombstones=tmp_path / "elsewhere" / "tombstones"
    )
    assert restored.replaced is not None
    again = open_store(tmp_path / "town", writer=True)
    assert [said(again, position) for position in (1, 2, 3)] == [None, None, "three"]
    with pytest.raises(Forgotten):
        again.keys.seal("person/p-1", "more")
    again.close()


def test_a_backup_made_after_forgetting_holds_no_byte_of_the_key(tmp_path: Path) -> None:
    store = founded(tmp_path / "town")
    say(store, 1, "person/p-1", "one")
    blob = store.blobs.put("person/p-1", "text/plain", b"photo")
    database = sqlite3.connect(tmp_path / "town" / "keys.sqlite")
    (secret,) = database.execute("SELECT secret FROM key").fetchone()
    database.close()
    backup(tmp_path / "town", tmp_path / "before")
    store.keys.forget("person/p-1")
    store.blobs.forget("person/p-1")
    backup(tmp_path / "town", tmp_path / "after")
    store.close()

    def holds(folder: Path, what: bytes) -> bool:
        return any(what in path.read_bytes() for path in folder.rglob("*") if path.is_file())

    assert holds(tmp_path / "before", secret)
    assert not holds(tmp_path / "after", secret)
    assert not (tmp_path / "after" / "blobs" / blob.digest[:2] / blob.digest).exists()


def test_a_town_that_is_being_written_is_not_replaced(tmp_path: Path) -> None:
    store = founded(tmp_path / "town")
    append(store, 1)
    backup(tmp_path / "town", tmp_path / "backup")
    with pytest.raises(TownIsOpen):
        restore(tmp_path / "backup", tmp_path / "town")
    append(store, 2)
    store.close()


def test_a_backup_goes_to_a_new_folder_only(tmp_path: Path) -> None:
    town = town_of(tmp_path / "town", 1)
    with pytest.raises(NotATown, match="not empty"):
        backup(town, town)
    with pytest.raises(NotATown, match="missing"):
        backup(tmp_path / "nowhere", tmp_path / "backup")


def test_a_position_that_the_backup_does_not_have_is_refused(tmp_path: Path) -> None:
    backup(town_of(tmp_path / "town", 2), tmp_path / "backup")
    with pytest.raises(ValueError, match="positions 0 to 2, not 3"):
        restore(tmp_path / "backup", tmp_path / "again", 3)
    assert not (tmp_path / "again").exists()


def test_a_backup_cut_short_is_not_taken_for_one(tmp_path: Path) -> None:
    backup(town_of(tmp_path / "town", 2), tmp_path / "backup")
    (tmp_path / "backup" / "keys.sqlite").unlink()
    header = open_store(tmp_path / "town", writer=False)
    with pytest.raises(LogDamaged, match=r"keys\.sqlite is missing"):
        check_manifest(tmp_path / "backup", header.header.public_key)
    header.close()
    with pytest.raises(LogDamaged, match="missing"):
        restore(tmp_path / "backup", tmp_path / "again")


def test_a_restore_that_fails_leaves_no_half_town_with_its_keys_behind(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    backup(town_of(tmp_path / "town", commits=2, each=2), kept)
    restore(kept, tmp_path / "sound")
    manifest = kept / "manifest.json"
    manifest.write_bytes(manifest.read_bytes() + b" ")
    with pytest.raises(LogDamaged):
        restore(kept, tmp_path / "again")
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(NotATown, match="is a file"):
        restore(kept, tmp_path / "file", upto_damage=True)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["file", "kept", "sound", "town"]
