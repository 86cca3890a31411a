"""The file that carries an agreement between towns: what one of them has proposed, signed, noticed.

JSON. Everything in it is signed by the town's key, and is verified by the order that takes it in;
the file itself is believed nothing.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from tocsin.app.outcome import Exit, Told
from tocsin.operations.agreement_instruments import instruments_of
from tocsin.operations.agreement_standing import ReceiveAgreementNotice
from tocsin.operations.agreements import Countersignature, ReceiveAgreement
from tocsin.operations.orders import Command
from tocsin.operations.picture.agreement import Compact, Signature
from tocsin.operations.picture.instrument import Instrument, InstrumentKind

LARGEST_BYTES = 4_000_000
FORMAT = 1

NameOf = Callable[[Signature], str]
"""Opens the sealed name of somebody who signed."""


class CarriedVersion(msgspec.Struct, frozen=True, omit_defaults=True):
    """A version with what one town has put to it."""

    text: str
    key: str
    signature: str | None = None
    signed: Countersignature | None = None


class CarriedNotice(msgspec.Struct, frozen=True):
    """A notice as it is signed."""

    text: str
    key: str
    signature: str


class Carried(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the file holds."""

    tocsin_agreement: int
    agreement: str
    sender: str
    versions: tuple[CarriedVersion, ...] = ()
    notices: tuple[CarriedNotice, ...] = ()


def carried(compact: Compact, own: str, name_of: NameOf) -> Carried:
    """What this town has to say of an agreement; of its versions those that may still matter."""
    told = instruments_of(compact)
    return Carried(
        FORMAT,
        compact.id,
        own,
        tuple(_version(e, name_of) for e in told if e.kind is InstrumentKind.version),
        tuple(
            CarriedNotice(e.text, e.key, e.signature)
            for e in told
            if e.kind is InstrumentKind.notice
        ),
    )


def _version(told: Instrument, name_of: NameOf) -> CarriedVersion:
    signed, over = told.signed, None
    if signed is not None:
        over = Countersignature(
            signature=signed.signature,
            name=name_of(signed),
            office=signed.office,
            signed_at=signed.signed_at,
            attestation=signed.attestation,
        )
    return CarriedVersion(told.text, told.key, told.signature or None, over)


def written(found: Carried, path: Path) -> None:
    """Write the file. Raises Told."""
    content = msgspec.json.format(msgspec.json.encode(found), indent=2)
    try:
        path.write_bytes(content + b"\n")
    except OSError as error:
        raise Told(f"{path} cannot be written: {error.strerror}") from None


def read(path: Path) -> Carried:
    """The file. Raises Told: it is none, or of a newer version."""
    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise Told(f"{path} is larger than an agreement can be")
        content = path.read_bytes()
    except OSError as error:
        raise Told(f"{path} cannot be read: {error.strerror}", Exit.usage) from None
    return carried_in(content, str(path))


def carried_in(content: bytes, name: str = "the file") -> Carried:
    """What a file holds. Raises Told as `read`."""
    try:
        found = msgspec.json.decode(content, type=Carried)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Told(f"{name} does not carry an agreement: {error}") from None
    if found.tocsin_agreement != FORMAT:
        raise Told(f"{name} is of a newer version of Tocsin: upgrade first")
    return found


def orders_in(found: Carried) -> Iterator[Command]:
    """The orders by which its content is taken in."""
    for each in found.versions:
        yield ReceiveAgreement(
            text=each.text, key=each.key, signature=each.signature, signed=each.signed
        )
    for notice in found.notices:
        yield ReceiveAgreementNotice(text=notice.text, key=notice.key, signature=notice.signature)
