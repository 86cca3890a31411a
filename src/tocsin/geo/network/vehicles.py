"""What a vehicle may use and how fast it goes: a table that a person can read and change."""

import msgspec

ROAD_CLASSES = (
    "motorway", "trunk", "primary", "secondary", "tertiary", "unclassified", "residential",
    "living_street", "service", "track", "pedestrian", "footway", "cycleway", "path", "steps",
    "bridleway", "busway", "bus_guideway", "road", "escape", "corridor",
)  # fmt: skip
"""What a road may be. A new one is added at the end: stored numbers follow this order."""


class Vehicle(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A class of vehicle. `speed_kmh` says which classes of road it may use at all, and how fast
    it goes where no limit is posted. Shares are in permille (1000 = as it stands)."""

    says: str
    height_cm: int
    weight_kg: int
    fording_cm: int
    """It turns back at this depth of water."""
    is_emergency: bool
    """A road with `emergency=yes` is open to it, whatever else is said about the road."""
    flow_binds: bool
    turns_bind: bool
    u_turns: bool
    """Whether it may turn round at any crossing; if not, only where there is no other way on."""
    fords: bool
    against_one_way_permille: int
    """Its share of speed against a one-way road, never on a motorway or in a roundabout; 0: it
    never goes there."""
    is_a: tuple[str, ...]
    """The vehicles of the source that it counts as, where a restriction binds only some."""
    exempt_as: tuple[str, ...]
    barred_access: tuple[str, ...]
    limit_permille: int
    """Its share of a posted limit; 0: limits are not for it."""
    top_kmh: int
    link_permille: int
    opened_kmh: int
    """How fast on a road that only `emergency=yes` opens; 0: it never uses one."""
    speed_kmh: dict[str, int]
    road_permille: dict[str, int] = {}
    """Emergency driving, or what was observed: its share of speed by class of road."""
    hour_permille: dict[str, int] = {}
    """Its share of speed by hour of the day, "00" to "23", where it was observed."""
    start_ms: int = 0
    """Added to every journey: until it rolls."""
    sources: dict[str, str] = {}
    """Where each figure comes from."""

    def __post_init__(self) -> None:
        for name in ("speed_kmh", "road_permille"):
            unknown = set(getattr(self, name)) - set(ROAD_CLASSES)
            if unknown:
                raise ValueError(
                    f"{name} knows no road class {sorted(unknown)[0]}: {', '.join(ROAD_CLASSES)}"
                )
        shares = {**self.road_permille, **self.hour_permille, "link": self.link_permille}
        if min(shares.values()) < 1 or min(self.speed_kmh.values(), default=0) < 0:
            raise ValueError("shares of speed are whole numbers from 1, speeds from 0 (not for it)")
        if (
            min(self.fording_cm, self.top_kmh) < 1
            or self.start_ms < 0
            or self.against_one_way_permille < 0
        ):
            raise ValueError("fording_cm and top_kmh are at least 1; nothing else is below 0")
        if set(self.hour_permille) - {f"{hour:02}" for hour in range(24)}:
            raise ValueError('hours are "00" to "23"')


Profile = dict[str, Vehicle]
"""Vehicles by the name of their class."""


def at_hour(vehicle: Vehicle, hour: int) -> Vehicle:
    """The vehicle as it drives at an hour of the day."""
    share = vehicle.hour_permille.get(f"{hour:02}", 1000)
    changed = {
        name: max(1, vehicle.road_permille.get(name, 1000) * share // 1000)
        for name in vehicle.speed_kmh
    }
    return msgspec.structs.replace(vehicle, road_permille=changed, hour_permille={})
