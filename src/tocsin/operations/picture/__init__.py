"""The picture: everything a town knows at one position of its log. Nouns only; the verbs lie above.

A picture is a value. Each collection is a persistent map from an id to a noun; `put` gives a new
picture that shares all the rest. Two pictures can be compared cheaply with `touched`.
"""

from collections.abc import Callable
from typing import TypeVar, get_args, get_type_hints

import msgspec

from tocsin.operations.picture.agreement import Compact
from tocsin.operations.picture.aid_request import AidRequest
from tocsin.operations.picture.call_list import CallList, Registered
from tocsin.operations.picture.call_transfer import CallTransfer
from tocsin.operations.picture.command import Objective, Organization, Task
from tocsin.operations.picture.custody import Custody, HeardLife, LogLife
from tocsin.operations.picture.dispatch_policy import DispatchPolicy
from tocsin.operations.picture.facility import Closure, Facility
from tocsin.operations.picture.ground import Ground, LocalName
from tocsin.operations.picture.group import Group, Notice
from tocsin.operations.picture.heard_warning import HeardWarning, WarningSource
from tocsin.operations.picture.incident import Incident
from tocsin.operations.picture.instrument import Instrument
from tocsin.operations.picture.legal_hold import LegalHold
from tocsin.operations.picture.looks import Forgotten, Glass, Looks
from tocsin.operations.picture.lot_recall import LotRecall
from tocsin.operations.picture.lots import Lot, LotTransfer, SettledTransfers
from tocsin.operations.picture.map import Map, changed, from_items
from tocsin.operations.picture.narrative import Narrative
from tocsin.operations.picture.neighbour import Neighbour
from tocsin.operations.picture.obligation import Obligation, Timer
from tocsin.operations.picture.people import Person
from tocsin.operations.picture.place_loan import PlaceLoan
from tocsin.operations.picture.plan import PlanShelf, Run
from tocsin.operations.picture.policy import AccessRules, PublicPolicy, SharingAgreement
from tocsin.operations.picture.proposal import ApprovalRule, Proposal
from tocsin.operations.picture.records_request import RecordsRequest, RedactionRules
from tocsin.operations.picture.regional import RegionalIncident
from tocsin.operations.picture.report import Likeness, Report
from tocsin.operations.picture.report_form import ReportForm
from tocsin.operations.picture.retention import Destruction, RetentionSchedule
from tocsin.operations.picture.settings import Settings
from tocsin.operations.picture.subscription import WarningSubscription
from tocsin.operations.picture.team import Team
from tocsin.operations.picture.telemetry import Sensor, TelemetryRules, Tracker
from tocsin.operations.picture.telling import Telling
from tocsin.operations.picture.token import Token
from tocsin.operations.picture.unit import Station, Unit
from tocsin.operations.picture.warning import PublicWarning
from tocsin.operations.picture.warning_channel import Delivery, WarningChannel
from tocsin.operations.picture.warning_template import WarningTemplate

T = TypeVar("T")
_replace = msgspec.structs.replace


