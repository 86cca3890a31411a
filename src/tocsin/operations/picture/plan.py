"""Nouns: response plans (run cards, checklists, ladders) and the plan an incident runs under.

A plan holds no personal words: it is the town's published way of doing things, readable for ever.
"""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

import msgspec

from tocsin.operations.picture.agreement import EscalationLevel
from tocsin.terms.codes import Priority
from tocsin.terms.ics import ObjectivePriority
from tocsin.terms.words import Words

Code = Annotated[str, msgspec.Meta(min_length=1, max_length=80)]
Line = Annotated[str, msgspec.Meta(min_length=1, max_length=500)]
Level = Annotated[int, msgspec.Meta(ge=1, le=10)]
Seconds = Annotated[int, msgspec.Meta(ge=1, le=30 * 86_400)]


class _Part(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A part of a plan: unknown fields are refused, so a misspelt rule cannot be adopted."""


class Area(_Part, frozen=True):
    """An area by kind and name, as in `Place.areas`: ("district", "B04")."""

    kind: Code
    name: Code


class Applies(_Part, frozen=True):
    """When something applies; every list that is not empty must match.

    `types` are whole types ("fire.structure") or groups ("fire"); `hazards` must all be present.
    """

    types: tuple[Code, ...] = ()
    priorities: tuple[Priority, ...] = ()
    areas: tuple[Area, ...] = ()
    hazards: tuple[Code, ...] = ()


class Need(_Part, frozen=True):
    """A capability and how many: NIMS kind, and type where 1 is the most capable (None: any)."""

    kind: Code
    type: Annotated[int, msgspec.Meta(ge=1, le=9)] | None = None
    quantity: Annotated[int, msgspec.Meta(ge=1, le=200)] = 1


class Card(_Part, frozen=True):
    """A run card: what goes at an alarm level. Never names a vehicle.

    `needs` are resources, of which a unit fills one at a time (a quint is the engine or the
    ladder); `skills` are counted on whatever came (the second engine's crew may be the water
    rescuers).
    """

    level: Level
    needs: tuple[Need, ...] = ()
    skills: tuple[Need, ...] = ()
    applies: Applies = Applies()


class Step(_Part, frozen=True):
    """A line of the checklist. `id` stays the same over versions; `role` owns it.

    `due_s` counts from the moment the step appears: the start, or the card of its `level` being
    taken.
    """

    id: Code
    text: Line
    role: Code
    due_s: Seconds | None = None
    level: Level = 1


class PlanObjective(_Part, frozen=True):
    """An objective the plan proposes when it is started."""

    text: Line
    priority: ObjectivePriority
    measure: Line | None = None


class Rung(_Part, frozen=True):
    """A rung of the escalation ladder: so long after the start and still below `level`, tell these
    roles.

    `when` says in words what the people should look at before they climb. `raises_to`: the incident
    is then to go along the escalation path that is agreed with neighbours, to several towns or to
    the region; the duty officer owes that act, nothing does it by itself.
    """

    level: Level
    after_s: Seconds
    when: Line
    tell: tuple[Code, ...] = ()
    raises_to: EscalationLevel | None = None


class AnswerChoice(_Part, frozen=True):
    """An answer to choose, and what it hints at: another type, a priority. A hint is never an
    order.
    """

    text: Line
    type: Code | None = None
    priority: Priority | None = None


class Question(_Part, frozen=True):
    """A key question to ask while somebody reports, for these `types` (none: all of the plan's).

    `id` stays the same over versions: the answer stands under it on the report. Any words are an
    answer, not only a choice. Source: APCO ANS 3.103.2 (protocol questions by incident type).
    """

    id: Code
    text: Line
    types: tuple[Code, ...] = ()
    choices: tuple[AnswerChoice, ...] = ()


class PlanContent(_Part, frozen=True):
    """Everything a plan says. Hazards are content: a flood is a plan, not a piece of the
    program.
    """

    name: Line
    trigger: Applies
    cards: tuple[Card, ...] = ()
    steps: tuple[Step, ...] = ()
    objectives: tuple[PlanObjective, ...] = ()
    templates: tuple[Code, ...] = ()
    ladder: tuple[Rung, ...] = ()
    questions: tuple[Question, ...] = ()


class Plan(msgspec.Struct, frozen=True):
    """One adopted version of a plan. Never changes; a change is the next version."""

    id: str
    version: int
    adopted_at: datetime
    content: PlanContent


class PlanShelf(msgspec.Struct, frozen=True, omit_defaults=True):
    """The versions of one plan. `in_force` is the number of the valid one; None after withdrawal.

    Older versions stay as long as a run uses them; `latest` is the highest number ever given.
    """

    id: str
    latest: int
    in_force: int | None = None
    versions: tuple[Plan, ...] = ()
    withdrawn_because: Words | None = None

    def version(self, number: int | None) -> Plan | None:
        """The version of this number, or None where nothing uses it any more."""
        return next((each for each in self.versions if each.version == number), None)


class TickState(StrEnum):
    """Where a step stands."""

    open = "open"
    done = "done"
    not_applicable = "not_applicable"


class Tick(msgspec.Struct, frozen=True, omit_defaults=True):
    """A step in a run: who dealt with it, when, and the proof or the reason in their words.

    `text` is the wording the tick was given under; `is_retired` says a later version has no such
    step.
    """

    id: str
    text: str
    role: str
    appeared_at: datetime
    level: int = 1
    due_at: datetime | None = None
    state: TickState = TickState.open
    by: str | None = None
    at: datetime | None = None
    words: Words | None = None
    overdue_at: datetime | None = None
    is_retired: bool = False


class Run(msgspec.Struct, frozen=True, omit_defaults=True):
    """The plan an incident runs under: which version, at which card's level, and its ticks.

    `offered` is a newer version that waits for a yes or no; `declined` the newest that got a no.
    `is_plan_withdrawn` says the town has given the plan up; the run goes on until people end it.
    `escalated` are the rungs of the ladder already announced, by their place in it.
    """

    incident: str
    plan: str
    version: int
    level: int
    started_at: datetime
    ticks: tuple[Tick, ...] = ()
    offered: int | None = None
    declined: int | None = None
    is_plan_withdrawn: bool = False
    escalated: tuple[int, ...] = ()
    stopped_at: datetime | None = None

    @property
    def is_plan_change_offered(self) -> bool:
        """Whether a newer version asks to be taken over."""
        return self.offered is not None

    @property
    def done(self) -> int:
        """How many steps need nothing more."""
        return sum(each.state is not TickState.open for each in self.ticks)

    def tick(self, step: str) -> Tick | None:
        """The step's tick, or None."""
        return next((each for each in self.ticks if each.id == step), None)
