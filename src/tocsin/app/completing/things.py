"""What there is to name, as far as the asker may know of it.

Everything that fits is found by what is cheap to look at; what the asker sees of it is only asked
of the few that are shown. Sealed words are opened for those alone.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from functools import partial

import msgspec

from tocsin.access import Eye
from tocsin.app.completing.wanted import CODES, FREE_FIRST
from tocsin.app.grammar.parse import NotUnderstood
from tocsin.app.grammar.resolve import Names
from tocsin.app.grammar.verbs import VERBS
from tocsin.app.tongue import code, listed, type_said
from tocsin.geo.places import Place
from tocsin.operations.picture import Incident, Unit
from tocsin.operations.picture.facility import FacilityState
from tocsin.operations.plans import questions_for
from tocsin.terms.codes import ASSIGNED, Priority, UnitStatus
from tocsin.terms.words import Words
from tocsin.views.saying import clear, place_words

Shown = Mapping[str, object]
FAMILIES: dict[type, str] = {FacilityState: "facility"}
"""Families of the words of code lists, where it is not that of states."""
WORDS = {
    "CALL": "channel", "DIS": "disposal", "COND": "condition", "CT": "status", "AG": "agency",
    "RA": "agency", "UC": "agency", "PO": "position",
}  # fmt: skip
"""The same for the code lists that verbs take."""
SHORTEST_WORD = 3
"""Letters from which words within a thing are looked at, not only the beginning of its name."""


class Thing(msgspec.Struct, frozen=True):
    """Something that can be named: what is put into the line, how it is shown; `whole` is its name
    where `text` is a short one.
    """

    text: str
    label: str
    detail: str
    kind: str
    whole: str = ""


class Fit(msgspec.Struct, frozen=True):
    """Something that fits what is typed. The smaller `rank` comes first, then the name; `made` is
    None where the asker may not know of it.
    """

    rank: tuple[int, ...]
    name: str
    made: Callable[[], Thing | None]


class Sought(msgspec.Struct, frozen=True):
    """For whom things are looked up, and what they have typed."""

    names: Names
    eye: Eye
    verb: str
    words: tuple[str, ...]
    typed: str

    def shown(self, kind: str, name: str) -> Shown:
        """What the asker may see of a subject; nothing of one they may not know of."""
        return self.eye.shown((kind, name)) or {}

    def fits(self, *texts: str) -> bool:
        """Whether one of these begins as what was typed."""
        wanted = self.typed.casefold()
        return any(each.casefold().startswith(wanted) for each in texts)

    def short(self, name: str) -> str:
        """An id as it is typed: without the town's code."""
        return name.removeprefix(f"{self.names.code}-")

    def sees(self, kind: str, field: str) -> bool:
        """Whether the asker sees this field of any of a kind."""
        return any(field in fields for _, fields in self.eye.rows.get(kind, ()))

    def said(self, value: object) -> str:
        """Words, a place, a code, in words."""
        if isinstance(value, Words):
            return clear(value, self.names.read) or ""
        if isinstance(value, Place):
            return "" if value == Place() else place_words(value, self.names.read)
        if isinstance(value, StrEnum):
            return code(FAMILIES.get(type(value), "state"), value.value)
        return "" if value is None else str(getattr(value, "value", value)).replace("_", " ")


def _itself(thing: Thing) -> Thing:
    return thing


Finder = Callable[[Sought], Iterator[Fit]]


def units(sought: Sought) -> Iterator[Fit]:
    """Units by call sign; first those that the verb mostly names."""
    for unit in sought.names.picture.units.unordered():
        if sought.fits(unit.call_sign, unit.id):
            is_free = unit.status is UnitStatus.available
            likely = is_free if sought.verb in FREE_FIRST else unit.status in ASSIGNED
            yield Fit((0 if likely else 1,), unit.call_sign, partial(_unit, unit, sought))


def _unit(unit: Unit, sought: Sought) -> Thing | None:
    seen = sought.shown("units", unit.id)
    if "call_sign" not in seen:
        return None
    status = seen.get("status")
    kind = code("unit-kind", str(seen["kind"])) if "kind" in seen else ""
    words = code("unit", status.value) if isinstance(status, UnitStatus) else ""
    parts = listed(filter(None, (kind, words, sought.said(seen.get("incident")))))
    return Thing(unit.call_sign, unit.call_sign, parts, "unit", unit.id)


