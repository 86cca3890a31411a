"""What a typed name stands for: units by call sign, everything with a number by its ending.

A restricted incident is found only by whoever may know of it: for everybody else it is not there.
"""

import re
from collections.abc import Callable, Iterable
from typing import Protocol

import msgspec

from tocsin.app.grammar.parse import misread
from tocsin.app.tongue import listed
from tocsin.geo.places import Point
from tocsin.operations.incident import GivenPlace
from tocsin.operations.looks import may_know
from tocsin.operations.picture import Incident, Picture
from tocsin.operations.picture.warning import AlertArea
from tocsin.terms.words import Words

Read = Callable[[Words], str | None]


def cannot_read(_words: Words) -> str | None:
    """For a desk without keys."""
    return None


Exact = Callable[[str], GivenPlace | None]


def no_ground(_words: str) -> GivenPlace | None:
    """For a desk without a ground."""
    return None


def typed_point(words: str) -> Point | None:
    """The position that is typed as `latitude,longitude` in degrees, where that is what it is."""
    if not re.fullmatch(r"-?\d{1,2}(\.\d+)?, *-?\d{1,3}(\.\d+)?", words):
        return None
    lat, lon = (float(each) for each in words.split(","))
    return Point.from_degrees(lat, lon) if abs(lat) <= 90 and abs(lon) <= 180 else None


class OnGround(Protocol):
    """Areas that follow from the ground. Raises Told: there is none, or it cannot be asked."""

    def zone(self, picture: Picture, words: str) -> AlertArea:
        """The zone that is called so."""

    def within(self, picture: Picture, point: Point, minutes: int, name: str) -> AlertArea:
        """What is reached from a point on foot in so many minutes."""


class Names(msgspec.Struct, frozen=True):
    """The names that are valid in one picture. `selected` is the incident that `.` stands for,
    `report` the report this desk took last, `viewer` the person who asks (None: the town itself).
    """

    picture: Picture
    code: str
    selected: str | None = None
    report: str | None = None
    viewer: str | None = None
    read: Read = cannot_read
    choices: tuple[GivenPlace, ...] = ()
    """Places that this desk was shown last: `#1` is the first."""
    exact: Exact = no_ground
    areas: OnGround | None = None

    def place(self, words: str) -> GivenPlace:
        """The place that words after `@` stand for: one of those shown (`#1`), the one that the
        ground calls exactly so, else as said; a position is one.
        """
        if not re.fullmatch(r"#\d{1,3}", words):
            return self.exact(words) or GivenPlace(words=words, point=typed_point(words))
        number = int(words[1:])
        if not 1 <= number <= len(self.choices):
            raise misread("misread-place-shown", words=words)
        return self.choices[number - 1]

    def knows(self, incident: Incident) -> bool:
        """Whether the viewer may know of an incident."""
        return self.viewer is None or may_know(self.picture, incident, self.viewer)

    def unit(self, word: str) -> str | None:
        """The unit of this call sign or id, whatever its case; None if there is none."""
        for name in (word, f"{self.code}-{word}", word.upper(), f"{self.code}-{word.upper()}"):
            if name in self.picture.units:
                return name
        wanted = word.casefold()
        return next(
            (
                each.id
                for each in self.picture.units.unordered()
                if wanted in (each.call_sign.casefold(), each.id.casefold())
            ),
            None,
        )

    def call_sign(self, unit: str) -> str:
        """How a unit is spoken of."""
        found = self.picture.units.get(unit)
        return unit if found is None else found.call_sign

    def incident(self, word: str) -> str | None:
        """The incident whose number or id ends so; None if none does.

        Open ones come before closed ones. Raises NotUnderstood where several are meant.
        """
        if word == ".":
            if self.selected is None:
                raise misread("misread-none-selected")
            return self.selected
        for name in (word, word.upper()):
            exact = self.picture.incidents.get(name)
            if exact is not None:
                return exact.id if self.knows(exact) else None
        if not any(each.isdigit() for each in word):
            return None
        wanted = word.upper()
        ending = [
            each
            for each in self.picture.incidents.unordered()
            if (each.id.upper().endswith(wanted) or (each.source_number or "").endswith(wanted))
            and self.knows(each)
        ]
        for found in (
            [each for each in ending if each.status != "closed" and each.merged_into is None],
            ending,
        ):
            if found:
                return _only([each.id for each in found], word)
        return None

    def waiting_report(self) -> str | None:
        """The report meant where none is named: the last one taken here, or the only one."""
        if self.report is not None:
            return self.report
        waiting = [each.id for each in self.picture.reports.values() if each.is_waiting]
        return waiting[0] if len(waiting) == 1 else None

    def ending(self, ids: Iterable[str], word: str) -> str | None:
        """The one of these ids that is the word or ends so; None if none does.

        Raises NotUnderstood where several are meant.
        """
        known = list(ids)
        for name in (word, f"{self.code}-{word}"):
            if name in known:
                return name
        wanted = word.casefold()
        found = [each for each in known if each.casefold().endswith(wanted)]
        return _only(found, word) if found and len(word) > 1 else None

    def station(self, word: str) -> str | None:
        """The station of this id or name, or of the name that alone begins so. NotUnderstood."""
        return self._titled(((e.id, e.name) for e in self.picture.stations.values()), word)

    def facility(self, word: str) -> str | None:
        """The facility of this id or name, or of the name that alone begins so. NotUnderstood."""
        return self._titled(((e.id, e.name) for e in self.picture.facilities.values()), word)

    def _titled(self, known: Iterable[tuple[str, str]], word: str) -> str | None:
        wanted, begun = word.casefold(), []
        for id, title in known:
            if wanted in (id.casefold(), title.casefold()) or id == f"{self.code}-{word}":
                return id
            if title.casefold().startswith(wanted):
                begun.append(id)
        return _only(begun, word) if begun and wanted else None

    def person(self, word: str) -> str | None:
        """The officer of this handle or id, whatever its case; None if there is none."""
        if word in self.picture.people:
            return word
        wanted = word.casefold()
        return next(
            (
                each.id
                for each in self.picture.people.values()
                if wanted in (each.id.casefold(), (each.handle or each.id).casefold())
            ),
            None,
        )

    def who(self, person: str) -> str:
        """How a person is spoken of: the handle, or the id where there is none."""
        found = self.picture.people.get(person)
        return person if found is None else found.handle or found.id


def _only(found: list[str], word: str) -> str:
    if len(found) == 1:
        return found[0]
    few = listed(sorted(found)[:4])
    raise misread("misread-many", word=word, few=few)
