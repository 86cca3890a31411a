"""Events of every name, from their types: with the least they may say, and with all of it.

Drawn from a seed and from nothing else, about a few subjects that the events themselves bring in.
"""

from datetime import UTC, datetime, timedelta
from random import Random

from msgspec import inspect

from tocsin.operations.catalogue import EVENTS
from tocsin.operations.orders import Event
from tocsin.terms.words import Words

MORNING = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
FIRST = ("opened", "registered", "received", "added", "adopted", "started", "set", "proposed")
VARIANTS = (True, True, True, True, False)
"""How often each event is told, and whether with all its fields."""
LAST = ("closed", "archived", "forgotten", "withdrawn", "retired", "removed", "merged")


class Drawn:
    """Values for types, drawn from a seed. Field names decide what a text is about."""

    def __init__(self, seed: int) -> None:
        self._chance = Random(seed)

    def event(self, kind: type[Event], *, is_full: bool) -> Event:
        """An event of this kind; the optional fields are set when it is to be full."""
        found = self._struct(inspect.type_info(kind), is_full)
        assert isinstance(found, Event)
        return found

    def _struct(self, kind: inspect.Type, is_full: bool) -> object:
        assert isinstance(kind, inspect.StructType)
        values = {
            each.name: self._value(each.type, each.name, is_full)
            for each in kind.fields
            if each.required or is_full
        }
        return kind.cls(**values)

    def _value(self, kind: inspect.Type, name: str, is_full: bool) -> object:
        while isinstance(kind, inspect.Metadata):
            kind = kind.type
        if isinstance(kind, inspect.UnionType):
            some = [each for each in kind.types if not isinstance(each, inspect.NoneType)]
            return self._value(some[0], name, is_full)
        if isinstance(kind, inspect.StructType):
            return self._struct(kind, is_full)
        if isinstance(kind, inspect.VarTupleType | inspect.ListType):
            many = max(kind.min_length or 0, 1 + is_full)
            found = [self._value(kind.item_type, name, is_full) for _ in range(many)]
            return tuple(found) if isinstance(kind, inspect.VarTupleType) else found
        if isinstance(kind, inspect.TupleType):
            return tuple(self._value(each, name, is_full) for each in kind.item_types)
        if isinstance(kind, inspect.DictType):
            key = self._value(kind.key_type, "key", is_full)
            return {key: self._value(kind.value_type, name, is_full)}
        return self._plain(kind, name, is_full)

    def _plain(self, kind: inspect.Type, name: str, is_full: bool) -> object:
        chance = self._chance
        if isinstance(kind, inspect.StrType):
            return self._text(name)
        if isinstance(kind, inspect.BoolType):
            # True is what is said: False may be left out.
            return is_full or chance.random() < 0.5
        if isinstance(kind, inspect.IntType):
            low = kind.ge if kind.ge is not None else 1
            return chance.randint(low, min(low + 3, kind.le if kind.le is not None else low + 3))
        if isinstance(kind, inspect.EnumType):
            return chance.choice(list(kind.cls))
        if isinstance(kind, inspect.LiteralType):
            return kind.values[0]
        if isinstance(kind, inspect.DateTimeType):
            return MORNING + timedelta(minutes=chance.randint(0, 600))
        assert isinstance(kind, inspect.CustomType), f"a golden event has no {kind} ({name})"
        assert kind.cls is Words, kind
        return Words(f"incident/GD-{chance.randint(1, 2)}", sealed=b"sealed long ago")

    def _text(self, name: str) -> str:
        one = 1 + (self._chance.random() < 0.25)
        if name in ("subject", "owner", "over"):
            return f"{self._chance.choice(('incident', 'unit', 'report', 'person'))}/GD-{one}"
        if name in ("type", "types"):
            return self._chance.choice(("fire.structure", "fire.alarm", "medical.fall"))
        if name in ("status", "mark"):
            return "on_scene"
        return f"GD-{one}"


def turns(seed: int) -> list[tuple[str, bool]]:
    """(name, is full): what brings things in, then all else in a drawn order, then what ends
    them.
    """
    chance = Random(seed)
    found: list[tuple[int, float, str, bool]] = []
    for name in sorted(EVENTS):
        ending = name.partition(".")[0].rpartition("_")[2]
        place = 0 if ending in FIRST else 2 if ending in LAST else 1
        found += [(place, chance.random(), name, is_full) for is_full in VARIANTS]
    return [(name, is_full) for _, _, name, is_full in sorted(found)]
