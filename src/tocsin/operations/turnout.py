"""How long a unit took to roll: read from a run, for whoever learns from it.

Turnout is the time from the order to wheels rolling (NFPA 1710 (2020) §3.3.53).
"""

from datetime import tzinfo
from typing import NamedTuple

from tocsin.operations.picture import Unit
from tocsin.operations.picture.incident import Response
from tocsin.terms.codes import UnitStatus

LONGEST_S = 3600
"""Who rolls an hour after the order was held back by something else."""


class Rolled(NamedTuple):
    """One turnout: of which station and kind of unit, in which hour of the town's day."""

    station: str | None
    kind: str | None
    hour: int
    seconds: float


def rolled(response: Response, unit: Unit | None, zone: tzinfo) -> Rolled | None:
    """How long a unit took to roll; None where nobody can say to the second, or something else held
    it back."""
    sent, rolls = response.mark(UnitStatus.committed), response.mark(UnitStatus.en_route)
    if sent is None or rolls is None or sent.after or rolls.after:
        return None
    seconds = (rolls.at - sent.at).total_seconds()
    if not 0 <= seconds <= LONGEST_S:
        return None
    station, kind = (None, None) if unit is None else (unit.station, unit.kind)
    return Rolled(station, kind, sent.at.astimezone(zone).hour, seconds)
