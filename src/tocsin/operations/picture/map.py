"""The persistent map that every collection in the picture is made of.

Four methods: `get`, `put`, `drop`, `items` (and `unordered`, where order is no matter). A `put`
copies one small cell and two short rows and shares the rest, so a picture costs the same to change
whatever its size, and an older picture stays as it was. `changed` finds what differs between two
pictures by looking only where cells are not the same object. A replay works on a `DraftMap`, which
changes in place, and settles once at the end.
"""

from collections.abc import Iterator
from operator import itemgetter
from typing import Generic, TypeVar

V = TypeVar("V")
W = 32
_by_id = itemgetter(0)
_EMPTY_ROW: list[dict[str, object]] = [{} for _ in range(W)]
"""Every row that nothing is in, of all maps: it and its cells are copied and never written."""


class Map(Generic[V]):
    """A persistent map from an id to a noun. Iterates in the order of ids, the same in every
    process.
    """

    __slots__ = ("_rows", "_size", "derived")

    def __init__(self) -> None:
        self._rows: list[list[dict[str, V]]] = [_EMPTY_ROW] * W  # type: ignore[list-item]
        self._size = 0
        self.derived: tuple[Map[V], Map[tuple[str, ...]]] | None = None
        """An index of this map or of one that it came from, and which: `picture.index` only."""

    def get(self, key: str) -> V | None:
        """The noun under this id, or None."""
        h = hash(key)
        return self._rows[h & 31][(h >> 5) & 31].get(key)

    def put(self, key: str, value: V) -> "Map[V]":
        """A map in which `key` stands for `value`; this one is unchanged."""
        h = hash(key)
        i, j = h & 31, (h >> 5) & 31
        rows = self._rows
        row = rows[i]
        cell = row[j]
        after: Map[V] = Map.__new__(Map)
        after._size = self._size + (key not in cell)
        after.derived = self.derived
        cell = cell.copy()
        cell[key] = value
        row = row.copy()
        row[j] = cell
        rows = rows.copy()
        rows[i] = row
        after._rows = rows
        return after

    def drop(self, key: str) -> "Map[V]":
        """A map without `key`; the same map where it was not in."""
        h = hash(key)
        i, j = h & 31, (h >> 5) & 31
        if key not in self._rows[i][j]:
            return self
        after: Map[V] = Map.__new__(Map)
        after._size = self._size - 1
        after.derived = self.derived
        after._rows = self._rows.copy()
        after._rows[i] = self._rows[i].copy()
        after._rows[i][j] = {k: v for k, v in self._rows[i][j].items() if k != key}
        return after

    def items(self) -> list[tuple[str, V]]:
        """All pairs, sorted by id."""
        rows = [row for row in self._rows if row is not _EMPTY_ROW]
        pairs = [pair for row in rows for cell in row if cell for pair in cell.items()]
        pairs.sort(key=_by_id)
        return pairs

    def values(self) -> list[V]:
        """All nouns, sorted by id."""
        return [value for _, value in self.items()]

    def unordered(self) -> Iterator[V]:
        """All nouns in no order, without the cost of one: for what is sorted or counted later."""
        for row in self._rows:
            if row is _EMPTY_ROW:
                continue
            for cell in row:
                if cell:
                    yield from cell.values()

    def draft(self) -> "Map[V]":
        """A copy that changes in place: for a fold over many events whose steps nobody looks at."""
        return DraftMap(dict(self.items()))

    def settled(self) -> "Map[V]":
        """This map, persistent."""
        return self

    def __contains__(self, key: str) -> bool:
        return self.get(key) is not None

    def __len__(self) -> int:
        return self._size

    def __iter__(self) -> Iterator[str]:
        return iter([key for key, _ in self.items()])

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Map):
            return NotImplemented
        return self is other or self.items() == other.items()

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Map({dict(self.items())!r})"


class DraftMap(Map[V]):
    """A map being built: `put` and `drop` change it and return it. Never leaves the fold that made
    it.

    While `dropped` is a dict, it receives what is dropped: how a fold sees what leaves the picture.
    """

    __slots__ = ("_inside", "dropped")

    def __init__(self, inside: dict[str, V]) -> None:
        self._inside = inside
        self.dropped: dict[str, V] | None = None

    def get(self, key: str) -> V | None:
        return self._inside.get(key)

    def put(self, key: str, value: V) -> Map[V]:
        self._inside[key] = value
        return self

    def drop(self, key: str) -> Map[V]:
        was = self._inside.pop(key, None)
        if was is not None and self.dropped is not None:
            self.dropped[key] = was
        return self

    def items(self) -> list[tuple[str, V]]:
        return sorted(self._inside.items(), key=_by_id)

    def unordered(self) -> Iterator[V]:
        return iter(list(self._inside.values()))

    def draft(self) -> Map[V]:
        return DraftMap(dict(self._inside))

    def settled(self) -> Map[V]:
        return from_items(self._inside)

    def __len__(self) -> int:
        return len(self._inside)


def from_items(inside: dict[str, V]) -> Map[V]:
    """A persistent map of these pairs; one pass, no copy per pair."""
    settled: Map[V] = Map()
    rows = settled._rows
    for key, value in inside.items():
        h = hash(key)
        i, j = h & 31, (h >> 5) & 31
        if rows[i] is _EMPTY_ROW:
            rows[i] = rows[i].copy()
        if not rows[i][j]:
            rows[i][j] = {}
        rows[i][j][key] = value
    settled._size = len(inside)
    return settled


def changed(before: Map[V], after: Map[V]) -> list[str]:
    """Ids whose noun differs between the two, sorted. Cost: the cells that are not shared."""
    if before is after:
        return []
    found: list[str] = []
    for row_a, row_b in zip(before._rows, after._rows, strict=True):
        if row_a is row_b:
            continue
        for a, b in zip(row_a, row_b, strict=True):
            if a is b:
                continue
            found += [key for key, value in b.items() if a.get(key) is not value]
            found += [key for key in a if key not in b]
    found.sort()
    return found
