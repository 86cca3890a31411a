"""The map of a ground over HTTP: its tiles in ranges, and its styles.

`answered` is for any server that has a ground's folder; `routes` is the same as Starlette routes.
Source: RFC 9110 §14 (range requests), §13 (conditional requests).
"""

import os
import re
from pathlib import Path
from typing import BinaryIO

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route as StarletteRoute

from tocsin.app.web.problem import Problem
from tocsin.app.web.route import Asked, Reply, Route
from tocsin.operations.picture.token import Scope

KINDS = {
    "basemap.pmtiles": "application/vnd.pmtiles",
    "style-light.json": "application/json",
    "style-dark.json": "application/json",
    "style-contrast.json": "application/json",
}
"""What of a ground is shown to whoever may see its map; nothing else of the folder."""
MOST_BYTES = 8 << 20
"""More is not given at once: a map asks for a few thousand."""
RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")


def answered(folder: Path, name: str, wanted: str | None, has: str | None) -> Reply:
    """A file of the map. `wanted` is the Range header, `has` If-None-Match. Raises Problem."""
    if name not in KINDS:
        raise Problem(404, "not_found", "A map has no such file.",
                      f"There is {', '.join(KINDS)}.")  # fmt: skip
    try:
        with (folder / name).open("rb") as file:
            return _part(file, KINDS[name], wanted, has)
    except OSError:
        raise Problem(
            404, "no_map", "This ground has no map yet.", "Make it with `tocsin ground map GROUND`."
        ) from None


def _part(file: BinaryIO, kind: str, wanted: str | None, has: str | None) -> Reply:
    stat = os.fstat(file.fileno())
    size, tag = stat.st_size, f'"{stat.st_mtime_ns:x}-{stat.st_size:x}"'
    headers = {"ETag": tag, "Accept-Ranges": "bytes"}
    if has is not None and tag in has:
        return Reply(b"", 304, kind, headers)
    found = RANGE.fullmatch(wanted or "")
    if found is None or found[0] == "bytes=-":
        if size > MOST_BYTES:
            raise Problem(413, "too_much", f"This file has {size:,} bytes.",
                          "Ask for a range of it (RFC 9110, section 14).")  # fmt: skip
        return Reply(file.read(), 200, kind, headers)
    first, last = found[1], found[2]
    if first:
        begin, end = int(first), min(int(last) if last else size - 1, size - 1)
    else:
        begin, end = max(size - int(last), 0), size - 1
    if begin > end:
        raise Problem(416, "no_such_range", f"This file has {size:,} bytes.", "Ask within it.")
    end = min(end, begin + MOST_BYTES - 1)
    file.seek(begin)
    headers["Content-Range"] = f"bytes {begin}-{end}/{size}"
    return Reply(file.read(end - begin + 1), 206, kind, headers)


def routes(folder: Path, prefix: str = "/ground") -> list[StarletteRoute]:
    """The files of one ground's map under a prefix, for everybody who reaches the server."""

    def told(request: Request) -> Response:
        try:
            reply = answered(
                folder, str(request.path_params["name"]), request.headers.get("range"),
                request.headers.get("if-none-match"),
            )  # fmt: skip
        except Problem as problem:
            return Response(str(problem.body.detail), problem.body.status, media_type="text/plain")
        headers = {**reply.headers, "Cache-Control": "no-cache"}
        return Response(reply.body, reply.status, headers, reply.media_type)

    return [StarletteRoute(f"{prefix}/{{name}}", told, methods=["GET", "HEAD"])]


async def map_file(asked: Asked) -> Reply:
    """A file of the map of the ground that the town decides by."""
    headers, door = asked.request.headers, asked.door
    return await door.ground.read(
        door.house.picture,
        lambda ready: answered(
            ready.folder, asked.path("name"), headers.get("range"), headers.get("if-none-match")
        ),
        asked.who.token.id,
    )


ROUTES = (
    Route(
        method="GET",
        path="/ground/{name}",
        says="The map of the ground that the town decides by: tiles and styles",
        tells="`basemap.pmtiles` (PMTiles 3 of Mapbox Vector Tiles 2.1) is asked for in ranges"
        " (RFC 9110, section 14); `style-light.json`, `style-dark.json`, `style-contrast.json`"
        " are MapLibre styles. The page /map draws them.",
        handler=map_file,
        tag="ground",
        scope=Scope.look,
        media_type="application/octet-stream",
        errors=(404, 413, 416, 503),
    ),
)
