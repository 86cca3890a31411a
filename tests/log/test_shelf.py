"""A shelf: what lies on it is what was put there, or it is said not to be."""

import sqlite3
from pathlib import Path

import pytest

from tocsin.log import LogDamaged, MemoryShelf, SqliteShelf


def filled(path: Path) -> Path:
    shelf = SqliteShelf(path)
    for name in ("a", "b", "c"):
        shelf.put(name, f"what {name} is".encode())
    shelf.settle(7)
    shelf.close()
    return path


def altered(path: Path, statement: str) -> None:
    database = sqlite3.connect(path)
    database.execute(statement)
    database.commit()
    database.close()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE shelved SET content = CAST('what x is' AS BLOB) WHERE name = 'b'",
        "UPDATE shelved SET (digest, content) ="
        " (SELECT digest, content FROM shelved WHERE name = 'a') WHERE name = 'b'",
    ],
)
def test_a_content_that_was_altered_or_swapped_is_not_handed_out(
    tmp_path: Path, statement: str
) -> None:
    path = filled(tmp_path / "shelf")
    shelf = SqliteShelf(path, writer=False)
    assert len(list(shelf.values())) == 3
    shelf.close()
    altered(path, statement)
    shelf = SqliteShelf(path, writer=False)
    assert shelf.get("a") == b"what a is"
    with pytest.raises(LogDamaged, match="b is not what was put there"):
        shelf.get("b")
    with pytest.raises(LogDamaged, match="made again from the log"):
        list(shelf.values())
    shelf.close()


@pytest.mark.parametrize("content", [b"", b"no database at all" * 100])
def test_a_file_that_is_no_shelf_is_begun_anew_by_a_writer_and_named_by_a_reader(
    tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "shelf"
    path.write_bytes(content)
    with pytest.raises(LogDamaged, match="shelf"):
        SqliteShelf(path, writer=False)
    shelf = SqliteShelf(path)
    assert (shelf.position, list(shelf.values())) == (0, [])
    shelf.close()
    SqliteShelf(path, writer=False).close()


def test_a_page_that_was_torn_is_named_and_clearing_begins_anew(tmp_path: Path) -> None:
    path = tmp_path / "shelf"
    shelf = SqliteShelf(path)
    for number in range(200):
        shelf.put(f"{number:04}", bytes(900))
    shelf.settle(200)
    shelf.close()
    torn = bytearray(path.read_bytes())
    for page in range(4, len(torn) // 4096):
        torn[page * 4096 : page * 4096 + 8] = bytes([255]) * 8
    path.write_bytes(torn)
    shelf = SqliteShelf(path)
    with pytest.raises(LogDamaged):
        list(shelf.values())
    shelf.clear()
    assert (shelf.position, list(shelf.values())) == (0, [])
    shelf.close()


@pytest.mark.parametrize("kept", [True, False])
def test_names_are_found_in_their_order_and_what_is_dropped_is_gone(
    tmp_path: Path, kept: bool
) -> None:
    shelf = SqliteShelf(tmp_path / "shelf") if kept else MemoryShelf()
    for name in ("~b/2", "~b/10", "~b/1", "~a/9", "~b0", "é/1", "a"):
        shelf.put(name, name.encode())
    shelf.settle(7)
    assert [name for name, _ in shelf.among("~b/", "~b0", 9)] == ["~b/1", "~b/10", "~b/2"]
    assert shelf.among("~b/10", "~b0", 1) == [("~b/10", b"~b/10")]
    assert [name for name, _ in shelf.among("", "~", 9)] == ["a"]
    shelf.drop("~b/10")
    shelf.drop("nothing")
    shelf.settle(8)
    assert [name for name, _ in shelf.among("~b/", "~b0", 9)] == ["~b/1", "~b/2"]
    assert shelf.get("~b/10") is None
    shelf.close()


def test_what_was_altered_is_noticed_where_a_part_is_read_too(tmp_path: Path) -> None:
    path = filled(tmp_path / "shelf")
    altered(path, "UPDATE shelved SET content = CAST('what x is' AS BLOB) WHERE name = 'b'")
    shelf = SqliteShelf(path, writer=False)
    with pytest.raises(LogDamaged):
        shelf.among("a", "d", 9)
    assert len(shelf.among("c", "d", 9)) == 1
    shelf.close()
