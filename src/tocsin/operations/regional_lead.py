"""Which town leads a regional incident: offered, accepted, passed; taken by two officers.

The lead moves by the word of the town that has it and the acceptance of the town that takes it:
offered (it leads on), accepted there, passed in the lead's log as it reads that, and from the
reading of that the other leads. So no two towns lead by their own logs. Where the lead cannot be
reached two different officers take it, and that stands as a conflict in every log until a person
closes it.

Source: NIMS (2017) "Transfer of Command", "Unified Command"; NIST SP 800-53 r5 AC-3(2) (dual
authorization).
"""

from datetime import timedelta
from enum import StrEnum

import msgspec

from tocsin.operations.escalation_path import path_of
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
from tocsin.operations.picture.regional import (
    LeadClaim,
    LeadConflict,
    LeadOffer,
    LeadTaking,
    RegionalIncident,
    claims_of,
)
from tocsin.operations.regional_told import put_regional, with_part
from tocsin.terms.stamp import Stamp
from tocsin.terms.words import Words

_replace = msgspec.structs.replace


MOST_CONFLICTS = 50
"""Of one incident in the picture; the log keeps all."""
TAKING_HOLDS_FOR = timedelta(hours=1)
"""A first officer's word: what was so then has to be said again."""


class RegionalLeadRefusal(StrEnum):
    """Why the lead does not move."""

    nobody_leads_yet = "nobody_leads_yet"
    not_in_lead = "not_in_lead"
    leads_already = "leads_already"
    taker_has_no_part = "taker_has_no_part"
    lead_not_offered = "lead_not_offered"
    lead_taking_not_open = "lead_taking_not_open"
    lead_taking_too_old = "lead_taking_too_old"
    lead_agreed_elsewhere = "lead_agreed_elsewhere"
    lead_second_officer_needed = "lead_second_officer_needed"
    lead_conflict_unknown = "lead_conflict_unknown"


# 1. commands and the events they may cause


class RegionalLeadBegun(Event, frozen=True):
    """The town that made the number leads, from the first town on that has joined."""

    regional: str
    lead: str


class OfferRegionalLead(Command, frozen=True):
    """We lead, and another town that has part is to. To ourselves: the offer is taken back."""

    regional: Ident
    to: Ident


class RegionalLeadOffered(Event, frozen=True):
    """We lead until it has accepted and we have read that; `to` None: it is not offered."""

    regional: str
    to: str | None = None
    term: int = 0


class AcceptRegionalLead(Command, frozen=True):
    """We take it over. It is ours as soon as the town that offers it has read that, and we have
    read so."""

    regional: Ident


class RegionalLeadAccepted(Event, frozen=True):
    regional: str
    term: int
    giver: str


class RegionalLeadPassed(Event, frozen=True):
    """We have read that it is accepted: from here on we do not lead."""

    regional: str
    term: int
    to: str
    giver: str


class TakeRegionalLead(Command, frozen=True):
    """The town that leads cannot be reached: the first officer's word, and why."""

    regional: Ident
    reason: Short


class RegionalLeadTaking(Event, frozen=True):
    """Waits for a second officer."""

    regional: str
    officer: str
    reason: Words


class ConfirmRegionalLead(Command, frozen=True):
    """The second officer's word."""

    regional: Ident


class RegionalLeadTaken(Event, frozen=True):
    """Ours, without the word of the town that had it. That town learns it from our slice."""

    regional: str
    term: int
    by: str
    losing: str
    officers: tuple[str, ...]
    reason: Words


class CloseLeadConflict(Command, frozen=True):
    """It was spoken about: what was made of it."""

    regional: Ident
    resolution: Short


class LeadConflictClosed(Event, frozen=True):
    regional: str
    term: int
    resolution: Words


# 2. decide


def _led(
    picture: Picture, regional: str, context: Context
) -> tuple[RegionalIncident, LeadClaim] | Refused:
    """An incident in which we have part, and who leads it."""
    row = with_part(picture, regional)
    if isinstance(row, Refused):
        return row
    if row.claim is None:
        return refuse(RegionalLeadRefusal.nobody_leads_yet, regional=row.id)
    return row, row.claim


def led_by_us(
    picture: Picture, regional: str, context: Context
) -> tuple[RegionalIncident, LeadClaim] | Refused:
    """The same, where we lead."""
    pair = _led(picture, regional, context)
    if isinstance(pair, Refused) or pair[1].town == context.code:
        return pair
    return refuse(RegionalLeadRefusal.not_in_lead, regional=pair[0].id, lead=pair[1].town)


def offer(command: OfferRegionalLead, picture: Picture, context: Context) -> Decision:
    """A new offer takes the place of an open one."""
    pair = led_by_us(picture, command.regional, context)
    if isinstance(pair, Refused):
        return pair
    row, claim = pair
    if command.to == context.code:
        return [] if row.offer is None else [RegionalLeadOffered(regional=row.id)]
    if command.to not in row.joined:
        return refuse(RegionalLeadRefusal.taker_has_no_part, regional=row.id, to=command.to)
    events = offered_to(row, claim, command.to)
    # It may have accepted an offer of this term that we took back: that word stands.
    return [*events, *passing(_replace(row, offer=LeadOffer(command.to, claim.term)), context.code)]


