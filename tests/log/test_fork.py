"""Forks by reference: a drill on the town's own records that leaves no trace in them."""

import shutil
from pathlib import Path

import msgspec
import pytest

from tests.log.makings import append, append_entries, clock, entry, founded, numbers, town_of
from tocsin.log import (
    Forgotten,
    LogDamaged,
    NotATown,
    SeededEntropy,
    fork,
    open_store,
    restore,
    verify,
)
from tocsin.terms.kinds import LogKind
from tocsin.terms.words import Words


def test_a_fork_reads_its_parents_records_and_then_its_own(tmp_path: Path) -> None:
    parent = founded(tmp_path / "town")
    append(parent, 1, 2, 3, 4)
    drill = fork(tmp_path / "town", tmp_path / "drill", 3, clock=clock())
    append(parent, 5)
    append(drill, 104)
    append(drill, 105)
    assert numbers(drill) == [1, 2, 3, 104, 105]
    assert [record.position for record in drill.read(2)] == [3, 4, 5]
    assert numbers(parent) == [1, 2, 3, 4, 5]
    assert drill.find("c-3") == (3, 3)
    assert drill.find("c-4") is None
    assert drill.find("c-104") == (4, 4)
    drill.close()
    parent.close()
    again = open_store(tmp_path / "drill", writer=True)
    assert numbers(again) == [1, 2, 3, 104, 105]
    again.close()


def test_a_forks_header_names_parent_position_and_hash_and_is_no_more_real(tmp_path: Path) -> None:
    parent = founded(tmp_path / "town")
    append(parent, 1, 2)
    drill = fork(tmp_path / "town", tmp_path / "drill", clock=clock())
    named = drill.header.parent
    assert named is not None
    assert (named.jurisdiction, named.position) == (parent.header.jurisdiction, 2)
    assert named.hash == parent.head().hash
    assert drill.header.kind is LogKind.exercise
    assert drill.header.code == "HB"
    assert drill.header.jurisdiction != parent.header.jurisdiction
    with pytest.raises(ValueError, match="nothing in it happened"):
        fork(tmp_path / "town", tmp_path / "real", kind=LogKind.actual)
    with pytest.raises(ValueError, match="0 to 2"):
        fork(tmp_path / "town", tmp_path / "later", 3, clock=clock())
    drill.close()
    parent.close()


def test_a_fork_of_a_fork_reads_all_the_way_down(tmp_path: Path) -> None:
    town_of(tmp_path / "town", commits=4)
    first = fork(tmp_path / "town", tmp_path / "first", 3, clock=clock())
    append(first, 104, 105)
    second = fork(tmp_path / "first", tmp_path / "second", 4, clock=clock())
    append(second, 205)
    assert numbers(second) == [1, 2, 3, 104, 205]
    deep = fork(tmp_path / "second", tmp_path / "deep", 2, clock=clock())
    assert numbers(deep) == [1, 2]
    for store in (deep, second, first):
        store.close()
    assert verify(tmp_path / "second").ok


def test_forgetting_in_the_town_reaches_its_forks_while_they_run(tmp_path: Path) -> None:
    parent = founded(tmp_path / "town")
    words = Words("person/p-1", sealed=parent.keys.seal("person/p-1", "an address"))
    append(parent, 1)
    drill = fork(tmp_path / "town", tmp_path / "drill", clock=clock())
    assert drill.keys.open(words) == "an address"
    in_drill = Words("person/p-1", sealed=drill.keys.seal("person/p-1", "said in the drill"))
    assert drill.keys.open(in_drill) == "said in the drill"
    parent.keys.forget("person/p-1")
    assert drill.keys.open(words) is None
    assert drill.keys.open(in_drill) is None
    with pytest.raises(Forgotten):
        drill.keys.seal("person/p-1", "more")
    drill.close()
    parent.close()


def test_a_drill_leaves_no_key_in_the_town(tmp_path: Path) -> None:
    parent = founded(tmp_path / "town")
    append(parent, 1)
    drill = fork(tmp_path / "town", tmp_path / "drill", clock=clock())
    words = Words("incident/HB-9", sealed=drill.keys.seal("incident/HB-9", "invented"))
    append(drill, 2)
    assert drill.keys.open(words) == "invented"
    assert not parent.keys.holds("incident/HB-9")
    # The town comes to an incident of the same name: the drill's stays its own.
    parent.keys.seal("incident/HB-9", "real")
    parent.keys.flush()
    assert drill.keys.open(words) == "invented"
    drill.close()
    parent.close()


def test_a_fork_shows_its_parents_attachments(tmp_path: Path) -> None:
    parent = founded(tmp_path / "town")
    blob = parent.blobs.put("incident/HB-1", "text/plain", b"plan")
    append(parent, 1)
    drill = fork(tmp_path / "town", tmp_path / "drill", clock=clock())
    assert drill.blobs.get(blob) == b"plan"
    own = drill.blobs.put("incident/HB-1", "text/plain", b"sketch")
    assert list(parent.blobs.digests()) == [blob.digest]
    assert drill.blobs.get(own) == b"sketch"
    drill.close()
    parent.close()


def test_a_fork_notices_that_its_parent_is_gone_moved_or_another(tmp_path: Path) -> None:
    town_of(tmp_path / "town", commits=4)
    drill = fork(tmp_path / "town", tmp_path / "drill", 3, clock=clock())
    append(drill, 104)
    drill.close()
    shutil.move(tmp_path / "town", tmp_path / "moved")
    with pytest.raises(NotATown, match="present folder"):
        open_store(tmp_path / "drill", writer=True)
    found = open_store(tmp_path / "drill", writer=True, parent=tmp_path / "moved")
    assert numbers(found) == [1, 2, 3, 104]
    found.close()
    other = founded(tmp_path / "other", seed=2)
    append(other, 1, 2, 3)
    other.close()
    with pytest.raises(LogDamaged, match="not the log that"):
        open_store(tmp_path / "drill", writer=True, parent=tmp_path / "other")
    shorter = restore(tmp_path / "moved", tmp_path / "shorter", 2, entropy=SeededEntropy(4))
    assert shorter.position == 2
    with pytest.raises(LogDamaged, match="not the log that"):
        open_store(tmp_path / "drill", writer=True, parent=tmp_path / "shorter")


def test_damage_in_the_parent_is_found_from_the_fork(tmp_path: Path) -> None:
    town_of(tmp_path / "town", commits=4)
    fork(tmp_path / "town", tmp_path / "drill", 3, clock=clock()).close()
    assert verify(tmp_path / "drill").ok
    path = tmp_path / "town" / "log.sqlite"
    content = bytearray(path.read_bytes())
    content[content.index(b'{"position":2,') + 30] ^= 1
    path.write_bytes(content)
    verified = verify(tmp_path / "drill")
    assert (verified.ok, verified.first_bad_position) == (False, 2)


def test_a_command_of_the_parent_that_the_fork_cuts_ends_at_the_fork(tmp_path: Path) -> None:
    parent = founded(tmp_path / "town")
    append_entries(parent, [entry(1, "long"), entry(2, "long"), entry(3, "long")])
    parent.close()
    drill = fork(tmp_path / "town", tmp_path / "drill", 2, clock=clock())
    assert drill.find("long") == (1, 2)
    assert msgspec.json.decode(next(drill.read(1)).payload)["number"] == 2
    drill.close()
