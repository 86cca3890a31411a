"""A line with its names looked up, and what a verb is: example, help, what it takes, builder."""

from collections.abc import Callable, Iterable
from datetime import datetime, tzinfo
from enum import Enum
from typing import TypeVar

import msgspec

from tocsin.app.grammar.clocks import clock_time, clock_time_ahead, said
from tocsin.app.grammar.parse import Line, NotUnderstood, misread
from tocsin.app.grammar.resolve import Names
from tocsin.app.tongue import listed, tell
from tocsin.operations.incident import GivenPlace
from tocsin.operations.orders import Command, Context
from tocsin.terms.codes import Priority

Choice = TypeVar("Choice", bound=Enum)


class Chain(msgspec.Struct, frozen=True):
    """Commands that stand on each other: where one is refused the rest is not asked.

    `says` is the sentence for the person, before and after.
    """

    commands: tuple[Command, ...]
    says: str


class View(msgspec.Struct, frozen=True):
    """A question that orders nothing: which one (`why`, `at` …), about what, as of when."""

    name: str
    words: tuple[str, ...] = ()
    at: datetime | None = None


Built = tuple[Chain, ...] | View


class Verb(msgspec.Struct, frozen=True):
    """`example` shows how to write it, and begins with its name.

    `takes` names the parts it understands: units, incident, incidents, words, place, text, reason,
    at (when it happened), until (a time to come). Any other part of a line is refused, not passed
    over.
    """

    example: str
    build: Callable[["Told"], Built]
    takes: str

    @property
    def help(self) -> str:
        """What happens, in the language that is spoken."""
        name = self.example.partition(" ")[0]
        return tell(f"verb-{'ask' if name == '?' else name}")


