"""Walking the chain: recompute every hash from a trusted point, compare what stands beside."""

from collections.abc import Callable, Iterator
from hashlib import sha256
from typing import NamedTuple

import msgspec

from tocsin.log.chain import INCARNATION, Anchor
from tocsin.log.commit import End, is_head
from tocsin.log.failures import RESTORE, LogDamaged
from tocsin.log.reader import LogReader
from tocsin.log.record import Incarnation, incarnation_of, record_at
from tocsin.log.signing import is_signed
from tocsin.log.tables import Command, Row


class _Told(msgspec.Struct, gc=False):
    """As much of a body as the walk compares."""

    position: int
    command_id: str


_told = msgspec.json.Decoder(_Told)


class Walked(NamedTuple):
    """How far the chain holds: up to `good` all is well; `what` says why it stops, if so."""

    good: int
    hash: bytes
    signature: bytes
    what: str | None


def walk(reader: LogReader, anchor: Anchor, upto: int) -> Walked:
    """Check the records after `anchor` up to `upto`: the hash, and the command index, of each."""
    index = _Index(reader, anchor.position, upto)
    walked = _walk(reader, anchor, upto, index.agreeing)
    return walked if walked.what is not None else walked._replace(what=index.left_over())


def walk_records(reader: LogReader, anchor: Anchor, upto: int) -> Walked:
    """Check the chain alone: what a restore keeps, since it builds the index anew."""
    return _walk(reader, anchor, upto, lambda rows: (len(rows), None))


Check = Callable[[list[Row]], tuple[int, str | None]]
"""Of rows that the chain holds: how many are well, and what is wrong with the next."""


def _walk(reader: LogReader, anchor: Anchor, upto: int, check: Check) -> Walked:
    state = Walked(anchor.position, anchor.hash, _signature_at(reader, anchor.position), None)
    lives = reader.lives()
    try:
        for batch in reader.rows(anchor.position, upto):
            state = _along(state, batch, lives, check)
            if state.what is not None:
                return state
    except LogDamaged as damage:
        # Sound rows before the damage may lie in the same batch: take them one by one.
        return _one_by_one(reader, state, upto, check)._replace(what=damage.what)
    return state


def _signature_at(reader: LogReader, position: int) -> bytes:
    row = reader.row(position)
    return reader.header_signature if row is None else row[3] or b""


def _along(state: Walked, batch: list[Row], lives: dict[int, bytes], check: Check) -> Walked:
    """Walk on over one batch, up to the first thing wrong."""
    good, hash_, signature, what = state
    count = 0
    try:
        for position, stored, body, signed in batch:
            seam = signature + lives[good] if good in lives else signature
            hash_ = sha256(hash_ + seam + body).digest()
            if hash_ != stored:
                what = "the record, or what is chained before it, is not what was written"
                break
            good, signature = position, signed or b""
            count += 1
    except TypeError:
        # A damaged row header can turn bytes into a number or a text.
        what = "the record's row holds values of the wrong kind"
    agreed, disagreement = check(batch[:count])
    if agreed == 0:
        return state._replace(what=disagreement or what)
    position, hash_, _, signed = batch[agreed - 1]
    return Walked(position, hash_, signed or b"", disagreement or what)


def _one_by_one(reader: LogReader, state: Walked, upto: int, check: Check) -> Walked:
    lives = reader.lives()
    try:
        while state.good < upto and state.what is None:
            row = reader.row(state.good + 1)
            if row is None:
                break
            state = _along(state, [row], lives, check)
    except LogDamaged:
        return state
    return state


class _Index:
    """The table of commands, walked beside the records."""

    def __init__(self, reader: LogReader, after: int, upto: int) -> None:
        self._commands = _each(reader, after, upto)
        self._command: Command = (0, 0, "")

    def agreeing(self, rows: list[Row]) -> tuple[int, str | None]:
        """How many rows agree with the index, and what is wrong with the next one."""
        told, commands = _told.decode, self._commands
        first, last, command_id = self._command
        count, what = 0, None
        try:
            for position, _, body, _ in rows:
                if position > last:
                    first, last, command_id = next(commands, (0, 0, ""))
                says = told(body)
                if says.position != position:
                    what = f"the record says that it is number {says.position}"
                    break
                if says.command_id != command_id or not first <= position <= last:
                    what = "the index of commands does not agree with the record"
                    break
                count += 1
        except LogDamaged as damage:
            what = damage.what
        except (msgspec.DecodeError, UnicodeDecodeError, TypeError) as error:
            what = f"the record or its index cannot be read: {error}"
        self._command = first, last, command_id
        return count, what

    def left_over(self) -> str | None:
        """At the end of the walk: does the index name a command that is not on record?"""
        left = next(self._commands, None)
        return None if left is None else f"the index names command {left[2]}, which has no record"


def _each(reader: LogReader, after: int, upto: int) -> Iterator[Command]:
    for batch in reader.commands(after, upto):
        yield from batch


def check_lives(reader: LogReader, upto: int) -> tuple[Incarnation, ...]:
    """Every later incarnation is signed, belongs to its place, and is not ahead of the log."""
    for position, body, signature in reader.main.incarnations():
        try:
            life = incarnation_of(body)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise LogDamaged(
                position, f"an incarnation cannot be read: {error}", RESTORE
            ) from error
        if (
            not is_signed(reader.header.public_key, INCARNATION, body, signature)
            or life.from_position != position
            or position > upto
            or not reader.holds(position, life.hash)
        ):
            raise LogDamaged(position, "an incarnation is not as the town signed it", RESTORE)
    return reader.incarnations()


def checked_end(reader: LogReader, anchor: Anchor) -> End:
    """Walk from `anchor` to the end and check the last head. Raises `LogDamaged`."""
    head = reader.head()
    if head.position < anchor.position:
        raise LogDamaged(
            head.position + 1, f"the log ends there but had reached {anchor.position}", RESTORE
        )
    walked = walk(reader, anchor, head.position)
    if walked.what is not None:
        raise LogDamaged(walked.good + 1, walked.what, RESTORE)
    last_record, last_command = reader.main.ends()
    if last_record != last_command:
        raise LogDamaged(
            head.position + 1, f"the index of commands ends at {last_command}, not there", RESTORE
        )
    assert walked.good == head.position, "a walk without complaint reaches the end"
    if not is_head(reader.header.public_key, head._replace(hash=walked.hash)):
        raise LogDamaged(
            head.position, "the last record is not a head that the town signed", RESTORE
        )
    check_lives(reader, head.position)
    recorded_at = reader.header.created_at
    if head.position > 0:
        recorded_at = max(
            recorded_at, record_at(reader.body(head.position), head.position).recorded_at
        )
    return End(
        head.position,
        walked.hash,
        walked.signature,
        reader.lives().get(head.position, b""),
        recorded_at,
    )
