"""The invented morning: the same for the same seed, on the real system, with room for a person."""

import contextlib
import io
import json
import re
import shutil
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from tests.views.consoles import (
    apart,
    console_in,
    copied,
    known_to,
    ms,
    needs_node,
    server_board,
    server_whole,
)
from tocsin.access import person
from tocsin.app.cli import main
from tocsin.app.demo import founding
from tocsin.app.ground.asking import opened, owners_of
from tocsin.app.ground.geometry import spot_at
from tocsin.app.ground.growing import VERSION, Recipe, grown_ground
from tocsin.app.ground.keeping import place_of
from tocsin.app.outcome import Exit
from tocsin.app.wiring import reading
from tocsin.exercises.calls import calls
from tocsin.exercises.chance import Chance
from tocsin.exercises.invented import invented_town
from tocsin.exercises.morning import START
from tocsin.geo.belonging import whose
from tocsin.jurisdiction.town import picture_at
from tocsin.operations.ground import in_force

pytestmark = pytest.mark.full


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ground of a small region of three towns."""
    folder = tmp_path_factory.mktemp("region") / "ground"
    grown_ground(Recipe(VERSION, 3, 3, 4_000), folder)
    return folder


@pytest.fixture(scope="module")
def morning(
    tmp_path_factory: pytest.TempPathFactory, region: Path
) -> tuple[Path, dict[str, object]]:
    """A town after its morning, to be looked at; and what was told of it."""
    folder = tmp_path_factory.mktemp("morning") / "town"
    return folder, played(folder, 5, region)


def played(folder: Path, seed: int, ground: Path) -> dict[str, object]:
    """What came of a short morning with this seed on this ground."""
    words = ["demo", "--headless", "--seed", str(seed), "--hours", "0.6", "--town", str(folder)]
    told = io.StringIO()
    with contextlib.redirect_stdout(told):
        assert main([*words, "--ground", str(ground), "--json"]) == 0
    found: dict[str, object] = json.loads(told.getvalue())
    return found


Morning = tuple[Path, dict[str, object]]


def test_the_same_seed_gives_the_same_log_to_the_byte(
    tmp_path: Path, region: Path, morning: Morning
) -> None:
    first, second = morning[1], played(tmp_path / "b", 5, region)
    other = played(tmp_path / "c", 6, region)
    assert first["head"] == second["head"] != other["head"]
    heads = [list(each["neighbours"].values()) for each in (first, second, other)]  # type: ignore[attr-defined]
    assert len(heads[0]) == 2
    assert heads[0] == heads[1] != heads[2]


def test_every_place_of_the_demo_is_on_the_ground_that_its_towns_stand_on(
    morning: Morning,
) -> None:
    town_folder, told = morning
    names = set()
    for folder in (town_folder, *map(Path, told["neighbours"])):  # type: ignore[call-overload]
        with reading(folder) as town:
            picture, ground = town.picture, in_force(town.picture)
            name = picture.settings.get("town").name  # type: ignore[union-attr]
            incidents = [*town.incidents()]
        assert ground is not None
        assert ground.checksum == told["ground"]
        assert ground.name == name
        names.add(name)
        with opened(place_of(folder, ground.checksum)) as database:
            owners = owners_of(database)
            on_it = {spot_at(geom) for table in ("facility", "address")
                     for (geom,) in database.execute(f"SELECT geom FROM {table}")}  # fmt: skip
        stations = [each.point for each in picture.stations.values()]
        assert len(stations) >= 4
        for point in (*stations, *(each.place.point for each in incidents)):
            assert point is not None
            spot = point.lat_udeg, point.lon_udeg
            assert spot in on_it
            assert [each.name for each in whose(owners, spot).claims] == [name]
        assert all(each.place.ground == ground.checksum for each in incidents)
    assert len(names) == 3


def test_a_place_of_the_demo_is_found_by_the_words_in_which_it_was_told(
    morning: Morning, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, _ = morning
    with reading(folder) as town:
        place = next(town.incidents()).place
        assert place.words is not None
        words = town.store.keys.open(place.words)
    assert words is not None
    assert place.point is not None
    assert main(["ground", "where", str(folder), words, "--json"]) == 0
    candidates = json.loads(capsys.readouterr().out)["candidates"]
    assert place.point.degrees in [(each["lat"], each["lon"]) for each in candidates]
    assert main(["verify", str(folder)]) == 0


def test_a_demo_grows_its_region_once_and_keeps_it_for_the_next(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(founding, "TOWNS", 2)
    monkeypatch.setattr(founding, "PEOPLE", 2_000)
    words = ["demo", "--headless", "--seed", "4", "--hours", "0.1", "--town", str(tmp_path / "a")]
    assert main(words) == 0
    first = capsys.readouterr()
    assert "Growing" in first.err
    assert f"tocsin ground where {tmp_path / 'a'}" in first.out
    assert (tmp_path / "a.region" / "ground" / "basemap.pmtiles").is_file()
    assert main(words) == 0
    second = capsys.readouterr()
    assert "Growing" not in second.err
    lasted = re.compile(r"\d+ min \d+ s")  # the link was cut for: by the towns' own clock
    assert lasted.sub("", second.out) == lasted.sub("", first.out)


def test_every_incident_of_the_morning_is_worked_and_closed(morning: Morning) -> None:
    _, found = morning
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
    beside = tmp_path / "a.region"
    (beside / "mine").mkdir(parents=True)
    assert main(["demo", "--headless", "--town", str(tmp_path / "a")]) == Exit.usage
    assert "not a demo's" in capsys.readouterr().err
    assert (beside / "mine").is_dir()


def test_the_morning_goes_on_under_every_other_verb(
    tmp_path: Path, morning: Morning, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "a"
    shutil.copytree(morning[0], folder)
    assert main(["verify", str(folder)]) == 0
    capsys.readouterr()
    assert main(["replay", str(folder), "--json"]) == 0
    replay = json.loads(capsys.readouterr().out)
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


def test_the_console_says_all_morning_what_the_servers_views_say(
    morning: Morning, tmp_path: Path
) -> None:
    """What a dispatcher's stream holds at moments of the morning, in words people can read."""
    needs_node()
    folder, _ = morning
    with reading(folder) as town, console_in(copied(tmp_path)) as console:
        read, code = town.store.keys.open, town.store.header.code
        dispatcher = f"{code}-p-dispatch"
        told = 0
        for minutes in (12, 20, 30, 45):
            now = START + timedelta(minutes=minutes)
            picture = picture_at(town.store, known=now)
            known, slice_ = known_to(picture, person(dispatcher), read)
            said = console.asked(now=ms(now), town=code, picture=slice_, isWhole=True)
            board = server_board(known, now, code, read=read)
            assert not apart(said["board"], board)
            known = msgspec.structs.replace(known, agenda=picture.agenda)
            assert not apart(said["whole"], server_whole(known, now, read))
            told += len(board["needs"]) + len(board["working"])  # type: ignore[arg-type]
        assert told > 3
