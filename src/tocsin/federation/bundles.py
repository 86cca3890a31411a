"""A bundle: one file that carries to a neighbour what the link would, by whatever way a file goes.

In the open it says from whom, to whom, how long it is and in which format; the rest is sealed for
the one town and signed by the other as a whole. It holds the slice from where the neighbour was
last known to stand, and where its writer stands in the neighbour's: so it is the receipt, too.

The law of the cursor is that of the link. A bundle may come late, twice or before an older one:
what is known already is passed over, and a reader never stands lower than before. One that was cut
off or changed is refused as a whole.
"""

import hashlib
from collections.abc import Callable, Sequence
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

import msgspec

from tocsin.access import Tick
from tocsin.federation import bundle_seal
from tocsin.federation.bundle_seal import NotOpened
from tocsin.federation.link_key import LinkKey, Succession, is_signed_with, walked
from tocsin.federation.slice_messages import (
    Cursor,
    NewerFormat,
    SliceStanding,
    Stamped,
    standing_of,
)

FORMAT = 1
MAGIC = b"tocsin-bundle "
LARGEST_BYTES = 48_000_000
"""Of one bundle: more than a town keeps to be told again, and what goes around it."""
HEAD_BYTES = 1_000
LABEL = "bundle"


class BundleFault(StrEnum):
    """Why a bundle is not written or not taken; each has its sentence in `words/…/bundles.ftl`."""

    not_a_bundle = "not_a_bundle"
    newer_format = "newer_format"
    too_large = "too_large"
    cut_off = "cut_off"
    changed = "changed"
    not_for_us = "not_for_us"
    our_own = "our_own"
    not_a_neighbour = "not_a_neighbour"
    link_rests = "link_rests"
    other_key = "other_key"
    not_signed = "not_signed"
    malformed = "malformed"
    gap = "gap"
    rolled_back = "rolled_back"
    forked = "forked"
    not_here = "not_here"


class BundleRefused(Exception):
    """A bundle that is not written or not taken: by which rule, and what its sentence names."""

    def __init__(self, fault: BundleFault, **what: str) -> None:
        super().__init__(fault.value)
        self.fault = fault
        self.what = what


class BundleHead(msgspec.Struct, frozen=True, kw_only=True):
    """What a bundle says in the open. `key_sha256` is of the key it is sealed for, `size` of what
    follows, in bytes.
    """

    town: str
    to: str
    at: datetime
    key_sha256: str
    ephemeral: str
    size: int


