"""Who must approve what: rules adopted by the town, and the gate that every order passes.

Source: NIST SP 800-53 r5 AC-3(2) (dual authorization), ISO/IEC 27002 5.3 (segregation of duties).
A rule names a kind of order, how many must approve and in which roles. While it is valid the order
is not carried out directly; it is proposed (`proposals`), approved byte for byte, and then
executed. A rule guards itself: changing or lifting it needs the approvals that it asks for.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

import msgspec

from tocsin.operations.officers import OfficerRefusal, known_roles
from tocsin.operations.orders import Command, Context, Decision, Event, Ident, Refused, refuse
from tocsin.operations.picture import Person, Picture
from tocsin.operations.picture.proposal import Approval, ApprovalRule, Proposal
from tocsin.terms.stamp import Stamp

_replace = msgspec.structs.replace


@dataclass(frozen=True, slots=True)
class Book:
    """The catalogue as topics see it that deal with other topics' orders: handed in, never
    imported.

    `commands` by name; `decide` how each is decided, past the gate; `evolve` what an event makes of
    the picture, for orders that consist of several.
    """

    commands: Mapping[str, type[Command]]
    decide: Mapping[type[Command], Callable[[Command, Picture, Context], Decision]]
    evolve: Callable[[Picture, Event, Stamp], Picture]


class ApprovalRefusal(StrEnum):
    approval_needed = "approval_needed"
    order_unknown = "order_unknown"
    order_not_proposable = "order_not_proposable"
    rule_without_roles = "rule_without_roles"
    too_few_approvers = "too_few_approvers"
    rule_unknown = "rule_unknown"
    order_unreadable = "order_unreadable"
    digest_differs = "digest_differs"


# 1. commands and the events they may cause


class AdoptApprovalRule(Command, frozen=True):
    """From now on orders of this kind need `n` approvals by present people in one of these
    roles.
    """

    kind: Ident
    n: Annotated[int, msgspec.Meta(ge=1, le=9)]
    roles: tuple[Ident, ...]
    presence_s: Annotated[int, msgspec.Meta(ge=30, le=3600)] = 300
    expires_s: Annotated[int, msgspec.Meta(ge=60, le=30 * 86_400)] = 86_400


class ApprovalRuleAdopted(Event, frozen=True):
    rule: ApprovalRule


class LiftApprovalRule(Command, frozen=True):
    """Orders of this kind need no approval any more."""

    kind: Ident


class ApprovalRuleLifted(Event, frozen=True):
    kind: str


UNGUARDED = frozenset(
    {
        "Propose",
        "ApproveProposal",
        "ObjectToProposal",
        "WithdrawObjection",
        "WithdrawProposal",
        "ExecuteProposal",
        "ExpireProposal",
        "ArchiveProposal",
        "DestroyDue",
        "NoticeLeap",
    }
)
"""Orders that are themselves the way to approval: under a rule they would close the only door. And
the clock's destruction of records, which has its approval from the schedule or from a person; and
what it says of itself.
"""


# 2. decide


def adopt_rule(
    command: AdoptApprovalRule, picture: Picture, _context: Context, book: Book
) -> Decision:
    """Refused where fewer active people hold the roles than must approve: nothing could ever
    pass.
    """
    if command.kind not in book.commands:
        return refuse(ApprovalRefusal.order_unknown, kind=command.kind)
    if command.kind in UNGUARDED:
        return refuse(ApprovalRefusal.order_not_proposable, kind=command.kind)
    roles = tuple(sorted(set(command.roles)))
    if not roles:
        return refuse(ApprovalRefusal.rule_without_roles, kind=command.kind)
    for role in roles:
        if role not in known_roles(picture):
            return refuse(OfficerRefusal.role_unknown, role=role)
    rule = ApprovalRule(command.kind, command.n, roles, command.presence_s, command.expires_s)
    if picture.approval_rules.get(rule.kind) == rule:
        return []
    holders = sum(may_approve(each, rule) for each in picture.people.values())
    if holders < rule.n:
        return refuse(
            ApprovalRefusal.too_few_approvers, n=rule.n, found=holders, roles=", ".join(roles)
        )
    return [ApprovalRuleAdopted(rule=rule)]


def lift_rule(command: LiftApprovalRule, picture: Picture, _context: Context) -> Decision:
    if command.kind not in picture.approval_rules:
        return refuse(ApprovalRefusal.rule_unknown, kind=command.kind)
    return [ApprovalRuleLifted(kind=command.kind)]


def governing(command: Command, picture: Picture) -> tuple[ApprovalRule, ...]:
    """The rules this order stands under now; all of them must be satisfied.

    An order that changes or lifts a rule stands under that rule too.
    """
    if not len(picture.approval_rules):
        return ()
    kinds = [type(command).__name__]
    if isinstance(command, AdoptApprovalRule | LiftApprovalRule) and command.kind not in kinds:
        kinds.append(command.kind)
    found = (picture.approval_rules.get(kind) for kind in kinds)
    return tuple(rule for rule in found if rule is not None)


def gate(command: Command, picture: Picture) -> Refused | None:
    """Why this order is not carried out directly, or None. `catalogue.decide` asks it first."""
    rules = governing(command, picture)
    if not rules:
        return None
    strictest = max(rules, key=lambda rule: rule.n)
    return refuse(
        ApprovalRefusal.approval_needed,
        kind=type(command).__name__,
        n=strictest.n,
        roles=", ".join(strictest.roles),
    )


# 2a. what counts


def may_approve(person: Person | None, rule: ApprovalRule) -> bool:
    """Whether somebody is active and holds a role the rule allows, now."""
    return person is not None and person.is_active and any(r in rule.roles for r in person.roles)


def is_present(authenticated_s_ago: int, rule: ApprovalRule) -> bool:
    """Whether somebody had proved who they are recently enough, and not in the future."""
    return 0 <= authenticated_s_ago <= rule.presence_s


def is_author(person: str, proposal: Proposal) -> bool:
    """Whether somebody made the proposal, or had it made for them."""
    return person in (proposal.author.person, proposal.acting_for)


def is_apart(one: Approval, proposal: Proposal, others: tuple[Approval, ...]) -> bool:
    """Whether an approval differs from the author and all others in person, session and
    credential.
    """
    return all(
        one.by.person != each.person
        and one.by.session != each.session
        and one.by.credential != each.credential
        for each in (proposal.author, *(other.by for other in others))
    )


def counted(proposal: Proposal, rule: ApprovalRule, picture: Picture) -> tuple[Approval, ...]:
    """The approvals that count under a rule now: by apart, then present, now still authorised
    people.
    """
    found: tuple[Approval, ...] = ()
    for each in proposal.approvals:
        if (
            not is_author(each.by.person, proposal)
            and is_apart(each, proposal, found)
            and is_present(each.authenticated_s_ago, rule)
            and may_approve(picture.people.get(each.by.person), rule)
        ):
            found = (*found, each)
    return found


def valid_rules(proposal: Proposal, picture: Picture) -> tuple[ApprovalRule, ...]:
    """The rules a proposal stands under: as they are now; one that was lifted, as it was then."""
    return tuple(picture.approval_rules.get(rule.kind) or rule for rule in proposal.rules)


# 3. evolve


def rule_adopted(picture: Picture, event: ApprovalRuleAdopted, _stamp: Stamp) -> Picture:
    return _replace(picture, approval_rules=picture.approval_rules.put(event.rule.kind, event.rule))


def rule_lifted(picture: Picture, event: ApprovalRuleLifted, _stamp: Stamp) -> Picture:
    return _replace(picture, approval_rules=picture.approval_rules.drop(event.kind))


# 4. the tables

DECIDE = {LiftApprovalRule: lift_rule}

DECIDE_BY_BOOK = {AdoptApprovalRule: adopt_rule}
"""Decide functions that are handed the catalogue's book as a fourth argument."""

EVOLVE = {
    "approval_rule_adopted.1": (ApprovalRuleAdopted, rule_adopted),
    "approval_rule_lifted.1": (ApprovalRuleLifted, rule_lifted),
}
