"""Roads cut into pieces at their crossings."""

from collections.abc import Container, Iterator, Sequence

from tocsin.gateways.osm import tags as terms
from tocsin.gateways.osm.leaps import strokes
from tocsin.geo.antimeridian import over
from tocsin.geo.ground import Doubt, DoubtCode, Road, Spot
from tocsin.geo.lengths import length_cm

LIMITS = (
    ("maxheight", terms.height_cm),
    ("maxweight", terms.weight_kg),
    ("maxspeed", terms.speed_kmh),
)


def pieces(
    way: int,
    tags: dict[str, str],
    nodes: Sequence[int],
    spots: Sequence[Spot | None],
    crossings: Container[int],
    fords: set[int],
) -> Iterator[Road | Doubt]:
    """The pieces of one road, after the doubts about it."""
    runs, leap = strokes(spots)
    missing = spots.count(None)
    if leap:
        yield leap.doubt(f"w{way}")
    if not runs and not leap:
        yield Doubt(
            DoubtCode.road_without_nodes, f"w{way}", None, f"{missing} of {len(nodes)}", False
        )
    if not runs:
        return
    if missing:
        told = f"{missing} of {len(nodes)}"
        yield Doubt(DoubtCode.road_lacks_nodes, f"w{way}", runs[0][1][0], told)
    found: list[int | None] = []
    for name, read in LIMITS:
        try:
            found.append(read(tags.get(name, "")))
        except ValueError:
            found.append(None)
            told = f"{name}={tags[name]}"[:200]
            yield Doubt(DoubtCode.limit_not_understood, f"w{way}", runs[0][1][0], told)
    named = _named(way, tags, found)
    for begin, run in runs:
        last = begin + len(run) - 1
        seams = {at for each in over(run) for at in (begin + each - 1, begin + each)}
        cuts = [at for at in range(begin + 1, last) if nodes[at] in crossings or at in seams]
        for start, stop in zip([begin, *cuts], [*cuts, last], strict=True):
            yield _piece(named, nodes, start, stop, run[start - begin : stop - begin + 1], fords)


def _named(way: int, tags: dict[str, str], limits: list[int | None]) -> Road:
    """What all pieces of a road have in common."""
    is_of = terms.road_class(tags)
    assert is_of is not None
    height, weight, speed = limits
    access = tags.get("motor_vehicle") or tags.get("vehicle") or tags.get("access")
    return Road(
        id="", way=way, at=0, from_node=0, to_node=0,
        road_class=is_of[0], is_link=is_of[1],
        flow=terms.flow(tags), is_roundabout=terms.is_roundabout(tags),
        is_bridge=terms.says(tags, "bridge"), is_tunnel=terms.says(tags, "tunnel"),
        is_ford=terms.says(tags, "ford"),
        height_cm=height, weight_kg=weight, speed_kmh=speed,
        access=access, emergency=tags.get("emergency"),
        name=tags.get("name"), ref=tags.get("ref"),
        length_cm=0, line=(),
    )  # fmt: skip


def _piece(
    named: Road, nodes: Sequence[int], start: int, stop: int, line: list[Spot], fords: set[int]
) -> Road:
    fields = {each: getattr(named, each) for each in Road.__struct_fields__}
    again = nodes[:start].count(nodes[start])
    fields |= {
        "id": f"w{named.way}.n{nodes[start]}" + (f".{again + 1}" if again else ""),
        "at": start,
        "from_node": nodes[start],
        "to_node": nodes[stop],
        "is_ford": named.is_ford or not fords.isdisjoint(nodes[start : stop + 1]),
        "length_cm": length_cm(line),
        "line": tuple(line),
    }
    return Road(**fields)
