"""The server of calls: forks a child for each call of `tocsin`, which finds the package imported.

What a child had to import, the server imports after it, so that the next child has it. The server
itself runs nothing but imports. It ends when its standard input does.
"""

import atexit
import contextlib
import gc
import importlib
import io
import json
import os
import select
import socket
import sys
import threading
import time

from tests.forked.asking import CODE_BYTES

MOST_LEARNT_BYTES = 200_000


def serve(path: str) -> None:
    """Take calls at this address until standard input ends."""
    learnt, learning = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    with socket.socket(socket.AF_UNIX) as listening, learnt, learning:
        listening.bind(path)
        listening.listen()
        print("ready", flush=True)
        while True:
            ready, _, _ = select.select([sys.stdin, learnt, listening], [], [])
            if sys.stdin in ready:
                return
            if learnt in ready:
                learn(learnt.recv(MOST_LEARNT_BYTES).decode().split())
            if listening in ready:
                line, _ = listening.accept()
                if not os.fork():
                    learnt.close()
                    listening.close()
                    attend(line, learning)
                line.close()
            with contextlib.suppress(ChildProcessError):
                while os.waitpid(-1, os.WNOHANG)[0]:
                    pass


def learn(names: list[str]) -> None:
    """Import what a child has imported."""
    for name in names:
        with contextlib.suppress(Exception):
            importlib.import_module(name)
    gc.collect()
    gc.freeze()


def attend(line: socket.socket, learning: socket.socket) -> None:
    """Fork the call, wait for it, tell its exit code and end. The child returns by SystemExit."""
    _, streams, _, _ = socket.recv_fds(line, 1, 3)
    parts = []
    while part := line.recv(1 << 16):
        parts.append(part)
    child = os.fork()
    if not child:
        line.close()
        become(json.loads(b"".join(parts)), streams)
        call(learning)
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    with contextlib.suppress(OSError):
        line.sendall(code.to_bytes(CODE_BYTES, signed=True))
    os._exit(0)


def become(asked: dict[str, object], streams: list[int]) -> None:
    """Take on the caller's words, folder, environment and streams."""
    words, folder, env = asked["words"], asked["folder"], asked["env"]
    assert isinstance(words, list)
    assert isinstance(folder, str)
    assert isinstance(env, dict)
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    os.environ.clear()
    os.environ.update(env)
    time.tzset()
    os.chdir(folder)
    sys.argv = ["tocsin", *words]
    sys.stdin = opened(0, "r", "surrogateescape")
    sys.stdout = opened(1, "w", "strict")
    sys.stderr = opened(2, "w", "backslashreplace")


def opened(number: int, mode: str, errors: str) -> io.TextIOWrapper:
    """A standard stream as an interpreter makes it: by lines to a terminal and to `2`."""
    text = open(number, mode, encoding="utf-8", errors=errors, closefd=False)  # noqa: SIM115
    assert isinstance(text, io.TextIOWrapper)
    text.reconfigure(line_buffering=number == 2 or text.isatty())
    return text


def call(learning: socket.socket) -> None:
    """Run the call to the end of the process, and tell the server what it imported."""
    before = set(sys.modules)
    from tocsin.app.cli import main

    try:
        sys.exit(main())
    except BaseException as end:
        tell(learning, before)
        if isinstance(end, SystemExit):
            leave(end.code)
        raise


def tell(learning: socket.socket, before: set[str]) -> None:
    """Tell the server what was imported since."""
    new = [name for name in sys.modules if name not in before]
    message = " ".join(new).encode()
    if new and len(message) < MOST_LEARNT_BYTES:
        with contextlib.suppress(OSError):
            learning.send(message)


def leave(code: object) -> None:
    """End with what an interpreter does for others at its end. It would also free one by one all
    the objects that it shares with the server, which takes as long as most calls do. Returns where
    there is something to be said, for the interpreter to say it.
    """
    if not isinstance(code, int):
        return
    for each in threading.enumerate():
        if each is not threading.current_thread() and not each.daemon:
            each.join()
    atexit._run_exitfuncs()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError):
        return
    os._exit(code & 0xFF)


if __name__ == "__main__":
    serve(sys.argv[1])
