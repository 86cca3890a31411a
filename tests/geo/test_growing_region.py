"""What a grown region is: people that add up, land that has one owner, streets without gaps."""

from itertools import pairwise

import msgspec
import networkx
import pytest

from tocsin.geo.belonging import Answer, jurisdictions, whose
from tocsin.geo.ground import (
    Address,
    Area,
    Boundary,
    Building,
    Facility,
    Flow,
    Landmark,
    Line,
    Locality,
    Name,
    Restriction,
    Road,
    Water,
)
from tocsin.geo.growing.dice import Dice
from tocsin.geo.growing.draft import Wanted
from tocsin.geo.growing.meeting import crossed
from tocsin.geo.growing.region import Feature, grown
from tocsin.geo.lifelines import LIFELINE_KINDS, Dependency, LifelineLink, LifelineNode
from tocsin.geo.zones import MEASURES, Figure, Zone

pytestmark = pytest.mark.full

SMALL = Wanted(11, 3, 6_000)
LARGE = [Wanted(seed, 5, 120_000) for seed in (7, 8, 9)]
ON_FOOT = {"footway", "pedestrian", "steps", "track"}


@pytest.fixture(
    scope="module", params=[SMALL, *(pytest.param(each, marks=pytest.mark.long) for each in LARGE)]
)
def wanted(request: pytest.FixtureRequest) -> Wanted:
    found = request.param
    assert isinstance(found, Wanted)
    return found


@pytest.fixture(scope="module")
def region(wanted: Wanted) -> list[Feature]:
    return list(grown(wanted, "0" * 64))


