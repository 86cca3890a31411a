from datetime import timedelta

import pytest

from tests.operations.story import MORNING, Story
from tocsin.geo.places import Point
from tocsin.operations.disposal import DisposeReport, HandOverReport
from tocsin.operations.incident import GivenPlace
from tocsin.operations.intake import (
    AnswerQuestion,
    CallBackTried,
    CallerLocated,
    LanguageNoted,
    LocateCaller,
    NoteCallback,
    NoteLanguage,
    NoteWhat,
    NoteWhere,
    QuestionAnswered,
    ReceiveReport,
    TryCallBack,
    WhatNoted,
    WhereNoted,
)
from tocsin.operations.orders import Command, Refused
from tocsin.operations.picture import Report
from tocsin.terms.codes import Channel, Disposal, Priority
from tocsin.terms.words import Words

MILL_LANE = Point(51_500_000, -120_000)


def a_call() -> Story:
    story = Story()
    story.done(ReceiveReport(channel=Channel.call, source="line-3", id="r1"), actor="p-taker")
    return story


def the(story: Story, report: str = "r1") -> Report:
    found = story.picture.reports.get(report)
    assert found is not None
    return found


def test_a_call_is_taken_field_by_field_while_somebody_listens() -> None:
    story = a_call()
    story.done(NoteWhere(report="r1", place=GivenPlace(words="by the old mill")))
    story.done(NoteWhat(report="r1", words="somebody in the water", type="rescue.water"))
    story.done(NoteLanguage(report="r1", language="tr"))
    story.done(LocateCaller(report="r1", point=MILL_LANE, method="AML", uncertainty_m=240))
    story.done(NoteCallback(report="r1", callback="0170 5550123", caller="Mrs Aydin"))
    story.done(AnswerQuestion(report="r1", question="is_breathing", answer="she says yes"))
    story.done(NoteWhat(report="r1", priority=Priority.immediate))
    taken = the(story)
    assert taken.channel is Channel.call
    assert taken.source == "line-3"
    assert taken.arrived_at == MORNING + timedelta(seconds=1)
    assert taken.taken_by == "p-dispatcher"
    assert taken.words == Words("report/r1", "somebody in the water")
    assert (taken.type, taken.priority) == ("rescue.water", Priority.immediate)
    assert taken.place.words == Words("report/r1", "by the old mill")
    assert taken.callback == Words("report/r1", "0170 5550123")
    assert taken.caller == Words("report/r1", "Mrs Aydin")
    assert taken.language == "tr"
    assert taken.caller_position is not None
    assert taken.caller_position.uncertainty_m == 240
    assert taken.answer("is_breathing") is not None
    assert taken.answer("is_conscious") is None
    assert taken.is_waiting


def test_a_report_without_an_id_gets_one_that_a_repeated_order_gets_again() -> None:
    one, two = Story(), Story()
    for story in (one, two):
        story.done(ReceiveReport(channel=Channel.sensor, source="gauge-7"), command_id="same")
    assert list(one.picture.reports) == list(two.picture.reports)
    assert next(iter(one.picture.reports)).startswith("PE-r")


def test_the_same_report_does_not_come_in_twice() -> None:
    refused = a_call().refused(ReceiveReport(channel=Channel.call, id="r1"))
    assert refused == Refused("report_exists", {"report": "r1"})


def test_a_report_from_the_future_is_refused() -> None:
    refused = Story().refused(ReceiveReport(channel=Channel.alarm), at_s=3600)
    assert refused.code == "report_in_future"
    assert refused.parameters == {"at": "2026-03-02 09:00:00+00:00"}


def test_new_words_take_an_old_resolution_away_and_a_resolution_keeps_the_words() -> None:
    story = a_call()
    story.done(NoteWhere(report="r1", place=GivenPlace(words="the mill")))
    story.done(NoteWhere(report="r1", place=GivenPlace(label="Mill Lane 14", point=MILL_LANE)))
    assert the(story).place.words == Words("report/r1", "the mill")
    assert the(story).place.point == MILL_LANE
    story.done(NoteWhere(report="r1", place=GivenPlace(words="no, the paper mill")))
    assert the(story).place.words == Words("report/r1", "no, the paper mill")
    assert the(story).place.point is None


