"""Extracts that a test writes and reads back."""

from collections.abc import Iterable
from pathlib import Path
from typing import TypeVar

from tocsin.gateways.osm import Feature, Node, Relation, Way, read, render
from tocsin.geo.ground import Doubt

Kind = TypeVar("Kind")
Thing = Node | Way | Relation


def brought(folder: Path, things: Iterable[Thing]) -> list[Feature]:
    """What comes of an extract with these things."""
    path = folder / "written.osm"
    path.write_text(render(things))
    return list(read(path))


def of(kind: type[Kind], found: Iterable[object]) -> list[Kind]:
    """The values of one kind."""
    return [each for each in found if isinstance(each, kind)]


def doubts(found: Iterable[object]) -> list[tuple[str, str]]:
    """Every doubt, by code and subject."""
    return sorted((each.code.value, each.subject) for each in of(Doubt, found))
