"""What is wrong with a scenario is said in words: where, what, and what to do."""

from pathlib import Path

import pytest

from tests.app.whatif.small import grown, written
from tocsin.app.cli import main
from tocsin.app.outcome import Exit
from tocsin.app.whatif.preparing import prepared

pytestmark = pytest.mark.full
Capture = pytest.CaptureFixture[str]
UNIT = '\n[[units]]\nname = "E9"\nkind = "engine"\ntown = "Kelderhaven"\n'
CLOSED = '\n[[closures]]\nname = "the bridge"\n'


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = grown(tmp_path_factory.mktemp("region"))
    row = "2025-01-06T08:30,medical.unwell,43.0,-43.0"
    (folder / "calls.csv").write_text(f"at,type,lat,lon\n{row}\n")
    return folder


def says(path: Path, capsys: Capture) -> str:
    assert main(["whatif", str(path), "--check"]) == Exit.malformed
    found = capsys.readouterr()
    assert found.out == ""
    return found.err


def test_the_small_scenario_itself_is_sound(region: Path, capsys: Capture) -> None:
    assert main(["whatif", str(written(region)), "--check"]) == Exit.done
    assert "2 towns, 2,400 people" in capsys.readouterr().out


SPOILT: dict[str, tuple[list[tuple[str, str]], str, list[str]]] = {
    "a misspelt field": (
        [("priority = 2", "prority = 2")], "",
        ["line 47: calls 1, prority", "did you mean `priority`?"],
    ),
    "a misspelt table": ([("[[scene]]", "[[scenes]]")], "", ["scenes", "did you mean `scene`?"]),
    "a field that is missing": (
        [("priority = 2\n", "")], "", ["line 45: calls 1", "`priority` is missing"]
    ),
    "a negative time": (
        [("p50_s = 60", "p50_s = -60")], "",
        ["delay 1, p50_s", "-60 stands here", "at least 0", "less than no time"],
    ),
    "a word for a number": ([("priority = 2", 'priority = "high"')], "", ["calls 1, priority"]),
    "half later than nine tenths": (
        [("p50_s = 60", "p50_s = 600")], "", ["delay 1", "half within 600 s", "p50_s ≤ p90_s"]
    ),
    "a unit without a position": ([], UNIT, ["units 1", "`E9` has no position", "`station` or"]),
    "a unit at two places": (
        [], UNIT + 'station = "x"\nat = [1.0, 2.0]\n', ["units 1", "one of them"]
    ),
    "a unit at a station that is not there": (
        [], UNIT + 'station = "Nowhere House"\n',
        ["units 1, station", "no facility `Nowhere House`"],
    ),
    "a unit of no town": (
        [], UNIT.replace("Kelderhaven", "Kelderhafen"),
        ["units 1, town", "did you mean `Kelderhaven`"],
    ),
    "crews at no facility that a town has": (
        [('at = ["clinic", "fire_station"]', 'at = ["observatory"]')], "",
        ["crews 3, at", "has none of observatory", "has no position", "[[units]]"],
    ),
    "two units in one crew at two places": (
        [], UNIT + 'at = [43.0, -43.0]\nshares_crew_with = "Kelderhaven engine 1"\n',
        ["units 1, shares_crew_with", "stands elsewhere"],
    ),
    "two units in one crew on two shifts": (
        [('shares_crew_with = "engine"', 'shares_crew_with = "engine"\nshift = "long"')], "",
        ["driven by one crew", "different shifts"],
    ),
    "two units of one name": (
        [], (UNIT + "at = [43.0, -43.0]\n") * 2, ["units 2, name", "`E9` already"]
    ),
    "a shift of no length": (
        [("[[0, 12], [12, 23]]", "[[7, 7]]")], "", ["shifts, long", "no time at all"]
    ),
    "a shift that overlaps itself": (
        [("[[0, 12], [12, 23]]", "[[0, 12], [11, 23]]")], "", ["shifts, long", "overlap"]
    ),
    "a shift beyond the day": (
        [("[[0, 12], [12, 23]]", "[[0, 25]]")], "", ["shifts", "at most 24"]
    ),
    "a shift that is not there": (
        [('shift = "long"', 'shift = "lang"')], "", ["shifts", "`lang`", "there: long"]
    ),
    "a plan that nobody can fill": (
        [('{ kind = "water_tender" }', '{ kind = "helicopter" }')], "",
        ["calls 2, type", "asks for helicopter at level 2", "no unit of the whole region"],
    ),
    "a type of call without a plan": (
        [('trigger = { types = ["fire"] }', 'trigger = { types = ["flood"] }')], "",
        ["calls 2, type", "no plan says who goes to `fire.structure`"],
    ),
    "a closure that is nowhere": ([], CLOSED, ["closures 1", "nobody knows where"]),
    "a ground older than the closure": (
        [], CLOSED + 'edges = ["w999999"]\nsince = "2026-05-01"\n',
        ["closures 1", "is older than the closure (since 2026-05-01)", "import a newer ground"],
    ),
    "a closure on no road": (
        [], CLOSED + 'edges = ["w999999"]\n', ["closures 1", "has no such road"]
    ),
    "a closure drawn on another ground": (
        [], CLOSED + 'at = [43.0, -43.0]\nground = "sha256:0000"\n',
        ["closures 1, ground", "was drawn on the ground sha256:0000"],
    ),
    "a closure of a road of no such name": (
        [], CLOSED + 'roads = ["Abbey Road"]\n', ["closures 1, roads", "called `Abbey Road`"]
    ),
    "a closure that ends before it begins": (
        [], CLOSED + 'at = [43.0, -43.0]\nbegins = "tue 10:00"\nends = "mon 10:00"\n',
        ["closures 1", "before it begins"],
    ),
    "a time of no week": (
        [], CLOSED + 'at = [43.0, -43.0]\nbegins = "someday"\n', ["closures 1", "`tue 18:00`"]
    ),
    "a station on no road": (
        [], UNIT + "at = [43.0, -43.0]\n", ["`E9’s place` (43.0, -43.0) is on no road"]
    ),
    "a storm that is over before it comes": (
        [], '\n[storm]\nbegins = "wed 18:00"\nends = "tue 18:00"\n', ["storm", "before it begins"]
    ),
    "a storm of an arm after the period": (
        [("[arms.integrated]", '[arms.integrated]\nstorm = { begins = "day 9 10:00", '
          'ends = "day 9 12:00" }')], "",
        ["arms, integrated, storm", "after the 7 days"],
    ),
    "a crew whose vehicles are moved apart": (
        [("[arms.integrated]", '[arms.integrated]\n'
          'moves = { "Kelderhaven engine 1" = "Lerchenfurt’s" }\n'
          'stations = [{ name = "Lerchenfurt’s", town = "Lerchenfurt", '
          "at = [45.511, -45.006] }]")], "",
        ["arms, integrated", "cannot be", "shares its crew with", "at another place"],
    ),
    "aid of no known kind": (
        [('aid = "automatic"', 'aid = "always"')], "",
        ["lending 1, aid", "one of automatic, mutual"],
    ),
    "drives of which half are slower than nine tenths": (
        [], "\n[drive]\nlights = { p50_permille = 1200, p90_permille = 1100 }\n",
        ["drive, lights", "cannot take longer"],
    ),
    "a shape of five hours": (
        [("evening = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 3, 3, 3, 3, 3, 2, 2, 1]",
          "evening = [1, 2, 3, 4, 5]")], "", ["shapes, evening", "5 numbers"],
    ),
    "a figure that the zones have not": (
        [("priority = 2", 'priority = 2\nby = "cats"')], "", ["calls 1, by", "no figure `cats`"]
    ),
    "mutual aid that says not how long it takes": (
        [("asked = { p50_s = 100, p90_s = 300 }", "")], "", ["lending 2", "how long that takes"]
    ),
    "an arm without anybody": (
        [("[arms.integrated]", '[arms.integrated]\nwithout_units = ["E7"]')], "",
        ["arms, integrated, without_units", "no unit `E7`"],
    ),
    "an arm that is not there": (
        [("seed = 11", 'seed = 11\ncompare = ["siloed", "both"]')], "", ["compare", "no arm `both`"]
    ),
    "a policy that is not shipped": (
        [("[arms.integrated]", '[arms.integrated]\npolicy = "luck"')], "",
        ["arms, integrated, policy", "no policy `luck`", "closest"],
    ),
    "an arm beside itself": (
        [("seed = 11", 'seed = 11\ncompare = ["siloed", "siloed"]')], "",
        ["compare", "`siloed` does not differ from itself"],
    ),
    "a shape below nothing": (
        [("evening = [1, 1", "evening = [1, -1")], "",
        ["shapes, evening 2", "-1 stands here", "at least 0"],
    ),
    "a level below the first": (
        [("levels = [2]", "levels = [0]")], "", ["scene 2, levels 1", "at least 1"]
    ),
    "records from a day of no year": (
        [], '\n[recorded]\nfile = "calls.csv"\nbegins = "2025-13-45"\n',
        ["recorded, begins", "`2025-13-45` is no day"],
    ),
    "an interval that is always narrow enough": (
        [], '\n[until]\nmetric = "response_mean_s"\nhalf_width = inf\n',
        ["until, half_width", "inf stands here"],
    ),
    "a region of two kinds": (
        [('ground = "ground"', 'ground = "ground"\ngrow = { seed = 1 }')], "", ["region", "one of"]
    ),
    "times fitted to nobody's log": (
        [("always_s = 100", "fitted = true")], "", ["turnout 2", "[learned] town"]
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", SPOILT)
def test_what_cannot_be_is_told(what: str, region: Path, capsys: Capture) -> None:
    changes, more, told = SPOILT[what]
    found = says(written(region, *changes, more=more), capsys)
    missing = [each for each in told if each not in found]
    assert not missing, found
    assert "scenario.toml" in found


def test_text_that_is_no_toml_is_told(region: Path, capsys: Capture) -> None:
    path = region / "broken.toml"
    path.write_text("name = \n")
    assert "is not TOML" in says(path, capsys)
    path.write_bytes(b"name = '\xff'")
    assert "byte 8 is not UTF-8" in says(path, capsys)


def test_needs_that_one_town_cannot_fill_are_a_note(region: Path) -> None:
    only = ("least = 2\n", 'least = 2\ntowns = ["Kelderhaven"]\n')
    shared = ('shares_crew_with = "engine"', 'shares_crew_with = "engine"\ntowns = ["Kelderhaven"]')
    with prepared(written(region, only, shared)) as ready:
        notes = " ".join(ready.notes)
    assert "siloed: some calls ask for what nobody brings: engine, water_tender to Lerchen" in notes
    assert "integrated:" not in notes


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--replications", "0"], "--replications is 1 to"),
        (["--processes", "0"], "--processes is 1 to"),
        (["--seed", "-1"], "--seed is 0 to"),
        (["--until", "response_mean_s"], "--until wants METRIC:WIDTH"),
        (["--until", "luck:3"], "there is no metric `luck`"),
        (["--until", "response_mean_s:inf"], "`response_mean_s:inf` is none"),
        (["--seed", str(2**62 + 1)], f"--seed is 0 to {2**62}"),
        (["--dask", "nowhere"], "`nowhere` is no address of a Dask scheduler"),
        (["--page", "/dev/null/page"], "the page cannot be written to /dev/null/page"),
    ],
)
def test_what_cannot_be_asked_is_told(
    words: list[str], says: str, region: Path, capsys: Capture
) -> None:
    assert main(["whatif", str(written(region)), *words]) == Exit.usage
    assert says in capsys.readouterr().err
    assert main(["whatif", str(region), *words]) == Exit.usage
    assert "is a folder; name the scenario's file" in capsys.readouterr().err
    assert main(["whatif"]) == Exit.usage
    assert "--example" in capsys.readouterr().err


def test_kinds_of_which_there_is_no_unit_are_a_note(region: Path) -> None:
    change = ('kinds = ["ambulance"]', 'kinds = ["ambulance", "ambulence"]')
    with prepared(written(region, change)) as ready:
        assert "lending 1: no unit is of the kind ambulence" in ready.notes
    with prepared(written(region)) as ready:
        assert not any("no unit is of the kind" in each for each in ready.notes)


def test_a_page_that_cannot_be_written_is_refused_before_anything_is_run(
    tmp_path: Path, capsys: Capture
) -> None:
    scenario = tmp_path / "week.toml"
    scenario.write_text("nothing of this is read")
    assert main(["whatif", str(scenario), "--page", str(scenario)]) == Exit.usage
    assert "is no folder" in capsys.readouterr().err
