"""A town that is only read, while another process writes it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.jurisdiction.test_archive import finished
from tests.jurisdiction.towns import clock, fire, founded
from tests.needs import ROOT
from tocsin.app.wiring import ARCHIVE_FILE, opened, reading
from tocsin.log import TownIsOpen

WRITER = """
import sys
from pathlib import Path
from tests.jurisdiction.test_archive import finished
from tests.jurisdiction.towns import clock, fire
from tocsin.app.wiring import opened
with opened(Path(sys.argv[1]), clock()) as town:
    print("open", flush=True)
    for number, line in enumerate(sys.stdin):
        doing = {"fire": fire, "finished": finished}[line.strip()]
        print(doing(town, f"w-{number}"), town.position, flush=True)
"""


class Writer:
    """A town's one writer, in a process of its own, which does what it is told."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def does(self, what: str) -> tuple[str, int]:
        """The incident it made and where the log ends after that."""
        assert self._process.stdin is not None
        self._process.stdin.write(what + "\n")
        self._process.stdin.flush()
        incident, position = self.said().split()
        return incident, int(position)

    def said(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline()


@contextmanager
def writing(folder: Path) -> Iterator[Writer]:
    process = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"},
    )
    with process:
        writer = Writer(process)
        assert writer.said() == "open\n"
        yield writer
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(timeout=30) == 0


@pytest.mark.full
def test_a_reader_follows_a_writer_in_another_process(tmp_path: Path) -> None:
    folder = founded(tmp_path / "town")
    with writing(folder) as writer, reading(folder) as town:
        assert not town.refresh()
        incident, position = writer.does("fire")
        assert incident not in town.picture.incidents
        assert town.refresh()
        assert incident in town.picture.incidents
        assert town.position == position
        assert not town.refresh()


@pytest.mark.full
def test_a_reader_has_every_incident_once_while_the_writer_archives(tmp_path: Path) -> None:
    folder = founded(tmp_path / "town")
    with opened(folder, clock()) as before:
        first = finished(before, "before")
    with writing(folder) as writer, reading(folder) as town:
        second, _ = writer.does("finished")
        assert [each.id for each in town.incidents()] == [first]
        assert town.incident(second) is None, "not before the reader has come so far"
        town.refresh()
        third, _ = writer.does("fire")
        town.refresh()
        assert sorted(each.id for each in town.incidents()) == sorted([first, second, third])
        for each in (first, second, third):
            found = town.incident(each)
            assert found is not None
            assert found.id == each


def test_a_reader_without_an_archive_has_every_incident_too(tmp_path: Path) -> None:
    folder = founded(tmp_path / "town")
    with opened(folder, clock()) as town:
        known = {finished(town, "1"), finished(town, "2"), fire(town)}
    (folder / ARCHIVE_FILE).unlink()
    with reading(folder) as seen:
        assert {each.id for each in seen.incidents()} == known


def test_a_reader_of_another_version_makes_its_own_picture_and_archive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = founded(tmp_path / "town")
    with opened(folder, clock()) as town:
        known = {finished(town, "1"), fire(town)}
        picture = town.picture
    monkeypatch.setattr("tocsin.jurisdiction.reading.fold_version", lambda: "another-fold")
    with reading(folder) as seen:
        assert seen.picture == picture
        assert {each.id for each in seen.incidents()} == known


@pytest.mark.full
def test_a_second_writer_is_refused_and_the_first_goes_on(tmp_path: Path) -> None:
    folder = founded(tmp_path / "town")
    with writing(folder) as writer:
        with pytest.raises(TownIsOpen, match="stop that one, or open to read only"):
            opened(folder, clock()).__enter__()
        writer.does("fire")
