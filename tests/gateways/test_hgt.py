"""Squares of heights."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tocsin.gateways.hgt import SIDE, VOID, Malformed, name_of, read, render
from tocsin.gateways.hgt.samples import HOLE, square


@pytest.fixture(scope="module")
def whole() -> bytes:
    """A whole square: made once, it has 1.4 million heights."""
    return square()


def test_what_is_rendered_is_read_again(whole: bytes) -> None:
    found = read(whole, "S34E018.hgt")
    assert (found.south, found.west, found.side) == (-34, 18, SIDE)
    assert found.heights_m[0] == SIDE - 1
    assert found.heights_m[HOLE[0] * SIDE + HOLE[1]] == VOID
    assert render(found.heights_m) == whole


@pytest.mark.parametrize(("south", "west", "name"), [(49, 11, "N49E011"), (-34, -71, "S34W071")])
def test_a_name_says_the_south_west_corner(whole: bytes, south: int, west: int, name: str) -> None:
    assert name_of(south, west) == name
    found = read(whole, f"{name.lower()}.hgt")
    assert (found.south, found.west) == (south, west)


@pytest.mark.parametrize(
    ("cut", "file", "says"),
    [
        (lambda whole: whole, "heights.hgt", "south-west corner"),
        (lambda whole: whole, "N95E011.hgt", "south-west corner"),
        (lambda whole: whole[:-2], "N49E011.hgt", "1,201² or 3,601²"),
        (lambda _: b"", "N49E011.hgt", "0 bytes"),
        (lambda whole: b"\x7f\xff" + whole[2:], "N49E011.hgt", "row 0, column 0: expected metres"),
        (lambda whole: whole[:-2] + b"\x80\x01", "N49E011.hgt", "row 1200, column 1200"),
    ],
)
def test_what_is_no_square_says_where(
    whole: bytes, cut: Callable[[bytes], bytes], file: str, says: str
) -> None:
    with pytest.raises(Malformed, match=says) as told:
        read(cut(whole), file)
    assert told.value.do


def test_two_real_squares_share_a_row_and_have_their_holes(reference: Path) -> None:
    found = {}
    for name in ("N49E011", "N50E011"):
        with zipfile.ZipFile(reference / "data" / "osm" / f"{name}.hgt.zip") as archive:
            content = archive.read(archive.namelist()[0])
        found[name] = read(content, f"{name}.hgt").heights_m
    south, north = found["N49E011"], found["N50E011"]
    assert list(south[:SIDE]) == list(north[-SIDE:])
    assert list(south[:3]) == [349, 348, 342]
    assert [sum(each == VOID for each in e) for e in (south, north)] == [20, 8]
