"""Let programs in, each with a token of its own, and shut them out again at once.

Only the digest of a token is ever on record. A token acts as its person: with that person's roles
as they are at the moment, and never beyond the scopes it was issued for.

Source: RFC 6750 (bearer tokens); OWASP ASVS 5.0 V9 (self-contained and reference tokens).
"""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated

import msgspec

from tocsin.operations.groups import GroupRefusal
from tocsin.operations.officers import active_or_refused, owner_of
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
from tocsin.operations.picture.token import Scope, Token
from tocsin.operations.telemetry import is_tracked
from tocsin.terms.stamp import Stamp
from tocsin.terms.words import Words

_replace = msgspec.structs.replace

LONGEST_DAYS = 400
"""A token ends after a good year at the latest: what nobody renews, nobody misses."""

Digest = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]
"""SHA-256 of a secret, in hex."""
TrackSubject = Annotated[str, msgspec.Meta(pattern="^(unit|person|sensor|tracker)/.{1,80}$")]
"""Who or what is observed: `unit/PE-E1`, `sensor/…`."""


class TokenRefusal(StrEnum):
    token_unknown = "token_unknown"
    token_exists = "token_exists"
    token_without_scope = "token_without_scope"
    token_is_over_before_it_begins = "token_is_over_before_it_begins"
    token_lives_too_long = "token_lives_too_long"
    token_subject_unknown = "token_subject_unknown"
    token_inbox_alone = "token_inbox_alone"


# 1. commands and the events they may cause


class IssueToken(Command, frozen=True):
    """Let a program in as this person until `expires_at` (aware UTC), for these scopes only.

    `reports_for` binds what it reports by telemetry to some subjects (`unit/…`, `sensor/…`).
    `inbox` names the one group whose inbox the scope `inbox` opens; it goes with no other scope.
    """

    person: Ident
    digest: Digest
    scopes: tuple[Scope, ...]
    expires_at: datetime
    label: Short | None = None
    reports_for: Annotated[tuple[TrackSubject, ...], msgspec.Meta(max_length=100)] = ()
    inbox: Ident | None = None


class TokenIssued(Event, frozen=True):
    token: str
    person: str
    digest: str
    scopes: tuple[Scope, ...]
    expires_at: datetime
    label: Words | None = None
    reports_for: tuple[str, ...] = ()
    inbox: str | None = None


class RevokeToken(Command, frozen=True):
    """Shut a token out, at once: streams that it opened end with the next tick."""

    token: Ident


class TokenRevoked(Event, frozen=True):
    token: str
    person: str


# 2. decide


def issue(command: IssueToken, picture: Picture, context: Context) -> Decision:
    found = active_or_refused(picture, command.person)
    if isinstance(found, Refused):
        return found
    if not command.scopes:
        return refuse(TokenRefusal.token_without_scope, scopes=", ".join(Scope))
    if command.expires_at <= context.now:
        return refuse(TokenRefusal.token_is_over_before_it_begins, end=command.expires_at)
    if command.expires_at > context.now + timedelta(days=LONGEST_DAYS):
        return refuse(TokenRefusal.token_lives_too_long, days=LONGEST_DAYS)
    if any(each.digest == command.digest for each in picture.tokens.unordered()):
        return refuse(TokenRefusal.token_exists, person=found.id)
    wrong = _wrong_inbox(command, picture)
    if wrong is not None:
        return wrong
    for each in command.reports_for:
        if not is_tracked(each, picture):
            return refuse(TokenRefusal.token_subject_unknown, subject=each)
    label = None if command.label is None else Words(owner_of(found.id), command.label)
    return [
        TokenIssued(
            token=context.new_id("k"),
            person=found.id,
            digest=command.digest,
            scopes=tuple(sorted(set(command.scopes))),
            expires_at=command.expires_at,
            label=label,
            reports_for=tuple(sorted(set(command.reports_for))),
            inbox=command.inbox,
        )
    ]


def _wrong_inbox(command: IssueToken, picture: Picture) -> Refused | None:
    """A group's token is for that group alone, and of somebody who belongs to it."""
    if command.inbox is None and Scope.inbox not in command.scopes:
        return None
    if command.inbox is None or set(command.scopes) != {Scope.inbox} or command.reports_for:
        return refuse(TokenRefusal.token_inbox_alone)
    group = picture.groups.get(command.inbox)
    if group is None:
        return refuse(GroupRefusal.group_unknown, group=command.inbox)
    if not group.has(command.person):
        return refuse(GroupRefusal.not_in_group, group=group.id)
    return None


def revoke(command: RevokeToken, picture: Picture, _context: Context) -> Decision:
    found = picture.tokens.get(command.token)
    if found is None:
        return refuse(TokenRefusal.token_unknown, token=command.token)
    return [TokenRevoked(token=found.id, person=found.person)]


# 3. evolve


def issued(picture: Picture, event: TokenIssued, stamp: Stamp) -> Picture:
    token = Token(
        id=event.token,
        person=event.person,
        digest=event.digest,
        scopes=event.scopes,
        issued_at=stamp.recorded_at,
        expires_at=event.expires_at,
        label=event.label,
        reports_for=event.reports_for,
        inbox=event.inbox,
    )
    return _replace(picture, tokens=picture.tokens.put(token.id, token))


def revoked(picture: Picture, event: TokenRevoked, _stamp: Stamp) -> Picture:
    return _replace(picture, tokens=picture.tokens.drop(event.token))


# 4. the tables

DECIDE = {IssueToken: issue, RevokeToken: revoke}

EVOLVE = {
    "token_issued.1": (TokenIssued, issued),
    "token_revoked.1": (TokenRevoked, revoked),
}
