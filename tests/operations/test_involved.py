"""People involved, triage counts, where the patients are."""

from tests.operations.ellery import CRASH, FIRE, clock, incident, town
from tests.operations.story import Story
from tocsin.operations.incident import CloseIncident
from tocsin.operations.involved import (
    DismissPerson,
    InvolvePerson,
    PatientsReported,
    PersonDismissed,
    PersonInvolved,
    ReportPatients,
    ReportTriage,
    TriageReported,
)
from tocsin.operations.merging import MergeIncidents
from tocsin.operations.picture.agenda import entries_until
from tocsin.operations.picture.incident import (
    InvolvedPerson,
    Patients,
    Triage,
    TriageCategory,
)
from tocsin.terms.words import Words


def somebody(story: Story) -> InvolvedPerson:
    (found,) = incident(story, CRASH).people
    return found


def test_a_name_is_sealed_under_the_persons_own_key() -> None:
    story = town()
    order = InvolvePerson(incident=CRASH, role="patient", name="Ida Quell", contact="555 0100")
    story.done(order)
    found = somebody(story)
    assert found.person.startswith("PE-i")
    assert found.name == Words(f"person/{found.person}", "Ida Quell")
    assert found.contact == Words(f"person/{found.person}", "555 0100")


def test_what_is_known_of_a_person_grows_and_stays() -> None:
    story = town()
    story.done(InvolvePerson(incident=CRASH, role="patient", name="Ida Quell"))
    person = somebody(story).person
    later = InvolvePerson(
        incident=CRASH,
        role="patient",
        person=person,
        triage=TriageCategory.immediate,
        destination="clinic",
    )
    story.done(later)
    found = somebody(story)
    assert (found.triage, found.destination) == (TriageCategory.immediate, "clinic")
    assert found.name is not None
    assert story.done(later) == []


def test_only_somebody_recorded_is_changed_or_dismissed() -> None:
    story = town()
    stranger = InvolvePerson(incident=CRASH, role="patient", person="PE-i0")
    assert story.refused(stranger).code == "person_not_involved"
    nobody = DismissPerson(incident=CRASH, person="PE-i0", reason="x")
    assert story.refused(nobody).code == "person_not_involved"
    story.done(InvolvePerson(incident=CRASH, role="witness"))
    person = somebody(story).person
    (event,) = story.done(DismissPerson(incident=CRASH, person=person, reason="passer-by"))
    assert isinstance(event, PersonDismissed)
    assert event.reason.owner == f"person/{person}"
    assert incident(story, CRASH).people == ()


def test_counts_are_taken_with_their_time_and_wounded_who_wait_are_counted_again() -> None:
    story = town()
    story.done(ReportTriage(incident=CRASH, immediate=1, delayed=2, minor=5, trapped=1), at_s=600)
    found = incident(story, CRASH).triage
    assert (found.immediate, found.delayed, found.minor, found.trapped) == (1, 2, 5, 1)
    assert found.at == clock(600)
    assert entries_until(story.picture.agenda, clock(600)) == [f"retriage/{CRASH}"]
    story.done(ReportTriage(incident=CRASH, minor=8), at_s=602)
    assert entries_until(story.picture.agenda, clock(9_000)) == [], "nobody waits any more"


def test_patients_are_followed_also_after_the_incident_is_closed() -> None:
    story = town()
    story.done(ReportPatients(incident=CRASH, on_scene=3))
    story.done(CloseIncident(incident=CRASH, disposition="done"))
    story.done(ReportPatients(incident=CRASH, at_hospital=2, refused=1))
    found = incident(story, CRASH).patients
    assert (found.on_scene, found.at_hospital, found.refused) == (0, 2, 1)


def test_an_older_count_does_not_pass_for_the_newest() -> None:
    story = town()
    story.done(ReportTriage(incident=CRASH, minor=1))
    story.done(ReportPatients(incident=CRASH, on_scene=1))
    for order in (ReportTriage(incident=CRASH, minor=9), ReportPatients(incident=CRASH)):
        assert story.refused(order, at_s=300).code == "count_is_older"
    story.given(TriageReported(incident=CRASH, triage=Triage(minor=9)), at_s=300)
    story.given(PatientsReported(incident=CRASH, patients=Patients(on_scene=9)), at_s=300)
    assert incident(story, CRASH).triage.minor == 1
    assert incident(story, CRASH).patients.on_scene == 1


def test_an_incident_that_is_gone_or_merged_takes_no_words() -> None:
    story = town()
    story.done(MergeIncidents(absorbed=CRASH, survivor=FIRE, reason="x"))
    for name, code in (("PE-none", "incident_unknown"), (CRASH, "incident_was_merged")):
        for order in (
            InvolvePerson(incident=name, role="caller"),
            DismissPerson(incident=name, person="PE-i0", reason="x"),
            ReportTriage(incident=name),
            ReportPatients(incident=name),
        ):
            assert story.refused(order).code == code
    before = story.picture
    story.given(PersonInvolved(incident="PE-none", involved=InvolvedPerson("PE-i0", "caller")))
    story.given(TriageReported(incident="PE-none", triage=Triage()))
    assert story.picture == before
