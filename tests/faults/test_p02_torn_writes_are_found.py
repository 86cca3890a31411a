"""P2, at the store: torn, short, reordered writes are found at open, a lying disk by the mark."""

import shutil
from pathlib import Path
from random import Random

import pytest

from tests.faults.disk import Disk
from tests.log.makings import append, founded, numbers, town_of
from tocsin.log import LogDamaged, StorageUnknown, open_store, restore, verify

PAGE = 4096
COMMITS = 120


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A town of several dozen pages, all in one file."""
    return town_of(tmp_path_factory.mktemp("sound") / "town", COMMITS)


def damaged(sound: Path, folder: Path, content: bytes) -> Path:
    """A copy of the sound town with other bytes in its log."""
    town = folder / "town"
    shutil.copytree(sound, town)
    (town / "log.sqlite").write_bytes(content)
    return town


def served(town: Path) -> list[int] | None:
    """What a town serves, or None when it refuses to serve, naming the position."""
    try:
        store = open_store(town, writer=True)
    except LogDamaged as damage:
        is_helpful = "restore" in str(damage).lower() or "backup" in str(damage).lower()
        return None if is_helpful and 0 <= damage.position <= COMMITS + 1 else [damage.position]
    try:
        return numbers(store)
    finally:
        store.close()


def torn(content: bytes, page: int) -> bytes:
    """The second half of a page never reached the disk."""
    middle = page * PAGE + PAGE // 2
    return content[:middle] + bytes(PAGE // 2) + content[middle + PAGE // 2 :]


def swapped(content: bytes, page: int) -> bytes:
    """Two neighbouring pages were written in each other's place."""
    a, b = page * PAGE, (page + 1) * PAGE
    return content[:a] + content[b : b + PAGE] + content[a:b] + content[b + PAGE :]


def stale(content: bytes, page: int) -> bytes:
    """A page was never written: it still holds nothing."""
    return content[: page * PAGE] + bytes(PAGE) + content[(page + 1) * PAGE :]


@pytest.mark.parametrize("surgery", [torn, swapped, stale])
def test_a_page_written_wrongly_is_found_at_open(
    sound: Path, tmp_path: Path, surgery: object
) -> None:
    content = (sound / "log.sqlite").read_bytes()
    pages = len(content) // PAGE
    refused = 0
    for page in range(pages - 1):
        assert callable(surgery)
        altered = surgery(content, page)
        if altered == content:
            continue
        town = damaged(sound, tmp_path / str(page), altered)
        got = served(town)
        refused += got is None
        # Either it refuses, or the bytes belonged to nothing and every record is as it was.
        assert got is None or got == list(range(1, COMMITS + 1)), page
        assert got is not None or not verify(town).ok
    assert refused > pages // 2


def test_a_file_cut_short_is_found_at_open(sound: Path, tmp_path: Path) -> None:
    content = (sound / "log.sqlite").read_bytes()
    for length in range(PAGE, len(content), 3 * PAGE + 700):
        assert served(damaged(sound, tmp_path / str(length), content[:length])) is None


def test_control_with_verification_switched_off_damage_is_served(
    sound: Path, tmp_path: Path
) -> None:
    content = bytearray((sound / "log.sqlite").read_bytes())
    place = content.index(b'{"number":77}') + 11
    content[place : place + 1] = b"8"
    town = damaged(sound, tmp_path, bytes(content))
    unverified = open_store(town, writer=False)
    assert numbers(unverified)[76] == 78
    unverified.close()
    assert served(town) is None


@pytest.mark.parametrize("position", [1, 2, 50, 119, 120])
def test_a_restore_keeps_every_record_before_the_damage(
    sound: Path, tmp_path: Path, position: int
) -> None:
    content = bytearray((sound / "log.sqlite").read_bytes())
    content[content.index(b'{"position":%d,' % position) + 40] ^= 4
    town = damaged(sound, tmp_path, bytes(content))
    with pytest.raises(LogDamaged) as damage:
        restore(town, tmp_path / "again")
    assert damage.value.position == position
    restored = restore(town, tmp_path / "again", upto_damage=True)
    assert restored.position == position - 1
    again = open_store(tmp_path / "again", writer=True)
    assert numbers(again) == list(range(1, position))
    append(again, 1000)
    again.close()
    assert verify(tmp_path / "again").ok


def test_a_restore_keeps_every_record_on_pages_before_a_torn_one(
    sound: Path, tmp_path: Path
) -> None:
    content = (sound / "log.sqlite").read_bytes()
    place = content.index(b'{"position":60,')
    page = place // PAGE
    town = damaged(sound, tmp_path, stale(content, page))
    with pytest.raises(LogDamaged) as damage:
        open_store(town, writer=True)
    restored = restore(town, tmp_path / "again", upto_damage=True)
    assert restored.position == damage.value.position - 1
    on_the_page = [
        number for number in range(1, COMMITS + 1)
        if content.index(b'{"position":%d,' % number) // PAGE == page
    ]  # fmt: skip
    assert restored.position == min(on_the_page) - 1
    again = open_store(tmp_path / "again", writer=True)
    assert numbers(again) == list(range(1, restored.position + 1))
    again.close()


def test_a_disk_that_lies_about_syncing_is_found_by_the_mark(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for seed in range(6):
        folder = tmp_path / str(seed)
        folder.mkdir()
        disk = Disk()
        with monkeypatch.context() as patched:
            disk.under(patched)
            store = founded(folder / "town")
            append(store, *range(1, 21))
            disk.lies = True
            for number in range(21, 60):
                append(store, number)
            town = disk.after_power_cut(folder / "town", folder / "cut", Random(seed))
            store.close()
        with pytest.raises(LogDamaged, match="had reached 59") as damage:
            open_store(town, writer=True)
        # Control: without the mark, the shorter log looks sound.
        unverified = open_store(town, writer=False)
        kept = unverified.head().position
        unverified.close()
        assert damage.value.position == kept + 1
        assert 20 <= kept < 59
        restored = restore(town, folder / "again", upto_damage=True)
        assert restored.position == kept


def test_writes_that_were_never_synced_may_arrive_in_any_part_and_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = Disk()
    with monkeypatch.context() as patched:
        disk.under(patched)
        store = founded(tmp_path / "town")
        for number in range(1, 30):
            append(store, number)
        disk.fail_at, disk.stays_dead = disk.operations + 4, True
        with pytest.raises(StorageUnknown):
            append(store, *range(30, 90))
        towns = [
            disk.after_power_cut(tmp_path / "town", tmp_path / f"cut-{seed}", Random(seed))
            for seed in range(30)
        ]
        store.close()
    for town in towns:
        again = open_store(town, writer=True)
        # The commit whose end is unknown is wholly there or wholly absent.
        assert again.head().position in {29, 89}
        again.close()
