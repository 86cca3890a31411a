"""Invite neighbouring towns, meet them, join them, and part from them.

Two towns meet by an invitation and believe each other's keys once people at both ends have read
the same code aloud. What becomes of keys and link afterwards is in `neighbour_links`.

Source: RFC 8032 (Ed25519); RFC 6189 4.4 (a short code read aloud).
"""

import re
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated

import msgspec

from tocsin.operations.orders import (
    Command,
    Context,
    Decision,
    Event,
    Refused,
    Short,
    refuse,
)
from tocsin.operations.picture import Picture
from tocsin.operations.picture.neighbour import FormerKey, LinkStanding, Neighbour
from tocsin.terms.stamp import Stamp

_replace = msgspec.structs.replace

LONGEST_INVITATION_H = 240

Code = Annotated[str, msgspec.Meta(pattern="^[A-Z]{2,4}$")]
"""A town's code, which stands in front of its ids: `PE`."""
Key = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]
"""An Ed25519 public key, raw, in hex; or a SHA-256."""
Url = Annotated[str, msgspec.Meta(pattern=r"^https?://[^/\s?#@]{1,255}$")]
"""Where a town's door is: scheme, host, port; no path."""
Hours = Annotated[int, msgspec.Meta(ge=1, le=LONGEST_INVITATION_H)]
_HERE = re.compile(r"http://(localhost|127\.[0-9.]+|\[::1\])(:[0-9]+)?")


class NeighbourRefusal(StrEnum):
    neighbour_unknown = "neighbour_unknown"
    neighbour_is_this_town = "neighbour_is_this_town"
    neighbour_is_joined = "neighbour_is_joined"
    neighbour_not_joined = "neighbour_not_joined"
    neighbour_not_invited = "neighbour_not_invited"
    neighbour_not_met = "neighbour_not_met"
    neighbour_not_cut = "neighbour_not_cut"
    invitation_is_over = "invitation_is_over"
    spoken_code_differs = "spoken_code_differs"
    neighbour_key_taken = "neighbour_key_taken"
    neighbour_key_revoked = "neighbour_key_revoked"
    neighbour_key_differs = "neighbour_key_differs"
    neighbour_url_is_open = "neighbour_url_is_open"


# 1. commands and the events they may cause


class InviteNeighbour(Command, frozen=True):
    """Let another town's door come to this one's and say who it is, within so many hours.

    `url` is where it finds this town's door; `secret_sha256` of the secret in the invitation.
    """

    neighbour: Code
    url: Url
    secret_sha256: Key
    hours: Hours = 24


class NeighbourInvited(Event, frozen=True):
    neighbour: str
    secret_sha256: str
    expires_at: datetime


class MeetNeighbour(Command, frozen=True):
    """The two doors have met: this is the other's key, and what people are to read aloud.

    The town that invited names the secret's digest; the one that was invited has none.
    """

    neighbour: Code
    name: Short
    url: Url
    public_key: Key
    spoken: Short
    secret_sha256: Key | None = None


class NeighbourMet(Event, frozen=True):
    neighbour: str
    name: str
    url: str
    public_key: str
    spoken: str


class ConfirmNeighbour(Command, frozen=True):
    """The code that was read aloud at the other end is the one shown here: the two are joined."""

    neighbour: Code
    spoken: Short


class NeighbourJoined(Event, frozen=True):
    neighbour: str


class MoveNeighbour(Command, frozen=True):
    """A neighbour's door is elsewhere: at these addresses, the first that answers."""

    neighbour: Code
    urls: Annotated[tuple[Url, ...], msgspec.Meta(min_length=1, max_length=5)]


class NeighbourMoved(Event, frozen=True):
    neighbour: str
    urls: tuple[str, ...]


class EndNeighbour(Command, frozen=True):
    """The two are neighbours no more; an invitation is withdrawn."""

    neighbour: Code
    reason: Short


class NeighbourEnded(Event, frozen=True):
    neighbour: str
    reason: str


# 2. decide


def neighbour_or_refused(picture: Picture, code: str) -> Neighbour | Refused:
    found = picture.neighbours.get(code)
    if found is None or found.standing is LinkStanding.ended:
        return refuse(NeighbourRefusal.neighbour_unknown, neighbour=code)
    return found


