"""The map of one ground on loopback, for whoever sits at this machine: no town, no token."""

import socket
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route as StarletteRoute

from tocsin.app.web import ground_files, ui_files
from tocsin.app.web.problem import Problem
from tocsin.app.web.route import Reply

PLAIN = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}


def application(folder: Path) -> Starlette:
    """The page, what it is made of, and the ground's map."""

    def page(_request: Request) -> Response:
        return _response(ui_files.page("map"))

    def asset(request: Request) -> Response:
        try:
            return _response(ui_files.asset(str(request.path_params["name"])))
        except Problem as problem:
            return Response(problem.body.detail, problem.body.status, media_type="text/plain")

    def front(_request: Request) -> Response:
        return RedirectResponse("/map")

    return Starlette(
        routes=[
            StarletteRoute("/", front),
            StarletteRoute("/map", page),
            StarletteRoute("/ui/assets/{name}", asset),
            *ground_files.routes(folder),
        ]
    )


def _response(reply: Reply) -> Response:
    return Response(reply.body, reply.status, {**PLAIN, **reply.headers}, reply.media_type)


def served(folder: Path, listening: socket.socket) -> None:
    """Serve until it is stopped (Ctrl-C)."""
    config = uvicorn.Config(
        application(folder),
        log_config=None,
        access_log=False,
        server_header=False,
        lifespan="off",
        timeout_keep_alive=75,
    )
    uvicorn.Server(config).run(sockets=[listening])
