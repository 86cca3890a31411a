"""A grown region as values of the layers of a ground, in the order of their ids."""

from collections.abc import Iterator

from tocsin.geo.belonging import whose
from tocsin.geo.ground import (
    Address,
    Area,
    Boundary,
    Building,
    Facility,
    FloodProne,
    Landmark,
    Locality,
    Name,
    NodeHeight,
    Restriction,
    Road,
    Water,
    Whole,
)
from tocsin.geo.growing.draft import TOWN_CELLS, Draft, Wanted, language_of
from tocsin.geo.growing.drafting import drafted
from tocsin.geo.growing.flooding import flooded
from tocsin.geo.growing.land import CELL, beside
from tocsin.geo.growing.landmarks import landmarks
from tocsin.geo.growing.plane import XY, distance
from tocsin.geo.growing.plots import Plot
from tocsin.geo.growing.roadwork import Way, crossings, pieces, ways
from tocsin.geo.growing.serving import (
    GROWN,
    HOUSES,
    POINTS,
    YEAR,
    dependencies,
    networks,
    outposts,
    zones,
)
from tocsin.geo.growing.titles import titled
from tocsin.geo.growing.tracing import areas
from tocsin.geo.growing.turning import chosen, restrictions
from tocsin.geo.lifelines import Dependency, LifelineLink, LifelineNode
from tocsin.geo.zones import Figure, Provenance, Zone

Feature = (
    Road | Restriction | Address | Facility | Locality | Water | Area | Building | NodeHeight
    | FloodProne | Name | Boundary | Zone | Figure | Provenance
    | LifelineNode | LifelineLink | Dependency | Landmark
)  # fmt: skip
COUNTRY = "ZZ"
AREAS, PLACES = 400_000, 4_000_000
"""Where the numbers of ways and nodes of a kind begin."""


def grown(wanted: Wanted, sha256: str) -> Iterator[Feature]:
    """A whole region. `sha256` is the recipe's, which its figures name as their source."""
    draft = drafted(wanted)
    yield Provenance(GROWN, "Invented, grown from a seed", "CC0-1.0", YEAR, sha256)
    municipalities = _municipalities(draft)
    yield _district(draft)
    yield from municipalities
    yield from _roads(draft)
    yield from _houses(draft, municipalities)
    yield from _amenities(draft)
    yield from landmarks(draft)
    yield from outposts(draft)
    yield from zones(draft)
    yield from networks(draft)
    yield from dependencies(draft)
    yield from _localities(draft)
    yield from _suburbs(draft)
    yield from _waters(draft)


def _district(draft: Draft) -> Boundary:
    tracts = draft.peopled.tracts
    whole = areas(draft.borders, dict.fromkeys((each.number for each in tracts), 1))[1]
    rings = tuple(draft.plane.line(ring) for ring in whole)
    return Boundary("r1", f"{draft.river_name} District", 6, Whole.closed, rings, COUNTRY)


def _municipalities(draft: Draft) -> list[Boundary]:
    """By the rank of their towns."""
    each = areas(draft.borders, {tract.number: tract.town + 1 for tract in draft.peopled.tracts})
    return [
        Boundary(
            f"r{number + 1}", draft.town_names[number - 1], 8, Whole.closed,
            tuple(draft.plane.line(ring) for ring in found), COUNTRY,
        )
        for number, found in sorted(each.items())
    ]  # fmt: skip


def _roads(
    draft: Draft,
) -> Iterator[Road | NodeHeight | Restriction | FloodProne | Name | Landmark]:
    web, seed = draft.web, draft.wanted.seed
    turns = chosen(seed, web)
    found = ways(web, draft.streets, turns)
    cuts = crossings(found)
    ends: set[int] = set()
    bridged: set[int] = set()
    river, sea = f"w{AREAS}", f"w{AREAS + 1}"
    for way in found:
        name = draft.street_names[way.street] or None
        yield from _in_each_language(draft, way, name or "")
        if name and way.street not in bridged and "bridge" in web.edges[way.edge].marks:
            bridged.add(way.street)
            yield _bridge(draft, way, name)
        for road in pieces(web, way, cuts, draft.plane, name, _ref(draft, way)):
            ends |= {road.from_node, road.to_node}
            yield road
            a, b = web.at[road.from_node - 1], web.at[road.to_node - 1]
            prone = flooded(draft.land, road, a, b, river, sea)
            if prone is not None:
                yield prone
    yield from restrictions(seed, web, found, turns)
    for node in sorted(ends):
        yield NodeHeight(node, draft.land.height_dm(web.at[node - 1]))


