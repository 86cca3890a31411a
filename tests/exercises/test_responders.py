"""Simulated crews: they go where they are sent, whoever opened the incident."""

from datetime import timedelta

from tests.operations.story import MORNING, Story
from tocsin.exercises.chance import Chance
from tocsin.exercises.responders import Cast, crew_orders
from tocsin.geo.places import Point
from tocsin.operations.dispatch import DispatchUnit
from tocsin.operations.incident import GivenPlace, OpenIncident
from tocsin.operations.status import ReportEnRoute
from tocsin.operations.units import RegisterUnit

CAST = Cast(Chance(1), {}, "p-crew", "p-dispatcher", "PE-H1")
POINT = Point(50_000_000, 1_000_000)


def sent(place: GivenPlace, type: str = "fire.structure") -> Story:
    story = Story()
    story.done(RegisterUnit(call_sign="E1", kind="engine"))
    story.done(OpenIncident(type=type, place=place))
    story.done(DispatchUnit(unit="PE-E1", incident=next(iter(story.picture.incidents))))
    return story


def test_a_crew_drives_to_an_incident_that_a_person_opened() -> None:
    for type in ("fire.structure", "fire.something_else", "strange.matter"):
        story = sent(GivenPlace(label="Fish dock", point=POINT), type)
        found = crew_orders(CAST, story.picture, MORNING + timedelta(minutes=5))
        assert [type_.__class__ for type_ in (each.command for each in found)] == [ReportEnRoute]
    assert crew_orders(CAST, story.picture, MORNING) == [], (
        "the control: not before it has turned out"
    )


def test_nobody_drives_to_a_place_that_nobody_knows() -> None:
    story = sent(GivenPlace(words="somewhere"))
    assert crew_orders(CAST, story.picture, MORNING + timedelta(minutes=5)) == []
