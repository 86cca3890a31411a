"""Bundles through the socket of a town that another process on this machine serves; see `relay`."""

import asyncio
from typing import BinaryIO

import msgspec

from tocsin.app.neighbours.carrying import Carrying, Taken, Written
from tocsin.federation.bundles import LARGEST_BYTES, BundleFault, BundleRefused
from tocsin.jurisdiction.orders import MalformedOrder
from tocsin.log import CommitterClosed, StorageUnknown


class SentBundle(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="bundle"):
    """What is to be done with a bundle: `write` one for a neighbour, or `read` these bytes."""


class WriteBundle(SentBundle, frozen=True, tag="write"):
    """One for this neighbour."""

    neighbour: str


class ReadBundle(SentBundle, frozen=True, tag="read"):
    """Those that come behind this line."""

    size: int


class CameBundle(msgspec.Struct, frozen=True, omit_defaults=True):
    """What came of it: one of these; behind what was written, its bytes."""

    written: Written | None = None
    taken: Taken | None = None
    fault: BundleFault | None = None
    what: dict[str, str] = {}
    unknown: str | None = None


# the side that asks


def to_write(code: str) -> bytes:
    """The question for a bundle for a neighbour."""
    return msgspec.json.encode(WriteBundle(code)) + b"\n"


def written(answers: BinaryIO) -> tuple[Written, bytes]:
    """Its answer. Raises BundleRefused, StorageUnknown."""
    came = _came(answers)
    assert came.written is not None, "written, or refused"
    return came.written, answers.read(came.written.size_bytes)


def to_read(file: bytes) -> bytes:
    """A bundle of a neighbour, to be taken in."""
    return msgspec.json.encode(ReadBundle(len(file))) + b"\n" + file


def taken(answers: BinaryIO) -> Taken:
    """What came of it. Raises BundleRefused, StorageUnknown."""
    came = _came(answers)
    assert came.taken is not None, "taken, or refused"
    return came.taken


def _came(answers: BinaryIO) -> CameBundle:
    line = answers.readline()
    if not line.endswith(b"\n"):
        raise StorageUnknown("the process that serves the town went away; ask again")
    if line.startswith(b'{"malformed":'):
        raise MalformedOrder("the process that serves the town knows no bundles: restart it")
    came = msgspec.json.decode(line, type=CameBundle)
    if came.fault is not None:
        raise BundleRefused(came.fault, **came.what)
    if came.unknown is not None:
        raise StorageUnknown(came.unknown)
    return came


# the side that serves


async def came(carrying: Carrying | None, line: bytes, reader: asyncio.StreamReader) -> bytes:
    """A bundle is written or read; the answer, and what was written behind it. Raises ValueError
    where it is no such line.
    """
    asked = msgspec.json.decode(line, type=WriteBundle | ReadBundle)
    file = b""
    if isinstance(asked, ReadBundle):
        if asked.size > LARGEST_BYTES:
            raise ValueError("too large")
        file = await reader.readexactly(asked.size)
    try:
        if carrying is None:
            raise BundleRefused(BundleFault.not_here)
        if isinstance(asked, ReadBundle):
            answer = CameBundle(taken=await asyncio.to_thread(carrying.read, file))
            file = b""
        else:
            written, file = await asyncio.to_thread(carrying.write, asked.neighbour)
            answer = CameBundle(written=written)
    except BundleRefused as refused:
        answer, file = CameBundle(fault=refused.fault, what=refused.what), b""
    except (StorageUnknown, CommitterClosed) as error:
        answer, file = CameBundle(unknown=str(error)), b""
    return msgspec.json.encode(answer) + b"\n" + file
