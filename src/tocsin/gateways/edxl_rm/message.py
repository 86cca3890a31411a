"""An EDXL-RM message as plain values: as much of it as lending has a word for.

Source: OASIS EDXL-RM 1.0, the sixteen message types and their common types.
"""

from datetime import datetime
from enum import StrEnum

import msgspec

from tocsin.geo.places import Point


class Kind(StrEnum):
    """The sixteen messages. All are read; those that lending has a fact for are written, too."""

    request = "RequestResource"
    response = "ResponseToRequestResource"
    requisition = "RequisitionResource"
    commit = "CommitResource"
    request_information = "RequestInformation"
    response_information = "ResponseToRequestInformation"
    offer = "OfferUnsolicitedResource"
    release = "ReleaseResource"
    request_return = "RequestReturn"
    response_return = "ResponseToRequestReturn"
    request_quote = "RequestQuote"
    response_quote = "ResponseToRequestQuote"
    request_status = "RequestResourceDeploymentStatus"
    report_status = "ReportResourceDeploymentStatus"
    request_extension = "RequestExtendedDeploymentDuration"
    response_extension = "ResponseToRequestExtendedDeploymentDuration"


class Reply(StrEnum):
    """What a response says."""

    accept = "Accept"
    decline = "Decline"
    provisional = "Provisional"


class Recalled(StrEnum):
    """What becomes of an earlier message."""

    update = "Update"
    cancel = "Cancel"


class Where(msgspec.Struct, frozen=True, omit_defaults=True):
    """A place: in words (an address is folded into them), at a point."""

    words: str | None = None
    point: Point | None = None


class Schedule(msgspec.Struct, frozen=True, omit_defaults=True):
    """When and where something is to be or was: `RequestedArrival`, `ActualDeparture` …"""

    type: str
    at: datetime | None = None
    where: Where | None = None


class Element(msgspec.Struct, frozen=True, omit_defaults=True):
    """One `ResourceInformation`: a resource, what is said of it, when and where.

    `kind` and `capabilities` are in our codes; `described` is in the sender's own words. `team` is
    the id of the team that a unit goes with, `team_kind` of what kind it is, or is wanted.

    What is counted is no unit: `stock` is a kind of goods, `places` one of places at a facility,
    in our codes; `measure` is what `quantity` counts. In `other_measure` the sender counts by a
    list that is not ours.
    """

    id: str
    answers: str | None = None
    reply: Reply | None = None
    reason: str | None = None
    unit: str | None = None
    name: str | None = None
    kind: str | None = None
    capabilities: tuple[str, ...] = ()
    described: str | None = None
    crew: int | None = None
    team: str | None = None
    team_kind: str | None = None
    home: str | None = None
    deployment: str | None = None
    availability: str | None = None
    quantity: int | None = None
    stock: str | None = None
    places: str | None = None
    measure: str | None = None
    other_measure: str | None = None
    thing: str | None = None
    batch: str | None = None
    best_before: datetime | None = None
    restrictions: str | None = None
    function: str | None = None
    schedules: tuple[Schedule, ...] = ()

    def schedule(self, *types: str) -> Schedule | None:
        """The first schedule of one of these types."""
        return next((each for each in self.schedules if each.type in types), None)


class Message(msgspec.Struct, frozen=True, omit_defaults=True):
    """One message. `originating` begins the exchange, `preceding` is what this one answers;
    `contact` in one line, with its role."""

    kind: Kind
    id: str
    sent_at: datetime
    originating: str
    elements: tuple[Element, ...]
    preceding: str | None = None
    description: str | None = None
    incident: str | None = None
    incident_description: str | None = None
    recalls: str | None = None
    recall: Recalled | None = None
    contact: str | None = None
    role: str = "Sender"
    funding: str | None = None


class Lost(msgspec.Struct, frozen=True, order=True):
    """Something that did not come across: where it stood or belongs, and why."""

    where: str
    why: str
