"""What waits while a ground is made lies on the ground's disk, and leaves nothing behind."""

from pathlib import Path

from tocsin.app.ground.aside import HELD_BYTES, put_aside


def test_what_is_much_lies_on_the_disk_but_not_in_the_folder_and_is_gone(tmp_path: Path) -> None:
    with put_aside(tmp_path) as aside:
        one, other = aside(), aside()
        one.write(b"1" * (HELD_BYTES + 1))
        other.write(b"2")
        for file, byte in ((one, b"1"), (other, b"2")):
            file.seek(0)
            assert file.read(1) == byte
        assert list(tmp_path.iterdir()) == []
    assert one.closed
    assert other.closed
