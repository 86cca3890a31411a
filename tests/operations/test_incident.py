"""Opening, correcting, closing and reopening an incident."""

from itertools import pairwise

import pytest

from tests.operations.ellery import CRASH, E1, FIRE, HARBOUR, clock, incident, town, unit
from tests.operations.story import Story
from tocsin.operations.alarm import HoldIncident, LowerAlarm, RaiseAlarm, ResumeIncident
from tocsin.operations.dispatch import DispatchUnit
from tocsin.operations.incident import (
    ArchiveIncident,
    CloseIncident,
    GivenPlace,
    IncidentClosed,
    NameHazards,
    OpenIncident,
    RelocateIncident,
    ReopenIncident,
    RetypeIncident,
    SetPriority,
)
from tocsin.operations.merging import MergeIncidents
from tocsin.operations.orders import Command
from tocsin.operations.stacking import StackAssignment
from tocsin.operations.status import ClearUnit
from tocsin.terms.codes import IncidentStatus, Priority
from tocsin.terms.words import Words


def test_an_opened_incident_has_a_public_number_and_its_words_are_its_own() -> None:
    story = Story()
    place = GivenPlace(words="behind the chandler's", label="Quay Road", point=HARBOUR)
    story.done(OpenIncident(type="fire.vehicle", place=place, summary="van alight"))
    (found,) = story.picture.incidents.values()
    assert found.id == f"PE-260302-{found.number}"
    assert len(found.number) == 4
    assert found.place.label == "Quay Road"
    assert found.place.words == Words(f"incident/{found.id}", "behind the chandler's")
    assert found.summary == Words(f"incident/{found.id}", "van alight")
    assert found.priority is None, "nobody said: unknown, not routine"


def test_numbers_of_a_day_do_not_count_up() -> None:
    story = Story()
    for _ in range(5):
        story.done(OpenIncident(type="fire.vehicle"))
    numbers = [int(each.number) for each in story.picture.incidents.values()]
    assert len(set(numbers)) == 5
    assert any(abs(a - b) != 1 for a, b in pairwise(numbers))


def test_an_incident_is_opened_once_under_an_id() -> None:
    story = town()
    refused = story.refused(OpenIncident(id=FIRE, type="fire.vehicle"))
    assert refused.code == "incident_exists"
    assert refused.parameters == {"incident": FIRE}


def test_what_and_where_and_how_urgent_it_is_may_be_said_anew() -> None:
    story = town()
    story.done(RetypeIncident(incident=FIRE, type="fire.vehicle"))
    story.done(SetPriority(incident=FIRE, priority=Priority.immediate))
    story.done(RelocateIncident(incident=FIRE, place=GivenPlace(label="Mill Lane")))
    story.done(NameHazards(incident=FIRE, hazards=("gas", "collapse")))
    found = incident(story, FIRE)
    assert (found.type, found.priority) == ("fire.vehicle", Priority.immediate)
    assert (found.place.label, found.hazards) == ("Mill Lane", ("gas", "collapse"))
    assert story.done(RetypeIncident(incident=FIRE, type="fire.vehicle")) == []
    assert story.done(SetPriority(incident=FIRE, priority=Priority.immediate)) == []
    assert story.done(NameHazards(incident=FIRE, hazards=("gas", "collapse"))) == []


def test_a_closed_incident_may_still_be_retyped_but_not_worked_on() -> None:
    story = town()
    story.done(CloseIncident(incident=FIRE, disposition="false_alarm"))
    story.done(RetypeIncident(incident=FIRE, type="alarm.unfounded"))
    assert incident(story, FIRE).type == "alarm.unfounded"
    refused = story.refused(SetPriority(incident=FIRE, priority=None))
    assert refused.code == "incident_is_closed"


