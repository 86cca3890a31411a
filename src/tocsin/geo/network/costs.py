"""How long a vehicle takes over a piece of road, each way, in whole milliseconds.

Water on the road: the speed that a depth leaves, after Pregnolato, Ford, Wilkinson and Dawson,
“The impact of flooding on road transport: a depth-disruption function”, Transportation Research
Part D 55 (2017) 67–81: 0.0009 w² − 0.5529 w + 86.9448 km/h at w mm, and nothing moves at 300 mm.
For a vehicle with another fording depth the water is scaled to it.
"""

from typing import NamedTuple

import numpy as np

from tocsin.geo.network.arrays import FORD, I32, I64, LINK, NEVER, ROUNDABOUT, Mask, Network
from tocsin.geo.network.vehicles import ROAD_CLASSES, Vehicle

MM_THAT_STOP = 300
MOST_MS = 2**30
BOTH, FORWARD, BACKWARD, VARIES = 0, 1, 2, 3
OPENS = frozenset({"yes", "designated", "official", "destination"})


class Priced(NamedTuple):
    """Milliseconds along and against the line of each piece; NEVER where it may not go. `is_usable`
    where it could go at least one way if traffic flowed so."""

    along_ms: I32
    against_ms: I32
    is_usable: Mask


def priced(
    network: Network,
    vehicle: Vehicle,
    pieces: I32,
    flow: I64 | None = None,
    permille: I64 | None = None,
    depth_cm: I64 | None = None,
) -> Priced:
    """What some pieces cost, with another flow, a share of speed, or water on them."""
    speed = _speed_mh(network, vehicle, pieces)
    if depth_cm is not None:
        speed = _wet(speed, depth_cm, vehicle.fording_cm)
    if permille is not None:
        speed = speed * permille // 1000
    length = network.piece_length[pieces].astype(np.int64)
    is_usable = speed > 0
    over = np.maximum(speed, 1)
    ms = np.clip((length * 36_000 + over // 2) // over, 1, MOST_MS)
    ms = np.where(is_usable, ms, NEVER)
    if flow is None:
        flow = network.piece_flow[pieces].astype(np.int64)
    if not vehicle.flow_binds:
        flow = np.zeros(len(pieces), np.int64)
    wrong = _against(network, vehicle, pieces, ms)
    return Priced(
        np.where(flow == BACKWARD, wrong, ms).astype(np.int32),
        np.where(flow == FORWARD, wrong, ms).astype(np.int32),
        is_usable,
    )


def _against(network: Network, vehicle: Vehicle, pieces: I32, ms: I64) -> I64:
    """The cost of going against the traffic, where the vehicle does that at all."""
    share = vehicle.against_one_way_permille
    if not share:
        return np.full(len(pieces), NEVER, np.int64)
    is_never = (ms == NEVER) | (network.piece_flags[pieces] & ROUNDABOUT > 0)
    is_never |= network.piece_class[pieces] == ROAD_CLASSES.index("motorway")
    return np.where(is_never, NEVER, np.minimum(ms * 1000 // share, MOST_MS))


def _speed_mh(network: Network, vehicle: Vehicle, pieces: I32) -> I64:
    """Metres an hour; 0 where the vehicle may not or cannot go."""
    classes = network.piece_class[pieces]
    plain = np.array([vehicle.speed_kmh.get(each, 0) for each in ROAD_CLASSES], np.int64)
    share = np.array([vehicle.road_permille.get(each, 1000) for each in ROAD_CLASSES], np.int64)
    is_link = (network.piece_flags[pieces] & LINK) > 0
    usual = plain[classes] * np.where(is_link, vehicle.link_permille, 1000)
    posted = network.piece_speed[pieces].astype(np.int64) * vehicle.limit_permille
    speed = np.where(posted > 0, posted, usual) * share[classes] // 1000
    speed = np.where(plain[classes] > 0, np.minimum(speed, vehicle.top_kmh * 1000), 0)
    speed = np.where(_is_barred(network, vehicle, pieces), 0, speed)
    if vehicle.is_emergency:
        words = network.piece_emergency[pieces]
        opens = _told(network, words, OPENS)
        speed = np.where(opens & (speed == 0), vehicle.opened_kmh * 1000, speed)
        speed = np.where(_told(network, words, frozenset({"no"})), 0, speed)
    height, weight = network.piece_height[pieces], network.piece_weight[pieces]
    too_big = ((height > 0) & (height < vehicle.height_cm)) | (
        (weight > 0) & (weight < vehicle.weight_kg)
    )
    if not vehicle.fords:
        too_big |= (network.piece_flags[pieces] & FORD) > 0
    return np.where(too_big, 0, speed)


def _is_barred(network: Network, vehicle: Vehicle, pieces: I32) -> Mask:
    return _told(network, network.piece_access[pieces], frozenset(vehicle.barred_access))


def _told(network: Network, words: I32, listed: frozenset[str]) -> Mask:
    """Whether texts of the source say one of these."""
    numbers = [int(each) for each in np.unique(words) if network.text(int(each)) in listed]
    return np.isin(words, np.array(numbers, np.int32))


def _wet(speed_mh: I64, depth_cm: I64, fording_cm: int) -> I64:
    w = depth_cm * 10 * MM_THAT_STOP // (fording_cm * 10)
    left = (9 * w * w - 5_529 * w + 869_448) // 10
    slowed = np.where(depth_cm > 0, np.minimum(speed_mh, np.maximum(left, 1)), speed_mh)
    return np.where(w >= MM_THAT_STOP, 0, slowed)
