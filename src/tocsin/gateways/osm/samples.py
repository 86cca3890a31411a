"""A small invented extract: two towns on a river, with everything that the table in README.md maps.

python -m tocsin.gateways.osm.samples > sample.osm
"""

import sys

from tocsin.gateways.osm.render import Node, Relation, Way, render
from tocsin.geo.ground import Spot

ORIGIN: Spot = (-33_900_000, 18_400_000)
"""The south-west corner; both towns are 20,000 µ° (2 km) high and 10,000 wide."""

Things = list[Node | Way | Relation]


def at(north: int, east: int) -> Spot:
    """A spot so many µ° from the corner."""
    return ORIGIN[0] + north, ORIGIN[1] + east


def nodes() -> list[Node]:
    """Corners of the two towns (1 to 6), crossings (11 to 17), shores, places,
    and a coast."""
    return [
        Node(1, at(0, 0)), Node(2, at(0, 10_000)), Node(3, at(0, 20_000)),
        Node(4, at(20_000, 20_000)), Node(5, at(20_000, 10_000)), Node(6, at(20_000, 0)),
        Node(11, at(10_000, 2_000)), Node(12, at(10_000, 6_000)), Node(13, at(10_000, 14_000)),
        Node(14, at(10_000, 18_000)), Node(15, at(14_000, 6_000)), Node(16, at(14_000, 14_000)),
        Node(17, at(12_000, 14_000), {"ford": "yes"}),
        Node(21, at(1_000, 9_000)), Node(22, at(19_000, 9_000)),
        Node(31, at(10_100, 3_000), {"addr:housenumber": "12", "addr:street": "Mill Road",
                                     "addr:city": "Westerly"}),
        Node(32, at(10_100, 16_000), {"addr:housenumber": "12", "addr:street": "Mill Road",
                                      "addr:city": "Easterly"}),
        Node(33, at(10_200, 5_000), {"emergency": "fire_hydrant"}),
        Node(34, at(10_000, 4_000), {"place": "town", "name": "Westerly", "name:fr": "Ouestre"}),
        Node(41, at(15_000, 3_000)), Node(42, at(15_000, 3_400)), Node(43, at(15_400, 3_400)),
        Node(51, at(4_000, 2_000)), Node(52, at(4_000, 6_000)), Node(53, at(8_000, 6_000)),
        Node(54, at(8_000, 2_000)), Node(55, at(5_000, 3_000)), Node(56, at(5_000, 4_000)),
        Node(57, at(6_000, 3_500)),
        Node(61, at(20_000, -2_000)), Node(62, at(9_000, -1_000)), Node(63, at(0, -2_000)),
        Node(64, at(12_000, -6_000), {"place": "islet", "name": "Gull Rock"}),
    ]  # fmt: skip


def ways() -> list[Way]:
    """Borders, three roads with a bridge between the towns, a river, a fire station, a
    wood with a pond in it, a coast."""
    return [
        Way(101, (5, 6, 1, 2)),
        Way(102, (2, 5)),
        Way(103, (2, 3, 4, 5)),
        Way(111, (11, 12), {"highway": "primary", "name": "Mill Road", "maxspeed": "60"}),
        Way(112, (12, 13), {"highway": "primary", "name": "Mill Road", "bridge": "yes",
                            "maxheight": "3.8", "maxweight": "7.5"}),
        Way(113, (13, 14), {"highway": "primary", "name": "Mill Road"}),
        Way(114, (15, 12), {"highway": "residential", "name": "Quay", "oneway": "-1"}),
        Way(115, (16, 17, 13), {"highway": "track", "name": "Ford Lane"}),
        Way(121, (21, 22), {"waterway": "river", "name": "Ells"}),
        Way(131, (41, 42, 43, 41), {"building": "yes", "amenity": "fire_station",
                                    "name": "Westerly station", "building:levels": "2"}),
        Way(141, (51, 52, 53, 54, 51)),
        Way(142, (55, 56, 57, 55), {"natural": "water", "name": "Pond"}),
        Way(151, (61, 62, 63), {"natural": "coastline"}),
    ]  # fmt: skip


def relations() -> list[Relation]:
    """Both towns, their country, a turn that is forbidden, and the wood around its pond."""
    town = {"type": "boundary", "boundary": "administrative", "admin_level": "8"}
    return [
        Relation(1001, (("way", 101, "outer"), ("way", 102, "outer")), town | {"name": "Westerly"}),
        Relation(1002, (("way", 102, "outer"), ("way", 103, "outer")), town | {"name": "Easterly"}),
        Relation(1003, (("way", 101, "outer"), ("way", 103, "outer")),
                 town | {"name": "Ellsland", "admin_level": "2"}),
        Relation(1101, (("way", 111, "from"), ("node", 12, "via"), ("way", 114, "to")),
                 {"type": "restriction", "restriction": "no_left_turn", "except": "bicycle"}),
        Relation(1201, (("way", 141, "outer"), ("way", 142, "inner")),
                 {"type": "multipolygon", "landuse": "forest", "name": "Rook Wood"}),
    ]  # fmt: skip


def things() -> Things:
    """All of it, as files have it: nodes, ways, relations, each by id."""
    return [*nodes(), *ways(), *relations()]


if __name__ == "__main__":
    sys.stdout.write(render(things()))
