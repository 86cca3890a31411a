"""Versions, and what the machine lets a process have."""

import resource
import sqlite3
import sys
from pathlib import Path

from tocsin import __version__
from tocsin.app.doctor.finding import Finding, act, look, ok

LEAST_PYTHON = (3, 11)
LEAST_SQLITE = (3, 37, 0)
"""STRICT tables."""
STREAMS = 1_100
"""Screens that a storm night brings."""


def examined(_folder: Path) -> list[Finding]:
    """Program, interpreter, database library, descriptors."""
    return [versions(sys.version_info[:3], sqlite3.sqlite_version_info), descriptors()]


def versions(python: tuple[int, ...], sqlite: tuple[int, ...]) -> Finding:
    """Nothing that is known to be too old."""
    said = f"tocsin {__version__}, Python {_dotted(python)}, SQLite {_dotted(sqlite)}"
    if python[:2] < LEAST_PYTHON or sqlite < LEAST_SQLITE:
        return act(
            "versions",
            said,
            f"Python {_dotted(LEAST_PYTHON)} and SQLite {_dotted(LEAST_SQLITE)} are the least.",
        )
    return ok("versions", said)


def descriptors() -> Finding:
    """Whether a thousand screens can be open at once."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < STREAMS:
        return look(
            "open files",
            f"a process may have {hard} open at most: no more screens than that",
            "Raise the limit of the service (LimitNOFILE=65536).",
        )
    return ok("open files", f"{soft} at once; `tocsin serve` raises it to {hard} by itself")


def _dotted(version: tuple[int, ...]) -> str:
    return ".".join(map(str, version))
