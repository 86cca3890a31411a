"""The dictionary holds every code of the vocabulary, every topic, and the words a board shows."""

import inspect
import re
from enum import Enum

import pytest

from tests.needs import ROOT
from tocsin.operations import catalogue
from tocsin.operations.picture import KINDS
from tocsin.operations.picture.facility import Diversion, FacilityState
from tocsin.operations.picture.incident import Relation, TriageCategory
from tocsin.operations.picture.proposal import ProposalState
from tocsin.operations.picture.unit import Condition
from tocsin.terms import codes, ics, kinds
from tocsin.terms.codes import Priority, UnitStatus
from tocsin.views.saying import STATUS

PAGE = (ROOT / "docs" / "dictionary.md").read_text()
LISTS = [
    each
    for module in (codes, ics, kinds)
    for _, each in inspect.getmembers(module, inspect.isclass)
    if issubclass(each, Enum) and each.__module__ == module.__name__
]
LISTS += [Condition, Diversion, FacilityState, ProposalState, Relation, TriageCategory]


def unlisted(words: list[str], page: str) -> list[str]:
    """The words that do not stand in a page as codes."""
    return [word for word in words if f"`{word}`" not in page]


@pytest.mark.parametrize("listed", LISTS, ids=lambda each: each.__name__)
def test_every_word_of_a_closed_list_is_in_the_dictionary(listed: type[Enum]) -> None:
    words = [each.name if isinstance(each.value, int) else str(each.value) for each in listed]
    assert words
    assert unlisted(words, PAGE) == []


def test_every_topic_of_the_business_is_in_the_dictionary() -> None:
    topics = [each.__name__.rpartition(".")[2] for each in catalogue.TOPICS]
    assert unlisted(topics, PAGE) == []


def test_every_order_and_every_stored_fact_is_in_the_catalogue() -> None:
    page = (ROOT / "docs" / "catalogue.md").read_text()
    assert unlisted([*catalogue.COMMANDS, *catalogue.EVENTS], page) == []


def test_every_order_that_leaves_a_fact_says_which() -> None:
    page = (ROOT / "docs" / "catalogue.md").read_text()
    rows = re.findall(r"^\| `(\w+)` \| .* \| (.*) \|$", page, re.MULTILINE)
    caused = dict(rows)
    assert caused["DispatchUnit"] == "`unit_dispatched.1`"
    assert caused["PreemptUnit"] == "`unit_dispatched.1` `unit_reassigned.1`"
    assert [order for order in catalogue.COMMANDS if caused.get(order, "–") == "–"] == []


def test_the_table_of_unit_states_says_what_the_board_says() -> None:
    rows = re.findall(r"^\| `(\w+)` \| ([A-Z]{2}) \| ([^|]+) \| `[A-Z]", PAGE, re.MULTILINE)
    told = {UnitStatus(state): (letters, word.strip()) for state, letters, word in rows}
    assert told == STATUS


def test_the_priorities_stand_in_their_order() -> None:
    rows = re.findall(r"^\| (\d) \| `(\w+)` \|", PAGE, re.MULTILINE)
    assert [(int(number), word) for number, word in rows] == [(p.value, p.name) for p in Priority]


def test_every_kind_of_subject_has_a_word() -> None:
    """Kinds are plurals of nouns that the dictionary explains, or the picture's own bookkeeping."""
    own = {"agenda", "counts", "access", "openness", "glass", "people"}
    said = PAGE.lower()
    unsaid = [
        kind
        for kind in KINDS
        if kind not in own
        and kind.replace("_", " ").removesuffix("ies").removesuffix("s") not in said
    ]
    assert unsaid == []


def test_a_word_that_is_missing_is_noticed() -> None:
    assert unlisted(["held", "hidden"], "`held` and hidden") == ["hidden"]
