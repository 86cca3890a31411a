"""Extracts of OpenStreetMap: what comes of them, and every doubt they may leave."""

from collections import Counter
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import osmium
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.gateways.extracts import Thing, brought, doubts, of
from tocsin.gateways.osm import Malformed, Node, Relation, Way, read, samples
from tocsin.gateways.osm.aside import Repeated
from tocsin.gateways.osm.tags import height_cm, kinds, speed_kmh, weight_kg
from tocsin.geo.ground import (
    Address,
    Boundary,
    Doubt,
    DoubtCode,
    Facility,
    Flow,
    Restriction,
    Road,
    Water,
    Whole,
)
from tocsin.geo.outlines import standing

ROAD = {"highway": "residential"}
TOWN = {"type": "boundary", "boundary": "administrative", "admin_level": "8", "name": "T"}


def corners(*spots: tuple[int, int]) -> list[Thing]:
    """Nodes 1, 2, 3 … at these spots."""
    return [Node(at, spot) for at, spot in enumerate(spots, 1)]


def test_the_sample_holds_what_its_table_promises_and_leaves_no_doubt(tmp_path: Path) -> None:
    found = brought(tmp_path, samples.things())
    assert doubts(found) == []
    roads = {each.id: each for each in of(Road, found)}
    assert set(roads) == {"w111.n11", "w112.n12", "w113.n13", "w114.n15", "w115.n16"}
    bridge = roads["w112.n12"]
    assert (bridge.is_bridge, bridge.height_cm, bridge.weight_kg) == (True, 380, 7_500)
    assert roads["w114.n15"].flow is Flow.backward
    assert roads["w115.n16"].is_ford
    (turn,) = of(Restriction, found)
    assert (turn.kind, turn.via, turn.exempt, turn.is_whole) == (
        "no_left_turn", ("n12",), "bicycle", True,
    )  # fmt: skip
    assert [each.name for each in of(Boundary, found)] == ["Westerly", "Easterly", "Ellsland"]
    assert {each.town for each in of(Address, found)} == {"Westerly", "Easterly"}
    assert {each.kind for each in of(Facility, found)} == {"fire_station", "hydrant"}
    assert [each.kind for each in of(Water, found)] == ["river", "water", "coastline"]


def test_a_road_is_cut_where_another_meets_it_and_nowhere_else(tmp_path: Path) -> None:
    things = corners((0, 0), (0, 100), (0, 200), (0, 300), (100, 200))
    things += [Way(1, (1, 2, 3, 4), ROAD), Way(2, (3, 5), ROAD)]
    pieces = of(Road, brought(tmp_path, things))
    assert [(each.id, each.to_node) for each in pieces] == [
        ("w1.n1", 3),
        ("w1.n3", 4),
        ("w2.n3", 5),
    ]


@given(st.lists(st.lists(st.integers(-9, 9), min_size=1, max_size=6), max_size=12))
def test_crossings_are_the_same_however_few_nodes_are_held_at_once(roads: list[list[int]]) -> None:
    few, many = Repeated(BytesIO, part=3), Repeated(BytesIO)
    for each in roads:
        few.add(each)
        many.add(each)
    found = few.found()
    assert set(found) == set(many.found())
    named = Counter(node for each in roads for node in each)
    expected = {node for node, times in named.items() if times > 1}
    assert set(found) == expected
    assert all(each in found for each in expected)
    assert not any(each + 1 in found for each in expected - {e - 1 for e in expected})


def test_a_road_that_passes_a_node_twice_has_pieces_with_ids_of_their_own(tmp_path: Path) -> None:
    things = [*corners((0, 0), (0, 100), (100, 100), (100, 0)), Way(1, (1, 2, 3, 4, 2, 3), ROAD)]
    pieces = of(Road, brought(tmp_path, things))
    assert len({each.id for each in pieces}) == len(pieces) == 4
    assert all(a.to_node == b.from_node for a, b in pairwise(pieces))


