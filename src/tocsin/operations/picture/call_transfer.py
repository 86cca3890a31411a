"""Nouns: a call that one town passes to another, as each of the two has it in its log.

The passing town says what is passed, whether it is withdrawn and whether it works the matter
itself; the other one when it was received, and whether a person took or refused it. Either set of
facts is told in the slice of its town, so in which order they are read makes no difference.

Source: NENA-STA-010.3 (i3: a transferred call stays with the first centre until the second has
accepted it), NENA-STA-021.1 (EIDO, what is handed over with a call).
"""

from datetime import datetime
from enum import StrEnum

import msgspec

from tocsin.geo.places import Place
from tocsin.terms.codes import Priority
from tocsin.terms.words import Words


class CallState(StrEnum):
    """Where a transfer stands, as far as this town knows."""

    passed = "passed"
    received = "received"
    taken = "taken"
    refused = "refused"
    withdrawn = "withdrawn"


class RefusedBecause(StrEnum):
    """Why a town does not take a call."""

    not_ours = "not_ours"
    wrong_place = "wrong_place"
    cannot = "cannot"
    duplicate = "duplicate"


class PassedCall(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is handed over of a call: as much as the agreement says, as it stood then.

    `number` is that of the passing town's incident, where it has one. The words stay under the key
    of what they were said about: forgotten there, they are forgotten here. `follows`: it says more
    of a call that was passed before, by that one's id.
    """

    number: str | None = None
    type: str | None = None
    priority: Priority | None = None
    happened_at: datetime | None = None
    is_danger: bool | None = None
    place: Place = Place()
    words: Words | None = None
    language: str | None = None
    callback: Words | None = None
    caller: Words | None = None
    follows: str | None = None


class CallAnswer(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the other town says: taken, under the number of its incident where that may be told, or
    refused `because`."""

    at: datetime
    number: str | None = None
    because: str | None = None
    remarks: Words | None = None

    @property
    def is_taken(self) -> bool:
        """Whether it is theirs now."""
        return self.because is None


class CallTransfer(msgspec.Struct, frozen=True, omit_defaults=True):
    """One call on its way between two towns, in one town's log.

    `is_incoming`: this town is the one it was passed to. `report` and `incident` are this town's
    own: what it passed on, or what it made of the call. `own_since`: since when the passing town
    works the matter itself all the same.
    """

    id: str
    by: str
    to: str
    passed_at: datetime
    is_incoming: bool = False
    told: PassedCall = PassedCall()
    remarks: Words | None = None
    report: str | None = None
    incident: str | None = None
    received_at: datetime | None = None
    news_at: datetime | None = None
    """When this town last read something of it, by its own clock; the other one's may be off."""
    answer: CallAnswer | None = None
    withdrawn_at: datetime | None = None
    withdrawn_because: Words | None = None
    own_since: datetime | None = None
    known_as: str | None = None
    """The other town was told before that we took it, under this number; our log has lost that."""
    settled_at: datetime | None = None
    settled: Words | None = None

    @property
    def state(self) -> CallState:
        """A call that was taken is taken, whatever was said at the other end meanwhile."""
        if self.answer is not None:
            return CallState.taken if self.answer.is_taken else CallState.refused
        if self.withdrawn_at is not None:
            return CallState.withdrawn
        return CallState.passed if self.received_at is None else CallState.received

    @property
    def is_open(self) -> bool:
        """Whether an answer is still waited for."""
        return self.answer is None and self.withdrawn_at is None

    @property
    def is_crossed(self) -> bool:
        """Whether one town took it while the other went on with it: both may be on their way."""
        is_taken = self.answer is not None and self.answer.is_taken
        return is_taken and (self.withdrawn_at is not None or self.own_since is not None)

    @property
    def is_conflict(self) -> bool:
        """Whether such a crossing is still to be spoken about, in this town."""
        return self.is_crossed and self.settled_at is None

    @property
    def subject(self) -> str | None:
        """What it is about in this town: the incident where there is one, else the report."""
        if self.incident is not None:
            return f"incident/{self.incident}"
        return None if self.report is None else f"report/{self.report}"
