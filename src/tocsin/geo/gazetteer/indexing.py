"""Entries by their words: for each word the names and the places that bear it.

An entry in another language is a row after all others; its `first` is the row of its own name,
which has its id and its houses. `name`: different names, each a row of words with the position
where each stands; a position may have more than one word (`st`, `street`, `saint`), and -1 marks a
word that need not be said.
`where`: different sets of words that are said beside a name. `entry`: a name in one place.
"""

from array import array
from collections.abc import Iterable

import numpy as np

from tocsin.geo.gazetteer import abbreviations, folding, kinds, near
from tocsin.geo.gazetteer.pools import Array, Arrays, Blob, Numbered, lists, taken, texts
from tocsin.geo.gazetteer.stock import KIND, KINDS, Entry, House

Said = list[tuple[str, int]]
OPTIONAL = -1
HEADS = ("name", "where", "kind", "lat", "lon", "claims", "town", "weight", "first")
"""The columns of an entry."""


def said(name: str) -> Said:
    """The words of a name with their positions."""
    found: Said = []
    plain = folding.words(name)
    for at, word in enumerate(plain):
        found.append((word, at))
        found.extend((means, at) for means in abbreviations.MEANS.get(word, ()))
    if len(plain) > 1 and len("".join(plain)) <= 24:
        found.append(("".join(plain), OPTIONAL))
    return found


def stems(name: str) -> list[str]:
    """The beginnings of its words that end in a kind of street, and those kinds."""
    apart = (abbreviations.taken_apart(word) for word in folding.words(name))
    return [part for each in apart if each is not None for part in each]


def indexed(entries: Iterable[Entry], houses: "Houses", towns: Numbered) -> Arrays:
    """All arrays about words, names, places, entries and house numbers."""
    names, wheres, ids = Numbered(), Numbered(), Blob()
    numbers, runs = array("i"), array("q")
    called: list[tuple[int, str]] = []
    for at, each in enumerate(entries):
        numbers.extend((
            names(each.name), wheres("\n".join(each.where)), KIND[each.kind], *each.at,
            each.claims, towns(each.town), each.weight, at,
        ))  # fmt: skip
        ids.add(each.id)
        runs.extend(each.rows)
        called.extend((at, name) for name in each.others)
    own = len(numbers) // len(HEADS)
    for at, name in called:
        numbers.append(names(name))
        numbers.extend(numbers[at * len(HEADS) + 1 : (at + 1) * len(HEADS)])
    columns = taken(numbers, np.int32).reshape(-1, len(HEADS))
    arrays: Arrays = {f"entry_{head}": columns[:, at].copy() for at, head in enumerate(HEADS)}
    arrays |= ids.whole("entry_id")
    arrays |= texts("name", names.of)
    arrays |= _by_words(names.of, wheres.of)
    arrays |= houses.arrays(taken(runs, np.int64).reshape(-1, 2), columns[:own, 0])
    return arrays | texts("town", towns.texts())


class _Bearers:
    """Which words each of many rows has, as they come; turned round at the end."""

    def __init__(self, words: Numbered) -> None:
        self._words = words
        self._word, self._ends = array("i"), array("q", (0,))

    def add(self, words: Iterable[str]) -> None:
        """The words of one row more."""
        self._word.extend(self._words(each) for each in words)
        self._ends.append(len(self._word))

    def turned(self, name: str, rank: Array) -> Arrays:
        """For each word, by its rank, the rows that have it: as `lists` makes them."""
        row = np.repeat(np.arange(len(self._ends) - 1), np.diff(taken(self._ends, np.int64)))
        pairs = np.unique((rank[taken(self._word, np.int32)] << 32) | row)
        begins = np.searchsorted(pairs, np.arange(len(rank) + 1) << 32)
        of = (pairs & 0xFFFFFFFF).astype(np.int32)
        return {f"{name}_of": of, f"{name}_at": begins.astype(np.uint32)}


def _by_words(names: Iterable[str], wheres: Iterable[str]) -> Arrays:
    known = Numbered()
    bearing, beginning, beside, calling = (_Bearers(known) for _ in range(4))
    weights = array("f")
    for name in names:
        row = said(name)
        bearing.add(word for word, _ in row)
        beginning.add(stems(name))
        weights.append(_weight(row))
    for where in wheres:
        for_each = folding.words(where)
        beside.add(w for word in for_each for w in (word, *abbreviations.MEANS.get(word, ())))
    for kind in KINDS:
        calling.add(kinds.words_of(kind))
    words = sorted(known.of)
    rank = np.empty(len(words), dtype=np.int64)
    rank[[known.of[word] for word in words]] = np.arange(len(words))
    sounds: dict[str, list[int]] = {}
    for at, word in enumerate(words):
        if len(word) > 3 and not word.isdigit():
            sounds.setdefault(folding.sound(word), []).append(at)
    ordered = sorted(sounds)
    return {
        **texts("word", words),
        **texts("sound", ordered),
        **lists("sounding", [sounds[each] for each in ordered]),
        **bearing.turned("bearing", rank),
        **beginning.turned("beginning", rank),
        **beside.turned("beside", rank),
        **calling.turned("calling", rank),
        "name_weight": taken(weights, np.float32),
    }


def _weight(row: Said) -> float:
    heaviest: dict[int, float] = {}
    for word, position in row:
        if position != OPTIONAL and position not in heaviest:
            heaviest[position] = abbreviations.weight(word)
    return sum(heaviest.values())


class Houses:
    """House numbers, written as they come and put in the order of their entries at the end."""

    def __init__(self, towns: Numbered) -> None:
        self._suffixes, self._written, self._towns = Numbered(), Numbered(), towns
        self._suffixes("")
        self._rows, self._ids = array("i"), Blob()

    def add(self, houses: Iterable[House]) -> tuple[int, int]:
        """The houses of one entry. Returns from which row to before which they are."""
        first = len(self._ids.ends) - 1
        for each in houses:
            texts = (
                self._suffixes(each.suffix), self._written(each.text), self._towns(each.town)
            )  # fmt: skip
            self._rows.extend((each.low, each.high, *texts, each.claims, *each.at))
            self._ids.add(each.id)
        return first, len(self._ids.ends) - 1

    def arrays(self, runs: Array, names: Array) -> Arrays:
        """All columns, in the order of these runs (from one row to before another); `names` is the
        number of each run's name."""
        counts = runs[:, 1] - runs[:, 0]
        ends = np.concatenate(([0], np.cumsum(counts)))
        order = np.arange(ends[-1]) + np.repeat(runs[:, 0] - ends[:-1], counts)
        columns = taken(self._rows, np.int32).reshape(-1, 8)[order]
        heads = ("low", "high", "suffix", "written", "town", "claims")
        return {
            **{f"house_{head}": columns[:, at].copy() for at, head in enumerate(heads)},
            "house_name": np.repeat(names, counts),
            "house_spots": columns[:, 6:].copy(),
            "house_ends": ends.astype(np.int64),
            **self._ids.arrays("house_id", runs, order),
            **texts("suffix", self._suffixes.texts()),
            **texts("written", self._written.texts()),
            **near.cells("house", columns[:, 6:]),
        }
