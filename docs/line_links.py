"""Links from a page to a line of the source, kept at the right line.

Written as `[words](../src/tocsin/operations/dispatch.py "dispatch")`; the title is what the link
means: a function, a class, `Class.method` or a constant of a Python file, or the first line that
holds that text in any other file. `docs/generate.py` puts `#L<line>` behind the path, and a test
finds a link that points elsewhere.
"""

import ast
import re
from functools import cache
from pathlib import Path

LINE_LINK = re.compile(r'\]\((?P<path>[^()\s#"]+)(?P<line>#L\d+)?\s+"(?P<symbol>[^"]+)"\)')


class NoSuchLine(Exception):
    """A link names something that its file does not hold."""


def linked(text: str, folder: Path) -> str:
    """The page's text with each link at its line; `folder` is the page's own.

    Raises `NoSuchLine`, which names every link that leads nowhere.
    """
    lost: list[str] = []

    def at_its_line(found: re.Match[str]) -> str:
        try:
            line = line_of(folder / found["path"], found["symbol"])
        except NoSuchLine as error:
            lost.append(str(error))
            return found[0]
        return f']({found["path"]}#L{line} "{found["symbol"]}")'

    text = LINE_LINK.sub(at_its_line, text)
    if lost:
        raise NoSuchLine("; ".join(lost))
    return text


def line_of(path: Path, symbol: str) -> int:
    """The line, from 1, at which a file defines a symbol or first holds a text. `NoSuchLine`."""
    if not path.is_file():
        raise NoSuchLine(f"{path} is no file")
    text = path.read_text(encoding="utf-8")
    line = _symbols(text).get(symbol) if path.suffix == ".py" else _text_line(text, symbol)
    if line is None:
        raise NoSuchLine(f"{path} holds no `{symbol}`")
    return line


def _text_line(text: str, wanted: str) -> int | None:
    lines = text.splitlines()
    return next((number for number, line in enumerate(lines, 1) if wanted in line), None)


@cache
def _symbols(text: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for node in ast.parse(text).body:
        for name, line in _names(node):
            found.setdefault(name, line)
        if isinstance(node, ast.ClassDef):
            for inner in node.body:
                for name, line in _names(inner):
                    found.setdefault(f"{node.name}.{name}", line)
    return found


def _names(node: ast.stmt) -> list[tuple[str, int]]:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return [(node.name, node.lineno)]
    if isinstance(node, ast.AnnAssign):
        targets: list[ast.expr] = [node.target]
    else:
        targets = node.targets if isinstance(node, ast.Assign) else []
    return [(each.id, node.lineno) for each in targets if isinstance(each, ast.Name)]
