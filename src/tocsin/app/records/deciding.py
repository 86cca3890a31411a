"""Orders about a records request on the command line: what a word names, where a text stands."""

import argparse
import unicodedata
from collections.abc import Callable, Mapping

import msgspec

from tocsin.access import Eye, person
from tocsin.access.cuts import identity
from tocsin.app.desk import Answer, Desk, town_zone
from tocsin.app.grammar.parse import NotUnderstood
from tocsin.app.grammar.resolve import Names
from tocsin.app.outcome import Exit, Told, as_json
from tocsin.app.records.elsewhere import still_in
from tocsin.app.records.elsewhere import told as told_places
from tocsin.app.records.gathering import may_see, picture_with
from tocsin.app.records.preview import preview_of, seen_by
from tocsin.app.seeing import Office, seen
from tocsin.app.signing_in import signed_in
from tocsin.app.times import moment, moment_ahead
from tocsin.app.wiring import ordering
from tocsin.operations.holds import reached_by
from tocsin.operations.orders import Command
from tocsin.operations.picture import Subject, subject
from tocsin.operations.picture.records_request import RecordsRequest
from tocsin.operations.records_requests import (
    AddToRecordsRequest,
    CloseRecordsRequest,
    DropFromRecordsRequest,
    ExtendRecordsRequest,
    OpenRecordsRequest,
)
from tocsin.operations.redaction import (
    PACKED,
    ReleaseRestrictedToRequest,
    ReleaseToRequest,
    RevokeRedaction,
    WithholdFromRequest,
    mark_of,
)
from tocsin.terms.codes import RecordsKind, RecordsOutcome
from tocsin.terms.words import Words

MOST_SPANS = 200
AT_ONCE = 100
"""Incidents or reports that one order names: with whom they reach, far from what it may hold."""


def opened(asked: argparse.Namespace) -> int:
    """Somebody asks."""
    with ordering(asked.town) as town:
        zone, now = town_zone(town.picture), town.clock.now()
        order = OpenRecordsRequest(
            kind=RecordsKind(asked.kind),
            what=asked.what,
            requester=asked.requester,
            contact=asked.contact,
            about=None if asked.about is None else _about(town, asked.about),
            received_at=None if asked.received is None else moment(asked.received, now, zone),
        )
        answer = signed_in(asked, town).order(order, "The request is open.")
    return _told(asked, answer)


def _about(town: Office, word: str) -> str:
    if word.startswith("person/"):
        return word
    found = Names(town.picture, town.code).person(word)
    if found is None:
        raise Told(f"there is nobody `{word}` here: give a handle, or person/ID", Exit.usage)
    return f"person/{found}"


def widened(asked: argparse.Namespace) -> int:
    """It concerns these."""
    with ordering(asked.town) as town:
        desk = signed_in(asked, town)
        incidents, reports = _subjects(town, desk, asked.subjects)
        for some, own in _batches(incidents, reports):
            reaches: set[str] = set()
            for each in some:
                found = seen(town).incident(each)
                reaches |= set() if found is None else reached_by(found)
            order = AddToRecordsRequest(
                request=asked.request,
                incidents=some,
                reports=own,
                reaches=tuple(sorted(reaches)),
            )
            many = len(incidents) + len(reports)
            answer = desk.order(order, f"Request {asked.request} concerns {many} more.")
            if answer.exit_code is not Exit.done:
                break
    return _told(asked, answer)


