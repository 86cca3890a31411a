"""Lines over HTTP: what one would come to, what may stand next, and what takes it back."""

from typing import Any

import pytest

from tests.app.web.doors import Opened
from tocsin.operations.intake import NoteWhat, ReceiveReport
from tocsin.operations.picture.plan import Applies, PlanContent, Question
from tocsin.operations.plans import AdoptPlan
from tocsin.operations.restriction import RestrictIncident
from tocsin.terms.codes import Channel


def asked(door: Opened, line: str, token: str = "", **more: object) -> dict[str, Any]:
    """The answer to a line that nothing comes of."""
    before = door.town.position
    got = door.ask("POST", "/v1/line", {"line": line, "is_dry_run": True, **more}, token=token)
    assert got.status == 200, got
    assert door.town.position == before, "a dry run is on no record"
    return got.json


@pytest.fixture(scope="module")
def fires(door: Opened) -> tuple[str, str]:
    """Two incidents; E2 is sent to the first."""
    first, second = (
        door.open_incident(),
        door.open_incident(place={"words": "Mill Lane 2", "label": "Mill Lane 2"}),
    )
    assert door.give("DispatchUnit", {"unit": "PE-E2", "incident": first}).status == 200
    return first, second


def test_a_dry_run_says_what_would_come_of_it(door: Opened, fires: tuple[str, str]) -> None:
    first, second = fires
    told = asked(door, f"D E1 {first}")
    assert told["commands"] == ["DispatchUnit"]
    assert told["would"]["outcome"] == "accepted"
    assert told["says"] == f"Dispatch E1 to {first}."
    busy = asked(door, f"D E2 {second}")["would"]
    assert (busy["outcome"], busy["code"], busy["is_soft"]) == (
        "refused",
        "unit_is_committed",
        True,
    )
    assert busy["why"]
    assert busy["next"]
    hard = asked(door, "E E1")["would"]
    assert (hard["outcome"], hard["is_soft"]) == ("refused", False)


def test_a_dry_run_of_a_chain_is_decided_on_what_its_first_steps_leave(
    door: Opened, fires: tuple[str, str]
) -> None:
    told = asked(door, f"DE E1 {fires[0]}")
    assert told["commands"] == ["DispatchUnit", "ReportEnRoute"]
    assert told["would"]["outcome"] == "accepted"


def test_a_role_that_may_not_is_told_before_enter(door: Opened, fires: tuple[str, str]) -> None:
    told = asked(door, f"P {fires[0]} 1", door.let_in("observer"))
    assert (told["would"]["code"], told["would"]["is_soft"]) == ("role_may_not", False)


def test_a_line_that_only_looks_says_so(door: Opened, fires: tuple[str, str]) -> None:
    told = asked(door, "L E1")
    assert (told["view"], told["commands"], told["would"]) == ("locate", [], None)


def test_the_selected_incident_is_the_dot(door: Opened, fires: tuple[str, str]) -> None:
    assert asked(door, "P . 1", selected=fires[1])["says"].startswith(fires[1])
    got = door.ask("POST", "/v1/line", {"line": "P . 3", "selected": fires[1]})
    assert got.status == 200, got
    assert got.json["says"] == f"{fires[1]}: priority 3, prompt."
    assert door.ask("POST", "/v1/line", {"line": "P . 3"}).status == 400


def test_a_refused_line_says_whether_a_reason_would_do(
    door: Opened, fires: tuple[str, str]
) -> None:
    soft = door.ask("POST", "/v1/line", {"line": f"D E2 {fires[1]}"})
    assert (soft.status, soft.code, soft.json["is_soft"]) == (409, "unit_is_committed", True)
    hard = door.ask("POST", "/v1/line", {"line": "E E1"})
    assert hard.status == 409
    assert "is_soft" not in hard.json


def test_what_is_restricted_is_neither_selected_nor_foreseen(door: Opened) -> None:
    secret, outsider = door.open_incident(), door.let_in("dispatcher", "duty_officer")
    body = {"line": "P . 1", "is_dry_run": True, "selected": secret}
    assert door.ask("POST", "/v1/line", body, token=outsider).status == 200
    door.order(RestrictIncident(incident=secret, need_to_know=()))
    assert door.ask("POST", "/v1/line", body, token=outsider).status == 400
    none = door.ask("POST", "/v1/line", {**body, "selected": "PE-260302-9999"}, token=outsider)
    assert none.body == door.ask("POST", "/v1/line", body, token=outsider).body


def choices(door: Opened, line: str, token: str = "", **more: object) -> list[dict[str, Any]]:
    """What may stand next."""
    got = door.ask("POST", "/v1/line/complete", {"line": line, **more}, token=token)
    assert got.status == 200, got
    found = got.json["choices"]
    assert isinstance(found, list)
    assert len(found) <= 12
    return found


def texts(found: list[dict[str, Any]]) -> list[str]:
    return [each["text"] for each in found]


def test_verbs_come_by_their_name_and_what_a_role_may_not_do_comes_last(door: Opened) -> None:
    found = choices(door, "d")
    assert texts(found)[0] == "D"
    assert all(each["kind"] == "verb" for each in found)
    looking = choices(door, "d", door.let_in("observer"))
    assert (looking[0]["text"], looking[0]["is_allowed"]) == ("DUE", True)
    sending = next(each for each in looking if each["text"] == "D")
    assert sending["is_allowed"] is False
    assert sending["why"]


