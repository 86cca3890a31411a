"""A log moves into a database and back, and is the same log in both places."""

import shutil
from contextlib import closing
from pathlib import Path

import pytest

from tests.database import Server, asked
from tests.log.makings import append, clock, founded, moved, numbers, town_of
from tests.log.test_postgres import cut, opened, say, words_of
from tocsin.log import (
    LogDamaged,
    NotATown,
    StorageUnknown,
    TownIsOpen,
    backup,
    fork,
    open_log,
    open_store,
    restore,
    verify,
)
from tocsin.log import moving as moving_module
from tocsin.log.address import Address, address_of
from tocsin.log.moving import move_to_database, move_to_folder, repoint
from tocsin.log.reader import LogReader
from tocsin.log.rejoining import rejoin
from tocsin.log.standing import Stance, Standing, write_standing
from tocsin.log.tables import Row

pytestmark = pytest.mark.full


def rows(folder: Path) -> list[Row]:
    """Every record's bytes, hash and signature as they are stored."""
    with closing(LogReader(folder)) as reader:
        batches = reader.rows(0, reader.head().position)
        return [row for batch in batches for row in batch]


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """A town with thirty records, a restored life, sealed words and somebody forgotten."""
    backup(town_of(tmp_path / "first", commits=10, each=3), tmp_path / "backup")
    restore(tmp_path / "backup", tmp_path / "town", 29)
    with closing(open_store(tmp_path / "town", writer=True)) as store:
        append(store, 30)
        store.keys.seal("person/gone", "x")
        store.keys.flush()
        store.keys.forget("person/gone")
    return tmp_path / "town"


def test_a_moved_log_is_the_same_log_and_so_is_one_moved_back(town: Path, database: str) -> None:
    before = rows(town)
    there = move_to_database(town, address_of(database))
    assert rows(town) == before
    assert (there.position, there.hash) == (30, before[-1][1])
    assert verify(town).ok
    with closing(opened(town)) as store:
        assert len(store.incarnations) == 2
        assert store.keys.is_forgotten("person/gone")
        append(store, 31)
    back = move_to_folder(town)
    assert back.position == 31
    assert rows(town)[:30] == before
    assert verify(town).ok
    with closing(open_store(town, writer=True)) as folder_store:
        append(folder_store, 32)
        assert folder_store.keys.is_forgotten("person/gone")
        assert numbers(folder_store) == list(range(1, 33))


def test_the_place_that_was_left_keeps_neither_log_nor_keys(town: Path, database: str) -> None:
    move_to_database(town, address_of(database))
    assert names(town) == {"lock", "mark", "place.json", "signing.pem", "tombstones"}
    move_to_folder(town)
    assert asked(database, "SELECT to_regnamespace('tocsin')") == [(None,)]
    assert "place.json" not in names(town)


def test_closed_segments_come_along_in_one_table(tmp_path: Path, database: str) -> None:
    with closing(founded(tmp_path / "town")) as store:
        append(store, 1, 2)
        append(store, 3)
        store.close_segment(2, b"the balance")
        append(store, 4)
    before = rows(tmp_path / "town")
    move_to_database(tmp_path / "town", address_of(database))
    assert rows(tmp_path / "town") == before
    with closing(opened(tmp_path / "town")) as moved:
        assert numbers(moved) == [1, 2, 3, 4]
        assert moved.find("c-1") == (1, 1)
    with pytest.raises(NotATown, match="move it to the folder first"):
        open_store(tmp_path / "town", writer=True)


