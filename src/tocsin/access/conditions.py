"""The conditions that the access table may name, as predicates. None of them looks anything up.

Sight may read the subject, the viewer's standing and whether a subject one link away is in sight:
nothing further. That bound is what lets a slice look again at few subjects and miss none.
"""

from collections.abc import Callable
from enum import StrEnum

from tocsin.access.requests import WITHIN_REQUEST, is_within, may_leave
from tocsin.access.viewer import Standing, ViewerKind
from tocsin.geo.places import Place, Point, distance_m
from tocsin.geo.rings import within
from tocsin.operations.picture import Incident, Picture, Subject, Unit
from tocsin.operations.picture.aid_request import AidRequest
from tocsin.operations.picture.call_transfer import CallTransfer
from tocsin.operations.picture.facility import Facility
from tocsin.operations.picture.group import Group
from tocsin.operations.picture.instrument import Instrument
from tocsin.operations.picture.lot_recall import LotRecall
from tocsin.operations.picture.lots import Lot, LotTransfer
from tocsin.operations.picture.place_loan import PlaceLoan
from tocsin.operations.picture.policy import SharingAgreement, ShownBeside
from tocsin.operations.picture.regional import RegionalIncident
from tocsin.operations.picture.warning import PublicWarning, WarningState
from tocsin.terms.cap import CapScope
from tocsin.terms.codes import Role

Seen = Callable[[Subject], bool]
Shown = SharingAgreement | ShownBeside


class Condition(StrEnum):
    """Names of the conditions; `docs/access-table.md` says what each means."""

    always = "always"
    own_unit = "own_unit"
    own_incident = "own_incident"
    need_to_know = "need_to_know"
    own_person = "own_person"
    own_agency = "own_agency"
    incident_in_sight = "incident_in_sight"
    within_agreement = "within_agreement"
    lending_agreed = "lending_agreed"
    addressed = "addressed"
    regional_party = "regional_party"
    calls_agreed = "calls_agreed"
    public_matter = "public_matter"
    warned = "warned"
    open_shelter = "open_shelter"
    own_matter = "own_matter"
    own_report = "own_report"
    own_group = "own_group"
    concerns_group = "concerns_group"
    within_request = "within_request"
    unnamed = "unnamed"
    empty_town = "empty_town"


MEANINGS = {
    Condition.always: "whatever the subject",
    Condition.own_unit: "the viewer's own unit, or a person or matter of it",
    Condition.own_incident: "the viewer's unit works there, or the viewer has command or a post",
    Condition.need_to_know: "the viewer is on the incident's need-to-know list",
    Condition.own_person: "the viewer themselves",
    Condition.own_agency: "of the viewer's own agency",
    Condition.incident_in_sight: "the incident it belongs to is in the viewer's sight",
    Condition.within_agreement: "within the region or unit kinds of the partner's agreement",
    Condition.lending_agreed: "towns that have ever agreed to lend each other units; of requests"
    " those that the partner made or was asked",
    Condition.addressed: "what this town has signed of an agreement with the partner",
    Condition.regional_party: "towns that have part in it or are asked to, under any agreement",
    Condition.calls_agreed: "calls between this town and the partner, where they have ever agreed"
    " to pass each other calls",
    Condition.public_matter: "not of a type that the public policy withholds",
    Condition.warned: "public warnings that went out; of a neighbour also those that were approved,"
    " and reach into its ground",
    Condition.open_shelter: "shelters that take people in now",
    Condition.own_matter: "about an incident in the viewer's sight, their own unit, or themselves",
    Condition.own_report: "the report that the viewer has proven theirs, and what was told of it",
    Condition.own_group: "the group itself, or what was told to it",
    Condition.concerns_group: "in the group's area, and of a type that concerns it",
    Condition.within_request: "what a request for records concerns; of a subject access, their own",
    Condition.unnamed: "the order leaves the id to the town",
    Condition.empty_town: "nobody is on the register yet",
}

