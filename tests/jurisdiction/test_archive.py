"""The archive of finished matters: kept with the log, rebuilt from nothing, never in the way."""

from pathlib import Path

import pytest

from tests.jurisdiction.towns import FIRE, clock, done, fire, founded, furnished, in_memory, order
from tocsin.app.wiring import ARCHIVE_FILE, opened
from tocsin.jurisdiction.archive import Archive, Matter
from tocsin.jurisdiction.orders import Accepted
from tocsin.jurisdiction.reading import latest
from tocsin.jurisdiction.town import Town
from tocsin.log import MemoryShelf
from tocsin.operations.attaching import OpenFromReport
from tocsin.operations.incident import ArchiveIncident, CloseIncident, GivenPlace
from tocsin.operations.intake import NoteWhat, NoteWhere, ReceiveReport
from tocsin.operations.narrative import AddRemark
from tocsin.terms.codes import Channel


def finished(town: Town, name: str) -> str:
    """A fire that grew from a report, was written about, is over and has gone to the archive."""
    report = done(town, ReceiveReport(channel=Channel.call), f"{name}/r").subjects[0]
    done(town, NoteWhat(report=report, words="smoke", type="fire.structure"), f"{name}/what")
    done(town, NoteWhere(report=report, place=GivenPlace(words=f"Quay {name}")), f"{name}/where")
    opened = done(town, OpenFromReport(report=report), f"{name}/open")
    incident = next(each for each in opened.subjects if each in town.picture.incidents)
    done(town, AddRemark(subject=f"incident/{incident}", text="all out"), f"{name}/remark")
    done(town, CloseIncident(incident=incident, disposition="out"), f"{name}/close")
    done(town, ArchiveIncident(incident=incident), f"{name}/archive")
    return incident


def matters(archive: Archive) -> dict[str, Matter]:
    return {each.subject: each for each in archive.matters()}


def rebuilt(town: Town) -> dict[str, Matter]:
    """What a replay of the whole log would archive."""
    archive = Archive(MemoryShelf())
    latest(town.store, archive)
    return matters(archive)


def test_a_finished_matter_leaves_the_picture_with_all_that_belongs_to_it() -> None:
    with in_memory() as town:
        incident = finished(town, "1")
        assert incident not in town.picture.incidents
        matter = town.archive.get(f"incident/{incident}")
        assert matter is not None
        assert matter.incident is not None
        assert matter.incident.disposition == "out"
        (report,) = matter.left.reports.values()
        assert report.incident == incident
        assert matter.left.narratives.get(f"incident/{incident}") is not None
        assert matter.position == town.position


def test_the_archive_rebuilt_from_nothing_is_the_one_that_was_kept(tmp_path: Path) -> None:
    with furnished(tmp_path / "town") as town:
        for name in ("1", "2", "3"):
            finished(town, name)
        kept = matters(town.archive)
        assert len(kept) == 3
        assert rebuilt(town) == kept


def test_an_archive_that_was_thrown_away_is_there_again_at_the_next_start(tmp_path: Path) -> None:
    folder = founded(tmp_path / "town")
    with opened(folder, clock()) as town:
        finished(town, "1")
        kept = matters(town.archive)
    (folder / ARCHIVE_FILE).unlink()
    with opened(folder, clock()) as town:
        assert matters(town.archive) == kept


def test_a_damaged_archive_is_there_again_at_the_next_start(tmp_path: Path) -> None:
    folder = founded(tmp_path / "town")
    with opened(folder, clock()) as town:
        finished(town, "1")
        kept = matters(town.archive)
    (folder / ARCHIVE_FILE).write_bytes(b"not a database at all" * 300)
    with opened(folder, clock()) as town:
        assert matters(town.archive) == kept


def test_an_old_archive_put_back_behind_the_snapshot_is_brought_up_to_date(tmp_path: Path) -> None:
    folder = founded(tmp_path / "town")
    with opened(folder, clock()) as town:
        finished(town, "1")
    old = (folder / ARCHIVE_FILE).read_bytes()
    with opened(folder, clock()) as town:
        finished(town, "2")
        kept = matters(town.archive)
    (folder / ARCHIVE_FILE).write_bytes(old)
    with opened(folder, clock()) as town:
        assert matters(town.archive) == kept
        assert len(kept) == 2


def test_an_archive_of_another_life_of_the_log_is_not_believed(tmp_path: Path) -> None:
    for name in ("long", "short"):
        founded(tmp_path / name)
    with opened(tmp_path / "long", clock()) as town:
        finished(town, "1")
        finished(town, "2")
    foreign = (tmp_path / "long" / ARCHIVE_FILE).read_bytes()
    with opened(tmp_path / "short", clock()) as town:
        fire(town)
    (tmp_path / "short" / ARCHIVE_FILE).write_bytes(foreign)
    with opened(tmp_path / "short", clock()) as town:
        assert matters(town.archive) == {}


def test_a_matter_archived_in_a_batch_is_the_one_a_replay_archives() -> None:
    with in_memory() as town:
        incident = fire(town)
        town.submit(order(CloseIncident(incident=incident, disposition="out"), "close"))
        outcomes = town.submit_all(
            [order(ArchiveIncident(incident=incident), "archive"), order(FIRE, "another")]
        )
        assert all(isinstance(each, Accepted) for each in outcomes)
        assert matters(town.archive) == rebuilt(town)


def test_a_picture_that_forgot_to_say_what_left_would_be_noticed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The negative control of the tests that compare the kept with the rebuilt."""
    with in_memory() as town:
        monkeypatch.setattr(Archive, "take", lambda *_taken: None)
        finished(town, "1")
        monkeypatch.undo()
        assert matters(town.archive) != rebuilt(town)