def offered_to(row: RegionalIncident, claim: LeadClaim, to: str) -> list[Event]:
    """What is recorded as it is offered to a town that has part; nothing where it is already."""
    if row.offer == LeadOffer(to, claim.term):
        return []
    return [RegionalLeadOffered(regional=row.id, to=to, term=claim.term)]


def accept(command: AcceptRegionalLead, picture: Picture, context: Context) -> Decision:
    """Said once for each offer."""
    pair = _led(picture, command.regional, context)
    if isinstance(pair, Refused):
        return pair
    row, claim = pair
    if claim.town == context.code:
        return refuse(RegionalLeadRefusal.leads_already, regional=row.id)
    giver = row.member(claim.town)
    if giver is None or giver.offer != LeadOffer(context.code, claim.term):
        return refuse(RegionalLeadRefusal.lead_not_offered, regional=row.id, lead=claim.town)
    if row.accepts == claim.term:
        return []
    return [RegionalLeadAccepted(regional=row.id, term=claim.term, giver=claim.town)]


def passing(row: RegionalIncident, own: str) -> list[Event]:
    """What the lead records as it reads that its offer is accepted."""
    claim, to = row.claim, row.offer
    if claim is None or to is None or claim.town != own or claim.term != to.term:
        return []
    taker = row.member(to.to)
    if taker is None or taker.town not in row.joined or taker.accepts != claim.term:
        return []
    return [RegionalLeadPassed(regional=row.id, term=claim.term + 1, to=taker.town, giver=own)]


def take(command: TakeRegionalLead, picture: Picture, context: Context) -> Decision:
    """The newest first word counts."""
    pair = _takable(picture, command.regional, context)
    if isinstance(pair, Refused):
        return pair
    row, _ = pair
    reason = Words(f"regional/{row.id}", command.reason)
    return [RegionalLeadTaking(regional=row.id, officer=context.actor, reason=reason)]


def _takable(
    picture: Picture, regional: str, context: Context
) -> tuple[RegionalIncident, LeadClaim] | Refused:
    """An incident that another town leads. Where the towns have agreed on a third that is to lead
    at this level and has part, the lead is that one's to take."""
    pair = _led(picture, regional, context)
    if isinstance(pair, Refused):
        return pair
    row, claim = pair
    if claim.town == context.code:
        return refuse(RegionalLeadRefusal.leads_already, regional=row.id)
    agreed = path_of(picture, row, claim.level).leads
    others = [each for each in agreed if each in row.joined]
    if others and not {context.code, claim.town} & {*agreed}:
        return refuse(
            RegionalLeadRefusal.lead_agreed_elsewhere, regional=row.id, towns=", ".join(others)
        )
    return pair


def confirm(command: ConfirmRegionalLead, picture: Picture, context: Context) -> Decision:
    """Two different officers want it, the second while what the first said is of today."""
    pair = _takable(picture, command.regional, context)
    if isinstance(pair, Refused):
        return pair
    row, claim = pair
    first = row.taking
    if first is None:
        return refuse(RegionalLeadRefusal.lead_taking_not_open, regional=row.id)
    if first.at + TAKING_HOLDS_FOR <= context.now:
        return refuse(
            RegionalLeadRefusal.lead_taking_too_old, regional=row.id, first=first.officer,
            at=first.at,
        )  # fmt: skip
    if first.officer == context.actor:
        return refuse(
            RegionalLeadRefusal.lead_second_officer_needed, regional=row.id, first=first.officer
        )
    return [
        RegionalLeadTaken(
            regional=row.id,
            term=claim.term + 1,
            by=context.code,
            losing=claim.town,
            officers=(first.officer, context.actor),
            reason=first.reason,
        )
    ]


def close_conflict(command: CloseLeadConflict, picture: Picture, context: Context) -> Decision:
    """The oldest that is open."""
    row = with_part(picture, command.regional)
    if isinstance(row, Refused):
        return row
    found = next((each for each in row.conflicts if each.closed_at is None), None)
    if found is None:
        return refuse(RegionalLeadRefusal.lead_conflict_unknown, regional=row.id)
    words = Words(f"regional/{row.id}", command.resolution)
    return [LeadConflictClosed(regional=row.id, term=found.term, resolution=words)]


# 3. evolve