def _bridge(draft: Draft, way: Way, street: str) -> Landmark:
    """The first bridge of a street, by the street's name."""
    rank = draft.street_towns[way.street]
    title = titled(language_of(draft.towns[rank]), "bridge", draft.town_names[rank], street)
    at = draft.web.at[way.nodes[len(way.nodes) // 2]]
    return Landmark(f"w{way.number}", "bridge", title, draft.plane.spot(at))


def _in_each_language(draft: Draft, way: Way, name: str) -> Iterator[Name]:
    """The names of a street that bears two."""
    tongues = draft.towns[draft.street_towns[way.street]].tongue.split("/")
    names = name.split(" / ")
    if len(names) == len(tongues) > 1:
        for language, text in zip(tongues, names, strict=True):
            yield Name(f"w{way.number}", language, text)


def _ref(draft: Draft, way: Way) -> str | None:
    """The number on the signs of a motorway or a main road."""
    edge = draft.web.edges[way.edge]
    if edge.is_link or "roundabout" in edge.marks:
        return None
    if edge.kind == "motorway":
        return "A 1"
    return f"B {way.street % 40 + 1}" if edge.kind == "primary" else None


def postcode(draft: Draft, town: int, at: XY) -> str:
    """Five digits: the town, and how far out in which direction."""
    middle = draft.towns[town].middle
    ring = min(9, distance(at, middle) // 8_000)
    side = (1 if at[0] > middle[0] else 0) + (2 if at[1] > middle[1] else 0)
    return f"{31 + town}{ring}{side}{(at[0] // 30_000 + at[1] // 30_000) % 10}"


def _town_of(draft: Draft, plot: Plot, municipalities: list[Boundary]) -> int:
    """The town in whose borders a house stands; its street may go on beyond them."""
    size = CELL * TOWN_CELLS
    x, y = plot.at
    near = {draft.town_at((x + dx, y + dy)) for dx in (-size, 0, size) for dy in (-size, 0, size)}
    if len(near) == 1 and -1 not in near:
        return near.pop()
    owners = whose(municipalities, draft.plane.spot(plot.at)).claims
    return int(owners[0].id[1:]) - 2 if owners else draft.street_towns[plot.street]


def _houses(draft: Draft, municipalities: list[Boundary]) -> Iterator[Address | Building]:
    for at, plot in enumerate(draft.plots):
        id = f"w{HOUSES + at}"
        ring = draft.plane.line(list(plot.ring))
        total = 0
        for (ax, ay), (bx, by) in zip(plot.ring, (*plot.ring[1:], plot.ring[0]), strict=True):
            total += ax * by - ay * bx
        yield Building(id, plot.kind, plot.levels, max(1, abs(total) // 200), (ring,))
        town = _town_of(draft, plot, municipalities)
        yield Address(
            id, plot.number, plot.house, draft.street_names[plot.street], None,
            postcode(draft, town, plot.at), draft.town_names[town], draft.plane.spot(plot.at),
        )  # fmt: skip


def _amenities(draft: Draft) -> Iterator[Facility | Figure]:
    for number, each in enumerate(draft.amenities):
        town = draft.towns[each.town]
        street = "" if each.street is None else draft.street_names[each.street]
        if each.kind == "hydrant":
            yield Facility(f"n{POINTS + number}", "hydrant", None, None, draft.plane.spot(each.at))
            continue
        name = titled(language_of(town), each.kind, draft.town_names[each.town], street)
        id = f"n{POINTS + number}" if each.plot is None else f"w{HOUSES + each.plot}"
        yield Facility(id, each.kind, name, None, draft.plane.spot(each.at))
        if each.measure is not None:
            yield Figure(id, each.measure, each.size, YEAR, GROWN)


def _localities(draft: Draft) -> Iterator[Locality]:
    for town, name in zip(draft.towns, draft.town_names, strict=True):
        kind = "city" if town.people >= 40_000 else "town" if town.people >= 5_000 else "village"
        yield Locality(f"n{PLACES + town.rank}", kind, name, draft.plane.spot(town.middle))
    for at, (village, name) in enumerate(zip(draft.small, draft.village_names, strict=True)):
        if draft.web.nearest_node(village.middle, 4_000) is None:
            continue
        spot = draft.plane.spot(village.middle)
        yield Locality(f"n{PLACES + 100 + at}", village.kind, name, spot)


def _suburbs(draft: Draft) -> Iterator[Locality]:
    for number, each in enumerate(draft.suburbs):
        kind = "suburb" if draft.towns[each.town].people >= 15_000 else "neighbourhood"
        spot = draft.plane.spot(each.at)
        yield Locality(f"n{PLACES + 10_000 + number}", kind, each.name, spot)


def _waters(draft: Draft) -> Iterator[Water | Area]:
    land, plane = draft.land, draft.plane
    mouth = next(
        (at for at, spot in enumerate(land.river) if at > 9 and land.heights[land.cell(spot)] < 0),
        len(land.river) - 1,
    )
    river = plane.line(list(land.river[: mouth + 1]))
    yield Water(f"w{AREAS}", "river", draft.river_name, False, river)
    yield Water(f"w{AREAS + 1}", "coastline", None, False, plane.line(list(land.coast)))
    left = beside(land.river, list(land.river_half))
    right = beside(land.river, [-half for half in land.river_half])
    ring = plane.line([*left[: mouth + 2], *right[mouth + 1 :: -1]])
    yield Area(f"w{AREAS + 2}", "river", draft.river_name, True, (ring,))
    sea = [(land.coast[0][0], -20_000), *land.coast, (land.coast[-1][0], -20_000)]
    yield Area(f"w{AREAS + 3}", "sea", None, True, (plane.line(sea),))
    if land.lake:
        shore = plane.line(list(land.lake))
        yield Water(f"w{AREAS + 4}", "water", None, True, (*shore, shore[0]))
        yield Area(f"w{AREAS + 5}", "lake", None, True, (shore,))
    for number, patch in enumerate(draft.patches):
        lines = tuple(plane.line(list(each)) for each in patch.rings)
        yield Area(f"w{AREAS + 1_000 + number}", patch.kind, None, False, lines)
    for number, brook in enumerate(draft.brooks):
        course = plane.line([at for at in brook if draft.town_at(at) >= 0])
        if len(course) > 1:
            yield Water(f"w{AREAS + 10 + number}", "stream", None, False, course)
