"""What a Fluent entry says: its text, what is put in, and the form that a number asks for.

Of the Fluent syntax (1.0) this says text, variables, quoted text and the choice by a variable,
which is what sentences of the server are made of; `fluent.syntax` reads the files. A test holds it
against the reference implementation in every sentence of every language.
"""

from collections.abc import Callable, Mapping

import msgspec
from fluent.syntax import FluentParser, ast

OPEN, CLOSE = "\u2068", "\u2069"
"""First strong isolate and its end (Unicode UAX 9): what is between has its own direction."""
POINTS = {"de": "."}
"""What parts the thousands of a number, where it is not a comma (CLDR, latn)."""

What = Mapping[str, str | int]


def _arabic(n: int) -> str:
    if n <= 2:
        return ("zero", "one", "two")[n]
    rest = n % 100
    return "few" if 3 <= rest <= 10 else "many" if rest >= 11 else "other"


def _western(n: int) -> str:
    return "one" if n == 1 else "other"


FORMS: dict[str, Callable[[int], str]] = {"ar": _arabic}
"""Which form of a word a whole number from 0 asks for (CLDR, cardinal), by language."""


def form_of(n: int, language: str) -> str:
    """The plural form that a number asks for; in most languages only one is another than many."""
    return FORMS.get(language, _western)(n)


class Slot(msgspec.Struct, frozen=True):
    """Where something is put in."""

    name: str


class Choice(msgspec.Struct, frozen=True):
    """One of several patterns, by what a variable says or by the form of its number."""

    name: str
    patterns: Mapping[str, "Pattern"]
    usual: "Pattern"


Pattern = tuple[str | Slot | Choice, ...]


class Entry(msgspec.Struct, frozen=True):
    """A sentence, and what belongs to it by name (`.do`)."""

    says: Pattern
    parts: Mapping[str, Pattern]


def entry_of(text: str) -> Entry:
    """An entry as it is written in a file. Raises ValueError for what is not understood here."""
    read = FluentParser().parse_entry(text)
    if not isinstance(read, ast.Message) or read.value is None:
        raise ValueError(f"no entry: {text[:60]!r}")
    return Entry(
        _pattern(read.value), {each.id.name: _pattern(each.value) for each in read.attributes}
    )


def _pattern(read: ast.Pattern) -> Pattern:
    return tuple(map(_element, read.elements))


def _element(read: ast.TextElement | ast.Placeable) -> str | Slot | Choice:
    if isinstance(read, ast.TextElement):
        return read.value
    inner = read.expression
    if isinstance(inner, ast.StringLiteral):
        return str(inner.parse()["value"])
    if isinstance(inner, ast.VariableReference):
        return Slot(inner.id.name)
    if isinstance(inner, ast.SelectExpression) and isinstance(
        inner.selector, ast.VariableReference
    ):
        told = {_key(each): _pattern(each.value) for each in inner.variants}
        usual = next(_pattern(each.value) for each in inner.variants if each.default)
        return Choice(inner.selector.id.name, told, usual)
    raise ValueError(f"not said here: {type(inner).__name__}")


def _key(read: ast.Variant) -> str:
    key = read.key
    return key.name if isinstance(key, ast.Identifier) else str(key.value)


def said(pattern: Pattern, what: What, language: str, *, isolates: bool) -> str:
    """A pattern with what is put in. What is missing is shown by its name, not hidden."""
    if len(pattern) == 1:
        isolates, whole = False, isolates
    else:
        whole = isolates
    told: list[str] = []
    for each in pattern:
        if isinstance(each, str):
            told.append(each)
            continue
        if isinstance(each, Slot):
            words = number(what.get(each.name, f"{{${each.name}}}"), language)
        else:
            words = said(_chosen(each, what, language), what, language, isolates=whole)
        told.append(f"{OPEN}{words}{CLOSE}" if isolates else words)
    return "".join(told)


def _chosen(choice: Choice, what: What, language: str) -> Pattern:
    value = what.get(choice.name)
    if isinstance(value, int):
        exact = choice.patterns.get(str(value))
        return exact or choice.patterns.get(form_of(value, language), choice.usual)
    return choice.patterns.get(value or "", choice.usual)


def number(value: str | int, language: str) -> str:
    """Words as they are; a number with its thousands parted."""
    if isinstance(value, str):
        return value
    return f"{value:,}".replace(",", POINTS.get(language, ","))
