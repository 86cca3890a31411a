"""Suspend an agreement, go on with it, end it; keep its signed papers; let it expire by the clock.

Each town may do so by itself: it says so in a notice that its key signs, and the other takes the
notice in as it came. A suspension is lifted by whoever imposed it; an end is for good, up to the
highest number that whoever ended it had seen.

Source: NIMS (2017) §II.B (agreements: duration, termination); ISO 15489-1 (papers by digest).
"""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

import msgspec

from tocsin.operations.agreement_keys import check_key
from tocsin.operations.agreement_sight import follow, put_compact
from tocsin.operations.agreement_text import END_OF_NUMBERS, canonical
from tocsin.operations.agreements import (
    AgreementRefusal,
    Digest,
    Hex,
    Text,
    find,
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
    AgreementNotice,
    AgreementState,
    AgreementVersion,
    Compact,
    Paper,
)
from tocsin.operations.signatures import is_signature, signed_here
from tocsin.terms.stamp import Stamp

_replace = msgspec.structs.replace

NOTICED = "agreement notice"
"""Label of what a town's key signs of a notice."""


class Deed(StrEnum):
    suspended = "suspended"
    resumed = "resumed"
    ended = "ended"


class AgreementStandingRefusal(StrEnum):
    suspended_by_partner = "suspended_by_partner"
    notice_unreadable = "notice_unreadable"


