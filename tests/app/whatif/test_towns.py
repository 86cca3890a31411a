"""A region of towns that have logs: their ground, units, plans, policy, closures and times."""

import json
from pathlib import Path

import pytest

from tests.app.whatif.small import grown, written
from tocsin.app.cli import main
from tocsin.app.outcome import Exit
from tocsin.app.whatif.preparing import Prepared, prepared

pytestmark = pytest.mark.full
Capture = pytest.CaptureFixture[str]
NAMES = {"kel": "Kelderhaven", "ler": "Lerchenfurt"}
FIRE = {
    "name": "Fire", "trigger": {"types": ["fire"]},
    "cards": [{"level": 1, "needs": [{"kind": "engine"}]}],
}  # fmt: skip
ASIDE = '[plans.aside]\nname = "Aside"\ntrigger = { types = ["aside"] }\n'
BARE = (
    ('ground = "ground"', 'towns = ["kel", "ler"]'),
    ('[[crews]]\nkind = "engine"\nat = ["fire_station"]\nleast = 2\n', ""),
    ('[[crews]]\nkind = "water_tender"\nat = ["fire_station"]\nshares_crew_with = "engine"\n', ""),
    ('[plans.fire]\nname = "Fire"\ntrigger = { types = ["fire"] }\n', ASIDE),
)  # fmt: skip


def do(town: Path, *words: str) -> None:
    assert main(["do", str(town), *words]) == Exit.done


def order(town: Path, command: str, **fields: object) -> None:
    do(town, "--command", command, "--fields", json.dumps(fields))


def founded(folder: Path, name: str, code: str, at: str) -> None:
    town = folder / name
    words = ["init", str(town), "--name", NAMES[name], "--code", code, "--officer", "ada"]
    assert main(words) == Exit.done
    adopt = ["ground", "adopt", str(town), str(folder / "ground")]
    assert main(adopt) == Exit.done
    do(town, f'NS quay {at} "Quay')
    do(town, "NU E1 engine quay")
    do(town, "NU W1 water_tender quay")
    order(town, "AdoptPlan", plan="fire", over=0, content=FIRE)


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = grown(tmp_path_factory.mktemp("region"))
    with prepared(written(folder)) as ready:
        land, stations = ready.frame.land, ready.frame.stations
    for name, code in (("kel", "KE"), ("ler", "LE")):
        spot = next(e.spot for e in stations if land.towns[e.town] == NAMES[name])
        founded(folder, name, code, f"{spot[0] / 1e6},{spot[1] / 1e6}")
    order(folder / "kel", "AdoptDispatchPolicy", name="ours", over=0,
          weights={"cover_s_per_percent": 33})  # fmt: skip
    return folder


def ready_of(path: Path) -> Prepared:
    with prepared(path) as found:
        return found


def test_towns_bring_units_stations_plans_and_policy(region: Path) -> None:
    found = ready_of(written(region, *BARE))
    arm = found.arms[1]
    named = {each.name: each for each in arm.fleet.units}
    assert {"KE-E1", "KE-W1", "LE-E1", "LE-W1"} < set(named)
    assert named["KE-E1"].station == "Quay, Kelderhaven (quay)"
    towns = found.frame.land.towns
    assert [towns[named[e].town] for e in ("KE-E1", "LE-E1")] == ["Kelderhaven", "Lerchenfurt"]
    homes = {e.name: arm.world.unit_home[n] for n, e in enumerate(arm.fleet.units)}
    assert homes["KE-E1"] == homes["KE-W1"] != homes["LE-E1"]
    assert arm.policy_name == "as each town adopted"
    assert arm.policy.cover_s_per_percent.tolist() == [33, 2]
    assert [each.position for each in found.logs] == [
        each.position for each in found.logs if each.position > 5
    ]


def test_a_town_whose_plan_differs_is_named(region: Path) -> None:
    content = {**FIRE, "cards": [{"level": 1, "needs": [{"kind": "engine", "quantity": 2}]}]}
    order(region / "ler", "AdoptPlan", plan="fire", over=1, content=content)
    notes = " ".join(ready_of(written(region, *BARE)).notes)
    assert "plan fire: Lerchenfurt has another one; that of Kelderhaven is taken" in notes
    order(region / "ler", "AdoptPlan", plan="fire", over=2, content=FIRE)
    assert "plan fire" not in " ".join(ready_of(written(region, *BARE)).notes)


def test_a_unit_without_a_place_is_told(region: Path, capsys: Capture) -> None:
    do(region / "ler", 'NS shed "Shed')
    do(region / "ler", "NU E5 engine shed")
    capsys.readouterr()
    assert main(["whatif", str(written(region, *BARE)), "--check"]) == Exit.malformed
    err = capsys.readouterr().err
    assert "unit E5 of Lerchenfurt has no position: its station (shed) has no place" in err


def test_times_of_a_log_that_tells_too_little_are_told(region: Path, capsys: Capture) -> None:
    fitted = ("p50_s = 60\np90_s = 120", "fitted = true")
    path = written(region, fitted, more='\n[learned]\ntown = "kel"\n')
    assert main(["whatif", str(path), "--check"]) == Exit.malformed
    assert "delay 1: the log of the learned town tells too little" in capsys.readouterr().err
