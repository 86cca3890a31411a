"""Our incidents as a flat CSV: it comes back as it went out, and no spreadsheet runs it."""

import csv
import io

import pytest

from tests.gateways.exports import BEGIN, UNIT_ROWS, take
from tests.gateways.test_cad_polls import recorded
from tocsin.gateways.cad_export import COLUMNS, read, render, shipped_mapping
from tocsin.gateways.cad_export.render import guarded
from tocsin.gateways.cad_export.samples import sample_calls, unit_rows_csv
from tocsin.operations.picture import Picture
from tocsin.operations.picture.incident import Incident
from tocsin.terms.words import Words

CALLS = sample_calls(31, 40, BEGIN)


def exported(incidents: list[Incident]) -> bytes:
    return b"".join(render(incidents, "QU"))


def town(content: bytes, mapping: str = UNIT_ROWS) -> list[Incident]:
    return list(recorded(Picture(), take(content, mapping)).incidents.values())


def times(incident: Incident) -> dict[str, list[tuple[str, object]]]:
    return {
        each.unit: [(str(mark.status), mark.at) for mark in each.marks]
        for each in incident.responses
    }


def test_what_goes_out_comes_back_as_the_same_incidents() -> None:
    before = sorted(town(unit_rows_csv(CALLS)), key=lambda each: each.id)
    imported = read(io.BytesIO(exported(before)), shipped_mapping("tocsin"))
    assert imported.refused == []
    after = sorted(recorded(Picture(), imported).incidents.values(), key=lambda each: each.id)
    assert [each.id for each in after] == [each.id for each in before]
    for one, other in zip(before, after, strict=True):
        assert times(one) == times(other)
        assert (one.type, one.priority, one.opened_at) == (
            other.type,
            other.priority,
            other.opened_at,
        )
        assert one.place.point == other.place.point
        assert one.attributes == other.attributes


def test_the_columns_are_those_that_are_documented_and_rows_are_sorted() -> None:
    rows = list(csv.DictReader(io.StringIO(exported(town(unit_rows_csv(CALLS))).decode())))
    assert tuple(rows[0]) == COLUMNS
    assert [row["received"] for row in rows] == sorted(row["received"] for row in rows)
    assert len(rows) == sum(len(call.units) for call in CALLS)


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "'quoted"])
def test_a_cell_is_never_a_formula(text: str) -> None:
    assert guarded(text) == f"'{text}"
    incident = town(unit_rows_csv(CALLS[:1]))[0]
    bad = incident.__class__(
        id="QU-1", number="1", opened_at=incident.opened_at, type="a.b", disposition=text
    )
    row = next(csv.DictReader(io.StringIO(exported([bad]).decode(), newline="")))
    assert row["disposition"][0] == "'"


def test_numbers_stay_numbers() -> None:
    assert guarded("-4.25") == "-4.25"
    assert guarded("plain") == "plain"


def test_sealed_and_personal_words_stay_at_home() -> None:
    incident = town(unit_rows_csv(CALLS[:1]))[0]
    assert isinstance(incident.place.words, Words)
    assert CALLS[0].street.encode() not in exported([incident])
