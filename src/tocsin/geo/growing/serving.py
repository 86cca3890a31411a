"""Zones, figures and lifelines of a draft as values of the layers."""

from collections.abc import Iterator

from tocsin.geo.ground import Facility
from tocsin.geo.growing.counting import counted
from tocsin.geo.growing.draft import Draft, language_of
from tocsin.geo.growing.land import CELL
from tocsin.geo.growing.lifework import HOUR, Knot, Lifelines, masts_near, zone_id
from tocsin.geo.growing.outposts import nearest_street
from tocsin.geo.growing.titles import titled
from tocsin.geo.growing.tracing import areas
from tocsin.geo.lengths import length_cm
from tocsin.geo.lifelines import Dependency, LifelineLink, LifelineNode, Network
from tocsin.geo.zones import Figure, Zone

YEAR, GROWN = 2025, "grown"
HOUSES, POINTS = 1_000_000, 5_000_000
"""Where the numbers of houses and of points begin."""
STAFF = {
    "hospital": 900, "school": 60, "clinic": 14, "care_home": 55, "supermarket": 40, "police": 45,
    "fire_station": 30, "ambulance_station": 20, "depot": 90, "venue": 25, "pharmacy": 8, "hall": 4,
}  # fmt: skip
BUFFERS = {
    "hospital": (24 * HOUR, 6 * HOUR, 0), "care_home": (2 * HOUR, 0, 0),
    "fire_station": (12 * HOUR, 0, 0), "police": (12 * HOUR, 0, 0),
    "ambulance_station": (8 * HOUR, 0, 0), "clinic": (0, 0, 0), "school": (0, 0, 0),
    "hall": (0, 0, 0), "shelter": (0, 0, 0), "fuel": (0, 0, 0), "supermarket": (0, 0, 0),
    "pharmacy": (0, 0, 0), "depot": (0, 0, 0), "venue": (0, 0, 0),
}  # fmt: skip
"""How long a facility goes on without power, water and telecommunication: generators, tanks."""


def _zone_names(draft: Draft) -> list[str]:
    """The town and a number, zone by zone."""
    counter = [0] * len(draft.towns)
    found = []
    for each in draft.peopled.tracts:
        counter[each.town] += 1
        found.append(f"{draft.town_names[each.town]} {counter[each.town]:03}")
    return found


def zones(draft: Draft) -> Iterator[Zone | Figure]:
    """The zones with all their figures."""
    tracts = draft.peopled.tracts
    rings = areas(draft.borders, {each.number: each.number for each in tracts})
    for each, name in zip(tracts, _zone_names(draft), strict=True):
        lines = tuple(draft.plane.line(ring) for ring in rings[each.number])
        yield Zone(zone_id(each.number), name, "statistical_area", f"r{each.town + 2}", lines)
    staff: dict[int, int] = {}
    for amenity in draft.amenities:
        if amenity.plot is not None:
            staff[amenity.plot] = STAFF.get(amenity.kind, 0)
    seed = draft.wanted.seed
    for count in counted(seed, draft.towns, draft.plots, draft.peopled, staff):
        yield Figure(zone_id(count.tract), count.measure, count.value, YEAR, GROWN, count.detail)


def outposts(draft: Draft) -> Iterator[Facility]:
    """Facilities of the lifelines, numbered behind those that stand in houses."""
    for _, facility in _stations(draft):
        yield facility


def _stations(draft: Draft) -> Iterator[tuple[Knot, Facility]]:
    numbers = _numbers(draft)
    for knot in draft.lifelines.knots:
        if knot.outpost is None:
            continue
        town = draft.towns[knot.town]
        street = nearest_street(draft.web, draft.streets, knot.at)
        name = "" if street is None else draft.street_names[street]
        title = titled(language_of(town), knot.outpost, draft.town_names[knot.town], name)
        spot = draft.plane.spot(knot.at)
        yield knot, Facility(f"n{numbers[knot.id]}", knot.outpost, title, None, spot)


def _titles(draft: Draft) -> dict[str, str]:
    """What people call the nodes of the networks: as the facility there, or by their zone."""
    found: dict[str, str] = {}
    for knot, facility in _stations(draft):
        found[knot.id] = facility.name or knot.id
    names = dict(zip((e.number for e in draft.peopled.tracts), _zone_names(draft), strict=True))
    for served in (draft.lifelines.transformer, draft.lifelines.junction):
        found |= {id: names[number] for number, id in served.items()}
    return found


def _numbers(draft: Draft) -> dict[str, int]:
    """The node that each facility of a network is."""
    each = (knot.id for knot in draft.lifelines.knots if knot.outpost is not None)
    return {id: POINTS + 900_000 + at for at, id in enumerate(each)}


def networks(draft: Draft) -> Iterator[LifelineNode | LifelineLink]:
    """Nodes and links."""
    plane, numbers, titles = draft.plane, _numbers(draft), _titles(draft)
    for knot in draft.lifelines.knots:
        facility = f"n{numbers[knot.id]}" if knot.outpost is not None else None
        yield LifelineNode(
            knot.id, Network(knot.network), knot.kind, titles.get(knot.id), plane.spot(knot.at),
            knot.capacity, knot.unit, draft.land.height_dm(knot.at), facility,
        )  # fmt: skip
    for number, wire in enumerate(draft.lifelines.wires, 1):
        line = plane.line(list(wire.line))
        yield LifelineLink(
            f"l{number:05}", Network(wire.network), wire.kind, wire.from_knot, wire.to_knot,
            wire.feeder, length_cm(line), wire.diameter_mm, wire.is_open, line,
        )  # fmt: skip


def dependencies(draft: Draft) -> Iterator[Dependency]:
    """Zones and parts of networks, then facilities: on the power and water of their zone, and on
    the masts that reach them."""
    found = draft.lifelines
    numbers = _numbers(draft)
    for need in found.needs:
        yield Dependency(need.consumer, Network(need.network), need.supplier, need.buffer_s, GROWN)
        if need.consumer in numbers:
            id = f"n{numbers[need.consumer]}"
            yield Dependency(id, Network(need.network), need.supplier, need.buffer_s, GROWN)
    for amenity in draft.amenities:
        if amenity.plot is None or amenity.kind not in BUFFERS:
            continue
        id, at = f"w{HOUSES + amenity.plot}", amenity.at
        power, water, telecom = BUFFERS[amenity.kind]
        row, column = at[1] // (2 * CELL), at[0] // (2 * CELL)
        zone = int(draft.peopled.labels[row, column])
        yield from _served(found, id, zone, power, water)
        for mast, _ in masts_near(found, at):
            yield Dependency(id, Network.telecom, mast, telecom, GROWN)


def _served(found: Lifelines, id: str, zone: int, power: int, water: int) -> Iterator[Dependency]:
    yield Dependency(id, Network.power, found.transformer[zone], power, GROWN)
    yield Dependency(id, Network.water, found.junction[zone], water, GROWN)
