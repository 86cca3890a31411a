"""Nouns: what a town asks its neighbours for, and what each of them says to that.

Asking town and asked town each keep the request in their own log: the asking town says whether it
is open, the asked one what it gives (EDXL-RM 1.0 `RequestResource`, `ResponseToRequestResource`).
"""

from datetime import datetime
from enum import StrEnum

import msgspec

from tocsin.geo.places import Place
from tocsin.terms.codes import Priority
from tocsin.terms.words import Words

_replace = msgspec.structs.replace


def sealed_label(place: Place, owner: str) -> Place:
    """The place of a request, with what is a public label where the incident stands sealed here:
    it may be an address, and leaves with the request."""
    if place.label is None:
        return place
    words = Words(owner, place.label) if place.words is None else place.words
    return msgspec.structs.replace(place, words=words, label=None)


class AidState(StrEnum):
    """Where a request stands. Said by the town that asks; `expired` also by the clock of the town
    that was asked."""

    open = "open"
    filled = "filled"
    withdrawn = "withdrawn"
    expired = "expired"


class DeclineReason(StrEnum):
    """Why a town gives nothing, or nothing more: the reasons for which a unit does not change
    hands."""

    too_few_at_home = "too_few_at_home"
    enough_are_lent = "enough_are_lent"
    kind_not_agreed = "kind_not_agreed"
    unit_out_of_service = "unit_out_of_service"
    unit_in_limbo = "unit_in_limbo"
    not_holder = "not_holder"
    quantity_exceeds_stock = "quantity_exceeds_stock"
    log_unreconciled = "log_unreconciled"


class Wanted(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is asked for. `kind` of unit (none: any), capabilities that each has to have, how many;
    where, for what (type and number of the incident), until when; by when an answer is wanted."""

    kind: str | None = None
    capabilities: tuple[str, ...] = ()
    quantity: int = 1
    type: str | None = None
    number: str | None = None
    priority: Priority | None = None
    place: Place = Place()
    until: datetime | None = None
    answer_by: datetime | None = None
    suggested: tuple[str, ...] = ()
    """Units that advice named; the town that is asked gives what it will."""
    remarks: Words | None = None
    team: str | None = None
    """The code of a `TeamKind`: so many units under one leader, as one."""


class AidAnswer(msgspec.Struct, frozen=True, omit_defaults=True):
    """What one town says to a request. Both `offered` and `because`: so much and no more."""

    town: str
    at: datetime | None = None
    offered: tuple[str, ...] = ()
    """Units that are offered for it now, or were and are on their way."""
    because: str | None = None
    remarks: Words | None = None


class AidRequest(msgspec.Struct, frozen=True, omit_defaults=True):
    """One request in one town's log: its own, or one that it was asked.

    `asked` and `answers` are the asking town's, `answer` the asked one's; `given` are the units
    that the asking town has accepted for it.
    """

    id: str
    by: str
    wanted: Wanted
    at: datetime
    state: AidState
    asked: tuple[str, ...] = ()
    incident: str | None = None
    answers: tuple[AidAnswer, ...] = ()
    answer: AidAnswer | None = None
    given: tuple[str, ...] = ()
    closed_at: datetime | None = None
    reason: Words | None = None
    changed_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether units are still wanted."""
        return self.state is AidState.open

    @property
    def lacking(self) -> int:
        """How many are still wanted."""
        return max(0, self.wanted.quantity - len(self.given))

    def answer_of(self, town: str) -> AidAnswer:
        """What a town has said; nothing yet is an answer without content."""
        return next((each for each in self.answers if each.town == town), AidAnswer(town))

    def with_answer(self, answer: AidAnswer) -> "AidRequest":
        """The same with a town's newest word."""
        others = [each for each in self.answers if each.town != answer.town]
        answers = sorted((*others, answer), key=lambda each: each.town)
        return _replace(self, answers=tuple(answers))
