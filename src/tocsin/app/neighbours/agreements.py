"""What neighbours tell of agreements becomes orders of the own town: taken in, and for a person to
read and sign.

Each version and notice is given to the town at least once; what is known already asks for nothing.
"""

import hashlib

import msgspec

from tocsin.app.neighbours.allowance import Allowed
from tocsin.operations.agreement_hearing import HearAgreement, full
from tocsin.operations.agreement_standing import NoticeText, ReceiveAgreementNotice
from tocsin.operations.agreement_text import (
    Unreadable,
    digest_of,
    fault_of,
    partner_of,
    read,
)
from tocsin.operations.agreements import Countersignature
from tocsin.operations.picture.instrument import InstrumentKind
from tocsin.operations.picture.neighbour import Neighbour

KINDS = ("instruments",)


class _Signed(msgspec.Struct, frozen=True):
    """The neighbour's word that a version is agreed; the name of who signed is opened."""

    signature: str
    name: str
    office: str
    signed_at: str
    attestation: str


class _Told(msgspec.Struct, frozen=True):
    kind: InstrumentKind
    text: str
    key: str
    signature: str = ""
    signed: _Signed | None = None


class AgreementsHeard:
    """The part of a `LendingLink` that is about agreements."""

    def __init__(self, town: Allowed) -> None:
        self._town = town

    def is_settled(self, neighbour: str, _name: str, fields: dict[str, object]) -> bool:
        """Do what a row asks for; whether nothing of it is left to do. Raises
        msgspec.ValidationError where it makes no sense."""
        told = msgspec.convert(fields, _Told, strict=False)
        if told.kind is InstrumentKind.notice:
            return self._is_noted(neighbour, told)
        try:
            content = read(told.text)
        except Unreadable as error:
            raise msgspec.ValidationError(str(error)) from error
        if (fault := fault_of(content)) is not None:
            raise msgspec.ValidationError(fault)
        if partner_of(content, self._town.code) != neighbour:
            raise msgspec.ValidationError("an agreement of other towns")
        picture = self._town.picture()
        found = picture.compacts.get(content.agreement)
        version = None if found is None else found.version(digest_of(told.text))
        if version is not None and (told.signed is None or version.signed_by(neighbour)):
            return True
        if version is None and full(picture, neighbour, self._town.code) is not None:
            return False
        order = HearAgreement(
            by=neighbour,
            text=told.text,
            key=told.key,
            signature=told.signature or None,
            signed=None if told.signed is None else _countersigned(told.signed),
        )
        # A key that was not known yet may be known later: then it is another order.
        known = _key_of(picture.neighbours.get(neighbour))
        self._town.order(neighbour, order, f"agreement/{neighbour}/{_digest(told)}/{known}")
        return True

    def _is_noted(self, neighbour: str, told: _Told) -> bool:
        """A notice about an agreement that has not been heard of waits for it."""
        try:
            notice = msgspec.json.decode(told.text.encode(), type=NoticeText)
        except (msgspec.DecodeError, UnicodeEncodeError) as error:
            raise msgspec.ValidationError(str(error)) from error
        if notice.town != neighbour:
            raise msgspec.ValidationError("a notice of another town")
        found = self._town.picture().compacts.get(notice.agreement)
        if found is None or found.partner != neighbour:
            return False
        before = found.notice(neighbour)
        if before is None or before.serial < notice.serial:
            order = ReceiveAgreementNotice(text=told.text, key=told.key, signature=told.signature)
            self._town.order(neighbour, order, f"notice/{neighbour}/{_digest(told)}")
        return True


def _countersigned(signed: _Signed) -> Countersignature:
    return msgspec.convert(msgspec.structs.asdict(signed), Countersignature, strict=False)


def _key_of(neighbour: Neighbour | None) -> str:
    return "" if neighbour is None else neighbour.public_key[:16]


def _digest(told: _Told) -> str:
    return hashlib.blake2b(msgspec.json.encode(told), digest_size=16).hexdigest()