@pytest.mark.parametrize(
    "command",
    [
        SetPriority(incident="PE-none", priority=None),
        RetypeIncident(incident="PE-none", type="x.y"),
        RelocateIncident(incident="PE-none", place=GivenPlace()),
        NameHazards(incident="PE-none", hazards=()),
        CloseIncident(incident="PE-none", disposition="x"),
        ReopenIncident(incident="PE-none", reason="x"),
        RaiseAlarm(incident="PE-none", level=2),
        LowerAlarm(incident="PE-none", level=1, reason="x"),
        HoldIncident(incident="PE-none", reason="x"),
        ResumeIncident(incident="PE-none"),
    ],
    ids=lambda each: type(each).__name__,
)
def test_an_incident_that_is_not_there_is_named(command: Command) -> None:
    refused = town().refused(command)
    assert refused.code == "incident_unknown"
    assert refused.parameters == {"incident": "PE-none"}


def test_a_merged_incident_is_worked_on_under_the_one_that_goes_on() -> None:
    story = town()
    story.done(MergeIncidents(absorbed=CRASH, survivor=FIRE, reason="same car"))
    assert story.refused(SetPriority(incident=CRASH, priority=None)).code == "incident_was_merged"
    assert story.refused(ReopenIncident(incident=CRASH, reason="x")).code == "incident_was_merged"


def test_an_incident_is_not_closed_over_the_heads_of_its_units() -> None:
    story = town()
    story.done(DispatchUnit(unit=E1, incident=FIRE))
    refused = story.refused(CloseIncident(incident=FIRE, disposition="done"))
    assert refused.code == "units_still_assigned"
    assert refused.parameters == {"incident": FIRE, "units": E1}
    story.done(ClearUnit(unit=E1))
    story.done(CloseIncident(incident=FIRE, disposition="done"))
    found = incident(story, FIRE)
    assert (found.status, found.disposition) == (IncidentStatus.closed, "done")
    assert found.closed_at == clock(story.now_s)


def test_an_incident_cannot_be_closed_before_it_was_opened() -> None:
    story = town()
    refused = story.refused(CloseIncident(incident=FIRE, disposition="done"), at_s=0)
    assert refused.code == "closing_before_opening"


def test_a_closed_incident_leaves_the_stacks_of_units() -> None:
    story = town()
    story.done(DispatchUnit(unit=E1, incident=FIRE))
    story.done(StackAssignment(unit=E1, incident=CRASH))
    story.done(CloseIncident(incident=CRASH, disposition="gone_on_arrival"))
    assert unit(story, E1).stack == ()
    assert incident(story, CRASH).stacked_by == ()
    assert unit(story, E1).incident == FIRE


def test_a_closed_incident_is_reopened_with_a_reason_and_an_open_one_is_not() -> None:
    story = town()
    assert story.refused(ReopenIncident(incident=FIRE, reason="x")).code == "incident_is_not_closed"
    story.done(CloseIncident(incident=FIRE, disposition="done"))
    story.done(ReopenIncident(incident=FIRE, reason="smoke again"))
    found = incident(story, FIRE)
    assert (found.status, found.closed_at, found.disposition) == (IncidentStatus.open, None, None)
    assert story.picture.agenda.items() == [], "the archive does not wait for it any more"


def test_only_a_closed_incident_goes_to_the_archive_and_takes_everything_along() -> None:
    story = town()
    assert story.refused(ArchiveIncident(incident=FIRE)).code == "incident_is_not_closed"
    story.done(CloseIncident(incident=FIRE, disposition="done"))
    story.done(ArchiveIncident(incident=FIRE))
    assert FIRE not in story.picture.incidents
    assert story.picture.agenda.items() == []
    assert story.done(ArchiveIncident(incident=FIRE)) == [], "asked twice, moved once"


def test_a_fact_about_an_incident_that_has_left_changes_nothing() -> None:
    story = town()
    before = story.picture
    story.given(IncidentClosed(incident="PE-none"))
    assert story.picture == before


def test_a_disposition_is_a_code_and_words_are_sealed_beside_it() -> None:
    story = town()
    story.done(OpenIncident(type="fire.alarm", id="PE-words"))
    said = story.done(CloseIncident(incident="PE-words", disposition="Ann Quay burnt her toast"))
    found = story.picture.incidents.get("PE-words")
    assert found is not None
    assert found.disposition == "other"
    assert found.closing_words == Words("incident/PE-words", "Ann Quay burnt her toast")
    assert "toast" not in str(said[0])
