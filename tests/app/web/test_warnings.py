"""Warnings over HTTP: written by orders; listed, shown whole, and as CAP."""

from datetime import timedelta

import msgspec

from tests.app.web.doors import Opened
from tests.operations.warned import drafting, facts
from tocsin.gateways.cap import parse
from tocsin.terms.cap import CapStatus

PATH = "/v1/warnings"


def drafted(door: Opened) -> str:
    until = door.town.clock.now() + timedelta(hours=4)
    got = door.give("DraftWarning", msgspec.to_builtins(drafting(facts=facts(expires=until))))
    assert got.status == 200, got
    return str(got.json["subjects"][0])


def test_a_draft_is_listed_shown_and_previewed_and_nobody_takes_it_for_a_warning(
    door: Opened,
) -> None:
    name = drafted(door)
    [row] = [each for each in door.ask("GET", PATH).json["warnings"] if each["id"] == name]
    assert row["is_in_force"] is False
    shown = door.ask("GET", f"{PATH}/{name}").json
    assert shown["fields"]["state"] == "draft"
    assert shown["fields"]["texts"][0]["instruction"] == "Leave now. Go to Hill School."
    got = door.ask("GET", f"{PATH}/{name}/cap")
    assert got.headers["content-type"].startswith("application/cap+xml")
    [alert] = parse(got.body).alerts
    assert (alert.identifier, alert.status) == (name, CapStatus.draft)
    door.give("WithdrawWarning", {"warning": name, "reason": "false alarm"})
    assert name not in [each["id"] for each in door.ask("GET", PATH).json["warnings"]]
    every = door.ask("GET", f"{PATH}?all=true").json["warnings"]
    assert name in [each["id"] for each in every]


def test_two_people_send_it_through_the_door_and_one_with_two_programs_does_not(
    door: Opened,
) -> None:
    name = drafted(door)
    assert door.give("CheckWarning", {"warning": name}).status == 200
    shown = door.ask("GET", f"{PATH}/{name}").json["fields"]
    assert shown["status"] == "Test", "the door's log is a test"
    asked = [each["question"] for each in shown["questions"]]
    yes = {"warning": name, "digest": shown["digest"], "acknowledged": asked}
    again = door.token_of(door.person_of(door.token))
    assert door.give("ApproveWarning", yes, token=again).code == "warning_needs_another_person"
    send = {"warning": name, "digest": shown["digest"]}
    assert door.give("IssueWarning", send).code == "warning_stands_otherwise"
    other = door.let_in("duty_officer")
    assert door.give("ApproveWarning", yes, token=other).status == 200
    assert door.give("IssueWarning", send).status == 200
    assert door.ask("GET", f"{PATH}/{name}").json["is_in_force"] is True
    [alert] = parse(door.ask("GET", f"{PATH}/{name}/cap").body).alerts
    assert alert.status is CapStatus.test


def test_a_name_that_is_none_is_nothing(door: Opened) -> None:
    assert door.ask("GET", f"{PATH}/PE-w0").status == 404
    assert door.ask("GET", f"{PATH}/PE-w0/cap").status == 404
    assert door.ask("GET", PATH, token=None).status == 401
