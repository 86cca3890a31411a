"""A template filled with facts: every form in a language, what is missing, what is too long.

Values stand alone between marks of the text (“Where: …”), so no language has to bend them. A value
is given once for all languages (`place`), in short (`place.short`), or for one (`de:place`).
"""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime, tzinfo
from typing import NamedTuple

import msgspec

from tocsin.app.warning_words.languages import LRI, LanguageWords, isolated, words_of
from tocsin.app.warning_words.times import TimeForm, said_at
from tocsin.operations.picture.warning_template import (
    HEADLINE,
    WEA_90,
    WEA_360,
    Slot,
    SlotKind,
    WarningContent,
    WarningText,
)
from tocsin.operations.warning_text import SHORT_FORM, filled, passages, slots_in, unfilled

LIMITS = {"wea_90": WEA_90, "wea_360": WEA_360, "headline": HEADLINE}
_PHONE = re.compile(r"\+?[0-9][0-9 ()/.\-]{1,30}")
_URL = re.compile(r"(https?://)?[A-Za-z0-9.\-]+\.[A-Za-z]{2,}(:[0-9]+)?(/[^\s{}\[\]]*)?")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")


class Facts(NamedTuple):
    """What fills the slots. `zone` is the town's, `now` aware; `lexicon` says how names of places
    are spoken (`{"Slough": "Slau"}`).
    """

    values: Mapping[str, str]
    now: datetime
    zone: tzinfo
    by_12_hours: bool = False
    lexicon: Mapping[str, str] = {}


class Fault(msgspec.Struct, frozen=True, omit_defaults=True):
    """Something about a slot or form: `unknown_slot`, `missing_slot`, `strange_value`,
    `slot_too_long`, `form_too_long`. `over` is by how many characters, `most` how many may be.
    """

    code: str
    slot: str = ""
    form: str = ""
    over: int = 0
    most: int = 0
    value: str = ""


class FormFilled(msgspec.Struct, frozen=True):
    """A form with its slots filled, and its length in characters (0 as limit: none)."""

    form: str
    text: str
    characters: int
    limit: int
    unfilled: tuple[str, ...] = ()


class Filling(msgspec.Struct, frozen=True):
    """A template in one language with its facts; it can go out where `faults` is empty."""

    language: str
    forms: tuple[FormFilled, ...]
    faults: tuple[Fault, ...]
    is_timed: bool
    """Some slot says when."""

    def text(self, form: str) -> str:
        """What a form says; "" where there is none."""
        return next((each.text for each in self.forms if each.form == form), "")


def fill(content: WarningContent, text: WarningText, facts: Facts) -> Filling:
    """Every form of a text; nothing is cut: what does not fit is said, with the shorter slot."""
    words = words_of(text.language)
    slots = {each.name: each for each in content.slots}
    given = _given(facts.values, text.language)
    faults = list(_strange(facts.values, slots, given))
    bad = {each.slot for each in faults if each.code == "strange_value"}
    forms: list[FormFilled] = []
    for form, passage in passages(text):
        values = {
            name: value
            for name in slots_in(passage)
            if name in slots and name not in bad
            for value in [_value(slots[name], form, given, facts, words)]
            if value
        }
        whole = filled(passage, values)
        if not whole:
            continue
        limit = LIMITS.get(form, 0)
        left = tuple(unfilled(passage, values))
        forms.append(FormFilled(form, whole, len(whole), limit, left))
        faults += _too_long(form, passage, slots, given, whole)
    times = [each.name for each in content.slots if each.kind is SlotKind.time]
    is_timed = any(given.get(each) for each in times if each not in bad)
    return Filling(text.language, tuple(forms), tuple(dict.fromkeys(faults)), is_timed)


def _given(values: Mapping[str, str], language: str) -> dict[str, str]:
    """What is given for one language stands over what is given for all."""
    given = {name: value.strip() for name, value in values.items() if ":" not in name}
    for tag in (language.partition("-")[0], language):
        for name, value in values.items():
            own, colon, slot = name.partition(":")
            if colon and own == tag:
                given[slot] = value.strip()
    return given


def _strange(
    values: Mapping[str, str], slots: Mapping[str, Slot], given: Mapping[str, str]
) -> Iterator[Fault]:
    for given_name in sorted(values):
        if given_name.rpartition(":")[2].removesuffix(".short") not in slots:
            yield Fault("unknown_slot", slot=given_name)
    for name, slot in slots.items():
        for key in (name, f"{name}.short"):
            value = given.get(key)
            if value and not is_fit(slot.kind, value):
                yield Fault("strange_value", slot=name, value=value[:60])
        if slot.is_required and not given.get(name):
            yield Fault("missing_slot", slot=name)


