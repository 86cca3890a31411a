"""Answers to the questions of a console line (`L`, `R`, `AT`, `DUE`, `FIND`, `?`): text and facts.

They are asked in somebody's name: what that person may not know of is not in them.
"""

from collections.abc import Collection
from datetime import datetime, tzinfo

import msgspec

from tocsin.access import Eye, person
from tocsin.access.tracks import sees_track
from tocsin.app.deadlines import due_lines, due_of
from tocsin.app.facts import plain, shown
from tocsin.app.grammar.clocks import said
from tocsin.app.grammar.parse import misread
from tocsin.app.grammar.resolve import Names
from tocsin.app.grammar.told import View
from tocsin.app.grammar.verbs import verb_help, verb_sheet
from tocsin.app.pages import counts_page, page
from tocsin.app.reasons import chain_of, facts_about, told
from tocsin.app.searching import Sought, found_lines, sought
from tocsin.app.seeing import Office, Seen, seen
from tocsin.app.tongue import code, listed, tell
from tocsin.app.veil import Hidden, hidden_from, veiled
from tocsin.jurisdiction.observed import Known
from tocsin.jurisdiction.town import picture_at
from tocsin.operations.picture import Incident, Picture, Subject, Unit, subject
from tocsin.operations.plans import plan_for
from tocsin.operations.shortfall import Coverage, capabilities, shortfall
from tocsin.operations.telemetry import age_s, freshness, rules_of
from tocsin.terms.codes import UnitStatus

Answered = tuple[str, object]
"""Text for people, plain facts for programs."""


def answered(view: View, town: Office, names: Names, now: datetime, zone: tzinfo) -> Answered:
    """The answer to a question about the town as it is. Raises NotUnderstood."""
    look = seen(town)
    hidden = frozenset[str]() if names.viewer is None else hidden_from(names.picture, names.viewer)
    names = msgspec.structs.replace(names, picture=veiled(names.picture, hidden))
    if view.name == "verbs":
        text = "\n".join(map(verb_help, view.words)) if view.words else verb_sheet().rstrip()
        return text, text
    if view.name == "due":
        owed = due_of(names.picture, now, 3600)
        return due_lines(owed, now, zone), plain(owed, look.store.keys)
    if view.name == "find":
        incidents = [each for each in look.incidents() if names.knows(each)]
        found = sought(incidents, Sought(words=view.words), look.store.keys)
        return found_lines(found, 20, zone, look.store.keys), plain(found[:20], look.store.keys)
    if view.name == "locate":
        units = [each for word in view.words if (each := names.picture.units.get(word))]
        text = "\n".join(_located(each, names, now, zone, town) for each in units)
        return text, plain(units, look.store.keys)
    if view.name == "lacking":
        incident = town.picture.incidents.get(view.words[0])
        assert incident is not None, "the names were looked up in this picture"
        return _lacking(incident, names)
    if view.name == "at":
        return _at(view, look, names, zone, hidden)
    assert view.name == "why", view.name
    return _why(view, look, names, hidden)


