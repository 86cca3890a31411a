"""A log in PostgreSQL: one writer, fenced; readers anywhere; nothing kept that was forgotten."""

import contextlib
import shutil
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import msgspec
import psycopg
import pytest

from tests.database import Server, asked
from tests.log.makings import append, append_entries, clock, entry, founded, moved, numbers
from tocsin.log import (
    LogDamaged,
    LogStore,
    NotATown,
    Sealer,
    SeededEntropy,
    StorageUnknown,
    TownIsOpen,
    dec_hook,
    open_log,
    verify,
)
from tocsin.log.address import address_of
from tocsin.log.moving import move_to_database
from tocsin.log.postgres import keys as keys_module
from tocsin.log.postgres import store as store_module
from tocsin.log.postgres.store import PostgresReader, PostgresStore, reader_at
from tocsin.log.postgres.tables import APPEND
from tocsin.terms.words import Words

pytestmark = pytest.mark.full

ANY_WRITER = APPEND.replace("epoch = %(epoch)s AND ", "")


@pytest.fixture
def town(tmp_path: Path, database: str) -> Path:
    """A closed town with three records, its log in a database."""
    with closing(moved(tmp_path / "town", database)) as store:
        append(store, 1, 2)
        append(store, 3)
    return tmp_path / "town"


@pytest.fixture
def reader(town: Path, database: str) -> Iterator[PostgresReader]:
    """The same town, as from another machine."""
    with closing(reader_at(address_of(database), clock(), SeededEntropy(9))) as found:
        yield found


def opened(folder: Path) -> PostgresStore:
    return PostgresStore(folder, clock(), SeededEntropy(7))


def twin(folder: Path) -> Path:
    """The town's folder on a second machine."""
    return Path(shutil.copytree(folder, folder.with_name("twin"), symlinks=True))


def cut(database: str, who: str = "writer") -> None:
    """End the sessions of that name, as a broken cable or an impatient keeper would."""
    asked(
        database,
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
        f" WHERE datname = current_database() AND application_name LIKE 'tocsin {who}%'",
    )


def words_of(store: LogStore, position: int) -> str | None:
    (record,) = store.read(position - 1, position)
    decoder = msgspec.json.Decoder(dict[str, Words], dec_hook=dec_hook)
    return store.keys.open(decoder.decode(record.payload)["said"])


def say(store: PostgresStore, number: int, owner: str, text: str) -> None:
    payload = Sealer(store.keys).encode({"said": Words(owner, text=text)})
    append_entries(store, [msgspec.structs.replace(entry(number), payload=msgspec.Raw(payload))])


# one writer


def test_a_second_writer_on_another_machine_is_told_who_writes(town: Path) -> None:
    second = twin(town)
    with closing(opened(town)) as store:
        with pytest.raises(TownIsOpen, match="tocsin writer "):
            opened(second)
        append(store, 4)
    with closing(opened(second)) as store:
        assert numbers(store) == [1, 2, 3, 4]


def test_a_writer_that_was_cut_off_and_replaced_adds_nothing(town: Path, database: str) -> None:
    with closing(opened(town)) as old:
        new = _taking_over(town, database)
        append(new, 4)
        with pytest.raises(StorageUnknown):
            append(old, 5)
        with pytest.raises(StorageUnknown, match="open for writing by tocsin writer"):
            old.recover()
        append(new, 6)
        assert numbers(new) == [1, 2, 3, 4, 6]
        new.close()
        assert old.recover().position == 5
        append(old, 7)
        assert numbers(old) == [1, 2, 3, 4, 6, 7]
    assert verify(town).ok


def _taking_over(town: Path, database: str) -> PostgresStore:
    second = twin(town)
    cut(database)
    return opened(second)


def test_an_append_of_an_older_epoch_is_refused_by_the_database(town: Path, database: str) -> None:
    """Also where the old connection lives on; without the condition it would have been kept."""
    with closing(opened(town)) as store:
        asked(database, "UPDATE tocsin.writer SET epoch = epoch + 1")
        with pytest.raises(StorageUnknown, match="written by another process now"):
            append(store, 4)
        assert store.is_stopped
        assert asked(database, "SELECT max(position) FROM tocsin.record") == [(3,)]
        assert store.recover().position == 3
        append(store, 5)
        assert numbers(store) == [1, 2, 3, 5]


def test_control_without_the_epoch_a_replaced_writer_forks_the_log(
    town: Path, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_module, "APPEND", ANY_WRITER)
    with closing(opened(town)) as store:
        asked(database, "UPDATE tocsin.writer SET epoch = epoch + 1")
        append(store, 4)
        assert asked(database, "SELECT max(position) FROM tocsin.record") == [(4,)]


