"""Who is looking, and what the town's policy makes of them.

A `Viewer` is a name; what it may see is read from the picture each time, so that a privilege given
or taken acts at once. Viewers of one sight class may see exactly the same.
"""

import hashlib
from enum import StrEnum

import msgspec

from tocsin.access.table import Table, table_of
from tocsin.operations.agreement_sight import are_calls_agreed, is_lending_agreed
from tocsin.operations.picture import Incident, Picture
from tocsin.operations.picture.group import Group
from tocsin.operations.picture.policy import PublicPolicy, SharingAgreement
from tocsin.operations.picture.records_request import RecordsRequest, RedactionRules
from tocsin.terms.codes import Role


class ViewerKind(StrEnum):
    """What kind of reader a slice is for."""

    person = "person"
    crew = "crew"
    partner = "partner"
    audience = "audience"
    reporter = "reporter"
    group = "group"
    requester = "requester"


class Viewer(msgspec.Struct, frozen=True, gc=False, order=True):
    """A person's id, a crew's unit id, a partner's code, or an audience without an account."""

    kind: ViewerKind
    id: str


def person(id: str) -> Viewer:
    """The viewer that signs in as this person."""
    return Viewer(ViewerKind.person, id)


def crew(unit: str) -> Viewer:
    """The screen in a unit: it sees as a crew of that unit, whoever sits before it."""
    return Viewer(ViewerKind.crew, unit)


def partner(code: str) -> Viewer:
    """A neighbouring town."""
    return Viewer(ViewerKind.partner, code)


def audience(name: str = "public") -> Viewer:
    """Readers without an account."""
    return Viewer(ViewerKind.audience, name)


def reporter(report: str) -> Viewer:
    """Whoever has proven that this report is theirs: a resident, who sees it and no other."""
    return Viewer(ViewerKind.reporter, report)


def group(name: str) -> Viewer:
    """The inbox of a group of residents, whichever of its members looks."""
    return Viewer(ViewerKind.group, name)


def requester(request: str) -> Viewer:
    """Whoever asked for records: sees what that request may be given, and nothing else."""
    return Viewer(ViewerKind.requester, request)


class Standing(msgspec.Struct, frozen=True):
    """Everything that sight depends on besides the subject and what it links to.

    Equal standings see a picture alike, except for matters that name a viewer themselves
    (need-to-know lists, positions of command): those are facts of the subject.
    """

    viewer: Viewer
    roles: tuple[str, ...] = ()
    unit: str | None = None
    agency: str | None = None
    glass: frozenset[str] = frozenset()
    agreement: SharingAgreement | None = None
    lends: bool = False
    passes_calls: bool = False
    publicity: PublicPolicy | None = None
    group: Group | None = None
    request: RecordsRequest | None = None
    rules: RedactionRules | None = None

    @property
    def step_udeg(self) -> int:
        """To what the positions of coarse places are rounded; 0: none is shown."""
        if self.group is not None:
            return self.group.step_udeg
        if self.rules is not None:
            return self.rules.step_udeg
        return 0 if self.publicity is None else self.publicity.step_udeg


def standing(picture: Picture, viewer: Viewer) -> Standing:
    """What the policy of this picture makes of a viewer; no roles for somebody unknown or
    inactive.
    """
    if viewer.kind is ViewerKind.person:
        found = picture.people.get(viewer.id)
        if found is None or not found.is_active or found.is_forgotten:
            return Standing(viewer)
        return Standing(
            viewer,
            roles=found.roles,
            unit=found.unit,
            agency=found.agency,
            glass=_glass(picture, viewer.id),
        )
    if viewer.kind is ViewerKind.crew:
        known = viewer.id in picture.units
        roles: tuple[str, ...] = (Role.crew.value,) if known else ()
        return Standing(viewer, roles=roles, unit=viewer.id)
    if viewer.kind is ViewerKind.partner:
        agreement = picture.agreements.get(viewer.id)
        lends = is_lending_agreed(picture, viewer.id)
        calls = are_calls_agreed(picture, viewer.id)
        return Standing(
            viewer, (Role.partner.value,), agreement=agreement, lends=lends, passes_calls=calls
        )
    if viewer.kind is ViewerKind.reporter:
        return Standing(viewer, (Role.reporter.value,))
    if viewer.kind is ViewerKind.group:
        found_group = picture.groups.get(viewer.id)
        roles = (Role.group.value,) if found_group is not None else ()
        return Standing(viewer, roles, group=found_group)
    if viewer.kind is ViewerKind.requester:
        request = picture.records_requests.get(viewer.id)
        if request is None:
            return Standing(viewer)
        rules = picture.redaction_rules.get(request.kind)
        return Standing(viewer, (Role.requester.value,), request=request, rules=rules)
    publicity = picture.openness.get(viewer.id)
    return Standing(viewer, (Role.public.value,), publicity=publicity)


def _glass(picture: Picture, person_id: str) -> frozenset[str]:
    if not len(picture.glass):
        return frozenset()
    return frozenset(e.incident for e in picture.glass.values() if e.person == person_id)


def is_cleared(where: Standing, incident: Incident) -> bool:
    """Whether a viewer may know of an incident as far as its restriction goes.

    By its list, by broken glass, or because their unit works there; a requester, where somebody
    who might know of it released it.
    """
    if not incident.is_restricted:
        return True
    if where.request is not None:
        return any(
            each.incident == incident.id and (each.is_cleared or each.by in incident.need_to_know)
            for each in where.request.unsealings
        )
    if where.viewer.id in incident.need_to_know or incident.id in where.glass:
        return True
    return where.unit is not None and where.unit in incident.units


Named = dict[str, tuple[str, ...]]
"""Per person or partner, what names them: restricted incidents, positions of command."""


def named(picture: Picture) -> Named:
    """Who is named where sight depends on it; found once for all viewers."""
    found: dict[str, list[str]] = {}
    for incident in picture.incidents.values():
        if incident.is_restricted:
            for each in incident.need_to_know:
                found.setdefault(each, []).append(incident.id)
    for organization in picture.posts.values():
        people = {each.person for each in organization.commanders}
        people |= {each.person for each in organization.posts if each.person is not None}
        for each in people:
            found.setdefault(each, []).append(f"posts/{organization.incident}")
    return {who: tuple(sorted(where)) for who, where in found.items()}


def sight_class(picture: Picture, viewer: Viewer, names: Named | None = None) -> str:
    """A key that two viewers share only if they may see the same. Never shown: it is a digest."""
    where = standing(picture, viewer)
    table = table_of(picture.access.get("access"))
    parts: list[object] = [
        sorted(str(role) for role in where.roles),
        where.unit or "",
        sorted(where.glass),
        viewer.kind is ViewerKind.crew,
    ]
    if viewer.kind in (
        ViewerKind.partner,
        ViewerKind.audience,
        ViewerKind.reporter,
        ViewerKind.group,
        ViewerKind.requester,
    ):
        parts.append(viewer.id)
    else:
        lists = named(picture) if names is None else names
        parts.append(lists.get(viewer.id, ()))
        parts.append(_personal(table, where))
    return hashlib.blake2b(repr(parts).encode(), digest_size=12).hexdigest()


def _personal(table: Table, where: Standing) -> list[str]:
    """What else sets this viewer apart, as far as the table asks for it."""
    asked = {condition for role in where.roles for condition in table.conditions_of(role)}
    apart = []
    if "own_agency" in asked:
        apart.append(f"agency/{where.agency}")
    if "own_person" in asked:
        apart.append(f"person/{where.viewer.id}")
    return apart
