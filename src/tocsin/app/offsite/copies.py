"""A town's way into a repository and back, and the drill that proves it."""

import hashlib
import json
import shutil
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from tocsin.app.backup_note import note_backup
from tocsin.app.carriers.kept_beside import CARRIED
from tocsin.app.credentials import FILE as CREDENTIALS
from tocsin.app.doctor.record import DRILL_FILE
from tocsin.app.ground.keeping import GROUNDS
from tocsin.app.offsite.repository import PIECE_BYTES, Copy, Damaged, File, Repository
from tocsin.app.outcome import Exit, Told
from tocsin.federation.link_key import LINK_KEY_FILE
from tocsin.log import backup, restore, verify
from tocsin.log.reader import LogReader

NOTE_FILE = "offsite.json"
"""What was last sent, kept by the town: a repository that knows less was rolled back."""


class Pushed(msgspec.Struct, frozen=True):
    """What a push sent."""

    number: int
    position: int
    pieces: int
    new_pieces: int
    new_bytes: int
    seconds: float


class Drilled(msgspec.Struct, frozen=True):
    """What a drill found: a copy brought back, verified, restored to a town that opens."""

    number: int
    position: int
    records: int
    fetch_s: float
    restore_s: float
    verify_s: float
    mb_per_s: float
    behind: int
    """Records that the live town has beyond the copy."""


def push(repository: Repository, town: Path, note: Callable[[str], None]) -> Pushed:
    """Send what is not there yet; then the list that makes it a copy.

    A push that is cut short leaves pieces that the next one finds, and no list. Raises Told,
    Damaged, Unreachable, and as `backup`.
    """
    began = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="tocsin-offsite-") as scratch:
        cut = Path(scratch) / "copy"
        made = backup(town, cut, also=(CREDENTIALS, GROUNDS, LINK_KEY_FILE, *CARRIED))
        before = checked(repository, town)
        if before and before[-1].jurisdiction != made.jurisdiction:
            raise Told(f"that place holds copies of {before[-1].town}: use one of its own")
        there = repository.target.names("pieces/")
        sent = Sent()
        files = tuple(
            _send(repository, cut, path, there, sent)
            for path in sorted(cut.rglob("*"))
            if path.is_file()
        )
        reader = LogReader(cut)
        try:
            head = reader.head()
        finally:
            reader.close()
        copy = Copy(
            number=before[-1].number + 1 if before else 1,
            made_at=datetime.now(UTC),
            town=made.name,
            jurisdiction=made.jurisdiction,
            position=head.position,
            head=head.hash.hex(),
            files=files,
            before=repository.digest_of(before[-1]) if before else "",
        )
        note(f"{sent.new} of {sent.pieces} pieces were new")
        repository.put_copy(copy)
    (town / NOTE_FILE).write_text(json.dumps({"number": copy.number, "head": copy.head}))
    note_backup(town, copy.position, f"off-site copy {copy.number}")
    took = round(time.perf_counter() - began, 2)
    return Pushed(copy.number, copy.position, sent.pieces, sent.new, sent.bytes, took)


class Sent:
    """What has been sent so far."""

    def __init__(self) -> None:
        self.pieces = 0
        self.new = 0
        self.bytes = 0


def _send(repository: Repository, cut: Path, path: Path, there: set[str], sent: Sent) -> File:
    pieces: list[str] = []
    with path.open("rb") as file:
        while piece := file.read(PIECE_BYTES):
            name = repository.name_of(piece)
            if name not in there:
                repository.put_piece(piece)
                there.add(name)
                sent.new += 1
                sent.bytes += len(piece)
            pieces.append(name)
            sent.pieces += 1
    return File(path.relative_to(cut).as_posix(), path.stat().st_size, tuple(pieces))


def checked(repository: Repository, town: Path | None) -> list[Copy]:
    """All copies, oldest first. Raises Damaged where fewer are there than the town sent."""
    found = repository.copies()
    if town is None or not (town / NOTE_FILE).is_file():
        return found
    sent = json.loads((town / NOTE_FILE).read_text())
    newest = found[-1] if found else None
    if newest is None or newest.number < sent["number"]:
        raise Damaged(
            f"copy {sent['number']} was sent and is not there: an older state was put back"
        )
    if newest.number == sent["number"] and newest.head != sent["head"]:
        raise Damaged(f"copy {newest.number} is not the one that was sent")
    return found


