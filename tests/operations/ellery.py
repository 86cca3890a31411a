"""A small town for stories about units and incidents: two stations, five units, two incidents."""

from datetime import datetime, timedelta

from tests.operations.story import MORNING, Story
from tocsin.geo.places import Point
from tocsin.operations.incident import OpenIncident
from tocsin.operations.officers import RegisterPerson
from tocsin.operations.picture import Incident, Unit
from tocsin.operations.units import AddStation, RegisterUnit
from tocsin.terms.codes import Agency, Priority

FIRE, CRASH = "PE-fire", "PE-crash"
E1, E2, L1, A1, P1 = "PE-E1", "PE-E2", "PE-L1", "PE-A1", "PE-P1"
HARBOUR = Point(43_070_000, -70_710_000)
PEOPLE = ("p-ada", "p-bo", "p-cy", "p-di")


def town() -> Story:
    """Everything is free and two incidents are open: a fire (urgent) and a crash (prompt).

    It is ten minutes past eight: whatever a story tells from there lies before or after that.
    """
    story = Story()
    story.done(AddStation(id="mill", name="Mill Street", point=HARBOUR))
    story.done(AddStation(id="quay", name="The Quay", row=1))
    for call_sign, kind, station, agency in (
        ("E1", "engine", "mill", Agency.fire),
        ("E2", "engine", "quay", Agency.fire),
        ("L1", "ladder", "mill", Agency.fire),
        ("A1", "ambulance", "quay", Agency.medical),
        ("P1", "patrol", None, Agency.police),
    ):
        story.done(RegisterUnit(call_sign=call_sign, kind=kind, station=station, agency=agency))
    story.done(OpenIncident(id=FIRE, type="fire.structure", priority=Priority.urgent))
    story.done(OpenIncident(id=CRASH, type="traffic.collision", priority=Priority.prompt))
    for person in PEOPLE:
        story.done(RegisterPerson(id=person))
    story.now_s = 600
    return story


def clock(seconds: int) -> datetime:
    """So many seconds after eight."""
    return MORNING + timedelta(seconds=seconds)


def unit(story: Story, name: str) -> Unit:
    """The unit as the board shows it."""
    found = story.picture.units.get(name)
    assert found is not None
    return found


def incident(story: Story, name: str) -> Incident:
    """The incident as the board shows it."""
    found = story.picture.incidents.get(name)
    assert found is not None
    return found
