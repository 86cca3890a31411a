"""What a person does about regional incidents at the command line."""

import argparse
from collections.abc import Callable

import msgspec

from tocsin.access import Eye, person
from tocsin.app.desk import officer
from tocsin.app.facts import opener, plain
from tocsin.app.facts import shown as plain_text
from tocsin.app.neighbours.looking import now_of, replicas_in
from tocsin.app.neighbours.telling import age_of
from tocsin.app.outcome import Exit, Told, as_json
from tocsin.app.seeing import Office
from tocsin.app.signing_in import signed_in
from tocsin.app.subjects import named
from tocsin.app.wiring import ordering, reading
from tocsin.federation.regional import (
    LikelySame,
    RegionalView,
    TownPart,
    likely_same,
    regional_views,
)
from tocsin.operations.orders import Command
from tocsin.operations.picture import Picture
from tocsin.operations.regional import (
    DeclineRegional,
    JoinRegional,
    LeaveRegional,
    LinkRegional,
)
from tocsin.operations.regional_lead import (
    AcceptRegionalLead,
    CloseLeadConflict,
    ConfirmRegionalLead,
    OfferRegionalLead,
    TakeRegionalLead,
)
from tocsin.operations.regional_levels import LowerRegional, RaiseRegional
from tocsin.operations.regional_shared import NameCommander, ShareObjective
from tocsin.terms.ics import ObjectivePriority


def done(asked: argparse.Namespace) -> int:
    """One deed."""
    if asked.act in ("list", "show"):
        return _looked(asked)
    with ordering(asked.town) as town:
        command = _command(asked, town)
        before = set(town.picture.regional_incidents)
        answer = signed_in(asked, town).order(command, "")
        number = getattr(asked, "number", None) or next(
            iter(set(town.picture.regional_incidents) - before), None
        )
        row = None if number is None else town.picture.regional_incidents.get(
            number_of(town.picture, number)
        )  # fmt: skip
        facts = {**dict(answer.facts or {}), "regional_incident": plain(row, town.store.keys)}
        says = answer.text
        if answer.exit_code is Exit.done and row is not None:
            says = f"{row.id}: {row.stand}, lead {row.lead or 'nobody yet'}, level {row.level}"
    print(as_json(facts) if asked.json else says)
    return answer.exit_code


def number_of(picture: Picture, word: str) -> str:
    """The number that holds, of one it has or had, or the end of one. Raises Told."""
    rows = picture.regional_incidents.values()
    numbers = {each: row.id for row in rows for each in row.numbers}
    if word in numbers:
        return numbers[word]
    wanted = word.upper()
    found = {holds for number, holds in numbers.items() if number.endswith(wanted)}
    if len(found) == 1 and len(word) > 1:
        return found.pop()
    if found:
        raise Told(f"`{word}` may be {' or '.join(sorted(found))}: say which", Exit.usage)
    raise Told(
        f"there is no regional incident `{word}`; see tocsin region incident list", Exit.usage
    )


def _incident(asked: argparse.Namespace, town: Office) -> str | None:
    if asked.incident is None:
        return None
    kind, name = named(town.picture, town.code, asked.incident)
    if kind != "incidents":
        raise Told(f"`{asked.incident}` is no incident", Exit.usage)
    return name


def _command(asked: argparse.Namespace, town: Office) -> Command:
    if asked.act == "link":
        regional = asked.regional
        return LinkRegional(
            to=asked.to.upper(),
            incident=_incident(asked, town),
            theirs=asked.theirs,
            regional=None if regional is None else number_of(town.picture, regional),
        )
    number = number_of(town.picture, asked.number)
    if asked.act == "join":
        return JoinRegional(regional=number, incident=_incident(asked, town))
    return ORDERS[asked.act](asked, number)


ORDERS: dict[str, Callable[[argparse.Namespace, str], Command]] = {
    "decline": lambda a, n: DeclineRegional(regional=n, reason=a.reason),
    "leave": lambda a, n: LeaveRegional(regional=n, reason=a.reason),
    "lead": lambda a, n: OfferRegionalLead(regional=n, to=a.to.upper()),
    "accept": lambda _, n: AcceptRegionalLead(regional=n),
    "take": lambda a, n: TakeRegionalLead(regional=n, reason=a.reason),
    "confirm": lambda _, n: ConfirmRegionalLead(regional=n),
    "settle": lambda a, n: CloseLeadConflict(regional=n, resolution=a.resolution),
    "raise": lambda a, n: RaiseRegional(regional=n, leads=a.leads and a.leads.upper()),
    "lower": lambda a, n: LowerRegional(regional=n, leads=a.leads and a.leads.upper()),
    "objective": lambda a, n: ShareObjective(
        regional=n, text=a.text, priority=ObjectivePriority(a.priority), objective=a.follows
    ),
    "commander": lambda a, n: NameCommander(regional=n, name=a.name),
}


# looks


