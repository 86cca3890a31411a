"""What a neighbour has let us know: its slice, folded and kept, with its head and its age.

Nothing is taken that the neighbour did not sign for us, in answer to this question, as the
continuation of what we have. What it signed and cannot all be true (a history that goes back, two
histories) is told apart from what anybody on the way could have done.

`heard` is called with what changed, after it is durable; at each start it is called with everything
as disclosed, so that whoever listens misses nothing over a crash.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

import msgspec

from tocsin.access import Reading, fold_slice
from tocsin.access.changes import SIGHT_CHANGED, Cause
from tocsin.access.sight import Fields
from tocsin.access.slices import Delta, Verb
from tocsin.access.stream import BEGINNING, Broken
from tocsin.federation.bundles import BundleSaid
from tocsin.federation.custody_heads import SignedHead
from tocsin.federation.slice_messages import (
    MOST_PAST,
    NewerFormat,
    NotSigned,
    SliceStanding,
    read_answer,
)
from tocsin.log.failures import StorageUnknown
from tocsin.log.row_file import RowFile, look_in
from tocsin.operations.picture import Subject

MOST_SUBJECTS = 250_000
MOST_BYTES = 512_000_000
"""Of one neighbour's slice on our disk; while another takes its place, twice that."""
OFF_S = 60
"""Clocks that differ by more are said to."""

Heard = Callable[[str, Sequence[Delta]], None]


class SliceFault(StrEnum):
    """Why what a neighbour says is not taken; each has its row in `docs/operating`."""

    unreachable = "unreachable"
    not_let_in = "not_let_in"
    other_door = "other_door"
    not_signed = "not_signed"
    not_for_us = "not_for_us"
    replayed = "replayed"
    malformed = "malformed"
    newer = "newer"
    too_large = "too_large"
    too_slow = "too_slow"
    broken = "broken"
    rolled_back = "rolled_back"
    forked = "forked"
    gap = "gap"


class SliceRefused(Exception):
    """An answer that is not taken: by which rule, and why in a sentence."""

    def __init__(self, fault: SliceFault, says: str) -> None:
        super().__init__(says)
        self.fault = fault


