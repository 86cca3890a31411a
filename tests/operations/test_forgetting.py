from datetime import timedelta

import pytest

from tests.operations.story import MORNING, Story
from tocsin.geo.places import Point
from tocsin.operations.attaching import DetachReport, OpenFromReport
from tocsin.operations.credentials import GiveCredential
from tocsin.operations.disposal import DisposeReport
from tocsin.operations.duty import BeginDuty
from tocsin.operations.forgetting import (
    ForgetIncident,
    ForgetPerson,
    ForgetSubject,
    PersonForgotten,
    SubjectForgotten,
)
from tocsin.operations.incident import CloseIncident, OpenIncident
from tocsin.operations.intake import LocateCaller, NoteWhat, ReceiveReport
from tocsin.operations.involved import InvolvePerson, PersonInvolved
from tocsin.operations.officers import RegisterPerson, RolesSet
from tocsin.operations.orders import Refused
from tocsin.operations.picture import Forgotten, Person
from tocsin.operations.picture.incident import InvolvedPerson
from tocsin.terms.codes import Channel, Disposal, ForgetGround

GROUND = ForgetGround.no_longer_needed


def an_incident() -> tuple[Story, str]:
    story = Story()
    story.done(ReceiveReport(channel=Channel.call, id="r1"))
    story.done(NoteWhat(report="r1", type="medical.fall", words="my husband fell"))
    story.done(LocateCaller(report="r1", point=Point(1, 1), method="GPS"))
    story.done(OpenFromReport(report="r1"))
    return story, next(iter(story.picture.incidents))


def test_whoever_was_involved_in_a_forgotten_incident_is_forgotten_with_it() -> None:
    story, incident = an_incident()
    story.done(RegisterPerson(id="p1", handle="d7", roles=("dispatcher",)))
    story.done(OpenIncident(type="medical.fall"))
    (other,) = {each for each in story.picture.incidents if each != incident}
    for name in ("Ada Berg", "Bo Lind", None):
        story.done(InvolvePerson(incident=incident, role="patient", name=name))
    found = story.picture.incidents.get(incident)
    assert found is not None
    ada, bo, unnamed = (each.person for each in found.people)
    elsewhere = InvolvedPerson(bo, "witness", found.people[1].name)
    officer = InvolvedPerson("p1", "patient", found.people[0].name)
    story.given(PersonInvolved(incident=other, involved=elsewhere))
    story.given(PersonInvolved(incident=incident, involved=officer))
    story.done(CloseIncident(incident=incident, disposition="done"))
    forgotten = story.done(ForgetIncident(incident=incident, ground=GROUND))
    subjects = {each.subject for each in forgotten if isinstance(each, SubjectForgotten)}
    assert f"person/{ada}" in subjects
    assert subjects & {f"person/{each}" for each in (bo, unnamed, "p1")} == set()


def test_a_forgotten_person_has_no_name_no_role_and_no_way_in() -> None:
    story = Story()
    story.done(RegisterPerson(id="p1", name="Ada Berg", handle="d7", roles=("dispatcher",)))
    story.done(GiveCredential(person="p1", kind="emd"))
    story.done(BeginDuty(person="p1"))
    story.done(ForgetPerson(person="p1", ground=ForgetGround.legal_duty))
    assert story.picture.people.get("p1") == Person(id="p1", is_active=False, is_forgotten=True)
    assert story.picture.forgotten.get("person/p1") == Forgotten(
        "person/p1", MORNING + timedelta(seconds=4), ForgetGround.legal_duty
    )
    assert story.done(ForgetPerson(person="p1", ground=GROUND)) == []
    story.given(RolesSet(person="p1", roles=("chief",)))
    assert story.picture.people.get("p1") == Person(id="p1", is_active=False, is_forgotten=True)


def test_whoever_is_unknown_cannot_be_forgotten_as_a_person() -> None:
    refused = Story().refused(ForgetPerson(person="p9", ground=GROUND))
    assert refused == Refused("person_unknown", {"person": "p9"})


def test_a_closed_incident_is_forgotten_together_with_its_reports() -> None:
    story, incident = an_incident()
    order = ForgetIncident(incident=incident, ground=GROUND)
    assert story.refused(order) == Refused("incident_not_over", {"incident": incident})
    story.done(CloseIncident(incident=incident, disposition="carried_home"))
    events = story.done(order)
    assert events == [
        SubjectForgotten(subject=f"incident/{incident}", ground=GROUND),
        SubjectForgotten(subject="report/r1", ground=GROUND),
    ]
    assert list(story.picture.forgotten) == [f"incident/{incident}", "report/r1"]
    report = story.picture.reports.get("r1")
    assert report is not None
    assert report.caller_position is None
    assert report.type == "medical.fall", "what is counted stays"
    assert story.done(order) == []
    refused = story.refused(ForgetIncident(incident="i9", ground=GROUND))
    assert refused == Refused("incident_unknown", {"incident": "i9"})


def test_words_of_a_report_that_was_detached_since_are_forgotten_too() -> None:
    story, incident = an_incident()
    story.done(DetachReport(report="r1", reason="another house"))
    story.done(CloseIncident(incident=incident, disposition="nobody_found"))
    order = ForgetIncident(incident=incident, ground=GROUND)
    left = story.done(order)
    assert left == [SubjectForgotten(subject=f"incident/{incident}", ground=GROUND)]
    story.done(DisposeReport(report="r1", disposal=Disposal.information_only, reason="done"))
    assert story.done(order) == [SubjectForgotten(subject="report/r1", ground=GROUND)]


def test_a_caller_or_an_archived_matter_is_forgotten_by_its_key() -> None:
    story = Story()
    for owner in ("person/caller-9", "incident/PE-250101-0007", "report/PE-r77"):
        (event,) = story.done(ForgetSubject(owner=owner, ground=GROUND))
        assert event == SubjectForgotten(subject=owner, ground=GROUND)
        assert owner in story.picture.forgotten
        assert story.done(ForgetSubject(owner=owner, ground=GROUND)) == []


@pytest.mark.parametrize("kind", ["person", "incident"])
def test_people_and_incidents_that_are_here_have_their_own_order(kind: str) -> None:
    story, incident = an_incident()
    story.done(RegisterPerson(id="p1"))
    owner = {"person": "person/p1", "incident": f"incident/{incident}"}[kind]
    refused = story.refused(ForgetSubject(owner=owner, ground=GROUND))
    assert refused == Refused("forget_by_own_verb", {"subject": owner})


def test_a_report_is_forgotten_when_nobody_works_on_it_any_more() -> None:
    story, incident = an_incident()
    order = ForgetSubject(owner="report/r1", ground=GROUND)
    worked_on = Refused("report_not_over", {"report": "r1"})
    assert story.refused(order) == worked_on
    story.done(CloseIncident(incident=incident, disposition="carried_home"))
    story.done(order)
    story.done(ReceiveReport(channel=Channel.call, id="r2"))
    order = ForgetSubject(owner="report/r2", ground=GROUND)
    assert story.refused(order) == Refused("report_not_over", {"report": "r2"})
    story.done(DisposeReport(report="r2", disposal=Disposal.misdial, reason="pocket"))
    story.done(order)


def test_that_somebody_unknown_was_forgotten_is_kept_all_the_same() -> None:
    story = Story()
    story.given(PersonForgotten(person="p9", ground=GROUND))
    assert list(story.picture.forgotten) == ["person/p9"]
    assert list(story.picture.people) == []
