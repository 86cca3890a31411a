"""Nouns: a warning of this town from its draft to its review, with who wrote and who approved it.

One noun is one CAP message: an update or an end of a warning is a message of its own that `follows`
the one before. `digest` covers everything the second person saw (`operations.warning_content`).
Words lie under the warning's own key (`warning/PE-w…`): a missing person's name can be forgotten.

Source: CAP 1.2 §3.2 (elements), §3.3.2 (times); FEMA IPAWS practice (two people for an alert).
"""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

import msgspec

from tocsin.geo.places import Point
from tocsin.operations.picture.proposal import SignedIn
from tocsin.operations.picture.warning_template import Language, Line, Passage
from tocsin.operations.surveying import Survey
from tocsin.terms.cap import (
    CapCategory,
    CapCertainty,
    CapMsgType,
    CapResponse,
    CapScope,
    CapSeverity,
    CapStatus,
    CapUrgency,
)
from tocsin.terms.words import Words

Struct = msgspec.Struct
Code = Annotated[str, msgspec.Meta(max_length=80)]
Named = Annotated[str, msgspec.Meta(min_length=1, max_length=400)]
Ring = Annotated[tuple[Point, ...], msgspec.Meta(max_length=500)]
"""Corners in their order, the first not said again."""


class WarningState(StrEnum):
    """Where a warning stands. The last four are its ends; one that is `issued` is in force until
    one of them, an end of a warning (`Cancel`) for good.
    """

    draft = "draft"
    checked = "checked"
    approved = "approved"
    issued = "issued"
    updated = "updated"
    cancelled = "cancelled"
    expired = "expired"
    withdrawn = "withdrawn"


ENDED = frozenset({WarningState.cancelled, WarningState.expired})
"""Ends after which a review is owed, of what had gone out."""
WRITTEN = frozenset({WarningState.draft, WarningState.checked, WarningState.approved})
"""States of what was not sent yet, and may be."""


class Polygon(Struct, frozen=True, omit_defaults=True):
    """An area with a border, and what lies in it and is none of it."""

    ring: Ring
    holes: Annotated[tuple[Ring, ...], msgspec.Meta(max_length=50)] = ()


class Circle(Struct, frozen=True, gc=False):
    """Everything at most so far from a point."""

    centre: Point
    radius_m: Annotated[int, msgspec.Meta(ge=1, le=1_000_000)]


class Geocode(Struct, frozen=True, gc=False):
    """A code of some list of areas: the list (`SAME`, a national key) and the code."""

    system: Named
    code: Named


class NameIn(Struct, frozen=True, gc=False):
    """What an area is called in a language."""

    language: Language
    name: Named


class AlertArea(Struct, frozen=True, omit_defaults=True):
    """One area of a warning. `names` are those in languages in which it is called otherwise;
    `zone` is the zone of the ground or of the town's list that it was taken from.
    """

    name: Named
    polygons: Annotated[tuple[Polygon, ...], msgspec.Meta(max_length=100)] = ()
    circles: Annotated[tuple[Circle, ...], msgspec.Meta(max_length=100)] = ()
    geocodes: Annotated[tuple[Geocode, ...], msgspec.Meta(max_length=200)] = ()
    names: Annotated[tuple[NameIn, ...], msgspec.Meta(max_length=60)] = ()
    zone: Code = ""

    def called(self, language: str) -> str:
        """Its name for readers of a language."""
        return next((each.name for each in self.names if each.language == language), self.name)


