"""Propose an order, approve these exact bytes, object, withdraw. Carrying it out is in `execution`.

Source: NIST SP 800-53 r5 AC-3(2) (dual authorization); FEMA IPAWS practice (two people for an
alert). The author never approves. Approvers differ in person, session and credential, have just
proved who they are, and hold a role the rule allows. Presence and expiry go by the town's clock,
never by a time somebody reports. Any edit is another text: a new proposal.
"""

import hashlib
from datetime import datetime, timedelta
from enum import StrEnum
from math import ceil

import msgspec

from tocsin.operations.approvals import (
    ApprovalRefusal,
    Book,
    governing,
    is_apart,
    is_author,
    is_present,
    may_approve,
    valid_rules,
)
from tocsin.operations.order_text import (
    OrderText,
    digest_of,
    read_order,
    written,
)
from tocsin.operations.orders import (
    Command,
    Context,
    Decision,
    Event,
    Ident,
    Refused,
    Remark,
    refuse,
)
from tocsin.operations.picture import Picture
from tocsin.operations.picture.proposal import (
    Approval,
    ApprovalRule,
    Objection,
    Proposal,
    ProposalState,
    SignedIn,
)
from tocsin.terms.stamp import Stamp
from tocsin.terms.words import Words

_replace = msgspec.structs.replace

KEPT_S = 30 * 86_400
"""A settled proposal leaves the picture after thirty days; the log keeps it."""


class ProposalRefusal(StrEnum):
    approval_not_needed = "approval_not_needed"
    session_needed = "session_needed"
    proposal_unknown = "proposal_unknown"
    proposal_is_settled = "proposal_is_settled"
    proposal_is_expired = "proposal_is_expired"
    proposal_not_expired = "proposal_not_expired"
    proposal_not_yours = "proposal_not_yours"
    proposal_is_objected_to = "proposal_is_objected_to"
    no_objection_of_yours = "no_objection_of_yours"
    author_never_approves = "author_never_approves"
    approval_is_personal = "approval_is_personal"
    approver_not_present = "approver_not_present"
    approver_not_authorised = "approver_not_authorised"
    same_session_or_credential = "same_session_or_credential"


# 1. commands and the events they may cause


class Propose(Command, frozen=True):
    """Propose an order of some kind; `order` is its fields as a JSON object."""

    kind: Ident
    order: OrderText
    reason: Remark | None = None


class ProposalMade(Event, frozen=True):
    proposal: str
    kind: str
    digest: str
    text: Words
    author: SignedIn
    expires_at: datetime
    rules: tuple[ApprovalRule, ...]
    reason: Words | None = None
    acting_for: str | None = None


class ApproveProposal(Command, frozen=True):
    """Say yes to exactly the bytes whose SHA-256 (hex) is `digest`."""

    proposal: Ident
    digest: Ident


class ProposalApproved(Event, frozen=True):
    proposal: str
    digest: str
    by: SignedIn
    authenticated_s_ago: int


class ObjectToProposal(Command, frozen=True):
    """Say no, with the reason. It blocks; an approval given before is taken back with it."""

    proposal: Ident
    reason: Remark


class ProposalObjectedTo(Event, frozen=True):
    proposal: str
    person: str
    reason: Words


class WithdrawObjection(Command, frozen=True):
    """Take one's own objection back."""

    proposal: Ident


class ObjectionWithdrawn(Event, frozen=True):
    proposal: str
    person: str


class WithdrawProposal(Command, frozen=True):
    """The author does not want it any more."""

    proposal: Ident


class ExpireProposal(Command, frozen=True):
    """A deadline command (`due`): nobody carried it out in time."""

    proposal: Ident


class ProposalEnded(Event, frozen=True):
    """`state` withdrawn or expired."""

    proposal: str
    state: ProposalState


class ArchiveProposal(Command, frozen=True):
    """A deadline command (`due`): a proposal settled long ago leaves the picture."""

    proposal: Ident


class ProposalArchived(Event, frozen=True):
    proposal: str


# 2. decide


def _signed_in(context: Context, proposal: str) -> SignedIn | Refused:
    """The actor with digests of session and credential that can be compared within one proposal
    only.
    """
    if context.session is None:
        return refuse(ProposalRefusal.session_needed)
    session, credential = (
        hashlib.blake2b(f"{proposal}\n{each}".encode(), digest_size=16).hexdigest()
        for each in (context.session.id, context.session.credential)
    )
    return SignedIn(context.actor, session, credential)


