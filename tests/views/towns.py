"""Invented incidents and pictures that the views' tests look at."""

from datetime import timedelta

from tests.operations.story import MORNING, Story
from tocsin.geo.places import Place
from tocsin.operations.incident import GivenPlace, IncidentOpened, OpenIncident
from tocsin.operations.picture.incident import Incident, Mark, Response
from tocsin.operations.picture.unit import Authority, Unit
from tocsin.operations.units import AddStation, RegisterUnit
from tocsin.terms.codes import Agency, Priority, UnitStatus

CHAIN = (
    UnitStatus.committed,
    UnitStatus.en_route,
    UnitStatus.on_scene,
)


def response(
    unit: str, *times_s: int | None, ended_s: int | None = None, vague_s: int = 0
) -> Response:
    """A response whose chain was reached at these seconds; the last mark `vague_s` wide."""
    marks = [
        Mark(status, MORNING + timedelta(seconds=at))
        for status, at in zip(CHAIN, times_s, strict=False)
        if at is not None
    ]
    if vague_s:
        last = marks[-1]
        marks[-1] = Mark(last.status, last.at, last.at - timedelta(seconds=vague_s))
    ended = None if ended_s is None else MORNING + timedelta(seconds=ended_s)
    return Response(unit, tuple(marks), ended_at=ended, outcome="cleared" if ended else None)


def incident(
    name: str,
    opened_s: int,
    *responses: Response,
    closed_s: int | None = None,
    type: str = "fire.house_fire",
    priority: Priority | None = Priority.urgent,
    **attributes: str,
) -> Incident:
    """An incident opened so many seconds after eight."""
    return Incident(
        id=f"PE-{name}",
        number=name,
        opened_at=MORNING + timedelta(seconds=opened_s),
        type=type,
        priority=priority,
        responses=responses,
        closed_at=None if closed_s is None else MORNING + timedelta(seconds=closed_s),
        place=Place(areas={"district": "East" if opened_s < 100 else "West"}),
        attributes=attributes,
    )


def unit(
    call_sign: str, kind: str = "engine", home: str | None = None, agency: Agency = Agency.fire
) -> Unit:
    return Unit(
        id=f"PE-{call_sign}",
        call_sign=call_sign,
        kind=kind,
        authority=Authority("PE", "PE"),
        agency=agency,
        agency_name=home,
    )


def port_ellery(units: int = 8) -> Story:
    """A town with two stations and engines E1, E2 …, half of them at each."""
    story = Story()
    story.done(AddStation(id="hill", name="Hill Station", row=0, column=0))
    story.done(AddStation(id="mill", name="Mill Station", row=1, column=0))
    for each in range(units):
        station = "hill" if each % 2 == 0 else "mill"
        story.done(RegisterUnit(call_sign=f"E{each + 1}", kind="engine", station=station))
    return story


def opened(story: Story, type: str, priority: Priority | None, label: str = "Mill Lane 14") -> str:
    """Open an incident in a story; returns its id."""
    (event,) = story.done(OpenIncident(type=type, priority=priority, place=GivenPlace(label=label)))
    assert isinstance(event, IncidentOpened)
    return event.incident
