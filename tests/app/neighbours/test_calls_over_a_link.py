"""Two towns as two processes pass each other calls: over the link, with the other town down, with a
side killed at each step, and by files on a stick.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from tests.app.neighbours.test_lending_by_sticks import carried, records, taken
from tests.app.neighbours.test_lending_over_a_link import agree, done_words
from tests.app.neighbours.test_two_towns import Served, done, joined, ordered, typed
from tests.faults.two_processes import until
from tocsin.app.outcome import Exit

pytestmark = pytest.mark.full
MILL = {"words": "the mill", "point": {"lat_udeg": 51_500_000, "lon_udeg": -100_000}}


@pytest.fixture
def towns(tmp_path: Path) -> Iterator[tuple[Served, Served]]:
    """Penford and Weir End, who have agreed to pass each other calls; both are served."""
    for name, code in (("Penford", "PE"), ("Weir End", "WE")):
        done("init", str(tmp_path / code), "--name", name, "--code", code)
    both = Served(tmp_path / "PE"), Served(tmp_path / "WE")
    joined(*both)
    agree(tmp_path)
    yield both
    for each in both:
        each.stop()


def rung(town: Served) -> str:
    """Somebody rings: a report with what, where and a number to call back."""
    subjects = ordered(town.folder, "ReceiveReport", channel="call")["subjects"]
    assert isinstance(subjects, list)
    report = str(subjects[0])
    ordered(town.folder, "NoteWhat", report=report, words="smoke", type="fire.structure")
    ordered(town.folder, "NoteWhere", report=report, place=MILL)
    ordered(town.folder, "NoteCallback", report=report, callback="01632 960011")
    return report


def passed(town: Served, report: str, to: str) -> str:
    """The id of the transfer."""
    call = done("call", "pass", str(town.folder), report, to, "--hold", "stays on the line")["call"]
    assert isinstance(call, dict)
    return str(call["id"])


def call_in(town: Served, call: str) -> dict[str, object]:
    listed = done("call", "list", str(town.folder))["calls"]
    assert isinstance(listed, list)
    return next((each for each in listed if each["id"] == call), {})


def answer_in(town: Served, call: str) -> dict[str, object]:
    answer = call_in(town, call).get("answer")
    return answer if isinstance(answer, dict) else {}


def report_of(town: Served, report: object) -> dict[str, object]:
    found = done("show", str(town.folder), str(report))["is"]
    assert isinstance(found, dict)
    return found


def killed(*which: Served) -> None:
    """`kill -9`, and up again."""
    for each in which:
        each.process.kill()
        each.start()


def test_a_call_is_passed_taken_given_back_and_crossed_with_a_side_killed_at_each_step(
    towns: tuple[Served, Served],
) -> None:
    home, there = towns
    report = rung(home)
    there.process.kill()
    call = passed(home, report, "WE")
    assert "received_at" not in call_in(home, call)
    assert "NOT RECEIVED, telephone WE" in done_words("call", "list", str(home.folder))
    there.start()
    until(lambda: call_in(there, call) != {}, "it stands in the queue there")
    received = call_in(there, call)
    killed(there)  # between the receipt and the taking
    until(lambda: "received_at" in call_in(home, call), "the receipt is read")
    assert report_of(home, report).get("handed_over") is None, "a machine's receipt closes nothing"
    assert call_in(there, call) == received, "the queue outlives its process, and has it once"
    theirs = report_of(there, received["report"])
    assert (theirs["source"], theirs["callback"]) == ("PE", "01632 960011")
    refused, _ = typed("call", "refuse", str(there.folder), call, "because I say so")
    assert refused == Exit.usage, "a reason is one of the codes"
    done("call", "take", str(there.folder), call[-5:])
    killed(home, there)
    until(lambda: "number" in answer_in(home, call), "the taking is read")
    handed = report_of(home, report)["handed_over"]
    assert isinstance(handed, dict)
    assert (handed["centre"], handed["their_number"]) == ("WE", answer_in(home, call)["number"])
    assert "taken by WE as" in done_words("call", "list", str(home.folder))

    back = passed(home, second := rung(home), "WE")
    until(lambda: call_in(there, back) != {}, "received")
    done("call", "refuse", str(there.folder), back, "wrong_place", "--remarks", "the other bank")
    killed(there)
    until(lambda: "because" in answer_in(home, back), "it has come back")
    assert report_of(home, second).get("handed_over") is None
    said = str(done("due", str(home.folder)))
    assert "call_returned" in said
    crossed(home, there, second, str(handed["their_number"]))
    made = done("token", "create", str(home.folder), "--role", "dispatcher", "--handle", "door")
    asks = Request(f"{home.url}/v1/calls", headers={"Authorization": f"Bearer {made['token']}"})
    with urlopen(asks) as told:
        seen = {each["id"]: each["fields"]["to"] for each in json.loads(told.read())["calls"]}
    assert seen[call] == seen[back] == "WE"


def crossed(home: Served, there: Served, report: str, fire: str) -> None:
    """The line is down: one side withdraws, the other puts it to a fire that it has."""
    call = passed(home, report, "WE")
    until(lambda: call_in(there, call) != {}, "received")
    home.process.kill()
    done("call", "take", str(there.folder), call, "--incident", fire)
    there.process.kill()
    home.start()
    done("call", "withdraw", str(home.folder), call, "our engine is there")
    there.start()
    for each in (home, there):
        until(
            lambda: "BOTH TOWNS" in done_words("call", "list", str(each.folder)),  # noqa: B023
            "both towns are told",
        )
        done("call", "settle", str(each.folder), call, "they go, spoken by telephone")
        assert "BOTH TOWNS" not in done_words("call", "list", str(each.folder))
    assert report_of(home, report).get("handed_over") is None


def test_by_sticks_read_twice_and_late_a_call_is_passed_and_taken_once(
    towns: tuple[Served, Served],
) -> None:
    home, there = towns
    for each in towns:
        each.stop()  # nothing goes but on the stick
    report = rung(home)
    before = carried(home, "before.bundle", there)
    call = passed(home, report, "WE")
    first = carried(home, "1.bundle", there)
    for stick, is_news in ((first, True), (first, False), (before, False)):
        assert taken(there, stick) is is_news
    until(lambda: call_in(there, call) != {}, "received from the stick")
    done("call", "take", str(there.folder), call)
    second = carried(there, "2.bundle", home)
    assert taken(home, second)
    until(lambda: "number" in answer_in(home, call), "the taking is read")
    facts = records(home)
    assert not taken(home, second)
    assert records(home) == facts
    assert report_of(home, report)["handed_over"]
