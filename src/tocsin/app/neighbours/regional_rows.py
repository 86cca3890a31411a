"""What neighbours tell of regional incidents becomes orders of the own town.

A row is looked at again as long as something of it is not believed yet: what it tells may be
another town's to say first.
"""

import hashlib

import msgspec

from tocsin.app.neighbours.allowance import Allowed
from tocsin.operations.orders import Refused
from tocsin.operations.picture import Picture
from tocsin.operations.picture.regional import RegionalIncident
from tocsin.operations.regional_hearing import HeardRegional, HearRegional, heard_from, is_heard

KINDS = ("regional_incidents",)


class RegionalRows:
    """The part of a `LendingLink` that is about regional incidents."""

    def __init__(self, town: Allowed) -> None:
        self._town = town

    def is_settled(self, neighbour: str, _name: str, fields: dict[str, object]) -> bool:
        """Hear a row; whether nothing of it is left to hear. Raises msgspec.ValidationError where
        it makes no sense."""
        told = msgspec.convert(fields, HeardRegional, strict=False)
        picture = self._town.picture()
        outcome = heard_from(neighbour, told, picture, self._town.code)
        if isinstance(outcome, Refused):
            # On record once; it is heard as soon as what it waits for is known.
            self._town.order(neighbour, *_order(neighbour, told, outcome.code))
            return False
        if outcome:
            self._town.order(neighbour, *_order(neighbour, told, _knowledge(picture, told)))
            after = heard_from(neighbour, told, self._town.picture(), self._town.code)
            if isinstance(after, Refused):
                return False
        return is_heard(neighbour, told, self._town.picture(), self._town.code)


def _order(neighbour: str, told: HeardRegional, after: str) -> tuple[HearRegional, str]:
    """The order, under a name that is the same for the same row after the same knowledge."""
    order = HearRegional(by=neighbour, told=told)
    digest = hashlib.blake2b(msgspec.json.encode(order), digest_size=8).hexdigest()
    return order, f"regional/{neighbour}/{told.id}/{digest}/{after}"


def _knowledge(picture: Picture, told: HeardRegional) -> str:
    """How far our rows of it stand."""
    numbers = {each.number for each in told.names}
    rows = sorted(
        (e for e in picture.regional_incidents.values() if e.numbers & numbers),
        key=lambda each: each.id,
    )
    return "new" if not rows else ".".join(_stands(each) for each in rows)


def _stands(row: RegionalIncident) -> str:
    content = msgspec.json.encode((row.id, row.revision, row.members), enc_hook=str)
    return hashlib.blake2b(content, digest_size=4).hexdigest()
