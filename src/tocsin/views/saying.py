"""How views say things: ages, kinds, states and places in words a dispatcher reads at a glance."""

from collections.abc import Callable
from datetime import datetime, timedelta

from tocsin.geo.places import Place
from tocsin.operations.picture import Incident, Picture
from tocsin.terms.codes import Priority, UnitStatus
from tocsin.terms.words import Words

Read = Callable[[Words], str | None]
"""Opens sealed words for this viewer; None where the key is gone or not theirs."""


def cannot_read(_words: Words) -> str | None:
    """The reader of somebody who holds no keys."""
    return None


def clear(words: Words | None, read: Read) -> str | None:
    """Words as this viewer may read them."""
    if words is None:
        return None
    return words.text if words.text is not None else read(words)


PRIORITY: dict[Priority | None, str] = {
    Priority.immediate: "immediate",
    Priority.urgent: "urgent",
    Priority.prompt: "prompt",
    Priority.routine: "routine",
    None: "priority unknown",
}

STATUS: dict[UnitStatus, tuple[str, str]] = {
    UnitStatus.available: ("AV", "free"),
    UnitStatus.committed: ("DP", "sent"),
    UnitStatus.en_route: ("ER", "under way"),
    UnitStatus.staged: ("ST", "staged"),
    UnitStatus.on_scene: ("OS", "on scene"),
    UnitStatus.transporting: ("TR", "transporting"),
    UnitStatus.at_hospital: ("AH", "at the hospital"),
    UnitStatus.returning: ("RT", "returning"),
    UnitStatus.out_of_service: ("OO", "out of service"),
}
"""Two letters and words for each state of a unit."""


def seconds_between(earlier: datetime, later: datetime) -> int:
    """Whole seconds from one instant to the next; never below nought, clocks differ."""
    return max(0, int((later - earlier).total_seconds()))


def age(seconds: int) -> str:
    """An age that fits a column: 1:12, from an hour 2:05 h, from two days 3 d."""
    if seconds < 3600:
        return f"{seconds // 60}:{seconds % 60:02d}"
    if seconds < 48 * 3600:
        return f"{seconds // 3600}:{seconds % 3600 // 60:02d} h"
    return f"{seconds // 86_400} d"


def how_long(seconds: int) -> str:
    """A duration in a sentence: 40 s, 9 min, 2 h 5 min, 3 days."""
    if seconds < 60:
        return f"{seconds} s"
    if seconds < 3600:
        return f"{seconds // 60} min"
    if seconds < 48 * 3600:
        hours, rest = divmod(seconds // 60, 60)
        return f"{hours} h {rest} min" if rest else f"{hours} h"
    return f"{seconds // 86_400} days"


def type_words(type_: str) -> str:
    """A type of the code list as words: `rescue.water_rescue` is Water rescue."""
    word = type_.rpartition(".")[2].replace("_", " ").strip() or type_
    return word[:1].upper() + word[1:]


def place_words(place: Place, read: Read) -> str:
    """Where it is, as far as this viewer may know: label, words, else the smallest area, else
    unknown.
    """
    found = place.label or clear(place.words, read)
    if found is not None:
        return found
    for kind in sorted(place.areas):
        if place.areas[kind]:
            return f"{kind.replace('_', ' ')} {place.areas[kind]}"
    if place.point is not None:
        lat, lon = place.point.degrees
        return f"{lat:.4f}, {lon:.4f}"
    return "place unknown"


def number(incident: Incident) -> str:
    """The number people use: the source's own where it came from one, else the town's."""
    return incident.source_number or incident.number


def call_sign(unit: str) -> str:
    """A unit as it is called on the air, from its id `CODE-CALLSIGN`."""
    return unit.partition("-")[2] or unit


def who(person: str, picture: Picture) -> str:
    """How a person is called at the desks: the handle, else the id."""
    found = picture.people.get(person)
    return person if found is None else found.handle or person


def listed(names: tuple[str, ...] | list[str], most: int = 4) -> str:
    """Names in a sentence; past `most` the rest is counted, never dropped."""
    if len(names) <= most:
        return ", ".join(names)
    return f"{', '.join(names[:most])} and {len(names) - most} more"


def offset(now: datetime) -> str:
    """The zone of a local time, never left out: CET (UTC+1), UTC."""
    away = now.utcoffset() or timedelta()
    name = now.tzname() or ""
    minutes = int(away.total_seconds()) // 60
    if minutes == 0:
        return name or "UTC"
    sign, (hours, rest) = "+" if minutes > 0 else "−", divmod(abs(minutes), 60)
    utc = f"UTC{sign}{hours}" + (f":{rest:02d}" if rest else "")
    return utc if name.startswith("UTC") or not name else f"{name} ({utc})"
