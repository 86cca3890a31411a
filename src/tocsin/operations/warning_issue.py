"""Approve a warning by its digest, send it, let it end; tell neighbours first, and review it after.

Three acts, each by somebody who has just proved who they are: asking for approval
(`warnings.check`), approving, sending. Who wrote it or asked never approves it; who approved may
send it. So two people stand behind every warning, and nothing here can be configured otherwise.
What goes out is recorded by `WarningIssued`; carriers follow the log.

Source: FEMA IPAWS practice (two people for an alert); NIST SP 800-53 r5 AC-3(2); CAP 1.2 §3.2.1
(`references`), §3.2.2 (`expires`).
"""

from datetime import datetime, timedelta
from typing import Annotated

import msgspec

from tocsin.operations.orders import (
    Command,
    Context,
    Decision,
    Event,
    Ident,
    Refused,
    Remark,
    Short,
    refuse,
)
from tocsin.operations.picture import Picture
from tocsin.operations.picture.proposal import SignedIn
from tocsin.operations.picture.warning import (
    ENDED,
    NeighbourTold,
    Presence,
    PublicWarning,
    Question,
    Reference,
    WarningState,
)
from tocsin.operations.warning_content import WarningRefusal, out_of_time, questions
from tocsin.operations.warnings import (
    OPEN,
    authorised,
    followed,
    known,
    of_this_log,
    owner_of,
    put,
    roles_of,
    standing,
    with_fields,
    without_authority,
)
from tocsin.terms.cap import CapMsgType
from tocsin.terms.stamp import Stamp
from tocsin.terms.words import Words

_replace = msgspec.structs.replace

APPROVED_FOR = timedelta(minutes=30)
"""An approval, and the asking for it, is of now: later somebody looks again."""
KEPT = timedelta(days=30)
"""So long after its review, or after it was taken back, a warning leaves the picture."""


# 1. commands and the events they may cause


class ApproveWarning(Command, frozen=True):
    """Say yes to exactly what `digest` covers, and to each of the questions by its name."""

    warning: Ident
    digest: Ident
    acknowledged: Annotated[tuple[Question, ...], msgspec.Meta(max_length=20)] = ()


class WarningApproved(Event, frozen=True):
    warning: str
    digest: str
    by: SignedIn
    authenticated_s_ago: int
    acknowledged: tuple[Question, ...] = ()
    roles: tuple[str, ...] = ()


class TellNeighbourOfWarning(Command, frozen=True):
    """A neighbour was told before the public, by which means; or was not, and why. `digest` is of
    what it was told, where that can be said.
    """

    warning: Ident
    neighbour: Ident
    means: Short | None = None
    why_not: Short | None = None
    digest: Ident | None = None


class NeighbourToldOfWarning(Event, frozen=True):
    warning: str
    neighbour: str
    means: str = ""
    why_not: Words | None = None


class IssueWarning(Command, frozen=True):
    """Send what was approved; `digest` is of what is meant."""

    warning: Ident
    digest: Ident


class WarningIssued(Event, frozen=True):
    """Sent at this whole second. `follows` is not in force any more: another one is, or it was
    ended.
    """

    warning: str
    digest: str
    sent: datetime
    by: SignedIn
    authenticated_s_ago: int
    references: tuple[Reference, ...] = ()
    follows: str | None = None
    roles: tuple[str, ...] = ()


class ExpireWarning(Command, frozen=True):
    """A deadline command (`due`): its time is over."""

    warning: Ident


class WarningExpired(Event, frozen=True):
    warning: str


class ReviewWarning(Command, frozen=True):
    """What was learnt from a warning that is over."""

    warning: Ident
    findings: Remark


class WarningReviewed(Event, frozen=True):
    warning: str
    findings: Words


class ArchiveWarning(Command, frozen=True):
    """A deadline command (`due`): a warning over long ago leaves the picture."""

    warning: Ident


class WarningArchived(Event, frozen=True):
    warning: str


# 2. decide


