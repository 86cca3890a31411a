"""`tocsin warn words`: a town adopts templates, a speaker approves, an import waits for its map."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.app.test_cli import said
from tests.forked.calls import run

pytestmark = pytest.mark.full


def words(*asked: str, code: int = 0) -> dict[str, Any]:
    """One call, with the JSON it printed."""
    done = run("warn", "words", *asked, "--json")
    assert done.returncode == code, said(done)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def standing(town: str, template: str, language: str) -> tuple[int, str, str | None]:
    """(version, digest, speaker) as a process that was just started reads them."""
    row = words("show", template, "--town", town, "--language", language)["template"]
    found = next(each for each in row["languages"] if each["language"] == language)
    return row["version"], found["digest"], found["speaker"]


def test_templates_are_adopted_approved_filled_and_withdrawn(tmp_path: Path) -> None:
    town = str(tmp_path / "perry")
    done = run("init", town, "--name", "Perry", "--code", "PE", "--zone", "Europe/Berlin")
    assert done.returncode == 0, said(done)
    assert standing(town, "flood", "de")[0] == 0, "shipped, and not adopted"
    digest = standing(town, "flood", "de")[1]
    early = words("approve", town, "flood", "de", "--speaker", "A", "--digest", digest, code=3)
    assert early["orders"][0]["code"] == "warning_template_unknown"
    words("adopt", town, "flood", "drill")
    by = ("--speaker", "Anna Weber", "--digest")
    wrong = words("approve", town, "flood", "de", *by, "0011223344", code=3)
    assert wrong["orders"][0]["code"] == "translation_moved_on"
    words("approve", town, "flood", "de", *by, digest[:10])
    assert standing(town, "flood", "de") == (1, digest, "Anna Weber")
    assert standing(town, "flood", "ar")[2] is None, "not reviewed"
    filled = words(
        "fill", "flood", "--town", town, "--language", "de", "--set", "agency=Feuerwehr",
        "--set", "place=Mühlweg", "--set", "until=2026-11-30T22:30+00:00", "--speakers", "tr=300",
    )  # fmt: skip
    only = filled["languages"][0]
    assert (only["is_reviewed"], filled["version"]) == (True, 1)
    texts = {each["form"]: each["text"] for each in only["forms"]}
    assert "Montag, 30. November, 23:30 Uhr" in texts["description"], "in the town's zone"
    assert filled["lacking"] == [{"language": "tr", "people": 300}]
    words("withdraw", town, "drill", "--reason", "ours is better")
    again = words("fill", "drill", "--town", town, "--set", "agency=A", "--set", "place=B", code=3)
    assert again["error"] == "refused"
    words("withdraw", town, "flood", "--language", "de", "--reason", "a wrong word")
    assert standing(town, "flood", "de")[2] is None


def test_an_imported_set_is_adopted_when_its_differences_are_mapped(tmp_path: Path) -> None:
    town, out = str(tmp_path / "perry"), str(tmp_path / "own.json")
    assert run("init", town, "--name", "Perry", "--code", "PE").returncode == 0
    file = tmp_path / "own.csv"
    file.write_text('template,language,text\nRiver,en,"{LOCATION}: {TIME}"\nRiver,de,{LOCATION}\n')
    refused = words("import", str(file), "--out", out, code=1)
    assert refused["notices"] == [
        {
            "template": "River",
            "language": "de",
            "code": "lacks",
            "placeholder": "TIME",
            "is_refused": True,
        }
    ]
    words("import", str(file), "--out", out, "--map", "River.de:TIME=-")
    words("adopt", town, "river", "--from", out)
    assert standing(town, "river", "de")[0] == 1
    shown = words("fill", "river", "--town", town, "--set", "place=Quay", code=0)
    assert {each["forms"][0]["text"] for each in shown["languages"]} == {"Quay: {until}", "Quay"}


def test_what_is_given_wrongly_is_told_and_ends_with_its_code(tmp_path: Path) -> None:
    broken = tmp_path / "broken.json"
    broken.write_text("{")
    for asked, code, says in (
        (("show", "fire"), 2, "there is no template"),
        (("show", "flood", "--language", "tr"), 2, "not in `tr`"),
        (("fill", "flood", "--set", "place"), 2, "no slot"),
        (("fill", "flood", "--zone", "Mars/Base"), 2, "no time zone"),
        (("fill", "flood", "--speakers", "ar"), 2, "no number of speakers"),
        (("check", "--language", "en"), 2, "give a text"),
        (("import", str(broken)), 4, "not JSON"),
        (("import", "own.doc"), 2, "to be a .json"),
        (("import", str(broken), "--map", "x"), 2, "maps nothing"),
    ):
        told = words(*asked, code=code)
        assert says in told["says"], asked
    grave = words("check", "Flood", "--language", "en", "--agency", "Perry Fire", code=1)
    assert {each["found"] for each in grave["checked"]["findings"] if each.get("is_grave")} == {
        "act", "who",
    }  # fmt: skip
