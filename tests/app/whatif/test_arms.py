"""What an arm changes is changed, and nothing else; the world is that of ground and file."""

from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from tests.app.whatif.small import grown, written
from tocsin.app.advising.homes import Homes
from tocsin.app.advising.roads import RoadGround
from tocsin.app.ground.asking import opened, owners_of
from tocsin.app.ground.folder import manifest_of
from tocsin.app.ground.standing import Ready
from tocsin.app.outcome import Told
from tocsin.app.whatif.laying import Laid
from tocsin.app.whatif.preparing import Prepared, prepared
from tocsin.app.whatif.running import calls_for
from tocsin.geo.places import Point
from tocsin.operations.picture.ground import Ground
from tocsin.planners.dispatch.straight import NOBODY
from tocsin.planners.whatif.world import AUTOMATIC, LIGHTS, MUTUAL, NEVER, NOT, OWN, REGULAR

pytestmark = pytest.mark.full
NOW = datetime(2025, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return grown(tmp_path_factory.mktemp("region"))


def ready_of(path: Path) -> Prepared:
    with prepared(path) as found:
        return found


@pytest.fixture(scope="module")
def ready(region: Path) -> Prepared:
    return ready_of(written(region))


def arm(found: Prepared, name: str) -> Laid:
    return next(each for each in found.arms if each.name == name)


def integrated(region: Path, change: str, more: str = "") -> tuple[Laid, Laid]:
    """Both arms, the second with a change."""
    found = ready_of(
        written(region, ("[arms.integrated]", f"[arms.integrated]\n{change}"), more=more)
    )
    return arm(found, "siloed"), arm(found, "integrated")


def alike(one: Laid, other: Laid) -> set[str]:
    """The arrays in which two arms differ."""
    mine, yours = one.world._asdict(), other.world._asdict()
    return {name for name in mine if not np.array_equal(mine[name], yours[name])}


def test_siloed_and_integrated_differ_in_who_may_come_alone(ready: Prepared) -> None:
    siloed, both = arm(ready, "siloed"), arm(ready, "integrated")
    assert alike(siloed, both) == {"aid"}
    assert siloed.world.travel_ms is both.world.travel_ms
    assert set(siloed.world.aid.ravel().tolist()) == {NOT, OWN}
    units = both.fleet.units
    for column, unit in enumerate(units):
        for town in range(2):
            expected = OWN if town == unit.town else MUTUAL
            if town != unit.town and unit.kind == "ambulance":
                expected = AUTOMATIC
            assert both.world.aid[town, column] == expected


def test_every_unit_stands_where_the_file_says_with_its_crew(ready: Prepared) -> None:
    laid = arm(ready, "siloed")
    kinds = [each.kind for each in laid.fleet.units]
    assert [kinds.count(e) for e in ("engine", "water_tender", "ambulance")] == [4, 2, 2]
    crew, home = laid.world.unit_crew, laid.world.unit_home
    for at, unit in enumerate(laid.fleet.units):
        sharers = np.flatnonzero(crew == crew[at])
        drives_two = unit.kind == "water_tender" or unit.name.endswith("engine 1")
        assert len(sharers) == (2 if drives_two else 1)
        assert len(set(home[sharers].tolist())) == 1
        assert laid.world.place_town[home[at]] == unit.town


def test_travel_is_that_of_the_advice_on_the_same_roads(region: Path, ready: Prepared) -> None:
    folder = region / "ground"
    manifest = manifest_of(folder)
    with opened(folder) as database:
        owners = tuple(owners_of(database))
    adopted = Ground(manifest.checksum, 1, "", "r2", "x", "y", NOW)
    roads = RoadGround(Ready(adopted, folder, manifest, owners), [], Homes([], NOBODY))
    world = arm(ready, "siloed").world
    table = world.travel_ms[world.table[0, LIGHTS, 0]]
    places = [Point(*spot) for spot in ready.frame.places]
    for unit in (0, len(world.unit_home) - 1):
        kind = arm(ready, "siloed").fleet.units[unit].kind
        table = world.travel_ms[world.table[world.unit_vehicle[unit], LIGHTS, 0]]
        home = int(world.unit_home[unit])
        for end in range(0, len(places), 5):
            asked = int(roads.to_place([places[home]], [kind], places[end])[0])
            assert table[home, end] == asked


def test_without_lights_it_takes_longer_and_never_less(ready: Prepared) -> None:
    world = arm(ready, "siloed").world
    lights = world.travel_ms[world.table[0, LIGHTS, 0]].astype(np.int64)
    regular = world.travel_ms[world.table[0, REGULAR, 0]].astype(np.int64)
    assert (regular >= lights).all()
    apart = (lights > 0) & (lights < NEVER)
    assert np.median(regular[apart] / lights[apart]) > 1.1


def test_an_engine_fewer_is_an_engine_fewer(region: Path) -> None:
    siloed, fewer = integrated(region, 'without_units = ["Kelderhaven engine 2"]')
    gone = {e.name for e in siloed.fleet.units} - {e.name for e in fewer.fleet.units}
    assert gone == {"Kelderhaven engine 2"}


def test_a_closed_station_takes_its_units_and_a_moved_one_stays(region: Path) -> None:
    base = arm(ready_of(written(region)), "siloed")
    stations = sorted({e.station for e in base.fleet.units if e.town == 0})
    other = sorted({e.station for e in base.fleet.units if e.town == 1})[0]
    moved = f'[arms.integrated.moves]\n"Kelderhaven ambulance 1" = "{other}"'
    closed = f"without_stations = {stations!r}\n{moved}"
    _, found = integrated(region, closed)
    assert {e.name for e in found.fleet.units if e.town == 0} == {"Kelderhaven ambulance 1"}
    assert found.fleet.units[-2].station == other or found.fleet.units[-1].station == other


def test_a_station_opened_at_a_place_is_nearer_to_who_lives_there(
    region: Path, ready: Prepared
) -> None:
    spot = ready.frame.land.spots[3]
    at = f"[{spot[0] / 1e6}, {spot[1] / 1e6}]"
    town = ready.frame.land.towns[int(ready.frame.land.zone_town[ready.frame.land.spot_zone[3]])]
    _, found = integrated(
        region,
        f'stations = [{{ name = "new", town = "{town}", at = {at} }}]\n'
        f'units = [{{ name = "E9", kind = "engine", town = "{town}", station = "new" }}]',
    )
    world = found.world
    home = int(world.unit_home[-1])
    there = len(world.place_town) - len(ready.frame.land.spots) + 3
    assert world.travel_ms[world.table[world.unit_vehicle[-1], LIGHTS, 0]][home, there] == 0


def test_two_arms_may_open_a_station_of_one_name_at_two_places(
    region: Path, ready: Prepared
) -> None:
    town = ready.frame.land.towns[0]
    spots = [ready.frame.land.spots[at] for at in (0, 5)]
    rows = [
        f'stations = [{{ name = "new", town = "{town}", at = [{lat / 1e6}, {lon / 1e6}] }}]\n'
        f'units = [{{ name = "E9", kind = "engine", town = "{town}", station = "new" }}]'
        for lat, lon in spots
    ]
    path = written(
        region,
        ('lending = "none"', rows[0]),
        ("[arms.integrated]", f"[arms.integrated]\n{rows[1]}"),
    )
    found = ready_of(path)
    places = [found.frame.places[int(each.world.unit_home[-1])] for each in found.arms]
    assert places == spots


def test_another_policy_changes_prices_alone(region: Path) -> None:
    siloed, other = integrated(region, 'policy = "closest_capable"')
    assert alike(siloed, other) == {"aid"}
    assert siloed.policy.cover_s_per_percent.tolist() == [2, 2]
    assert other.policy.cover_s_per_percent.tolist() == [0, 0]
    _, own = integrated(region, "policy = { cover_s_per_percent = 30, standard_s = 600 }")
    assert own.policy.cover_s_per_percent.tolist() == [30, 30]
    assert own.policy.standard_s.tolist() == [600, 600]


def between(region: Path) -> str:
    """A road that is driven from the one town to the other."""
    with opened(region / "ground") as database:
        rows = database.execute("SELECT id FROM road WHERE is_bridge = 1 ORDER BY fid").fetchall()
    return ", ".join(f'"{id}"' for (id,) in rows)


def test_a_closed_bridge_makes_ways_longer_while_it_is_closed(region: Path) -> None:
    edges = between(region)
    when = 'begins = "tue 06:00", ends = "wed 18:00"'
    closed = f'closures = [{{ name = "b", edges = [{edges}], {when} }}]'
    siloed, found = integrated(region, closed)
    assert found.world.setting_ms.tolist() == [0, 30 * 3_600_000, 66 * 3_600_000]
    before, during, after = (
        found.world.travel_ms[found.world.table[0, LIGHTS, column]].astype(np.int64)
        for column in range(3)
    )
    assert np.array_equal(before, after)
    assert np.array_equal(before, siloed.world.travel_ms[siloed.world.table[0, LIGHTS, 0]])
    assert (during >= before).all()
    assert (during > before).any()


def test_drives_differ_from_what_is_reckoned_as_the_file_says(
    region: Path, ready: Prepared
) -> None:
    assert not len(arm(ready, "siloed").world.drive_permille)
    more = "\n[drive]\nlights = { p50_permille = 1100, p90_permille = 1400 }\n"
    lights, regular = arm(ready_of(written(region, more=more)), "siloed").world.drive_permille
    assert (lights[128], round(float(np.interp(0.9 * 256, range(257), lights)) / 10)) == (1100, 140)
    assert set(regular.tolist()) == {1000}


def test_slower_hours_are_the_same_ways_longer(region: Path) -> None:
    slow = '\n[[slow]]\nhours = [16, 18]\ndays = ["fri"]\npermille = 500\n'
    found = arm(ready_of(written(region, more=slow)), "siloed").world
    assert found.setting_ms.tolist() == [0, 112 * 3_600_000, 114 * 3_600_000]
    usual, slower = (found.travel_ms[found.table[0, LIGHTS, column]] for column in (0, 1))
    ways = (usual > 0) & (usual < NEVER)
    assert np.array_equal(slower[ways], usual[ways] * 2)
    assert np.array_equal(slower == NEVER, usual == NEVER)


def test_double_the_storm_has_all_of_the_storm(region: Path) -> None:
    storm = 'storm = { begins = "mon 00:00", ends = "tue 00:00", types = ["fire"], %s }'
    once, twice = (storm % f"calls_permille = {times}" for times in (3_000, 6_000))
    path = written(
        region, ('lending = "none"', once), ("[arms.integrated]", f"[arms.integrated]\n{twice}")
    )
    task = ready_of(path).task
    few, many = (calls_for(task, 4, at) for at in (0, 1))
    rows = [
        set(zip(e.at_ms.tolist(), e.place.tolist(), e.kind.tolist(), strict=True))
        for e in (few, many)
    ]
    assert rows[0] < rows[1]
    more = np.array(sorted(rows[1] - rows[0]))
    assert (more[:, 0] < 24 * 3_600_000).all()
    assert (more[:, 2] == 1).all()


def test_calls_on_record_come_as_they_did(region: Path, ready: Prepared) -> None:
    lat, lon = (each / 1e6 for each in ready.frame.land.spots[2])
    rows = [
        "at,type,lat,lon",
        f"2025-01-08T08:30,fire.structure,{lat},{lon}",
        f"2025-01-06T00:00:05,medical.unwell,{lat + 1e-4},{lon}",
        f"2025-01-20T08:30,medical.unwell,{lat},{lon}",
        f"2025-01-07T08:30,medical.strange,{lat},{lon}",
    ]
    (region / "calls.csv").write_text("\n".join(rows) + "\n")
    path = written(region, more='\n[recorded]\nfile = "calls.csv"\n')
    found = ready_of(path)
    calls = calls_for(found.task, 1, 0)
    assert calls.at_ms.tolist() == [5_000, (48 + 8) * 3_600_000 + 1_800_000]
    assert calls.kind.tolist() == [0, 1]
    assert (calls.place == found.frame.first_spot + 2).all()
    notes = " ".join(found.notes)
    assert "2 calls on record" in notes
    assert "1 of the type medical.strange" in notes
    assert "1 outside of the period" in notes


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("at,type,lat\n", "no column lon"),
        ("at,type,lat,lon\nnoon,fire.structure,1,2\n", "line 2: `noon, 1, 2` is no time and place"),
        ("at,type,lat,lon\n2025-01-08,fire.structure,1,200\n", "line 2"),
        ("at,type,lat,lon\n", "holds no call"),
    ],
)
def test_a_record_of_calls_that_is_none_is_told(text: str, says: str, region: Path) -> None:
    (region / "bad.csv").write_text(text)
    with pytest.raises(Told, match=says):
        ready_of(written(region, more='\n[recorded]\nfile = "bad.csv"\n'))


def test_groups_hold_everybody_once_and_about_as_many_each(region: Path) -> None:
    more = '\n[[groups]]\nname = "old"\nby = "aged_65_up"\nof = "people"\n'
    found = ready_of(written(region, more=more))
    scopes, people = found.task.scopes, arm(found, "siloed").world.people
    assert scopes.names[3:] == (
        "distance: less", "distance: more", "old: least", "old: middle", "old: most",
    )  # fmt: skip
    near, far, *thirds = scopes.places[3:]
    assert people[near].sum() + people[far].sum() == people.sum() == 2_400
    assert not (near & far).any()
    assert people[np.any(thirds, axis=0)].sum() == 2_400


def test_an_arm_by_a_policy_that_is_not_wholly_simulated_says_of_what(
    region: Path, ready: Prepared
) -> None:
    assert not any("is not simulated" in each for each in ready.notes), "the control"
    change = '[arms.integrated]\npolicy = "priorities"\n'
    found = ready_of(written(region, ("[arms.integrated]\n", change)))
    said = "its policy (priorities) weighs how urgent an arrival is, which is not simulated"
    assert f"integrated: {said}" in found.notes