def approve(command: ApproveWarning, picture: Picture, context: Context) -> Decision:
    """By somebody who neither wrote it nor asked for it, on another session and credential."""
    found = standing(picture, command.warning, OPEN)
    if isinstance(found, Refused):
        return found
    if found.state is WarningState.draft or found.checked is None:
        return refuse(WarningRefusal.warning_stands_otherwise, warning=found.id, state=found.state)
    if command.digest != found.digest:
        return refuse(WarningRefusal.warning_moved_on, warning=found.id, digest=found.digest[:12])
    wrong = _not_now(found, picture, context)
    if wrong is not None:
        return wrong
    if _has_part(found, context.actor):
        return refuse(WarningRefusal.warning_needs_another_person, warning=found.id)
    signed = authorised(found, picture, context)
    if isinstance(signed, Refused):
        return signed
    by, ago_s = signed
    if not _apart(by, found.checked.by):
        return refuse(WarningRefusal.warning_needs_another_session, warning=found.id)
    left = unanswered(picture, found, command.acknowledged, context.now)
    if left:
        return refuse(WarningRefusal.warning_questions_open, questions=", ".join(left))
    if found.approval is not None and found.approval.by == by:
        return []
    return [
        WarningApproved(
            warning=found.id,
            digest=found.digest,
            by=by,
            authenticated_s_ago=ago_s,
            acknowledged=tuple(sorted(set(command.acknowledged))),
            roles=roles_of(picture, context.actor),
        )
    ]


def _not_now(found: PublicWarning, picture: Picture, context: Context) -> Refused | None:
    """Why this could not go out now: another log's, too late, or what it follows is over."""
    before = followed(found.msg_type, found.follows, picture, context)
    return (
        of_this_log(found, context)
        or out_of_time(found.facts, context.now)
        or (before if isinstance(before, Refused) else None)
        or _asked_too_long_ago(found, context)
    )


def _asked_too_long_ago(found: PublicWarning, context: Context) -> Refused | None:
    if found.checked is None or context.now - found.checked.at <= APPROVED_FOR:
        return None
    minutes = int(APPROVED_FOR.total_seconds()) // 60
    return refuse(WarningRefusal.warning_approval_too_old, warning=found.id, minutes=minutes)


def _has_part(found: PublicWarning, person: str) -> bool:
    """Whether somebody wrote at it or asked for it: then they are not the second person."""
    asked = () if found.checked is None else (found.checked.by.person,)
    return person in (*found.authors, *asked)


def _apart(one: SignedIn, other: SignedIn) -> bool:
    """Two people, on two sessions, by two credentials."""
    return (
        one.person != other.person
        and one.session != other.session
        and one.credential != other.credential
    )


def unanswered(
    picture: Picture, found: PublicWarning, answers: tuple[Question, ...], now: datetime
) -> list[Question]:
    """The questions that stand now and that nobody has answered."""
    standing_now = questions(picture, found, found.survey, now)
    return [each.question for each in standing_now if each.question not in answers]


def tell_neighbour(
    command: TellNeighbourOfWarning, picture: Picture, _context: Context
) -> Decision:
    """Either how, or why not; of a neighbour that it concerns."""
    found = known(picture, command.warning)
    if isinstance(found, Refused):
        return found
    if command.digest not in (None, found.digest):
        return refuse(WarningRefusal.warning_moved_on, warning=found.id, digest=found.digest[:12])
    if (command.means is None) == (command.why_not is None):
        return refuse(WarningRefusal.warning_told_how, neighbour=command.neighbour)
    if command.neighbour not in found.neighbours:
        return refuse(
            WarningRefusal.warning_neighbour_not_concerned,
            warning=found.id, neighbour=command.neighbour,
        )  # fmt: skip
    why_not = None
    if command.why_not is not None:
        why_not = Words(owner_of(found.id), command.why_not)
    return [
        NeighbourToldOfWarning(
            warning=found.id,
            neighbour=command.neighbour,
            means=command.means or "",
            why_not=why_not,
        )
    ]


def untold(found: PublicWarning) -> tuple[str, ...]:
    """Neighbours whom it concerns and of whom nobody has said that, or why not, they were told."""
    heard = {each.neighbour for each in found.told}
    return tuple(each for each in found.neighbours if each not in heard)


