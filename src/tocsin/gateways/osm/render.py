"""Nodes, ways and relations as OSM XML, API 0.6. Source: OpenStreetMap wiki, OSM XML."""

from collections.abc import Iterable
from typing import NamedTuple
from xml.sax.saxutils import quoteattr

from tocsin.geo.ground import Spot


class Node(NamedTuple):
    """A point."""

    id: int
    at: Spot
    tags: dict[str, str] = {}


class Way(NamedTuple):
    """A line through nodes."""

    id: int
    nodes: tuple[int, ...]
    tags: dict[str, str] = {}


class Relation(NamedTuple):
    """Members as (type, id, role), where type is `node`, `way` or `relation`."""

    id: int
    members: tuple[tuple[str, int, str], ...]
    tags: dict[str, str] = {}


def render(things: Iterable[Node | Way | Relation]) -> str:
    """A document with these, in their order."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<osm version="0.6" generator="Tocsin">']
    for each in things:
        match each:
            case Node(id, at):
                lines.append(f'<node id="{id}" version="1" lat="{_degrees(at[0])}" '
                             f'lon="{_degrees(at[1])}">')  # fmt: skip
            case Way(id, nodes):
                lines.append(f'<way id="{id}" version="1">')
                lines += [f'<nd ref="{node}"/>' for node in nodes]
            case Relation(id, members):
                lines.append(f'<relation id="{id}" version="1">')
                lines += [
                    f'<member type="{kind}" ref="{ref}" role={quoteattr(role)}/>'
                    for kind, ref, role in members
                ]
        lines += [f"<tag k={quoteattr(k)} v={quoteattr(v)}/>" for k, v in each.tags.items()]
        lines.append(f"</{type(each).__name__.lower()}>")
    return "\n".join([*lines, "</osm>", ""])


def _degrees(udeg: int) -> str:
    """Microdegrees as decimal degrees, without a float."""
    sign, rest = ("-" if udeg < 0 else ""), abs(udeg)
    return f"{sign}{rest // 1_000_000}.{rest % 1_000_000:06d}"
