"""Names of towns, streets and farms, each once in its town; the same may be in another town."""

from collections.abc import Iterator

from tocsin.geo.growing.dice import Dice
from tocsin.geo.growing.settling import Town
from tocsin.geo.growing.words import TONGUES, Tongue


def tongues_of(town: Town) -> list[Tongue]:
    """The languages of a town, the first one first."""
    return [TONGUES[code] for code in town.tongue.split("/")]


class Namer:
    """Gives names out; a place's name once in the region, a street's once in its town."""

    def __init__(self, seed: int) -> None:
        self._dice = Dice(seed, "names")
        self._seed = seed
        self._taken: set[str] = set()
        self._left: dict[tuple[int, str], Iterator[str]] = {}
        self._streets: set[tuple[int, str]] = set()

    def town(self, town: Town, by: str) -> str:
        """A name that fits where the town lies: `river`, `sea` or `land`."""
        tongue = tongues_of(town)[0]
        ends = {"river": tongue.by_river, "sea": tongue.by_sea, "land": tongue.inland}[by]
        return self._place(tongue, ends)

    def village(self, town: Town) -> str:
        """A village of a town."""
        tongue = tongues_of(town)[0]
        return self._place(tongue, tongue.villages)

    def _place(self, tongue: Tongue, ends: tuple[str, ...]) -> str:
        for attempt in range(1_000):
            stem, end = self._dice.pick(tongue.places), self._dice.pick(ends)
            name = stem + end if stem[-1] != end[0] else stem + end[1:]
            if attempt > 300:
                name = f"{self._dice.pick(tongue.more).strip()} {name}"
            if name not in self._taken:
                self._taken.add(name)
                return name
        raise AssertionError("there are more names than places")

    def farm(self, town: Town) -> str:
        """A farm of a town, once there."""
        tongue = tongues_of(town)[0]
        for _ in range(400):
            name = self._dice.pick(tongue.farms).format(self._dice.pick(tongue.stems))
            if self.take(town, name):
                return name
        return self._place(tongue, tongue.villages)

    def suburb(self, town: Town) -> str:
        """A quarter of a town, once there."""
        tongue = tongues_of(town)[0]
        for _ in range(400):
            name = self._dice.pick(tongue.suburbs).format(self._dice.pick(tongue.stems))
            if self.take(town, name):
                return name
        return self._place(tongue, tongue.villages)

    def river(self, town: Town) -> str:
        """What the river is called."""
        return self._dice.pick(tongues_of(town)[0].rivers)

    def named(self, town: Town, names: list[str]) -> str:
        """A street's name in the languages of its town, as it is written on a map."""
        return " / ".join(names[: len(tongues_of(town))])

    def main_streets(self, town: Town) -> list[str]:
        """The names that the first streets of a town bear."""
        each = tongues_of(town)
        return [" / ".join(names) for names in zip(*(one.main for one in each), strict=False)]

    def take(self, town: Town, name: str) -> bool:
        """Whether a name was free in a town; it is taken now."""
        if (town.rank, name) in self._streets:
            return False
        self._streets.add((town.rank, name))
        return True

    def street(self, town: Town, style: str) -> str:
        """A new name for a street in a quarter of this style."""
        key = (town.rank, style)
        if key not in self._left:
            self._left[key] = _supply(tongues_of(town), style, Dice(self._seed, f"streets/{key}"))
        for name in self._left[key]:
            if self.take(town, name):
                return name
        raise AssertionError("the supply of names does not end")


def _supply(tongues: list[Tongue], style: str, dice: Dice) -> Iterator[str]:
    """Names without an end: all stems with all endings, then with words before them."""
    mixed = []
    for tongue in tongues:
        pairs = [(stem, end) for stem in tongue.stems for end in tongue.endings[style]]
        mixed.append([_joined(tongue, *pair) for pair in dice.shuffled(pairs)])
    plain = [" / ".join(names) for names in zip(*mixed, strict=False)]
    yield from plain
    more = dice.shuffled(tongues[0].more)
    for word in more:
        for name in plain:
            yield f"{word.strip()} {name}"
    number = 2
    while True:
        for name in plain:
            yield f"{name} {number}"
        number += 1


def _joined(tongue: Tongue, stem: str, end: str) -> str:
    if "{}" in end:
        return end.format(stem)
    return f"{stem} {end}" if tongue.code == "en" else stem + end
