"""Alerts of an invented town, as its system would send them."""

from datetime import datetime, timedelta

from tocsin.gateways.cap.message import Alert, Area, Moment, MsgType, Pair, Scope, Segment, Status
from tocsin.terms.cap import CapCategory, CapCertainty, CapResponse, CapSeverity, CapUrgency


def flood(at: datetime, number: int = 1) -> Alert:
    """High water at the harbour, in two languages (aware UTC)."""
    area = Area(
        "Harbour quarter",
        polygons=("47.05,-20.01 47.05,-20.00 47.06,-20.00 47.06,-20.01 47.05,-20.01",),
        circles=("47.055,-20.02 1.5",),
        geocodes=(Pair("PE-zone", "harbour"),),
    )
    info = Segment(
        language="en-US",
        categories=(CapCategory.met, CapCategory.safety),
        event="Flood",
        response_types=(CapResponse.evacuate,),
        urgency=CapUrgency.immediate,
        severity=CapSeverity.severe,
        certainty=CapCertainty.observed,
        event_codes=(Pair("OET:v1.2", "OET-098"),),
        effective=Moment.of(at),
        expires=Moment.of(at + timedelta(hours=6)),
        sender_name="Harbour emergency management",
        headline="Flood in the harbour quarter: leave now",
        description="The harbour wall is overtopped. Water stands a metre deep in Quay Street.",
        instruction="Go uphill to the school in Mill Lane. Do not drive through water.",
        areas=(area,),
    )
    other = Segment(
        language="de",
        categories=info.categories,
        event="Hochwasser",
        response_types=info.response_types,
        urgency=info.urgency,
        severity=info.severity,
        certainty=info.certainty,
        effective=info.effective,
        expires=info.expires,
        headline="Hochwasser im Hafenviertel: gehen Sie jetzt",
        areas=(area,),
    )
    return Alert(
        identifier=f"PE-w-{number:04}",
        sender="warnings@port-ellery.example",
        sent=Moment.of(at),
        status=Status.actual,
        msg_type=MsgType.alert,
        scope=Scope.public,
        infos=(info, other),
    )


def cancelled(at: datetime, of: Alert, number: int = 2) -> Alert:
    """The end of it."""
    assert of.sent is not None, "ours says when"
    return Alert(
        identifier=f"PE-w-{number:04}",
        sender=of.sender,
        sent=Moment.of(at),
        status=of.status,
        msg_type=MsgType.cancel,
        scope=of.scope,
        note="The water has fallen.",
        references=f"{of.sender},{of.identifier},{of.sent.written}",
    )
