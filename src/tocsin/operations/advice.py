"""Set an advice aside: why others were sent than it proposed, or nobody.

Source: APCO/NENA ANS 1.107 (a dispatcher may override a recommendation, and the override is on
record). It comes after the sending and never holds it up; nobody has to say why.
"""

from typing import Annotated

import msgspec

from tocsin.operations.incident import IncidentRefusal, find_open
from tocsin.operations.orders import (
    Basis,
    Command,
    Context,
    Decision,
    Event,
    Ident,
    refuse,
)
from tocsin.operations.picture import Picture, put_incident
from tocsin.operations.picture.incident import Aside
from tocsin.operations.status import surviving
from tocsin.operations.units import UnitRefusal, find_unit
from tocsin.terms.codes import AsideReason
from tocsin.terms.stamp import Stamp
from tocsin.terms.words import Words

_replace = msgspec.structs.replace

Word = Annotated[str, msgspec.Meta(min_length=1, max_length=40, pattern=r"^\S+$")]
"""One word."""
Units = Annotated[tuple[Ident, ...], msgspec.Meta(max_length=40)]

# 1. commands and the events they may cause


class SetAdviceAside(Command, frozen=True):
    """Say in one word why an advice was not followed. `instead` are the units that were sent,
    `basis` is the advice.
    """

    incident: Ident
    because: AsideReason | None = None
    word: Word | None = None
    instead: Units = ()
    basis: Basis | None = None


class AdviceSetAside(Event, frozen=True):
    incident: str
    because: AsideReason | None = None
    word: Words | None = None
    instead: tuple[str, ...] = ()
    basis: str | None = None


# 2. decide


def set_aside(command: SetAdviceAside, picture: Picture, context: Context) -> Decision:
    """Of any incident that is not closed."""
    incident = find_open(picture, command.incident)
    if isinstance(incident, IncidentRefusal):
        return refuse(incident, incident=command.incident)
    instead = []
    for each in command.instead:
        unit = find_unit(picture, each, context)
        if isinstance(unit, UnitRefusal):
            return refuse(unit, unit=each)
        instead.append(unit.id)
    word = None
    if command.word is not None:
        word = Words(f"incident/{incident.id}", command.word)
    return [
        AdviceSetAside(
            incident=incident.id,
            because=command.because or (None if word is None else AsideReason.other),
            word=word,
            instead=tuple(instead),
            basis=command.basis,
        )
    ]


# 3. evolve


def aside(picture: Picture, event: AdviceSetAside, stamp: Stamp) -> Picture:
    incident = surviving(picture, event.incident)
    if incident is None:
        return picture
    said = Aside(stamp.occurred_at, event.because, event.word, event.instead, event.basis)
    return put_incident(picture, _replace(incident, asides=(*incident.asides, said)))


# 4. the tables

DECIDE = {SetAdviceAside: set_aside}

EVOLVE = {"advice_set_aside.1": (AdviceSetAside, aside)}