def test_a_road_without_nodes_is_left_out_and_one_that_lacks_some_is_kept(tmp_path: Path) -> None:
    things = [*corners((0, 0), (0, 100)), Way(1, (8, 9), ROAD), Way(2, (1, 2, 9), ROAD)]
    found = brought(tmp_path, things)
    assert doubts(found) == [("road_lacks_nodes", "w2"), ("road_without_nodes", "w1")]
    assert [each.id for each in of(Road, found)] == ["w2.n1"]
    assert {each.subject: each.is_kept for each in of(Doubt, found)} == {"w1": False, "w2": True}


def test_of_two_with_one_id_the_first_is_kept(tmp_path: Path) -> None:
    things: list[Thing] = [Node(1, (0, 0)), Node(1, (5_000, 0)), Node(2, (0, 100))]
    things += [Way(1, (1, 2), ROAD), Way(1, (2, 1), ROAD | {"name": "Second"})]
    found = brought(tmp_path, things)
    assert doubts(found) == [("duplicate_id", "n1"), ("duplicate_id", "w1")]
    assert [(each.name, each.line[0]) for each in of(Road, found)] == [(None, (0, 0))]


def test_a_file_out_of_order_gives_the_same_and_says_so(tmp_path: Path) -> None:
    sorted_ones = brought(tmp_path, samples.things())
    shuffled = brought(tmp_path, samples.things()[::-1])
    assert {code for code, _ in doubts(shuffled)} == {"not_in_order"}
    roads = [sorted(of(Road, found), key=lambda e: e.id) for found in (sorted_ones, shuffled)]
    assert roads[0] == roads[1]


def test_a_border_that_does_not_close_keeps_its_lines_and_says_where(tmp_path: Path) -> None:
    things = [*corners((0, 0), (0, 100), (100, 100)), Way(1, (1, 2)), Way(2, (2, 3))]
    things += [Relation(1, (("way", 1, "outer"), ("way", 2, "outer")), TOWN)]
    found = brought(tmp_path, things)
    assert doubts(found) == [("boundary_open", "r1")]
    (town,) = of(Boundary, found)
    assert (town.whole, len(town.rings)) == (Whole.open, 2)
    assert of(Doubt, found)[0].at == (100, 100)


def test_a_border_that_leaves_the_file_is_cut_not_open(tmp_path: Path) -> None:
    things = [*corners((0, 0), (0, 100)), Way(1, (1, 2))]
    things += [Relation(1, (("way", 1, "outer"), ("way", 77, "outer")), TOWN)]
    found = brought(tmp_path, things)
    assert doubts(found) == [("boundary_cut", "r1")]
    assert of(Doubt, found)[0].told == "1 of 2"
    assert of(Boundary, found)[0].whole is Whole.cut


def test_a_border_that_crosses_itself_is_kept_and_a_plain_one_is_not_doubted(
    tmp_path: Path,
) -> None:
    bow = corners((0, 0), (100, 100), (0, 100), (100, 0))
    things = [*bow, Way(1, (1, 2, 3, 4, 1)), Way(2, (1, 3, 2, 4, 1))]
    things += [
        Relation(1, (("way", 1, "outer"),), TOWN), Relation(2, (("way", 2, "outer"),), TOWN)
    ]  # fmt: skip
    found = brought(tmp_path, things)
    assert doubts(found) == [("boundary_crosses_itself", "r1")]
    assert all(each.whole is Whole.closed for each in of(Boundary, found))


def test_a_closed_way_may_be_a_border_and_lines_between_countries_are_none(tmp_path: Path) -> None:
    tags = {each: value for each, value in TOWN.items() if each != "type"}
    things = [*corners((0, 0), (0, 100), (100, 100)), Way(1, (1, 2, 3, 1), tags), Way(2, (1, 2))]
    things += [Relation(2, (("way", 2, ""),), TOWN | {"type": "multilinestring"})]
    assert [each.id for each in of(Boundary, brought(tmp_path, things))] == ["w1"]


