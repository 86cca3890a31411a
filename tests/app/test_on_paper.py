"""The hours on paper: sheets that were printed before, and what was written on them, entered."""

import contextlib
import io
import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tocsin.app import wording
from tocsin.app.cli import main
from tocsin.app.on_paper.sheets import sheets_in
from tocsin.app.outcome import Exit, Told

NOW = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)


def typed(*words: str) -> tuple[int, str]:
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        code = main([*words])
    return code, out.getvalue()


def done(*words: str) -> str:
    code, text = typed(*words)
    assert code == Exit.done, text
    return text


def facts(*words: str) -> dict[str, object]:
    return dict(json.loads(typed(*words, "--json")[1]))


@pytest.fixture
def town(tmp_path: Path) -> str:
    """Two engines, as of this morning."""
    folder = str(tmp_path / "ellery")
    done("init", folder, "--name", "Port Ellery", "--code", "PE", "--zone", "UTC")
    for engine in ("E1", "E2"):
        done("do", folder, f"NU {engine} engine", "--at", ago(600))
    return folder


def ago(minutes: int) -> str:
    return (datetime.now(UTC) - timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M")


def entered(town: str, *lines: str, more: tuple[str, ...] = ()) -> dict[str, object]:
    file = Path(town).parent / "typed.txt"
    file.write_text("\n".join(lines))
    return facts("paper", "enter", town, str(file), *more)


def sheet_of_a_fire(name: str = "PE-1.07") -> tuple[str, ...]:
    return (
        f"sheet {name}",
        f'{ago(90)} C fire P1 @quay 7 "two at the window',
        f"{ago(85)} D E1 %",
        f"{ago(80)} A E1",
    )


def incident_of(told: dict[str, object]) -> str:
    lines = told["lines"]
    assert isinstance(lines, list)
    return str(lines[0]["subjects"][0])


def test_what_was_written_is_on_record_as_it_happened_and_marked(town: str) -> None:
    told = entered(town, *sheet_of_a_fire())
    assert (told["entered"], told["not_entered"]) == (3, 0), told
    shown = " ".join(done("show", town, incident_of(told)).split())
    assert shown.count("from paper, sheet PE-1.07") >= 3
    assert "on scene" in shown.lower() or "A E1" in shown


def test_it_is_merged_with_what_was_entered_while_the_system_ran(town: str) -> None:
    """The priority was raised, by the system's clock, in between: it stands in between."""
    incident = incident_of(entered(town, *sheet_of_a_fire()[:2]))
    done("do", town, f"P {incident} 2", "--at", ago(60))
    end = incident.rpartition("-")[2]
    entered(town, "sheet PE-1.08", f"{ago(70)} D E2 {end}", f"{ago(50)} A E2")
    told = done("show", town, incident).partition("Timeline")[2]
    places = [told.index(each) for each in ("Opened", "E2", "riority", "n scene")]
    assert places == sorted(places), told
    of_the_priority = re.search(r"[^\n]*riority[^\n]*(\n      [^\n]*)*", told)
    assert of_the_priority is not None
    assert "from paper" not in of_the_priority[0], "the control: that was not on paper"
    assert " ".join(told.split()).count("sheet PE-1.08") >= 2


def test_a_sheet_that_is_entered_twice_is_granted_once(town: str) -> None:
    first = entered(town, *sheet_of_a_fire())
    position = facts("verify", town)["events"]
    again = entered(town, *sheet_of_a_fire(), f"{ago(40)} P % 2")
    lines = again["lines"]
    assert isinstance(lines, list)
    assert [each["is_repeat"] for each in lines] == [True, True, True, False]
    assert again["entered"] == 4, "the line that was added at the end is entered"
    assert incident_of(again) == incident_of(first)
    assert facts("verify", town)["events"] == int(str(position)) + 1


def test_sheets_are_entered_in_the_order_in_which_it_happened(town: str) -> None:
    """Two desks wrote two sheets; the engine of one went on to the other's fire."""
    told = entered(
        town,
        "sheet PE-1.02", f'{ago(50)} C fire P2 @hill 1 "smoke', f"{ago(45)} D E1 %",
        *sheet_of_a_fire("PE-1.01"), f'{ago(60)} CL % "false_alarm',
    )  # fmt: skip
    assert told["not_entered"] == 0, told
    lines = told["lines"]
    assert isinstance(lines, list)
    assert [each["sheet"][-1] for each in lines] == ["1", "1", "1", "1", "2", "2"]


def test_what_is_refused_is_told_and_the_rest_is_entered(town: str) -> None:
    told = entered(town, *sheet_of_a_fire(), f"{ago(70)} D E9 %", f"{ago(60)} P % 3")
    assert (told["entered"], told["not_entered"]) == (4, 1)
    lines = told["lines"]
    assert isinstance(lines, list)
    assert "E9" in lines[3]["says"]


@pytest.mark.parametrize(
    "lines",
    [
        ("sheet a/b", "09:00 D E1 17"),
        ("sheet 1", "25:61 D E1 17"),
        ("sheet 1", "day yesterday", "09:00 D E1 17"),
        ("sheet 1", "2999-01-01T09:00 D E1 17"),
        ("sheet 1", "09:00"),
    ],
)
def test_a_file_with_a_line_that_is_none_enters_nothing(town: str, lines: tuple[str, ...]) -> None:
    before = facts("verify", town)["events"]
    file = Path(town).parent / "typed.txt"
    file.write_text("\n".join((*sheet_of_a_fire(), *lines)))
    code, says = typed("paper", "enter", town, str(file))
    assert code == Exit.malformed
    assert "nothing is entered" in says
    assert facts("verify", town)["events"] == before
    file.write_text("\n".join((*sheet_of_a_fire(), "sheet 1", f"{ago(5)} D E2 %")))
    assert typed("paper", "enter", town, str(file))[0] == Exit.usage, "sheet 1 has no incident"
    assert facts("verify", town)["events"] == int(str(before)) + 3, "the control: what is whole is"


def test_a_line_before_any_sheet_is_none() -> None:
    with pytest.raises(Told, match="which sheet"):
        sheets_in("09:00 D E1 17", NOW, ZoneInfo("UTC"))


def test_days_clocks_and_whose_incident() -> None:
    zone = ZoneInfo("Europe/London")
    text = (
        "# typed by Ada\n\nSHEET pe-2.1\nday 2026-02-28\n23:50 C fire @a\n9:05 D E1 %\n"
        'sheet pe-2.2\n14:59 C fire @b "worth 100 % of it %\n23:30 D E2 17\n'
    )
    found = sheets_in(text, NOW, zone)
    assert [each.at.isoformat() for each in found] == [
        "2026-02-28T09:05:00+00:00",
        "2026-02-28T23:50:00+00:00",
        "2026-03-01T23:30:00+00:00",
        "2026-03-02T14:59:00+00:00",
    ]
    assert {each.sheet for each in found} == {"PE-2.1", "PE-2.2"}
    assert found[0].about("PE-17") == "D E1 PE-17"
    assert not found[3].is_about_its_own, "what was said is left alone"
    assert found[3].about("PE-17").endswith('"worth 100 % of it %')
    assert len({each.command_id for each in found}) == 4


def test_every_wrong_line_is_named() -> None:
    with pytest.raises(Told) as told:
        sheets_in("sheet 1\n77:00 D E1 1\nday 3\n16:00 D E1 1\n", NOW, ZoneInfo("UTC"))
    assert all(f"line {n}:" in str(told.value) for n in (2, 3))


@pytest.mark.parametrize("language", wording.languages())
def test_sheets_are_printed_in_each_language(town: str, tmp_path: Path, language: str) -> None:
    done("do", town, 'C fire P1 @mill "lane" 14 <b>')
    out = tmp_path / "sheets.html"
    words = ("--out", str(out), "--calls", "3", "--logs", "2", "--language", language)
    names = facts("paper", "forms", town, *words)["sheets"]
    assert isinstance(names, list)
    page = out.read_text()
    assert "⟨" not in page
    assert "<script" not in page
    assert "<b>" not in page
    assert all(page.count(name) == 1 for name in names)
    assert len(set(names)) == 5
    assert page.count("<section>") == 6
    assert ">E1<" in page
    assert ('dir="rtl"' in page) == (language == "ar")


def test_a_drill_says_so_on_every_sheet(town: str, tmp_path: Path) -> None:
    drill, out = str(tmp_path / "drill"), tmp_path / "sheets.html"
    done("fork", town, drill)
    for folder, marks in ((town, 0), (drill, 4)):
        done("paper", "forms", folder, "--out", str(out), "--calls", "2", "--logs", "1")
        assert out.read_text().count("EXERCISE") == marks
