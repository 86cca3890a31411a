"""The unit matrix: units under their stations, stations in the order they have on the map.

Source: CONSOLE principle of the town's own layout (Wong et al.: task-matched displays).
"""

from datetime import datetime

import msgspec

from tocsin.operations.custody import custody_of, is_untouched
from tocsin.operations.picture import Picture, Station, Unit
from tocsin.operations.picture.custody import Hold
from tocsin.terms.codes import ASSIGNED, UnitStatus
from tocsin.views.limits import Limits
from tocsin.views.saying import STATUS, number, seconds_between

NO_STATION = "No station"
ELSEWHERE = "elsewhere"
"""What stands for an incident that this viewer does not see: that it is one, and no more."""


UNKNOWN = "?"
LIMBO_S = 5
"""Released so long ago and not accepted: marked; somebody is called after half a minute."""


class Cell(msgspec.Struct, frozen=True):
    """One unit. `code` two letters, `for_s` how long in this state, `heard_s` since anything was
    heard.

    `where` is its incident's number, `elsewhere`, its post, or nothing; `ward` a partner's code
    with
    `borrowed` or `lent`.
    """

    id: str
    call_sign: str
    kind: str
    status: UnitStatus
    code: str
    for_s: int | None
    heard_s: int | None
    where: str = ""
    borrowed: str = ""
    lent: str = ""
    is_silent: bool = False
    is_late: bool = False
    crew_is_short: bool = False


class Group(msgspec.Struct, frozen=True):
    """A station's units, in the order of their call signs, and how many of them are free."""

    name: str
    cells: tuple[Cell, ...]
    free: int


def heard_at(unit: Unit) -> datetime | None:
    """The last time anything was known of a unit: a state, a position, the crew's own word."""
    times = [unit.since, unit.welfare_at, unit.position.at if unit.position else None]
    known = [each for each in times if each is not None]
    return max(known) if known else None


def is_late(unit: Unit, now: datetime, limits: Limits) -> bool:
    """Whether a unit takes longer to get going, or to arrive,
    than the town allows before it asks.
    """
    if unit.since is None:
        return False
    allowed = {UnitStatus.committed: limits.turnout_s, UnitStatus.en_route: limits.travel_s}
    limit = allowed.get(unit.status)
    return limit is not None and seconds_between(unit.since, now) > limit


def is_silent(unit: Unit, now: datetime, limits: Limits) -> bool:
    """Whether an assigned unit was not heard of for too long.

    Imported units tell nobody anything.
    """
    heard = heard_at(unit)
    if unit.is_imported or unit.status not in ASSIGNED or heard is None:
        return False
    return seconds_between(heard, now) > limits.silent_s


def cell(unit: Unit, picture: Picture, now: datetime, limits: Limits, code: str) -> Cell:
    """One unit as the matrix shows it. `code` is the town's own."""
    heard = heard_at(unit)
    holder, home = unit.authority.holder, unit.authority.home
    passing, since = passing_to(picture, unit.id)
    is_stuck = since is not None and seconds_between(since, now) > LIMBO_S
    return Cell(
        id=unit.id,
        call_sign=unit.call_sign,
        kind=unit.kind,
        status=unit.status,
        code=STATUS[unit.status][0],
        for_s=None if unit.since is None else seconds_between(unit.since, now),
        heard_s=None if heard is None else seconds_between(heard, now),
        where=_where(unit, picture),
        borrowed=home if home != code and holder == code else "",
        lent=passing or (holder if home == code and holder != code else ""),
        is_silent=is_silent(unit, now, limits),
        is_late=is_stuck or is_late(unit, now, limits),
        crew_is_short=unit.crew_count is not None and unit.crew_count < unit.crew_minimum,
    )


def passing_to(picture: Picture, unit: str) -> tuple[str, datetime | None]:
    """The town that a unit is on its way to in authority, and since when it was released to it.

    Once its crew has answered for that town, nobody gives it an assignment; "" where it is held,
    UNKNOWN where this log was restored and nobody has said yet.
    """
    if is_untouched(picture, unit):
        return "", None
    custody = custody_of(picture, unit)
    if custody is None:
        return "", None
    if not custody.is_reconciled:
        return UNKNOWN, None
    if custody.claim.hold is Hold.released:
        return custody.claim.town, custody.since
    offer = custody.offer
    return (offer.to, None) if offer is not None and offer.is_ready else ("", None)


def _where(unit: Unit, picture: Picture) -> str:
    if unit.incident is not None:
        incident = picture.incidents.get(unit.incident)
        return ELSEWHERE if incident is None else number(incident)
    return unit.post or ""


def matrix(picture: Picture, now: datetime, limits: Limits, code: str) -> tuple[Group, ...]:
    """All units by station:
    rows and columns as on the map, then stations nobody placed, by name.
    """
    found: dict[str, list[Cell]] = {}
    for unit in picture.units.values():
        found.setdefault(unit.station or "", []).append(cell(unit, picture, now, limits, code))
    groups: list[tuple[tuple[int, int, int, str], Group]] = []
    for station, cells in found.items():
        known = picture.stations.get(station)
        name = known.name if known else station or NO_STATION
        cells.sort(key=lambda each: natural(each.call_sign))
        free = sum(1 for each in cells if each.status is UnitStatus.available and not each.lent)
        groups.append((_order(known, station), Group(name, tuple(cells), free)))
    groups.sort(key=lambda pair: pair[0])
    return tuple(group for _, group in groups)


def _order(station: Station | None, name: str) -> tuple[int, int, int, str]:
    if station is None:
        return (2 if not name else 1, 0, 0, name)
    return (0, station.row, station.column, station.name)


def natural(name: str) -> tuple[tuple[str, int], ...]:
    """A key that puts E2 before E10."""
    parts: list[tuple[str, int]] = []
    word, digits = "", ""
    for each in f"{name} ":
        if each.isascii() and each.isdigit():
            digits += each
            continue
        if digits:
            parts.append((word, int(digits)))
            word, digits = "", ""
        word += each
    return (*parts, (word, 0))