def joined_or_refused(picture: Picture, code: str) -> Neighbour | Refused:
    found = neighbour_or_refused(picture, code)
    if isinstance(found, Neighbour) and found.joined_at is None:
        return refuse(NeighbourRefusal.neighbour_not_joined, neighbour=code)
    return found


def _url_is_open(url: str) -> Refused | None:
    """Without TLS only a door of the same machine is asked."""
    if url.startswith("https://") or _HERE.fullmatch(url):
        return None
    return refuse(NeighbourRefusal.neighbour_url_is_open, url=url)


def _may_not_meet(picture: Picture, code: str, own: str) -> Refused | None:
    if code == own:
        return refuse(NeighbourRefusal.neighbour_is_this_town, neighbour=code)
    found = picture.neighbours.get(code)
    if found is not None and found.standing in (LinkStanding.joined, LinkStanding.cut):
        return refuse(NeighbourRefusal.neighbour_is_joined, neighbour=code)
    return None


def invite(command: InviteNeighbour, picture: Picture, context: Context) -> Decision:
    cannot = _may_not_meet(picture, command.neighbour, context.code) or _url_is_open(command.url)
    if cannot is not None:
        return cannot
    expires_at = context.now + timedelta(hours=command.hours)
    return [
        NeighbourInvited(
            neighbour=command.neighbour,
            secret_sha256=command.secret_sha256,
            expires_at=expires_at,
        )
    ]


def meet(command: MeetNeighbour, picture: Picture, context: Context) -> Decision:
    """A key is one town's. An invitation is good once, and for its time."""
    code = command.neighbour
    cannot = _may_not_meet(picture, code, context.code) or _url_is_open(command.url)
    if cannot is not None:
        return cannot
    if command.secret_sha256 is not None:
        found = picture.neighbours.get(code)
        if found is None or found.secret_sha256 != command.secret_sha256:
            return refuse(NeighbourRefusal.neighbour_not_invited, neighbour=code)
        if found.expires_at is not None and found.expires_at < context.now:
            return refuse(NeighbourRefusal.invitation_is_over, neighbour=code)
    known = picture.neighbours.get(code)
    if known is not None and known.is_revoked(command.public_key):
        return refuse(NeighbourRefusal.neighbour_key_revoked, neighbour=code)
    for other in picture.neighbours.values():
        if other.id != code and other.public_key == command.public_key:
            return refuse(NeighbourRefusal.neighbour_key_taken, neighbour=other.id)
    return [
        NeighbourMet(
            neighbour=code,
            name=command.name,
            url=command.url,
            public_key=command.public_key,
            spoken=command.spoken,
        )
    ]


def digits(spoken: str) -> str:
    """A code as it is compared: however it was grouped, its digits."""
    return "".join(each for each in spoken if each.isdecimal())


def confirm(command: ConfirmNeighbour, picture: Picture, _context: Context) -> Decision:
    found = neighbour_or_refused(picture, command.neighbour)
    if isinstance(found, Refused):
        return found
    if found.standing is LinkStanding.joined:
        return []
    if found.standing is not LinkStanding.met:
        return refuse(NeighbourRefusal.neighbour_not_met, neighbour=found.id)
    if digits(command.spoken) != digits(found.spoken):
        return refuse(NeighbourRefusal.spoken_code_differs, neighbour=found.id)
    return [NeighbourJoined(neighbour=found.id)]


def move(command: MoveNeighbour, picture: Picture, _context: Context) -> Decision:
    found = neighbour_or_refused(picture, command.neighbour)
    if isinstance(found, Refused):
        return found
    for url in command.urls:
        cannot = _url_is_open(url)
        if cannot is not None:
            return cannot
    if found.urls == command.urls:
        return []
    return [NeighbourMoved(neighbour=found.id, urls=command.urls)]


def end(command: EndNeighbour, picture: Picture, _context: Context) -> Decision:
    found = neighbour_or_refused(picture, command.neighbour)
    if isinstance(found, Refused):
        return found
    return [NeighbourEnded(neighbour=found.id, reason=command.reason)]


