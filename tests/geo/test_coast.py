"""The sea from pieces of coast: water is to their right."""

from tocsin.geo.coast import Box, sea
from tocsin.geo.ground import Line
from tocsin.geo.outlines import standing
from tocsin.geo.surfaces import area_m2

BOX = Box(0, 0, 1_000, 1_000)
WEST, EAST = (500, 100), (500, 900)


def test_a_coast_that_goes_north_has_its_sea_in_the_east() -> None:
    found = sea([((-50, 500), (600, 500)), ((600, 500), (1_050, 400))], BOX)
    assert found.led_on == ()
    assert (standing(found.rings, EAST), standing(found.rings, WEST)) == (1, -1)


def test_the_other_way_round_the_sea_is_in_the_west() -> None:
    found = sea([((1_050, 400), (600, 500)), ((600, 500), (-50, 500))], BOX)
    assert (standing(found.rings, EAST), standing(found.rings, WEST)) == (-1, 1)


def test_an_island_is_a_hole_and_alone_it_has_sea_all_round() -> None:
    island: Line = ((800, 800), (800, 850), (850, 850), (850, 800), (800, 800))
    lagoon = sea([tuple(reversed(island))], BOX)
    assert (standing(lagoon.rings, (10, 10)), standing(lagoon.rings, (820, 820))) == (-1, 1)
    coast = ((-50, 500), (1_050, 500))
    both = sea([coast, island], BOX)
    assert standing(both.rings, (820, 820)) == -1
    assert standing(both.rings, (700, 700)) == 1
    alone = sea([island], BOX)
    assert (standing(alone.rings, (10, 10)), standing(alone.rings, (820, 820))) == (1, -1)


def test_two_coasts_with_land_between_make_two_seas() -> None:
    found = sea([((1_050, 300), (-50, 300)), ((-50, 600), (1_050, 600))], BOX)
    inside = [standing(found.rings, (500, lon)) for lon in (100, 450, 800)]
    assert inside == [1, -1, 1]
    assert len(found.rings) == 2


def test_a_coast_that_ends_in_the_box_is_led_on_to_its_nearest_side_and_named() -> None:
    found = sea([((-50, 500), (600, 500), (980, 500))], BOX)
    assert found.led_on == ((980, 500),)
    assert (standing(found.rings, EAST), standing(found.rings, WEST)) == (1, -1)


def test_coasts_that_contradict_each_other_make_no_sea() -> None:
    found = sea([((-50, 300), (1_050, 300)), ((-50, 600), (1_050, 600))], BOX)
    assert (found.rings, found.is_tangled) == ((), True)


def test_no_coast_in_the_box_makes_no_sea() -> None:
    assert sea([((2_000, 2_000), (3_000, 2_000))], BOX).rings == ()


def test_the_area_of_a_square_with_a_hole_is_in_whole_square_metres() -> None:
    square = ((0, 0), (0, 1_000), (1_000, 1_000), (1_000, 0))
    hole = ((200, 200), (200, 400), (400, 400), (400, 200))
    assert area_m2((square,)) == 12_364  # 111.195 m each way on the equator
    assert area_m2((square, hole)) == 12_364 - 495 + 1
    north = tuple((60_000_000 + lat, lon) for lat, lon in square)
    assert area_m2((north,)) == 6_182
    assert area_m2(()) == 0
