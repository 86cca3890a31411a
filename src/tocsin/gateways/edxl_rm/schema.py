"""What may stand in which message, as far as it is written: parts and kinds of schedule.

Source: OASIS EDXL-RM 1.0, the schema of each message; a test holds these sets against them.
"""

import msgspec

from tocsin.gateways.edxl_rm.message import Kind


class Shape(msgspec.Struct, frozen=True):
    """One message's own rules. `must`: without these it is not valid."""

    may: frozenset[str]
    must: frozenset[str]
    schedules: frozenset[str]


_ALL = frozenset(
    {"MessageDescription", "PrecedingMessageID", "ResponseInformation", "OwnershipInformation",
     "DeploymentStatus", "Availability"}
)  # fmt: skip

SCHEMA = {
    Kind.request: Shape(
        frozenset({"MessageDescription"}), frozenset(),
        frozenset({"RequestedArrival", "EstimatedReturnDeparture", "EstimatedReturnArrival",
                   "ReportTo"}),
    ),
    Kind.requisition: Shape(
        frozenset({"MessageDescription", "PrecedingMessageID", "OwnershipInformation", "Funding"}),
        frozenset({"Funding", "Quantity"}),
        frozenset({"RequestedArrival", "EstimatedReturnDeparture"}),
    ),
    Kind.response: Shape(
        _ALL, frozenset({"ResponseInformation", "PrecedingMessageID"}),
        frozenset({"BeginAvailable", "EndAvailable", "ReportTo"}),
    ),
    Kind.offer: Shape(
        _ALL - {"ResponseInformation", "PrecedingMessageID"}, frozenset(),
        frozenset({"BeginAvailable", "EndAvailable"}),
    ),
    Kind.commit: Shape(
        _ALL - {"Availability"},
        frozenset({"ResponseInformation", "PrecedingMessageID", "Quantity"}),
        frozenset({"Committed", "ActualDeparture", "EstimatedReturnArrival"}),
    ),
    Kind.report_status: Shape(
        _ALL, frozenset(), frozenset({"Current", "Committed", "ActualArrival"})
    ),
    Kind.request_return: Shape(
        _ALL - {"ResponseInformation"}, frozenset(), frozenset({"RequestedReturnDeparture"})
    ),
    Kind.response_return: Shape(
        _ALL,
        frozenset({"ResponseInformation", "PrecedingMessageID", "DeploymentStatus",
                   "Availability"}),
        frozenset({"EstimatedReturnDeparture"}),
    ),
    Kind.release: Shape(_ALL, frozenset({"Quantity"}), frozenset({"ActualReturnDeparture"})),
}  # fmt: skip
"""The messages that are written."""
