"""Nouns: people on the register of those who need help in a warning, and the calls that one owes
them.

Who they are, where they live and what they need lies under their own key (`registered/PE-v…`): it
is theirs, it is about their health, and they may take it back.

Source: GDPR Art. 9 (2) a (explicit consent), Art. 7 (3); ISO 22395:2018 (vulnerable people).
"""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

import msgspec

from tocsin.geo.places import Point
from tocsin.terms.words import Words

Struct = msgspec.Struct


class Consent(StrEnum):
    """How somebody said yes to being on the register."""

    in_writing = "in_writing"
    by_telephone = "by_telephone"
    by_guardian = "by_guardian"


class CallOutcome(StrEnum):
    """What came of a call. `visited`: somebody went there and told them."""

    answered = "answered"
    no_answer = "no_answer"
    needs_somebody = "needs_somebody"
    visited = "visited"


TOLD = frozenset({CallOutcome.answered, CallOutcome.needs_somebody, CallOutcome.visited})
"""Outcomes after which somebody knows of the warning."""


class RegisteredFacts(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """What is known of somebody on the register; sealed as JSON. `needs` are their own words."""

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
    telephone: Annotated[str, msgspec.Meta(max_length=60)] = ""
    address: Annotated[str, msgspec.Meta(max_length=300)] = ""
    point: Point | None = None
    needs: Annotated[str, msgspec.Meta(max_length=500)] = ""


class Registered(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Somebody who asked to be called. `facts` are None only where somebody may not see them."""

    id: str
    consent: Consent
    since: datetime
    facts: Words | None = None


class CallEntry(Struct, frozen=True, omit_defaults=True):
    """Somebody who has to be told of a message: who took it on, what came of it, after how many
    calls. `report` is the one that was opened for them.
    """

    registered: str
    owner: str | None = None
    outcome: CallOutcome | None = None
    tries: int = 0
    at: datetime | None = None
    report: str | None = None

    @property
    def is_told(self) -> bool:
        """Whether they know of it."""
        return self.outcome in TOLD


class CallList(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """The calls that one message owes; `id` is the message, `warning` the first of its chain."""

    id: str
    warning: str
    drawn_at: datetime
    entries: tuple[CallEntry, ...]

    def entry(self, registered: str) -> CallEntry | None:
        """That of somebody."""
        return next((each for each in self.entries if each.registered == registered), None)
