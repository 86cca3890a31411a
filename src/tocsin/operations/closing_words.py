"""Words for the reporters of a matter, given when it is closed; apart from the closing words.

Each reporter has their own copy under the key of their own report: forgetting one report takes
nothing from the others, and whoever may not know of the matter can still be told.

Source: Open311 GeoReport v2 (`status_notes`: why the status is what it is, for the public).
"""

import msgspec

from tocsin.operations.orders import Event
from tocsin.operations.picture import Incident, Picture
from tocsin.operations.picture.telling import Telling, Told
from tocsin.terms.stamp import Stamp
from tocsin.terms.words import Words

_replace = msgspec.structs.replace


# 1. commands and the events they may cause


class ClosingTold(Event, frozen=True):
    """What a reporter is told at the close, beside that it is closed."""

    report: str
    words: Words


# 2. decide


def told_to_reporters(picture: Picture, incident: Incident, text: str) -> list[Event]:
    """These words for each reporter of an incident, except where the report was forgotten."""
    owners = {each: f"report/{each}" for each in incident.reports}
    return [
        ClosingTold(report=report, words=Words(owner, text))
        for report, owner in owners.items()
        if owner not in picture.forgotten
    ]


# 3. evolve


def closing_told(picture: Picture, event: ClosingTold, _stamp: Stamp) -> Picture:
    found = picture.tellings.get(event.report)
    if found is None:
        return picture
    told = tuple(
        _replace(each, words=event.words) if each.step is Told.closed else each
        for each in found.told
    )
    return _replace(picture, tellings=picture.tellings.put(found.id, Telling(found.id, told)))


# 4. the tables

DECIDE: dict[type, object] = {}

EVOLVE = {"closing_told.1": (ClosingTold, closing_told)}
