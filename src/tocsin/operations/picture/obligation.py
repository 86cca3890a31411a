"""Nouns: something that is owed by a time, and how long things may take before somebody is told."""

from datetime import datetime
from enum import StrEnum

import msgspec

from tocsin.terms.words import Words


class ObligationState(StrEnum):
    """Only what is not over stays in the picture.

    `met` and `waived` ones stay while what they arose from lasts, so that the clock does not ask
    again.
    """

    open = "open"
    met = "met"
    waived = "waived"


class Obligation(msgspec.Struct, frozen=True, omit_defaults=True):
    """Owed by `due_at`, by the holder of a role or by one person.

    `subject` is what it is about (`incident/PE-261121-0417`, `unit/PE-E1`); what is owed about a
    unit names the `incident` that the unit worked for when it arose. `level` counts the
    escalations so far, `told` is the role that was told last.
    """

    id: str
    kind: str
    subject: str
    due_at: datetime
    opened_at: datetime
    role: str | None = None
    person: str | None = None
    opened_by: str = ""
    state: ObligationState = ObligationState.open
    level: int = 0
    told: str | None = None
    escalated_at: datetime | None = None
    note: Words | None = None
    incident: str | None = None


class Step(msgspec.Struct, frozen=True, gc=False):
    """One rung of an escalation ladder: so long overdue, this role is told."""

    after_s: int
    role: str


class Timer(msgspec.Struct, frozen=True, omit_defaults=True):
    """How long a kind of thing may take (`after_s`), who owes it,
    and who is told when it is overdue.
    """

    kind: str
    after_s: int
    role: str
    steps: tuple[Step, ...] = ()