def test_an_append_after_another_position_or_life_is_refused(town: Path, database: str) -> None:
    for change in ("position = position + 1", "incarnation = 'another'"):
        with closing(opened(town)) as store:
            asked(database, f"UPDATE tocsin.writer SET {change}")
            with pytest.raises(StorageUnknown):
                append(store, 4)
        asked(
            database,
            "UPDATE tocsin.writer SET position = 3, incarnation ="
            " (SELECT convert_from(body, 'UTF8')::json->>'incarnation' FROM tocsin.header)",
        )
    with closing(opened(town)) as store:
        assert numbers(store) == [1, 2, 3]


# trouble


def test_a_connection_lost_between_two_orders_is_not_noticed_by_anybody(
    town: Path, database: str
) -> None:
    with closing(opened(town)) as store:
        cut(database, "")
        assert store.recover().position == 3
        append(store, 4)
        assert numbers(store) == [1, 2, 3, 4]


def test_an_append_whose_answer_was_lost_is_found_and_granted_once(
    town: Path, database: str
) -> None:
    with closing(opened(town)) as store:
        one = store.writing.one

        def deaf(sql: str, values: dict[str, object]) -> tuple[object, ...] | None:
            one(sql, values)
            raise StorageUnknown("the answer was lost")

        store.writing.one = deaf  # type: ignore[method-assign]
        with pytest.raises(StorageUnknown, match="ask again with the same ids"):
            append(store, 4)
        store.writing.one = one  # type: ignore[method-assign]
        assert store.recover().position == 4
        assert store.find("c-4") == (4, 4)
        append(store, 5)
    assert verify(town).ok


def test_a_server_that_would_lose_what_it_acknowledged_is_refused(
    town: Path, postgres: Server, database: str
) -> None:
    postgres.run("ALTER DATABASE town SET synchronous_commit = off")
    try:
        with pytest.raises(NotATown, match=r"= off.*set synchronous_commit to on"):
            opened(town)
    finally:
        postgres.run("ALTER DATABASE town RESET synchronous_commit")
    postgres.run("ALTER SYSTEM SET full_page_writes = off")
    try:
        postgres.run("SELECT pg_reload_conf()")
        _until(lambda: postgres.run("SHOW full_page_writes") == [("off",)])
        with pytest.raises(NotATown, match="full_page_writes = off"):
            opened(town)
    finally:
        postgres.run("ALTER SYSTEM RESET full_page_writes")
        postgres.run("SELECT pg_reload_conf()")
    _until(lambda: postgres.run("SHOW full_page_writes") == [("on",)])
    opened(town).close()


def _until(is_so: "object") -> None:
    assert callable(is_so)
    for _ in range(200):
        if is_so():
            return
        threading.Event().wait(0.05)
    raise AssertionError("it never became so")


def test_without_its_database_a_folder_says_where_the_log_is(
    tmp_path: Path, database: str, postgres: Server
) -> None:
    moved(tmp_path / "town", database + "&password=open-sesame").close()
    postgres.run("ALTER DATABASE town RENAME TO gone")
    try:
        for is_writer in (True, False):
            with pytest.raises(StorageUnknown, match=r"/town.*cannot be reached") as told:
                open_log(tmp_path / "town", is_writer)
            assert "sesame" not in str(told.value)
    finally:
        postgres.run("ALTER DATABASE gone RENAME TO town")


def test_a_cut_tail_and_a_changed_byte_are_found(town: Path, database: str) -> None:
    asked(database, "UPDATE tocsin.record SET body = set_byte(body, 40, 33) WHERE position = 2")
    found = verify(town)
    assert (found.ok, found.first_bad_position) == (False, 2)
    with pytest.raises(LogDamaged, match="position 2"):
        opened(town)


def test_a_tail_cut_off_with_everything_that_cites_it_is_found_by_the_mark(
    town: Path, database: str
) -> None:
    asked(database, "DELETE FROM tocsin.record WHERE position = 3")
    asked(database, "DELETE FROM tocsin.command WHERE first = 3")
    asked(
        database,
        "UPDATE tocsin.writer SET position = 2, hash ="
        " (SELECT hash FROM tocsin.record WHERE position = 2)",
    )
    assert not verify(town).ok
    with pytest.raises(LogDamaged, match="had reached 3"):
        opened(town)


def test_an_id_may_be_any_text(town: Path) -> None:
    with closing(opened(town)) as store:
        append_entries(store, [entry(4, "a\0b"), entry(5, "Straße \U0001f692")])
        assert store.find("a\0b") == (4, 4)
        assert store.find("Straße \U0001f692") == (5, 5)
    assert verify(town).ok


