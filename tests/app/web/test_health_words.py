"""How the system is, in an operator's words: what is well, what is not, and what to do next."""

from pathlib import Path

import pytest

from tests.app.test_adopting import made
from tests.app.web.doors import Opened, open_door
from tests.app.web.test_ground import adopt
from tocsin.app.backup_note import FILE, note_backup
from tocsin.app.web import door as door_module
from tocsin.operations.picture.token import Scope


def things(door: Opened) -> dict[str, dict[str, str]]:
    got = door.ask("GET", "/v1/health/words")
    assert got.status == 200, got
    found = got.json["things"]
    assert isinstance(found, list)
    assert [each["name"] for each in found] == [*dict.fromkeys(each["name"] for each in found)]
    for each in found:
        assert each["says"].endswith(".")
        assert each["next"] or each["state"] in ("good", "unknown")
    return {each["name"]: each for each in found}


def test_an_operator_reads_how_everything_is_the_worst_first(door: Opened) -> None:
    stream = door.follow()
    stream.next()
    door.open_incident()
    found = things(door)
    assert {"log", "orders", "standby", "disk", "backup", "screens", "ground", "positions",
            "certificate", "clock", "restore drill", "retention"} <= set(found)  # fmt: skip
    assert found["log"]["state"] == "good"
    assert "records; the last one" in found["log"]["says"]
    assert found["standby"]["state"] == "attention"
    assert "One follows live." in found["screens"]["says"]
    order = ["bad", "attention", "unknown", "good"]
    ranks = [order.index(each["state"]) for each in found.values()]
    assert ranks == sorted(ranks)
    stream.close()
    looking = door.let_in("observer", scopes=(Scope.look,))
    assert door.ask("GET", "/v1/health/words", token=looking).status == 403


def test_a_backup_and_a_ground_are_known_once_they_are_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(door_module, "LOOK_AGAIN_S", 0.0)
    town = tmp_path / "town"
    with open_door(town) as door:
        before = things(door)
        assert (before["backup"]["state"], before["ground"]["state"]) == ("attention",) * 2
        note_backup(town, door.town.position, "elsewhere")
        adopt(door, town, made(tmp_path, "one"))
        after = things(door)
        assert (after["backup"]["state"], after["ground"]["state"]) == ("good", "good")
        (town / FILE).write_text('{"at": "2020-01-01T00:00:00Z", "position": 1, "where": "x"}')
        assert things(door)["backup"]["state"] == "attention"
