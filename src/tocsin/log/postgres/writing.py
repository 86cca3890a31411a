"""The one connection through which a log is written, and what keeps a second one from writing.

Two locks. An advisory lock of the session keeps a second writer from starting. And every change
is conditional on the epoch that this writer took: a writer that was cut off and replaced changes
nothing any more, whatever it still believes. Taking the next epoch waits for the row that an
append in flight holds, so afterwards it is known whether that append was kept.
"""

import os
import select
import socket
import threading
from collections.abc import Callable
from pathlib import Path

import psycopg
from psycopg import errors

from tocsin.log.address import Address
from tocsin.log.failures import NotATown, StorageUnknown, TownIsOpen
from tocsin.log.postgres.connection import Connection, connected, trouble

_LOCK = "1416585075, 1"  # "Tocs"; a lock belongs to its database, and a database is one town's
_WAIT_MS = 3000
_SWEEP_WAIT_MS = 1000
_MOST_FAREWELLS = 64

_MUST_BE_ON = ("fsync", "full_page_writes")
_DURABLE = ("on", "local", "remote_write", "remote_apply")


class Fenced(StorageUnknown):
    """Another writer has taken over: nothing was changed, and nothing will be by this one."""


def check_server(connection: Connection, address: Address) -> None:
    """The server keeps what it acknowledges. Raises `NotATown` with the setting to change."""
    names = (*_MUST_BE_ON, "synchronous_commit")
    rows = connection.execute(
        "SELECT name, setting FROM pg_settings WHERE name = ANY(%s)", (list(names),)
    ).fetchall()
    found = {str(name): str(setting) for name, setting in rows}
    wrong = [name for name in _MUST_BE_ON if found.get(name) != "on"]
    if found.get("synchronous_commit") not in _DURABLE:
        wrong.append("synchronous_commit")
    if wrong:
        says = " and ".join(f"{name} = {found.get(name)}" for name in wrong)
        raise NotATown(
            f"{address.shown} has {says}: after a crash it would have lost what was acknowledged; "
            f"set {' and '.join(wrong)} to on, reload the server, and open the town again"
        )


class Writing:
    """A writer's connection. Safe from any thread: one statement or transaction at a time."""

    def __init__(self, address: Address, folder: Path) -> None:
        """Raises `TownIsOpen`, `NotATown`, `StorageUnknown`."""
        self.address = address
        self.folder = folder
        self.lock = threading.RLock()
        self.epoch = 0
        self._backend: tuple[int, object] | None = None
        self._connection = self._claimed()

    def claim_again(self) -> bool:
        """A fresh connection and the next epoch. True when another writer wrote in between.

        Raises `StorageUnknown`, also while another writer has the town.
        """
        with self.lock:
            before = self.epoch
            self._connection.close()
            try:
                self._connection = self._claimed()
            except (TownIsOpen, NotATown) as error:
                raise StorageUnknown(str(error)) from error
            return self.epoch != before + 1

    @property
    def is_lost(self) -> bool:
        """Is the connection gone? Asks the machine, not the database."""
        with self.lock:
            if self._connection.closed:
                return True
            poll = select.poll()
            poll.register(self._connection.fileno(), select.POLLIN)
            try:
                # At first a word of farewell may come, and only then the end.
                for _ in range(_MOST_FAREWELLS):
                    if not poll.poll(0):
                        break
                    self._connection.pgconn.consume_input()
            except psycopg.OperationalError:
                return True
            return self._connection.broken

    def one(self, sql: str, values: dict[str, object]) -> tuple[object, ...] | None:
        """One statement, committed when this returns; its first row. `StorageUnknown`.

        psycopg's IntegrityError is let through: the database said no, and nothing was changed.
        """
        with self.lock:
            try:
                return self._connection.execute(sql, values).fetchone()
            except psycopg.IntegrityError:
                raise
            except psycopg.Error as error:
                raise self._lost(error) from error

    def run(self, work: Callable[[psycopg.Cursor[tuple[object, ...]]], None]) -> None:
        """`work` in one transaction, only while this is the writer. `Fenced`, `StorageUnknown`."""
        with self.lock:
            try:
                with self._connection.transaction(), self._connection.cursor() as cursor:
                    cursor.execute(
                        "SELECT one FROM tocsin.writer WHERE epoch = %s FOR UPDATE", (self.epoch,)
                    )
                    if cursor.fetchone() is None:
                        raise self.fenced()
                    work(cursor)
            except psycopg.Error as error:
                raise self._lost(error) from error

    def alone(self, sql: str) -> None:
        """A statement that no transaction may hold, as VACUUM. Raises `StorageUnknown`."""
        with self.lock:
            try:
                self._connection.execute(sql)
            except psycopg.Error as error:
                raise self._lost(error) from error

    def swept(self, table: str) -> bool:
        """Write a table anew, without what was deleted from it; False where somebody reads it for
        too long just now (a dump). Raises `StorageUnknown`.
        """
        with self.lock:
            try:
                self._connection.execute(f"SET lock_timeout = {_SWEEP_WAIT_MS}")
                try:
                    self._connection.execute(f"VACUUM (FULL) {table}")
                except errors.LockNotAvailable:
                    return False
                finally:
                    if not self._connection.broken:
                        self._connection.execute("SET lock_timeout = 0")
            except psycopg.Error as error:
                raise self._lost(error) from error
        return True

    def fenced(self) -> Fenced:
        """What to raise when the writer's row was not this writer's any more."""
        return Fenced(
            f"{self.address.shown} is written by another process now; nothing was added, "
            "ask there with the same id"
        )

    def close(self) -> None:
        with self.lock:
            self._connection.close()

    def _lost(self, error: psycopg.Error) -> Exception:
        found = trouble(error, self.address)
        if isinstance(found, NotATown):
            return StorageUnknown(str(found))
        return found

    def _claimed(self) -> Connection:
        connection = connected(self.address, f"writer {socket.gethostname()} {os.getpid()}")
        try:
            check_server(connection, self.address)
            self._take_lock(connection)
            row = connection.execute(
                "UPDATE tocsin.writer SET epoch = epoch + 1 RETURNING epoch"
            ).fetchone()
            if row is None:
                raise NotATown(f"{self.address.shown} does not say where its log ends")
            self.epoch = int(row[0])
            connection.execute("SET lock_timeout = 0")
        except psycopg.Error as error:
            connection.close()
            raise trouble(error, self.address) from error
        except BaseException:
            connection.close()
            raise
        return connection

    def _take_lock(self, connection: Connection) -> None:
        if self._backend is not None:
            # The session that was cut off may live on at the server, holding the lock.
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE pid = %s AND backend_start = %s",
                self._backend,
            )
        try:
            connection.execute(f"SET lock_timeout = {_WAIT_MS}")
            connection.execute(f"SELECT pg_advisory_lock({_LOCK})")
        except errors.LockNotAvailable as error:
            raise TownIsOpen(self.folder, None, _holder(connection)) from error
        self._backend = connection.execute(
            "SELECT pid, backend_start FROM pg_stat_activity WHERE pid = pg_backend_pid()"
        ).fetchone()


def _holder(connection: Connection) -> str | None:
    """What the writer that has the town calls itself."""
    row = connection.execute(
        "SELECT application_name FROM pg_stat_activity JOIN pg_locks USING (pid)"
        " WHERE locktype = 'advisory' AND classid = 1416585075 AND granted LIMIT 1"
    ).fetchone()
    return None if row is None else str(row[0])