class Picture(msgspec.Struct, frozen=True, kw_only=True):
    """One town at one position. Every field is a map; its name is the kind of its subjects."""

    incidents: Map[Incident] = msgspec.field(default_factory=Map)
    reports: Map[Report] = msgspec.field(default_factory=Map)
    units: Map[Unit] = msgspec.field(default_factory=Map)
    stations: Map[Station] = msgspec.field(default_factory=Map)
    people: Map[Person] = msgspec.field(default_factory=Map)
    narratives: Map[Narrative] = msgspec.field(default_factory=Map)
    likeness: Map[Likeness] = msgspec.field(default_factory=Map)
    looks: Map[Looks] = msgspec.field(default_factory=Map)
    glass: Map[Glass] = msgspec.field(default_factory=Map)
    forgotten: Map[Forgotten] = msgspec.field(default_factory=Map)
    legal_holds: Map[LegalHold] = msgspec.field(default_factory=Map)
    """What may not be forgotten while they stand: see `operations.holds`."""
    records_requests: Map[RecordsRequest] = msgspec.field(default_factory=Map)
    redaction_rules: Map[RedactionRules] = msgspec.field(default_factory=Map)
    """What may leave to which kind of request, by kind."""
    facilities: Map[Facility] = msgspec.field(default_factory=Map)
    closures: Map[Closure] = msgspec.field(default_factory=Map)
    grounds: Map[Ground] = msgspec.field(default_factory=Map)
    """The ground in force and those before it, by checksum: see `operations.ground`."""
    local_names: Map[LocalName] = msgspec.field(default_factory=Map)
    obligations: Map[Obligation] = msgspec.field(default_factory=Map)
    timers: Map[Timer] = msgspec.field(default_factory=Map)
    agenda: Map[tuple[str, ...]] = msgspec.field(default_factory=Map)
    """What the clock will ask about, by UTC hour ("2026-11-21T08"): see `picture.agenda`."""
    settings: Map[Settings] = msgspec.field(default_factory=Map)
    access: Map[AccessRules] = msgspec.field(default_factory=Map)
    agreements: Map[SharingAgreement] = msgspec.field(default_factory=Map)
    neighbours: Map[Neighbour] = msgspec.field(default_factory=Map)
    """Other towns, by their code: see `operations.neighbours`."""
    compacts: Map[Compact] = msgspec.field(default_factory=Map)
    """Agreements with neighbours, by their id; `agreements` is what they show by them."""
    instruments: Map[Instrument] = msgspec.field(default_factory=Map)
    """What this town has signed of them, as their partners are told of it."""
    openness: Map[PublicPolicy] = msgspec.field(default_factory=Map)
    posts: Map[Organization] = msgspec.field(default_factory=Map)
    """Who leads what, by incident: commanders, posts, transfers."""
    objectives: Map[Objective] = msgspec.field(default_factory=Map)
    tasks: Map[Task] = msgspec.field(default_factory=Map)
    plans: Map[PlanShelf] = msgspec.field(default_factory=Map)
    runs: Map[Run] = msgspec.field(default_factory=Map)
    """The plan each incident runs under, by incident."""
    dispatch_policies: Map[DispatchPolicy] = msgspec.field(default_factory=Map)
    """What weighs how much in advice on who should go; one, under `dispatch`."""
    approval_rules: Map[ApprovalRule] = msgspec.field(default_factory=Map)
    """Which orders need approval, by the name of the order."""
    proposals: Map[Proposal] = msgspec.field(default_factory=Map)
    groups: Map[Group] = msgspec.field(default_factory=Map)
    notices: Map[Notice] = msgspec.field(default_factory=Map)
    tellings: Map[Telling] = msgspec.field(default_factory=Map)
    """What reporters were told, by report."""
    report_forms: Map[ReportForm] = msgspec.field(default_factory=Map)
    tokens: Map[Token] = msgspec.field(default_factory=Map)
    trackers: Map[Tracker] = msgspec.field(default_factory=Map)
    sensors: Map[Sensor] = msgspec.field(default_factory=Map)
    telemetry: Map[TelemetryRules] = msgspec.field(default_factory=Map)
    retention: Map[RetentionSchedule] = msgspec.field(default_factory=Map)
    destructions: Map[Destruction] = msgspec.field(default_factory=Map)
    custody: Map[Custody] = msgspec.field(default_factory=Map)
    """Who holds which unit that was ever lent or offered, by unit: see `operations.lending`."""
    lots: Map[Lot] = msgspec.field(default_factory=Map)
    """Counted stock, own and borrowed, by lot: see `operations.lots`."""
    lot_transfers: Map[LotTransfer] = msgspec.field(default_factory=Map)
    """What of it changed hands, by transfer: see `operations.lot_transfers`."""
    lot_recalls: Map[LotRecall] = msgspec.field(default_factory=Map)
    """What of it is asked back, by lot and borrower: see `operations.lot_recalls`."""
    settled_transfers: Map[SettledTransfers] = msgspec.field(default_factory=Map)
    """Which of them are over and have left the picture, by town and life of its log ("WE@")."""
    place_loans: Map[PlaceLoan] = msgspec.field(default_factory=Map)
    """Places at facilities that one town keeps for another: see `operations.place_loans`."""
    log_lives: Map[LogLife] = msgspec.field(default_factory=Map)
    """Since the log was last restored from a backup; one, under `log`."""
    heard_lives: Map[HeardLife] = msgspec.field(default_factory=Map)
    """The life in which each restored neighbour is heard, by its code."""
    aid_requests: Map[AidRequest] = msgspec.field(default_factory=Map)
    """What we ask neighbours for and what they ask us: see `operations.aid_requests`."""
    teams: Map[Team] = msgspec.field(default_factory=Map)
    """Strike teams and task forces, own and on loan: see `operations.teams`."""
    regional_incidents: Map[RegionalIncident] = msgspec.field(default_factory=Map)
    """What other towns work with us as one incident, by its number: see `operations.regional`."""
    call_transfers: Map[CallTransfer] = msgspec.field(default_factory=Map)
    """Calls passed to neighbours and by them: see `operations.call_transfers`."""
    warning_templates: Map[WarningTemplate] = msgspec.field(default_factory=Map)
    """What warnings are made of, by template: see `operations.warning_templates`."""
    warning_channels: Map[WarningChannel] = msgspec.field(default_factory=Map)
    """By what warnings leave, by channel: see `operations.warning_channels`."""
    warning_subscriptions: Map[WarningSubscription] = msgspec.field(default_factory=Map)
    """Who wants to be warned, by subscription: see `operations.subscriptions`."""
    registered: Map[Registered] = msgspec.field(default_factory=Map)
    """Who asked to be called in a warning: see `operations.registered`."""
    call_lists: Map[CallList] = msgspec.field(default_factory=Map)
    """The calls that a message owes, by message: see `operations.call_lists`."""
    deliveries: Map[Delivery] = msgspec.field(default_factory=Map)
    """How far each message is on each channel ("MESSAGE@CHANNEL"): see `operations.deliveries`."""
    warning_sources: Map[WarningSource] = msgspec.field(default_factory=Map)
    """Whose warnings are taken: see `operations.warning_sources`."""
    heard_warnings: Map[HeardWarning] = msgspec.field(default_factory=Map)
    """What they say, by the report that it became: see `operations.heard_warnings`."""
    warnings: Map[PublicWarning] = msgspec.field(default_factory=Map)
    """Warnings of this town, a message each: see `operations.warnings`."""
    counts: Map[int] = msgspec.field(default_factory=Map)
    """Running numbers: incidents opened, by UTC day ("incidents/2026-11-21")."""

    def drafted(self) -> "Picture":
        """A picture whose maps change in place: only for a fold nobody looks into."""
        return _each_map(self, lambda each: each.draft())

    def settled(self) -> "Picture":
        """The same picture with persistent maps again."""
        return _each_map(self, lambda each: each.settled())


