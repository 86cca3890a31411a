"""From what a caller says to a place on the ground: the choices a desk is shown, and the one taken.

Nothing is guessed: the desk sees every place that fits alike and names one (`@#1`).
"""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from tocsin.app.outcome import Exit, Told
from tocsin.app.tongue import tell
from tocsin.geo.places import Point
from tocsin.operations.incident import GivenPlace
from tocsin.operations.picture import Picture
from tocsin.operations.picture.warning import AlertArea

if TYPE_CHECKING:
    from tocsin.app.ground.standing import Standing
    from tocsin.app.warnings.on_ground import GroundAreas
    from tocsin.geo.gazetteer.candidates import Candidate, Found

SHOWN = 9


class Choices(msgspec.Struct, frozen=True):
    """Places that words may mean, best first, each with its line; `asks` is what to ask back."""

    places: tuple[GivenPlace, ...]
    lines: tuple[str, ...]
    asks: str | None


Finder = Callable[[str, Point | None, Picture], Choices]
"""Words, where the caller is, the present picture. Raises Told: the town has no ground …"""


def finder_in(town: Path) -> Finder:
    """A finder on the ground in force in a town's folder; opened when it is first asked."""
    from tocsin.app.ground.standing import Standing

    return finder_on(Standing(town))


def finder_on(standing: "Standing") -> Finder:
    """A finder on the ground in force, as a process holds it."""

    def find(words: str, near: Point | None, picture: Picture) -> Choices:
        ready = standing.ready(picture)
        at = None if near is None else (near.lat_udeg, near.lon_udeg)
        found = ready.places(picture.local_names).where(words, near=at, most=SHOWN)
        return choices(words, found, ready.manifest.checksum)

    return find


class LineAreas:
    """Areas on the ground in force, for lines that write a warning."""

    def __init__(self, standing: "Standing") -> None:
        self._standing = standing

    def zone(self, picture: Picture, words: str) -> AlertArea:
        """The zone that is called so. Raises Told."""
        return self._ground().zones(picture, [words]).area

    def within(self, picture: Picture, point: Point, minutes: int, name: str) -> AlertArea:
        """What is reached from a point on foot in so many minutes. Raises Told."""
        return self._ground().within(picture, point, minutes, name).area

    def _ground(self) -> "GroundAreas":
        from tocsin.app.warnings.on_ground import GroundAreas

        return GroundAreas(self._standing)


def areas_in(town: Path) -> LineAreas:
    """Areas on the ground in force in a town's folder; opened when it is first asked."""
    from tocsin.app.ground.standing import Standing

    return LineAreas(Standing(town))


def choices(words: str, found: "Found", ground: str) -> Choices:
    """What a gazetteer found, as places that an order can take; each cites the ground."""
    from tocsin.app.ground.where_deed import said_of

    return Choices(
        tuple(_place(words, each, ground) for each in found.candidates),
        tuple(said_of(each) for each in found.candidates),
        None if found.asks is None else tell(f"asks-{found.asks}"),
    )


def _place(words: str, each: "Candidate", ground: str) -> GivenPlace:
    areas = {} if each.jurisdiction is None else {"jurisdiction": each.jurisdiction}
    return GivenPlace(
        words=words,
        label=each.label[:200],
        point=Point.from_degrees(each.lat, each.lon),
        uncertainty_m=each.uncertainty_m,
        areas=areas,
        ground=ground,
    )


def called(places: Iterable[GivenPlace], words: str) -> GivenPlace | None:
    """The one place that is called exactly so, with its town or without."""
    said = words.casefold()
    labels = [(place, (place.label or "").casefold()) for place in places]
    alike = [place for place, label in labels if label == said] or [
        place for place, label in labels if label.rpartition(", ")[0] == said
    ]
    return alike[0] if len(alike) == 1 else None


def nowhere(_words: str, _near: Point | None, _picture: Picture) -> Choices:
    """For a desk that has no folder."""
    raise Told("this desk has no ground to look on", Exit.not_so)
