"""Areas, buildings and names in other languages, out of extracts that a test writes."""

from pathlib import Path

import pytest

from tests.gateways.extracts import Thing, brought, doubts, of
from tocsin.gateways.osm import Node, Relation, Way, samples
from tocsin.gateways.osm import sketches as drawing
from tocsin.geo.ground import Area, Building, Doubt, Name
from tocsin.geo.outlines import standing

SQUARE = [Node(1, (0, 0)), Node(2, (0, 1_000)), Node(3, (1_000, 1_000)), Node(4, (1_000, 0))]
INNER = [Node(5, (200, 200)), Node(6, (200, 400)), Node(7, (400, 400)), Node(8, (400, 200))]
ROUND = (1, 2, 3, 4, 1)
WOOD = {"landuse": "forest"}


def test_the_sample_holds_a_wood_with_a_pond_a_sea_a_building_and_a_second_name(
    tmp_path: Path,
) -> None:
    found = brought(tmp_path, samples.things())
    areas = {each.id: each for each in of(Area, found)}
    assert {id: (each.kind, each.is_water) for id, each in areas.items()} == {
        "r1201": ("wood", False), "w142": ("water", True), "w151": ("sea", True),
    }  # fmt: skip
    pond = samples.at(5_200, 3_500)
    assert standing(areas["r1201"].rings, pond) == -1
    assert standing(areas["w142"].rings, pond) == 1
    assert standing(areas["w151"].rings, samples.at(10_000, -4_000)) == 1
    assert standing(areas["w151"].rings, samples.at(10_000, 4_000)) == -1
    (house,) = of(Building, found)
    assert (house.id, house.levels, house.area_m2) == ("w131", 2, 821)
    assert of(Name, found) == [Name("n34", "fr", "Ouestre")]


def test_an_old_multipolygon_takes_its_kind_from_its_outer_way_once(tmp_path: Path) -> None:
    things: list[Thing] = [*SQUARE, *INNER, Way(1, ROUND, WOOD), Way(2, (5, 6, 7, 8, 5))]
    members = (("way", 1, "outer"), ("way", 2, "inner"))
    things += [Relation(9, members, {"type": "multipolygon"})]
    (wood,) = of(Area, brought(tmp_path, things))
    assert (wood.id, standing(wood.rings, (300, 300))) == ("r9", -1)


def test_outlines_of_several_ways_are_put_together_and_their_gap_is_closed_and_named(
    tmp_path: Path,
) -> None:
    tags = WOOD | {"type": "multipolygon"}
    members = (("way", 1, "outer"), ("way", 2, "outer"), ("way", 3, "outer"))
    things: list[Thing] = [*SQUARE, Way(1, (1, 2)), Way(2, (3, 4)), Relation(9, members, tags)]
    found = brought(tmp_path, things)
    (wood,) = of(Area, found)
    assert standing(wood.rings, (500, 500)) == 1
    assert doubts(found) == [("outline_cut", "r9")]
    assert of(Doubt, found)[0].told == "1 of 3 ways"


@pytest.mark.parametrize(
    ("nodes", "code", "is_kept"),
    [
        ((1, 2, 3, 4), "outline_open", False),
        ((1, 2, 3, 99, 1), "outline_cut", True),
        ((1, 98, 99, 1), "outline_cut", False),
        ((1, 3, 2, 4, 1), "outline_crosses_itself", True),
    ],
)
@pytest.mark.parametrize("tags", [WOOD, {"building": "house"}])
def test_an_outline_that_is_broken_is_named_with_what_became_of_it(
    tmp_path: Path, nodes: tuple[int, ...], code: str, is_kept: bool, tags: dict[str, str]
) -> None:
    found = brought(tmp_path, [*SQUARE, Way(1, nodes, tags)])
    assert doubts(found) == [(code, "w1")]
    assert [each.is_kept for each in of(Doubt, found)] == [is_kept]
    assert len(of(Area, found)) + len(of(Building, found)) == is_kept


def test_storeys_are_whole_and_what_is_no_number_is_named(tmp_path: Path) -> None:
    things: list[Thing] = [*SQUARE]
    for at, text in enumerate(("3", "2.5", "ground", ""), 1):
        things.append(Way(at, ROUND, {"building": "yes", "building:levels": text}))
    found = brought(tmp_path, things)
    assert [each.levels for each in of(Building, found)] == [3, 2, None, None]
    assert doubts(found) == [("levels_not_understood", "w3")]


def test_what_is_no_building_and_no_area_is_drawn_as_none(tmp_path: Path) -> None:
    things: list[Thing] = [
        *SQUARE,
        Way(1, ROUND, {"building": "no"}),
        Way(2, ROUND, {"landuse": "dreamland"}),
    ]
    found = brought(tmp_path, things)
    assert (of(Area, found), of(Building, found), doubts(found)) == ([], [], [])


def test_names_in_other_languages_are_said_once_and_only_where_they_differ(tmp_path: Path) -> None:
    tags = {"name": "See", "name:de": "See", "name:fr": "Lac", "name:zh-Hant": "湖", "name:x": "?"}
    things: list[Thing] = [*SQUARE, Way(1, ROUND, tags | {"natural": "water", "amenity": "school"})]
    assert of(Name, brought(tmp_path, things)) == [Name("w1", "fr", "Lac")]


def test_many_outlines_in_small_parts_are_the_same_as_in_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    things: list[Thing] = [*SQUARE, *INNER, Way(1, ROUND), Way(2, (5, 6, 7, 8, 5), WOOD)]
    things += [Way(at, ROUND, {"building": "yes"}) for at in range(10, 40)]
    multi = {"type": "multipolygon", "natural": "heath"}
    things += [Relation(at, (("way", 1, "outer"), ("way", 2, "inner")), multi) for at in range(7)]
    whole = brought(tmp_path, things)
    monkeypatch.setattr(drawing.Sketches.__init__, "__kwdefaults__",
                        {"most_corners": 12})  # fmt: skip
    parts = brought(tmp_path, things)
    drawn = [sorted((e for e in found if isinstance(e, Area | Building)), key=lambda e: e.id)
             for found in (whole, parts)]  # fmt: skip
    assert len(drawn[0]) == 38
    assert drawn[0] == drawn[1]
