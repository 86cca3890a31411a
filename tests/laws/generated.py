"""Any command and any event of the catalogue, generated from their types.

Texts come from a small pool, so that what is generated speaks of the same few things again.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cache

import msgspec
from hypothesis import strategies as st
from msgspec import inspect

from tests.operations.story import Told
from tocsin.access.mentions import MENTIONS
from tocsin.operations.catalogue import COMMANDS, EVENTS
from tocsin.operations.orders import Command, Event
from tocsin.operations.picture import Picture
from tocsin.terms.words import Words

MORNING = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
POOL = (
    "PE-1",
    "PE-2",
    "fire.structure",
    "incident/PE-1",
    "unit/PE-1",
    "person/PE-2",
    "report/PE-1",
)
MOMENTS = st.integers(0, 20_000).map(lambda after_s: MORNING + timedelta(seconds=after_s))
_MANY = 2
"""The longest list that is generated."""


def texts(pool: Sequence[str]) -> st.SearchStrategy[str]:
    return st.sampled_from(tuple(pool))


Fields = tuple[tuple[str, tuple[str, ...]], ...]
"""Pools for fields by name: what `incident` may be, what `unit` may be."""


@cache
def made(kind: type, pool: tuple[str, ...], fields: Fields = ()) -> st.SearchStrategy[object]:
    """Values of a type, with texts of a pool; `Words` are sealed, as in a record."""
    return _Maker(pool, dict(fields)).of(inspect.type_info(kind))


class _Maker:
    def __init__(self, pool: tuple[str, ...], fields: dict[str, tuple[str, ...]]) -> None:
        self._pool = pool
        self._fields = fields

    def of(self, kind: inspect.Type) -> st.SearchStrategy[object]:
        """A strategy for what msgspec knows of a type."""
        while isinstance(kind, inspect.Metadata):
            kind = kind.type
        simple = self._simple(kind)
        if simple is not None:
            return simple
        if isinstance(kind, inspect.UnionType):
            return st.one_of([self.of(each) for each in kind.types])
        if isinstance(kind, inspect.StructType):
            return self._struct(kind)
        if isinstance(kind, inspect.VarTupleType | inspect.ListType):
            least = kind.min_length or 0
            many = st.lists(self.of(kind.item_type), min_size=least, max_size=least + _MANY)
            return many.map(tuple) if isinstance(kind, inspect.VarTupleType) else many
        if isinstance(kind, inspect.TupleType):
            return st.tuples(*(self.of(each) for each in kind.item_types))
        if isinstance(kind, inspect.DictType):
            return st.dictionaries(self.of(kind.key_type), self.of(kind.value_type), max_size=_MANY)
        raise AssertionError(f"nothing is generated for {kind}")

    def _simple(self, kind: inspect.Type) -> st.SearchStrategy[object] | None:
        if isinstance(kind, inspect.NoneType):
            return st.none()
        if isinstance(kind, inspect.BoolType):
            return st.booleans()
        if isinstance(kind, inspect.IntType):
            low = kind.ge if kind.ge is not None else (kind.gt + 1 if kind.gt is not None else 0)
            high = min(kind.le if kind.le is not None else low + 5, low + 5)
            return st.integers(low, max(low, high))
        if isinstance(kind, inspect.StrType):
            return self._text(kind)
        if isinstance(kind, inspect.EnumType):
            return st.sampled_from(list(kind.cls))
        if isinstance(kind, inspect.LiteralType):
            return st.sampled_from(list(kind.values))
        if isinstance(kind, inspect.DateTimeType):
            return MOMENTS
        if isinstance(kind, inspect.BytesType | inspect.RawType):
            return st.just(b"{}")
        if isinstance(kind, inspect.CustomType) and kind.cls is Words:
            return texts(self._pool).map(lambda owner: Words(owner, sealed=b"sealed"))
        return None

    def _text(self, kind: inspect.StrType) -> st.SearchStrategy[object]:
        if kind.pattern is not None:
            return st.from_regex(kind.pattern, fullmatch=True).map(lambda text: text[:80])
        least, most = kind.min_length or 0, kind.max_length or 80
        return texts(self._pool).filter(lambda text: least <= len(text) <= most)

    def _struct(self, kind: inspect.StructType) -> st.SearchStrategy[object]:
        fields = {each.name: self._field(each) for each in kind.fields}
        return st.fixed_dictionaries(fields).map(lambda values: kind.cls(**values))

    def _field(self, field: inspect.Field) -> st.SearchStrategy[object]:
        pool = self._fields.get(field.name)
        if not pool:
            return self.of(field.type)
        # Mostly what there is, so that orders get past the first question.
        return st.one_of([_Maker(pool, {}).of(field.type)] * 4 + [self.of(field.type)])


def _is_sound(value: Event | Command) -> bool:
    """Generated patterns may be cut short: what a decoder would refuse is not an order."""
    if isinstance(value, Event):
        return True
    try:
        msgspec.json.decode(msgspec.json.encode(value), type=type(value))
    except msgspec.ValidationError:
        return False
    return True


EVENT_NAMES = st.sampled_from(sorted(EVENTS))
COMMAND_NAMES = st.sampled_from(sorted(COMMANDS))


def events() -> st.SearchStrategy[Event]:
    """Any event, about what is there or not."""
    return EVENT_NAMES.flatmap(lambda name: made(EVENTS[name], POOL))  # type: ignore[arg-type,return-value]


def commands(picture: Picture | None = None) -> st.SearchStrategy[Command]:
    """Any well-formed command, mostly about what there is in a picture."""
    picture = picture or Picture()
    found = COMMAND_NAMES.flatmap(lambda name: made(COMMANDS[name], POOL, _fields(picture)))
    return found.filter(_is_sound)  # type: ignore[arg-type]


def _fields(picture: Picture) -> Fields:
    pools: dict[str, tuple[str, ...]] = {}
    keys: list[str] = []
    for field, kind in MENTIONS.items():
        if kind:
            pools[field] = tuple(getattr(picture, kind))[:8]
    for kind, word in WORDS.items():
        keys += [f"{word}/{name}" for name in list(getattr(picture, kind))[:4]]
    entries = [
        each.id for narrative in picture.narratives.values() for each in narrative.entries[:4]
    ]
    steps = [tick.id for run in picture.runs.values() for tick in run.ticks[:4]]
    pools |= {"subject": tuple(keys), "owner": tuple(keys), "not_same_as": pools["incident"]}
    pools |= {"entry": tuple(entries[:8]), "step": tuple(steps[:8])}
    return tuple((name, pool) for name, pool in sorted(pools.items()) if pool)


WORDS = {
    "incidents": "incident",
    "units": "unit",
    "people": "person",
    "reports": "report",
    "facilities": "facility",
    "closures": "closure",
}
"""How a key of each kind begins."""


@st.composite
def told(draw: st.DrawFn, position: int = 1) -> Told:
    """Any stamp: reported late, seen between two looks, known to a source before."""
    at = draw(MOMENTS)
    after = draw(st.none() | st.just(at - timedelta(seconds=60)))
    return Told(
        position=position,
        recorded_at=draw(MOMENTS),
        occurred_at=at,
        occurred_after=after,
        source_known_at=draw(st.none() | MOMENTS),
        actor=draw(st.sampled_from(("PE-p-1", "system/clock", "system/import"))),
    )


BEGINNINGS = tuple(
    name
    for name in sorted(EVENTS)
    if name.partition(".")[0].endswith(
        ("_opened", "_registered", "_received", "_added", "_adopted")
    )
)
"""Events that bring something into the picture, for the others to be about."""


@st.composite
def histories(draw: st.DrawFn, longest: int = 30) -> list[tuple[Event, Told]]:
    """Any events in any order under any stamps: beginnings, then a few kinds again and again."""
    few = draw(st.lists(EVENT_NAMES, min_size=1, max_size=6, unique=True))
    names = [
        *draw(st.lists(st.sampled_from(BEGINNINGS), max_size=longest // 2)),
        *draw(st.lists(st.sampled_from(few) | EVENT_NAMES, min_size=1, max_size=longest)),
    ]
    found: list[tuple[Event, Told]] = []
    for position, name in enumerate(names, 1):
        event = draw(made(EVENTS[name], POOL))
        assert isinstance(event, Event)
        found.append((event, draw(told(position))))
    return found
