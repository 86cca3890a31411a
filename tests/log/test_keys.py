"""Content keys: destroying one forgets everything under it, everywhere."""

import sqlite3
import stat
from pathlib import Path

import pytest

from tests.log.makings import append, clock, founded
from tocsin.log import Forgotten, LogDamaged, SealBroken, SeededEntropy, SqliteStore, open_store
from tocsin.log.keyfile import KEY_STORE_FILE, KeyFile, check_keys
from tocsin.log.tombstones import TOMBSTONE_FILE, read_tombstones
from tocsin.terms.words import Words

OWNER = "person/p-7f3a"


def kept_words(store: SqliteStore, text: str, owner: str = OWNER) -> Words:
    """Sealed, with its key durable."""
    words = Words(owner, sealed=store.keys.seal(owner, text))
    store.keys.flush()
    return words


def test_a_key_outlives_its_process(tmp_path: Path) -> None:
    store = founded(tmp_path / "town")
    words = kept_words(store, "call my brother")
    store.close()
    again = open_store(tmp_path / "town", writer=True)
    assert again.keys.open(words) == "call my brother"
    again.close()


def test_a_new_key_is_durable_before_what_it_seals(tmp_path: Path) -> None:
    store = founded(tmp_path / "town")
    words = Words(OWNER, sealed=store.keys.seal(OWNER, "text"))
    beside = open_store(tmp_path / "town", writer=False)
    with pytest.raises(SealBroken):
        beside.keys.open(words)
    beside.close()
    append(store, 1)
    beside = open_store(tmp_path / "town", writer=False)
    assert beside.keys.open(words) == "text"
    beside.close()
    store.close()


def test_the_key_store_is_its_owners_alone_and_holds_no_clear_text(tmp_path: Path) -> None:
    store = founded(tmp_path / "town")
    kept_words(store, "call my brother")
    path = tmp_path / "town" / KEY_STORE_FILE
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    store.close()
    for file in (tmp_path / "town").iterdir():
        assert b"call my brother" not in file.read_bytes()


def test_forgetting_leaves_no_byte_of_the_key_in_any_file(tmp_path: Path) -> None:
    store = founded(tmp_path / "town")
    words = kept_words(store, "call my brother")
    key = tmp_path / "town" / KEY_STORE_FILE
    for number in range(200):
        kept_words(store, "others", f"person/p-{number}")
    database = sqlite3.connect(key)
    (secret,) = database.execute("SELECT secret FROM key WHERE owner = ?", (OWNER,)).fetchone()
    database.close()
    assert any(secret in path.read_bytes() for path in (tmp_path / "town").iterdir())
    store.keys.forget(OWNER)
    assert not any(secret in path.read_bytes() for path in (tmp_path / "town").iterdir())
    assert store.keys.open(words) is None
    store.close()
    again = open_store(tmp_path / "town", writer=True)
    assert again.keys.open(words) is None
    assert not any(secret in path.read_bytes() for path in (tmp_path / "town").iterdir())
    with pytest.raises(Forgotten):
        again.keys.seal(OWNER, "more")
    again.close()


def test_many_are_forgotten_in_one_commit_and_no_byte_of_their_keys_is_left(
    tmp_path: Path,
) -> None:
    store = founded(tmp_path / "town")
    owners = [f"person/p-{number}" for number in range(200)]
    for owner in owners:
        kept_words(store, "call my brother", owner)
    database = sqlite3.connect(tmp_path / "town" / KEY_STORE_FILE)
    secrets = dict(database.execute("SELECT owner, secret FROM key").fetchall())
    database.close()

    def found() -> set[str]:
        kept = b"".join(path.read_bytes() for path in (tmp_path / "town").iterdir())
        return {owner for owner, secret in secrets.items() if secret in kept}

    assert found() == set(owners)
    store.keys.forget_all([*owners[:150], owners[0]])
    assert found() == set(owners[150:])
    store.keys.forget_all(owners[:150])
    buried = [each.owner for each in read_tombstones(tmp_path / "town" / TOMBSTONE_FILE)]
    assert sorted(buried) == sorted(owners[:150])
    store.close()


def test_a_reader_that_had_the_key_in_hand_notices_the_forgetting(tmp_path: Path) -> None:
    store = founded(tmp_path / "town")
    words = kept_words(store, "call my brother")
    beside = open_store(tmp_path / "town", writer=False)
    assert beside.keys.open(words) == "call my brother"
    store.keys.forget(OWNER)
    assert beside.keys.open(words) is None
    beside.close()
    store.close()


def test_a_forgetting_cut_short_by_a_crash_is_finished_at_the_next_start(tmp_path: Path) -> None:
    town = tmp_path / "town"
    store = founded(town)
    words = kept_words(store, "call my brother")
    before = (town / KEY_STORE_FILE).read_bytes()
    store.keys.forget(OWNER)
    store.close()
    # The tombstone was written, the key not yet destroyed.
    (town / KEY_STORE_FILE).write_bytes(before)
    again = open_store(town, writer=True)
    assert again.keys.open(words) is None
    again.close()
    assert check_keys(town) is None


def test_a_torn_tombstone_is_passed_over_and_an_altered_one_is_damage(tmp_path: Path) -> None:
    town = tmp_path / "town"
    store = founded(town)
    store.keys.forget("person/p-1")
    store.keys.forget("person/p-2")
    path = town / TOMBSTONE_FILE
    whole = path.read_bytes()
    path.write_bytes(whole[:-7])
    assert [grave.owner for grave in read_tombstones(path)] == ["person/p-1"]
    store.keys.forget("person/p-3")
    assert [grave.owner for grave in read_tombstones(path)] == ["person/p-1", "person/p-3"]
    path.write_bytes(whole.replace(b"p-1", b"p-9"))
    with pytest.raises(LogDamaged, match="line 1"):
        read_tombstones(path)
    store.close()


def test_an_altered_key_is_noticed_before_it_is_used(tmp_path: Path) -> None:
    town = tmp_path / "town"
    store = founded(town)
    words = kept_words(store, "call my brother")
    store.close()
    database = sqlite3.connect(town / KEY_STORE_FILE)
    database.execute("UPDATE key SET secret = zeroblob(32)")
    database.commit()
    database.close()
    assert "was altered" in (check_keys(town) or "")
    keys = KeyFile(town, store.header.jurisdiction, clock(), SeededEntropy(3), writer=True)
    with pytest.raises(LogDamaged, match="was altered"):
        keys.open(words)
    keys.close()


def test_a_lost_key_is_not_taken_for_a_forgotten_one(tmp_path: Path) -> None:
    store = founded(tmp_path / "town")
    with pytest.raises(SealBroken, match="lost"):
        store.keys.open(Words("person/p-never", sealed=bytes(40)))
    store.close()
