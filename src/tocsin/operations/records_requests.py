"""Requests for records: open one, say what it concerns, take more time, give out, close.

What is withheld is decided in `redaction`, what leaves is computed in `access`. While a request is
open nothing that it concerns is forgotten (`holds`).

Source: 5 USC 552 (a)(6) (time limits, extension with the reason); GDPR Art. 12 (3) (one month);
ISO 15489-1 §9.8 (access is documented); FRCP 34 (b)(2)(E) (what was produced can be shown).
"""

import hashlib
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated

import msgspec

from tocsin.operations.attaching import ReportAttached
from tocsin.operations.holds import HoldRefusal, Owner, lineage, reached
from tocsin.operations.involved import PersonInvolved
from tocsin.operations.merging import IncidentsMerged
from tocsin.operations.orders import (
    Command,
    Context,
    Decision,
    Event,
    Ident,
    Refused,
    Remark,
    Short,
    refuse,
)
from tocsin.operations.picture import Picture
from tocsin.operations.picture.records_request import Extension, Production, RecordsRequest
from tocsin.terms.codes import RecordsKind, RecordsOutcome
from tocsin.terms.stamp import Stamp
from tocsin.terms.words import Words

_replace = msgspec.structs.replace

USUAL_DAYS = {
    RecordsKind.public_records: 30,
    RecordsKind.subject_access: 30,
    RecordsKind.court: 14,
    RecordsKind.insurer: 30,
    RecordsKind.own_staff: 30,
}
"""Calendar days to answer, until a town adopts what its own law says."""

Idents = Annotated[tuple[Ident, ...], msgspec.Meta(max_length=500)]
Count = Annotated[int, msgspec.Meta(ge=0, le=10_000_000)]


class RecordsRefusal(StrEnum):
    records_request_unknown = "records_request_unknown"
    records_request_closed = "records_request_closed"
    records_nobody_named = "records_nobody_named"
    records_not_asked_for = "records_not_asked_for"
    records_time_in_future = "records_time_in_future"
    records_not_later = "records_not_later"
    records_never_produced = "records_never_produced"
    records_decided_meanwhile = "records_decided_meanwhile"


# 1. commands and the events they may cause


class OpenRecordsRequest(Command, frozen=True):
    """Somebody asks for records. `about` (of a subject access): whose, as `person/…`.

    `received_at` is when it came in; the time to answer counts from there.
    """

    kind: RecordsKind
    what: Remark
    requester: Short
    contact: Short | None = None
    about: Owner | None = None
    received_at: datetime | None = None


class RecordsRequestOpened(Event, frozen=True):
    request: str
    kind: RecordsKind
    what: Words
    requester: Words
    received_at: datetime
    due_at: datetime
    contact: Words | None = None
    about: str | None = None


class AddToRecordsRequest(Command, frozen=True):
    """It concerns these incidents, open or archived; these reports are the asker's own.

    `reaches`: owners of words that belong to an archived incident; of one in the picture they are
    known. What is restricted is not given out for being added.
    """

    request: Ident
    incidents: Idents = ()
    reports: Idents = ()
    reaches: Annotated[tuple[Owner, ...], msgspec.Meta(max_length=2_000)] = ()


class RecordsRequestWidened(Event, frozen=True):
    request: str
    incidents: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    reaches: tuple[str, ...] = ()


class DropFromRecordsRequest(Command, frozen=True):
    """It does not concern these after all; decisions about them stay on record."""

    request: Ident
    incidents: Idents = ()
    reports: Idents = ()


class RecordsRequestNarrowed(Event, frozen=True):
    request: str
    incidents: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()


class ExtendRecordsRequest(Command, frozen=True):
    """More time is taken, for a reason that the asker is told."""

    request: Ident
    due_at: datetime
    reason: Remark


class RecordsRequestExtended(Event, frozen=True):
    request: str
    due_at: datetime
    reason: Words


Digest = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]
"""A SHA-256 in hex."""


class RecordProduction(Command, frozen=True):
    """This was given out: the SHA-256 of its manifest, how much it is, how much was withheld.

    `decisions` is the mark of what had been decided when it was put together (`decisions_mark`):
    refused where something else has been decided since.
    """

    request: Ident
    digest: Digest
    decisions: Digest
    incidents: Count
    fields_given: Count
    withheld: Count


class RecordsProduced(Event, frozen=True):
    request: str
    digest: str
    incidents: int
    fields_given: int
    withheld: int


class CloseRecordsRequest(Command, frozen=True):
    """It is over. Answered, in part too, only after something was produced."""

    request: Ident
    outcome: RecordsOutcome
    reason: Remark


class RecordsRequestClosed(Event, frozen=True):
    request: str
    outcome: RecordsOutcome
    reason: Words


# 2. decide


def owner_of(request: str) -> str:
    """Under whose key the words of a request are."""
    return f"request/{request}"


