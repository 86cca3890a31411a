"""A PBF that breaks off: what came before is there, and it is said."""

from pathlib import Path

import osmium
import pytest

from tests.gateways.extracts import of
from tocsin.gateways.osm import Account, Malformed, read
from tocsin.geo.ground import Address, Doubt, DoubtCode, Road

pytestmark = pytest.mark.full

NODES = 12_000
"""More than the 8,000 of a block, so that there are two of nodes and one of ways."""


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("cut") / "whole.osm.pbf"
    with osmium.SimpleWriter(str(path)) as writer:
        for at in range(NODES):
            tags = {"addr:housenumber": str(at), "addr:street": "Mill Road"} if at % 3 == 0 else {}
            place = (18 + at % 100 / 1000, -34 + at // 100 / 1000)
            writer.add_node(osmium.osm.mutable.Node(id=at + 1, location=place, tags=tags))
        for at in range(0, NODES - 10, 10):
            writer.add_way(osmium.osm.mutable.Way(
                id=at + 1, nodes=list(range(at + 1, at + 11)), tags={"highway": "residential"}
            ))  # fmt: skip
    return path.read_bytes()


def blocks(content: bytes) -> list[int]:
    """Where each block ends: the file format's length, header and body (OSM wiki, PBF Format)."""
    ends, at = [], 0
    while at < len(content):
        length = int.from_bytes(content[at : at + 4])
        header = content[at + 4 : at + 4 + length]
        place = header.rindex(b"\x18") + 1
        size = shift = 0
        for byte in header[place:]:
            size |= (byte & 127) << shift
            shift += 7
        at += 4 + length + size
        ends.append(at)
    return ends


def cut_at(folder: Path, content: bytes, at: int) -> tuple[int, int, bool]:
    """(addresses, roads, is it said); Malformed counts as nothing, said."""
    path = folder / "cut.osm.pbf"
    path.write_bytes(content[:at])
    try:
        found = list(read(path))
    except Malformed:
        return 0, 0, True
    is_said = any(each.code is DoubtCode.file_is_cut for each in of(Doubt, found))
    (account,) = of(Account, found)
    assert account.is_whole is not is_said
    return len(of(Address, found)), len(of(Road, found)), is_said


def test_the_whole_file_is_whole(whole: bytes, tmp_path: Path) -> None:
    """The control."""
    assert cut_at(tmp_path, whole, len(whole)) == (NODES // 3, NODES // 10 - 1, False)
    assert blocks(whole)[-1] == len(whole)
    assert len(blocks(whole)) == 4


@pytest.mark.parametrize("share", [1, 5, 25, 45, 60, 75, 90, 99])
def test_a_cut_is_said_and_what_came_before_is_kept(
    whole: bytes, tmp_path: Path, share: int
) -> None:
    at = len(whole) * share // 100
    addresses, roads, is_said = cut_at(tmp_path, whole, at)
    assert is_said
    complete = sum(end <= at for end in blocks(whole))
    assert addresses == {0: 0, 1: 0, 2: 8_000 // 3 + 1, 3: NODES // 3}[complete]
    assert roads == 0


@pytest.mark.full
def test_any_cut_is_said_unless_it_is_between_two_blocks(whole: bytes, tmp_path: Path) -> None:
    ends = blocks(whole)
    for at in sorted(
        {*range(0, len(whole), 997), *(end + by for end in ends for by in (-1, 1, 4))}
    ):
        if at <= len(whole) and at not in ends:
            assert cut_at(tmp_path, whole, at)[2], at


@pytest.mark.full
@pytest.mark.parametrize("by", [-1, 1, 3, 4])
def test_a_cut_by_a_byte_beside_a_block_is_said(whole: bytes, tmp_path: Path, by: int) -> None:
    for end in blocks(whole)[:-1]:
        assert cut_at(tmp_path, whole, end + by)[2]


def test_a_file_that_ends_between_two_blocks_looks_whole(whole: bytes, tmp_path: Path) -> None:
    """A PBF does not say how long it is. What uses what is gone is told; here nothing does."""
    assert cut_at(tmp_path, whole, blocks(whole)[2]) == (NODES // 3, 0, False)