class NoticeText(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a town says of an agreement by itself. `number`: the highest version it had seen."""

    agreement: str
    town: str
    serial: int
    deed: Deed
    number: Annotated[int, msgspec.Meta(ge=0, lt=END_OF_NUMBERS)]
    at: datetime
    reason: Short


# 1. commands and the events they may cause


class SuspendAgreement(Command, frozen=True):
    """It does not hold for now: nothing is shown or lent under it."""

    agreement: Ident
    reason: Short


class AgreementSuspended(Event, frozen=True):
    agreement: str
    notice: AgreementNotice


class ResumeAgreement(Command, frozen=True):
    """It holds again, as far as this town suspended it."""

    agreement: Ident
    reason: Short


class AgreementResumed(Event, frozen=True):
    agreement: str
    notice: AgreementNotice


class EndAgreement(Command, frozen=True):
    """It is over; what was proposed and not yet signed by both is void."""

    agreement: Ident
    reason: Short


class AgreementEnded(Event, frozen=True):
    agreement: str
    notice: AgreementNotice
    number: int


class ReceiveAgreementNotice(Command, frozen=True):
    """A notice came from the partner, signed by its key."""

    text: Text
    key: Digest
    signature: Hex


class ExpireAgreement(Command, frozen=True):
    """A deadline command (`due`): its end date has come."""

    agreement: Ident


class AgreementExpired(Event, frozen=True):
    agreement: str
    number: int


class RecordAgreementPaper(Command, frozen=True):
    """A version was signed on paper: the SHA-256 of that file, and where the paper is."""

    agreement: Ident
    digest: Digest
    sha256: Digest
    note: Short | None = None


class AgreementPaperRecorded(Event, frozen=True):
    agreement: str
    digest: str
    paper: Paper


# 2. decide


def _in_force(picture: Picture, agreement: str) -> tuple[Compact, AgreementVersion] | Refused:
    found = find(picture, agreement)
    if isinstance(found, Refused):
        return found
    if found.valid is None:
        return refuse(
            AgreementRefusal.agreement_not_in_force, agreement=found.id, state=found.state
        )
    return found, found.valid


def _own_notice(found: Compact, deed: Deed, reason: str, context: Context) -> AgreementNotice:
    before = found.notice(context.code)
    told = NoticeText(
        agreement=found.id,
        town=context.code,
        serial=1 if before is None else before.serial + 1,
        deed=deed,
        number=found.latest,
        at=context.occurred_at,
        reason=reason,
    )
    text = canonical(told)
    key, signature = signed_here(context, NOTICED, text.encode())
    return _notice(told, text, key, signature)


def _notice(told: NoticeText, text: str, key: str, signature: str) -> AgreementNotice:
    return AgreementNotice(
        town=told.town,
        serial=told.serial,
        deed=told.deed,
        at=told.at,
        reason=told.reason,
        text=text,
        key=key,
        signature=signature,
    )


def suspend(command: SuspendAgreement, picture: Picture, context: Context) -> Decision:
    pair = _in_force(picture, command.agreement)
    if isinstance(pair, Refused):
        return pair
    found, _ = pair
    if context.code in found.suspended_by:
        return []
    notice = _own_notice(found, Deed.suspended, command.reason, context)
    return [AgreementSuspended(agreement=found.id, notice=notice)]


def resume(command: ResumeAgreement, picture: Picture, context: Context) -> Decision:
    pair = _in_force(picture, command.agreement)
    if isinstance(pair, Refused):
        return pair
    found, _ = pair
    if context.code not in found.suspended_by:
        if found.suspended_by:
            return refuse(
                AgreementStandingRefusal.suspended_by_partner,
                agreement=found.id,
                partner=found.partner,
            )
        return []
    notice = _own_notice(found, Deed.resumed, command.reason, context)
    return [AgreementResumed(agreement=found.id, notice=notice)]


def end(command: EndAgreement, picture: Picture, context: Context) -> Decision:
    """Also where nothing is in force yet: what was proposed is void then."""
    found = find(picture, command.agreement)
    if isinstance(found, Refused):
        return found
    if found.valid is None and found.over_number >= found.latest:
        return []
    notice = _own_notice(found, Deed.ended, command.reason, context)
    return [AgreementEnded(agreement=found.id, notice=notice, number=found.latest)]


def receive_notice(
    command: ReceiveAgreementNotice, picture: Picture, _context: Context
) -> Decision:
    """One that was heard before says nothing new; what the partner ended stays ended."""
    try:
        told = msgspec.json.decode(command.text.encode(), type=NoticeText)
    except (msgspec.DecodeError, UnicodeEncodeError) as error:
        return refuse(AgreementStandingRefusal.notice_unreadable, fault=error)
    is_time = told.at.tzinfo is not None and 1900 <= told.at.year <= 9000
    if canonical(told) != command.text or not is_time:
        return refuse(AgreementStandingRefusal.notice_unreadable, fault="not in canonical form")
    found = find(picture, told.agreement)
    if isinstance(found, Refused):
        return found
    if told.town != found.partner:
        return refuse(AgreementRefusal.agreement_not_with_us, towns=told.town)
    cannot = check_key(picture, found.partner, command.key, told.at)
    if cannot is not None:
        return cannot
    if not is_signature(command.key, NOTICED, command.text.encode(), command.signature):
        return refuse(AgreementRefusal.signature_wrong, partner=found.partner, agreement=found.id)
    before = found.notice(told.town)
    if before is not None and told.serial <= before.serial:
        return []
    notice = _notice(told, command.text, command.key, command.signature)
    if told.deed is Deed.suspended:
        return [AgreementSuspended(agreement=found.id, notice=notice)]
    if told.deed is Deed.resumed:
        return [AgreementResumed(agreement=found.id, notice=notice)]
    return [AgreementEnded(agreement=found.id, notice=notice, number=told.number)]


def expire(command: ExpireAgreement, picture: Picture, context: Context) -> Decision:
    """Only when its time has come by the town's clock; else nothing."""
    found = picture.compacts.get(command.agreement)
    valid = None if found is None else found.valid
    if found is None or valid is None or not _has_ended(valid, context.now):
        return []
    return [AgreementExpired(agreement=found.id, number=valid.number)]


def _has_ended(valid: AgreementVersion, now: datetime) -> bool:
    return valid.content.ends_at is not None and valid.content.ends_at <= now


def record_paper(command: RecordAgreementPaper, picture: Picture, context: Context) -> Decision:
    found = find(picture, command.agreement)
    if isinstance(found, Refused):
        return found
    version = found.version(command.digest)
    if version is None:
        return refuse(
            AgreementRefusal.agreement_version_unknown, agreement=found.id, digest=command.digest
        )
    if any(each.sha256 == command.sha256 for each in version.papers):
        return []
    paper = Paper(command.sha256, context.occurred_at, command.note or "")
    return [AgreementPaperRecorded(agreement=found.id, digest=version.digest, paper=paper)]


# 2a. what the clock asks about


def due(picture: Picture, now: datetime) -> list[Command]:
    """Agreements whose end has come."""
    return [
        ExpireAgreement(agreement=each.id)
        for _, each in sorted(picture.compacts.items())
        if each.valid is not None and _has_ended(each.valid, now)
    ]


# 3. evolve


def _with_notice(found: Compact, notice: AgreementNotice) -> Compact:
    others = tuple(each for each in found.notices if each.town != notice.town)
    notices = tuple(sorted((*others, notice), key=lambda each: each.town))
    is_theirs = notice.town == found.partner
    return _replace(
        found, notices=notices, partner_key=notice.key if is_theirs else found.partner_key
    )


def suspended(picture: Picture, event: AgreementSuspended, _stamp: Stamp) -> Picture:
    found = picture.compacts.get(event.agreement)
    if found is None:
        return picture
    by = tuple(sorted({*found.suspended_by, event.notice.town}))
    state = found.state if found.in_force is None else AgreementState.suspended
    changed = _replace(_with_notice(found, event.notice), suspended_by=by, state=state)
    return follow(put_compact(picture, changed), found, changed)


def resumed(picture: Picture, event: AgreementResumed, _stamp: Stamp) -> Picture:
    """It goes on when nobody suspends it any more."""
    found = picture.compacts.get(event.agreement)
    if found is None:
        return picture
    by = tuple(each for each in found.suspended_by if each != event.notice.town)
    state = found.state if by or found.in_force is None else AgreementState.in_force
    changed = _replace(_with_notice(found, event.notice), suspended_by=by, state=state)
    return follow(put_compact(picture, changed), found, changed)


def ended(picture: Picture, event: AgreementEnded, stamp: Stamp) -> Picture:
    """A version above what whoever ended it had seen goes on."""
    found = picture.compacts.get(event.agreement)
    if found is None:
        return picture
    told = _with_notice(found, event.notice)
    changed = _over(told, event.number, AgreementState.ended, stamp.occurred_at)
    return follow(put_compact(picture, changed), found, changed)


def expired(picture: Picture, event: AgreementExpired, stamp: Stamp) -> Picture:
    """What was proposed to follow it may still be signed."""
    found = picture.compacts.get(event.agreement)
    if found is None:
        return picture
    changed = _over(found, event.number, AgreementState.expired, stamp.occurred_at)
    return follow(put_compact(picture, changed), found, changed)


def _over(found: Compact, number: int, state: AgreementState, at: datetime) -> Compact:
    changed = _replace(found, over_number=max(found.over_number, number))
    if found.valid is not None and found.valid.number > number:
        return changed
    return _replace(
        changed, state=state, in_force=None, in_force_since=None, suspended_by=(), over_at=at
    )


def paper_recorded(picture: Picture, event: AgreementPaperRecorded, _stamp: Stamp) -> Picture:
    found = picture.compacts.get(event.agreement)
    version = None if found is None else found.version(event.digest)
    if found is None or version is None:
        return picture
    changed = _replace(version, papers=(*version.papers, event.paper))
    versions = tuple(changed if each is version else each for each in found.versions)
    return put_compact(picture, _replace(found, versions=versions))


# 4. the tables

DECIDE = {
    SuspendAgreement: suspend,
    ResumeAgreement: resume,
    EndAgreement: end,
    ReceiveAgreementNotice: receive_notice,
    ExpireAgreement: expire,
    RecordAgreementPaper: record_paper,
}

EVOLVE = {
    "agreement_suspended.1": (AgreementSuspended, suspended),
    "agreement_resumed.1": (AgreementResumed, resumed),
    "agreement_ended.1": (AgreementEnded, ended),
    "agreement_expired.1": (AgreementExpired, expired),
    "agreement_paper_recorded.1": (AgreementPaperRecorded, paper_recorded),
}
