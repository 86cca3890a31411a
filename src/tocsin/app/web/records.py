"""Requests for records: which there are, and one with what it would be given now."""

import asyncio

import msgspec

from tocsin.access.sight import Fields
from tocsin.app.records.preview import Preview, may_prepare, preview_of, seen_by
from tocsin.app.web.pictures import SubjectFields, encoded, looked
from tocsin.app.web.problem import nothing_here
from tocsin.app.web.route import Asked, Reply, Route
from tocsin.operations.picture.token import Scope
from tocsin.operations.records_requests import decisions_mark

KIND = "records_requests"


class RequestList(msgspec.Struct, frozen=True):
    """Requests that the asker may see: open ones by when they are due, then closed ones."""

    requests: tuple[SubjectFields, ...]


class Prepared(msgspec.Struct, frozen=True):
    """One request, and what it would be given now. `decisions` is the mark that RecordProduction
    has to name.
    """

    request: SubjectFields
    preview: Preview
    decisions: str


async def listed(asked: Asked) -> Reply:
    """All requests in sight."""
    eye = asked.door.eye(asked.who.viewer)

    def found() -> RequestList:
        seen = [
            (name, fields)
            for name in eye.picture.records_requests
            if (fields := eye.shown((KIND, name))) is not None
        ]
        ordered = sorted(seen, key=lambda each: _by_due(*each))
        return RequestList(tuple(SubjectFields(KIND, *each) for each in ordered))

    return Reply(encoded(asked, await asyncio.to_thread(found)))


def _by_due(name: str, fields: Fields) -> tuple[bool, str, str]:
    return fields.get("outcome") is not None, str(fields.get("due_at")), name


async def prepared(asked: Asked) -> Reply:
    """One request with its preview. Looks at restricted matters in it are on record."""
    name, eye = asked.path("id"), asked.door.eye(asked.who.viewer)
    request = eye.picture.records_requests.get(name)
    fields = eye.shown((KIND, name))
    if request is None or fields is None or not may_prepare(eye, name):
        raise nothing_here("here-records")
    town = asked.door.house.seen()
    seeing = await asyncio.to_thread(seen_by, town, request, asked.who.viewer)
    for each in seeing.incidents:
        await looked(asked, each)
    preview = await asyncio.to_thread(preview_of, town, seeing)
    mark = decisions_mark(town.picture, request)
    return Reply(encoded(asked, Prepared(SubjectFields(KIND, name, fields), preview, mark)))


ROUTES = (
    Route(
        method="GET",
        path="/v1/records-requests",
        says="Requests for records",
        handler=listed,
        tag="records requests",
        scope=Scope.look,
        answer=RequestList,
    ),
    Route(
        method="GET",
        path="/v1/records-requests/{id}",
        says="A request for records, and what it would be given",
        tells="`withheld` says what is not given and why; `texts` has the mark that an order which"
        " withholds a span of a text must name.",
        handler=prepared,
        tag="records requests",
        scope=Scope.look,
        answer=Prepared,
        errors=(404, 409),
    ),
)
