"""What a neighbour tells of agreements with it: a version that it proposes or has signed.

Nothing of it is believed but what its key has signed over these bytes, and nothing comes into
force by it without an officer's signature here. Told again, it records nothing.

Source: RFC 8032 (Ed25519); the course of an agreement stands in `agreements`.
"""

from enum import StrEnum

from tocsin.operations.agreement_keys import check_key, known_key, unknown_key
from tocsin.operations.agreement_text import Unreadable, digest_of, partner_of, read
from tocsin.operations.agreements import (
    AgreementRefusal,
    Countersignature,
    Digest,
    Hex,
    ReceiveAgreement,
    Text,
    receive,
    signed_at,
)
from tocsin.operations.orders import Command, Context, Decision, Ident, refuse
from tocsin.operations.picture import Picture

MOST_UNREAD = 20
"""Versions of one neighbour that wait for a signature here at once."""


class AgreementHearingRefusal(StrEnum):
    """Why what a neighbour tells of an agreement is not heard."""

    agreement_is_anothers = "agreement_is_anothers"
    too_many_agreements = "too_many_agreements"


# 1. the command; its events are those of `agreements`


class HearAgreement(Command, frozen=True):
    """A version as the slice of the neighbour `by` tells of it: with its signature as a proposal,
    with its word that it is agreed, or with both.
    """

    by: Ident
    text: Text
    key: Digest
    signature: Hex | None = None
    signed: Countersignature | None = None


# 2. decide


def hear(command: HearAgreement, picture: Picture, context: Context) -> Decision:
    """Of an agreement between the two, signed by the key by which the neighbour is known."""
    try:
        content = read(command.text)
    except Unreadable as error:
        return refuse(AgreementRefusal.agreement_unreadable, fault=error)
    if partner_of(content, context.code) != command.by:
        towns = ", ".join(each.town for each in content.parties)
        return refuse(AgreementHearingRefusal.agreement_is_anothers, by=command.by, towns=towns)
    taken = ReceiveAgreement(
        text=command.text, key=command.key, signature=command.signature, signed=command.signed
    )
    if not known_key(picture, command.by):
        return unknown_key(command.by, command.key)
    cannot = check_key(picture, command.by, command.key, signed_at(taken))
    if cannot is not None:
        return cannot
    found = picture.compacts.get(content.agreement)
    is_new = found is None or found.version(digest_of(command.text)) is None
    if is_new and (most := full(picture, command.by, context.code)) is not None:
        return refuse(AgreementHearingRefusal.too_many_agreements, by=command.by, most=most)
    return receive(taken, picture, context)


def full(picture: Picture, by: str, own: str) -> int | None:
    """How many versions of a neighbour wait here, where no more are heard; None where they are."""
    waiting = 0
    for compact in picture.compacts.values():
        if compact.partner != by:
            continue
        valid = compact.valid
        least = max(compact.over_number, 0 if valid is None else valid.number)
        waiting += sum(
            each.number > least and each.proposed_by == by and each.signed_by(own) is None
            for each in compact.versions
        )
    return MOST_UNREAD if waiting >= MOST_UNREAD else None


# 4. the tables

DECIDE = {HearAgreement: hear}

EVOLVE: dict[str, tuple[type, object]] = {}
