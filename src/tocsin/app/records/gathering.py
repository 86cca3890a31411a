"""What a request for records is given, as `access` computes it, of open and archived matters.

Nothing is filtered here: an eye of the request's own kind looks at each subject.
"""

from collections.abc import Iterator

import msgspec

from tocsin.access import Eye, Viewer, requester
from tocsin.access.cuts import Gone
from tocsin.access.sight import Fields
from tocsin.access.withheld import is_empty, withheld
from tocsin.app.seeing import Seen
from tocsin.app.web.past import under_policy_of
from tocsin.operations.picture import Incident, Picture, Subject, subject
from tocsin.operations.picture.records_request import RecordsRequest, RedactionRules


class Given(msgspec.Struct, frozen=True):
    """One subject: what is given of it, and what is withheld."""

    kind: str
    id: str
    fields: Fields
    withheld: tuple[Gone, ...]


class Part(msgspec.Struct, frozen=True):
    """One incident and what belongs to it; of a subject access also a person's own entry."""

    incident: str | None
    subjects: tuple[Given, ...]


class Gathered(msgspec.Struct, frozen=True):
    """All that a request is given, the oldest incident first."""

    request: RecordsRequest
    rules: RedactionRules | None
    parts: tuple[Part, ...]

    @property
    def incidents(self) -> int:
        """How many incidents are in it."""
        return sum(each.incident is not None for each in self.parts)

    @property
    def fields_given(self) -> int:
        """How many fields are given."""
        return sum(len(given.fields) for each in self.parts for given in each.subjects)

    @property
    def withheld(self) -> int:
        """How many fields and spans are withheld."""
        return sum(len(given.withheld) for each in self.parts for given in each.subjects)


def gathered(town: Seen, request: RecordsRequest) -> Gathered:
    """What this request is given now."""
    viewer = requester(request.id)
    rules = town.picture.redaction_rules.get(request.kind)
    found: list[tuple[str, str, Part]] = []
    for name in request.incidents:
        part = _part(town, viewer, request, name)
        if part is not None:
            found.append((*part[0], part[1]))
    parts = [each for _, _, each in sorted(found, key=lambda each: each[:2])]
    own = _own(town, viewer, request)
    return Gathered(request, rules, (*([own] if own is not None else []), *parts))


def picture_with(town: Seen, incident: str) -> Picture | None:
    """The picture in which an incident is: the present one, or what left with it under the policy
    of today; None where there is none.
    """
    if incident in town.picture.incidents:
        return town.picture
    matter = town.matter(f"incident/{incident}")
    left = None if matter is None else matter.left
    if left is None or incident not in left.incidents:
        return None
    past = msgspec.structs.replace(left, units=town.picture.units)
    return under_policy_of(town.picture, past)


def may_see(town: Seen, viewer: Viewer, incident: str) -> bool:
    """Whether somebody may know of an incident, open or archived."""
    picture = picture_with(town, incident)
    return picture is not None and bool(Eye(picture, viewer).fields(("incidents", incident)))


def _part(
    town: Seen, viewer: Viewer, request: RecordsRequest, name: str
) -> tuple[tuple[str, str], Part] | None:
    picture = picture_with(town, name)
    incident = None if picture is None else picture.incidents.get(name)
    if picture is None or incident is None:
        return None
    eye = Eye(picture, viewer)
    if not eye.fields(("incidents", name)):
        return None
    subjects = tuple(
        given
        for key in _keys(picture, request, incident)
        if (given := _given(eye, key)) is not None
    )
    return (incident.opened_at.isoformat(), name), Part(name, subjects)


def _own(town: Seen, viewer: Viewer, request: RecordsRequest) -> Part | None:
    """What the register has of whom a subject access is about."""
    if request.about is None:
        return None
    given = _given(Eye(town.picture, viewer), ("people", request.about.partition("/")[2]))
    return None if given is None else Part(None, (given,))


def _given(eye: Eye, key: Subject) -> Given | None:
    shown = eye.shown(key)
    if shown is None:
        return None
    fields = {
        name: value
        for name in getattr(subject(eye.picture, key), "__struct_fields__", ())
        if not is_empty(value := shown.get(name))
    }
    return Given(key[0], key[1], fields, withheld(eye, key))


def _keys(picture: Picture, request: RecordsRequest, incident: Incident) -> Iterator[Subject]:
    """An incident and what belongs to it, in the order in which it is told."""
    name = incident.id
    yield "incidents", name
    reports = [*incident.reports]
    reports += [
        each
        for each in request.reports
        if each not in reports and getattr(picture.reports.get(each), "incident", None) == name
    ]
    yield from (("reports", each) for each in sorted(reports))
    for about in (f"incident/{name}", *(f"report/{each}" for each in sorted(reports))):
        if about in picture.narratives:
            yield "narratives", about
    for kind in ("posts", "runs"):
        if name in getattr(picture, kind):
            yield kind, name
    for each in picture.objectives.values():
        if each.incident == name:
            yield "objectives", each.id
    for task in picture.tasks.values():
        if task.incident == name:
            yield "tasks", task.id
    yield from (("units", each) for each in sorted({each.unit for each in incident.responses}))
