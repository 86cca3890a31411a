"""The peer of P9: eventsourcing's SQLite recorder behind Starlette and uvicorn.

    python -m benchmarks.serving_the_peer FOLDER

Every POST creates an aggregate and answers when it is saved; the body's JSON goes into the event.
It decides nothing, chains nothing, signs nothing and asks nobody who is asking. Prints its URL.
"""

import json
import os
import socket
import sys
from pathlib import Path
from uuid import UUID

import uvicorn
from eventsourcing.application import Application
from eventsourcing.domain import Aggregate
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route


class Matter(Aggregate):
    """What an order creates."""

    def __init__(self, body: dict[str, object]) -> None:
        self.body = body


class Desk(Application[UUID]):
    """Saves matters."""


def main() -> None:
    """Serve until terminated."""
    os.environ["PERSISTENCE_MODULE"] = "eventsourcing.sqlite"
    os.environ["SQLITE_DBNAME"] = str(Path(sys.argv[1]) / "peer.sqlite")
    desk = Desk()

    def order(request: Request) -> Response:  # Starlette runs it in a thread of its pool
        matter = Matter(dict(request.query_params))
        desk.save(matter)
        answer = {"outcome": "accepted", "subjects": [str(matter.id)]}
        return Response(json.dumps(answer), media_type="application/json")

    app = Starlette(routes=[Route("/v1/orders/{name}", order, methods=["POST"])])
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    print(f"http://127.0.0.1:{listening.getsockname()[1]}", flush=True)
    config = uvicorn.Config(app, access_log=False, log_level="warning")
    uvicorn.Server(config).run(sockets=[listening])


if __name__ == "__main__":
    main()
