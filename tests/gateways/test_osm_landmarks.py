"""Places by which people say where they are, from the tags of nodes, ways and relations."""

from pathlib import Path

import pytest

from tests.gateways.extracts import Thing, brought, doubts, of
from tocsin.gateways.osm import Node, Relation, Way
from tocsin.gateways.osm.landmarks import landmark
from tocsin.geo.ground import LANDMARK_KINDS, Landmark, Name, Road

CORNERS: list[Thing] = [Node(at, spot) for at, spot in enumerate(
    ((0, 0), (0, 100), (100, 100), (100, 0)), 1)]  # fmt: skip
WALLS = (("way", 12, "outer"),)


def test_a_landmark_may_be_a_node_a_way_or_any_relation_but_a_route(tmp_path: Path) -> None:
    church = {"amenity": "place_of_worship", "name": "Saint Anne"}
    things = [
        *CORNERS,
        Node(5, (50, 50), {"railway": "station", "name": "Gare", "name:de": "Bahnhof"}),
        Node(6, (50, 60), church | {"name": ""}),
        Way(11, (1, 2, 3, 4, 1), {"historic": "castle", "name": "Old Keep"}),
        Way(12, (1, 2, 3, 1)),
        Way(13, (1, 3), {"highway": "primary", "bridge": "yes", "bridge:name": "Long Bridge"}),
        Way(14, (1, 2, 3, 1), {"highway": "pedestrian", "place": "square", "name": "Market Sq"}),
        Relation(21, WALLS, church | {"type": "multipolygon"}),
        Relation(22, WALLS, {"type": "bridge", "man_made": "bridge", "name": "Arch"}),
        Relation(23, WALLS, {"type": "route", "tourism": "attraction", "name": "Wine Tour"}),
    ]
    found = brought(tmp_path, things)
    assert doubts(found) == []
    assert [tuple(each.__getattribute__(k) for k in ("id", "kind", "name")) for each in of(
        Landmark, found)] == [
        ("n5", "station", "Gare"), ("w11", "castle", "Old Keep"), ("w13", "bridge", "Long Bridge"),
        ("w14", "square", "Market Sq"), ("r21", "church", "Saint Anne"), ("r22", "bridge", "Arch"),
    ]  # fmt: skip
    assert [each.at for each in of(Landmark, found)][:2] == [(50, 50), (50, 50)]
    assert [(each.subject, each.text) for each in of(Name, found)] == [("n5", "Bahnhof")]
    assert {each.id for each in of(Road, found)} >= {"w13.n1"}


@pytest.mark.parametrize(
    ("tags", "kind"),
    [
        ({"tourism": "museum", "building": "yes"}, "museum"),
        ({"tourism": "hotel"}, "hotel"),
        ({"leisure": "marina"}, "harbour"),
        ({"natural": "peak"}, "peak"),
        ({"building": "yes"}, "building"),
        ({"building": "church"}, "church"),
        ({"shop": "bakery"}, "shop"),
        ({"amenity": "university"}, "university"),
        ({"shop": "supermarket"}, None),
        ({"building": "no"}, None),
        ({"highway": "residential"}, None),
        ({"amenity": "fire_station", "building": "yes"}, None),
    ],
)
def test_what_is_a_facility_already_is_told_once(tags: dict[str, str], kind: str | None) -> None:
    found = landmark(tags | {"name": "X"})
    assert found == (None if kind is None else (kind, "X"))
    assert landmark(tags) is None
    assert kind is None or kind in LANDMARK_KINDS
