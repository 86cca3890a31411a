"""What makes streets a town's: roundabouts, one-way streets, paths, yards, tracks, limits."""

from collections import Counter

from tocsin.geo.growing.dice import Dice
from tocsin.geo.growing.land import Land
from tocsin.geo.growing.parting import NOT_FOR_CARS, parts
from tocsin.geo.growing.plane import HALF, QUARTER, TURN, ahead, distance, heading
from tocsin.geo.growing.streets import Builder
from tocsin.geo.growing.ways import length_of, strokes
from tocsin.geo.growing.web import Edge, Manners, Web

PATH = Manners(snap=260, clear=120, least=150, angle=300, degree=5)
TRACK = Manners(snap=700, clear=900, least=900, angle=500)
YARD = Manners(snap=60, clear=260, least=200, angle=500)
MAIN = ("primary", "secondary", "tertiary")
ROUND = 170
STEEP_DM = 110
"""Where a path climbs so much over 100 m it has steps."""


def roundabouts(seed: int, web: Web) -> None:
    """At some crossings of main roads outside of the old middle."""
    dice = Dice(seed, "roundabouts")
    for node in range(len(web.at)):
        ends = web.ends[node]
        if not 3 <= len(ends) <= 5:
            continue
        edges = [web.edges[each] for each in ends.values()]
        main = sum(edge.kind in MAIN for edge in edges)
        wide = sum(edge.kind in MAIN[:2] for edge in edges)
        fits = all(distance(web.at[node], web.at[to]) > ROUND * 2 for to in ends)
        calm = all(edge.style != "old" and not edge.marks and not edge.is_link for edge in edges)
        if main >= 3 and wide and fits and calm and dice.chance(420):
            _rounded(web, node, edges[0].street)


