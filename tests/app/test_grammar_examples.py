"""Every example of the verb table is understood, checked and granted where it makes sense."""

import msgspec
import pytest

from tests.app.desk_town import (
    FLOOD,
    LATER_S,
    desk_town,
    given,
    proposal_of,
    proposing,
    understood,
)
from tests.app.kept_town import prepared_places
from tests.app.lent_town import beside_northvale, prepared_beside
from tests.app.regional_town import prepared_regional
from tests.app.warned_town import prepared_warning
from tests.needs import ROOT
from tests.operations.story import Story
from tocsin.app.cli import VERBS as SHELL_VERBS
from tocsin.app.grammar import regional
from tocsin.app.grammar.approving import order_named
from tocsin.app.grammar.told import View
from tocsin.app.grammar.verbs import AREAS, VERBS, verb_help, verb_sheet
from tocsin.operations.catalogue import COMMANDS
from tocsin.operations.plans import AdoptPlan

SCENE = ["DE B1 R1 A22 E12 17", "A B1 R1 A22 E12"]
PLAN = ["PL flood 17"]

BEFORE: dict[str, list[str]] = {
    "E": ["D A22 17"],
    "ST": ["DE B1 17"],
    "A": ["DE B1 17"],
    "T": ["DE A22 17", "A A22"],
    "H": ["DE A22 17", "A A22", "T A22 clinic"],
    "RT": ["DE A22 17", "A A22"],
    "F": ["DE A22 17", "A A22"],
    "X": ["DE R1 17"],
    "DV": ["DE R1 17"],
    "PE": ["P 17 4", "P 11 1", "DE R1 17"],
    "CX": ["D E12 17"],
    "USK": ["D E12 18", "SK E12 17"],
    "SK": ["D E12 18"],
    "CT": SCENE,
    "I": ['O W3 "tyre'],
    "LA": ["AL 17 2"],
    "RS": ["HO 17 ! waiting"],
    "RO": ['CL 05 "done'],
    "UNR": ["RST 17 ada"],
    "NK": ["RST 17 bo"],
    "UM": ["M 18 17"],
    "UNL": ["LINK 17 18"],
    "RA": ["AG 17 police"],
    "AH": ["OH 17 Northvale ! theirs"],
    "EH": ["OH 17 Northvale ! theirs"],
    "DR": ["AR 3fa2 17"],
    "UDP": ["DUP 77c1 3fa2"],
    "ROR": ["DIS 3fa2 prank ! child"],
    "RC": ["CR B1 di"],
    "SD": ["CR E22 di"],
    "USH": ["SH E22 W3"],
    "UNQ": ["QUAL ada hazmat"],
    "UC": ["AC 17 ada"],
    "LC": ["AC 17 ada", "UC 17 cy police"],
    "EC": ["AC 17 ada"],
    "TC": ["AC 17 ada"],
    "TA": ["AC 17 ada", 'TC 17 ada bo "a; b; c; d'],
    "TD": ["AC 17 ada", 'TC 17 ada bo "a; b; c; d'],
    "TW": ["AC 17 ada", 'TC 17 ada bo "a; b; c; d'],
    "PF": ["PO 17 safety_officer"],
    "PV": ["PO 17 safety_officer ada"],
    "PM": ["PO 17 safety_officer ada"],
    "PX": ["PO 17 safety_officer"],
    "PU": [*SCENE, 'PO 17 division_supervisor cy "Division A'],
    "OR": ["OA 4c01 ! lost"],
    "PLX": PLAN,
    "CARD": [*PLAN, "AL 17 3"],
    "K": PLAN,
    "KS": PLAN,
    "KU": [*PLAN, "K 17 3"],
    "CLX": ["CLO flooded @mill lane"],
    "CLE": ["CLO flooded until 16:00 @mill lane"],
    "TM": ['TN TF1 task E12 E22 "TAC 7'],
    "TZ": ['TN TF1 task E12 E22 "TAC 7'],
    "ACK": ["RD 5d20 dispatcher"],
}
"""Lines that come first, told at nine; the example itself at ten past two."""


def _changed_plan(story: Story) -> None:
    shorter = msgspec.structs.replace(FLOOD, steps=FLOOD.steps[:2])
    story.done(AdoptPlan(plan="flood", over=1, content=shorter))


def _beside_others(story: Story, verb: str, example: str) -> str:
    """The same, of verbs that take a neighbour."""
    if verb in regional.VERBS:
        return prepared_regional(story, verb, example)
    if verb in AREAS["Places"]:
        return prepared_places(story, verb, example)
    if verb in AREAS["Neighbours"] or verb in AREAS["Stock"]:
        return prepared_beside(story, verb, example)
    return example


