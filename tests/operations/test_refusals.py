"""Every refusal of every topic has a sentence, a next step, and the parameters it speaks of.

What is passed to a sentence is read from the source: the `refuse(…)` calls of `operations`.
"""

import ast
import string
from collections import Counter
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

from tocsin.app import phrases
from tocsin.app.refusal_page import page, rows
from tocsin.app.tongue import speaking
from tocsin.app.wording import languages
from tocsin.operations import catalogue
from tocsin.operations.narrative import NarrativeRefusal
from tocsin.operations.orders import Refused, refuse

HOUSE = Path(catalogue.__file__).parent


def enums_of(topic: ModuleType) -> list[type[StrEnum]]:
    """The refusal enums that a topic itself defines."""
    return [
        each
        for each in vars(topic).values()
        if isinstance(each, type)
        and issubclass(each, StrEnum)
        and each.__name__.endswith("Refusal")
        and each.__module__ == topic.__name__
    ]


REFUSALS: list[tuple[str, StrEnum]] = [
    (catalogue_name, code)
    for topic in catalogue.TOPICS
    for catalogue_name in [topic.__name__.rpartition(".")[2]]
    for enum in enums_of(topic)
    for code in enum
]


class Calls(ast.NodeVisitor):
    """All `refuse(…)` calls of one module, and the codes its finders return bare.

    `named` has (code, parameters) for calls that name their code; `narrowed` has (enum, parameters)
    for those that pass on what a finder returned, told apart by the `isinstance` before them.
    """

    def __init__(self) -> None:
        self.named: list[tuple[str, frozenset[str]]] = []
        self.narrowed: list[tuple[str, str, frozenset[str]]] = []
        self.bare: set[tuple[str, str]] = set()
        self.unread: list[int] = []
        self._kinds: dict[str, str] = {}

    def visit_If(self, node: ast.If) -> None:
        test = node.test
        if (
            isinstance(test, ast.Call)
            and isinstance(test.func, ast.Name)
            and test.func.id == "isinstance"
            and isinstance(test.args[0], ast.Name)
            and isinstance(test.args[1], ast.Name)
            and test.args[1].id.endswith("Refusal")
        ):
            self._kinds[test.args[0].id] = test.args[1].id
        self.generic_visit(node)

    def visit_Return(self, node: ast.Return) -> None:
        for each in alternatives(node.value):
            if code := attribute_of(each):
                self.bare.add(code)
        self.generic_visit(node)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        before, self._kinds = self._kinds, {}
        self.generic_visit(node)
        self._kinds = before

    def visit_Call(self, node: ast.Call) -> None:
        self.generic_visit(node)
        if not (isinstance(node.func, ast.Name) and node.func.id == "refuse"):
            return
        parameters = frozenset(each.arg for each in node.keywords if each.arg is not None)
        codes = [attribute_of(each) for each in alternatives(node.args[0])]
        named = [code for code in codes if code is not None]
        if len(named) == len(codes):
            self.named += [(code, parameters) for _, code in named]
        elif isinstance(node.args[0], ast.Name) and node.args[0].id in self._kinds:
            self.narrowed.append((node.args[0].id, self._kinds[node.args[0].id], parameters))
        else:
            self.unread.append(node.lineno)


def alternatives(node: ast.expr | None) -> list[ast.expr]:
    """Both sides of `a if … else b`, or the one expression."""
    if isinstance(node, ast.IfExp):
        return [*alternatives(node.body), *alternatives(node.orelse)]
    return [] if node is None else [node]


def attribute_of(node: ast.expr) -> tuple[str, str] | None:
    """(enum, code) where an expression is `SomeRefusal.code`."""
    if (
        isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id.endswith("Refusal")
    ):
        return node.value.id, node.attr
    return None


@cache
def calls(source: str) -> Calls:
    """The calls of one source: read once, several tests ask for them."""
    found = Calls()
    found.visit(ast.parse(source))
    return found


def parameters_passed(sources: dict[str, str]) -> tuple[dict[str, list[frozenset[str]]], list[str]]:
    """Code → the parameter names of each call that may pass it; and calls nobody could read."""
    read = {name: calls(text) for name, text in sources.items()}
    bare = sorted(set().union(*(each.bare for each in read.values())))
    passed: dict[str, list[frozenset[str]]] = {}
    for each in read.values():
        for code, parameters in each.named:
            passed.setdefault(code, []).append(parameters)
        for _, kind, parameters in each.narrowed:
            for enum, code in bare:
                if enum == kind:
                    passed.setdefault(code, []).append(parameters)
    return passed, [f"{name}:{line}" for name, each in read.items() for line in each.unread]


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


WRITTEN = {code: (topic, says, step) for topic, code, says, step in rows("en")}
"""Code → topic, sentence, next step."""


