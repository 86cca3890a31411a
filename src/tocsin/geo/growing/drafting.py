"""From a seed to a draft of the whole region: the land, the towns, the streets, the houses."""

from math import isqrt

import msgspec

from tocsin.geo.growing.amenities import placed
from tocsin.geo.growing.canvas import Canvas
from tocsin.geo.growing.cover import covered
from tocsin.geo.growing.crossings import over_streams, planar
from tocsin.geo.growing.dice import Dice
from tocsin.geo.growing.draft import TOWN_CELLS, Draft, Suburb, Wanted
from tocsin.geo.growing.finishing import drivable, one_way, paths, roundabouts, tracks
from tocsin.geo.growing.highways import Stretch, bridges, highways
from tocsin.geo.growing.lakes import lake
from tocsin.geo.growing.land import CELL, Land, beside, distances, shaped
from tocsin.geo.growing.lifework import lifelines
from tocsin.geo.growing.limits import limited, tapered
from tocsin.geo.growing.meeting import Barriers
from tocsin.geo.growing.motorway import built, joined, shadow, traced
from tocsin.geo.growing.names import Namer
from tocsin.geo.growing.noise import Grid
from tocsin.geo.growing.outposts import cameras, hydrants
from tocsin.geo.growing.owning import owned, region
from tocsin.geo.growing.peopling import peopled
from tocsin.geo.growing.plane import XY, Plane, distance, plane_at
from tocsin.geo.growing.plots import Builders, paved
from tocsin.geo.growing.quarters import Quarters, quartered, suburbs, village_quarter
from tocsin.geo.growing.settling import PER_CELL, Town, built_up, settled, sized, villages
from tocsin.geo.growing.streams import streams
from tocsin.geo.growing.streets import Builder
from tocsin.geo.growing.tracing import arcs
from tocsin.geo.growing.ways import Stroke, largest_part, length_of, promoted, strokes
from tocsin.geo.growing.web import Edge, Web
from tocsin.geo.growing.words import SPOKEN

NAMELESS = frozenset({"motorway", "service", "track", "footway", "steps"})


def drafted(wanted: Wanted) -> Draft:
    """Grow a region."""
    draft = _begun(wanted)
    _streets(draft)
    _finished(draft)
    _named(draft)
    _built(draft)
    _served(draft)
    return draft


def _begun(wanted: Wanted) -> Draft:
    """The land, the towns on it, the main roads, and whose land is what."""
    wide, high = extent(wanted)
    seed = wanted.seed
    land = shaped(seed, wide, high)
    brooks = streams(seed, land)
    people = sized(seed, wanted.towns, wanted.people)
    towns = settled(seed, land, people, SPOKEN)
    small = villages(seed, land, towns, wanted.people - sum(people))
    land = msgspec.structs.replace(land, lake=lake(seed, land, towns, small))
    web = _laid(highways(seed, land, brooks, towns, small, bridges(seed, land, towns)))
    inside = region(seed, land)
    banks, _ = _waters(land, brooks)
    fast = built(seed, web, _within(traced(seed, land, brooks, towns), land, inside), banks)
    shape = land.heights.shape
    to_fast = distances(list(fast.middle) if fast else [], *shape)
    owner = built_up(seed, land, towns, small, distances(web.at, *shape), to_fast)
    labels = owned(seed, land, inside, owner, len(towns), TOWN_CELLS)
    each = [quarter for town in towns for quarter in quartered(seed, town)]
    each += [village_quarter(len(towns) + at, village) for at, village in enumerate(small)]
    return Draft(
        wanted, _placed(seed), land, brooks, towns, small, web, owner, labels, inside,
        Quarters(each), fast,
    )  # fmt: skip


def _within(line: list[XY], land: Land, inside: Grid) -> list[XY]:
    """The longest part of a line that is in the region."""
    best: list[XY] = []
    run: list[XY] = []
    for at in line:
        run = [*run, at] if inside[land.cell(at)] else []
        best = run if len(run) > len(best) else best
    return best[1:-1]


def _waters(land: Land, brooks: list[tuple[XY, ...]]) -> tuple[Barriers, Barriers]:
    """The shores of the river and the sea; the streams."""
    shores, streams_ = Barriers(), Barriers()
    for side in (1, -1):
        shores.add(beside(land.river, [side * half for half in land.river_half]))
    shores.add(land.coast)
    shores.add((*land.lake, *land.lake[:1]))
    for brook in brooks:
        streams_.add(brook)
    return shores, streams_


