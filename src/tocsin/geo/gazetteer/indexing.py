"""Entries by their words: for each word the names and the places that bear it.

An entry in another language is a row after all others; its `first` is the row of its own name,
which has its id and its houses. `name`: different names, each a row of words with the position
where each stands; a position may have more than one word (`st`, `street`, `saint`), and -1 marks a
word that need not be said.
`where`: different sets of words that are said beside a name. `entry`: a name in one place.
"""

from array import array
from collections.abc import Iterable, Sequence

import numpy as np

from tocsin.geo.gazetteer import abbreviations, folding, kinds, near
from tocsin.geo.gazetteer.pools import Arrays, Blob, Numbered, lists, texts
from tocsin.geo.gazetteer.stock import KIND, KINDS, Entry, House

Said = list[tuple[str, int]]
OPTIONAL = -1


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


def indexed(entries: Sequence[Entry], houses: "Houses", towns: Numbered) -> Arrays:
    """All arrays about words, names, places, entries and house numbers."""
    names, wheres = Numbered(), Numbered()
    called = [(at, each.name) for at, each in enumerate(entries)]
    called += [(at, name) for at, each in enumerate(entries) for name in each.others]
    rows = [
        (names(name), wheres("\n".join(each.where)), KIND[each.kind], *each.at, each.claims,
         towns(each.town), each.weight, at)
        for at, name in called
        for each in (entries[at],)
    ]  # fmt: skip
    columns = np.array(rows, dtype=np.int64).reshape(-1, 9)
    heads = ("name", "where", "kind", "lat", "lon", "claims", "town", "weight", "first")
    arrays: Arrays = {
        f"entry_{head}": columns[:, at].astype(np.int32) for at, head in enumerate(heads)
    }
    arrays |= texts("entry_id", [each.id for each in entries])
    arrays |= texts("name", names.texts())
    arrays |= _by_words(names.texts(), wheres.texts())
    arrays |= houses.arrays([each.rows for each in entries], [names(e.name) for e in entries])
    return arrays | texts("town", towns.texts())


def _by_words(names: Sequence[str], wheres: Sequence[str]) -> Arrays:
    bears = [said(name) for name in names]
    beside = [
        sorted(
            {w for word in folding.words(where) for w in (word, *abbreviations.MEANS.get(word, ()))}
        )
        for where in wheres
    ]
    called = [kinds.words_of(kind) for kind in KINDS]
    begun = [stems(name) for name in names]
    words = sorted({
        word
        for each in ([w for w, _ in row] for row in bears)
        for word in each
    }.union(*beside, *called, *begun))  # fmt: skip
    place = {word: at for at, word in enumerate(words)}
    sounds: dict[str, list[int]] = {}
    for at, word in enumerate(words):
        if len(word) > 3 and not word.isdigit():
            sounds.setdefault(folding.sound(word), []).append(at)
    ordered = sorted(sounds)
    return {
        **texts("word", words),
        **texts("sound", ordered),
        **lists("sounding", [sounds[each] for each in ordered]),
        **lists("bearing", _turned(len(words), ([place[w] for w, _ in row] for row in bears))),
        **lists("beginning", _turned(len(words), ([place[w] for w in row] for row in begun))),
        **lists("beside", _turned(len(words), ([place[w] for w in row] for row in beside))),
        **lists("calling", _turned(len(words), ([place[w] for w in row] for row in called))),
        "name_weight": np.array([_weight(row) for row in bears], dtype=np.float32),
    }


def _turned(size: int, rows: Iterable[Iterable[int]]) -> list[list[int]]:
    """For each word the rows that hold it."""
    found: list[list[int]] = [[] for _ in range(size)]
    for at, row in enumerate(rows):
        for word in sorted(set(row)):
            found[word].append(at)
    return found


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

    def arrays(self, runs: Sequence[tuple[int, int]], names: Sequence[int]) -> Arrays:
        """All columns, in the order of these runs; `names` is the number of each run's name."""
        whole = np.array(self._rows, dtype=np.int32).reshape(-1, 8)
        counts = [after - first for first, after in runs]
        order = np.concatenate([np.arange(0), *(np.arange(*run) for run in runs)])
        columns = whole[order]
        heads = ("low", "high", "suffix", "written", "town", "claims")
        return {
            **{f"house_{head}": columns[:, at].copy() for at, head in enumerate(heads)},
            "house_name": np.repeat(np.array(names, dtype=np.int32), counts),
            "house_spots": columns[:, 6:].copy(),
            "house_ends": np.cumsum([0, *counts], dtype=np.int64),
            **self._ids.arrays("house_id", runs),
            **texts("suffix", self._suffixes.texts()),
            **texts("written", self._written.texts()),
            **near.cells("house", columns[:, 6:]),
        }
