"""The page of all refusals: what each says and what to do next, by topic."""

from collections.abc import Iterator

from fluent.syntax import FluentParser, ast
from fluent.syntax.serializer import serialize_expression

from tocsin.app.tongue import ENGLISH
from tocsin.app.wording import entries

_HEAD = """# Refusals

When a rule says no, the answer is a code with parameters, this sentence and this next step; nothing
has changed. Scripts rely on the code (`--json`, exit code 3), people read the sentence, over HTTP
in the language they ask for (`Accept-Language`). Words in braces stand for the parameters. The
sentences live in `src/tocsin/app/words/`, a folder a language.
"""


def page() -> str:
    """The text of docs/refusals.md: one table, sorted by topic, in the order of the word files."""
    lines = [_HEAD, "| code | sentence | next step | topic |", "|---|---|---|---|"]
    lines += [
        f"| `{code}` | {_cell(says)} | {_cell(step)} | {topic} |"
        for topic, code, says, step in rows(ENGLISH)
    ]
    return "\n".join(lines) + "\n"


def rows(language: str) -> Iterator[tuple[str, str, str, str]]:
    """Every refusal: topic, code, sentence and next step; parameters stand in braces, of the forms
    of a number the one that most numbers have.
    """
    for topic, name, text in entries(language, "refusals"):
        message = FluentParser().parse_entry(text)
        if isinstance(message, ast.Message) and message.attributes:
            assert message.value is not None, name
            yield topic, name, _plain(message.value), _plain(message.attributes[0].value)


def _plain(pattern: ast.Pattern) -> str:
    """A pattern as one line."""
    return "".join(map(_part, pattern.elements)).replace("\n", " ")


def _part(element: ast.TextElement | ast.Placeable) -> str:
    if isinstance(element, ast.TextElement):
        return element.value
    inner = element.expression
    if isinstance(inner, ast.SelectExpression):
        return next(_plain(each.value) for each in inner.variants if each.default)
    if isinstance(inner, ast.VariableReference):
        return "{" + inner.id.name + "}"
    assert not isinstance(inner, ast.Placeable)
    return serialize_expression(inner)


def _cell(text: str) -> str:
    """Text that stays inside its cell of a Markdown table."""
    return text.replace("\\", "\\\\").replace("|", "\\|")
