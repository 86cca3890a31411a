"""All verbs, by area; and what a line orders."""

import difflib
import re
from datetime import UTC, datetime, tzinfo

import msgspec

from tocsin.app.grammar import (
    approving,
    commanding,
    facilities,
    fleet,
    joining,
    keeping,
    matters,
    neighbouring,
    planning,
    regional,
    reports,
    sending,
    stocking,
    tasking,
    teaming,
    views,
    warning,
    writing,
)
from tocsin.app.grammar.clocks import said
from tocsin.app.grammar.parse import NotUnderstood, check_characters, misread, parse
from tocsin.app.grammar.resolve import Names
from tocsin.app.grammar.told import Built, Chain, Verb, View, look_up
from tocsin.app.tongue import listed, tell
from tocsin.operations.orders import Command

AREAS: dict[str, dict[str, Verb]] = {
    "Look": views.VERBS,
    "Calls and reports": reports.VERBS,
    "Incidents": matters.VERBS,
    "Together": joining.VERBS,
    "Send, and how far they are": sending.VERBS,
    "Units, crews, people": fleet.VERBS,
    "Teams": teaming.VERBS,
    "Command": commanding.VERBS,
    "Objectives and tasks": tasking.VERBS,
    "Plans": planning.VERBS,
    "Written and owed": writing.VERBS,
    "Facilities and closures": facilities.VERBS,
    "Stock": stocking.VERBS,
    "Places": keeping.VERBS,
    "Neighbours": {**neighbouring.VERBS, **regional.VERBS},
    "Warnings": warning.VERBS,
    "With approval": approving.VERBS,
}

VERBS: dict[str, Verb] = {name: verb for area in AREAS.values() for name, verb in area.items()}
assert len(VERBS) == sum(map(len, AREAS.values())), "two areas have a verb of one name"

_PROPOSING = re.compile(r"\s*AP\s+(.+)", re.IGNORECASE)

_TO_TEAM = re.compile(r"\s*TM\s+(\S+)\s+(\S+)(.*)", re.IGNORECASE | re.DOTALL)

PREVIEW = "preview"
"""Stands for the command id while nothing is ordered yet."""


class Understood(msgspec.Struct, frozen=True):
    """What a line orders: chains of commands, each with its sentence; or a question."""

    chains: tuple[Chain, ...] = ()
    occurred_at: datetime | None = None
    view: View | None = None

    @property
    def says(self) -> str:
        """What will happen, said before Enter."""
        return " ".join(each.says for each in self.chains)

    @property
    def commands(self) -> tuple[Command, ...]:
        """All commands, in turn."""
        return tuple(command for each in self.chains for command in each.commands)


def understand(
    text: str,
    names: Names,
    now: datetime,
    zone: tzinfo = UTC,
    command_id: str = PREVIEW,
) -> Understood:
    """What a line orders in this picture. Raises NotUnderstood, which says how to write it."""
    check_characters(text)
    proposed = _PROPOSING.match(text)
    if proposed is not None:
        if _PROPOSING.match(proposed[1]):
            raise misread("misread-proposed-twice")
        inner = understand(proposed[1], names, now, zone, command_id)
        return Understood(propose(inner), inner.occurred_at)
    to_team = _TO_TEAM.match(text)
    if to_team is not None:
        return _as_one(to_team, names, now, zone, command_id)
    line = parse(text)
    verb = VERBS.get(line.verb)
    if verb is None:
        raise NotUnderstood(_unknown(line.verb))
    told = look_up(line, verb, names, now, zone, command_id)
    built = verb.build(told)
    if isinstance(built, View):
        return Understood(view=built)
    if told.at is not None:
        at = said(told.at, now, zone)
        built = tuple(
            Chain(e.commands, tell("echo-at", says=e.says.removesuffix("."), at=at)) for e in built
        )
    return Understood(built, told.at)


def _as_one(
    said_: re.Match[str], names: Names, now: datetime, zone: tzinfo, command_id: str
) -> Understood:
    """A line to a team is read as one to its first unit."""
    word, verb, more = said_.groups()
    known = teaming.known_teams(names.picture)
    found = names.ending(known, word)
    if found is None:
        raise misread("misread-none", what=tell("noun-team"), word=word)
    team = teaming.team_named(names.picture, found)
    if verb.upper() in ("TM", "AP") or not team.units:
        raise misread("misread-team-order")
    inner = understand(f"{verb} {team.units[0]}{more}", names, now, zone, command_id)
    built = teaming.as_one(team, inner.view or inner.chains)
    assert not isinstance(built, View)
    return Understood(built, inner.occurred_at)


def propose(inner: Understood) -> tuple[Chain, ...]:
    """The chain that proposes what was understood."""
    built: Built = inner.view or inner.chains
    proposed = approving.propose(built)
    assert not isinstance(proposed, View)
    return proposed


def _unknown(word: str) -> str:
    shown = word if len(word) <= 20 else f"{word[:20]}…"
    near = difflib.get_close_matches(word[:20], VERBS, n=3, cutoff=0.5)
    if near:
        return tell("misread-verb-near", word=shown, near=listed(near))
    return tell("misread-verb", word=shown)


def verb_sheet() -> str:
    """All verbs by area, an example and what happens, a line each."""
    wide = max(len(verb.example) for verb in VERBS.values())
    lines = []
    for area, verbs in AREAS.items():
        lines.append(f"\n{area}")
        lines += [f"  {verb.example:{wide}}  {verb.help}" for verb in verbs.values()]
    return (
        'VERB objects [@ place] [" words] [! reason]. Case is ignored, order of objects is free.\n'
        "An incident is known by its shortest unique ending, `.` is the last one you touched,\n"
        "other things by their name or the end of their id; of two numbers the first is the\n"
        "incident. 14:02 says when it happened, `until 18:00` or `by 18:00` when it ends.\n"
        + "\n".join(lines)
        + "\n"
    )


def verb_help(name: str) -> str:
    """One verb in a line. Raises NotUnderstood."""
    verb = VERBS.get(name)
    if verb is None:
        raise NotUnderstood(_unknown(name))
    return f"{verb.example}  {verb.help}"


__all__ = ["AREAS", "PREVIEW", "VERBS", "Understood", "understand", "verb_help", "verb_sheet"]
