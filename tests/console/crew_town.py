"""A town with one job under way, for the page of a crew: a boat on a water rescue, with a plan."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.app.web.doors import FIRST, Opened, serving
from tocsin.app.wiring import found, opened, telemetry_of
from tocsin.geo.places import Point
from tocsin.operations.crews import CrewUnit
from tocsin.operations.dispatch import DispatchUnit
from tocsin.operations.facilities import RegisterFacility
from tocsin.operations.incident import GivenPlace, OpenIncident
from tocsin.operations.narrative import AddRemark
from tocsin.operations.officers import RegisterPerson
from tocsin.operations.picture.narrative import Entry
from tocsin.operations.picture.plan import Applies, PlanContent, Step
from tocsin.operations.picture.unit import Seat
from tocsin.operations.plans import AdoptPlan
from tocsin.operations.runs import StartPlan
from tocsin.operations.status import ClearUnit
from tocsin.operations.units import AddStation, RegisterUnit
from tocsin.terms.codes import Agency, EntryFlag, EntryKind, Priority
from tocsin.terms.kinds import LogKind
from tocsin.views.limits import Limits
from tocsin.views.needs import reasons

UNIT = "PE-B1"
CREW = "PE-p-boat"
OTHERS = "PE-p-engine"
DESK = "PE-p-desk"
PASSWORD = "four plain words together"
SPOT = Point(42_079_300, -42_850_200)

PLAN = PlanContent(
    name="Water rescue",
    trigger=Applies(types=("rescue",)),
    steps=(
        Step("vests", "Life vests on everybody within 3 m of the water", "crew"),
        Step("upstream", "Somebody upstream watches for drift", "crew", due_s=600),
        Step("count", "Count who is on the roof and say it", "crew"),
        Step("power", "Have the power cut at the ford", "dispatcher"),
    ),
)


@contextmanager
def crew_town(folder: Path, kind: LogKind = LogKind.actual) -> Iterator[Opened]:
    """The town, served: B1 and E1 have crews, nobody has been sent anywhere yet."""
    found(folder, name="Port Ellery", code="PE", kind=kind)
    with opened(folder) as town, serving(town, folder, telemetry_of(town, folder)) as door:
        door.order(AddStation(id="quay", name="Quay Station", point=Point(42_075_500, -42_856_000)))
        for sign, what in (("B1", "boat"), ("E1", "engine"), ("A1", "ambulance")):
            door.order(RegisterUnit(call_sign=sign, kind=what, station="quay", agency=Agency.fire))
        for id, name, roles in (
            (CREW, "Ada Brook", ("crew",)),
            ("PE-p-mate", "Jonas Weir", ("crew",)),
            (OTHERS, "Mia Stone", ("crew",)),
            (DESK, "M. Osei", ("call_taker", "dispatcher", "duty_officer", "chief", "planner")),
        ):
            door.order(RegisterPerson(id=id, handle=id[5:], name=name, roles=roles))
        boat = (Seat(CREW, "officer"), Seat("PE-p-mate", "driver"))
        door.order(CrewUnit(unit="PE-B1", count=3, seats=boat))
        door.order(CrewUnit(unit="PE-E1", count=4, seats=(Seat(OTHERS, "officer"),)))
        door.order(AdoptPlan(plan="water", over=0, content=PLAN), DESK)
        place = GivenPlace(label="Port Ellery Hospital", point=Point(42_078_019, -42_854_966))
        signing = door.door.signing
        assert signing is not None
        for id in (CREW, OTHERS, DESK):
            signing.credentials.set(id, PASSWORD)
        door.order(RegisterFacility(name="Port Ellery Hospital", kind="hospital", place=place))
        yield door


def job(door: Opened, label: str = "Mill Lane 14", type: str = "rescue.water") -> str:
    """A new incident that has its dangers said and its plan running."""
    opened = door.order(
        OpenIncident(
            type=type,
            priority=Priority.immediate,
            place=GivenPlace(label=label, point=SPOT, areas={"quarter": "Riverside"}),
            summary="Car in the ford, 2 adults and a child on the roof",
            hazards=("water",),
        ),
        DESK,
    )
    incident = opened.subjects[0]
    warning = "10 cm in 15 min. Launch at Hill Street slip, not at the ford."
    about = f"incident/{incident}"
    door.order(AddRemark(about, warning, kind=EntryKind.radio, flags=(EntryFlag.safety,)), DESK)
    door.order(StartPlan(incident=incident, plan="water"), DESK)
    return incident


def sent(door: Opened, unit: str = "PE-B1") -> str:
    """An incident that this unit was sent to."""
    incident = job(door)
    door.order(DispatchUnit(unit=unit, incident=incident), DESK)
    return incident


def cleared(door: Opened) -> None:
    """No unit is at work any more, and nobody has anything to report."""
    for unit in door.town.picture.units.values():
        if unit.incident is not None:
            door.order(ClearUnit(unit=unit.id))


def end_of(door: Opened) -> int:
    """Where the log ends now."""
    return door.town.store.head().position


def status(door: Opened) -> str:
    """What the town believes the boat does."""
    found = door.town.picture.units.get(UNIT)
    assert found is not None
    return found.status


def happened(door: Opened, after: int) -> list[tuple[str, str]]:
    """What the crew's own orders left in the log since: which fact, and when it was."""
    return [
        (each.name, each.occurred_at.isoformat(timespec="milliseconds")[11:23])
        for each in door.town.store.read(after=after)
        if each.actor == CREW
    ]


def asked(door: Opened, subject: str) -> Entry:
    """The newest entry that somebody is asked to read."""
    found = door.town.picture.narratives.get(subject)
    assert found is not None
    return next(each for each in reversed(found.entries) if each.asked)


def text_of(door: Opened, entry: Entry) -> str:
    """What an entry says, clear."""
    assert entry.text is not None
    return door.town.store.keys.open(entry.text) or ""


def needs(door: Opened, incident: str) -> str:
    """Why the board says that this needs a person."""
    picture = door.town.picture
    found = picture.incidents.get(incident)
    assert found is not None
    now = door.town.clock.now()
    return " ".join(reasons(found, picture, now, Limits(), door.town.store.keys.open))


__all__ = [
    "CREW", "DESK", "FIRST", "OTHERS", "PASSWORD", "UNIT", "asked", "cleared", "crew_town",
    "end_of", "happened", "job", "needs", "sent", "status", "text_of",
]  # fmt: skip
