from datetime import timedelta

from msgspec.structs import replace

from tests.operations.story import MORNING, Story
from tocsin.operations.dispatch import DispatchUnit
from tocsin.operations.incident import ArchiveIncident, CloseIncident, OpenIncident
from tocsin.operations.looks import (
    BreakGlass,
    GlassShut,
    LookAtRestricted,
    ShutGlass,
    due,
    glass_key,
    may_know,
)
from tocsin.operations.officers import DeactivatePerson, RegisterPerson
from tocsin.operations.orders import Refused
from tocsin.operations.picture.looks import Look, Looks
from tocsin.operations.restriction import RestrictIncident
from tocsin.operations.units import RegisterUnit
from tocsin.terms.words import Words

LOOK = LookAtRestricted(incident="i1")
BREAK = BreakGlass(incident="i1", reason="crew asks for the back door", for_s=600)


def a_restricted_matter() -> Story:
    story = Story()
    for person in ("p-chief", "p-duty"):
        story.done(RegisterPerson(id=person))
    story.done(OpenIncident(id="i1", type="police.warrant"))
    story.done(RestrictIncident(incident="i1", need_to_know=("p-chief",)), actor="p-chief")
    return story


def test_every_look_at_a_restricted_incident_is_counted_by_person() -> None:
    story = a_restricted_matter()
    story.done(LOOK, actor="p-chief", at_s=50)
    story.done(LOOK, actor="p-chief", at_s=90)
    first, last = MORNING + timedelta(seconds=50), MORNING + timedelta(seconds=90)
    assert story.picture.looks.get("i1") == Looks("i1", (Look("p-chief", first, last, 2),))


def test_for_whoever_may_not_know_it_is_as_if_it_did_not_exist() -> None:
    story = a_restricted_matter()
    hidden = story.refused(LOOK, actor="p-duty")
    absent = story.refused(LookAtRestricted(incident="i2"), actor="p-duty")
    assert hidden == Refused("incident_unknown", {"incident": "i1"})
    assert absent.code == hidden.code
    assert list(story.picture.looks) == []


def test_a_look_at_what_everybody_may_see_is_not_recorded() -> None:
    story = Story()
    story.done(OpenIncident(id="i1", type="fire.building"))
    assert story.done(LOOK) == []


def test_a_crew_that_works_there_may_know() -> None:
    story = a_restricted_matter()
    story.done(RegisterUnit(call_sign="E1", kind="engine"))
    duty = story.picture.people.get("p-duty")
    assert duty is not None
    aboard = replace(duty, unit="PE-E1")
    story.picture = replace(story.picture, people=story.picture.people.put("p-duty", aboard))
    assert story.refused(LOOK, actor="p-duty").code == "incident_unknown"
    story.done(DispatchUnit(unit="PE-E1", incident="i1"))
    story.done(LOOK, actor="p-duty")


def test_broken_glass_gives_one_person_sight_of_one_incident_for_a_time() -> None:
    story = a_restricted_matter()
    story.done(OpenIncident(id="i2", type="police.warrant"))
    story.done(RestrictIncident(incident="i2", need_to_know=("p-chief",)), actor="p-chief")
    story.done(BREAK, actor="p-duty")
    now = MORNING + timedelta(seconds=story.now_s)
    glass = story.picture.glass.get(glass_key("p-duty", "i1"))
    assert glass is not None
    assert (glass.person, glass.incident) == ("p-duty", "i1")
    assert glass.until == now + timedelta(seconds=600)
    assert glass.reason == Words("incident/i1", "crew asks for the back door")
    story.done(LOOK, actor="p-duty")
    for incident, person in (("i2", "p-duty"), ("i1", "p-other")):
        found = story.picture.incidents.get(incident)
        assert found is not None
        assert not may_know(story.picture, found, person)


def test_sight_ends_when_the_clock_shuts_the_glass() -> None:
    story = a_restricted_matter()
    story.done(BREAK, actor="p-duty")
    until = MORNING + timedelta(seconds=story.now_s + 600)
    assert due(story.picture, until - timedelta(seconds=1)) == []
    (shut,) = due(story.picture, until)
    story.done(shut, actor="system/clock")
    assert story.refused(LOOK, actor="p-duty").code == "incident_unknown"
    assert story.refused(shut) == Refused("glass_not_broken", {"incident": "i1"})
    assert due(story.picture, until) == []


def test_sight_is_given_back_before_its_time() -> None:
    story = a_restricted_matter()
    story.done(BREAK, actor="p-duty")
    story.done(ShutGlass(person="p-duty", incident="i1"), actor="p-duty")
    assert list(story.picture.glass) == []


def test_broken_again_it_lasts_longer_and_never_shorter() -> None:
    story = a_restricted_matter()
    story.done(BREAK, actor="p-duty")
    shorter = BreakGlass(incident="i1", reason="still here", for_s=60)
    assert story.done(shorter, actor="p-duty") == []
    longer = BreakGlass(incident="i1", reason="second crew", for_s=3600)
    story.done(longer, actor="p-duty")
    glass = story.picture.glass.get(glass_key("p-duty", "i1"))
    assert glass is not None
    assert glass.reason == Words("incident/i1", "second crew")
    assert glass.until == MORNING + timedelta(seconds=story.now_s + 3600)


def test_glass_is_not_broken_where_there_is_none_or_it_is_open_already() -> None:
    story = a_restricted_matter()
    story.done(OpenIncident(id="i2", type="fire.building"))
    assert story.refused(BREAK, actor="p-chief") == Refused("knows_already", {"incident": "i1"})
    open_to_all = BreakGlass(incident="i2", reason="x")
    refused = story.refused(open_to_all, actor="p-duty")
    assert refused == Refused("knows_already", {"incident": "i2"})
    nowhere = BreakGlass(incident="i9", reason="x")
    assert story.refused(nowhere, actor="p-duty").code == "incident_unknown"


def test_only_people_of_this_town_who_are_active_break_glass() -> None:
    story = a_restricted_matter()
    assert story.refused(BREAK, actor="p-nobody").code == "person_unknown"
    story.done(DeactivatePerson(person="p-duty", reason="left"))
    assert story.refused(BREAK, actor="p-duty").code == "person_is_inactive"


def test_who_looked_leaves_the_picture_with_the_incident() -> None:
    story = a_restricted_matter()
    story.done(LOOK, actor="p-chief")
    story.done(BREAK, actor="p-duty")
    story.done(CloseIncident(incident="i1", disposition="served"), actor="p-chief")
    story.done(ArchiveIncident(incident="i1"), actor="p-chief")
    assert list(story.picture.looks) == []
    assert list(story.picture.glass) == []


def test_a_glass_shut_that_nobody_broke_changes_nothing() -> None:
    story = Story()
    before = story.picture
    story.given(GlassShut(person="p", incident="i"))
    assert story.picture == before
