"""Forks by reference: a new log that begins where another one stood, for drills and what-if."""

from pathlib import Path

from tocsin.log.clock import Clock, Entropy, SystemClock, SystemEntropy
from tocsin.log.failures import NotATown
from tocsin.log.founding import new_header
from tocsin.log.reader import LogReader
from tocsin.log.record import Parent
from tocsin.log.signing import TownKey
from tocsin.log.sqlite import SqliteStore
from tocsin.log.towns import lay_out
from tocsin.terms.kinds import LogKind


def fork(
    folder: Path,
    target: Path,
    position: int | None = None,
    *,
    kind: LogKind = LogKind.exercise,
    name: str | None = None,
    code: str | None = None,
    clock: Clock | None = None,
    entropy: Entropy | None = None,
) -> SqliteStore:
    """A new log in `target` that reads `folder`'s records up to `position`, then its own.

    Nothing is copied and nothing is written to the parent. What the parent sealed is opened with
    the parent's keys, so forgetting there reaches every fork. Raises ValueError for kind Actual or
    a position the parent does not have, `NotATown`.
    """
    if kind is LogKind.actual:
        raise ValueError("a fork is an Exercise or a Test: nothing in it happened")
    clock, entropy = clock or SystemClock(), entropy or SystemEntropy()
    parent = LogReader(folder)
    try:
        head = parent.head().position
        at = head if position is None else position
        hash_ = _hash_at(parent, at)
        if hash_ is None:
            raise ValueError(f"{folder} has positions 0 to {head}; {at} is not one of them")
        lives = [life for life in parent.incarnations() if life.from_position <= at]
        named = Parent(
            jurisdiction=parent.header.jurisdiction,
            incarnation=lives[-1].incarnation if lives else parent.header.incarnation,
            position=at,
            hash=hash_,
            path=str(folder.resolve()),
        )
        title = name or f"{parent.header.name} ({kind.value})"
        letters = code or parent.header.code
    finally:
        parent.close()
    if target.resolve() == folder.resolve():
        raise NotATown(f"{target} is the parent itself; name a new folder for the fork")
    key = TownKey.drawn(entropy)
    header = new_header(
        name=title, code=letters, kind=kind, key=key, clock=clock, entropy=entropy, parent=named
    )
    lay_out(target, header, key)
    return SqliteStore(target, clock, entropy)


def _hash_at(reader: LogReader, position: int) -> bytes | None:
    if position == reader.starts_after:
        return reader.start
    if position < reader.starts_after:
        return _hash_at(reader.parent, position) if reader.parent is not None else None
    row = reader.row(position)
    return None if row is None else row[1]