@pytest.mark.parametrize(
    ("relation", "code"),
    [
        (Relation(1, (("way", 1, "from"), ("node", 2, "via"), ("way", 9, "to")),
                  {"type": "restriction", "restriction": "no_u_turn"}), "restriction_incomplete"),
        (Relation(1, (("way", 1, "from"), ("node", 1, "via"), ("way", 2, "to")),
                  {"type": "restriction", "restriction": "no_u_turn"}), "restriction_incomplete"),
        (Relation(1, (), TOWN | {"admin_level": "eight"}), "boundary_level_unreadable"),
    ],
)  # fmt: skip
def test_relations_that_lack_something_are_doubted(
    tmp_path: Path, relation: Relation, code: str
) -> None:
    things = [*corners((0, 0), (0, 100), (0, 200)), Way(1, (1, 2), ROAD), Way(2, (2, 3), ROAD)]
    assert doubts(brought(tmp_path, [*things, relation])) == [(code, "r1")]


def test_a_turn_that_we_do_not_know_is_kept_as_unknown(tmp_path: Path) -> None:
    things = [*corners((0, 0), (0, 100), (0, 200)), Way(1, (1, 2), ROAD), Way(2, (2, 3), ROAD)]
    members = (("way", 1, "from"), ("node", 2, "via"), ("way", 2, "to"))
    tags = {"type": "restriction", "restriction": "no_flying"}
    found = brought(tmp_path, [*things, Relation(1, members, tags)])
    (doubt,) = [each for each in of(Doubt, found) if each.code == "restriction_unknown"]
    assert (doubt.subject, doubt.told) == ("r1", "no_flying")
    assert [(each.kind, each.is_whole) for each in of(Restriction, found)] == [("unknown", False)]


def test_a_turn_for_some_vehicles_at_some_hours_says_for_which_and_when(tmp_path: Path) -> None:
    things = [*corners((0, 0), (0, 100), (0, 200)), Way(1, (1, 2), ROAD), Way(2, (2, 3), ROAD)]
    members = (("way", 1, "from"), ("node", 2, "via"), ("way", 2, "to"))
    tags = {"type": "restriction", "restriction:hgv:conditional": "no_right_turn @ (Mo-Fr)"}
    (turn,) = of(Restriction, brought(tmp_path, [*things, Relation(1, members, tags)]))
    assert (turn.kind, turn.only_for, turn.condition) == ("no_right_turn", "hgv", "Mo-Fr")


def test_places_and_water_whose_nodes_are_missing_are_named(tmp_path: Path) -> None:
    things: list[Thing] = [Node(1, (0, 0)), Way(1, (8, 9), {"amenity": "police"}),
              Way(2, (8, 9), {"waterway": "river"})]  # fmt: skip
    found = brought(tmp_path, things)
    assert doubts(found) == [("place_without_position", "w1"), ("water_without_position", "w2")]


def test_a_node_that_is_nowhere_on_earth_is_named(tmp_path: Path) -> None:
    things = [Node(1, (95_000_000, 0), {"amenity": "police"}), Node(2, (0, 0))]
    found = brought(tmp_path, things)
    assert doubts(found) == [("position_invalid", "n1")]
    assert of(Facility, found) == []


def test_a_limit_that_cannot_be_understood_is_said_and_the_road_kept(tmp_path: Path) -> None:
    things = [*corners((0, 0), (0, 100)), Way(1, (1, 2), ROAD | {"maxheight": "low"})]
    found = brought(tmp_path, things)
    assert doubts(found) == [("limit_not_understood", "w1")]
    assert of(Doubt, found)[0].told == "maxheight=low"
    assert [each.height_cm for each in of(Road, found)] == [None]


