"""Processes that go on, each forked from one that has imported what a town's door needs.

A town of its own process takes a second of processor time to import; two towns that are killed at
each step begin dozens of times. What a fork shares is what was imported: nothing has run yet.
"""

import gc
import multiprocessing
import os
import runpy
import sys
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, ForkServerProcess
from typing import TextIO

from tocsin.app.cli import main

TOCSIN = "tocsin.app.cli"
PRELOADED = ("tests.forked.lasting", TOCSIN, "tocsin.app.web.running")

_context: ForkServerContext | None = None


def _forking() -> ForkServerContext:
    global _context  # noqa: PLW0603 (one of them a session, begun by whoever comes first)
    if _context is None:
        _context = multiprocessing.get_context("forkserver")
        _context.set_forkserver_preload(list(PRELOADED))
    return _context


def started(words: list[str], folder: str, env: dict[str, str]) -> tuple[ForkServerProcess, TextIO]:
    """A process of `python -m` with these words, and what it prints."""
    context = _forking()
    told, telling = context.Pipe(duplex=False)
    process = context.Process(target=_become, args=(words, folder, env, telling))
    process.start()
    telling.close()
    said = os.fdopen(os.dup(told.fileno()), "r")
    told.close()
    return process, said


def _become(words: list[str], folder: str, env: dict[str, str], telling: Connection) -> None:
    gc.freeze()
    os.dup2(telling.fileno(), 1)
    telling.close()
    sys.stdout = os.fdopen(1, "w", closefd=False)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(env)
    sys.argv = words
    try:
        if words[0] == TOCSIN:
            sys.exit(main(words[1:]))
        runpy.run_module(words[0], run_name="__main__", alter_sys=True)
    finally:
        sys.stdout.flush()
