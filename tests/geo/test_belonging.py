"""Which level is the municipal one, and which areas own points."""

import pytest

from tocsin.geo.belonging import (
    Answer,
    Because,
    jurisdictions,
    municipal_level,
    whose,
)
from tocsin.geo.ground import Boundary, Line, Whole


def box(south: int, west: int, north: int, east: int) -> Line:
    return ((south, west), (south, east), (north, east), (north, west))


def area(name: str, level: int, *ring: int, country: str | None = None) -> Boundary:
    return Boundary(f"r{name}", name, level, Whole.closed, (box(*ring),), country)


WEST, EAST = area("1", 8, 0, 0, 10, 5), area("2", 8, 0, 5, 10, 10)
DISTRICT = area("3", 6, 0, 0, 10, 10)
CITY = area("4", 6, 10, 0, 20, 10)
CUT = Boundary("r5", "5", 8, Whole.cut, (((12, 4), (12, 6)),))


def test_the_usual_level_is_taken_where_it_is_there() -> None:
    level = municipal_level([WEST, EAST, DISTRICT, CUT], None)
    assert (level.level, level.because) == (8, Because.usual)
    assert level.held == {"6": (1, 1), "8": (2, 3)}


def test_a_country_whose_towns_are_elsewhere_is_known_by_its_code() -> None:
    towns = [area("1", 7, 0, 0, 10, 10), area("2", 8, 0, 0, 1, 1)]
    country = area("9", 2, 0, 0, 99, 99, country="PL")
    assert municipal_level([*towns, country], None).level == 7
    assert municipal_level(towns, None).level == 8


@pytest.mark.parametrize(
    ("levels", "found"), [((6,), 6), ((4, 9, 10), 9), ((2, 4), 4), ((2,), None), ((), None)]
)
def test_without_the_usual_level_the_nearest_is_taken(
    levels: tuple[int, ...], found: int | None
) -> None:
    areas = [area(str(each), each, 0, 0, 9, 9) for each in levels]
    assert municipal_level(areas, None).level == found


def test_what_is_asked_for_is_taken() -> None:
    level = municipal_level([WEST, DISTRICT], 6)
    assert (level.level, level.because) == (6, Because.asked)


def test_a_city_that_is_its_own_district_stands_in_and_a_district_of_towns_does_not() -> None:
    owners = jurisdictions([WEST, EAST, DISTRICT, CITY], 8)
    assert [each.name for each in owners] == ["1", "2", "4"]
    assert whose(owners, (15, 5)).claims == (CITY,)


def test_a_district_with_a_town_that_is_cut_off_does_not_stand_in_for_it() -> None:
    owners = jurisdictions([WEST, EAST, CITY, CUT], 8)
    assert [each.name for each in owners] == ["1", "2"]
    assert whose(owners, (15, 5)).answer is Answer.outside


def test_a_country_that_is_one_town_is_owned_once() -> None:
    country = area("9", 2, 0, 0, 10, 5)
    assert jurisdictions([country, WEST], 8) == [WEST]


def test_a_line_between_two_towns_is_disputed_and_an_outer_border_is_not() -> None:
    shared, outer = whose([WEST, EAST], (5, 5)), whose([WEST, EAST], (5, 0))
    assert (shared.answer, shared.is_on_border) == (Answer.disputed, True)
    assert (outer.answer, outer.claims, outer.is_on_border) == (Answer.one, (WEST,), True)