# readers


def test_a_reader_elsewhere_is_woken_by_each_commit(town: Path, reader: PostgresReader) -> None:
    reader.look_every_s = 60.0  # only being told can wake it in time
    came: list[int] = []
    caught_up = threading.Event()

    def follow() -> None:
        for record in reader.follow(after=0, wait_s=30.0):
            came.append(record.position)
            if record.position == 3:
                caught_up.set()
            if record.position == 5:
                return

    follower = threading.Thread(target=follow)
    follower.start()
    assert caught_up.wait(10)
    with closing(opened(town)) as store:
        append(store, 4)
        append(store, 5)
        follower.join(10)
    assert came == [1, 2, 3, 4, 5]


def test_a_reader_that_is_told_nothing_looks_by_itself(
    town: Path, reader: PostgresReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "_listen", lambda: None)
    follower = reader.follow(after=3, wait_s=30.0)
    with closing(opened(town)) as store:
        later = threading.Timer(0.2, append, (store, 4))
        later.start()
        assert next(follower).position == 4
        later.join()


def test_control_a_reader_that_neither_hears_nor_looks_waits_in_vain(
    town: Path, reader: PostgresReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "_listen", lambda: None)
    reader.look_every_s = 60.0
    came: list[int] = []
    follower = threading.Thread(
        target=lambda: came.extend(record.position for record in reader.follow(3, 1.5))
    )
    follower.start()
    with closing(opened(town)) as store:
        append(store, 4)
        follower.join(0.5)
        assert came == []
        follower.join(10)
    assert came == [4]


def test_a_listener_whose_connection_was_cut_listens_again(
    town: Path, reader: PostgresReader, database: str
) -> None:
    assert list(reader.follow(after=3, wait_s=0.05)) == []
    reader.look_every_s = 60.0
    cut(database, "listener")
    _until(lambda: asked(database, _LISTENERS) == [(1,)])
    follower = reader.follow(after=3, wait_s=30.0)
    with closing(opened(town)) as store:
        later = threading.Timer(0.2, append, (store, 4))
        later.start()
        assert next(follower).position == 4
        later.join()


_LISTENERS = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
    " AND application_name = 'tocsin listener' AND query LIKE 'LISTEN%'"
)


def test_a_reader_goes_on_after_its_connections_were_cut(
    town: Path, reader: PostgresReader, database: str
) -> None:
    assert numbers(reader) == [1, 2, 3]
    cut(database, "")
    assert numbers(reader) == [1, 2, 3]
    assert reader.find("c-2") == (2, 2)


def test_a_reader_elsewhere_opens_words_until_they_are_forgotten(
    town: Path, reader: PostgresReader
) -> None:
    owner = "person/p-7f3a"
    with closing(opened(town)) as store:
        say(store, 4, owner, "my name is Ada Blomqvist")
        assert words_of(reader, 4) == "my name is Ada Blomqvist"
        store.keys.forget(owner)
        _until(lambda: words_of(reader, 4) is None)


def test_many_are_forgotten_together_here_and_for_readers(
    town: Path, reader: PostgresReader
) -> None:
    owners = [f"person/p-{number}" for number in range(3)]
    with closing(opened(town)) as store:
        for number, owner in enumerate(owners):
            say(store, 4 + number, owner, "my name is Ada Blomqvist")
        assert words_of(reader, 5) == "my name is Ada Blomqvist"
        store.keys.forget_all(owners[:2])
        _until(lambda: words_of(reader, 5) is None)
        assert [store.keys.holds(each) for each in owners] == [False, False, True]
        assert words_of(reader, 6) == "my name is Ada Blomqvist"
    with closing(opened(town)) as store:
        assert [store.keys.is_forgotten(each) for each in owners] == [True, True, False]


def test_a_part_of_the_shelf_is_found_by_names_and_what_is_dropped_is_gone(town: Path) -> None:
    with closing(opened(town)) as store:
        shelf = store.shelf()
        for name in ("~b/2", "~b/10", "~b0", "é/1", "a"):
            shelf.put(name, name.encode())
        shelf.settle(3)
        assert [name for name, _ in shelf.among("~b/", "~b0", 9)] == ["~b/10", "~b/2"]
        assert shelf.among("~b/2", "~b0", 1) == [("~b/2", b"~b/2")]
        shelf.drop("~b/10")
        assert shelf.get("~b/10") is None
        shelf.settle(4)
        assert [name for name, _ in shelf.among("", "~c", 9)] == ["a", "~b/2", "~b0"]
        assert len(list(shelf.values())) == 4


