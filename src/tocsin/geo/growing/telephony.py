"""Telecommunication: an exchange in each town, and masts on high ground that hang on it."""

from itertools import pairwise

from tocsin.geo.growing.lifework import HOUR, PER_MAST, Knot, Layer, Need, nearest_transformer
from tocsin.geo.growing.peopling import Tract
from tocsin.geo.growing.plane import XY, distance
from tocsin.geo.growing.settling import Town

BATTERY_S = {"exchange": 8 * HOUR, "mast": 4 * HOUR}


def telephony(layer: Layer) -> None:
    """All exchanges and masts."""
    exchanges: list[Knot] = []
    for town in layer.towns:
        x, y = layer.web.at[layer.node(town.middle)]
        people = sum(each.people for each in layer.of_town(town))
        knot = layer.knot(
            f"t-x{town.rank + 1:02}", "telecom", "exchange", (x + 160, y - 60), town.rank,
            (max(1, people), "people"),
        )  # fmt: skip
        exchanges.append(knot)
        _powered(layer, knot)
        _masts(layer, town, knot)
    for one, other in pairwise(exchanges):
        layer.wire(one, other, "fibre", None)


def _powered(layer: Layer, knot: Knot) -> None:
    supplier = nearest_transformer(layer, knot.at)
    layer.found.needs.append(Need(knot.id, "power", supplier, BATTERY_S[knot.kind]))


def _masts(layer: Layer, town: Town, exchange: Knot) -> None:
    """So that nobody is far from one: each in the zone that is farthest from the others."""
    tracts = layer.of_town(town)
    wanted = max(1, sum(each.people for each in tracts) // PER_MAST) + len(tracts) // 12
    spots: list[XY] = []
    for number in range(min(wanted, len(tracts))):
        tract = max(tracts, key=lambda each: (_lonely(each, spots, town), each.number))
        spot = _high(layer, tract)
        spots.append(spot)
        knot = layer.knot(
            f"t-m{town.rank + 1:02}{number + 1:03}", "telecom", "mast", spot, town.rank,
            (PER_MAST, "people"), "mast",
        )  # fmt: skip
        layer.found.masts.append((knot.id, spot))
        layer.wire(exchange, knot, "fibre", None)
        layer.found.needs.append(Need(knot.id, "telecom", exchange.id, 0))
        _powered(layer, knot)


def _lonely(tract: Tract, spots: list[XY], town: Town) -> int:
    if not spots:
        return -distance(tract.middle, town.middle)
    return min(distance(tract.middle, each) for each in spots)


def _high(layer: Layer, tract: Tract) -> XY:
    """A high place beside a street of a zone."""
    web = layer.web
    near = [web.at[layer.corner[tract.number]]]
    near += [web.at[to] for to in web.ends[layer.corner[tract.number]]]
    x, y = max(near, key=lambda at: (layer.land.height_dm(at), at))
    return x + 130, y + 130
