"""Looks at the package's own source, for the tests of the house."""

import ast
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from tests.needs import ROOT

PACKAGE = ROOT / "src" / "tocsin"


def modules(folder: Path = PACKAGE) -> list[Path]:
    """Every Python file under a folder, in a fixed order."""
    return sorted(folder.rglob("*.py"))


class Named(NamedTuple):
    """What a source says: its classes, and every module it imports, dotted, wherever it does so."""

    classes: list[str]
    imports: list[str]


@cache
def named(source: str) -> Named:
    """Looked through once, whoever asks."""
    nodes = list(_statements(ast.parse(source)))
    classes = [node.name for node in nodes if isinstance(node, ast.ClassDef)]
    return Named(classes, list(_imports(nodes)))


INSIDE = ("body", "orelse", "finalbody", "handlers", "cases")
"""Where statements stand in statements: what is in an expression names and imports nothing."""


def _statements(tree: ast.AST) -> Iterator[ast.AST]:
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        for field in INSIDE:
            inside = getattr(node, field, ())
            if isinstance(inside, list):
                waiting += inside


def _imports(nodes: Iterable[ast.AST]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""
