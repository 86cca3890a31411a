"""Carry out an order that was approved.

It returns [ProposalExecuted, *the events of the order itself] in one decision, decided for the
author. The order's own decide function comes in the catalogue's `Book`, so nothing is imported
upwards. Whoever asks `access` before deciding must ask it for the inner order too, on the author's
behalf: `catalogue.inner` tells which that is.

Source: NIST SP 800-53 r5 AC-3(2) (dual authorization).
"""

from enum import StrEnum

import msgspec

from tocsin.operations.approvals import ApprovalRefusal, Book, counted, governing, valid_rules
from tocsin.operations.order_text import OrderText, digest_of, inner_order
from tocsin.operations.orders import Command, Context, Decision, Event, Ident, Refused, refuse
from tocsin.operations.picture import Picture
from tocsin.operations.picture.proposal import Proposal, ProposalState
from tocsin.operations.proposals import blocked, open_proposal, with_fields
from tocsin.terms.stamp import Stamp

_replace = msgspec.structs.replace


class ExecutionRefusal(StrEnum):
    approvals_missing = "approvals_missing"


# 1. the command and the event it may cause


class ExecuteProposal(Command, frozen=True):
    """Carry out what was approved; `text` is the very text that was approved."""

    proposal: Ident
    text: OrderText


class ProposalExecuted(Event, frozen=True):
    """`approved_by` are the people whose approvals counted, in the order they gave them."""

    proposal: str
    kind: str
    digest: str
    approved_by: tuple[str, ...]


# 2. decide


def execute(command: ExecuteProposal, picture: Picture, context: Context, book: Book) -> Decision:
    """Counts afresh: who has lost the role since does not count, a rule made stricter asks for
    more.
    """
    found = open_proposal(picture, command.proposal, context)
    if isinstance(found, Refused):
        return found
    no = blocked(found)
    if no is not None:
        return no
    if digest_of(command.text) != found.digest:
        return refuse(ApprovalRefusal.digest_differs, proposal=found.id)
    order = inner_order(command.text, book)
    if isinstance(order, Refused):
        return order
    approved_by = _approved_by(found, order, picture)
    if isinstance(approved_by, Refused):
        return approved_by
    for_author = _replace(context, on_behalf_of=found.acting_for or found.author.person)
    decision = book.decide[type(order)](order, picture, for_author)
    if isinstance(decision, Refused):
        return decision
    done = ProposalExecuted(
        proposal=found.id,
        kind=found.kind,
        digest=found.digest,
        approved_by=approved_by,
    )
    return [done, *decision]


def _approved_by(found: Proposal, order: Command, picture: Picture) -> tuple[str, ...] | Refused:
    """Whose approvals count, if there are enough under every rule the order stands under."""
    approved_by: list[str] = []
    for rule in dict.fromkeys((*valid_rules(found, picture), *governing(order, picture))):
        yes = [each.by.person for each in counted(found, rule, picture)]
        if len(yes) < rule.n:
            return refuse(
                ExecutionRefusal.approvals_missing,
                proposal=found.id,
                found=len(yes),
                n=rule.n,
                roles=", ".join(rule.roles),
            )
        approved_by += [each for each in yes if each not in approved_by]
    return tuple(approved_by)


# 3. evolve


def executed(picture: Picture, event: ProposalExecuted, stamp: Stamp) -> Picture:
    return with_fields(
        picture, event.proposal, state=ProposalState.executed, settled_at=stamp.recorded_at
    )


# 4. the tables

DECIDE: dict[type[Command], object] = {}

DECIDE_BY_BOOK = {ExecuteProposal: execute}
"""Decide functions that are handed the catalogue's book as a fourth argument."""

EVOLVE = {"proposal_executed.1": (ProposalExecuted, executed)}