def _rounded(web: Web, node: int, street: int) -> None:
    """Put a ring where a crossing was."""
    middle = web.at[node]
    arms = sorted(
        (heading(web.at[to][0] - middle[0], web.at[to][1] - middle[1]), to, number)
        for to, number in web.ends[node].items()
    )  # fmt: skip
    kinds = [web.edges[number].kind for _, _, number in arms]
    kind = min((each for each in kinds if each in MAIN), key=MAIN.index)
    style = web.edges[arms[0][2]].style
    spots = {angle for angle, _, _ in arms}
    for angle in range(0, TURN, TURN // 8):
        if all(abs((angle - other + HALF) % TURN - HALF) > 250 for other in spots):
            spots.add(angle)
    ring = {angle: web.node(ahead(middle, angle, ROUND)) for angle in sorted(spots)}
    for angle, to, number in arms:
        edge = web.edges[number]
        flow = edge.flow if edge.u == node else -edge.flow
        web.drop(number)
        web.link(
            Edge(ring[angle], to, edge.kind, edge.style, edge.street, edge.is_link, flow,
                 edge.marks, edge.height_cm, edge.weight_kg)
        )  # fmt: skip
    nodes = list(ring.values())
    for u, v in zip(nodes, [*nodes[1:], nodes[0]], strict=True):
        web.link(Edge(u, v, kind, style, street, flow=1, marks=frozenset({"roundabout"})))


def tracks(builder: Builder, seed: int, land: Land) -> None:
    """Tracks into the fields and woods, off the roads between the places."""
    dice, web = Dice(seed, "tracks"), builder.web
    for node in range(len(web.at)):
        ways = web.angles(node)
        if len(ways) != 2 or builder.place(web.at[node]) >= 0 or not dice.chance(260):
            continue
        if any(
            web.edges[each].marks or web.edges[each].is_link for each in web.ends[node].values()
        ):
            continue
        side = QUARTER if dice.chance(500) else -QUARTER
        _tracked(builder, dice, land, node, ways[0] + side + dice.bell(200), dice.between(2, 9))


def _tracked(builder: Builder, dice: Dice, land: Land, node: int, angle: int, most: int) -> None:
    web, street = builder.web, builder.street()
    bend = dice.between(-60, 60)
    for run in range(most):
        angle += bend + dice.bell(90)
        at = web.at[node]
        to = ahead(at, angle, dice.between(1_100, 1_900))
        if builder.place(to) >= 0 or land.heights[land.cell(to)] < 10:
            return
        landing = web.landed(node, to, TRACK)
        if landing is None or builder.is_barred(at, landing.at, 1):
            return
        if builder.brooks.near(landing.at, 120):
            return
        node = web.joined_to(node, landing, Edge(0, 0, "track", "", street))
        if landing.node is not None or landing.edge is not None:
            return
        new = web.at[node]
        angle = heading(new[0] - at[0], new[1] - at[1])
        if run and dice.chance(350):
            side = QUARTER if dice.chance(500) else -QUARTER
            _tracked(builder, dice, land, node, angle + side, most - run - 1)


def paths(builder: Builder, seed: int, land: Land) -> None:
    """On foot: from the ends of closes to the next street, through blocks; with steps where it
    is steep. And yards behind large buildings."""
    dice, web = Dice(seed, "paths"), builder.web
    for node in range(len(web.at)):
        ways = web.angles(node)
        at = web.at[node]
        place = builder.place(at)
        if place < 0 or not ways or len(ways) > 3:
            continue
        style = builder.style(place, at)
        if len(ways) == 1 and dice.chance(480):
            _walk(builder, land, node, ways[0] + HALF + dice.bell(250), dice.between(500, 1_300))
        elif len(ways) == 2 and style in ("estate", "garden", "grid") and dice.chance(70):
            side = QUARTER if dice.chance(500) else -QUARTER
            _walk(builder, land, node, ways[0] + side + dice.bell(200), dice.between(500, 1_100))
        elif len(ways) == 2 and style in ("works", "estate") and dice.chance(300):
            side = QUARTER if dice.chance(500) else -QUARTER
            _spur(builder, node, ways[0] + side + dice.bell(60), dice.between(300, 700), style)


def _walk(builder: Builder, land: Land, node: int, angle: int, far: int) -> None:
    web, at = builder.web, builder.web.at[node]
    landing = web.landed(node, ahead(at, angle, far), PATH)
    if landing is None or (landing.node is None and landing.edge is None):
        return
    if builder.is_barred(at, landing.at, 0):
        return
    climb = abs(land.height_dm(at) - land.height_dm(landing.at)) * 1_000
    kind = "steps" if climb > STEEP_DM * max(1, distance(at, landing.at)) else "footway"
    web.joined_to(node, landing, Edge(0, 0, kind, "", builder.street()))


def _spur(builder: Builder, node: int, angle: int, far: int, style: str) -> None:
    web, at = builder.web, builder.web.at[node]
    to = ahead(at, angle, far)
    landing = web.landed(node, to, YARD)
    if landing is None or landing.node is not None or landing.edge is not None:
        return
    if not builder.is_barred(at, to, 0):
        web.joined_to(node, landing, Edge(0, 0, "service", style, builder.street()))


def one_way(seed: int, web: Web) -> None:
    """Some streets of the old middle, as long as every street can still be reached and left."""
    dice = Dice(seed, "one-way")
    chosen: list[tuple[int, ...]] = []
    for stroke in strokes(web):
        edges = [web.edges[each] for each in stroke.edges]
        if any(e.style not in ("old", "terrace") or e.marks or e.flow for e in edges):
            continue
        share = 420 if edges[0].style == "old" else 130
        if edges[0].kind != "residential" or not 1_200 < length_of(web, stroke) < 9_000:
            continue
        if dice.chance(share):
            way = 1 if dice.chance(500) else -1
            for at, edge in enumerate(edges):
                edge.flow = way if edge.u == stroke.nodes[at] else -way
            chosen.append(stroke.edges)
    while True:
        part = parts(web)
        bad = [
            each for each in chosen
            if any(part[web.edges[e].u] != part[web.edges[e].v] for e in each)
        ]  # fmt: skip
        if not bad:
            return
        for each in bad:
            for number in each:
                web.edges[number].flow = 0
        chosen = [each for each in chosen if each not in bad]


def drivable(web: Web) -> None:
    """Take out what cars cannot both reach and leave, though it is meant for them."""
    part = parts(web)
    size = Counter(part)
    most = max(size, key=lambda each: (size[each], -each))
    for number, edge in enumerate(web.edges):
        is_cut_off = part[edge.u] != most or part[edge.v] != most
        if edge.alive and edge.kind not in NOT_FOR_CARS and is_cut_off:
            web.drop(number)
