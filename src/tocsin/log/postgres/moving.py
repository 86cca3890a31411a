"""Filling an empty database with a log, and emptying it when the log has left."""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress

import psycopg

from tocsin.log.address import Address
from tocsin.log.chain import Head
from tocsin.log.failures import LogDamaged, NotATown, StorageUnknown
from tocsin.log.keyring import sound_keys
from tocsin.log.postgres.connection import Connection, connected, trouble
from tocsin.log.postgres.tables import NEWS, SCHEMA
from tocsin.log.postgres.writing import Writing, check_server
from tocsin.log.reader import LogReader
from tocsin.log.tombstones import TOMBSTONE_FILE, read_tombstones


@contextmanager
def copied_in(source: LogReader, head: Head, address: Address) -> Iterator[ExitStack]:
    """Copy a log into an empty database, in one transaction.

    What leaves the block with an error drops the copy again, unless the stack was emptied.
    Raises `NotATown`, `StorageUnknown`.
    """
    connection = connected(address, "mover")
    try:
        check_server(connection, address)
        with connection.transaction():
            _check_empty(connection, address)
            connection.execute(SCHEMA)
            _copy(source, head, connection)
        connection.execute("ANALYZE tocsin.record, tocsin.command, tocsin.key")
        with ExitStack() as undo:
            undo.callback(_drop, connection)
            yield undo
    except psycopg.Error as error:
        raise trouble(error, address) from error
    finally:
        connection.close()


def check_place(address: Address) -> None:
    """Could a log be moved there now? Raises `NotATown` or `StorageUnknown` where not."""
    connection = connected(address, "mover")
    try:
        check_server(connection, address)
        _check_empty(connection, address)
    except psycopg.Error as error:
        raise trouble(error, address) from error
    finally:
        connection.close()


def _check_empty(connection: Connection, address: Address) -> None:
    row = connection.execute("SELECT to_regnamespace('tocsin') IS NOT NULL").fetchone()
    if row is not None and row[0]:
        raise NotATown(f"{address.shown} holds a town's log already; make a database for each town")


def _copy(source: LogReader, head: Head, connection: Connection) -> None:
    upto = head.position
    _fill(
        connection,
        "tocsin.record (position, hash, body, signature)",
        ("int8", "bytea", "bytea", "bytea"),
        (row for batch in source.rows(source.starts_after, upto) for row in batch),
    )
    _fill(
        connection,
        "tocsin.command (first, last, command_id)",
        ("int8", "int8", "bytea"),
        (
            (first, last, name.encode())
            for batch in source.commands(source.starts_after, upto)
            for first, last, name in batch
        ),
    )
    _fill(
        connection,
        "tocsin.key (owner, secret, sha256)",
        ("bytea", "bytea", "bytea"),
        ((owner.encode(), secret, check) for owner, secret, check in sound_keys(source)),
    )
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO tocsin.incarnation VALUES (%s, %s, %s, %s)",
            [(number, *life) for number, life in enumerate(source.main.incarnations(), start=1)],
        )
        cursor.executemany(
            "INSERT INTO tocsin.tombstone (owner, forgotten_at) VALUES (%s, %s)",
            [
                (each.owner.encode(), each.forgotten_at)
                for each in read_tombstones(source.folder / TOMBSTONE_FILE)
            ],
        )
    connection.execute(
        "INSERT INTO tocsin.header VALUES (1, %s, %s)",
        (source.header_body, source.header_signature),
    )
    connection.execute(
        "INSERT INTO tocsin.writer VALUES (1, 0, %s, %s, %s)",
        (source.incarnations()[-1].incarnation, head.position, head.hash),
    )


def _fill(
    connection: Connection,
    table: str,
    kinds: tuple[str, ...],
    rows: Iterable[tuple[object, ...]],
) -> None:
    order = f"COPY {table} FROM STDIN (FORMAT BINARY)"
    with connection.cursor() as cursor, cursor.copy(order) as copy:
        copy.set_types(kinds)
        for row in rows:
            copy.write_row(row)


def _drop(connection: Connection) -> None:
    with suppress(psycopg.Error):
        connection.execute("DROP SCHEMA tocsin CASCADE")


def dropped(writing: Writing) -> None:
    """The log has left: take its tables away, keys and all. Raises `StorageUnknown`."""
    try:
        writing.alone(f"NOTIFY {NEWS}; DROP SCHEMA tocsin CASCADE")
    except (StorageUnknown, LogDamaged) as error:
        raise StorageUnknown(
            f"{error} The log is in its folder again, and a copy with its keys is still in the "
            "database: drop the schema `tocsin` there"
        ) from error
