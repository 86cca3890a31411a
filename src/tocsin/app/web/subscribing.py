"""Where residents ask to be warned by mail, say yes from the address, and end it.

Plain pages, no script, no cookie. Whatever is typed, the answer is the same: nobody learns who has
subscribed. A link is looked at by machines that read mail for people, so it does nothing before a
button is pressed; mail programs end it by one request of their own (RFC 8058).
"""

import uuid
from functools import lru_cache
from pathlib import Path

from tocsin.app.outcome import Told
from tocsin.app.pointing import finder_on, nowhere
from tocsin.app.subscribing.links import PATH, Deed, Links, links_of
from tocsin.app.subscribing.placing import point_said
from tocsin.app.web import subscribing_pages as pages
from tocsin.app.web.limits import network_of
from tocsin.app.web.orders import submitted
from tocsin.app.web.problem import Problem
from tocsin.app.web.resident_form import FORM_ID
from tocsin.app.web.residents import ACTOR, FORM_TYPE, MOST_WAITING, page, place_of, posted
from tocsin.app.web.route import Asked, Parameter, Reply, Route
from tocsin.app.web.subscribing_form import FIELDS, Wanted, understood
from tocsin.app.web.turns import PUBLIC
from tocsin.jurisdiction.orders import Accepted, Order
from tocsin.operations.ground import in_force
from tocsin.operations.orders import Command
from tocsin.operations.picture.subscription import SubscribedPlace
from tocsin.operations.picture.warning_channel import Carrier
from tocsin.operations.subscriptions import (
    ConfirmSubscription,
    EndSubscription,
    RequestSubscription,
    open_channels,
)

ZONES = 200
"""A list of more zones is no list to choose from."""


def _is_open(asked: Asked) -> bool:
    """Whether mail can be sent from here: this process writes the town, which is no drill."""
    house, carriers = asked.door.house, asked.door.carriers
    mail = [each for each in open_channels(house.picture) if each.carrier is Carrier.email]
    return bool(house.town is not None and carriers is not None and mail)


async def form(asked: Asked) -> Reply:
    """The empty form."""
    place = place_of(asked)
    if not _is_open(asked):
        return page(pages.said_page(place, "subscribe_closed"), 404)
    return page(pages.form_page(place, {"form": uuid.uuid4().hex}, (), _zones(asked)))


def _zones(asked: Asked) -> tuple[tuple[str, str], ...]:
    """Zones of the ground, by id and name; none where there is no ground or are too many."""
    standing = asked.door.ground.standing
    if standing is None:
        return ()
    try:
        return _zones_of(standing.ready(asked.door.house.picture).folder)
    except Told:
        return ()


@lru_cache(4)
def _zones_of(ground: Path) -> tuple[tuple[str, str], ...]:
    """A ground is called after what it holds: what was read of one stays so."""
    from tocsin.app.ground.asking import opened

    with opened(ground) as database:
        rows = database.execute("SELECT id, name FROM zone ORDER BY name, id").fetchall()
    return tuple((id, name or id) for id, name in rows) if len(rows) <= ZONES else ()


async def request(asked: Asked) -> Reply:
    """Somebody wants to be warned: a link goes to the address, and nothing else."""
    place, given = place_of(asked), await posted(asked)
    zones = _zones(asked)
    if given is None:
        wrong = [("send", place.words["error_elsewhere"])]
        return page(pages.form_page(place, {"form": uuid.uuid4().hex}, wrong, zones), 403)
    town = asked.door.house.town
    if not _is_open(asked) or town is None:
        return page(pages.said_page(place, "subscribe_closed"), 404)
    wanted = understood(given, place.words, frozenset(id for id, _ in zones))
    try:
        found = await _place(asked, wanted) if isinstance(wanted, Wanted) else None
    except Problem as problem:
        if problem.body.code in ("too_often", "busy"):
            return page(pages.said_page(place, "subscribe_often"), 429)
        found = None
    if isinstance(wanted, list) or found is None:
        wrong = wanted if isinstance(wanted, list) else [("place", place.words["error_place"])]
        kept = {name: value for name, value in given.items() if name in FIELDS}
        if not FORM_ID.fullmatch(given.get("form", "")):
            kept["form"] = uuid.uuid4().hex
        return page(pages.form_page(place, kept, wrong, zones), 400)
    name = f"subscribe/{given['form']}"
    if town.store.find(name) is None:
        client = asked.request.client
        wait_s = asked.door.mailboxes.wait_s(client.host if client else None)
        if town.waiting > MOST_WAITING or wait_s:
            return page(pages.said_page(place, "subscribe_often"), 429)
        if asked.door.mailboxes.may_mail(wanted.address):
            order = RequestSubscription(
                address=wanted.address, place=found, categories=wanted.categories,
                least=wanted.least, language=place.language, quiet=wanted.quiet,
            )  # fmt: skip
            if not await _ordered(asked, order, name):
                is_full = town.store.find(name) is not None  # a refusal is on record, too
                says = "subscribe_full" if is_full else "subscribe_trouble"
                return page(pages.said_page(place, says), 503)
    return page(pages.said_page(place, "subscribe_asked"))


