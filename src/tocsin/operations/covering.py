"""Send a free unit to stand at another station, so that an area is covered.

Source: NFPA 1710 §4.1.2 (deployment); common practice of moving up.
"""

import msgspec

from tocsin.operations.orders import (
    Basis,
    Command,
    Context,
    Decision,
    Event,
    Ident,
    Refused,
    refuse,
)
from tocsin.operations.picture import Picture, put_unit
from tocsin.operations.team_members import in_a_team
from tocsin.operations.units import (
    UnitRefusal,
    assignable,
    is_stale,
    ordered_under,
    ready_to_go,
    untimely,
)
from tocsin.terms.codes import ASSIGNED
from tocsin.terms.stamp import Stamp

_replace = msgspec.structs.replace

# 1. the command and its event


class MoveUp(Command, frozen=True):
    """Send a free unit to stand at another station, to cover; its own station ends the cover.

    `epoch` is what the sender believes the unit's authority to be; a wrong belief is refused.
    """

    unit: Ident
    station: Ident
    epoch: Ident | None = None
    basis: Basis | None = None


class UnitMovedUp(Event, frozen=True):
    unit: str
    station: str
    epoch: str = "1.0"
    basis: str | None = None


# 2. decide


def move_up(command: MoveUp, picture: Picture, context: Context) -> Decision:
    """Only a free unit covers; a returning one may be sent to cover instead of home."""
    found = assignable(picture, command.unit, context)
    if isinstance(found, Refused):
        return found
    if command.station not in picture.stations:
        return refuse(UnitRefusal.station_unknown, station=command.station)
    if found.status in ASSIGNED:
        return refuse(UnitRefusal.unit_is_assigned, unit=found.id, incident=found.incident)
    cannot = (
        ordered_under(command.epoch, found)
        or ready_to_go(found, picture)
        or untimely(found, context)
        or in_a_team(picture, found.id)
    )
    if cannot is not None:
        return cannot
    if command.station == (found.post or found.station):
        return []
    return [
        UnitMovedUp(
            unit=found.id,
            station=command.station,
            epoch=found.authority.epoch,
            basis=command.basis,
        )
    ]


# 3. evolve


def moved_up(picture: Picture, event: UnitMovedUp, stamp: Stamp) -> Picture:
    """Its post changes, not its status: an available unit is no less available on the way."""
    found = picture.units.get(event.unit)
    if found is None or is_stale(found, stamp):
        return picture
    post = None if event.station == found.station else event.station
    return put_unit(picture, _replace(found, post=post))


# 4. the tables

DECIDE = {MoveUp: move_up}

EVOLVE = {"unit_moved_up.1": (UnitMovedUp, moved_up)}
