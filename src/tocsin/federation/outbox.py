"""The slice that one neighbour is given: one stream over restarts, durable before it is said.

The town's board begins anew with each process; this goes on. What the neighbour was told last is
kept as digests of its fields, so nothing readable lies on the disk, and what changed while nobody
looked is told in one tick. A reader that stands where nothing is kept any more gets everything
afresh, under a new incarnation.
"""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

import msgspec

from tocsin.access import Slice, Tick, Viewer
from tocsin.access.changes import SIGHT_CHANGED, Cause
from tocsin.access.slices import Delta, Verb
from tocsin.access.stream import BEGINNING, Body
from tocsin.federation.slice_messages import MOST_PAST, Cursor
from tocsin.log.row_file import RowFile
from tocsin.operations.picture import Subject

KEPT_BYTES = 32_000_000
"""Ticks kept for a reader that comes back, by size; an opening that it has yet to read is kept
whole beside them, however large.
"""
EVERYTHING = 2**62
CHUNK_DELTAS = 500
CHUNK_BYTES = 500_000

_ENCODER = msgspec.json.Encoder(order="deterministic")
_DELTAS = msgspec.json.Decoder(tuple[Delta, ...])

Digests = dict[str, str]

_TOLD = "told"


class OutboxState(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where the stream stood when it was last made durable."""

    life: str
    incarnation: str
    generation: int
    opening: int
    sequence: int
    head: str
    reader: Cursor = Cursor()
    """So far the neighbour was last known to have read."""
    past: tuple[Cursor, ...] = ()
    """Where the streams before it ended, in this life of the log, the last one last."""


class Elsewhere(Exception):
    """The reader has heard more of this stream, or something else, than was ever said here.

    So either an older copy of this town was put back, or two of them are served. `sequence` and
    `head` are where this one stands, as far as the two can be compared.
    """

    def __init__(self, says: str, sequence: int, head: str) -> None:
        super().__init__(says)
        self.sequence = sequence
        self.head = head


class Outbox:
    """The stream for one neighbour. For one thread at a time."""

    def __init__(self, path: Path, viewer: Viewer, life: str) -> None:
        """Open or make the file. Raises StorageUnknown."""
        self._viewer = viewer
        self._life = life
        self._kept: dict[int, Tick] = {}
        """By the number of the first delta in each, in order and without gaps."""
        self._heads: dict[int, str] = {}
        """Of whoever has read up to the last delta of a kept tick."""
        self._kept_bytes = 0
        self._opening_bytes = 0
        self._told: dict[Subject, Digests] = {}
        self._unsaved: set[Subject] = set()
        self._file = RowFile(path)
        self._saved = self._load()
        self._stream: Slice | None = None
        self._generation = 0 if self._saved is None else self._saved.generation
        self._opening = 0
        self._past: tuple[Cursor, ...] = ()
        self.reader = Cursor() if self._saved is None else self._saved.reader
        """So far the neighbour is known to have read: as it asked, or as its bundle said. What is
        known by a question alone is made durable with what is said next.
        """
        if self._saved is not None and self._saved.life == life:
            self._stream = Slice(viewer, self._saved.incarnation, 0)
            self._stream.sequence, self._stream.head = self._saved.sequence, self._saved.head
            self._opening = self._saved.opening
            self._past = self._saved.past

    def _load(self) -> OutboxState | None:
        state = self._file.state()
        for kind, name, digests in self._file.rows(_TOLD):
            self._told[kind, name] = msgspec.json.decode(digests, type=Digests)
        return None if state is None else msgspec.json.decode(state, type=OutboxState)

    @property
    def sequence(self) -> int:
        """How far there is something to tell."""
        return 0 if self._stream is None else self._stream.sequence

    @property
    def state(self) -> OutboxState:
        """Where the stream stands now."""
        assert self._stream is not None, "begun first"
        return OutboxState(
            life=self._life,
            incarnation=self._stream.incarnation,
            generation=self._generation,
            opening=self._opening,
            sequence=self._stream.sequence,
            head=self._stream.head,
            reader=self.reader,
            past=self._past,
        )

    def has_told(self, key: Subject) -> bool:
        """Whether this subject is in what the neighbour is told."""
        return key in self._told

    def begin(self, opening: bytes, incarnation: str, generation: int, at: datetime) -> None:
        """A new incarnation: everything the neighbour may know, `opening` as the board made it.

        `generation` is raised to be above every one before.
        """
        before = self._stream
        if before is not None:
            ended = Cursor(before.incarnation, before.sequence, before.head)
            self._past = (*self._past, ended)[-MOST_PAST:]
        self._stream = Slice(self._viewer, incarnation, 0)
        self._generation = max(generation, self._generation + 1)
        self._kept.clear()
        self._heads.clear()
        self._kept_bytes = self._opening_bytes = 0
        self._unsaved.update(self._told)
        self._told.clear()
        self._opening_bytes = len(opening) + KEPT_BYTES  # with what its parts add to it
        self._take(_DELTAS.decode(opening), at)
        self._opening = self._stream.sequence
        self._opening_bytes = self._kept_bytes

    def go_on(self, opening: bytes, incarnation: str, generation: int, at: datetime) -> None:
        """The board has begun anew: tell what is otherwise than when this was last told."""
        if self._stream is None:
            self.begin(opening, incarnation, generation, at)
            return
        now = {each.key: each for each in _DELTAS.decode(opening)}
        cause = Cause(SIGHT_CHANGED, at, at)
        found = [Delta(Verb.withdrawn, *key, cause) for key in self._told if key not in now]
        for key, delta in now.items():
            told = self._told.get(key)
            digests = _digests(delta)
            if told is None or set(told) - set(digests):
                found.append(delta)
            elif told != digests:
                fields = {n: v for n, v in delta.fields.items() if told.get(n) != digests[n]}
                found.append(Delta(Verb.changed, *key, cause, fields))
        self._take(sorted(found, key=lambda each: each.key), at)

    def follow(self, body: bytes, at: datetime) -> None:
        """A tick of the board."""
        self._take(_DELTAS.decode(body), at)

    def _take(self, deltas: Sequence[Delta], at: datetime) -> None:
        assert self._stream is not None, "begun first"
        for chunk in _chunks(deltas):
            encoded = _ENCODER.encode(chunk)
            first = self._stream.sequence + 1
            body = Body(len(chunk), encoded, hashlib.sha256(encoded).hexdigest())
            tick = self._stream.take(body, at)
            self._kept[first] = tick
            self._heads[tick.last] = self._stream.head
            self._kept_bytes += len(tick.body)
            for delta in chunk:
                self._note(delta)
        self._drop_old()

    def _drop_old(self) -> None:
        """What is too much, the oldest first; nothing of an opening that is being read."""
        reader, here = self.reader, self._stream
        is_read = here is not None and reader.incarnation == here.incarnation
        if is_read and reader.sequence >= self._opening:
            self._opening_bytes = 0
        most = KEPT_BYTES + self._opening_bytes
        while self._kept_bytes > most and len(self._kept) > 1:
            tick = self._kept.pop(next(iter(self._kept)))
            self._heads.pop(tick.last)
            self._kept_bytes -= len(tick.body)

    def _note(self, delta: Delta) -> None:
        self._unsaved.add(delta.key)
        if delta.verb is Verb.withdrawn:
            self._told.pop(delta.key, None)
        elif delta.verb is Verb.disclosed:
            self._told[delta.key] = _digests(delta)
        else:
            self._told[delta.key] = {**self._told.get(delta.key, {}), **_digests(delta)}

    def save(self) -> None:
        """Make durable where the stream stands, before any of it is said. Raises StorageUnknown."""
        state = self.state
        if self._saved is not None and state == msgspec.structs.replace(
            self._saved, reader=state.reader
        ):
            return
        self._write(state)

    def read_up_to(self, reader: Cursor) -> None:
        """The neighbour has said so in a bundle. Raises StorageUnknown."""
        self.reader = reader
        self._write(self.state)

    def _write(self, state: OutboxState) -> None:
        rows, dropped = [], []
        for key in self._unsaved:
            told = self._told.get(key)
            if told is None:
                dropped.append((_TOLD, *key))
            else:
                rows.append((_TOLD, *key, msgspec.json.encode(told)))
        self._file.keep(msgspec.json.encode(state), rows, dropped)
        self._unsaved.clear()
        self._saved = state

    def unread(self, most_bytes: int = EVERYTHING) -> tuple[Cursor, Sequence[Tick] | None]:
        """From where a neighbour that does not ask is told, and the ticks after that: from where it
        is known to stand, else from the beginning of this stream. None: it must begin afresh.

        Raises Elsewhere.
        """
        reader = self.reader
        found = self.since(reader.incarnation, reader.sequence, reader.head, most_bytes)
        if found is not None:
            return self.reader, found
        first = Cursor(self.state.incarnation, 0, BEGINNING)
        return first, self.since(first.incarnation, 0, first.head, most_bytes)

    def since(
        self, incarnation: str, sequence: int, head: str, most_bytes: int = EVERYTHING
    ) -> Sequence[Tick] | None:
        """The ticks after where a reader stands, up to the one with which they are `most_bytes`;
        None where it must begin afresh. Costs no more than what is told.

        Raises Elsewhere where nobody can stand there who read what was said here.
        """
        stream = self._stream
        if stream is None or incarnation != stream.incarnation:
            return None
        if sequence > stream.sequence:
            says = f"it has heard {sequence}, and {stream.sequence} is the last that was said"
            raise Elsewhere(says, stream.sequence, stream.head)
        known = stream.head if sequence == stream.sequence else self._heads.get(sequence, head)
        if known != head:
            raise Elsewhere(f"it has heard something else up to {sequence}", sequence, known)
        if sequence == stream.sequence:
            return ()
        if sequence + 1 not in self._kept:
            return None
        found: list[Tick] = []
        size, at = 0, sequence + 1
        while at in self._kept and size < most_bytes:
            tick = self._kept[at]
            found.append(tick)
            size += len(tick.body)
            at = tick.last + 1
        return tuple(found)

    def head_after(self, tick: Tick) -> str:
        """The head of whoever has read up to this tick."""
        return hashlib.sha256(tick.envelope).hexdigest()

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()


def _digests(delta: Delta) -> Digests:
    return {
        name: hashlib.blake2b(_ENCODER.encode(value), digest_size=16).hexdigest()
        for name, value in delta.fields.items()
    }


def _chunks(deltas: Iterable[Delta]) -> Iterable[tuple[Delta, ...]]:
    """A long list in parts that are read one by one."""
    chunk: list[Delta] = []
    size = 0
    for delta in deltas:
        length = len(_ENCODER.encode(delta))
        if chunk and (len(chunk) >= CHUNK_DELTAS or size + length > CHUNK_BYTES):
            yield tuple(chunk)
            chunk, size = [], 0
        chunk.append(delta)
        size += length
    if chunk:
        yield tuple(chunk)
