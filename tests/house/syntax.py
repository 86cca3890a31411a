"""Looks at the package's own source, for the tests of the house."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.needs import ROOT

PACKAGE = ROOT / "src" / "tocsin"


def modules(folder: Path = PACKAGE) -> list[Path]:
    """Every Python file under a folder, in a fixed order."""
    return sorted(folder.rglob("*.py"))


def imported(path: Path) -> Iterator[str]:
    """Every module a file imports, dotted, wherever in the file it does so."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""