def find_open_request(picture: Picture, request: str) -> RecordsRequest | Refused:
    """The request, where it is still to be answered."""
    found = picture.records_requests.get(request)
    if found is None:
        return refuse(RecordsRefusal.records_request_unknown, request=request)
    if found.outcome is not None:
        return refuse(
            RecordsRefusal.records_request_closed, request=request, outcome=found.outcome.value
        )
    return found


def open_request(command: OpenRecordsRequest, picture: Picture, context: Context) -> Decision:
    """A subject access says whose records; nothing comes in ahead of the clock."""
    if command.kind is RecordsKind.subject_access and command.about is None:
        return refuse(RecordsRefusal.records_nobody_named, kind=command.kind.value)
    if command.about is not None and command.about in picture.forgotten:
        return refuse(HoldRefusal.forgotten_already, subject=command.about)
    received = command.received_at or context.occurred_at
    if received > context.now:
        return refuse(RecordsRefusal.records_time_in_future, at=received)
    rules = picture.redaction_rules.get(command.kind)
    days = USUAL_DAYS[command.kind] if rules is None else rules.days
    request = context.new_id("q")
    owner = owner_of(request)
    contact = None if command.contact is None else Words(owner, command.contact)
    return [
        RecordsRequestOpened(
            request=request,
            kind=command.kind,
            what=Words(owner, command.what),
            requester=Words(owner, command.requester),
            received_at=received,
            due_at=received + timedelta(days=days),
            contact=contact,
            about=command.about,
        )
    ]


def add(command: AddToRecordsRequest, picture: Picture, _context: Context) -> Decision:
    """An id that nobody holds is taken like a restricted one: the answer must not tell them apart.

    What is not there is not given out; whoever asks sees that in the preview.
    """
    found = find_open_request(picture, command.request)
    if isinstance(found, Refused):
        return found
    incidents = tuple(sorted(set(command.incidents) - set(found.incidents)))
    reports = tuple(sorted(set(command.reports) - set(found.reports)))
    if not incidents and not reports:
        return []
    owners = {*command.reaches, *(f"report/{each}" for each in reports)}
    for each in incidents:
        owners |= {f"incident/{each}", *reached(picture, f"incident/{each}")}
    more = owners - set(found.reaches) - set(picture.forgotten)
    return [
        RecordsRequestWidened(
            request=found.id, incidents=incidents, reports=reports, reaches=tuple(sorted(more))
        )
    ]


def drop(command: DropFromRecordsRequest, picture: Picture, _context: Context) -> Decision:
    found = find_open_request(picture, command.request)
    if isinstance(found, Refused):
        return found
    for each in command.incidents:
        if each not in found.incidents:
            return refuse(RecordsRefusal.records_not_asked_for, request=found.id, subject=each)
    for each in command.reports:
        if each not in found.reports:
            return refuse(RecordsRefusal.records_not_asked_for, request=found.id, subject=each)
    incidents, reports = tuple(sorted(command.incidents)), tuple(sorted(command.reports))
    if not incidents and not reports:
        return []
    return [RecordsRequestNarrowed(request=found.id, incidents=incidents, reports=reports)]


def extend(command: ExtendRecordsRequest, picture: Picture, _context: Context) -> Decision:
    found = find_open_request(picture, command.request)
    if isinstance(found, Refused):
        return found
    if command.due_at <= found.due_at:
        return refuse(RecordsRefusal.records_not_later, request=found.id, due=found.due_at)
    reason = Words(owner_of(found.id), command.reason)
    return [RecordsRequestExtended(request=found.id, due_at=command.due_at, reason=reason)]


def record_production(command: RecordProduction, picture: Picture, _context: Context) -> Decision:
    """The same given out again is on record again: to whom it went is another matter."""
    found = find_open_request(picture, command.request)
    if isinstance(found, Refused):
        return found
    if command.decisions != decisions_mark(picture, found):
        return refuse(RecordsRefusal.records_decided_meanwhile, request=found.id)
    return [
        RecordsProduced(
            request=found.id,
            digest=command.digest,
            incidents=command.incidents,
            fields_given=command.fields_given,
            withheld=command.withheld,
        )
    ]


def decisions_mark(picture: Picture, request: RecordsRequest) -> str:
    """SHA-256 (hex) of what an answer rests on besides the records: what it is about, what is
    withheld, released and unsealed, by which rules.
    """
    rules = picture.redaction_rules.get(request.kind)
    decided = (
        request.about,
        request.incidents,
        request.reports,
        [each.id for each in request.redactions],
        [each.id for each in request.releases],
        [(each.incident, each.at, each.is_cleared) for each in request.unsealings],
        None if rules is None else rules.version,
    )
    return hashlib.sha256(msgspec.json.encode(decided)).hexdigest()


GIVES = frozenset({RecordsOutcome.answered, RecordsOutcome.partly_refused})


