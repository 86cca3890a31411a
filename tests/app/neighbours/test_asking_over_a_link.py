"""Two towns as two processes: one asks for an engine, the other gives it or says why not."""

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from tests.app.neighbours.test_lending_over_a_link import (
    custody,
    done_words,
    incident_of,
    lend,
    towns_that_lend,
)
from tests.app.neighbours.test_two_towns import Served, done, ordered, typed
from tests.faults.two_processes import until
from tocsin.app.outcome import Exit

pytestmark = pytest.mark.full


@pytest.fixture
def towns(tmp_path: Path) -> Iterator[tuple[Served, Served]]:
    """Penford has two engines, Weir End none; both are served."""
    both = towns_that_lend(tmp_path)
    yield both
    for each in both:
        each.stop()


def request_of(town: Served) -> dict[str, object]:
    """The one request as a town's own log has it."""
    listed = done("lend", "list", str(town.folder))["requests"]
    assert isinstance(listed, list)
    return dict(listed[0]) if listed else {}


def quantity(town: Served) -> str:
    wanted = request_of(town)["wanted"]
    assert isinstance(wanted, dict)
    return str(wanted.get("quantity", 1))


def state(town: Served) -> object:
    return request_of(town).get("state")


def lending_of(town: Served, role: str) -> list[dict[str, object]]:
    """The requests in sight of a program with this role, over HTTP."""
    made = done("token", "create", str(town.folder), "--role", role, "--handle", role)
    asks = Request(f"{town.url}/v1/lending", headers={"Authorization": f"Bearer {made['token']}"})
    with urlopen(asks) as answer:
        return list(json.loads(answer.read())["requests"])


def asked(town: Served, *more: str) -> str:
    words = ("--kind", "engine", "--incident", incident_of(town), "--at", "51.5,-0.1",
             "--where", "behind the mill", "--remarks", "bring long hoses", *more)  # fmt: skip
    done("lend", "request", str(town.folder), "PE", *words)
    return str(request_of(town)["id"])


def test_what_is_asked_for_is_offered_accepted_and_so_filled(towns: tuple[Served, Served]) -> None:
    home, there = towns
    asked(there)
    until(lambda: state(home) == "open", "Penford is asked")
    wanted = request_of(home)["wanted"]
    assert isinstance(wanted, dict)
    assert (wanted["kind"], wanted["remarks"]) == ("engine", "bring long hoses")
    assert wanted["place"]["words"] == "behind the mill"
    assert wanted["type"] == "fire.structure"
    assert "OPEN, answer it" in done_words("lend", "list", str(home.folder))
    for number in ("2", "1"):
        done(
            "lend", "change", str(there.folder), str(request_of(there)["id"]), "--quantity", number
        )
        until(lambda: quantity(home) == number, "Penford reads how many are wanted now")  # noqa: B023
    lend(home, "offer", "WE")
    until(lambda: "PE-E12" in str(request_of(there).get("answers")), "the offer is heard")
    lend(home, "ready", "2.0", "--readback", "2.0")
    lend(home, "release")
    for each in towns:
        until(lambda: state(each) == "filled", "both towns know")  # noqa: B023
    assert request_of(there)["given"] == ["PE-E12"]


def test_declined_with_a_reason_then_withdrawn_with_a_side_killed_between(
    towns: tuple[Served, Served],
) -> None:
    home, there = towns

    def killed(*which: Served) -> None:
        for each in which:
            each.process.kill()
            each.start()

    name = asked(there)
    killed(home)
    until(lambda: state(home) == "open", "Penford is asked")
    refused, _ = typed("lend", "decline", str(home.folder), name, "because I say so")
    assert refused == Exit.usage, "a reason is one of the codes"
    done("lend", "decline", str(home.folder), name, "too_few_at_home")
    killed(there)
    until(lambda: "too_few_at_home" in str(request_of(there).get("answers")), "it is heard")
    done("lend", "withdraw", str(there.folder), name, "the fire is out")
    killed(home, there)
    until(lambda: state(home) == "withdrawn", "Penford has read it")
    assert custody(home) == {}, "nothing has moved"


def test_advice_is_asked_for_in_one_step(towns: tuple[Served, Served], tmp_path: Path) -> None:
    home, there = towns
    at = {"lat_udeg": 51_500_000, "lon_udeg": -100_000}
    station = {"id": "quay", "name": "Quay", "point": at}
    done("do", str(home.folder), "--command", "AddStation", "--fields", json.dumps(station))
    ordered(home.folder, "RegisterUnit", call_sign="L8", kind="ladder", station="quay")
    card = {"level": 1, "needs": [{"kind": "ladder"}]}
    content = {"name": "Fire", "trigger": {"types": ["fire"]}, "cards": [card]}
    ordered(there.folder, "AdoptPlan", plan="fire", over=0, content=content)
    opened = ordered(there.folder, "OpenIncident", type="fire.structure", place={"point": at})
    assert isinstance(opened["subjects"], list)
    fire = str(opened["subjects"][0])
    advice = done_words("advise", str(there.folder), fire, "--mutual", str(home.folder), "--json")
    (tmp_path / "advice.json").write_text(advice)
    (first, *_) = json.loads(advice)["requests"]
    assert first["order"]["asked"] == ["PE"]
    done("lend", "request", str(there.folder), "--advice", str(tmp_path / "advice.json"))
    until(lambda: state(home) == "open", "Penford is asked")
    wanted = request_of(home)["wanted"]
    assert isinstance(wanted, dict)
    assert wanted["suggested"] == first["units"]
    assert "incident" not in request_of(home), "a town keeps its ids to itself"
    (seen,) = lending_of(home, "dispatcher")
    assert seen["id"] == request_of(home)["id"]
    assert lending_of(home, "observer") == []
