"""Two incidents that belong together, that are one, that were two after all."""

import msgspec

from tests.operations.ellery import A1, CRASH, E1, E2, FIRE, L1, clock, incident, town, unit
from tests.operations.story import Story
from tocsin.operations.alarm import HoldIncident
from tocsin.operations.dispatch import DispatchUnit
from tocsin.operations.incident import CloseIncident, IncidentOpened, NameHazards, OpenIncident
from tocsin.operations.involved import InvolvePerson, ReportTriage
from tocsin.operations.merging import (
    DeclareDuplicate,
    IncidentsMerged,
    IncidentsSeparated,
    LinkIncidents,
    MergeIncidents,
    SeparateIncidents,
    UnlinkIncidents,
)
from tocsin.operations.picture import Report
from tocsin.operations.picture.incident import AgencyPart, Link, Relation
from tocsin.operations.restriction import RestrictIncident
from tocsin.operations.sharing import AddAgency
from tocsin.operations.stacking import StackAssignment
from tocsin.operations.status import ClearUnit, ReportOnScene, ReportReturning
from tocsin.terms.codes import Agency, Channel, IncidentStatus, UnitStatus
from tocsin.terms.words import Words

_replace = msgspec.structs.replace


def with_report(story: Story, name: str, at: str) -> None:
    """A report that is attached to an incident, as the call taker leaves it."""
    report = Report(id=name, arrived_at=clock(0), channel=Channel.call, incident=at)
    picture = story.picture
    found = incident(story, at)
    story.picture = _replace(
        picture,
        reports=picture.reports.put(name, report),
        incidents=picture.incidents.put(at, _replace(found, reports=(*found.reports, name))),
    )


def two_at_work() -> Story:
    """E1 works at the fire; A1 works at the crash, E2 is back from there, L1 goes there next."""
    story = town()
    story.done(DispatchUnit(unit=E1, incident=FIRE))
    story.done(DispatchUnit(unit=A1, incident=CRASH))
    story.done(ReportOnScene(unit=A1))
    story.done(DispatchUnit(unit=E2, incident=CRASH))
    story.done(ReportReturning(unit=E2))
    story.done(DispatchUnit(unit=L1, incident=FIRE))
    story.done(StackAssignment(unit=L1, incident=CRASH))
    with_report(story, "PE-r1", FIRE)
    with_report(story, "PE-r2", CRASH)
    story.done(AddAgency(incident=FIRE, agency=Agency.fire, number="F-1"))
    story.done(AddAgency(incident=CRASH, agency=Agency.fire, number="F-2"))
    story.done(AddAgency(incident=CRASH, agency=Agency.police, number="P-9"))
    story.done(InvolvePerson(incident=CRASH, role="witness", name="Ida Quell"))
    story.done(NameHazards(incident=FIRE, hazards=("gas",)))
    story.done(NameHazards(incident=CRASH, hazards=("gas", "fuel")))
    story.done(ReportTriage(incident=CRASH, minor=2))
    return story


def merged() -> Story:
    story = two_at_work()
    story.done(MergeIncidents(absorbed=CRASH, survivor=FIRE, reason="the car is what burns"))
    return story


def test_a_link_is_said_by_both_each_in_its_own_direction() -> None:
    story = town()
    order = LinkIncidents(incident=CRASH, other=FIRE, relation=Relation.follows)
    story.done(order)
    assert incident(story, CRASH).links == (Link(FIRE, Relation.follows),)
    assert incident(story, FIRE).links == (Link(CRASH, Relation.followed_by),)
    assert story.done(order) == []
    story.done(LinkIncidents(incident=FIRE, other=CRASH, relation=Relation.same_cause))
    assert incident(story, CRASH).links == (Link(FIRE, Relation.same_cause),), "replaced"
    story.done(UnlinkIncidents(incident=FIRE, other=CRASH, reason="no"))
    assert (incident(story, FIRE).links, incident(story, CRASH).links) == ((), ())


def test_only_two_known_and_different_incidents_are_linked_or_unlinked() -> None:
    story = town()
    assert story.refused(LinkIncidents(incident=FIRE, other=FIRE)).code == "incident_with_itself"
    unknown = story.refused(LinkIncidents(incident=FIRE, other="PE-none"))
    assert unknown.parameters == {"incident": "PE-none"}
    unlinked = story.refused(UnlinkIncidents(incident=FIRE, other=CRASH, reason="x"))
    assert unlinked.code == "not_linked"