def incidents(sought: Sought) -> Iterator[Fit]:
    """Incidents by the end of their number, their type or where they are; the selected one and
    open ones first, then by priority, the newest first.
    """
    names, typed = sought.names, sought.typed.casefold()
    known = [
        each
        for each in names.picture.incidents.unordered()
        if not each.is_restricted or names.knows(each)
    ]
    ends = Counter([each.id[-4:] for each in known if _is_open(each)])
    has_rank, has_type = sought.sees("incidents", "priority"), sought.sees("incidents", "type")
    has_place = sought.sees("incidents", "place")

    def order(each: Incident) -> tuple[object, ...]:
        rank = each.priority if has_rank else None
        return each.id != names.selected, not _is_open(each), rank or 5, -each.opened_at.timestamp()

    fitting = [
        each
        for each in known
        if not typed
        or _numbered(each, typed)
        or (has_type and _speaks(each.type, typed))
        or (has_place and _speaks((each.place.label or "").casefold(), typed))
    ]
    for each in sorted(fitting, key=order):
        is_short = _is_open(each) and ends[each.id[-4:]] == 1
        yield Fit((), each.id, partial(_incident, each, is_short, sought))


def _is_open(incident: Incident) -> bool:
    return incident.status != "closed" and incident.merged_into is None


def _numbered(incident: Incident, typed: str) -> bool:
    return typed in incident.id[-4:].casefold() or incident.id.casefold().startswith(typed)


def _speaks(text: str, typed: str) -> bool:
    return len(typed) >= SHORTEST_WORD and typed in text


def _incident(incident: Incident, is_short: bool, sought: Sought) -> Thing | None:
    """By the end of its number, where that means this one and nothing else."""
    seen, end = sought.shown("incidents", incident.id), incident.id[-4:]
    if not seen:
        return None
    is_short = is_short and end.isdigit() and sought.names.unit(end) is None
    rank = seen.get("priority")
    parts = (
        type_said(str(seen["type"])) if "type" in seen else "",
        code("severity", rank.name) if isinstance(rank, Priority) else "",
        sought.said(seen.get("place")),
    )
    label, detail = str(seen.get("number") or incident.id), listed(filter(None, parts))
    return Thing(end if is_short else incident.id, label, detail, "incident", incident.id)


def _of(
    collection: str, kind: str, label: str, fields: tuple[str, ...], *, open_if: str = ""
) -> Finder:
    """Things of one collection: known by id, or by a word of the field `label`; `open_if` names a
    property without which one is passed over.
    """

    def made(name: str, is_named: bool, sought: Sought) -> Thing | None:
        seen, short = sought.shown(collection, name), sought.short(name)
        if not seen or not (is_named or label in seen):
            return None
        called = sought.said(seen.get(label)) if label else ""
        detail = listed(filter(None, (sought.said(seen.get(each)) for each in fields)))
        return Thing(short, called or short, detail, kind, name)

    def found(sought: Sought) -> Iterator[Fit]:
        for name, noun in getattr(sought.names.picture, collection).items():
            if open_if and not getattr(noun, open_if):
                continue
            is_named = sought.fits(sought.short(name))
            if is_named or (label and sought.fits(*str(getattr(noun, label)).split())):
                yield Fit((), name, partial(made, name, is_named, sought))

    return found


def people(sought: Sought) -> Iterator[Fit]:
    """Whoever has a handle, and works here."""

    def made(name: str, handle: str) -> Thing | None:
        seen = sought.shown("people", name)
        roles = seen.get("roles")
        said = listed(code("role", str(each)) for each in roles) if isinstance(roles, tuple) else ""
        if "handle" not in seen:
            return None
        return Thing(handle, handle, said, "person", name)

    for person in sought.names.picture.people.values():
        handle = person.handle
        if handle is not None and person.is_active and sought.fits(handle):
            yield Fit((), handle, partial(made, person.id, handle))


def steps(sought: Sought) -> Iterator[Fit]:
    """Steps of the plan that the incident named, or the selected one, runs under."""
    incident = next((f for each in sought.words[1:] if (f := _named(each, sought.names))), None)
    ticks = sought.shown("runs", incident or sought.names.selected or "").get("ticks")
    for number, tick in enumerate(ticks if isinstance(ticks, tuple) else (), 1):
        if sought.fits(str(number), tick.id):
            made = Thing(str(number), f"{number} {tick.id}", tick.text, "step")
            yield Fit((number,), tick.id, partial(_itself, made))


