"""The words of the server are whole in every language: no sentence, variable or form is missing.

As `ui/checks/words.ts` does it for the console, on the files and on the sources as they stand.
"""

import ast
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from babel import Locale
from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax import FluentParser
from fluent.syntax import ast as written
from fluent.syntax.visitor import Visitor

from tocsin.app import pattern, tongue, wording
from tocsin.app.web.page_words import FAMILY
from tocsin.views.facts import FIELD
from tocsin.views.sentences import SENTENCES

SOURCES = Path(wording.__file__).parent
NAMES = re.compile(r"(echo|misread|takes|noun|answer|health|problem|here|undo)-[a-z-]+")
"""Names of sentences, wherever a source quotes them."""
PLURALS = {"zero", "one", "two", "few", "many"}


class Look(Visitor):
    """What one entry speaks of, and the forms that it has of each number."""

    def __init__(self) -> None:
        self.variables: set[str] = set()
        self.forms: list[tuple[str, set[str]]] = []

    def visit_VariableReference(self, node: written.VariableReference) -> None:  # noqa: N802
        self.variables.add(node.id.name)

    def visit_SelectExpression(self, node: written.SelectExpression) -> None:  # noqa: N802
        keys = {
            each.key.name if isinstance(each.key, written.Identifier) else each.key.value
            for each in node.variants
        }
        if keys & PLURALS and isinstance(node.selector, written.VariableReference):
            self.forms.append((node.selector.id.name, keys))
        self.generic_visit(node)


class Said(NamedTuple):
    """One entry: its attributes with the sentence itself as "", what it speaks of, its forms."""

    parts: frozenset[str]
    variables: frozenset[str]
    forms: tuple[tuple[str, set[str]], ...]


Read = Callable[[str], Iterator[tuple[str, str, str]]]


@cache
def said_by(text: str) -> Said | None:
    """One entry as it is written; None where it cannot be read."""
    entry = FluentParser().parse_entry(text)
    if not isinstance(entry, written.Message) or entry.value is None:
        return None
    look = Look()
    look.visit(entry)
    parts = frozenset({"", *(each.id.name for each in entry.attributes)})
    return Said(parts, frozenset(look.variables), tuple(look.forms))


def said_in(language: str, read: Read, faults: list[str]) -> dict[str, Said]:
    """Every entry of a language."""
    found: dict[str, Said] = {}
    for file, name, text in read(language):
        said = said_by(text)
        if said is None:
            faults.append(f"{language}/{file}: {name} cannot be read")
            continue
        if name in found:
            faults.append(f"{language}/{file}: {name} stands twice")
        found[name] = said
    return found


def in_english() -> Iterator[tuple[str, str, str]]:
    """What happened, in the views' own words: the other languages have an entry for each."""
    for event, words in SENTENCES.items():
        told = FIELD.sub(lambda found: f"{{ ${found[1]} }}", words)
        yield "happened", f"happened-{event}", f"happened-{event} = {told}"


def faults_of(read: Read = wording.entries) -> list[str]:
    """What is missing, surplus or different in a language."""
    faults: list[str] = []
    english = said_in("en", read, faults)
    happened = said_in("en", lambda _: in_english(), faults)
    for language in wording.languages():
        own = said_in(language, read, faults)
        needed = {*Locale.parse(language).plural_form.tags, "other"}
        whole = english if language == "en" else {**english, **happened}
        faults += [f"{language}: {name} is missing" for name in whole if name not in own]
        for name, said in own.items():
            meant = whole.get(name)
            if meant is None:
                faults.append(f"{language}: {name} does not stand in English")
            elif (said.parts, said.variables) != (meant.parts, meant.variables):
                faults.append(f"{language}: {name} does not speak of the same")
            faults += [
                f"{language}: {name} lacks the form {form} of {variable}"
                for variable, forms in said.forms
                for form in sorted(needed - forms)
            ]
    return faults


def test_every_language_has_every_sentence_and_every_form() -> None:
    assert faults_of() == []


def planted(language: str, change: Callable[[str], str]) -> Read:
    def read(wanted: str) -> Iterator[tuple[str, str, str]]:
        for file, name, text in wording.entries(wanted):
            told = change(text) if wanted == language else text
            if told:
                yield file, name if told == text else told.partition(" ")[0], told

    return read


@pytest.mark.parametrize(
    ("language", "was", "now", "fault"),
    [
        ("de", "unit_is_free", "", "de: unit_is_free is missing"),
        ("ar", "unit_is_free", "unit_is_fre", "ar: unit_is_fre does not stand in English"),
        ("de", "token_lives_too_long", "{ $days }", "de: token_lives_too_long does not speak"),
        ("de", "happened-unit_dispatched", "", "de: happened-unit_dispatched is missing"),
        ("ar", "token_lives_too_long", "[few]", "ar: token_lives_too_long lacks the form few"),
    ],
)
def test_what_is_missing_is_found(language: str, was: str, now: str, fault: str) -> None:
    """The control: an entry taken out or misspelt, a variable and a form that went."""

    def change(text: str) -> str:
        if not text.startswith(f"{was} "):
            return text
        if now == "{ $days }":
            return f"{was} = Zu lang.\n    .do = Kürzer.\n"
        if now == "[few]":
            return re.sub(r"\n *\[few\].*", "", text)
        return text.replace(was, now) if now else ""

    found = faults_of(planted(language, change))
    assert any(each.startswith(fault) for each in found), found


