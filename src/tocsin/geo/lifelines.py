"""Power, water and telecommunication: nodes, links, and who depends on what.

Source: the three networks of NIST SP 1190 (Community Resilience Planning Guide) §12 to 15; water
as EPANET 2.2 names it; power as feeders from substations to the places that they supply.
"""

from enum import StrEnum

import msgspec

from tocsin.geo.ground import Line, Spot


class Network(StrEnum):
    """What a lifeline carries."""

    power = "power"
    water = "water"
    telecom = "telecom"


LIFELINE_KINDS: dict[Network, tuple[str, ...]] = {
    Network.power: ("grid_supply", "substation", "transformer"),
    Network.water: ("reservoir", "tank", "pump", "treatment", "junction"),
    Network.telecom: ("exchange", "mast"),
}
"""What a node may be, by network."""


class LifelineNode(msgspec.Struct, frozen=True, gc=False):
    """A place of a network. `capacity` in `unit` (kva, m3, l_s, people); `facility` where it is one
    of the facilities too."""

    id: str
    network: Network
    kind: str
    name: str | None
    at: Spot
    capacity: int | None = None
    unit: str | None = None
    elevation_dm: int | None = None
    facility: str | None = None


class LifelineLink(msgspec.Struct, frozen=True, gc=False):
    """A cable, pipe or beam between two nodes. `feeder` names the circuit or pressure zone; a link
    that is normally open is a tie."""

    id: str
    network: Network
    kind: str
    from_node: str
    to_node: str
    feeder: str | None
    length_cm: int
    diameter_mm: int | None
    is_normally_open: bool
    line: Line


class Dependency(msgspec.Struct, frozen=True, gc=False):
    """A facility, zone or node of a network stops `buffer_s` after its supplier stops: batteries,
    fuel, tanks. Several suppliers of one network: any of them is enough."""

    consumer: str
    network: Network
    supplier: str
    buffer_s: int
    source: str
