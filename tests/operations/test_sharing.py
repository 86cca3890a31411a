"""Several agencies at one incident; an incident that another centre takes over."""

from tests.operations.ellery import A1, E1, FIRE, P1, clock, incident, town, unit
from tocsin.operations.dispatch import DispatchUnit
from tocsin.operations.orders import Command
from tocsin.operations.picture.incident import AgencyPart
from tocsin.operations.sharing import (
    AcceptHandover,
    AddAgency,
    EndHandover,
    OfferHandover,
    ReleaseAgency,
)
from tocsin.operations.status import ClearUnit
from tocsin.terms.codes import Agency
from tocsin.terms.words import Words


def test_each_agency_has_its_own_lead_and_its_own_number() -> None:
    story = town()
    story.done(AddAgency(incident=FIRE, agency=Agency.fire, lead="p-ada", number="F-17"))
    story.done(AddAgency(incident=FIRE, agency=Agency.police, lead="p-bo"))
    assert incident(story, FIRE).agencies == (
        AgencyPart(Agency.fire, "p-ada", "F-17"),
        AgencyPart(Agency.police, "p-bo"),
    )


def test_a_part_changes_without_losing_what_is_not_mentioned() -> None:
    story = town()
    story.done(AddAgency(incident=FIRE, agency=Agency.fire, lead="p-ada", number="F-17"))
    story.done(AddAgency(incident=FIRE, agency=Agency.fire, lead="p-cy"))
    assert incident(story, FIRE).agencies == (AgencyPart(Agency.fire, "p-cy", "F-17"),)
    assert story.done(AddAgency(incident=FIRE, agency=Agency.fire)) == []


def test_two_services_of_one_discipline_are_told_apart_by_name() -> None:
    story = town()
    story.done(AddAgency(incident=FIRE, agency=Agency.fire, name="Northvale", lead="p-di"))
    story.done(AddAgency(incident=FIRE, agency=Agency.fire, lead="p-ada"))
    story.done(ReleaseAgency(incident=FIRE, agency=Agency.fire, name="Northvale"))
    assert [each.lead for each in incident(story, FIRE).agencies] == ["p-ada"]


def test_a_lead_nobody_knows_leads_nothing() -> None:
    refused = town().refused(AddAgency(incident=FIRE, agency=Agency.fire, lead="p-nobody"))
    assert refused.code == "person_unknown"
    assert refused.parameters == {"person": "p-nobody"}


def test_an_agency_leaves_when_its_units_are_done() -> None:
    story = town()
    leave = ReleaseAgency(incident=FIRE, agency=Agency.police)
    assert story.refused(leave).code == "agency_not_there"
    story.done(AddAgency(incident=FIRE, agency=Agency.police))
    story.done(DispatchUnit(unit=P1, incident=FIRE))
    story.done(DispatchUnit(unit=A1, incident=FIRE))
    refused = story.refused(leave)
    assert refused.code == "agency_units_working"
    assert refused.parameters["units"] == P1, "the ambulance is not police"
    story.done(ClearUnit(unit=P1))
    story.done(leave)
    assert incident(story, FIRE).agencies == ()


def offered() -> Command:
    return OfferHandover(incident=FIRE, to="county_police", reason="arson")


def test_an_incident_is_handed_over_when_the_receiver_named_accepts() -> None:
    story = town()
    story.done(offered())
    assert story.done(offered()) == []
    assert incident(story, FIRE).handed_over_to is None, "offered is not accepted"
    wrong = AcceptHandover(incident=FIRE, by="harbour_police", received_by="Sgt Low")
    refused = story.refused(wrong)
    assert refused.code == "handover_not_to_you"
    assert refused.parameters == {"by": "harbour_police", "incident": FIRE, "to": "county_police"}
    right = AcceptHandover(
        incident=FIRE, by="county_police", received_by="Insp Rue", reference="C-8"
    )
    story.done(right)
    found = incident(story, FIRE)
    assert found.handed_over_to == "county_police"
    assert found.handover is not None
    assert found.handover.received_by == Words(f"incident/{FIRE}", "Insp Rue")
    assert (found.handover.reference, found.handover.accepted_at) == ("C-8", clock(story.now_s))


def test_one_offer_at_a_time_and_none_after_it_was_taken() -> None:
    story = town()
    accept = AcceptHandover(incident=FIRE, by="county_police", received_by="Insp Rue")
    end = EndHandover(incident=FIRE, reason="ours after all")
    for order in (accept, end):
        assert story.refused(order).code == "handover_not_offered"
    story.done(offered())
    other = OfferHandover(incident=FIRE, to="coast_guard", reason="x")
    assert story.refused(other).parameters["to"] == "county_police"
    story.done(end)
    assert incident(story, FIRE).handover is None
    story.done(other)
    story.done(AcceptHandover(incident=FIRE, by="coast_guard", received_by="Lt Mew"))
    for late in (offered(), accept, end):
        assert story.refused(late).code == "incident_is_handed_over"


def test_a_handed_over_incident_still_shows_our_units_until_they_are_clear() -> None:
    story = town()
    story.done(DispatchUnit(unit=E1, incident=FIRE))
    story.done(offered())
    story.done(AcceptHandover(incident=FIRE, by="county_police", received_by="Insp Rue"))
    assert unit(story, E1).incident == FIRE
    assert incident(story, FIRE).units == (E1,)


def test_an_incident_nobody_knows_is_shared_with_nobody() -> None:
    story = town()
    for order in (
        AddAgency(incident="PE-none", agency=Agency.fire),
        ReleaseAgency(incident="PE-none", agency=Agency.fire),
        OfferHandover(incident="PE-none", to="x", reason="x"),
        AcceptHandover(incident="PE-none", by="x", received_by="x"),
        EndHandover(incident="PE-none", reason="x"),
    ):
        assert story.refused(order).code == "incident_unknown"
