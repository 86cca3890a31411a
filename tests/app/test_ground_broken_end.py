"""An extract in XML that breaks off: every whole object before the break is in the ground."""

import bz2
import gzip
import json
from pathlib import Path

import pytest

from tests.app.test_ground_sources import made, refused, rows
from tocsin.app.outcome import Exit
from tocsin.gateways.osm import Node, render, samples

Capture = pytest.CaptureFixture[str]
WHOLE = render(samples.things()).encode()
PACKED = {"": bytes, ".gz": lambda raw: gzip.compress(raw, mtime=0), ".bz2": bz2.compress}


def counts(capsys: Capture, folder: Path, name: str, content: bytes, out: str) -> dict[str, int]:
    """What is in the ground of a file, and its doubts of breaking off."""
    (folder / name).write_bytes(content)
    manifest = made(capsys, folder, name, out=out)["manifest"]
    is_cut = manifest["doubts"].get("file_is_cut", 0)
    assert manifest["source"]["is_whole"] is not bool(is_cut)
    del manifest["counts"]["doubt"]
    return {**manifest["counts"], "cut": is_cut}


@pytest.mark.parametrize("packing", ["", ".gz"])
def test_a_file_cut_by_a_byte_keeps_everything(
    tmp_path: Path, capsys: Capture, packing: str
) -> None:
    whole = PACKED[packing](WHOLE.rstrip())
    control = counts(capsys, tmp_path, f"whole.osm{packing}", whole, "W")
    assert control["cut"] == 0
    cut = counts(capsys, tmp_path, f"cut.osm{packing}", whole[:-1], "C")
    assert cut == {**control, "cut": 1}


@pytest.mark.parametrize("packing", ["", ".gz"])
@pytest.mark.parametrize("share", [40, 70, 95])
def test_what_came_before_the_break_is_kept_and_the_last_of_it_named(
    tmp_path: Path, capsys: Capture, packing: str, share: int
) -> None:
    packed = PACKED[packing](WHOLE)
    found = counts(capsys, tmp_path, f"cut.osm{packing}", packed[: len(packed) * share // 100], "C")
    assert found["cut"] == 1
    assert found["facility"]
    ((last,),) = rows(tmp_path / "C", "SELECT subject FROM doubt WHERE code = 'file_is_cut'")
    held = json.loads((tmp_path / "C" / "manifest.json").read_text())["source"]["held"]
    kinds = [type(each).__name__[0].lower() for each in samples.things()]
    before = sum(held[each] for each in ("nodes", "ways", "relations"))
    assert 0 < before < len(kinds)
    assert last == f"{kinds[before - 1]}{samples.things()[before - 1].id}"


@pytest.mark.full
def test_a_bzip_of_several_blocks_keeps_those_that_are_there(
    tmp_path: Path, capsys: Capture
) -> None:
    police = {"amenity": "police", "name": "x" * 200}
    many = render([Node(at, (at, at * 7 % 1000), police) for at in range(1, 8_000)]).encode()
    packed = bz2.compress(many, 1)
    found = counts(capsys, tmp_path, "cut.osm.bz2", packed[: len(packed) * 3 // 4], "C")
    assert found["cut"] == 1
    assert 1_000 < found["facility"] < 7_999


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.osm", WHOLE[:110]),
        ("x.osm.gz", gzip.compress(WHOLE, mtime=0)[:60]),
        ("x.osm", b""),
        ("x.osm.pbf", b"\0\0\0\x0d\x0a\x09OSM"),
    ],
    ids=["half a head", "half a packed head", "nothing", "a name and no more"],
)
def test_a_hopeless_file_is_said_to_break_off(
    tmp_path: Path, capsys: Capture, name: str, content: bytes
) -> None:
    (tmp_path / name).write_bytes(content)
    code, said = refused(capsys, tmp_path, name)
    assert (code, "breaks off before its first" in said) == (Exit.malformed, True), said


def test_two_packed_files_one_after_the_other_are_whole(tmp_path: Path, capsys: Capture) -> None:
    half = len(WHOLE) // 2
    packed = gzip.compress(WHOLE[:half]) + gzip.compress(WHOLE[half:]) + b"\0" * 16
    assert counts(capsys, tmp_path, "two.osm.gz", packed, "T")["cut"] == 0


def test_a_file_of_neither_roads_nor_borders_is_doubted(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "n.osm").write_text(render([Node(1, (0, 0), {"amenity": "police"})]))
    assert made(capsys, tmp_path, "n.osm", out="N")["manifest"]["doubts"] == {
        "neither_road_nor_border": 1
    }
    (tmp_path / "empty.osm").write_text(render([]))
    code, said = refused(capsys, tmp_path, "empty.osm")
    assert (code, "there is nothing in it" in said) == (Exit.malformed, True), said


@pytest.mark.full
def test_a_real_extract_cut_by_a_byte_keeps_everything(
    reference: Path, tmp_path: Path, capsys: Capture
) -> None:
    whole = (reference / "data" / "osm" / "north-bayreuth.osm.gz").read_bytes()
    control = counts(capsys, tmp_path, "whole.osm.gz", whole, "W")
    assert counts(capsys, tmp_path, "cut.osm.gz", whole[:-1], "C") == {**control, "cut": 1}
