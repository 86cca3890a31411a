"""The templates that are shipped: read from their files and put into the frame of each language.

A file says what a template is (hazard, action, CAP's defaults, slots of its own) and, in each
language, four things: a title, one act, what the danger is, and steps with the most important
first. The frames make every form of them. The forms of 90 and 360 characters take what fits with
every slot at its longest, so that no fact can make them too long.
"""

from functools import cache
from importlib import resources

import msgspec

from tocsin.app.warning_words.languages import LANGUAGES, LanguageWords, words_of
from tocsin.app.warning_words.times import TimeForm, longest_time
from tocsin.operations.picture.warning_template import (
    WEA_90,
    WEA_360,
    Slot,
    SlotKind,
    WarningContent,
    WarningText,
)
from tocsin.operations.warning_text import longest
from tocsin.terms.cap import CapCategory, CapCertainty, CapResponse, CapSeverity, CapUrgency

Struct = msgspec.Struct

TEMPLATES = (
    "storm", "flood", "evacuation", "shelter_in_place", "boil_water", "hazmat", "heat", "cold",
    "outbreak", "vaccination", "power_cut", "missing_person", "unrest", "attack", "cyber_outage",
    "rumour", "all_clear", "drill",
)  # fmt: skip
SOURCE = "Tocsin's own text, not reviewed by the town"
EVERYWHERE = (
    Slot("agency", is_required=True, most=30, short=12),
    Slot("place", is_required=True, most=40, short=18),
    Slot("time", SlotKind.time, most=40),
    Slot("until", SlotKind.time, most=40, short=40),
    Slot("do", most=120),
    Slot("phone", SlotKind.phone, most=20),
    Slot("url", SlotKind.url, most=30),
)
"""Slots of every template that is shipped."""
ISOLATES = 2
"""Marks around a value in a text that runs from right to left."""


class Said(Struct, frozen=True, forbid_unknown_fields=True):
    """What a template says in one language."""

    title: str
    act: str
    what: str
    steps: tuple[str, ...]


class File(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A file of `content/`."""

    hazard: str
    action: str
    category: CapCategory
    event_code: str
    response: CapResponse
    urgency: CapUrgency
    severity: CapSeverity
    certainty: CapCertainty
    slots: tuple[Slot, ...] = ()
    en: Said
    de: Said
    es: Said
    fr: Said
    ar: Said


@cache
def shipped(name: str) -> WarningContent:
    """A template of `TEMPLATES`, with its text in every language of `LANGUAGES`."""
    path = resources.files(__package__).joinpath("content", f"{name}.toml")
    file = msgspec.toml.decode(path.read_bytes(), type=File)
    slots = (*EVERYWHERE, *file.slots)
    return WarningContent(
        hazard=file.hazard,
        action=file.action,
        category=file.category,
        response=file.response,
        urgency=file.urgency,
        severity=file.severity,
        certainty=file.certainty,
        event_code=file.event_code,
        source=SOURCE,
        slots=slots,
        texts=tuple(framed(getattr(file, each), each, slots) for each in LANGUAGES),
    )


def lengths(slots: tuple[Slot, ...], language: str, form: str) -> dict[str, int]:
    """Characters that each slot can take in a form, with the marks of a text from the right."""
    words = words_of(language)
    marks = ISOLATES if words is not None and words.is_rtl else 0
    time_form = TimeForm.short if form == "wea_90" else TimeForm.dated
    found: dict[str, int] = {}
    for slot in slots:
        if slot.kind is SlotKind.time:
            found[slot.name] = longest_time(language, time_form)
        else:
            found[slot.name] = (slot.short if form == "wea_90" else slot.most) + marks
    return found


def framed(said: Said, language: str, slots: tuple[Slot, ...]) -> WarningText:
    """Every form of what a template says."""
    words = words_of(language)
    assert words is not None, "a language of LANGUAGES"
    frames = words.frames
    return WarningText(
        language=language,
        headline=_put(frames.headline, said, ()),
        wea_90=_ninety(said, words, lengths(slots, language, "wea_90")),
        wea_360=_three_sixty(said, words, lengths(slots, language, "wea_360")),
        description=_put(frames.description, said, said.steps),
        instruction=_put(frames.instruction, said, said.steps),
        speech=_put(frames.speech, said, said.steps),
        poster=tuple(
            line
            for frame in frames.poster
            for line in (said.steps if frame == "<steps>" else (_put(frame, said, ()),))
        ),
    )


def _put(frame: str, said: Said, steps: tuple[str, ...]) -> str:
    return (
        frame.replace("<title>", said.title)
        .replace("<act>", said.act)
        .replace("<what>", said.what)
        .replace("<steps>", _joined(*steps))
        .strip()
    )


def _joined(*sentences: str) -> str:
    """Sentences one after the other; the space before one that may be left out goes with it."""
    text = ""
    for each in sentences:
        if each.startswith("["):
            text += f"[ {each[1:]}"
        elif each:
            text += f" {each}" if text else each
    return text


def _ninety(said: Said, words: LanguageWords, most: dict[str, int]) -> str:
    """Who, what, where, what to do; until when where that fits as well."""
    text = _put(words.frames.wea_90, said, ())
    whole = text + words.frames.wea_90_until
    return whole if longest(whole, most) <= WEA_90 else text


def _three_sixty(said: Said, words: LanguageWords, most: dict[str, int]) -> str:
    """Who, what, where, what to do, until when, more; of the rest what fits, in its order."""
    start, end = _put(words.frames.wea_360, said, ()), words.frames.wea_360_end
    kept: list[str] = []
    for each in (said.what, *said.steps):
        tried = _joined(start, *kept, each) + end
        if longest(tried, most) <= WEA_360:
            kept.append(each)
    return _joined(start, *kept) + end