def test_a_duplicate_nobody_was_sent_to_is_closed_and_points_to_the_first() -> None:
    story = town()
    story.done(DeclareDuplicate(incident=CRASH, of=FIRE))
    found = incident(story, CRASH)
    assert (found.status, found.disposition) == (IncidentStatus.closed, "duplicate")
    assert found.links == (Link(FIRE, Relation.duplicate_of),)
    assert story.refused(DeclareDuplicate(incident=CRASH, of=FIRE)).code == "incident_is_closed"


def test_a_duplicate_with_units_is_merged_instead() -> None:
    story = town()
    story.done(DispatchUnit(unit=E1, incident=CRASH))
    refused = story.refused(DeclareDuplicate(incident=CRASH, of=FIRE))
    assert refused.code == "units_still_assigned"
    early = story.refused(DeclareDuplicate(incident=FIRE, of=CRASH), at_s=0)
    assert early.code == "closing_before_opening"


def test_everybody_and_everything_moves_to_the_survivor() -> None:
    story = merged()
    survivor, absorbed = incident(story, FIRE), incident(story, CRASH)
    assert set(survivor.units) == {E1, L1, A1}
    assert survivor.reports == ("PE-r1", "PE-r2")
    assert [each.role for each in survivor.people] == ["witness"]
    assert survivor.hazards == ("gas", "fuel")
    assert (absorbed.merged_into, survivor.absorbed) == (FIRE, (CRASH,))
    assert (absorbed.status, absorbed.disposition) == (IncidentStatus.closed, "merged")
    assert (absorbed.responses, absorbed.reports) == ((), ()), "counted once, at the survivor"
    moved = story.picture.reports.get("PE-r2")
    assert moved is not None
    assert moved.incident == FIRE


def test_nothing_of_the_survivor_is_overwritten() -> None:
    story = merged()
    parts = incident(story, FIRE).agencies
    assert parts == (
        AgencyPart(Agency.fire, number="F-1"),
        AgencyPart(Agency.police, number="P-9"),
    )
    assert AgencyPart(Agency.fire, number="F-2") in incident(story, CRASH).agencies
    assert incident(story, FIRE).triage.minor == 0, "the same wounded are not counted twice"
    assert incident(story, CRASH).triage.minor == 2


def test_units_work_return_and_go_next_for_the_survivor() -> None:
    story = merged()
    assert unit(story, A1).incident == FIRE
    assert unit(story, E2).returning_from == FIRE
    assert unit(story, L1).stack == (), "it is there already"
    story.done(ClearUnit(unit=E2))
    back = incident(story, FIRE).response_of(E2)
    assert back is not None
    assert back.mark(UnitStatus.available) is not None
    story.done(ClearUnit(unit=A1))
    assert incident(story, FIRE).units == (E1, L1)


def test_a_unit_bound_next_for_the_absorbed_goes_next_to_the_survivor() -> None:
    story = town()
    story.done(OpenIncident(id="PE-alarm", type="fire.alarm"))
    story.done(DispatchUnit(unit=E1, incident="PE-alarm"))
    story.done(StackAssignment(unit=E1, incident=CRASH))
    story.done(MergeIncidents(absorbed=CRASH, survivor=FIRE, reason="x"))
    assert unit(story, E1).stack == (FIRE,)
    assert incident(story, FIRE).stacked_by == (E1,)


def test_the_newest_response_of_a_unit_stays_its_newest() -> None:
    story = town()
    story.done(DispatchUnit(unit=E1, incident=CRASH))
    story.done(ReportReturning(unit=E1))
    story.done(DispatchUnit(unit=E1, incident=FIRE))
    story.done(MergeIncidents(absorbed=CRASH, survivor=FIRE, reason="x"))
    story.done(ReportOnScene(unit=E1))
    first, second = incident(story, FIRE).responses
    assert first.mark(UnitStatus.on_scene) is None
    assert second.mark(UnitStatus.on_scene) is not None


