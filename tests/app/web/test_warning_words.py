"""The words of warnings over HTTP: what the coming screen asks for."""

from typing import Any

from tests.app.web.doors import Opened
from tocsin.app.warning_words.shipped import TEMPLATES, shipped
from tocsin.operations.warning_templates import AdoptWarningTemplate, ApproveTranslation
from tocsin.operations.warning_text import digest_of

WORDS = "/v1/warning-words"


def rows(door: Opened) -> dict[str, dict[str, Any]]:
    got = door.ask("GET", WORDS)
    assert got.status == 200, got
    return {each["id"]: each for each in got.json["templates"]}


def test_templates_are_listed_with_who_stands_by_them_and_shown_whole(door: Opened) -> None:
    assert {*rows(door)} >= {*TEMPLATES}
    content = shipped("heat")
    text = content.text("fr")
    assert text is not None
    door.order(AdoptWarningTemplate(template="heat", over=0, content=content))
    digest = digest_of(text)
    order = ApproveTranslation(template="heat", language="fr", digest=digest, speaker="Léa Petit")
    door.order(order)
    row = rows(door)["heat"]
    assert row["version"] == 1
    speakers = {each["language"]: each["speaker"] for each in row["languages"]}
    assert (speakers["fr"], speakers["de"]) == ("Léa Petit", None)
    shown = door.ask("GET", f"{WORDS}/heat").json
    assert shown["content"]["hazard"] == "heat"
    assert door.ask("GET", f"{WORDS}/fire").status == 404


def test_a_template_is_filled_and_a_text_checked_and_nothing_is_ordered(door: Opened) -> None:
    before = door.town.position
    values = {"agency": "Perry Fire", "place": "Mill Lane", "until": "2026-11-30T23:30"}
    body = {"template": "flood", "values": values, "languages": ["ar"], "speakers": {"tr": 5}}
    got = door.ask("POST", f"{WORDS}/fill", body)
    assert got.status == 200, got
    only = got.json["languages"][0]
    assert (got.json["is_whole"], only["language"], only["is_reviewed"]) == (True, "ar", False)
    assert {each["channel"] for each in only["channels"]} >= {"wea_90", "wea_360", "sms"}
    strange = door.ask("POST", f"{WORDS}/fill", {**body, "languages": ["tr"]})
    assert (strange.status, strange.json["where"]) == (400, "languages")
    assert door.ask("POST", f"{WORDS}/fill", {**body, "template": "fire"}).status == 404
    text = {"text": "FLOOD DANGER", "language": "en", "agency": "Perry Fire"}
    checked = door.ask("POST", f"{WORDS}/check", text)
    assert "shouting" in {each["code"] for each in checked.json["checked"]["findings"]}
    assert door.ask("POST", f"{WORDS}/check", {**text, "text": " "}).status == 400
    assert door.ask("POST", f"{WORDS}/check", {"text": 1}).status == 400
    assert door.town.position == before
