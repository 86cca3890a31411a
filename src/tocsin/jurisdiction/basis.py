"""An order that used a position keeps what it used.

Telemetry ages away; an order stands for ever. Where the sender gave no basis of their own, the
order is given the unit's position as the track knew it at that moment, in a few hundred bytes.
"""

from datetime import datetime

import msgspec

from tocsin.jurisdiction.observed import Known, Whereabouts
from tocsin.operations.covering import MoveUp
from tocsin.operations.dispatch import DispatchUnit, DivertUnit, PreemptUnit, ReassignUnit
from tocsin.operations.observations import Used, UsedPosition
from tocsin.operations.orders import Command
from tocsin.operations.picture.telemetry import TelemetryRules
from tocsin.operations.telemetry import age_s, freshness

Sending = DispatchUnit | ReassignUnit | DivertUnit | PreemptUnit | MoveUp
"""Orders that send a unit somewhere: where it is decides whether it is the right one."""


def with_basis(
    command: Command, where: Whereabouts, now: datetime, rules: TelemetryRules
) -> Command:
    """The same order, with the unit's known position as its basis if it has none."""
    if not isinstance(command, Sending) or command.basis is not None:
        return command
    known = where.known(f"unit/{command.unit}")
    if known is None or known.fix is None:
        return command
    return msgspec.structs.replace(command, basis=basis_of(command.unit, known, now, rules))


def basis_of(unit: str, known: Known, now: datetime, rules: TelemetryRules) -> str:
    """The JSON text; well below 2 kB whatever a device calls itself."""
    assert known.fix is not None, "a unit is known by where it is"
    age = age_s(known.observed_at, now)
    used = UsedPosition(
        unit=unit,
        lat_udeg=known.fix.point.lat_udeg,
        lon_udeg=known.fix.point.lon_udeg,
        observed_at=known.observed_at,
        age_s=age,
        freshness=freshness(age, rules).value,
        source=known.source,
        track=known.track,
        position=known.position,
        accuracy_m=known.fix.accuracy_m,
        speed_cms=known.fix.speed_cms,
        course_mdeg=known.fix.course_mdeg,
    )
    return msgspec.json.encode(Used(used)).decode()
