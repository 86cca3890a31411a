"""What all routes share: the house, the doorkeeper, the hub, the looks at the present picture."""

import threading
import time

from tocsin.access import Eye, sight_class
from tocsin.access.viewer import Named, Viewer, named
from tocsin.app.metrics import Metrics
from tocsin.app.web.doorkeeper import Doorkeeper
from tocsin.app.web.house import House
from tocsin.app.web.hub import Hub
from tocsin.app.web.limits import Buckets
from tocsin.app.web.past import Pasts
from tocsin.app.web.positions import PositionBoard
from tocsin.jurisdiction.telemetry import Telemetry
from tocsin.operations.picture import Picture

WRONG_TOKENS_AT_ONCE = 60
WRONG_TOKENS_PER_S = 1.0


class Door:
    """One open door of one town."""

    def __init__(self, house: House, telemetry: Telemetry | None = None) -> None:
        self.house = house
        self.telemetry = telemetry
        self.doorkeeper = Doorkeeper()
        board = None if telemetry is None else PositionBoard(telemetry, house)
        self.hub = Hub(house, self.doorkeeper, positions=board)
        self.knocks = Buckets(time.monotonic, burst=WRONG_TOKENS_AT_ONCE, per_s=WRONG_TOKENS_PER_S)
        """Tries with a token that is no good."""
        self.pasts = Pasts()
        self.metrics = Metrics()
        self._measure()
        self._lock = threading.Lock()
        self._picture: Picture | None = None
        self._names: Named = {}
        self._eyes: dict[str, Eye] = {}

    def _measure(self) -> None:
        gauge, hub = self.metrics.gauge, self.hub
        gauge("tocsin_streams", "Live streams open.", lambda: float(hub.streams))
        gauge("tocsin_sight_classes", "Sight classes followed.", lambda: float(hub.classes))
        gauge("tocsin_stream_ticks", "Ticks since the door opened.", lambda: float(hub.ticks))
        gauge(
            "tocsin_stream_fallbacks",
            "Readers that were behind and began afresh.",
            lambda: float(hub.fallbacks),
        )
        gauge("tocsin_stream_tick_seconds", "The last tick took.", lambda: hub.tick_took_s)
        gauge(
            "tocsin_picture_age_seconds",
            "How old the picture may be, on a machine that only reads.",
            lambda: self.house.age_s,
        )
        town = self.house.town
        if town is not None:
            gauge("tocsin_orders_waiting", "Orders queued.", lambda: float(town.waiting))

    def eye(self, viewer: Viewer) -> Eye:
        """The look of a viewer at the present picture; one for all that may see the same."""
        picture = self.house.picture
        with self._lock:
            if picture is not self._picture:
                self._picture, self._eyes, self._names = picture, {}, named(picture)
            name = sight_class(picture, viewer, self._names)
            return self._eyes.setdefault(name, Eye(picture, viewer))
