"""The table of links: every field of every noun that names another subject, declared once.

A field that is not here is shown as it stands. `far` says what a viewer reads who may not know the
subject: `elsewhere` in its place, or nothing at all where even the place would tell (`leave_out`).
`never` is for texts that may name anything: they stay in the log and leave in no slice.
"""

from enum import StrEnum

import msgspec

from tocsin.operations.picture import (
    KINDS,
    Subject,
    aid_request,
    call_transfer,
    command,
    custody,
    facility,
    group,
    heard_warning,
    legal_hold,
    looks,
    narrative,
    people,
    plan,
    proposal,
    records_request,
    regional,
    retention,
    team,
    telemetry,
    token,
    warning,
    warning_template,
)
from tocsin.operations.picture import incident as incident_nouns
from tocsin.operations.picture import obligation as obligation_nouns
from tocsin.operations.picture import report as report_nouns
from tocsin.operations.picture import unit as unit_nouns


class Far(StrEnum):
    """What stands for a subject out of sight."""

    elsewhere = "elsewhere"
    leave_out = "leave_out"
    never = "never"


class Ref(msgspec.Struct, frozen=True):
    """A field's value is an id of `kind`; "" says that it is a whole key ("incident/PE-1")."""

    kind: str
    far: Far = Far.elsewhere

    def key(self, noun: object, value: object) -> Subject | None:
        """The key that a value of this field stands for; None where it stands for none."""
        if self.far is Far.never or not isinstance(value, str):
            return None
        if self.kind == _OWNED:
            kind = _TASK_OWNERS.get(str(getattr(noun, "kind", "")))
            return None if kind is None else (kind, value)
        if self.kind == _RECORD:
            kind, _, name = value.partition("/")
            return (kind, name) if kind in KINDS else None
        if self.kind:
            return self.kind, value
        word, _, name = value.partition("/")
        return (OWNERS[word], name) if word in OWNERS else None


_OWNED = "(kind)"
_RECORD = "(record)"
_TASK_OWNERS = {"person": "people", "unit": "units"}

OWNERS = {
    "incident": "incidents",
    "report": "reports",
    "unit": "units",
    "person": "people",
    "facility": "facilities",
    "closure": "closures",
    "task": "tasks",
    "objective": "objectives",
    "proposal": "proposals",
    "request": "records_requests",
    "agreement": "compacts",
    "aid_request": "aid_requests",
    "lot": "lots",
    "team": "teams",
    "regional": "regional_incidents",
    "place_loan": "place_loans",
    "warning": "warnings",
}
"""The first word of a subject written as one text, and the collection it means."""

_INCIDENT = Ref("incidents")
_INCIDENTS = Ref("incidents", Far.leave_out)
_UNTOLD_INCIDENT = _INCIDENTS
_REPORT = Ref("reports")
_REPORTS = Ref("reports", Far.leave_out)
_UNIT = Ref("units")
_UNITS = Ref("units", Far.leave_out)
_PERSON = Ref("people")
_PEOPLE = Ref("people", Far.leave_out)
_STATION = Ref("stations")
_SUBJECT = Ref("")