# what the sources say


class Told(ast.NodeVisitor):
    """The sentences that a module names, each with what it is told of."""

    def __init__(self) -> None:
        self.named: list[tuple[str, frozenset[str], bool]] = []
        self.families: set[str] = set()
        self.quoted: set[str] = set()

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, str):
            self.quoted.add(node.value)

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        self.generic_visit(node)
        first = node.values[0] if node.values else None
        if isinstance(first, ast.Constant) and str(first.value).endswith("-"):
            self.families.add(str(first.value))

    def visit_Call(self, node: ast.Call) -> None:
        self.generic_visit(node)
        called = node.func.id if isinstance(node.func, ast.Name) else ""
        if called not in ("tell", "code", "misread", "with_step", "nothing_here") or not node.args:
            return
        first = node.args[0]
        if called == "code" and isinstance(first, ast.Constant):
            self.families.add(f"{first.value!s}-")
        elif isinstance(first, ast.Constant):
            names = frozenset(each.arg for each in node.keywords if each.arg is not None)
            is_open = any(each.arg is None for each in node.keywords)
            self.named.append((str(first.value), names, is_open))


def told_in_sources() -> Told:
    told = Told()
    for file in sorted(SOURCES.rglob("*.py")):
        told.visit(ast.parse(file.read_text(encoding="utf-8")))
    return told


def test_every_sentence_is_told_what_it_speaks_of_and_none_is_left() -> None:
    english = said_in("en", wording.entries, [])
    told = told_in_sources()
    meant = {each for each in told.quoted if NAMES.fullmatch(each)}
    assert sorted(each for each in meant if each not in english) == []
    assert [name for name, _, _ in told.named if name not in english] == []
    assert [
        f"{name}: {sorted(english[name].variables ^ given)}"
        for name, given, is_open in told.named
        if not is_open and english[name].variables != given
    ] == []
    # Of code lists the family is quoted: `code("agency", …)`, or a table of families.
    lists = {name.partition("-")[0] for file, name, _ in wording.entries("en") if file == "codes"}
    families = (*told.families, FAMILY, *(f"{each}-" for each in lists & told.quoted))
    refusals = {name for name, said in english.items() if "do" in said.parts}
    assert [
        name
        for name in english
        if name not in refusals and name not in told.quoted and not name.startswith(families)
    ] == [], "used nowhere"


# against the reference


@pytest.mark.full
@pytest.mark.parametrize("language", wording.languages())
def test_every_sentence_is_said_as_the_reference_says_it(language: str) -> None:
    """With words, and with a number of each form, for everything that a sentence speaks of."""
    bundle = FluentBundle([language], use_isolating=language in wording.RIGHT_TO_LEFT)
    ours = wording.wording(language)
    for _, _, text in wording.entries(language):
        bundle.add_resource(FluentResource(text))
    for name, meant in said_in(language, wording.entries, []).items():
        message = bundle.get_message(name)
        assert message.value is not None
        values = ("E1", 0, 1, 2, 3, 11, 100, 1_234_567) if meant.forms else ("E1", 1_234_567)
        for value in values if meant.variables else values[:1]:
            what = dict.fromkeys(meant.variables, value)
            told, errors = bundle.format_pattern(message.value, what)
            assert (ours.said(name, what), errors) == (told, [])
            for part, read in message.attributes.items():
                assert ours.said(name, what, part) == bundle.format_pattern(read, what)[0]


def test_a_number_asks_for_the_form_that_babel_says() -> None:
    for language in wording.languages():
        rule = Locale.parse(language).plural_form
        assert [n for n in range(1_000) if pattern.form_of(n, language) != rule(n)] == []


def test_what_is_put_in_may_be_as_long_as_a_remark() -> None:
    """The reference refuses 2,500 characters; a remark may have 16,384."""
    long = "x" * 16_384
    assert long in wording.wording("de").said(
        "echo-entry", {"kind": "", "subject": "", "text": long}
    )


# what is put in


def test_what_is_put_in_is_isolated_only_where_it_is_written_from_the_right() -> None:
    """Arabic keeps an id readable; what is copied from English or German has no hidden marks."""
    for language in wording.languages():
        told = wording.wording(language).said("unit_already_there", {"unit": "E1", "incident": "P"})
        assert ("\u2068E1\u2069" in told) == (language in wording.RIGHT_TO_LEFT)
        assert "E1" in told


def test_arabic_counts_in_wholesix_forms() -> None:
    said = wording.wording("ar").said
    counted = [said("token_lives_too_long", {"days": n}) for n in (0, 1, 2, 3, 11, 100)]
    assert len({re.sub(r"[\d\u2066-\u2069]", "", each) for each in counted}) == 6


def test_a_language_is_the_first_wanted_that_there_is() -> None:
    among = ("ar", "de", "en")
    assert tongue.wanted("fr, de-AT;q=0.8, en;q=0.9", among) == "en"
    assert tongue.wanted("de-DE,de;q=0.9,en;q=0.5", among) == "de"
    assert tongue.wanted("tlh", among, "de-CH") == "de"
    assert tongue.wanted("ar;q=0, ;;q=x", among) == "en"
