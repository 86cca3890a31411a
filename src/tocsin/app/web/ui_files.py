"""The pages that have script: built from ui/, carried by the wheel, not in the repository.

Where they were not built there is a plain page in their place that says what to do.
"""

import gzip
import re
from functools import lru_cache
from importlib import resources

from tocsin.app.web.html import document, tag
from tocsin.app.web.problem import Problem
from tocsin.app.web.route import Asked, Reply, Route

FOLDER = "ui"
KINDS = {
    ".js": "text/javascript", ".mjs": "text/javascript", ".css": "text/css",
    ".svg": "image/svg+xml", ".woff": "font/woff", ".woff2": "font/woff2",
    ".png": "image/png", ".webp": "image/webp", ".mp3": "audio/mpeg", ".wav": "audio/wav",
    ".webmanifest": "application/manifest+json",
}  # fmt: skip
PACKED = frozenset({"text/javascript", "text/css", "image/svg+xml"})
NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,120}")
GUARD = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; worker-src 'self';"
    " connect-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data: blob:;"
    " media-src 'self' blob:; manifest-src 'self'; form-action 'self'; frame-ancestors 'none';"
    " base-uri 'none'",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""Nothing is read from elsewhere, and no script stands in a page."""


def is_built(name: str) -> bool:
    """Whether this page is there."""
    return (resources.files("tocsin.app.web") / FOLDER / f"{name}.html").is_file()


def page(name: str) -> Reply:
    """A page; where the ui was not built, one that says so."""
    found = resources.files("tocsin.app.web") / FOLDER / f"{name}.html"
    if is_built(name):
        return Reply(found.read_bytes(), 200, "text/html", GUARD, is_tagged=True)
    notice = document(
        "en", "Not built", tag("main", tag("h1", "This page was not built"), tag(
            "p", "The pages with script are made from the folder ui when Tocsin is prepared: run "
            "bin/prepare runtime in the checkout, with the network, or install a wheel. "
            "Everything else works without them."
        )),
    )  # fmt: skip
    return Reply(notice, 503, "text/html")


def asset(name: str, accepts: str = "") -> Reply:
    """A script, style or font of a page; its name holds what is in it. Packed where that makes it
    shorter and the browser takes it (`accepts`: its Accept-Encoding). Raises Problem.
    """
    kind = KINDS.get("." + name.rpartition(".")[2])
    found = resources.files("tocsin.app.web") / FOLDER / "assets" / name
    if kind is None or not NAME.fullmatch(name) or not found.is_file():
        raise Problem(404, "not_found", "There is nothing under this path.", "See /map.")
    kept = {"Cache-Control": "public, max-age=31536000, immutable", "Vary": "Accept-Encoding"}
    content = found.read_bytes()
    if kind in PACKED and "gzip" in accepts.lower():
        return Reply(packed(content), 200, kind, {**kept, "Content-Encoding": "gzip"})
    return Reply(content, 200, kind, kept)


@lru_cache(maxsize=200)
def packed(content: bytes) -> bytes:
    """The same with gzip (RFC 1952); made once."""
    return gzip.compress(content, 6, mtime=0)


async def map_page(_asked: Asked) -> Reply:
    """The page of the map."""
    return page("map")


async def map_asset(asked: Asked) -> Reply:
    """What the page is made of."""
    return asset(asked.path("name"), asked.request.headers.get("accept-encoding", ""))


ROUTES = (
    Route(method="GET", path="/map", says="The map of the ground, for people", handler=map_page,
          tag="ground", media_type="text/html", errors=(503,)),
    Route(method="GET", path="/ui/assets/{name}", says="What pages with script are made of",
          handler=map_asset, tag="docs", media_type="application/octet-stream", errors=(404,)),
)  # fmt: skip
