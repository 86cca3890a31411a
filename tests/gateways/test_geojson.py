"""Borders as GeoJSON: what is an area comes out, everything else is said."""

import json

import pytest

from tocsin.gateways.geojson import Malformed, Outline, Unread, read, render, samples
from tocsin.gateways.geojson.samples import areas, square
from tocsin.geo.outlines import standing

AREA = {"type": "Polygon", "coordinates": [[[1, 51], [2, 51], [2, 52], [1, 51]]]}


def content(*features: object, **more: object) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features} | more).encode()


def feature(geometry: object = AREA, **properties: object) -> dict[str, object]:
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def one(content: bytes, file: str = "x.geojson") -> Outline | Unread:
    (found,) = read(content, file)
    return found


def test_what_is_rendered_is_read_again() -> None:
    found = [each for each in read(render(areas()), "x.geojson") if isinstance(each, Outline)]
    assert [each.names.code for each in found] == ["Z00", "Z10", "Z01", "Z11"]
    assert found[0].polygons == ((square(0, 0),),)
    assert (found[0].names.parent, found[0].names.parent_name) == ("T1", "Westerly")


@pytest.mark.parametrize(
    ("properties", "code", "name", "kind", "year"),
    [
        ({"LSOA11CD": "E01", "LSOA11NM": "Mill 1"}, "E01", "Mill 1", "lsoa", 2011),
        ({"WD13CD": "E05", "WD13NM": "Quay", "WD13NMW": None}, "E05", "Quay", "ward", 2013),
        ({"GEOID": "06081", "NAMELSAD": "A County"}, "06081", "A County", "zone", None),
        ({"id": 7, "name": "Seven"}, "7", "Seven", "zone", None),
        ({}, None, None, "zone", None),
    ],
)
def test_codes_and_names_are_found_by_how_offices_call_them(
    properties: dict[str, object], code: str, name: str, kind: str, year: int
) -> None:
    names = one(content(feature(**properties))).names
    assert (names.code, names.name, names.kind, names.year) == (code, name, kind, year)


def test_the_whole_is_found_in_a_property_or_in_the_files_name() -> None:
    plain = content(feature(code="a"))
    assert one(plain).names.parent is None
    names = one(plain, "lsoa_E07000106_Two_Words.geojson.gz").names
    assert (names.parent, names.parent_name) == ("E07000106", "Two Words")
    both = content(feature(LSOA11CD="E01", LAD19CD="E07", LAD19NM="North"))
    names = one(both, "lsoa_E07000106_South.geojson").names
    assert (names.code, names.parent, names.parent_name) == ("E01", "E07", "North")


@pytest.mark.parametrize(
    ("geometry", "instead"),
    [
        (None, "nothing"),
        ({"type": "Point", "coordinates": [1, 51]}, "Point"),
        ({"type": "GeometryCollection", "geometries": []}, "GeometryCollection"),
        ({"type": "Polygon", "coordinates": []}, "a polygon of fewer than three corners"),
        ({"type": "Polygon", "coordinates": [[[1, 2], [1, 2], [1, 2]]]},
         "a polygon of fewer than three corners"),
    ],
)  # fmt: skip
def test_what_is_no_area_is_said(geometry: object, instead: str) -> None:
    found = one(content(feature(geometry, code="a")))
    assert isinstance(found, Unread)
    assert (found.names.code, found.where, found.instead) == ("a", "features[0]", instead)


@pytest.mark.parametrize(
    "crs", ["urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326", "urn:ogc:def:crs:EPSG::4269"]
)
def test_degrees_are_taken(crs: str) -> None:
    said = {"type": "name", "properties": {"name": crs}}
    assert isinstance(one(content(feature(), crs=said)), Outline)
    assert isinstance(one(content(feature(), crs=None)), Outline)


@pytest.mark.parametrize(
    "crs",
    [
        {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}},
        {"type": "name", "properties": {"name": "EPSG:3857"}},
        {"type": "link", "properties": {"href": "http://example.com/crs"}},
        "EPSG:27700",
    ],
)
def test_another_reference_system_is_refused_with_what_to_do(crs: object) -> None:
    with pytest.raises(Malformed, match=r"\$\.crs: expected longitude.*ogr2ogr"):
        one(content(feature(), crs=crs))


