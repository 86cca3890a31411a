"""Delimited text as it really comes: quotes, line ends, encodings; packed, cut, too long."""

import gzip

import pytest

from tests.gateways.exports import BEGIN, HEADER, SMALL, UNIT_ROWS, call_of, ids, kinds, small, take
from tocsin.gateways.cad_export import Limits, Malformed, RowRefusal
from tocsin.gateways.cad_export.samples import sample_calls, unit_rows_csv
from tocsin.operations.imported import RecordUnitStatus

FILE = unit_rows_csv(sample_calls(7, 60, BEGIN))


def test_a_quote_that_never_closes_costs_one_line() -> None:
    good = [f"C{n},Fall,,,2026-03-02 08:00:00,E{n},," for n in range(40)]
    bad = 'C99,"Fall,,,2026-03-02 08:00:00,E1,,'
    imported = take(small(*good[:20], bad, *good[20:]), SMALL)
    assert [(each.line, each.reason) for each in imported.refused] == [
        (22, RowRefusal.quoted_field_never_ends)
    ]
    assert imported.report.accepted == 40
    closed = bad.replace('"Fall', '"Fall"')
    assert take(small(*good[:20], closed, *good[20:]), SMALL).refused == []


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_quoted_cells_may_hold_any_line_end(end: str) -> None:
    row = f'C1,"Fall{end}from{end}height",,,2026-03-02 08:00:00,E1,,\r\n'
    after = "C2,Fall,,,2026-03-02 08:00:00,E1,,\r\n"
    imported = take((HEADER + row + after).encode(), SMALL)
    assert imported.refused == []
    assert call_of(imported, "C1").type == "other.fall_from_height"
    assert kinds(imported)["RecordCall"] == 2


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(delimiter: str) -> None:
    content = small("C1,Fall,50.5,-4.5,2026-03-02 08:00:00,E1,,").replace(b",", delimiter.encode())
    point = call_of(take(content, SMALL), "C1").place.point
    assert point is not None
    assert point.degrees == (50.5, -4.5)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_says_the_encoding(encoding: str) -> None:
    text = small("C1,Brücke ößt,,,2026-03-02 08:00:00,E1,,").decode()
    imported = take(text.encode(encoding), SMALL)
    assert imported.refused == []
    assert call_of(imported, "C1").type == "other.brucke_osst"


def test_a_line_in_another_encoding_is_refused_or_read_by_the_declared_fallback() -> None:
    content = small(
        "C1,Fall,,,2026-03-02 08:00:00,E1,,", "C2,Brücke,,,2026-03-02 08:00:00,E1,,"
    ).decode()
    mixed = content.encode("cp1252")
    refused = take(mixed, SMALL)
    assert [(each.line, each.reason) for each in refused.refused] == [
        (3, RowRefusal.bytes_not_in_encoding)
    ]
    told = SMALL.replace('format = "csv"', 'format = "csv"\nfallback_encoding = "cp1252"')
    assert call_of(take(mixed, told), "C2").type == "other.brucke"


def test_a_packed_file_is_unpacked_and_a_cut_one_gives_what_it_holds() -> None:
    packed = gzip.compress(FILE)
    assert ids(take(packed, UNIT_ROWS)) == ids(take(FILE, UNIT_ROWS))
    cut = take(packed[: len(packed) * 2 // 3], UNIT_ROWS)
    assert RowRefusal.file_is_cut in {each.reason for each in cut.refused}
    assert cut.report.accepted > 10
    whole = ids(take(FILE, UNIT_ROWS))
    lost = [each for each in cut.claims if each.order_id not in whole]
    assert all(not isinstance(each.command, RecordUnitStatus) for each in lost)


def test_a_packed_bomb_stops_at_the_limit() -> None:
    bomb = gzip.compress(b"call,type\n" + b"a" * 40_000_000)
    with pytest.raises(Malformed, match="smaller file"):
        take(bomb, SMALL.replace('id = "call"', 'id = "call"'), limits=Limits(total=1_000_000))


def test_a_line_and_a_field_have_their_limits() -> None:
    long_line = small(
        "C1," + "x" * 5_000 + ",,,2026-03-02 08:00:00,E1,,", "C2,F,,,2026-03-02 08:00:00,E1,,"
    )
    imported = take(long_line, SMALL, limits=Limits(line=4_000))
    assert [each.reason for each in imported.refused] == [RowRefusal.line_too_long]
    long_field = small(
        "C1," + "x" * 140_000 + ",,,2026-03-02 08:00:00,E1,,", "C2,F,,,2026-03-02 08:00:00,E1,,"
    )
    imported = take(long_field, SMALL)
    assert [each.reason for each in imported.refused] == [RowRefusal.field_too_long]
    assert imported.report.accepted == 1
