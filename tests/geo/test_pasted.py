import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.geo.pasted import NotAPosition, pasted
from tocsin.geo.places import Point

DOVER = Point(51_120_000, 1_310_000)


@pytest.mark.parametrize(
    "text",
    [
        "51.12, 1.31",
        " 51.12 1.31\n",
        "51.120000,1.310000",
        "51.12° N, 1.31° E",
        "51.12 N 1.31 O",
        "51,12; 1,31",
        "51,12, 1,31",
        "51,12 1,31",
        "51°07'12\"N 1°18'36\"E",
        "51° 7′ 12″ N, 1° 18′ 36″ O",
        "geo:51.12,1.31",
        "geo:51.12,1.31,30;crs=wgs84",
        "geo:51.12,1.31?z=17",
        "https://www.openstreetmap.org/#map=17/51.12/1.31",
        "https://www.openstreetmap.org/?mlat=51.12&mlon=1.31#map=5/40.0/3.0",
        "https://www.openstreetmap.org/node/123#map=19/51.12/1.31&layers=N",
        "https://example.org/maps/@51.12,1.31,17z",
        "https://maps.example.org/?q=51.12,1.31",
        "https://maps.example.org/?ll=51.12%2C1.31&z=3",
    ],
)
def test_what_people_paste_is_read_as_the_position_they_mean(text: str) -> None:
    assert pasted(text).point == DOVER


def test_a_geo_uri_says_how_sure_it_is() -> None:
    assert pasted("geo:51.12,1.31;u=35").uncertainty_m == 35


def test_south_and_west_are_negative() -> None:
    assert pasted("33.5 S, 70.6 W").point == Point(-33_500_000, -70_600_000)
    assert pasted("-33.5, -70.6").point == Point(-33_500_000, -70_600_000)
    assert pasted("33°30'0\"S 70°36'0\"W").point == Point(-33_500_000, -70_600_000)


def test_a_short_link_leads_into_its_cell() -> None:
    """The example of the OpenStreetMap wiki's page on short links: 51.510998, 0.054932, zoom 9."""
    point = pasted("https://osm.org/go/0EEQjE--").point
    assert abs(point.lat_udeg - 51_510_772) < 2_000
    assert abs(point.lon_udeg - 54_931) < 2_000


@pytest.mark.parametrize(
    "text",
    [
        "",
        "by the bridge",
        "51, 1",
        "51,12",
        "91.0, 1.0",
        "51.0, 181.0",
        "51.12",
        "51.12, 1.31, 2.2",
        "-51.12 S, 1.31 E",
        "51.12 N, 1.31",
        "51°61'0\"N 1°0'0\"E",
        "geo:51.12,1.31;crs=nad27",
        "geo:51.12,1.31;u=far",
        "geo:91,0",
        "https://osm.org/go/!!",
        "https://osm.org/go/0",
        "https://www.openstreetmap.org/",
        "javascript:alert(1)",
        "5" * 600,
    ],
)
def test_what_is_no_position_is_not_made_one(text: str) -> None:
    with pytest.raises(NotAPosition):
        pasted(text)


@given(st.text(max_size=520))
def test_whatever_is_pasted_is_a_position_or_none(text: str) -> None:
    try:
        point = pasted(text).point
    except NotAPosition:
        return
    assert isinstance(point, Point)


@given(st.integers(-90_000_000, 90_000_000), st.integers(-180_000_000, 180_000_000))
def test_a_position_that_is_written_and_pasted_is_the_same(lat: int, lon: int) -> None:
    sign = ("-" if lat < 0 else "", "-" if lon < 0 else "")
    whole = [f"{abs(each) // 1_000_000}.{abs(each) % 1_000_000:06}" for each in (lat, lon)]
    text = f"{sign[0]}{whole[0]}, {sign[1]}{whole[1]}"
    assert pasted(text).point == Point(lat, lon)
    assert pasted(f"geo:{text.replace(' ', '')}").point == Point(lat, lon)
