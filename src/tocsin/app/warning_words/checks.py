"""What is not plain, whole or safe about a text: each finding by its code and the words it is in.

A finding is a question to the author, never a change. Whether the five parts are there (what,
where, when, what to do, who says so) a template knows by its slots; of free text it is guessed by
words of the language, and said so.

Source: ISO 22322:2022 §6.4; FEMA IPAWS, Best Practices (2023), message content; Mileti & Sorensen
1990 (the five parts).
"""

import re
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from tocsin.app.warning_words.channels import Preview, channels, previewed
from tocsin.app.warning_words.languages import FSI, LRI, PDI, LanguageWords, words_of
from tocsin.app.warning_words.reading import Reading, reading_of
from tocsin.app.warning_words.sms import breaking_in

PARTS = ("what", "where", "when", "act", "who")
NIGHT = (21, 22, 23, 0, 1, 2, 3)
"""Hours in which today and tomorrow are easily mistaken."""
_CLOCK = re.compile(
    r"(?<![\d:.])([01]?\d|2[0-4])(?::|\s?h\s?|\.)([0-5]\d)(?!\d)(?:\s?([AaPp])\.?\s?[Mm])?"
)
_WORD = re.compile(r"[^\W\d_]{4,}")
_SENTENCE = re.compile(r"(?<=[.!?؟])\s+|\n+")
_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_LTR_RUN = re.compile(
    r"(?<![A-Za-z])[A-Za-z][A-Za-z0-9 .,/:_-]{0,200}\d|\+?\d[\d ()-]{5,}\d"
    r"|(?<![A-Za-z])[A-Za-z]+[./][A-Za-z0-9./-]+"
)
_EASTERN = re.compile("[\u0660-\u0669\u06f0-\u06f9]")
_WESTERN = re.compile("[0-9]")


class Finding(msgspec.Struct, frozen=True, omit_defaults=True):
    """`is_grave`: it should not go out so. `found` is what it is about, `instead` what could be
    said; `count` a number that belongs to it.
    """

    code: str
    found: str = ""
    instead: str = ""
    count: int = 0
    is_grave: bool = False


class Checked(msgspec.Struct, frozen=True):
    """A text with all that was noticed about it."""

    language: str
    findings: tuple[Finding, ...]
    reading: Reading | None
    channels: tuple[Preview, ...]


def check_text(
    text: str, language: str, *, agency: str = "", place: str = "", form: str = ""
) -> Checked:
    """A free text. With `agency` and `place` it is looked for exactly these; without, nobody can
    say whether they are there. `form` limits the channels to those that take it.
    """
    words = words_of(language)
    findings = [] if words is None else list(_parts(text, words, agency, place))
    findings += wording(text, language)
    shown = [
        previewed(name, each, text)
        for name, each in channels().items()
        if not form or each.form == form
    ]
    return Checked(language, tuple(findings), reading_of(text, language), tuple(shown))


def _parts(text: str, words: LanguageWords, agency: str, place: str) -> Iterator[Finding]:
    low = text.casefold()
    rest = low.replace(agency.casefold(), "") if agency else low
    told = {
        "what": _has(rest, words.plain.what),
        "when": _has(rest, words.plain.when) or _CLOCK.search(text) is not None,
        "act": _has(rest, words.plain.act),
        "where": not place or place.casefold() in low,
        "who": not agency or agency.casefold() in low,
    }
    for part in PARTS:
        if not told[part]:
            yield Finding("missing_part", found=part, is_grave=part in ("what", "act", "who"))
    for part, given in (("where", place), ("who", agency)):
        if not given:
            yield Finding("part_not_checked", found=part)


def _has(low: str, words: Iterable[str]) -> bool:
    """Whether one of these begins a word of the text."""
    return any(re.search(rf"(?<!\w)[والفبكل]{{0,2}}{re.escape(each)}", low) for each in words)


def wording(text: str, language: str) -> Iterator[Finding]:
    """How it is said: hard words, capitals, times without a day, direction, digits."""
    words = words_of(language)
    if words is not None:
        yield from _jargon(text, words)
        yield from _night(text, words)
        yield from _hard(text, language)
        if words.is_rtl:
            yield from _direction(text)
    shouted = [each for each in _WORD.findall(text) if each.isupper()]
    if len(shouted) >= 2:
        yield Finding("shouting", found=" ".join(shouted[:6]), count=len(shouted))
    eastern = _EASTERN.search(text)
    if eastern is not None and _WESTERN.search(text):
        yield Finding("mixed_digits", found=eastern[0])
    if text.count(PDI) != sum(text.count(each) for each in (FSI, LRI, "\u2067")):
        yield Finding("open_isolate", is_grave=True)
    breaking = breaking_in(text)
    if breaking and all(each.instead or each.character == "\n" for each in breaking):
        for each in breaking:
            yield Finding(
                "breaks_gsm", found=each.character, instead=each.instead, count=each.times
            )


def _jargon(text: str, words: LanguageWords) -> Iterator[Finding]:
    for word, instead in words.plain.jargon.items():
        is_letters = word.isupper()
        flags = re.NOFLAG if is_letters else re.IGNORECASE
        if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, flags):
            yield Finding("jargon", found=word, instead=instead)


def _night(text: str, words: LanguageWords) -> Iterator[Finding]:
    """A time near midnight in a sentence that names no day."""
    days = (*words.times.weekdays, *words.times.months)
    short = (*words.times.weekdays_short, *words.times.months_short)
    for sentence in _SENTENCE.split(text):
        low = sentence.casefold()
        if any(each.casefold() in low for each in days):
            continue
        if any(re.search(rf"(?<!\w){re.escape(each.casefold())}(?!\w)", low) for each in short):
            continue
        for found in _CLOCK.finditer(sentence):
            hour = int(found[1]) % 24
            if found[3]:
                hour = hour % 12 + (12 if found[3].lower() == "p" else 0)
            if hour in NIGHT:
                yield Finding("time_without_day", found=found[0].strip())


def _hard(text: str, language: str) -> Iterator[Finding]:
    reading = reading_of(text, language)
    if reading is not None and not reading.is_plain:
        value = f"{reading.value_tenths // 10}.{reading.value_tenths % 10}"
        yield Finding("hard_to_read", found=f"{reading.measure} {value}")


def _direction(text: str) -> Iterator[Finding]:
    """Runs from left to right in a text from right to left that stand between no marks."""
    outside = re.sub(f"[{FSI}{LRI}][^{PDI}]*{PDI}", "", text)
    for found in _LTR_RUN.finditer(outside):
        yield Finding("not_isolated", found=found[0].strip())


class Lacking(msgspec.Struct, frozen=True):
    """A language that people in the area speak and the text lacks."""

    language: str
    people: int


def lacking(spoken: Mapping[str, int], there: Iterable[str], least: int = 1) -> tuple[Lacking, ...]:
    """The languages of an area (people by language) that no text is in, most people first;
    `least` people speak one before it is named. `pt` serves `pt-BR`.
    """
    have = {each.partition("-")[0] for each in there}
    found = [
        Lacking(language, people)
        for language, people in spoken.items()
        if people >= least and language.partition("-")[0] not in have
    ]
    return tuple(sorted(found, key=lambda each: (-each.people, each.language)))
