"""Nouns: what the reporter of a report has been told of it, as it was told."""

from datetime import datetime
from enum import StrEnum

import msgspec

from tocsin.terms.words import Words


class Told(StrEnum):
    """How far a reporter is told that their matter is. No unit, no place, no other report."""

    received = "received"
    looked_at = "looked_at"
    joined = "joined"
    sent = "sent"
    there = "there"
    no_action = "no_action"
    handed_over = "handed_over"
    closed = "closed"


class ToldStep(msgspec.Struct, frozen=True, omit_defaults=True):
    """One step, when it was told, and words that were written for the reporter."""

    step: Told
    at: datetime
    words: Words | None = None


class Telling(msgspec.Struct, frozen=True):
    """Everything a reporter has been told, oldest first; under the id of the report.

    It is kept and not worked out anew: what was told stays told, whoever may know of the matter
    now, so that nothing vanishes from a reporter's page when the matter is restricted.
    """

    id: str
    told: tuple[ToldStep, ...] = ()

    def has(self, step: Told) -> bool:
        """Whether a step was told."""
        return any(each.step is step for each in self.told)
