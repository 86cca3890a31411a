"""What a person does about neighbours at the command line."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from tocsin.app.neighbours.inviting import Own, invited, joined
from tocsin.app.neighbours.looking import replicas_in, standings_in
from tocsin.app.neighbours.telling import details, line_of
from tocsin.app.outcome import Exit, Told, as_json
from tocsin.app.seeing import Office
from tocsin.app.signing_in import signed_in
from tocsin.app.wiring import ordering, reading
from tocsin.federation.link_key import LinkKey
from tocsin.federation.meeting import PREFIX
from tocsin.log.clock import SystemEntropy
from tocsin.operations.neighbour_links import CutNeighbour, HealNeighbour, RevokeNeighbourKey
from tocsin.operations.neighbours import (
    ConfirmNeighbour,
    EndNeighbour,
    MoveNeighbour,
)
from tocsin.operations.orders import Command


def invite(asked: argparse.Namespace) -> int:
    """The secret of an invitation is in its text and nowhere else."""
    code = asked.neighbour.upper()
    with ordering(asked.town) as town:
        desk, own = signed_in(asked, town), _own(asked, town)
        answer, text = invited(desk, own, code, asked.hours, SystemEntropy())
        if answer.exit_code is not Exit.done:
            return _told(asked, answer.text, answer.facts, answer.exit_code)
        known = town.picture.neighbours.get(code)
        expires_at = None if known is None else known.expires_at
    says = (
        f"{text}\n\nGive this line to {code}, good once and for {asked.hours} h. There they type:\n"
        f"  tocsin neighbour join THEIR-TOWN INVITATION --url THEIR-ADDRESS\n"
        "Then both ends show the same eight digits: read them to each other by telephone."
    )
    facts = {"invitation": text, "neighbour": code, "expires_at": expires_at}
    return _told(asked, says, facts)


def _own(asked: argparse.Namespace, town: Office) -> Own:
    settings = town.picture.settings.get("town")
    name = settings.name if settings else town.store.header.name
    return Own(town.code, name, asked.url, LinkKey.load(asked.town))


def join(asked: argparse.Namespace) -> int:
    """Ask the inviting town's door; what comes of it is on record at both ends."""
    text = _invitation_text(asked.invitation)
    with ordering(asked.town) as town:
        met = joined(signed_in(asked, town), _own(asked, town), text)
    answer = met.answer
    if not met.spoken:
        return _told(asked, answer.text, answer.facts, answer.exit_code)
    says = (
        f"{answer.text}\n\nRead aloud, by telephone with somebody you know there:   {met.spoken}\n"
        "If the other end shows the same, each end confirms what it heard:\n"
        f"  tocsin neighbour confirm {asked.town} {met.town} --code DIGITS\n"
        "If not, somebody stands in between: end it, and invite anew."
    )
    facts = {**answer.facts, "neighbour": met.town, "name": met.name, "code": met.spoken}
    return _told(
        asked, says if answer.exit_code is Exit.done else answer.text, facts, answer.exit_code
    )


def _invitation_text(said: str) -> str:
    if said == "-":
        return sys.stdin.read(100_000)
    if PREFIX in said:
        return said
    try:
        return Path(said).read_text("utf-8", "replace")[:100_000]
    except OSError as error:
        raise Told(
            f"`{said[:80]}` is neither an invitation nor a file that can be read", Exit.usage
        ) from error


def confirm(asked: argparse.Namespace) -> int:
    """The code that was heard is held against the one shown here."""
    code = asked.neighbour.upper()
    return _ordered(
        asked,
        ConfirmNeighbour(neighbour=code, spoken=asked.code),
        f"{code} is joined. It is heard once it has confirmed too.",
    )


Reasoned = type[CutNeighbour | HealNeighbour | RevokeNeighbourKey | EndNeighbour]


def _with_reason(order: Reasoned, says: str) -> Callable[[argparse.Namespace], int]:
    """A deed that takes a neighbour and a reason; `says` is told of it, with its code."""

    def deed(asked: argparse.Namespace) -> int:
        code = asked.neighbour.upper()
        return _ordered(asked, order(neighbour=code, reason=asked.reason), says.format(code))

    return deed


def move(asked: argparse.Namespace) -> int:
    """The first address that answers is asked."""
    code = asked.neighbour.upper()
    urls = tuple(each.rstrip("/") for each in asked.url)
    return _ordered(
        asked, MoveNeighbour(neighbour=code, urls=urls), f"{code} is asked at {', '.join(urls)}."
    )


def rotate(asked: argparse.Namespace) -> int:
    """The neighbours follow by themselves: the old key has signed the new one."""
    with reading(asked.town):
        pass  # says what is wrong with the folder
    key = LinkKey.load(asked.town)
    fresh = key.followed_by(SystemEntropy())
    fresh.save(asked.town)
    says = "The town has a new key; its neighbours follow as soon as they ask."
    return _told(asked, says, {"public_key": fresh.public, "before": key.public})


def listed(asked: argparse.Namespace) -> int:
    """As the folder tells: also where nobody serves the town just now."""
    with reading(asked.town) as town:
        found = standings_in(asked.town, town)
        if asked.json:
            print(as_json({"neighbours": found}))
            return Exit.done
        for each in found:
            print(line_of(each, town.picture))
        if not found:
            print("No neighbours yet; see tocsin neighbour invite --help.")
    return Exit.done


def show(asked: argparse.Namespace) -> int:
    """One of them in full."""
    code = asked.neighbour.upper()
    with reading(asked.town) as town:
        neighbour = town.picture.neighbours.get(code)
        if neighbour is None:
            raise Told(f"{code} is no neighbour; see tocsin neighbour list", Exit.usage)
        standing = next((e for e in standings_in(asked.town, town) if e.neighbour == code), None)
        known = replicas_in(asked.town, town.picture).get(code)
        facts = details(neighbour, standing, known)
        if asked.json:
            print(as_json(facts))
            return Exit.done
        for name, value in facts.items():
            if value not in ("", None, (), [], {}):
                print(f"{name:14}{value}")
    return Exit.done


def _ordered(asked: argparse.Namespace, command: Command, says: str) -> int:
    with ordering(asked.town) as town:
        answer = signed_in(asked, town).order(command, says)
    return _told(asked, answer.text, answer.facts, answer.exit_code)


def _told(asked: argparse.Namespace, says: str, facts: object, exit_code: Exit = Exit.done) -> int:
    print(as_json(facts) if asked.json else says)
    return exit_code


DEEDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "invite": invite,
    "join": join,
    "confirm": confirm,
    "list": listed,
    "show": show,
    "cut": _with_reason(CutNeighbour, "The link to {} is cut."),
    "heal": _with_reason(HealNeighbour, "The link to {} is healed."),
    "move": move,
    "revoke": _with_reason(RevokeNeighbourKey, "The key of {} is believed no more."),
    "end": _with_reason(EndNeighbour, "{} is no neighbour any more."),
    "rotate": rotate,
}
