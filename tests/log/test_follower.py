"""A copy takes what belongs to it, byte for byte, and nothing else; and a fenced writer's tail."""

from pathlib import Path

import pytest

from tests.log.makings import append, append_entries, clock, entry, founded, numbers
from tocsin.log import (
    Cause,
    Forgotten,
    LogDamaged,
    NotATown,
    SeededEntropy,
    SqliteStore,
    StoreStopped,
    open_store,
    verify,
)
from tocsin.log.follower import Fault, FollowerStore, NotTaken, lay_out_follower
from tocsin.log.keyfile import KeyFile
from tocsin.log.mark import MARK_FILE, MarkFile, read_mark
from tocsin.log.record import incarnation_of
from tocsin.log.signing import KEY_FILE, TownKey
from tocsin.log.standing import Stance, Standing, write_standing
from tocsin.log.stepping_down import records_aside, set_aside, step_down
from tocsin.log.tables import Row


@pytest.fixture
def writer(tmp_path: Path) -> SqliteStore:
    store = founded(tmp_path / "town")
    append(store, 1)
    append(store, 2, 3)
    append(store, 4)
    return store


def copy_of(writer: SqliteStore, folder: Path) -> FollowerStore:
    """An empty copy of this town."""
    key = TownKey.load(writer.folder / KEY_FILE)
    lay_out_follower(folder, writer.reader.header_body, writer.reader.header_signature, key)
    return opened(folder)


def opened(folder: Path) -> FollowerStore:
    return FollowerStore(folder, clock(), SeededEntropy(7))


def rows_of(writer: SqliteStore, after: int = 0) -> list[Row]:
    head = writer.head().position
    return [row for batch in writer.reader.rows(after, head) for row in batch]


def changed(row: Row, *, body: bytes | None = None, hash_: bytes | None = None) -> Row:
    return (row[0], hash_ or row[1], body or row[2], row[3])


def test_a_copy_is_the_same_log_and_opens_as_one(writer: SqliteStore, tmp_path: Path) -> None:
    copy = copy_of(writer, tmp_path / "copy")
    assert copy.take([], rows_of(writer)[:3]) == 3
    assert copy.take([], rows_of(writer)) == 4
    assert copy.head() == writer.head()
    assert copy.find("c-3") == (3, 3)
    copy.close()
    assert verify(tmp_path / "copy").ok
    again = opened(tmp_path / "copy")
    assert numbers(again) == [1, 2, 3, 4]
    with pytest.raises(StoreStopped, match="follows"):
        append(again, 5)
    again.close()


@pytest.mark.parametrize(
    ("sent", "fault"),
    [
        pytest.param(lambda rows: rows[1:], Fault.gap, id="a-gap-before"),
        pytest.param(lambda rows: [rows[0], *rows[2:]], Fault.gap, id="a-gap-within"),
        pytest.param(lambda rows: rows[:2], Fault.not_signed, id="a-commit-cut-short"),
        pytest.param(
            lambda rows: [changed(rows[0], body=rows[0][2].replace(b"c-1", b"c-9")), *rows[1:]],
            Fault.forked,
            id="a-changed-record",
        ),
        pytest.param(
            lambda rows: [changed(rows[0], hash_=b"\0" * 32), *rows[1:]],
            Fault.forked,
            id="a-changed-hash",
        ),
        pytest.param(
            lambda rows: [*rows[:3], (*rows[3][:3], b"\1" * 64)], Fault.not_signed, id="forged-head"
        ),
    ],
)
def test_what_does_not_belong_is_named_and_not_kept(
    writer: SqliteStore, tmp_path: Path, sent: object, fault: Fault
) -> None:
    copy = copy_of(writer, tmp_path / "copy")
    assert callable(sent)
    with pytest.raises(NotTaken) as refused:
        copy.take([], sent(rows_of(writer)))
    assert refused.value.fault is fault
    assert copy.head().position == 0
    assert copy.take([], rows_of(writer)) == 4
    copy.close()


def test_another_history_of_the_same_town_is_a_fork(tmp_path: Path) -> None:
    one, other = founded(tmp_path / "one"), founded(tmp_path / "other")
    append(one, 1, 2)
    append(other, 1)
    append(other, 9)
    copy = copy_of(one, tmp_path / "copy")
    copy.take([], rows_of(one))
    with pytest.raises(NotTaken) as refused:
        copy.take([], rows_of(other))
    assert refused.value.fault is Fault.forked
    assert refused.value.position == 2
    assert copy.head() == one.head()
    for each in (one, other, copy):
        each.close()


def test_another_towns_header_lays_nothing_out(writer: SqliteStore, tmp_path: Path) -> None:
    other = founded(tmp_path / "other", seed=2)
    key = TownKey.load(other.folder / KEY_FILE)
    with pytest.raises(NotTaken):
        lay_out_follower(
            tmp_path / "copy", writer.reader.header_body, writer.reader.header_signature, key
        )
    assert not (tmp_path / "copy" / "log.sqlite").exists()
    other.close()


