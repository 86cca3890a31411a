"""What all routes share: the house, the doorkeeper, the hub, the looks at the present picture."""

import asyncio
import threading
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from tocsin.access import Eye, sight_class
from tocsin.access.viewer import Named, Viewer, named
from tocsin.app.advising.adviser import Adviser
from tocsin.app.advising.keeping_warm import keep_warm
from tocsin.app.advising.lenders import Beside
from tocsin.app.carriers.carrying import Carriers
from tocsin.app.carriers.standing import carriers_of
from tocsin.app.hearing_warnings.standing import listener_of
from tocsin.app.metrics import Metrics
from tocsin.app.neighbours.neighbourhood import Neighbourhood
from tocsin.app.push.posting import post
from tocsin.app.push.waking import Waking
from tocsin.app.sign_in.signing import Signing
from tocsin.app.web.doorkeeper import Doorkeeper
from tocsin.app.web.house import House, RunningHouse
from tocsin.app.web.hub import Hub
from tocsin.app.web.kept_look import KeptLook
from tocsin.app.web.landing import Landing
from tocsin.app.web.limits import Buckets, Mailboxes
from tocsin.app.web.past import Pasts
from tocsin.app.web.positions import PositionBoard
from tocsin.app.web.public_site import PublicSite
from tocsin.app.web.resident_proof import Proof, key_of
from tocsin.app.web.turns import Turns
from tocsin.app.web.wellbeing import Told
from tocsin.jurisdiction.telemetry import Telemetry
from tocsin.jurisdiction.town import Town
from tocsin.operations.picture import Picture

if TYPE_CHECKING:
    from tocsin.app.hearing_warnings.listening import Listener

WRONG_TOKENS_AT_ONCE = 60
WRONG_TOKENS_PER_S = 1.0
REPORTS_AT_ONCE, REPORT_EVERY_S = 6, 60.0
CROWD_AT_ONCE, CROWD_PER_S = 120, 2.0
GUESSES_AT_ONCE, GUESS_EVERY_S = 10, 30.0
LOOK_AGAIN_S = 60.0
"""What lies on the disk is looked at so often at most."""


