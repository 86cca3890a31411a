"""A track: observations kept like the log, in files by time, and lost without stopping anybody."""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from tests.log.makings import MORNING, founded
from tocsin.log import (
    Retention,
    SeededEntropy,
    SimulatedClock,
    StorageUnknown,
    Track,
    TrackEntry,
    TrackReader,
    verify_track,
)
from tocsin.log.signing import KEY_FILE, TownKey

KEEP = Retention()
EACH = 300


@pytest.fixture
def town(tmp_path: Path) -> Path:
    founded(tmp_path / "town").close()
    return tmp_path / "town"


def track_of(town: Path, at: datetime = MORNING, seed: int = 7) -> Track:
    key = TownKey.load(town / KEY_FILE)
    return Track(town / "track", "HB", key, SimulatedClock(at), SeededEntropy(seed))


def reader_of(town: Path) -> TrackReader:
    return TrackReader(town / "track", TownKey.load(town / KEY_FILE).public)


def seen(number: int, subject: str = "unit/HB-E1", at: datetime = MORNING) -> TrackEntry:
    return TrackEntry(
        subject=subject,
        observed_at=at + timedelta(seconds=number),
        source="test",
        payload=msgspec.Raw(msgspec.json.encode({"number": number})),
    )


def numbers(records: Iterator[object]) -> list[int]:
    return [msgspec.json.decode(each.payload)["number"] for each in records]  # type: ignore[attr-defined]


