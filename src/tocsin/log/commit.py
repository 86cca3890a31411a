"""Making one commit: entries in, rows of the log out, chained and with one signed head."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

import msgspec

from tocsin.log.chain import HEAD, Head, head_statement, link
from tocsin.log.failures import CommandOnRecord
from tocsin.log.record import Entry, body_of
from tocsin.log.signing import TownKey, is_signed
from tocsin.log.tables import Command, Row


class _Asked(msgspec.Struct, gc=False):
    """As much of a body as its index needs."""

    command_id: str


_asked = msgspec.json.Decoder(_Asked)


class End(NamedTuple):
    """Where the chain ends, and all that the next record needs to know of it."""

    position: int
    hash: bytes
    signature: bytes
    life: bytes
    """Incarnations that began after `position`, folded."""
    recorded_at: datetime

    @property
    def head(self) -> Head:
        """The signed head."""
        return Head(self.position, self.hash, self.signature)

    @property
    def seam(self) -> bytes:
        """What is hashed between this record and the next."""
        return self.signature + self.life


class Commit(NamedTuple):
    """The rows of one commit, and where the chain ends with them."""

    rows: list[Row]
    commands: list[Command]
    end: End


def make_commit(end: End, entries: Sequence[Entry], recorded_at: datetime, key: TownKey) -> Commit:
    """Chain `entries` after `end` and sign the new head. Raises `CommandOnRecord`: an id twice."""
    assert entries, "a commit has at least one record"
    assert recorded_at >= end.recorded_at, "recorded_at does not go back"
    position, hash_, seam = end.position, end.hash, end.seam
    rows: list[Row] = []
    for entry in entries:
        position += 1
        body = body_of(entry, position, recorded_at)
        hash_ = link(hash_, seam, body)
        seam = b""
        rows.append((position, hash_, body, None))
    signature = key.sign(HEAD, head_statement(position, hash_))
    rows[-1] = (*rows[-1][:3], signature)
    return Commit(
        rows,
        _commands(entries, end.position + 1),
        End(position, hash_, signature, b"", recorded_at),
    )


def commands_of(rows: Sequence[Row]) -> list[Command]:
    """The index of commands over stored rows, which follow one another."""
    return _grouped([_asked.decode(body).command_id for _, _, body, _ in rows], rows[0][0])


def _grouped(command_ids: Sequence[str], first: int) -> list[Command]:
    commands: list[Command] = []
    for position, command_id in enumerate(command_ids, start=first):
        if commands and commands[-1][2] == command_id:
            commands[-1] = (commands[-1][0], position, command_id)
        else:
            commands.append((position, position, command_id))
    return commands


def _commands(entries: Sequence[Entry], first: int) -> list[Command]:
    commands = _grouped([entry.command_id for entry in entries], first)
    seen: set[str] = set()
    for _, _, command_id in commands:
        if command_id in seen:
            raise CommandOnRecord(command_id)
        seen.add(command_id)
    return commands


def is_head(public_key: bytes, head: Head) -> bool:
    """Did the town sign this head?"""
    return is_signed(public_key, HEAD, head_statement(head.position, head.hash), head.signature)
