from datetime import timedelta

from tests.operations.story import MORNING, Story
from tocsin.operations.incident import GivenPlace
from tocsin.operations.intake import NoteWhat
from tocsin.operations.picture import Report
from tocsin.operations.picture.report_form import FormCategory
from tocsin.operations.resident_reports import AdoptReportForm, FileReport, form_of
from tocsin.terms.codes import Channel, Priority

LAMP = FormCategory("works.lamp", "A street lamp is out")


def filed(story: Story) -> Report:
    (report,) = story.picture.reports.values()
    return report


def test_a_report_comes_in_whole_and_its_words_are_its_own() -> None:
    story = Story()
    story.done(
        FileReport(
            words="the lamp by the bridge is out",
            place=GivenPlace(words="Mill Bridge"),
            callback="0555 1234",
            caller="Corwin Alderby",
            language="de",
        ),
        actor="system/residents",
    )
    report = filed(story)
    assert (report.channel, report.language, report.is_waiting) == (Channel.app, "de", True)
    sealed = (report.words, report.place.words, report.callback, report.caller)
    assert {each.owner for each in sealed if each is not None} == {f"report/{report.id}"}
    assert None not in sealed


def test_only_what_was_said_is_noted() -> None:
    story = Story()
    story.done(FileReport(words="a fallen tree"))
    report = filed(story)
    assert (report.place.words, report.callback, report.type) == (None, None, None)


def test_when_it_was_is_a_fact_of_its_own_and_has_bounds() -> None:
    story = Story()
    for days, seconds in ((0, 299), (0, -3_600), (-365, 0)):
        at = MORNING + timedelta(days=days, seconds=seconds)
        story.done(FileReport(words="a fallen tree", happened_at=at))
    ahead, ago = timedelta(seconds=400), timedelta(days=367)
    for at, code in (
        (MORNING + ahead, "happened_in_future"),
        (MORNING - ago, "happened_too_long_ago"),
    ):
        assert story.refused(FileReport(words="x", happened_at=at)).code == code
        (report, *_) = story.picture.reports
        assert story.refused(NoteWhat(report=report, happened_at=at)).code == code


def test_danger_is_noted_and_counts_as_immediate_until_somebody_says_otherwise() -> None:
    story = Story()
    story.done(FileReport(words="a man under a tree", is_danger=True, id="PE-r1"))
    assert (filed(story).is_danger, filed(story).priority) == (True, Priority.immediate)
    noted = NoteWhat(report="PE-r1", is_danger=False, priority=Priority.routine)
    story.done(noted)
    assert story.done(noted) == []
    assert (filed(story).is_danger, filed(story).priority) == (False, Priority.routine)


def test_a_form_that_is_closed_takes_nothing_from_residents_and_still_from_a_clerk() -> None:
    story = Story()
    story.done(AdoptReportForm(is_open=False))
    order = FileReport(words="a fallen tree")
    assert story.refused(order, actor="system/residents").code == "form_is_closed"
    story.done(order)


def test_what_can_be_chosen_is_what_was_adopted() -> None:
    story = Story()
    adopt = AdoptReportForm(emergency_number="112", categories=(LAMP,))
    story.done(adopt)
    assert story.done(adopt) == []
    assert form_of(story.picture).emergency_number == "112"
    refused = story.refused(FileReport(words="x", type="fire.structure"))
    assert refused.code == "category_unknown"
    story.done(FileReport(words="dark", type="works.lamp"))
    assert filed(story).type == "works.lamp"


def test_a_report_has_one_id_only() -> None:
    story = Story()
    story.done(FileReport(words="a fallen tree", id="PE-r1"))
    assert story.refused(FileReport(words="again", id="PE-r1")).code == "report_exists"
