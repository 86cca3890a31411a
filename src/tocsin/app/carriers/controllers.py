"""What a controller of sirens or signs is sent, and how it says that it has it: alike over HTTP and
MQTT.

A message is JSON, signed by the town as a JSON Web Signature: whoever keeps the town's public key
can tell that it is ours, whichever way it came. The id is the same each time, so a controller that
has acted on it answers again and does nothing.

Source: RFC 7515 (JWS, flattened JSON), RFC 8037 (EdDSA, Ed25519).
"""

import base64
import json

import msgspec

from tocsin.app.carriers.contract import NotSent, Parcel, kept
from tocsin.app.carriers.words import spoken
from tocsin.federation.link_key import LinkKey
from tocsin.operations.picture.warning_channel import DeliveryCause

MEDIA_TYPE = "application/jose+json"
LONGEST_ANSWER = 10_000


class Text(msgspec.Struct, frozen=True):
    """What a sign shows in a language: `short` is at most 90 characters, "" where there is none."""

    language: str
    headline: str
    instruction: str
    short: str


class Message(msgspec.Struct, frozen=True):
    """What is signed. The words are CAP's; times are as CAP writes them."""

    id: str
    status: str
    msg_type: str
    sender: str
    sent: str
    expires: str
    urgency: str
    severity: str
    certainty: str
    responses: tuple[str, ...]
    follows: tuple[str, ...]
    texts: tuple[Text, ...]
    polygons: tuple[str, ...]
    circles: tuple[str, ...]


class Answer(msgspec.Struct, frozen=True):
    """What a controller answers: the id it was sent, and what it did in its own words."""

    id: str
    says: str = ""


def message_of(parcel: Parcel, languages: tuple[str, ...]) -> Message:
    """What goes to a controller. Raises NotSent."""
    alert = parcel.alert
    if not alert.infos or alert.sent is None or alert.status is None or alert.msg_type is None:
        raise NotSent(DeliveryCause.cannot_carry, "the message is not whole", is_final=True)
    first = alert.infos[0]
    texts = tuple(
        Text(each.language, each.headline, each.instruction, each.short)
        for each in spoken(alert, languages)
    )
    return Message(
        id=parcel.id,
        status=alert.status.value,
        msg_type=alert.msg_type.value,
        sender=alert.sender,
        sent=alert.sent.written,
        expires="" if first.expires is None else first.expires.written,
        urgency=str(first.urgency or "Unknown"),
        severity=str(first.severity or "Unknown"),
        certainty=str(first.certainty or "Unknown"),
        responses=tuple(map(str, first.response_types)),
        follows=parcel.follows,
        texts=texts,
        polygons=tuple(p for area in first.areas for p in area.polygons),
        circles=tuple(c for area in first.areas for c in area.circles),
    )


def signed(message: Message, key: LinkKey, code: str) -> bytes:
    """A flattened JWS of it; `kid` is the town's code."""
    head = {"alg": "EdDSA", "kid": code, "typ": "tocsin-warning+json"}
    protected = _letters(json.dumps(head, separators=(",", ":")).encode())
    payload = _letters(msgspec.json.encode(message))
    signature = _letters(key.sign_raw(f"{protected}.{payload}".encode()))
    return msgspec.json.encode({"payload": payload, "protected": protected, "signature": signature})


def _letters(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def receipt(answer: bytes, sent: str) -> str:
    """What a controller said of the message `sent`. Raises NotSent: it is no receipt for it."""
    try:
        found = msgspec.json.decode(answer[:LONGEST_ANSWER], type=Answer)
    except (msgspec.DecodeError, RecursionError) as error:
        says = f"no receipt: {kept(answer[:80])}"
        raise NotSent(DeliveryCause.strange_answer, says) from error
    if found.id != sent:
        raise NotSent(DeliveryCause.strange_answer, f"a receipt for {found.id}")
    return kept(found.says or "received")
