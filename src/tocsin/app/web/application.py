"""The routes put together: each request is met, let in, answered; whatever goes wrong is a
problem document.
"""

import asyncio
import uuid
from collections.abc import Sequence
from urllib.parse import parse_qsl

import msgspec
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route as StarletteRoute
from starlette.types import ASGIApp, Receive, Scope, Send

from tocsin.app.web.door import Door
from tocsin.app.web.doorkeeper import Caller, allowed
from tocsin.app.web.hub import Ended, Mailbox
from tocsin.app.web.limits import too_often
from tocsin.app.web.pictures import tag_of
from tocsin.app.web.problem import MEDIA_TYPE, Problem
from tocsin.app.web.route import Asked, Reply, Route
from tocsin.app.web.routes import ROUTES
from tocsin.app.web.streaming import events, joined

GUARD = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self';"
    " form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
}
PRIVATE = {"Cache-Control": "private, no-cache"}
LONGEST_QUERY = 4_000


class Endpoint:
    """One path with its methods, as an ASGI application."""

    def __init__(self, door: Door, routes: Sequence[Route]) -> None:
        self._door = door
        self._routes = {each.method: each for each in routes}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        scope["tocsin.request"] = uuid.uuid4().hex
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
        except Problem as problem:
            await _sent(_of_problem(problem, self._routes), scope, receive, send)
            return
        except ClientDisconnect:
            return
        if route.is_stream and request.method == "GET":
            await _streamed(asked, reply, send)
        else:
            await _sent(_response(reply, request), scope, receive, send)

    def _met(self, route: Route, request: Request) -> Asked:
        """Let the caller in, and hold what was asked against what the route declares."""
        asked = Asked(self._door, request, self._let_in(route, request))
        _check_query(route, request)
        if route.method == "POST" and route.body_media_type:
            _check_media_type(route, request)
        return asked

    def _let_in(self, route: Route, request: Request) -> Caller | None:
        if route.scope is None:
            return None
        door, address = self._door, request.client.host if request.client else None
        try:
            caller = door.doorkeeper.admitted(
                request.headers.get("authorization"), door.house.picture, door.house.now()
            )
        except Problem:
            wait_s = door.knocks.take(address)
            if wait_s:
                raise too_often(wait_s) from None
            raise
        allowed(caller, route.scope)
        return caller


def application(door: Door, routes: Sequence[Route] = ROUTES) -> ASGIApp:
    """The whole door."""
    paths: dict[str, list[Route]] = {}
    for each in routes:
        paths.setdefault(_shape(each.path), []).append(each)
    return Starlette(
        routes=[
            StarletteRoute(each[0].path, Endpoint(door, each), methods=None)
            for each in paths.values()
        ],
        exception_handlers={404: _not_found, 500: _bug},
    )


def _shape(path: str) -> str:
    """A path without the names of its parts: two routes of one shape are one endpoint."""
    return "/".join("{}" if part.startswith("{") else part for part in path.split("/"))


async def _not_found(_request: Request, _error: Exception) -> Response:
    return _of_problem(
        Problem(404, "not_found", "There is nothing under this path.", "See /docs."), {}
    )


async def _bug(_request: Request, _error: Exception) -> Response:
    return _of_problem(
        Problem(500, "bug", "This is a fault of the program; it is in its log.", "Tell us."), {}
    )


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


def _response(reply: Reply, request: Request) -> Response:
    headers = {**GUARD, **PRIVATE, **reply.headers}
    if reply.is_tagged:
        headers["ETag"] = tag = tag_of(reply.body)
        has = [each.strip() for each in request.headers.get("if-none-match", "").split(",")]
        if reply.status == 200 and (tag in has or "*" in has or f"W/{tag}" in has):
            return Response(status_code=304, headers=headers)
    return Response(reply.body, reply.status, headers, reply.media_type)


def _of_problem(problem: Problem, routes: dict[str, Route]) -> Response:
    headers = {**GUARD, "Cache-Control": "no-store"}
    if problem.after_s is not None:
        headers["Retry-After"] = str(problem.after_s)
    if problem.body.status == 401:
        headers["WWW-Authenticate"] = 'Bearer realm="tocsin"'
    if problem.body.status == 405:
        headers["Allow"] = ", ".join(sorted(routes))
    body = msgspec.json.encode(problem.body)
    return Response(body, problem.body.status, headers, MEDIA_TYPE)


async def _sent(response: Response, scope: Scope, receive: Receive, send: Send) -> None:
    await response(scope, receive, send)


async def _streamed(asked: Asked, reply: Reply, send: Send) -> None:
    """Pieces go out as they come; `send` waits while the reader does not read."""
    mailbox = await joined(asked)
    headers = {**GUARD, **reply.headers, "Content-Type": reply.media_type}
    begin = {
        "type": "http.response.start",
        "status": 200,
        "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
    }
    watching = asyncio.create_task(_until_gone(asked.request.receive, mailbox))
    try:
        await send(begin)
        async for pieces in events(asked, mailbox):
            body = b"".join(pieces)
            await send({"type": "http.response.body", "body": body, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})
    finally:
        watching.cancel()


async def _until_gone(receive: Receive, mailbox: Mailbox) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    mailbox.end(Ended.closing)
