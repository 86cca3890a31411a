"""Towns made up at random, of nouns: every state that a board speaks of, close to its limits.

Not what orders could lead to, on purpose: a view says what it is shown.
"""

import random
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import TypeVar

import msgspec

from tests.operations.story import MORNING
from tests.views.agenda import agenda_of
from tocsin.geo.places import Place, Point
from tocsin.operations.arising import Arising, arising
from tocsin.operations.orders import Provenance
from tocsin.operations.picture import (
    Closure,
    Facility,
    Incident,
    Likeness,
    Narrative,
    Obligation,
    Person,
    Picture,
    Report,
    Station,
    Unit,
    from_items,
)
from tocsin.operations.picture.command import (
    Briefing,
    Organization,
    OwnerKind,
    SpanNotice,
    SpanState,
    Task,
    TaskOwner,
    TaskState,
    Transfer,
)
from tocsin.operations.picture.facility import Extent
from tocsin.operations.picture.incident import (
    AgencyPart,
    Handover,
    InvolvedPerson,
    Link,
    Mark,
    Patients,
    Relation,
    Response,
    Triage,
)
from tocsin.operations.picture.narrative import Asked, Entry
from tocsin.operations.picture.obligation import ObligationState, Timer
from tocsin.operations.picture.plan import (
    Applies,
    Area,
    Card,
    Need,
    Plan,
    PlanContent,
    PlanShelf,
    Run,
    Step,
    Tick,
    TickState,
)
from tocsin.operations.picture.proposal import (
    Approval,
    ApprovalRule,
    Objection,
    Proposal,
    ProposalState,
    SignedIn,
)
from tocsin.operations.picture.report import CallerPosition
from tocsin.operations.picture.unit import Authority, Capability, Position
from tocsin.terms.codes import Agency, Channel, Disposal, IncidentStatus, Priority, UnitStatus
from tocsin.terms.words import Words

T = TypeVar("T")
NOW = MORNING + timedelta(hours=2)
TIMERS_ADOPTED = [Timer("welfare", 600, "chief"), Timer("retriage", 1_200, "dispatcher")]
TYPES = ("fire.structure", "fire.rubbish_fire", "medical.fall", "rescue.water_rescue", "police")
KINDS = ("engine", "ladder", "boat", "ambulance")
SPANS_S = (
    0, 1, 59, 60, 119, 120, 121, 149, 150, 151, 299, 300, 301, 899, 900, 901, 1_199, 1_200, 1_201,
)  # fmt: skip
"""Seconds ago, about the limits."""
BUSY = (UnitStatus.committed, UnitStatus.en_route, UnitStatus.on_scene)


