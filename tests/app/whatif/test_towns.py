"""A region of towns that have logs: their ground, units, plans, policy, closures and times."""

import json
from datetime import UTC, datetime, timedelta
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


MAPPING = """
version = 1
source = "old"
zone = "UTC"
[times]
formats = ["%Y-%m-%d %H:%M"]
[types]
default_group = "other"
[types.map]
"Ill" = "medical.unwell"
"Fire" = "fire.structure"
[[table]]
format = "csv"
[table.call]
id = "Call"
type = "Type"
[table.call.times]
received = "Received"
[table.unit]
id = "Unit"
[table.unit.times]
on_scene = "There"
transporting = "Leaves"
cleared = "Clear"
"""
LEARNED = '\n[learned]\ntown = "old"\n'


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four weeks, on record since a Monday: somebody falls ill each hour from eight to eight, one
    of three is taken along; eight fires."""
    folder = grown(tmp_path_factory.mktemp("old"))
    begin = datetime(2026, 1, 5, tzinfo=UTC)
    rows = ["Call,Type,Received,Unit,There,Leaves,Clear"]
    for number in range(28 * 12):
        day, hour = divmod(number, 12)
        at = [begin + timedelta(days=day, hours=8 + hour, minutes=m) for m in (0, 9, 20, 40)]
        received, there, leaves, clear = (f"{each:%Y-%m-%d %H:%M}" for each in at)
        leaves = leaves if number % 3 == 0 else ""
        type = "Fire" if number % 42 == 41 else "Ill"
        rows.append(f"C{number},{type},{received},A1,{there},{leaves},{clear}")
    (folder / "old.csv").write_text("\n".join(rows) + "\n")
    (folder / "old.toml").write_text(MAPPING)
    assert main(["init", str(folder / "old"), "--name", "Old", "--zone", "UTC"]) == Exit.done
    words = ["import", str(folder / "old"), str(folder / "old.csv")]
    assert main([*words, "--mapping", str(folder / "old.toml")]) == Exit.done
    return folder


def test_calls_have_the_hours_of_a_log_and_its_patients(old: Path) -> None:
    fitted = ("transport_permille = 700", "fitted = true")
    found = ready_of(written(old, fitted, more=LEARNED))
    row, stream = found.frame.scenario.calls[0], found.task.streams[0]
    assert row.transport_permille == 341  # 112 of 328
    assert row.day_spread == 0
    day = stream.mean.reshape(7, 24).mean(axis=0)
    plain = ready_of(written(old)).task.streams[0]
    assert stream.mean.sum() == pytest.approx(plain.mean.sum())  # as many, at other hours
    assert day[9:19].sum() > 0.8 * day.sum()
    assert set(plain.mean) == {plain.mean[0]}
    assert [each.world.transport_permille[0] for each in found.arms] == [341, 341]
    assert any(
        each.startswith("medical.unwell as in the log of the learned town: 328 calls of")
        for each in found.notes
    )


def test_what_is_written_stands_before_the_log(old: Path) -> None:
    said = ("transport_permille = 700", 'fitted = true\nhours = "evening"\nday_spread = 0.5')
    row = ready_of(written(old, said, more=LEARNED)).frame.scenario.calls[0]
    assert (row.hours, row.day_spread, row.transport_permille) == ("evening", 0.5, 341)


@pytest.mark.parametrize(
    ("change", "more", "says"),
    [
        (("transport_permille = 700", "fitted = true"), "", "calls 1, fitted: fitted to what?"),
        (
            ("per_day_per_10_000 = 20.0", "per_day_per_10_000 = 20.0\nfitted = true"), LEARNED,
            "calls 2, fitted: the log of the learned town tells of too few calls",
        ),
        (
            ('hours = "evening"', "fitted = true"), LEARNED,
            "calls 2, fitted: the log of the learned town tells too little of when",
        ),
        (
            ("= 700", '= 700\nfitted = true\nhours = "evening"\nday_spread = 0'), LEARNED,
            "calls 1, fitted: nothing is left to be fitted",
        ),
    ],
)  # fmt: skip
def test_what_the_log_cannot_fill_is_told(
    change: tuple[str, str], more: str, says: str, old: Path, capsys: Capture
) -> None:
    if "too few" in says:
        path = written(old, change, ('hours = "evening"', 'hours = "evening"\nday_spread = 0'),
                       more=more)  # fmt: skip
    else:
        path = written(old, change, more=more)
    capsys.readouterr()
    assert main(["whatif", str(path), "--check"]) == Exit.malformed
    assert says in capsys.readouterr().err