class AlertFacts(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Everything a warning says that is no text, in CAP's words. Times are aware UTC.

    `effective` and `onset` are None where they are the time of sending. `test_of` names the plan
    of an announced public test: the one kind of test that belongs to the Actual log.
    """

    categories: Annotated[tuple[CapCategory, ...], msgspec.Meta(min_length=1, max_length=12)]
    urgency: CapUrgency
    severity: CapSeverity
    certainty: CapCertainty
    expires: datetime
    areas: Annotated[tuple[AlertArea, ...], msgspec.Meta(max_length=50)]
    responses: Annotated[tuple[CapResponse, ...], msgspec.Meta(max_length=9)] = ()
    effective: datetime | None = None
    onset: datetime | None = None
    event_code: Code = ""
    scope: CapScope = CapScope.public
    restriction: Annotated[str, msgspec.Meta(max_length=400)] = ""
    addresses: Annotated[tuple[Named, ...], msgspec.Meta(max_length=100)] = ()
    web: Annotated[str, msgspec.Meta(max_length=400)] = ""
    contact: Annotated[str, msgspec.Meta(max_length=400)] = ""
    test_of: Code = ""


class AlertText(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What a warning says in one language, clear. `source` is the digest of the template's words
    that it was filled from, "" where it is free text.
    """

    language: Language
    event: Named
    headline: Named
    description: Passage = ""
    instruction: Passage = ""
    wea_90: Line = ""
    wea_360: Passage = ""
    speech: Passage = ""
    source: Code = ""


class ToldText(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """The same as it is kept: each form under the warning's own key, None where it has none."""

    language: str
    event: str
    headline: Words
    description: Words | None = None
    instruction: Words | None = None
    wea_90: Words | None = None
    wea_360: Words | None = None
    speech: Words | None = None
    source: str = ""


class Question(StrEnum):
    """What is unusual about a warning: each is answered by name before it is approved."""

    night_hours = "night_hours"
    whole_town = "whole_town"
    no_protective_action = "no_protective_action"
    contradicts_ours = "contradicts_ours"
    contradicts_neighbour = "contradicts_neighbour"
    language_lacking = "language_lacking"
    languages_unknown = "languages_unknown"
    area_not_measured = "area_not_measured"
    words_not_reviewed = "words_not_reviewed"
    crosses_border = "crosses_border"


class Unusual(Struct, frozen=True, omit_defaults=True, gc=False):
    """A question with what it is about: languages, warnings, neighbours."""

    question: Question
    about: tuple[str, ...] = ()


class Presence(Struct, frozen=True, omit_defaults=True):
    """Somebody who stood before it: who, how long ago they had proved who they are, when.
    `roles` are those they held then.
    """

    by: SignedIn
    authenticated_s_ago: int
    at: datetime
    roles: tuple[str, ...] = ()
    acknowledged: tuple[Question, ...] = ()


class NeighbourTold(Struct, frozen=True, omit_defaults=True):
    """A neighbour who was told before the public (`means`), or why not."""

    neighbour: str
    at: datetime
    means: str = ""
    why_not: Words | None = None


class Reference(Struct, frozen=True, gc=False):
    """An earlier message, as CAP refers to it."""

    sender: str
    identifier: str
    sent: datetime


class PublicWarning(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One message. `authors` wrote it: none of them may approve it. `checked` is who asked for
    approval, `sent` the whole second at which it was issued; `chain` its first message.
    """

    id: str
    state: WarningState
    status: CapStatus
    msg_type: CapMsgType
    sender: str
    sender_name: str
    facts: AlertFacts
    texts: tuple[ToldText, ...]
    digest: str
    authors: tuple[str, ...]
    drafted_at: datetime
    chain: str
    follows: str | None = None
    incident: str | None = None
    template: str | None = None
    survey: Survey | None = None
    questions: tuple[Unusual, ...] = ()
    checked: Presence | None = None
    approval: Presence | None = None
    issued: Presence | None = None
    told: tuple[NeighbourTold, ...] = ()
    references: tuple[Reference, ...] = ()
    sent: datetime | None = None
    ended_at: datetime | None = None
    ended_by: str | None = None
    reviewed_at: datetime | None = None
    review: Words | None = None

    @property
    def is_in_force(self) -> bool:
        """Whether it asks people to do something now or soon; the clock ends it at `expires`."""
        return self.state is WarningState.issued and self.msg_type is not CapMsgType.cancel

    @property
    def neighbours(self) -> tuple[str, ...]:
        """Joined neighbours into whose ground it reaches."""
        return () if self.survey is None else self.survey.neighbours

    @property
    def has_gone_out(self) -> bool:
        """Whether the public may have been told: it was sent."""
        return self.sent is not None

    @property
    def is_open(self) -> bool:
        """Whether it is in force or being written."""
        return self.is_in_force or self.state in WRITTEN