def extent(wanted: Wanted) -> tuple[int, int]:
    """Width and height in dm: seven times what is built up, and 12 km² for each town."""
    area = wanted.people // PER_CELL * CELL * CELL * 7 + wanted.towns * 12 * 10**8
    high = max(64_000, isqrt(area * 5 // 6))
    wide = max(76_000, area // high)
    return wide // 2_000 * 2_000, high // 2_000 * 2_000


def _placed(seed: int) -> Plane:
    """Somewhere in the North Atlantic where there is no land: 40° to 46° N, 40° to 46° W."""
    dice = Dice(seed, "place")
    lat = 40_000_000 + dice.below(12) * 500_000 + 50_000
    lon = -46_000_000 + dice.below(12) * 500_000 + 50_000
    turns = dice.below(4)
    return plane_at(lat, lon, turns)


def _laid(main: list[Stretch]) -> Web:
    """The main roads as a web."""
    web = Web()
    known: dict[XY, int] = {}
    for number, stretch in enumerate(main):
        was: int | None = None
        marks = frozenset({"bridge"}) if stretch.is_bridge else frozenset[str]()
        for at in stretch.points:
            node = known.setdefault(at, len(web.at))
            if node == len(web.at):
                web.node(at)
            if was is not None:
                web.link(Edge(was, node, stretch.rank, "", -1 - number, marks=marks))
            was = node
    planar(web)
    return web


def _streets(draft: Draft) -> None:
    """All other streets, and what joins them to the motorway."""
    web, seed = draft.web, draft.wanted.seed
    shores, brooks = _waters(draft.land, draft.brooks)
    for line in shadow(draft.fast) if draft.fast else ():
        shores.add(line)
    middles = [town.middle for town in draft.towns] + [each.middle for each in draft.small]
    builder = Builder(seed, web, shores, brooks, draft.owner, draft.quarters, middles)
    builder.settle()
    builder.collectors()
    builder.locals()
    tracks(builder, seed, draft.land)
    paths(builder, seed, draft.land)


def _finished(draft: Draft) -> None:
    """Only what lies in the region and hangs together; bridges, roundabouts, one-way streets."""
    web, seed = draft.web, draft.wanted.seed
    for number, edge in enumerate(web.edges):
        if edge.alive and min(draft.town_at(web.at[edge.u]), draft.town_at(web.at[edge.v])) < 0:
            web.drop(number)
    banks, brooks = _waters(draft.land, draft.brooks)
    if draft.fast is not None:
        joined(web, draft.fast, banks, len(web.edges))
    over_streams(seed, web, brooks)
    tapered(web)
    limited(seed, web, draft.land, draft.towns)
    roundabouts(seed, web)
    promoted(web)
    drivable(web)
    largest_part(web)
    one_way(seed, web)


def _named(draft: Draft) -> None:
    namer = draft.namer = Namer(draft.wanted.seed)
    draft.town_names = [namer.town(town, _by(draft, town)) for town in draft.towns]
    draft.river_name = namer.river(draft.towns[0])
    for village in draft.small:
        owner = draft.towns[max(0, draft.town_at(village.middle))]
        draft.village_names.append(namer.village(owner))
    for town in draft.towns:
        draft.suburbs += [
            Suburb(at, namer.suburb(town), town.rank)
            for at in suburbs(draft.wanted.seed, town)
            if draft.owner[draft.land.cell(at)] == town.rank + 1
        ]
    draft.streets = strokes(draft.web)
    draft.street_towns = [_town_of(draft, stroke) for stroke in draft.streets]
    draft.street_names = [""] * len(draft.streets)
    middles = [town.middle for town in draft.towns]
    first = [iter(namer.main_streets(town)) for town in draft.towns]
    order = sorted(
        range(len(draft.streets)),
        key=lambda at: (distance(_half_way(draft, at), middles[draft.street_towns[at]]), at),
    )
    for at in order:
        rank = draft.street_towns[at]
        town = draft.towns[rank]
        edge = draft.web.edges[draft.streets[at].edges[0]]
        if edge.kind in NAMELESS or edge.is_link or "roundabout" in edge.marks:
            continue
        style = edge.style or "village"
        name = None
        if length_of(draft.web, draft.streets[at]) > 1_200:
            name = next((one for one in first[rank] if namer.take(town, one)), None)
        draft.street_names[at] = name or namer.street(town, style)


def _by(draft: Draft, town: Town) -> str:
    near = int(draft.land.to_river[draft.land.cell(town.middle)])
    shore = min(distance(town.middle, each) for each in draft.land.coast[::4])
    return "sea" if shore < 12_000 else "river" if near < 6_000 else "land"


def _half_way(draft: Draft, at: int) -> XY:
    nodes = draft.streets[at].nodes
    return draft.web.at[nodes[len(nodes) // 2]]


def _town_of(draft: Draft, stroke: Stroke) -> int:
    nodes = stroke.nodes
    return max(0, draft.town_at(draft.web.at[nodes[len(nodes) // 2]]))


def _built(draft: Draft) -> None:
    land, web = draft.land, draft.web
    canvas = Canvas(land.wide, land.high)
    widest = [
        (land.river[at : at + 2], land.river_half[at] + 60) for at in range(len(land.river) - 1)
    ]
    paved(web, canvas, [*widest, *((brook, 40) for brook in draft.brooks)])
    builders = Builders(draft.wanted.seed, web, canvas)
    for at, stroke in enumerate(draft.streets):
        rank = draft.street_towns[at]
        draft.plots += builders.along(at, stroke, rank, draft.towns[rank].middle)
    whose = [draft.street_towns[plot.street] for plot in draft.plots]
    draft.patches = covered(draft.wanted.seed, land, draft.owner, draft.inside, draft.plots)
    for at, plot in enumerate(draft.plots):
        if plot.number is None:
            house = draft.namer.farm(draft.towns[plot.place])
            draft.plots[at] = msgspec.structs.replace(plot, house=house)
    draft.amenities = placed(draft.wanted.seed, draft.towns, draft.plots, whose)


def _served(draft: Draft) -> None:
    """People in the houses, zones around them, lifelines to the zones, and what stands by the
    street."""
    seed, size = draft.wanted.seed, CELL * TOWN_CELLS
    draft.peopled = peopled(seed, draft.wanted.people, draft.plots, draft.labels, size)
    draft.borders = arcs(draft.peopled.labels, size)
    draft.lifelines = lifelines(seed, draft.land, draft.web, draft.towns, draft.peopled.tracts)
    draft.amenities += hydrants(draft.web, draft.streets, draft.street_towns)
    draft.amenities += cameras(seed, draft.web, draft.streets, draft.towns, draft.street_towns)
