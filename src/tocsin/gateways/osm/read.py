"""`read`: everything an extract says about the ground, one value after another.

Five passes over the file (three of them over its ways), so that its order does not matter. Where
its nodes are, and the lines that must wait for others, are put aside in files.
"""

import re
from array import array
from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import accumulate, pairwise
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np

from tocsin.gateways.osm.aside import Aside, Repeated, Runs
from tocsin.gateways.osm.borders import boundary
from tocsin.gateways.osm.covers import names
from tocsin.gateways.osm.framing import breaks_off
from tocsin.gateways.osm.landmarks import landmark, landmarks
from tocsin.gateways.osm.leaps import closed, strokes, together
from tocsin.gateways.osm.malformed import Malformed
from tocsin.gateways.osm.objects import Extract
from tocsin.gateways.osm.places import address, facilities, locality
from tocsin.gateways.osm.relations import Relations, border_of, via_ways
from tocsin.gateways.osm.roads import pieces
from tocsin.gateways.osm.shores import sea_of
from tocsin.gateways.osm.sketches import Sketches
from tocsin.gateways.osm.spots import Spots, middle, spot_of, spots_of
from tocsin.gateways.osm.tags import SHORES, WATERWAYS, kinds, road_class, says
from tocsin.geo.ground import (
    Address,
    Area,
    Boundary,
    Building,
    Doubt,
    DoubtCode,
    Facility,
    Landmark,
    Locality,
    Name,
    Restriction,
    Road,
    Spot,
    Water,
)
from tocsin.geo.lettering import lettered, steered


class Account(msgspec.Struct, frozen=True):
    """What the file held, whatever became of it. `newest` is the newest edit in it (UTC)."""

    nodes: int
    ways: int
    relations: int
    highway_ways: int
    road_ways: int
    buildings: int
    border_lines: int
    newest: str
    is_whole: bool


ENDS_EARLY = re.compile("(?i)eof|truncat|no element found|unclosed|unexpected end|not all there")
"""How libosmium and expat say that a file is too short."""

Feature = (
    Road | Restriction | Address | Facility | Landmark | Locality | Water | Area | Building | Name
    | Boundary | Doubt | Account
)  # fmt: skip


MOST_NODES = 16_384
"""The nodes of so many ways are looked up at once."""


def read(path: Path, aside: Aside = BytesIO) -> Iterator[Feature]:
    """All features, places first, and the account last. `aside` gives files to put aside what must
    wait: 16 bytes for each node, 8 for each of a road's and an outline's. Raises Malformed where
    nothing can be read."""
    doubts: list[Doubt] = []
    extract = Extract(path, doubts.append)
    reading = _Reading(extract, aside)
    leaping: set[str] = set()
    steps = (reading.nodes, reading.ways, reading.sketches, reading.turns, reading.borders)
    for step in steps:
        for value in _leaping_once(step(), leaping):
            plain = lettered(value)
            if plain is not value and not isinstance(value, Doubt):
                extract.doubt(DoubtCode.name_cleaned, _subject(value), steered(value))
            yield plain
        yield from map(lettered, doubts)
        doubts.clear()
    if extract.cut is None and path.suffix == ".pbf" and breaks_off(path):
        extract.cut = Doubt(DoubtCode.file_is_cut, "", told="its last block is not all there")
    if extract.cut is not None:
        if not any(extract.count.values()):
            raise Malformed(
                str(path), "an extract of OpenStreetMap (.osm.pbf, .osm, .osm.gz)",
                _hopeless(extract.cut.told),
            )  # fmt: skip
        yield extract.cut
    elif not any(extract.count.values()):
        raise Malformed(
            str(path), "a node, a way or a relation", "there is nothing in it: fetch it again"
        )
    yield reading.account()


def _leaping_once(values: Iterator[Feature], told: set[str]) -> Iterator[Feature]:
    """Without a doubt about a line that leaps where it was told of the same thing: a school may be
    a place, an area and a building."""
    for value in values:
        if isinstance(value, Doubt) and value.code is DoubtCode.line_leaps:
            if value.subject in told:
                continue
            told.add(value.subject)
        yield value


def _subject(value: Feature) -> str:
    """The id of what a value is about."""
    found: str = value.subject if isinstance(value, Name) else getattr(value, "id", "")
    return found


def _hopeless(told: str) -> str:
    """What to do with a file of which nothing can be read."""
    if ENDS_EARLY.search(told):
        return f"it breaks off before its first object: fetch it again ({told})"
    return f"fetch it again ({told})"