@pytest.mark.parametrize(
    ("text", "found"),
    [("3.5", 350), ("3,5 m", 350), ("11'6\"", 350), ("12 ft", 365), ("none", None), ("4", 400)],
)
def test_heights(text: str, found: int | None) -> None:
    assert height_cm(text) == found


@pytest.mark.parametrize(("text", "found"), [("7.5", 7_500), ("3500 kg", 3_500), ("3 st", 2_721)])
def test_weights(text: str, found: int) -> None:
    assert weight_kg(text) == found


@pytest.mark.parametrize(
    ("text", "found"), [("50", 50), ("30 mph", 48), ("DE:urban", None), ("walk", 7), ("none", None)]
)
def test_speeds(text: str, found: int | None) -> None:
    assert speed_kmh(text) == found


def test_a_thing_may_be_two_facilities_and_a_list_of_values_counts_each() -> None:
    assert kinds({"amenity": "police;fire_station"}) == ["fire_station", "police"]
    assert kinds({"amenity": "bench"}) == []


def test_a_file_that_is_no_extract_says_what_was_expected(tmp_path: Path) -> None:
    path = tmp_path / "no.osm.pbf"
    path.write_bytes(b"hello")
    with pytest.raises(Malformed, match="expected an extract of OpenStreetMap") as told:
        list(read(path))
    assert "breaks off" not in str(told.value)


def test_a_file_with_nothing_in_it_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Malformed, match="there is nothing in it"):
        brought(tmp_path, [])
    assert brought(tmp_path, [Node(1, (0, 0))])


def test_a_border_over_the_antimeridian_is_cut_there(tmp_path: Path) -> None:
    corners = [(-17, 179), (-17, -179), (-16, -179), (-16, 179)]
    nodes = [Node(at, (lat * 10**6, lon * 10**6)) for at, (lat, lon) in enumerate(corners, 1)]
    border = {"boundary": "administrative", "admin_level": "8", "name": "Taveuni"}
    found = brought(tmp_path, [*nodes, Way(9, (1, 2, 3, 4, 1), border)])
    (area,) = of(Boundary, found)
    stands = [standing(area.rings, (-16_500_000, lon * 10**5)) for lon in (1795, -1795, 0, 1785)]
    assert stands == [1, 1, -1, -1]
    assert doubts(found) == [("crosses_antimeridian", "w9")]


def test_a_name_forges_no_line_and_it_is_said(tmp_path: Path) -> None:
    police = {"amenity": "police"}
    found = brought(tmp_path, [
        Node(1, (0, 0), police | {"name": "Quay\nForged: 0 doubts"}),
        Node(2, (0, 1), police | {"name": "Ab\u202edc", "name:he": "תחנה\u2067"}),
        Node(3, (0, 2), police | {"name": "תחנת משטרה"}),
    ])  # fmt: skip
    assert [each.name for each in of(Facility, found)] == [
        "Quay Forged: 0 doubts", "Abdc", "תחנת משטרה"
    ]  # fmt: skip
    assert doubts(found) == [("name_cleaned", "n1"), ("name_cleaned", "n2")]
    assert [each.told for each in of(Doubt, found)][:2] == ["U+000A", "U+202E"]


@pytest.mark.full
def test_a_file_that_breaks_off_gives_what_came_before_and_says_after_what(tmp_path: Path) -> None:
    path = tmp_path / "long.osm.pbf"
    writer = osmium.SimpleWriter(str(path))
    for at in range(1, 20_001):
        place = osmium.osm.mutable.Node(id=at, location=(at / 1e4, 1), tags={"amenity": "police"})
        writer.add_node(place)
    writer.close()
    assert doubts(read(path)) == []
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) * 9 // 10])
    found = list(read(path))
    (doubt,) = of(Doubt, found)
    kept = len(of(Facility, found))
    assert doubt.code is DoubtCode.file_is_cut
    assert doubt.subject == f"n{kept}"
    assert 1_000 < kept < 20_000
