"""Tables of people and need: what is a figure comes out, everything else is said."""

import gzip
from pathlib import Path

import pytest

from tocsin.gateways.census import Fault, Malformed, NamesPeople, Table, names, read, render
from tocsin.gateways.census.columns import ALIASES
from tocsin.gateways.census.personal import personal
from tocsin.gateways.census.samples import points, zones
from tocsin.geo.zones import MEASURES

NAMED = ("name", "surname", "patient_name", "Address", "phone", "NHS number", "Date of birth",
         "e-mail", "DOB", "FullName", "mobile", "OrganisationName")  # fmt: skip


def table(header: str, *lines: str, file: str = "x.csv", year: int | None = 2021) -> Table:
    return read("\n".join([header, *lines]).encode(), file, year)


def cell(text: str, header: str = "zone;population", year: int = 2021) -> object:
    found = read(f"{header}\nA;{text}\n".encode(), "x.csv", year)
    return found.rows[0].cells[0]


def test_the_sample_is_read_by_its_headers() -> None:
    found = read(zones(), "people_2021.csv")
    assert [each.measure for each in found.figures] == [
        "people", "aged_65_up", "no_car", "deprivation_rank", "deprivation_decile",
    ]  # fmt: skip
    assert {each.year for each in found.figures} == {2021}
    assert found.figures[3].detail == "IMD, 1 = most deprived"
    assert found.rows[0].cells == (1204, 210, 88, 29199, 9)
    assert found.rows[1].cells[2] is Fault.suppressed


def test_points_are_told_by_their_columns_in_either_order() -> None:
    found = read(points(), "x.csv", 2021)
    assert found.is_by_point
    assert found.rows[0].at == (-33_895_000, 18_405_000)
    turned = table("id,lon,lat,population", "a,18.4,-33.9,5")
    assert turned.rows[0].at == (-33_900_000, 18_400_000)


@pytest.mark.parametrize("header", NAMED)
def test_a_column_that_may_name_somebody_is_refused(header: str) -> None:
    with pytest.raises(NamesPeople, match="a ground never names anybody"):
        table(f"zone,{header},electricity_dependent", "A,x,1")


@pytest.mark.parametrize(
    "header",
    [
        "householder", "Tenant", "resident", "contact", "owner", "occupant", "lead_tenant",
        "OwnerName", "owner 1", "contact number", "Bewohner", "Mieter", "Eigentümer",
        "Eigentu\u0308mer", "locataire", "Propriétaire", "inquilino", "eigenaar", "Владелец",
        "Хозяйка, житель", "户主", "氏名", "المالك",
    ],
)  # fmt: skip
def test_a_part_that_one_person_has_is_refused_in_any_language(header: str) -> None:
    with pytest.raises(NamesPeople, match="a ground never names anybody"):
        table(f'zone;"{header}";electricity_dependent', "A;x;1")


@pytest.mark.parametrize(
    "header", ["owner_occupied", "resident population", "tenant households", "owner rate", "no_car"]
)
def test_how_many_have_a_part_is_a_count(header: str) -> None:
    assert table(f"zone,{header},people", "A,1,1").rows[0].cells[-1] == 1


def test_no_measure_is_taken_for_a_person() -> None:
    assert personal([*MEASURES, *ALIASES]) is None


def test_what_steers_a_screen_is_left_out_of_cells_and_said() -> None:
    found = table(
        "LAD25CD,LAD25NM,people", "T1,Ab\x1b[2Jc\u202ed,1", 'T2,"New\nTown",2', "T3,שלום,3"
    )
    assert found.names == {"T1": "Ab[2Jcd", "T2": "New Town", "T3": "שלום"}
    assert found.steered == {2: "U+001B, U+202E", 4: "U+000A"}


@pytest.mark.parametrize("header", ["LSOA name (2011)", "zone_name", "WD25NM", "households"])
def test_a_column_that_names_places_is_not(header: str) -> None:
    assert table(f"zone,{header},population", "A,x,1").rows[0].cells[-1] == 1


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12), ("1.204.000", 1_204_000), ("12,0", 12), ("1.234", Fault.unreadable),
        ("", Fault.missing), ("-999", Fault.missing), ("−999.0", Fault.missing),
        ("-666666666", Fault.missing), ("NA", Fault.missing), ("-5", Fault.unreadable),
        ("*", Fault.suppressed), ("<5", Fault.suppressed), ("many", Fault.unreadable),
        ("1e9", 1_000_000_000), ("1e999", Fault.unreadable), ("٣", 3),
    ],
)  # fmt: skip
def test_a_cell_is_a_number_or_says_why_not(text: str, value: object) -> None:
    assert cell(text) == value


@pytest.mark.parametrize("text", ['"1,204"', "1 204", "1'204", "1204", "1204.0"])
def test_thousands_are_told_apart(text: str) -> None:
    assert table("zone,population", f"A,{text}").rows[0].cells == (1204,)


def test_ages_are_added_up() -> None:
    header = ",".join(["ward", *map(str, range(91))])
    found = table(header, ",".join(["W1", *["1"] * 91]))
    values = {c.measure: v for c, v in zip(found.figures, found.rows[0].cells, strict=True)}
    assert values == {"people": 91, "aged_0_15": 16, "aged_16_64": 49, "aged_65_up": 26,
                      "aged_85_up": 6}  # fmt: skip
    holes = table(header, ",".join(["W1", *["1"] * 90, "-999"]))
    assert holes.rows[0].cells == (Fault.missing, 16, 49, Fault.missing, Fault.missing)


