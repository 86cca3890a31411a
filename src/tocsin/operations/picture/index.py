"""An index of a persistent map: which ids belong to a key, without looking at every noun.

Nothing of it is kept in the picture. It hangs on the map it was made of, goes along with every
`put` and `drop` as a note of that older map, and is brought up to date when somebody asks: what
changed since is found by what the two maps do not share (`changed`).
"""

from collections.abc import Callable, Iterable
from typing import TypeVar

from tocsin.operations.picture.map import DraftMap, Map, changed, from_items

V = TypeVar("V")
Keys = Callable[[V], Iterable[str]]
"""The keys a noun is found under: none, one or several. A pure function of the noun."""
Ids = tuple[str, ...]


def index_of(nouns: Map[V], keys_of: Keys[V]) -> Map[Ids] | None:
    """Ids by key, sorted; None for a draft, whose changes leave no trace: look through it all.

    A map has one index: the `keys_of` of a collection is always the same function.
    """
    if isinstance(nouns, DraftMap):
        return None
    derived = nouns.derived
    if derived is None:
        found = _whole(nouns, keys_of)
    else:
        before, index = derived
        if before is nouns:
            return index
        found = _brought_on(before, index, nouns, keys_of)
    nouns.derived = (nouns, found)
    return found


def _whole(nouns: Map[V], keys_of: Keys[V]) -> Map[Ids]:
    by_key: dict[str, list[str]] = {}
    for name, noun in nouns.items():
        for key in keys_of(noun):
            by_key.setdefault(key, []).append(name)
    return from_items({key: tuple(names) for key, names in by_key.items()})


def _brought_on(before: Map[V], index: Map[Ids], nouns: Map[V], keys_of: Keys[V]) -> Map[Ids]:
    for name in changed(before, nouns):
        was, is_now = before.get(name), nouns.get(name)
        old = set() if was is None else set(keys_of(was))
        new = set() if is_now is None else set(keys_of(is_now))
        for key in sorted(old - new):
            rest = tuple(each for each in index.get(key) or () if each != name)
            index = index.put(key, rest) if rest else index.drop(key)
        for key in sorted(new - old):
            index = index.put(key, tuple(sorted((*(index.get(key) or ()), name))))
    return index