class _Listed(msgspec.Struct, frozen=True):
    """What is looked at."""

    regional_incidents: tuple[RegionalView, ...]
    likely_same: tuple[LikelySame, ...] = ()


def _looked(asked: argparse.Namespace) -> int:
    with reading(asked.town) as town:
        found = officer(town.picture, asked.as_person)
        if found is None:
            raise Told("there is no such active officer here; see tocsin user list", Exit.usage)
        eye, own, now = Eye(town.picture, person(found)), town.store.header.code, now_of(town)
        replicas = replicas_in(asked.town, town.picture)
        views = regional_views(eye, own, replicas, now)
        if asked.act == "show":
            number = number_of(town.picture, asked.number)
            views = tuple(each for each in views if each.number == number)
            if not views:
                raise Told(f"there is no regional incident `{asked.number}`", Exit.usage)
        likely = likely_same(eye, replicas, now) if asked.act == "list" else ()
        encoded = msgspec.json.encode(_Listed(views, likely), enc_hook=opener(town.store.keys))
    if asked.json:
        print(msgspec.json.format(encoded, indent=2).decode())
        return Exit.done
    listed = msgspec.json.decode(encoded, type=_Listed)
    is_whole = asked.act == "show"
    lines = [line for each in listed.regional_incidents for line in lines_of(each, whole=is_whole)]
    lines += likely_lines(listed.likely_same)
    print("\n".join(lines) or "No regional incidents; see tocsin region incident link --help.")
    return Exit.done


def likely_lines(found: tuple[LikelySame, ...]) -> list[str]:
    """Pairs that may be one, each with what to type."""
    if not found:
        return []
    lines = ["", "May be one and the same; say so if it is:"]
    for each in found:
        near = f"{each.distance_m} m, {age_of(each.between_s)} apart, as of {age_of(each.age_s)}"
        lines.append(f"  {each.incident}  {each.town} {each.theirs} {each.type}  ({near})")
        lines.append(f"      link TOWN {each.town} --incident {each.incident} "
                     f"--theirs {each.theirs}")  # fmt: skip
    return [plain_text(line) for line in lines]


def lines_of(view: RegionalView, *, whole: bool) -> list[str]:
    """One regional incident: its number, where it stands, who has part; `whole`: all that is
    told."""
    lead = f"led by {view.lead}" if view.lead else "nobody leads yet"
    over = "over" if view.is_over else f"level {view.level}"
    before = f" (was {', '.join(view.aliases)})" if view.aliases else ""
    lines = [f"{view.number}{before}  we: {view.stand}, {lead}, {over}"]
    if view.offered_to:
        lines.append(f"    the lead is offered to {view.offered_to}")
    if view.stand == "asked":
        lines.append(f"    WE ARE ASKED: is it our {view.asked_for or 'matter'}? join or decline")
    if view.wants_level:
        lines.append(f"    another level is asked for by {', '.join(view.wants_level)}")
    if view.taking:
        lines.append(f"    {view.taking} wants the lead taken; a second officer is missing")
    for lost in view.conflicts:
        if lost.closed_at is None:
            lines.append(f"    OPEN: {lost.winning} took the lead from {lost.losing}")
    lines += [f"    {_part(each)}" for each in view.towns]
    if view.asked:
        lines.append(f"    no answer yet: {', '.join(view.asked)}")
    if whole:
        lines += [line for each in view.towns for line in _told(each)]
        lines += [_step(each.level, each.leads, each.raised_by) for each in view.path]
        if not view.path:
            lines.append("    escalation: nothing is agreed")
    return [plain_text(line) for line in lines]


def _step(level: str, leads: tuple[str, ...], raised_by: tuple[str, ...]) -> str:
    by = f"; also raised by {', '.join(raised_by)}" if raised_by else ""
    return f"    escalation: at the level {level} {' or '.join(leads)} leads{by}"


def _part(part: TownPart) -> str:
    stands = "closed" if part.is_closed else part.status or "not told"
    number = part.number or (part.incident or "")
    age = "" if not part.age_s else f" (heard {age_of(part.age_s)} ago)"
    if part.is_closed is None:
        stands = "no incident of its own" if part.stand == "joined" else ""
    return " ".join(each for each in (part.town, part.stand, number, stands) if each) + age


def _told(part: TownPart) -> list[str]:
    """Who commands there and what it set for all, as agreements let us know."""
    lines = []
    commanders = part.told.get("commanders")
    if isinstance(commanders, list):
        names = [str(part.told.get(e) or "") for e in ("command_name", "commander_name")]
        agencies = [str(e.get("agency_name") or e.get("agency")) for e in commanders]
        said = ", ".join(each for each in (*agencies, *names) if each)
        lines.append(f"    command in {part.town}: {said}")
    objectives = part.told.get("objectives")
    if isinstance(objectives, list):
        for each in objectives:
            lines.append(f"    objective of {part.town} ({each.get('priority')}, "
                         f"{each.get('state', 'open')}): {each.get('text')}")  # fmt: skip
    return lines
