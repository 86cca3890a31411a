"""The ground a town stands on: opened once, kept, another one when another is adopted."""

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from tocsin.app.ground.asking import opened, owners_of
from tocsin.app.ground.folder import Manifest, manifest_of
from tocsin.app.ground.keeping import standing_on
from tocsin.geo.ground import Boundary
from tocsin.operations.ground import in_force
from tocsin.operations.picture import Map, Picture
from tocsin.operations.picture.ground import Ground, LocalName

if TYPE_CHECKING:
    from tocsin.geo.gazetteer.gazetteer import Gazetteer
    from tocsin.geo.network.arrays import Network
    from tocsin.geo.network.states import Drive


class Ready:
    """A ground that was adopted, opened to be asked. What needs numpy is opened when first asked
    for, and kept. Safe from any thread."""

    def __init__(
        self, adopted: Ground, folder: Path, manifest: Manifest, owners: tuple[Boundary, ...]
    ) -> None:
        self.adopted = adopted
        self.folder = folder
        self.manifest = manifest
        self.owners = owners
        self._lock = threading.Lock()
        self._places: tuple[Map[LocalName], Gazetteer] | None = None
        self._network: Network | None = None
        self._drives: dict[str, Drive] = {}

    def places(self, names: Map[LocalName]) -> "Gazetteer":
        """The gazetteer, with what people here call places. Raises Told."""
        from tocsin.app.ground.places import named_places, opened_places

        with self._lock:
            if self._places is None or self._places[0] is not names:
                self._places = names, opened_places(self.folder, named_places(names, self.folder))
            return self._places[1]

    def driven(self, name: str) -> "tuple[Network, Drive]":
        """The network, and what a class of vehicle may use of it. Raises Told."""
        from tocsin.app.ground.network_files import network_of
        from tocsin.app.ground.profiles import profile_of, vehicle_of
        from tocsin.geo.network.states import drive

        with self._lock:
            if name not in self._drives:
                vehicle = vehicle_of(profile_of(None), name)
                if self._network is None:
                    self._network = network_of(self.folder)
                self._drives[name] = drive(self._network, vehicle)
            assert self._network is not None, "nobody drives without roads"
            return self._network, self._drives[name]


class Standing:
    """The ground in force of one town's folder. Safe from any thread."""

    def __init__(self, town: Path) -> None:
        self._town = town
        self._lock = threading.Lock()
        self._ready: Ready | None = None

    def ready(self, picture: Picture) -> Ready:
        """The ground in force. Raises Told: there is none (not_so), or it cannot be read."""
        now = in_force(picture)
        with self._lock:
            if now is None or self._ready is None or self._ready.adopted != now:
                folder = standing_on(self._town, picture)
                manifest = manifest_of(folder)
                with opened(folder) as database:
                    owners = tuple(owners_of(database))
                assert now is not None, "a town that stands somewhere has adopted it"
                self._ready = Ready(now, folder, manifest, owners)
            return self._ready