async def _place(asked: Asked, wanted: Wanted) -> SubscribedPlace | None:
    """Where; None where nobody can tell. What is typed is a position, or words by which the ground
    knows one place: looked up as residents' other questions to it are. Raises Problem.
    """
    if wanted.zone or not wanted.place:
        return SubscribedPlace(zone=wanted.zone)
    ground, picture = asked.door.ground, asked.door.house.picture
    standing = ground.standing
    point = point_said(wanted.place, nowhere, picture)
    if point is None and standing is not None and in_force(picture) is not None:
        client, find = asked.request.client, finder_on(standing)
        network = network_of(client.host if client else None)
        point = await ground.asked(
            picture, lambda _: point_said(wanted.place, find, picture), f"{PUBLIC}{network}"
        )
    return None if point is None else SubscribedPlace(point=point)


async def _ordered(asked: Asked, command: Command, name: str) -> bool:
    town = asked.door.house.town
    if town is None:
        return False
    sent = Order(command=command, command_id=name, actor=ACTOR)
    return isinstance(await submitted(town, sent, asked.door.landing), Accepted)


def _links(asked: Asked) -> Links | None:
    folder = asked.door.folder
    return None if folder is None or asked.door.house.town is None else links_of(folder)


def _subscription(asked: Asked, deed: Deed) -> str | None:
    """The subscription that the link is of; None where it is no good."""
    links = _links(asked)
    if links is None:
        return None
    return links.subscription(deed, asked.query("t") or "", asked.now)


async def look_confirm(asked: Asked) -> Reply:
    """The page behind the link that was mailed: a button."""
    return _look(asked, Deed.confirm)


async def look_end(asked: Asked) -> Reply:
    """The page behind the link that ends it: a button."""
    return _look(asked, Deed.end)


def _look(asked: Asked, deed: Deed) -> Reply:
    place = place_of(asked)
    if _subscription(asked, deed) is None:
        return page(pages.said_page(place, "subscribe_bad_link"), 400)
    return page(pages.button_page(place, deed, asked.query("t") or ""))


async def confirm(asked: Asked) -> Reply:
    """Somebody says yes from the address itself."""
    place, name = place_of(asked), _subscription(asked, Deed.confirm)
    if name is None:
        return page(pages.said_page(place, "subscribe_bad_link"), 400)
    order = ConfirmSubscription(subscription=name)
    if not await _ordered(asked, order, f"confirm/{name}"):
        return page(pages.said_page(place, "subscribe_bad_link"), 409)
    return page(pages.said_page(place, "subscribe_confirmed"))


async def end(asked: Asked) -> Reply:
    """It is ended, by a button or by a mail program's one request."""
    place, name = place_of(asked), _subscription(asked, Deed.end)
    if name is None:
        return page(pages.said_page(place, "subscribe_bad_link"), 400)
    if not await _ordered(asked, EndSubscription(subscription=name), f"end/{name}"):
        return page(pages.said_page(place, "subscribe_trouble"), 503)
    return page(pages.said_page(place, "subscribe_ended"))


TOKEN = (Parameter(name="t", says="What the link in the mail says"),)
ROUTES = (
    Route(
        method="GET", path=PATH, says="A form for residents who want to be warned", handler=form,
        tag="residents", media_type="text/html", errors=(404,),
    ),
    Route(
        method="POST", path=PATH, says="A resident wants to be warned", handler=request,
        tag="residents", body_media_type=FORM_TYPE, media_type="text/html",
        errors=(403, 404, 413, 429, 503),
    ),
    Route(
        method="GET", path=f"{PATH}/confirm", says="Where a resident says yes",
        handler=look_confirm, tag="residents", parameters=TOKEN, media_type="text/html",
    ),
    Route(
        method="POST", path=f"{PATH}/confirm", says="A resident says yes", handler=confirm,
        tag="residents", parameters=TOKEN, body_media_type=FORM_TYPE, media_type="text/html",
        errors=(409, 413),
    ),
    Route(
        method="GET", path=f"{PATH}/end", says="Where a resident ends it", handler=look_end,
        tag="residents", parameters=TOKEN, media_type="text/html",
    ),
    Route(
        method="POST", path=f"{PATH}/end", says="A resident, or their mail program, ends it",
        handler=end, tag="residents", parameters=TOKEN, media_type="text/html",
        body_media_type=f"{FORM_TYPE}|multipart/form-data", errors=(413, 503),
    ),
)  # fmt: skip
