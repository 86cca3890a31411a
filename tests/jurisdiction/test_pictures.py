"""Pictures at any position; snapshots and restarts that give the same picture, byte for byte."""

import os
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from tests.jurisdiction.towns import clock, fire, founded, furnished, in_memory
from tests.needs import ROOT
from tocsin.app.wiring import opened
from tocsin.jurisdiction import town as running
from tocsin.jurisdiction.archive import Archive
from tocsin.jurisdiction.fold import READER, fold
from tocsin.jurisdiction.reading import latest
from tocsin.jurisdiction.snapshots import decode, encode
from tocsin.log import MemoryShelf
from tocsin.operations.catalogue import fold_version
from tocsin.operations.picture import Picture


def test_the_picture_at_every_position_is_what_the_steps_up_to_it_give(busy_town: Path) -> None:
    with opened(busy_town) as town:
        picture = Picture()
        for record in town.store.read():
            picture = READER.fold(picture, record.name, bytes(record.payload), record)
            if record.position % 7 == 0:
                assert town.picture_at(record.position) == picture, record
        assert town.picture_at() == town.picture == picture
        assert town.picture_at(0) == Picture()


def test_a_snapshot_read_back_is_the_picture_and_writes_the_same_bytes(busy_town: Path) -> None:
    with opened(busy_town) as town:
        stored = encode(town.picture)
        assert decode(stored) == town.picture
        assert encode(decode(stored)) == stored


def test_a_restart_from_the_snapshot_equals_a_full_replay_byte_for_byte(busy_town: Path) -> None:
    with opened(busy_town) as town:
        town.save_snapshot()
        fire(town, "after the snapshot", actor=f"{town.code}-p-first")
        lived = encode(town.picture)
        full = encode(fold(town.store.read()))
        town._snapshot_at = town.position  # The next start has something to fold.
    with opened(busy_town) as town:
        snapshot = town.store.load_snapshot(fold_version())
        assert snapshot is not None
        assert snapshot.position < town.position
        assert encode(town.picture) == lived == full


def test_a_restart_without_a_snapshot_gives_the_same_bytes(busy_town: Path) -> None:
    with opened(busy_town) as town:
        lived = encode(town.picture)
    for path in (busy_town / "snapshots").iterdir():
        path.unlink()
    with opened(busy_town) as town:
        assert encode(town.picture) == lived


def test_a_snapshot_of_another_fold_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A planted wrong picture: under its own fold it would be believed, under another it is not."""
    folder = founded(tmp_path / "town")
    with opened(folder, clock()) as town:
        fire(town)
        town.store.save_snapshot("another-fold", town.position, encode(Picture()))
    with opened(folder, clock()) as town:
        assert len(town.picture.incidents) == 1
        town.store.save_snapshot(fold_version(), town.position, encode(Picture()))
        believed, _ = latest(town.store, town.archive)
        assert believed == Picture(), "the negative control"


DIGEST = """
import hashlib, sys
from pathlib import Path
from tocsin.jurisdiction.archive import Archive
from tocsin.jurisdiction.fold import fold
from tocsin.jurisdiction.reading import latest
from tocsin.jurisdiction.snapshots import encode
from tocsin.log import MemoryShelf, open_store
store = open_store(Path(sys.argv[1]), False)
print(hashlib.sha256(encode(fold(store.read()))).hexdigest())
print(hashlib.sha256(encode(latest(store, Archive(MemoryShelf()))[0])).hexdigest())
"""


@pytest.mark.full
def test_pictures_are_the_same_bytes_under_every_hash_seed(busy_town: Path) -> None:
    told = set()
    for seed in ("0", "1", "20261"):
        found = subprocess.run(
            [sys.executable, "-c", DIGEST, str(busy_town)],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT / "src")},
            check=True,
            capture_output=True,
            text=True,
        )
        told |= set(found.stdout.split())
    assert len(told) == 1, told


def test_the_order_in_which_a_dict_was_filled_would_be_noticed() -> None:
    """The negative control: an encoding that does not sort tells apart what is equal."""
    a, b = {"x": 1, "y": 2}, {"y": 2, "x": 1}
    assert a == b
    assert msgspec.msgpack.encode(a) != msgspec.msgpack.encode(b)


def test_a_town_keeps_a_snapshot_every_so_many_records_and_when_it_closes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "SNAPSHOT_EVERY", 5)
    with furnished(tmp_path / "town") as town:
        first = town.store.load_snapshot(fold_version())
        for number in range(6):
            fire(town, f"c-{number}")
        later = town.store.load_snapshot(fold_version())
        assert first is not None
        assert later is not None
        assert first.position < later.position
        fire(town, "last")
        end = town.position
    with opened(tmp_path / "town", clock()) as town:
        kept = town.store.load_snapshot(fold_version())
        assert kept is not None
        assert kept.position == end


def test_a_town_on_the_same_log_is_the_same_town() -> None:
    with in_memory() as town:
        fire(town)
        again = in_memory(town.store)
        assert (again.picture, again.position) == (town.picture, town.position)
        rebuilt, _ = latest(town.store, Archive(MemoryShelf()))
        assert rebuilt == town.picture