# what others ask of it


def joined(picture: Picture) -> tuple[str, ...]:
    """Codes of all towns that are neighbours, sorted; also where the link is cut or in doubt."""
    return tuple(
        sorted(
            each.id
            for each in picture.neighbours.values()
            if each.joined_at is not None and each.standing is not LinkStanding.ended
        )
    )


def heard(picture: Picture) -> tuple[str, ...]:
    """Codes of the neighbours that are spoken with at present, sorted."""
    return tuple(
        sorted(
            each.id
            for each in picture.neighbours.values()
            if each.standing is LinkStanding.joined and each.doubt is None
        )
    )


# 3. evolve


def with_neighbour(picture: Picture, code: str, stamp: Stamp, **changed: object) -> Picture:
    """The picture with a neighbour changed; one that nobody told of is made."""
    found = picture.neighbours.get(code)
    if found is None:
        found = Neighbour(code, LinkStanding.invited, stamp.recorded_at)
    changed = {"since": stamp.recorded_at, **changed}
    neighbours = picture.neighbours.put(code, _replace(found, **changed))
    return _replace(picture, neighbours=neighbours)


def former_keys(
    picture: Picture,
    code: str,
    stamp: Stamp,
    signature: str = "",
    because: str = "",
    *,
    is_revoked: bool = False,
) -> tuple[FormerKey, ...]:
    found = picture.neighbours.get(code)
    if found is None:
        return ()
    if not found.public_key:
        return found.former_keys
    left = FormerKey(found.public_key, stamp.recorded_at, signature, because, is_revoked)
    return (*found.former_keys, left)


def invited(picture: Picture, event: NeighbourInvited, stamp: Stamp) -> Picture:
    return with_neighbour(
        picture,
        event.neighbour,
        stamp,
        standing=LinkStanding.invited,
        secret_sha256=event.secret_sha256,
        expires_at=event.expires_at,
        former_keys=former_keys(picture, event.neighbour, stamp),
        public_key="",
        spoken="",
    )


def met(picture: Picture, event: NeighbourMet, stamp: Stamp) -> Picture:
    return with_neighbour(
        picture,
        event.neighbour,
        stamp,
        standing=LinkStanding.met,
        name=event.name,
        urls=(event.url,),
        former_keys=former_keys(picture, event.neighbour, stamp),
        public_key=event.public_key,
        spoken=event.spoken,
        secret_sha256="",
        expires_at=None,
    )


def confirmed(picture: Picture, event: NeighbourJoined, stamp: Stamp) -> Picture:
    found = picture.neighbours.get(event.neighbour)
    joined_at = None if found is None else found.joined_at
    return with_neighbour(
        picture,
        event.neighbour,
        stamp,
        standing=LinkStanding.joined,
        joined_at=joined_at or stamp.recorded_at,
        reason="",
        doubt=None,
        doubt_says="",
    )


def moved(picture: Picture, event: NeighbourMoved, stamp: Stamp) -> Picture:
    return with_neighbour(picture, event.neighbour, stamp, urls=event.urls)


def ended(picture: Picture, event: NeighbourEnded, stamp: Stamp) -> Picture:
    former = former_keys(picture, event.neighbour, stamp, because=event.reason)
    return with_neighbour(
        picture,
        event.neighbour,
        stamp,
        standing=LinkStanding.ended,
        public_key="",
        former_keys=former,
        secret_sha256="",
        joined_at=None,
        reason=event.reason,
        doubt=None,
        doubt_says="",
    )


# 4. the tables

DECIDE = {
    InviteNeighbour: invite,
    MeetNeighbour: meet,
    ConfirmNeighbour: confirm,
    MoveNeighbour: move,
    EndNeighbour: end,
}

EVOLVE = {
    "neighbour_invited.1": (NeighbourInvited, invited),
    "neighbour_met.1": (NeighbourMet, met),
    "neighbour_joined.1": (NeighbourJoined, confirmed),
    "neighbour_moved.1": (NeighbourMoved, moved),
    "neighbour_ended.1": (NeighbourEnded, ended),
}
