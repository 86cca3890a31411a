"""Nouns: a template of a warning, its slots, its text in each language, who stands by which.

Source: CAP 1.2 §3.2.2 (headline, description, instruction); 47 CFR 10.430 (90 and 360 characters).
"""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

import msgspec

from tocsin.terms.cap import CapCategory, CapCertainty, CapResponse, CapSeverity, CapUrgency
from tocsin.terms.words import Words

Struct = msgspec.Struct

WEA_90, WEA_360, HEADLINE = 90, 360, 160
"""Characters of a form. CAP 1.2 §3.2.2 asks for a headline of at most 160."""

Name = Annotated[str, msgspec.Meta(min_length=1, max_length=40)]
Language = Annotated[str, msgspec.Meta(min_length=2, max_length=35)]
"""A tag of BCP 47, as in `pt` or `zh-TW`."""
Line = Annotated[str, msgspec.Meta(max_length=400)]
Passage = Annotated[str, msgspec.Meta(max_length=4_000)]


class SlotKind(StrEnum):
    """What may stand in a slot: words, a time, a telephone number, an address on the web."""

    text = "text"
    time = "time"
    phone = "phone"
    url = "url"


class Slot(Struct, frozen=True, omit_defaults=True, gc=False):
    """A gap that facts fill. `most` is its longest value in characters; `short` that of its short
    value, which stands in the form of 90 characters (0: it has no place there). Both are of what
    is given; a time is said by the language.
    """

    name: Name
    kind: SlotKind = SlotKind.text
    is_required: bool = False
    most: Annotated[int, msgspec.Meta(ge=1, le=400)] = 60
    short: Annotated[int, msgspec.Meta(ge=0, le=60)] = 0


class WarningText(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What a template says in one language, in each form; "" where it has no such form.

    `{place}` is a slot; what stands in [brackets] is left out where one of its slots is empty.
    """

    language: Language
    headline: Line = ""
    wea_90: Line = ""
    wea_360: Passage = ""
    description: Passage = ""
    instruction: Passage = ""
    speech: Passage = ""
    poster: Annotated[tuple[Line, ...], msgspec.Meta(max_length=20)] = ()


class WarningContent(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A template whole. `event_code` is of the OASIS Event Terms (`OET-081`); `source` says whose
    words they are.
    """

    hazard: Name
    action: Name
    category: CapCategory
    response: CapResponse
    urgency: CapUrgency
    severity: CapSeverity
    certainty: CapCertainty
    event_code: Annotated[str, msgspec.Meta(max_length=40)] = ""
    source: Annotated[str, msgspec.Meta(max_length=200)] = ""
    slots: Annotated[tuple[Slot, ...], msgspec.Meta(max_length=40)] = ()
    texts: Annotated[tuple[WarningText, ...], msgspec.Meta(max_length=60)] = ()

    def text(self, language: str) -> WarningText | None:
        """What it says in a language, or None."""
        return next((each for each in self.texts if each.language == language), None)


class TranslationApproval(Struct, frozen=True, omit_defaults=True, gc=False):
    """A speaker of the language has read these words (`digest`) and stands by them; an officer put
    it on record.
    """

    language: str
    digest: str
    speaker: Words
    approved_by: str
    approved_at: datetime


class WarningTemplate(Struct, frozen=True, omit_defaults=True):
    """The version of a template in force; what was said before is in the log."""

    id: str
    version: int
    content: WarningContent
    adopted_at: datetime
    approvals: tuple[TranslationApproval, ...] = ()
    withdrawn_at: datetime | None = None

    def approval(self, language: str) -> TranslationApproval | None:
        """Who stands by the words in a language, or None: it is not reviewed."""
        return next((each for each in self.approvals if each.language == language), None)
