"""Streets as an import would give them: ways from number 1, pieces from crossing to crossing."""

from collections import Counter
from itertools import pairwise

import msgspec

from tocsin.geo.ground import Flow, Road
from tocsin.geo.growing.plane import Plane
from tocsin.geo.growing.ways import Stroke, runs
from tocsin.geo.growing.web import Edge, Web
from tocsin.geo.lengths import length_cm

SPEEDS = {
    "motorway": (120, 80), "trunk": (100, 70), "primary": (90, 50), "secondary": (80, 50),
    "tertiary": (70, 50), "unclassified": (60, 50), "residential": (50, 30),
    "living_street": (20, 20), "service": (20, 20),
}  # fmt: skip
"""km/h outside of a place and inside."""
FLOWS = {0: Flow.both, 1: Flow.forward, -1: Flow.backward}


class Way(msgspec.Struct, frozen=True):
    """A part of a street that is alike all along."""

    number: int
    street: int
    nodes: tuple[int, ...]
    edge: int
    """One of its edges, which says what it is."""
    flow: int


def ways(web: Web, streets: list[Stroke], cuts: frozenset[int]) -> list[Way]:
    """All ways, numbered street by street; cut at these nodes too."""
    found: list[Way] = []
    for street, stroke in enumerate(streets):
        for start, stop in runs(web, stroke, cuts):
            edge = web.edges[stroke.edges[start]]
            nodes = stroke.nodes[start : stop + 1]
            flow = edge.flow if edge.u == nodes[0] else -edge.flow
            if flow == -1:
                nodes, flow = nodes[::-1], 1
            found.append(Way(len(found) + 1, street, nodes, stroke.edges[start], flow))
    return found


def crossings(each: list[Way]) -> frozenset[int]:
    """The nodes at which ways are cut into pieces: where two meet, or one ends."""
    named: Counter[int] = Counter()
    for way in each:
        named.update((*way.nodes, way.nodes[0], way.nodes[-1]))
    return frozenset(node for node, times in named.items() if times > 1)


def pieces(
    web: Web, way: Way, cuts: frozenset[int], plane: Plane, name: str | None, ref: str | None
) -> list[Road]:
    """The pieces of a way."""
    edge = web.edges[way.edge]
    last = len(way.nodes) - 1
    places = [0, *(at for at in range(1, last) if way.nodes[at] in cuts), last]
    found = []
    for start, stop in pairwise(places):
        nodes = way.nodes[start : stop + 1]
        again = way.nodes[:start].count(nodes[0])
        line = plane.line([web.at[node] for node in nodes])
        found.append(
            Road(
                id=f"w{way.number}.n{nodes[0] + 1}" + (f".{again + 1}" if again else ""),
                way=way.number, at=start, from_node=nodes[0] + 1, to_node=nodes[-1] + 1,
                road_class=edge.kind, is_link=edge.is_link, flow=FLOWS[way.flow],
                is_roundabout="roundabout" in edge.marks, is_bridge="bridge" in edge.marks,
                is_tunnel="tunnel" in edge.marks, is_ford="ford" in edge.marks,
                height_cm=edge.height_cm, weight_kg=edge.weight_kg, speed_kmh=speed_of(edge),
                access=None, emergency=None, name=name, ref=ref,
                length_cm=length_cm(line), line=line,
            )
        )  # fmt: skip
    return found


def speed_of(edge: Edge) -> int | None:
    """The limit of a road; none where one walks."""
    if edge.kind not in SPEEDS:
        return None
    if edge.kind == "residential" and edge.style == "works":
        return 50
    return SPEEDS[edge.kind][1 if edge.style else 0]
