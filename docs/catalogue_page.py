"""The catalogue as a page: each topic's orders, the facts they may cause, and what those hold."""

import inspect
import types
from collections.abc import Iterator

import msgspec

from tocsin.operations import catalogue
from tocsin.operations.orders import Command, Event

OPENING = """# The catalogue: every order and every stored fact

Topic by topic, in the words of the source. An order (`DispatchUnit`) may be refused; a fact
(`unit_dispatched.1`) is what the log stores, under this name and version for ever. Fields that may
be left out stand in brackets; *sealed* fields are kept under the key of the person or the incident
they belong to. What refuses an order stands in [refusals.md](refusals.md); what the words mean in
[dictionary.md](dictionary.md).
"""


def page() -> str:
    """The whole page."""
    counts = f"{len(catalogue.COMMANDS)} orders, {len(catalogue.EVENTS)} facts, "
    parts = [OPENING, f"{counts}{len(catalogue.TOPICS)} topics.\n"]
    for topic in sorted(catalogue.TOPICS, key=lambda each: each.__name__):
        parts += _topic(topic)
    return "\n".join(parts)


def _topic(topic: types.ModuleType) -> list[str]:
    word = topic.__name__.rpartition(".")[2]
    path = f"../src/tocsin/operations/{word}.py"
    opening = " ".join(inspect.getdoc(topic).split("\n\n")[0].split())  # type: ignore[union-attr]
    lines = [f"## {word}\n", f"{opening} [[source]({path})]\n"]
    orders = [each for each, of in catalogue.TOPIC_OF.items() if of == word and _is(each, Command)]
    facts = [each for each, of in catalogue.TOPIC_OF.items() if of == word and _is(each, Event)]
    if orders:
        lines += ["| order | what it asks | may cause |", "|---|---|---|"]
        for each in orders:
            caused = " ".join(f"`{catalogue.NAMES[fact]}`" for fact in causes(each)) or "–"
            lines.append(f"| `{each.__name__}` | {_said(each)} | {caused} |")
        lines.append("")
    if facts:
        lines += ["| fact | holds |", "|---|---|"]
        lines += [f"| `{catalogue.NAMES[each]}` | {_fields(each)} |" for each in facts]
        lines.append("")
    return lines


def _is(kind: type, of: type) -> bool:
    return issubclass(kind, of)


def _said(kind: type) -> str:
    """The first paragraph of a docstring, for a table; a dash where the name says it all."""
    text = kind.__dict__.get("__doc__") or "–"
    first = " ".join(inspect.cleandoc(text).split("\n\n")[0].split())
    return first.replace("|", "\\|")


def _fields(event: type[Event]) -> str:
    shown = []
    for field in msgspec.structs.fields(event):
        is_sealed = "Words" in str(event.__annotations__.get(field.name))
        text = f"{field.name} (*sealed*)" if is_sealed else field.name
        shown.append(text if field.required else f"[{text}]")
    return ", ".join(shown)


def causes(order: type[Command]) -> list[type[Event]]:
    """The facts that the functions behind an order name, in the order of the catalogue.

    Read off the compiled functions: what a decide function, or one that it calls within the
    business, mentions. So it may name one too many, never one too few.
    """
    found = set(_mentioned(catalogue.DECIDE[order], set()))
    return [event for event in catalogue.NAMES if event in found]


def _mentioned(function: object, seen: set[object]) -> Iterator[type[Event]]:
    function = getattr(function, "func", function)  # a topic that was handed the book
    if not isinstance(function, types.FunctionType) or function in seen:
        return
    seen.add(function)
    for name in _names(function.__code__):
        value = function.__globals__.get(name)
        if isinstance(value, type) and issubclass(value, Event) and value is not Event:
            yield value
        elif isinstance(value, types.FunctionType) and value.__module__.startswith(
            "tocsin.operations"
        ):
            yield from _mentioned(value, seen)


def _names(code: types.CodeType) -> Iterator[str]:
    yield from code.co_names
    for inner in code.co_consts:
        if isinstance(inner, types.CodeType):
            yield from _names(inner)
