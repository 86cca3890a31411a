"""The inbox of a group as a page for its members: a form with the group's secret, no script.

The secret comes in the body of a form and never in an address, and is in each form of the page that
it opens: nothing is stored in the browser, and nobody else's page can send what it does not know.
"""

from tocsin.app.desk import town_zone
from tocsin.app.web import group_pages as pages
from tocsin.app.web.doorkeeper import Caller
from tocsin.app.web.inbox import gathered, reading_of
from tocsin.app.web.orders import submitted
from tocsin.app.web.residents import FORM_TYPE, page, place_of, posted
from tocsin.app.web.route import Asked, Reply, Route
from tocsin.jurisdiction.orders import Accepted
from tocsin.operations.orders import Session


async def knock(asked: Asked) -> Reply:
    """Where a member opens the inbox."""
    return page(pages.knock_page(place_of(asked), ()))


async def opened(asked: Asked) -> Reply:
    """The inbox that this secret opens; first, what a member says that they have read."""
    place, given = place_of(asked), await posted(asked)
    if given is None:
        return page(pages.knock_page(place, [("secret", place.words["error_elsewhere"])]), 403)
    door, client = asked.door, asked.request.client
    secret = given.get("secret", "")
    caller = door.doorkeeper.of_secret(secret[:200], door.house.picture, asked.now)
    if caller is None or caller.token.inbox is None:
        wait_s = door.guesses.take(client.host if client else None)
        if wait_s:
            told = place.words["often_secret"].format(minutes=max(1, round(wait_s / 60)))
            return page(pages.knock_page(place, [("secret", told)]), 429)
        return page(pages.knock_page(place, [("secret", place.words["error_secret"])]), 401)
    trouble = await _read(asked, caller, given["read"]) if given.get("read") else None
    shown = await gathered(door, caller.token.inbox)
    view = pages.View(
        zone=town_zone(door.house.picture),
        secret=secret,
        read=door.house.keys.open,
        has_read=frozenset(
            each.id
            for each in door.house.picture.notices.values()
            if any(seen.person == caller.person for seen in each.seen)
        ),
        trouble=None if trouble is None else place.words[trouble],
    )
    return page(pages.inbox_page(place, shown, view), 200 if trouble is None else 503)


async def _read(asked: Asked, caller: Caller, notice: str) -> str | None:
    """Say that a notice of this group was read. What went wrong, or None."""
    town, told = asked.door.house.town, asked.door.house.picture.notices.get(notice)
    if town is None:
        return "elsewhere_read"
    if told is None or told.group != caller.token.inbox:
        return None
    proof = f"token/{caller.token.id}"
    order = reading_of(notice, caller.person, Session(proof, proof, asked.now))
    outcome = await submitted(town, order, asked.door.landing)
    return None if isinstance(outcome, Accepted) else "trouble_read"


ROUTES = (
    Route(
        method="GET", path="/inbox", says="Where a member of a group opens its inbox",
        handler=knock, tag="groups", media_type="text/html",
    ),
    Route(
        method="POST", path="/inbox", says="A group's inbox as a page", handler=opened,
        tag="groups", body_media_type=FORM_TYPE, media_type="text/html",
        errors=(401, 403, 413, 429, 503),
    ),
)  # fmt: skip
