"""A reporter sees one report and what it led to: the law of slices for residents."""

from tests.laws.sight_law import first_wrong
from tests.operations.story import Story
from tocsin.access import redact, reporter
from tocsin.operations.attaching import AttachReport, DetachReport
from tocsin.operations.incident import OpenIncident
from tocsin.operations.resident_reports import FileReport
from tocsin.operations.restriction import RestrictIncident


def a_town() -> Story:
    story = Story()
    for name in ("PE-r1", "PE-r2"):
        story.done(FileReport(words=f"words of {name}", callback="0555", id=name))
    story.done(OpenIncident(type="works.lamp", id="PE-i1"))
    return story


def test_a_reporter_sees_their_own_report_without_its_words_and_no_other() -> None:
    seen = redact(a_town().picture, reporter("PE-r1"))
    assert set(seen) == {("reports", "PE-r1")}
    assert not {"words", "callback", "caller", "taken_by"} & set(seen["reports", "PE-r1"])


def test_a_reporter_sees_how_far_the_incident_is_that_it_led_to() -> None:
    story = a_town()
    story.done(AttachReport(report="PE-r1", incident="PE-i1"))
    seen = redact(story.picture, reporter("PE-r1"))
    assert set(seen["incidents", "PE-i1"]) == {
        "status", "dispatched_at", "closed_at", "responses",
    }  # fmt: skip
    assert set(redact(story.picture, reporter("PE-r2"))) == {("reports", "PE-r2")}
    story.done(DetachReport(report="PE-r1", reason="another matter"))
    assert ("incidents", "PE-i1") not in redact(story.picture, reporter("PE-r1"))


def test_of_a_restricted_matter_a_reporter_sees_nothing_not_even_the_report() -> None:
    story = a_town()
    story.done(AttachReport(report="PE-r1", incident="PE-i1"))
    story.done(RestrictIncident(incident="PE-i1", need_to_know=()))
    assert redact(story.picture, reporter("PE-r1")) == {}


def test_somebody_who_proved_nothing_sees_nothing() -> None:
    assert redact(a_town().picture, reporter("PE-nothing")) == {}


def test_the_law_holds_for_reporters() -> None:
    from tests.laws.sight_orders import play
    from tests.laws.sight_town import ellery

    steps = [(n % 60, n % 7, n % 5) for n in range(240)]
    reports = list(play(ellery(), steps).picture.reports)
    assert reports
    viewers = [reporter(each) for each in reports[:4]]
    assert first_wrong(steps, viewers) is None
