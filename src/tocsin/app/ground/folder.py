"""What a ground folder holds, as its manifest says: `manifest.json` beside `ground.gpkg`."""

import hashlib
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from tocsin.app.outcome import Exit, Told
from tocsin.geo.belonging import Level

FORMAT, VERSION = "tocsin-ground", 2
MANIFEST, PACKAGE = "manifest.json", "ground.gpkg"


class Source(msgspec.Struct, frozen=True):
    """What a ground was made from, and what that held. A grown ground's file is its recipe."""

    kind: str
    """`osm`, `geojson` or `grown`."""
    name: str
    sha256: str
    bytes: int
    newest_edit: str
    is_whole: bool
    held: dict[str, int]
    licence: str


class File(msgspec.Struct, frozen=True):
    """One file of the folder."""

    sha256: str
    bytes: int


class Manifest(msgspec.Struct, frozen=True):
    """`checksum` is over what the layers hold, whatever wrote the file: it is what a town cites."""

    format: str
    version: int
    checksum: str
    source: Source
    level: Level
    counts: dict[str, int]
    facilities: dict[str, int]
    road_classes: dict[str, int]
    doubts: dict[str, int]
    files: dict[str, File]


@contextmanager
def made_whole(folder: Path, again: str) -> Iterator[Path]:
    """A folder to write a new ground into; on any error nothing of it is there. Raises Told where
    `folder` is there already, or cannot be written."""
    if folder.exists():
        raise Told(f"{folder} is there already; name a new folder", Exit.usage)
    part = folder.with_name(folder.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    try:
        yield part
        part.rename(folder)
    except sqlite3.Error as error:
        raise Told(
            f"{part} cannot be written ({error}); nothing is kept of it: make room, {again} again",
            Exit.unknown,
        ) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)


def manifest_of(folder: Path) -> Manifest:
    """The manifest of a ground. Raises Told where this is none, or of another version."""
    path = folder / MANIFEST
    if not path.is_file():
        raise Told(
            f"{folder} is no ground: it holds no {MANIFEST}; "
            f"make one with `tocsin ground import FILE.osm.pbf --out {folder}`",
            Exit.usage,
        )
    try:
        found = msgspec.json.decode(path.read_bytes(), type=Manifest)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Told(f"{path} cannot be read ({error}); import again", Exit.damaged) from error
    if (found.format, found.version) != (FORMAT, VERSION):
        raise Told(
            f"{path} is {found.format} version {found.version}; this program reads {FORMAT} "
            f"version {VERSION}: import again",
            Exit.malformed,
        )
    return found


def checked(folder: Path) -> Manifest:
    """The manifest, after every file was compared with it. Raises Told (damaged) where one
    differs."""
    found = manifest_of(folder)
    for name, file in sorted(found.files.items()):
        path = folder / name
        if not path.is_file() or summed(path) != file:
            raise Told(
                f"{path} is not what was written there; import again, or bring it back",
                Exit.damaged,
            )
    return found


def summed(path: Path) -> File:
    """Checksum and size of a file."""
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256")
    return File(digest.hexdigest(), path.stat().st_size)
