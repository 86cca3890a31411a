"""The reference for mapping files is complete: every key, every reason, every column of an
export.
"""

import re

import msgspec

from tests.needs import ROOT
from tocsin.gateways.cad_export import COLUMNS, RowRefusal, mapping, shipped

PAGE = (ROOT / "docs" / "standards" / "cad-export.md").read_text()


def keys() -> set[str]:
    """Every key that a mapping file may have."""
    return {
        name
        for each in vars(mapping).values()
        if isinstance(each, type) and issubclass(each, msgspec.Struct)
        for name in each.__struct_fields__
    }


def test_every_key_of_a_mapping_is_explained() -> None:
    named = set(re.findall(r"\w+", " ".join(re.findall(r"`[^`\n]+`", PAGE))))
    assert keys() - named == set()
    assert len(keys()) > 60


def test_every_reason_has_its_row_with_what_to_do() -> None:
    table = PAGE[PAGE.index("## Why a row") : PAGE.index("## Out again")]
    for reason in RowRefusal:
        (row,) = [line for line in table.splitlines() if f"`{reason}`" in line]
        assert len(row.split("|")[2].split()) >= 2


def test_the_columns_of_an_export_and_the_shipped_mappings_are_named() -> None:
    assert ", ".join(COLUMNS) in " ".join(PAGE.split())
    for name in shipped():
        assert f"`{name}`" in PAGE
