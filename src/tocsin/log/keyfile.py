"""The key store of a town: content keys in a database of their own, mode 600.

Apart from the log, so that a copy of the log alone opens nothing. Not WAL, and with
`secure_delete`: a destroyed key must not linger in a side file or on a free page.
"""

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tocsin.log.clock import Clock, Entropy
from tocsin.log.failures import LogDamaged, StorageUnknown
from tocsin.log.files import file_identity
from tocsin.log.keys import MemoryKeys, Watch
from tocsin.log.tables import connect, connect_to_read, in_one_commit, is_damage
from tocsin.log.tombstones import TOMBSTONE_FILE, Tombstone, add_tombstones, read_tombstones

KEY_STORE_FILE = "keys.sqlite"

_REMEDY = "Give it back to the town's user, mode 600, or put it back from the newest backup"

KEPT_AT_MOST = 8_192
"""Keys in memory, 2.7 kB each: those of a region's open matters. Others are read when needed, some
10 µs each; the oldest go first.
"""

KeyRow = tuple[str, bytes, bytes]
"""owner, secret, check"""


def key_check(owner: str, secret: bytes) -> bytes:
    """What is kept beside a key, so that an altered one is noticed before it is used."""
    return hashlib.sha256(owner.encode() + b"\0" + secret).digest()


def create_key_file(folder: Path) -> None:
    """An empty key store in `folder`."""
    path = folder / KEY_STORE_FILE
    path.touch(mode=0o600, exist_ok=False)
    database = connect(path, writing=True)
    try:
        database.execute(
            "CREATE TABLE key (owner TEXT PRIMARY KEY, secret BLOB NOT NULL, sha256 BLOB NOT NULL)"
            " STRICT, WITHOUT ROWID"
        )
    finally:
        database.close()


