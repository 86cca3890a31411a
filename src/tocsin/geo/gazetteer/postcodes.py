"""Postcodes that addresses bear: where the middle of each is."""

from collections.abc import Iterable, Iterator

from tocsin.geo.gazetteer.stock import Named
from tocsin.geo.ground import Address


class Postcodes:
    """Counts addresses as they pass."""

    def __init__(self) -> None:
        self._of: dict[str, list[int]] = {}

    def through(self, addresses: Iterable[tuple[str, Address]]) -> Iterator[tuple[str, Address]]:
        """The same addresses."""
        for key, each in addresses:
            if each.postcode:
                tally = self._of.setdefault(each.postcode, [0, 0, 0])
                for at, number in enumerate((1, *each.at)):
                    tally[at] += number
            yield key, each

    def named(self) -> Iterator[tuple[Named, int]]:
        """Each at the middle of its addresses, and how many they are."""
        for code, (number, lat, lon) in sorted(self._of.items()):
            at = lat // number, lon // number
            yield Named(f"postcode/{code}", "postcode", code, at), number
