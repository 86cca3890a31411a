"""An adviser that answers at once: warm when a door opens, and again whenever its roads change."""

import threading
from typing import Protocol

from tocsin.app.advising.adviser import Adviser
from tocsin.app.ground.standing import Standing
from tocsin.app.seeing import Seen
from tocsin.operations.ground import in_force
from tocsin.operations.picture import Picture

LOOK_AGAIN_S = 1.0


class House(Protocol):
    """A town as it is at this moment."""

    @property
    def picture(self) -> Picture: ...

    def seen(self) -> Seen: ...


def keep_warm(
    adviser: Adviser, house: House, standing: Standing | None, stop: threading.Event
) -> threading.Thread:
    """Warm it now and whenever the roads change, until told to stop; in a thread of its own."""

    def run() -> None:
        known: object = None
        while not stop.is_set():
            picture = house.picture
            roads = (in_force(picture), picture.closures)
            if known is None or known != roads:
                known = roads
                adviser.warm(house.seen(), picture, standing).wait()
            stop.wait(LOOK_AGAIN_S)

    thread = threading.Thread(target=run, name="tocsin-warming", daemon=True)
    thread.start()
    return thread