def test_forgetting_reaches_the_copy(writer: SqliteStore, tmp_path: Path) -> None:
    assert isinstance(writer.keys, KeyFile)
    blob = writer.blobs.put("incident/HB-1", "text/plain", b"floor plan")
    stored = writer.blobs.stored(blob.digest)
    assert stored is not None
    copy = copy_of(writer, tmp_path / "copy")
    copy.take_keys(list(writer.keys.all_keys()))
    copy.take_blob(blob.digest, stored)
    assert copy.blobs.get(blob) == b"floor plan"
    (secret,) = [secret for _, secret in writer.keys.all_keys()]
    writer.keys.forget("incident/HB-1")
    copy.bury(writer.keys.all_tombstones())
    assert copy.blobs.get(blob) is None
    assert list(copy.blobs.digests()) == []
    copy.take_keys([("incident/HB-1", secret)])
    with pytest.raises(Forgotten):
        copy.keys.seal("incident/HB-1", "again")
    copy.close()
    for path in (tmp_path / "copy").rglob("*"):
        assert not path.is_file() or secret not in path.read_bytes()


def test_an_attachment_that_is_not_its_digest_is_not_kept(
    writer: SqliteStore, tmp_path: Path
) -> None:
    copy = copy_of(writer, tmp_path / "copy")
    with pytest.raises(LogDamaged):
        copy.take_blob("ab" * 32, b"something else")
    assert list(copy.blobs.digests()) == []
    copy.close()


def test_a_copy_that_goes_on_begins_a_new_life(writer: SqliteStore, tmp_path: Path) -> None:
    copy = copy_of(writer, tmp_path / "copy")
    copy.take([], rows_of(writer))
    life = copy.begin("cd" * 16, clock().now())
    copy.close()
    assert incarnation_of(life.body).cause is Cause.taken_over
    gone_on = open_store(tmp_path / "copy", True)
    append(gone_on, 5)
    assert [each.cause for each in gone_on.incarnations] == [Cause.created, Cause.taken_over]
    gone_on.close()
    assert verify(tmp_path / "copy").ok


def test_a_crash_between_the_new_life_and_its_mark_is_mended(
    writer: SqliteStore, tmp_path: Path
) -> None:
    copy = copy_of(writer, tmp_path / "copy")
    copy.take([], rows_of(writer))
    before = read_mark(tmp_path / "copy" / MARK_FILE)
    copy.begin("cd" * 16, clock().now())
    copy.close()
    mark = MarkFile(tmp_path / "copy" / MARK_FILE)
    mark.write(before)
    mark.close()
    with pytest.raises(LogDamaged, match="high-water mark is of incarnation"):
        open_store(tmp_path / "copy", True)
    again = opened(tmp_path / "copy")
    again.close()
    assert verify(tmp_path / "copy").ok


def test_the_tail_of_an_overtaken_writer_is_set_aside_and_not_lost(
    writer: SqliteStore, tmp_path: Path
) -> None:
    copy = copy_of(writer, tmp_path / "copy")
    copy.take([], rows_of(writer))
    life = copy.begin("cd" * 16, clock().now())
    copy.close()
    append_entries(writer, [entry(5), entry(6)])
    writer.close()
    gone_on = open_store(tmp_path / "copy", True)
    append(gone_on, 7)
    aside = step_down(writer.folder, life)
    assert aside is not None
    assert (aside.after, aside.upto) == (4, 6)
    assert step_down(writer.folder, life) == aside, "asked again, done once"
    assert [each.command_id for each in records_aside(aside)] == ["c-5", "c-6"]
    assert set_aside(writer.folder) == [aside]
    following = opened(writer.folder)
    assert numbers(following) == [1, 2, 3, 4]
    assert following.take(following.lives(), rows_of(gone_on, after=4)) == 5
    assert following.head() == gone_on.head()
    following.close()
    gone_on.close()
    assert verify(writer.folder).ok


def test_a_life_that_went_on_from_another_history_changes_nothing_here(
    writer: SqliteStore, tmp_path: Path
) -> None:
    other = founded(tmp_path / "other")
    append(other, 8, 9)
    copy = copy_of(other, tmp_path / "copy")
    copy.take([], rows_of(other))
    life = copy.begin("cd" * 16, clock().now())
    copy.close()
    other.close()
    writer.close()
    with pytest.raises(LogDamaged, match="another history"):
        step_down(writer.folder, life)
    again = open_store(writer.folder, True)
    assert numbers(again) == [1, 2, 3, 4]
    again.close()


@pytest.mark.parametrize("stance", [Stance.follows, Stance.takes_over, Stance.fenced])
def test_a_copy_is_never_opened_to_write(
    writer: SqliteStore, tmp_path: Path, stance: Stance
) -> None:
    writer.close()
    write_standing(writer.folder, Standing(stance=stance, url="http://second:8766"))
    with pytest.raises(NotATown, match="http://second:8766"):
        open_store(writer.folder, True)
    looked_at = open_store(writer.folder, False)
    assert numbers(looked_at) == [1, 2, 3, 4]
    looked_at.close()


def test_the_standing_is_for_its_owner_only(writer: SqliteStore) -> None:
    write_standing(writer.folder, Standing(stance=Stance.writes, secret="ab" * 32))
    assert (writer.folder / "standby.json").stat().st_mode & 0o077 == 0
    writer.close()
