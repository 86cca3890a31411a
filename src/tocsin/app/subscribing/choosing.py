"""Whom a message concerns: the places of subscribers, opened, against its area.

Whatever is in doubt is told: a zone that the ground no longer has, a warning of which only a code
says where it is. One address is told once, as soon as one of its subscriptions lets it. Who was
forgotten is not told.
"""

from collections.abc import Callable
from datetime import datetime

import msgspec

from tocsin.app.warnings.surveying import holds
from tocsin.geo.overlapping import Shape, overlap
from tocsin.operations.picture import Picture
from tocsin.operations.picture.subscription import SubscribedPlace, WarningSubscription
from tocsin.operations.picture.warning import PublicWarning
from tocsin.operations.picture.warning_channel import WarningChannel
from tocsin.operations.subscriptions import Chosen, quiet_until, wants
from tocsin.operations.warning_content import shapes_of
from tocsin.terms.words import Words

Open = Callable[[Words], str | None]
Zones = Callable[[str], tuple[Shape, ...]]
"""The shapes of a zone by its id; none where the ground has no such zone."""


def chosen(
    picture: Picture,
    warning: PublicWarning,
    channel: WarningChannel,
    open_: Open,
    zones: Zones,
    now: datetime,
) -> tuple[Chosen, ...]:
    """Those whom it concerns, in the order in which they subscribed."""
    areas = warning.facts.areas
    # An area known by its code alone may be anywhere: no shape of the others says who is not in it.
    is_drawn = all(each.polygons or each.circles for each in areas)
    shapes = shapes_of(areas) if is_drawn else ()
    found: dict[str, Chosen] = {}
    for each in picture.warning_subscriptions.values():
        if each.carrier is not channel.carrier or not wants(each, warning):
            continue
        address = _opened(open_, each.address).casefold()
        if not address or not _is_there(each, shapes, open_, zones):
            continue
        after = quiet_until(picture, each.quiet, warning.facts.severity, now)
        if address not in found or (after is None and found[address].after is not None):
            found[address] = Chosen(each.id, after)
    return tuple(found.values())


def _opened(open_: Open, words: Words | None) -> str:
    return "" if words is None else open_(words) or ""


def _is_there(
    each: WarningSubscription, shapes: tuple[Shape, ...], open_: Open, zones: Zones
) -> bool:
    words = _opened(open_, each.place)
    if not words:
        return False
    place = msgspec.json.decode(words, type=SubscribedPlace)
    if not shapes:
        return True
    if place.point is not None:
        return holds(shapes, (place.point.lat_udeg, place.point.lon_udeg))
    theirs = zones(place.zone) if place.zone else ()
    return not theirs or overlap(shapes, theirs)