class Told(msgspec.Struct, frozen=True):
    """A line with its names looked up by shape; `rest` are the words that are neither."""

    line: Line
    verb: Verb
    names: Names
    now: datetime
    zone: tzinfo
    command_id: str
    units: tuple[str, ...] = ()
    incidents: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()
    at: datetime | None = None
    until: datetime | None = None

    # what must be there

    def wrong(self, what: str) -> NotUnderstood:
        """The error that says what the verb takes, by the name of a sentence; with its example."""
        return misread(
            "misread-takes", verb=self.line.verb, what=tell(what), example=self.verb.example
        )

    def one_unit(self) -> str:
        if len(self.units) != 1:
            raise self.wrong("takes-one-unit")
        return self.units[0]

    def some_units(self) -> tuple[str, ...]:
        if not self.units:
            raise self.wrong("takes-a-unit")
        return self.units

    def an_incident(self) -> str:
        if not self.incidents:
            raise self.wrong("takes-an-incident")
        return self.incidents[0]

    def two_incidents(self) -> tuple[str, str]:
        if len(self.incidents) != 2:
            raise self.wrong("takes-two-incidents")
        return self.incidents[0], self.incidents[1]

    def here(self) -> str:
        """The incident named, else the selected one."""
        return self.incidents[0] if self.incidents else self.selected()

    def selected(self) -> str:
        if self.names.selected is None:
            raise self.wrong("takes-an-incident-none-selected")
        return self.names.selected

    def a_reason(self) -> str:
        reason = self.line.reason or self.line.text
        if reason is None:
            raise self.wrong("takes-a-reason")
        return reason

    def a_text(self) -> str:
        text = self.line.text or self.line.reason
        if text is None:
            raise self.wrong("takes-words")
        return text

    def a_time(self) -> datetime:
        if self.until is None:
            raise self.wrong("takes-a-time-to-come")
        return self.until

    def a_place(self) -> str:
        if self.line.place is None:
            raise self.wrong("takes-a-place")
        return self.line.place

    def place_given(self) -> GivenPlace:
        """The place after `@`, as an order takes it; empty where none is said."""
        return GivenPlace() if self.line.place is None else self.names.place(self.line.place)

    def place_said(self) -> str | None:
        """The place in a sentence."""
        place = self.place_given()
        return place.label or place.words

    def some_rest(self, least: int, most: int | None, what: str) -> tuple[str, ...]:
        """The words left over, if there are as many as wanted."""
        if not least <= len(self.rest) <= (len(self.rest) if most is None else most):
            raise self.wrong(what)
        return self.rest

    def one_word(self, what: str) -> str:
        return self.some_rest(1, 1, what)[0]

    # what a word stands for

    def person(self, word: str) -> str:
        found = self.names.person(word)
        if found is None:
            raise misread("misread-person", word=word)
        return found

    def of(self, kind: str, word: str, what: str, ids: Iterable[str] | None = None) -> str:
        """The id in a collection of the picture that a word is or ends."""
        known = getattr(self.names.picture, kind) if ids is None else ids
        found = self.names.ending(known, word)
        if found is None:
            raise misread("misread-none", what=what, word=word)
        return found

    def neighbour(self, word: str) -> str:
        """The code of a town that this one has met."""
        if word.upper() not in self.names.picture.neighbours:
            raise misread("misread-none", what=tell("noun-neighbour"), word=word)
        return word.upper()

    def a_report(self, words: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
        """The report that the first word names, else the one that is meant; and the words left."""
        if words:
            found = self.names.ending(self.names.picture.reports, words[0])
            if found is not None:
                return found, words[1:]
        meant = self.names.waiting_report()
        if meant is None:
            raise self.wrong("takes-a-report")
        return meant, words

    def new_id(self, shape: str) -> str:
        """The id of what the first command of this line brings into being."""
        return Context(
            code=self.names.code,
            now=self.now,
            occurred_at=self.now,
            command_id=self.command_id,
            actor="",
        ).new_id(shape)

    # how things are said

    def listed(self, units: Iterable[str]) -> str:
        return listed(self.names.call_sign(each) for each in units)

    def clock(self, at: datetime) -> str:
        return said(at, self.now, self.zone)

    def by(self) -> str:
        """ ", by 18:00" where a time was given."""
        return "" if self.until is None else tell("echo-by", at=self.clock(self.until))


def one(command: Command, says: str) -> Built:
    """A verb that is one command."""
    return (Chain((command,), says),)


def chosen(word: str, of: type[Choice], what: str) -> Choice:
    """The member of a code list that a word is, or alone begins; `what` names the sentence that
    says which list. Raises NotUnderstood.
    """
    wanted = word.lower().replace("-", "_")
    names = list(of.__members__)
    found = [wanted] if wanted in names else [each for each in names if each.startswith(wanted)]
    if len(found) != 1:
        choices = listed(found or names)
        raise misread("misread-choice", word=word, what=tell(what), choices=choices)
    return of[found[0]]


def priority(word: str) -> Priority | None:
    """P1 to P4, or a bare digit."""
    digits = word.upper().removeprefix("P")
    return Priority(int(digits)) if digits in ("1", "2", "3", "4") else None


def whole(word: str, what: str) -> int:
    """A number as typed; `what` says of what. Raises NotUnderstood."""
    if not (word.isascii() and word.isdigit() and len(word) <= 9):
        raise misread("misread-number", word=word, what=what)
    return int(word)


def type_of(word: str, names: Names) -> str:
    """A type as typed: `group.type`, or the one known type that begins or ends so."""
    wanted = word.lower()
    if "." in wanted:
        return wanted
    known = {each.type for each in names.picture.incidents.values() if names.knows(each)}
    near = sorted(each for each in known if wanted in each.split("."))
    return near[0] if len(near) == 1 else f"{wanted}.unspecified"


def look_up(
    line: Line, verb: Verb, names: Names, now: datetime, zone: tzinfo, command_id: str
) -> Told:
    """Each word by its shape: a time, a unit, an incident; the rest stays words."""
    takes = verb.takes.split()
    units: list[str] = []
    incidents: list[str] = []
    rest: list[str] = []
    at = until = None
    most = 1 if "incident" in takes else 9 if "incidents" in takes else 0
    words = list(line.words)
    while words:
        word = words.pop(0)
        if "until" in takes and word.lower() in ("until", "by") and words:
            until = clock_time_ahead(words.pop(0), now, zone)
            if until is None:
                raise misread("misread-until", word=word)
        elif "at" in takes and (moment := clock_time(word, now, zone)) is not None:
            at = moment
        else:
            _sort(word, names, "units" in takes, most, units, incidents, rest)
    line = _parts(line, verb, rest)
    return Told(
        line=line,
        verb=verb,
        names=names,
        now=now,
        zone=zone,
        command_id=command_id,
        units=tuple(dict.fromkeys(units)),
        incidents=tuple(incidents),
        rest=tuple(rest),
        at=at,
        until=until,
    )


def _sort(
    word: str,
    names: Names,
    with_units: bool,
    most: int,
    units: list[str],
    incidents: list[str],
    rest: list[str],
) -> None:
    """Put a word where its shape belongs. Raises NotUnderstood where it could be either."""
    unit = names.unit(word) if with_units else None
    incident = names.incident(word) if len(incidents) < most and unit is None else None
    if unit is not None and word.isdigit() and len(incidents) < most:
        other = names.incident(word)
        if other is not None:
            raise misread("misread-two-ways", word=word, unit=unit, other=other)
    if unit is not None:
        units.append(unit)
    elif incident is not None:
        incidents.append(incident)
    else:
        rest.append(word)


def _parts(line: Line, verb: Verb, rest: list[str]) -> Line:
    """The line, if the verb takes all that is in it. Nothing typed is passed over in silence."""
    takes = verb.takes.split()
    if "reason" not in takes and "text" in takes and line.text is not None:
        line = msgspec.structs.replace(line, text=line.tail, reason=None)
    for part in ("place", "text", "reason"):
        given = getattr(line, part)
        is_meant = part in takes or (part == "text" and "reason" in takes and line.reason is None)
        is_meant = is_meant or (part == "reason" and "text" in takes and line.text is None)
        if given is not None and not is_meant:
            what = {"place": "noun-place", "text": "noun-text", "reason": "noun-reason"}[part]
            raise misread("misread-takes-no", verb=line.verb, what=tell(what), example=verb.example)
    if rest and "words" not in takes:
        wanted = "misread-neither"
        if "units" not in takes:
            wanted = "misread-no-incident" if "incident" in verb.takes else "misread-word"
        elif "incident" not in verb.takes:
            wanted = "misread-no-unit"
        raise misread(wanted, word=rest[0], example=verb.example)
    return line
