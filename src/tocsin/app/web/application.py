"""The routes put together: each request is met, let in, answered; whatever goes wrong is a
problem document.
"""

import asyncio
import logging
import time
from collections.abc import Iterator, Sequence
from datetime import datetime
from urllib.parse import parse_qsl

import msgspec
from starlette.requests import ClientDisconnect, Request
from starlette.routing import Route as StarletteRoute
from starlette.routing import Router
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tocsin.access import Slice, Tick
from tocsin.app.logs import FIELDS, told
from tocsin.app.tongue import ENGLISH, speaking, wanted, with_step
from tocsin.app.web.cookies import session_secret
from tocsin.app.web.cross_site import check_same_site, check_session
from tocsin.app.web.door import Door
from tocsin.app.web.doorkeeper import Caller, allowed
from tocsin.app.web.limits import network_of, too_often
from tocsin.app.web.mailbox import Ended, Mailbox, Written
from tocsin.app.web.pictures import tag_of
from tocsin.app.web.problem import MEDIA_TYPE, Problem
from tocsin.app.web.protocol import HAS_ROOM
from tocsin.app.web.route import Asked, Reply, Route
from tocsin.app.web.routes import ROUTES
from tocsin.app.web.streaming import events, framed, joined
from tocsin.app.wording import languages
from tocsin.log import StorageUnknown

LOG = logging.getLogger("tocsin.door")

