"""What a neighbour may lend, read from its picture; and how much each lent lately."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta

from tocsin.operations.dispatch_policy import policy_of
from tocsin.operations.picture import Incident, Map, Picture, Unit
from tocsin.planners.dispatch.question import Aid, Lender, Neighbour, Turnout
from tocsin.planners.dispatch.whereabouts import whereabouts
from tocsin.terms.codes import UnitStatus


def neighbours_in(picture: Picture, town: str, aid: Aid, now: datetime) -> tuple[Neighbour, ...]:
    """All units that a town shows, each with where it stands."""
    found = []
    for _, unit in sorted(picture.units.items()):
        point, age_s = whereabouts(picture, unit, now)
        found.append(Neighbour(unit, town, aid, point, age_s))
    return tuple(found)


def lender_of(
    picture: Picture, code: str, town: str, lent_s: int, turnouts: tuple[Turnout, ...]
) -> Lender:
    """A town as a lender: what it keeps is in its own policy in force."""
    return Lender(code, town, policy_of(picture).weights.kept_at_home, lent_s, turnouts)


def lent_s(
    incidents: Iterable[Incident], units: Map[Unit], now: datetime, days: int
) -> dict[str, int]:
    """For how long units of each town worked here in the last days, by the code of their home."""
    since = now - timedelta(days=days)
    found: Counter[str] = Counter()
    for incident in incidents:
        for each in incident.responses:
            sent = each.mark(UnitStatus.committed)
            if sent is None:
                continue
            begin, end = max(sent.at, since), min(each.ended_at or now, now)
            seconds = int((end - begin).total_seconds())
            if seconds > 0:
                unit = units.get(each.unit)
                found[home_of(each.unit) if unit is None else unit.authority.home] += seconds
    return dict(sorted(found.items()))


def home_of(unit: str) -> str:
    """The code of the town in a unit's id."""
    return unit.partition("-")[0]
