"""A simpler border holds everything that the area held: nobody inside is lost."""

from collections.abc import Callable, Sequence
from math import cos, pi, sin

import pytest
import shapely
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tocsin.geo.covering import PHONES, Limit, area_of, covering
from tocsin.geo.overlapping import Shape
from tocsin.geo.places import Point
from tocsin.geo.rings import TURN_UDEG, fault, within

SEARCH = (Phase.generate,)
Cover = Callable[[Sequence[Shape], Limit], tuple[Shape, ...]]


def star(lat: int, lon: int, radii: Sequence[int]) -> tuple[Point, ...]:
    """A ring round a point, as far out in each direction as is said; in µ°."""
    half = TURN_UDEG // 2
    return tuple(
        Point(
            lat + round(radius * sin(2 * pi * at / len(radii))),
            (lon + round(radius * cos(2 * pi * at / len(radii))) + half) % TURN_UDEG - half,
        )
        for at, radius in enumerate(radii)
    )


@st.composite
def areas(draw: st.DrawFn) -> list[Shape]:
    """One to three ragged shapes near each other, some with a hole; some lie over the 180th
    meridian, or far north.
    """
    lon = draw(st.sampled_from((8_000_000, 179_990_000, -179_995_000)))
    lat = draw(st.sampled_from((-33_000_000, 50_000_000, 78_000_000)))
    found: list[Shape] = []
    for number in range(draw(st.integers(1, 3))):
        radii = draw(st.lists(st.integers(4_000, 20_000), min_size=8, max_size=150))
        beside = lon + 30_000 * number
        hole = (star(lat, beside, [draw(st.integers(200, 2_000))] * 5),)
        found.append((star(lat, beside, radii), hole if draw(st.booleans()) else ()))
    return found


def spots_of(shapes: Sequence[Shape]) -> list[Point]:
    """Corners, and points between them: where somebody may stand on the border."""
    found = []
    half = TURN_UDEG // 2
    for ring, _ in shapes:
        for a, b in zip(ring, (*ring[1:], ring[0]), strict=True):
            step = (b.lon_udeg - a.lon_udeg + half) % TURN_UDEG - half
            found.append(a)
            middle = (a.lon_udeg + step // 2 + half) % TURN_UDEG - half
            found.append(Point((a.lat_udeg + b.lat_udeg) // 2, middle))
    return found


def lost(shapes: Sequence[Shape], cover: Sequence[Shape]) -> int:
    """How many spots of the border lie in none of the covering rings; by whole numbers, and not by
    what made them. A middle that was rounded may lie a microdegree outside of its own area.
    """
    return sum(
        not any(within(ring, spot) for ring, _ in cover)
        for spot in spots_of(shapes)
        if any(within(ring, spot) for ring, _ in shapes)
    )


def check(cover: Cover, examples: int) -> None:
    @settings(max_examples=examples, deadline=None, derandomize=True, database=None, phases=SEARCH)
    @given(areas(), st.sampled_from((PHONES, Limit(12, 2), Limit(4, 1))))
    def law(shapes: list[Shape], limit: Limit) -> None:
        found = cover(shapes, limit)
        assert sum(len(ring) for ring, _ in found) <= limit.corners
        assert len(found) <= limit.polygons
        assert not any(holes for _, holes in found)
        assert [fault(ring) for ring, _ in found] == [None] * len(found)
        assert lost(shapes, found) == 0

    law()


def test_nobody_inside_is_lost_whatever_the_limit() -> None:
    check(covering, 25)


def _by_douglas_peucker(shapes: Sequence[Shape], limit: Limit) -> tuple[Shape, ...]:
    """What everybody does first: simplify until it fits, and cut corners off."""
    found = []
    for ring, _ in shapes[: limit.polygons]:
        flat = shapely.Polygon([(e.lon_udeg % TURN_UDEG, e.lat_udeg) for e in ring])
        far = 1.0
        while len(flat.exterior.coords) - 1 > limit.corners // len(shapes) and far < 1e6:
            far *= 2
            flat = flat.simplify(far)
        half = TURN_UDEG // 2
        corners = [
            Point(round(y), (round(x) + half) % TURN_UDEG - half) for x, y in flat.exterior.coords
        ]
        found.append((tuple(corners[:-1]), ()))
    return tuple(found)


def _largest_alone(shapes: Sequence[Shape], limit: Limit) -> tuple[Shape, ...]:
    return covering(shapes[:1], limit)


@pytest.mark.parametrize("mutant", [_by_douglas_peucker, _largest_alone])
def test_a_border_that_cuts_corners_or_drops_a_part_breaks_the_law(mutant: Cover) -> None:
    with pytest.raises(AssertionError):
        check(mutant, 25)


def test_an_area_within_the_limit_stays_what_it_is() -> None:
    square = star(50_000_000, 8_000_000, [10_000] * 4)
    assert covering([(square, ())], PHONES) == ((square, ()),)


def test_what_is_told_besides_is_measured() -> None:
    ragged = star(50_000_000, 8_000_000, [20_000, 12_000] * 100)
    [(ring, _)] = covering([(ragged, ())], PHONES)
    before, after = area_of([(ragged, ())]), area_of([(ring, ())])
    assert before < after < 2 * before


def test_what_lies_in_two_shapes_is_measured_once() -> None:
    square = star(50_000_000, 8_000_000, [10_000] * 4)
    assert area_of([(square, ()), (square, ())]) == area_of([(square, ())])
