"""Neighbours' folders in advice: on a command line, over HTTP, in words that are ready."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.app.web.doors import serving
from tests.planners.dispatch.test_advising import QUAY
from tocsin.app.advising.lenders import beside_of
from tocsin.app.agreements.drawing_up import Draft, Side
from tocsin.app.cli import main
from tocsin.app.desk import first_officer
from tocsin.app.outcome import Exit
from tocsin.app.wiring import found, opened
from tocsin.jurisdiction.orders import Accepted, Order
from tocsin.operations.advised import kept
from tocsin.operations.agreed_lending import is_within
from tocsin.operations.dispatch_policy import AdoptDispatchPolicy
from tocsin.operations.incident import GivenPlace, OpenIncident
from tocsin.operations.orders import Command
from tocsin.operations.picture.agreement import (
    AgreementKind,
    LendingHours,
    LendingTerms,
    MinimumAtHome,
)
from tocsin.operations.picture.dispatch_policy import Weights
from tocsin.operations.picture.plan import Applies, Card, Need, PlanContent
from tocsin.operations.plans import AdoptPlan
from tocsin.operations.units import AddStation, RegisterUnit, TakeOutOfService
from tocsin.terms.codes import Priority
from tocsin.terms.kinds import LogKind

CARD = PlanContent(
    name="Fire", trigger=Applies(types=("fire",)), cards=(Card(level=1, needs=(Need("ladder"),)),)
)


def ordered(folder: Path, code: str, *commands: Command) -> None:
    with opened(folder) as town:
        for number, command in enumerate(commands):
            name = f"{town.position}/{number}"
            outcome = town.submit(
                Order(command=command, command_id=name, actor=first_officer(code))
            )
            assert isinstance(outcome, Accepted), outcome


@pytest.fixture
def hillside(tmp_path: Path) -> Path:
    """The town next door: two ladders at our quay."""
    folder = tmp_path / "hillside"
    found(folder, name="Hillside", code="HS", kind=LogKind.exercise)
    ordered(
        folder, "HS",
        AddStation(id="quay", name="Quay", point=QUAY),
        RegisterUnit(call_sign="L8", kind="ladder", station="quay"),
        RegisterUnit(call_sign="L9", kind="ladder", station="quay"),
    )  # fmt: skip
    return folder


@pytest.fixture
def ellery(tmp_path: Path) -> tuple[Path, str]:
    """Our town, in which a fire wants a ladder that it has not; and the incident's number."""
    folder = tmp_path / "ellery"
    found(folder, name="Port Ellery", code="PE", kind=LogKind.exercise)
    place = GivenPlace(label="Fish dock", point=QUAY)
    ordered(
        folder, "PE", AdoptPlan(plan="fire", over=0, content=CARD),
        OpenIncident(type="fire.structure", priority=Priority.immediate, place=place),
    )  # fmt: skip
    with opened(folder) as town:
        (incident,) = town.picture.incidents.values()
    return folder, incident.number


