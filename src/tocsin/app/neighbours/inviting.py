"""Both ends of an invitation, whoever asks: a terminal or a screen."""

import hashlib
from typing import NamedTuple

import msgspec

from tocsin.app.desk import Answer, Desk
from tocsin.app.neighbours.reaching import met_at
from tocsin.app.outcome import Exit, Told
from tocsin.federation.link_key import LinkKey
from tocsin.federation.meeting import (
    SECRET_BYTES,
    Invitation,
    NoInvitation,
    invitation_of,
    secret_digest,
)
from tocsin.log.clock import Entropy
from tocsin.operations.neighbours import InviteNeighbour, MeetNeighbour


class Own(NamedTuple):
    """This town, as the other end is told of it."""

    code: str
    name: str
    url: str
    key: LinkKey


class Meeting(NamedTuple):
    """What came of asking an inviting town's door: its code and name, and what is read aloud."""

    answer: Answer
    town: str
    name: str = ""
    spoken: str = ""


def invited(desk: Desk, own: Own, to: str, hours: int, entropy: Entropy) -> tuple[Answer, str]:
    """Put an invitation on record; its text, "" where that was refused. The secret is in the text
    and nowhere else."""
    secret = entropy.draw(SECRET_BYTES).hex()
    url = own.url.rstrip("/")
    order = InviteNeighbour(neighbour=to, url=url, secret_sha256=secret_digest(secret), hours=hours)
    answer = desk.order(order, f"{to} is invited.")
    if answer.exit_code is not Exit.done:
        return answer, ""
    invitation = Invitation(
        town=own.code,
        name=own.name,
        to=to,
        url=url,
        key_sha256=hashlib.sha256(bytes.fromhex(own.key.public)).hexdigest(),
        secret=secret,
    )
    return answer, invitation.to_text()


def joined(desk: Desk, own: Own, text: str) -> Meeting:
    """Ask the inviting town's door; what comes of it is on record at both ends. Raises Told."""
    try:
        invitation = invitation_of(text)
    except NoInvitation as error:
        raise Told(f"{error}", Exit.usage) from error
    if invitation.to != own.code:
        says = f"this invitation is for {invitation.to}, and this town is {own.code}"
        raise Told(says, Exit.usage)
    order = MeetNeighbour(
        neighbour=invitation.town,
        name=invitation.name,
        url=invitation.url,
        public_key="0" * 64,
        spoken="0000 0000",
    )
    if not desk.is_granted(order):
        # Said before the other town is asked: an invitation is good once.
        return Meeting(desk.order(order, ""), invitation.town)
    url = own.url.rstrip("/")
    welcome, spoken = met_at(invitation, own.code, own.name, url, own.key.public)
    met = msgspec.structs.replace(
        order, name=welcome.name, public_key=welcome.public_key, spoken=spoken
    )
    answer = desk.order(met, f"The doors of {own.code} and {invitation.town} have met.")
    return Meeting(answer, invitation.town, welcome.name, spoken)