def unfilled(passed: dict[str, list[frozenset[str]]]) -> list[str]:
    """Placeholders that some call leaves empty, as `code {name}`."""
    return [
        f"{code} {{{name}}}"
        for _, code in REFUSALS
        for row in [WRITTEN.get(code)]
        if row is not None
        for name in sorted(placeholders(row[1]) | placeholders(row[2]))
        if any(name not in parameters for parameters in passed.get(code, []))
    ]


SOURCES = {file.name: file.read_text(encoding="utf-8") for file in sorted(HOUSE.glob("*.py"))}


@pytest.mark.parametrize(("topic", "code"), REFUSALS, ids=str)
def test_every_refusal_says_what_the_rule_is_and_what_to_do_next(topic: str, code: StrEnum) -> None:
    row = WRITTEN.get(code)
    assert row is not None, f"words/en/refusals/{topic}.ftl has no {code}"
    assert row[0] == topic, "in the file of its topic"
    assert row[1].endswith("."), "a sentence"
    assert row[2].endswith("."), "a next step is a sentence too"


def test_no_two_topics_refuse_with_the_same_code() -> None:
    counted = Counter(str(code) for _, code in REFUSALS)
    assert [code for code, count in counted.items() if count > 1] == []


def test_a_code_is_its_own_name() -> None:
    assert [code for _, code in REFUSALS if code.name != code.value] == []


def test_no_row_is_left_of_a_refusal_that_is_no_more() -> None:
    topics = {topic.__name__.rpartition(".")[2] for topic in catalogue.TOPICS}
    codes = {str(code) for _, code in REFUSALS}
    left = [
        f"{topic}.{code}"
        for code, (topic, _, _) in WRITTEN.items()
        if topic in topics and code not in codes
    ]
    assert left == []


def test_every_sentence_gets_the_parameters_it_speaks_of() -> None:
    passed, unread = parameters_passed(SOURCES)
    assert unread == [], "refuse() wants a code, or what a finder returned after isinstance"
    assert unfilled(passed) == []


def test_a_sentence_whose_parameter_is_not_passed_is_found() -> None:
    """The control: one call that forgets its parameter, direct and through a finder."""
    direct = "def f(): return refuse(IncidentRefusal.units_still_assigned, incident=1)"
    found, _ = parameters_passed({**SOURCES, "planted.py": direct})
    assert "units_still_assigned {units}" in unfilled(found)
    through = "def f(x):\n  if isinstance(x, IncidentRefusal):\n    return refuse(x, unit=1)"
    found, _ = parameters_passed({**SOURCES, "planted.py": through})
    assert "incident_unknown {incident}" in unfilled(found)
    _, unread = parameters_passed({"planted.py": "def f(x): return refuse(x, unit=1)"})
    assert unread == ["planted.py:1"]


def test_every_refusal_is_given_somewhere() -> None:
    """A code in an enum that no rule ever answers with would be a promise nobody keeps."""
    passed, _ = parameters_passed(SOURCES)
    outside = {"answers"}  # given by whoever runs the town's log, not by a decide function
    unused = [code for topic, code in REFUSALS if code not in passed and topic not in outside]
    assert unused == []


def test_a_refusal_is_said_with_its_parameters() -> None:
    code = NarrativeRefusal.entry_was_corrected
    said = phrases.say(refuse(code, entry="PE-n1", newer="PE-n2"))
    assert said == ("PE-n1 was corrected by PE-n2.", "Correct PE-n2 instead.")


def test_a_refusal_is_said_in_the_language_that_is_spoken() -> None:
    refused = Refused("unit_is_committed", {"unit": "E1", "status": "on_scene", "incident": "P-1"})
    assert phrases.say(refused)[0] == "E1 is on scene for P-1."
    with speaking("de"):
        assert phrases.say(refused)[0] == "E1 ist vor Ort, bei P-1."
    assert phrases.say(refused)[0] == "E1 is on scene for P-1.", "the control: only so long"


@pytest.mark.parametrize("language", languages())
def test_no_language_lacks_a_parameter(language: str) -> None:
    """A sentence with something missing would show its variable in braces."""
    for _, code, says, step in rows("en"):
        names = placeholders(says) | placeholders(step)
        told = phrases.say(Refused(code, dict.fromkeys(names, "7")), language)
        assert "{" not in "".join(told), f"{language}: {code}"
        assert all(told), f"{language}: {code}"


def test_a_code_without_a_sentence_stops_the_program() -> None:
    with pytest.raises(AssertionError, match="no sentence for made_up"):
        phrases.say(Refused("made_up", {}))


def test_the_page_has_a_row_for_every_refusal_with_its_topic() -> None:
    rows = page().splitlines()
    for topic, code in REFUSALS:
        found = [row for row in rows if row.startswith(f"| `{code}` |")]
        assert len(found) == 1, code
        assert found[0].endswith(f"| {topic} |")
