"""The town speaks the language that a request asks for; where none is asked for, English."""

from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from tests.app.web.doors import Opened
from tocsin.app.pages import page
from tocsin.app.telling import SPOKEN
from tocsin.app.tongue import speaking
from tocsin.app.wording import languages
from tocsin.operations.answers import CommandRefused
from tocsin.operations.picture.report import Report
from tocsin.terms.codes import Channel
from tocsin.views.facts import changes, sentence

AT = datetime(2026, 3, 2, 8, tzinfo=UTC)


def asked(door: Opened, language: str, line: str, **more: object) -> dict[str, Any]:
    """What comes of a line, said in a language."""
    given = {"Accept-Language": language} if language else {}
    return door.ask("POST", "/v1/line", {"line": line, **more}, headers=given).json


@pytest.fixture(scope="module")
def busy(door: Opened) -> tuple[str, str]:
    """Two incidents; E2 is sent to the first."""
    first, second = door.open_incident(), door.open_incident()
    assert door.give("DispatchUnit", {"unit": "PE-E2", "incident": first}).status == 200
    return first, second


def test_a_german_desk_reads_german_before_and_after_enter(
    door: Opened, busy: tuple[str, str]
) -> None:
    first, second = busy
    echo = asked(door, "de-AT,de;q=0.9,en;q=0.5", f"D E2 {second}", is_dry_run=True)
    assert echo["says"].startswith(f"E2 zu {second} schicken")
    assert echo["would"]["why"] == f"PE-E2 ist geschickt, bei {first}."
    assert echo["would"]["next"].startswith("Disponieren Sie")
    refused = asked(door, "de", f"D E2 {second}")
    assert (refused["code"], refused["detail"]) == ("unit_is_committed", echo["would"]["why"])
    misread = asked(door, "de", "D")
    assert misread["detail"] == "Nicht verstanden: D verlangt eine Einheit: `D B1 R1 17`"


@pytest.mark.parametrize("language", ["", "en-GB", "tlh"])
def test_who_asks_for_none_of_them_reads_english(
    door: Opened, busy: tuple[str, str], language: str
) -> None:
    """The control; codes and parameters are the same in every language."""
    first, second = busy
    refused = asked(door, language, f"D E2 {second}")
    assert refused["code"] == "unit_is_committed"
    assert refused["detail"] == f"PE-E2 is sent for {first}."
    assert asked(door, language, "D")["detail"].startswith("Not understood: D takes a unit")


def test_an_arabic_desk_keeps_ids_apart_from_the_text_around_them(
    door: Opened, busy: tuple[str, str]
) -> None:
    refused = asked(door, "ar", f"D E2 {busy[1]}")
    assert f"\u2068{busy[0]}\u2069" in refused["detail"]
    assert "\u2068" not in asked(door, "de", f"D E2 {busy[1]}")["detail"], "the control"


def test_why_and_what_was_known_name_fields_in_the_language(
    door: Opened, busy: tuple[str, str]
) -> None:
    why = asked(door, "de", "? why E2")["text"]
    assert why.startswith("Einheit PE-E2: ")
    assert "Rufname: E2" in why
    assert "call sign: E2" in asked(door, "en", "? why E2")["text"], "the control"
    unit, keys = door.town.picture.units.get("PE-E2"), door.town.store.keys
    assert "call sign" in page(("units", "PE-E2"), unit, keys, as_json=False), "the control"
    with speaking("ar"):
        then = page(("units", "PE-E2"), unit, keys, as_json=False)
    assert then.startswith("الوحدة PE-E2")
    assert "call sign" not in then


def test_choices_verbs_and_states_are_told_in_the_language(door: Opened) -> None:
    def told(language: str) -> tuple[Any, Any, Any]:
        given = {"Accept-Language": language}
        body = {"line": "CX"}
        completed: dict[str, Any] = door.ask("POST", "/v1/line/complete", body, headers=given).json
        console: dict[str, Any] = door.ask("GET", "/v1/console", headers=given).json
        verbs = {each["name"]: each["help"] for each in console["verbs"]}
        states = {each["status"]: each["words"] for each in console["statuses"]}
        return completed["choices"][0]["detail"], verbs["CX"], states["on_scene"]

    assert told("de") == ("CX E12 ! not needed: abbestellen", "abbestellen", "vor Ort")
    assert told("en") == ("CX E12 ! not needed: call off", "call off", "on scene")
    assert len({told(each) for each in languages()}) == len(languages())


def test_problems_health_and_what_happened_are_told_in_the_language(
    door: Opened, busy: tuple[str, str]
) -> None:
    def told(language: str) -> tuple[str, str, str]:
        given = {"Accept-Language": language}
        missing = door.ask("GET", "/v1/timeline/incidents/PE-none", headers=given).json["detail"]
        health: dict[str, Any] = door.ask("GET", "/v1/health/words", headers=given).json
        orders = next(each["says"] for each in health["things"] if each["name"] == "orders")
        facts: dict[str, Any] = door.ask("GET", "/v1/recent", headers=given).json
        sent = next(e["words"] for e in facts["facts"] if e["event"] == "unit_dispatched")
        return str(missing), orders, sent

    assert told("de") == (
        "Das gibt es hier nicht, oder Sie dürfen nicht davon wissen: "
        "Eintrag unter dieser Nummer (incidents).",
        "Befehle werden angenommen.",
        "E2 geschickt",
    )
    assert told("en")[1:] == ("Orders are taken.", "E2 sent"), "the control, asked after"
    assert len({told(each) for each in languages()}) == len(languages())


SAYS = {
    "en": "Refused “dispatch a unit”: E2 is sent elsewhere.",
    "de": "„Einheit schicken“ abgelehnt: E2 ist anderswo im Einsatz.",
    "ar": "ملتزمة في مكان آخر.\u2069",
}


@pytest.mark.parametrize("language", sorted(SAYS))
def test_what_was_refused_is_told_by_its_sentence(language: str) -> None:
    event = CommandRefused("DispatchUnit", "committed_elsewhere", {"unit": "E2"})
    gone = CommandRefused("DispatchUnit", "rule_of_another_day")
    with speaking(language):
        said = sentence("command_refused.1", event, UTC, lambda _: None, SPOKEN)
        assert said.endswith(SAYS[language])
        told = sentence("command_refused.1", gone, UTC, lambda _: None, SPOKEN)
        assert "rule of another day" in told, "what has no sentence any more stands as it is"


@pytest.mark.parametrize(("language", "yes", "no"), [("en", "yes", "no"), ("de", "ja", "nein")])
def test_what_is_so_or_not_is_told_in_words(language: str, yes: str, no: str) -> None:
    one = Report(id="R", arrived_at=AT, channel=Channel.call, is_danger=False)
    other = msgspec.structs.replace(one, is_danger=True)
    with speaking(language):
        (change,) = changes(one, other, UTC, lambda _: None, SPOKEN)
    assert (change.was, change.now) == (no, yes)


@pytest.mark.parametrize(
    ("language", "says"), [("en", "dispatch a unit"), ("de", "Einheit schicken")]
)
def test_what_somebody_may_order_is_told_in_words(door: Opened, language: str, says: str) -> None:
    got = door.ask("GET", "/v1/me/orders", headers={"Accept-Language": language}).json
    orders: list[dict[str, str]] = got["orders"]
    called = {each["name"]: each["says"] for each in orders}
    assert called["DispatchUnit"] == says
    assert sorted(called) == door.ask("GET", "/v1/me").json["orders"]
    assert not [name for name, words in called.items() if name in words], "none by its name"
