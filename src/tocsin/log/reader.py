"""The whole reach of a town's log, read only: closed segments, the open file, and a fork's parent.

Positions are one dense order over all of them. Nothing is verified here beyond "no record is
missing and none stands out of order"; that is what `verify` and opening as a writer are for.
"""

import hashlib
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

import msgspec

from tocsin.log.chain import Head, genesis
from tocsin.log.failures import RESTORE, LogDamaged, NotATown
from tocsin.log.logfile import LogFile
from tocsin.log.part import Part
from tocsin.log.parts import main_part
from tocsin.log.record import (
    FORMAT,
    Carried,
    Header,
    Incarnation,
    first_incarnation,
    header_of,
    incarnation_of,
)
from tocsin.log.tables import Command, Row, SegmentRow, Span

SEGMENTS = "segments"
MANIFEST_FILE = "manifest.json"
"""A folder with this file is a backup: to be read and restored, never to be written on."""

Each = TypeVar("Each", bound=tuple[object, ...])


class Segment(NamedTuple):
    """A closed stretch of the log in a file of its own."""

    first: int
    last: int
    hash: bytes
    head_signature: bytes | None
    file: LogFile
    file_sha256: bytes
    balance_sha256: bytes
    signature: bytes

    @property
    def carried(self) -> Carried:
        """What the town signed when it closed the segment."""
        return Carried(
            position=self.last,
            hash=self.hash,
            balance_sha256=self.balance_sha256,
            signature=self.signature,
        )


