"""Warnings over HTTP: written by orders; listed, shown whole, and as CAP."""

from datetime import timedelta

import msgspec

from tests.app.web.doors import Got, Opened
from tests.operations.warned import drafting, facts, text
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


def test_a_line_approves_what_was_read_and_not_what_was_written_since(door: Opened) -> None:
    """It carries the first digits of the digest that stood on the screen."""
    name, yes = drafted(door), door.let_in("duty_officer")
    old = door.ask("GET", f"{PATH}/{name}").json["fields"]
    other = msgspec.to_builtins(drafting(texts=(text("de"),)))["texts"]
    anew = {"warning": name, "digest": old["digest"], "facts": old["facts"], "texts": other}
    assert door.give("ReviseWarning", anew).status == 200
    assert door.give("CheckWarning", {"warning": name}).status == 200
    now = door.ask("GET", f"{PATH}/{name}").json["fields"]
    asked = " ".join(each["question"] for each in now["questions"])

    def given(digest: str) -> Got:
        line = f'WY {name} {digest[:12]} {asked} "riverside,  Zone B'
        return door.ask("POST", "/v1/line", {"line": line}, token=yes)

    assert given(old["digest"]).code == "warning_moved_on"
    assert given(now["digest"]).status == 200, "the control"
    sent = {"line": f"WS {name} {old['digest'][:12]}"}
    assert door.ask("POST", "/v1/line", sent, token=yes).code == "warning_moved_on"
    sent = {"line": f"WS {name} {now['digest'][:12]}"}
    assert door.ask("POST", "/v1/line", sent, token=yes).status == 200


def test_a_preview_is_of_the_words_that_are_sent_and_orders_nothing(door: Opened) -> None:
    name = drafted(door)
    before = door.town.position
    seen = door.ask("GET", f"{PATH}/{name}/preview").json
    [english] = seen["languages"]
    assert (english["language"], english["is_reviewed"]) == ("en", False)
    short = next(each for each in english["channels"] if each["channel"] == "wea_90")
    assert (short["text"], short["over"]) == ("Flood. Leave Riverside now.", 0)
    shown = door.ask("GET", f"{PATH}/{name}").json["fields"]
    assert seen["digest"] == shown["digest"]
    assert door.town.position == before


def test_a_name_that_is_none_is_nothing(door: Opened) -> None:
    assert door.ask("GET", f"{PATH}/PE-w0").status == 404
    assert door.ask("GET", f"{PATH}/PE-w0/cap").status == 404
    assert door.ask("GET", f"{PATH}/PE-w0/preview").status == 404
    assert door.ask("GET", PATH, token=None).status == 401


def test_a_wish_is_looked_at_before_it_is_written_and_then_written_as_it_was_looked_at(
    door: Opened,
) -> None:
    wish = {
        "template": "flood", "area": "Riverside", "circle": ["50.005,8.005,600"],
        "until": "23:59", "slots": {"shelter": "Hill School"},
    }  # fmt: skip
    before = door.town.position
    seen = door.ask("POST", "/v1/warning-composing", wish).json
    assert seen["refused"] is None
    assert seen["refused_asking"] is None
    assert "area_not_measured" in [each["question"] for each in seen["questions"]]
    english = next(each for each in seen["texts"] if each["language"] == "en")
    assert "Hill School" in english["instruction"]
    assert door.town.position == before, "nothing is on record"
    got = door.give(seen["order"], seen["fields"])
    assert got.status == 200, got
    shown = door.ask("GET", f"{PATH}/{got.json['subjects'][0]}").json["fields"]
    assert [each["headline"] for each in shown["texts"]] == [
        each["headline"] for each in seen["texts"]
    ]


def test_a_wish_says_what_is_missing_and_what_no_warning_can_have(door: Opened) -> None:
    path = "/v1/warning-composing"
    nowhere = door.ask("POST", path, {"template": "flood", "until": "23:59"})
    assert "place" in str(nowhere.json["detail"])
    strange = door.ask("POST", path, {"template": "flood", "zone": ["Nowhere"], "until": "23:59"})
    assert strange.status == 400
    crossed = "50,8 50.01,8.01 50,8.01 50.01,8"
    drawn = {"template": "flood", "area": "X", "polygon": [crossed], "until": "23:59"}
    seen = door.ask("POST", path, drawn).json
    assert (seen["refused"]["code"], seen["looked"]) == ("warning_area_unsound", None)
    assert door.ask("GET", "/v1/warning-zones").json["zones"] == []
