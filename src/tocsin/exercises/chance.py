"""Chance as a value: draws that depend on a seed and on what they are drawn for, and on nothing
else.

The same seed gives the same town and the same morning on every machine and under every hash seed,
whatever the order in which the draws are made.
"""

import hashlib
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Chance:
    """Draws for named purposes. `whole("turnout", unit, incident, low=40, high=110)` is always the
    same.
    """

    def __init__(self, seed: int) -> None:
        self.seed = seed

    def share(self, *purpose: object) -> float:
        """A number in [0, 1) for this purpose."""
        name = "/".join(str(each) for each in (self.seed, *purpose))
        return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=6).digest()) / 2**48

    def whole(self, *purpose: object, low: int, high: int) -> int:
        """A whole number from low to high, both included."""
        return low + int(self.share(*purpose) * (high - low + 1))

    def one(self, choices: Sequence[T], *purpose: object) -> T:
        """One of the choices, each as likely."""
        return choices[int(self.share(*purpose) * len(choices))]