def prepared(verb: str) -> tuple[Story, str]:
    """A story in which the example of a verb can be granted, and the example in its ids."""
    story, example = desk_town(), VERBS[verb].example
    story.now_s = 3600
    for line in BEFORE.get(verb, []):
        given(story, line)
    example = _beside_others(story, verb, example)
    if verb == "TL":
        beside_northvale(story)
        given(story, 'TN TF1 task E12 E22 "TAC 7')
        given(story, "TM TF1 LE NV")
        given(story, "LR E12 2.0")
    if verb in ("PY", "PN"):
        given(story, "PL flood 17")
        _changed_plan(story)
    if verb in ("AY", "AN", "AW", "AO", "AX"):
        example = example.replace("6f1d", proposal_of(story, 'CL 05 "false alarm'))
    if verb in ("AP", "UNRU"):
        proposing(story)
    if verb == "UNRU":  # a rule guards itself
        example = f"AP {example}"
    if verb in ("CLX", "CLE"):
        example = example.replace("2b9e", next(iter(story.picture.closures)))
    if verb in ("BG", "SG"):
        given(story, f"RST {'18' if verb == 'BG' else '17'} bo", actor="p-ada")
    story.now_s = LATER_S
    if verb in AREAS["Warnings"]:
        example = prepared_warning(story, verb, example)
    first = {
        "AO": f"{example.replace('AO ', 'AN ')} ! no",
        "AX": example.replace("AX ", "AY "),
        "RITY": "RIT R261130-0417 ! not heard of",
    }.get(verb)
    if first is not None:  # what another officer has said before
        given(story, first, actor="p-ada")
    if verb == "SG":
        given(story, "BG PE-260302-0417 ! crew", actor="p-dispatcher")
    return story, example


ACTORS = {
    "AO": "p-ada", "AW": "p-bo", "AX": "p-bo", "AY": "p-ada", "ACK": "p-ada", "SIGN": "p-chief",
    "WK": "p-ada", "WY": "p-bo", "WS": "p-ada", "WR": "p-ada",
}  # fmt: skip
ORDERS = [name for name in VERBS if name not in AREAS["Look"]]


@pytest.mark.parametrize("verb", ORDERS)
def test_the_example_of_a_verb_is_granted_where_it_makes_sense(verb: str) -> None:
    story, example = prepared(verb)
    more = {"viewer": "p-dispatcher"} if verb == "SG" else {}
    kinds = given(story, example, actor=ACTORS.get(verb, "p-dispatcher"), **more)
    assert kinds
    assert set(kinds) <= set(COMMANDS)


@pytest.mark.parametrize("verb", list(AREAS["Look"]))
def test_the_example_of_a_question_asks_and_orders_nothing(verb: str) -> None:
    story = desk_town()
    story.now_s = LATER_S
    found = understood(story, VERBS[verb].example)
    assert isinstance(found.view, View)
    assert found.commands == ()


@pytest.mark.parametrize("verb", ORDERS)
def test_the_sentence_before_enter_names_what_is_ordered(verb: str) -> None:
    story, example = prepared(verb)
    more = {"viewer": "p-dispatcher"} if verb == "SG" else {}
    said = understood(story, example, **more).says
    assert len(said) > 8
    assert "None" not in said


def test_a_line_in_small_letters_is_the_same_line() -> None:
    for verb in ("D", "A"):
        story, example = prepared(verb)
        assert understood(story, example.lower()) == understood(story, example)


def test_every_order_of_the_catalogue_can_be_given_by_its_name_in_any_case() -> None:
    assert {order_named(each.lower()) for each in COMMANDS} == set(COMMANDS)


def test_the_sheet_shows_every_verb_with_its_example_and_help() -> None:
    sheet = verb_sheet()
    for name, verb in VERBS.items():
        assert verb.example in sheet
        assert verb_help(name).endswith(verb.help)
        assert verb.example.startswith(name)


def test_verbs_are_short_and_the_reserved_one_waits_for_its_orders() -> None:
    assert all(len(name) <= 5 for name in VERBS)
    assert "Z" not in VERBS


def test_the_reference_page_has_every_verb_with_its_example_and_help() -> None:
    page = (ROOT / "docs" / "operating" / "command-line.md").read_text()
    missing = [n for n, v in VERBS.items() if f"| `{v.example}` | {v.help} |" not in page]
    assert missing == []
    assert [verb for verb in SHELL_VERBS if f"`tocsin {verb} " not in page] == []
