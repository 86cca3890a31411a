"""Positions in every notation, on the ground and off it; the grids there and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.geo.gazetteer.invented import valley
from tocsin.geo.gazetteer import grids, positions
from tocsin.geo.gazetteer.candidates import Asks
from tocsin.geo.gazetteer.houses import Precision

WRITTEN = (
    "47.05, 9.05125", "47.05 9.05125", "47.05,9.05125", "47,05 9,05125", "47,05; 9,05125",
    "+47.05 +9.05125", "(47.05, 9.05125)", "47.05°, 9.05125°", "47.05N 9.05125E", "N47.05 E9.05125",
    "N 47.05, E 9.05125", "47.05 N, 9.05125 E", "9.05125 E 47.05 N", "E 9.05125, N 47.05",
    "47°03'00\"N 9°03'04.5\"E", "47° 3′ 0″ N, 9° 3′ 4.5″ E", "N47°03'00\" E9°03'04.5\"",
    "47º03’00” N 9º03’04,5” E", "47 03 00 N 9 03 04.5 E", "47°3.0'N 9°3.075'E",
    "N 47° 3.000' E 9° 3.075'", "47° 03.000' 9° 03.075'", "47d 3m 0s N 9d 3m 4.5s E",
    "lat 47.05 lon 9.05125", "latitude: 47.05, longitude: 9.05125", "Lat=47.05 Lng=9.05125",
    "geo:47.05,9.05125", "geo:47.05,9.05125;u=20", "47.05 N 9.05125 O",
    "https://www.google.com/maps/@47.05,9.05125,15z",
    "https://maps.google.com/?q=47.05,9.05125",
    "+47.05+009.05125/", "+4703+00903.075/", "+470300+0090304.5+431.5CRSWGS_84/",
    "4703.000N 00903.075E", "4703.000,N,00903.075,E", "47.05 9.05125 Westerly",
    "47.05, 9.05125 near the mill",
    "https://www.openstreetmap.org/#map=15/47.05/9.05125",
)  # fmt: skip


@pytest.mark.parametrize("written", WRITTEN)
def test_a_position_is_read_in_its_notation(written: str) -> None:
    found = valley().where(written)
    assert [(each.lat, each.lon) for each in found.candidates] == [(47.05, 9.05125)]
    assert (found.asks, found.candidates[0].jurisdiction) == (None, "Westerly")


def test_squares_and_metres_of_a_grid_are_read() -> None:
    spot = (47_050_000, 9_051_250)
    square, place = grids.mgrs(spot), grids.utm(spot)
    metres = f"{place.east_m:.0f} {place.north_m:.0f}"
    for written in (square, square.replace(" ", ""), f"MGRS {square}", f"32T {metres}",
                    f"UTM 32N {metres}", f"32 T {metres.replace(' ', 'mE ')}mN"):  # fmt: skip
        (found,) = valley().where(written).candidates
        assert abs(found.lat - 47.05) < 1e-5
        assert abs(found.lon - 9.05125) < 1e-5
    coarse = valley().where(" ".join(square.split()[:2]) + " 0 1").candidates[0]
    assert (coarse.uncertainty_m, coarse.precision) == (7_071, Precision.square)
    assert coarse.score < found.score
    assert (found.precision, found.uncertainty_m) == (Precision.exact, 1)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("47.05 S 9.05 W", [(-47_050_000, -9_050_000)]),
        ("S47°03' W9°03'", [(-47_050_000, -9_050_000)]),
        ("-47.050 -9.050", [(-47_050_000, -9_050_000)]),
        ("-47° 03' 00\" 9° 03' 00\"", [(-47_050_000, 9_050_000)]),
        ("47.05 N 9.05 O", [(47_050_000, 9_050_000), (47_050_000, -9_050_000)]),
        ("121.5000, 25.1000", [(121_500_000, 25_100_000)]),
    ],
)
def test_signs_and_letters_say_which_half(written: str, read: list[tuple[int, int]]) -> None:
    assert [each.pair for each in positions.read(written)] == read


@pytest.mark.parametrize(
    "written",
    ["12, 14", "12, 14.5", "47.05", "47°61'N 9°03'E", "47°03'60\"N 9°E", "N47.05 N9.05", "47.05 N",
     "12/3", "10-16", "Mill Road 47", "A13 km 42", "99T 538000 5220000",
     "32T 38000 5220000", "32TNT380002000", "32INT3800020000", "north 5 east 6"],
)  # fmt: skip
def test_what_is_no_position_is_not_read_as_one(written: str) -> None:
    assert positions.read(written) == []


@pytest.mark.parametrize(
    ("written", "asks", "as_written"),
    [
        ("9.05, 47.05", Asks.transposed, [True, False]),
        ("47.05, 9.05", None, [True]),
        ("10.5, 20.555", Asks.outside, [True]),
    ],
)
def test_a_pair_is_never_swapped_in_silence(
    written: str, asks: Asks | None, as_written: list[bool]
) -> None:
    found = valley().where(written)
    assert found.asks == asks
    assert [each.is_as_written for each in found.candidates] == as_written
    assert found.is_choice == (len(as_written) > 1)


def test_a_latitude_that_cannot_be_is_only_shown_the_other_way_round() -> None:
    found = valley().where("47.05 E, 99.05 N")
    assert (found.candidates, found.asks) == ((), Asks.outside)


PLACES = (  # worked examples of G. Timár and of the NGA's calculator, by their published metres
    ((48_858_200, 2_294_500), "31U DQ 48251 11932", 448_251.795, 5_411_932.678),
    ((38_897_700, -77_036_500), "18S UJ 23394 07395", 323_394.296, 4_307_395.634),
    ((-22_951_900, -43_210_600), "23K PQ 83466 60687", 683_466.254, 7_460_687.433),
    ((60_391_350, 5_324_900), "32V KN 97508 00645", 297_508.410, 6_700_645.296),
    ((-1_000_000, -1_000_000), "30M YD 22561 89402", 722_561.736, 9_889_402.027),
)


@pytest.mark.parametrize(("spot", "square", "east_m", "north_m"), PLACES)
def test_the_grids_agree_with_published_places(
    spot: tuple[int, int], square: str, east_m: float, north_m: float
) -> None:
    place = grids.utm(spot)
    assert (round(place.east_m, 3), round(place.north_m, 3)) == (east_m, north_m)
    assert grids.mgrs(spot) == square


@given(st.integers(-80_000_000, 83_999_999), st.integers(-180_000_000, 179_999_999))
def test_the_grids_lead_back_to_where_they_came_from(lat: int, lon: int) -> None:
    assert grids.spot(grids.utm((lat, lon))) == (lat, lon)
    (square,) = grids.read(grids.mgrs((lat, lon)))
    assert abs(square.spot[0] - lat) <= 10


def test_there_is_no_grid_at_the_poles() -> None:
    with pytest.raises(ValueError, match="80° S"):
        grids.mgrs((-85_000_000, 0))