class _Way(NamedTuple):
    """A way, and where its nodes are."""

    number: int
    tags: dict[str, str]
    nodes: list[int]
    spots: list[Spot | None]


class _Reading:
    """The first two passes are made at once; the rest as features are asked for."""

    def __init__(self, extract: Extract, aside: Aside) -> None:
        self._extract = extract
        self._relations = Relations(extract)
        self._outlines = Runs(self._relations.outlines(), aside)
        self._turn_roads = Runs(self._relations.turn_ways(), aside)
        self._fords: set[int] = set()
        self._highways = self._road_ways = self._buildings = 0
        self._sketches = Sketches(extract, self._relations.rings, aside)
        self._coast: list[Water] = []
        self._named: set[str] = set()
        self._road_nodes = Repeated(aside)
        self._spots = Spots(aside)
        self._scan()

    def _scan(self) -> None:
        relations = self._relations
        for way in self._extract.each("w"):
            self._sketches.take(way)
            tags, number = way.tags, way.id
            self._highways += "highway" in tags
            self._buildings += tags.get("building", "no") != "no"
            is_road = road_class(tags) is not None
            is_border = tags.get("boundary") == "administrative" and "admin_level" in tags
            is_outline = self._outlines.wants(number)
            if not (is_road or is_border or is_outline):
                continue
            nodes = tuple(node.ref for node in way.nodes)
            if not nodes:
                continue
            if is_border and nodes[0] == nodes[-1] and number not in relations.border_ways:
                border = border_of(f"w{number}", dict(tags), (number,), self._extract)
                if border is not None and "name" in tags:
                    relations.borders.append(border)
                    is_outline = True
            if is_outline:
                self._outlines.put(number, nodes)
            if is_road:
                self._road_ways += 1
                self._road_nodes.add((*nodes, nodes[0], nodes[-1]))
                if self._turn_roads.wants(number):
                    self._turn_roads.put(number, nodes)

    def _is_placed(self, number: int, tags: dict[str, str]) -> bool:
        """Whether a way that is no road stands for something."""
        return (
            number in self._relations.shores
            or tags.get("waterway") in WATERWAYS
            or tags.get("waterway") == "riverbank"
            or tags.get("natural") in SHORES
            or "addr:housenumber" in tags
            or "addr:housename" in tags
            or bool(kinds(tags))
            or landmark(tags) is not None
        )

    def nodes(self) -> Iterator[Feature]:
        """Places that are nodes."""
        for node in self._extract.each("n"):
            spot = spot_of(node, self._extract)
            if spot is None:
                continue
            self._spots.put(node.id, spot)
            if not len(node.tags):
                continue
            tags, id = dict(node.tags), f"n{node.id}"
            if says(tags, "ford") or tags.get("highway") == "ford":
                self._fords.add(node.id)
            yield from address(id, tags, spot)
            yield from facilities(id, tags, spot)
            yield from landmarks(id, tags, spot)
            yield from locality(id, tags, spot)
            if kinds(tags) or "place" in tags or landmark(tags) is not None:
                yield from self._names(id, tags)
        self._spots.settle()

    def ways(self) -> Iterator[Feature]:
        """Roads, water, and places that are ways or relations."""
        crossings = self._road_nodes.found()
        for number, tags, nodes, spots in self._lines():
            is_road = road_class(tags) is not None
            if is_road:
                yield from pieces(number, tags, nodes, spots, crossings, self._fords)
            is_place = (
                kinds(tags) or "addr:housenumber" in tags or "addr:housename" in tags
                or landmark(tags) is not None
            )  # fmt: skip
            if is_place:
                yield from self._place(f"w{number}", tags, [spots])
            if is_road or is_place:
                yield from self._names(f"w{number}", tags)
            yield from self._water(number, tags, nodes, spots)
        for each in self._relations.compounds:
            known = [self._spots.of(nodes) for nodes in self._outlines.of(each.ways).values()]
            yield from self._place(each.id, each.tags, known)
            yield from self._names(each.id, each.tags)
        yield from sea_of(self._coast, self._extract.box() or self._spots.around())

    def _lines(self) -> Iterator["_Way"]:
        """The ways that are roads or stand for something, with their spots."""
        waiting: list[tuple[int, dict[str, str], list[int]]] = []
        refs = array("q")
        for way in self._extract.each("w"):
            if road_class(way.tags) is None and not self._is_placed(way.id, way.tags):
                continue
            nodes = [node.ref for node in way.nodes]
            waiting.append((way.id, dict(way.tags), nodes))
            refs.extend(nodes)
            if len(refs) >= MOST_NODES:
                yield from self._placed(waiting, refs)
                waiting, refs = [], array("q")
        yield from self._placed(waiting, refs)

    def _placed(
        self, ways: list[tuple[int, dict[str, str], list[int]]], refs: "array[int]"
    ) -> Iterator["_Way"]:
        lats, lons = self._spots.placed(np.frombuffer(refs, dtype=np.int64))
        ends = [0, *accumulate(len(nodes) for _, _, nodes in ways)]
        for (number, tags, nodes), (begin, stop) in zip(ways, pairwise(ends), strict=True):
            yield _Way(number, tags, nodes, spots_of(lats[begin:stop], lons[begin:stop]))

    def sketches(self) -> Iterator[Feature]:
        """Areas and buildings."""
        for each in self._sketches.drawn(self._spots):
            if not isinstance(each, Name) or each.subject not in self._named:
                yield each

    def _names(self, id: str, tags: dict[str, str]) -> Iterator[Name]:
        """What a thing is called in other languages, once."""
        found = names(tags)
        if found and id not in self._named:
            self._named.add(id)
            for language, text in found.items():
                yield Name(id, language, text)

    def _place(
        self, id: str, tags: dict[str, str], outline: list[list[tuple[int, int] | None]]
    ) -> Iterator[Feature]:
        near = [together(line) for line in outline]
        yield from (leap.doubt(id) for _, leap in near if leap)
        spot = middle([each for line, _ in near for each in line])
        if spot is None:
            yield Doubt(DoubtCode.place_without_position, id, is_kept=False)
            return
        yield from address(id, tags, spot)
        yield from facilities(id, tags, spot)
        yield from landmarks(id, tags, spot)

    def _water(
        self,
        number: int,
        tags: dict[str, str],
        nodes: list[int],
        spots: Sequence[tuple[int, int] | None],
    ) -> Iterator[Feature]:
        kind, name = tags.get("waterway"), tags.get("name")
        if kind not in WATERWAYS:
            kind = "water" if kind == "riverbank" else tags.get("natural")
            if kind not in SHORES:
                if number not in self._relations.shores:
                    return
                kind, name = self._relations.shores[number]
        is_closed = nodes[0] == nodes[-1]
        near, beyond = closed(spots) if kind in SHORES else (spots, None)
        runs, leap = strokes(near)
        leap = leap or beyond
        if leap:
            yield leap.doubt(f"w{number}")
        elif not runs:
            yield Doubt(DoubtCode.water_without_position, f"w{number}", is_kept=False)
        for at, (_, run) in enumerate(runs):
            is_area = kind in SHORES and is_closed and len(run) == len(near)
            id = f"w{number}" + (f".{at + 1}" if at else "")
            water = Water(id, kind, name, is_area, tuple(run))
            if kind == "coastline":
                self._coast.append(water)
            yield water

    def turns(self) -> Iterator[Feature]:
        """Restrictions, with whether all their roads are there and meet."""
        for turn in self._relations.turns:
            is_whole = self._is_whole(turn)
            if not is_whole:
                told = f"{' '.join(turn.via)}"
                yield Doubt(DoubtCode.restriction_incomplete, turn.id, self._via(turn), told)
            yield msgspec.structs.replace(turn, is_whole=is_whole)

    def _is_whole(self, turn: Restriction) -> bool:
        ways = [*turn.from_ways, *turn.to_ways, *via_ways(turn)]
        nodes = [int(each[1:]) for each in turn.via if each[0] == "n"]
        return (
            bool(turn.from_ways and turn.via and turn.to_ways)
            and turn.kind != "unknown"
            and all(
                (mine := self._turn_roads.get(way)) is not None
                and all(node in mine for node in nodes)
                for way in ways
            )
        )

    def _via(self, turn: Restriction) -> tuple[int, int] | None:
        return middle(self._spots.of([int(e[1:]) for e in turn.via if e[0] == "n"]))

    def borders(self) -> Iterator[Feature]:
        """Boundaries of every level."""
        for border in sorted(self._relations.borders):
            yield from boundary(border, self._outlines, self._spots)
            if border.id not in self._named:
                for language, text in border.names.items():
                    yield Name(border.id, language, text)

    def account(self) -> Account:
        """What the file held."""
        count = self._extract.count
        return Account(
            nodes=count["n"], ways=count["w"], relations=count["r"],
            highway_ways=self._highways, road_ways=self._road_ways,
            buildings=self._buildings + self._relations.buildings,
            border_lines=self._relations.border_lines,
            newest=self._extract.newest, is_whole=self._extract.cut is None,
        )  # fmt: skip
