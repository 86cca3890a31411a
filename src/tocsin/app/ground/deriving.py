"""Files that follow from the layers of a ground and lie beside it: made anew, never edited.

Each is the same to the byte for the same layers. `manifest.files` lists them with their checksums;
the checksum of the content, which a town cites, does not change with them.
"""

import sqlite3
from collections.abc import Callable
from pathlib import Path

from tocsin.app.ground import places

Derive = Callable[[Path, sqlite3.Connection], list[str]]


def _network(folder: Path, database: sqlite3.Connection) -> list[str]:
    from tocsin.app.ground.network_files import write_network  # numpy only where it is needed

    return write_network(folder, database)


DERIVED: dict[str, Derive] = {
    "network": _network,
    "places": places.derive,
}
"""What is derived → makes its files in the folder and returns their names."""


def derive(folder: Path, database: sqlite3.Connection) -> list[str]:
    """Make every derived file. Returns their names."""
    return [name for make in DERIVED.values() for name in make(folder, database)]
