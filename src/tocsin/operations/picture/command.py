"""Nouns: the organization of an incident (ICS 203/207), its transfers of command, objectives and
tasks.
"""

from datetime import datetime
from enum import StrEnum

import msgspec

from tocsin.terms.codes import Agency
from tocsin.terms.ics import IcsPosition, ObjectivePriority
from tocsin.terms.words import Words


class Commander(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """Who commands for one agency. Several, one per agency, are a unified command."""

    person: str
    agency: Agency
    since: datetime
    agency_name: str | None = None


class Briefing(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the outgoing commander tells the incoming one (ICS 201), sealed under the incident.

    `units` and `alarm_level` are what the record itself showed at that moment.
    """

    situation: Words
    objectives: Words
    resources: Words
    hazards: Words
    actions: Words | None = None
    units: tuple[str, ...] = ()
    alarm_level: int = 1


class Transfer(msgspec.Struct, frozen=True, omit_defaults=True):
    """Command offered by one person to another; it passes when `accepted_at` is set, never
    before.
    """

    id: str
    outgoing: str
    incoming: str
    offered_at: datetime
    briefing: Briefing
    accepted_at: datetime | None = None


class Post(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A position set up at this incident. `reports_to` is another post; None is command itself."""

    id: str
    position: IcsPosition
    established_at: datetime
    name: str | None = None
    reports_to: str | None = None
    person: str | None = None
    since: datetime | None = None


class Placement(msgspec.Struct, frozen=True, gc=False):
    """A unit working under a post (ICS 204), since an instant."""

    unit: str
    post: str
    since: datetime


class SpanState(StrEnum):
    """What a span of control looks like against three to seven."""

    within = "within"
    over = "over"
    under = "under"


class SpanNotice(msgspec.Struct, frozen=True, gc=False):
    """A supervisor outside the manageable span, as last noticed. `post` "" is command itself."""

    post: str
    state: SpanState
    count: int
    since: datetime


class Organization(msgspec.Struct, frozen=True, omit_defaults=True):
    """Who leads what at one incident. `offers` wait for an answer; `transfers` were accepted, in
    order.

    `objectives` and `tasks` name the nouns that hang on the incident, in the order they were set.
    """

    incident: str
    name: str | None = None
    commanders: tuple[Commander, ...] = ()
    offers: tuple[Transfer, ...] = ()
    transfers: tuple[Transfer, ...] = ()
    posts: tuple[Post, ...] = ()
    placements: tuple[Placement, ...] = ()
    notices: tuple[SpanNotice, ...] = ()
    objectives: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()
    terminated_at: datetime | None = None

    @property
    def is_unified(self) -> bool:
        """Whether several agencies command together."""
        return len(self.commanders) > 1

    def commander(self, person: str) -> Commander | None:
        """This person's part in command, or None."""
        return next((each for each in self.commanders if each.person == person), None)

    def post(self, post: str) -> Post | None:
        """The post under this id, or None."""
        return next((each for each in self.posts if each.id == post), None)


class ObjectiveState(StrEnum):
    """Where an objective stands (ICS 202)."""

    open = "open"
    met = "met"
    abandoned = "abandoned"


class Objective(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is to be achieved, how one would see it, and what was said before (`earlier`)."""

    id: str
    incident: str
    text: Words
    priority: ObjectivePriority
    since: datetime
    measure: Words | None = None
    state: ObjectiveState = ObjectiveState.open
    because: Words | None = None
    earlier: tuple[Words, ...] = ()


class OwnerKind(StrEnum):
    """Who can owe a task."""

    person = "person"
    unit = "unit"
    post = "post"


class TaskOwner(msgspec.Struct, frozen=True, gc=False, forbid_unknown_fields=True):
    """Who owes a task: a person, a unit, or whoever fills a post."""

    kind: OwnerKind
    id: str


class TaskState(StrEnum):
    """Where a task stands. `cannot` comes with a reason and waits for somebody to decide."""

    open = "open"
    accepted = "accepted"
    done = "done"
    cannot = "cannot"
    cancelled = "cancelled"


class Task(msgspec.Struct, frozen=True, omit_defaults=True):
    """A piece of work with an owner and a deadline. `since` is when the present state began."""

    id: str
    incident: str
    text: Words
    owner: TaskOwner
    assigned_at: datetime
    since: datetime
    state: TaskState = TaskState.open
    due_at: datetime | None = None
    objective: str | None = None
    because: Words | None = None
    overdue_at: datetime | None = None
    owners_before: tuple[TaskOwner, ...] = ()

    @property
    def is_settled(self) -> bool:
        """Whether nothing more is expected of its owner."""
        return self.state in (TaskState.done, TaskState.cancelled)
