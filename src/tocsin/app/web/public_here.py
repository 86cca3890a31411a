"""What holds at an address, at the door: looked up on the town's ground, a few at a time, and each
network in its turn.
"""

from tocsin.app.public import here_page
from tocsin.app.public.frame import Frame
from tocsin.app.public.here_page import LONGEST, Spot
from tocsin.app.public.site import HTML, ways
from tocsin.app.web.limits import network_of
from tocsin.app.web.problem import Problem, nothing_here
from tocsin.app.web.public_pages import PAGE, TAG
from tocsin.app.web.route import Asked, Parameter, Reply, Route
from tocsin.app.web.turns import PUBLIC
from tocsin.geo.places import Point

MOST = 5


async def here(asked: Asked) -> Reply:
    """The page; nobody keeps it, for it holds what somebody typed."""
    public, language = asked.door.public, asked.path("language")
    site = public.now() if public.is_open else None
    if site is None or language not in site.languages:
        raise nothing_here("noun-public-page")
    typed = (asked.query("q") or "").strip()[:LONGEST]
    spots: tuple[Spot, ...] = ()
    trouble, status = "", 200
    if typed:
        try:
            spots = await _looked_up(asked, typed)
            trouble = "" if spots else "here_none"
        except Problem as problem:
            is_busy = problem.body.status in (429, 503)
            trouble, status = ("here_busy", 429) if is_busy else ("here_not", 200)
    frame = Frame(site.published, language, 1, site.as_of)
    title, main = here_page.page(frame, typed, spots, trouble, ways(frame))
    body = frame.page(here_page.HERE, title, main, site.languages)
    return Reply(body, status, HTML, {**PAGE, "Cache-Control": "no-store"})


async def _looked_up(asked: Asked, typed: str) -> tuple[Spot, ...]:
    """The places that may be meant: one, where there is no choice. Raises Problem."""
    door, client = asked.door, asked.request.client
    picture = door.house.picture
    network = network_of(client.host if client else None)
    found = await door.ground.asked(
        picture,
        lambda ready: ready.places(picture.local_names).where(typed, most=MOST),
        f"{PUBLIC}{network}",
    )
    meant = found.candidates if found.is_choice else found.candidates[:1]
    return tuple(
        Spot(each.label, Point(round(each.lat * 1e6), round(each.lon * 1e6))) for each in meant
    )


ROUTES = (
    Route(
        method="GET", path="/public/{language}/here.html", says="What holds at an address",
        handler=here, tag=TAG, media_type=HTML, errors=(404, 429),
        parameters=(Parameter("q", "An address or a place, as it is typed."),),
    ),
)  # fmt: skip