def _each_map(picture: Picture, change: Callable[[Map[object]], Map[object]]) -> Picture:
    return _replace(picture, **{name: change(getattr(picture, name)) for name in KINDS})


def kinds() -> dict[str, type]:
    """The collections of the picture and what is in each, by field name."""
    return {name: get_args(hint)[0] for name, hint in get_type_hints(Picture).items()}


KINDS: dict[str, type] = kinds()

Subject = tuple[str, str]
"""A key of the picture: (collection, id), as in ("incidents", "PE-261121-0417")."""


def touched(before: Picture, after: Picture) -> list[Subject]:
    """Subjects that differ between two pictures, sorted; found by what they do not share."""
    found: list[Subject] = []
    for name in KINDS:
        a, b = getattr(before, name), getattr(after, name)
        if a is not b:
            found += [(name, key) for key in changed(a, b)]
    return sorted(found)


def subject(picture: Picture, key: Subject) -> object | None:
    """The noun under a key, or None."""
    kind, name = key
    found: object | None = getattr(picture, kind).get(name)
    return found


def put_incident(picture: Picture, incident: Incident) -> Picture:
    """The picture with this incident in it."""
    return _replace(picture, incidents=picture.incidents.put(incident.id, incident))


def put_unit(picture: Picture, unit: Unit) -> Picture:
    """The picture with this unit in it."""
    return _replace(picture, units=picture.units.put(unit.id, unit))


__all__ = [
    "KINDS",
    "Closure",
    "Facility",
    "Forgotten",
    "Glass",
    "Incident",
    "Likeness",
    "Looks",
    "Map",
    "Narrative",
    "Obligation",
    "Person",
    "Picture",
    "Report",
    "Sensor",
    "Station",
    "Subject",
    "TelemetryRules",
    "Timer",
    "Tracker",
    "Unit",
    "from_items",
    "put_incident",
    "put_unit",
    "subject",
    "touched",
]
