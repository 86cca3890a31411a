"""The orders of a random morning: each takes two numbers and speaks of what is there."""

import random
from collections.abc import Callable
from datetime import timedelta

from tests.laws import sight_compacts
from tests.laws.sight_town import (
    FAR,
    INSIDE,
    NEAR,
    PARTNERS,
    PEOPLE,
    UNITS,
    Order,
    Town,
    open_incident,
)
from tocsin.operations import closures as closures_topic
from tocsin.operations import command as command_topic
from tocsin.operations import (
    crews,
    destruction,
    dispatch,
    holds,
    incident,
    intake,
    involved,
    looks,
    merging,
    narrative,
    need_to_know,
    obligations,
    officers,
    policy,
    posts,
    restriction,
    retention,
    stacking,
    status,
    tasks,
    telemetry,
    units,
)
from tocsin.operations.attaching import AttachReport, DetachReport, LinkDuplicate
from tocsin.operations.objectives import SetObjective
from tocsin.operations.orders import Command
from tocsin.operations.picture.command import OwnerKind, TaskOwner
from tocsin.operations.picture.incident import Relation
from tocsin.operations.picture.policy import (
    CommandRow,
    FieldGrant,
    FieldRow,
    Grant,
    KindFields,
)
from tocsin.operations.picture.retention import Covered, DisposalBy
from tocsin.operations.picture.unit import Seat
from tocsin.terms.codes import Channel, ForgetGround
from tocsin.terms.ics import IcsPosition, ObjectivePriority

Maker = Callable[[Town, int, int], Order | None]


def _agreement(a: int, b: int) -> Command:
    shown = (
        ("id", "number", "type", "status", "place", "responses", "links"),
        ("id", "status", "summary"),
        ("number",),
    )[b % 3]
    return policy.AgreeSharing(
        partner=PARTNERS[a % 2],
        fields=(
            KindFields("incidents", shown),
            KindFields("units", ("id", "status", "incident", "position", "stack")),
            KindFields("posts", ("incident", "commanders", "placements")),
        ),
        border=NEAR,
        radius_m=(1_000, 80_000)[a % 2],
        areas=("B01",) if b % 2 else (),
        unit_kinds=("ambulance",) if a % 3 else (),
    )


def _openness(a: int, b: int) -> Command:
    fields = (("number", "type~group", "place~coarse", "status"), ("number", "type"))[b % 2]
    return policy.SetPublicPolicy(
        audience=("public", "press")[a % 2],
        fields=(KindFields("incidents", fields), KindFields("closures", ("id", "kind"))),
        step_udeg=(5_000, 100_000)[a % 2],
        withheld_types=("medical",) if b % 3 == 0 else (),
    )


def _adoption(town: Town, a: int, b: int) -> Command:
    """A few different tables, one after the other."""
    rules = town.picture.access.get("access")
    rows = (
        FieldRow("incidents", "observer", ()),
        FieldRow("incidents", "observer", (FieldGrant(("id", "summary")),)),
        FieldRow("units", "crew", (FieldGrant(("id", "status"), "own_agency"),)),
        FieldRow("units", "planner", (FieldGrant(("id", "incident", "stack")),)),
        FieldRow("people", "dispatcher", ()),
        FieldRow("incidents", "crew", (FieldGrant(("id", "responses"), "own_incident"),)),
    )
    return policy.AdoptAccess(
        fields=(rows[(a + b) % 6],),
        commands=(CommandRow("DispatchUnit", (Grant("chief"),)),) if b % 2 else (),
        after=0 if rules is None else rules.version,
    )


def _list(a: int, b: int) -> tuple[str, ...]:
    return tuple(sorted({PEOPLE[a % len(PEOPLE)], PEOPLE[b % len(PEOPLE)]}))


def _task(t: Town, a: int, b: int) -> Order:
    owner = (
        TaskOwner(OwnerKind.unit, UNITS[b % 3]) if b % 2 else TaskOwner(OwnerKind.person, PEOPLE[b])
    )
    return "p-chief", tasks.AssignTask(incident=t.incident(a), text="do it", owner=owner)