def _batches(
    incidents: tuple[str, ...], reports: tuple[str, ...]
) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Both in parts that an order may hold; at least one."""
    starts = range(0, max(len(incidents), len(reports), 1), AT_ONCE)
    return [(incidents[at : at + AT_ONCE], reports[at : at + AT_ONCE]) for at in starts]


def narrowed(asked: argparse.Namespace) -> int:
    """It does not concern these."""
    with ordering(asked.town) as town:
        desk = signed_in(asked, town)
        incidents, reports = _subjects(town, desk, asked.subjects)
        many = len(incidents) + len(reports)
        for some, own in _batches(incidents, reports):
            order = DropFromRecordsRequest(request=asked.request, incidents=some, reports=own)
            answer = desk.order(order, f"Request {asked.request} concerns {many} fewer.")
            if answer.exit_code is not Exit.done:
                break
    return _told(asked, answer)


def _subjects(
    town: Office, desk: Desk, words: list[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    reports = [each.partition("/")[2] for each in words if each.startswith("report/")]
    incidents = [_incident(town, desk, each) for each in words if not each.startswith("report/")]
    return tuple(incidents), tuple(reports)


def _incident(town: Office, desk: Desk, word: str) -> str:
    """The incident a word names, open or archived, as far as whoever asks may know. Raises Told."""
    word = word.removeprefix("incident/")
    try:
        name = Names(town.picture, town.code, viewer=desk.actor).incident(word)
    except NotUnderstood as error:
        raise Told(str(error), Exit.usage) from None
    for each in (name, word, f"{town.code}-{word}"):
        if each is not None and may_see(seen(town), person(desk.actor), each):
            return each
    raise Told(f"there is no incident `{word}` here; try tocsin search", Exit.usage)


def withheld(asked: argparse.Namespace) -> int:
    """A field, or each span in which a text stands: an order each."""
    with ordering(asked.town) as town:
        desk = signed_in(asked, town)
        request = request_of(town, asked.request)
        key = record_of(town, desk, asked.record)
        spans, mark = _spans(asked, town, desk, request, key)
        places = _elsewhere(asked, town, desk, request, key)
        for start, end in spans:
            order = WithholdFromRequest(
                request=request.id,
                record=f"{key[0]}/{key[1]}",
                field=asked.field,
                exemption=asked.exemption,
                start=start,
                end=end,
                mark=mark,
            )
            where = "" if start is None else f" from {start} to {end}"
            answer = desk.order(order, f"{asked.field}{where} is withheld ({asked.exemption}).")
            if answer.exit_code is not Exit.done:
                break
    if places and answer.exit_code is Exit.done:
        text = f"{answer.text}\n{told_places(places)}"
        answer = msgspec.structs.replace(
            answer, text=text, facts={**answer.facts, "also_in": places}
        )
    return _told(asked, answer)


def _elsewhere(
    asked: argparse.Namespace, town: Office, desk: Desk, request: RecordsRequest, key: Subject
) -> list[str]:
    """Where else the words would leave that are withheld here: that is easily overlooked."""
    if asked.text is None:
        return []
    preview = preview_of(seen(town), seen_by(seen(town), request, person(desk.actor)))
    words = unicodedata.normalize("NFC", asked.text)
    return still_in(preview, f"{key[0]}/{key[1]}", asked.field, words)


Spans = list[tuple[int | None, int | None]]


def _spans(
    asked: argparse.Namespace, town: Office, desk: Desk, request: RecordsRequest, key: Subject
) -> tuple[Spans, str | None]:
    if asked.span is None and asked.text is None:
        return [(None, None)], None
    value = _value_at(town, desk, request, key, asked.field)
    opened = value if isinstance(value, str) else town.store.keys.open(value)
    text = unicodedata.normalize("NFC", opened or "")
    if asked.span is not None:
        start, _, end = asked.span.partition(":")
        if not (start.isascii() and start.isdigit() and end.isascii() and end.isdigit()):
            raise Told("--span is FROM:TO, as in 12:20", Exit.usage)
        if int(end[:9]) > len(text):
            raise Told(f"the text has {len(text)} characters", Exit.usage)
        return [(int(start), int(end))], mark_of(value)
    wanted = unicodedata.normalize("NFC", asked.text)
    found: Spans = []
    at = text.find(wanted) if wanted else -1
    while at >= 0:
        found.append((at, at + len(wanted)))
        at = text.find(wanted, at + len(wanted))
    if not found or len(found) > MOST_SPANS:
        raise Told(f"that stands {len(found)} times in {asked.field}", Exit.usage)
    return found, mark_of(value)


def _value_at(
    town: Office, desk: Desk, request: RecordsRequest, key: Subject, path: str
) -> Words | str:
    """The text at a path of a record, as far as whoever asks may see it. Raises Told."""
    for name in request.incidents:
        picture = picture_with(seen(town), name)
        if picture is None or subject(picture, key) is None:
            continue
        shown: object = Eye(picture, person(desk.actor)).shown(key) or {}
        for step in path.split("/"):
            shown = _step(shown, step)
        if isinstance(shown, Words | str):
            return shown
    raise Told(f"there is no text `{path}` in {key[0]}/{key[1]}", Exit.usage)


def _step(value: object, step: str) -> object:
    if isinstance(value, Mapping):
        return value.get(step)
    if isinstance(value, tuple):
        named = [each for n, each in enumerate(value) if (identity(each) or str(n)) == step]
        return named[0] if named else None
    is_field = isinstance(value, msgspec.Struct) and step in value.__struct_fields__
    return getattr(value, step) if is_field else None


def released(asked: argparse.Namespace) -> int:
    """One more field; without one, a restricted incident."""
    with ordering(asked.town) as town:
        desk = signed_in(asked, town)
        key = record_of(town, desk, asked.record)
        order: Command
        if asked.field is None:
            if key[0] != "incidents":
                raise Told("name the field that may leave", Exit.usage)
            order = ReleaseRestrictedToRequest(
                request=asked.request,
                incidents=(key[1],),
                exemption=asked.exemption,
                reason=asked.reason,
            )
        else:
            order = ReleaseToRequest(
                request=asked.request,
                record=f"{key[0]}/{key[1]}",
                field=asked.field,
                exemption=asked.exemption,
                reason=asked.reason,
            )
        answer = desk.order(order, f"{asked.field or key[1]} may leave.")
    return _told(asked, answer)


def revoked(asked: argparse.Namespace) -> int:
    """Taken back."""
    return _ordered(
        asked,
        RevokeRedaction(request=asked.request, redaction=asked.redaction, reason=asked.reason),
        f"{asked.redaction} is taken back.",
    )


def extended(asked: argparse.Namespace) -> int:
    """More time."""
    with ordering(asked.town) as town:
        until = moment_ahead(asked.until, town.clock.now(), town_zone(town.picture))
        order = ExtendRecordsRequest(request=asked.request, due_at=until, reason=asked.reason)
        answer = signed_in(asked, town).order(order, f"Request {asked.request} is due later.")
    return _told(asked, answer)


def closed(asked: argparse.Namespace) -> int:
    """Over."""
    return _ordered(
        asked,
        CloseRecordsRequest(
            request=asked.request, outcome=RecordsOutcome(asked.outcome), reason=asked.reason
        ),
        f"Request {asked.request} is closed: {asked.outcome}.",
    )


def _ordered(asked: argparse.Namespace, order: Command, says: str) -> int:
    with ordering(asked.town) as town:
        answer = signed_in(asked, town).order(order, says)
    return _told(asked, answer)


def _told(asked: argparse.Namespace, answer: Answer) -> int:
    print(as_json(answer.facts) if asked.json else answer.text)
    return answer.exit_code


def request_of(town: Office, word: str) -> RecordsRequest:
    """The request of this id. Raises Told."""
    for each in (word, f"{town.code}-{word}"):
        found = town.picture.records_requests.get(each)
        if found is not None:
            return found
    raise Told(f"there is no records request `{word}`; see tocsin records list", Exit.usage)


def record_of(town: Office, desk: Desk, word: str) -> Subject:
    """The record a word names: `reports/PE-r1`, `report/PE-r1`, an incident. Raises Told."""
    kind, _, name = word.partition("/")
    if kind in PACKED and name:
        return kind, name
    if kind == "report":
        return "reports", name
    return "incidents", _incident(town, desk, word)


DEEDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "open": opened,
    "add": widened,
    "drop": narrowed,
    "withhold": withheld,
    "release": released,
    "revoke": revoked,
    "extend": extended,
    "close": closed,
}