def test_an_index_says_which_end_is_one_or_is_not_taken() -> None:
    found = table("zone,IMD Rank,Happiness Rank,population", "A,1,2,3")
    assert [(each.measure, each.detail) for each in found.figures] == [
        ("deprivation_rank", "IMD, 1 = most deprived"), ("people", ""),
    ]  # fmt: skip
    assert found.not_taken == ("Happiness Rank",)


def test_a_share_is_per_thousand_and_more_than_all_is_none() -> None:
    found = table("FIPS,RPL_THEMES", "01001,0.4354", "35039,-999", "06081,1.2")
    assert [each.cells[0] for each in found.rows] == [435, Fault.missing, Fault.unreadable]
    assert [each.codes for each in found.rows] == [("01001",), ("35039",), ("06081",)]


def test_fractions_are_rounded_and_the_sums_are_told() -> None:
    found = table("zone,population", "A,1.5", "B,2.5", "C,3")
    assert [each.cells for each in found.rows] == [(2,), (2,), (3,)]
    assert found.rounded == (("population", 2, "4.0", 4),)


@pytest.mark.parametrize(
    ("header", "file", "year", "found"),
    [
        ("Total population: mid 2015", "IoD2019.csv", None, 2015),
        ("population", "mid2024_x.csv", None, 2024),
        ("population", "mid2024_x.csv", 2020, 2020),
        ("population", "2011_to_2021.csv", 2021, 2021),
    ],
)
def test_the_year_is_the_columns_or_the_files_or_asked_for(
    header: str, file: str, year: int | None, found: int
) -> None:
    assert table(f"zone,{header}", "A,1", file=file, year=year).figures[0].year == found


@pytest.mark.parametrize("file", ["x.csv", "2011_to_2021.csv"])
def test_without_a_year_a_table_is_refused(file: str) -> None:
    with pytest.raises(Malformed, match="column `population`: expected the year"):
        table("zone,population", "A,1", file=file, year=None)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "line 1: expected a column of figures"),
        (b"zone,people\n", "line 2: expected a row of figures; there is only a header"),
        (b"zone,people\nA\nB\n", "line 2: 2 columns expected, 1 found"),
        (b"zone,colour\nA,red\n", "expected a column of figures"),
        (b"zone,people,people\nA,1,2\n", "each with its own header"),
        (b"zone" + b",a" * 2_000 + b"\n", "up to 2,000 columns"),
        (b'zone,people\nA,"1\n', "line 2: expected a row of a CSV"),
        (b"zone,people\nA,1\0\n", "character 15: expected text"),
        (b"\xff\xfez\0\0\xd8", "expected UTF-16"),
    ],
)
def test_what_is_no_table_says_where(content: bytes, says: str) -> None:
    with pytest.raises(Malformed, match=says) as told:
        read(content, "x.csv", 2021)
    assert told.value.do


def test_letters_and_delimiters_of_offices_are_told() -> None:
    found = read("zone¬zone_name¬people\nA¬Café¬7\n".encode("latin-1"), "x.csv", 2021)
    assert (found.encoding, found.rows[0].cells) == ("latin-1", (7,))
    marked = read("\ufeffzone\tpeople\r\nA\t7\r\n".encode("utf-16"), "x.csv", 2021)
    assert marked.rows[0].cells == (7,)


def test_every_row_is_read_or_said() -> None:
    found = table("zone,population", "A,1", "B", "", "C,3,4", "D,4")
    assert [each.fault for each in found.rows] == [
        None, "2 columns expected, 1 found", "2 columns expected, 3 found", None
    ]  # fmt: skip


def test_names_by_code_are_read_from_a_table_without_figures() -> None:
    found = names(b"WD25CD,WD25NM,LAD25CD,LAD25NM\nW1,Quay,D1,Port\nW2,,D1,Port\n", "x.csv")
    assert found == {"W1": "Quay", "D1": "Port"}
    with pytest.raises(Malformed, match="a code beside a name"):
        names(b"a,b\n1,2\n", "x.csv")
    with pytest.raises(Malformed, match=r"line 2: .*2 columns expected, 1 found"):
        names(b"LAD25CD,LAD25NM\nD1\n", "x.csv")
    with pytest.raises(NamesPeople):
        names(b"LAD25CD,LAD25NM,phone\n1,2,3\n", "x.csv")


def test_what_is_rendered_is_read_again() -> None:
    found = read(render(("zone", "people"), [("A, or B", 3)]), "x.csv", 2021)
    assert (found.rows[0].codes, found.rows[0].cells) == (("A, or B",), (3,))


def test_minus_999_never_becomes_a_value(reference: Path) -> None:
    path = reference / "data" / "population_grid" / "cdc_svi2018_us_county.csv.gz"
    found = read(gzip.decompress(path.read_bytes()), path.name)
    measures = [(each.measure, each.detail) for each in found.figures]
    at = measures.index(("vulnerability_permille", ""))
    missing = [each.codes for each in found.rows if each.cells[at] is Fault.missing]
    assert [code for code in missing if "35039" in code] == missing
    assert len(missing) == 1
    people = measures.index(("people", ""))
    assert sum(v for each in found.rows if isinstance(v := each.cells[people], int)) == 322_903_030
