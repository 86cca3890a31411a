import pytest

from tests.operations.story import Story
from tocsin.geo.places import Place, Point
from tocsin.operations.attaching import (
    AttachReport,
    DetachReport,
    DuplicateLinked,
    DuplicateUnlinked,
    LinkDuplicate,
    OpenFromReport,
    ReportAttached,
    ReportDetached,
    UnlinkDuplicate,
)
from tocsin.operations.disposal import DisposeReport
from tocsin.operations.incident import (
    ArchiveIncident,
    CloseIncident,
    GivenPlace,
    IncidentOpened,
    OpenIncident,
)
from tocsin.operations.intake import LocateCaller, NoteWhat, NoteWhere, ReceiveReport
from tocsin.operations.narrative import AddRemark
from tocsin.operations.orders import Command, Refused
from tocsin.operations.picture import Incident, Report
from tocsin.operations.restriction import RestrictIncident
from tocsin.terms.codes import Channel, Disposal, Priority
from tocsin.terms.words import Words

HERE = Point(51_500_000, -120_000)
NEAR = Point(51_500_360, -120_000)


def calls(*ids: str) -> Story:
    story = Story()
    for each in ids:
        story.done(ReceiveReport(channel=Channel.call, id=each))
    return story


def told(story: Story, report: str, point: Point = HERE, type: str = "rescue.water") -> None:
    story.done(NoteWhere(report=report, place=GivenPlace(words="by the mill", point=point)))
    story.done(NoteWhat(report=report, words="in the water", type=type))


def the(story: Story, report: str) -> Report:
    found = story.picture.reports.get(report)
    assert found is not None
    return found


def only(story: Story) -> Incident:
    (found,) = story.picture.incidents.values()
    return found


def test_an_incident_opened_from_a_report_takes_over_what_was_said() -> None:
    story = calls("r1")
    told(story, "r1")
    story.done(NoteWhat(report="r1", priority=Priority.immediate))
    events = story.done(OpenFromReport(report="r1", hazards=("current",)))
    assert [type(each) for each in events] == [IncidentOpened, ReportAttached]
    incident = only(story)
    assert incident.type == "rescue.water"
    assert incident.priority is Priority.immediate
    assert incident.place == the(story, "r1").place
    assert incident.summary == Words("report/r1", "in the water")
    assert incident.hazards == ("current",)
    assert incident.reports == ("r1",)
    assert the(story, "r1").incident == incident.id
    assert incident.id == f"PE-260302-{incident.number}"


def test_what_the_order_says_goes_before_what_the_caller_said() -> None:
    story = calls("r1")
    told(story, "r1")
    story.done(
        OpenFromReport(
            report="r1",
            type="rescue.ice",
            priority=Priority.urgent,
            place=GivenPlace(words="mill pond"),
            summary="child on the ice",
        )
    )
    incident = only(story)
    owner = f"incident/{incident.id}"
    assert (incident.type, incident.priority) == ("rescue.ice", Priority.urgent)
    assert incident.place == Place(words=Words(owner, "mill pond"))
    assert incident.summary == Words(owner, "child on the ice")


def test_an_incident_needs_what_and_where() -> None:
    story = calls("r1")
    assert story.refused(OpenFromReport(report="r9")).code == "report_unknown"
    refused = story.refused(OpenFromReport(report="r1"))
    assert refused == Refused("what_is_missing", {"report": "r1"})
    story.done(NoteWhat(report="r1", type="search.person"))
    refused = story.refused(OpenFromReport(report="r1"))
    assert refused == Refused("where_is_missing", {"report": "r1"})
    story.done(LocateCaller(report="r1", point=HERE, method="Cell", uncertainty_m=900))
    story.done(OpenFromReport(report="r1"))
    assert only(story).place == Place(point=HERE, uncertainty_m=900)


def test_a_search_may_begin_without_a_place_with_the_reason() -> None:
    story = calls("r1")
    order = OpenFromReport(
        report="r1", type="search.person", no_place_because="line cut, number unknown"
    )
    _, attached = story.done(order)
    assert isinstance(attached, ReportAttached)
    assert attached.no_place_because == Words("report/r1", "line cut, number unknown")
    assert only(story).place == Place()