class ReplicaState(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How far a neighbour's slice was read, and when; `shown` is the incarnation on show.

    While a new incarnation is being disclosed the one before stays on show.
    """

    life: str = ""
    incarnation: str = ""
    generation: int = 0
    opening: int = 0
    sequence: int = 0
    head: str = "0" * 64
    shown: str = ""
    heard_at: datetime | None = None
    """By our clock, when the neighbour was last heard: of what a bundle carried, when that was
    written.
    """
    said_at: datetime | None = None
    """By its clock, when it said the last that was taken."""
    clock_off_s: int = 0
    """So far its clock is ahead of ours, where that is more than a minute."""
    restored_at: datetime | None = None
    """When its log was heard to have begun another life: restored, or taken over."""
    tls: str = ""
    """The TLS key of its door, as it signed for it."""
    custody_head: SignedHead | None = None
    """What it signed last of its units."""
    heals: int = 0
    """Doubts that people had ended when it was last begun afresh."""
    fault: SliceFault | None = None
    fault_says: str = ""
    fault_at: datetime | None = None


class Looked(NamedTuple):
    """A replica as it lies on the disk."""

    state: ReplicaState
    known: Mapping[Subject, Fields]


def look_at(path: Path) -> Looked | None:
    """Read a replica that another process may be writing; None where there is none. Raises
    StorageUnknown.
    """
    found = look_in(path)
    if found is None:
        return None
    if found.state is None:
        return Looked(ReplicaState(), {})
    try:
        state = msgspec.json.decode(found.state, type=ReplicaState)
        return Looked(state, _decoded(found.rows(state.shown)))
    except msgspec.DecodeError as error:
        raise StorageUnknown(f"{path} cannot be read: {error}") from error


def _decoded(rows: list[tuple[str, str, bytes]]) -> dict[Subject, Fields]:
    return {(kind, name): msgspec.json.decode(fields) for kind, name, fields in rows}


class Replica:
    """One neighbour's replica, in a file. For one thread at a time; `known` may be read by any."""

    def __init__(self, path: Path, neighbour: str, heard: Heard | None = None) -> None:
        """Open or make it. Raises StorageUnknown."""
        self.neighbour = neighbour
        self._heard = heard
        self._file = RowFile(path)
        try:
            state = self._file.state()
            self.state = (
                ReplicaState() if state is None else msgspec.json.decode(state, type=ReplicaState)
            )
            coming = self._file.rows(self.state.incarnation)
            self._bytes = sum(len(fields) for _, _, fields in coming)
            self._coming = _decoded(coming)
            self._known = (
                self._coming
                if self.state.shown == self.state.incarnation
                else _decoded(self._file.rows(self.state.shown))
            )
        except msgspec.DecodeError as error:
            self._file.close()
            raise StorageUnknown(
                f"{path} cannot be read ({error}); remove it: it is read anew"
            ) from error
        self._was_shown = self.state.shown
        if heard is not None and self._known:
            heard(neighbour, _all_disclosed(self._known, self.state.heard_at))

    def looked(self) -> Looked:
        """What is on show now."""
        return Looked(self.state, self._known)

    @property
    def known(self) -> Mapping[Subject, Fields]:
        """What the neighbour has let us know, by kind and id."""
        return self._known

    def take(
        self, answer: bytes, *, nonce: str, own_code: str, public_key: str, now: datetime
    ) -> SliceStanding:
        """Take an answer to the question with this nonce; its standing. Raises SliceRefused,
        StorageUnknown: then nothing of it is kept.
        """
        try:
            standing, ticks = read_answer(answer, public_key)
        except NotSigned as error:
            raise SliceRefused(SliceFault.not_signed, str(error)) from error
        except NewerFormat as error:
            raise SliceRefused(SliceFault.newer, f"{error}: upgrade this town") from error
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise SliceRefused(SliceFault.malformed, f"not an answer: {error}"[:180]) from error
        self._check_for_us(standing, own_code)
        if standing.nonce != nonce:
            raise SliceRefused(SliceFault.replayed, "this answers another question")
        self.check_history(standing)
        deltas = self._read(standing, ticks)
        self._keep(standing, deltas, now)
        return standing

    def take_carried(
        self, said: BundleSaid, ticks: Sequence[bytes], *, own_code: str, now: datetime
    ) -> bool:
        """Take what a bundle carried; whether there was news in it. Raises SliceRefused,
        StorageUnknown: then nothing of it is kept.
        """
        standing, state = said.standing, self.state
        self._check_for_us(standing, own_code)
        is_here = standing.incarnation == state.incarnation
        is_lower = standing.generation < state.generation or (
            is_here and standing.sequence < state.sequence
        )
        if is_lower and (state.said_at is None or standing.at <= state.said_at):
            return False  # older than what is known: a stick that lay about
        self.check_history(standing)
        if not is_here or standing.sequence > state.sequence:
            deltas = self._read_on(said, ticks)
        elif state.said_at is not None and standing.at <= state.said_at:
            return False
        else:
            deltas = []
        self._keep(standing, deltas, now, is_carried=True)
        return True

    def _check_for_us(self, standing: SliceStanding, own_code: str) -> None:
        if (standing.town, standing.to) != (self.neighbour, own_code):
            raise SliceRefused(
                SliceFault.not_for_us,
                f"signed for {standing.to} by {standing.town}, not for us by {self.neighbour}",
            )

    def check_history(self, standing: SliceStanding) -> None:
        """Raise SliceRefused where a signed standing and what we have cannot both be true."""
        state = self.state
        if standing.generation < state.generation:
            raise SliceRefused(
                SliceFault.rolled_back,
                f"its slice is of generation {standing.generation}, heard was "
                f"{state.generation}: an old copy of the town was put back",
            )
        if standing.incarnation != state.incarnation:
            if standing.generation == state.generation:
                raise SliceRefused(
                    SliceFault.forked, f"two slices of one generation, {state.generation}"
                )
            self._check_past(standing)
            return
        if standing.latest < state.sequence or standing.sequence < state.sequence:
            raise SliceRefused(
                SliceFault.rolled_back,
                f"its slice ends at {standing.latest}, heard was {state.sequence}: an old copy of "
                "the town was put back",
            )
        if standing.sequence == state.sequence and standing.head != state.head:
            raise SliceRefused(
                SliceFault.forked, f"two heads at {state.sequence}: two copies of the town speak"
            )

    def _check_past(self, standing: SliceStanding) -> None:
        """A slice that begins anew follows the one that was heard, from where that had come or
        further: an old copy of the town does not know how far it had."""
        state, past = self.state, standing.past
        is_same_log = bool(state.incarnation) and standing.life == state.life
        if past is None or not is_same_log:
            return
        before = next((each for each in past if each.incarnation == state.incarnation), None)
        if before is None and len(past) >= MOST_PAST:
            return  # so many beginnings ago that it is not told any more
        if before is None or before.sequence < state.sequence:
            ended = "is not known there" if before is None else f"ended at {before.sequence} there"
            raise SliceRefused(
                SliceFault.rolled_back,
                f"it begins anew, and the slice heard up to {state.sequence} {ended}: an old copy "
                "of the town was put back",
            )
        if before.sequence == state.sequence and before.head != state.head:
            raise SliceRefused(
                SliceFault.forked, f"two heads at {state.sequence}: two copies of the town speak"
            )

    def _read(self, standing: SliceStanding, ticks: Sequence[bytes]) -> list[Delta]:
        reading = Reading()
        if standing.incarnation == self.state.incarnation:
            reading.incarnation = self.state.incarnation
            reading.sequence, reading.head = self.state.sequence, self.state.head
        deltas: list[Delta] = []
        try:
            for tick in ticks:
                deltas += reading.received(tick)
        except Broken as error:
            raise SliceRefused(SliceFault.broken, str(error)[:180]) from error
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise SliceRefused(SliceFault.malformed, f"not a tick: {error}"[:180]) from error
        is_named = reading.incarnation in (standing.incarnation, "")
        if not is_named or (reading.sequence, reading.head) != (standing.sequence, standing.head):
            raise SliceRefused(
                SliceFault.broken,
                f"the ticks end at {reading.sequence}, not as signed at {standing.sequence}",
            )
        return deltas

    def _read_on(self, said: BundleSaid, ticks: Sequence[bytes]) -> list[Delta]:
        """The deltas of a bundle from where we stand: what is before was read and is held against
        our head.
        """
        begins, state, end = said.begins, self.state, said.standing
        is_here = end.incarnation == state.incarnation
        stood, head = (state.sequence, state.head) if is_here else (0, BEGINNING)
        if begins.sequence > stood:
            raise SliceRefused(
                SliceFault.gap, f"it goes on from {begins.sequence}, heard was up to {stood}"
            )
        reading = Reading()
        reading.incarnation = begins.incarnation
        reading.sequence, reading.head = begins.sequence, begins.head
        deltas: list[Delta] = []
        try:
            for tick in ticks:
                before, before_head = reading.sequence, reading.head
                fresh = reading.received(tick)
                if (before == stood and before_head != head) or before < stood < reading.sequence:
                    raise SliceRefused(
                        SliceFault.forked, f"two histories up to {stood}: two copies speak"
                    )
                deltas += fresh if before >= stood else ()
        except Broken as error:
            raise SliceRefused(SliceFault.broken, str(error)[:180]) from error
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise SliceRefused(SliceFault.malformed, f"not a tick: {error}"[:180]) from error
        is_whole = (reading.sequence, reading.head) == (end.sequence, end.head)
        if not is_whole or {begins.incarnation, reading.incarnation} != {end.incarnation}:
            raise SliceRefused(
                SliceFault.broken, f"the ticks end at {reading.sequence}, not at {end.sequence}"
            )
        return deltas

    def _keep(
        self,
        standing: SliceStanding,
        deltas: list[Delta],
        now: datetime,
        *,
        is_carried: bool = False,
    ) -> None:
        state = self.state
        is_new = standing.incarnation != state.incarnation
        before: dict[Subject, Fields] = {} if is_new else self._coming
        after = fold_slice(before, deltas) if deltas or is_new else before
        if len(after) > MOST_SUBJECTS:
            raise SliceRefused(SliceFault.too_large, f"more than {MOST_SUBJECTS:,} subjects")
        rows, grown = _rows(deltas, before, after)
        size = grown + (0 if is_new else self._bytes)
        if size > MOST_BYTES and grown > 0:
            most = f"more than {MOST_BYTES // 1_000_000:,} MB of one neighbour"
            raise SliceRefused(SliceFault.too_large, most)
        shown = standing.incarnation if standing.sequence >= standing.opening else state.shown
        off_s = round((standing.at - now).total_seconds())
        heard_at, clock_off_s = now, off_s if abs(off_s) > OFF_S else 0
        if (
            is_carried
        ):  # it took its time: as old as it says, and its clock cannot be told from that
            written_at = min(standing.at, now)
            heard_at = max(written_at, state.heard_at or written_at)
            clock_off_s = off_s if off_s > OFF_S else state.clock_off_s
        is_other_life = bool(state.life) and standing.life != state.life
        kept = msgspec.structs.replace(
            state,
            life=standing.life,
            incarnation=standing.incarnation,
            generation=standing.generation,
            opening=standing.opening,
            sequence=standing.sequence,
            head=standing.head,
            shown=shown,
            heard_at=heard_at,
            said_at=max(standing.at, state.said_at or standing.at),
            clock_off_s=clock_off_s,
            restored_at=now if is_other_life else state.restored_at,
            custody_head=standing.custody,
        )
        if not is_carried:
            kept = msgspec.structs.replace(kept, fault=None, fault_says="", fault_at=None)
        self._write(kept, rows, is_new=is_new)
        self._bytes = size
        told = self._shown(after, deltas, shown, now)
        if told and self._heard is not None:
            self._heard(self.neighbour, told)

    def _shown(
        self, after: dict[Subject, Fields], deltas: list[Delta], shown: str, now: datetime
    ) -> Sequence[Delta]:
        """Put on show what is to be; what that changes for whoever looks."""
        was, is_same = self._known, self._was_shown == shown
        self._coming = after
        if shown != self.state.incarnation:
            return ()
        self._known = after
        if is_same:
            return deltas
        cause = Cause(SIGHT_CHANGED, now, now)
        gone = [Delta(Verb.withdrawn, *key, cause) for key in was if key not in after]
        return [*gone, *_all_disclosed(after, now)]

    def _write(
        self,
        state: ReplicaState,
        told: Mapping[Subject, bytes | None],
        *,
        is_new: bool,
    ) -> None:
        """All of an answer, or nothing of it."""
        self._was_shown = self.state.shown
        incarnation = state.incarnation
        rows = [(incarnation, *key, fields) for key, fields in told.items() if fields is not None]
        dropped = [(incarnation, *key) for key, fields in told.items() if fields is None]
        only = None
        if is_new or state.shown != self.state.shown:
            only = (state.shown, incarnation)
        self._file.keep(msgspec.json.encode(state), rows, dropped, only_groups=only)
        self.state = state

    def note(self, **changed: object) -> None:
        """Keep something else about the neighbour: a fault, the TLS key of its door."""
        state = msgspec.structs.replace(self.state, **changed)
        self._file.keep(msgspec.json.encode(state))
        self.state = state

    def begin_afresh(self, heals: int) -> None:
        """Forget how far it was read, not what is on show: a person has healed the link, for so
        many times now."""
        self.note(
            heals=heals, life="", incarnation="", generation=0, opening=0, sequence=0,
            head="0" * 64, said_at=None, fault=None, fault_says="", fault_at=None,
        )  # fmt: skip
        self._coming, self._bytes = {}, 0

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()


def _rows(
    deltas: Sequence[Delta], before: Mapping[Subject, Fields], after: Mapping[Subject, Fields]
) -> tuple[dict[Subject, bytes | None], int]:
    """What is written of each subject that was told of (None: it is gone), and how much more that
    is than before, in bytes."""
    rows: dict[Subject, bytes | None] = {}
    grown = 0
    for key in {each.key for each in deltas}:
        fields, was = after.get(key), before.get(key)
        rows[key] = None if fields is None else msgspec.json.encode(fields)
        grown += len(rows[key] or b"") - (0 if was is None else len(msgspec.json.encode(was)))
    return rows, grown


def _all_disclosed(known: Mapping[Subject, Fields], at: datetime | None) -> list[Delta]:
    assert at is not None, "what is known was heard"
    cause = Cause(SIGHT_CHANGED, at, at)
    return [Delta(Verb.disclosed, *key, cause, known[key]) for key in sorted(known)]
