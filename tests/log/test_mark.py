"""The high-water mark: what a hash chain does not see."""

from pathlib import Path

import pytest

from tocsin.log import LogDamaged
from tocsin.log.mark import SLOT_BYTES, Mark, MarkFile, read_mark

FIRST = Mark(0, bytes(32), "a" * 32)


def written(path: Path, *positions: int) -> MarkFile:
    MarkFile.create(path, FIRST)
    marks = MarkFile(path)
    for position in positions:
        marks.write(Mark(position, bytes([position]) * 32, "a" * 32))
    return marks


def test_the_mark_is_the_last_one_written(tmp_path: Path) -> None:
    path = tmp_path / "mark"
    written(path, 1, 5, 9).close()
    assert read_mark(path) == Mark(9, b"\x09" * 32, "a" * 32)
    again = MarkFile(path)
    again.write(Mark(10, bytes(32), "a" * 32))
    assert read_mark(path).position == 10
    again.close()


@pytest.mark.parametrize("slot", [0, 1])
def test_a_slot_torn_by_a_power_cut_leaves_the_other(tmp_path: Path, slot: int) -> None:
    path = tmp_path / "mark"
    written(path, 1, 2, 3).close()
    content = bytearray(path.read_bytes())
    content[slot * SLOT_BYTES + 20] ^= 0x40
    path.write_bytes(content)
    assert read_mark(path).position in {2, 3}


def test_a_mark_with_no_sound_slot_is_damage(tmp_path: Path) -> None:
    path = tmp_path / "mark"
    written(path, 1).close()
    content = bytearray(path.read_bytes())
    content[20] ^= 1
    content[SLOT_BYTES + 20] ^= 1
    path.write_bytes(content)
    with pytest.raises(LogDamaged, match="both slots"):
        read_mark(path)
    path.unlink()
    with pytest.raises(LogDamaged, match="missing"):
        read_mark(path)
