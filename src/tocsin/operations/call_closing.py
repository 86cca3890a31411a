"""A call between two towns, as what becomes of the report or the incident changes it.

Whatever a person does with it in the ordinary way is the answer: an incident that is opened from a
call of a neighbour takes it, a report that is closed here takes its passing on back. No order of
its own is needed, and none can be forgotten.

Source: NENA-STA-010.3 (i3 transfer).
"""

from collections.abc import Iterator
from datetime import datetime

import msgspec

from tocsin.operations.attaching import ReportAttached
from tocsin.operations.dispatch import UnitDispatched, UnitReassigned, UnitSelfAttached
from tocsin.operations.disposal import ReportDisposed, ReportHandedOver, ReportReopened
from tocsin.operations.incident import IncidentClosed, IncidentReopened
from tocsin.operations.merging import IncidentsMerged
from tocsin.operations.picture import Picture
from tocsin.operations.picture.call_transfer import CallAnswer, CallState, CallTransfer
from tocsin.operations.picture.index import index_of
from tocsin.terms.stamp import Stamp

_replace = msgspec.structs.replace

Sent = UnitDispatched | UnitReassigned | UnitSelfAttached


def put_call(picture: Picture, call: CallTransfer) -> Picture:
    """The picture with this transfer in it."""
    return _replace(picture, call_transfers=picture.call_transfers.put(call.id, call))


def about(picture: Picture, subject: str) -> Iterator[CallTransfer]:
    """Transfers of a report or an incident of this town, by a whole key (`report/PE-r1`)."""
    index = index_of(picture.call_transfers, _subjects)
    if index is None:
        yield from (e for e in picture.call_transfers.values() if subject in _subjects(e))
        return
    for name in index.get(subject) or ():
        found = picture.call_transfers.get(name)
        if found is not None:
            yield found


def _subjects(call: CallTransfer) -> tuple[str, ...]:
    own = (("report", call.report), ("incident", call.incident))
    return tuple(f"{kind}/{name}" for kind, name in own if name is not None)


def taken_as(picture: Picture, incident: str | None) -> str | None:
    """Under which number a neighbour may be told that its call was taken."""
    found = None if incident is None else picture.incidents.get(incident)
    return None if found is None or found.is_restricted else found.number


# evolve: what ordinary events mean for a call


def report_attached(picture: Picture, event: ReportAttached, stamp: Stamp) -> Picture:
    """Theirs is taken; ours is worked here after all."""
    for each in list(about(picture, f"report/{event.report}")):
        after = _replace(each, incident=event.incident)
        if each.is_incoming:
            number = taken_as(picture, event.incident)
            if each.state is not CallState.taken:  # also given back, and taken up after all
                after = _replace(after, answer=CallAnswer(stamp.occurred_at, number))
        elif each.is_open:
            after = _replace(after, own_since=each.own_since or stamp.occurred_at)
        picture = put_call(picture, after)
    return picture


def merged(picture: Picture, event: IncidentsMerged, stamp: Stamp) -> Picture:
    """It goes on in the survivor, which is more than what was passed: ours is worked here."""
    for each in list(about(picture, f"incident/{event.absorbed}")):
        after = _replace(each, incident=event.survivor)
        if each.is_open and not each.is_incoming:
            after = _replace(after, own_since=each.own_since or stamp.occurred_at)
        picture = put_call(picture, after)
    return picture


def reopened(picture: Picture, event: IncidentReopened | ReportReopened, stamp: Stamp) -> Picture:
    """Ours was taken there, and is worked here all the same."""
    if isinstance(event, ReportReopened):
        subject = f"report/{event.report}"
    else:
        subject = f"incident/{event.incident}"
    for each in list(about(picture, subject)):
        if not each.is_incoming and each.state is CallState.taken and each.own_since is None:
            picture = put_call(picture, _replace(each, own_since=stamp.occurred_at))
    return picture


def _taken(call: CallTransfer, at: datetime, number: str | None) -> CallTransfer:
    return _replace(call, answer=CallAnswer(at, number)) if call.is_open else call


def report_disposed(
    picture: Picture, event: ReportDisposed | ReportHandedOver, stamp: Stamp
) -> Picture:
    """A person has closed it: theirs is dealt with, ours waits for nobody any more."""
    for each in list(about(picture, f"report/{event.report}")):
        if each.is_incoming:
            picture = put_call(picture, _taken(each, stamp.occurred_at, None))
        elif each.is_open:
            picture = put_call(picture, _replace(each, withdrawn_at=stamp.occurred_at))
    return picture


def incident_closed(picture: Picture, event: IncidentClosed, stamp: Stamp) -> Picture:
    """Ours was passed on, and is over here."""
    for each in list(about(picture, f"incident/{event.incident}")):
        if each.is_open and not each.is_incoming:
            picture = put_call(picture, _replace(each, withdrawn_at=stamp.occurred_at))
    return picture


def unit_dispatched(picture: Picture, event: Sent, stamp: Stamp) -> Picture:
    """A unit goes to what was passed on."""
    for each in list(about(picture, f"incident/{event.incident}")):
        if each.is_open and each.own_since is None and not each.is_incoming:
            picture = put_call(picture, _replace(each, own_since=stamp.occurred_at))
    return picture


DECIDE: dict[type, object] = {}
EVOLVE: dict[str, object] = {}

ALSO = {
    "report_attached.1": report_attached,
    "report_disposed.1": report_disposed,
    "report_handed_over.1": report_disposed,
    "incident_closed.1": incident_closed,
    "incidents_merged.1": merged,
    "incident_reopened.1": reopened,
    "report_reopened.1": reopened,
    "unit_dispatched.1": unit_dispatched,
    "unit_reassigned.1": unit_dispatched,
    "unit_self_attached.1": unit_dispatched,
}
