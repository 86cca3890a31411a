"""Entries in their order, though there may be more of them than memory holds: sorted runs on disk,
merged. Source: Knuth, The Art of Computer Programming 3, §5.4 (external sorting)."""

from collections.abc import Iterable, Iterator
from heapq import merge
from itertools import islice
from pathlib import Path

import msgspec

from tocsin.geo.gazetteer.stock import Entry

AT_ONCE = 50_000
"""So many entries are held at once; a small ground never goes to disk."""
SIZE = 4
"""Bytes that say how long the next entry is."""


def ordered(scratch: Path, entries: Iterable[Entry]) -> Iterator[Entry]:
    """As `sorted` does. `scratch` is a folder for the runs."""
    runs: list[Path] = []
    left = iter(entries)
    while held := sorted(islice(left, AT_ONCE)):
        if len(held) < AT_ONCE and not runs:
            return iter(held)
        runs.append(scratch / f"{len(runs)}.run")
        _put(runs[-1], held)
    return merge(*map(_taken, runs))


def _put(path: Path, entries: Iterable[Entry]) -> None:
    encode = msgspec.msgpack.Encoder().encode
    with path.open("wb") as file:
        for each in entries:
            coded = encode(each)
            file.write(len(coded).to_bytes(SIZE) + coded)


def _taken(path: Path) -> Iterator[Entry]:
    decode = msgspec.msgpack.Decoder(Entry).decode
    with path.open("rb") as file:
        while size := file.read(SIZE):
            yield decode(file.read(int.from_bytes(size)))
