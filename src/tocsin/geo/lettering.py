"""Text from outside without the characters that steer a screen instead of being read.

A line break, a NUL or an escape forges lines on a terminal; an override of direction shows a name
in another order than it has. Letters of every script stay, with the joiners that Persian and the
scripts of India need. Source: Unicode 15 §23.1 (control codes), UAX #9 §2 (explicit directions);
Trojan Source, CVE-2021-42574.
"""

import unicodedata
from typing import TypeVar

import msgspec

TURNING = frozenset(map(chr, (
    *range(0x202A, 0x202F), *range(0x2066, 0x2070), *range(0xFFF9, 0xFFFC), 0xFEFF
)))  # fmt: skip
"""Overrides, embeddings and isolates; shaping that is deprecated; notes between lines."""
STEERING = frozenset({"Cc", "Cs", "Zl", "Zp"})
Value = TypeVar("Value", bound=msgspec.Struct)
_TEXTS: dict[type[msgspec.Struct], tuple[str, ...]] = {}


def cleaned(text: str) -> str:
    """The text; whatever breaks a line or moves the cursor is one space, the rest is gone."""
    if text.isprintable():
        return text
    found: list[str] = []
    for each in text:
        if each not in TURNING and unicodedata.category(each) not in STEERING:
            found.append(each)
        elif each.isspace():
            found.append(" ")
    plain = "".join(found)
    return plain if plain == text else " ".join(filter(None, plain.split(" ")))


def steering(text: str) -> str:
    """The characters that `cleaned` takes out, each once, by their code points."""
    if text.isprintable():
        return ""
    found = sorted({each for each in text if cleaned(f"a{each}b") != f"a{each}b"})
    return ", ".join(f"U+{ord(each):04X}" for each in found)


def steered(value: msgspec.Struct) -> str:
    """The same of every text in a value."""
    return steering("".join(getattr(value, name) or "" for name in _texts_of(type(value))))


def lettered(value: Value) -> Value:
    """A value with every text in it cleaned; the value itself where nothing was to be done."""
    changed = {}
    for name in _texts_of(type(value)):
        text = getattr(value, name)
        if text is not None and not text.isprintable() and (plain := cleaned(text)) != text:
            changed[name] = plain
    return msgspec.structs.replace(value, **changed) if changed else value


def _texts_of(kind: type[msgspec.Struct]) -> tuple[str, ...]:
    """The names of its fields that are texts."""
    if kind not in _TEXTS:
        _TEXTS[kind] = tuple(
            each.name for each in msgspec.structs.fields(kind) if each.type in (str, str | None)
        )
    return _TEXTS[kind]