def is_fit(kind: SlotKind, value: str) -> bool:
    """Whether a value can stand in a slot of this kind."""
    if _CONTROL.search(value):
        return False
    if kind is SlotKind.time:
        return instant_in(value) is not None
    if kind is SlotKind.phone:
        return _PHONE.fullmatch(value) is not None
    return kind is not SlotKind.url or _URL.fullmatch(value) is not None


def instant_in(value: str) -> datetime | None:
    """A time as it is given: ISO 8601, with an offset or in local time; None if it is none."""
    try:
        found = datetime.fromisoformat(value)
        return found if 1900 <= found.year <= 9000 and len(value) >= 16 else None
    except ValueError:
        return None


def _value(
    slot: Slot,
    form: str,
    given: Mapping[str, str],
    facts: Facts,
    words: LanguageWords | None,
) -> str:
    """A value as a form says it, between marks where it runs the other way than the text."""
    raw = given.get(slot.name, "")
    if form == SHORT_FORM:
        raw = given.get(f"{slot.name}.short", raw)
    if not raw:
        return ""
    is_spoken = form == "speech" and words is not None
    if slot.kind is SlotKind.time:
        return _time(raw, form, facts, words)
    if is_spoken:
        assert words is not None
        return spoken(raw, slot.kind, words, facts.lexicon)
    if words is not None and words.is_rtl:
        is_code = slot.kind in (SlotKind.phone, SlotKind.url)
        return isolated(raw, LRI) if is_code else isolated(raw)
    return isolated(raw) if _RTL.search(raw) else raw


def _time(raw: str, form: str, facts: Facts, words: LanguageWords | None) -> str:
    at = instant_in(raw)
    assert at is not None, "strange values do not come so far"
    local = at.replace(tzinfo=facts.zone) if at.tzinfo is None else at.astimezone(facts.zone)
    if words is None:
        return f"{local:%Y-%m-%d %H:%M}"
    wanted = {"wea_90": TimeForm.short, "wea_360": TimeForm.dated, "speech": TimeForm.spoken}
    now = facts.now.astimezone(facts.zone)
    how = wanted.get(form, TimeForm.whole)
    return said_at(local, now, words, how, by_12_hours=facts.by_12_hours)


def spoken(value: str, kind: SlotKind, words: LanguageWords, lexicon: Mapping[str, str]) -> str:
    """A value for a voice: digits one by one, signs by name, abbreviations in full, names of
    places as the town's lexicon says them.
    """
    if kind is SlotKind.phone:
        return " ".join(_spelled(value, words))
    if kind is SlotKind.url:
        signs = (f" {words.signs[each]} " if each in words.signs else each for each in _bare(value))
        return " ".join("".join(signs).split())
    said = {**words.plain.abbreviations, **lexicon}
    for written in sorted(said, key=lambda each: (-len(each), each)):
        literal = said[written].replace("\\", r"\\")
        value = re.sub(rf"(?<!\w){re.escape(written)}(?!\w)", literal, value)
    return value


def _bare(url: str) -> str:
    return url.removeprefix("https://").removeprefix("http://").rstrip("/")


def _spelled(number: str, words: LanguageWords) -> Iterator[str]:
    for sign in number:
        if sign.isdecimal():
            yield words.digits[int(sign)]
        elif sign == "+":
            yield words.signs["+"]


def _too_long(
    form: str, passage: str, slots: Mapping[str, Slot], given: Mapping[str, str], whole: str
) -> Iterator[Fault]:
    limit = LIMITS.get(form, 0)
    if not limit or len(whole) <= limit:
        return
    yield Fault("form_too_long", form=form, over=len(whole) - limit, most=limit)
    is_short = form == SHORT_FORM
    for name in slots_in(passage):
        slot = slots.get(name)
        if slot is None or slot.kind is SlotKind.time:
            continue
        value = given.get(name, "")
        most = slot.short if is_short else slot.most
        if is_short:
            value = given.get(f"{name}.short", value)
        if len(value) > most:
            key = f"{name}.short" if is_short else name
            yield Fault("slot_too_long", slot=key, over=len(value) - most, most=most)
