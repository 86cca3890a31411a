"""How far back a town looks before it serves."""

import errno
import sqlite3
from pathlib import Path

import pytest

from tests.log.makings import append, clock, founded
from tocsin.log import (
    LogDamaged,
    SeededEntropy,
    StorageUnknown,
    open_store,
    opening,
    verify,
)


def a_town_with_old_damage(folder: Path) -> Path:
    """Twenty records, a snapshot after the last, and a changed word in the third."""
    store = founded(folder)
    append(store, *range(1, 21))
    store.save_snapshot("fold", 20, b"a picture")
    store.close()
    database = sqlite3.connect(folder / "log.sqlite")
    with database:
        database.execute(
            "UPDATE record SET body = CAST(replace(body, 'o-17', 'o-18') AS BLOB)"
            " WHERE position = 3"
        )
    database.close()
    return folder


def test_a_short_log_is_checked_whole_so_old_damage_stops_it(tmp_path: Path) -> None:
    folder = a_town_with_old_damage(tmp_path / "town")
    with pytest.raises(LogDamaged) as damage:
        open_store(folder, True, clock(), SeededEntropy(2))
    assert damage.value.position == 3


def test_a_long_log_is_checked_from_its_snapshot_and_whole_by_verify(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = a_town_with_old_damage(tmp_path / "town")
    monkeypatch.setattr(opening, "WHOLE_UPTO", 10)
    open_store(folder, True, clock(), SeededEntropy(2)).close()
    found = verify(folder)
    assert (found.ok, found.first_bad_position) == (False, 3)


def test_a_town_that_could_not_be_made_can_be_asked_for_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("tocsin.log.towns.make_log_file", full)
        with pytest.raises(StorageUnknown, match="No space left"):
            founded(tmp_path / "town")
    assert list((tmp_path / "town").iterdir()) == []
    founded(tmp_path / "town").close()
