"""A warning of an invented town, as it goes out."""

from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import msgspec

from tocsin.app.carriers.contract import Parcel
from tocsin.app.carriers.signing_key import SigningKey, key_in
from tocsin.gateways.cap.message import Alert, Area, Moment, MsgType, Pair, Scope, Segment, Status
from tocsin.terms.cap import CapCategory, CapCertainty, CapResponse, CapSeverity, CapUrgency

SENT = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
ENDS = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
HEADLINES = {"en": "Flood: Mill Lane", "de": "Hochwasser: Mühlweg", "ar": "فيضان: شارع الطاحونة"}
WHAT_TO_DO = {"en": "Go uphill.", "de": "Gehen Sie nach oben.", "ar": "اصعدوا إلى مكان مرتفع."}


def info(language: str) -> Segment:
    return Segment(
        categories=(CapCategory.met,),
        event="Flood",
        urgency=CapUrgency.immediate,
        severity=CapSeverity.severe,
        certainty=CapCertainty.likely,
        language=language,
        response_types=(CapResponse.evacuate,),
        effective=Moment.of(SENT),
        expires=Moment.of(ENDS),
        sender_name="Perry <Fire & Rescue>",
        headline=HEADLINES[language],
        description="The river is over its banks.",
        instruction=WHAT_TO_DO[language],
        parameters=(Pair("CMAMtext", "FLOOD MILL LANE"),),
        areas=(Area("Mill Lane", polygons=("51.0,7.0 51.0,7.1 51.1,7.1 51.0,7.0",)),),
    )


ALERT = Alert(
    identifier="PE-w1",
    sender="warnings@perry.example",
    sent=Moment.of(SENT),
    status=Status.actual,
    msg_type=MsgType.alert,
    scope=Scope.public,
    infos=tuple(info(each) for each in HEADLINES),
)


def later(of: Alert, name: str, msg_type: MsgType, at: datetime) -> Alert:
    """What updates it or takes it back."""
    assert of.sent is not None
    return msgspec.structs.replace(
        of,
        identifier=name,
        msg_type=msg_type,
        sent=Moment.of(at),
        references=f"{of.sender},{of.identifier},{of.sent.written}",
    )


@cache
def signing_key() -> SigningKey:
    return key_in(Path(mkdtemp(prefix="tocsin-cap-")), "Perry", SENT, SENT)


def parcel(alert: Alert = ALERT, *follows: str) -> Parcel:
    return Parcel(alert.identifier, alert, signing_key().signed(alert), follows)


CANCELLED = later(ALERT, "PE-w2", MsgType.cancel, SENT)
