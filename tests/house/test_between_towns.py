"""Each act between towns stands in the table of its doors, and each door in the table is there."""

import argparse
import re
from collections.abc import Iterator

import pytest

from tests.needs import ROOT
from tocsin.app.commands import (
    agreement_verb,
    bundle_verb,
    lend_verb,
    neighbour_verb,
    paper_verb,
    region_verb,
    stock_verb,
)
from tocsin.app.grammar.verbs import VERBS
from tocsin.app.web.routes import ROUTES
from tocsin.operations.catalogue import COMMANDS

PAGE = (ROOT / "docs" / "operating" / "between-towns.md").read_text()
ELSEWHERE = ("at the machine", "by reading", "its line", "its line, with the time", "not yet")
DECLARED = {
    "neighbour": neighbour_verb,
    "agreement": agreement_verb,
    "lend": lend_verb,
    "bundle": bundle_verb,
    "region": region_verb,
    "stock": stock_verb,
    "paper": paper_verb,
}
ROWS = re.findall(r"^\| `(\w+ [\w -]+)` \| (.+?) \| (.+?) \| (.+?) \|$", PAGE, re.MULTILINE)
PATHS = {f"{each.method} {each.path}" for each in ROUTES}


def deeds() -> Iterator[str]:
    """What the parsers know, also one deed below another."""
    for verb, module in DECLARED.items():
        parser = argparse.ArgumentParser()
        module.declare(parser)
        yield from below(verb, parser)


def below(name: str, parser: argparse.ArgumentParser) -> Iterator[str]:
    inner = [each for each in parser._actions if isinstance(each, argparse._SubParsersAction)]
    if not inner:
        yield name
    for action in inner:
        for deed, one in action.choices.items():
            yield from below(f"{name} {deed}", one)


def words_on_screen() -> set[str]:
    files = (ROOT / "ui" / "src" / "words" / "en").glob("*.ftl")
    text = "\n".join(each.read_text() for each in files)
    return {each.strip() for each in re.findall(r"^[a-z][\w-]* = (.+)$", text, re.MULTILINE)}


def test_every_deed_is_in_the_table_and_nothing_else_is() -> None:
    assert sorted(name for name, *_ in ROWS) == sorted(deeds())


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_each_door_that_a_row_names_is_there(row: tuple[str, str, str, str]) -> None:
    _, api, line, screen = row
    named = re.findall(r"`([^`]+)`", api)
    assert named or api in ELSEWHERE
    assert [each for each in named if each not in PATHS and each not in COMMANDS] == []
    verbs = re.findall(r"`(\w+)`", line)
    assert verbs or line in ("–", "any")
    assert [each for each in verbs if each not in VERBS] == []
    assert screen in ELSEWHERE or screen in words_on_screen()
