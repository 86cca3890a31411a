"""Ask the server of calls (`serving.py`) for one call of `tocsin`.

Stands on a few modules of the standard library: a `tocsin` on the PATH of a page's commands is
this file in a bare interpreter, which must start faster than what it stands for.
"""

import json
import os
import socket
import sys

CODE_BYTES = 4


def asked(
    server: str,
    words: list[str],
    env: dict[str, str],
    streams: list[int],
    within_s: int | None = None,
) -> int:
    """The exit code of a call with these words; negative where a signal ended it.

    `streams` are its standard input, output and error output, as file descriptors.
    """
    folder = os.getcwd()  # noqa: PTH109 (pathlib takes long to import)
    call = {"words": words, "folder": folder, "env": env}
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(within_s)
        line.connect(server)
        socket.send_fds(line, [b"3"], streams)
        line.sendall(json.dumps(call).encode())
        line.shutdown(socket.SHUT_WR)
        answer = line.recv(CODE_BYTES)
    assert len(answer) == CODE_BYTES, "the server of calls went away"
    return int.from_bytes(answer, signed=True)


if __name__ == "__main__":
    sys.exit(asked(sys.argv[1], sys.argv[2:], dict(os.environ), [0, 1, 2]))
