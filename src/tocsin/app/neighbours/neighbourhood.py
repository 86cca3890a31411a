"""All that an open door has to do with neighbours, put together."""

import time
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from tocsin.access import Delta
from tocsin.app.neighbours.carrying import Carrying
from tocsin.app.neighbours.following import Following
from tocsin.app.neighbours.lending import LendingLink
from tocsin.app.neighbours.meetings import Meetings
from tocsin.app.neighbours.own_town import OwnTown, Work
from tocsin.app.neighbours.sharing import Sharing
from tocsin.app.neighbours.telling_first import TellingFirst
from tocsin.app.web.limits import Buckets
from tocsin.federation.link_key import LinkKey
from tocsin.federation.replica import Heard
from tocsin.federation.signed_requests import Verifier
from tocsin.jurisdiction.fold import Step
from tocsin.jurisdiction.town import Town
from tocsin.log.clock import SystemEntropy
from tocsin.operations import neighbours
from tocsin.operations.picture import Picture

ASKS_AT_ONCE, ASKS_PER_S = 40, 10.0
"""Questions of one neighbour."""
STRANGERS_AT_ONCE, STRANGERS_PER_S = 30, 0.5
"""Questions that nobody has signed, or nobody who is a neighbour, by network."""


class Neighbourhood:
    """The neighbours of the town that this process writes. `open` begins, `close` ends it."""

    def __init__(
        self, town: Town, folder: Path, picture: Picture, tls: Callable[[], str] = lambda: ""
    ) -> None:
        """`picture` is the one before the first step that `sharing` hears of."""
        self._town = town
        self._folder = folder
        self.tls = tls
        self._entropy = SystemEntropy()
        header = town.store.header
        self.code = header.code
        self.on_changed: list[Heard] = []
        """Called with a neighbour's code and what changed of what it lets us know: see
        `federation.replica`. To be added before `open`.
        """
        self.sharing = Sharing(
            folder,
            header,
            town.store.incarnations[-1].incarnation,
            town.store.keys,
            town.clock.now,
            picture,
            town.position,
        )
        self.first = TellingFirst(self.sharing.handed, town.submit, picture)
        work = Work()
        town.watch(work.stepped)
        own = OwnTown(
            header.code, lambda: town.picture, town.clock.now, town.submit, work.is_going_on
        )
        self.following = Following(folder, own, self._changed)
        self.sharing.heads = self.following.heads
        self.carrying = Carrying(
            own,
            self.key,
            self.sharing,
            self.following.held,
            lambda: town.position,
            self.following.looked,
        )
        self.lending = LendingLink(own)
        self.on_changed.append(self.lending.heard)
        self.verifier = Verifier(header.code, self._key_of)
        self.meetings = Meetings(
            header.code, self._name, self.key, lambda: town.picture, self._entropy
        )
        self.asks = Buckets(time.monotonic, burst=ASKS_AT_ONCE, per_s=ASKS_PER_S)
        self.strangers = Buckets(time.monotonic, burst=STRANGERS_AT_ONCE, per_s=STRANGERS_PER_S)

    def open(self) -> None:
        """Begin to ask the neighbours."""
        self.following.start()
        self.lending.start()
        self.first.start()

    def heard(self, steps: Sequence[Step]) -> None:
        """What has happened here: told on, and looked at for whom it concerns."""
        self.sharing.heard(steps)
        self.first.heard(steps)

    def close(self) -> None:
        """Ask and tell no more."""
        self.following.close()
        self.lending.close()
        self.first.close()
        self.sharing.close()

    def key(self) -> LinkKey:
        """The key this town is known by among its neighbours."""
        return LinkKey.load(self._folder)

    def now(self) -> datetime:
        """The town's clock."""
        return self._town.clock.now()

    def _key_of(self, code: str) -> str | None:
        picture = self._town.picture
        found = picture.neighbours.get(code)
        if found is None or not found.public_key or code not in neighbours.joined(picture):
            return None
        return found.public_key

    def _name(self) -> str:
        settings = self._town.picture.settings.get("town")
        return settings.name if settings else self._town.store.header.name

    def _changed(self, neighbour: str, deltas: Sequence[Delta]) -> None:
        for each in self.on_changed:
            each(neighbour, deltas)
