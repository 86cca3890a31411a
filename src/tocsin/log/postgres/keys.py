"""Content keys in the database, so that readers on other machines can open words.

The database is then as sensitive as the town's folder. A destroyed key leaves its table by a
rewrite of the table (VACUUM FULL); what the write-ahead log, archives and dumps keep is their
keeper's affair, and `docs/operating/postgresql.md` says which.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

import psycopg
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tocsin.log.clock import Clock, Entropy, monotonic_s
from tocsin.log.failures import LogDamaged, StorageUnknown
from tocsin.log.keyfile import key_check
from tocsin.log.keys import MemoryKeys
from tocsin.log.postgres.connection import Connections
from tocsin.log.postgres.tables import NEWS
from tocsin.log.postgres.writing import Writing
from tocsin.log.tombstones import TOMBSTONE_FILE, Tombstone, add_tombstones, read_tombstones

LOOK_EVERY_S = 0.2
"""A reader asks so often, at the most, who was forgotten."""
TRUSTED_S = 900.0
"""So long a reader that is cut off opens words with the keys at hand; somebody may be forgotten
meanwhile.
"""
KEPT_AT_MOST = 50_000
SWEEP_AGAIN_S = 60.0

_REMEDY = "Restore the town from the newest backup"


class PostgresKeys(MemoryKeys):
    """Keys as a reader sees them. Nothing is made or destroyed here."""

    def __init__(
        self, connections: Connections, jurisdiction: str, clock: Clock, entropy: Entropy
    ) -> None:
        super().__init__(jurisdiction, clock, entropy)
        self._connections = connections
        self._looked_at_s: float | None = None
        self._seen = 0
        self._warm_upto = 0

    def forget(self, owner: str) -> None:  # noqa: ARG002
        raise AssertionError("opened to read only")

    def is_forgotten(self, owner: str) -> bool:
        with self._lock:
            self._look_again()
            return owner in self._tombstones

    def recover(self) -> None:
        with self._lock:
            self._ciphers.clear()
            self._looked_at_s = None

    def close(self) -> None:
        with self._lock:
            self._ciphers.clear()

    def warm(self) -> None:
        """Have every key at hand that came since this was last asked: for when the database goes
        away. Raises `StorageUnknown`.
        """
        rows: list[tuple[int, bytes, bytes, bytes]] = self._connections.ask(
            "SELECT number, owner, secret, sha256 FROM tocsin.key WHERE number > %s"
            " ORDER BY number DESC LIMIT %s",
            (self._warm_upto, KEPT_AT_MOST),
        )
        with self._lock:
            for number, name, secret, check in reversed(rows):
                owner = name.decode()
                if owner not in self._tombstones and key_check(owner, secret) == check:
                    self._taken_up(owner, secret)
                self._warm_upto = number

    def _look_again(self) -> None:
        now_s = monotonic_s()
        since_s = None if self._looked_at_s is None else now_s - self._looked_at_s
        if since_s is not None and since_s < LOOK_EVERY_S:
            return
        try:
            found = self._new_tombstones()
        except StorageUnknown:
            if since_s is None or since_s > TRUSTED_S:
                raise
            return
        for tombstone in found:
            self._tombstones[tombstone.owner] = tombstone
            self._ciphers.pop(tombstone.owner, None)
        self._looked_at_s = now_s

    def _new_tombstones(self) -> list[Tombstone]:
        rows: list[tuple[int, bytes, object]] = self._connections.ask(
            "SELECT number, owner, forgotten_at FROM tocsin.tombstone WHERE number > %s"
            " ORDER BY number",
            (self._seen,),
        )
        if rows:
            self._seen = rows[-1][0]
        return [Tombstone(owner.decode(), at) for _, owner, at in rows]  # type: ignore[arg-type]

    def _cipher(self, owner: str) -> AESGCM | None:
        cipher = self._ciphers.get(owner)
        if cipher is not None:
            return cipher
        rows: list[tuple[bytes, bytes]] = self._connections.ask(
            "SELECT secret, sha256 FROM tocsin.key WHERE owner = %s", (owner.encode(),)
        )
        if not rows:
            return None
        secret, check = rows[0]
        if key_check(owner, secret) != check:
            where = self._connections.address.shown
            raise LogDamaged(0, f"{where}: the key of {owner} was altered", _REMEDY)
        return self._taken_up(owner, secret)

    def _make(self, owner: str) -> AESGCM:
        raise AssertionError(f"opened to read only: no key is made for {owner}")

    def _taken_up(self, owner: str, secret: bytes) -> AESGCM:
        if len(self._ciphers) >= KEPT_AT_MOST:
            self._ciphers.clear()
        return super()._taken_up(owner, secret)


class WriterKeys(PostgresKeys):
    """Keys of the one writer. Tombstones are in the town's folder too, for restores to replay."""

    def __init__(
        self,
        writing: Writing,
        connections: Connections,
        jurisdiction: str,
        clock: Clock,
        entropy: Entropy,
    ) -> None:
        """First destroys the key of whoever a tombstone names, here or in the folder."""
        super().__init__(connections, jurisdiction, clock, entropy)
        self._writing = writing
        self._path: Path = writing.folder / TOMBSTONE_FILE
        self.unkept: dict[str, bytes] = {}
        """New keys; they go with the next append, in its commit."""
        self._is_unswept = False
        self._sweep_tried_s = 0.0
        self._replay()

    def is_forgotten(self, owner: str) -> bool:
        with self._lock:
            return owner in self._tombstones

    def flush(self) -> None:
        with self._lock:
            rows = self.rows()
            if rows:
                self._writing.run(lambda cursor: _keep(cursor, rows))
                self.are_kept([owner for owner, _, _ in rows])

    def rows(self) -> list[tuple[str, bytes, bytes]]:
        """The new keys as they are stored: owner, secret, check. A sweep that is owed is tried
        again first. Raises `StorageUnknown`.
        """
        with self._lock:
            if self._is_unswept and monotonic_s() - self._sweep_tried_s > SWEEP_AGAIN_S:
                self._sweep()
            return [
                (owner, secret, key_check(owner, secret))
                for owner, secret in sorted(self.unkept.items())
            ]

    def are_kept(self, owners: Iterable[str]) -> None:
        """These are durable now."""
        with self._lock:
            for owner in owners:
                self.unkept.pop(owner, None)

    def forget(self, owner: str) -> None:
        self.forget_all([owner])

    def forget_all(self, owners: Sequence[str]) -> None:
        with self._lock:
            now = self._clock.now()
            new = dict.fromkeys(each for each in owners if each not in self._tombstones)
            fresh = [Tombstone(each, now) for each in new]
            try:
                if fresh:
                    # The folder first: a crash in between, and opening again destroys the keys.
                    add_tombstones(self._path, fresh)
            except OSError as error:
                raise StorageUnknown(f"{self._path}: {error.strerror}") from error
            self._tombstones.update({each.owner: each for each in fresh})
            for owner in owners:
                self.unkept.pop(owner, None)
                self._ciphers.pop(owner, None)
            self._destroy([self._tombstones[owner] for owner in owners])
            self._sweep()

    def recover(self) -> None:
        """After the writer's connection was made anew. New keys wait for the next append."""
        with self._lock:
            self._ciphers = {owner: AESGCM(secret) for owner, secret in self.unkept.items()}
            if self._is_unswept:
                self._sweep()

    def forsake(self) -> None:
        """Another writer has been here: it may have made other keys for the same owners."""
        with self._lock:
            self.unkept.clear()
            self._ciphers.clear()
            self._replay()

    def _replay(self) -> None:
        in_folder = {each.owner: each for each in read_tombstones(self._path)}
        in_database = {each.owner: each for each in self._new_tombstones()}
        self._tombstones.update(in_database)
        missing = [each for owner, each in in_database.items() if owner not in in_folder]
        try:
            if missing:
                add_tombstones(self._path, missing)
        except OSError as error:
            raise StorageUnknown(f"{self._path}: {error.strerror}") from error
        self._tombstones.update(in_folder)
        if self._tombstones:
            self._destroy(self._tombstones.values())
            self._sweep()

    def _destroy(self, tombstones: Iterable[Tombstone]) -> None:
        rows = [(each.owner.encode(), each.forgotten_at) for each in tombstones]

        def destroy(cursor: psycopg.Cursor[tuple[object, ...]]) -> None:
            cursor.executemany(
                "INSERT INTO tocsin.tombstone (owner, forgotten_at) VALUES (%s, %s)"
                " ON CONFLICT (owner) DO NOTHING",
                rows,
            )
            cursor.execute(
                "DELETE FROM tocsin.key WHERE owner = ANY(%s)", ([owner for owner, _ in rows],)
            )
            if cursor.rowcount:
                self._is_unswept = True
            cursor.execute(f"NOTIFY {NEWS}")

        self._writing.run(destroy)

    def _sweep(self) -> None:
        """Write the table of keys anew, without the rows that were deleted. Where a dump holds the
        table the town does not wait for it: the rows are gone for everybody, and the file follows.
        """
        if self._is_unswept:
            self._sweep_tried_s = monotonic_s()
            self._is_unswept = not self._writing.swept("tocsin.key")

    def _make(self, owner: str) -> AESGCM:
        secret = self._entropy.draw(32)
        self.unkept[owner] = secret
        return self._taken_up(owner, secret)

    def _taken_up(self, owner: str, secret: bytes) -> AESGCM:
        if len(self._ciphers) >= KEPT_AT_MOST:
            self._ciphers = {name: AESGCM(kept) for name, kept in self.unkept.items()}
        return MemoryKeys._taken_up(self, owner, secret)


def _keep(cursor: psycopg.Cursor[tuple[object, ...]], rows: list[tuple[str, bytes, bytes]]) -> None:
    cursor.executemany(
        "INSERT INTO tocsin.key (owner, secret, sha256) VALUES (%s, %s, %s) ON CONFLICT (owner)"
        " DO UPDATE SET secret = EXCLUDED.secret, sha256 = EXCLUDED.sha256",
        [(owner.encode(), secret, check) for owner, secret, check in rows],
    )