class KeyFile(MemoryKeys):
    """Keys that outlive the process. The writer destroys; readers notice what was forgotten."""

    def __init__(
        self, folder: Path, jurisdiction: str, clock: Clock, entropy: Entropy, *, writer: bool
    ) -> None:
        """Open the key store in `folder`. The writer first destroys whatever a tombstone names."""
        super().__init__(jurisdiction, clock, entropy)
        self._path = folder / KEY_STORE_FILE
        self._tombstone_path = folder / TOMBSTONE_FILE
        self._is_writer = writer
        self._unkept: dict[str, bytes] = {}
        self._seen: tuple[int, int] | None = None
        self._is_broken = False
        self.watch: Watch | None = None
        self._open()
        if writer and self._tombstones:
            try:
                with self._guarded():
                    self._destroy(self._tombstones)
            except BaseException:
                self._database.close()
                raise

    def flush(self) -> None:
        with self._lock:
            if not self._unkept:
                return
            assert self._is_writer, "opened to read only"
            rows = [
                (owner, secret, key_check(owner, secret))
                for owner, secret in sorted(self._unkept.items())
            ]

            def keep(database: sqlite3.Connection) -> None:
                # Replaced by itself when an earlier commit went through without saying so.
                database.executemany("INSERT OR REPLACE INTO key VALUES (?, ?, ?)", rows)

            with self._guarded():
                in_one_commit(self._database, keep)
            self._unkept.clear()
            if self.watch is not None:
                self.watch.kept_keys([(owner, secret) for owner, secret, _ in rows])

    def forget(self, owner: str) -> None:
        self.forget_all([owner])

    def forget_all(self, owners: Sequence[str]) -> None:
        assert self._is_writer, "opened to read only"
        with self._lock, self._guarded():
            now = self._clock.now()
            new = dict.fromkeys(each for each in owners if each not in self._tombstones)
            fresh = [Tombstone(each, now) for each in new]
            if fresh:
                # The tombstones first: if power fails in between, opening again destroys the keys.
                add_tombstones(self._tombstone_path, fresh)
                self._tombstones.update({each.owner: each for each in fresh})
            for owner in owners:
                self._unkept.pop(owner, None)
                self._ciphers.pop(owner, None)
            self._destroy(owners)
            if self.watch is not None:
                for owner in owners:
                    self.watch.buried(self._tombstones[owner])

    def take(self, keys: Iterable[tuple[str, bytes]]) -> None:
        """Keep keys that another machine made; durable when this returns. What is forgotten here
        stays forgotten.
        """
        with self._lock:
            for owner, secret in keys:
                if owner not in self._tombstones:
                    self._unkept[owner] = secret
                    self._ciphers.pop(owner, None)
            self.flush()

    def bury(self, tombstones: Iterable[Tombstone]) -> list[str]:
        """Destroy what another machine has forgotten; answers whose keys were not gone before."""
        assert self._is_writer, "opened to read only"
        with self._lock, self._guarded():
            fresh = [each for each in tombstones if each.owner not in self._tombstones]
            if not fresh:
                return []
            add_tombstones(self._tombstone_path, fresh)
            for each in fresh:
                self._tombstones[each.owner] = each
                self._unkept.pop(each.owner, None)
                self._ciphers.pop(each.owner, None)
            self._destroy(each.owner for each in fresh)
            return [each.owner for each in fresh]

    def all_keys(self) -> Iterator[tuple[str, bytes]]:
        """Every durable key, by owner, in the order of the owners."""
        with self._lock, self._guarded():
            rows = self._database.execute("SELECT owner, secret FROM key ORDER BY owner").fetchall()
        yield from rows

    def all_tombstones(self) -> list[Tombstone]:
        """Everybody forgotten, in the order of the owners."""
        with self._lock:
            return [self._tombstones[owner] for owner in sorted(self._tombstones)]

    def is_forgotten(self, owner: str) -> bool:
        with self._lock:
            if not self._is_writer:
                self._look_again()
            return owner in self._tombstones

    def recover(self) -> None:
        with self._lock:
            self._reopen()

    def _reopen(self) -> None:
        self._database.close()
        self._ciphers = {owner: AESGCM(secret) for owner, secret in self._unkept.items()}
        self._open()
        self._is_broken = False

    def close(self) -> None:
        with self._lock:
            self._database.close()
            self._ciphers.clear()
            self._unkept.clear()

    def _open(self) -> None:
        with self._translated():
            self._place = file_identity(self._path)
            if not self._is_writer:
                self._database = connect_to_read(self._path)
            else:
                self._database = connect(self._path, writing=True)
                self._database.execute("PRAGMA journal_mode = TRUNCATE")
                self._database.execute("PRAGMA secure_delete = ON")
            self._database.execute("SELECT owner FROM key LIMIT 1").fetchone()
        self._seen = None
        self._look_again()

    def _look_again(self) -> None:
        """Read the tombstones when the file is not the one last read."""
        try:
            state = self._tombstone_path.stat()
        except FileNotFoundError:
            return
        except OSError as error:
            raise StorageUnknown(f"{self._tombstone_path}: {error.strerror}") from error
        if self._seen == (state.st_mtime_ns, state.st_size):
            return
        self._tombstones = {each.owner: each for each in read_tombstones(self._tombstone_path)}
        for owner in self._tombstones:
            self._ciphers.pop(owner, None)
        self._seen = (state.st_mtime_ns, state.st_size)

    def _cipher(self, owner: str) -> AESGCM | None:
        cipher = self._ciphers.get(owner)
        if cipher is not None:
            return cipher
        with self._guarded():
            row = self._database.execute(
                "SELECT secret, sha256 FROM key WHERE owner = ?", (owner,)
            ).fetchone()
        if row is None:
            return None
        if key_check(owner, row[0]) != row[1]:
            raise LogDamaged(0, f"{self._path}: the key of {owner} was altered", _REMEDY)
        return self._taken_up(owner, row[0])

    def _make(self, owner: str) -> AESGCM:
        assert self._is_writer, "opened to read only"
        secret = self._entropy.draw(32)
        self._unkept[owner] = secret
        return self._taken_up(owner, secret)

    def _taken_up(self, owner: str, secret: bytes) -> AESGCM:
        if len(self._ciphers) >= KEPT_AT_MOST:
            for name in list(islice(self._ciphers, KEPT_AT_MOST // 8)):
                if name not in self._unkept:
                    del self._ciphers[name]
        return super()._taken_up(owner, secret)

    def _destroy(self, owners: Iterable[str]) -> None:
        names = [(owner,) for owner in sorted(owners)]

        def destroy(database: sqlite3.Connection) -> None:
            database.executemany("DELETE FROM key WHERE owner = ?", names)

        in_one_commit(self._database, destroy)

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        """As `_translated`; after a storage error the next use opens anew."""
        if self._is_broken:
            self._reopen()
        try:
            with self._translated():
                if self._is_writer and file_identity(self._path) != self._place:
                    raise StorageUnknown(f"{self._path} was replaced while open. {_REMEDY}")
                yield
        except (StorageUnknown, LogDamaged):
            self._is_broken = True
            raise

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            if is_damage(error):
                raise LogDamaged(0, f"{self._path}: {error}", _REMEDY) from error
            raise StorageUnknown(f"{self._path}: {error}") from error
        except OSError as error:
            raise StorageUnknown(
                f"{error.filename or self._path}: {error.strerror}. {_REMEDY}"
            ) from error


def sound_keys_in(folder: Path) -> list[KeyRow]:
    """Every key in `folder`'s store that is what was written, as far as the store can be read."""
    sound: list[KeyRow] = []
    database = connect_to_read(folder / KEY_STORE_FILE)
    try:
        for owner, secret, check in database.execute("SELECT owner, secret, sha256 FROM key"):
            if key_check(owner, secret) == check:
                sound.append((owner, secret, check))
    except sqlite3.DatabaseError:
        return sound
    finally:
        database.close()
    return sound


def check_keys(folder: Path) -> str | None:
    """Is every key in `folder`'s store what was written? None, or what is wrong."""
    path = folder / KEY_STORE_FILE
    try:
        database = connect_to_read(path)
        try:
            (first,) = database.execute("PRAGMA integrity_check(1)").fetchone()
            if first != "ok":
                return f"{path}: {first}"
            for owner, secret, check in database.execute("SELECT owner, secret, sha256 FROM key"):
                if key_check(owner, secret) != check:
                    return f"{path}: the key of {owner} was altered"
        finally:
            database.close()
        read_tombstones(folder / TOMBSTONE_FILE)
    except (sqlite3.Error, OSError) as error:
        return f"{path}: {error}"
    except LogDamaged as damage:
        return damage.what
    return None
