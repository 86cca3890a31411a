"""Draws that are the same on every machine: SplitMix64, in whole numbers.

Source: G. L. Steele, D. Lea, C. H. Flood, "Fast Splittable Pseudorandom Number Generators",
OOPSLA 2014, figure 17.
"""

import hashlib
from collections.abc import Sequence
from typing import TypeVar

MASK = (1 << 64) - 1
GOLDEN = 0x9E3779B97F4A7C15

T = TypeVar("T")


def key_of(seed: int, label: str) -> int:
    """64 bits for a seed and a label; other labels give unrelated ones."""
    return int.from_bytes(hashlib.sha256(f"{seed}/{label}".encode()).digest()[:8], "big")


def mixed(z: int) -> int:
    """64 bits from 64: every one depends on all."""
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return z ^ (z >> 31)


class Dice:
    """A stream of draws that belongs to a seed and a label, so that a new draw in one place
    changes nothing in another."""

    def __init__(self, seed: int, label: str) -> None:
        self._state = key_of(seed, label)

    def bits(self) -> int:
        """64 bits."""
        self._state = (self._state + GOLDEN) & MASK
        return mixed(self._state)

    def below(self, limit: int) -> int:
        """A whole number from 0 to limit - 1."""
        return (self.bits() * limit) >> 64

    def between(self, low: int, high: int) -> int:
        """A whole number from low to high, both possible."""
        return low + self.below(high - low + 1)

    def chance(self, permille: int) -> bool:
        """True so many times in a thousand."""
        return self.below(1_000) < permille

    def bell(self, spread: int) -> int:
        """Around 0, mostly within ± spread / 2, never beyond ± spread."""
        return (sum(self.between(-spread, spread) for _ in range(4))) // 4

    def pick(self, choices: Sequence[T]) -> T:
        """One of these."""
        return choices[self.below(len(choices))]

    def weighted(self, choices: Sequence[tuple[T, int]]) -> T:
        """One of these, as often as its weight says."""
        at = self.below(sum(weight for _, weight in choices))
        for value, weight in choices:
            if at < weight:
                return value
            at -= weight
        raise AssertionError("weights are positive")

    def shuffled(self, each: Sequence[T]) -> list[T]:
        """The same in another order."""
        left = list(each)
        for at in range(len(left) - 1, 0, -1):
            other = self.below(at + 1)
            left[at], left[other] = left[other], left[at]
        return left


def shares(total: int, weights: Sequence[int]) -> list[int]:
    """Whole parts of a total by weight, that add up to it (largest remainder)."""
    whole = sum(weights)
    if not whole:
        return [0] * len(weights)
    parts = [total * each // whole for each in weights]
    rest = total - sum(parts)
    order = sorted(range(len(weights)), key=lambda at: (-(total * weights[at] % whole), at))
    for at in order[:rest]:
        parts[at] += 1
    return parts