class Door:
    """One open door of one town."""

    def __init__(
        self,
        house: House,
        telemetry: Telemetry | None = None,
        proof: Proof | None = None,
        folder: Path | None = None,
        signing: Signing | None = None,
        waking: Waking | None = None,
        neighbours: Sequence[Beside] = (),
        tls: Callable[[], str] = lambda: "",
    ) -> None:
        self.house = house
        self.waking = waking
        """Wakes crews' phones; None where this process does not write the town."""
        self.proof = proof
        """Makes and checks residents' secrets; None where the town's key is not at hand."""
        self.public = PublicSite(house)
        self.telemetry = telemetry
        self.ground = Turns(folder)
        self.adviser = Adviser(neighbours=neighbours)
        self._closing = threading.Event()
        self.signing = signing
        """How people sign in at desks; None where this process takes no orders."""
        self.doorkeeper = Doorkeeper(None if signing is None else signing.sessions)
        board = None if telemetry is None else PositionBoard(telemetry, house)
        self.hub = Hub(house, self.doorkeeper, positions=board)
        self.neighbourhood: Neighbourhood | None = None
        """The towns that this one speaks with; None where this process does not write the town,
        and in a drill, whose neighbours are those of the town.
        """
        if house.town is not None and folder is not None and house.header.parent is None:
            self.neighbourhood = Neighbourhood(house.town, folder, self.hub.picture, tls)
            self.hub.listeners.append(self.neighbourhood.heard)
        self.carriers, self.listener = self._outside(folder)
        """What carries warnings out of the town, and what asks others for theirs; None where this
        process does not write it, and in every log that is not Actual: there is nothing to be
        switched off.
        """
        self.hub.listeners += [each.heard for each in (waking, self.carriers) if each is not None]
        self.knocks = Buckets(time.monotonic, burst=WRONG_TOKENS_AT_ONCE, per_s=WRONG_TOKENS_PER_S)
        """Tries with a token that is no good."""
        clock = time.monotonic
        self.strangers = Buckets(clock, burst=REPORTS_AT_ONCE, per_s=1 / REPORT_EVERY_S)
        """Reports of residents, by network."""
        self.crowd = Buckets(clock, burst=CROWD_AT_ONCE, per_s=CROWD_PER_S)
        """Reports of all residents together."""
        self.guesses = Buckets(clock, burst=GUESSES_AT_ONCE, per_s=1 / GUESS_EVERY_S)
        """Tries with a reference and a secret that do not belong together, by network."""
        self.landing: Landing
        """Where outcomes come down; there when the door is open."""
        self.pasts = Pasts()
        self.folder = folder
        self._disk_looks: dict[str, KeptLook[tuple[Told, ...]]] = {}
        self.metrics = Metrics()
        self._measure()
        self._lock = threading.Lock()
        self._picture: Picture | None = None
        self._names: Named = {}
        self._eyes: dict[str, Eye] = {}

    @cached_property
    def mailboxes(self) -> Mailboxes:
        """How often strangers may have us write to an address."""
        return Mailboxes(time.monotonic)

    def disk_look(self, language: str) -> KeptLook[tuple[Told, ...]]:
        """What lies in the town's folder, in an operator's words, which are those of a language."""
        return self._disk_looks.setdefault(language, KeptLook(LOOK_AGAIN_S))

    def _outside(self, folder: Path | None) -> "tuple[Carriers | None, Listener | None]":
        if self.house.town is None or folder is None:
            return None, None
        carriers = carriers_of(self.house.town, folder, self.neighbourhood)
        return carriers, None if carriers is None else listener_of(self.house.town, folder)

    def close(self) -> None:
        """Stop what goes on beside requests."""
        self._closing.set()
        self.adviser.close()
        self.hub.close()
        if self.neighbourhood is not None:
            self.neighbourhood.close()
        if self.waking is not None:
            self.waking.close()
        if self.carriers is not None:
            self.carriers.close()
        if self.listener is not None:
            self.listener.close()

    def opened_in(self, loop: asyncio.AbstractEventLoop) -> None:
        """The first request may come: in this loop."""
        self.landing = Landing(loop)
        self.hub.start(loop)
        if self.neighbourhood is not None:
            self.neighbourhood.open()
        if self.carriers is not None:
            self.carriers.start()
        if self.listener is not None:
            self.listener.start()
        keep_warm(self.adviser, self.house, self.ground.standing, self._closing)

    def _measure(self) -> None:
        gauge, hub = self.metrics.gauge, self.hub
        second = None if self.house.town is None else self.house.town.second
        if second is not None:
            gauge(
                "tocsin_standby_connected",
                "The standby is heard.",
                lambda: float(second.lag().is_connected),
            )
            gauge(
                "tocsin_standby_lag_records",
                "Records the standby lacks.",
                lambda: float(second.lag().records),
            )
            gauge(
                "tocsin_standby_lag_seconds",
                "For how long the standby has lacked something.",
                lambda: second.lag().seconds,
            )
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
        track = self.telemetry
        if track is not None:
            gauge("tocsin_reports_waiting", "Batches queued.", lambda: float(track.waiting))
            gauge(
                "tocsin_observations",
                "Positions and readings since the track began.",
                lambda: float(track.position),
            )
            gauge(
                "tocsin_track_trouble",
                "1 while the track cannot be written, or since a damaged one was put aside.",
                lambda: float(track.trouble is not None),
            )

    def eye(self, viewer: Viewer) -> Eye:
        """The look of a viewer at the present picture; one for all that may see the same."""
        picture = self.house.picture
        with self._lock:
            if picture is not self._picture:
                self._picture, self._eyes, self._names = picture, {}, named(picture)
            name = sight_class(picture, viewer, self._names)
            return self._eyes.setdefault(name, Eye(picture, viewer))


def door_of(
    town: Town,
    folder: Path,
    telemetry: Telemetry | None = None,
    signing: Signing | None = None,
    neighbours: Sequence[Beside] = (),
    tls: Callable[[], str] = lambda: "",
) -> Door:
    """The door of a town that this process runs from its folder. Raises as `TownKey.load`."""
    header = town.store.header
    signing = signing or Signing(folder, header)
    # Push services hold a signature against the world's time, not against a drill's.
    waking = Waking(folder, header, lambda: datetime.now(UTC), post)
    proof = Proof(key_of(folder), town.code)
    return Door(RunningHouse(town), telemetry, proof, folder, signing, waking, neighbours, tls)
