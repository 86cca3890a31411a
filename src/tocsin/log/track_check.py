"""Is a track what was written? At opening its recent end, by `verify` all of it."""

from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import msgspec

from tocsin.log.chain import head_statement
from tocsin.log.failures import LogDamaged
from tocsin.log.mark import MARK_FILE, Mark, read_mark
from tocsin.log.parts import LOG_FILE
from tocsin.log.reader import LogReader
from tocsin.log.signing import KEY_FILE, TownKey, is_signed
from tocsin.log.track_file import TrackFile, TrackRow
from tocsin.log.track_reader import TRACK, TrackReader
from tocsin.log.track_record import (
    SET_ASIDE,
    TRACK_HEAD,
    Start,
    milliseconds,
    track_record,
)

CHECKED_AT_OPENING = 50_000
"""So many of the newest observations are checked at each opening; all of them by `verify`."""


class TrackEnd(NamedTuple):
    """Where a track's chain ends: position, hash, signature of the head there."""

    position: int
    hash: bytes
    signature: bytes


class TrackVerified(msgspec.Struct, frozen=True):
    """What a full check of a track found."""

    ok: bool
    observations: int
    """Those found good, in all files."""
    removed_upto: int
    """Retention has removed the track up to here."""
    what: str | None = None
    set_aside: tuple[str, ...] = ()
    """Damaged tracks that were put aside: folders, to be looked at and removed by a person."""


def begins(start: Start) -> TrackEnd:
    """The end of the chain before a file's own observations."""
    return TrackEnd(start.after, start.hash, start.signature)


def walked(file: TrackFile, end: TrackEnd, public_key: bytes) -> TrackEnd:
    """Check a file from a trusted end of the chain to its last row. Raises `LogDamaged`."""
    while rows := file.rows(end.position):
        end = _along(file, end, rows)
    if end.signature:
        _check_head(file, end, public_key)
    elif end.position > file.start.after:
        raise _damage(end.position, file, "the last observation was never signed for")
    return end


def _along(file: TrackFile, end: TrackEnd, rows: list[TrackRow]) -> TrackEnd:
    position, hash_, signature = end
    for row in rows:
        if not _is_of_kinds(row):
            raise _damage(position + 1, file, "the row holds values of the wrong kind")
        number, subject, observed_ms, stored, body, signed = row
        if number != position + 1:
            raise _damage(position + 1, file, "the observation is missing")
        hash_ = sha256(hash_ + signature + body).digest()
        if hash_ != stored:
            raise _damage(number, file, "the observation is not what was written")
        says = track_record(body, number)
        if (says.position, says.subject, milliseconds(says.observed_at)) != (
            number,
            subject,
            observed_ms,
        ):
            raise _damage(number, file, "the index does not agree with the observation")
        position, signature = number, signed or b""
    return TrackEnd(position, hash_, signature)


def _is_of_kinds(row: TrackRow) -> bool:
    kinds = tuple(type(value) for value in row)
    return kinds[:5] == (int, str, int, bytes, bytes) and kinds[5] in (bytes, type(None))


def _damage(position: int, file: TrackFile, what: str) -> LogDamaged:
    return LogDamaged(position, f"{what} in {file.path}", SET_ASIDE)


def _check_head(file: TrackFile, end: TrackEnd, public_key: bytes) -> None:
    if not is_signed(public_key, TRACK_HEAD, head_statement(end.position, end.hash), end.signature):
        raise _damage(end.position, file, "the last observation is not a head the town signed")


def recent_end(reader: TrackReader) -> TrackEnd:
    """The end of the chain, its newest part checked. Raises `LogDamaged`."""
    files = reader.files()
    file = files[-1]
    file.carried()
    last = file.last()
    anchor = begins(file.start)
    if last is not None and last[0] - file.start.after > CHECKED_AT_OPENING:
        row = file.head_before(last[0] - CHECKED_AT_OPENING)
        if row is not None:
            anchor = TrackEnd(row[0], row[3], row[5] or b"")
            _check_head(file, anchor, reader.public_key)
    return walked(file, anchor, reader.public_key)


def check_mark(reader: TrackReader, mark: Mark, end: TrackEnd) -> None:
    """The track reaches its high-water mark and is the one it was kept for. `LogDamaged`."""
    if mark.incarnation != reader.track:
        raise LogDamaged(0, "the track's high-water mark is of another track", SET_ASIDE)
    if mark.position > end.position:
        raise LogDamaged(
            end.position + 1,
            f"the track ends at {end.position} but had reached {mark.position}",
            SET_ASIDE,
        )
    for file in reversed(reader.files()):
        if file.start.after <= mark.position:
            row = file.row(mark.position)
            stored = file.start.hash if mark.position == file.start.after else row and row[3]
            if stored != mark.hash:
                raise LogDamaged(mark.position, "the track is not the one of its mark", SET_ASIDE)
            return


def tracks_aside(town: Path) -> tuple[str, ...]:
    """Folders of damaged tracks that were put aside."""
    return tuple(sorted(each.name for each in town.glob(f"{TRACK}-set-aside-*")))


def track_key(town: Path) -> bytes:
    """The public key that signs a town's track: its header's; its own where the log is elsewhere.

    Raises `NotATown`, `StorageUnknown`, `LogDamaged`.
    """
    if not (town / LOG_FILE).is_file():
        return TownKey.load(town / KEY_FILE).public
    log = LogReader(town)
    try:
        return log.header.public_key
    finally:
        log.close()


def verify_track(town: Path) -> TrackVerified | None:
    """Check the whole track of a town's folder; None where there is none.

    Runs beside the town that writes it. Never raises on damage; raises `StorageUnknown`.
    """
    folder = town / TRACK
    aside = tracks_aside(town)
    if not folder.is_dir() and not aside:
        return None
    public_key = track_key(town)
    for attempt in range(3):
        found = _verified(folder, public_key, aside)
        # A file that retention removed under our hands is no damage: look again.
        if found.ok or attempt == 2 or not folder.is_dir():
            return found
    return found


def _verified(folder: Path, public_key: bytes, aside: tuple[str, ...]) -> TrackVerified:
    reader = TrackReader(folder, public_key)
    good, upto = 0, 0
    try:
        if not reader.files():
            return TrackVerified(True, 0, 0, None, aside)
        mark = read_mark(folder / MARK_FILE)
        removed = reader.removed()
        upto = 0 if removed is None else removed.position
        end: TrackEnd | None = None
        for file in reader.files():
            beginning = begins(file.start)
            if end is None and (removed is not None or beginning.position != 0):
                is_where_removed = removed is not None and (
                    removed.track == file.start.track
                    and (removed.position, removed.hash) == (file.start.after, file.start.hash)
                )
                if not is_where_removed:
                    raise _damage(file.start.after, file, "files before it are missing")
            if end is not None and beginning != end:
                raise _damage(file.start.after, file, "the file does not follow the one before it")
            wrong = file.check_structure()
            if wrong is not None:
                raise LogDamaged(file.start.after, wrong, SET_ASIDE)
            file.carried()
            end = walked(file, beginning, public_key)
            good += end.position - beginning.position
        assert end is not None
        check_mark(reader, mark, end)
    except LogDamaged as damage:
        return TrackVerified(False, good, upto, f"position {damage.position}: {damage.what}", aside)
    finally:
        reader.close()
    return TrackVerified(True, good, upto, None, aside)