def test_separated_again_each_has_what_it_had() -> None:
    story = two_at_work()
    before = incident(story, CRASH)
    kept = incident(story, FIRE)
    story.done(MergeIncidents(absorbed=CRASH, survivor=FIRE, reason="x"))
    story.done(SeparateIncidents(absorbed=CRASH, reason="two cars"))
    back, stayed = incident(story, CRASH), incident(story, FIRE)
    assert back.responses == before.responses
    assert (back.status, back.reports, back.people) == (
        IncidentStatus.open,
        before.reports,
        before.people,
    )
    assert (stayed.responses, stayed.reports) == (kept.responses, kept.reports)
    assert (stayed.agencies, stayed.people) == (kept.agencies, kept.people)
    assert stayed.hazards == ("gas", "fuel"), "a danger named is not unsaid"
    assert unit(story, A1).incident == CRASH
    assert unit(story, E2).returning_from == CRASH
    assert not any("archive/" in e for _, es in story.picture.agenda.items() for e in es)


def test_what_has_changed_since_stays_with_the_survivor() -> None:
    story = merged()
    story.done(ClearUnit(unit=A1))
    story.done(SeparateIncidents(absorbed=CRASH, reason="two cars"))
    assert incident(story, CRASH).response_of(A1) is None
    stayed = incident(story, FIRE).response_of(A1)
    assert stayed is not None
    assert stayed.outcome == "cleared"
    assert incident(story, CRASH).response_of(E2) is not None, "this one had not changed"


def test_merging_wants_two_open_incidents_known_to_the_same_people() -> None:
    story = town()
    itself = MergeIncidents(absorbed=FIRE, survivor=FIRE, reason="x")
    assert story.refused(itself).code == "incident_with_itself"
    order = MergeIncidents(absorbed=CRASH, survivor=FIRE, reason="x")
    story.done(HoldIncident(incident=FIRE, reason="x"))
    assert story.refused(order).code == "incident_is_held"
    other = MergeIncidents(absorbed=FIRE, survivor=CRASH, reason="x")
    story.done(RestrictIncident(incident=FIRE, need_to_know=("p-ada",)))
    assert story.refused(other).code == "restriction_differs"
    story.done(RestrictIncident(incident=CRASH, need_to_know=("p-ada", "p-bo")))
    assert story.refused(other).code == "restriction_differs"
    story.done(RestrictIncident(incident=FIRE, need_to_know=("p-ada", "p-bo")))
    story.done(CloseIncident(incident=CRASH, disposition="x"))
    refused = story.refused(other)
    assert (refused.code, refused.parameters) == ("incident_is_closed", {"incident": CRASH})


def test_only_a_merge_that_stands_is_undone_the_last_one_first() -> None:
    story = town()
    nothing = SeparateIncidents(absorbed=FIRE, reason="x")
    assert story.refused(nothing).code == "incident_not_merged"
    gone = SeparateIncidents(absorbed="PE-none", reason="x")
    assert story.refused(gone).code == "incident_unknown"
    story.done(OpenIncident(id="PE-big", type="fire.structure"))
    story.done(MergeIncidents(absorbed=CRASH, survivor=FIRE, reason="x"))
    story.done(MergeIncidents(absorbed=FIRE, survivor="PE-big", reason="x"))
    first = SeparateIncidents(absorbed=CRASH, reason="x")
    assert story.refused(first).code == "incident_was_merged"
    story.done(SeparateIncidents(absorbed=FIRE, reason="x"))
    story.done(first)
    story.done(MergeIncidents(absorbed=CRASH, survivor=FIRE, reason="x"))
    story.picture = _replace(story.picture, incidents=story.picture.incidents.drop(FIRE))
    assert story.refused(first).code == "survivor_is_gone"


def test_a_merge_of_what_is_not_there_changes_nothing() -> None:
    story = town()
    before = story.picture
    words = Words("x/y", "z")
    story.given(IncidentsMerged(absorbed="PE-none", survivor=FIRE, reason=words))
    story.given(IncidentsSeparated(absorbed=CRASH, survivor=FIRE, reason=words))
    assert story.picture == before
    story.given(IncidentOpened(incident="PE-late", number="1", type="x.y"))
    assert "PE-late" in story.picture.incidents