def test_units_and_incidents_come_as_the_verb_takes_them_and_what_would_be_granted_first(
    door: Opened, fires: tuple[str, str]
) -> None:
    first, second = fires
    units = choices(door, "D E", selected=second)
    assert texts(units) == ["E1", "E2"]
    assert [each["is_allowed"] for each in units] == [True, False]
    assert "E2" in units[1]["why"]
    assert units[1]["detail"] == f"engine, sent, {first}"
    there = choices(door, "D E1 ", selected=second)
    assert {each["kind"] for each in there} == {"unit", "incident"}
    ends = {each["text"] for each in there if each["kind"] == "incident"}
    assert second.rpartition("-")[2] in ends
    assert texts(choices(door, "D E1 mill")) == [second.rpartition("-")[2]]
    assert choices(door, "P zzz") == []


def test_what_the_plans_ask_is_completed_for_the_type_of_the_report(door: Opened) -> None:
    report = door.order(ReceiveReport(channel=Channel.call)).subjects[0]
    door.order(NoteWhat(report=report, words="smoke", type="fire.room"))
    asks = (Question("inside", "Is anybody inside?"),)
    content = PlanContent(name="Fire", trigger=Applies(types=("fire",)), questions=asks)
    door.order(AdoptPlan(plan="fire", over=0, content=content))
    name = report.rpartition("-")[2]
    assert texts(choices(door, f"ANS {name} in")) == ["inside"]
    door.order(NoteWhat(report=report, type="medical.fall"))
    assert texts(choices(door, f"ANS {name} in")) == []


def test_what_a_choice_replaces_is_counted_as_a_browser_counts(door: Opened) -> None:
    got = door.ask("POST", "/v1/line/complete", {"line": "Y 17 🚒 E"})
    assert got.json["start"] == len("Y 17 🚒 ".encode("utf-16-le")) // 2


def test_what_somebody_says_is_not_completed(door: Opened) -> None:
    assert choices(door, 'Y 17 "E') == []
    assert choices(door, "CX E1 ! E") == []


def test_no_choice_tells_of_what_is_restricted(door: Opened) -> None:
    place = {"words": "Harbour Steps 9", "label": "Harbour Steps 9"}
    secret, outsider = door.open_incident(place=place), door.let_in("dispatcher", "duty_officer")
    end = secret.rpartition("-")[2]
    for line in (f"P {end}", "P harbour"):
        assert texts(choices(door, line, outsider)) == [end], "seen before it is restricted"
    door.order(RestrictIncident(incident=secret, need_to_know=()))
    for line in (f"P {end}", "P harbour", f"D E1 {secret[:-2]}"):
        found = choices(door, line, outsider, selected=secret)
        assert secret not in str(found)
        assert end not in texts(found)


def given(door: Opened, line: str, **more: object) -> str:
    """The id under which a line was granted."""
    got = door.ask("POST", "/v1/line", {"line": line, **more})
    assert got.status == 200, got
    return str(got.json["facts"]["command_id"])


def taken_back(door: Opened, command_id: str, token: str = "") -> dict[str, Any]:
    before = door.town.position
    got = door.ask("POST", "/v1/line/undo", {"command_id": command_id}, token=token)
    assert got.status == 200, got
    assert door.town.position == before, "a line is offered, not given"
    return got.json


def test_a_line_takes_an_order_back_as_a_new_order(door: Opened) -> None:
    one, two = door.open_incident(), door.open_incident()
    for line, back in (
        (f"DE E1 {one}", "CX E1 ! taken back"),
        (f"P {one} 1", f"P {one} 2"),
        (f"TY {one} medical.fall", f"TY {one} fire.structure"),
        (f"HAZ {one} gas", f"HAZ {one}"),
        (f"AL {one} 2", f"LA {one} 1 ! taken back"),
        (f"HO {one} ! later", f"RS {one}"),
        (f"M {two} {one}", f"UM {two} ! taken back"),
        ('O A1 "tyre', "I A1"),
    ):
        told = taken_back(door, given(door, line))
        assert told == {"line": back, "why": ""}, line
        given(door, back)
    both = given(door, f"D E1 A1 {one}")
    assert taken_back(door, both)["line"] == "CX E1 A1 ! taken back"
    given(door, "CX E1 A1 ! taken back")
    closed = given(door, f'CL {one} "false alarm')
    assert taken_back(door, closed)["line"] == f"RO {one} ! taken back"


def test_why_there_is_no_line_that_takes_an_order_back(door: Opened) -> None:
    incident = door.open_incident()
    written = given(door, f'Y {incident} "on the roof')
    assert taken_back(door, written)["line"] is None
    first = given(door, f"P {incident} 1")
    given(door, f"P {incident} 3")
    assert "since" in taken_back(door, first)["why"]
    sent = given(door, f"D E1 {incident}")
    given(door, "A E1")
    assert taken_back(door, sent)["line"] is None, "a unit that has arrived is not called off"
    assert taken_back(door, sent)["why"]
    given(door, "F E1")


def test_an_order_of_somebody_else_is_not_theirs_to_take_back(door: Opened) -> None:
    mine = given(door, f"P {door.open_incident()} 1")
    other = door.let_in("dispatcher", "duty_officer")
    for name in (mine, "nothing-of-this-name"):
        got = door.ask("POST", "/v1/line/undo", {"command_id": name}, token=other)
        assert got.status == 404
