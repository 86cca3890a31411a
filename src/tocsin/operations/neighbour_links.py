"""What becomes of the link to a neighbour: its keys follow each other, it is cut, doubted, healed.

A key is followed by one that it has signed, or it is revoked. What one town has signed that cannot
all be true is put on record as a doubt; its link then rests until a person heals it.

Source: NIST SP 800-57 part 1, 5.3 and 8 (a key's life, revocation); RFC 6962 7.3 (a log that shows
two histories).
"""

from typing import Annotated

import msgspec

from tocsin.operations.neighbours import (
    Code,
    Key,
    NeighbourRefusal,
    former_keys,
    joined_or_refused,
    neighbour_or_refused,
    with_neighbour,
)
from tocsin.operations.orders import Command, Context, Decision, Event, Refused, Short, refuse
from tocsin.operations.picture import Picture
from tocsin.operations.picture.neighbour import Doubt, LinkStanding
from tocsin.terms.stamp import Stamp

Signature = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{128}$")]


# 1. commands and the events they may cause


class RotateNeighbourKey(Command, frozen=True):
    """A neighbour goes on under a new key, which `previous` has signed."""

    neighbour: Code
    public_key: Key
    previous: Key
    signature: Signature


class NeighbourKeyRotated(Event, frozen=True):
    neighbour: str
    public_key: str
    signature: str


class RevokeNeighbourKey(Command, frozen=True):
    """Believe nothing more that is signed with a neighbour's key, until the two meet anew."""

    neighbour: Code
    reason: Short


class NeighbourKeyRevoked(Event, frozen=True):
    neighbour: str
    reason: str


class CutNeighbour(Command, frozen=True):
    """Say nothing more to a neighbour and hear nothing from it, until the link is healed."""

    neighbour: Code
    reason: Short


class NeighbourCut(Event, frozen=True):
    neighbour: str
    reason: str


class DoubtNeighbour(Command, frozen=True):
    """What a neighbour says of itself cannot all be true: believe no more of it for now."""

    neighbour: Code
    fault: Doubt
    says: Short


class NeighbourDoubted(Event, frozen=True):
    neighbour: str
    fault: Doubt
    says: str


class HealNeighbour(Command, frozen=True):
    """Go on with a neighbour whose link was cut, or that was in doubt: it is heard afresh."""

    neighbour: Code
    reason: Short


class NeighbourHealed(Event, frozen=True):
    neighbour: str
    reason: str


# 2. decide


def rotate_key(command: RotateNeighbourKey, picture: Picture, _context: Context) -> Decision:
    """The signature was verified by whoever heard of it; it stays on record with the order."""
    found = joined_or_refused(picture, command.neighbour)
    if isinstance(found, Refused):
        return found
    if found.public_key == command.public_key:
        return []
    if found.public_key != command.previous:
        return refuse(NeighbourRefusal.neighbour_key_differs, neighbour=found.id)
    return [
        NeighbourKeyRotated(
            neighbour=found.id, public_key=command.public_key, signature=command.signature
        )
    ]


def revoke_key(command: RevokeNeighbourKey, picture: Picture, _context: Context) -> Decision:
    found = neighbour_or_refused(picture, command.neighbour)
    if isinstance(found, Refused):
        return found
    if found.standing is LinkStanding.revoked:
        return []
    if not found.public_key:
        return refuse(NeighbourRefusal.neighbour_not_met, neighbour=found.id)
    return [NeighbourKeyRevoked(neighbour=found.id, reason=command.reason)]


def cut(command: CutNeighbour, picture: Picture, _context: Context) -> Decision:
    found = joined_or_refused(picture, command.neighbour)
    if isinstance(found, Refused):
        return found
    if found.standing is LinkStanding.cut:
        return []
    if found.standing is not LinkStanding.joined:
        return refuse(NeighbourRefusal.neighbour_not_joined, neighbour=found.id)
    return [NeighbourCut(neighbour=found.id, reason=command.reason)]


def doubt(command: DoubtNeighbour, picture: Picture, _context: Context) -> Decision:
    found = joined_or_refused(picture, command.neighbour)
    if isinstance(found, Refused):
        return found
    if found.doubt is not None:
        return []
    return [NeighbourDoubted(neighbour=found.id, fault=command.fault, says=command.says)]


def heal(command: HealNeighbour, picture: Picture, _context: Context) -> Decision:
    found = joined_or_refused(picture, command.neighbour)
    if isinstance(found, Refused):
        return found
    if found.standing is not LinkStanding.cut and found.doubt is None:
        return refuse(NeighbourRefusal.neighbour_not_cut, neighbour=found.id)
    return [NeighbourHealed(neighbour=found.id, reason=command.reason)]


# 3. evolve


def key_rotated(picture: Picture, event: NeighbourKeyRotated, stamp: Stamp) -> Picture:
    former = former_keys(picture, event.neighbour, stamp, event.signature)
    return with_neighbour(
        picture, event.neighbour, stamp, public_key=event.public_key, former_keys=former
    )


def key_revoked(picture: Picture, event: NeighbourKeyRevoked, stamp: Stamp) -> Picture:
    former = former_keys(picture, event.neighbour, stamp, because=event.reason, is_revoked=True)
    return with_neighbour(
        picture,
        event.neighbour,
        stamp,
        standing=LinkStanding.revoked,
        public_key="",
        former_keys=former,
        reason=event.reason,
    )


def was_cut(picture: Picture, event: NeighbourCut, stamp: Stamp) -> Picture:
    return with_neighbour(
        picture, event.neighbour, stamp, standing=LinkStanding.cut, reason=event.reason
    )


def doubted(picture: Picture, event: NeighbourDoubted, stamp: Stamp) -> Picture:
    return with_neighbour(picture, event.neighbour, stamp, doubt=event.fault, doubt_says=event.says)


def healed(picture: Picture, event: NeighbourHealed, stamp: Stamp) -> Picture:
    found = picture.neighbours.get(event.neighbour)
    standing, heals = LinkStanding.joined, 0
    if found is not None:
        heals = found.heals + (found.doubt is not None)
        standing = standing if found.standing is LinkStanding.cut else found.standing
    return with_neighbour(
        picture,
        event.neighbour,
        stamp,
        standing=standing,
        reason=event.reason,
        doubt=None,
        doubt_says="",
        heals=heals,
    )


# 4. the tables

DECIDE = {
    RotateNeighbourKey: rotate_key,
    RevokeNeighbourKey: revoke_key,
    CutNeighbour: cut,
    DoubtNeighbour: doubt,
    HealNeighbour: heal,
}

EVOLVE = {
    "neighbour_key_rotated.1": (NeighbourKeyRotated, key_rotated),
    "neighbour_key_revoked.1": (NeighbourKeyRevoked, key_revoked),
    "neighbour_cut.1": (NeighbourCut, was_cut),
    "neighbour_doubted.1": (NeighbourDoubted, doubted),
    "neighbour_healed.1": (NeighbourHealed, healed),
}
