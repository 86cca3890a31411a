"""Restricting an incident to those who need to know of it, and lifting that."""

from tests.operations.story import Story
from tocsin.operations.incident import IncidentRefusal, OpenIncident
from tocsin.operations.merging import MergeIncidents
from tocsin.operations.restriction import (
    IncidentRestricted,
    LiftRestriction,
    RestrictIncident,
    RestrictionRefusal,
)


def _story() -> Story:
    story = Story()
    for id in ("PE-1", "PE-2"):
        story.done(OpenIncident(type="medical.collapse", id=id))
    return story


def test_who_restricts_is_on_the_list() -> None:
    story = _story()
    events = story.done(RestrictIncident(incident="PE-1", need_to_know=("p-2",)), actor="p-1")
    assert events == [IncidentRestricted(incident="PE-1", need_to_know=("p-1", "p-2"))]
    found = story.picture.incidents.get("PE-1")
    assert found is not None
    assert found.is_restricted


def test_the_same_list_again_changes_nothing() -> None:
    story = _story()
    story.done(RestrictIncident(incident="PE-1"), actor="p-1")
    assert story.done(RestrictIncident(incident="PE-1"), actor="p-1") == []


def test_a_list_of_nobody_is_refused() -> None:
    refused = _story().refused(RestrictIncident(incident="PE-1"), actor="system/clock")
    assert refused.code == RestrictionRefusal.nobody_would_know


def test_what_was_merged_into_it_is_restricted_and_lifted_with_it() -> None:
    story = _story()
    story.done(MergeIncidents(absorbed="PE-2", survivor="PE-1", reason="one fire"))
    events = story.done(RestrictIncident(incident="PE-1"), actor="p-1")
    assert [each.incident for each in events if isinstance(each, IncidentRestricted)] == [
        "PE-1",
        "PE-2",
    ]
    story.done(LiftRestriction(incident="PE-1", reason="over"), actor="p-1")
    assert not any(each.is_restricted for each in story.picture.incidents.values())


def test_an_absorbed_incident_is_restricted_through_its_survivor() -> None:
    story = _story()
    story.done(MergeIncidents(absorbed="PE-2", survivor="PE-1", reason="one fire"))
    refused = story.refused(RestrictIncident(incident="PE-2"))
    assert refused.code == IncidentRefusal.incident_was_merged


def test_an_open_matter_has_no_restriction_to_lift() -> None:
    story = _story()
    assert story.refused(LiftRestriction(incident="PE-1", reason="x")).code == (
        RestrictionRefusal.incident_is_not_restricted
    )
    for order in (LiftRestriction(incident="PE-9", reason="x"), RestrictIncident(incident="PE-9")):
        assert story.refused(order).code == IncidentRefusal.incident_unknown
