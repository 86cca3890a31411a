"""The text of a template: its slots found, its gaps filled, its longest form, its digest.

The whole grammar: `{name}` is a slot, `[…]` is left out where a slot inside it is empty. Brackets
do not nest. Which words those are no function here knows.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping

import msgspec

from tocsin.operations.picture.warning_template import Slot, WarningContent, WarningText

FORMS = ("headline", "wea_90", "wea_360", "description", "instruction", "speech")
SHORT_FORM = "wea_90"
_NAME = re.compile("[a-z][a-z0-9_]*")
_TAG = re.compile("[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_TOKEN = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")


def passages(text: WarningText) -> Iterator[tuple[str, str]]:
    """Every form that a text has, by its name; lines of a poster are `poster.0`, `poster.1` …"""
    for name in FORMS:
        if getattr(text, name):
            yield name, str(getattr(text, name))
    for index, line in enumerate(text.poster):
        yield f"poster.{index}", line


def slots_in(passage: str) -> list[str]:
    """The names of the slots of a passage, in their order, each once."""
    return list(dict.fromkeys(_TOKEN.findall(passage)))


def fault_of(passage: str) -> str | None:
    """What cannot be read in a passage, or None."""
    rest = _TOKEN.sub("", passage)
    if "{" in rest or "}" in rest:
        at = min(each for each in (rest.find("{"), rest.find("}")) if each >= 0)
        return f"a brace that is no slot: {rest[at : at + 20]}"
    rest = _OPTIONAL.sub("", rest)
    if "[" in rest or "]" in rest:
        return "a bracket without its other half"
    for inside in _OPTIONAL.findall(passage):
        if not slots_in(inside):
            return f"brackets without a slot: [{inside[:20]}]"
    return None


def filled(passage: str, values: Mapping[str, str]) -> str:
    """A passage with its slots filled; a slot that is not given stays as it is written."""
    kept = _OPTIONAL.sub(
        lambda found: found[1] if all(values.get(each) for each in slots_in(found[1])) else "",
        passage,
    )
    return _TOKEN.sub(lambda found: values.get(found[1]) or found[0], kept)


def unfilled(passage: str, values: Mapping[str, str]) -> list[str]:
    """The slots outside brackets that no value fills."""
    return [each for each in slots_in(_OPTIONAL.sub("", passage)) if not values.get(each)]


def longest(passage: str, lengths: Mapping[str, int]) -> int:
    """Characters of a passage when each slot is as long as it may be."""
    whole = _OPTIONAL.sub(lambda found: found[1], passage)
    return sum(lengths.get(each, 0) for each in _TOKEN.findall(whole)) + len(_TOKEN.sub("", whole))


def digest_of(text: WarningText) -> str:
    """SHA-256 over what a text says, in hex: what a speaker of the language stood by."""
    return hashlib.sha256(msgspec.json.encode(text, order="sorted")).hexdigest()


def unsound(content: WarningContent) -> str | None:
    """What is wrong with a template, as the name of its part and what is wrong, or None."""
    return next(_faults(content), None)


def _faults(content: WarningContent) -> Iterator[str]:
    for part, name in (("hazard", content.hazard), ("action", content.action)):
        if not _NAME.fullmatch(name):
            yield f"{part}: {name} is no name in small letters"
    known: dict[str, Slot] = {}
    for slot in content.slots:
        if slot.name in known:
            yield f"slots: {slot.name} twice"
        if not _NAME.fullmatch(slot.name):
            yield f"slots: {slot.name} is no name in small letters"
        if slot.short > slot.most:
            yield f"slots: {slot.name} is longer in short"
        known[slot.name] = slot
    if not content.texts:
        yield "texts: none"
    languages: set[str] = set()
    for text in content.texts:
        if text.language in languages:
            yield f"texts: {text.language} twice"
        languages.add(text.language)
        if not _TAG.fullmatch(text.language):
            yield f"texts: {text.language} is no language tag"
        yield from _faults_in(text, known)


def _faults_in(text: WarningText, known: Mapping[str, Slot]) -> Iterator[str]:
    used: set[str] = set()
    found = list(passages(text))
    if not found:
        yield f"{text.language}: nothing in it"
    for form, passage in found:
        fault = fault_of(passage)
        if fault is not None:
            yield f"{text.language}.{form}: {fault}"
        names = slots_in(passage)
        used.update(names)
        for name in names:
            if name not in known:
                yield f"{text.language}.{form}: no slot {{{name}}}"
            elif form == SHORT_FORM and known[name].short == 0:
                yield f"{text.language}.{form}: {{{name}}} has no short value"
    for name, slot in known.items():
        if slot.is_required and name not in used:
            yield f"{text.language}: {{{name}}} stands nowhere"
