from hypothesis import given
from hypothesis import strategies as st

from tocsin.geo.places import Point
from tocsin.geo.rings import RingFault, fault, opened, within


def ring(*corners: tuple[int, int]) -> tuple[Point, ...]:
    """Latitude and longitude in whole degrees."""
    return tuple(Point(lat * 1_000_000, lon * 1_000_000) for lat, lon in corners)


SQUARE = ring((0, 0), (0, 10), (10, 10), (10, 0))
HORSESHOE = ring((0, 0), (0, 9), (9, 9), (9, 6), (3, 6), (3, 3), (9, 3), (9, 0))


def test_inside_outside_and_on_the_border() -> None:
    for lat, lon, is_in in (
        (5, 5, True), (5, 11, False), (-1, 5, False), (11, 5, False), (5, -1, False),
        (0, 0, True), (10, 10, True), (5, 0, True), (5, 10, True), (0, 5, True), (10, 5, True),
    ):  # fmt: skip
        assert within(SQUARE, ring((lat, lon))[0]) is is_in, (lat, lon)
    assert not within(SQUARE, Point(5_000_000, 10_000_001)), "a hand's breadth beyond it"
    assert not within((), Point(0, 0))


def test_a_bay_is_not_inside() -> None:
    assert fault(HORSESHOE) is None
    assert not within(HORSESHOE, Point(6_000_000, 4_500_000))
    assert within(HORSESHOE, Point(6_000_000, 1_000_000))
    assert within(HORSESHOE, Point(6_000_000, 7_000_000))
    assert within(HORSESHOE, Point(9_000_000, 3_000_000)), "a corner of the bay"
    assert not within(HORSESHOE, Point(9_000_000, 4_500_000)), "level with its mouth"


def test_a_ring_across_the_180th_meridian_is_the_small_one() -> None:
    island = ring((-20, 178), (-20, -178), (-16, -178), (-16, 178))
    assert fault(island) is None
    for lon, is_in in ((179, True), (180, True), (-180, True), (-179, True), (177, False),
                       (0, False), (-177, False), (178, True), (-178, True)):  # fmt: skip
        assert within(island, ring((-18, lon))[0]) is is_in, lon
    turned = island[2:] + island[:2]
    assert within(turned, ring((-18, 179))[0])
    assert within(turned, ring((-18, -179))[0])


def test_what_is_no_ring_is_told_apart() -> None:
    for corners, wrong in (
        (((0, 0), (0, 10)), RingFault.too_few),
        (((0, 0), (10, 10), (10, 0), (0, 10)), RingFault.crosses_itself),
        (((0, 0), (0, 5), (0, 10)), RingFault.crosses_itself),
        (((0, 0), (0, 0), (0, 10), (10, 10)), RingFault.crosses_itself),
        (((0, 0), (0, 10), (5, 0), (10, 10), (10, 0)), RingFault.crosses_itself),
        (((0, 0), (0, 10), (10, 10), (0, 10), (10, 0)), RingFault.crosses_itself),
        (((80, 0), (80, 120), (80, -120)), RingFault.round_a_pole),
    ):  # fmt: skip
        assert fault(ring(*corners)) is wrong, corners


def test_a_ring_closed_as_geojson_closes_it_is_the_same_ring() -> None:
    assert opened((*SQUARE, SQUARE[0])) == SQUARE
    assert opened(SQUARE) == SQUARE
    assert opened(()) == ()


CORNERS = st.tuples(st.integers(-40, 40), st.integers(-40, 40))


@given(st.lists(CORNERS, min_size=3, max_size=7), CORNERS, st.integers(0, 6), st.integers(-1, 1))
def test_where_a_ring_begins_which_way_it_goes_and_where_it_lies_make_no_difference(
    corners: list[tuple[int, int]], at: tuple[int, int], turn: int, way: int
) -> None:
    drawn, point = ring(*corners), ring(at)[0]
    moved = 170 * way

    def shifted(each: Point) -> Point:
        lon = (each.lon_udeg + moved * 1_000_000 + 180_000_000) % 360_000_000 - 180_000_000
        return Point(each.lat_udeg, lon)

    other = tuple(map(shifted, (drawn[turn % len(drawn) :] + drawn[: turn % len(drawn)])[::-1]))
    assert within(drawn, point) == within(other, shifted(point))
    assert (fault(drawn) is None) == (fault(other) is None)


@given(st.lists(CORNERS, min_size=3, max_size=7))
def test_every_corner_and_every_middle_of_an_edge_belongs_to_it(
    corners: list[tuple[int, int]],
) -> None:
    drawn = ring(*((2 * lat, 2 * lon) for lat, lon in corners))
    for one, other in zip(drawn, drawn[1:] + drawn[:1], strict=True):
        middle = Point((one.lat_udeg + other.lat_udeg) // 2, (one.lon_udeg + other.lon_udeg) // 2)
        assert within(drawn, one)
        assert within(drawn, middle)