def test_a_likely_same_incident_is_shown_before_a_second_one_is_opened() -> None:
    story = calls("r1", "r2")
    told(story, "r1")
    story.done(OpenFromReport(report="r1"))
    first = only(story).id
    told(story, "r2", point=NEAR)
    refused = story.refused(OpenFromReport(report="r2"))
    assert refused.code == "likely_the_same"
    assert refused.parameters["incidents"] == first
    assert refused.parameters["distance_m"] == "40"
    _, attached = story.done(OpenFromReport(report="r2", not_same_as=(first,)))
    assert isinstance(attached, ReportAttached)
    assert attached.not_same_as == (first,)
    assert len(story.picture.incidents) == 2


def test_a_restricted_incident_is_not_given_away_by_its_likeness() -> None:
    story = calls("r1", "r2", "r3")
    told(story, "r1")
    story.done(OpenFromReport(report="r1"))
    story.done(RestrictIncident(incident=only(story).id, need_to_know=("p-chief",)))
    told(story, "r2", point=NEAR)
    told(story, "r3", point=NEAR)
    shown = story.refused(OpenFromReport(report="r2"), actor="p-chief")
    assert shown.code == "likely_the_same"
    story.done(OpenFromReport(report="r2"), actor="p-taker")
    assert len(story.picture.incidents) == 2


def test_a_second_call_is_attached_and_both_stay_as_they_were_told() -> None:
    story = calls("r1", "r2")
    told(story, "r1")
    story.done(OpenFromReport(report="r1"))
    incident = only(story)
    told(story, "r2", point=NEAR)
    story.done(AttachReport(report="r2", incident=incident.id))
    assert only(story).reports == ("r1", "r2")
    assert only(story).place == incident.place, "a later report does not move the incident"
    assert the(story, "r2").place.point == NEAR
    assert story.done(AttachReport(report="r2", incident=incident.id)) == []


def test_a_report_belongs_to_one_incident() -> None:
    story = calls("r1")
    for each in ("i1", "i2"):
        story.done(OpenIncident(id=each, type="fire.building"))
    story.done(AttachReport(report="r1", incident="i1"))
    belongs = Refused("report_is_attached", {"report": "r1", "incident": "i1"})
    assert story.refused(AttachReport(report="r1", incident="i2")) == belongs
    assert story.refused(OpenFromReport(report="r1", type="fire.building")) == belongs


def test_a_report_goes_only_to_an_incident_that_is_open() -> None:
    story = calls("r1")
    order = AttachReport(report="r1", incident="i1")
    assert story.refused(order) == Refused("incident_unknown", {"incident": "i1"})
    story.done(OpenIncident(id="i1", type="fire.building"))
    story.done(CloseIncident(incident="i1", disposition="out_on_arrival"))
    assert story.refused(order) == Refused("incident_is_closed", {"incident": "i1"})
    story.done(DisposeReport(report="r1", disposal=Disposal.information_only, reason="asked"))
    assert story.refused(order).code == "report_is_disposed"


def test_a_report_is_detached_with_the_reason_and_waits_again() -> None:
    story = calls("r1")
    story.done(OpenIncident(id="i1", type="fire.building"))
    detach = DetachReport(report="r1", reason="other side of the river")
    assert story.refused(detach) == Refused("report_not_attached", {"report": "r1"})
    assert story.refused(DetachReport(report="r9", reason="x")).code == "report_unknown"
    story.done(AttachReport(report="r1", incident="i1"))
    (event,) = story.done(detach)
    assert isinstance(event, ReportDetached)
    assert event.reason == Words("report/r1", "other side of the river")
    assert only(story).reports == ()
    assert the(story, "r1").is_waiting


def test_a_duplicate_goes_where_the_first_report_is() -> None:
    story = calls("r1", "r2", "r3")
    told(story, "r1")
    story.done(LinkDuplicate(report="r2", original="r1"))
    assert the(story, "r2").is_waiting, "the first waits too"
    story.done(OpenFromReport(report="r1"))
    assert only(story).reports == ("r1", "r2"), "what waited with it came along"
    story.done(LinkDuplicate(report="r3", original="r2"))
    assert the(story, "r3").duplicate_of == "r1", "links lead to the first"
    assert only(story).reports == ("r1", "r2", "r3")
    assert story.done(LinkDuplicate(report="r3", original="r1")) == []


