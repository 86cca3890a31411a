"""What is owed about a crew says where it is: it goes with the incident the crew works for."""

from tests.operations.story import Story
from tocsin.access import person, redact
from tocsin.operations.dispatch import DispatchUnit
from tocsin.operations.incident import OpenIncident
from tocsin.operations.obligations import OweThis
from tocsin.operations.officers import PersonRegistered
from tocsin.operations.restriction import LiftRestriction, RestrictIncident
from tocsin.operations.units import RegisterUnit

KNOWS, OTHER = "PE-p1", "PE-p2"


def a_crew_at_a_restricted_incident() -> tuple[Story, str]:
    """E1 works for a restricted incident of which one dispatcher knows, and owes a word."""
    story = Story()
    for name in (KNOWS, OTHER):
        story.given(PersonRegistered(person=name, roles=("dispatcher",)))
    story.done(RegisterUnit(call_sign="E1", kind="engine"))
    story.done(OpenIncident(type="public.threat"))
    incident = story.picture.incidents.values()[0].id
    story.done(RestrictIncident(incident=incident, need_to_know=(KNOWS,)), actor=KNOWS)
    story.done(DispatchUnit(unit="PE-E1", incident=incident))
    story.done(OweThis(kind="welfare", subject="unit/PE-E1"))
    return story, incident


def owed(story: Story, viewer: str) -> list[str]:
    """Kinds of what this officer sees as owed."""
    return [kind for kind, _ in redact(story.picture, person(viewer)) if kind == "obligations"]


def test_what_a_crew_at_a_restricted_incident_owes_is_seen_by_those_who_may_know() -> None:
    story, _ = a_crew_at_a_restricted_incident()
    assert owed(story, KNOWS) == ["obligations"]
    assert owed(story, OTHER) == []


def test_it_is_seen_again_by_all_when_the_restriction_is_lifted() -> None:
    story, incident = a_crew_at_a_restricted_incident()
    story.done(LiftRestriction(incident=incident, reason="over"), actor=KNOWS)
    assert owed(story, OTHER) == ["obligations"]
