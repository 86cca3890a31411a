"""Propose agreements to neighbouring towns, sign them, amend them; what is lent under them.

A version is a text; its bytes are the same in both towns, their SHA-256 is its id. It is in force
in a town's log as soon as the signatures of both towns over these bytes are in that log: an
officer's, with the town's key. An amendment is another version, and the one before it holds until
both have signed it. What a partner sees follows in the same event.

Source: NIMS (2017) §II.B (mutual aid agreements and compacts), NFPA 1720 §4.8 (automatic and mutual
aid); RFC 8032 (Ed25519). Suspending and ending is in `agreement_standing`.
"""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

import msgspec

from tocsin.operations.agreed_parts import said_elsewhere
from tocsin.operations.agreement_keys import check_key
from tocsin.operations.agreement_sight import follow, put_compact
from tocsin.operations.agreement_text import (
    LONGEST_BYTES,
    Unreadable,
    digest_of,
    fault_of,
    partner_of,
    read,
)
from tocsin.operations.orders import (
    Command,
    Context,
    Decision,
    Event,
    Ident,
    Refused,
    Short,
    refuse,
)
from tocsin.operations.picture import Picture
from tocsin.operations.picture.agreement import (
    AgreementState,
    AgreementText,
    AgreementVersion,
    Compact,
    Signature,
)
from tocsin.operations.signatures import is_signature, signed_here
from tocsin.terms.stamp import Stamp
from tocsin.terms.words import Words

_replace = msgspec.structs.replace

PROPOSED, SIGNED, ATTESTED = "agreement proposal", "agreement", "agreement signatory"
"""Labels of what a town's key signs: a text as a proposal, a text as agreed, who signed it."""

MOST_VERSIONS = 30
"""Versions that stay in the picture: the newest, and the one in force."""

Text = Annotated[str, msgspec.Meta(min_length=2, max_length=LONGEST_BYTES)]
Digest = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]
"""A SHA-256, or an Ed25519 public key, in hex."""
Hex = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{128}$")]
"""An Ed25519 signature in hex."""


class AgreementRefusal(StrEnum):
    agreement_not_there = "agreement_not_there"
    agreement_unreadable = "agreement_unreadable"
    agreement_unsound = "agreement_unsound"
    agreement_not_with_us = "agreement_not_with_us"
    agreement_has_moved_on = "agreement_has_moved_on"
    agreement_version_unknown = "agreement_version_unknown"
    agreement_is_over = "agreement_is_over"
    agreement_not_in_force = "agreement_not_in_force"
    agreed_elsewhere = "agreed_elsewhere"
    signature_wrong = "signature_wrong"
    signatory_unknown = "signatory_unknown"


# 1. commands and the events they may cause


class ProposeAgreement(Command, frozen=True):
    """Put a version of an agreement to a partner; also an amendment of one that is in force."""

    text: Text


class AgreementProposed(Event, frozen=True):
    agreement: str
    partner: str
    digest: str
    text: str
    content: AgreementText
    by: str
    key: str = ""
    signature: str = ""


class SignAgreement(Command, frozen=True):
    """Sign a version for this town, as an officer of it: `name` and `office` as they are to stand
    there.
    """

    agreement: Ident
    digest: Digest
    name: Short
    office: Short


class AgreementSigned(Event, frozen=True):
    agreement: str
    digest: str
    signature: Signature


