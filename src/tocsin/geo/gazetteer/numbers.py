"""House numbers, as they are stored and as they are asked for.

A number is a run from `low` to `high` (the same, but for `10-16`) and a suffix: `a`, `bis`, `/3`.
Odd and even numbers are taken to stand on opposite sides, so `10-16` holds 12 and not 13.
"""

import re
from typing import NamedTuple

WIDEST = 200
"""More than any run of numbers of one house: `12-900` is something else."""
_PART = re.compile(
    r"(\d{1,5})\s*(bis|ter|quater|[a-z](?![a-z]))?"
    r"(?:\s*[-–—]\s*(\d{1,5})\s*(?:[a-z](?![a-z]))?)?(?:\s*/\s*(\w{1,4}))?"
)
ASKED = re.compile(
    r"(?<![\w.,])(?:no\.?\s*|nr\.?\s*|n°\s*|#\s*)?(\d{1,5}\s?(?:(?:bis|ter|quater)\b|[a-z]\b(?=\s*(?:$|,|/))"
    r"|(?<=\d)[a-z]\b)?(?:\s*[-–—/]\s*\d{1,5}\s?(?:[a-z]\b)?(?![\w.]))?)(?![\w°])"
)
"""A number in folded text: a letter apart from it counts only at the end, or before a comma."""


class Number(NamedTuple):
    """A house number or a run of them."""

    low: int
    high: int
    suffix: str

    def holds(self, number: int) -> bool:
        """Whether a number is in the run, on its side of the street."""
        if not self.low <= number <= self.high:
            return False
        return (self.high - self.low) % 2 == 1 or (number - self.low) % 2 == 0


def stored(text: str) -> list[Number]:
    """The numbers of an address: `10-16`, `1;3;5`, `76, 76a`, `14 B`. Empty where there is none."""
    found: dict[Number, None] = {}
    for part in re.split(r"[;,+&]|\bund\b|\band\b", text.casefold()):
        matched = _PART.match(part.strip())
        if matched is not None:
            found[_number(matched)] = None
    return list(found)


def asked(text: str) -> Number | None:
    """The number somebody asks for, of a text that is nothing but one."""
    matched = _PART.fullmatch(text.strip())
    return None if matched is None else _number(matched)


def _number(found: re.Match[str]) -> Number:
    low, suffix = int(found[1]), found[2] or ""
    if found[3] is not None:
        high = int(found[3])
        if low < high <= low + WIDEST:
            return Number(low, high, suffix)
        suffix += f"-{high}"
    if found[4] is not None:
        suffix += f"/{found[4]}"
    return Number(low, low, suffix)
