"""What is owed because of how things stand: read off the picture, no event needed to begin it.

Source: NFPA 1561 §8.4 (personnel accountability reports), START (re-triage), EDXL-HAVE (age of a
word). Cost: units, facilities, closures, agreements and requests for records are looked at each time (a town
has hundreds); incidents
and narratives are not: what they owe stands in the agenda under its hour.

`TIMERS`, what holds until a town adopts its own (`AdoptTimers`); the seconds count from:

| kind | counts from | after | owed by | then told, so long overdue |
|---|---|---|---|---|
| welfare | unit on scene, or its last word | 20 min | dispatcher | 1 min incident_commander, 3 min duty_officer, 10 min chief |
| crew_relief | planned end of the crew's shift | 0 | duty_officer | 30 min chief |
| back_in_service | expected return of a unit out of service | 0 | dispatcher | 15 min duty_officer |
| facility_word | last word of a facility | 4 h | dispatcher | 1 h duty_officer |
| closure_end | planned end of a closure | 0 | dispatcher | 15 min duty_officer |
| retriage | last count with people waiting | 15 min | incident_commander | 5 min dispatcher, 15 min duty_officer |
| acknowledgement | time by which an entry was to be read | 0 | duty_officer | 10 min chief |
| call_back | somebody said so | 10 min | call_taker | 5 min dispatcher, 15 min duty_officer |
| records_answer | time by which a request for records is to be answered | 0 | clerk | 24 h chief |
| emergency_sign_in | a sealed account was opened | 0 | duty_officer | 15 min chief |
| agreement_review | so many days before the review of an agreement as it says | 0 | chief | 30 days administrator |
| agreement_end | so many days before the end of an agreement as it says | 0 | chief | 14 days administrator |
| limbo | a unit was let go of, and the other town has not accepted | 30 s | dispatcher | 1 min duty_officer, 5 min chief |
| places_unanswered | time by which places offered were to be taken | 0 | dispatcher | 30 min duty_officer |
| places_unused | time until which places were lent that stand empty | 0 | duty_officer | 1 h chief |
| places_recalled | time by which places were asked back that stand empty | 0 | duty_officer | 15 min chief |
| stock_recalled | time by which lent stock was asked back that is not back | 0 | duty_officer | 15 min chief |
| towns_asked | a plan asks that neighbours are linked (`RIL`), as agreed with them | 0 | duty_officer | 5 min chief |
| region_asked | a plan asks that it is raised to the region (`RIU`), as agreed | 0 | duty_officer | 5 min chief |
| call_receipt | a call was passed to a neighbour, and nothing there has received it | 30 s | dispatcher | 1 min duty_officer, 5 min chief |
| call_answer | a call was passed to a neighbour, and nobody there has taken or refused it | 60 s | dispatcher | 1 min duty_officer, 5 min chief |
| call_returned | a call came back, and nobody has it in hand | 0 | dispatcher | 1 min duty_officer, 5 min chief |
| call_crossed | two towns have the same call in hand | 0 | dispatcher | 2 min duty_officer, 10 min chief |
| all_clear | half an hour before a warning in force ends: renew it, end it, or let it end | 0 | duty_officer | 15 min chief |
| warning_review | end of a warning that went out | 72 h | duty_officer | 24 h chief |
| archive | closing of an incident, lifting of a closure | 24 h | – | – |
| anything else | somebody said so | 30 min | dispatcher | 15 min duty_officer |
"""  # noqa: E501

import hashlib
from collections.abc import Iterator
from datetime import datetime, timedelta

import msgspec

from tocsin.operations.call_owing import owed_of_calls
from tocsin.operations.custody import in_custody, released_with
from tocsin.operations.escalation_path import asked_of
from tocsin.operations.picture import Incident, Obligation, Picture, Unit
from tocsin.operations.picture.agenda import entries_until
from tocsin.operations.picture.agreement import Compact
from tocsin.operations.picture.custody import Hold
from tocsin.operations.picture.narrative import Entry
from tocsin.operations.picture.obligation import Step, Timer
from tocsin.operations.picture.place_loan import PlaceLoan
from tocsin.operations.warning_owing import owed_of_warnings
from tocsin.terms.codes import IncidentStatus, Role, UnitStatus

