"""The public pages at the door, for everybody: what is happening and what to do.

They are plain files without script (`app.public`); at the door of a drill there is nothing here.
"""

import asyncio

from tocsin.app.public.frame import policy
from tocsin.app.public.site import HTML, Leaf
from tocsin.app.public.work_zones import KEPT_S
from tocsin.app.tongue import wanted
from tocsin.app.web import warning_feed
from tocsin.app.web.problem import nothing_here
from tocsin.app.web.route import Asked, Reply, Route

KEEP = {"Cache-Control": f"public, max-age={KEPT_S}"}
"""Anybody between may keep a page for a quarter of a minute, and so take a stampede."""
FEED = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
PAGE = {
    "Content-Security-Policy": f"{policy()}; frame-ancestors 'none'",
    "Referrer-Policy": "same-origin",
}


async def home(asked: Asked) -> Reply:
    """What is happening, in the language that is asked for."""
    return _sent(asked, "index.html")


async def file(asked: Asked) -> Reply:
    """A page in the language that is asked for; or a feed."""
    name = asked.path("file")
    if any(name.endswith(each) for each in warning_feed.KINDS):
        return await asyncio.to_thread(warning_feed.shown, asked, name)
    return _sent(asked, name)


async def in_language(asked: Asked) -> Reply:
    """A page in a language."""
    return _sent(asked, f"{asked.path('language')}/{asked.path('file')}")


def _sent(asked: Asked, name: str) -> Reply:
    site = asked.door.public
    if not site.is_open:
        raise nothing_here("noun-public-page")
    now = site.now()
    language = ""
    if "/" not in name:
        asks = asked.request.headers.get("accept-language", "")
        language = wanted(asks, now.languages, now.languages[0])
    leaf = now.leaf(name, language)
    if leaf is None:
        raise nothing_here("noun-public-page")
    return _reply(asked, leaf, varies="/" not in name)


def reply_with(leaf: Leaf, *, varies: bool) -> dict[str, str]:
    """The headers of a file; `varies`: its language was asked for in a header."""
    headers = {**KEEP, "ETag": leaf.tag, **(PAGE if leaf.media_type == HTML else FEED)}
    return {**headers, "Vary": "Accept-Language"} if varies else headers


def _reply(asked: Asked, leaf: Leaf, *, varies: bool) -> Reply:
    headers = reply_with(leaf, varies=varies)
    has = asked.request.headers.get("if-none-match", "")
    if has and leaf.tag in (each.strip().removeprefix("W/") for each in has.split(",")):
        return Reply(b"", 304, leaf.media_type, headers)
    return Reply(leaf.body, 200, leaf.media_type, headers)


TAG = "public"
ROUTES = (
    Route(method="GET", path="/public/", says="What is happening, for everybody", handler=home,
          tells="Without script; in the language that is asked for.", tag=TAG, media_type=HTML,
          errors=(404,)),
    Route(method="GET", path="/public/{file}", says="A public page, or a feed", handler=file,
          tells="`ID.html` is the lasting address of a warning; `warnings.geojson` are those in "
          "force for maps, `closures.ics` what is closed as a calendar, `wzdx.geojson` closed "
          "roads as road events, where the town shows them.", tag=TAG, media_type=HTML,
          also=("application/geo+json", "text/calendar"), errors=(404,)),
    Route(method="GET", path="/public/{language}/{file}", says="A public page in a language",
          handler=in_language, tag=TAG, media_type=HTML, errors=(404,)),
)  # fmt: skip