def test_duplicates_of_a_duplicate_follow_to_the_first() -> None:
    story = calls("r1", "r2", "r3")
    story.done(LinkDuplicate(report="r3", original="r2"))
    story.done(LinkDuplicate(report="r2", original="r1"))
    assert the(story, "r3").duplicate_of == "r1"
    story.done(OpenIncident(id="i1", type="fire.building"))
    story.done(AttachReport(report="r1", incident="i1"))
    assert only(story).reports == ("r1", "r2", "r3")


def test_a_duplicate_of_a_closed_matter_still_goes_to_it() -> None:
    story = calls("r1", "r2")
    told(story, "r1")
    story.done(OpenFromReport(report="r1"))
    incident = only(story).id
    story.done(CloseIncident(incident=incident, disposition="rescued"))
    story.done(LinkDuplicate(report="r2", original="r1"))
    assert the(story, "r2").incident == incident


def test_what_cannot_be_a_duplicate_is_refused() -> None:
    story = calls("r1", "r2", "r3", "r4")
    refusals: list[tuple[Command, str]] = [
        (LinkDuplicate(report="r9", original="r1"), "report_unknown"),
        (LinkDuplicate(report="r1", original="r9"), "report_unknown"),
        (LinkDuplicate(report="r1", original="r1"), "duplicate_of_itself"),
    ]
    for command, code in refusals:
        assert story.refused(command).code == code
    story.done(LinkDuplicate(report="r2", original="r1"))
    assert story.refused(LinkDuplicate(report="r1", original="r2")) == Refused(
        "duplicate_of_itself", {"report": "r1"}
    )
    assert story.refused(LinkDuplicate(report="r2", original="r3")) == Refused(
        "report_is_duplicate", {"report": "r2", "original": "r1"}
    )
    story.done(OpenIncident(id="i1", type="fire.building"))
    story.done(AttachReport(report="r4", incident="i1"))
    assert story.refused(LinkDuplicate(report="r4", original="r1")) == Refused(
        "report_is_attached", {"report": "r4", "incident": "i1"}
    )


def test_a_wrong_link_is_undone_and_the_report_stays_where_it_is() -> None:
    story = calls("r1", "r2")
    told(story, "r1")
    story.done(OpenFromReport(report="r1"))
    undo = UnlinkDuplicate(report="r2", reason="a second car")
    assert story.refused(undo) == Refused("report_is_no_duplicate", {"report": "r2"})
    assert story.refused(UnlinkDuplicate(report="r9", reason="x")).code == "report_unknown"
    story.done(LinkDuplicate(report="r2", original="r1"))
    story.done(undo)
    assert the(story, "r2").duplicate_of is None
    assert the(story, "r2").incident == only(story).id


def test_reports_leave_the_picture_with_their_incident() -> None:
    story = calls("r1")
    told(story, "r1")
    story.done(OpenFromReport(report="r1"))
    incident = only(story).id
    story.done(AddRemark(subject=f"incident/{incident}", text="boat launched"))
    story.done(AddRemark(subject="report/r1", text="caller stays on the line"))
    story.done(CloseIncident(incident=incident, disposition="rescued"))
    story.done(ArchiveIncident(incident=incident))
    assert list(story.picture.reports) == []
    assert list(story.picture.narratives) == []


@pytest.mark.parametrize(
    "event",
    [
        ReportAttached(report="gone", incident="gone"),
        ReportDetached(report="gone", incident="gone", reason=Words("report/gone", "x")),
        DuplicateLinked(report="gone", original="too"),
        DuplicateUnlinked(report="gone", original="too", reason=Words("report/gone", "x")),
    ],
    ids=lambda each: type(each).__name__,
)
def test_facts_about_what_has_left_change_nothing(event: ReportAttached) -> None:
    story = Story()
    before = story.picture
    story.given(event)
    assert story.picture == before
