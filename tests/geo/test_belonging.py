"""Which level is the municipal one, and which areas own points."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.geo.belonging import (
    Answer,
    Because,
    jurisdictions,
    municipal_level,
    whose,
)
from tocsin.geo.gazetteer.polygons import Areas, areas
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


def held(country: str, *levels: int) -> list[Boundary]:
    """A country (its border cut off), and an area of each level."""
    border = Boundary("r99", "land", 2, Whole.cut, (((0, 0), (0, 9)),), country)
    return [border, *(area(str(each), each, 0, 0, 9, 9) for each in levels)]


@pytest.mark.parametrize(
    ("country", "levels", "found"),
    [
        ("AD", (7, 8), 7), ("AT", (4, 6, 8, 9), 8), ("AU", (4, 6, 9, 10), 6),
        ("BE", (4, 6, 8, 9), 8),
        ("BG", (4, 6, 7, 8), 7), ("BR", (4, 5, 7, 8, 10), 8), ("CA", (4, 6, 8), 8),
        ("CH", (4, 6, 8), 8), ("CY", (6, 8), 8), ("CZ", (4, 6, 7, 8, 10), 8),
        ("DE", (4, 6, 7, 8, 9, 10), 8), ("DE", (4, 9, 10), 4), ("DE", (4, 6, 9, 10), 6),
        ("DK", (4, 7, 10), 7), ("EE", (6, 7, 8, 9), 7), ("ES", (4, 6, 7, 8), 8),
        ("FI", (6, 7, 8, 9, 10), 8), ("FO", (7,), 7), ("FO", (8,), 8), ("FR", (4, 6, 7, 8, 9), 8),
        ("GB", (4, 5, 6, 8, 10), 8), ("GB", (4, 6, 10), 6), ("GI", (2,), 2),
        ("GR", (4, 5, 6, 7, 8), 7),
        ("HR", (6, 7, 8), 7), ("HU", (4, 5, 6, 7, 8, 9), 8), ("IE", (5, 6, 7, 8, 9, 10), 7),
        ("IS", (5, 6, 9, 10), 6), ("IT", (4, 6, 8, 9, 10), 8), ("JP", (4, 7, 8, 9), 7),
        ("LI", (6, 8), 8), ("LT", (4, 5, 6, 8), 5), ("LU", (6, 8, 9), 8), ("LV", (5, 6, 7), 5),
        ("LV", (6, 7), 6), ("MC", (8, 10), 8), ("MC", (10,), 2), ("MT", (4, 8), 8),
        ("MX", (4, 6, 8), 6), ("NL", (4, 8, 10), 8), ("NO", (4, 7, 9), 7), ("NZ", (4, 6, 8), 6),
        ("PL", (4, 6, 7, 8), 7), ("PT", (4, 6, 7, 8), 7), ("RO", (4, 6, 8), 6),
        ("SE", (4, 7, 9), 7),
        ("SI", (5, 7, 8, 10), 8), ("SK", (4, 8, 9, 10), 9), ("SM", (6,), 6), ("SM", (8,), 8),
        ("TR", (4, 6, 8), 6), ("UA", (4, 6, 7, 9), 7), ("US", (4, 6, 7, 8, 10), 8),
        ("US", (4, 6), 6), ("ZA", (4, 6, 8, 10), 8), ("ZA", (4, 6, 10), 6), ("KE", (4, 6), 6),
    ],
)  # fmt: skip
def test_the_municipal_level_of_a_country_is_found(
    country: str, levels: tuple[int, ...], found: int
) -> None:
    assert municipal_level(held(country, *levels), None).level == found


def test_a_country_that_is_whole_in_the_file_counts_before_neighbours_that_are_cut() -> None:
    mine = area("1", 2, 0, 0, 9, 9, country="AD")
    cut = [msgspec.structs.replace(CUT, id=f"r{at}", country="ES") for at in range(9)]
    towns = [area("2", 7, 0, 0, 9, 9), area("3", 8, 0, 0, 1, 1)]
    assert municipal_level([mine, *cut, *towns], None).country == "AD"
    assert municipal_level([mine, *cut, *towns], None).level == 7
    assert municipal_level([*cut, *towns], None).level == 8


def test_a_level_of_neighbours_that_are_cut_is_not_the_towns() -> None:
    mine = area("1", 2, 0, 0, 9, 9, country="SM")
    castle = area("2", 6, 0, 0, 4, 9)
    assert municipal_level([mine, castle, CUT], None).level == 6
    assert municipal_level([mine, area("3", 8, 0, 0, 4, 9), castle, CUT], None).level == 8


@pytest.mark.parametrize(("country", "rest"), [("US", ["6"]), ("FR", [])])
def test_what_is_no_towns_is_the_countys_where_towns_do_not_fill_the_country(
    country: str, rest: list[str]
) -> None:
    state = area("4", 4, 0, 0, 100, 100, country=country)
    county, town = area("6", 6, 0, 0, 50, 50), area("8", 8, 10, 10, 20, 20)
    owners = jurisdictions([state, county, town], 8)
    assert [each.name for each in whose(owners, (15, 15)).claims] == ["8"]
    assert [each.name for each in whose(owners, (40, 40)).claims] == rest
    assert whose(owners, (80, 80)).answer is Answer.outside
    line = whose(owners, (10, 15))
    assert (line.answer is Answer.disputed) == bool(rest)
    cut = Boundary("r9", "9", 8, Whole.cut, (((30, 30), (32, 32)),))
    assert whose(jurisdictions([state, county, town, cut], 8), (40, 40)).answer is Answer.outside


@given(
    st.lists(
        st.tuples(*[st.integers(0, 12)] * 4, st.sampled_from((6, 7, 8))), min_size=1, max_size=6
    ),
    st.tuples(st.integers(-1, 26), st.integers(-1, 26)),
)
def test_the_index_of_places_gives_the_same_answer(
    boxes: list[tuple[int, int, int, int, int]], spot: tuple[int, int]
) -> None:
    owners = [
        area(str(at), level, south, west, south + 1 + tall, west + 1 + wide)
        for at, (south, west, tall, wide, level) in enumerate(boxes)
    ]
    arrays = areas("owner", [each.rings for each in owners], [each.level for each in owners])
    found = Areas(arrays, "owner").holding(spot)
    known = whose(owners, spot)
    assert [owners[at].name for at, _ in found] == [each.name for each in known.claims]
    assert any(not standing for _, standing in found) == known.is_on_border


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
