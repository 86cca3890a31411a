"""`tocsin report` and `tocsin group`: what a clerk does at the counter, and what it leads to."""

import json
from pathlib import Path

import pytest

from tests.app.test_cli import as_json, master, said, town
from tests.forked.calls import run
from tocsin.app.outcome import Exit
from tocsin.app.web.resident_proof import Proof, key_of

__all__ = ["master", "town"]

pytestmark = pytest.mark.full

CORNERS = ("51.12, 1.30", "51.12, 1.32", "51.13, 1.31")


def filed(town: Path, *words: str) -> dict[str, object]:
    done = run("report", str(town), "--words", "a tree lies over the road", *words, "--json")
    assert done.returncode == 0, said(done)
    return as_json(done)


def test_a_clerk_files_a_report_whole_and_the_pair_is_good_at_the_door(town: Path) -> None:
    words = ("--where", "Mill Lane", "--position", "geo:51.12,1.31;u=20", "--danger")
    found = filed(town, *words, "--id", "c-1")
    again = filed(town, *words, "--id", "c-1")
    assert again["is_repeat"] is True
    assert (again["reference"], again["secret"]) == (found["reference"], found["secret"])
    code = str(found["report"]).partition("-")[0]
    proof = Proof(key_of(town), code)
    assert proof.report_of(str(found["reference"]), str(found["secret"])) == found["report"]
    report = run("show", str(town), str(found["report"]), "--json").stdout
    for said_so in (b'"channel": "walk_in"', b'"is_danger": true', b"51120000", b"Mill Lane"):
        assert said_so in report


def test_danger_is_answered_with_whom_to_ring_before_anything_else(town: Path) -> None:
    fields = json.dumps({"emergency_number": "112"})
    run("do", str(town), "--command", "AdoptReportForm", "--fields", fields)
    done = run("report", str(town), "--words", "a man lies under it", "--danger")
    assert done.stdout.startswith(b"Somebody is in danger: ring 112 now.")
    assert b"Secret" in done.stdout


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--position", "behind the mill"), Exit.usage),
        (("--when", "1999-01-01T10:00"), Exit.refused),
        (("--when", "2999-01-01T10:00"), Exit.refused),
        (("--channel", "pigeon"), Exit.usage),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_filed(
    town: Path, words: tuple[str, ...], code: Exit
) -> None:
    done = run("report", str(town), "--words", "x", *words)
    assert done.returncode == code, said(done)
    assert b'"reports": 0' in run("show", str(town), "--json").stdout


def test_the_status_is_what_the_reporter_was_told_and_the_closing_words_stay_inside(
    town: Path,
) -> None:
    found = filed(town)
    reference = str(found["reference"])
    opened = as_json(run("do", str(town), "C works.tree @mill lane", "--json"))
    assert isinstance(opened["subjects"], list)
    incident = next(each for each in opened["subjects"])
    run("do", str(town), f"AR {str(found['report'])[-4:]} {incident}")
    closed = run("do", str(town), f'CL {incident} "drunk again ! The tree is gone.')
    assert closed.returncode == 0, said(closed)
    for word in (reference, reference.lower(), str(found["report"])):
        done = run("report", "status", str(town), word, "--json")
        told = as_json(done)["told"]
        assert isinstance(told, list)
        assert [each["step"] for each in told] == ["received", "looked_at", "closed"]
        assert told[-1]["words"] == "The tree is gone."
        assert b"drunk" not in done.stdout
    assert b"The tree is gone." in run("show", str(town), str(incident)).stdout
    right = ("--secret", str(found["secret"]).lower())
    assert run("report", "status", str(town), reference, *right).returncode == 0
    wrong = run("report", "status", str(town), reference, "--secret", "AAAA-BBBB-CCCC-DDDD")
    assert wrong.returncode == Exit.refused
    assert run("report", "status", str(town), "NOTHING").returncode == Exit.usage


def test_a_group_is_formed_told_and_dissolved_and_its_token_goes_with_it(town: Path) -> None:
    run("user", "add", str(town), "mina", "--role", "member")
    corners = [word for each in CORNERS for word in ("--corner", each)]
    done = run("group", "form", str(town), "PE-q", "--name", "Quay watch", "--member", "mina",
               "--around", "51.2, 1.4", "--radius", "300", *corners)  # fmt: skip
    assert done.returncode == 0, said(done)
    (group,) = json.loads(run("group", "list", str(town), "--json").stdout)["groups"]
    assert len(group["ring"]) == len(CORNERS)
    assert group["radius_m"] == 300
    assert run("group", "tell", str(town), "PE-q", "the lane is closed").returncode == 0
    seen = as_json(run("group", "seen", str(town), "PE-q", "--json"))["notices"]
    assert isinstance(seen, list)
    assert (seen[0]["text"], seen[0]["read_by"], seen[0]["not_read_by"]) == (
        "the lane is closed", [], ["mina"],
    )  # fmt: skip
    filed(town, "--position", "51.122, 1.31")
    run("do", str(town), "OPEN works.tree")
    inbox = as_json(run("group", "show", str(town), "PE-q", "--json"))
    assert isinstance(inbox["incidents"], list)
    assert [each["type"] for each in inbox["incidents"]] == ["works"]
    token = run("token", "create", str(town), "--person", "mina", "--inbox", "PE-q", "--json")
    assert as_json(token)["scopes"] == ["inbox"]
    for words in (("--inbox", "PE-q"), ("--person", "mina", "--inbox", "PE-q", "--scope", "look")):
        assert run("token", "create", str(town), *words).returncode == Exit.usage
    assert run("group", "dissolve", str(town), "PE-q").returncode == 0
    for deed in ("show", "seen"):
        assert run("group", deed, str(town), "PE-q").returncode == Exit.usage
    assert run("group", "tell", str(town), "PE-q", "x").returncode == Exit.refused


def test_half_an_area_is_not_taken(town: Path) -> None:
    form = ("group", "form", str(town), "PE-h", "--name", "H")
    for words, code in (
        (("--around", "51.2, 1.4"), Exit.usage),
        (("--radius", "300"), Exit.usage),
        (("--corner", "nowhere"), Exit.usage),
        ((), Exit.refused),
        (("--corner", CORNERS[0], "--corner", CORNERS[1]), Exit.refused),
    ):
        assert run(*form, *words).returncode == code, words
    assert json.loads(run("group", "list", str(town), "--json").stdout) == {"groups": []}
