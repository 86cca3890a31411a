import pytest

from tests.operations.story import Story
from tocsin.operations.attaching import DetachReport, OpenFromReport
from tocsin.operations.forgetting import (
    ForgetIncident,
    ForgetPerson,
    ForgetSubject,
    SubjectForgotten,
)
from tocsin.operations.holds import LegalHoldLifted, LegalHoldPlaced, LiftLegalHold, PlaceLegalHold
from tocsin.operations.incident import ArchiveIncident, CloseIncident, OpenIncident
from tocsin.operations.intake import NoteWhat, ReceiveReport
from tocsin.operations.involved import InvolvePerson
from tocsin.operations.merging import MergeIncidents
from tocsin.operations.officers import RegisterPerson
from tocsin.operations.orders import Command, Refused
from tocsin.terms.codes import Channel, ForgetGround

GROUND = ForgetGround.no_longer_needed


def reported(story: Story, report: str) -> str:
    """A report and the incident that was opened from it."""
    story.done(ReceiveReport(channel=Channel.call, id=report))
    story.done(NoteWhat(report=report, type="medical.fall", words="my husband fell"))
    before = set(story.picture.incidents)
    story.done(OpenFromReport(report=report, no_place_because="not said"))
    (incident,) = set(story.picture.incidents) - before
    return incident


def held(story: Story, subject: str, *reaches: str) -> str:
    """The id of a hold that is placed now."""
    order = PlaceLegalHold(subject=subject, reason="claim 12/26", reaches=reaches)
    (event,) = story.done(order)
    assert isinstance(event, LegalHoldPlaced)
    return event.hold


def kept_by(hold: str, subject: str) -> Refused:
    return Refused("under_legal_hold", {"hold": hold, "subject": subject})


def test_a_held_incident_is_not_forgotten_until_the_hold_is_lifted() -> None:
    story = Story()
    incident = reported(story, "r1")
    story.done(CloseIncident(incident=incident, disposition="carried_home"))
    subject = f"incident/{incident}"
    hold = held(story, subject)
    order = ForgetIncident(incident=incident, ground=GROUND)
    assert story.refused(order) == kept_by(hold, subject)
    (event,) = story.done(LiftLegalHold(hold=hold, reason="settled"))
    assert isinstance(event, LegalHoldLifted)
    assert event.subject == subject
    assert SubjectForgotten(subject=subject, ground=GROUND) in story.done(order)


def test_without_a_hold_the_same_order_is_granted() -> None:
    story = Story()
    incident = reported(story, "r1")
    story.done(CloseIncident(incident=incident, disposition="carried_home"))
    assert story.done(ForgetIncident(incident=incident, ground=GROUND))


@pytest.mark.parametrize("is_archived", [False, True])
def test_a_hold_reaches_the_reports_and_the_people_of_an_incident(is_archived: bool) -> None:
    story = Story()
    incident = reported(story, "r1")
    hold = held(story, f"incident/{incident}")
    story.done(InvolvePerson(incident=incident, role="patient", name="Ada Berg"))
    story.done(InvolvePerson(incident=incident, role="witness"))
    found = story.picture.incidents.get(incident)
    assert found is not None
    ada, unnamed = (f"person/{each.person}" for each in found.people)
    story.done(CloseIncident(incident=incident, disposition="carried_home"))
    if is_archived:
        story.done(ArchiveIncident(incident=incident))
    for owner in ("report/r1", ada):
        assert story.refused(ForgetSubject(owner=owner, ground=GROUND)) == kept_by(hold, owner)
    assert story.done(ForgetSubject(owner=unnamed, ground=GROUND)), "nothing of theirs is kept"


def test_a_report_that_was_detached_since_stays_under_the_hold() -> None:
    story = Story()
    incident = reported(story, "r1")
    story.done(OpenIncident(type="medical.fall"))
    hold = held(story, f"incident/{incident}")
    story.done(DetachReport(report="r1", reason="another house"))
    (other,) = set(story.picture.incidents) - {incident}
    story.done(CloseIncident(incident=other, disposition="nobody"))
    placed = story.picture.legal_holds.get(hold)
    assert placed is not None
    assert placed.reaches == ("report/r1",)


def test_what_a_held_incident_was_merged_with_is_kept_too() -> None:
    story = Story()
    first, second = reported(story, "r1"), reported(story, "r2")
    hold = held(story, f"incident/{first}")
    story.done(MergeIncidents(absorbed=first, survivor=second, reason="one fall"))
    story.done(CloseIncident(incident=second, disposition="carried_home"))
    story.done(ArchiveIncident(incident=second))
    for owner in (f"incident/{second}", "report/r1", "report/r2"):
        assert story.refused(ForgetSubject(owner=owner, ground=GROUND)) == kept_by(hold, owner)


def test_one_held_report_keeps_the_whole_of_its_incident() -> None:
    story = Story()
    incident = reported(story, "r1")
    story.done(CloseIncident(incident=incident, disposition="carried_home"))
    hold = held(story, "report/r1")
    order = ForgetIncident(incident=incident, ground=GROUND)
    assert story.refused(order) == kept_by(hold, "report/r1")


def test_a_held_officer_is_not_forgotten_and_another_one_is() -> None:
    story = Story()
    story.done(RegisterPerson(id="p1", handle="d7", roles=("dispatcher",)))
    story.done(RegisterPerson(id="p2", handle="d8", roles=("dispatcher",)))
    hold = held(story, "person/p1")
    order = ForgetPerson(person="p1", ground=GROUND)
    assert story.refused(order) == kept_by(hold, "person/p1")
    assert story.done(ForgetPerson(person="p2", ground=GROUND))


def test_two_holds_on_one_subject_are_lifted_one_by_one() -> None:
    story = Story()
    first, second = held(story, "report/r7"), held(story, "report/r7")
    order: Command = ForgetSubject(owner="report/r7", ground=GROUND)
    story.done(LiftLegalHold(hold=first, reason="settled"))
    assert story.refused(order) == kept_by(second, "report/r7")
    story.done(LiftLegalHold(hold=second, reason="settled"))
    assert story.done(order)


def test_an_archived_incident_is_held_with_what_it_is_said_to_reach() -> None:
    story = Story()
    hold = held(story, "incident/PE-250101-0007", "report/PE-r77")
    order = ForgetSubject(owner="report/PE-r77", ground=GROUND)
    assert story.refused(order) == kept_by(hold, "report/PE-r77")


def test_a_hold_that_is_not_there_cannot_be_lifted() -> None:
    refused = Story().refused(LiftLegalHold(hold="h9", reason="settled"))
    assert refused == Refused("legal_hold_unknown", {"hold": "h9"})


def test_what_is_forgotten_cannot_be_held() -> None:
    story = Story()
    story.done(ForgetSubject(owner="report/r7", ground=GROUND))
    refused = story.refused(PlaceLegalHold(subject="report/r7", reason="claim 12/26"))
    assert refused == Refused("forgotten_already", {"subject": "report/r7"})
