"""What is here, against what is measured one by one."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests.geo.gazetteer.invented import EAST, at, stock, valley
from tocsin.geo.belonging import whose
from tocsin.geo.gazetteer.houses import metres
from tocsin.geo.gazetteer.polygons import Areas, Claims, areas
from tocsin.geo.ground import Line
from tocsin.geo.outlines import standing

spots = st.tuples(st.integers(-5_000, 105_000), st.integers(-5_000, 205_000))


def test_everything_about_a_point() -> None:
    here = valley().here(at(4_100, 12_900), municipal=8, hydrants=2)
    assert here.address is not None
    assert (here.address.label, here.address.distance_m) == ("4 Mill Road, Westerly", 13)
    assert here.street is not None
    assert (here.street.label, here.street.distance_m, here.street.side) == (
        "Mill Road",
        11,
        "left",
    )
    assert here.crossing is not None
    assert here.crossing.label == "A 13 & Mill Road & Quay"
    assert (here.jurisdiction, here.district, here.zone) == ("Westerly", "Harbour", "Zone 1")
    assert [each.id for each in here.hydrants] == ["n9001", "n9002"]
    assert [(each.layer, each.level) for each in here.areas] == [
        ("boundary", 8), ("boundary", 10), ("zone", None),
    ]  # fmt: skip
    assert here.settlement is not None
    assert here.mgrs is not None


def test_a_point_on_the_border_is_disputed_and_one_beyond_is_outside() -> None:
    border = valley().here(at(50_000, 100_000), municipal=8)
    assert (border.belonging, border.jurisdiction, border.is_on_border) == ("disputed", None, True)
    assert border.claims == ("Westerly", "Easterly")
    far = valley().here(at(3_000_000, 3_000_000), municipal=8)
    assert (far.belonging, far.address, far.road, far.crossing, far.settlement) == (
        "outside", None, None, None, None,
    )  # fmt: skip
    assert (far.hydrants, far.areas, far.district) == ((), (), None)


@given(spots)
def test_the_nearest_address_is_the_nearest_and_whose_is_whose(spot: tuple[int, int]) -> None:
    there = at(*spot)
    here = valley().here(there, municipal=8)
    assert here.address is not None
    nearest = min(metres(each.at, there) for _, each in stock().addresses)
    assert abs(here.address.distance_m - nearest) <= 1 + nearest // 500
    found = whose(stock().owners, there)
    assert here.claims == tuple(each.name for each in found.claims)
    assert here.is_on_border == found.is_on_border


@given(spots)
def test_the_nearest_road_is_the_nearest(spot: tuple[int, int]) -> None:
    there = at(*spot)
    here = valley().here(there, municipal=8)
    assert here.road is not None
    steps = [
        (a[0] + (b[0] - a[0]) * k // 200, a[1] + (b[1] - a[1]) * k // 200)
        for piece in stock().pieces
        for a, b in zip(piece.line, piece.line[1:], strict=False)
        for k in range(201)
    ]
    nearest = min(metres(each, there) for each in steps)
    assert here.road.distance_m <= nearest + 1 + nearest // 300
    assert here.road.distance_m >= nearest - 30 - nearest // 100


rings = st.lists(
    st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), min_size=3, max_size=6).map(tuple),
    min_size=1,
    max_size=3,
)


@given(st.lists(rings, min_size=1, max_size=3), st.tuples(st.integers(-1, 13), st.integers(-1, 13)))
def test_many_edges_at_once_say_what_one_after_another_says(
    each: list[list[Line]], spot: tuple[int, int]
) -> None:
    found = Areas(areas("area", each), "area")
    assert [found.standing(n, spot) for n in range(len(each))] == [
        standing(one, spot) for one in each
    ]
    held = [(n, standing(one, spot)) for n, one in enumerate(each) if standing(one, spot) >= 0]
    assert found.holding(spot) == held


@given(st.lists(spots, min_size=1, max_size=40))
def test_claims_asked_once_a_cell_are_those_asked_at_each_spot(each: list[tuple[int, int]]) -> None:
    owners = stock().owners
    names = [one.name for one in owners]
    claims = Claims(Areas(areas("owner", [one.rings for one in owners]), "owner"), names)
    for spot in each:
        number = claims(at(*spot))
        owned = next(key for key, value in claims.of.items() if value == number)
        asked = whose(owners, at(*spot)).claims
        assert [owners[n].id for n in owned] == [one.id for one in asked]


def test_the_same_stock_gives_the_same_arrays() -> None:
    from tocsin.geo.gazetteer.building import built

    one, other = built(stock()), built(stock())
    assert one.keys() == other.keys()
    assert all(np.array_equal(one[name], other[name]) for name in one)
    assert EAST in valley().here(at(50_000, 150_000), municipal=8).claims
