"""JSON and XML records; what a hostile document may not do."""

import json

import pytest

from tests.gateways.exports import call_of, kinds, take
from tocsin.gateways.cad_export import Limits, Malformed, RowRefusal

GEOJSON = """
version = 1
source = "map"
zone = "UTC"
[[table]]
format = "json"
records = "features"
[table.call]
id = "properties.no"
type = "properties.what.kind"
position = { column = "geometry.coordinates", order = "lon lat" }
[table.call.times]
received = { column = "properties.at", formats = ["epoch_ms"] }
"""


def feature(number: object, at: object = 1767345660500) -> dict[str, object]:
    return {
        "properties": {"no": number, "at": at, "what": {"kind": "Flood"}},
        "geometry": {"type": "Point", "coordinates": [-4.25, 50.125]},
    }


def test_a_feature_collection_is_read_with_its_own_coordinate_order() -> None:
    content = json.dumps({"type": "FeatureCollection", "features": [feature(1), feature(2)]})
    imported = take(content.encode(), GEOJSON)
    point = call_of(imported, "1").place.point
    assert point is not None
    assert point.degrees == (50.125, -4.25)
    swapped = take(content.encode(), GEOJSON.replace("lon lat", "lat lon"))
    other = call_of(swapped, "1").place.point
    assert other is not None
    assert other.degrees == (-4.25, 50.125)


def test_records_that_are_no_objects_are_refused_and_the_rest_goes_on() -> None:
    content = json.dumps({"features": [feature(1), 7, None, feature(2)]})
    imported = take(content.encode(), GEOJSON)
    assert kinds(imported)["RecordCall"] == 2
    assert [each.reason for each in imported.refused] == [RowRefusal.not_an_object] * 2


def test_a_broken_line_of_ndjson_costs_that_line() -> None:
    mapping = GEOJSON.replace('"json"\nrecords = "features"', '"ndjson"')
    lines = [json.dumps(feature(1)), '{"properties": ', "[1]", json.dumps(feature(2))]
    imported = take("\n".join(lines).encode(), mapping)
    assert [(each.line, each.reason) for each in imported.refused] == [
        (2, RowRefusal.not_well_formed),
        (3, RowRefusal.not_an_object),
    ]
    assert kinds(imported)["RecordCall"] == 2


def test_json_nested_without_end_is_refused() -> None:
    with pytest.raises(Malformed):
        take(b'{"features": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", GEOJSON)


XML = """
version = 1
source = "xml"
zone = "UTC"
[[table]]
format = "xml"
records = "export/calls/call"
[table.call]
id = "@no"
type = "kind"
address = "at/street"
[table.call.times]
received = "at/time"
[[table.unit]]
list = "units/unit"
"""


def document(*calls: str, head: str = "") -> bytes:
    return f"{head}<export><calls>{''.join(calls)}</calls></export>".encode()


def call(number: int) -> str:
    return (
        f'<call no="{number}"><kind>Fall &amp; rise</kind><at><street>Mill Street</street>'
        f"<time>2026-03-02T08:0{number}:00</time></at><units><unit>E1</unit><unit>T2</unit></units></call>"
    )


def test_elements_and_attributes_are_read_by_path_and_repeated_ones_as_a_list() -> None:
    imported = take(document(call(1), call(2)), XML)
    assert imported.refused == []
    assert call_of(imported, "1").type == "other.fall_rise"
    assert call_of(imported, "1").place.words == "Mill Street"
    assert kinds(imported)["RecordUnit"] == 2


LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    "head",
    [LAUGHS, "<!DOCTYPE export>", '<!DOCTYPE export SYSTEM "http://127.0.0.1/x.dtd">'],
)
def test_a_document_type_is_refused_unread(head: str) -> None:
    with pytest.raises(Malformed, match="DOCTYPE"):
        take(document(call(1), head=head), XML)
    assert kinds(take(document(call(1)), XML))["RecordCall"] == 1


def test_xml_nested_without_end_and_texts_without_end_are_refused() -> None:
    deep = b"<export>" * 10_000
    with pytest.raises(Malformed, match="nested"):
        take(deep, XML)
    wide = document(call(1).replace("Fall", "x" * 50_000))
    with pytest.raises(Malformed, match="record of at most"):
        take(wide, XML, limits=Limits(line=20_000))
    endless = b"<export><calls><call no='" + b"x" * 400_000
    with pytest.raises(Malformed):
        take(endless, XML, limits=Limits(line=20_000))


def test_xml_that_breaks_off_gives_what_came_before() -> None:
    content = document(call(1), call(2), call(3))
    imported = take(content[: content.index(b'no="3"')], XML)
    assert kinds(imported)["RecordCall"] == 2
    assert [each.reason for each in imported.refused] == [RowRefusal.not_well_formed]


def test_a_file_of_another_family_is_refused_with_what_it_is() -> None:
    with pytest.raises(Malformed, match="this file is csv"):
        take(b"a,b\n1,2\n", XML)
    with pytest.raises(Malformed, match="this file is xml"):
        take(document(call(1)), GEOJSON)


def test_json_whose_records_lack_the_calls_id_names_the_nearest_column() -> None:
    content = json.dumps({"features": [{"properties": {"number": 1}}]})
    with pytest.raises(Malformed, match=r"properties\.no.*properties\.number"):
        take(content.encode(), GEOJSON)
