"""What the clock will ask about: entries by the hour, so that a tick looks only at hours gone by.

An entry is "kind/id" (`archive/PE-261121-0417`); its hour is that of the instant it counts from.
How
long after that it falls due is a matter of the adopted timers, so a changed policy needs no
rewriting.
"""

from datetime import datetime

from tocsin.operations.picture.map import Map

Agenda = Map[tuple[str, ...]]


def hour_of(at: datetime) -> str:
    """The key of an instant: its UTC hour, as "2026-03-02T08"."""
    return at.isoformat()[:13]


def noted(agenda: Agenda, at: datetime, entry: str) -> Agenda:
    """The agenda with this entry in the hour of `at`."""
    hour = hour_of(at)
    entries = agenda.get(hour) or ()
    return agenda if entry in entries else agenda.put(hour, (*entries, entry))


def struck(agenda: Agenda, at: datetime, entry: str) -> Agenda:
    """The agenda without this entry in the hour of `at`."""
    hour = hour_of(at)
    entries = agenda.get(hour)
    if entries is None or entry not in entries:
        return agenda
    rest = tuple(each for each in entries if each != entry)
    return agenda.put(hour, rest) if rest else agenda.drop(hour)


def entries_until(agenda: Agenda, at: datetime) -> list[str]:
    """Entries of all hours up to and with that of `at`, by hour, then as they were noted."""
    last = hour_of(at)
    return [entry for hour, entries in agenda.items() if hour <= last for entry in entries]
