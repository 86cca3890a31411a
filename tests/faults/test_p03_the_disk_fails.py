"""P3, at the store: a full or failing disk gives "unknown", nothing half-applied, and recovers."""

import subprocess
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

import apsw
import pytest

from tests.faults.disk import Disk
from tests.log.makings import MORNING, append, append_entries, clock, entry, founded, numbers
from tests.needs import need, need_root
from tocsin.log import (
    CommandOnRecord,
    Entry,
    Head,
    LogDamaged,
    SeededEntropy,
    SqliteStore,
    StorageUnknown,
    StoreStopped,
    open_store,
    verify,
)
from tocsin.log.mark import MarkFile

SMALL_BYTES = 6_000_000
LONGEST_COMMIT = 26
"""Disk operations of the order below at the most: its new key, its records."""


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of six megabytes in memory."""
    need_root()
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={SMALL_BYTES}", "tmpfs", str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    need(mounted.returncode == 0, f"mounting is not allowed here: {mounted.stderr.strip()}")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def fill(folder: Path) -> Path:
    """Use up every byte that is left."""
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file:
        for size in (1 << 20, 1 << 12, 1):
            try:
                while True:
                    file.write(bytes(size))
            except OSError:
                continue
    return filler


def commands(first: int, count: int) -> list[Entry]:
    """`count` records of one command."""
    return [entry(number, f"order-{first}") for number in range(first, first + count)]


def until_unknown(store: SqliteStore, acknowledged: int) -> tuple[int, str]:
    """Order by order until the storage fails: how far it came, and what it said."""
    while True:
        try:
            append_entries(store, commands(acknowledged + 1, 20))
        except StorageUnknown as trouble:
            return acknowledged, str(trouble)
        acknowledged += 20


def test_a_full_disk_is_unknown_then_well_again_without_a_restart(small_disk: Path) -> None:
    store = founded(small_disk / "town")
    append_entries(store, commands(1, 20))
    filler = fill(small_disk)
    acknowledged, said = until_unknown(store, 20)
    first = acknowledged + 1
    assert "ask again with the same ids" in said
    assert store.is_stopped
    with pytest.raises(StoreStopped):
        append_entries(store, commands(first, 20))
    with pytest.raises(StorageUnknown, match="make space"):
        store.recover()
    filler.unlink()
    head = store.recover()
    assert head.position in {acknowledged, acknowledged + 20}, "nothing half-applied"
    if store.find(f"order-{first}") is None:
        append_entries(store, commands(first, 20))
    with pytest.raises(CommandOnRecord):
        append_entries(store, commands(first, 20))
    assert numbers(store) == list(range(1, acknowledged + 21))
    store.close()
    assert verify(small_disk / "town").ok


def test_a_new_key_that_finds_no_space_stops_the_commit_it_was_made_for(small_disk: Path) -> None:
    store = founded(small_disk / "town")
    append(store, 1)
    filler = fill(small_disk)
    for number in range(300):
        store.keys.seal(f"incident/HB-{number}", "text")
    with pytest.raises(StorageUnknown):
        append(store, 2)
    filler.unlink()
    store.recover()
    append(store, 2)
    assert numbers(store) == [1, 2]
    beside = open_store(small_disk / "town", writer=False)
    assert beside.keys.holds("incident/HB-299")
    beside.close()
    store.close()


def test_an_attachment_that_finds_no_space_leaves_nothing_behind(small_disk: Path) -> None:
    store = founded(small_disk / "town")
    store.keys.seal("incident/HB-1", "the key is there")
    store.keys.flush()
    with pytest.raises(StorageUnknown):
        store.blobs.put("incident/HB-1", "text/plain", b"x" * SMALL_BYTES)
    assert list(store.blobs.digests()) == []
    left = [path for path in (small_disk / "town" / "blobs").rglob("*") if path.is_file()]
    assert left == []
    store.blobs.put("incident/HB-1", "text/plain", b"x" * 1000)
    store.close()


class Hopeful(SqliteStore):
    """The sabotaged store: after a storage error it takes the commit for done and goes on."""

    def append(self, entries: Sequence[Entry], *, after: int, recorded_at: datetime) -> Head:
        try:
            return super().append(entries, after=after, recorded_at=recorded_at)
        except StorageUnknown:
            return self.recover()


ERRORS = [apsw.IOError, apsw.FullError]


def failing_once(
    folder: Path, monkeypatch: pytest.MonkeyPatch, nth: int, error: type[apsw.Error], kind: str
) -> tuple[SqliteStore, Disk, bool]:
    """A town whose third order meets one failing disk operation; did the order come to that?"""
    disk = Disk()
    disk.under(monkeypatch)
    founded(folder / "town").close()
    maker = {"ours": SqliteStore, "hopeful": Hopeful}[kind]
    store = maker(folder / "town", clock(), SeededEntropy(2))
    append_entries(store, commands(1, 2))
    append_entries(store, commands(3, 2))
    store.keys.seal("incident/HB-1", "text")
    disk.error, disk.fail_at = error, disk.operations + nth
    try:
        append_entries(store, commands(5, 2))
    except StorageUnknown:
        return store, disk, True
    return store, disk, False


@pytest.mark.parametrize("error", ERRORS)
@pytest.mark.parametrize("nth", range(1, LONGEST_COMMIT + 1))
def test_whichever_disk_operation_fails_an_order_is_on_record_whole_and_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, nth: int, error: type[apsw.Error]
) -> None:
    store, disk, is_unknown = failing_once(tmp_path, monkeypatch, nth, error, "ours")
    disk.fail_at = None
    if is_unknown:
        with pytest.raises(StoreStopped):
            append_entries(store, commands(7, 2))
        store.recover()
    # Asked again with the same id.
    if store.find("order-5") is None:
        assert is_unknown, "acknowledged and not on record"
        append_entries(store, commands(5, 2))
    assert store.find("order-5") == (5, 6)
    append_entries(store, commands(7, 2))
    assert numbers(store) == list(range(1, 9))
    store.close()
    monkeypatch.undo()
    assert verify(tmp_path / "town").ok


def test_the_sweep_meets_every_operation_of_a_commit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, disk, is_unknown = failing_once(tmp_path, monkeypatch, 1_000, apsw.IOError, "ours")
    assert not is_unknown
    assert 4 <= disk.operations - (disk.fail_at or 0) + 1_000 <= LONGEST_COMMIT


def test_control_a_store_that_hopes_after_an_error_is_caught(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = 0
    for nth in range(1, LONGEST_COMMIT + 1):
        folder = tmp_path / str(nth)
        folder.mkdir()
        with monkeypatch.context() as patched:
            store, _, is_unknown = failing_once(folder, patched, nth, apsw.IOError, "hopeful")
            assert not is_unknown, "it says that all is well"
            missing += store.find("order-5") is None
            store.close()
    assert missing > 0


def test_a_commit_that_went_through_without_its_mark_is_unknown_and_then_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = founded(tmp_path / "town")
    append(store, 1)

    def fails(_self: MarkFile, _mark: object) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patched:
        patched.setattr(MarkFile, "write", fails)
        with pytest.raises(StorageUnknown):
            append(store, 2)
        with pytest.raises(StorageUnknown):
            store.recover()
    assert store.recover().position == 2
    assert store.find("c-2") == (2, 2)
    append(store, 3)
    store.close()
    open_store(tmp_path / "town", writer=True).close()


def test_a_disk_that_lost_acknowledged_records_does_not_recover_silently(tmp_path: Path) -> None:
    store = founded(tmp_path / "town")
    append(store, 1)
    (tmp_path / "older").write_bytes((tmp_path / "town" / "log.sqlite").read_bytes())
    for number in range(2, 50):
        append(store, number)
    (tmp_path / "older").replace(tmp_path / "town" / "log.sqlite")
    for side in ("log.sqlite-wal", "log.sqlite-shm"):
        (tmp_path / "town" / side).unlink()
    with pytest.raises(StorageUnknown):
        store.append([entry(50)], after=49, recorded_at=MORNING)
    with pytest.raises(LogDamaged):
        store.recover()
    with pytest.raises(StoreStopped):
        store.append([entry(50)], after=49, recorded_at=MORNING)
    store.close()