def advised(capsys: pytest.CaptureFixture[str], folder: Path, *asked: str) -> dict[str, Any]:
    assert main(["advise", str(folder), *asked, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert isinstance(told, dict)
    return told


def units(told: dict[str, Any]) -> list[list[str]]:
    options = told["options"]
    assert isinstance(options, list)
    return [each["units"] for each in options]


def test_a_neighbours_unit_is_advised_by_its_folder_and_the_words_are_ready(
    ellery: tuple[Path, str], hillside: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    town, number = ellery
    assert advised(capsys, town, number)["options"] == [], "the control: without its folder"
    told = advised(capsys, town, number, "--automatic", str(hillside))
    assert units(told) == [["HS-L8"], ["HS-L9"]]
    (first, _) = told["requests"]
    assert (first["town"], first["aid"], first["option"]) == ("Hillside", "automatic", 1)
    asked = advised(capsys, town, number, "--mutual", str(hillside))["requests"][0]
    assert set(asked["words"]) == {"ar", "de", "en"}
    assert asked["words"]["en"].startswith("Port Ellery asks Hillside for mutual aid: L8 (ladder)")
    assert "Fish dock" in asked["words"]["de"]
    assert "L8 (Drehleiter)" in asked["words"]["de"]
    assert number in asked["words"]["ar"]
    assert first["order"] is None, "automatic aid is told, not asked"
    order = asked["order"]
    assert (order["asked"], order["suggested"]) == (["HS"], ["HS-L8"])
    assert order["capabilities"] == ["ladder"]
    assert kept(order["basis"]) is not None


def test_what_it_keeps_at_home_is_read_from_its_own_policy_each_time(
    ellery: tuple[Path, str], hillside: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    town, number = ellery
    keeps = Weights(kept_at_home={"ladder": 1})
    ordered(hillside, "HS", AdoptDispatchPolicy(name="ours", over=0, weights=keeps))
    told = advised(capsys, town, number, "--automatic", str(hillside))
    assert units(told) == [["HS-L8"]]
    (stays,) = (each for each in told["why_not"] if each["unit"] == "HS-L9")
    assert (stays["why"], stays["town"]) == ("kept_at_home", "Hillside")


def test_a_folder_that_cannot_be_read_is_said_and_the_others_are(
    ellery: tuple[Path, str], hillside: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    town, number = ellery
    asked = ("--automatic", str(tmp_path / "nowhere"), "--automatic", str(hillside))
    told = advised(capsys, town, number, *asked)
    assert units(told)[0] == ["HS-L8"]
    unread = [e for e in told["degraded"] if e["code"] == "neighbour_unread"]
    assert [each["parameters"] for each in unread] == [{"town": "nowhere"}]


def test_a_door_with_neighbours_advises_across_the_border_and_follows_what_they_do(
    ellery: tuple[Path, str], hillside: Path
) -> None:
    folder, _ = ellery
    with (
        opened(folder) as town,
        serving(town, folder, neighbours=beside_of([hillside], (), folder)) as door,
    ):
        (incident,) = (each.id for each in town.picture.incidents.values())

        def first() -> dict[str, Any]:
            got = door.ask("GET", f"/v1/advice?incident={incident}")
            assert got.status == 200, got
            options = got.json["options"]
            assert isinstance(options, list)
            return dict(options[0])

        told = first()
        assert told["units"] == ["HS-L8"]
        assert (told["line"], told["also"]) == ("", []), "no line of ours sends it"
        (request,) = told["requests"]
        assert request["units"] == ["HS-L8"]
        ordered(hillside, "HS", TakeOutOfService(unit="HS-L8", reason="pump"))
        assert first()["units"] == ["HS-L9"]


LADDERS = LendingTerms(kinds=("ladder",))


def agreed(towns: tuple[Path, Path], tmp_path: Path, lent: LendingTerms) -> None:
    """Hillside lends so, in both towns' logs; by files, as people do it."""
    own, partner = towns
    draft = Draft(kind=AgreementKind.mutual_aid, title="Ladders", partner=Side(lending=lent))
    path, one, two = (str(tmp_path / name) for name in ("draft.json", "one.json", "two.json"))
    Path(path).write_bytes(msgspec.json.encode(draft))
    words = (
        ("propose", str(own), "--with", "HS", "--from", path, "--sign", "--out", one),
        ("sign", str(partner), one, "--out", two),
        ("sign", str(own), two),
    )
    for each in words:
        assert main(["agreement", *each]) == 0


def aids(told: dict[str, Any]) -> set[str]:
    return {each["aid"] for each in told["requests"]}


@pytest.mark.parametrize(
    ("lent", "aid", "free"),
    [
        (LADDERS, {"mutual"}, 2),
        (LendingTerms(is_automatic=True), {"automatic"}, 2),
        (LendingTerms(is_automatic=True, automatic_kinds=("engine",)), {"mutual"}, 2),
        (LendingTerms(is_automatic=True, zones=("nowhere",)), {"mutual"}, 2),
        (LendingTerms(minimum_at_home=(MinimumAtHome(1, "ladder"),)), {"mutual"}, 1),
        (LendingTerms(kinds=("engine",)), set(), 0),
    ],
)
def test_an_agreement_in_force_says_how_units_come_whatever_the_command_line_says(
    lent: LendingTerms, aid: set[str], free: int,
    ellery: tuple[Path, str], hillside: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    town, number = ellery
    flag = "--automatic" if aid == {"mutual"} else "--mutual"
    before = advised(capsys, town, number, flag, str(hillside))
    assert len(units(before)) == 2, "the control: as the command line says"
    assert aids(before) == {flag.removeprefix("--")}
    agreed((town, hillside), tmp_path, lent)
    capsys.readouterr()
    told = advised(capsys, town, number, flag, str(hillside))
    assert len(units(told)) == free
    assert aids(told) == aid


def test_a_suspended_agreement_lends_nothing(
    ellery: tuple[Path, str], hillside: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    town, number = ellery
    agreed((town, hillside), tmp_path, LADDERS)
    assert main(["agreement", "suspend", str(town), "HS", "--reason", "a dispute"]) == 0
    capsys.readouterr()
    assert units(advised(capsys, town, number, "--automatic", str(hillside))) == []


@pytest.mark.parametrize(
    ("local", "is_open"),
    [
        ("2026-03-02T21:59", False), ("2026-03-02T22:00", True), ("2026-03-03T05:59", True),
        ("2026-03-03T06:00", False), ("2026-03-03T23:00", False), ("2026-03-02T03:00", False),
    ],
)  # fmt: skip
def test_hours_over_midnight_belong_to_the_day_they_begin_on(local: str, is_open: bool) -> None:
    night = LendingHours(from_min=22 * 60, until_min=6 * 60, days=(1,))
    assert is_within(night, datetime.fromisoformat(local)) is is_open


def test_a_line_at_a_shell_carries_the_advice_that_it_follows(
    ellery: tuple[Path, str], capsys: pytest.CaptureFixture[str]
) -> None:
    town, number = ellery
    ordered(
        town, "PE", AddStation(id="quay", name="Quay", point=QUAY),
        RegisterUnit(call_sign="L1", kind="ladder", station="quay"),
        RegisterUnit(call_sign="L2", kind="ladder", station="quay"),
        RegisterUnit(call_sign="L3", kind="ladder", station="quay"),
    )  # fmt: skip
    told = advised(capsys, town, number)
    first = told["options"][0]
    assert first["line"] == f"D L1 {number}"
    assert main(["do", str(town), first["line"], "--advice", first["basis"]]) == Exit.done
    assert main(["do", str(town), f"D L3 {number}", "--advice", told["otherwise"]]) == Exit.done
    assert main(["do", str(town), f"D L2 {number}"]) == Exit.done  # the control
    with opened(town) as open_town:
        (incident,) = open_town.picture.incidents.values()
    found = {each.unit: kept(each.basis) for each in incident.responses}
    followed, aside = found["PE-L1"], found["PE-L3"]
    assert followed is not None
    assert (followed.option, followed.options[0].units) == (1, ("PE-L1",))
    assert aside is not None
    assert aside.option is None
    assert found["PE-L2"] is None


def test_a_share_of_what_is_advised_together_is_taken_with_its_advice(
    ellery: tuple[Path, str], capsys: pytest.CaptureFixture[str]
) -> None:
    town, _ = ellery
    ordered(
        town, "PE", AddStation(id="quay", name="Quay", point=QUAY),
        *(RegisterUnit(call_sign=f"L{n}", kind="ladder", station="quay") for n in (1, 2)),
        OpenIncident(type="fire.structure", place=GivenPlace(point=QUAY)),
    )  # fmt: skip
    told = advised(capsys, town, "--all")
    assert {unit for each in told["shares"] for unit in each["units"]} == {"PE-L1", "PE-L2"}
    for each in told["shares"]:
        assert main(["do", str(town), each["line"], "--advice", each["basis"]]) == Exit.done
    with opened(town) as open_town:
        for incident in open_town.picture.incidents.values():
            (response,) = incident.responses
            stands = kept(response.basis)
            assert stands is not None
            assert (stands.incident, stands.option) == (incident.id, 1)
            assert stands.options[0].units == (response.unit,)
            assert stands.needs == ("ladder",)


def test_an_advice_on_another_incident_goes_with_no_line(
    ellery: tuple[Path, str], capsys: pytest.CaptureFixture[str]
) -> None:
    town, number = ellery
    ordered(
        town, "PE", AddStation(id="quay", name="Quay", point=QUAY),
        RegisterUnit(call_sign="L1", kind="ladder", station="quay"),
        OpenIncident(type="fire.structure"),
    )  # fmt: skip
    basis = advised(capsys, town, number)["options"][0]["basis"]
    with opened(town) as open_town:
        two = next(e for e in open_town.picture.incidents.values() if e.number != number)
    for dry in ([], ["--dry-run"]):
        line = ["do", str(town), f"D L1 {two.number}", "--advice", basis, *dry]
        assert main(line) == Exit.usage
        assert f"the advice is on {number}" in capsys.readouterr().out
    assert main(["do", str(town), f"D L1 {number}", "--advice", basis]) == Exit.done  # the control
    with opened(town) as open_town:
        incidents = {each.number: each for each in open_town.picture.incidents.values()}
    assert incidents[two.number].responses == ()
    assert incidents[number].responses[0].basis == basis


def test_a_neighbour_is_told_the_address_where_one_was_given(
    tmp_path: Path, hillside: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The place has no name of the ground's; the control: with nothing said, where it is."""
    folder = tmp_path / "ellery"
    found(folder, name="Port Ellery", code="PE", kind=LogKind.exercise)
    ordered(
        folder, "PE",
        AdoptPlan(plan="fire", over=0, content=CARD),
        OpenIncident(type="fire.structure", place=GivenPlace(words="12 Quay St", point=QUAY)),
        OpenIncident(type="fire.structure", place=GivenPlace(point=QUAY)),
    )  # fmt: skip
    with opened(folder) as open_town:
        both = sorted(open_town.picture.incidents.values(), key=lambda e: e.place.words is None)
    first, second = (each.number for each in both)
    said = {
        number: advised(capsys, folder, number, "--mutual", str(hillside))["requests"][0]["words"]
        for number in (first, second)
    }  # fmt: skip
    assert all("12 Quay St" in words for words in said[first].values())
    degrees = f"{QUAY.degrees[0]:.5f}"
    assert all(degrees not in words for words in said[first].values())
    assert all(degrees in words for words in said[second].values())


def test_who_has_nothing_of_what_is_needed_is_counted_and_json_names_all(
    ellery: tuple[Path, str], capsys: pytest.CaptureFixture[str]
) -> None:
    town, number = ellery
    ordered(
        town, "PE", AddStation(id="quay", name="Quay", point=QUAY),
        *(RegisterUnit(call_sign=f"L{n}", kind="ladder", station="quay") for n in (1, 2, 3)),
        *(RegisterUnit(call_sign=f"P{n}", kind="patrol", station="quay") for n in (1, 2)),
        RegisterUnit(call_sign="P3", kind="patrol", station="quay"),
        TakeOutOfService(unit="PE-P3", reason="pump"),
        TakeOutOfService(unit="PE-L3", reason="mast"),
    )  # fmt: skip
    told = advised(capsys, town, number)
    use = {each["call_sign"]: each["is_of_use"] for each in told["why_not"]}
    assert use == {"L2": True, "L3": True, "P1": False, "P2": False, "P3": False}
    assert main(["advise", str(town), number]) == Exit.done
    _, _, after = capsys.readouterr().out.partition("Not these:\n")
    assert [line.split()[0] for line in after.splitlines()] == ["L2", "L3", "and"]
    assert "and 3 that have nothing of what is needed." in after


@pytest.mark.parametrize("given", ["no advice", "{}", "[1]", '{"planner": 3}', "é" * 2_000])
def test_what_is_no_advice_is_carried_by_no_line(
    given: str, ellery: tuple[Path, str], capsys: pytest.CaptureFixture[str]
) -> None:
    town, number = ellery
    assert main(["do", str(town), f"D L1 {number}", "--advice", given]) == Exit.usage
    assert "--advice is no advice" in capsys.readouterr().err
    by_name = ["--command", "AddStation", "--fields", "{}", "--advice", "{}"]
    assert main(["do", str(town), *by_name]) == Exit.usage
    assert "--advice goes with a LINE" in capsys.readouterr().err


def test_a_folder_named_twice_and_the_towns_own_are_refused(
    ellery: tuple[Path, str], hillside: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    town, number = ellery
    twice = ["--automatic", str(hillside), "--mutual", str(hillside / "..") + "/hillside"]
    assert main(["advise", str(town), number, *twice]) == Exit.usage
    assert "is named twice" in capsys.readouterr().err
    assert main(["advise", str(town), number, "--mutual", str(town)]) == Exit.usage
    assert "is the town itself" in capsys.readouterr().err


def test_where_nobody_is_wanted_it_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found(tmp_path / "calm", name="Calm", code="CA", kind=LogKind.exercise)
    assert main(["advise", str(tmp_path / "calm"), "--all"]) == Exit.done
    assert capsys.readouterr().out == "No open incident wants anybody more.\n"