SIGHT_CONDITIONS: dict[str, frozenset[str]] = {
    Condition.own_unit: frozenset({"units", "people"}),
    Condition.own_incident: frozenset({"incidents", "units"}),
    Condition.own_agency: frozenset({"incidents", "units", "people"}),
    Condition.need_to_know: frozenset({"incidents"}),
    Condition.own_person: frozenset({"people"}),
    Condition.within_agreement: frozenset({"incidents", "units", "stations", "facilities"}),
    Condition.lending_agreed: frozenset(
        {
            "custody",
            "log_lives",
            "heard_lives",
            "aid_requests",
            "lots",
            "lot_transfers",
            "lot_recalls",
            "place_loans",
        }
    ),
    Condition.addressed: frozenset({"instruments"}),
    Condition.regional_party: frozenset({"regional_incidents"}),
    Condition.calls_agreed: frozenset({"call_transfers"}),
    Condition.public_matter: frozenset({"incidents"}),
    Condition.warned: frozenset({"warnings"}),
    Condition.open_shelter: frozenset({"facilities"}),
    Condition.own_matter: frozenset({"narratives", "obligations"}),
    Condition.own_report: frozenset({"tellings", "reports", "incidents"}),
    Condition.own_group: frozenset({"groups", "notices"}),
    Condition.concerns_group: frozenset({"incidents"}),
    Condition.within_request: WITHIN_REQUEST,
}
"""Kinds for which a field row may name a condition; `always` and `incident_in_sight` fit every
kind.

Elsewhere a condition would look two links away.
"""


def holds(
    condition: str, picture: Picture, where: Standing, key: Subject, noun: object, seen: Seen
) -> bool:
    """Whether a condition of a field row holds for this subject. An unknown one never does."""
    kind, name = key
    if condition == Condition.always:
        return True
    if condition == Condition.incident_in_sight:
        incident = getattr(noun, "incident", None)
        return incident is None or seen(("incidents", incident))
    if kind not in SIGHT_CONDITIONS.get(condition, frozenset()):
        return False
    if condition == Condition.own_unit:
        own = name if kind == "units" else getattr(noun, "unit", None)
        return where.unit is not None and own == where.unit
    if condition == Condition.own_person:
        return name == where.viewer.id
    if condition == Condition.need_to_know:
        return isinstance(noun, Incident) and where.viewer.id in noun.need_to_know
    if condition == Condition.own_agency:
        return _of_agency(noun, where.agency)
    if condition == Condition.own_incident:
        return _own_incident(picture, where, noun)
    if condition == Condition.own_matter:
        return is_own_matter(where, str(getattr(noun, "subject", "")), seen)
    if condition in _OUTSIDE:
        return _holds_outside(condition, where, key, noun)
    if condition in _BETWEEN:
        return _holds_between(condition, where, key, noun)
    if condition == Condition.within_agreement:
        agreed = None if where.agreement is None else where.agreement.of(kind)
        return agreed is not None and _agreed(agreed, noun, seen)
    return _is_public(where, noun)


def _is_warned(where: Standing, noun: PublicWarning) -> bool:
    """Of a public warning that went out, everybody; of one that is approved and reaches into a
    neighbour's ground, that neighbour: it is told before the public.
    """
    if noun.facts.scope is not CapScope.public:
        return False
    is_concerned = where.viewer.id in noun.neighbours
    is_first = where.viewer.kind == ViewerKind.partner and is_concerned
    return noun.has_gone_out or (is_first and noun.state is WarningState.approved)


def _holds_between(condition: str, where: Standing, key: Subject, noun: object) -> bool:
    """Conditions of a partner: about lending, about calls, about agreements that are on their way
    to it, about incidents that towns work together."""
    if condition == Condition.lending_agreed:
        return where.lends and _concerns_partner(key, noun, where.viewer.id)
    if condition == Condition.calls_agreed:
        return where.passes_calls and _concerns_partner(key, noun, where.viewer.id)
    if isinstance(noun, RegionalIncident):
        return (where.lends or where.agreement is not None) and where.viewer.id in noun.parties
    is_partner = where.viewer.kind == ViewerKind.partner
    return is_partner and isinstance(noun, Instrument) and noun.to == where.viewer.id


