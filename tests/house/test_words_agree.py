"""Codes and types are called the same by the server and by the console: what the desk shows as sent
is not refused as committed.
"""

from collections.abc import Iterable
from datetime import UTC
from inspect import isclass
from pathlib import Path
from typing import get_args

import msgspec
import pytest

from tocsin.app import wording
from tocsin.app.phrases import say
from tocsin.app.telling import SPOKEN
from tocsin.app.tongue import speaking
from tocsin.geo.gazetteer.candidates import Asks
from tocsin.geo.gazetteer.houses import Precision
from tocsin.geo.gazetteer.kinds import CALLED
from tocsin.operations.answers import AlreadySo
from tocsin.operations.catalogue import COMMANDS
from tocsin.operations.orders import Refused
from tocsin.operations.picture import Incident, Unit
from tocsin.planners.dispatch.candidates import Standing, WhyNot
from tocsin.views.facts import sentence

CONSOLE = Path(__file__).parents[2] / "ui" / "src" / "words"
SHARED = ("codes", "types", "fields", "kept")
"""Files of the server with words that the console has too."""
SHORTER = ("position-", "severity-unknown")
"""On the console these stand beside a title that says the rest."""


def of_console(language: str) -> dict[str, str]:
    text = "\n".join(file.read_text("utf-8") for file in sorted((CONSOLE / language).glob("*.ftl")))
    found = wording.ENTRY.split(text)
    return {each.partition(" =")[0].strip(): each for each in found if " =" in each}


def plain(entry: str) -> str:
    """What an entry says, whatever its letters' size: a code may stand at the head of a line."""
    told = "\n".join(line for line in entry.splitlines() if not line.startswith("#"))
    return " ".join(told.partition("=")[2].split()).casefold()


def apart(language: str, console: dict[str, str]) -> list[str]:
    """Codes and types that are called one thing here and another there."""
    return [
        name
        for file, name, text in wording.entries(language)
        if file in SHARED and name in console and not name.startswith(SHORTER)
        if plain(text) != plain(console[name])
    ]


@pytest.mark.parametrize("language", wording.languages())
def test_server_and_console_call_codes_and_types_the_same(language: str) -> None:
    console = of_console(language)
    assert len([each for each in console if each.startswith(("type-", "status-"))]) > 30
    assert apart(language, console) == []


def test_one_that_is_called_otherwise_is_found() -> None:
    console = of_console("de") | {"status-committed": "status-committed = unterwegs gewesen"}
    assert apart("de", console) == ["status-committed"]


def test_every_place_has_its_word() -> None:
    english = {name for _, name, _ in wording.entries("en")}
    asked = {f"asks-{each.value}" for each in Asks}
    known = {f"precision-{each.value}" for each in Precision}
    kinds = {f"place-{each}" for each in CALLED}
    assert (asked | known | kinds) - english == set()


def missing_orders(language: str, orders: Iterable[str]) -> set[str]:
    """Orders that a language has no word for, and words for what is no order."""
    said = set(wording.wording(language).names("order-"))
    return said ^ {f"order-{each}" for each in orders}


@pytest.mark.parametrize("language", wording.languages())
def test_every_order_has_a_word_of_its_own_in_every_language(language: str) -> None:
    words = wording.wording(language)
    assert missing_orders(language, COMMANDS) == set()
    assert len({words.said(f"order-{each}", {}) for each in COMMANDS}) == len(COMMANDS)


def test_an_order_without_a_word_and_a_word_without_an_order_are_found() -> None:
    wrong = {*COMMANDS, "PaintUnit"} - {"DispatchUnit"}
    assert missing_orders("de", wrong) == {"order-PaintUnit", "order-DispatchUnit"}


def test_sentences_call_an_order_by_its_word() -> None:
    refused = Refused("role_may_not", {"command": "DispatchUnit", "roles": "observer"})
    assert say(refused, "en")[0].startswith("“dispatch a unit” is not for the roles")
    with speaking("de"):
        assert say(refused)[0].startswith("„Einheit schicken“ steht den Rollen nicht zu")
        so_already = AlreadySo(command="CloseIncident")
        told = sentence("already_so.1", so_already, UTC, lambda _: None, SPOKEN)
        assert told == "„Einsatz abschließen“: war schon so"
        unknown = Refused("access_command_unknown", {"command": "PaintUnit"})
        assert say(unknown)[0] == "Es gibt keinen Befehl PaintUnit.", "the control"


def fields_of(kind: object, seen: set[object]) -> set[str]:
    """The fields of a noun, and of whatever it is made of."""
    if isclass(kind) and issubclass(kind, msgspec.Struct) and kind not in seen:
        seen.add(kind)
        own = msgspec.structs.fields(kind)
        return {each.name for each in own}.union(*(fields_of(each.type, seen) for each in own))
    return set[str]().union(*(fields_of(each, seen) for each in get_args(kind)))


@pytest.mark.parametrize("language", wording.languages())
def test_what_a_line_asks_about_has_a_word_for_every_field(language: str) -> None:
    words = wording.wording(language)
    fields = fields_of(Incident, set()) | fields_of(Unit, set())
    assert {"alarm_level", "uncertainty_m", "call_sign"} <= fields, "nested ones too"
    assert [each for each in sorted(fields) if not words.has(f"field-{each}")] == []
    assert not words.has("field-colour"), "the control"
    kept = [f"from-{each}" for each in Standing] + [f"stayed-{each}" for each in WhyNot]
    assert [each for each in kept if not words.has(each)] == []
