"""Let people in on a restricted incident, or out of it, with the reason.

Source: CJIS Security Policy 5.9 AC-3 (need to know). Restricting and lifting: `restriction`.
"""

from tocsin.operations.incident import IncidentRefusal, with_fields
from tocsin.operations.officers import OfficerRefusal
from tocsin.operations.orders import Command, Context, Decision, Event, Ident, Short, refuse
from tocsin.operations.picture import Picture
from tocsin.operations.restriction import RestrictionRefusal, whole
from tocsin.terms.stamp import Stamp
from tocsin.terms.words import Words

# 1. commands and the events they may cause


class ChangeNeedToKnow(Command, frozen=True):
    """Add names (ids) to the list of a restricted incident, or take names off it."""

    incident: Ident
    reason: Short
    let_in: tuple[Ident, ...] = ()
    let_out: tuple[Ident, ...] = ()


class NeedToKnowChanged(Event, frozen=True):
    """Who was let in and who was let out; both stay on record."""

    incident: str
    reason: Words
    let_in: tuple[str, ...] = ()
    let_out: tuple[str, ...] = ()


# 2. decide


def change(command: ChangeNeedToKnow, picture: Picture, _context: Context) -> Decision:
    """Only what changes is recorded, also for what was merged into it;
    somebody must go on knowing.
    """
    found = picture.incidents.get(command.incident)
    if found is None:
        return refuse(IncidentRefusal.incident_unknown, incident=command.incident)
    if not found.is_restricted:
        return refuse(RestrictionRefusal.incident_is_not_restricted, incident=found.id)
    for each in command.let_in:
        if each not in picture.people:
            return refuse(OfficerRefusal.person_unknown, person=each)
    events: list[Event] = []
    for part in whole(picture, found):
        known = set(part.need_to_know)
        let_in = tuple(sorted(set(command.let_in) - known))
        let_out = tuple(sorted((set(command.let_out) & known) - set(command.let_in)))
        if not (known | set(let_in)) - set(let_out):
            return refuse(RestrictionRefusal.nobody_would_know, incident=part.id)
        if let_in or let_out:
            reason = Words(f"incident/{part.id}", command.reason)
            events.append(
                NeedToKnowChanged(incident=part.id, reason=reason, let_in=let_in, let_out=let_out)
            )
    return events


# 3. evolve


def changed(picture: Picture, event: NeedToKnowChanged, _stamp: Stamp) -> Picture:
    """In, then out; sorted, so that it is the same in every process."""
    found = picture.incidents.get(event.incident)
    if found is None:
        return picture
    known = (set(found.need_to_know) | set(event.let_in)) - set(event.let_out)
    return with_fields(picture, found.id, need_to_know=tuple(sorted(known)))


# 4. the tables

DECIDE = {ChangeNeedToKnow: change}

EVOLVE = {"need_to_know_changed.1": (NeedToKnowChanged, changed)}
