"""What relations say: boundaries, forbidden turns, and things made of several ways."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from tocsin.gateways.osm.aside import Among
from tocsin.gateways.osm.covers import names
from tocsin.gateways.osm.landmarks import landmark
from tocsin.gateways.osm.objects import Extract
from tocsin.gateways.osm.sketches import Ring, shape_of
from tocsin.gateways.osm.tags import SHORES, kinds
from tocsin.geo.ground import DoubtCode, Restriction

TURNS = re.compile(r"(no|only)_(left_turn|right_turn|straight_on|u_turn|entry|exit)")
BORDER_ROLES = ("", "outer", "inner", "exclave", "enclave")

LINES = frozenset({"route", "route_master", "superroute", "network", "waterway", "street",
                   "associatedStreet", "public_transport", "multilinestring"})  # fmt: skip
"""Relations that are no place."""


class Border(NamedTuple):
    """A boundary as its relation (or closed way) says, before it is put together."""

    id: str
    name: str
    level: int
    country: str | None
    ways: tuple[int, ...]
    names: dict[str, str] = {}


class Compound(NamedTuple):
    """A facility or an address that is a relation."""

    id: str
    tags: dict[str, str]
    ways: tuple[int, ...]


class Relations:
    """One pass over the relations."""

    def __init__(self, extract: Extract) -> None:
        self._extract = extract
        self.borders: list[Border] = []
        self.turns: list[Restriction] = []
        self.compounds: list[Compound] = []
        self.rings: list[Ring] = []
        self.shores: dict[int, tuple[str, str | None]] = {}
        self.border_lines = 0
        self.buildings = 0
        for each in extract.each("r"):
            self._take(each)
        self.border_ways = Among(way for border in self.borders for way in border.ways)

    def turn_ways(self) -> Iterator[int]:
        """The ways of turns, some more than once."""
        for turn in self.turns:
            yield from (*turn.from_ways, *turn.to_ways, *via_ways(turn))

    def outlines(self) -> Iterator[int]:
        """The ways round borders and places, some more than once."""
        yield from self.border_ways
        for each in self.compounds:
            yield from each.ways

    def _take(self, one: Any) -> None:  # noqa: ANN401 (osmium's object is good for this call only)
        tags = one.tags
        kind = tags.get("type", "")
        if kind.startswith("restriction") or "restriction" in tags:
            self.turns.append(self._turn(one, dict(tags)))
        elif tags.get("boundary") == "administrative":
            if kind not in ("boundary", "multipolygon"):
                self.border_lines += 1
                return
            border = border_of(f"r{one.id}", dict(tags), border_ways(one), self._extract)
            if border is not None:
                self.borders.append(border)
        elif kind in ("multipolygon", "site"):
            self._area(one, dict(tags))
        elif kind not in LINES and landmark(tags) is not None:
            ways = border_ways(one)
            if ways:
                self.compounds.append(Compound(f"r{one.id}", dict(tags), ways))

    def _area(self, one: Any, tags: dict[str, str]) -> None:  # noqa: ANN401
        ways = border_ways(one)
        if tags.get("building", "no") != "no":
            self.buildings += 1
        if tags.get("natural") in SHORES or tags.get("waterway") == "riverbank":
            kind = tags.get("natural", "water")
            self.shores.update({way: (kind, tags.get("name")) for way in ways})
        is_address = "addr:housenumber" in tags or "addr:housename" in tags
        if is_address or kinds(tags) or landmark(tags) is not None:
            self.compounds.append(Compound(f"r{one.id}", tags, ways))
        if tags.get("type") == "multipolygon":
            outer = tuple(m.ref for m in one.members if m.type == "w" and m.role in ("", "outer"))
            self.rings.append(Ring(shape_of(f"r{one.id}", tags), ways, outer))

    def _turn(self, one: Any, tags: dict[str, str]) -> Restriction:  # noqa: ANN401
        kind, only_for, condition = turn_of(tags)
        if kind is None:
            self._extract.doubt(
                DoubtCode.restriction_unknown,
                f"r{one.id}",
                told=tags.get("restriction", "nothing")[:200],
            )
        parts: dict[str, list[str]] = {"from": [], "via": [], "to": []}
        for member in one.members:
            if member.role in parts and member.type in "nw":
                parts[member.role].append(f"{member.type}{member.ref}")
        return Restriction(
            id=f"r{one.id}",
            kind=kind or "unknown",
            from_ways=tuple(int(e[1:]) for e in parts["from"] if e[0] == "w"),
            via=tuple(parts["via"]),
            to_ways=tuple(int(e[1:]) for e in parts["to"] if e[0] == "w"),
            exempt=tags.get("except"),
            only_for=only_for,
            condition=condition,
            is_whole=False,
        )


def via_ways(turn: Restriction) -> tuple[int, ...]:
    """The ways a turn leads over."""
    return tuple(int(each[1:]) for each in turn.via if each[0] == "w")


def turn_of(tags: dict[str, str]) -> tuple[str | None, str | None, str | None]:
    """(kind, only for which vehicles, when): `restriction`, `restriction:hgv:conditional` …"""
    for name in sorted(each for each in tags if each.split(":")[0] == "restriction"):
        parts = name.split(":")[1:]
        kind, _, condition = (part.strip() for part in tags[name].partition("@"))
        if TURNS.fullmatch(kind):
            vehicles = [each for each in parts if each != "conditional"]
            return kind, ":".join(vehicles) or None, condition.strip("() ") or None
    return None, None, None


def border_ways(one: Any) -> tuple[int, ...]:  # noqa: ANN401
    """The ways that are an area's border."""
    return tuple(
        dict.fromkeys(m.ref for m in one.members if m.type == "w" and m.role in BORDER_ROLES)
    )


def border_of(
    id: str, tags: dict[str, str], ways: tuple[int, ...], extract: Extract
) -> Border | None:
    """A boundary; None, and a doubt, where its level is no whole number."""
    level = tags.get("admin_level", "")
    if not re.fullmatch(r"[1-9][0-9]?", level):
        extract.doubt(DoubtCode.boundary_level_unreadable, id, told=level)
        return None
    country = (
        tags.get("ISO3166-1:alpha2")
        or tags.get("ISO3166-1")
        or tags.get("ISO3166-2", "").partition("-")[0]
        or tags.get("is_in:country_code")
    )
    name = tags.get("name") or tags.get("ref") or id
    return Border(id, name, int(level), country.upper() if country else None, ways, names(tags))
