"""What a person does about neighbours at the command line."""

import argparse
import hashlib
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec

from tocsin.app.neighbours.looking import replicas_in, standings_in
from tocsin.app.neighbours.reaching import met_at
from tocsin.app.neighbours.telling import details, line_of
from tocsin.app.outcome import Exit, Told, as_json
from tocsin.app.signing_in import signed_in
from tocsin.app.wiring import ordering, reading
from tocsin.federation.link_key import LinkKey
from tocsin.federation.meeting import (
    PREFIX,
    SECRET_BYTES,
    Invitation,
    NoInvitation,
    invitation_of,
    secret_digest,
)
from tocsin.log.clock import SystemEntropy
from tocsin.operations.neighbour_links import CutNeighbour, HealNeighbour, RevokeNeighbourKey
from tocsin.operations.neighbours import (
    ConfirmNeighbour,
    EndNeighbour,
    InviteNeighbour,
    MeetNeighbour,
    MoveNeighbour,
)
from tocsin.operations.orders import Command


def invite(asked: argparse.Namespace) -> int:
    """The secret of an invitation is in its text and nowhere else."""
    entropy = SystemEntropy()
    code = asked.neighbour.upper()
    secret = entropy.draw(SECRET_BYTES).hex()
    with ordering(asked.town) as town:
        desk = signed_in(asked, town)
        answer = desk.order(
            InviteNeighbour(
                neighbour=code,
                url=asked.url.rstrip("/"),
                secret_sha256=secret_digest(secret),
                hours=asked.hours,
            ),
            f"{code} is invited.",
        )
        if answer.exit_code is not Exit.done:
            return _told(asked, answer.text, answer.facts, answer.exit_code)
        settings = town.picture.settings.get("town")
        invitation = Invitation(
            town=town.code,
            name=settings.name if settings else town.store.header.name,
            to=code,
            url=asked.url.rstrip("/"),
            key_sha256=_key_digest(LinkKey.load(asked.town).public),
            secret=secret,
        )
        invited = town.picture.neighbours.get(code)
        expires_at = None if invited is None else invited.expires_at
    text = invitation.to_text()
    says = (
        f"{text}\n\nGive this line to {code}, good once and for {asked.hours} h. There they type:\n"
        f"  tocsin neighbour join THEIR-TOWN INVITATION --url THEIR-ADDRESS\n"
        "Then both ends show the same eight digits: read them to each other by telephone."
    )
    facts = {"invitation": text, "neighbour": code, "expires_at": expires_at}
    return _told(asked, says, facts)


def join(asked: argparse.Namespace) -> int:
    """Ask the inviting town's door; what comes of it is on record at both ends."""
    try:
        invitation = invitation_of(_invitation_text(asked.invitation))
    except NoInvitation as error:
        raise Told(f"{error}", Exit.usage) from error
    with ordering(asked.town) as town:
        if invitation.to != town.code:
            raise Told(
                f"this invitation is for {invitation.to}, and this town is {town.code}", Exit.usage
            )
        desk = signed_in(asked, town)
        settings = town.picture.settings.get("town")
        name = settings.name if settings else town.store.header.name
        key = LinkKey.load(asked.town)
        order = MeetNeighbour(
            neighbour=invitation.town,
            name=invitation.name,
            url=invitation.url,
            public_key="0" * 64,
            spoken="0000 0000",
        )
        if not desk.is_granted(order):
            # Said before the other town is asked: an invitation is good once.
            answer = desk.order(order, "")
            return _told(asked, answer.text, answer.facts, answer.exit_code)
        welcome, spoken = met_at(invitation, town.code, name, asked.url.rstrip("/"), key.public)
        answer = desk.order(
            msgspec.structs.replace(
                order, name=welcome.name, public_key=welcome.public_key, spoken=spoken
            ),
            f"The doors of {town.code} and {invitation.town} have met.",
        )
    says = (
        f"{answer.text}\n\nRead aloud, by telephone with somebody you know there:   {spoken}\n"
        "If the other end shows the same, each end confirms what it heard:\n"
        f"  tocsin neighbour confirm {asked.town} {invitation.town} --code DIGITS\n"
        "If not, somebody stands in between: end it, and invite anew."
    )
    facts = {**answer.facts, "neighbour": invitation.town, "name": welcome.name, "code": spoken}
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


def _key_digest(public_key: str) -> str:
    return hashlib.sha256(bytes.fromhex(public_key)).hexdigest()


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