def _located(unit: Unit, names: Names, now: datetime, zone: tzinfo, town: Office) -> str:
    """Status, where it was last known to be by anybody's word or by telemetry, how old that is."""
    where = [code("status", unit.status.value)]
    if unit.incident is not None:
        there = names.picture.incidents.get(unit.incident)
        seen_there = there is not None and names.knows(there)
        where.append(
            tell("located-of", incident=unit.incident) if seen_there else tell("elsewhere")
        )
    if unit.destination:
        where.append(tell("located-to", destination=unit.destination))
    if unit.since is not None:
        where.append(tell("located-since", at=said(unit.since, now, zone)))
    text = f"{unit.call_sign}: {' '.join(where)}."
    known = _tracked(unit, names, town)
    if known is not None and known.fix is not None:
        lat, lon = known.fix.point.degrees
        age = age_s(known.observed_at, now)
        good = freshness(age, rules_of(names.picture))
        source = known.source.partition(":")[0]
        told = tell(
            "located-tracked", where=f"{lat:.5f},{lon:.5f}", age=f"{age}",
            good=code("fresh", good.value), source=source,
        )  # fmt: skip
        return f"{text} {told}"
    if unit.position is None:
        if unit.station:
            return f"{text} {tell('located-station', station=unit.station)}"
        return f"{text} {tell('located-unknown')}"
    lat, lon = unit.position.point.degrees
    age_min = max(0, int((now - unit.position.at).total_seconds()) // 60)
    told = tell(
        "located-told", where=f"{lat:.5f},{lon:.5f}", age=f"{age_min}", source=unit.position.source
    )
    return f"{text} {told}"


def _tracked(unit: Unit, names: Names, town: Office) -> Known | None:
    """Where telemetry saw it, if that is younger than anybody's word and the asker may know it."""
    subject_ = f"unit/{unit.id}"
    known = town.known(subject_)
    if known is None or (unit.position is not None and unit.position.at > known.observed_at):
        return None
    if names.viewer is not None:
        eye = Eye(town.picture, person(names.viewer))
        return known if sees_track(eye, subject_) else None
    return known


def _lacking(incident: Incident, names: Names) -> Answered:
    """What the run card asks for, what is assigned, and which free units bring what is missing."""
    found = shortfall(names.picture, incident)
    if found is None:
        return tell("card-none", incident=incident.id, type=incident.type), None
    run, match = names.picture.runs.get(incident.id), plan_for(names.picture, incident)
    plan = run.plan if run is not None else match.plan.id if match is not None else "?"
    head = tell(
        "card-head", incident=incident.id, assigned=f"{found.assigned}", needed=f"{found.needed}",
        plan=plan, level=f"{found.card.level}",
    )  # fmt: skip
    lines, facts = [head], []
    for each in (*found.needs, *found.skills):
        free = _free(each, names.picture) if each.missing else []
        kind = each.need.kind + (f" type {each.need.type}" if each.need.type else "")
        line = tell(
            "card-need", kind=kind, assigned=f"{each.assigned}", needed=f"{each.need.quantity}"
        )
        if each.missing:
            line = tell("card-free", need=line, units=listed(free) or tell("card-nobody"))
        lines.append(f"  {line}")
        facts.append(
            {"kind": kind, "assigned": each.assigned, "of": each.need.quantity}
            | ({"free": free} if each.missing else {})
        )
    return "\n".join(lines), {"plan": plan, "level": found.card.level, "needs": facts}


def _free(lack: Coverage, picture: Picture) -> list[str]:
    """Call signs of free units that bring what is missing, sorted."""
    return sorted(
        unit.call_sign
        for unit in picture.units.values()
        if unit.status is UnitStatus.available
        and any(
            each.kind == lack.need.kind
            and (lack.need.type is None or (each.type or 99) <= lack.need.type)
            for each in capabilities(unit)
        )
    )


def _key(word: str, names: Names) -> Subject:
    return ("units" if word in names.picture.units else "incidents"), word


def _at(view: View, town: Seen, names: Names, zone: tzinfo, hidden: Hidden) -> Answered:
    """What the town knew at a moment; read only, nothing can be ordered there.

    What is restricted now was not to be known then either, for whoever asks now.
    """
    assert view.at is not None
    past = picture_at(town.store, known=view.at)
    if names.viewer is not None:
        hidden |= hidden_from(past, names.viewer)
    picture = veiled(past, hidden)
    local = view.at.astimezone(zone)
    head = tell("picture-at", at=f"{local:%Y-%m-%d %H:%M:%S %z}")
    keys = town.store.keys
    if not view.words:
        position = town.store.position_at(view.at)
        counts = counts_page(picture, town.store.header, position, as_json=False)
        return f"{head}\n{counts}", {"position": position}
    key = _key(view.words[0], names)
    noun = subject(picture, key)
    if noun is None:
        return f"{head} {tell('not-known-then', id=key[1])}", None
    return shown(f"{head}\n{page(key, noun, keys, as_json=False)}"), plain(noun, keys)


def _why(view: View, town: Seen, names: Names, hidden: Hidden) -> Answered:
    """The chain behind the first; with a second, only what concerns both.

    Of a unit nothing is told from when it was sent to a hidden matter until it had left it.
    """
    if len(view.words) > 2:
        raise misread("misread-why")
    key = _key(view.words[0], names)
    chain = chain_of(town, key, view.words[1] if len(view.words) > 1 else None)
    away = [_away(key, each, town) for each in sorted(hidden)]
    chain = tuple(link for link in chain if not any(link.position in each for each in away))
    return told(key, chain, chain, names.picture), plain(chain, town.store.keys)


def _away(key: Subject, incident: str, town: Seen) -> Collection[int]:
    """The positions of the facts about a subject that would tell of an incident."""
    named = f'"{incident}"'.encode()
    found = [r.position for r, _, _ in facts_about(town, key[1]) if named in bytes(r.payload)]
    unit = town.picture.units.get(key[1])
    if key[0] != "units" or not found:
        return found
    is_there = unit is not None and unit.incident == incident
    return range(min(found), town.position + 1 if is_there else max(found) + 1)