@pytest.mark.parametrize(
    ("ring", "says"),
    [
        ([[614000, 157000], [615000, 157000], [615000, 158000]], "are no degrees but metres"),
        ([[1, 51], [2, 151], [2, 52]], "position 1: expected degrees.*read as latitude 2 and"),
        ([[1, 51], [2], [2, 52]], "position 1: expected longitude and latitude"),
    ],
)
def test_a_position_off_the_earth_is_refused_by_its_place(ring: object, says: str) -> None:
    with pytest.raises(Malformed, match=f"features.0., polygon 0, ring 0, .*{says}"):
        one(content(feature({"type": "Polygon", "coordinates": [ring]})))


@pytest.mark.parametrize(
    "broken",
    [b"", b"{", b"[]", b'{"type": "Topology"}', b"\xff\xfe", b"[" * 100_000,
     content(feature({"type": "Polygon", "coordinates": [[["a", 1]]]})), content()],
)  # fmt: skip
def test_what_is_no_geojson_says_where(broken: bytes) -> None:
    with pytest.raises(Malformed, match=r"x\.geojson") as told:
        list(read(broken, "x.geojson"))
    assert told.value.expected
    assert told.value.do


def polygon(*rings: list[list[float]]) -> dict[str, object]:
    return {"type": "Polygon", "coordinates": [[*ring, ring[0]] for ring in rings]}


OVER: list[list[float]] = [[179, -17], [-179, -17], [-179, -16], [179, -16]]


def test_an_area_over_the_antimeridian_is_cut_there() -> None:
    hole: list[list[float]] = [[-179.9, -16.6], [-179.9, -16.4], [179.9, -16.4], [179.9, -16.6]]
    found = one(content(feature(polygon(OVER, hole))))
    assert isinstance(found, Outline)
    assert found.crosses
    assert not found.is_clockwise
    rings = [ring for each in found.polygons for ring in each]
    stands = [
        standing(rings, (-16_500_000, lon * 100_000)) for lon in (1795, 1799, -1795, 0, 1700, -1700)
    ]
    assert stands == [1, 0, 1, -1, -1, -1]
    assert standing(rings, (-16_500_000, 179_950_000)) == -1


@pytest.mark.parametrize(
    "ring",
    [
        [[-179, -17], [179, -17], [179, -15], [0, -10], [-179, -15]],
        [[-180, -90], [0, -90], [180, -90], [180, -80], [0, -70], [-180, -80]],
        [[-180, -90], [180, -90], [180, 90], [-180, 90]],
    ],
)
def test_a_ring_round_the_earth_is_as_drawn_or_no_area(ring: list[list[float]]) -> None:
    """A control: what ends at ±180° is not cut; a ring round the pole has no inside."""
    found = one(content(feature(polygon(ring))))
    if abs(ring[0][0]) == 180:
        assert isinstance(found, Outline)
        assert not found.crosses
        assert len(found.polygons[0][0]) == len(ring)
    else:
        assert isinstance(found, Unread)
        assert "round the Earth" in found.instead


def test_a_longitude_beyond_180_is_refused_with_what_to_write() -> None:
    with pytest.raises(Malformed, match="beyond 180; write it as -179"):
        one(content(feature(polygon([[179, 1], [181, 1], [181, 2]]))))


def test_which_way_the_outer_rings_run_is_told() -> None:
    found = one(content(feature()))
    assert isinstance(found, Outline)
    assert not found.is_clockwise
    turned = one(content(feature(polygon([[51, 1], [51, 2], [52, 2]]))))
    assert isinstance(turned, Outline)
    assert turned.is_clockwise


@pytest.mark.parametrize(
    ("name", "kept", "left_out"),
    [
        ("Mill\nFORGED LINE", "Mill FORGED LINE", "U+000A"),
        ("Mill\x00\x1b[31m", "Mill[31m", "U+0000, U+001B"),
        ("a\u202eb\u2066c", "abc", "U+202E, U+2066"),
        ("שדרות", "שדרות", ""),
        ("می\u200cخواهم", "می\u200cخواهم", ""),
        ("a\u00a0b", "a\u00a0b", ""),
    ],
)
def test_a_name_forges_no_line(name: str, kept: str, left_out: str) -> None:
    names = one(content(feature(code="a", name=name))).names
    assert (names.name, names.steering) == (kept, left_out)


def test_a_mark_before_the_text_is_no_matter() -> None:
    assert isinstance(one(b"\xef\xbb\xbf" + content(feature())), Outline)


def test_the_sample_prints() -> None:
    assert len(samples.areas()) == 4