def _concerns_partner(key: Subject, noun: object, partner: str) -> bool:
    """Of restores and requests a partner knows what is said to it; of units all that is lent; of
    stock what is its own, and what goes between it and this town."""
    if isinstance(noun, AidRequest):
        return partner == noun.by or partner in noun.asked
    if isinstance(noun, Lot):
        return noun.home == partner
    if isinstance(noun, LotTransfer | CallTransfer):
        return partner in (noun.by, noun.to)
    if isinstance(noun, LotRecall):
        return partner in (noun.home, noun.to)
    if isinstance(noun, PlaceLoan):
        return partner in (noun.keeper, noun.borrower)
    kind, name = key
    return kind != "heard_lives" or name == partner


_BETWEEN = frozenset(
    {
        Condition.lending_agreed, Condition.addressed, Condition.calls_agreed,
        Condition.regional_party,
    }
)  # fmt: skip
"""Conditions of partners that are not of where something lies."""

_OUTSIDE = frozenset(
    {
        Condition.own_report, Condition.own_group, Condition.concerns_group,
        Condition.within_request, Condition.warned, Condition.open_shelter,
    }
)  # fmt: skip
"""Conditions of those who are not staff: reporters, groups of residents, requesters, everybody."""


def _holds_outside(condition: str, where: Standing, key: Subject, noun: object) -> bool:
    _, name = key
    if condition == Condition.warned:
        return isinstance(noun, PublicWarning) and _is_warned(where, noun)
    if condition == Condition.open_shelter:
        return isinstance(noun, Facility) and noun.is_open_shelter
    if condition == Condition.within_request:
        return where.request is not None and is_within(where.request, key, noun)
    if condition == Condition.own_report:
        is_own = name == where.viewer.id or where.viewer.id in getattr(noun, "reports", ())
        return where.viewer.kind == "reporter" and is_own
    if where.group is None:
        return False
    if condition == Condition.own_group:
        return where.group.id in (name, getattr(noun, "group", None))
    return _concerns(where.group, noun)


def _of_agency(noun: object, agency: str | None) -> bool:
    if agency is None:
        return False
    if isinstance(noun, Incident):
        return any(each.agency == agency for each in noun.agencies)
    return agency in (getattr(noun, "agency", None), getattr(noun, "agency_name", None))


def _own_incident(picture: Picture, where: Standing, noun: object) -> bool:
    """A unit's incident is one link away, its positions of command two: those count for the
    incident.
    """
    if isinstance(noun, Incident):
        return works_on(where.unit, noun) or has_post(picture, noun.id, where.viewer.id)
    if isinstance(noun, Unit) and noun.incident is not None:
        there = picture.incidents.get(noun.incident)
        return there is not None and works_on(where.unit, there)
    return False


def is_own_matter(where: Standing, about: str, seen: Seen) -> bool:
    """Whether a subject written as one text ("unit/PE-E1") is the viewer's own business."""
    word, _, name = about.partition("/")
    if word == "incident":
        return seen(("incidents", name))
    return (word == "unit" and name == where.unit) or (word == "person" and name == where.viewer.id)


def works_on(unit: str | None, incident: Incident) -> bool:
    """Whether a unit works on an incident now."""
    return unit is not None and unit in incident.units


def has_post(picture: Picture, incident: str, person: str) -> bool:
    """Whether a person commands an incident or holds a position in its organization."""
    there = picture.posts.get(incident)
    return there is not None and (
        there.commander(person) is not None or any(each.person == person for each in there.posts)
    )


