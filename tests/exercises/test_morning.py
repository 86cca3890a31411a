"""The invented morning: the same for the same seed, on the real system, with room for a person."""

import json
from pathlib import Path

import pytest

from tocsin.app.cli import main
from tocsin.app.outcome import Exit
from tocsin.exercises.calls import calls
from tocsin.exercises.chance import Chance
from tocsin.exercises.invented import invented_town
from tocsin.exercises.morning import START

pytestmark = pytest.mark.full


def played(folder: Path, seed: int, capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    """What came of a short morning with this seed."""
    capsys.readouterr()
    words = ["demo", "--headless", "--seed", str(seed), "--hours", "0.6", "--town", str(folder)]
    assert main([*words, "--json"]) == 0
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return found


def test_the_same_seed_gives_the_same_log_to_the_byte(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = played(tmp_path / "a", 5, capsys)
    second = played(tmp_path / "b", 5, capsys)
    other = played(tmp_path / "c", 6, capsys)
    assert first["head"] == second["head"] != other["head"]


def test_every_incident_of_the_morning_is_worked_and_closed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = played(tmp_path / "a", 5, capsys)
    incidents = found["incidents"]
    assert isinstance(incidents, dict)
    assert found["closed"] == sum(incidents.values()) > 3
    assert found["kind"] == "Exercise"


def test_the_demo_replaces_only_what_a_demo_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    real = tmp_path / "town"
    assert main(["init", str(real), "--name", "Port Ellery"]) == 0
    assert main(["demo", "--headless", "--town", str(real)]) == Exit.usage
    assert "not a demo's" in capsys.readouterr().err
    assert main(["verify", str(real)]) == 0


def test_the_morning_goes_on_under_every_other_verb(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "a"
    played(folder, 5, capsys)
    assert main(["verify", str(folder)]) == 0
    assert main(["replay", str(folder), "--json"]) == 0
    replay = json.loads(capsys.readouterr().out.partition("\n")[2])
    assert replay["times_real"] > 1
    assert main(["follow", str(folder), "--as", "chief", "--once"]) == 0
    tick = json.loads(capsys.readouterr().out)
    assert tick["sequence"] == len(tick["deltas"]) > 5
    assert main(["do", str(folder), "C fire P1 @weir lane 3"]) == 0


def test_calls_come_in_order_and_repeats_follow_what_they_tell_of() -> None:
    chance = Chance(11)
    found = calls(chance, invented_town(chance), START, 6, 30)
    by_id = {call.id: call for call in found}
    repeats = [call for call in found if call.repeats]
    assert [call.at for call in found] == sorted(call.at for call in found)
    assert repeats
    assert all(by_id[call.repeats or ""].at < call.at for call in repeats)


def test_draws_depend_on_their_purpose_and_nothing_else() -> None:
    chance = Chance(3)
    first = chance.whole("turnout", "E1", low=1, high=1000)
    chance.share("something else")
    assert chance.whole("turnout", "E1", low=1, high=1000) == first
    assert {chance.whole("die", n, low=1, high=6) for n in range(200)} == {1, 2, 3, 4, 5, 6}
