"""Which fields point at other subjects: the one table, and the two walks that read it.

A link to something out of sight reads "elsewhere", or leaves its list where the place of an entry
would tell that there is something. Words are a link to the subject under whose key they are sealed.
"""

from collections.abc import Callable, Iterator
from enum import StrEnum
from functools import lru_cache
from typing import TypeGuard, get_args, get_type_hints

import msgspec

from tocsin.access.link_table import LINKS, Far, Ref
from tocsin.operations.picture import Subject
from tocsin.terms.words import Words

ELSEWHERE = "elsewhere"

Seen = Callable[[Subject], bool]
"""Whether a viewer may know the subject under a key."""

_LEFT_OUT = object()


class _Way(StrEnum):
    """How a field leads to other subjects."""

    link = "link"
    words = "words"
    nested = "nested"


@lru_cache(maxsize=512)
def plan(noun: type) -> dict[str, tuple[_Way, Ref | None]]:
    """The fields of a noun (or of a part of one) that lead anywhere, and how."""
    found: dict[str, tuple[_Way, Ref | None]] = {}
    declared = LINKS.get(noun, {})
    for name, hint in get_type_hints(noun).items():
        if name not in getattr(noun, "__struct_fields__", ()):
            continue
        inside = set(_types(hint))
        if name in declared:
            found[name] = (_Way.link, declared[name])
        elif Words in inside:
            found[name] = (_Way.words, None)
        elif any(issubclass(each, msgspec.Struct) and plan(each) for each in inside):
            found[name] = (_Way.nested, None)
    return found


def _types(hint: object) -> Iterator[type]:
    """Every class a type hint speaks of."""
    if isinstance(hint, type):
        yield hint
    for each in get_args(hint):
        yield from _types(each)


def _is_noun(value: object) -> TypeGuard[msgspec.Struct]:
    return isinstance(value, msgspec.Struct)


def links(noun: object) -> frozenset[Subject]:
    """Keys of the subjects this noun points at; an id that nobody holds is among them."""
    return linked(noun, None)


def linked(noun: object, fields: frozenset[str] | None) -> frozenset[Subject]:
    """The same, of these fields only (None: of all)."""
    found: set[Subject] = set()
    if _is_noun(noun):
        _gather(noun, fields, found)
    return frozenset(found)


def _gather(noun: msgspec.Struct, fields: frozenset[str] | None, found: set[Subject]) -> None:
    for name, (way, ref) in plan(type(noun)).items():
        if fields is not None and name not in fields:
            continue
        value = getattr(noun, name)
        if value is None or value == ():
            continue
        if ref is not None:
            for each in value if isinstance(value, tuple) else (value,):
                key = ref.key(noun, each)
                if key is not None:
                    found.add(key)
        elif way is _Way.words or way is _Way.nested:
            _gather_inside(value, found)


def _gather_inside(value: object, found: set[Subject]) -> None:
    if isinstance(value, Words):
        owner = owner_key(value)
        if owner is not None:
            found.add(owner)
    elif _is_noun(value):
        _gather(value, None, found)
    elif isinstance(value, tuple):
        for each in value:
            _gather_inside(each, found)


def owner_key(words: Words) -> Subject | None:
    """The subject under whose key words are sealed, where it is one that can be out of sight."""
    word, _, name = words.owner.partition("/")
    return ("incidents", name) if word == "incident" else None


def blanked(value: object, seen: Seen) -> object:
    """A field's value as a viewer may have it who sees just what `seen` says."""
    if _is_noun(value):
        after = _blank_noun(value, seen)
        return None if after is _LEFT_OUT else after
    if isinstance(value, tuple):
        kept = tuple(after for each in value if (after := _blank_part(each, seen)) is not _LEFT_OUT)
        return value if _same(kept, value) else kept
    if isinstance(value, Words):
        return _blank_words(value, seen)
    return value


def blanked_field(noun: msgspec.Struct, name: str, seen: Seen) -> object:
    """The value of one field of a noun, with what it points at out of sight made unreadable."""
    value: object = getattr(noun, name)
    way, ref = plan(type(noun)).get(name, (None, None))
    if way is None or value is None or value == ():
        return value
    if ref is None:
        return blanked(value, seen)
    after = _blank_link(noun, ref, value, seen)
    return None if after is _LEFT_OUT else after


def _blank_part(value: object, seen: Seen) -> object:
    return _blank_noun(value, seen) if _is_noun(value) else blanked(value, seen)


def _blank_noun(noun: msgspec.Struct, seen: Seen) -> object:
    changed: dict[str, object] = {}
    for name, (_, ref) in plan(type(noun)).items():
        value = getattr(noun, name)
        if value is None or value == ():
            continue
        after = blanked(value, seen) if ref is None else _blank_link(noun, ref, value, seen)
        if after is _LEFT_OUT:
            return _LEFT_OUT
        if after is not value:
            changed[name] = after
    return msgspec.structs.replace(noun, **changed) if changed else noun


def _blank_link(noun: msgspec.Struct, ref: Ref, value: object, seen: Seen) -> object:
    if ref.far is Far.never:
        return None
    if not isinstance(value, tuple):
        return value if _in_sight(noun, ref, value, seen) else _far(ref)
    kept = tuple(
        each if _in_sight(noun, ref, each, seen) else ELSEWHERE
        for each in value
        if ref.far is not Far.leave_out or _in_sight(noun, ref, each, seen)
    )
    return value if _same(kept, value) else kept


def _far(ref: Ref) -> object:
    return _LEFT_OUT if ref.far is Far.leave_out else ELSEWHERE


def _in_sight(noun: msgspec.Struct, ref: Ref, value: object, seen: Seen) -> bool:
    key = ref.key(noun, value)
    return key is None or seen(key)


def _blank_words(words: Words, seen: Seen) -> Words | None:
    owner = owner_key(words)
    return words if owner is None or seen(owner) else None


def _same(kept: tuple[object, ...], value: tuple[object, ...]) -> bool:
    return len(kept) == len(value) and all(a is b for a, b in zip(kept, value, strict=True))