def propose(command: Propose, picture: Picture, context: Context, book: Book) -> Decision:
    """What would be refused if it were ordered now is refused here, before anybody is asked."""
    order = read_order(command.kind, command.order, book)
    if isinstance(order, Refused):
        return order
    rules = governing(order, picture)
    if not rules:
        return refuse(ProposalRefusal.approval_not_needed, kind=command.kind)
    proposal = context.new_id("a")
    author = _signed_in(context, proposal)
    if isinstance(author, Refused):
        return author
    tried = book.decide[type(order)](order, picture, context)
    if isinstance(tried, Refused):
        return tried
    text = written(order, proposal, context)
    owner = f"proposal/{proposal}"
    lifetime_s = min(rule.expires_s for rule in rules)
    return [
        ProposalMade(
            proposal=proposal,
            kind=command.kind,
            digest=digest_of(text),
            text=Words(owner, text),
            author=author,
            expires_at=context.now + timedelta(seconds=lifetime_s),
            rules=rules,
            reason=None if command.reason is None else Words(owner, command.reason),
            acting_for=context.on_behalf_of,
        )
    ]


def open_proposal(picture: Picture, proposal: str, context: Context) -> Proposal | Refused:
    """The proposal that still waits, or why nothing can be done with it."""
    found = picture.proposals.get(proposal)
    if found is None:
        return refuse(ProposalRefusal.proposal_unknown, proposal=proposal)
    if found.state is not ProposalState.open:
        return refuse(ProposalRefusal.proposal_is_settled, proposal=proposal, state=found.state)
    if found.expires_at <= context.now:
        return refuse(ProposalRefusal.proposal_is_expired, proposal=proposal, at=found.expires_at)
    return found


def blocked(found: Proposal) -> Refused | None:
    """Who objects, or None."""
    if not found.objections:
        return None
    return refuse(
        ProposalRefusal.proposal_is_objected_to,
        proposal=found.id,
        person=found.objections[0].person,
    )


def approve(command: ApproveProposal, picture: Picture, context: Context) -> Decision:
    found = open_proposal(picture, command.proposal, context)
    if isinstance(found, Refused):
        return found
    no = blocked(found)
    if no is not None:
        return no
    if command.digest != found.digest:
        return refuse(ApprovalRefusal.digest_differs, proposal=found.id)
    if context.on_behalf_of is not None:
        return refuse(ProposalRefusal.approval_is_personal, person=context.on_behalf_of)
    if is_author(context.actor, found):
        return refuse(ProposalRefusal.author_never_approves, proposal=found.id)
    if any(each.by.person == context.actor for each in found.approvals):
        return []
    new = _approval(found, picture, context)
    if isinstance(new, Refused):
        return new
    return [
        ProposalApproved(
            proposal=found.id,
            digest=found.digest,
            by=new.by,
            authenticated_s_ago=new.authenticated_s_ago,
        )
    ]


def _approval(found: Proposal, picture: Picture, context: Context) -> Approval | Refused:
    """The actor's approval, if it would count under at least one of the rules. Presence is by the
    clock.
    """
    by = _signed_in(context, found.id)
    if isinstance(by, Refused):
        return by
    assert context.session is not None, "signed in means there is a session"
    ago_s = ceil((context.now - context.session.authenticated_at).total_seconds())
    rules = [
        rule
        for rule in valid_rules(found, picture)
        if may_approve(picture.people.get(context.actor), rule)
    ]
    if not rules:
        return _not_authorised(found, picture, context)
    if not any(is_present(ago_s, rule) for rule in rules):
        presence_s = max(rule.presence_s for rule in rules)
        return refuse(ProposalRefusal.approver_not_present, presence_s=presence_s, ago_s=ago_s)
    new = Approval(by, ago_s, context.now)
    if not is_apart(new, found, found.approvals):
        return refuse(ProposalRefusal.same_session_or_credential, proposal=found.id)
    return new


def _not_authorised(found: Proposal, picture: Picture, context: Context) -> Refused:
    roles = sorted({role for rule in valid_rules(found, picture) for role in rule.roles})
    return refuse(
        ProposalRefusal.approver_not_authorised, person=context.actor, roles=", ".join(roles)
    )


def object_to(command: ObjectToProposal, picture: Picture, context: Context) -> Decision:
    """Only who could approve may block; presence is not asked of a no."""
    found = open_proposal(picture, command.proposal, context)
    if isinstance(found, Refused):
        return found
    person = picture.people.get(context.actor)
    if not any(may_approve(person, rule) for rule in valid_rules(found, picture)):
        return _not_authorised(found, picture, context)
    if any(each.person == context.actor for each in found.objections):
        return []
    reason = Words(f"proposal/{found.id}", command.reason)
    return [ProposalObjectedTo(proposal=found.id, person=context.actor, reason=reason)]


def withdraw_objection(command: WithdrawObjection, picture: Picture, context: Context) -> Decision:
    found = open_proposal(picture, command.proposal, context)
    if isinstance(found, Refused):
        return found
    if all(each.person != context.actor for each in found.objections):
        return refuse(ProposalRefusal.no_objection_of_yours, proposal=found.id)
    return [ObjectionWithdrawn(proposal=found.id, person=context.actor)]