TIMERS: dict[str, Timer] = {
    each.kind: each
    for each in (
        Timer(
            "welfare",
            1_200,
            Role.dispatcher,
            (
                Step(60, Role.incident_commander),
                Step(180, Role.duty_officer),
                Step(600, Role.chief),
            ),
        ),
        Timer("crew_relief", 0, Role.duty_officer, (Step(1_800, Role.chief),)),
        Timer("back_in_service", 0, Role.dispatcher, (Step(900, Role.duty_officer),)),
        Timer("facility_word", 14_400, Role.dispatcher, (Step(3_600, Role.duty_officer),)),
        Timer("closure_end", 0, Role.dispatcher, (Step(900, Role.duty_officer),)),
        Timer(
            "retriage",
            900,
            Role.incident_commander,
            (Step(300, Role.dispatcher), Step(900, Role.duty_officer)),
        ),
        Timer("acknowledgement", 0, Role.duty_officer, (Step(600, Role.chief),)),
        Timer(
            "call_back",
            600,
            Role.call_taker,
            (Step(300, Role.dispatcher), Step(900, Role.duty_officer)),
        ),
        Timer("records_answer", 0, Role.clerk, (Step(86_400, Role.chief),)),
        Timer("agreement_review", 0, Role.chief, (Step(2_592_000, Role.administrator),)),
        Timer("agreement_end", 0, Role.chief, (Step(1_209_600, Role.administrator),)),
        Timer("limbo", 30, Role.dispatcher, (Step(60, Role.duty_officer), Step(300, Role.chief))),
        Timer("places_unanswered", 0, Role.dispatcher, (Step(1_800, Role.duty_officer),)),
        Timer("places_unused", 0, Role.duty_officer, (Step(3_600, Role.chief),)),
        Timer("places_recalled", 0, Role.duty_officer, (Step(900, Role.chief),)),
        Timer("stock_recalled", 0, Role.duty_officer, (Step(900, Role.chief),)),
        Timer("towns_asked", 0, Role.duty_officer, (Step(300, Role.chief),)),
        Timer("region_asked", 0, Role.duty_officer, (Step(300, Role.chief),)),
        Timer(
            "call_receipt",
            30,
            Role.dispatcher,
            (Step(60, Role.duty_officer), Step(300, Role.chief)),
        ),
        Timer(
            "call_answer", 60, Role.dispatcher, (Step(60, Role.duty_officer), Step(300, Role.chief))
        ),
        Timer(
            "call_returned",
            0,
            Role.dispatcher,
            (Step(60, Role.duty_officer), Step(300, Role.chief)),
        ),
        Timer(
            "call_crossed",
            0,
            Role.dispatcher,
            (Step(120, Role.duty_officer), Step(600, Role.chief)),
        ),
        Timer("all_clear", 0, Role.duty_officer, (Step(900, Role.chief),)),
        Timer("warning_review", 259_200, Role.duty_officer, (Step(86_400, Role.chief),)),
        Timer("emergency_sign_in", 0, Role.duty_officer, (Step(900, Role.chief),)),
        Timer("archive", 86_400, Role.clerk),
        Timer("other", 1_800, Role.dispatcher, (Step(900, Role.duty_officer),)),
    )
}

ARISING = frozenset(
    {
        "welfare",
        "crew_relief",
        "back_in_service",
        "facility_word",
        "closure_end",
        "retriage",
        "acknowledgement",
        "records_answer",
        "agreement_review",
        "agreement_end",
        "limbo",
        "places_unanswered",
        "places_unused",
        "places_recalled",
        "stock_recalled",
        "towns_asked",
        "region_asked",
        "call_receipt",
        "call_answer",
        "call_returned",
        "call_crossed",
        "all_clear",
        "warning_review",
    }
)
"""Kinds that begin and end by how things stand."""

REARMED = frozenset({"welfare", "facility_word", "retriage"})
"""Kinds that begin again when they are met: the word that met them is the last word."""


def has_arisen(obligation: Obligation) -> bool:
    """Whether the clock opened it: what a person owes of such a kind ends when a person says so."""
    return obligation.kind in ARISING and obligation.id.startswith(f"{obligation.kind}-")


class Arising(msgspec.Struct, frozen=True, gc=False):
    """Owed by `due_at` for as long as things stand so; `id` is the same as long as they do."""

    id: str
    kind: str
    subject: str
    due_at: datetime
    role: str
    person: str | None = None


def timer(picture: Picture, kind: str) -> Timer:
    """The adopted timer of a kind, else the default, else that of anything else."""
    adopted = picture.timers.get(kind) or TIMERS.get(kind)
    return adopted or picture.timers.get("other") or TIMERS["other"]


def _one(picture: Picture, kind: str, subject: str, since: datetime, extra: str = "") -> Arising:
    """The obligation that counts from `since`; `extra` tells apart what began at one instant."""
    mark = f"{kind}\n{subject}\n{since.isoformat()}\n{extra}"
    digest = hashlib.blake2b(mark.encode(), digest_size=6).hexdigest()
    own = timer(picture, kind)
    return Arising(
        f"{kind}-{digest}", kind, subject, since + timedelta(seconds=own.after_s), own.role
    )


def arising(picture: Picture, until: datetime) -> Iterator[Arising]:
    """Everything owed by how things stand, in no order; from the agenda only what counts from
    before `until`."""
    for unit in picture.units.values():
        if not unit.is_imported:
            yield from _of_unit(picture, unit)
    for facility in picture.facilities.values():
        if facility.reported_at is not None:
            yield _one(picture, "facility_word", f"facility/{facility.id}", facility.reported_at)
    for closure in picture.closures.values():
        if closure.ends_at is not None and closure.lifted_at is None:
            yield _one(picture, "closure_end", f"closure/{closure.id}", closure.ends_at)
    for request in picture.records_requests.values():
        if request.is_open:
            yield _one(picture, "records_answer", f"request/{request.id}", request.due_at)
    yield from _of_neighbours(picture)
    for kind, since, warning in owed_of_warnings(picture):
        yield _one(picture, kind, f"warning/{warning}", since)
    for entry in entries_until(picture.agenda, until):
        kind, _, rest = entry.partition("/")
        if kind == "retriage":
            yield from _of_wounded(picture, picture.incidents.get(rest))
        elif kind == "acknowledgement":
            yield from _of_reading(picture, rest)