def test_attachments_stay_on_the_writers_machine_and_a_reader_says_so(
    town: Path, reader: PostgresReader
) -> None:
    with closing(opened(town)) as store:
        blob = store.blobs.put("incident/HB-1", "text/plain", b"smoke")
        assert store.blobs.get(blob) == b"smoke"
        with pytest.raises(StorageUnknown, match="on the machine of its writer"):
            reader.blobs.get(blob)


def test_a_picture_is_kept_for_readers_and_old_ones_are_dropped(
    town: Path, reader: PostgresReader, database: str
) -> None:
    with closing(opened(town)) as store:
        for fold in ("a-older", "b-old", "c-new"):
            for position in (1, 2, 3):
                store.save_snapshot(fold, position, f"{fold} {position}".encode())
        kept = asked(database, "SELECT fold, position FROM tocsin.snapshot ORDER BY 1, 2")
        assert kept == [("b-old", 3), ("c-new", 2), ("c-new", 3)]
    found = reader.load_snapshot("c-new")
    assert found is not None
    assert found.picture == b"c-new 3"
    asked(database, "UPDATE tocsin.snapshot SET picture = 'forged' WHERE position = 3")
    found = reader.load_snapshot("c-new")
    assert found is not None
    assert found.picture == b"c-new 2"


# forgetting


def test_no_file_of_the_database_holds_a_destroyed_key(
    tmp_path: Path, database: str, postgres: Server
) -> None:
    with closing(moved(tmp_path / "town", database)) as store:
        say(store, 1, "incident/HB-1", "kept")
        say(store, 2, "person/p-1", "forgotten")
        kept, gone = (
            bytes(secret)
            for (secret,) in asked(database, "SELECT secret FROM tocsin.key ORDER BY owner")
            if isinstance(secret, bytes)
        )
        postgres.run("CHECKPOINT")
        assert _in_tables(postgres, gone), "the search finds what is there"
        store.keys.forget("person/p-1")
        postgres.run("CHECKPOINT")
        assert _in_tables(postgres, kept)
        assert not _in_tables(postgres, gone)


def test_a_dump_that_reads_the_keys_puts_the_sweep_off_and_stops_nobody(
    tmp_path: Path, database: str, postgres: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys_module, "SWEEP_AGAIN_S", 0.0)
    with closing(moved(tmp_path / "town", database)) as store:
        say(store, 1, "person/p-1", "forgotten")
        ((gone,),) = asked(database, "SELECT secret FROM tocsin.key")
        assert isinstance(gone, bytes)
        with psycopg.connect(database) as dump:
            dump.execute("SELECT count(*) FROM tocsin.key")
            store.keys.forget("person/p-1")
            assert words_of(store, 1) is None
            assert asked(database, "SELECT count(*) FROM tocsin.key") == [(0,)]
            append(store, 2)
            postgres.run("CHECKPOINT")
            assert _in_tables(postgres, gone)
        append(store, 3)
        postgres.run("CHECKPOINT")
        assert not _in_tables(postgres, gone)


def _in_tables(postgres: Server, secret: bytes) -> bool:
    ((folder,),) = postgres.run("SHOW data_directory")
    for path in (Path(str(folder)) / "base").rglob("*"):
        with contextlib.suppress(FileNotFoundError, IsADirectoryError):
            if secret in path.read_bytes():
                return True
    return False


def test_a_key_that_an_old_dump_brings_back_is_destroyed_at_the_next_opening(
    town: Path, database: str
) -> None:
    owner = "person/p-7f3a"
    with closing(opened(town)) as store:
        say(store, 4, owner, "my name is Ada Blomqvist")
        ((secret, check),) = asked(database, "SELECT secret, sha256 FROM tocsin.key")
        store.keys.forget(owner)
    assert isinstance(secret, bytes)
    assert isinstance(check, bytes)
    asked(database, "DELETE FROM tocsin.tombstone")
    asked(
        database,
        f"INSERT INTO tocsin.key VALUES ('{owner}', '\\x{secret.hex()}', '\\x{check.hex()}')",
    )
    with closing(opened(town)) as store:
        assert words_of(store, 4) is None
    assert asked(database, "SELECT count(*) FROM tocsin.key") == [(0,)]
    assert asked(database, "SELECT count(*) FROM tocsin.tombstone") == [(1,)]


def test_a_database_of_another_town_is_refused(tmp_path: Path, town: Path, database: str) -> None:
    founded(tmp_path / "other", seed=5).close()
    with pytest.raises(NotATown, match="holds a town's log already"):
        move_to_database(tmp_path / "other", address_of(database))
    with closing(open_log(tmp_path / "other", writer=True)) as store:
        assert numbers(store) == []
