"""What is owed about calls that go between two towns: read off the picture.

Source: NENA-STA-010.3 (a transfer that is not answered stays with whoever passed it).
"""

from collections.abc import Iterator
from datetime import datetime

from tocsin.operations.call_closing import about
from tocsin.operations.picture import Picture
from tocsin.operations.picture.call_transfer import CallState, CallTransfer
from tocsin.terms.codes import IncidentStatus


def owed_of_calls(picture: Picture) -> Iterator[tuple[str, datetime, CallTransfer]]:
    """The kind of what is owed, since when by this town's clock, and about which call."""
    for each in picture.call_transfers.values():
        found = _owed(picture, each)
        if found is not None:
            yield *found, each


def _owed(picture: Picture, call: CallTransfer) -> tuple[str, datetime] | None:
    if call.is_conflict:
        return "call_crossed", _crossed_at(call)
    if call.is_incoming:
        return None
    if call.is_open:
        return "call_answer" if call.received_at else "call_receipt", call.passed_at
    if call.state is CallState.refused and is_in_nobodys_hands(picture, call):
        return "call_returned", call.news_at or call.passed_at
    return None


def _crossed_at(call: CallTransfer) -> datetime:
    """When the second of the two became known here."""
    at = call.news_at or call.passed_at
    if call.is_incoming and call.answer is not None:
        return max(at, call.answer.at)
    return at


def is_in_nobodys_hands(picture: Picture, call: CallTransfer) -> bool:
    """Whether a call that came back waits here: nobody is sent, and it is not passed on again."""
    later = (each for each in about(picture, call.subject or "") if each.id != call.id)
    if any(e.subject == call.subject and e.passed_at > call.passed_at for e in later):
        return False
    incident = picture.incidents.get(call.incident or "")
    if incident is not None:
        return incident.status is not IncidentStatus.closed and not incident.units
    report = picture.reports.get(call.report or "")
    return report is not None and report.is_waiting
