"""Water, as EPANET names its parts: reservoir, treatment, pumps, tanks, junctions, pipes.

Source: L. A. Rossman et al., EPANET 2.2 User Manual, 2020, §3.1.
"""

from tocsin.geo.growing.lifework import HOUR, Knot, Layer, Need, nearest_transformer
from tocsin.geo.growing.plane import XY, distance
from tocsin.geo.growing.settling import Town
from tocsin.geo.growing.wiring import tree


def waterworks(layer: Layer) -> None:
    """From one intake by the river to a junction in each zone."""
    main = layer.towns[0]
    upstream = [each for each in layer.land.river if each[1] < layer.land.high - 4_000]
    at = min(
        upstream, key=lambda each: (abs(distance(each, main.middle) - main.radius - 4_000), each)
    )
    people = sum(each.people for each in layer.tracts)
    intake = layer.knot("w-intake", "water", "reservoir", at, 0, (people * 2, "m3"))
    works_at = layer.web.at[layer.node(at)]
    works = layer.knot(
        "w-works", "water", "treatment", (works_at[0] + 200, works_at[1] - 200), 0,
        (max(10, people * 2 // 1_000), "l_s"), "water_works",
    )  # fmt: skip
    layer.wire(intake, works, "pipe", None, diameter=900)
    layer.found.needs.append(
        Need(works.id, "power", nearest_transformer(layer, works.at), 2 * HOUR)
    )
    pumps = [_pumped(layer, town) for town in layer.towns]
    for parent, child in tree(works.at, [pump.at for pump, _ in pumps]):
        upper = works if parent < 0 else pumps[parent][1]
        layer.wire(upper, pumps[child][0], "pipe", None, diameter=600)
    for town, (_, tank) in zip(layer.towns, pumps, strict=True):
        _spread(layer, town, tank)


def _pumped(layer: Layer, town: Town) -> tuple[Knot, Knot]:
    """The pump of a town, and the tank on the hill that it fills."""
    people = sum(each.people for each in layer.of_town(town))
    spot = layer.web.at[layer.node((town.middle[0] - town.radius // 2, town.middle[1]))]
    pump = layer.knot(
        f"w-p{town.rank + 1:02}", "water", "pump", (spot[0] - 120, spot[1] + 120), town.rank,
        (max(5, people * 3 // 1_000), "l_s"), "pumping_station",
    )  # fmt: skip
    tank = layer.knot(
        f"w-k{town.rank + 1:02}", "water", "tank", _hill(layer, town), town.rank,
        (max(100, people * 6 // 100 * 5), "m3"),
    )  # fmt: skip
    layer.wire(pump, tank, "pipe", f"pressure-{town.rank + 1}", diameter=500)
    layer.found.needs.append(Need(pump.id, "power", nearest_transformer(layer, pump.at), 0))
    layer.found.needs.append(Need(tank.id, "water", pump.id, 12 * HOUR))
    return pump, tank


def _hill(layer: Layer, town: Town) -> XY:
    """The highest street corner of a town."""
    web = layer.web
    near = [
        at for node, at in enumerate(web.at)
        if web.ends[node] and distance(at, town.middle) < town.radius
    ]  # fmt: skip
    best = max(near or [town.middle], key=lambda at: (layer.land.height_dm(at), at))
    return best[0] + 90, best[1] + 90


def _spread(layer: Layer, town: Town, tank: Knot) -> None:
    """A junction in each zone, a tree of mains, and loops where two branches come close."""
    knots = []
    for tract in layer.of_town(town):
        x, y = layer.web.at[layer.corner[tract.number]]
        knots.append(
            layer.knot(f"w-j{tract.number:05}", "water", "junction", (x - 40, y - 40), tract.town,
                       (tract.people, "people"))
        )  # fmt: skip
        layer.found.junction[tract.number] = knots[-1].id
    zone = f"pressure-{town.rank + 1}"
    joined = set()
    for parent, child in tree(tank.at, [knot.at for knot in knots]):
        upper = tank if parent < 0 else knots[parent]
        joined.add((parent, child))
        layer.wire(upper, knots[child], "pipe", zone, diameter=300 if parent < 0 else 150)
    for at, knot in enumerate(knots):
        others = [to for to in range(at) if {(at, to), (to, at)}.isdisjoint(joined)]
        if at % 3 == 0 and others:
            to = min(others, key=lambda one: (distance(knots[one].at, knot.at), one))
            if distance(knots[to].at, knot.at) < 6_000:
                layer.wire(knot, knots[to], "pipe", zone, diameter=100)
