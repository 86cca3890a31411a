"""Who may know of a restricted incident changes by name and with a reason."""

from tests.operations.ellery import CRASH, FIRE, incident, town
from tests.operations.story import Story
from tocsin.operations.merging import MergeIncidents
from tocsin.operations.need_to_know import ChangeNeedToKnow, NeedToKnowChanged
from tocsin.operations.restriction import RestrictIncident
from tocsin.terms.words import Words


def restricted() -> Story:
    story = town()
    story.done(RestrictIncident(incident=FIRE, need_to_know=("p-bo",)), actor="p-ada")
    return story


def test_people_are_let_in_and_out_and_only_what_changes_is_recorded() -> None:
    story = restricted()
    order = ChangeNeedToKnow(
        incident=FIRE, reason="took over the case", let_in=("p-cy", "p-ada"), let_out=("p-bo",)
    )
    (event,) = story.done(order)
    assert isinstance(event, NeedToKnowChanged)
    assert (event.let_in, event.let_out) == (("p-cy",), ("p-bo",))
    assert event.reason == Words(f"incident/{FIRE}", "took over the case")
    assert incident(story, FIRE).need_to_know == ("p-ada", "p-cy")
    assert story.done(order) == []


def test_somebody_must_go_on_knowing_and_everybody_let_in_must_be_known() -> None:
    story = restricted()
    out = ChangeNeedToKnow(incident=FIRE, reason="x", let_out=("p-ada", "p-bo"))
    assert story.refused(out).code == "nobody_would_know"
    stranger = ChangeNeedToKnow(incident=FIRE, reason="x", let_in=("p-nobody",))
    assert story.refused(stranger).parameters == {"person": "p-nobody"}


def test_only_a_restricted_incident_has_a_list() -> None:
    story = town()
    order = ChangeNeedToKnow(incident=CRASH, reason="x", let_in=("p-ada",))
    assert story.refused(order).code == "incident_is_not_restricted"
    gone = ChangeNeedToKnow(incident="PE-none", reason="x")
    assert story.refused(gone).code == "incident_unknown"


def test_what_was_merged_into_it_is_known_to_the_same_people() -> None:
    story = town()
    for each in (FIRE, CRASH):
        story.done(RestrictIncident(incident=each, need_to_know=("p-bo",)), actor="p-ada")
    story.done(MergeIncidents(absorbed=CRASH, survivor=FIRE, reason="x"))
    story.done(ChangeNeedToKnow(incident=FIRE, reason="x", let_out=("p-bo",)))
    assert incident(story, CRASH).need_to_know == ("p-ada",)
    before = story.picture
    story.given(NeedToKnowChanged(incident="PE-none", reason=Words("x/y", "z")))
    assert story.picture == before
