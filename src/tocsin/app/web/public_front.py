"""What most people ask in a bad hour, answered before anything else looks at the request.

A page of the present site is a few kilobytes that are there already: its headers are made once with
it. Whatever is not plainly that goes on to the routes, which answer the same.
"""

import time
from functools import lru_cache

from starlette.types import ASGIApp, Receive, Scope, Send

from tocsin.app.public.site import Leaf, Site
from tocsin.app.tongue import wanted
from tocsin.app.web.door import Door
from tocsin.app.web.public_pages import KEEP, reply_with
from tocsin.app.web.route import Reply

UNDER = "/public/"
PATH = {0: "/public/", 1: "/public/{language}/{file}"}
"""Under which path it is counted, by how many slashes its name has."""
Lines = list[tuple[bytes, bytes]]
LONGEST = 400
"""Of what is read of the languages that somebody wants: each is kept for a while."""
_wanted = lru_cache(2_048)(wanted)


class PublicFront:
    """Before the whole door; `lines` makes the header lines of a reply."""

    def __init__(self, door: Door, app: ASGIApp) -> None:
        from tocsin.app.web.application import header_lines

        self._door = door
        self._app = app
        self._lines = header_lines
        self._site: Site | None = None
        self._ready: dict[tuple[str, str], tuple[Leaf, Lines]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"].startswith(UNDER):
            began_s = time.perf_counter()
            name = scope["path"][len(UNDER) :]
            found = self._found(scope, name)
            if found is not None:
                leaf, lines = found
                await send({"type": "http.response.start", "status": 200, "headers": lines})
                await send({"type": "http.response.body", "body": leaf.body})
                took_s = time.perf_counter() - began_s
                self._door.metrics.request(PATH["/" in name], 200, took_s)
                return
        elif scope["type"] == "http" and scope["path"] == UNDER[:-1] and self._door.public.is_open:
            # To where relative links begin.
            moved = Reply(b"", 302, "text/html", {"Location": UNDER, **KEEP})
            lines = self._lines(moved)
            await send({"type": "http.response.start", "status": 302, "headers": lines})
            await send({"type": "http.response.body", "body": b""})
            return
        await self._app(scope, receive, send)

    def _found(self, scope: Scope, name: str) -> tuple[Leaf, Lines] | None:
        """The page that is asked for, where it is a whole one of now, and nothing else is asked."""
        public = self._door.public
        if scope["method"] != "GET" or scope["query_string"] or not public.is_open:
            return None
        site = public.now()
        if site.as_of is not None:
            return None
        language = ""
        for key, value in scope["headers"]:
            if key == b"accept-language":
                language = value.decode("latin-1")
            elif key == b"if-none-match":
                return None
        if site is not self._site:
            self._site, self._ready = site, {}
        if "/" in name:
            language = ""
        elif name in ("", "index.html"):
            said = language[:LONGEST]
            name, language = "index.html", _wanted(said, site.languages, site.languages[0])
        else:
            return None
        found = self._ready.get((name, language))
        return found or self._made(site, name, language)

    def _made(self, site: Site, name: str, language: str) -> tuple[Leaf, Lines] | None:
        leaf = site.leaf(name, language)
        if leaf is None:
            return None
        reply = Reply(leaf.body, 200, leaf.media_type, reply_with(leaf, varies="/" not in name))
        self._ready[name, language] = found = leaf, self._lines(reply)
        return found
