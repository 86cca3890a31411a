"""Bundles written and read for one town: beside its link, or while nobody serves it.

Written and read under the same law as the link, with the same files beside the log. Whoever may
cut the link to a neighbour may carry for it.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from datetime import datetime
from pathlib import Path

import msgspec

from tocsin.app.neighbours.comparing import compare
from tocsin.app.neighbours.following import replica_path
from tocsin.app.neighbours.lending import LendingLink
from tocsin.app.neighbours.own_town import OwnTown, afresh_if_healed, doubt_of, follow_keys
from tocsin.app.neighbours.sharing import FOLDER, Sharing
from tocsin.federation.bundles import BundleFault, BundleRefused, read_bundle
from tocsin.federation.custody_heads import SignedHead, newest
from tocsin.federation.link_key import LinkKey
from tocsin.federation.replica import Looked, Replica, SliceFault, SliceRefused, look_at
from tocsin.federation.slice_messages import Cursor
from tocsin.jurisdiction.town import Town
from tocsin.log import StorageUnknown
from tocsin.log.files import private_folder
from tocsin.operations import neighbours
from tocsin.operations.neighbour_links import CutNeighbour

LONGEST_WAIT_S = 10.0
FAULTS = {
    SliceFault.gap: BundleFault.gap,
    SliceFault.rolled_back: BundleFault.rolled_back,
    SliceFault.forked: BundleFault.forked,
}


class Written(msgspec.Struct, frozen=True):
    """A bundle for a neighbour: of which part of what it may know, and how large."""

    neighbour: str
    written_at: datetime
    begins: int
    ends: int
    size_bytes: int


class Taken(msgspec.Struct, frozen=True):
    """A bundle of a neighbour that was read. `is_news`: something in it was not known yet."""

    neighbour: str
    written_at: datetime
    is_news: bool
    ends: int
    subjects: int


class Carrying:
    """What a process needs that writes and reads a town's bundles."""

    def __init__(
        self,
        town: OwnTown,
        key: Callable[[], LinkKey],
        sharing: Sharing,
        held: Callable[[str], AbstractContextManager[Replica]],
        position: Callable[[], int],
        looked: Callable[[str], Looked | None],
    ) -> None:
        """`held` gives the replica of a neighbour to whoever changes it, for that long, `looked`
        what is in it; `position` is that of the log.
        """
        self._looked = looked
        self._position = position
        self._town = town
        self._key = key
        self._sharing = sharing
        self._held = held

    def write(self, code: str) -> tuple[Written, bytes]:
        """A bundle for a neighbour. Raises BundleRefused, StorageUnknown."""
        public_key = self._key_of(code)
        if public_key is None:
            raise BundleRefused(BundleFault.not_a_neighbour, neighbour=code)
        self._check_heard(code)
        with self._held(code) as replica:
            state = replica.state
        self._wait_for(self._position())
        heard = Cursor(state.incarnation, state.sequence, state.head)
        made = self._sharing.bundle(code, public_key, heard, self._key())
        written = Written(
            neighbour=code,
            written_at=made.standing.at,
            begins=made.begins.sequence,
            ends=made.standing.sequence,
            size_bytes=len(made.file),
        )
        return written, made.file

    def read(self, file: bytes) -> Taken:
        """Take a bundle in: all of it, or nothing. Raises BundleRefused, StorageUnknown."""
        bundle = read_bundle(file, self._town.code, self._key(), self._key_of)
        said = bundle.said
        code = said.standing.town
        self._check_heard(code)
        follow_keys(self._town, code, bundle.steps)
        with self._held(code) as replica:
            try:
                is_news = replica.take_carried(
                    said, bundle.ticks, own_code=self._town.code, now=self._town.now()
                )
            except SliceRefused as refused:
                doubt_of(self._town, code, refused)
                fault = FAULTS.get(refused.fault, BundleFault.malformed)
                raise BundleRefused(fault, neighbour=code, says=str(refused)) from refused
            subjects = len(replica.known)
            compare(self._town, said.standing.all_heads(), code, self._looked)
        if is_news:
            self._sharing.read_up_to(code, said.heard)
        standing = said.standing
        return Taken(code, standing.at, is_news, standing.sequence, subjects)

    def _wait_for(self, position: int) -> None:
        """What was ordered before is in the bundle: it is told of a moment after it is granted."""
        until_s = time.monotonic() + LONGEST_WAIT_S
        while self._sharing.position < position:
            if time.monotonic() > until_s:
                raise StorageUnknown("what happened last is not told yet; ask again")
            time.sleep(0.01)

    def _key_of(self, code: str) -> str | None:
        picture = self._town.picture()
        found = picture.neighbours.get(code)
        if found is None or not found.public_key or code not in neighbours.joined(picture):
            return None
        return found.public_key

    def _check_heard(self, code: str) -> None:
        """Raise BundleRefused where a person has cut the link, or what was signed is in doubt."""
        if code not in neighbours.heard(self._town.picture()):
            raise BundleRefused(BundleFault.link_rests, neighbour=code)


def carried_for(code: str) -> CutNeighbour:
    """The order whose right it takes to carry for a neighbour."""
    return CutNeighbour(neighbour=code, reason="a bundle")


@contextmanager
def alone(town: Town, folder: Path) -> Iterator[Carrying]:
    """For a town that this process has to itself. Raises BundleRefused in a drill: it speaks with
    nobody.
    """
    header = town.store.header
    if header.parent is not None:
        raise BundleRefused(BundleFault.not_here)
    own = OwnTown(header.code, lambda: town.picture, town.clock.now, town.submit)
    link = LendingLink(own)

    @contextmanager
    def held(code: str) -> Iterator[Replica]:
        path = replica_path(private_folder(folder / FOLDER), code)
        with closing(Replica(path, code, link.heard)) as replica:
            afresh_if_healed(replica, town.picture)
            yield replica
        link.hear_again()  # what waited for something that came after it

    life = town.store.incarnations[-1].incarnation
    keys = town.store.keys

    def looked(code: str) -> Looked | None:
        return look_at(replica_path(folder / FOLDER, code))

    def heads(reader: str) -> tuple[SignedHead, ...]:
        others = [looked(code) for code in neighbours.joined(town.picture) if code != reader]
        return newest([None if each is None else each.state.custody_head for each in others])

    at, picture = town.position, town.picture
    with closing(Sharing(folder, header, life, keys, town.clock.now, picture, at)) as sharing:
        sharing.heads = heads
        yield Carrying(own, lambda: LinkKey.load(folder), sharing, held, lambda: at, looked)
