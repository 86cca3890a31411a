"""Travel times over the roads of a ground, by class of vehicle, mode and what is closed."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple

import msgspec
import numpy as np
import numpy.typing as npt

from tocsin.app.advising.roads import DRIVES_AS
from tocsin.app.ground.matrices import matrix_of
from tocsin.app.ground.network_files import network_of
from tocsin.app.ground.profiles import profile_of, vehicle_of
from tocsin.app.ground.routing import roads_today
from tocsin.app.ground.today import FLOODED, todays
from tocsin.app.whatif.fleet import spot_from
from tocsin.app.whatif.land import Land
from tocsin.app.whatif.reading import Sheet
from tocsin.app.whatif.scenario import Closed, Slow, Storm
from tocsin.app.whatif.week import DAY_MS, Span, span_ms, spans_on
from tocsin.geo.ground import Spot
from tocsin.geo.network.arrays import NEVER, Network
from tocsin.geo.network.changes import NOTHING
from tocsin.geo.network.states import Drive, drive
from tocsin.geo.network.vehicles import Vehicle
from tocsin.geo.places import Place, Point
from tocsin.operations.picture import Closure
from tocsin.operations.picture.facility import Extent

I32 = npt.NDArray[np.int32]
LIGHTS, REGULAR = 0, 1
MODES = (LIGHTS, REGULAR)


class Shut(NamedTuple):
    """A closure, and when it stands."""

    closure: Closure
    span: Span


class Setting(NamedTuple):
    """How roads are from a time on: which closures stand, and the share of speed (permille)."""

    begins_ms: int
    closed: tuple[str, ...]
    permille: int


Key = tuple[str, int, tuple[str, ...], int]
"""Class of vehicle, mode, closures, share of the speed (permille)."""


class Travel:
    """Matrices between the same places, made when first asked for."""

    def __init__(self, land: Land, spots: Sequence[Spot]) -> None:
        self._land = land
        self._spots = list(spots)
        self._network: Network | None = None
        self._drives: dict[tuple[str, int], Drive] = {}
        self._made: dict[tuple[str, int, tuple[str, ...]], I32] = {}
        self._stacked: dict[tuple[Key, ...], I32] = {}
        self.far = 0
        """Places that are far from every road."""

    @property
    def network(self) -> Network:
        """The arrays of the ground. Raises Told."""
        if self._network is None:
            self._network = network_of(self._land.folder)
        return self._network

    def matrix(self, name: str, mode: int, shut: Sequence[Closure]) -> I32:
        """From each place (row) to each (column), in ms; NEVER where there is no way."""
        key = (name, mode, tuple(sorted(each.id for each in shut)))
        if key not in self._made:
            driven = self._driven(name, mode)
            today = todays(self.network, name, driven.vehicle, shut)
            roads = roads_today(
                self._land.manifest.checksum, name, self.network, driven, NOTHING, today
            )
            found, _, far = matrix_of(roads, self._spots, self._spots)
            self.far = max(self.far, far // 2)
            np.fill_diagonal(found, 0)
            self._made[key] = found.astype(np.int32)
        return self._made[key]

    def stacked(self, keys: Sequence[Key], closures: dict[str, Closure]) -> I32:
        """Matrices one behind the other, each at a share of the speed; the same object for arms
        that ask for the same."""
        found = self._stacked.get(tuple(keys))
        if found is None:
            found = np.stack(
                [
                    slowed(self.matrix(name, mode, [closures[e] for e in closed]), permille)
                    for name, mode, closed, permille in keys
                ]
            )
            self._stacked[tuple(keys)] = found
        return found

    def _driven(self, name: str, mode: int) -> Drive:
        if (name, mode) not in self._drives:
            vehicle = vehicle_of(profile_of(None), name)
            self._drives[name, mode] = drive(
                self.network, vehicle if mode == LIGHTS else regular(vehicle)
            )
        return self._drives[name, mode]


def regular(vehicle: Vehicle) -> Vehicle:
    """The vehicle without lights and siren: at the speed of everybody."""
    return msgspec.structs.replace(vehicle, road_permille={}, opened_kmh=0)


def class_of(kind: str) -> str:
    """The class of vehicle that a kind of unit drives as."""
    return DRIVES_AS.get(kind, "engine")


def slowed(matrix: I32, permille: int) -> I32:
    """The same ways at a share of the speed."""
    if permille == 1000:
        return matrix
    longer = matrix.astype(np.int64) * 1000 // permille
    return np.where(matrix == NEVER, NEVER, np.minimum(longer, NEVER - 1)).astype(np.int32)


def shut_from(
    rows: Sequence[Closed], where: str, days: int, land: Land, network: Network, sheet: Sheet
) -> list[Shut]:
    """The closures of a scenario. Raises Told: the ground does not know such a road, or it is
    older than the closure."""
    found = []
    for at, row in enumerate(rows):
        here = f"{where}[{at}]"
        try:
            span = span_ms(row.begins, row.ends, days)
        except ValueError as error:
            raise sheet.wrong(here, str(error)) from None
        closure = _closure(row, here, network, sheet)
        _check_ground(row, here, closure, land, network, sheet)
        found.append(Shut(closure, span))
    return found


def _closure(row: Closed, here: str, network: Network, sheet: Sheet) -> Closure:
    edges = list(row.edges)
    for name in row.roads:
        edges += _called(network, name, f"{here}.roads", sheet)
    place = Place()
    if row.at is not None:
        place = Place(point=Point(*spot_from(row.at, f"{here}.at", sheet)))
    if not edges and row.at is None:
        raise sheet.wrong(here, f"nobody knows where `{row.name}` is: give edges, roads or at")
    extent = Extent(place, row.radius_m, edges=tuple(edges), ground=row.ground)
    return Closure(
        id=row.name, kind="closed" if row.depth_cm is None else FLOODED, extent=extent,
        since=datetime(2000, 1, 1, tzinfo=UTC), passable_for=row.passable_for,
        depth_cm=row.depth_cm,
    )  # fmt: skip


def _called(network: Network, name: str, where: str, sheet: Sheet) -> list[str]:
    texts = [network.text(at) for at in range(len(network.text_start) - 1)]
    numbers = [at for at, text in enumerate(texts) if text == name]
    pieces = np.flatnonzero(np.isin(network.piece_name, numbers))
    if not len(pieces):
        raise sheet.wrong(
            where, f"no road of this ground is called `{name}`; `tocsin ground where` finds names"
        )
    return [network.id_of(int(piece)) for piece in pieces]


def _check_ground(
    row: Closed, here: str, closure: Closure, land: Land, network: Network, sheet: Sheet
) -> None:
    newest = land.manifest.source.newest_edit
    if row.ground is not None and row.ground != land.manifest.checksum:
        raise sheet.wrong(
            f"{here}.ground",
            f"`{row.name}` was drawn on the ground {row.ground[:23]}…, this one is "
            f"{land.manifest.checksum[:23]}…: name that ground in [region], or draw it anew",
        )
    vehicle = vehicle_of(profile_of(None), "engine")
    if todays(network, "engine", vehicle, [closure]).unplaced:
        is_older = row.since is not None and newest[:10] < row.since
        older = (
            f"the ground (newest edit {newest[:10]}) is older than the closure (since {row.since})"
            if is_older
            else f"this ground (newest edit {newest[:10]}) has no such road"
        )
        raise sheet.wrong(
            here, f"`{row.name}` lies on no road: {older}; import a newer ground, or correct it"
        )


def settings_of(
    shut: Sequence[Shut], slow: Sequence[Slow], storm: Storm | None, days: int, sheet: Sheet
) -> list[Setting]:
    """How the roads are over the period, from each change on. Raises Told."""
    slows: list[tuple[Span, int]] = []
    for at, row in enumerate(slow):
        try:
            slows += [(span, row.permille) for span in spans_on((row.hours,), row.days, days)]
        except ValueError as error:
            raise sheet.wrong(f"slow[{at}]", str(error)) from None
    if storm is not None and storm.speed_permille < 1000:
        slows.append((span_ms(storm.begins, storm.ends, days), storm.speed_permille))
    times = {0}
    for begin, end in [*(each.span for each in shut), *(span for span, _ in slows)]:
        times |= {begin, min(end, days * DAY_MS)}
    found: list[Setting] = []
    for now in sorted(times - {days * DAY_MS}):
        closed = tuple(sorted(e.closure.id for e in shut if e.span[0] <= now < e.span[1]))
        permille = 1000
        for (begin, end), share in slows:
            if begin <= now < end:
                permille = min(permille, share)
        if not found or found[-1][1:] != (closed, permille):
            found.append(Setting(now, closed, permille))
    return found
