"""P3, at the town: on a full disk every answer is "unknown", and with room again all goes on."""

import contextlib
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.jurisdiction.towns import E1, clock, fire, founded, order
from tests.needs import need, need_root
from tocsin.app.wiring import opened
from tocsin.jurisdiction.batch import Batch
from tocsin.jurisdiction.fold import fold
from tocsin.jurisdiction.orders import Accepted, Denied, Outcome, Unknown
from tocsin.jurisdiction.snapshots import encode
from tocsin.jurisdiction.town import Town
from tocsin.log import StorageUnknown
from tocsin.log.verify import verify
from tocsin.operations.dispatch import DispatchUnit
from tocsin.operations.incident import ArchiveIncident, CloseIncident
from tocsin.operations.narrative import AddRemark

SMALL_BYTES = 6_000_000
LONG = "water on the ground floor " * 600


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of a few megabytes."""
    need_root()
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={SMALL_BYTES}", "tmpfs", str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    need(mounted.returncode == 0, f"mounting is not allowed here: {mounted.stderr.strip()}")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def fill(folder: Path) -> Path:
    """A file that takes all the room there is."""
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file:
        for size in (1 << 20, 1 << 12, 1):
            with contextlib.suppress(OSError):
                while True:
                    file.write(bytes(size))
    return filler


def written(town: Town, numbers: range) -> list[Outcome]:
    """One long remark each."""
    return [
        town.submit(order(AddRemark(subject=f"unit/{E1}", text=LONG), f"remark/{number}"))
        for number in numbers
    ]


def test_a_full_disk_is_unknown_and_with_room_the_same_ids_are_answered(small_disk: Path) -> None:
    folder = founded(small_disk / "town")
    with opened(folder, clock()) as town:
        incident = fire(town)
        filler = fill(small_disk)
        outcomes = written(town, range(40))
        unknown = [each for each in outcomes if isinstance(each, Unknown)]
        assert unknown, "the disk was not full enough to test anything"
        assert all("ask again" in each.why for each in unknown)
        picture, position = town.picture, town.position
        again = town.submit(order(DispatchUnit(unit=E1, incident=incident), "sent"))
        assert isinstance(again, Unknown)
        assert (town.picture, town.position) == (picture, position)
        assert encode(town.picture) == encode(fold(town.store.read(upto=position)))
        filler.unlink()
        sent = town.submit(order(DispatchUnit(unit=E1, incident=incident), "sent"))
        assert isinstance(sent, Accepted)
        after = written(town, range(40))
        assert all(isinstance(each, Accepted) for each in after)
        ids = [record.command_id for record in town.store.read()]
        assert all(ids.count(f"remark/{number}") == 1 for number in range(40))
        assert encode(town.picture) == encode(fold(town.store.read()))
    assert verify(folder).ok


def test_a_full_disk_holds_up_neither_closing_nor_the_next_start(small_disk: Path) -> None:
    folder = founded(small_disk / "town")
    with opened(folder, clock()) as town:
        incident = fire(town)
        for step in (
            CloseIncident(incident=incident, disposition="out"),
            ArchiveIncident(incident=incident),
        ):
            assert isinstance(town.submit(order(step, type(step).__name__)), Accepted)
        filler = fill(small_disk)
        written(town, range(3))
        lived = town.picture
    filler.unlink()
    with opened(folder, clock()) as town:
        assert town.archive.get(f"incident/{incident}") is not None
        replayed = fold(town.store.read())
        assert encode(town.picture) == encode(replayed)
        assert {*lived.units} == {*town.picture.units}
    assert verify(folder).ok


def test_control_a_town_that_answers_for_the_disk_is_caught(
    small_disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sabotage: an answer is given though the commit failed."""
    honest = Batch.commit

    def hoping(batch: Batch) -> None:
        try:
            honest(batch)
        except StorageUnknown:
            return

    folder = founded(small_disk / "town")
    monkeypatch.setattr(Batch, "commit", hoping)
    with opened(folder, clock()) as town:
        fill(small_disk)
        outcomes = written(town, range(40))
        told = [each for each in outcomes if isinstance(each, Accepted | Denied)]
        on_record = [each for each in told if town.store.find(each.command_id) is not None]
        assert len(on_record) < len(told), "an answer for what is not on record"
