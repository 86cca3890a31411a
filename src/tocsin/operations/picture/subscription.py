"""Noun: somebody who wants to be warned of what concerns a place of theirs.

Who they are and which place it is lies under the subscription's own key (`subscription/PE-s…`), so
that both can be forgotten; what is left says neither.

Source: GDPR Art. 7 (3) (as easy to withdraw as to give), Art. 17; RFC 8058 (one click).
"""

from datetime import datetime
from typing import Annotated

import msgspec

from tocsin.geo.places import Point
from tocsin.operations.picture.warning_channel import Carrier
from tocsin.terms.cap import CapCategory, CapSeverity
from tocsin.terms.words import Words

Struct = msgspec.Struct
Minute = Annotated[int, msgspec.Meta(ge=0, lt=1440)]


class Quiet(Struct, frozen=True, gc=False):
    """Hours in which only severe and extreme warnings are sent: minutes of the day by the town's
    clock. They may go over midnight.
    """

    begins: Minute
    ends: Minute


class SubscribedPlace(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """Where somebody wants to be warned: a point, a zone of the town's ground, or all of the town
    where neither is said. It is sealed as JSON.
    """

    point: Point | None = None
    zone: str = ""


class WarningSubscription(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """`address` is what the carrier takes: an e-mail address; it and `place` are None only where
    somebody may not see them. Without `categories` it is for every hazard. It counts from
    `confirmed_at` on; before, nobody knows whose address it is.
    """

    id: str
    carrier: Carrier
    requested_at: datetime
    address: Words | None = None
    place: Words | None = None
    categories: tuple[CapCategory, ...] = ()
    least: CapSeverity = CapSeverity.unknown
    language: str = ""
    quiet: Quiet | None = None
    asked_at: datetime | None = None
    """When a link to confirm it went to the address; None: not yet."""
    confirmed_at: datetime | None = None