def _of_unit(picture: Picture, unit: Unit) -> Iterator[Arising]:
    subject = f"unit/{unit.id}"
    if unit.status is UnitStatus.on_scene and unit.since is not None:
        heard = unit.since if unit.welfare_at is None else max(unit.since, unit.welfare_at)
        yield _one(picture, "welfare", subject, heard)
    elif unit.status is UnitStatus.out_of_service and unit.expected_back_at is not None:
        since = "" if unit.since is None else unit.since.isoformat()
        yield _one(picture, "back_in_service", subject, unit.expected_back_at, since)
    if unit.crew_until is not None and unit.crew_count and _speaks_for_crew(unit):
        since = "" if unit.crew_since is None else unit.crew_since.isoformat()
        yield _one(picture, "crew_relief", subject, unit.crew_until, since)


def _of_neighbours(picture: Picture) -> Iterator[Arising]:
    for compact in picture.compacts.values():
        yield from _of_agreement(picture, compact)
    yield from _of_limbo(picture)
    for kind, since, call in owed_of_calls(picture):
        yield _one(picture, kind, call.subject or "", since, call.id)
    for loan in picture.place_loans.values():
        yield from _of_places(picture, loan)
    for run in picture.runs.values() if len(picture.compacts) else ():
        for level, since in asked_of(picture, run):
            yield _one(picture, f"{level}_asked", f"incident/{run.incident}", since)
    for recall in picture.lot_recalls.values():
        if recall.is_open:  # in both towns
            yield _one(picture, "stock_recalled", f"lot/{recall.lot}", recall.by_at, recall.to)


def _of_agreement(picture: Picture, compact: Compact) -> Iterator[Arising]:
    """Of the version in force; another one with another date is another thing owed."""
    valid = compact.valid
    if valid is None:
        return
    content, subject = valid.content, f"agreement/{compact.id}"
    before = timedelta(days=content.notice_days)
    for kind, at in (("agreement_review", content.review_at), ("agreement_end", content.ends_at)):
        if at is not None:
            yield _one(picture, kind, subject, at - before)


def _of_limbo(picture: Picture) -> Iterator[Arising]:
    """Of units that nobody holds and this town answers for; once for a team that went as one."""
    named: set[tuple[str, str, datetime]] = set()
    for each in in_custody(picture):
        if each.claim.hold is not Hold.released or not each.is_watching or each.since is None:
            continue
        if each.kept_at is not None:  # its home was gone for good: a conflict says so
            continue
        team = released_with(each)
        if team is not None:
            call = (team.id, each.claim.town, each.since)
            if call in named:
                continue
            named.add(call)
        yield _one(picture, "limbo", f"unit/{each.id}", each.since)


def _of_places(picture: Picture, loan: PlaceLoan) -> Iterator[Arising]:
    """In both towns: by what each has heard."""
    says, subject = loan.keeper_says, f"place_loan/{loan.id}"
    if loan.offered and says.expires_at is not None:
        yield _one(picture, "places_unanswered", subject, says.expires_at)
    if loan.reserved and loan.until is not None:
        yield _one(picture, "places_unused", subject, loan.until)
    if loan.reserved and says.recall_by is not None:
        yield _one(picture, "places_recalled", subject, says.recall_by)


def _speaks_for_crew(unit: Unit) -> bool:
    """One crew on two vehicles is relieved once."""
    return all(unit.id < each for each in unit.shares_crew_with)


def _of_wounded(picture: Picture, incident: Incident | None) -> Iterator[Arising]:
    if incident is None or incident.status is IncidentStatus.closed or incident.triage.at is None:
        return
    if incident.triage.immediate + incident.triage.delayed:
        yield _one(picture, "retriage", f"incident/{incident.id}", incident.triage.at)


def _of_reading(picture: Picture, rest: str) -> Iterator[Arising]:
    """One for each reader who has not answered by the time asked."""
    subject, _, name = rest.rpartition("#")
    narrative = picture.narratives.get(subject)
    entry = None if narrative is None else narrative.entry(name)
    if entry is None or entry.corrected_by is not None:
        return
    for reader, role, due_at in waiting_for(entry):
        found = _one(picture, "acknowledgement", subject, due_at, f"{name}#{reader}#{role}")
        yield msgspec.structs.replace(found, person=reader, role=role or found.role)


def waiting_for(entry: Entry) -> list[tuple[str | None, str | None, datetime]]:
    """Person or role, and the time, of everybody who was asked by a time and has not answered."""
    return [
        (each.person, each.role, each.due_at)
        for each in entry.asked
        if each.read_by is None and each.due_at is not None
    ]