def test_what_is_told_late_does_not_replace_what_is_younger() -> None:
    story = a_call()
    story.given(WhatNoted(report="r1", type="fire.building"), at_s=50)
    story.given(WhatNoted(report="r1", type="fire.chimney"), at_s=20)
    assert the(story).type == "fire.building"
    story.given(LanguageNoted(report="r1", language="fr"), at_s=60)
    story.given(LanguageNoted(report="r1", language="en"), at_s=59)
    assert the(story).language == "fr"
    story.given(CallerLocated(report="r1", point=MILL_LANE, method="GPS"), at_s=60)
    story.given(CallerLocated(report="r1", point=Point(0, 0), method="Cell"), at_s=30)
    position = the(story).caller_position
    assert position is not None
    assert (position.point, position.method) == (MILL_LANE, "GPS")


def test_both_answers_to_one_question_are_kept_and_the_later_counts() -> None:
    story = a_call()
    story.done(AnswerQuestion(report="r1", question="is_breathing", answer="yes"))
    story.done(AnswerQuestion(report="r1", question="is_breathing", answer="no more"))
    latest = the(story).answer("is_breathing")
    assert latest is not None
    assert latest.words == Words("report/r1", "no more")
    assert len(the(story).answers) == 2


def test_what_is_so_already_is_not_recorded_again() -> None:
    story = a_call()
    story.done(NoteWhat(report="r1", type="fire.building", priority=Priority.urgent))
    story.done(NoteLanguage(report="r1", language="pt-BR"))
    assert story.done(NoteWhat(report="r1", type="fire.building")) == []
    assert story.done(NoteLanguage(report="r1", language="pt-BR")) == []


@pytest.mark.parametrize(
    "command",
    [
        NoteWhat(report="r1"),
        NoteWhere(report="r1", place=GivenPlace()),
        NoteCallback(report="r1"),
    ],
    ids=lambda each: type(each).__name__,
)
def test_nothing_cannot_be_noted(command: Command) -> None:
    assert a_call().refused(command) == Refused("nothing_noted", {"report": "r1"})


COMPLETIONS: list[Command] = [
    NoteWhat(report="r1", type="fire.building"),
    NoteWhere(report="r1", place=GivenPlace(words="here")),
    LocateCaller(report="r1", point=MILL_LANE, method="Cell"),
    NoteCallback(report="r1", callback="5550100"),
    NoteLanguage(report="r1", language="en"),
    AnswerQuestion(report="r1", question="danger_to_crews", answer="no"),
]


@pytest.mark.parametrize("command", COMPLETIONS, ids=lambda each: type(each).__name__)
def test_only_a_report_that_is_ours_and_open_is_completed(command: Command) -> None:
    assert Story().refused(command) == Refused("report_unknown", {"report": "r1"})
    story = a_call()
    story.done(DisposeReport(report="r1", disposal=Disposal.test, reason="line test"))
    assert story.refused(command) == Refused("report_is_disposed", {"report": "r1"})
    story = a_call()
    story.done(
        HandOverReport(report="r1", centre="Northvale", accepted_by="desk 2", reason="theirs")
    )
    assert story.refused(command) == Refused("report_is_handed_over", {"report": "r1"})


def test_calling_back_needs_something_to_call_and_each_try_is_kept() -> None:
    story = a_call()
    assert story.refused(TryCallBack(report="r9", outcome="busy")).code == "report_unknown"
    refused = story.refused(TryCallBack(report="r1", outcome="busy"))
    assert refused == Refused("no_callback", {"report": "r1"})
    story.done(NoteCallback(report="r1", callback="5550100"))
    story.done(TryCallBack(report="r1", outcome="busy"))
    story.done(TryCallBack(report="r1", outcome="answered"))
    assert [each.outcome for each in the(story).call_backs] == ["busy", "answered"]


def test_facts_about_a_report_that_has_left_change_nothing() -> None:
    story = Story()
    before = story.picture
    story.given(
        WhatNoted(report="gone", type="fire.building"),
        WhereNoted(report="gone", place=GivenPlace(words="there").sealed_under("report/gone")),
        QuestionAnswered(report="gone", question="q", answer=Words("report/gone", "a")),
        CallBackTried(report="gone", outcome="busy"),
    )
    assert story.picture == before