def questions(sought: Sought) -> Iterator[Fit]:
    """What the plans ask about the type of the report that the line names."""
    names, type = sought.names, ""
    for word in sought.words[1:]:
        report = names.ending(names.picture.reports, word)
        type = str(sought.shown("reports", report or "").get("type") or type)
    if not sought.sees("plans", "versions"):
        return
    for number, (_, each) in enumerate(questions_for(names.picture, type)):
        if sought.fits(each.id, each.text):
            yield Fit(
                (number,), each.id, partial(_itself, Thing(each.id, each.id, each.text, "question"))
            )


def _named(word: str, names: Names) -> str | None:
    try:
        return names.incident(word)
    except NotUnderstood:
        return None


def types(sought: Sought) -> Iterator[Fit]:
    """Types that the town has had, as far as the asker sees them."""
    names, typed = sought.names, sought.typed.casefold()
    if not sought.sees("incidents", "type"):
        return
    for each in {e.type for e in names.picture.incidents.unordered() if names.knows(e)}:
        if typed in each:
            made = Thing(each, type_said(each), each, "type")
            yield Fit((0 if each.startswith(typed) else 1,), each, partial(_itself, made))


def priorities(sought: Sought) -> Iterator[Fit]:
    """1 to 4."""
    for each in Priority:
        if sought.fits(f"P{each.value}", str(each.value)):
            made = Thing(f"P{each.value}", code("severity", each.name), "", "priority")
            yield Fit((each.value,), made.text, partial(_itself, made))


def codes(sought: Sought) -> Iterator[Fit]:
    """Words of the code list that the verb takes."""
    for each in CODES.get(sought.verb, ()):
        if sought.fits(each):
            family = WORDS.get(sought.verb, "state")
            made = Thing(each, code(family, each), "", "word")
            yield Fit((), each, partial(_itself, made))


def verbs(sought: Sought) -> Iterator[Fit]:
    """Verbs by their name, or by what they do."""
    typed = sought.typed.upper()
    for name, verb in VERBS.items():
        if name.startswith(typed) or _speaks(verb.help.upper(), typed):
            order = (0 if name == typed else 1 if name.startswith(typed) else 2, len(name))
            made = Thing(name, name, f"{verb.example}: {verb.help}", "verb")
            yield Fit(order, name, partial(_itself, made))


FINDERS: dict[str, Finder] = {
    "verb": verbs,
    "unit": units,
    "incident": incidents,
    "report": _of("reports", "report", "", ("type", "words", "place"), open_if="is_waiting"),
    "type": types,
    "priority": priorities,
    "code": codes,
    "person": people,
    "station": _of("stations", "station", "name", ("name",)),
    "facility": _of("facilities", "facility", "name", ("kind", "state")),
    "plan": _of("plans", "plan", "", ()),
    "step": steps,
    "question": questions,
    "task": _of("tasks", "task", "", ("text", "state", "incident")),
    "objective": _of("objectives", "objective", "", ("text", "state", "incident")),
    "obligation": _of("obligations", "obligation", "", ("kind", "subject", "note")),
    "closure": _of("closures", "closure", "", ("kind", "reason")),
    "proposal": _of("proposals", "proposal", "", ("kind", "state")),
    "neighbour": _of("neighbours", "neighbour", "name", ("standing",)),
}


def found(kinds: Iterable[str], sought: Sought) -> Iterator[Thing]:
    """What fits what is typed, the likeliest first; kinds take turns, so that none is left out."""
    rows = [_made(kind, sought) for kind in kinds]
    while rows:
        for row in tuple(rows):
            thing = next(row, None)
            if thing is None:
                rows.remove(row)
            else:
                yield thing


def _made(kind: str, sought: Sought) -> Iterator[Thing]:
    fits = FINDERS[kind](sought)
    # Incidents come in their order already: there may be thousands.
    ordered = fits if kind == "incident" else sorted(fits, key=lambda e: (e.rank, e.name))
    return (made for each in ordered if (made := each.made()) is not None)