def issue(command: IssueWarning, picture: Picture, context: Context) -> Decision:
    """Refused unless two people stand behind it now: present, apart, authorised."""
    found = standing(picture, command.warning, frozenset({WarningState.approved}))
    if isinstance(found, Refused):
        return found
    if command.digest != found.digest:
        return refuse(WarningRefusal.warning_moved_on, warning=found.id, digest=found.digest[:12])
    wrong = _not_now(found, picture, context) or _not_by_two(found, picture, context)
    if wrong is not None:
        return wrong
    signed = authorised(found, picture, context)
    if isinstance(signed, Refused):
        return signed
    assert found.approval is not None, "not by two without one who approved"
    left = unanswered(picture, found, found.approval.acknowledged, context.now)
    if left:
        return refuse(WarningRefusal.warning_questions_open, questions=", ".join(left))
    if untold(found):
        return refuse(
            WarningRefusal.warning_neighbours_not_told,
            warning=found.id, neighbours=", ".join(untold(found)),
        )  # fmt: skip
    by, ago_s = signed
    return [
        WarningIssued(
            warning=found.id,
            digest=found.digest,
            sent=context.now.replace(microsecond=0),
            by=by,
            authenticated_s_ago=ago_s,
            references=references_of(picture, found),
            follows=found.follows,
            roles=roles_of(picture, context.actor),
        )
    ]


def _not_by_two(found: PublicWarning, picture: Picture, context: Context) -> Refused | None:
    """Whoever asked and whoever approved: two, apart, of now, both still in office."""
    asked, yes = found.checked, found.approval
    if asked is None or yes is None or _has_part(found, yes.by.person):
        return refuse(WarningRefusal.warning_needs_another_person, warning=found.id)
    if not _apart(yes.by, asked.by):
        return refuse(WarningRefusal.warning_needs_another_session, warning=found.id)
    if context.now - yes.at > APPROVED_FOR:
        minutes = int(APPROVED_FOR.total_seconds()) // 60
        return refuse(WarningRefusal.warning_approval_too_old, warning=found.id, minutes=minutes)
    for person in (asked.by.person, yes.by.person):
        no = without_authority(picture, person)
        if no is not None:
            return no
    return None


def references_of(picture: Picture, found: PublicWarning) -> tuple[Reference, ...]:
    """Every message of its chain that went out before, the oldest first."""
    earlier = [
        Reference(each.sender, each.id, each.sent)
        for each in picture.warnings.values()
        if each.chain == found.chain and each.id != found.id and each.sent is not None
    ]
    return tuple(sorted(earlier, key=lambda each: (each.sent, each.identifier)))


def expire(command: ExpireWarning, picture: Picture, context: Context) -> Decision:
    """By the town's clock; asked too early it is refused, asked again it is nothing."""
    found = picture.warnings.get(command.warning)
    if found is None or not _ends_by_clock(found):
        return []
    if found.facts.expires > context.now:
        return refuse(WarningRefusal.warning_not_expired, warning=found.id, at=found.facts.expires)
    return [WarningExpired(warning=found.id)]


def _ends_by_clock(found: PublicWarning) -> bool:
    """In force, or never sent: then it cannot be sent any more."""
    return found.is_in_force or found.state in OPEN


def review(command: ReviewWarning, picture: Picture, _context: Context) -> Decision:
    """Of one that went out and is over."""
    found = known(picture, command.warning)
    if isinstance(found, Refused):
        return found
    if found.state not in ENDED or found.sent is None:
        return refuse(WarningRefusal.warning_not_over, warning=found.id, state=found.state)
    findings = Words(owner_of(found.id), command.findings)
    return [WarningReviewed(warning=found.id, findings=findings)]


def archive(command: ArchiveWarning, picture: Picture, context: Context) -> Decision:
    found = picture.warnings.get(command.warning)
    if found is None or not _is_old(found, picture, context.now):
        return []
    return [WarningArchived(warning=found.id)]


