"""Nouns: rules that ask for approval, and proposals with those who approved or objected."""

from datetime import datetime
from enum import StrEnum

import msgspec

from tocsin.terms.words import Words


class ApprovalRule(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """An order of this kind needs `n` approvals by people who hold one of `roles`.

    An approval counts from somebody who proved who they are at most `presence_s` before giving it;
    a proposal that is not carried out within `expires_s` ends.
    """

    kind: str
    n: int
    roles: tuple[str, ...]
    presence_s: int = 300
    expires_s: int = 86_400


class SignedIn(msgspec.Struct, frozen=True, gc=False):
    """Who acted, under which session and credential (as digests that mean nothing elsewhere)."""

    person: str
    session: str
    credential: str


class Approval(msgspec.Struct, frozen=True, gc=False):
    """A yes to the exact bytes; `authenticated_s_ago` is how long before it the person proved who
    they are.
    """

    by: SignedIn
    authenticated_s_ago: int
    at: datetime


class Objection(msgspec.Struct, frozen=True):
    """A no, with the reason; it blocks until the person takes it back."""

    person: str
    reason: Words
    at: datetime


class ProposalState(StrEnum):
    """Where a proposal stands. All but `open` are final."""

    open = "open"
    executed = "executed"
    withdrawn = "withdrawn"
    expired = "expired"


class Proposal(msgspec.Struct, frozen=True, omit_defaults=True):
    """An order that waits for approval. `text` holds it whole, sealed; `digest` is the SHA-256 of
    that text.

    `rules` are those in force when it was made; one that has changed since counts as it is now.
    `acting_for` is set where the author acted for somebody: neither of the two may approve.
    """

    id: str
    kind: str
    digest: str
    text: Words
    author: SignedIn
    proposed_at: datetime
    expires_at: datetime
    rules: tuple[ApprovalRule, ...]
    reason: Words | None = None
    acting_for: str | None = None
    approvals: tuple[Approval, ...] = ()
    objections: tuple[Objection, ...] = ()
    state: ProposalState = ProposalState.open
    settled_at: datetime | None = None
