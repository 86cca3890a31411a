"""The message by which a channel is tried: marked Test, with words that ask nobody for anything."""

from datetime import datetime

from tocsin.app.tongue import speaking, tell
from tocsin.gateways.cap.message import Alert, Area, Moment, MsgType, Scope, Segment, Status
from tocsin.terms.cap import CapCategory, CapCertainty, CapResponse, CapSeverity, CapUrgency

LANGUAGES = ("en", "de", "ar")


def tried(message: str, sender: str, town: str, at: datetime) -> Alert:
    """CAP has a status for it: whoever shows this to the public shows it wrongly (§3.2.1)."""
    return Alert(
        identifier=message,
        sender=sender,
        sent=Moment.of(at),
        status=Status.test,
        msg_type=MsgType.alert,
        scope=Scope.private,
        addresses=sender,
        infos=tuple(_info(each, town, at) for each in LANGUAGES),
    )


def _info(language: str, town: str, at: datetime) -> Segment:
    with speaking(language):
        return Segment(
            categories=(CapCategory.other,),
            event=tell("warn-try-event"),
            urgency=CapUrgency.unknown,
            severity=CapSeverity.unknown,
            certainty=CapCertainty.unknown,
            language=language,
            response_types=(CapResponse.none,),
            effective=Moment.of(at),
            sender_name=town,
            headline=tell("warn-try-headline", town=town),
            description=tell("warn-try-body"),
            areas=(Area(town),),
        )
