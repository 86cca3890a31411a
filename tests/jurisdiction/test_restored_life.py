"""Which life a log is in is known from the log itself, whatever is recorded of the restore."""

from pathlib import Path

from tests.app.neighbours.test_two_towns import done
from tocsin.app.wiring import opened
from tocsin.jurisdiction.batch import restored_life


def test_a_restored_log_without_neighbours_is_in_a_life_of_its_own(tmp_path: Path) -> None:
    town, backup = tmp_path / "PE", tmp_path / "backup"
    done("init", str(town), "--name", "Penford", "--code", "PE")
    with opened(town) as before:
        assert restored_life(before.store) == ""
    done("backup", str(town), str(backup))
    done("restore", str(backup), str(town))
    with opened(town) as after:
        life = restored_life(after.store)
        assert life == after.store.incarnations[-1].incarnation
        assert len(after.picture.log_lives) == 0
