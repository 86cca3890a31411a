"""The towns of a demo become neighbours as towns do: they meet, read a code aloud, agree, sign."""

import hashlib
import itertools
from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec

from tocsin.app.agreements.carrying import carried, orders_in
from tocsin.app.agreements.drawing_up import Region, template, text_of, with_region
from tocsin.app.desk import first_officer
from tocsin.app.facts import FORGOTTEN
from tocsin.app.neighbours.reaching import met_at
from tocsin.app.seeing import Office
from tocsin.exercises.setting import Setting
from tocsin.federation.link_key import LinkKey
from tocsin.federation.meeting import SECRET_BYTES, Invitation, secret_digest
from tocsin.geo.places import Point
from tocsin.jurisdiction.orders import Accepted, Order, Outcome
from tocsin.log.clock import SystemEntropy
from tocsin.operations.agreement_text import canonical, digest_of
from tocsin.operations.agreements import ProposeAgreement, SignAgreement
from tocsin.operations.neighbours import ConfirmNeighbour, InviteNeighbour, MeetNeighbour
from tocsin.operations.orders import Command
from tocsin.operations.picture import Picture
from tocsin.operations.picture.agreement import Party

SLUG, RADIUS_M = "mutual-aid", 20_000
_numbers = itertools.count(1)


class At(msgspec.Struct, frozen=True):
    """A town that can be ordered: where its folder and its door are."""

    town: Office
    folder: Path
    setting: Setting
    url: str
    look: Callable[[], object] = lambda: None
    """Reads what has come since, where another process serves it."""

    @property
    def name(self) -> str:
        """Its name."""
        return self.setting.name

    @property
    def picture(self) -> Picture:
        """As it is now."""
        self.look()
        return self.town.picture

    @property
    def code(self) -> str:
        """Its code."""
        return self.town.code

    def asks(self, command: Command) -> Outcome:
        """An order of its first officer."""
        name = f"demo/beside/{next(_numbers)}/{SystemEntropy().draw(4).hex()}"
        order = Order(command=command, command_id=name, actor=first_officer(self.code))
        return self.town.submit(order)

    def orders(self, *commands: Command) -> Accepted | None:
        """Orders that must be granted; what came of the last."""
        done: Accepted | None = None
        for each in commands:
            outcome = self.asks(each)
            assert isinstance(outcome, Accepted), outcome
            done = outcome
        return done


def joined(one: At, other: At) -> str:
    """The two have met and are joined; the code that was read aloud. Raises Told."""
    secret = SystemEntropy().draw(SECRET_BYTES).hex()
    one.orders(
        InviteNeighbour(neighbour=other.code, url=one.url, secret_sha256=secret_digest(secret))
    )
    key = bytes.fromhex(LinkKey.load(one.folder).public)
    invitation = Invitation(
        town=one.code, name=one.name, to=other.code, url=one.url,
        key_sha256=hashlib.sha256(key).hexdigest(), secret=secret,
    )  # fmt: skip
    own = LinkKey.load(other.folder).public
    welcome, spoken = met_at(invitation, other.code, other.name, other.url, own)
    other.orders(
        MeetNeighbour(
            neighbour=one.code, name=welcome.name, url=one.url, public_key=welcome.public_key,
            spoken=spoken,
        )
    )  # fmt: skip
    one.orders(ConfirmNeighbour(neighbour=other.code, spoken=spoken))
    other.orders(ConfirmNeighbour(neighbour=one.code, spoken=spoken))
    return spoken


def agreed(one: At, other: At, border: Point, officers: tuple[str, str]) -> str:
    """Mutual aid between the two is in force; its id. `officers` sign, one of each."""
    draft = with_region(template("mutual_aid"), Region(border=border, radius_m=RADIUS_M))
    parties = Party(one.code, one.name), Party(other.code, other.name)
    content = text_of(draft, *parties, SLUG, 1, "", one.town.clock.now())
    text = canonical(content)
    one.orders(ProposeAgreement(text=text))
    for town, partner, name in ((one, other, officers[0]), (other, one, officers[1])):
        town.orders(
            SignAgreement(
                agreement=content.agreement, digest=digest_of(text), name=name, office="Chief"
            )
        )
        partner.orders(*_carried(town, content.agreement))
    return content.agreement


def _carried(town: At, agreement: str) -> Iterable[Command]:
    """What a town has to say of an agreement, as the orders by which the other takes it in."""
    compact = town.town.picture.compacts.get(agreement)
    assert compact is not None, "it was proposed there"
    keys = town.town.store.keys
    return orders_in(carried(compact, town.code, lambda each: keys.open(each.name) or FORGOTTEN))