def test_a_move_cut_short_leaves_the_town_where_it_was(
    town: Path, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(_folder: Path, _place: object, _address: object) -> None:
        raise OSError(28, "No space left on device")

    before = rows(town)
    with monkeypatch.context() as patched:
        patched.setattr(moving_module, "write_place", failing)
        with pytest.raises(OSError, match="No space"):
            move_to_database(town, address_of(database))
    assert asked(database, "SELECT to_regnamespace('tocsin')") == [(None,)]
    assert rows(town) == before
    move_to_database(town, address_of(database))
    assert rows(town) == before


def test_what_a_killed_move_left_in_the_folder_is_removed_by_the_next_writer(
    town: Path, database: str
) -> None:
    shutil.copytree(town, town.with_name("before"))
    move_to_database(town, address_of(database))
    for name in ("keys.sqlite", "log.sqlite"):
        shutil.copy(town.with_name("before") / name, town / name)
    with closing(opened(town)) as store:
        append(store, 31)
    assert not {"keys.sqlite", "log.sqlite"} & names(town)


def test_a_damaged_log_is_not_moved(town: Path, database: str) -> None:
    log = town / "log.sqlite"
    shutil.copy(log, town / "kept")
    content = log.read_bytes()
    log.write_bytes(content.replace(b'"number":7}', b'"number":8}'))
    with pytest.raises(LogDamaged, match="position 7"):
        move_to_database(town, address_of(database))
    assert asked(database, "SELECT to_regnamespace('tocsin')") == [(None,)]


def test_a_copy_that_is_not_what_was_copied_is_thrown_away(
    town: Path, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = LogReader.rows

    def losing(self: LogReader, after: int, upto: int) -> object:
        for batch in honest(self, after, upto):
            yield batch if self.main.address is not None or len(batch) < 20 else batch[:20]

    with monkeypatch.context() as patched:
        patched.setattr("tocsin.log.postgres.moving.LogReader.rows", losing)
        with pytest.raises((LogDamaged, AssertionError)):
            move_to_database(town, address_of(database))
    assert "place.json" not in names(town)
    assert verify(town).ok


def test_an_open_town_and_a_fork_are_not_moved(tmp_path: Path, database: str) -> None:
    address = address_of(database)
    with closing(founded(tmp_path / "town")) as store:
        append(store, 1)
        with pytest.raises(TownIsOpen):
            move_to_database(tmp_path / "town", address)
    fork(tmp_path / "town", tmp_path / "drill", clock=clock()).close()
    with pytest.raises(NotATown, match="fork"):
        move_to_database(tmp_path / "drill", address)
    move_to_database(tmp_path / "town", address)
    with closing(open_log(tmp_path / "drill", writer=True)) as drill:
        assert numbers(drill) == [1]
        append(drill, 2)
    with closing(opened(tmp_path / "town")), pytest.raises(TownIsOpen):
        move_to_folder(tmp_path / "town")


def test_a_backup_of_a_moved_town_is_restored_as_a_folder(tmp_path: Path, database: str) -> None:
    founded(tmp_path / "town").close()
    move_to_database(tmp_path / "town", address_of(database))
    with closing(opened(tmp_path / "town")) as store:
        say(store, 1, "incident/HB-1", "smoke on the quay")
        blob = store.blobs.put("incident/HB-1", "text/plain", b"a note")
        made = backup(tmp_path / "town", tmp_path / "saved")
        append(store, 2)
    assert made.position == 1
    assert verify(tmp_path / "saved").ok
    restored = restore(tmp_path / "saved", tmp_path / "again")
    assert restored.position == 1
    with closing(open_log(tmp_path / "again", writer=True)) as again:
        assert words_of(again, 1) == "smoke on the quay"
        assert again.blobs.get(blob) == b"a note"


def test_a_town_whose_database_is_damaged_keeps_what_is_intact(
    tmp_path: Path, database: str
) -> None:
    town_of(tmp_path / "town", commits=5)
    move_to_database(tmp_path / "town", address_of(database))
    asked(database, "UPDATE tocsin.record SET body = set_byte(body, 40, 33) WHERE position = 4")
    kept = restore(tmp_path / "town", tmp_path / "again", upto_damage=True)
    assert kept.position == 3
    assert verify(tmp_path / "again").ok


def test_a_password_is_kept_apart_for_the_towns_user_alone(town: Path, database: str) -> None:
    move_to_database(town, address_of(f"{database}&password=open-sesame"))
    assert "sesame" not in (town / "place.json").read_text()
    assert (town / "place.secret").stat().st_mode & 0o077 == 0
    assert verify(town).ok
    backup(town, town.with_name("saved"))
    assert not any("place" in name for name in names(town.with_name("saved")))
    move_to_folder(town)
    assert "place.secret" not in names(town)


def test_an_address_may_stand_in_the_environment_or_in_a_file(
    town: Path, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOWN_LOG", f"{database}&password=open-sesame")
    move_to_database(town, address_of("env:TOWN_LOG"))
    assert "place.secret" not in names(town)
    assert verify(town).ok
    monkeypatch.delenv("TOWN_LOG")
    with pytest.raises(NotATown, match="TOWN_LOG holds no address"):
        open_log(town, writer=False)
    monkeypatch.setenv("TOWN_LOG", database)
    move_to_folder(town)
    (town.parent / "address").write_text(f"{database}\n")
    move_to_database(town, address_of(f"file:{town.parent / 'address'}"))
    assert verify(town).ok


@pytest.mark.parametrize(
    "text",
    [
        "postgres://town:open%sesame@db/town",
        "postgres://town:open:sesame@x@db:port/town?open-sesame",
        "mysql://town:sesame@db/town",
        "sesame",
    ],
)
def test_an_address_that_is_not_understood_is_not_repeated(text: str) -> None:
    with pytest.raises(NotATown) as told:
        address_of(text)
    assert "sesame" not in str(told.value)
    assert told.value.__cause__ is None
    assert told.value.__suppress_context__ or told.value.__context__ is None


def test_an_address_shows_everything_but_its_secrets() -> None:
    given = "postgres://town:open-sesame@db.example:5433/pe?sslmode=require&sslpassword=hush-hush"
    address = address_of(given)
    assert address.shown == "postgres://town@db.example:5433/pe?sslmode=require"
    assert "sesame" not in repr(address)
    assert address.clean("no: open-sesame\nhush-hush") == "no: … …"
    again = address_of(address.shown).with_secrets(address.secrets)
    assert again.parts == address.parts
    for parts in (
        {"host": "/run/pg", "dbname": "a b", "user": "ü@x"},
        {"host": "::1", "port": "5"},
        {"host": "a,b", "port": "1,2", "dbname": "x", "target_session_attrs": "read-write"},
    ):
        assert address_of(Address(parts).shown).parts == parts


def test_without_the_extra_one_sentence_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "psycopg", None)
    with pytest.raises(NotATown, match="pip install"):
        address_of("postgres://db/town")


def test_a_database_that_is_not_there_is_told_without_the_password(tmp_path: Path) -> None:
    founded(tmp_path / "town").close()
    nowhere = f"postgres://town:open-sesame@/town?host={tmp_path}"
    with pytest.raises(StorageUnknown, match="cannot be reached") as told:
        move_to_database(tmp_path / "town", address_of(nowhere))
    assert "sesame" not in str(told.value)
    assert verify(tmp_path / "town").ok
    assert "place.json" not in names(tmp_path / "town")


# the writer's machine burns


def test_a_new_writer_goes_on_from_the_database_and_the_old_one_is_fenced(
    tmp_path: Path, database: str
) -> None:
    address = address_of(database)
    old = moved(tmp_path / "town", database)
    with closing(old):
        say(old, 1, "incident/HB-1", "smoke on the quay")
        blob = old.blobs.put("incident/HB-1", "text/plain", b"a note")
        backup(tmp_path / "town", tmp_path / "saved")
        say(old, 2, "incident/HB-1", "and from the roof")
        old.keys.seal("person/gone", "x")
        old.keys.flush()
        old.keys.forget("person/gone")
        cut(database)
        joined = rejoin(tmp_path / "saved", tmp_path / "new", address)
        assert joined.position == 2
        with closing(opened(tmp_path / "new")) as new:
            assert words_of(new, 2) == "and from the roof"
            assert new.blobs.get(blob) == b"a note"
            assert new.keys.is_forgotten("person/gone")
            append(new, 3)
            with pytest.raises(StorageUnknown):
                append(old, 4)
            with pytest.raises(StorageUnknown, match="open for writing"):
                old.recover()
        assert "gone" in (tmp_path / "new" / "tombstones").read_text()
    assert verify(tmp_path / "new").ok


def test_a_database_that_does_not_reach_the_backup_gets_no_new_writer(
    tmp_path: Path, database: str
) -> None:
    """A replica that was promoted before it had everything, or an old dump."""
    with closing(moved(tmp_path / "town", database)) as store:
        append(store, 1)
        append(store, 2)
        backup(tmp_path / "town", tmp_path / "saved")
    for sql in (
        "DELETE FROM tocsin.record WHERE position = 2",
        "DELETE FROM tocsin.command WHERE first = 2",
        "UPDATE tocsin.writer SET position = 1, hash ="
        " (SELECT hash FROM tocsin.record WHERE position = 1)",
    ):
        asked(database, sql)
    with pytest.raises(LogDamaged, match="had reached 2"):
        rejoin(tmp_path / "saved", tmp_path / "new", address_of(database))
    assert not (tmp_path / "new").exists()


def test_a_new_writer_needs_a_backup_of_the_same_town_and_an_empty_folder(
    tmp_path: Path, database: str
) -> None:
    address = address_of(database)
    moved(tmp_path / "town", database).close()
    backup(town_of(tmp_path / "other", commits=1), tmp_path / "others")
    founded(tmp_path / "stranger", seed=5).close()
    backup(tmp_path / "stranger", tmp_path / "strangers")
    with pytest.raises(NotATown, match="another town"):
        rejoin(tmp_path / "strangers", tmp_path / "new", address)
    with pytest.raises(NotATown, match="is no backup"):
        rejoin(tmp_path / "town", tmp_path / "new", address)
    with pytest.raises(NotATown, match="is not empty"):
        rejoin(tmp_path / "others", tmp_path / "town", address)


def test_one_of_two_machines_keeps_its_log_in_its_folder(town: Path, database: str) -> None:
    write_standing(town, Standing(stance=Stance.writes, url="http://127.0.0.1:1"))
    with pytest.raises(NotATown, match="one of two machines"):
        move_to_database(town, address_of(database))


def test_a_database_that_moved_is_found_again_and_another_towns_is_not(
    town: Path, database: str, postgres: Server, tmp_path: Path
) -> None:
    move_to_database(town, address_of(database))
    postgres.run("ALTER DATABASE town RENAME TO elsewhere")
    try:
        elsewhere = address_of(postgres.address("elsewhere"))
        with pytest.raises(StorageUnknown):
            open_log(town, writer=False)
        repoint(town, elsewhere)
        assert verify(town).ok
        founded(tmp_path / "stranger", seed=5).close()
        with pytest.raises(NotATown, match="has its log in the folder"):
            repoint(tmp_path / "stranger", elsewhere)
    finally:
        postgres.run("ALTER DATABASE elsewhere RENAME TO town")
    move_to_folder_from(town, database)


def move_to_folder_from(town: Path, database: str) -> None:
    repoint(town, address_of(database))
    move_to_folder(town)