def _agreed(agreement: Shown, noun: object, seen: Seen) -> bool:
    if isinstance(noun, Incident):
        return in_region(agreement, noun.place)
    if isinstance(noun, Unit):
        if noun.kind in agreement.unit_kinds:
            return True
        return noun.incident is not None and seen(("incidents", noun.incident))
    place = getattr(noun, "place", None)
    if isinstance(place, Place):
        return in_region(agreement, place)
    point = getattr(noun, "point", None)
    return isinstance(point, Point) and in_region(agreement, Place(point=point))


def _concerns(group: Group, noun: object) -> bool:
    if not isinstance(noun, Incident):
        return False
    kinds = (noun.type, noun.type.partition(".")[0])
    is_of_type = not group.types or any(each in group.types for each in kinds)
    return is_of_type and (in_region(group, noun.place) or in_ring(group, noun.place))


def in_ring(group: Group, place: Place) -> bool:
    """Whether a place lies within the group's ring or on it."""
    return bool(group.ring) and place.point is not None and within(group.ring, place.point)


def in_region(agreement: Shown | Group, place: Place) -> bool:
    """Whether a place lies where the agreement holds, or in the group's area. A place that nobody
    knows does not.
    """
    if any(area in agreement.areas for area in place.areas.values()):
        return True
    if agreement.border is None or place.point is None:
        return False
    return distance_m(agreement.border, place.point) <= agreement.radius_m


def _is_public(where: Standing, noun: object) -> bool:
    if where.publicity is None or not isinstance(noun, Incident):
        return False
    group = noun.type.partition(".")[0]
    withheld = where.publicity.withheld_types
    return noun.type not in withheld and group not in withheld


_SIGNED = SIGHT_CONDITIONS[Condition.lending_agreed] | SIGHT_CONDITIONS[Condition.calls_agreed]
"""Kinds whose rows say themselves what a partner reads of them."""


def _is_our_lot(where: Standing, key: Subject) -> bool:
    """Stock that is not the partner's own is shown as the agreement on sight has it."""
    kind, name = key
    return kind == "lots" and not name.startswith(f"{where.viewer.id}-")


NARROWED = frozenset(
    {ViewerKind.partner, ViewerKind.audience, ViewerKind.group, ViewerKind.requester}
)
"""Kinds of viewers who see of their rows only what was agreed, opened or released."""


AS_AGREED = frozenset({"commanders", "command_name", "commander_name", "objectives"})
"""Of a regional incident, what is told to those who have part only where the agreement says so."""


def _shown_by(agreement: SharingAgreement | None, kind: str) -> frozenset[str]:
    agreed = None if agreement is None else agreement.of(kind)
    parts = () if agreed is None else agreed.fields
    return frozenset(field for part in parts if part.kind == kind for field in part.fields)


def narrowed(where: Standing, key: Subject, fields: frozenset[str]) -> frozenset[str]:
    """What remains of a row's fields for a partner, an audience or a requester: only what was
    agreed, opened or released.
    """
    kind, _ = key
    if where.request is not None:
        return may_leave(where.request, where.rules, key, fields)
    if kind in SIGHT_CONDITIONS[Condition.warned] and where.viewer.kind is not ViewerKind.group:
        return fields
    if Role.partner in where.roles and where.viewer.kind == "partner":
        if kind in SIGHT_CONDITIONS[Condition.addressed]:
            return fields
        if kind == "regional_incidents":
            shown = _shown_by(where.agreement, kind)
            return fields - AS_AGREED | (fields & AS_AGREED & shown)
        if kind in _SIGNED and not _is_our_lot(where, key):
            return fields
        return fields & _shown_by(where.agreement, kind)
    if where.viewer.kind == "audience":
        parts = () if where.publicity is None else where.publicity.fields
    elif where.viewer.kind == "group":
        if kind != "incidents":
            return fields
        parts = () if where.group is None else where.group.fields
    else:
        return fields
    opened = {field for part in parts if part.kind == kind for field in part.fields}
    return fields & opened
