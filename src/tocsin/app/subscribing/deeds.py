"""`tocsin subscribe`: what a person does about subscriptions at the command line."""

import argparse
from collections.abc import Callable
from urllib.parse import unquote

from tocsin.app.desk import Answer
from tocsin.app.facts import FORGOTTEN, plain
from tocsin.app.facts import shown as for_terminal
from tocsin.app.in_sight import lent_in_sight
from tocsin.app.outcome import Exit, Told, as_json
from tocsin.app.signing_in import signed_in
from tocsin.app.subscribing.links import Deed, links_of
from tocsin.app.tongue import tell
from tocsin.app.wiring import ordering, reading
from tocsin.geo.places import Point
from tocsin.operations.picture import Picture
from tocsin.operations.picture.subscription import Quiet, SubscribedPlace
from tocsin.operations.picture.warning_channel import Carrier
from tocsin.operations.subscriptions import (
    ConfirmSubscription,
    EndSubscription,
    RequestSubscription,
)
from tocsin.terms.cap import CapCategory, CapSeverity

KIND = "warning_subscriptions"


def added(asked: argparse.Namespace) -> int:
    """For somebody who asks at the counter: the link still goes to their address first."""
    with ordering(asked.town) as town:
        order = RequestSubscription(
            address=asked.email,
            place=_place(asked, town.picture),
            carrier=Carrier.email,
            categories=tuple(CapCategory(each) for each in asked.hazard),
            least=CapSeverity(asked.least),
            language=asked.language,
            quiet=_quiet(asked.quiet),
        )
        return _said(asked, [signed_in(asked, town).order(order, tell("subscribed"))])


def _place(asked: argparse.Namespace, picture: Picture) -> SubscribedPlace:
    """Raises Told: nobody knows where that is."""
    if not asked.place:
        return SubscribedPlace(point=point_of(asked.at), zone=asked.zone or "")
    from tocsin.app.pointing import finder_in
    from tocsin.app.subscribing.placing import point_said

    point = point_said(asked.place, finder_in(asked.town), picture)
    if point is None:
        raise Told(tell("subscription-where", place=asked.place[:60]), Exit.usage)
    return SubscribedPlace(point=point)


def point_of(text: str | None) -> Point | None:
    """A position that was typed; None where none was. Raises Told."""
    from tocsin.app.grammar.resolve import typed_point

    found = None if text is None else typed_point(text)
    if text is not None and found is None:
        raise Told(f"`{text[:60]}` is no position: write LAT,LON in decimal degrees", Exit.usage)
    return found


def _quiet(text: str | None) -> Quiet | None:
    from tocsin.app.web.subscribing_form import quiet_of

    begins, _, ends = (text or "").partition("-")
    found = quiet_of(begins, ends)
    if text is not None and found is None:
        raise Told(f"`{text[:60]}` are no hours: write 22:00-06:00", Exit.usage)
    return found


def confirmed(asked: argparse.Namespace) -> int:
    """By the link that was mailed, and by nothing else: nobody says yes for others."""
    with ordering(asked.town) as town:
        token = unquote(asked.link.rpartition("t=")[2])
        name = links_of(asked.town).subscription(Deed.confirm, token, town.clock.now())
        if name is None:
            raise Told(tell("subscription-link-bad"), Exit.refused)
        order = ConfirmSubscription(subscription=name)
        return _said(asked, [signed_in(asked, town).order(order, tell("subscription-confirmed"))])


def erased(asked: argparse.Namespace) -> int:
    """One by its id, or all of an address."""
    with ordering(asked.town) as town:
        names = [asked.subscription] if asked.subscription else []
        if asked.email:
            names = [
                each.id
                for each in town.picture.warning_subscriptions.values()
                if each.address is not None
                and (town.store.keys.open(each.address) or "").casefold() == asked.email.casefold()
            ]
        if not names:
            why = "subscription-none" if asked.email else "subscription-who"
            raise Told(tell(why), Exit.usage)
        _known(town.picture, names)
        desk = signed_in(asked, town)
        says = tell("subscription-ended")
        return _said(asked, [desk.order(EndSubscription(subscription=e), says) for e in names])


def _known(picture: Picture, names: list[str]) -> None:
    for each in names:
        if each not in picture.warning_subscriptions:
            raise Told(tell("subscription-none-so", subscription=each[:60]), Exit.usage)


def _said(asked: argparse.Namespace, answers: list[Answer]) -> int:
    if asked.json:
        print(as_json({"orders": [each.facts for each in answers]}))
    else:
        print("\n".join(for_terminal(each.text) for each in answers))
    return max(each.exit_code for each in answers)


def listed(asked: argparse.Namespace) -> int:
    """As far as whoever looks may know of them."""
    with reading(asked.town) as town:
        picture = lent_in_sight(asked, town.picture, (KIND,))
        rows = sorted(picture.warning_subscriptions.values(), key=lambda each: each.requested_at)
        if asked.json:
            print(as_json({"subscriptions": plain(rows, town.store.keys)}))
            return Exit.done
        for each in rows:
            address = town.store.keys.open(each.address) if each.address else None
            stands = "subscription-waits" if each.confirmed_at is None else "subscription-stands"
            print(for_terminal(f"{each.id:18}{address or FORGOTTEN:32}{tell(stands)}"))
        if not rows:
            print(tell("subscription-none"))
    return Exit.done


DEEDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "list": listed,
    "add": added,
    "confirm": confirmed,
    "erase": erased,
}
"""By the word on the command line."""
