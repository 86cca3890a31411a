"""Which names fit what was typed, and how well: 0 to 1.

A word typed may fit a word of a name, a word said beside it (town, district, postcode) or what a
kind of place is called. How well a place fits is how much of what was typed it explains, times how
much of its name was typed.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from tocsin.geo.gazetteer import abbreviations, kinds, near
from tocsin.geo.gazetteer.pools import Array, Lists
from tocsin.geo.gazetteer.stock import KIND, KINDS
from tocsin.geo.gazetteer.vocabulary import Like, Vocabulary
from tocsin.geo.ground import Spot

BESIDE, CALLED, APART = 0.95, 0.97, 0.95
BEGINNING = 0.85
"""A whole word that a longer one begins with, as Bahnhof does Bahnhofstrasse, is not that one."""
NAMED_SHARE = 0.45
"""How much it counts that a name was typed whole."""
STREETS = (KIND["street"], KIND["road"])
BESIDES = 0.92
"""What the name of a stop or a shop is worth that is also that of what it stands at."""
KIND_IS_NAMED = 0.85
LEAST_CALLED = 0.9
ELSEWHERE = 0.5
"""What a place of a kind is worth that is near what was said, and not in it."""
LEAST_EXPLAINED, LEAST = 0.6, 0.3
GOOD = 0.8
"""A fit this good is not looked for among misspellings too."""
MOST = 64
FAR_M = 1e7
TIE = 0.03


class Fit(NamedTuple):
    """An entry, how well its words fit, and how far it is from who asks (0 where unknown)."""

    entry: int
    likeness: float
    far_m: float


class Words:
    """The arrays of names, and what was typed against all of them at once."""

    def __init__(self, arrays: Mapping[str, Array], vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._bearing, self._beside, self._calling = (
            Lists(arrays, each) for each in ("bearing", "beside", "calling")
        )
        self._beginning = Lists(arrays, "beginning" if "beginning_of" in arrays else "bearing")
        """An index of before had them among `bearing`."""
        self._name_weight = np.maximum(arrays["name_weight"], np.float32(0.1))
        self._name, self._where, self._kind, self._first = (
            arrays[f"entry_{each}"].astype(np.intp) for each in ("name", "where", "kind", "first")
        )
        stands_by = [KIND[each] for each in sorted(kinds.BESIDES)]
        self._worth = np.where(np.isin(self._kind, stands_by), np.float32(BESIDES), np.float32(1))
        self._wheres = int(self._where.max(initial=-1)) + 1
        self._kinds = len(KINDS)
        self._spots = np.stack((arrays["entry_lat"], arrays["entry_lon"]), axis=1)

    def fits(
        self, typed: Sequence[str], at: Spot | None, *, of_kind: Sequence[int] = ()
    ) -> list[Fit]:
        """The entries that fit best, best first; misspelt only where nothing fits well."""
        if not typed or not len(self._name):
            return []
        found = self._fits(typed, at, of_kind, is_loose=False)
        if found and found[0].likeness >= GOOD:
            return found
        return self._fits(typed, at, of_kind, is_loose=True)

    def names(self, typed: Sequence[str], *, is_loose: bool) -> dict[int, float]:
        """The different names that fit, each in its own language, whatever their places."""
        found: dict[int, float] = {}
        for each in self._fits(typed, None, STREETS, is_loose=is_loose):
            first = int(self._first[each.entry])
            found.setdefault(int(self._name[first]), each.likeness)
        return found

    def called(self, typed: Sequence[str]) -> Array:
        """The kinds that are called so."""
        likes = [self._vocabulary.like(word, is_loose=False) for word in typed]
        called = [self._spread(self._calling, each, self._kinds) for each in likes]
        return np.flatnonzero(np.min(called, axis=0) >= LEAST_CALLED)

    def lacking(self, typed: Sequence[str]) -> str | None:
        """The kind that is called so, where nothing is of such a kind."""
        called = self.called(typed).tolist() if typed else []
        if not called or np.isin(called, self._kind).any():
            return None
        return None if KINDS[called[0]] in kinds.QUIET else KINDS[called[0]]

    def of_kind_near(self, typed: Sequence[str], at: Spot, most: int) -> list[Fit]:
        """What is of a kind that is called so, the nearest first."""
        kinds = self.called(typed)
        is_own = self._first == np.arange(len(self._first))
        entries = np.flatnonzero(is_own & np.isin(self._kind, kinds))
        far = near.distances_m(self._spots[entries], at)
        order = np.argsort(far, kind="stable")[:most]
        return [Fit(int(entries[i]), ELSEWHERE, float(far[i])) for i in order]

    def _fits(
        self, typed: Sequence[str], at: Spot | None, of_kind: Sequence[int], *, is_loose: bool
    ) -> list[Fit]:
        scores = self._scores(typed, is_loose=is_loose)
        if of_kind:
            scores = np.where(np.isin(self._kind, of_kind), scores, 0.0)
        likely = np.flatnonzero(scores >= LEAST)
        if not len(likely):
            return []
        far = np.zeros(len(likely)) if at is None else near.distances_m(self._spots[likely], at)
        order = scores[likely] - np.minimum(far, FAR_M) * (1e-3 / FAR_M)
        if len(likely) > MOST:
            top = np.argpartition(-order, MOST)[:MOST]
            likely, far, order = likely[top], far[top], order[top]
        best = np.lexsort((likely, -order))
        return [Fit(int(likely[i]), float(scores[likely[i]]), float(far[i])) for i in best]

    def _scores(self, typed: Sequence[str], *, is_loose: bool) -> Array:
        weights = [abbreviations.weight(word) for word in typed]
        whole = sum(weights)
        explained = np.zeros(len(self._name), dtype=np.float32)
        named = np.zeros(len(self._name_weight), dtype=np.float32)
        called = np.zeros(self._kinds, dtype=np.float32)
        for word, mine, likes in zip(typed, weights, self._likes(typed, is_loose), strict=True):
            by_name = self._spread(self._bearing, likes, len(named))
            by_part = self._spread(self._beginning, likes, len(named)) * np.float32(BEGINNING)
            np.maximum(by_name, by_part, out=by_name)
            if is_loose and len(word) > 5:
                by_name = np.maximum(by_name, self._run_together(word, len(named)))
            best = by_name.take(self._name)
            by_where = self._spread(self._beside, likes, self._wheres)
            if by_where.any():
                np.maximum(best, (by_where * np.float32(BESIDE)).take(self._where), out=best)
            by_kind = self._spread(self._calling, likes, self._kinds)
            if by_kind.any():
                by_kind *= np.float32(CALLED)
                np.maximum(best, by_kind.take(self._kind), out=best)
                called += np.float32(mine) * by_kind
            best *= np.float32(mine)
            explained += best
            named += np.float32(mine) * by_name
        share = np.minimum(named / self._name_weight, np.float32(1)).take(self._name)
        is_called = called >= min(0.75, whole - 0.01)
        if is_called.any():
            by_kind = np.where(is_called, np.float32(KIND_IS_NAMED), np.float32(0))
            np.maximum(share, by_kind.take(self._kind), out=share)
        explained /= np.float32(whole)
        fits = explained * (np.float32(1 - NAMED_SHARE) + np.float32(NAMED_SHARE) * share)
        fits *= self._worth
        return np.where((explained >= LEAST_EXPLAINED) & (share > 0), fits, np.float32(0))

    def _likes(self, typed: Sequence[str], is_loose: bool) -> list[tuple[Like, ...]]:
        """What each typed word may mean, also together with its neighbour."""
        found = [self._vocabulary.like(word, is_loose=is_loose) for word in typed]
        for at in range(len(typed) - 1):
            for both in self._vocabulary.together(typed[at], typed[at + 1], APART):
                found[at], found[at + 1] = (*found[at], both), (*found[at + 1], both)
        return found

    def _spread(self, lists: Lists, likes: Sequence[Like], size: int) -> Array:
        """How well each row fits by the best of its words; `likes` with the least like first."""
        found = np.zeros(size, dtype=np.float32)
        for first, after, likeness in likes:
            rows = lists.between(first, after)
            if len(rows):
                found[rows] = np.maximum(found[rows], np.float32(likeness))
        return found

    def _run_together(self, word: str, size: int) -> Array:
        """Two words typed as one: `millroad`."""
        best = np.zeros(size, dtype=np.float32)
        for at in range(3, len(word) - 2):
            one, other = self._vocabulary.place(word[:at]), self._vocabulary.place(word[at:])
            if one is not None and other is not None:
                both = [
                    self._spread(self._bearing, (Like(each, each + 1, APART),), size)
                    for each in (one, other)
                ]
                best = np.maximum(best, np.minimum(*both))
        return best
