"""Whether the town is served, and by whom."""

import socket
from pathlib import Path

from tocsin.app.doctor.finding import Finding, look, ok
from tocsin.app.relay import SOCKET_FILE, socket_name


def examined(folder: Path) -> list[Finding]:
    """The socket of the process that serves answers, where there is one."""
    path = folder / SOCKET_FILE
    if not path.exists():
        return [ok("door", "nobody serves this town just now")]
    talking = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    talking.settimeout(5)
    try:
        with socket_name(folder) as name:
            talking.connect(name)
    except OSError:
        return [
            look(
                "door",
                f"{SOCKET_FILE} is there and nobody listens: the server ended without closing",
                "Start it again (tocsin serve); it takes the socket over by itself.",
            )
        ]
    finally:
        talking.close()
    return [ok("door", "a process serves this town, and answers")]
