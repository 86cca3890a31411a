"""Finding where a town's open records lie: in its folder, or in the database its folder names."""

from pathlib import Path

import msgspec

from tocsin.log.failures import NotATown
from tocsin.log.logfile import LogFile
from tocsin.log.part import Part
from tocsin.log.place import PLACE_FILE, Place, address_in, read_place
from tocsin.log.record import header_of

LOG_FILE = "log.sqlite"


def holds_log(folder: Path) -> bool:
    """Is this a town's folder, wherever it keeps its log?"""
    return (folder / LOG_FILE).is_file() or (folder / PLACE_FILE).is_file()


def main_part(folder: Path) -> Part:
    """The open records of the town in `folder`. `NotATown`, `StorageUnknown`, `LogDamaged`."""
    place = read_place(folder)
    if place is None:
        return LogFile(folder / LOG_FILE)
    return _in_database(folder, place)


def _in_database(folder: Path, place: Place) -> Part:
    address = address_in(folder, place)  # tells where psycopg is not installed
    from tocsin.log.postgres.log import PostgresLog

    found = PostgresLog(address)
    try:
        header = header_of(found.signed_header()[0])
    except (msgspec.DecodeError, ValueError):
        return found  # told as damage by whoever reads it
    if header.jurisdiction != place.jurisdiction:
        found.close()
        raise NotATown(
            f"{address.shown} holds the log of {header.name}, and {folder} is {place.name}; "
            "name the right database in place.json"
        )
    return found
