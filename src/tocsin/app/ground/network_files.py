"""The arrays of the road network as files: written at import, mapped into memory when asked."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from tocsin.app.ground.folder import manifest_of
from tocsin.app.ground.geometry import line_of
from tocsin.app.outcome import Exit, Told
from tocsin.geo.ground import Restriction
from tocsin.geo.network.arrays import Network
from tocsin.geo.network.building import Builder

"""Where the number of spots stands in a line of the layers: behind header, box, order and kind."""
EMPTY = 128
"""Bytes of the head of an array's file: one that holds nothing cannot be mapped."""
ROAD_COLUMNS = (
    "id, way, from_node, to_node, class, is_link, flow, is_roundabout, is_bridge, is_tunnel,"
    " is_ford, height_cm, weight_kg, speed_kmh, access, emergency, name, ref, length_cm, geom"
)


def write_network(folder: Path, database: sqlite3.Connection) -> list[str]:
    """The arrays of the roads; their names below the folder."""
    builder = Builder()
    for row in database.execute(f"SELECT {ROAD_COLUMNS} FROM road ORDER BY fid"):
        builder.road(row[:-1], line_of(row[-1]))
    for name, values in builder.arrays(_restrictions(database)):
        np.save(folder / f"network.{name}.npy", values, allow_pickle=False)
    return [f"network.{name}.npy" for name in Network._fields]


def network_of(folder: Path) -> Network:
    """The arrays of a ground, mapped. Raises Told where they are not there or not of one kind."""
    manifest = manifest_of(folder)
    arrays = {}
    for name in Network._fields:
        path = folder / f"network.{name}.npy"
        listed = manifest.files.get(f"network.{name}.npy")
        if listed is None or not path.is_file():
            raise Told(
                f"{folder} has no network.{name}.npy, which routing reads: import again",
                Exit.damaged,
            )
        try:
            if path.stat().st_size != listed.bytes:
                raise ValueError(
                    f"{listed.bytes} bytes were written, {path.stat().st_size} are there"
                )
            arrays[name] = np.load(path, mmap_mode="r" if listed.bytes > EMPTY else None)
        except (ValueError, OSError) as error:
            raise Told(f"{path} cannot be read ({error}); import again", Exit.damaged) from error
    return Network(**arrays)


def _restrictions(database: sqlite3.Connection) -> Iterator[Restriction]:
    for (
        id,
        kind,
        from_ways,
        via,
        to_ways,
        exempt,
        only_for,
        condition,
        is_whole,
    ) in database.execute(
        "SELECT id, kind, from_ways, via, to_ways, exempt, only_for, condition, is_whole"
        " FROM turn_restriction ORDER BY fid"
    ):
        yield Restriction(
            id, kind, tuple(map(int, from_ways.split())), tuple(via.split()),
            tuple(map(int, to_ways.split())), exempt, only_for, condition, bool(is_whole),
        )  # fmt: skip