class Maker:
    """Draws nouns of one town; ids speak of a few incidents, units and people again and again."""

    def __init__(self, seed: int, incidents: int = 10, units: int = 9) -> None:
        self.rng = random.Random(seed)
        self.incidents = [f"PE-i{each}" for each in range(incidents)]
        self.units = [f"PE-{self.one(('E', 'M', 'A'))}{each}" for each in range(units)]
        self.people = [f"PE-p{each}" for each in range(4)]
        self.stations = ["st1", "st2", "st3"]
        self.reports = [f"PE-r{each}" for each in range(6)]
        self.tasks = [f"PE-t{each}" for each in range(6)]

    def one(self, pool: Sequence[T]) -> T:
        return self.rng.choice(pool)

    def some(self, pool: Sequence[T], most: int = 3) -> tuple[T, ...]:
        return tuple(self.rng.sample(pool, self.rng.randint(0, min(most, len(pool)))))

    def maybe(self, value: T, chance: float = 0.5) -> T | None:
        return value if self.rng.random() < chance else None

    def at(self) -> datetime:
        """A moment before now, often just at a limit, seldom a little ahead; to the microsecond."""
        after_s = self.one((*SPANS_S, self.rng.randint(0, 9_000), self.rng.randint(0, 400_000)))
        finer = self.one((0, 0, 0, 1, 500_000, 999_999))
        return NOW - timedelta(seconds=after_s) + timedelta(microseconds=finer)

    def near(self) -> datetime:
        """A moment at a limit."""
        return NOW - timedelta(seconds=self.one(SPANS_S))

    def words(self, owner: str = "incident/PE-i1") -> Words:
        if self.rng.random() < 0.2:
            return Words(f"{owner}2", sealed=b"gone")
        return Words(owner, self.one(("mill lane", "a smell of gas", "häuser am Fluß", "نهر")))

    def place(self) -> Place:
        return Place(
            words=self.maybe(self.words(), 0.4),
            label=self.maybe(self.one(("Mill Lane 14", "Quay", "")), 0.4),
            point=self.maybe(self.point()),
            uncertainty_m=self.maybe(30, 0.3),
            areas=self.one(({}, {"district": "B04"}, {"quarter": "", "old_town": "East"})),
        )

    def point(self) -> Point:
        """Two blocks of one town, and a spot far away in the south."""
        near = Point(
            42_076_573 + self.rng.randint(-4_000, 4_000), -42_859_590 + self.rng.randint(0, 900)
        )
        return self.one((near, near, near, Point(-33_999_983, 151_234_567)))

    def response(self) -> Response:
        ended = self.maybe(self.one((self.at(), self.near())), 0.5)
        marks = tuple(
            Mark(self.one(list(UnitStatus)), self.at()) for _ in range(self.one((0, 2, 3)))
        )
        return Response(
            self.one(self.units),
            marks,
            ended_at=ended,
            outcome=None if ended is None else self.one(("cleared", "diverted", "reassigned")),
            observed=self.one(((), (("on the way", self.at()), ("there", self.at())))),
        )

    def incident(self, id: str) -> Incident:
        handover = Handover("KW", self.near(), self.maybe(self.at(), 0.4))
        merged_into = self.maybe(self.one(self.incidents), 0.05)
        status = self.one((*[IncidentStatus.open] * 6, *IncidentStatus))
        return Incident(
            id=id,
            number=self.one(("0417", "0002", "0002", "17")),
            opened_at=self.at(),
            type=self.one(TYPES),
            status=IncidentStatus.closed if merged_into else status,
            priority=self.one([None, *Priority]),
            place=self.place(),
            summary=self.maybe(self.words()),
            hazards=self.some(("gas", "flood")),
            alarm_level=self.one((1, 1, 1, 2, 3)),
            agencies=self.some(
                [AgencyPart(Agency.fire, name="Quay Fire"), AgencyPart(Agency.police)], 2
            ),
            reports=self.some(self.reports),
            links=tuple(Link(each, Relation.same_cause) for each in self.some(self.incidents, 1)),
            people=(InvolvedPerson("PE-x1", "caller", self.words("person/PE-x1")),),
            triage=self.one(
                (Triage(), Triage(2, 0, 1, at=self.at()), Triage(minor=3, at=self.at()))
            ),
            patients=self.one((Patients(), Patients(on_scene=4, at_hospital=1))),
            disposition=self.maybe("false_alarm", 0.2),
            closing_words=self.maybe(self.words(), 0.2),
            closed_at=self.maybe(self.at(), 0.2),
            attributes=self.one(({}, {"grid": "B 7", "beat": ""})),
            responses=tuple(self.response() for _ in range(self.one((0, 1, 1, 2, 4)))),
            merged_into=merged_into,
            held_because=self.maybe(self.one((self.words(), Words("incident/x", "")))),
            handover=self.maybe(handover, 0.4),
            listed_until=self.maybe(self.at(), 0.1),
            source=self.maybe(Provenance("cad"), 0.3),
            source_number=self.maybe("CAD-9", 0.2),
        )

    def unit(self, id: str) -> Unit:
        home = self.one(("PE", "PE", "PE", "KW"))
        return Unit(
            id=id,
            call_sign=id.removeprefix("PE-"),
            kind=self.one(KINDS),
            authority=Authority(home, self.one((home, home, "PE", "KW"))),
            status=self.one((*BUSY, *UnitStatus)),
            since=self.maybe(self.one((self.at(), self.near())), 0.9),
            station=self.maybe(self.one((*self.stations, "st9")), 0.9),
            capabilities=tuple(
                Capability(self.one(KINDS), self.one((None, 1, 2)), self.one((1, 1, 2)))
                for _ in range(self.rng.randint(0, 2))
            ),
            incident=self.maybe(self.one((*self.incidents, "PE-none"))),
            post=self.maybe("st1", 0.3),
            position=self.maybe(Position(Point(1, 1), self.at()), 0.1),
            welfare_at=self.maybe(self.at(), 0.1),
            crew_count=self.maybe(self.rng.randint(0, 4)),
            crew_minimum=self.one((1, 3)),
            crew_until=self.maybe(self.at(), 0.3),
            expected_back_at=self.maybe(NOW + timedelta(seconds=self.one((-5, 0, 900))), 0.5),
            shares_crew_with=self.some(self.units, 1),
            is_imported=self.rng.random() < 0.1,
        )

    def report(self, id: str) -> Report:
        return Report(
            id=id,
            arrived_at=self.at(),
            channel=self.one(list(Channel)),
            taken_by=self.maybe(self.one(self.people)),
            type=self.maybe(self.one(TYPES)),
            words=self.maybe(self.words()),
            priority=self.one([None, *Priority]),
            is_danger=self.one((None, None, True, False)),
            place=self.place(),
            caller_position=self.maybe(CallerPosition(self.point(), self.at(), "Cell", 100), 0.3),
            incident=self.maybe(self.one(self.incidents), 0.3),
            disposed=self.maybe(Disposal.prank, 0.1),
        )

    def subject(self) -> str:
        return self.one(
            (
                f"incident/{self.one(self.incidents)}",
                f"unit/{self.one(self.units)}",
                f"report/{self.one(self.reports)}",
                f"task/{self.one(self.tasks)}",
                f"person/{self.one(self.people)}",
                "facility/clinic",
            )
        )

    def obligation(self, id: str) -> Obligation:
        return Obligation(
            id=id,
            kind=self.one(("welfare", "call_back", "look_at_the_weir")),
            subject=self.subject(),
            due_at=self.one((self.at(), NOW + timedelta(seconds=self.one((0, 1, 300))))),
            opened_at=self.at(),
            role=self.maybe("duty_officer"),
            person=self.maybe(self.one(self.people), 0.3),
            state=self.one([ObligationState.open, *ObligationState]),
            told=self.maybe("chief", 0.3),
        )

    def task(self, id: str) -> Task:
        incident = self.one(self.incidents)
        return Task(
            id=id,
            incident=incident,
            text=self.words(f"incident/{incident}"),
            owner=TaskOwner(OwnerKind.unit, self.one((*self.units, "PE-p1", "post"))),
            assigned_at=self.at(),
            since=self.at(),
            state=self.one(list(TaskState)),
            due_at=self.maybe(self.at()),
            because=self.maybe(self.words(f"incident/{incident}")),
        )

    def run(self, incident: str) -> Run:
        ticks = tuple(
            Tick(
                f"s{each}",
                f"Step {each}",
                "works",
                self.at(),
                due_at=self.maybe(self.at()),
                state=self.one([TickState.open, *TickState]),
                is_retired=self.rng.random() < 0.2,
            )
            for each in range(self.rng.randint(0, 4))
        )
        return Run(
            incident,
            self.one(("flood", "house", "none")),
            self.one((1, 2, 3)),
            self.one((1, 2)),
            self.at(),
            ticks,
            offered=self.maybe(2, 0.2),
            stopped_at=self.maybe(self.at(), 0.2),
        )

    def applies(self) -> Applies:
        return Applies(
            types=self.some(("fire", "fire.structure", "medical", "rescue.water_rescue")),
            priorities=self.some(list(Priority), 2) if self.rng.random() < 0.3 else (),
            areas=(Area("district", "B04"),) if self.rng.random() < 0.2 else (),
            hazards=self.some(("gas", "flood"), 1) if self.rng.random() < 0.3 else (),
        )

    def needs(self) -> tuple[Need, ...]:
        return tuple(
            Need(self.one((*KINDS, "water_rescue")), self.one((None, None, 1, 2)), self.one((1, 2)))
            for _ in range(self.rng.randint(0, 3))
        )

    def shelf(self, id: str) -> PlanShelf:
        cards = (
            Card(1, self.needs(), self.needs()),
            *(
                Card(self.one((1, 2, 3)), self.needs(), self.needs(), self.applies())
                for _ in range(self.rng.randint(0, 3))
            ),
        )
        steps = (Step("s1", "Close the ford", "works"),)
        content = PlanContent(f"Plan {id}", self.applies(), cards, steps)
        plans = tuple(Plan(id, each, self.at(), content) for each in (1, 2))
        return PlanShelf(id, 2, self.one((None, 1, 2)), plans)

    def organization(self, incident: str) -> Organization:
        briefing = Briefing(self.words(), self.words(), self.words(), self.words())
        offers = tuple(
            Transfer(f"o{each}", "PE-p0", self.one(self.people), self.at(), briefing)
            for each in range(self.one((0, 0, 1, 2)))
        )
        notices = tuple(
            SpanNotice(self.one(("", "post-1", "post-2")), self.one(list(SpanState)), 9, self.at())
            for _ in range(self.one((0, 0, 1, 2, 6)))
        )
        return Organization(
            incident, offers=offers, notices=notices, terminated_at=self.maybe(self.at(), 0.1)
        )

    def narrative(self, incident: str) -> Narrative:
        entries = tuple(
            Entry(
                f"e{each}",
                self.at(),
                self.at(),
                "PE-p0",
                text=self.words(),
                corrected_by=self.maybe("e9", 0.1),
                asked=tuple(self.asked() for _ in range(self.one((0, 0, 1, 3, 6)))),
            )
            for each in range(self.one((0, 0, 1, 2)))
        )
        return Narrative(f"incident/{incident}", entries)

    def asked(self) -> Asked:
        read_at = self.maybe(self.at(), 0.3)
        return Asked(
            self.at(),
            "PE-p0",
            person=self.maybe(self.one(self.people)),
            role=self.maybe(self.one(("duty_officer", "chief", "crew"))),
            due_at=self.maybe(self.one((self.at(), NOW + timedelta(seconds=60)))),
            read_at=read_at,
            read_by=None if read_at is None else "PE-p1",
        )

    def proposal(self, id: str) -> Proposal:
        signed = SignedIn("PE-p0", "s", "c")
        rules = tuple(
            ApprovalRule("CloseIncident", each, ("chief",)) for each in self.some((1, 2, 3), 2)
        )
        objections = tuple(
            Objection(each, self.words(), self.at()) for each in self.some(self.people, 1)
        )
        return Proposal(
            id,
            "CloseIncident",
            "0" * 64,
            Words(f"proposal/{id}", sealed=b"gone"),
            signed,
            self.at(),
            NOW + timedelta(seconds=self.one((-1, 0, 1, 60, 7_200, 400_000))),
            rules,
            approvals=tuple(Approval(signed, 5, self.at()) for _ in range(self.one((0, 0, 1)))),
            objections=self.one(((), (), objections)),
            state=self.one([ProposalState.open, ProposalState.open, *ProposalState]),
        )

    def person(self, id: str) -> Person:
        return Person(id, roles=("observer",), handle=self.maybe(f"h-{id[-1]}", 0.7))

    def station(self, id: str) -> Station:
        row, column = self.rng.randint(0, 1), self.rng.randint(0, 2)
        return Station(id, self.one(("Hill Station", "Quay", "Mill")), row=row, column=column)

    def changed(self, picture: Picture) -> Picture:
        """The town a moment later: some nouns are others, some have come, some have gone."""
        makers: dict[str, tuple[Sequence[str], Callable[[str], object]]] = {
            "incidents": (self.incidents, self.incident),
            "units": (self.units, self.unit),
            "reports": (self.reports, self.report),
            "people": (self.people, self.person),
            "stations": (self.stations, self.station),
            "obligations": ([f"PE-o{each}" for each in range(8)], self.obligation),
            "tasks": (self.tasks, self.task),
            "runs": (self.incidents, self.run),
            "plans": (("flood", "house"), self.shelf),
            "posts": (self.incidents, self.organization),
            "narratives": ([f"incident/{each}" for each in self.incidents], self._of_key),
            "proposals": (("PE-q0", "PE-q1"), self.proposal),
        }
        kinds = self.rng.sample(sorted(makers), self.rng.randint(0, 4))
        for kind in [*kinds, "incidents", "units"]:
            pool, maker = makers[kind]
            name = self.one(pool)
            found = getattr(picture, kind)
            is_gone = self.rng.random() < 0.3
            after = found.drop(name) if is_gone else found.put(name, maker(name))
            picture = msgspec.structs.replace(picture, **{kind: after})
        return picture

    def _of_key(self, key: str) -> Narrative:
        return self.narrative(key.partition("/")[2])

    def picture(self) -> Picture:
        """A whole town of these."""
        rng = self.rng
        owed = [f"PE-o{each}" for each in range(rng.randint(0, 8))]
        obligations: dict[str, Obligation] = {each: self.obligation(each) for each in owed}
        asked = [f"PE-q{each}" for each in range(rng.randint(0, 3))]
        hold = rng.random
        picture = Picture(
            incidents=from_items({each: self.incident(each) for each in self.incidents}),
            units=from_items({e: self.unit(e) for e in self.units if hold() < 0.9}),
            reports=from_items({e: self.report(e) for e in self.reports if hold() < 0.7}),
            people=from_items({each: self.person(each) for each in self.people}),
            stations=from_items({each: self.station(each) for each in self.stations}),
            facilities=from_items({each: self.facility(each) for each in ("clinic", "pump")}),
            closures=from_items({each: self.closure(each) for each in ("c1", "c2", "c3")}),
            timers=from_items({e.kind: e for e in self.some(TIMERS_ADOPTED, 1)}),
            likeness=from_items({e: Likeness(500, 9_000) for e in self.some(("fire", "*"), 1)}),
            tasks=from_items({each: self.task(each) for each in self.tasks if hold() < 0.5}),
            runs=from_items({each: self.run(each) for each in self.incidents if hold() < 0.4}),
            plans=from_items(
                {e: self.shelf(e) for e in ("flood", "house", "coast") if hold() < 0.8}
            ),
            posts=from_items({e: self.organization(e) for e in self.incidents if hold() < 0.4}),
            narratives=from_items(
                {f"incident/{e}": self.narrative(e) for e in self.incidents if hold() < 0.4}
            ),
            proposals=from_items({each: self.proposal(each) for each in asked}),
        )
        agenda = agenda_of(picture)
        picture = msgspec.structs.replace(picture, agenda=agenda)
        for each in arising(picture, NOW):
            if hold() < 0.3:
                obligations[each.id] = self.opened(each)
        return msgspec.structs.replace(picture, obligations=from_items(obligations))

    def opened(self, each: Arising) -> Obligation:
        """What the clock has opened since it was due, as it came or put off."""
        opened_at = each.due_at + timedelta(seconds=4)
        due_at = self.one((each.due_at, each.due_at, NOW + timedelta(seconds=90)))
        state = self.one([ObligationState.open, *ObligationState])
        return Obligation(
            each.id, each.kind, each.subject, due_at, opened_at, each.role, each.person, state=state
        )

    def facility(self, id: str) -> Facility:
        return Facility(id, f"The {id}", "clinic", reported_at=self.maybe(self.at()))

    def closure(self, id: str) -> Closure:
        return Closure(
            id,
            "flooded",
            Extent(Place(point=self.point()), radius_m=100),
            self.at(),
            ends_at=self.maybe(NOW + timedelta(seconds=self.one((-60, 0, 1, 3_600, 3_601)))),
            incident=self.maybe(self.one(self.incidents)),
            lifted_at=self.maybe(self.at(), 0.2),
        )