def led(
    row: RegionalIncident, claims: tuple[LeadClaim, ...], own: str | None, stamp: Stamp
) -> RegionalIncident:
    """The row with these claims heard or made. What that ends is offered, accepted and asked no
    more; a lead that ended without its own word is a conflict. `own`: the town whose claim that
    was by its own word, if any."""
    before = row.claim
    row = _replace(row, claims=claims_of(row.claims, claims))
    after = row.claim
    if before is None or after is None:
        return row
    for each in claims:
        if is_lost(row, each, after):
            row = with_conflict(row, each, after, stamp)
    if (before.number, before.term, before.town) != (after.number, after.term, after.town):
        row = _replace(row, offer=None, accepts=None, asks=None, taking=None)
    if before.number != after.number:
        return row
    if before.serial != after.serial:
        row = _replace(row, asks=None)
    if before.town != after.town and (after.is_taken or before.is_taken) and own != before.town:
        row = with_conflict(row, before, after, stamp)
    return row


def is_lost(row: RegionalIncident, claim: LeadClaim, holds: LeadClaim) -> bool:
    """Whether a lead was taken that passed to another town at the same time, and that is not on
    record yet."""
    if not claim.is_taken or claim.number != holds.number or claim.town == holds.town:
        return False
    is_known = any((e.term, e.losing) == (claim.term, claim.town) for e in row.conflicts)
    return claim.term == holds.term and not is_known


def with_conflict(
    row: RegionalIncident, before: LeadClaim, after: LeadClaim, stamp: Stamp,
    reason: Words | None = None,
) -> RegionalIncident:  # fmt: skip
    """The row with one more lead that ended without its own word; each once."""
    new = LeadConflict(after.number, after.term, before.town, after.town, stamp.occurred_at, reason)
    said = (new.term, new.losing, new.winning)
    if any((e.term, e.losing, e.winning) == said for e in row.conflicts):
        return row
    return _replace(row, conflicts=(*row.conflicts, new)[-MOST_CONFLICTS:])


def begun(picture: Picture, event: RegionalLeadBegun, stamp: Stamp) -> Picture:
    row = picture.regional_incidents.get(event.regional)
    if row is None:
        return picture
    claim = LeadClaim(row.id, 1, event.lead)
    return put_regional(picture, led(row, (claim,), event.lead, stamp), stamp)


def passed(picture: Picture, event: RegionalLeadPassed, stamp: Stamp) -> Picture:
    """By the word of the town that had it."""
    row = picture.regional_incidents.get(event.regional)
    if row is None or row.claim is None:
        return picture
    claim = _replace(row.claim, term=event.term, town=event.to, is_taken=False)
    return put_regional(picture, led(row, (claim,), event.giver, stamp), stamp)


def offered(picture: Picture, event: RegionalLeadOffered, stamp: Stamp) -> Picture:
    row = picture.regional_incidents.get(event.regional)
    if row is None:
        return picture
    new = None if event.to is None else LeadOffer(event.to, event.term)
    return put_regional(picture, _replace(row, offer=new), stamp)


def accepted(picture: Picture, event: RegionalLeadAccepted, stamp: Stamp) -> Picture:
    row = picture.regional_incidents.get(event.regional)
    if row is None:
        return picture
    return put_regional(picture, _replace(row, accepts=event.term), stamp)


def taking(picture: Picture, event: RegionalLeadTaking, stamp: Stamp) -> Picture:
    row = picture.regional_incidents.get(event.regional)
    if row is None:
        return picture
    new = LeadTaking(event.officer, event.reason, stamp.occurred_at)
    return put_regional(picture, _replace(row, taking=new), stamp)


def taken(picture: Picture, event: RegionalLeadTaken, stamp: Stamp) -> Picture:
    """On record with the reason."""
    row = picture.regional_incidents.get(event.regional)
    if row is None or row.claim is None:
        return picture
    claim = _replace(row.claim, term=event.term, town=event.by, is_taken=True)
    row = with_conflict(row, row.claim, claim, stamp, event.reason)
    return put_regional(picture, led(row, (claim,), None, stamp), stamp)


def conflict_closed(picture: Picture, event: LeadConflictClosed, stamp: Stamp) -> Picture:
    row = picture.regional_incidents.get(event.regional)
    if row is None:
        return picture
    conflicts = tuple(
        _replace(each, resolution=event.resolution, closed_at=stamp.occurred_at)
        if each.term == event.term and each.closed_at is None
        else each
        for each in row.conflicts
    )
    return put_regional(picture, _replace(row, conflicts=conflicts), stamp)


# 4. the tables

DECIDE = {
    OfferRegionalLead: offer,
    AcceptRegionalLead: accept,
    TakeRegionalLead: take,
    ConfirmRegionalLead: confirm,
    CloseLeadConflict: close_conflict,
}

EVOLVE = {
    "regional_lead_begun.1": (RegionalLeadBegun, begun),
    "regional_lead_offered.1": (RegionalLeadOffered, offered),
    "regional_lead_accepted.1": (RegionalLeadAccepted, accepted),
    "regional_lead_passed.1": (RegionalLeadPassed, passed),
    "regional_lead_taking.1": (RegionalLeadTaking, taking),
    "regional_lead_taken.1": (RegionalLeadTaken, taken),
    "lead_conflict_closed.1": (LeadConflictClosed, conflict_closed),
}