def _is_old(found: PublicWarning, picture: Picture, now: datetime) -> bool:
    """Settled, and so long ago; a chain leaves when its last message does."""
    settled = _settled_at(found)
    if settled is None or settled + KEPT > now:
        return False
    later = (each for each in picture.warnings.values() if each.chain == found.chain)
    return all((at := _settled_at(each)) is not None and at + KEPT <= now for each in later)


def _settled_at(found: PublicWarning) -> datetime | None:
    """When nothing more was to be done about a message; None while something is."""
    if found.state in ENDED and found.sent is not None:
        return found.reviewed_at
    if found.state in (WarningState.withdrawn, WarningState.expired, WarningState.updated):
        return found.ended_at
    return found.sent if found.msg_type is CapMsgType.cancel else None


def due(picture: Picture, now: datetime) -> list[Command]:
    """Warnings whose time is over, and those over for so long that they leave the picture."""
    found: list[Command] = []
    for each in picture.warnings.values():
        if _ends_by_clock(each) and each.facts.expires <= now:
            found.append(ExpireWarning(warning=each.id))
        elif _is_old(each, picture, now):
            found.append(ArchiveWarning(warning=each.id))
    return found


# 3. evolve


def approved(picture: Picture, event: WarningApproved, stamp: Stamp) -> Picture:
    found = picture.warnings.get(event.warning)
    if found is None or found.digest != event.digest:
        return picture
    yes = Presence(
        event.by, event.authenticated_s_ago, stamp.recorded_at, event.roles, event.acknowledged
    )
    return put(picture, _replace(found, state=WarningState.approved, approval=yes))


def neighbour_told(picture: Picture, event: NeighbourToldOfWarning, stamp: Stamp) -> Picture:
    found = picture.warnings.get(event.warning)
    if found is None:
        return picture
    new = NeighbourTold(event.neighbour, stamp.recorded_at, event.means, event.why_not)
    others = [each for each in found.told if each.neighbour != event.neighbour]
    every = sorted([*others, new], key=lambda each: each.neighbour)
    return put(picture, _replace(found, told=tuple(every)))


def issued(picture: Picture, event: WarningIssued, stamp: Stamp) -> Picture:
    """What it follows is over from this second on."""
    found = picture.warnings.get(event.warning)
    if found is None:
        return picture
    sent = Presence(event.by, event.authenticated_s_ago, stamp.recorded_at, event.roles)
    picture = put(
        picture,
        _replace(
            found,
            state=WarningState.issued,
            issued=sent,
            sent=event.sent,
            references=event.references,
        ),
    )
    before = None if event.follows is None else picture.warnings.get(event.follows)
    if before is None or not before.is_in_force:
        return picture
    is_end = found.msg_type is CapMsgType.cancel
    state = WarningState.cancelled if is_end else WarningState.updated
    ended = _replace(before, state=state, ended_at=event.sent, ended_by=found.id)
    return put(picture, ended)


def expired(picture: Picture, event: WarningExpired, stamp: Stamp) -> Picture:
    found = picture.warnings.get(event.warning)
    if found is None or not _ends_by_clock(found):
        return picture
    return put(picture, _replace(found, state=WarningState.expired, ended_at=stamp.recorded_at))


def reviewed(picture: Picture, event: WarningReviewed, stamp: Stamp) -> Picture:
    return with_fields(picture, event.warning, reviewed_at=stamp.recorded_at, review=event.findings)


def archived(picture: Picture, event: WarningArchived, _stamp: Stamp) -> Picture:
    return _replace(picture, warnings=picture.warnings.drop(event.warning))


# 4. the tables

DECIDE = {
    ApproveWarning: approve,
    TellNeighbourOfWarning: tell_neighbour,
    IssueWarning: issue,
    ExpireWarning: expire,
    ReviewWarning: review,
    ArchiveWarning: archive,
}

EVOLVE = {
    "warning_approved.1": (WarningApproved, approved),
    "neighbour_told_of_warning.1": (NeighbourToldOfWarning, neighbour_told),
    "warning_issued.1": (WarningIssued, issued),
    "warning_expired.1": (WarningExpired, expired),
    "warning_reviewed.1": (WarningReviewed, reviewed),
    "warning_archived.1": (WarningArchived, archived),
}
