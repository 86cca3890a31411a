"""Arrays in one file that is mapped into memory: an uncompressed `.npz`, as numpy writes and reads.

Source: NumPy enhancement proposal 1 (the npy format); PKWARE APPNOTE 6.3 §4.3.7 (local headers).
"""

import io
import shutil
import struct
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import numpy.typing as npt

from tocsin.app.outcome import Exit, Told

Array = npt.NDArray[Any]
WRITTEN = (1980, 1, 1, 0, 0, 0)
"""The time that every member bears, so that the same arrays give the same bytes."""
LOCAL_HEADER = 30
AT_ONCE = 1 << 20


def write(path: Path, parts: Iterable[Mapping[str, Array]]) -> None:
    """Write arrays by name, sorted, each aligned to 64 bytes as numpy does within a member. Each
    part is put aside before the next is asked for, so that no more than one is held."""
    with TemporaryDirectory(dir=path.parent) as scratch:
        aside: dict[str, Path] = {}
        for part in parts:
            for name, array in part.items():
                aside[name] = Path(scratch) / str(len(aside))
                with aside[name].open("wb") as stream:
                    np.lib.format.write_array(
                        stream, np.ascontiguousarray(array), version=(1, 0), allow_pickle=False
                    )
            del part
        with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as file:
            for name, member in sorted(aside.items()):
                entry = zipfile.ZipInfo(f"{name}.npy", WRITTEN)
                with file.open(entry, "w", force_zip64=True) as out, member.open("rb") as written:
                    shutil.copyfileobj(written, out, AT_ONCE)


def mapped(path: Path) -> dict[str, Array]:
    """The arrays, read from the file only where they are looked at. Raises Told (damaged)."""
    try:
        with zipfile.ZipFile(path) as file, path.open("rb") as stream:
            members = [(each.filename, each.header_offset) for each in file.infolist()]
            whole = np.memmap(path, dtype=np.uint8, mode="r")
            return {name.removesuffix(".npy"): _member(stream, whole, at) for name, at in members}
    except (OSError, ValueError, KeyError, struct.error, zipfile.BadZipFile) as error:
        raise Told(f"{path} cannot be read ({error}); import again", Exit.damaged) from error


def _member(stream: io.BufferedReader, whole: Array, at: int) -> Array:
    stream.seek(at)
    header = stream.read(LOCAL_HEADER)
    name, extra = struct.unpack_from("<HH", header, 26)
    stream.seek(name + extra, io.SEEK_CUR)
    version = np.lib.format.read_magic(stream)
    if version != (1, 0):
        raise ValueError("another version of the npy format")
    shape, is_fortran, kind = np.lib.format.read_array_header_1_0(stream)
    if is_fortran or kind.hasobject:
        raise ValueError("an array of another form")
    first = stream.tell()
    size = int(np.prod(shape, dtype=np.int64)) * kind.itemsize
    if first + size > len(whole):
        raise ValueError("it breaks off")
    return whole[first : first + size].view(np.ndarray).view(kind).reshape(shape)
