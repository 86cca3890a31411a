"""The docs page: every route and every order on one page that needs no script and no network."""

import asyncio
import html
from functools import cache
from importlib import resources

from tocsin.app.web import ui_files
from tocsin.app.web.route import Asked, Reply, Route


@cache
def document() -> bytes:
    """The OpenAPI document; made once, it depends on the program alone."""
    from tocsin.app.web.openapi import encoded
    from tocsin.app.web.routes import ROUTES as EVERY

    return encoded(EVERY)


@cache
def page() -> bytes:
    """The page."""
    from tocsin.app.web.docs_text import text
    from tocsin.app.web.openapi import described
    from tocsin.app.web.routes import ROUTES as EVERY

    return text(described(EVERY)).encode()


@cache
def style() -> bytes:
    """The style sheet of all pages."""
    return (resources.files("tocsin.app.web") / "style.css").read_bytes()


async def openapi(_asked: Asked) -> Reply:
    """The document."""
    return Reply(await asyncio.to_thread(document), is_tagged=True)


async def docs(_asked: Asked) -> Reply:
    """The page for people."""
    return Reply(await asyncio.to_thread(page), media_type="text/html", is_tagged=True)


async def sheet(_asked: Asked) -> Reply:
    """The style sheet."""
    return Reply(style(), media_type="text/css", is_tagged=True)


async def front(asked: Asked) -> Reply:
    """To the desk; where the console was not built, whose door this is and where to go."""
    if ui_files.is_built("console"):
        return Reply(b"", 302, "text/html", {"Location": "/desk", "Cache-Control": "no-cache"})
    header = asked.door.house.header
    name, kind = html.escape(header.name), html.escape(header.kind.value)
    body = (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{name}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<link rel="stylesheet" href="/style.css">'
        f'<main class="front"><p class="kind kind-{kind.lower()}">{kind}</p><h1>{name}</h1>'
        "<p>This is the door of a Tocsin: programs are let in with a token.</p>"
        '<ul><li><a href="/sign-in">Sign in</a></li>'
        '<li><a href="/docs">What can be asked and ordered here</a></li>'
        '<li><a href="/v1/openapi.json">The same as OpenAPI 3.1</a></li>'
        '<li><a href="/map">The map of its ground</a></li>'
        '<li><a href="/health/ready">Is it well?</a></li></ul></main></html>'
    )
    return Reply(body.encode(), media_type="text/html")


ROUTES = (
    Route(method="GET", path="/", says="Whose door this is", handler=front, tag="docs",
          media_type="text/html", errors=(302,)),
    Route(method="GET", path="/docs", says="This page", handler=docs, tag="docs",
          media_type="text/html"),
    Route(method="GET", path="/style.css", says="How pages look", handler=sheet, tag="docs",
          media_type="text/css"),
    Route(method="GET", path="/v1/openapi.json", says="This page for programs", handler=openapi,
          tag="docs"),
)  # fmt: skip
