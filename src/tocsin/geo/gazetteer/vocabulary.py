"""The words of a ground, and which of them a typed word may mean.

Exact, abbreviated, begun and misspelt words, each with a likeness from 0 to 1. Spelling: optimal
string alignment (insert, delete, replace, swap neighbours), by rapidfuzz.
Source: Damerau, "A technique for computer detection and correction of spelling errors", 1964.
"""

from bisect import bisect_left
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from tocsin.geo.gazetteer import abbreviations, folding
from tocsin.geo.gazetteer.pools import Array, Lists, Texts

LAST = "\U0010ffff"
MOST = 48
"""Misspelt words that are looked at for one typed."""
ABBREVIATED, BEGUN, SOUNDS = 0.98, 0.86, 0.72
MISTAKE = {1: 0.84, 2: 0.70, 3: 0.62}
FARTHEST = ((11, 3), (7, 2), (0, 1))
"""So many mistakes are looked past in a word of so many letters."""
SHORT = 0.14
"""A mistake in a word of three letters leaves less to go by."""
KNOWN = 0.15
"""A word that is one of this ground's is less likely to be another one misspelt."""
LEAST_BEGUN = 0.6
"""How much of a word must be typed for a mistake in it to be looked past."""
LEAST_PART, MOST_BEGUN = 4, 2_000
"""So many letters of each part of a word run together; so many words are looked at."""
FIRST_LETTER, HALF_TYPED = 0.06, 0.06


class Like(NamedTuple):
    """Words from one number to before another, and how like they are to what was typed."""

    first: int
    after: int
    likeness: float


class Vocabulary:
    """All words, sorted; a word is its place among them."""

    def __init__(self, arrays: Mapping[str, Array]) -> None:
        self.words = list(Texts(arrays, "word"))
        self._place = {word: at for at, word in enumerate(self.words)}
        self._sounds = {sound: at for at, sound in enumerate(Texts(arrays, "sound"))}
        self._sounding = Lists(arrays, "sounding")
        self._begun: dict[int, tuple[list[str], list[int]]] = {}
        self.like = lru_cache(4_096)(self._like)

    def place(self, word: str) -> int | None:
        """The number of a word."""
        return self._place.get(word)

    def together(self, one: str, other: str, likeness: float) -> list[Like]:
        """Words that two typed ones are when run together, the first perhaps only begun:
        `pohj esplanadi`. The least like first."""
        found: list[Like] = []
        if len(one) >= LEAST_PART and len(other) >= LEAST_PART and one.isalpha():
            first, after = bisect_left(self.words, one), bisect_left(self.words, one + LAST)
            found = [
                Like(at, at + 1, likeness - HALF_TYPED)
                for at in range(first, min(after, first + MOST_BEGUN))
                if self.words[at].endswith(other) and len(self.words[at]) > len(one) + len(other)
            ]
        self._add(found, one + other, likeness)
        return found

    def _like(self, word: str, *, is_loose: bool) -> tuple[Like, ...]:
        """Every word that a typed one may mean, the least like first. Loose: misspelt too."""
        found: list[Like] = []
        for means in abbreviations.MEANS.get(word, ()):
            self._add(found, means, ABBREVIATED)
        plain = folding.without_umlauts(word)
        if plain != word:
            self._add(found, plain, ABBREVIATED)
            found.extend(self._beginning(plain, BEGUN - 0.02))
        for short, heads in abbreviations.SHORT_HEADS.items():
            if word.endswith(short) and len(word) > len(short) + 2:
                for head in heads:
                    self._add(found, word[: -len(short)] + head, ABBREVIATED)
        found.extend(self._beginning(word, BEGUN))
        if is_loose and not word.isdigit() and len(word) > 2:
            found.extend(self._misspelt(word))
        self._add(found, word, 1.0)
        return tuple(sorted(found, key=lambda each: each.likeness))

    def _add(self, found: list[Like], word: str, likeness: float) -> None:
        at = self._place.get(word)
        if at is not None:
            found.append(Like(at, at + 1, likeness))

    def _beginning(self, begun: str, likeness: float) -> list[Like]:
        first, after = bisect_left(self.words, begun), bisect_left(self.words, begun + LAST)
        if first == after:
            return []
        shortest = len(self.words[first])
        share = len(begun) / max(shortest, len(begun))
        return [Like(first, after, likeness + 0.1 * share * (after - first == 1))]

    def _misspelt(self, word: str) -> list[Like]:
        is_known = word in self._place
        most = 1 if is_known else next(far for length, far in FARTHEST if len(word) >= length)
        found: list[Like] = []
        for sounding in self._sounding_like(word):
            found.append(Like(sounding, sounding + 1, SOUNDS))
        for other, far, at in process.extract(
            word, self.words, scorer=OSA.distance, score_cutoff=most, limit=MOST, processor=None
        ):
            likeness = _mistaken(word, other, int(far)) - SHORT * (len(word) == 3)
            found.append(Like(at, at + 1, likeness))
        begun, firsts = self._beginnings(len(word)) if len(word) > 3 else ([], [])
        for other, far, at in process.extract(
            word, begun, scorer=OSA.distance, score_cutoff=most, limit=MOST, processor=None
        ):
            shortest = len(self.words[firsts[at]])
            if far and len(word) < LEAST_BEGUN * shortest:
                continue
            likeness = _mistaken(word, other, int(far)) - HALF_TYPED
            found.append(Like(firsts[at], firsts[at + 1], likeness))
        kept = [each for each in found if each.likeness < 1.0 - HALF_TYPED]
        if is_known:
            kept = [each._replace(likeness=each.likeness - KNOWN) for each in kept]
        return kept

    def _sounding_like(self, word: str) -> list[int]:
        at = self._sounds.get(folding.sound(word))
        return [] if at is None else [int(each) for each in self._sounding[at]]

    def _beginnings(self, length: int) -> tuple[list[str], list[int]]:
        """The different beginnings of longer words, and where the words of each begin."""
        if length not in self._begun:
            begun: list[str] = []
            firsts: list[int] = []
            for at, word in enumerate(self.words):
                if not begun or word[:length] != begun[-1]:
                    begun.append(word[:length])
                    firsts.append(at)
            self._begun[length] = begun, [*firsts, len(self.words)]
        return self._begun[length]


def _mistaken(word: str, other: str, far: int) -> float:
    return MISTAKE.get(far, 1.0) - FIRST_LETTER * (word[:1] != other[:1])
