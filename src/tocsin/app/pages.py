"""What `show` and `at` print: subjects and counts, for people and for programs."""

from datetime import UTC, datetime

from tocsin.app.desk import town_zone
from tocsin.app.facts import json_of, plain, shown
from tocsin.app.looking import terminal_look
from tocsin.app.outcome import as_json
from tocsin.app.reasons import by_handle, facts_about
from tocsin.app.seeing import Seen
from tocsin.app.terminal.page import page as drawn
from tocsin.app.tongue import field_said, listed, subject_said
from tocsin.log import Header, KeyStore
from tocsin.operations.picture import KINDS, Incident, Picture, Subject
from tocsin.views.incident_page import incident_page


def incident_told(town: Seen, incident: object) -> str:
    """An incident for people: what is known, who works it, what was said, what happened."""
    assert isinstance(incident, Incident)
    width, look = terminal_look()
    zone = town_zone(town.picture)
    view = incident_page(
        town.picture,
        incident,
        datetime.now(UTC),
        zone,
        facts_about(town, incident.id, is_alone=True),
        read=town.store.keys.open,
    )
    return by_handle(drawn(view, width, look, zone, town.store.header.kind), town.picture)


def page(key: Subject, noun: object, keys: KeyStore, *, as_json: bool) -> str:
    """One noun: JSON, or its fields a line each."""
    if as_json:
        return json_of({"kind": key[0], "id": key[1], "is": noun}, keys)
    lines = [subject_said(key)]
    facts = plain(noun, keys)
    assert isinstance(facts, dict)
    told = {
        field_said(name).replace("_", " "): value
        for name, value in facts.items()
        if value not in (None, "", [], {}, ()) and name != "id"
    }
    wide = max(map(len, told), default=0)
    lines += [f"  {name:{wide}}  {_said(value)}" for name, value in told.items()]
    return "\n".join(lines)


def _said(value: object) -> str:
    """A value in a line or a few, with nothing in it that a terminal would obey."""
    return shown(_told(value))


def _told(value: object) -> str:
    if isinstance(value, dict):
        there = {k: v for k, v in value.items() if v not in (None, "", [], {})}
        return listed(f"{field_said(str(k))} {_told(v)}" for k, v in there.items())
    if isinstance(value, list | tuple):
        if all(isinstance(each, str | int) for each in value):
            return listed(map(str, value))
        return "".join(f"\n    - {_told(each)}" for each in value)
    return str(value)


def counts_page(picture: Picture, header: Header, position: int, *, as_json: bool) -> str:
    """How many of each kind there are."""
    counts = {name: len(getattr(picture, name)) for name in sorted(KINDS)}
    if as_json:
        return as_json_counts(header, position, counts)
    lines = [f"{header.name} [{header.kind.value}] at record {position}"]
    lines += [f"  {name:14}{count:>8,}" for name, count in counts.items() if count]
    return "\n".join(lines)


def as_json_counts(header: Header, position: int, counts: dict[str, int]) -> str:
    """The counts as one object."""
    return as_json(
        {
            "name": header.name,
            "code": header.code,
            "kind": header.kind.value,
            "position": position,
            "counts": counts,
        }
    )


def whole_page(picture: Picture, keys: KeyStore) -> str:
    """A whole picture as JSON: every collection, every subject, sorted."""
    return json_of({name: dict(getattr(picture, name).items()) for name in sorted(KINDS)}, keys)


__all__ = ["counts_page", "incident_told", "page", "whole_page"]