class Countersignature(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The partner's signature as it came: see `picture.agreement.Signature`."""

    signature: Hex
    name: Short
    office: Short
    signed_at: datetime
    attestation: Hex


class ReceiveAgreement(Command, frozen=True):
    """A version came from the partner: as its proposal (`signature` over it by `key`), with what
    it has signed of it.
    """

    text: Text
    key: Digest
    signature: Hex | None = None
    signed: Countersignature | None = None


class AgreementInForce(Event, frozen=True):
    agreement: str
    digest: str


# 2. decide


def propose(command: ProposeAgreement, picture: Picture, context: Context) -> Decision:
    """A number is higher than that of the version in force; two proposals may have the same."""
    content = _read(command.text, picture, context)
    if isinstance(content, Refused):
        return content
    digest = digest_of(command.text)
    found = picture.compacts.get(content.agreement)
    if found is not None and found.version(digest) is not None:
        return []
    key, signature = signed_here(context, PROPOSED, command.text.encode())
    return [_proposed(command.text, content, context.code, context.code, key, signature)]


def _proposed(
    text: str, content: AgreementText, own: str, by: str, key: str, signature: str
) -> AgreementProposed:
    return AgreementProposed(
        agreement=content.agreement,
        partner=partner_of(content, own) or "",
        digest=digest_of(text),
        text=text,
        content=content,
        by=by,
        key=key,
        signature=signature,
    )


def _read(text: str, picture: Picture, context: Context) -> AgreementText | Refused:
    """What a text says that may come into force, or why it may not."""
    try:
        content = read(text)
    except Unreadable as error:
        return refuse(AgreementRefusal.agreement_unreadable, fault=error)
    fault = fault_of(content)
    if fault is not None:
        return refuse(AgreementRefusal.agreement_unsound, fault=fault)
    if partner_of(content, context.code) is None:
        towns = ", ".join(each.town for each in content.parties)
        return refuse(AgreementRefusal.agreement_not_with_us, towns=towns)
    found = picture.compacts.get(content.agreement)
    digest = digest_of(text)
    if found is None or found.version(digest) is not None:
        return content
    newest = found.versions[-MOST_VERSIONS:]
    is_full = len(newest) == MOST_VERSIONS and (content.number, digest) < newest[0].rank
    return _is_late(found, content.number, newest[0].number if is_full else 0) or content


def _is_late(found: Compact, number: int, over: int = 0) -> Refused | None:
    valid = found.valid.number if found.valid is not None else 0
    least = max(found.over_number, valid, over) + 1
    if number >= least:
        return None
    return refuse(
        AgreementRefusal.agreement_has_moved_on, agreement=found.id, number=number, least=least
    )


def find(picture: Picture, agreement: str) -> Compact | Refused:
    """The agreement of this id, or why there is none."""
    found = picture.compacts.get(agreement)
    return found or refuse(AgreementRefusal.agreement_not_there, agreement=agreement)


def sign(command: SignAgreement, picture: Picture, context: Context) -> Decision:
    """Only somebody on the register signs, and what they name by its digest."""
    found = find(picture, command.agreement)
    if isinstance(found, Refused):
        return found
    version = found.version(command.digest)
    if version is None:
        return refuse(
            AgreementRefusal.agreement_version_unknown, agreement=found.id, digest=command.digest
        )
    if version.signed_by(context.code) is not None:
        return []
    person = picture.people.get(context.actor)
    if person is None or not person.is_active:
        return refuse(AgreementRefusal.signatory_unknown, actor=context.actor)
    cannot = (
        _is_late(found, version.number)
        or _is_past(found, version, context)
        or _is_elsewhere(picture, found, version.content, context.code)
    )
    if cannot is not None:
        return cannot
    key, over = signed_here(context, SIGNED, version.text.encode())
    told = attested(found.id, version.digest, context.code, command, context.occurred_at)
    _, attestation = signed_here(context, ATTESTED, told)
    signature = Signature(
        town=context.code,
        key=key,
        signature=over,
        name=Words(f"agreement/{found.id}", command.name),
        office=command.office,
        signed_at=context.occurred_at,
        attestation=attestation,
    )
    return _signed(found, version, signature, context)


def attested(
    agreement: str,
    digest: str,
    town: str,
    who: SignAgreement | Countersignature,
    signed_at: datetime,
) -> bytes:
    """What a town's key says of who signed: the bytes that an attestation is over."""
    told = {
        "agreement": agreement,
        "digest": digest,
        "name": who.name,
        "office": who.office,
        "signed_at": signed_at,
        "town": town,
    }
    return msgspec.json.encode(told, order="sorted")


def _is_past(found: Compact, version: AgreementVersion, context: Context) -> Refused | None:
    ends_at = version.content.ends_at
    if ends_at is None or context.now < ends_at:
        return None
    return refuse(AgreementRefusal.agreement_is_over, agreement=found.id, at=ends_at)


def _is_elsewhere(
    picture: Picture, found: Compact, content: AgreementText, own: str
) -> Refused | None:
    """Each part is agreed once with a partner."""
    said = said_elsewhere(picture, found, content, own)
    if said is None:
        return None
    part = said.part
    return refuse(
        AgreementRefusal.agreed_elsewhere,
        agreement=found.id, other=said.agreement, part=part.what, town=part.town or "–",
        kind=part.kind or "–",
    )  # fmt: skip


def _signed(
    found: Compact, version: AgreementVersion, signature: Signature, context: Context
) -> list[Event]:
    """The signature, and what comes into force by it: the highest of what both have signed."""
    events: list[Event] = [
        AgreementSigned(agreement=found.id, digest=version.digest, signature=signature)
    ]
    signed = _replace(version, signatures=(*version.signatures, signature))
    valid = found.valid
    is_higher = valid is None or signed.rank > valid.rank
    is_past = _is_past(found, version, context) is not None
    if signed.is_signed and is_higher and not is_past and signed.number > found.over_number:
        events.append(AgreementInForce(agreement=found.id, digest=version.digest))
    return events


def receive(command: ReceiveAgreement, picture: Picture, context: Context) -> Decision:
    """Nothing is taken in that the partner's key did not sign; the key is the partner's from the
    first time on.
    """
    content = _read(command.text, picture, context)
    if isinstance(content, Refused):
        return content
    partner = partner_of(content, context.code) or ""
    cannot = check_key(picture, partner, command.key, signed_at(command))
    cannot = cannot or _unsigned(command, content, partner)
    if cannot is not None:
        return cannot
    events: list[Event] = []
    found = picture.compacts.get(content.agreement)
    if found is None or found.version(digest_of(command.text)) is None:
        proposed = _proposed(
            command.text, content, context.code, partner, command.key, command.signature or ""
        )
        events.append(proposed)
        found = put_in(found, proposed, context.now)
    version = found.version(digest_of(command.text))
    assert version is not None, "it was put in"
    if command.signed is not None and version.signed_by(partner) is None:
        signature = Signature(
            town=partner,
            key=command.key,
            signature=command.signed.signature,
            name=Words(f"agreement/{found.id}", command.signed.name),
            office=command.signed.office,
            signed_at=command.signed.signed_at,
            attestation=command.signed.attestation,
        )
        events += _signed(found, version, signature, context)
    return events


def signed_at(command: ReceiveAgreement) -> datetime | None:
    """When an officer of the partner signed it; a proposal by itself bears no time."""
    at = None if command.signed is None else command.signed.signed_at
    return at if at is not None and at.tzinfo is not None else None


def _unsigned(command: ReceiveAgreement, content: AgreementText, partner: str) -> Refused | None:
    """Whether a signature is missing, or is not one of the key over these bytes."""
    text, signed = command.text.encode(), command.signed
    is_right = command.signature is not None or signed is not None
    if command.signature is not None:
        is_right = is_signature(command.key, PROPOSED, text, command.signature)
    if signed is not None:
        told = attested(
            content.agreement, digest_of(command.text), partner, signed, signed.signed_at
        )
        is_right = (
            is_right
            and is_signature(command.key, SIGNED, text, signed.signature)
            and is_signature(command.key, ATTESTED, told, signed.attestation)
        )
    if is_right:
        return None
    return refuse(AgreementRefusal.signature_wrong, partner=partner, agreement=content.agreement)


# 3. evolve


def proposed(picture: Picture, event: AgreementProposed, stamp: Stamp) -> Picture:
    """What was proposed stays until a higher one is in force; one that came to its end may begin
    anew.
    """
    found = put_in(picture.compacts.get(event.agreement), event, stamp.occurred_at)
    return put_compact(picture, found)


def put_in(found: Compact | None, event: AgreementProposed, at: datetime) -> Compact:
    """An agreement with one more version."""
    is_theirs = event.by == event.partner
    if found is None:
        found = Compact(event.agreement, event.partner, AgreementState.proposed)
    version = AgreementVersion(
        digest=event.digest,
        number=event.content.number,
        text=event.text,
        content=event.content,
        proposed_by=event.by,
        proposed_at=at,
        key=event.key,
        signature=event.signature,
    )
    others = [each for each in found.versions if each.digest != event.digest]
    state = found.state if found.in_force else AgreementState.proposed
    versions = sorted((*others, version), key=lambda each: each.rank)
    newest = versions[-MOST_VERSIONS:]
    kept = tuple(each for each in versions if each in newest or each.digest == found.in_force)
    key = event.key if is_theirs and event.key else found.partner_key
    return _replace(found, state=state, versions=kept, partner_key=key)


def signed(picture: Picture, event: AgreementSigned, _stamp: Stamp) -> Picture:
    found = picture.compacts.get(event.agreement)
    version = None if found is None else found.version(event.digest)
    if found is None or version is None:
        return picture
    others = tuple(each for each in version.signatures if each.town != event.signature.town)
    changed = _replace(version, signatures=(*others, event.signature))
    versions = tuple(changed if each is version else each for each in found.versions)
    is_theirs = event.signature.town == found.partner
    key = event.signature.key if is_theirs else found.partner_key
    return put_compact(picture, _replace(found, versions=versions, partner_key=key))


def came_into_force(picture: Picture, event: AgreementInForce, stamp: Stamp) -> Picture:
    """A suspension goes on under the new version."""
    found = picture.compacts.get(event.agreement)
    if found is None or found.version(event.digest) is None:
        return picture
    state = AgreementState.suspended if found.suspended_by else AgreementState.in_force
    changed = _replace(
        found,
        state=state,
        in_force=event.digest,
        in_force_since=stamp.occurred_at,
        over_at=None,
    )
    return follow(put_compact(picture, changed), found, changed)


# 4. the tables

DECIDE = {ProposeAgreement: propose, SignAgreement: sign, ReceiveAgreement: receive}

EVOLVE = {
    "agreement_proposed.1": (AgreementProposed, proposed),
    "agreement_signed.1": (AgreementSigned, signed),
    "agreement_in_force.1": (AgreementInForce, came_into_force),
}