def hours(town: Path, count: int, retention: Retention = KEEP, each: int = 10) -> Track:
    """A track with `count` files of an hour, `each` observations in each."""
    track = track_of(town)
    for hour in range(count):
        at = MORNING + timedelta(hours=hour)
        for half in (0, 1):
            first = hour * each + half * each // 2
            entries = [seen(first + i) for i in range(each // 2)]
            track.append(entries, at + timedelta(minutes=half), retention)
    return track


def test_what_was_recorded_is_there_after_a_restart(town: Path) -> None:
    track = track_of(town)
    assert track.append([seen(1), seen(2)], MORNING, KEEP) == 1
    assert track.append([seen(3)], MORNING, KEEP) == 3
    name = track.track
    track.close()
    again = track_of(town, seed=8)
    assert again.set_aside is None
    assert again.position == 3
    assert again.track == name
    assert again.append([seen(4)], MORNING, KEEP) == 4
    assert numbers(again.reader.recorded()) == [1, 2, 3, 4]
    again.close()
    assert verify_track(town) is not None


def test_a_reader_in_another_process_sees_what_is_being_written(town: Path) -> None:
    track = track_of(town)
    track.append([seen(1), seen(2, "unit/HB-E2")], MORNING, KEEP)
    program = (
        "import sys; from pathlib import Path; from tocsin.log import TrackReader;"
        "from tocsin.log.signing import TownKey; town = Path(sys.argv[1]);"
        "key = TownKey.load(town / 'signing.pem').public;"
        "print(sorted(TrackReader(town / 'track', key).newest()))"
    )
    told = subprocess.run(
        [sys.executable, "-c", program, str(town)],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    track.close()
    assert told.stdout.strip() == "['unit/HB-E1', 'unit/HB-E2']"


def test_a_window_is_read_by_when_it_was_observed_or_by_when_it_was_recorded(town: Path) -> None:
    track = hours(town, 3)
    late = seen(5, "unit/HB-E2")
    track.append([late], MORNING + timedelta(hours=2, minutes=5), KEEP)
    reader = reader_of(town)
    until = MORNING + timedelta(seconds=7)
    since = MORNING + timedelta(seconds=4)
    assert numbers(reader.observed(None, since, until)) == [4, 5, 5, 6, 7]
    assert numbers(reader.observed("unit/HB-E1", since, until)) == [4, 5, 6, 7]
    first = MORNING + timedelta(hours=2, minutes=1)
    assert numbers(reader.recorded(None, first)) == [25, 26, 27, 28, 29, 5]
    assert numbers(reader.recorded(None, None, MORNING)) == [0, 1, 2, 3, 4]
    assert numbers(reader.recorded("unit/HB-E2", first)) == [5]
    reader.close()
    track.close()


def test_the_newest_of_each_subject_is_told_from_the_last_file_alone(town: Path) -> None:
    track = track_of(town)
    track.append([seen(1, "unit/HB-E2"), seen(9), seen(4)], MORNING, KEEP)
    track.append([seen(8)], MORNING + timedelta(hours=1), KEEP)
    track.close()
    paths = sorted((town / "track").glob("*.sqlite"))
    assert len(paths) == 2
    paths[0].unlink()
    reader = reader_of(town)
    newest = {name: numbers(iter([each])) for name, each in reader.newest().items()}
    assert newest == {"unit/HB-E1": [9], "unit/HB-E2": [1]}
    one = reader.newest_of("unit/HB-E1")
    assert one is not None
    assert numbers(iter([one])) == [9]
    assert reader.newest_of("unit/HB-E9") is None
    reader.close()


def test_retention_by_age_removes_whole_files_and_the_rest_still_verifies(town: Path) -> None:
    track = hours(town, 5)
    keep = Retention(keep_s=2 * 3600)
    removed = track.tidy(MORNING + timedelta(hours=4, minutes=30), keep)
    assert removed is not None
    assert (removed.position, removed.why) == (30, "age")
    assert numbers(track.reader.recorded())[0] == 30
    assert track.reader.at(30) is None
    again = track.tidy(MORNING + timedelta(hours=4, minutes=31), keep)
    assert again is None
    track.close()
    found = verify_track(town)
    assert found is not None
    assert (found.ok, found.observations, found.removed_upto) == (True, 20, 30)
    track_of(town).close()


def test_retention_by_size_removes_the_oldest_files(town: Path) -> None:
    track = hours(town, 6, each=200)
    size = track.reader.size_bytes()
    removed = track.tidy(MORNING + timedelta(hours=6), Retention(most_bytes=size // 2))
    assert removed is not None
    assert removed.why == "size"
    assert track.reader.size_bytes() <= size // 2
    assert track.reader.head() == 1200
    track.close()
    found = verify_track(town)
    assert found is not None
    assert found.ok


def test_a_file_that_grows_too_large_is_closed_early(town: Path) -> None:
    track = track_of(town)
    small = Retention(most_bytes=2_000_000)
    for turn in range(20):
        track.append([seen(turn * 100 + i) for i in range(100)], MORNING, small)
    assert len(list((town / "track").glob("*.sqlite"))) > 1
    track.close()


def test_a_silent_track_keeps_its_age_too(town: Path) -> None:
    track = hours(town, 1)
    removed = track.tidy(MORNING + timedelta(days=40), KEEP)
    assert removed is not None
    assert list(track.reader.recorded()) == []
    assert track.reader.newest() == {}
    track.append([seen(99)], MORNING + timedelta(days=40), KEEP)
    track.close()
    found = verify_track(town)
    assert found is not None
    assert (found.ok, found.observations) == (True, 1)


def test_a_removal_that_a_crash_cut_short_is_finished_at_the_next_opening(
    town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    track = hours(town, 3)
    monkeypatch.setattr(track, "_finish_removal", lambda: None)
    track.tidy(MORNING + timedelta(hours=2), Retention(keep_s=3600))
    track.close()
    assert len(list((town / "track").glob("*.sqlite"))) == 3
    track_of(town).close()
    assert len(list((town / "track").glob("*.sqlite"))) == 2
    found = verify_track(town)
    assert found is not None
    assert found.ok


def test_a_file_that_retention_did_not_remove_is_missed(town: Path) -> None:
    hours(town, 3).close()
    sorted((town / "track").glob("*.sqlite"))[0].unlink()
    found = verify_track(town)
    assert found is not None
    assert not found.ok
    assert "files before it are missing" in str(found.what)


def test_a_removal_nobody_signed_is_found(town: Path) -> None:
    track = hours(town, 3)
    track.tidy(MORNING + timedelta(hours=2), Retention(keep_s=3600))
    track.close()
    path = town / "track" / "removed.json"
    path.write_bytes(path.read_bytes().replace(b'\\"position\\":10', b'\\"position\\":11'))
    found = verify_track(town)
    assert found is not None
    assert "removed.json is not what the town signed" in str(found.what)


@pytest.mark.parametrize("column", ["body", "subject", "observed_ms", "signature"])
def test_one_altered_value_is_found_and_the_track_set_aside(town: Path, column: str) -> None:
    hours(town, 1).close()
    path = next((town / "track").glob("*.sqlite"))
    database = sqlite3.connect(path)
    position = 5 if column == "signature" else 3
    value = {"subject": "'unit/HB-E9'", "observed_ms": "observed_ms + 1"}.get(
        column, f"CAST(replace(CAST({column} AS TEXT), 'number', 'nunber') AS BLOB)"
    )
    if column == "signature":
        value = "zeroblob(64)"
    database.execute(f"UPDATE record SET {column} = {value} WHERE position = {position}")
    database.commit()
    database.close()
    found = verify_track(town)
    assert found is not None
    assert not found.ok
    track = track_of(town, seed=9)
    assert track.set_aside is not None
    aside, _ = track.set_aside
    assert aside.is_dir()
    assert track.position == 0
    track.append([seen(1)], MORNING, KEEP)
    track.close()
    found = verify_track(town)
    assert found is not None
    assert found.ok
    assert found.set_aside == (aside.name,)


def test_a_cut_tail_is_found(town: Path) -> None:
    hours(town, 1).close()
    path = next((town / "track").glob("*.sqlite"))
    database = sqlite3.connect(path)
    database.execute("DELETE FROM record WHERE position > 5")
    database.commit()
    database.close()
    found = verify_track(town)
    assert found is not None
    assert "ends at 5 but had reached 10" in str(found.what)


@pytest.mark.parametrize("damage", ["zeros", "cut", "text", "no mark", "empty"])
def test_a_torn_track_never_stops_the_town(town: Path, damage: str) -> None:
    hours(town, 2).close()
    path = sorted((town / "track").glob("*.sqlite"))[-1]
    content = path.read_bytes()
    if damage == "zeros":
        path.write_bytes(content[:8192] + bytes(4096) + content[12288:])
    elif damage == "cut":
        path.write_bytes(content[: len(content) // 2])
    elif damage == "text":
        path.write_bytes(b"not a database at all")
    elif damage == "empty":
        path.write_bytes(b"")
    else:
        (town / "track" / "mark").unlink()
    track = track_of(town, seed=9)
    assert track.set_aside is not None
    track.append([seen(1)], MORNING, KEEP)
    assert numbers(track.reader.recorded()) == [1]
    track.close()


def test_a_storage_error_stops_the_track_until_it_recovers(
    town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    track = track_of(town)
    track.append([seen(1)], MORNING, KEEP)

    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    with monkeypatch.context() as patched:
        patched.setattr("tocsin.log.track.in_one_commit", full)
        with pytest.raises(StorageUnknown, match="disk is full"):
            track.append([seen(2)], MORNING, KEEP)
    with pytest.raises(StorageUnknown, match="stopped"):
        track.append([seen(2)], MORNING, KEEP)
    track.recover()
    assert track.append([seen(2)], MORNING, KEEP) == 2
    track.close()


def test_a_long_file_is_checked_from_a_head_the_town_signed(
    town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hours(town, 1, each=100).close()
    monkeypatch.setattr("tocsin.log.track_check.CHECKED_AT_OPENING", 20)
    track = track_of(town)
    assert track.set_aside is None
    assert track.position == 100
    track.close()


def test_files_are_only_for_the_town(town: Path) -> None:
    hours(town, 1).close()
    for path in (town / "track").iterdir():
        assert path.stat().st_mode & 0o077 == 0, path
    assert (town / "track").stat().st_mode & 0o077 == 0


def test_times_of_any_zone_are_ordered_as_one(town: Path) -> None:
    track = track_of(town)
    cest = datetime.fromisoformat("2026-03-02T10:00:30+02:00")
    entry = msgspec.structs.replace(seen(30), observed_at=cest)
    track.append([seen(31), entry, seen(29)], MORNING, KEEP)
    assert numbers(track.reader.observed()) == [29, 30, 31]
    assert cest == datetime(2026, 3, 2, 8, 0, 30, tzinfo=UTC)
    track.close()