def withdraw(command: WithdrawProposal, picture: Picture, context: Context) -> Decision:
    found = open_proposal(picture, command.proposal, context)
    if isinstance(found, Refused):
        return found
    if not is_author(context.actor, found):
        return refuse(ProposalRefusal.proposal_not_yours, proposal=found.id)
    return [ProposalEnded(proposal=found.id, state=ProposalState.withdrawn)]


def expire(command: ExpireProposal, picture: Picture, context: Context) -> Decision:
    found = picture.proposals.get(command.proposal)
    if found is None or found.state is not ProposalState.open:
        return []
    if found.expires_at > context.now:
        return refuse(ProposalRefusal.proposal_not_expired, proposal=found.id, at=found.expires_at)
    return [ProposalEnded(proposal=found.id, state=ProposalState.expired)]


def archive(command: ArchiveProposal, picture: Picture, context: Context) -> Decision:
    found = picture.proposals.get(command.proposal)
    if found is None or not _is_old(found, context.now):
        return []
    return [ProposalArchived(proposal=found.id)]


def _is_old(found: Proposal, now: datetime) -> bool:
    settled_at = found.settled_at
    return settled_at is not None and settled_at + timedelta(seconds=KEPT_S) <= now


def due(picture: Picture, now: datetime) -> list[Command]:
    """Proposals whose time is over, and settled ones old enough to leave."""
    due_now: list[Command] = []
    for each in picture.proposals.values():
        if each.state is ProposalState.open and each.expires_at <= now:
            due_now.append(ExpireProposal(proposal=each.id))
        elif _is_old(each, now):
            due_now.append(ArchiveProposal(proposal=each.id))
    return due_now


# 3. evolve


def made(picture: Picture, event: ProposalMade, stamp: Stamp) -> Picture:
    new = Proposal(
        id=event.proposal,
        kind=event.kind,
        digest=event.digest,
        text=event.text,
        author=event.author,
        proposed_at=stamp.recorded_at,
        expires_at=event.expires_at,
        rules=event.rules,
        reason=event.reason,
        acting_for=event.acting_for,
    )
    return _replace(picture, proposals=picture.proposals.put(new.id, new))


def with_fields(picture: Picture, proposal: str, **fields: object) -> Picture:
    """The picture with these fields of the proposal changed."""
    found = picture.proposals.get(proposal)
    if found is None:
        return picture
    return _replace(picture, proposals=picture.proposals.put(proposal, _replace(found, **fields)))


def approved(picture: Picture, event: ProposalApproved, stamp: Stamp) -> Picture:
    found = picture.proposals.get(event.proposal)
    if found is None or found.digest != event.digest:
        return picture
    new = Approval(event.by, event.authenticated_s_ago, stamp.recorded_at)
    return with_fields(picture, event.proposal, approvals=(*found.approvals, new))


def objected_to(picture: Picture, event: ProposalObjectedTo, stamp: Stamp) -> Picture:
    found = picture.proposals.get(event.proposal)
    if found is None:
        return picture
    return with_fields(
        picture,
        event.proposal,
        objections=(*found.objections, Objection(event.person, event.reason, stamp.recorded_at)),
        approvals=tuple(each for each in found.approvals if each.by.person != event.person),
    )


def objection_withdrawn(picture: Picture, event: ObjectionWithdrawn, _stamp: Stamp) -> Picture:
    found = picture.proposals.get(event.proposal)
    if found is None:
        return picture
    objections = tuple(each for each in found.objections if each.person != event.person)
    return with_fields(picture, event.proposal, objections=objections)


def ended(picture: Picture, event: ProposalEnded, stamp: Stamp) -> Picture:
    return with_fields(picture, event.proposal, state=event.state, settled_at=stamp.recorded_at)


def archived(picture: Picture, event: ProposalArchived, _stamp: Stamp) -> Picture:
    return _replace(picture, proposals=picture.proposals.drop(event.proposal))


# 4. the tables

DECIDE = {
    ApproveProposal: approve,
    ObjectToProposal: object_to,
    WithdrawObjection: withdraw_objection,
    WithdrawProposal: withdraw,
    ExpireProposal: expire,
    ArchiveProposal: archive,
}

DECIDE_BY_BOOK = {Propose: propose}
"""Decide functions that are handed the catalogue's book as a fourth argument."""

EVOLVE = {
    "proposal_made.1": (ProposalMade, made),
    "proposal_approved.1": (ProposalApproved, approved),
    "proposal_objected_to.1": (ProposalObjectedTo, objected_to),
    "objection_withdrawn.1": (ObjectionWithdrawn, objection_withdrawn),
    "proposal_ended.1": (ProposalEnded, ended),
    "proposal_archived.1": (ProposalArchived, archived),
}