class BundleSaid(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a town says by a bundle; signed.

    `begins` is where the ticks go on, `standing` where they end: its `at` is when it was written.
    `heard`: so far the writer has read the reader's own slice. `ticks_sha256` is of the ticks.
    """

    standing: SliceStanding
    begins: Cursor
    heard: Cursor
    ticks_sha256: str
    public_key: str
    successions: tuple[Succession, ...] = ()


class _Standing(msgspec.Struct, frozen=True):
    standing: msgspec.Raw


class Bundle(NamedTuple):
    """A bundle that was opened, and is its town's."""

    said: BundleSaid
    ticks: list[bytes]
    steps: tuple[Succession, ...]
    """From the key that was known to the one that signed it."""


_CANONICAL = msgspec.json.Encoder(order="deterministic")
_HEAD = msgspec.json.Decoder(BundleHead)
_STAMPED = msgspec.json.Decoder(Stamped)
_SAID = msgspec.json.Decoder(BundleSaid)


def bundle_bytes(
    key: LinkKey,
    standing: SliceStanding,
    begins: Cursor,
    heard: Cursor,
    ticks: Sequence[Tick],
    *,
    to: str,
    ephemeral: bytes,
) -> bytes:
    """The file. `to` is the other town's key (hex), `ephemeral` 32 fresh secret bytes. Raises
    BundleRefused where it would be too large.
    """
    rest = b"".join(tick.whole + b"\n" for tick in ticks)
    raw = _CANONICAL.encode(
        BundleSaid(
            standing=standing,
            begins=begins,
            heard=heard,
            ticks_sha256=hashlib.sha256(rest).hexdigest(),
            public_key=key.public,
            successions=key.successions,
        )
    )
    first = msgspec.json.encode(Stamped(msgspec.Raw(raw), key.sign(LABEL, raw)))
    content = first + b"\n" + rest
    said = BundleHead(
        town=standing.town,
        to=standing.to,
        at=standing.at,
        key_sha256=_digest(to),
        ephemeral=bundle_seal.public_of(ephemeral),
        size=bundle_seal.sealed_size(len(content)),
    )
    head = b"%s%d\n%s\n" % (MAGIC, FORMAT, msgspec.json.encode(said))
    if len(head) + said.size > LARGEST_BYTES:
        raise BundleRefused(BundleFault.too_large, most=f"{LARGEST_BYTES:,}")
    try:
        return head + bundle_seal.sealed(content, head, ephemeral, to)
    except NotOpened as error:
        raise BundleRefused(BundleFault.not_a_neighbour, neighbour=standing.to) from error


def head_of(file: bytes) -> tuple[BundleHead, int]:
    """What a file says in the open, and where that ends. Raises BundleRefused."""
    first, _, rest = file[:HEAD_BYTES].partition(b"\n")
    number = first.removeprefix(MAGIC)
    if not first.startswith(MAGIC) or not number.isdigit() or len(number) > 6:
        raise BundleRefused(BundleFault.not_a_bundle)
    if int(number) != FORMAT:
        raise BundleRefused(
            BundleFault.newer_format, format=number.decode(), own_format=str(FORMAT)
        )
    line, end, _ = rest.partition(b"\n")
    if not end:
        is_cut = len(file) < HEAD_BYTES
        raise BundleRefused(BundleFault.cut_off if is_cut else BundleFault.not_a_bundle)
    try:
        head = _HEAD.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BundleRefused(BundleFault.not_a_bundle) from error
    return head, len(first) + len(line) + 2


def read_bundle(
    file: bytes, own_code: str, key: LinkKey, key_of: Callable[[str], str | None]
) -> Bundle:
    """Open a file that may be anything. `key_of` says by which key (hex) a town is known; None: it
    is no neighbour. Raises BundleRefused.
    """
    head, start = head_of(file[: HEAD_BYTES + 1])
    town = _plain(head.town)
    if head.town == own_code:
        raise BundleRefused(BundleFault.our_own, neighbour=_plain(head.to))
    if head.to != own_code:
        raise BundleRefused(BundleFault.not_for_us, neighbour=_plain(head.to))
    known = key_of(head.town)
    if known is None:
        raise BundleRefused(BundleFault.not_a_neighbour, neighbour=town)
    if head.size > LARGEST_BYTES or len(file) > LARGEST_BYTES:
        raise BundleRefused(BundleFault.too_large, most=f"{LARGEST_BYTES:,}")
    if len(file) - start < head.size:
        raise BundleRefused(BundleFault.cut_off)
    if len(file) - start > head.size:
        raise BundleRefused(BundleFault.changed, neighbour=town)
    if head.key_sha256 != _digest(key.public):
        raise BundleRefused(BundleFault.other_key, neighbour=town)
    try:
        content = bundle_seal.opened(file[start:], file[:start], head.ephemeral, key)
    except NotOpened as error:
        raise BundleRefused(BundleFault.changed, neighbour=town) from error
    bundle = _content(content, town, known)
    standing = bundle.said.standing
    if (standing.town, standing.to) != (head.town, own_code):
        raise BundleRefused(BundleFault.not_signed, neighbour=town)
    return bundle


def _content(content: bytes, town: str, known: str) -> Bundle:
    first, _, rest = content.partition(b"\n")
    try:
        stamped = _STAMPED.decode(first)
        raw = bytes(stamped.standing)
        standing_of(bytes(msgspec.json.decode(raw, type=_Standing).standing))
        said = _SAID.decode(raw)
    except NewerFormat as error:
        raise BundleRefused(
            BundleFault.newer_format, format=str(error.format), own_format=str(FORMAT)
        ) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BundleRefused(BundleFault.malformed, neighbour=town) from error
    steps = walked(known, said.public_key, said.successions)
    if said.public_key != known and not steps:
        raise BundleRefused(BundleFault.not_signed, neighbour=town)
    is_signed = is_signed_with(said.public_key, LABEL, raw, stamped.signature)
    if not is_signed or hashlib.sha256(rest).hexdigest() != said.ticks_sha256:
        raise BundleRefused(BundleFault.not_signed, neighbour=town)
    lines = rest.split(b"\n")
    if lines.pop() or len(lines) % 2:
        raise BundleRefused(BundleFault.malformed, neighbour=town)
    ticks = [lines[n] + b"\n" + lines[n + 1] for n in range(0, len(lines), 2)]
    return Bundle(said, ticks, steps)


def _digest(public_key: str) -> str:
    return hashlib.sha256(public_key.encode()).hexdigest()


def _plain(code: str) -> str:
    """A code that a file names, as it may be shown."""
    return "".join(each for each in code if each.isalnum())[:8] or "?"
