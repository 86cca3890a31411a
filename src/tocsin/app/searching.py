"""Search over open and closed incidents: words are opened one by one, no clear index is kept."""

from collections.abc import Iterable
from datetime import datetime, tzinfo

import msgspec

from tocsin.app.facts import shown
from tocsin.app.tongue import code, tell, type_said
from tocsin.log import KeyStore
from tocsin.operations.picture import Incident
from tocsin.terms.words import Words


class Sought(msgspec.Struct, frozen=True):
    """What is looked for: all words, a unit's call sign, opened since and before (aware UTC)."""

    words: tuple[str, ...] = ()
    unit: str | None = None
    since: datetime | None = None
    until: datetime | None = None


def sought(incidents: Iterable[Incident], what: Sought, keys: KeyStore) -> list[Incident]:
    """The matching incidents, newest first. What is forgotten is found by nobody."""
    wanted = [word.casefold() for word in what.words]
    found = [
        each
        for each in incidents
        if (what.since is None or each.opened_at >= what.since)
        and (what.until is None or each.opened_at < what.until)
        and (what.unit is None or _worked_by(each, what.unit))
        and (not wanted or _holds(each, wanted, keys))
    ]
    return sorted(found, key=lambda each: (each.opened_at, each.id), reverse=True)


def found_lines(found: list[Incident], limit: int, zone: tzinfo, keys: KeyStore) -> str:
    """How many, and the newest of them, a line each."""
    newest = found[:limit]
    all_of, part = len(found), len(newest)
    is_all = all_of == part
    lines = [tell("found-all", n=all_of) if is_all else tell("found-newest", n=all_of, shown=part)]
    for each in newest:
        place = _opened(each.place.words, keys) or each.place.label or ""
        at = each.opened_at.astimezone(zone)
        status, what = code("state", each.status.value), type_said(each.type)
        lines.append(f"  {each.id:20}  {at:%Y-%m-%d %H:%M}  {status:7} {what:28}{place}")
    return shown("\n".join(lines))


def _worked_by(incident: Incident, unit: str) -> bool:
    wanted = unit.casefold()
    return any(
        each.unit.casefold() == wanted or each.unit.partition("-")[2].casefold() == wanted
        for each in incident.responses
    )


def _holds(incident: Incident, wanted: list[str], keys: KeyStore) -> bool:
    """Whether every word occurs in what can be read of the incident."""
    readable = [
        incident.id,
        incident.type,
        incident.status.value,
        incident.source_number or "",
        incident.disposition or "",
        incident.place.label or "",
        *incident.place.areas.values(),
        *incident.attributes.values(),
        *incident.hazards,
    ]
    text = "\n".join(readable).casefold()
    left = [word for word in wanted if word not in text]
    if not left:
        return True
    sealed = (incident.place.words, incident.summary, incident.closing_words, incident.public_words)
    text = "\n".join(_opened(each, keys) or "" for each in sealed).casefold()
    return all(word in text for word in left)


def _opened(words: Words | None, keys: KeyStore) -> str | None:
    return None if words is None else keys.open(words)
