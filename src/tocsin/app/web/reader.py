"""A door that only shows: any number of them, on any machine that reaches the log."""

import argparse
import sys
from contextlib import closing
from pathlib import Path
from socket import socket

from tocsin.app.logs import begin as begin_logs
from tocsin.app.loops import run_on_loop
from tocsin.app.web.door import Door
from tocsin.app.web.following import FollowingHouse
from tocsin.app.web.running import SWITCH_S, announced, open_many
from tocsin.app.web.serving import DoorServer, Listening, server_of
from tocsin.app.wiring import reading_of
from tocsin.jurisdiction.reading import Reading
from tocsin.log import Header, SystemClock, SystemEntropy, open_log
from tocsin.log.address import Address, address_of
from tocsin.log.kept import KeptReader


def read_along(asked: argparse.Namespace) -> None:
    """Follow the town in a database or folder and show it until told to stop.

    Raises Told, NotATown, StorageUnknown: without the log there is no first picture.
    """
    address = None if asked.store is None else address_of(asked.store)
    with closing(Listening(asked.host, asked.port).bound()) as listening:
        begin_logs()
        sys.setswitchinterval(SWITCH_S)
        open_many()
        house = FollowingHouse(
            lambda: opened_to_read(asked.town, address), SystemClock(), asked.writer
        )
        with closing(house):
            server = server_of(Door(house, folder=asked.town))
            run_on_loop(_serving(server, house.header, listening, as_json=asked.json))


def opened_to_read(folder: Path | None, address: Address | None) -> tuple[KeptReader, Reading]:
    """The log and the town on it; closing the town closes both."""
    if address is None:
        assert folder is not None, "a reader reads a folder or a database"
        store = open_log(folder, False, SystemClock())
    else:
        from tocsin.log.postgres.store import reader_at

        store = reader_at(address, SystemClock(), SystemEntropy())
    return store, reading_of(store, folder or Path())


async def _serving(server: DoorServer, header: Header, listening: socket, *, as_json: bool) -> None:
    async with announced(header, listening, as_json=as_json):
        await server.serve(sockets=[listening])
