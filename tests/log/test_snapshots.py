"""Pictures beside the log are a convenience: never trusted unproven, never needed."""

from pathlib import Path

import pytest

from tests.log.makings import append, founded, numbers, town_of
from tocsin.log import SqliteStore, open_store


def with_snapshots(town: Path) -> SqliteStore:
    store = founded(town)
    for number in (1, 2, 3):
        append(store, number)
        store.save_snapshot("fold-a", number, b"picture %d" % number)
    return store


def newest(town: Path) -> Path:
    return max((town / "snapshots").iterdir())


def test_two_pictures_of_a_fold_are_kept(tmp_path: Path) -> None:
    with_snapshots(tmp_path / "town").close()
    assert len(list((tmp_path / "town" / "snapshots").iterdir())) == 2
    again = open_store(tmp_path / "town", writer=True)
    loaded = again.load_snapshot("fold-a")
    assert loaded is not None
    assert (loaded.position, loaded.picture) == (3, b"picture 3")
    again.close()


def test_of_older_folds_one_picture_stays_for_going_back_a_version(tmp_path: Path) -> None:
    store = with_snapshots(tmp_path / "town")
    store.save_snapshot("fold-b", 3, b"by the new fold")
    before = store.load_snapshot("fold-a")
    assert before is not None
    assert before.picture == b"picture 3"
    store.save_snapshot("fold-c", 3, b"by the newest fold")
    assert len(list((tmp_path / "town" / "snapshots").iterdir())) == 2
    store.close()


@pytest.mark.parametrize("where", [0, 20, -1])
def test_a_damaged_picture_is_passed_over_for_the_one_before(tmp_path: Path, where: int) -> None:
    store = with_snapshots(tmp_path / "town")
    path = newest(tmp_path / "town")
    content = bytearray(path.read_bytes())
    content[where] ^= 1
    path.write_bytes(content)
    loaded = store.load_snapshot("fold-a")
    assert loaded is not None
    assert loaded.picture == b"picture 2"
    store.close()


def test_a_picture_that_another_town_signed_is_not_taken(tmp_path: Path) -> None:
    with_snapshots(tmp_path / "town").close()
    other = founded(tmp_path / "other", seed=2)
    append(other, 1, 2, 3, 4)
    other.save_snapshot("fold-a", 4, b"foreign")
    other.close()
    foreign = newest(tmp_path / "other")
    (tmp_path / "town" / "snapshots" / foreign.name).write_bytes(foreign.read_bytes())
    store = open_store(tmp_path / "town", writer=True)
    loaded = store.load_snapshot("fold-a")
    assert loaded is not None
    assert loaded.picture == b"picture 3"
    store.close()


def test_a_picture_of_records_that_are_not_there_is_not_taken(tmp_path: Path) -> None:
    longer = with_snapshots(tmp_path / "longer")
    longer.close()
    town = town_of(tmp_path / "town", 1)
    (town / "snapshots").mkdir()
    for path in (tmp_path / "longer" / "snapshots").iterdir():
        (town / "snapshots" / path.name).write_bytes(path.read_bytes())
    store = open_store(town, writer=True)
    assert store.load_snapshot("fold-a") is None
    assert numbers(store) == [1]
    store.close()


def test_a_name_that_is_no_fold_is_refused(tmp_path: Path) -> None:
    store = founded(tmp_path / "town")
    with pytest.raises(ValueError, match="fold"):
        store.save_snapshot("../../outside", 0, b"")
    store.close()
