"""An advice explained, for ever: what was asked and known, what was proposed, what was done and
why, and what came of it. From the orders that carry it, and from nothing else.
"""

from collections.abc import Iterable
from datetime import datetime

import msgspec

from tocsin.operations.advice import AdviceSetAside
from tocsin.operations.advised import Kept, kept, name_of
from tocsin.operations.dispatch import UnitDispatched, UnitReassigned
from tocsin.operations.picture import Incident
from tocsin.terms.codes import AsideReason, UnitStatus
from tocsin.terms.words import Words
from tocsin.views.facts import Fact


class Went(msgspec.Struct, frozen=True):
    """A unit that was sent while the advice was to be seen. `option`: the first that has it.
    `arrived_s` is how long after the order it was there, None where nobody said."""

    unit: str
    at: datetime
    who: str
    option: int | None
    arrived_s: int | None = None


class Because(msgspec.Struct, frozen=True):
    """Why it was set aside."""

    because: AsideReason | None
    word: Words | None
    instead: tuple[str, ...]
    at: datetime
    who: str


class Explained(msgspec.Struct, frozen=True):
    """`followed` is the option that all who went are in; None: they are in none together, or nobody
    went."""

    name: str
    advice: Kept
    followed: int | None
    went: tuple[Went, ...]
    said: tuple[Because, ...]


def explained(facts: Iterable[Fact], incident: Incident | None) -> tuple[Explained, ...]:
    """Each advice that some order of these facts carries, the oldest first. `incident` is what they
    are about, as it was known when they were all there was: for who had arrived."""
    advices: dict[str, Kept] = {}
    went: dict[str, list[Went]] = {}
    said: dict[str, list[Because]] = {}
    for stamp, _, event in sorted(facts, key=lambda fact: fact[0].position):
        if not isinstance(event, UnitDispatched | UnitReassigned | AdviceSetAside):
            continue
        advice = kept(event.basis)
        if advice is None or (incident is not None and advice.incident not in _names(incident)):
            continue
        name = name_of(advice)
        if name not in advices or advice.option is not None:
            advices[name] = advice
        if isinstance(event, AdviceSetAside):
            why = Because(event.because, event.word, event.instead, stamp.occurred_at, stamp.actor)
            said.setdefault(name, []).append(why)
        else:
            option = advice.option_of(frozenset((event.unit,)))
            arrived = arrived_s(incident, event.unit, stamp.occurred_at)
            sent = Went(event.unit, stamp.occurred_at, stamp.actor, option, arrived)
            went.setdefault(name, []).append(sent)
    return tuple(
        _whole(name, each, went.get(name, []), said.get(name, [])) for name, each in advices.items()
    )


def _names(incident: Incident) -> tuple[str, ...]:
    """An incident, and what was merged into it."""
    return incident.id, *incident.absorbed


def _whole(name: str, advice: Kept, went: list[Went], said: list[Because]) -> Explained:
    units = frozenset(each.unit for each in went)
    followed = advice.option_of(units) if units else None
    return Explained(name, advice, followed, tuple(went), tuple(said))


def arrived_s(incident: Incident | None, unit: str, sent_at: datetime) -> int | None:
    """Seconds from the order to being there; None where it did not come to that."""
    for each in () if incident is None else incident.responses:
        there = each.mark(UnitStatus.on_scene)
        sent = each.mark(UnitStatus.committed)
        if each.unit == unit and there is not None and sent is not None and sent.at == sent_at:
            return max(0, int((there.at - sent_at).total_seconds()))
    return None