LINKS: dict[type, dict[str, Ref]] = {
    incident_nouns.Incident: {
        "reports": _REPORTS,
        "merged_into": _INCIDENT,
        "absorbed": _INCIDENTS,
        "stacked_by": _UNITS,
        "need_to_know": _PEOPLE,
    },
    aid_request.AidRequest: {"incident": _INCIDENT},
    regional.RegionalIncident: {
        "incident": _INCIDENT,
        "asked_for": _INCIDENT,
    },
    regional.SharedObjective: {"objective": Ref("objectives")},
    regional.LeadTaking: {"officer": _PERSON},
    call_transfer.PassedCall: {"follows": Ref("call_transfers")},
    call_transfer.CallTransfer: {"report": _REPORT, "incident": _INCIDENT},
    custody.Override: {"opened_by": _PERSON, "confirmed_by": _PERSON},
    warning_template.TranslationApproval: {"approved_by": _PERSON},
    warning.PublicWarning: {"incident": _INCIDENT, "authors": _PEOPLE},
    custody.LeftOut: {"officer": _PERSON, "confirmed_by": _PERSON},
    custody.AdmittedTransfer: {"officer": _PERSON, "confirmed_by": _PERSON},
    custody.Conflict: {"assignments": _INCIDENTS, "owner": _PERSON},
    custody.CustodyEntry: {"assignments": _INCIDENTS},
    incident_nouns.Response: {"unit": _UNIT, "basis": Ref("", Far.never)},
    incident_nouns.Aside: {"instead": _UNITS, "basis": Ref("", Far.never)},
    incident_nouns.AgencyPart: {"lead": _PERSON},
    incident_nouns.Link: {"incident": _INCIDENTS},
    incident_nouns.Gave: {"reports": _REPORTS},
    unit_nouns.Unit: {
        "incident": _INCIDENT,
        "returning_from": _INCIDENT,
        "stack": _INCIDENTS,
        "station": _STATION,
        "post": _STATION,
        "shares_crew_with": _UNIT,
    },
    unit_nouns.Seat: {"person": _PERSON},
    report_nouns.Report: {"taken_by": _PERSON, "incident": _INCIDENT, "duplicate_of": _REPORT},
    people.Person: {"unit": _UNIT},
    group.Group: {"members": _PEOPLE, "coordinators": _PEOPLE},
    group.Notice: {"group": Ref("groups"), "sent_by": _PERSON},
    group.Seen: {"person": _PERSON},
    token.Token: {"reports_for": Ref("", Far.leave_out), "person": _PERSON, "inbox": Ref("groups")},
    narrative.Narrative: {"subject": _SUBJECT},
    narrative.Entry: {"by": _PERSON},
    narrative.Asked: {"by": _PERSON, "person": _PERSON, "read_by": _PERSON},
    looks.Looks: {"incident": _INCIDENT},
    looks.Look: {"person": _PERSON},
    looks.Glass: {"person": _PERSON, "incident": _INCIDENT},
    looks.Forgotten: {"subject": _SUBJECT},
    legal_hold.LegalHold: {
        "subject": _SUBJECT,
        "reaches": Ref("", Far.leave_out),
        "by": _PERSON,
    },
    retention.RetentionSchedule: {"adopted_by": _PERSON},
    retention.Destruction: {"by": _PERSON, "on_behalf_of": _PERSON},
    retention.Kept: {"subject": _SUBJECT, "hold": Ref("legal_holds")},
    records_request.RecordsRequest: {
        "about": Ref("", Far.leave_out),
        "incidents": _INCIDENTS,
        "reports": _REPORTS,
        "reaches": Ref("", Far.leave_out),
    },
    records_request.Redaction: {"subject": Ref(_RECORD, Far.leave_out), "by": _PERSON},
    records_request.Release: {"subject": Ref(_RECORD, Far.leave_out), "by": _PERSON},
    records_request.Unsealing: {"incident": _INCIDENTS, "by": _PERSON},
    records_request.Extension: {"by": _PERSON},
    records_request.Production: {"by": _PERSON},
    records_request.RedactionRules: {"by": _PERSON},
    facility.Closure: {"incident": _UNTOLD_INCIDENT},
    obligation_nouns.Obligation: {
        "subject": _SUBJECT,
        "person": _PERSON,
        "opened_by": _PERSON,
        "incident": _INCIDENT,
    },
    command.Commander: {"person": _PERSON},
    command.Briefing: {"units": _UNIT},
    command.Transfer: {"outgoing": _PERSON, "incoming": _PERSON},
    command.Post: {"person": _PERSON},
    command.Placement: {"unit": _UNIT},
    command.Organization: {
        "incident": _INCIDENT,
        "objectives": Ref("objectives", Far.leave_out),
        "tasks": Ref("tasks", Far.leave_out),
    },
    command.Objective: {"incident": _INCIDENT},
    command.Task: {"incident": _INCIDENT, "objective": Ref("objectives")},
    command.TaskOwner: {"id": Ref(_OWNED)},
    heard_warning.SourceRule: {"plan": Ref("plans")},
    heard_warning.HeardWarning: {"source": Ref("warning_sources"), "plan": Ref("plans")},
    plan.Run: {"incident": _INCIDENT, "plan": Ref("plans")},
    plan.Tick: {"by": _PERSON},
    proposal.SignedIn: {"person": _PERSON},
    proposal.Objection: {"person": _PERSON},
    proposal.Proposal: {"acting_for": _PERSON},
    team.Team: {"units": _UNITS, "leader": _PERSON, "leader_unit": _UNIT},
    telemetry.Tracker: {"subject": _SUBJECT},
}

ABOUT: dict[str, tuple[str, ...]] = {
    "incidents": ("merged_into",),
    "reports": ("incident", "duplicate_of"),
    "narratives": ("subject",),
    "looks": ("incident",),
    "glass": ("incident",),
    "obligations": ("subject", "incident"),
    "posts": ("incident",),
    "objectives": ("incident",),
    "tasks": ("incident",),
    "runs": ("incident",),
}
"""Links to what a subject is about: who may not know of that may not know of the subject either."""
