"""Copies elsewhere: the same at every place, unreadable there, and proven by a drill."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.app.offsite.place import Place
from tocsin.app.cli import main
from tocsin.app.doctor.record import DRILL_FILE
from tocsin.app.offsite import copies
from tocsin.app.offsite.copies import drill, fetch, pruned, push, verified
from tocsin.app.offsite.repository import Damaged, Repository
from tocsin.app.offsite.target import FolderTarget, Unreachable, target_of
from tocsin.app.outcome import Told
from tocsin.app.wiring import found, reading
from tocsin.log import verify
from tocsin.terms.kinds import LogKind

pytestmark = [
    pytest.mark.full,
    # The libraries of the test servers, not ours, leave sockets to the collector.
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

WORDS = "four plain words together"
MARK = "zanzibarmarker"


@pytest.fixture(params=["folder", "s3", "ssh"])
def place(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Place]:
    """One place of each kind. The servers' libraries take a second to import: only where they are
    wanted, as every test process reads this file.
    """
    from tests.app.offsite.places import s3, ssh

    if request.param == "folder":
        yield Place(str(tmp_path / "elsewhere"))
    elif request.param == "s3":
        with s3(monkeypatch) as found:
            yield found
    else:
        with ssh(tmp_path / "elsewhere", monkeypatch) as found:
            yield found


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """A town with sealed words in it."""
    folder = tmp_path / "town"
    found(folder, name="Port Ellery", code="PE", kind=LogKind.test)
    said(folder, MARK)
    return folder


def said(folder: Path, words: str) -> None:
    assert main(["do", str(folder), f'C fire.structure P1 @quay 3 "{words}']) == 0


def begun(place: "Place") -> Repository:
    return Repository.begun(target_of(place.address, place.host_key), WORDS)


def nothing(_: str) -> None:
    """Nobody is told."""


def test_a_place_keeps_named_bytes_whichever_kind_it_is(place: "Place") -> None:
    target = target_of(place.address, place.host_key)
    assert target.get("a/b") is None
    assert target.names("a/") == set()
    target.put("a/b", b"one")
    target.put("a/b", b"two")
    target.put("a/c/d", bytes(300_000))
    assert target.get("a/b") == b"two"
    assert target.get("a/c/d") == bytes(300_000)
    assert target.names("a/") == {"a/b", "a/c/d"}
    target.delete("a/b")
    target.delete("a/b")
    assert target.names("a/") == {"a/c/d"}
    target.close()


def test_a_town_goes_there_and_comes_back_to_life(
    place: "Place", town: Path, tmp_path: Path
) -> None:
    repository = begun(place)
    first = push(repository, town, nothing)
    assert first.new_pieces == first.pieces
    again = push(repository, town, nothing)
    assert again.new_pieces < again.pieces, "what is there is not sent again"
    said(town, "another call")
    done = drill(repository, town)
    assert (done.number, done.behind > 0) == (2, True)
    assert json.loads((town / DRILL_FILE).read_text())["copy"] == 2
    back = tmp_path / "back"
    fetch(repository, copies.chosen(repository, 1), back)
    assert main(["restore", str(back), str(tmp_path / "alive")]) == 0
    assert verify(tmp_path / "alive").ok
    with reading(tmp_path / "alive") as looked:
        assert looked.position == first.position
    repository.target.close()


def test_nothing_of_the_town_can_be_read_there(town: Path, tmp_path: Path) -> None:
    push(begun(Place(str(tmp_path / "elsewhere"))), town, nothing)
    for path in (tmp_path / "elsewhere").rglob("*"):
        whole = path.read_bytes() if path.is_file() else b""
        for word in (MARK, "Port Ellery", "PE-p-first", "PRIVATE KEY", "SQLite", "log.sqlite"):
            assert word.encode() not in whole + path.name.encode(), path


def test_a_wrong_passphrase_and_a_second_beginning_are_refused(tmp_path: Path) -> None:
    begun(Place(str(tmp_path / "elsewhere")))
    with pytest.raises(Told, match="already"):
        begun(Place(str(tmp_path / "elsewhere")))
    with pytest.raises(Told, match="not the passphrase"):
        Repository.opened(FolderTarget(tmp_path / "elsewhere"), "another four words")
    with pytest.raises(Told, match="12 characters"):
        Repository.begun(FolderTarget(tmp_path / "new"), "short")
    with pytest.raises(Told, match="no repository"):
        Repository.opened(FolderTarget(tmp_path / "nowhere"), WORDS)


def test_a_push_that_is_cut_leaves_what_was_there_and_the_next_goes_on(
    town: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository = begun(Place(str(tmp_path / "elsewhere")))
    push(repository, town, nothing)
    said(town, "another call")
    honest, left = FolderTarget.put, [2]

    def cut(target: FolderTarget, name: str, content: bytes) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise Unreachable("the line was cut")
        honest(target, name, content)

    monkeypatch.setattr(FolderTarget, "put", cut)
    with pytest.raises(Unreachable):
        push(repository, town, nothing)
    assert [each.number for each in repository.copies()] == [1]
    assert verified(repository, town)[0] == 1
    monkeypatch.setattr(FolderTarget, "put", honest)
    assert push(repository, town, nothing).number == 2
    drill(repository, town)


def test_what_was_changed_lost_swapped_or_rolled_back_there_is_found(
    town: Path, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    repository = begun(Place(str(elsewhere)))
    push(repository, town, nothing)
    said(town, "another call")
    push(repository, town, nothing)
    assert verified(repository, town)[0] == 2
    pieces = sorted((elsewhere / "pieces").rglob("*/*"))
    one, two = pieces[0], pieces[1]
    whole, other = one.read_bytes(), two.read_bytes()

    def found_when() -> None:
        with pytest.raises(Damaged):
            verified(repository, town)

    one.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    found_when()
    one.write_bytes(other)
    two.write_bytes(whole)
    found_when()
    two.write_bytes(other)
    one.unlink()
    found_when()
    one.write_bytes(whole)
    assert verified(repository, town)[0] == 2
    newest = elsewhere / "copies" / "00000002"
    kept = newest.read_bytes()
    newest.unlink()
    found_when()
    newest.write_bytes((elsewhere / "copies" / "00000001").read_bytes())
    found_when()
    newest.write_bytes(kept)
    assert verified(repository, town)[0] == 2


def test_a_rollback_is_not_seen_by_whoever_does_not_know_what_was_sent(
    town: Path, tmp_path: Path
) -> None:
    """The control of the note that the town keeps."""
    repository = begun(Place(str(tmp_path / "elsewhere")))
    push(repository, town, nothing)
    push(repository, town, nothing)
    (tmp_path / "elsewhere" / "copies" / "00000002").unlink()
    assert verified(repository, None)[0] == 1
    with pytest.raises(Damaged):
        verified(repository, town)


def test_old_copies_are_taken_away_with_what_only_they_had(town: Path, tmp_path: Path) -> None:
    repository = begun(Place(str(tmp_path / "elsewhere")))
    for number in range(4):
        said(town, f"call {number}")
        push(repository, town, nothing)
    gone, _ = pruned(repository, 2)
    assert gone == 2
    assert [each.number for each in repository.copies()] == [3, 4]
    assert verified(repository, town)[0] == 2
    drill(repository, town)


def test_who_is_forgotten_after_the_copy_stays_forgotten_in_the_drill(
    town: Path, tmp_path: Path
) -> None:
    repository = begun(Place(str(tmp_path / "elsewhere")))
    assert main(["user", "add", str(town), "bo", "--name", "Corwin Alderby"]) == 0
    push(repository, town, nothing)
    words = ["person", "bo", "--ground", "no_longer_needed", "--yes"]
    assert main(["forget", str(town), *words]) == 0
    drill(repository, town)
    fetch(repository, copies.chosen(repository, None), tmp_path / "back")
    alive = tmp_path / "alive"
    graves = ["--tombstones", str(town / "tombstones")]
    assert main(["restore", str(tmp_path / "back"), str(alive), *graves]) == 0
    with reading(alive) as looked:
        names = [each.name for each in looked.picture.people.values() if each.handle == "bo"]
        assert [each and looked.store.keys.open(each) for each in names] == [None]


def test_the_verb_does_it_from_a_shell(
    town: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TOCSIN_OFFSITE_PASSPHRASE", WORDS)
    place = str(tmp_path / "elsewhere")
    for words in (
        ["init", place], ["push", place, str(town)], ["list", place],
        ["verify", place, str(town)], ["drill", place, str(town)],
        ["fetch", place, str(tmp_path / "back")], ["prune", place, "--keep", "1"],
    ):  # fmt: skip
        assert main(["offsite", *words]) == 0, words
    assert WORDS not in capsys.readouterr().out
    (tmp_path / "elsewhere" / "copies" / "00000001").unlink()
    assert main(["offsite", "verify", place, str(town)]) == 7
    assert main(["offsite", "push", "ftp://x/y", str(town)]) == 2


def test_an_ssh_host_that_is_not_known_is_not_trusted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.app.offsite.places import ssh

    with ssh(tmp_path / "elsewhere", monkeypatch) as place:
        for named in (None, "SHA256:another"):
            with pytest.raises(Unreachable, match="not known"):
                target_of(place.address, named)