class LogReader:
    """Records of one town by position, wherever they lie. Safe from any thread."""

    def __init__(self, folder: Path, parent: Path | None = None, main: Part | None = None) -> None:
        """Open `folder`; `parent` says where a fork's parent lies now, if it was moved.

        `main` is where the open records lie, when somebody has found them already: a reader on
        another machine than the town's folder has only that.
        """
        self.folder = folder
        self.main = main_part(folder) if main is None else main
        self.parent: LogReader | None = None
        self._lock = threading.Lock()
        self._segments: tuple[Segment, ...] = ()
        try:
            self._open(parent)
        except BaseException:
            self.close()
            raise

    def _open(self, parent: Path | None) -> None:
        self.header_body, self.header_signature = self.main.signed_header()
        try:
            self._header = header_of(self.header_body)
        except (msgspec.DecodeError, ValueError) as error:
            raise LogDamaged(0, f"the header in {self.main.shown}: {error}", RESTORE) from error
        if self._header.format > FORMAT:
            raise NotATown(
                f"{self.main.shown} has format {self._header.format}, this program reads "
                f"up to {FORMAT}; upgrade the program"
            )
        self.starts_after = self._header.starts_after
        self.start = genesis(self.header_body)
        self.refresh()
        self.parent = self._open_parent(parent)

    def _open_parent(self, moved_to: Path | None) -> "LogReader | None":
        named = self._header.parent
        if named is None:
            return None
        path = moved_to or Path(named.path)
        try:
            parent = LogReader(path)
        except NotATown as error:
            raise NotATown(
                f"{self.folder} is a fork of the log that lay in {named.path}, which is not there; "
                "open it with the parent's present folder"
            ) from error
        if parent.header.jurisdiction != named.jurisdiction or not parent.holds(
            named.position, named.hash
        ):
            parent.close()
            raise LogDamaged(
                named.position,
                f"{path} is not the log that {self.folder} was forked from (other town, or hash)",
                "Open the fork with the folder of its true parent",
            )
        return parent

    # what the log says of itself

    @property
    def header(self) -> Header:
        """The header, with the balance carried from the last closed segment."""
        segments = self._segments
        if not segments:
            return self._header
        return msgspec.structs.replace(self._header, carried=segments[-1].carried)

    @property
    def segments(self) -> tuple[Segment, ...]:
        """Closed segments, oldest first."""
        return self._segments

    def incarnations(self) -> tuple[Incarnation, ...]:
        """Every life of this log, the first one included."""
        first = first_incarnation(self._header, self.start)
        return (first, *(incarnation_of(body) for _, body, _ in self.main.incarnations()))

    def lives(self) -> dict[int, bytes]:
        """What later incarnations fold into the chain, by the position they follow."""
        folded: dict[int, bytes] = {}
        for position, body, signature in self.main.incarnations():
            folded[position] = folded.get(position, b"") + body + signature
        return folded

    def refresh(self) -> None:
        """Look again which segments are closed (another process may have closed one)."""
        rows = self.main.segments()
        with self._lock:
            known = {segment.first: segment for segment in self._segments}
            self._segments = tuple(known.get(row[0]) or self._segment(row) for row in rows)

    def _segment(self, row: SegmentRow) -> Segment:
        first, last, hash_, head_signature, name, file_sha256, balance_sha256, signature = row
        path = self.folder / SEGMENTS / name
        try:
            file = LogFile(path)
        except NotATown as error:
            raise LogDamaged(
                first, f"the closed segment {path} is missing", "Put it back from a backup"
            ) from error
        return Segment(
            first, last, hash_, head_signature, file, file_sha256, balance_sha256, signature
        )

    def carried_balance(self) -> bytes | None:
        """The picture carried from the last closed segment. Raises `LogDamaged` when altered."""
        if not self._segments:
            return None
        last = self._segments[-1]
        balance = self.main.balance(last.first)
        if hashlib.sha256(balance).digest() != last.balance_sha256:
            raise LogDamaged(last.last, "the carried balance is not what was signed", RESTORE)
        return balance

    def head(self) -> Head:
        """The last record's position, hash and signature as stored; not verified here."""
        row = self.main.last()
        if row is not None:
            return Head(row[0], row[1], row[3] or b"")
        self.refresh()
        if self._segments:
            last = self._segments[-1]
            return Head(last.last, last.hash, last.head_signature or b"")
        return Head(self.starts_after, self.start, self.header_signature)

    # records

    def rows(self, after: int, upto: int) -> Iterator[list[Row]]:
        """This log's own rows in batches, dense. `after` is not before the log's own start."""
        assert after >= self.starts_after, "a parent's rows belong to the parent's chain"
        return self._batches(lambda part, low, high: part.rows(low, high), after, upto)

    def bodies(self, after: int, upto: int) -> Iterator[list[tuple[int, bytes]]]:
        """Stored bytes in batches over the whole reach, a fork's parent first."""
        if self.parent is not None and after < self.starts_after:
            yield from self.parent.bodies(after, min(upto, self.starts_after))
            after = self.starts_after
        yield from self._batches(lambda part, low, high: part.bodies(low, high), after, upto)

    def commands(self, after: int, upto: int) -> Iterator[list[Command]]:
        """This log's own commands in batches, from the one that `after` + 1 belongs to."""
        while after < upto:
            file, last = self._part(after + 1)
            batch = file.commands(after, min(upto, last))
            if not batch:
                return
            yield batch
            after = max(after + 1, batch[-1][1])

    def body(self, position: int) -> bytes:
        """One record's stored bytes."""
        for batch in self.bodies(position - 1, position):
            return batch[0][1]
        raise LogDamaged(position, "no such record", RESTORE)

    def row(self, position: int) -> Row | None:
        """One of this log's own rows, or None."""
        if position <= self.starts_after:
            return None
        file, _ = self._part(position)
        found = file.row(position)
        if found is None:
            self.refresh()
            file, _ = self._part(position)
            found = file.row(position)
        return found

    def holds(self, position: int, hash_: bytes) -> bool:
        """Is `hash_` the chain's stored hash at `position`?"""
        if position == self.starts_after:
            return hash_ == self.start
        if position < self.starts_after:
            return self.parent is not None and self.parent.holds(position, hash_)
        row = self.row(position)
        return row is not None and row[1] == hash_

    def find_all(self, command_ids: Sequence[str]) -> dict[str, Span]:
        """First and last position of the records of each command, as far as this log reaches."""
        parts: list[Part] = [self.main, *(each.file for each in reversed(self._segments))]
        found: dict[str, Span] = {}
        left = command_ids
        for file in parts:
            found |= file.find_all(left)
            left = [each for each in left if each not in found] if found else left
            if not left:
                return found
        if self.parent is not None:
            for name, (first, last) in self.parent.find_all(left).items():
                if first <= self.starts_after:
                    found[name] = first, min(last, self.starts_after)
        return found

    def _part(self, position: int) -> tuple[Part, int]:
        """The file that holds `position`, and the last position to ask it for."""
        for segment in self._segments:
            if position <= segment.last:
                return segment.file, segment.last
        return self.main, 1 << 62

    def _batches(
        self, fetch: Callable[[Part, int, int], list[Each]], after: int, upto: int
    ) -> Iterator[list[Each]]:
        is_second_look = False
        while after < upto:
            file, last = self._part(after + 1)
            batch = fetch(file, after, min(upto, last))
            missing = _first_missing(batch, after)
            if missing is not None:
                if is_second_look:
                    raise LogDamaged(missing, f"the record is missing in {file.shown}", RESTORE)
                self.refresh()
                is_second_look = True
                continue
            is_second_look = False
            yield batch
            after += len(batch)

    def reopen(self) -> None:
        """After a storage error: fresh connections."""
        self.main.reopen()
        self.refresh()

    def close(self) -> None:
        """Let go of every file."""
        self.main.close()
        for segment in self._segments:
            segment.file.close()
        if self.parent is not None:
            self.parent.close()


def _first_missing(batch: list[Each], after: int) -> int | None:
    """The first position that a batch after `after` should hold and does not; None when dense."""
    if not batch:
        return after + 1
    if batch[-1][0] == after + len(batch):
        return None
    return next(after + 1 + i for i, row in enumerate(batch) if row[0] != after + 1 + i)
