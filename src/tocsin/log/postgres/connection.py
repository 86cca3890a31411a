"""Connections to the database, and what their errors mean to a log."""

import contextlib
import threading
from collections.abc import Sequence
from typing import TypeVar, cast

import psycopg
from psycopg import errors
from psycopg.rows import TupleRow

from tocsin.log.address import Address
from tocsin.log.failures import RESTORE, LogDamaged, NotATown, StorageUnknown

Fetched = TypeVar("Fetched", bound=tuple[object, ...])
Connection = psycopg.Connection[TupleRow]

CONNECT_S = 10
KEPT_IDLE = 4

_DEFAULTS = {
    "connect_timeout": str(CONNECT_S),
    # A cable that was pulled is noticed in a quarter of a minute, by both ends.
    "keepalives_idle": "5",
    "keepalives_interval": "3",
    "keepalives_count": "3",
    "tcp_user_timeout": "15000",
}
_SESSION = (
    "SET tcp_keepalives_idle = 5; SET tcp_keepalives_interval = 3; SET tcp_keepalives_count = 3;"
    " SET tcp_user_timeout = 15000; SET search_path = pg_catalog"
)


def connected(address: Address, name: str) -> Connection:
    """A new connection; each statement commits. `name` is shown to the database's keeper.

    Raises `StorageUnknown`, with a sentence in which no password stands.
    """
    try:
        connection = psycopg.connect(
            **{**_DEFAULTS, **address.parts},  # type: ignore[arg-type]
            application_name=f"tocsin {name}"[:63],
            client_encoding="UTF8",
            autocommit=True,
        )
    except psycopg.Error as error:
        # Without its cause: what libpq says there may repeat what it was told.
        raise StorageUnknown(
            f"the database {address.shown} cannot be reached: {address.clean(str(error))}; "
            "start it or mend the way to it, then ask again with the same id"
        ) from None
    try:
        connection.execute(_SESSION)
    except psycopg.Error as error:
        connection.close()
        raise trouble(error, address) from error
    return connection


def trouble(error: psycopg.Error, address: Address, position: int = 0) -> Exception:
    """What to raise when a statement failed."""
    said = address.clean(str(error).partition("\n")[0])
    if isinstance(error, errors.UndefinedTable | errors.InvalidSchemaName):
        return NotATown(
            f"{address.shown} holds no town; move one there with `tocsin move TOWN --to ADDRESS`"
        )
    if isinstance(error, errors.InsufficientPrivilege):
        return NotATown(f"{address.shown}: {said}; grant it, see docs/operating/postgresql.md")
    if isinstance(error, errors.DataCorrupted | errors.IndexCorrupted):
        return LogDamaged(position, f"{address.shown}: {said}", RESTORE)
    return StorageUnknown(
        f"{address.shown}: {said}; look at the database, then ask again with the same id"
    )


class Connections:
    """Connections to read with: safe from any thread, a few kept while idle."""

    def __init__(self, address: Address) -> None:
        self.address = address
        self._idle: list[Connection] = []
        self._lock = threading.Lock()
        self._is_closed = False

    def ask(
        self, sql: str, values: Sequence[object] = (), position: int = 0, settings: str = ""
    ) -> list[Fetched]:
        """All rows of one statement; `position` is where the log is being read.

        A connection that had been idle may have died unnoticed, so one more is tried.
        Raises `StorageUnknown`, `LogDamaged`, `NotATown`.
        """
        with self._lock:
            assert not self._is_closed, f"{self.address.shown} was closed"
            idle = self._idle.pop() if self._idle else None
        if idle is not None:
            with contextlib.suppress(psycopg.OperationalError, psycopg.InterfaceError):
                return self._asked(idle, sql, values, position, settings)
            self.reopen()
        connection = connected(self.address, "reader")
        try:
            return self._asked(connection, sql, values, position, settings)
        except (psycopg.OperationalError, psycopg.InterfaceError) as error:
            raise trouble(error, self.address, position) from error

    def _asked(
        self,
        connection: Connection,
        sql: str,
        values: Sequence[object],
        position: int,
        settings: str,
    ) -> list[Fetched]:
        try:
            with connection.transaction() if settings else contextlib.nullcontext():
                if settings:
                    connection.execute(settings)
                found = cast(list[Fetched], connection.execute(sql, values, binary=True).fetchall())
        except (psycopg.OperationalError, psycopg.InterfaceError):
            connection.close()
            raise
        except psycopg.Error as error:
            connection.close()
            raise trouble(error, self.address, position) from error
        with self._lock:
            if len(self._idle) < KEPT_IDLE and not self._is_closed:
                self._idle.append(connection)
                return found
        connection.close()
        return found

    def reopen(self) -> None:
        """Let go of idle connections; the next question opens fresh ones."""
        with self._lock:
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()

    def close(self) -> None:
        with self._lock:
            self._is_closed = True
        self.reopen()
