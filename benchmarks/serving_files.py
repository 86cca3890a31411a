"""The peer of the public pages: the exported site as files, behind Starlette and uvicorn.

    python -m benchmarks.serving_files FOLDER

It negotiates no language and asks no picture. Prints its URL.
"""

import socket
import sys

import uvicorn
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles


def main() -> None:
    """Serve until terminated."""
    app = Starlette(routes=[Mount("/public", StaticFiles(directory=sys.argv[1], html=True))])
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    listening.listen(2048)
    print(f"http://127.0.0.1:{listening.getsockname()[1]}", flush=True)
    config = uvicorn.Config(app, access_log=False, log_level="warning")
    uvicorn.Server(config).run(sockets=[listening])


if __name__ == "__main__":
    main()
