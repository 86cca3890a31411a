"""The addresses of the console's screens and of the page of crews: one page each behind all.

Which screen is shown, the page's own script reads from the address; so any address can be reloaded,
kept and passed on. The script of a crew that works without a link (a service worker) has the page
of crews as its scope.
Source: W3C Service Workers, section 4.2 (Service-Worker-Allowed); W3C Web Application Manifest.
"""

from importlib import resources

from tocsin.app.web import ui_files
from tocsin.app.web.problem import Problem
from tocsin.app.web.route import Asked, Reply, Route

SCREENS = {
    "/desk": "The desk", "/calls": "Calls", "/calls/{id}": "One call", "/board": "The board",
    "/wall": "The board on a wall", "/incidents": "Incidents, open and over",
    "/incidents/{id}": "One incident",
    "/incidents/{id}/advice": "What was advised on an incident, and what was done",
    "/incidents/{id}/advice/{advice}": "One advice, explained",
    "/units": "Units and crews", "/units/{id}": "One unit",
    "/warn": "Warnings",
    "/warn/{id}": "One warning, or a new one",
    "/warn/{id}/{deed}": "What follows a warning, or writes it anew",
    "/neighbours": "Neighbouring towns",
    "/neighbours/agreements/{id}": "One agreement with a neighbour, or a new one",
    "/neighbours/agreements/{id}/amend": "The next version of an agreement",
    "/neighbours/loans/{id}": "One loan",
    "/neighbours/loans/{id}/{town}": "One loan of stock, to this town",
    "/due": "What is due", "/handover": "Handing the desk over", "/timeline": "What happened",
    "/measures": "How the town does", "/people": "People and access", "/plans": "Plans",
    "/plans/{id}": "One plan",
    "/health": "How the system is", "/officials": "For officials, who only look",
    "/tour": "The first five minutes",
}  # fmt: skip
CREW = "crew"
WORKER = "sw.js"


async def console(_asked: Asked) -> Reply:
    """The page of the console."""
    return ui_files.page("console")


async def crew(_asked: Asked) -> Reply:
    """The page of a crew."""
    return ui_files.page(CREW)


async def crew_part(asked: Asked) -> Reply:
    """A file of the page of crews, where the address names one; else the page itself."""
    name = asked.path("rest")
    return crew_file(name) if "." in name else ui_files.page(CREW)


async def crew_worker(_asked: Asked) -> Reply:
    """What lets a crew work without a link."""
    return crew_file(WORKER)


async def crew_manifest(_asked: Asked) -> Reply:
    """What lets a phone install the page."""
    return crew_file("manifest.webmanifest")


def crew_file(name: str) -> Reply:
    """A file of the page of crews: asked for anew each time, as its name does not change. Raises
    Problem.
    """
    kind = ui_files.KINDS.get("." + name.rpartition(".")[2])
    found = resources.files("tocsin.app.web") / ui_files.FOLDER / CREW / name
    if kind is None or not ui_files.NAME.fullmatch(name) or not found.is_file():
        raise Problem(404, "not_found", "There is nothing under this path.", "See /crew.")
    headers = {"Cache-Control": "no-cache"}
    if name == WORKER:
        headers |= {"Service-Worker-Allowed": "/crew", **ui_files.GUARD}
    return Reply(found.read_bytes(), 200, kind, headers, is_tagged=True)


def _page(path: str, says: str) -> Route:
    return Route(
        method="GET", path=path, says=says, handler=console, tag="console", media_type="text/html",
        is_open_query=True, errors=(503,),
    )  # fmt: skip


ROUTES = (
    *(_page(path, says) for path, says in SCREENS.items()),
    Route(method="GET", path="/crew", says="The page of a crew", handler=crew, tag="console",
          media_type="text/html", is_open_query=True, errors=(503,)),
    Route(method="GET", path="/crew/sw.js", says="What lets a crew work without a link",
          handler=crew_worker, tag="console", media_type="text/javascript", errors=(404,)),
    Route(method="GET", path="/crew/manifest.webmanifest", says="What lets a phone install it",
          handler=crew_manifest, tag="console", media_type="application/manifest+json",
          errors=(404,)),
    Route(method="GET", path="/crew/{rest:path}", says="The page of a crew, or a part of it",
          handler=crew_part, tag="console", media_type="text/html", also=tuple(
              sorted({*ui_files.KINDS.values()})), is_open_query=True, errors=(404, 503)),
)  # fmt: skip
