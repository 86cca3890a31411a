"""Whom on the register a message concerns: their places, opened, against its area.

Who has no position on the map is called in any case: better one call too many.
"""

from collections.abc import Callable

import msgspec

from tocsin.app.warnings.surveying import holds
from tocsin.operations.call_lists import DrawCallList, RecordWarningCall
from tocsin.operations.incident import GivenPlace
from tocsin.operations.picture import Picture
from tocsin.operations.picture.call_list import (
    CallEntry,
    CallList,
    CallOutcome,
    Registered,
    RegisteredFacts,
)
from tocsin.operations.picture.warning import PublicWarning
from tocsin.operations.picture.warning_channel import Delivery, Reach, ReachState, counted
from tocsin.operations.warning_content import shapes_of
from tocsin.terms.words import Words

CHANNEL = "call_list"
"""How the calls of a message are called among its channels."""

Open = Callable[[Words], str | None]


def facts_of(found: Registered | None, open_: Open) -> RegisteredFacts | None:
    """What is known of somebody; None where they left, or that is not for whoever looks."""
    if found is None or found.facts is None:
        return None
    words = open_(found.facts)
    return None if words is None else msgspec.json.decode(words, type=RegisteredFacts)


def drawing(picture: Picture, warning: PublicWarning, open_: Open) -> DrawCallList:
    """The order that puts on record whom a message concerns."""
    areas = warning.facts.areas
    is_drawn = all(each.polygons or each.circles for each in areas)
    shapes = shapes_of(areas)
    names = []
    for each in picture.registered.values():
        facts = facts_of(each, open_)
        if facts is None:
            continue
        at = facts.point
        if at is None or not is_drawn or holds(shapes, (at.lat_udeg, at.lon_udeg)):
            names.append(each.id)
    return DrawCallList(warning=warning.id, registered=tuple(names))


def recorded(
    picture: Picture,
    open_: Open,
    warning: str,
    name: str,
    outcome: CallOutcome,
    words: str | None,
) -> RecordWarningCall:
    """The order that says what came of a call; where somebody is needed, with what the register
    knows of where and how.
    """
    if outcome is not CallOutcome.needs_somebody:
        return RecordWarningCall(warning=warning, registered=name, outcome=outcome)
    facts = facts_of(picture.registered.get(name), open_)
    if facts is None:
        return RecordWarningCall(warning=warning, registered=name, outcome=outcome, words=words)
    said = "; ".join(each for each in (facts.name, words or "", facts.needs) if each)
    return RecordWarningCall(
        warning=warning,
        registered=name,
        outcome=outcome,
        words=said,
        place=GivenPlace(words=_where(facts)),
        callback=facts.telephone or None,
    )


def _where(facts: RegisteredFacts) -> str | None:
    """In words alone: those of a report are sealed, a point on the map is not."""
    if facts.address or facts.point is None:
        return facts.address or None
    return "{:.5f}, {:.5f}".format(*facts.point.degrees)


def as_delivery(found: CallList, warning: PublicWarning | None) -> Delivery:
    """A call list as one of the channels of its message: who was told, and who was not."""
    return counted(
        Delivery(
            id=f"{found.id}@{CHANNEL}",
            message=found.id,
            channel=CHANNEL,
            issued_at=found.drawn_at,
            reaches=tuple(_reach(each, found) for each in found.entries),
            warning=found.warning,
            until=None if warning is None else warning.facts.expires,
        )
    )


def _reach(entry: CallEntry, found: CallList) -> Reach:
    state = ReachState.reached if entry.is_told else ReachState.waiting
    return Reach(entry.registered, state, tries=entry.tries, at=entry.at or found.drawn_at)