def figures(region: list[Feature], measure: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for each in region:
        if isinstance(each, Figure) and each.measure == measure:
            found[each.subject] = found.get(each.subject, 0) + each.value
    return found


def test_the_people_of_all_zones_are_those_asked_for(region: list[Feature], wanted: Wanted) -> None:
    zones = {each.id for each in region if isinstance(each, Zone)}
    assert len(zones) > 10
    for measure in ("people", "people_day", "people_night", "language"):
        found = figures(region, measure)
        assert set(found) == zones
        assert sum(found.values()) == wanted.people, measure
    ages = [figures(region, each) for each in ("aged_0_15", "aged_16_64", "aged_65_up")]
    people = figures(region, "people")
    assert all(sum(each[zone] for each in ages) == people[zone] for zone in zones)
    assert max(people.values()) <= 1_500


def test_every_figure_is_of_a_known_measure_and_no_part_exceeds_its_whole(
    region: list[Feature],
) -> None:
    assert {e.measure for e in region if isinstance(e, Figure)} <= set(MEASURES)
    people, homes = figures(region, "people"), figures(region, "households")
    for part in ("disabled", "electricity_dependent", "aged_85_up"):
        assert all(value <= people[zone] for zone, value in figures(region, part).items())
    assert all(value <= homes[zone] for zone, value in figures(region, "no_car").items())


def corners(region: list[Feature], level: int) -> tuple[list[int], list[int]]:
    spots = [
        spot for each in region if isinstance(each, Boundary) and each.level == level
        for ring in each.rings for spot in ring
    ]  # fmt: skip
    return sorted(lat for lat, _ in spots), sorted(lon for _, lon in spots)


def answers(owners: list[Boundary], whole: Boundary, region: list[Feature]) -> list[int]:
    """How many own each of a thousand points that lie in the region."""
    lats, lons = corners(region, 6)
    dice = Dice(1, "points")
    found: list[int] = []
    while len(found) < 1_000:
        spot = dice.between(lats[0], lats[-1]), dice.between(lons[0], lons[-1])
        if whose([whole], spot).answer is Answer.one:
            found.append(len(whose(owners, spot).claims))
    return found


def test_every_point_of_the_region_is_exactly_one_towns(region: list[Feature]) -> None:
    boundaries = [each for each in region if isinstance(each, Boundary)]
    whole = next(each for each in boundaries if each.level == 6)
    owners = jurisdictions(boundaries, 8)
    assert len(owners) >= 3
    assert set(answers(owners, whole, region)) == {1}


@pytest.mark.control
def test_a_town_that_lost_a_zone_would_be_noticed(region: list[Feature]) -> None:
    boundaries = [each for each in region if isinstance(each, Boundary)]
    whole = next(each for each in boundaries if each.level == 6)
    assert 0 in answers(jurisdictions(boundaries, 8)[1:], whole, region)


def test_the_zones_of_a_town_cover_it_and_nothing_else(region: list[Feature]) -> None:
    towns = {each.id: each for each in region if isinstance(each, Boundary) and each.level == 8}
    zones = [each for each in region if isinstance(each, Zone)]
    shapes = [Boundary(e.id, e.name, 9, towns["r2"].whole, e.rings) for e in zones]
    of = {each.id: each.town for each in zones}
    lats, lons = corners(region, 6)
    dice = Dice(2, "points")
    for _ in range(400):
        spot = dice.between(lats[0], lats[-1]), dice.between(lons[0], lons[-1])
        town = whose(list(towns.values()), spot)
        zone = whose(shapes, spot)
        assert [of[each.id] for each in zone.claims] == [each.id for each in town.claims]


def drivable(region: list[Feature]) -> "networkx.DiGraph[int]":
    graph: networkx.DiGraph[int] = networkx.DiGraph()
    for each in region:
        if isinstance(each, Road) and each.road_class not in ON_FOOT:
            if each.flow is not Flow.backward:
                graph.add_edge(each.from_node, each.to_node)
            if each.flow is not Flow.forward:
                graph.add_edge(each.to_node, each.from_node)
    return graph


def test_one_can_drive_from_everywhere_to_everywhere(region: list[Feature]) -> None:
    assert networkx.is_strongly_connected(drivable(region))


@pytest.mark.control
def test_a_lost_bridge_would_be_noticed(region: list[Feature]) -> None:
    dry = [each for each in region if not (isinstance(each, Road) and each.is_bridge)]
    assert not networkx.is_strongly_connected(drivable(dry))


def test_every_address_is_on_a_street_of_its_name_nearby(
    region: list[Feature], wanted: Wanted
) -> None:
    spots: dict[str | None, list[tuple[int, int]]] = {}
    for each in region:
        if isinstance(each, Road):
            spots.setdefault(each.name, []).extend(each.line)
    addresses = [each for each in region if isinstance(each, Address)]
    assert len(addresses) > wanted.people // 5
    assert all(one.street for one in addresses)
    for one in addresses:
        near = min(max(abs(one.at[0] - a), abs(one.at[1] - b)) for a, b in spots[one.street])
        assert near < 3_000, one


def away(region: list[Feature], addresses: list[Address]) -> list[Address]:
    """Those that name another town than the one that owns the point."""
    towns = [each for each in region if isinstance(each, Boundary) and each.level == 8]
    return [e for e in addresses if [c.name for c in whose(towns, e.at).claims] != [e.town]]


def test_an_address_names_the_town_it_stands_in(region: list[Feature]) -> None:
    addresses = [each for each in region if isinstance(each, Address)]
    towns: dict[str | None, set[str | None]] = {}
    for each in addresses:
        towns.setdefault(each.street, set()).add(each.town)
    some = [e for e in addresses if len(towns[e.street]) > 1] + addresses[::20]
    assert not away(region, some)
    first = msgspec.structs.replace(some[0], town="Elsewhere")
    assert away(region, [first, *some]) == [first]


def test_an_address_is_there_once(region: list[Feature]) -> None:
    each = [(e.town, e.street, e.number, e.house) for e in region if isinstance(e, Address)]
    assert len(each) == len(set(each))


def crosses(a: Line, b: Line) -> bool:
    """Whether two lines cross."""
    for p, q in pairwise(a):
        for r, s in pairwise(b):
            if max(p[0], q[0]) < min(r[0], s[0]) or max(r[0], s[0]) < min(p[0], q[0]):
                continue
            if crossed(p, q, r, s) is not None:
                return True
    return False


def boxes(lines: list[Line]) -> dict[tuple[int, int], list[int]]:
    """Which lines touch each box of about 220 m."""
    found: dict[tuple[int, int], list[int]] = {}
    for at, line in enumerate(lines):
        for a, b in pairwise(line):
            for lat in range(min(a[0], b[0]) // 2_000, max(a[0], b[0]) // 2_000 + 1):
                for lon in range(min(a[1], b[1]) // 2_000, max(a[1], b[1]) // 2_000 + 1):
                    known = found.setdefault((lat, lon), [])
                    if not known or known[-1] != at:
                        known.append(at)
    return found


def meetings(lines: list[Line], others: list[Line]) -> set[tuple[int, int]]:
    """Which of some lines cross which of others."""
    near = boxes(others)
    pairs = {
        (at, other)
        for cell, each in boxes(lines).items()
        for at in each
        for other in near.get(cell, ())
    }
    return {(at, other) for at, other in pairs if crosses(lines[at], others[other])}


def wet(region: list[Feature]) -> list[Road]:
    """Roads that cross a shore or a stream."""
    shores = [each.line for each in region if isinstance(each, Water)]
    shores += [
        (*ring, ring[0]) for each in region
        if isinstance(each, Area) and each.is_water and each.kind != "sea" for ring in each.rings
    ]  # fmt: skip
    roads = [each for each in region if isinstance(each, Road)]
    return [roads[at] for at in sorted({at for at, _ in meetings([e.line for e in roads], shores)})]


def test_no_road_crosses_water_but_on_a_bridge_or_by_a_ford(region: list[Feature]) -> None:
    found = wet(region)
    assert {each.id for each in found if not each.is_bridge and not each.is_ford} == set()
    assert len(found) > 3


@pytest.mark.control
def test_a_bridge_that_was_not_one_would_be_noticed(region: list[Feature]) -> None:
    assert any(each.is_bridge for each in wet(region))


def test_no_house_stands_on_a_street(region: list[Feature]) -> None:
    roads = [each.line for each in region if isinstance(each, Road)]
    walls = [(*e.rings[0], e.rings[0][0]) for e in region if isinstance(e, Building)]
    assert len(walls) > 500
    assert meetings(walls, roads) == set()
    moved = [tuple((lat + 400, lon) for lat, lon in wall) for wall in walls]
    assert meetings(moved, roads), "a control: houses 45 m further north would"


def test_a_street_of_two_names_bears_each_in_its_language(region: list[Feature]) -> None:
    roads = {f"w{each.way}": each.name for each in region if isinstance(each, Road)}
    names = [each for each in region if isinstance(each, Name)]
    assert {each.language for each in names} == {"en", "de"}
    assert all(each.text in (roads[each.subject] or "").split(" / ") for each in names)


def test_ids_are_there_once(region: list[Feature]) -> None:
    for kind in (Road, Address, Building, Area, Locality, Water, Zone, LifelineNode, LifelineLink):
        ids = [each.id for each in region if isinstance(each, kind)]
        assert len(ids) == len(set(ids)), kind


def test_forbidden_turns_are_between_roads_that_meet(region: list[Feature]) -> None:
    ends: dict[int, set[int]] = {}
    for each in region:
        if isinstance(each, Road):
            ends.setdefault(each.way, set()).update((each.from_node, each.to_node))
    turns = [each for each in region if isinstance(each, Restriction)]
    assert turns
    for turn in turns:
        node = int(turn.via[0][1:])
        assert node in ends[turn.from_ways[0]]
        assert node in ends[turn.to_ways[0]]


def test_lifelines_hang_together(region: list[Feature]) -> None:
    nodes = {each.id: each for each in region if isinstance(each, LifelineNode)}
    known = set(nodes) | {e.id for e in region if isinstance(e, Zone | Facility)}
    for node in nodes.values():
        assert node.kind in LIFELINE_KINDS[node.network]
        assert node.facility is None or node.facility in known
    for each in region:
        if isinstance(each, LifelineLink):
            assert {nodes[each.from_node].network, nodes[each.to_node].network} == {each.network}
        if isinstance(each, Dependency):
            assert each.consumer in known
            assert nodes[each.supplier].network is each.network


def test_every_zone_has_power_water_and_a_mast(region: list[Feature]) -> None:
    zones = {each.id for each in region if isinstance(each, Zone)}
    for network in LIFELINE_KINDS:
        served = {e.consumer for e in region if isinstance(e, Dependency) and e.network is network}
        assert zones <= served


def test_power_is_radial_where_no_tie_is_closed(region: list[Feature]) -> None:
    graph: networkx.Graph[str] = networkx.Graph()
    closed = [
        each for each in region
        if isinstance(each, LifelineLink) and each.network == "power" and not each.is_normally_open
    ]  # fmt: skip
    graph.add_edges_from((each.from_node, each.to_node) for each in closed)
    assert networkx.is_tree(graph)
    ties = [e for e in region if isinstance(e, LifelineLink) and e.is_normally_open]
    assert ties


def test_every_town_has_a_church_in_a_building_that_is_no_facility(region: list[Feature]) -> None:
    found = [each for each in region if isinstance(each, Landmark)]
    facilities = {each.id for each in region if isinstance(each, Facility)}
    buildings = {each.id for each in region if isinstance(each, Building)}
    bridged = {e.id.partition(".")[0] for e in region if isinstance(e, Road) and e.is_bridge}
    owners = jurisdictions([each for each in region if isinstance(each, Boundary)], 8)
    towns: set[str] = set()
    for each in found:
        assert each.name.strip() == each.name != ""
        assert each.id in (bridged if each.kind == "bridge" else buildings - facilities)
        if each.kind == "church":
            towns.update(owner.name for owner in whose(owners, each.at).claims)
    assert towns == {owner.name for owner in owners}
    assert len({each.id for each in found}) == len(found)
    assert bridged