def _closure(t: Town, a: int, b: int) -> Order:
    return "p-chief", closures_topic.DeclareClosure(
        kind="flooded",
        extent=closures_topic.GivenExtent(
            place=incident.GivenPlace(label=f"Road {b}", point=NEAR), radius_m=100
        ),
        incident=t.incident(a),
    )


ORDERS: list[Maker] = [
    open_incident,
    lambda t, a, b: (
        "p-dispatcher",
        dispatch.DispatchUnit(unit=UNITS[a % 3], incident=t.incident(b)),
    ),
    lambda t, a, b: (
        "p-dispatcher",
        dispatch.DispatchUnit(unit=UNITS[b % 3], incident=t.incident(a)),
    ),
    lambda t, a, b: (
        "p-chief",
        dispatch.ReassignUnit(unit=UNITS[a % 3], incident=t.incident(b), reason="nearer"),
    ),
    lambda t, a, b: ("p-crew", status.ReportOnScene(unit=UNITS[a % 3])),
    lambda t, a, b: ("p-crew", status.ReportReturning(unit=UNITS[a % 3])),
    lambda t, a, b: ("p-crew", status.ClearUnit(unit=UNITS[a % 3])),
    lambda t, a, b: (
        "p-crew",
        units.ReportPosition(unit=UNITS[a % 3], point=FAR if b % 2 else NEAR),
    ),
    lambda t, a, b: (
        "p-chief",
        stacking.StackAssignment(unit=UNITS[a % 3], incident=t.incident(b)),
    ),
    lambda t, a, b: (
        "p-chief",
        incident.RelocateIncident(
            incident=t.incident(a),
            place=incident.GivenPlace(label="Moved", point=FAR if b % 2 else NEAR),
        ),
    ),
    lambda t, a, b: ("p-chief", incident.RetypeIncident(incident=t.incident(a), type=f"fire.t{b}")),
    lambda t, a, b: (
        "p-duty_officer",
        restriction.RestrictIncident(incident=t.incident(a), need_to_know=_list(a + b, b)),
    ),
    lambda t, a, b: (
        "system/test",
        restriction.RestrictIncident(incident=t.incident(a), need_to_know=_list(a, b)),
    ),
    lambda t, a, b: ("p-chief", restriction.LiftRestriction(incident=t.incident(a), reason="over")),
    lambda t, a, b: (
        "p-chief",
        need_to_know.ChangeNeedToKnow(
            incident=t.incident(a), reason="shift", let_in=(PEOPLE[b],), let_out=(PEOPLE[a],)
        ),
    ),
    lambda t, a, b: (
        PEOPLE[b % len(PEOPLE)],
        looks.BreakGlass(incident=t.incident(a), reason="the caller is my patient"),
    ),
    lambda t, a, b: (
        "p-chief",
        looks.ShutGlass(person=PEOPLE[b % len(PEOPLE)], incident=t.incident(a)),
    ),
    lambda t, a, b: ("p-chief", looks.LookAtRestricted(incident=t.incident(a))),
    lambda t, a, b: (
        "p-administrator",
        officers.SetRoles(
            person=PEOPLE[a % len(PEOPLE)],
            roles=tuple({INSIDE[b % len(INSIDE)], INSIDE[(a + b) % len(INSIDE)]}),
        ),
    ),
    lambda t, a, b: (
        "p-administrator",
        officers.DeactivatePerson(person=PEOPLE[a % len(PEOPLE)], reason="leave"),
    ),
    lambda t, a, b: ("p-administrator", officers.ReactivatePerson(person=PEOPLE[a % len(PEOPLE)])),
    lambda t, a, b: ("p-chief", _agreement(a, b)),
    lambda t, a, b: ("p-chief", policy.EndSharing(partner=PARTNERS[a % 2], reason="ended")),
    sight_compacts.any_deed,
    lambda t, a, b: ("p-chief", _openness(a, b)),
    lambda t, a, b: ("p-administrator", _adoption(t, a, b)),
    lambda t, a, b: (
        "p-chief",
        merging.LinkIncidents(
            incident=t.incident(a), other=t.incident(b), relation=Relation.same_cause
        ),
    ),
    lambda t, a, b: (
        "p-chief",
        merging.MergeIncidents(absorbed=t.incident(a), survivor=t.incident(b), reason="one"),
    ),
    lambda t, a, b: ("p-chief", merging.SeparateIncidents(absorbed=t.incident(a), reason="two")),
    lambda t, a, b: ("p-call_taker", intake.ReceiveReport(channel=Channel.call)),
    lambda t, a, b: (
        "p-call_taker",
        intake.NoteWhat(report=t.report(a), words=f"words of report {b}", type="fire.structure"),
    ),
    lambda t, a, b: ("p-call_taker", AttachReport(report=t.report(a), incident=t.incident(b))),
    lambda t, a, b: ("p-call_taker", DetachReport(report=t.report(a), reason="another matter")),
    lambda t, a, b: (
        "p-call_taker",
        LinkDuplicate(report=t.report(a), original=t.report(b)),
    ),
    lambda t, a, b: (
        "p-clerk",
        narrative.AddRemark(subject=f"incident/{t.incident(a)}", text=f"remark {b}"),
    ),
    lambda t, a, b: (
        "p-chief",
        obligations.OweThis(
            kind="call_back",
            subject=f"incident/{t.incident(a)}",
            due_at=t.now() + timedelta(hours=1),
        ),
    ),
    lambda t, a, b: (
        "p-chief",
        involved.InvolvePerson(incident=t.incident(a), role="patient", name=f"patient {b}"),
    ),
    lambda t, a, b: (
        "p-clerk",
        holds.PlaceLegalHold(subject=f"incident/{t.incident(a)}", reason=f"claim {b}"),
    ),
    lambda t, a, b: (
        "p-chief",
        retention.AdoptRetentionSchedule(
            classes=(
                retention.ClassOfRecords(
                    name="all",
                    covers=Covered.incident,
                    keep_days=1 + b,
                    ground=ForgetGround.no_longer_needed,
                    authority=f"ordinance {b}",
                    disposal=DisposalBy.person,
                ),
            ),
            after=retention.schedule_of(t.picture).version,
        ),
    ),
    lambda t, a, b: ("p-clerk", destruction.DisposeRecords(record_class="all")),
    lambda t, a, b: (
        "p-chief",
        command_topic.AssumeCommand(incident=t.incident(a), person=PEOPLE[b % len(PEOPLE)]),
    ),
    lambda t, a, b: (
        "p-chief",
        posts.EstablishPost(
            incident=t.incident(a),
            position=IcsPosition.safety_officer,
            person=PEOPLE[b % len(PEOPLE)],
        ),
    ),
    lambda t, a, b: (
        "p-chief",
        SetObjective(
            incident=t.incident(a), text=f"objective {b}", priority=ObjectivePriority.life_safety
        ),
    ),
    _task,
    _closure,
    lambda t, a, b: ("p-chief", incident.CloseIncident(incident=t.incident(a), disposition="done")),
    lambda t, a, b: ("p-chief", incident.ArchiveIncident(incident=t.incident(a))),
    lambda t, a, b: (
        "p-chief",
        crews.CrewUnit(unit=UNITS[a % 3], seats=(Seat(f"p-crew{'-2' * (b % 2)}"),), count=3),
    ),
    lambda t, a, b: ("p-chief", crews.StandDownCrew(unit=UNITS[a % 3])),
    lambda t, a, b: (
        "p-chief",
        telemetry.RegisterTracker(
            id=f"tracker-{a % 3}",
            unit=UNITS[b % 3] if b % 2 else None,
            person=None if b % 2 else PEOPLE[b % len(PEOPLE)],
        ),
    ),
    lambda t, a, b: ("p-chief", telemetry.RetireTracker(id=f"tracker-{a % 3}")),
]

Step = tuple[int, int, int]


def play(town: Town, steps: list[Step]) -> Town:
    """Give these orders; those that are refused change nothing."""
    for which, a, b in steps:
        order = ORDERS[which % len(ORDERS)](town, a, b)
        if order is not None:
            town.give(*order)
    return town


def random_steps(seed: int, length: int) -> list[Step]:
    """The same steps for the same seed."""
    rng = random.Random(seed)
    return [
        (rng.randrange(len(ORDERS)), rng.randrange(10), rng.randrange(10)) for _ in range(length)
    ]
