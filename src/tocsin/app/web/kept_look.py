"""Something that costs to look at, looked at again only after a while."""

import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

Found = TypeVar("Found")


class KeptLook(Generic[Found]):
    """What was found last. Safe from any thread; one looks, the others wait."""

    def __init__(self, again_s: float) -> None:
        self._lock = threading.Lock()
        self._again_s = again_s
        self._found: Found | None = None
        self._at_s = 0.0

    def found(self, look: Callable[[], Found]) -> Found:
        """What was found not longer ago than `again_s` seconds, or is found now."""
        with self._lock:
            now_s = time.monotonic()
            if self._found is None or now_s - self._at_s >= self._again_s:
                self._found, self._at_s = look(), now_s
            return self._found
