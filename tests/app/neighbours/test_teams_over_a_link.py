"""Two towns as two processes lend each other a strike team, as people do it at the command line;
and what a link does that has carried half of it.
"""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from pypdf import PdfReader

from tests.app.neighbours.test_allowance import Heard, hearing
from tests.app.neighbours.test_lending_over_a_link import (
    code,
    custody,
    incident_of,
    towns_that_lend,
)
from tests.app.neighbours.test_two_towns import Served, done, ordered, typed
from tests.faults.two_processes import until
from tests.laws.lending_traces import TEAM_LENT, told_so_far
from tests.laws.lending_world import LendingWorld, Setting
from tocsin.app.neighbours import lending as link
from tocsin.app.outcome import Exit
from tocsin.app.wiring import reading
from tocsin.operations.picture.custody import Epoch, TeamPart

BOTH = ("PE-E12", "PE-E13")


@pytest.fixture
def towns(tmp_path: Path) -> Iterator[tuple[Served, Served]]:
    """Penford has three engines, two of them a strike team; both towns are served."""
    both = towns_that_lend(tmp_path)
    ordered(tmp_path / "PE", "RegisterUnit", call_sign="E14", kind="engine")
    done("team", "form", str(tmp_path / "PE"), "ST1", "E12", "E13", "--channel", "TAC 7")
    yield both
    for each in both:
        each.stop()


def holders(town: Served) -> set[object]:
    claims = (custody(town, each).get("claim") for each in BOTH)
    return {f"{each['town']} {each['hold']}" if isinstance(each, dict) else None for each in claims}


def team(town: Served, deed: str, *words: str) -> dict[str, object]:
    return done("lend", deed, str(town.folder), "ST1", *words, "--team")


def ready(town: Served, unit: str, epoch: str) -> None:
    done("lend", "ready", str(town.folder), unit, epoch, "--readback", epoch)


def is_ready(town: Served, unit: str) -> bool:
    heard = custody(town, unit).get("heard")
    return isinstance(heard, list) and any(each.get("is_ready") for each in heard)


def accepts(town: Served) -> list[tuple[int, str]]:
    """Each accept in a town's log: its position and the order that led to it."""
    with reading(town.folder) as opened:
        return [
            (each.position, each.command_id)
            for each in opened.store.read()
            if each.name == "unit_accepted.1"
        ]


@pytest.mark.full
def test_a_strike_team_is_asked_for_lent_works_and_comes_back_as_one(
    towns: tuple[Served, Served],
) -> None:
    home, there = towns
    done("lend", "request", str(there.folder), "PE", "--team", "strike_team", "--kind", "engine",
         "--quantity", "2")  # fmt: skip
    until(lambda: "strike_team" in str(done("lend", "list", str(home.folder))), "it is asked")
    refused, _ = typed("lend", "offer", str(home.folder), "E12", "WE")
    assert refused == Exit.refused, "not one of them by itself"
    team(home, "offer", "WE")
    until(lambda: "ST1" in str(done("team", "list", str(there.folder))), "the offer is heard")
    ready(home, "E12", "2.0")
    until(lambda: is_ready(there, "PE-E12"), "the borrower hears that the crew is ready")
    assert not is_ready(there, "PE-E13"), "the control: the other crew has not answered"
    refused, facts = typed("lend", "release", str(home.folder), "ST1", "--team")
    assert (refused, "PE-E13" in str(facts)) == (Exit.refused, True), facts
    ready(there, "PE-E13", "2.0")
    until(lambda: "True" in str(custody(home, "PE-E13").get("offer")), "home hears the other radio")
    there.process.kill()
    team(home, "release")
    assert holders(home) == {"WE 1"}, "in limbo, both"
    there.start()
    until(lambda: holders(there) == {"WE 2"}, "accepted")
    until(lambda: holders(home) == {"WE 2"}, "receipted")
    (one, first), (two, second) = accepts(there)
    assert (two - one, first) == (1, second), "in one commit, of one order"
    assert "filled" in str(done("lend", "list", str(there.folder))["requests"])
    done("do", str(there.folder), f"TM ST1 D {incident_of(there)}")
    shown = done("team", "show", str(there.folder), "ST1")["team"]
    assert isinstance(shown, dict)
    assert (shown["units"], shown["channel"]) == (list(BOTH), "TAC 7")
    for each in towns:
        each.process.kill()
        each.start()
    done("do", str(there.folder), "TM ST1 F")
    team(home, "recall", "our own fire")
    team(there, "return")
    for unit in BOTH:
        ready(there, unit, "2.1")
    team(there, "release")
    until(lambda: holders(home) == {f"{code(home)} 2"}, "home again")
    until(lambda: holders(there) == {f"{code(home)} 2"}, "receipted")
    assert done("team", "list", str(there.folder)) == {"teams": []}
    done("team", "disband", str(home.folder), "ST1", "the fire is out")
    paid_for(home, there)


