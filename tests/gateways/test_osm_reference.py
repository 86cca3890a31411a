"""Real extracts: what they are known to hold comes out."""

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from tests.gateways.extracts import of
from tocsin.gateways.osm import Account, Feature, read
from tocsin.geo.belonging import Answer, jurisdictions, municipal_level, whose
from tocsin.geo.ground import Address, Area, Boundary, Facility, Name, Restriction, Road, Whole
from tocsin.geo.outlines import standing


@cache
def held(folder: Path, name: str) -> list[Feature]:
    return list(read(folder / "data" / "osm" / name))


def counted(found: list[Feature]) -> tuple[int, int, int, int]:
    (account,) = of(Account, found)
    return account.nodes, account.ways, account.relations, account.highway_ways


def kinds(found: list[Feature]) -> Counter[str]:
    return Counter(each.kind for each in of(Facility, found))


def test_monaco_is_one_town_though_it_is_a_country_too(reference: Path) -> None:
    found = held(reference, "monaco.osm.gz")
    assert counted(found) == (13_739, 1_944, 77, 866)
    boundaries = of(Boundary, found)
    assert {each.level for each in boundaries if each.name == "Monaco"} == {2, 8}
    level = municipal_level(boundaries, None)
    owners = jurisdictions(boundaries, level.level)
    assert (level.level, [each.name for each in owners]) == (8, ["Monaco"])
    assert whose(owners, (43_731_400, 7_420_000)).answer is Answer.one
    assert whose(owners, (43_760_000, 7_430_000)).answer is Answer.outside


def test_every_address_of_monaco_is_in_one_town_or_outside(reference: Path) -> None:
    found = held(reference, "monaco.osm.gz")
    owners = jurisdictions(of(Boundary, found), 8)
    answers = Counter(whose(owners, each.at).answer for each in of(Address, found))
    assert answers[Answer.disputed] == 0
    assert answers[Answer.one] > answers[Answer.outside]


def test_helsinki_is_cut_off_and_every_turn_is_there(reference: Path) -> None:
    found = held(reference, "Helsinki.osm.pbf")
    assert counted(found) == (24_260, 5_130, 620, 2_650)
    assert len(of(Restriction, found)) == 45
    level = municipal_level(of(Boundary, found), None)
    assert (level.level, level.country) == (8, "FI")
    assert sorted(map(int, level.held)) == [2, 4, 6, 7, 8, 9, 10, 11]
    (town,) = [each for each in of(Boundary, found) if each.level == 8]
    assert (town.name, town.whole) == ("Helsinki", Whole.cut)


@pytest.mark.full
def test_liechtenstein_has_eleven_towns_and_as_many_neighbours_that_are_cut_off(
    reference: Path,
) -> None:
    found = held(reference, "liechtenstein-latest.osm.pbf")
    assert counted(found) == (142_832, 15_247, 358, 4_660)
    towns = Counter(each.whole for each in of(Boundary, found) if each.level == 8)
    assert towns == {Whole.closed: 11, Whole.cut: 11}
    assert len({each.way for each in of(Road, found) if each.is_bridge}) == 188
    assert (kinds(found)["fire_station"], kinds(found)["hospital"]) == (6, 1)
    owners = jurisdictions(of(Boundary, found), 8)
    assert [each.name for each in whose(owners, (47_141_000, 9_521_000)).claims] == ["Vaduz"]


@pytest.mark.full
def test_portland_has_no_boundary_and_443_turns(reference: Path) -> None:
    found = held(reference, "portland-central-filtered.osm.pbf")
    assert counted(found) == (42_293, 7_188, 443, 7_182)
    turns = of(Restriction, found)
    assert len(turns) == 443
    assert {each.kind for each in turns} >= {"no_left_turn", "only_straight_on"}
    assert municipal_level(of(Boundary, found), None).level is None


@pytest.mark.long
def test_north_bayreuth_has_towns_stations_and_hydrants(reference: Path) -> None:
    found = held(reference, "north-bayreuth.osm.gz")
    assert counted(found) == (58_631, 7_801, 179, 2_056)
    assert (kinds(found)["fire_station"], kinds(found)["hydrant"]) == (7, 20)
    assert len(of(Restriction, found)) == 40
    assert municipal_level(of(Boundary, found), None).level == 8


def test_monaco_has_a_sea_and_helsinki_names_its_streets_twice(reference: Path) -> None:
    (sea,) = [e for e in of(Area, held(reference, "monaco.osm.gz")) if e.kind == "sea"]
    assert standing(sea.rings, (43_732_000, 7_430_000)) == 1  # off Port Hercule
    assert standing(sea.rings, (43_738_000, 7_424_000)) == -1  # Monte Carlo
    swedish = {e.text for e in of(Name, held(reference, "Helsinki.osm.pbf")) if e.language == "sv"}
    assert {"Alexandersgatan", "Mannerheimvägen"} <= swedish
