"""The bytes of a file that a ground is made from, unpacked where it is packed."""

import gzip
import hashlib
import io
import re
import zipfile
import zlib
from pathlib import Path

from tocsin.app.outcome import Exit, Told
from tocsin.geo.lettering import cleaned, steering

MOST_BYTES = 512 << 20
"""More is no table and no set of borders of a region."""
GEOJSON = (".geojson", ".json", ".geojson.gz", ".json.gz")


def is_geojson(path: Path) -> bool:
    """By its name."""
    return path.name.lower().endswith(GEOJSON)


def absent(path: Path) -> str:
    """Why a path is no file to read from."""
    if path.exists():
        return f"{path} is not a regular file; keep what it gives in a file, and name that"
    return f"there is no file {path}"


def files_of(paths: list[Path]) -> tuple[Path, ...]:
    """The files, each folder replaced by the GeoJSON files in it, by name. Raises Told."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(each for each in path.iterdir() if is_geojson(each))
            if not inside:
                raise Told(f"{path} is a folder without a .geojson file in it", Exit.usage)
            found += inside
        elif not path.is_file():
            raise Told(absent(path), Exit.usage)
        else:
            found.append(path)
    for path in found:
        if cleaned(path.name) != path.name:
            raise Told(
                f"{cleaned(str(path))}: its name holds characters that steer a screen "
                f"({steering(path.name)}); rename it",
                Exit.usage,
            )
        if found.count(path) > 1:
            raise Told(f"{path} is named twice; name it once", Exit.usage)
    return tuple(found)


def content_of(path: Path) -> bytes:
    """The bytes, unpacked: of a .gz, or of a .zip that holds one file. Raises Told."""
    raw = _read(path)
    try:
        if raw[:2] == b"\x1f\x8b":
            with gzip.open(io.BytesIO(raw)) as stream:
                found = stream.read(MOST_BYTES + 1)
        elif raw[:4] == b"PK\x03\x04":
            found = _only(raw, path)
        else:
            found = raw
    except (OSError, EOFError, zlib.error, zipfile.BadZipFile, RuntimeError) as error:
        raise Told(f"{path} cannot be unpacked ({error}); fetch it again") from error
    if len(found) > MOST_BYTES:
        raise Told(f"{path} is more than {MOST_BYTES >> 20} MB unpacked; take a smaller part of it")
    return found


def _only(raw: bytes, path: Path) -> bytes:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        names = [each for each in archive.namelist() if not re.search(r"/$|^__MACOSX|/\.", each)]
        if len(names) != 1:
            raise Told(f"{path} holds {len(names)} files; a .zip with one file is expected")
        with archive.open(names[0]) as stream:
            return stream.read(MOST_BYTES + 1)


def _read(path: Path) -> bytes:
    if not path.is_file():
        raise Told(absent(path), Exit.usage)
    if path.stat().st_size > MOST_BYTES:
        raise Told(f"{path} is more than {MOST_BYTES >> 20} MB; take a smaller part of it")
    return path.read_bytes()


def sha256_of(path: Path) -> str:
    """The checksum of a file as it lies there."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
