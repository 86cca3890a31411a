"""The content keys that go with a log, wherever it and its parents keep them."""

from collections.abc import Iterator

from tocsin.log.clock import Clock, Entropy
from tocsin.log.failures import LogDamaged
from tocsin.log.keyfile import KeyFile, KeyRow, check_keys, key_check, sound_keys_in
from tocsin.log.keys import KeyChain, KeyStore
from tocsin.log.reader import LogReader
from tocsin.log.tombstones import TOMBSTONE_FILE, read_tombstones


def open_keys(reader: LogReader, clock: Clock, entropy: Entropy, *, writer: bool) -> KeyStore:
    """The content keys of a town; a fork's with its parent's behind them.

    A writer's keys that lie in a database are opened with its connection, by `postgres.store`.
    """
    own = _own(reader, clock, entropy, writer)
    if reader.parent is None:
        return own
    return KeyChain(own, open_keys(reader.parent, clock, entropy, writer=False))


def _own(reader: LogReader, clock: Clock, entropy: Entropy, writer: bool) -> KeyStore:
    jurisdiction = reader.header.jurisdiction
    if reader.main.address is None:
        return KeyFile(reader.folder, jurisdiction, clock, entropy, writer=writer)
    assert not writer, "the writer's keys come with its connection"
    from tocsin.log.postgres.keys import PostgresKeys
    from tocsin.log.postgres.log import PostgresLog

    assert isinstance(reader.main, PostgresLog), "what has an address is a database"
    return PostgresKeys(reader.main.connections, jurisdiction, clock, entropy)


def damaged_keys(reader: LogReader) -> str | None:
    """Is every key of this log what was written? None, or what is wrong."""
    if reader.main.address is None:
        return check_keys(reader.folder)
    for owner, secret, check in _in_database(reader):
        if key_check(owner, secret) != check:
            return f"{reader.main.shown}: the key of {owner} was altered"
    try:
        read_tombstones(reader.folder / TOMBSTONE_FILE)
    except LogDamaged as damage:
        return damage.what
    return None


def sound_keys(reader: LogReader) -> list[KeyRow]:
    """Every key of this log that is what was written, as far as they can be read."""
    if reader.main.address is None:
        return sound_keys_in(reader.folder)
    return [each for each in _in_database(reader) if key_check(each[0], each[1]) == each[2]]


def _in_database(reader: LogReader) -> Iterator[KeyRow]:
    from tocsin.log.postgres.log import PostgresLog

    assert isinstance(reader.main, PostgresLog), "what has an address is a database"
    return reader.main.keys()
