"""Event loops: uvloop's where it is installed, Python's own elsewhere."""

import asyncio
from collections.abc import Coroutine
from typing import TypeVar

T = TypeVar("T")


def run_on_loop(work: Coroutine[object, object, T]) -> T:
    """Run to the end on a new loop."""
    try:
        import uvloop
    except ImportError:
        return asyncio.run(work)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(work)
