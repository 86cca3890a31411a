"""The one text of an order that waits for approval, and its digest.

The text names the proposal and holds a keyed seal, so an approval fits one proposal only, and once
the key of `proposal/<id>` is destroyed the digest tells nothing, however short the order was.
Source: RFC 8785 (canonical JSON; ours holds no floats), FIPS 180-4 (SHA-256).
"""

import hashlib
import json
import unicodedata
from typing import Annotated

import msgspec

from tocsin.operations.approvals import UNGUARDED, ApprovalRefusal, Book
from tocsin.operations.orders import Command, Context, Refused, refuse, strange_time

OrderText = Annotated[str, msgspec.Meta(min_length=2, max_length=262_144)]
"""An order as JSON text."""


class _Text(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is hashed: the order, its kind, the proposal it belongs to, and a seal nobody can
    guess.
    """

    kind: str
    order: msgspec.Raw
    proposal: str
    seal: str


def digest_of(text: str) -> str:
    """The SHA-256 (hex) of an order's text: what an approver's screen computes from what it
    shows.
    """
    return hashlib.sha256(text.encode()).hexdigest()


def written(command: Command, proposal: str, context: Context) -> str:
    """The one text of an order in a proposal: JSON in ASCII, fields sorted, every string in NFC.

    ASCII, because whatever stores the text may bring it to NFC as a whole, and must not change it.
    """
    seal = hashlib.blake2b(
        f"{proposal}\n{context.command_id}".encode(),
        key=context.number_key[:64],
        person=b"proposal",
        digest_size=16,
    ).hexdigest()
    order = msgspec.Raw(msgspec.json.encode(command))
    text = _Text(type(command).__name__, order, proposal, seal)
    plain = _normalised(json.loads(msgspec.json.encode(text)))
    return json.dumps(plain, ensure_ascii=True, sort_keys=True, separators=(",", ":"))


def _normalised(value: object) -> object:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, list):
        return [_normalised(each) for each in value]
    if isinstance(value, dict):
        return {_normalised(name): _normalised(each) for name, each in value.items()}
    return value


def read_order(kind: str, order: str | msgspec.Raw, book: Book) -> Command | Refused:
    """The order of this kind in a JSON text, or why there is none that could be proposed."""
    known = book.commands.get(kind)
    if known is None:
        return refuse(ApprovalRefusal.order_unknown, kind=kind)
    if kind in UNGUARDED:
        return refuse(ApprovalRefusal.order_not_proposable, kind=kind)
    try:
        read = msgspec.json.decode(order, type=known)
    except (msgspec.DecodeError, RecursionError) as fault:
        return refuse(ApprovalRefusal.order_unreadable, kind=kind, where=_where(fault))
    strange = strange_time(read)
    if strange is not None:
        return refuse(ApprovalRefusal.order_unreadable, kind=kind, where=f"$.{strange}")
    return read


def _where(fault: Exception) -> str:
    """Where the text is wrong, as a path; never what stands there, for that may be about
    somebody.
    """
    return str(fault).partition(" - at ")[2].strip("`") or "$"


def inner_order(text: str, book: Book) -> Command | Refused:
    """The order inside a proposal's text."""
    try:
        envelope = msgspec.json.decode(text, type=_Text)
    except (msgspec.DecodeError, RecursionError) as fault:
        return refuse(ApprovalRefusal.order_unreadable, kind="proposal", where=_where(fault))
    return read_order(envelope.kind, envelope.order, book)
