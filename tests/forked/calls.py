"""Calls of `tocsin` by the tests, each a process of its own.

To start an interpreter and import the package takes longer than most calls do. So `run` has the
call forked from a process that has imported already: its words, folder, environment, streams and
exit code are real, and nothing it leaves in memory reaches the next. `fresh` starts an
interpreter: for what a start itself does.
"""

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

from tests.forked import asking
from tests.needs import ROOT

TOCSIN = [sys.executable, "-m", "tocsin.app.cli"]


def fresh(
    *words: str | bytes, stdin: bytes = b"", env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """One call in an interpreter of its own. `env` stands over the environment of the tests."""
    return subprocess.run(
        [*TOCSIN, *words],
        input=stdin,
        capture_output=True,
        timeout=60,
        check=False,
        env=dict(os.environ) | (env or {}),
    )


def run(
    *words: str | bytes, stdin: bytes = b"", env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """One call in a forked process. `env` stands over the environment of the tests."""
    with (
        tempfile.TemporaryFile() as given,
        tempfile.TemporaryFile() as out,
        tempfile.TemporaryFile() as err,
    ):
        given.write(stdin)
        given.seek(0)
        code = asking.asked(
            server(),
            [os.fsdecode(word) for word in words],
            dict(os.environ) | (env or {}),
            [given.fileno(), out.fileno(), err.fileno()],
            within_s=60,
        )
        out.seek(0)
        err.seek(0)
        return subprocess.CompletedProcess(list(words), code, out.read(), err.read())


@cache
def server() -> str:
    """The address of this test process's server of calls, which ends when it does."""
    folder = tempfile.mkdtemp(prefix="tocsin-calls-")
    path = f"{folder}/calls"
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.forked.serving", path],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n"

    def end() -> None:
        process.communicate()
        shutil.rmtree(folder)

    atexit.register(end)
    return path


def standing_in() -> Path:
    """A folder for a PATH, with a `tocsin` whose calls the server makes."""
    folder = Path(server()).parent / "bin"
    command = folder / "tocsin"
    if not command.exists():
        folder.mkdir()
        asks = f"exec {sys.executable} -IS {asking.__file__} {server()}"
        command.write_text(f'#!/bin/sh\n{asks} "$@"\n')
        command.chmod(0o755)
    return folder