def chosen(repository: Repository, number: int | None) -> Copy:
    """A copy by its number, or the newest. Raises Told, Damaged."""
    found = repository.copies()
    wanted = [each for each in found if number is None or each.number == number]
    if not wanted:
        raise Told("there is no such copy; `list` names them", Exit.usage)
    return wanted[-1]


def fetch(repository: Repository, copy: Copy, folder: Path) -> int:
    """Bring a copy back as a backup's folder, which `tocsin restore` takes; its bytes.

    Raises Told, Damaged, Unreachable.
    """
    if folder.exists() and any(folder.iterdir()):
        raise Told(f"{folder} is not empty; name a new folder", Exit.usage)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    size = 0
    for each in copy.files:
        path = folder / each.name
        if folder.resolve() not in path.resolve().parents:
            raise Damaged(f"copy {copy.number} names a file outside its folder")
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with path.open("xb") as file:
            path.chmod(0o600)
            for name in each.pieces:
                size += file.write(repository.piece(name))
        if path.stat().st_size != each.size:
            raise Damaged(f"{each.name} of copy {copy.number} has another size")
    return size


def verified(repository: Repository, town: Path | None) -> tuple[int, int]:
    """Open every piece of every copy; how many copies and pieces. Raises Damaged."""
    copies = checked(repository, town)
    names = {name for copy in copies for each in copy.files for name in each.pieces}
    for name in sorted(names):
        repository.piece(name)
    return len(copies), len(names)


def drill(repository: Repository, town: Path | None) -> Drilled:
    """Bring the newest copy back to life in a scratch folder, look at every record, take it away.

    The town keeps a note that it was done. Raises Damaged, Told, Unreachable.
    """
    copies = checked(repository, town)
    if not copies:
        raise Told("there is no copy yet: push one first", Exit.usage)
    copy = copies[-1]
    with tempfile.TemporaryDirectory(prefix="tocsin-drill-") as scratch:
        began = time.perf_counter()
        size = fetch(repository, copy, Path(scratch) / "copy")
        fetched = time.perf_counter()
        graves = town / "tombstones" if town is not None else None
        restore(
            Path(scratch) / "copy",
            Path(scratch) / "town",
            tombstones=graves if graves is not None and graves.is_file() else None,
            also=(CREDENTIALS, GROUNDS, LINK_KEY_FILE, *CARRIED),
        )
        restored = time.perf_counter()
        found = verify(Path(scratch) / "town")
        done = time.perf_counter()
        if not found.ok:
            raise Damaged(f"the copy does not verify: {found.what}")
        shutil.rmtree(Path(scratch) / "town")
    behind = 0
    if town is not None:
        reader = LogReader(town)
        try:
            behind = reader.head().position - copy.position
            if not reader.holds(copy.position, bytes.fromhex(copy.head)):
                raise Damaged("the copy is not of this town's log")
        finally:
            reader.close()
        at = datetime.now(UTC).isoformat()
        digest = hashlib.sha256(copy.head.encode()).hexdigest()[:16]
        (town / DRILL_FILE).write_text(json.dumps({"at": at, "copy": copy.number, "of": digest}))
    return Drilled(
        number=copy.number,
        position=copy.position,
        records=found.events,
        fetch_s=round(fetched - began, 2),
        restore_s=round(restored - fetched, 2),
        verify_s=round(done - restored, 2),
        mb_per_s=round(size / 1e6 / max(done - began, 1e-9), 2),
        behind=behind,
    )


def pruned(repository: Repository, keep: int) -> tuple[int, int]:
    """Take away all but the newest copies, and the pieces that only they had; how many of both."""
    copies = repository.copies()
    gone, kept = copies[:-keep], copies[-keep:]
    needed = {name for copy in kept for each in copy.files for name in each.pieces}
    for copy in gone:
        repository.drop_copy(copy)
    old = repository.target.names("pieces/") - needed if gone else set()
    for name in sorted(old):
        repository.target.delete(name)
    return len(gone), len(old)
