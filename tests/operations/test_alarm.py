"""Alarm levels up and down; incidents put aside and taken up."""

from tests.operations.ellery import E1, FIRE, incident, town
from tocsin.operations.alarm import HoldIncident, LowerAlarm, RaiseAlarm, ResumeIncident
from tocsin.operations.dispatch import DispatchUnit
from tocsin.operations.incident import CloseIncident, ReopenIncident
from tocsin.terms.codes import IncidentStatus
from tocsin.terms.words import Words


def test_an_alarm_goes_up_and_is_taken_back_with_a_reason() -> None:
    story = town()
    story.done(RaiseAlarm(incident=FIRE, level=3))
    assert incident(story, FIRE).alarm_level == 3
    up = story.refused(RaiseAlarm(incident=FIRE, level=3))
    assert (up.code, up.parameters["level"]) == ("alarm_level_not_higher", "3")
    story.done(LowerAlarm(incident=FIRE, level=2, reason="struck by mistake"))
    assert incident(story, FIRE).alarm_level == 2
    down = story.refused(LowerAlarm(incident=FIRE, level=2, reason="x"))
    assert (down.code, down.parameters["level"]) == ("alarm_level_not_lower", "2")


def test_a_held_incident_says_why_and_nobody_is_sent_until_it_is_resumed() -> None:
    story = town()
    story.done(HoldIncident(incident=FIRE, reason="keyholder on the way"))
    found = incident(story, FIRE)
    assert found.status is IncidentStatus.held
    assert found.held_because == Words(f"incident/{FIRE}", "keyholder on the way")
    assert story.refused(HoldIncident(incident=FIRE, reason="x")).code == "incident_is_held"
    assert story.refused(DispatchUnit(unit=E1, incident=FIRE)).code == "incident_is_held"
    story.done(ResumeIncident(incident=FIRE))
    assert incident(story, FIRE).held_because is None
    assert story.refused(ResumeIncident(incident=FIRE)).code == "incident_is_not_held"
    story.done(DispatchUnit(unit=E1, incident=FIRE))


def test_an_incident_that_units_work_on_is_not_put_aside() -> None:
    story = town()
    story.done(DispatchUnit(unit=E1, incident=FIRE))
    refused = story.refused(HoldIncident(incident=FIRE, reason="x"))
    assert (refused.code, refused.parameters["units"]) == ("units_still_assigned", E1)


def test_a_held_incident_that_was_closed_comes_back_open() -> None:
    story = town()
    story.done(HoldIncident(incident=FIRE, reason="keyholder"))
    story.done(CloseIncident(incident=FIRE, disposition="no_action"))
    story.done(ReopenIncident(incident=FIRE, reason="called again"))
    found = incident(story, FIRE)
    assert (found.status, found.held_because) == (IncidentStatus.open, None)