GUARD = {"X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-cache"}
PAGE_GUARD = {
    "Referrer-Policy": "same-origin",
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self';"
    " form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""What a browser is told beside it, where it gets a page."""
AGE = "Tocsin-Picture-Age"
"""Seconds; with each answer of a machine that reads and is cut off from the log."""
LONGEST_QUERY = 4_000
LONGEST_PART = 1 << 18
"""Bytes given to a line at once: whoever dawdles over a long opening has no copy of all of it."""
SLOW_S = 2.0
"""A request that takes longer is worth a line in the log."""


class Endpoint:
    """One path with its methods, as an ASGI application."""

    def __init__(self, door: Door, routes: Sequence[Route]) -> None:
        self._door = door
        self._path = routes[0].path
        self._routes = {each.method: each for each in routes}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        asks = request.headers.get("accept-language", "")
        with speaking(wanted(asks, languages()) if asks else ENGLISH):
            await self._answer(request, send)

    async def _answer(self, request: Request, send: Send) -> None:
        began_s = time.perf_counter()
        route = self._routes.get("GET" if request.method == "HEAD" else request.method)
        try:
            if route is None:
                raise Problem(
                    405,
                    "method_not_allowed",
                    f"{request.method[:20]} is not for this path.",
                    f"Use {', '.join(sorted(self._routes))}.",
                )
            asked = self._met(route, request)
            reply = await route.handler(asked)
            if route.is_stream and request.method == "GET":
                await _streamed(asked, reply, send)
                return
            reply = _held_against(reply, request)
        except Problem as problem:
            reply = reply_of(problem, self._routes)
        except ClientDisconnect:
            return
        except StorageUnknown:
            reply = reply_of(
                Problem(503, "log_away", *with_step("problem-log-away"), after_s=2), {}
            )
        except Exception as bug:
            LOG.error("bug", exc_info=bug, extra={FIELDS: {"route": self._path}})
            reply = reply_of(Problem(500, "bug", *with_step("problem-bug")), {})
        is_whole = route is None or not route.is_stream or reply.status != 200
        await _sent(_with_age(reply, self._door.house.age_s), send, is_whole=is_whole)
        took_s = time.perf_counter() - began_s
        self._door.metrics.request(self._path, reply.status, took_s)
        is_slow = took_s > SLOW_S and not (route is not None and route.is_waiting)
        if reply.status >= 500 or is_slow:
            told(
                LOG, logging.WARNING, "request", route=self._path, method=request.method[:10],
                status=reply.status, took_ms=round(took_s * 1000),
            )  # fmt: skip

    def _met(self, route: Route, request: Request) -> Asked:
        """Let the caller in, and hold what was asked against what the route declares."""
        now = self._door.house.now()
        asked = Asked(self._door, request, now, self._let_in(route, request, now))
        _check_query(route, request)
        if route.method == "POST" and route.body_media_type:
            _check_media_type(route, request)
        return asked

    def _let_in(self, route: Route, request: Request, now: datetime) -> Caller | None:
        if route.scope is None:
            if route.is_sign_in:
                check_same_site(request)
            return None
        door = self._door
        try:
            caller = door.doorkeeper.admitted(
                request.headers.get("authorization"),
                door.house.picture,
                now,
                session_secret(request, door.signing),
            )
        except Problem:
            wait_s = door.knocks.take(request.client.host if request.client else None)
            network = network_of(request.client.host if request.client else None)
            if wait_s:
                raise too_often(wait_s) from None
            told(LOG, logging.INFO, "not let in", network=network)
            raise
        allowed(caller, route.scope, or_inbox=route.or_inbox)
        if caller.session is not None and door.signing is not None:
            check_session(route, request, caller.session, door.signing.sessions)
        return caller


def application(door: Door, routes: Sequence[Route] = ROUTES) -> ASGIApp:
    """The whole door."""
    paths: dict[str, list[Route]] = {}
    for each in routes:
        paths.setdefault(_shape(each.path), []).append(each)
    from tocsin.app.web.public_front import PublicFront

    router = Router(
        [
            StarletteRoute(each[0].path, Endpoint(door, each), methods=None)
            for each in paths.values()
        ],
        redirect_slashes=False,
        default=_nothing,
    )
    return PublicFront(door, router)


def _shape(path: str) -> str:
    """A path without the names of its parts: two routes of one shape are one endpoint."""
    return "/".join("{}" if part.startswith("{") else part for part in path.split("/"))


async def _nothing(_scope: Scope, _receive: Receive, send: Send) -> None:
    await _sent(reply_of(NOTHING, {}), send)


NOTHING = Problem(404, "not_found", "There is nothing under this path.", "See /docs.")


def _check_query(route: Route, request: Request) -> None:
    raw = request.scope.get("query_string", b"")
    if len(raw) > LONGEST_QUERY:
        raise Problem(414, "query_too_long", f"A query has at most {LONGEST_QUERY:,} bytes.")
    if not raw:
        return
    try:
        pairs = parse_qsl(
            raw.decode("ascii"), keep_blank_values=True, max_num_fields=40, errors="strict"
        )
    except (UnicodeDecodeError, ValueError):
        raise Problem(400, "malformed", "The query is not UTF-8, or has too many parts.") from None
    names = [name for name, _ in pairs]
    known = {each.name for each in route.parameters if each.place == "query"}
    for name in names:
        if names.count(name) > 1:
            raise Problem(400, "malformed", f"`{name[:40]}` is given twice.", where=name[:40])
        if name not in known and not route.is_open_query:
            raise Problem(
                400,
                "unknown_parameter",
                f"There is no parameter `{name[:40]}` here.",
                f"There is {', '.join(sorted(known)) or 'none'}.",
                where=name[:40],
            )
    if any("\0" in value for _, value in pairs):
        raise Problem(400, "malformed", "A parameter holds a null character.")


def _check_media_type(route: Route, request: Request) -> None:
    said = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if said not in route.body_media_type.split("|"):
        wanted = route.body_media_type.replace("|", " or ")
        raise Problem(
            415,
            "media_type",
            f"The body is {said[:60] or 'of no type'}, expected {wanted}.",
            f"Send `Content-Type: {wanted}`.",
            where="Content-Type",
        )


def _held_against(reply: Reply, request: Request) -> Reply:
    """Tagged, where it is to be; and empty, where the asker has it (RFC 9110, section 13)."""
    if not reply.is_tagged or reply.status != 200:
        return reply
    tag = tag_of(reply.body)
    headers = {**reply.headers, "ETag": tag}
    has = [each.strip() for each in request.headers.get("if-none-match", "").split(",")]
    if tag in has or "*" in has or f"W/{tag}" in has:
        return Reply(b"", 304, reply.media_type, headers, cookies=reply.cookies)
    return msgspec.structs.replace(reply, headers=headers)


def reply_of(problem: Problem, routes: dict[str, Route]) -> Reply:
    """A problem as it goes out."""
    headers = {"Cache-Control": "no-store"}
    if problem.after_s is not None:
        headers["Retry-After"] = str(problem.after_s)
    if problem.body.status == 401:
        headers["WWW-Authenticate"] = 'Bearer realm="tocsin"'
    if problem.body.status == 405:
        headers["Allow"] = ", ".join(sorted(routes))
    return Reply(msgspec.json.encode(problem.body), problem.body.status, MEDIA_TYPE, headers)


def _with_age(reply: Reply, age_s: float) -> Reply:
    """A reply made from an old picture says how old."""
    if age_s < 1:
        return reply
    headers = {**reply.headers, AGE: str(int(age_s))}
    return msgspec.structs.replace(reply, headers=headers)


async def _sent(reply: Reply, send: Send, *, is_whole: bool = True) -> None:
    headers = header_lines(reply, is_whole=is_whole)
    await send({"type": "http.response.start", "status": reply.status, "headers": headers})
    await send({"type": "http.response.body", "body": reply.body})


def header_lines(reply: Reply, *, is_whole: bool = True) -> list[tuple[bytes, bytes]]:
    """The header lines; few for programs, because each costs."""
    guard = PAGE_GUARD if reply.media_type.startswith("text/html") else {}
    said = {**GUARD, **guard, **reply.headers}
    if reply.status != 304:
        kind = reply.media_type
        said["Content-Type"] = (
            f"{kind}; charset=utf-8" if kind.startswith("text/") and ";" not in kind else kind
        )
        if is_whole:
            said["Content-Length"] = str(len(reply.body))
    lines = [(name.lower().encode(), value.encode("latin-1")) for name, value in said.items()]
    return lines + [(b"set-cookie", each.encode("latin-1")) for each in reply.cookies]


async def _streamed(asked: Asked, reply: Reply, send: Send) -> None:
    """Pieces go out as they come; `send` waits while the reader does not read."""
    mailbox = await joined(asked)
    begin = {
        "type": "http.response.start",
        "status": 200,
        "headers": header_lines(reply, is_whole=False),
    }
    watching = asyncio.create_task(_until_gone(asked.request.receive, mailbox))
    try:
        await send(begin)
        mailbox.written = _at_once(asked.request.scope, send)
        async for pieces in events(asked, mailbox):
            for part in _parts(pieces):
                await send(_piece(part))
        await send({"type": "http.response.body", "body": b"", "more_body": False})
    finally:
        mailbox.written = None
        watching.cancel()


def _parts(pieces: list[bytes]) -> Iterator[bytes]:
    """The same bytes: what is short together, what is long in parts. Pieces that readers share
    are copied for none of them before the part before was taken.
    """
    short: list[bytes] = []
    for piece in pieces:
        if len(piece) <= LONGEST_PART:
            short.append(piece)
            if sum(map(len, short)) > LONGEST_PART:
                yield b"".join(short)
                short = []
            continue
        if short:
            yield b"".join(short)
            short = []
        for start in range(0, len(piece), LONGEST_PART):
            yield piece[start : start + LONGEST_PART]
    if short:
        yield b"".join(short)


def _piece(part: bytes) -> Message:
    return {"type": "http.response.body", "body": part, "more_body": True}


def _at_once(scope: Scope, send: Send) -> Written | None:
    """How to write a tick without waking the stream's task, which costs as much as the writing."""
    has_room = scope.get(HAS_ROOM)
    if has_room is None:
        return None

    def written(stream: Slice, tick: Tick) -> bool:
        if len(tick.body) > LONGEST_PART or not has_room():
            return False
        try:
            next(iter(send(_piece(b"".join(framed(stream, tick)))).__await__()))
        except StopIteration:
            return True
        raise AssertionError("a line that has room takes what it is given without waiting")

    return written


async def _until_gone(receive: Receive, mailbox: Mailbox) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    mailbox.end(Ended.closing)
