"""What a unit drove: told by its crew when it is back, in kilometres or as the odometer reads.

Source: NIMS resource management (reimbursement); FEMA Schedule of Equipment Rates (mileage is paid
by what was driven). What nobody tells is not on record, and no distance is worked out of a track.
"""

from enum import StrEnum
from typing import Annotated

import msgspec

from tocsin.operations.orders import Command, Context, Decision, Event, Ident, refuse
from tocsin.operations.picture import Picture
from tocsin.operations.units import UnitRefusal, find_unit
from tocsin.terms.stamp import Stamp

MOST_KM = 10_000
MOST_ODOMETER_KM = 9_999_999


class MileageRefusal(StrEnum):
    """Why a distance is not recorded."""

    mileage_says_nothing = "mileage_says_nothing"


# 1. commands and the events they may cause


class ReportMileage(Command, frozen=True):
    """So many kilometres since the unit last told, or what its odometer reads now; of two readings
    the difference is what it drove between them."""

    unit: Ident
    km: Annotated[int, msgspec.Meta(ge=0, le=MOST_KM)] | None = None
    odometer_km: Annotated[int, msgspec.Meta(ge=0, le=MOST_ODOMETER_KM)] | None = None


class MileageReported(Event, frozen=True):
    """One of the two."""

    unit: str
    km: int | None = None
    odometer_km: int | None = None


# 2. decide


def report(command: ReportMileage, picture: Picture, context: Context) -> Decision:
    """Of any unit that is known here, own or borrowed."""
    found = find_unit(picture, command.unit, context)
    if isinstance(found, UnitRefusal):
        return refuse(found, unit=command.unit)
    if (command.km is None) == (command.odometer_km is None):
        return refuse(MileageRefusal.mileage_says_nothing, unit=found.id)
    return [MileageReported(unit=found.id, km=command.km, odometer_km=command.odometer_km)]


# 3. evolve


def reported(picture: Picture, _event: MileageReported, _stamp: Stamp) -> Picture:
    """It is read from the log where a loan is paid for."""
    return picture


# 4. the tables

DECIDE = {ReportMileage: report}

EVOLVE = {"mileage_reported.1": (MileageReported, reported)}
