"""Raise a regional incident to the level of the region, and lower it again, as agreements have it.

The level goes with the lead: only the town that leads records it. Another town that raises by
agreement says so in its own log, and the town that leads follows that as it reads it. Whoever leads
at a level by agreement is offered the lead as the level is reached, and takes it by its own word.

Source: NIMS (2017) "Multiagency Coordination"; ISO 22320 §5.2 (levels of command).
"""

from enum import StrEnum

import msgspec

from tocsin.operations.agreement_text import ANY_TOWN
from tocsin.operations.escalation_path import path_of, step_with
from tocsin.operations.orders import Command, Context, Decision, Event, Ident, Refused, refuse
from tocsin.operations.picture import Picture
from tocsin.operations.picture.agreement import EscalationLevel
from tocsin.operations.picture.regional import LeadClaim, LevelAsk, RegionalIncident
from tocsin.operations.regional import RegionalLinked, is_agreed_with
from tocsin.operations.regional_lead import RegionalLeadRefusal, led, offered_to
from tocsin.operations.regional_told import put_regional, with_part
from tocsin.terms.stamp import Stamp

_replace = msgspec.structs.replace


class RegionalLevelRefusal(StrEnum):
    """Why the level stays as it is."""

    level_is_reached = "level_is_reached"
    escalation_not_agreed = "escalation_not_agreed"
    escalation_paths_differ = "escalation_paths_differ"
    level_not_ours_to_set = "level_not_ours_to_set"


# 1. commands and the events they may cause


class RaiseRegional(Command, frozen=True):
    """From several towns to the region. `lead`ing by agreement is offered to whoever does there;
    `leads` says who, where agreements differ."""

    regional: Ident
    leads: Ident | None = None


class LowerRegional(Command, frozen=True):
    """Back from the region to the towns."""

    regional: Ident
    leads: Ident | None = None


class RegionalLevelSet(Event, frozen=True):
    """By the town that leads; `asked_by`: as another one raised or lowered it by agreement."""

    regional: str
    level: EscalationLevel
    serial: int
    asked_by: str | None = None


class RegionalLevelAsked(Event, frozen=True):
    """The town that leads reads it in our slice, and follows."""

    regional: str
    level: EscalationLevel
    serial: int


# 2. decide


def raise_level(command: RaiseRegional, picture: Picture, context: Context) -> Decision:
    return _set(command, EscalationLevel.region, picture, context)


def lower_level(command: LowerRegional, picture: Picture, context: Context) -> Decision:
    return _set(command, EscalationLevel.towns, picture, context)


def _set(
    command: RaiseRegional | LowerRegional,
    level: EscalationLevel,
    picture: Picture,
    context: Context,
) -> Decision:
    """By the town that leads at once; by another that may, as the lead has read it."""
    row = with_part(picture, command.regional)
    if isinstance(row, Refused):
        return row
    if row.claim is None:
        return refuse(RegionalLeadRefusal.nobody_leads_yet, regional=row.id)
    if row.level is level:
        return refuse(RegionalLevelRefusal.level_is_reached, regional=row.id, level=level)
    path = path_of(picture, row, level)
    if not path.steps:
        return refuse(RegionalLevelRefusal.escalation_not_agreed, regional=row.id, level=level)
    if row.claim.town != context.code:
        if not path.is_raised_by(context.code):
            return refuse(
                RegionalLevelRefusal.level_not_ours_to_set, regional=row.id, lead=row.claim.town
            )
        asks = LevelAsk(level, row.claim.serial)
        return (
            []
            if row.asks == asks
            else [RegionalLevelAsked(regional=row.id, level=level, serial=asks.serial)]
        )
    leads = path.leads if command.leads is None else (command.leads,)
    if len(leads) != 1 or leads[0] not in path.leads:
        return refuse(
            RegionalLevelRefusal.escalation_paths_differ, regional=row.id,
            towns=", ".join(path.leads),
        )  # fmt: skip
    return reached(row, row.claim, level, leads[0], picture)


def reached(
    row: RegionalIncident,
    claim: LeadClaim,
    level: EscalationLevel,
    leads: str,
    picture: Picture,
    asked_by: str | None = None,
) -> list[Event]:
    """What the lead records: the level, and the lead offered to whoever leads at it; a town or body
    that has no part yet is asked to join first."""
    after = _replace(claim, serial=claim.serial + 1, level=level)
    events: list[Event] = [
        RegionalLevelSet(regional=row.id, level=level, serial=after.serial, asked_by=asked_by)
    ]
    if leads in row.joined:
        events += offered_to(_replace(row, offer=None), after, leads)
    elif leads != claim.town and is_agreed_with(picture, leads):
        events.append(RegionalLinked(regional=row.id, to=leads, incident=row.incident))
    return events


def following(row: RegionalIncident, town: str, picture: Picture, own: str) -> list[Event]:
    """What the lead records as it reads that a town raises or lowers, and may by agreement."""
    claim, said = row.claim, row.member(town)
    asks = None if said is None else said.asks
    if claim is None or claim.town != own or asks is None or asks.serial != claim.serial:
        return []
    step = step_with(picture, town, asks.level)
    path = path_of(picture, row, asks.level)
    if asks.level is claim.level or step is None or len(path.leads) != 1:
        return []
    if not {town, ANY_TOWN} & {*step.raised_by}:
        return []
    return reached(row, claim, asks.level, path.leads[0], picture, asked_by=town)


def arriving(row: RegionalIncident, town: str, picture: Picture, own: str) -> list[Event]:
    """What the lead records as a town has joined that leads at the present level by agreement."""
    claim = row.claim
    if claim is None or claim.town != own:
        return []
    leads = path_of(picture, row, claim.level).leads
    return offered_to(row, claim, town) if leads == (town,) else []


# 3. evolve


def level_set(picture: Picture, event: RegionalLevelSet, stamp: Stamp) -> Picture:
    row = picture.regional_incidents.get(event.regional)
    if row is None or row.claim is None:
        return picture
    claim = _replace(row.claim, serial=event.serial, level=event.level)
    return put_regional(picture, led(row, (claim,), claim.town, stamp), stamp)


def level_asked(picture: Picture, event: RegionalLevelAsked, stamp: Stamp) -> Picture:
    row = picture.regional_incidents.get(event.regional)
    if row is None:
        return picture
    return put_regional(picture, _replace(row, asks=LevelAsk(event.level, event.serial)), stamp)


# 4. the tables

DECIDE = {RaiseRegional: raise_level, LowerRegional: lower_level}

EVOLVE = {
    "regional_level_set.1": (RegionalLevelSet, level_set),
    "regional_level_asked.1": (RegionalLevelAsked, level_asked),
}
