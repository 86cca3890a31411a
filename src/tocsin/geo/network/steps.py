"""A journey in words: where it turns, into which road, how far."""

from itertools import groupby, pairwise
from math import atan2, cos, degrees, hypot, radians
from typing import NamedTuple

from tocsin.geo.ground import Line, Spot
from tocsin.geo.network.arrays import LINK, ROUNDABOUT, Network
from tocsin.geo.network.journeys import Journey, Stretch
from tocsin.geo.network.states import Drive
from tocsin.geo.network.vehicles import ROAD_CLASSES

TURNS = (
    (25, "straight on"), (60, "slight {side}"), (120, "{side}"), (165, "sharp {side}"),
    (181, "turn round"),
)  # fmt: skip
"""Up to how many degrees of turning it is called so."""
WINDS = ("north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west")


class Step(NamedTuple):
    """One line of directions: `turn` leads into `name`, and there it goes on for so long."""

    turn: str
    name: str
    road_class: str
    distance_cm: int
    ms: int
    at: Spot
    exit: int
    """Which exit of a roundabout was taken to get here; 0: none."""


def steps_of(network: Network, driven: Drive, journey: Journey) -> list[Step]:
    """The directions of a journey. Pieces of one name are one step; a roundabout is counted, not
    a step of its own, where the journey leaves it."""
    found: list[Step] = []
    exits = 0
    before: Stretch | None = None
    for (is_round, name), run in groupby(journey.stretches, lambda e: _called(network, e)):
        stretches = list(run)
        first = stretches[0]
        is_on = found and found[-1].name == name and not exits and not is_round
        if is_round and before is not None:
            exits = sum(_leads_out(network, driven, each) for each in stretches)
            grown = found[-1]
            found[-1] = grown._replace(
                distance_cm=grown.distance_cm + _long(stretches), ms=grown.ms + _late(stretches)
            )
        elif is_on and _turn(network, before, first) == "straight on":
            grown = found[-1]
            found[-1] = grown._replace(
                distance_cm=grown.distance_cm + _long(stretches), ms=grown.ms + _late(stretches)
            )
        else:
            turn = "roundabout" if exits else _turn(network, before, first)
            road_class = ROAD_CLASSES[network.piece_class[first.arc >> 1]]
            found.append(
                Step(turn, name, road_class, _long(stretches), _late(stretches),
                     _line(network, first)[0], exits)
            )  # fmt: skip
            exits = 0
        before = stretches[-1]
    return found


def line_of(network: Network, journey: Journey) -> list[Spot]:
    """The journey as a line, each spot once."""
    spots = [spot for each in journey.stretches for spot in _line(network, each)]
    return [spot for at, spot in enumerate(spots) if not at or spot != spots[at - 1]]


def part_of(line: Line | list[Spot], length_cm: int, begin_cm: int, end_cm: int) -> list[Spot]:
    """A part of a line, by how far along it begins and ends; backward, where the end is less."""
    if begin_cm > end_cm:
        return part_of(line, length_cm, end_cm, begin_cm)[::-1]
    if begin_cm <= 0 and end_cm >= length_cm:
        return list(line)
    shrink = cos(radians(line[0][0] / 1e6))
    long = [hypot(b[0] - a[0], (b[1] - a[1]) * shrink) for a, b in pairwise(line)]
    whole = sum(long) or 1.0
    start, stop = (whole * each / max(length_cm, 1) for each in (begin_cm, end_cm))
    found: list[Spot] = []
    done = 0.0
    for (a, b), each in zip(pairwise(line), long, strict=True):
        if done + each > start and done < stop:
            share = max(0.0, (start - done) / each), min(1.0, (stop - done) / each)
            if not found:
                found.append(_between(a, b, share[0]))
            found.append(_between(a, b, share[1]))
        done += each
    return found or [line[0] if begin_cm <= 0 else line[-1]]


def _between(a: Spot, b: Spot, share: float) -> Spot:
    return round(a[0] + share * (b[0] - a[0])), round(a[1] + share * (b[1] - a[1]))


def _called(network: Network, stretch: Stretch) -> tuple[bool, str]:
    piece = stretch.arc >> 1
    name = network.text(network.piece_name[piece]) or network.text(network.piece_ref[piece])
    flags = int(network.piece_flags[piece])
    if not name and flags & LINK:
        name = f"{ROAD_CLASSES[network.piece_class[piece]]} link"
    return bool(flags & ROUNDABOUT), name


def _leads_out(network: Network, driven: Drive, stretch: Stretch) -> bool:
    """Whether a road other than the roundabout leads away from where a stretch ends."""
    here = int(driven.arc_at[stretch.arc])
    state = int(driven.head[here])
    exits = driven.over[driven.start[state] : driven.start[state + 1]].tolist()
    return any(
        driven.arc_ms[each] < 2**31 - 1
        and not network.piece_flags[driven.arcs[each] >> 1] & ROUNDABOUT
        for each in exits
    )


def _turn(network: Network, before: Stretch | None, after: Stretch) -> str:
    there = _line(network, after)
    if before is None:
        return WINDS[round(_bearing(there[0], there[1:]) / 45) % 8]
    here = _line(network, before)
    turned = (
        _bearing(there[0], there[1:]) - _bearing(here[-1], here[-2::-1]) + 180 + 180
    ) % 360 - 180
    side = "right" if turned > 0 else "left"
    return next(name for most, name in TURNS if abs(turned) < most).format(side=side)


def _bearing(begin: Spot, others: list[Spot]) -> float:
    """Degrees from north, to the first other place."""
    end = next((each for each in others if each != begin), begin)
    across = (end[1] - begin[1]) * cos(radians(begin[0] / 1e6))
    return degrees(atan2(across, end[0] - begin[0])) % 360


def _line(network: Network, stretch: Stretch) -> list[Spot]:
    piece = stretch.arc >> 1
    length = int(network.piece_length[piece])
    line = network.line_of(piece)
    if len(line) < 2 or stretch.begin_cm == stretch.end_cm:
        return [line[0], line[-1]]
    found = part_of(line, length, stretch.begin_cm, stretch.end_cm)
    return found if len(found) > 1 else [found[0], found[0]]


def _long(stretches: list[Stretch]) -> int:
    return sum(abs(each.end_cm - each.begin_cm) for each in stretches)


def _late(stretches: list[Stretch]) -> int:
    return sum(each.ms for each in stretches)
