"""Facilities: what they are, how they are, what they have free, how old the word is."""

from tests.operations.ellery import HARBOUR, clock
from tests.operations.story import Story
from tocsin.geo.places import Place
from tocsin.operations.facilities import (
    FacilityReported,
    FacilityRetired,
    FacilityRevised,
    GivenCapacity,
    RegisterFacility,
    ReportFacility,
    RetireFacility,
    ReviseFacility,
)
from tocsin.operations.incident import GivenPlace
from tocsin.operations.picture import Facility
from tocsin.operations.picture.facility import Capacity, Diversion, FacilityState
from tocsin.terms.codes import Agency
from tocsin.terms.words import Words


def clinic() -> Story:
    story = Story(now_s=600)
    story.done(
        RegisterFacility(
            id="clinic",
            name="St Brannoc's",
            kind="hospital",
            agency=Agency.health,
            place=GivenPlace(label="Hill Street", point=HARBOUR),
            contact="555 0142, ask for the charge nurse",
        )
    )
    return story


def found(story: Story) -> Facility:
    facility = story.picture.facilities.get("clinic")
    assert facility is not None
    return facility


def test_a_facility_is_unknown_until_somebody_says_how_it_is() -> None:
    facility = found(clinic())
    assert (facility.state, facility.reported_at) == (FacilityState.unknown, None)
    assert facility.contact == Words("facility/clinic", "555 0142, ask for the charge nurse")
    assert facility.place.point == HARBOUR


def test_an_id_is_given_or_made_and_used_once() -> None:
    story = clinic()
    again = RegisterFacility(id="clinic", name="x", kind="hospital")
    assert story.refused(again).code == "facility_exists"
    story.done(RegisterFacility(name="North pump", kind="pump"))
    assert any(each.startswith("PE-f") for each in story.picture.facilities)


def test_a_report_says_state_diversion_and_what_is_free() -> None:
    story = clinic()
    beds = GivenCapacity("beds", total=40, free=6)
    story.done(
        ReportFacility(
            facility="clinic",
            state=FacilityState.limited,
            diversion=Diversion.advisory,
            capacities=(beds, GivenCapacity("icu_beds", free=1)),
            remark="scanner down",
            source="charge_nurse",
        )
    )
    facility, now = found(story), clock(story.now_s)
    assert (facility.state, facility.diversion) == (FacilityState.limited, Diversion.advisory)
    assert facility.capacities == (
        Capacity("beds", 40, 6, now),
        Capacity("icu_beds", None, 1, now),
    )
    assert (facility.reported_at, facility.source) == (now, "charge_nurse")
    assert facility.remark == Words("facility/clinic", "scanner down")


def test_each_word_has_its_own_age() -> None:
    story = clinic()
    story.done(ReportFacility(facility="clinic", state=FacilityState.closed), at_s=500)
    beds = (GivenCapacity("beds", total=40, free=6),)
    story.done(ReportFacility(facility="clinic", capacities=beds), at_s=550)
    story.done(
        ReportFacility(
            facility="clinic",
            state=FacilityState.normal,
            diversion=Diversion.normal,
            capacities=(GivenCapacity("beds", free=9),),
        ),
        at_s=450,
    )
    facility = found(story)
    assert facility.state is FacilityState.closed, "what is older does not overwrite"
    assert facility.capacity("beds") == Capacity("beds", 40, 6, clock(550))
    assert facility.diversion is Diversion.normal, "of this nothing younger is known"
    assert facility.reported_at == clock(550)
    story.done(ReportFacility(facility="clinic", capacities=(GivenCapacity("beds", free=3),)))
    assert found(story).capacity("beds") == Capacity("beds", 40, 3, clock(story.now_s))


def test_a_report_that_cannot_be_is_refused() -> None:
    story = clinic()
    story.done(ReportFacility(facility="clinic", capacities=(GivenCapacity("beds", total=5),)))
    many = ReportFacility(facility="clinic", capacities=(GivenCapacity("beds", free=6),))
    refused = story.refused(many)
    assert refused.code == "more_free_than_total"
    assert refused.parameters == {"facility": "clinic", "free": "6", "kind": "beds", "total": "5"}
    twice = (GivenCapacity("beds", free=1), GivenCapacity("beds", free=2))
    assert story.refused(ReportFacility(facility="clinic", capacities=twice)).code == (
        "capacity_twice"
    )
    assert story.refused(ReportFacility(facility="clinic")).code == "report_says_nothing"
    future = ReportFacility(facility="clinic", state=FacilityState.normal)
    assert story.refused(future, at_s=story.now_s + 900).code == "time_is_in_future"


def test_what_it_is_changes_apart_from_how_it_is() -> None:
    story = clinic()
    story.done(ReportFacility(facility="clinic", state=FacilityState.damaged))
    story.done(
        ReviseFacility(
            facility="clinic", name="Brannoc Clinic", place=GivenPlace(label="Quay"), contact="0199"
        )
    )
    facility = found(story)
    assert (facility.name, facility.kind, facility.place.label) == (
        "Brannoc Clinic",
        "hospital",
        "Quay",
    )
    assert facility.contact == Words("facility/clinic", "0199")
    assert facility.state is FacilityState.damaged
    assert story.done(ReviseFacility(facility="clinic", name="Brannoc Clinic")) == []


def test_a_retired_facility_is_gone_and_unknown() -> None:
    story = clinic()
    story.done(RetireFacility(facility="clinic", reason="closed for good"))
    for order in (
        RetireFacility(facility="clinic", reason="x"),
        ReviseFacility(facility="clinic", name="x"),
        ReportFacility(facility="clinic", state=FacilityState.normal),
    ):
        refused = story.refused(order)
        assert (refused.code, refused.parameters) == (
            "facility_unknown",
            {"facility": "clinic"},
        )
    before = story.picture
    story.given(FacilityReported(facility="clinic", state=FacilityState.normal))
    story.given(
        FacilityRevised(facility="clinic", name="x", kind="x", agency=Agency.other, place=Place())
    )
    story.given(FacilityRetired(facility="clinic", reason=Words("x/y", "z")))
    assert story.picture == before
