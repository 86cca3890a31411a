"""A mapping that is wrong says which key, what was expected, what to do."""

import pytest

from tests.gateways.exports import SMALL, UNIT_ROWS, small, take
from tocsin.gateways.cad_export import Malformed, load, schema, shipped, shipped_mapping


@pytest.mark.parametrize("name", shipped())
def test_a_shipped_mapping_loads(name: str) -> None:
    mapping = shipped_mapping(name)
    assert mapping.source == name
    assert mapping.title


def test_an_unknown_mapping_names_those_there_are() -> None:
    with pytest.raises(Malformed, match="san_francisco, san_mateo, tocsin"):
        shipped_mapping("nowhere")


@pytest.mark.parametrize(
    ("old", "new", "where", "says"),
    [
        ("version = 1", "version = 2", "version", "upgrade"),
        ('zone = "Europe/London"', 'zone = "Europe/Nowhere"', "zone", "IANA"),
        ('source = "quay"', 'source = "The Quay"', "source", "river_town"),
        ('source = "quay"', "", "top level", "add it"),
        ('id = "Call Number"', 'ids = "Call Number"', "ids", "did you mean id?"),
        ('id = "Call Number"', "id = 7", "call.id", "change the value"),
        ('order = "lat lon"', 'order = "y x"', "position.order", "change"),
        ('"fire.kitchen"', '"Kitchen"', "types.map", "fire.chimney"),
        ("3 = 3", "3 = 9", "priorities", "change"),
        ('"%m/%d/%Y %I:%M:%S %p"', '"%m/%d"', "times", "columns"),
        ('"%m/%d/%Y %I:%M:%S %p"', '"%m/%d/%Y %Q"', "times", "change"),
        ('kind = "Unit Type"', 'token = "["', "token", "mend it"),
        ('id = "Unit ID"', 'kinds = { a = "b" }', "unit", "list several"),
        ('format = "csv"', 'format = "csv"\nencoding = "rot13"', "encoding", "change"),
        ('format = "csv"', 'format = "csv"\ndelimiter = ", "', "delimiter", "find it"),
        ('format = "csv"', 'format = "xml"', "table 1", "feed/entry"),
        ('source = "quay"', 'source = "quay"\npersonal = ["District"]', "district", "sealed"),
    ],
)  # fmt: skip
def test_a_mistake_names_its_key_and_the_remedy(old: str, new: str, where: str, says: str) -> None:
    assert old in UNIT_ROWS
    with pytest.raises(Malformed) as raised:
        load(UNIT_ROWS.replace(old, new).encode())
    assert where in raised.value.where
    assert says in raised.value.do
    load(UNIT_ROWS.encode())


def test_what_is_not_toml_is_refused() -> None:
    with pytest.raises(Malformed, match="TOML"):
        load(b"version = \xff")


def test_a_column_that_the_file_does_not_have_is_named_with_the_nearest_one() -> None:
    mapping = SMALL.replace('on_scene = "there"', 'on_scene = "theer"')
    with pytest.raises(Malformed, match=r"'theer' \(nearest: 'there'\)"):
        take(small("C1,Fall,,,2026-03-02 08:00:00,E1,,"), mapping)


def test_a_column_may_be_declared_optional() -> None:
    mapping = SMALL.replace('on_scene = "there"', 'on_scene = "hour"').replace(
        'format = "csv"', 'format = "csv"\noptional = ["hour"]'
    )
    assert take(small("C1,Fall,,,2026-03-02 08:00:00,E1,,"), mapping).report.accepted == 1


def test_case_and_blanks_in_column_names_do_not_matter() -> None:
    content = small("C1,Fall,,,2026-03-02 08:00:00,E1,,").replace(b"received", b" Received ")
    assert take(content, SMALL).report.accepted == 1


def test_the_table_whose_columns_are_there_is_taken() -> None:
    second = SMALL[SMALL.index("[[table]]") :].replace('"call"', '"incident"')
    both = SMALL + second.replace('format = "csv"', 'format = "csv"\nname = "second"')
    content = small("C1,Fall,,,2026-03-02 08:00:00,E1,,")
    assert take(content, both).report.table == "csv"
    assert take(content.replace(b"call,", b"incident,"), both).report.table == "second"


def test_columns_nobody_uses_are_named_in_the_account_and_ignored_ones_are_not() -> None:
    mapping = SMALL.replace('latitude = "lat"\n', "").replace('longitude = "lon"\n', "")
    content = small("C1,Fall,,,2026-03-02 08:00:00,E1,,")
    assert any("'lat', 'lon'" in note for note in take(content, mapping).report.notes)
    quiet = mapping.replace('source = "quay"', 'source = "quay"\nignore = ["lat", "lon"]')
    assert take(content, quiet).report.notes == ()


def test_the_schema_names_every_section() -> None:
    text = repr(schema())
    for name in ("Mapping", "Table", "CallColumns", "UnitColumns", "Poll", "Seen", "TimePick"):
        assert name in text
