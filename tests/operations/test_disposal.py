from datetime import timedelta

import pytest

from tests.operations.story import MORNING, Story
from tocsin.operations.attaching import OpenFromReport
from tocsin.operations.disposal import (
    KEPT_S,
    ArchiveReport,
    DisposeReport,
    HandOverReport,
    ReopenReport,
    ReportArchived,
    ReportDisposed,
    due,
)
from tocsin.operations.incident import GivenPlace
from tocsin.operations.intake import NoteCallback, NoteWhat, ReceiveReport, TryCallBack
from tocsin.operations.narrative import AddRemark
from tocsin.operations.orders import Refused
from tocsin.operations.picture import Report
from tocsin.terms.codes import Channel, Disposal
from tocsin.terms.words import Words

A_DAY_LATER = MORNING + timedelta(seconds=KEPT_S + 3600)


def a_call() -> Story:
    story = Story()
    story.done(ReceiveReport(channel=Channel.call, id="r1"))
    return story


def the(story: Story) -> Report:
    found = story.picture.reports.get("r1")
    assert found is not None
    return found


def with_incident() -> tuple[Story, str]:
    story = a_call()
    story.done(NoteWhat(report="r1", type="fire.building"))
    story.done(OpenFromReport(report="r1", place=GivenPlace(words="Quay 3")))
    return story, next(iter(story.picture.incidents))


@pytest.mark.parametrize("disposal", list(Disposal))
def test_a_report_is_closed_without_an_incident_for_a_reason(disposal: Disposal) -> None:
    story = a_call()
    story.done(DisposeReport(report="r1", disposal=disposal, reason="as heard"))
    closed = the(story)
    assert closed.disposed is disposal
    assert closed.disposed_because == Words("report/r1", "as heard")
    assert closed.disposed_at == MORNING + timedelta(seconds=2)
    assert not closed.is_waiting


def test_an_abandoned_call_is_called_back_before_it_is_closed() -> None:
    story = a_call()
    story.done(NoteCallback(report="r1", callback="5550100"))
    close = DisposeReport(report="r1", disposal=Disposal.abandoned, reason="silent line")
    assert story.refused(close) == Refused("call_back_not_tried", {"report": "r1"})
    story.done(TryCallBack(report="r1", outcome="no_answer"))
    story.done(close)
    assert the(story).disposed is Disposal.abandoned


def test_an_abandoned_call_may_be_closed_uncalled_with_the_reason_why() -> None:
    story = a_call()
    story.done(NoteCallback(report="r1", callback="5550100"))
    events = story.done(
        DisposeReport(
            report="r1",
            disposal=Disposal.abandoned,
            reason="silent line",
            not_called_back_because="ringing would give the caller away",
        )
    )
    assert isinstance(events[0], ReportDisposed)
    why = Words("report/r1", "ringing would give the caller away")
    assert events[0].not_called_back_because == why


def test_a_report_with_an_incident_is_neither_closed_nor_handed_over() -> None:
    story, incident = with_incident()
    belongs = Refused("report_has_incident", {"report": "r1", "incident": incident})
    close = DisposeReport(report="r1", disposal=Disposal.prank, reason="laughing")
    assert story.refused(close) == belongs
    over = HandOverReport(report="r1", centre="Northvale", accepted_by="desk 2", reason="theirs")
    assert story.refused(over) == belongs


def test_what_is_not_ours_or_not_open_is_neither_closed_nor_handed_over() -> None:
    story = a_call()
    close = DisposeReport(report="r9", disposal=Disposal.prank, reason="laughing")
    assert story.refused(close).code == "report_unknown"
    story.done(DisposeReport(report="r1", disposal=Disposal.prank, reason="laughing"))
    over = HandOverReport(report="r1", centre="Northvale", accepted_by="desk 2", reason="theirs")
    assert story.refused(over).code == "report_is_disposed"


def test_a_call_handed_over_keeps_who_accepted_it_there() -> None:
    story = a_call()
    story.done(
        HandOverReport(
            report="r1",
            centre="Northvale",
            accepted_by="Sgt Lund",
            reason="their side of the river",
            their_number="NV-0091",
        )
    )
    taken = the(story).handed_over
    assert taken is not None
    assert (taken.centre, taken.their_number) == ("Northvale", "NV-0091")
    assert taken.accepted_by == Words("report/r1", "Sgt Lund")
    assert taken.at == MORNING + timedelta(seconds=2)
    assert not the(story).is_waiting


def test_a_closed_or_handed_over_report_is_taken_up_again() -> None:
    story = a_call()
    again = ReopenReport(report="r1", reason="rang again, it is real")
    assert story.refused(again) == Refused("report_is_open", {"report": "r1"})
    assert story.refused(ReopenReport(report="r9", reason="x")).code == "report_unknown"
    story.done(DisposeReport(report="r1", disposal=Disposal.misdial, reason="pocket"))
    story.done(again)
    assert the(story).is_waiting
    assert the(story).disposed_because is None
    story.done(
        HandOverReport(report="r1", centre="Northvale", accepted_by="desk 2", reason="theirs")
    )
    story.done(again)
    assert the(story).is_waiting


def test_a_closed_report_leaves_the_picture_when_the_clock_says_so() -> None:
    story = a_call()
    story.done(AddRemark(subject="report/r1", text="giggling in the background"))
    story.done(DisposeReport(report="r1", disposal=Disposal.prank, reason="laughing"))
    assert due(story.picture, MORNING + timedelta(seconds=KEPT_S - 3600)) == []
    assert due(story.picture, A_DAY_LATER) == [ArchiveReport(report="r1")]
    story.done(ArchiveReport(report="r1"))
    assert list(story.picture.reports) == []
    assert list(story.picture.narratives) == []
    assert due(story.picture, A_DAY_LATER) == []
    assert story.done(ArchiveReport(report="r1")) == []


def test_a_report_taken_up_again_is_not_archived() -> None:
    story = a_call()
    story.done(DisposeReport(report="r1", disposal=Disposal.prank, reason="laughing"))
    story.done(ReopenReport(report="r1", reason="rang again"))
    assert due(story.picture, A_DAY_LATER) == []
    refused = story.refused(ArchiveReport(report="r1"))
    assert refused == Refused("report_not_archivable", {"report": "r1"})


def test_a_report_closed_late_in_the_hour_waits_its_full_time() -> None:
    """The agenda knows hours; the report itself says when."""
    story = a_call()
    close = DisposeReport(report="r1", disposal=Disposal.prank, reason="laughing")
    story.done(close, at_s=3500)
    exact = MORNING + timedelta(seconds=3500 + KEPT_S)
    assert due(story.picture, exact - timedelta(seconds=1)) == []
    assert due(story.picture, exact) == [ArchiveReport(report="r1")]


def test_facts_about_a_report_that_has_left_change_nothing() -> None:
    story = Story()
    before = story.picture
    gone = Words("report/gone", "x")
    story.given(
        ReportDisposed(report="gone", disposal=Disposal.prank, reason=gone),
        ReportArchived(report="gone"),
    )
    assert story.picture == before