def paid_for(home: Served, there: Served) -> None:
    """One packet over both units, also when the team is no more: costs, and their sum."""
    for town in (home, there):
        table, paper = town.folder.parent / "team.csv", town.folder.parent / "team.pdf"
        told = done("lend", "page", str(town.folder), "ST1", "--csv", str(table), "--pdf",
                    str(paper))  # fmt: skip
        units, loan = told["units"], told["loan"]
        assert isinstance(units, list)
        assert isinstance(loan, dict)
        assert [each["loan"]["subject"] for each in units] == list(BOTH)
        assert (loan["subject"], loan["kind"], loan["borrower"]) == (
            "PE-ST1", "strike_team", code(there),
        )  # fmt: skip
        assert told["totals"] == {"EUR": sum(each["totals"]["EUR"] for each in units)}
        rows = list(csv.DictReader(table.read_text().splitlines()))
        assert {each["loan"] for each in rows if each["part"] == "cost"} == set(BOTH)
        (total,) = [each for each in rows if each["part"] == "sum"]
        assert (total["loan"], total["currency"]) == ("PE-ST1", "EUR")
        text = " ".join(" ".join(e.extract_text() for e in PdfReader(paper).pages).split())
        for each in ("Loan of PE-ST1", "PE-E12:", "PE-E13:", "Sum over the team", "Signature"):
            assert each in text
    refused, _ = typed("lend", "page", str(home.folder), "ST1", "--epoch", "7")
    assert refused == Exit.usage


@pytest.fixture
def half() -> Heard:
    """A has let go of its team to B, whose link has heard nothing so far."""
    setting = Setting("a pair", fleet=("A-E12", "A-E13"), team=True, overrides=1)
    return hearing(told_so_far(LendingWorld(setting), TEAM_LENT), "B")


def tell(heard: Heard, unit: str) -> None:
    kept = heard.world.picture("A").custody.get(unit)
    assert kept is not None
    heard.tells("A", "custody", unit, {"home": "A", "entries": kept.entries, "life": ""})


def here(heard: Heard) -> list[str]:
    return [each for each in ("A-E12", "A-E13") if each in heard.world.picture("B").units]


def test_half_of_a_team_waits_in_limbo_until_the_rest_is_there(half: Heard) -> None:
    tell(half, "A-E12")
    given = len(half.orders)
    for _ in range(3):
        half.link.hear_again()
    assert (here(half), len(half.orders)) == ([], given), "nothing is tried again and again"
    tell(half, "A-E13")
    assert here(half) == ["A-E12", "A-E13"]
    assert "A-ST1" in half.world.picture("B").teams
    assert [type(each.command).__name__ for each in half.orders].count("HearTogether") == 1


def test_a_link_that_does_not_wait_is_found(half: Heard, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: the same half, heard as single units."""
    monkeypatch.setattr(link, "goes_together", lambda _entry, _me: False)
    tell(half, "A-E12")
    assert here(half) == ["A-E12"]


def test_what_home_takes_back_meanwhile_is_not_waited_for(half: Heard) -> None:
    tell(half, "A-E12")
    told_so_far(
        half.world, ("override A A-E13", "confirm A A-E13", "ask A A-E13", "answer A A-E13")
    )
    custody_ = half.world.picture("A").custody.get("A-E13")
    assert custody_ is not None
    gone = tuple(each for each in custody_.entries if each.epoch.generation > 2)
    half.tells("A", "custody", "A-E13", {"home": "A", "entries": gone, "life": ""})
    assert here(half) == ["A-E12"]


def test_a_neighbour_that_names_units_without_end_waits_alone(half: Heard) -> None:
    """What it waits for is forgotten as it says something else."""
    waits, kept = half.link._waits, half.world.picture("A").custody.get("A-E12")
    assert kept is not None
    limits = kept.entries[-1].limits
    assert limits is not None
    assert limits.team is not None
    for number in range(30):
        parts = (TeamPart("A-E12", Epoch(2, 0)), TeamPart(f"A-X{number}", Epoch(2, 0)))
        team = replace(limits.team, parts=parts)
        last = replace(kept.entries[-1], limits=replace(limits, team=team))
        fields: dict[str, object] = {"home": "A", "entries": (*kept.entries[:-1], last), "life": ""}
        half.tells("A", "custody", "A-E12", fields)
        assert len(waits._keys) == 2, number
    assert here(half) == []
