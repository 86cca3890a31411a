"""What a person does about bundles at the command line."""

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from tocsin.app.desk import town_zone
from tocsin.app.facts import shown
from tocsin.app.neighbours.carrying import Taken, Written, alone, carried_for
from tocsin.app.outcome import Exit, Told, as_json
from tocsin.app.phrases import say
from tocsin.app.seeing import Office
from tocsin.app.signing_in import signed_in
from tocsin.app.tongue import with_step
from tocsin.app.wiring import ordering
from tocsin.federation.bundles import (
    HEAD_BYTES,
    LARGEST_BYTES,
    BundleFault,
    BundleRefused,
    head_of,
)
from tocsin.jurisdiction.town import Town
from tocsin.log.files import write_whole


class Carrier(Protocol):
    """Writes and reads bundles: this process, or the one that serves the town."""

    def write(self, code: str) -> tuple[Written, bytes]: ...

    def read(self, file: bytes) -> Taken: ...


def write(asked: argparse.Namespace) -> int:
    """The file is there as a whole, or not at all."""
    code = asked.neighbour.upper()
    with _told(), ordering(asked.town) as town:
        _check_right(asked, town, code)
        with _carrier(town, asked.town) as carrier:
            written, file = carrier.write(code)
        if str(asked.file) == "-":
            sys.stdout.buffer.write(file)
            sys.stdout.buffer.flush()
            return Exit.done
        write_whole(asked.file, file)
        news = written.ends - written.begins
        says = (
            f"{asked.file}: {written.size_bytes:,} bytes for {code}, sealed and signed; "
            f"{news} changes from {written.begins} on.\nThere they type:  tocsin bundle read"
            f" THEIR-TOWN {asked.file.name}"
        )
    print(as_json(written) if asked.json else says)
    return Exit.done


def read(asked: argparse.Namespace) -> int:
    """All of it is taken in, or nothing."""
    with _told():
        file = _content(asked.file)
        head, _ = head_of(file)
        with ordering(asked.town) as town:
            if head.town in town.picture.neighbours:
                _check_right(asked, town, head.town)
            with _carrier(town, asked.town) as carrier:
                taken = carrier.read(file)
            local = taken.written_at.astimezone(town_zone(town.picture))
            neighbour = town.picture.neighbours.get(taken.neighbour)
        what = "is taken in" if taken.is_news else "holds nothing that is not known already"
        name = neighbour.name if neighbour is not None else ""
        says = f"What {shown(name)} ({taken.neighbour}) wrote at {local:%d %b %H:%M} {what}."
    print(as_json(taken) if asked.json else says)
    return Exit.done


def _content(path: Path) -> bytes:
    """The file, of which no more is read than a bundle can have. Raises Told, BundleRefused."""
    try:
        if str(path) == "-":
            return _bounded(sys.stdin.buffer.read)
        with path.open("rb") as file:
            return _bounded(file.read)
    except OSError as error:
        raise Told(f"{path} cannot be read: {error.strerror}", Exit.usage) from error


def _bounded(read: Callable[[int], bytes]) -> bytes:
    first = read(HEAD_BYTES + 1)
    head_of(first)  # what is no bundle is not read to its end
    found = first + read(LARGEST_BYTES + 1 - len(first))
    if len(found) > LARGEST_BYTES:
        raise BundleRefused(BundleFault.too_large, most=f"{LARGEST_BYTES:,}")
    return found


@contextmanager
def _carrier(town: Office, folder: Path) -> Iterator[Carrier]:
    if isinstance(town, Town):
        with alone(town, folder) as carrying:
            yield carrying
    else:
        from tocsin.app.relay import RelayedTown

        assert isinstance(town, RelayedTown), "this process has the town, or another"
        yield town


def _check_right(asked: argparse.Namespace, town: Office, code: str) -> None:
    refused = signed_in(asked, town).refusal(carried_for(code))
    if refused is not None:
        sentence, step = say(refused)
        raise Told(f"{sentence} {step}".strip(), Exit.refused)


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except BundleRefused as refused:
        raise Told(" ".join(said_of(refused)).strip(), Exit.refused) from refused


def said_of(refused: BundleRefused) -> tuple[str, str]:
    """Why a bundle is not written or taken, and what to do, as it is said here."""
    return with_step(f"bundle-{refused.fault}", **refused.what)


DEEDS: dict[str, Callable[[argparse.Namespace], int]] = {"write": write, "read": read}