def close(command: CloseRecordsRequest, picture: Picture, _context: Context) -> Decision:
    found = find_open_request(picture, command.request)
    if isinstance(found, Refused):
        return found
    if command.outcome in GIVES and not found.productions:
        return refuse(
            RecordsRefusal.records_never_produced, request=found.id, outcome=command.outcome.value
        )
    reason = Words(owner_of(found.id), command.reason)
    return [RecordsRequestClosed(request=found.id, outcome=command.outcome, reason=reason)]


# 3. evolve


def opened(picture: Picture, event: RecordsRequestOpened, _stamp: Stamp) -> Picture:
    request = RecordsRequest(
        id=event.request,
        kind=event.kind,
        what=event.what,
        requester=event.requester,
        received_at=event.received_at,
        due_at=event.due_at,
        contact=event.contact,
        about=event.about,
    )
    return put_request(picture, request)


def put_request(picture: Picture, request: RecordsRequest) -> Picture:
    """The picture with this request in it."""
    return _replace(picture, records_requests=picture.records_requests.put(request.id, request))


def with_request(picture: Picture, request: str, **fields: object) -> Picture:
    """The picture with these fields of a request changed."""
    found = picture.records_requests.get(request)
    return picture if found is None else put_request(picture, _replace(found, **fields))


def widened(picture: Picture, event: RecordsRequestWidened, _stamp: Stamp) -> Picture:
    found = picture.records_requests.get(event.request)
    if found is None:
        return picture
    return with_request(
        picture,
        found.id,
        incidents=tuple(sorted({*found.incidents, *event.incidents})),
        reports=tuple(sorted({*found.reports, *event.reports})),
        reaches=tuple(sorted({*found.reaches, *event.reaches})),
    )


def narrowed(picture: Picture, event: RecordsRequestNarrowed, _stamp: Stamp) -> Picture:
    """What it reached stays kept until it is closed: it may have been given out already."""
    found = picture.records_requests.get(event.request)
    if found is None:
        return picture
    return with_request(
        picture,
        found.id,
        incidents=tuple(each for each in found.incidents if each not in event.incidents),
        reports=tuple(each for each in found.reports if each not in event.reports),
    )


def extended(picture: Picture, event: RecordsRequestExtended, stamp: Stamp) -> Picture:
    found = picture.records_requests.get(event.request)
    if found is None:
        return picture
    more = Extension(found.due_at, event.reason, stamp.actor, stamp.occurred_at)
    return with_request(
        picture, found.id, due_at=event.due_at, extensions=(*found.extensions, more)
    )


def produced(picture: Picture, event: RecordsProduced, stamp: Stamp) -> Picture:
    found = picture.records_requests.get(event.request)
    if found is None:
        return picture
    given = Production(
        event.digest,
        event.incidents,
        event.fields_given,
        event.withheld,
        stamp.actor,
        stamp.occurred_at,
    )
    return with_request(picture, found.id, productions=(*found.productions, given))


def closed(picture: Picture, event: RecordsRequestClosed, stamp: Stamp) -> Picture:
    """It stays in the picture: what was given out is asked about for years."""
    return with_request(
        picture,
        event.request,
        outcome=event.outcome,
        closed_at=stamp.occurred_at,
        closed_because=event.reason,
    )


def grown(
    picture: Picture, event: ReportAttached | PersonInvolved | IncidentsMerged, _stamp: Stamp
) -> Picture:
    """What comes to an incident that somebody asked for is kept with it."""
    incident = event.survivor if isinstance(event, IncidentsMerged) else event.incident
    for found in list(picture.records_requests.values()):
        if not found.is_open:
            continue
        more: set[str] = set()
        for each in found.incidents:
            if any(one.id == incident for one in lineage(picture, f"incident/{each}")):
                more |= reached(picture, f"incident/{each}") - set(found.reaches)
        if more:
            picture = with_request(
                picture, found.id, reaches=tuple(sorted({*found.reaches, *more}))
            )
    return picture


# 4. the tables

DECIDE = {
    OpenRecordsRequest: open_request,
    AddToRecordsRequest: add,
    DropFromRecordsRequest: drop,
    ExtendRecordsRequest: extend,
    RecordProduction: record_production,
    CloseRecordsRequest: close,
}

EVOLVE = {
    "records_request_opened.1": (RecordsRequestOpened, opened),
    "records_request_widened.1": (RecordsRequestWidened, widened),
    "records_request_narrowed.1": (RecordsRequestNarrowed, narrowed),
    "records_request_extended.1": (RecordsRequestExtended, extended),
    "records_produced.1": (RecordsProduced, produced),
    "records_request_closed.1": (RecordsRequestClosed, closed),
}

ALSO = {
    "report_attached.1": grown,
    "person_involved.1": grown,
    "incidents_merged.1": grown,
}
"""What a fact of another topic means here, after that topic has taken it in."""
