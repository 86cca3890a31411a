"""What is raised when a file or a mapping is not what it claims to be."""

import difflib
from collections.abc import Iterable


class Malformed(Exception):
    """Input that cannot be read at all: where, what was expected, what to do next.

    Raised for a whole file or mapping only; a bad row or cell is a `RefusedRow` and stops nothing.
    """

    def __init__(self, where: str, expected: str, do: str) -> None:
        super().__init__(f"{where}: expected {expected}; {do}")
        self.where = where
        self.expected = expected
        self.do = do


def nearest(name: str, present: Iterable[str]) -> str | None:
    """The present name most like `name`, or None where nothing is alike."""
    folded = {plain(each): each for each in sorted(present, reverse=True)}
    found = difflib.get_close_matches(plain(name), sorted(folded), n=1, cutoff=0.5)
    return folded[found[0]] if found else None


def plain(name: str) -> str:
    """A column's name without case and surplus blanks: exports differ in both month by month."""
    return " ".join(name.split()).casefold()
