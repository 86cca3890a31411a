"""What the database keeps beside the records, so that readers start fast: pictures, the archive.

All of it can be made again from the log. A picture is signed as in the folder and passed over when
it is not; what is on the shelf lies there with its digest.
"""

import hashlib
from collections.abc import Iterator
from contextlib import suppress

import psycopg

from tocsin.log.chain import Anchor
from tocsin.log.failures import LogDamaged, StorageUnknown
from tocsin.log.postgres.connection import Connections
from tocsin.log.postgres.writing import Writing
from tocsin.log.shelf import shelved_digest
from tocsin.log.signing import TownKey
from tocsin.log.snapshots import (
    KEPT_PER_FOLD,
    Snapshot,
    checked_fold,
    label_of,
    signed_label,
)

FETCHED = 256
_REMEDY = "Close the town and empty the tables tocsin.shelved and tocsin.upto: the log has it all"

Cursor = psycopg.Cursor[tuple[object, ...]]


class PostgresSnapshots:
    """Pictures by fold and position."""

    def __init__(
        self, connections: Connections, public_key: bytes, writing: Writing | None = None
    ) -> None:
        self._connections = connections
        self._public_key = public_key
        self._writing = writing

    def save(self, fold: str, head: Anchor, picture: bytes, key: TownKey) -> None:
        """Keep a picture; drop all but two of this fold and one of the fold before it."""
        assert self._writing is not None, "opened to read only"
        row = (head.position, checked_fold(fold), signed_label(fold, head, picture, key), picture)

        def keep(cursor: Cursor) -> None:
            cursor.execute(
                "INSERT INTO tocsin.snapshot VALUES (%s, %s, %s, %b) ON CONFLICT (position, fold)"
                " DO UPDATE SET label = EXCLUDED.label, picture = EXCLUDED.picture",
                row,
            )
            cursor.execute(
                "DELETE FROM tocsin.snapshot AS old WHERE (SELECT count(*) FROM tocsin.snapshot"
                " AS newer WHERE (newer.fold = %(fold)s) = (old.fold = %(fold)s)"
                " AND (newer.position, newer.fold) > (old.position, old.fold))"
                " >= CASE WHEN old.fold = %(fold)s THEN %(kept)s ELSE 1 END",
                {"fold": fold, "kept": KEPT_PER_FOLD},
            )

        self._writing.run(keep)

    def newest(self, fold: str) -> Iterator[Snapshot]:
        """Sound pictures of one fold, newest first."""
        labels: list[tuple[int, bytes]] = self._connections.ask(
            "SELECT position, label FROM tocsin.snapshot WHERE fold = %s ORDER BY position DESC",
            (fold,),
        )
        for position, stored in labels:
            label = label_of(stored, self._public_key)
            if label is None or label.fold != fold:
                continue
            found: list[tuple[bytes]] = self._connections.ask(
                "SELECT picture FROM tocsin.snapshot WHERE fold = %s AND position = %s",
                (fold, position),
            )
            if found and hashlib.sha256(found[0][0]).digest() == label.picture_sha256:
                yield Snapshot(label.position, label.hash, found[0][0])

    def anchors(self) -> Iterator[Anchor]:
        """Where the chain was signed for by a picture of any fold, newest first."""
        labels: list[tuple[bytes]] = self._connections.ask(
            "SELECT label FROM tocsin.snapshot ORDER BY position DESC"
        )
        for (stored,) in labels:
            label = label_of(stored, self._public_key)
            if label is not None:
                yield Anchor(label.position, label.hash)


class PostgresShelf:
    """Named bytes in a table. What is put waits in memory until it is settled in one commit."""

    def __init__(self, connections: Connections, writing: Writing | None = None) -> None:
        """Raises `StorageUnknown`."""
        self._connections = connections
        self._writing = writing
        self._put: dict[str, bytes | None] = {}
        """What waits for the next settling; None: taken away with it."""
        rows: list[tuple[int]] = connections.ask("SELECT position FROM tocsin.upto")
        self.position: int = rows[0][0] if rows else 0

    def put(self, name: str, content: bytes) -> None:
        self._put[name] = content

    def drop(self, name: str) -> None:
        self._put[name] = None

    def get(self, name: str) -> bytes | None:
        if name in self._put:
            return self._put[name]
        rows: list[tuple[bytes, bytes]] = self._connections.ask(
            "SELECT digest, content FROM tocsin.shelved WHERE name = %s", (name.encode(),)
        )
        return self._proven(name.encode(), *rows[0]) if rows else None

    def values(self) -> Iterator[bytes]:
        last = b""
        while True:
            rows: list[tuple[bytes, bytes, bytes]] = self._connections.ask(
                "SELECT name, digest, content FROM tocsin.shelved WHERE name > %s"
                " ORDER BY name LIMIT %s",
                (last, FETCHED),
            )
            if not rows:
                return
            for name, digest, content in rows:
                found = self._proven(name, digest, content)
                waiting = self._put.get(name.decode(), found)
                if waiting is not None:
                    yield waiting
                last = name

    def among(self, first: str, before: str, limit: int) -> list[tuple[str, bytes]]:
        """As it was settled last."""
        rows: list[tuple[bytes, bytes, bytes]] = self._connections.ask(
            "SELECT name, digest, content FROM tocsin.shelved WHERE name >= %s AND name < %s"
            " ORDER BY name LIMIT %s",
            (first.encode(), before.encode(), limit),
        )
        return [(row[0].decode(), self._proven(*row)) for row in rows]

    def _proven(self, name: bytes, digest: bytes, content: bytes) -> bytes:
        if shelved_digest(name.decode(), content) != digest:
            where = self._connections.address.shown
            raise LogDamaged(0, f"{where}: {name.decode()} is not what was put there", _REMEDY)
        return content

    def settle(self, position: int) -> None:
        if self._put:
            self._write(position)
        self.position = position

    def put_mark(self) -> None:
        self._write(self.position)

    def clear(self) -> None:
        self._put.clear()

        def empty(cursor: Cursor) -> None:
            cursor.execute("UPDATE tocsin.upto SET position = 0")
            cursor.execute("DELETE FROM tocsin.shelved")

        self._writer().run(empty)
        self.position = 0

    def close(self) -> None:
        if self._writing is not None:
            with suppress(StorageUnknown, LogDamaged):
                self.put_mark()

    def _write(self, position: int) -> None:
        rows = [
            (name.encode(), shelved_digest(name, content), content)
            for name, content in sorted(self._put.items())
            if content is not None
        ]
        dropped = [name.encode() for name, content in self._put.items() if content is None]

        def write(cursor: Cursor) -> None:
            cursor.executemany(
                "INSERT INTO tocsin.shelved VALUES (%s, %s, %b) ON CONFLICT (name)"
                " DO UPDATE SET digest = EXCLUDED.digest, content = EXCLUDED.content",
                rows,
            )
            if dropped:
                cursor.execute("DELETE FROM tocsin.shelved WHERE name = ANY(%s)", (dropped,))
            cursor.execute("UPDATE tocsin.upto SET position = %s", (position,))

        try:
            self._writer().run(write)
        finally:
            # As the contract has it: where the storage failed it is to be put again.
            self._put.clear()

    def _writer(self) -> Writing:
        assert self._writing is not None, "opened to read only"
        return self._writing
