"""An adviser that answers at once: warm when a door opens, and again whenever its roads change."""

import threading
import time
from collections.abc import Callable
from typing import Protocol

from tocsin.app.advising.adviser import Adviser
from tocsin.app.ground.standing import Standing
from tocsin.app.seeing import Seen
from tocsin.operations.ground import in_force
from tocsin.operations.picture import Picture

BEGIN_AFTER_S = 3.0
"""The first moments of a town belong to those who come back to it."""
LOOK_AGAIN_S = 1.0
LEARN_AGAIN_S = 3600.0


class House(Protocol):
    """A town as it is at this moment."""

    @property
    def picture(self) -> Picture: ...

    def seen(self) -> Seen: ...


def keep_warm(
    adviser: Adviser, house: House, standing: Standing | None, stop: threading.Event,
    clock_s: Callable[[], float] = time.monotonic,
) -> threading.Thread:  # fmt: skip
    """Warm it soon and whenever the roads change, let it learn now and then, until told to stop; in
    a thread of its own."""

    def run() -> None:
        stop.wait(BEGIN_AFTER_S)
        known: object = None
        learns_at = clock_s()
        while not stop.is_set():
            picture = house.picture
            if clock_s() >= learns_at:
                adviser.learn(house.seen())
                learns_at = clock_s() + LEARN_AGAIN_S
            roads = (in_force(picture), picture.closures, _stands(picture))
            if known is None or known != roads:
                known = roads
                adviser.warm(picture, standing).wait()
            if not adviser.grow():
                stop.wait(LOOK_AGAIN_S)

    thread = threading.Thread(target=run, name="tocsin-warming", daemon=True)
    thread.start()
    return thread


def _stands(picture: Picture) -> frozenset[tuple[str, str]]:
    """Which kinds of unit stand where when they are free."""
    return frozenset((e.kind, e.post or e.station or "") for e in picture.units.values())
