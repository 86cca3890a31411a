"""Warnings of others: one matter is one report, whatever its source says of it, and a test of
theirs is nothing that happens here.
"""

from datetime import timedelta

import msgspec
import pytest

from tests.operations.story import MORNING, Story
from tests.operations.warned import town
from tocsin.operations.due import due
from tocsin.operations.heard_warnings import (
    AdoptProposedPlan,
    HeardRefusal,
    TakeWarning,
    is_known,
)
from tocsin.operations.incident import GivenPlace
from tocsin.operations.orders import Refused
from tocsin.operations.picture import Report
from tocsin.operations.picture.heard_warning import MessageKey, SourceRule
from tocsin.operations.picture.plan import Applies, PlanContent, PlanObjective
from tocsin.operations.plans import AdoptPlan
from tocsin.operations.warning_sources import AddWarningSource, SourceRefusal
from tocsin.terms.cap import CapCategory, CapMsgType, CapSeverity, CapStatus
from tocsin.terms.codes import Disposal, Priority
from tocsin.terms.ics import ObjectivePriority
from tocsin.terms.kinds import LogKind

replace = msgspec.structs.replace
RULES = (
    SourceRule(
        type="weather.flood", plan="flood", priority=Priority.urgent, events=("flood warning",),
        least=CapSeverity.severe,
    ),
    SourceRule(type="weather.any", categories=(CapCategory.met,)),
)  # fmt: skip


def key(name: str, minutes: int = 0, sender: str = "met@sky.example") -> MessageKey:
    return MessageKey(sender, name, MORNING + timedelta(minutes=minutes))


def message(name: str = "m1", minutes: int = 0, **other: object) -> TakeWarning:
    given: dict[str, object] = {
        "source": "met", "message": key(name, minutes), "status": CapStatus.actual,
        "msg_type": CapMsgType.alert, "verdict": "verified", "event": "Flood Warning",
        "words": f"Flood Warning ({name})", "place": GivenPlace(words="Mill valley"),
        "severity": CapSeverity.severe, "categories": (CapCategory.met,),
        "expires": MORNING + timedelta(hours=6),
    }  # fmt: skip
    return TakeWarning(**{**given, **other})  # type: ignore[arg-type]


def warned(kind: LogKind = LogKind.actual, **source: object) -> Story:
    story = town(kind)
    aim = PlanObjective(text="Nobody in the water", priority=ObjectivePriority.life_safety)
    content = PlanContent(name="Flood", trigger=Applies(), objectives=(aim,))
    story.done(AdoptPlan(plan="flood", over=0, content=content))
    how: dict[str, object] = {"pins": ("a key",), "rules": RULES, **source}
    story.done(AddWarningSource(id="met", **how))  # type: ignore[arg-type]
    return story


def reports(story: Story) -> list[Report]:
    return list(story.picture.reports.values())


def test_a_warning_becomes_a_report_that_proposes_the_plan_which_a_person_adopts_in_one_step() -> (
    None
):
    story = warned()
    story.done(message())
    [report] = reports(story)
    heard = story.picture.heard_warnings.get(report.id)
    assert heard is not None
    assert (report.type, report.priority, heard.plan) == (
        "weather.flood", Priority.urgent, "flood",
    )  # fmt: skip
    assert not list(story.picture.runs.values()), "a proposal runs nothing"
    story.done(AdoptProposedPlan(report=report.id))
    [incident] = story.picture.incidents.values()
    run = story.picture.runs.get(incident.id)
    assert run is not None
    assert run.plan == "flood"
    assert [each.incident for each in story.picture.objectives.values()] == [incident.id]
    [after] = reports(story)
    assert after.incident == incident.id


def test_an_update_and_an_end_change_the_report_and_make_no_second_one() -> None:
    story = warned()
    story.done(message("m1"))
    story.done(
        message(
            "m2", 5, msg_type=CapMsgType.update, references=(key("m1"),), event="Rain",
            place=GivenPlace(words="Lower valley"), is_here=False,
        )
    )  # fmt: skip
    [report] = reports(story)
    assert report.words is not None
    assert report.words.text == "Flood Warning (m2)"
    assert report.type == "weather.any", "what it means now"
    story.now_s = 600
    story.done(message("m3", 9, msg_type=CapMsgType.cancel, references=(key("m2", 5),)))
    [report] = reports(story)
    heard = story.picture.heard_warnings.get(report.id)
    assert heard is not None
    assert heard.is_ended
    no = story.refused(AdoptProposedPlan(report=report.id))
    assert no.code == HeardRefusal.heard_warning_was_ended


def test_what_is_read_again_or_comes_too_late_changes_nothing() -> None:
    story = warned()
    story.done(message("m2", 5, msg_type=CapMsgType.update, references=(key("m1"),)))
    before = story.picture
    assert story.done(message("m2", 5, msg_type=CapMsgType.update)) == []
    assert story.done(message("m1")) == [], "what it takes the place of came after it"
    assert story.picture is before
    story.done(message("m1", 0, message=key("m1", 0, sender="other@sky.example")))
    assert len(reports(story)) == 2, "of another sender it is another message"


def test_another_sender_ends_nothing() -> None:
    story = warned()
    story.done(message("m1"))
    end = message(
        "m9", 5, message=key("m9", 5, "evil@sky.example"), msg_type=CapMsgType.cancel,
        references=(key("m1"),),
    )  # fmt: skip
    assert story.refused(end).code == HeardRefusal.heard_warning_ends_nothing


@pytest.mark.parametrize("status", [CapStatus.test, CapStatus.exercise, CapStatus.draft])
def test_a_test_of_theirs_is_kept_as_one_and_touches_no_warning(status: CapStatus) -> None:
    story = warned()
    story.done(message("m1"))
    story.done(message("t2", 5, status=status, msg_type=CapMsgType.update, references=(key("m1"),)))
    real, trial = reports(story)
    assert real.words is not None
    assert real.words.text == "Flood Warning (m1)"
    assert (trial.disposed, real.disposed) == (Disposal.test, None)


def test_a_drill_works_with_an_exercise_and_takes_nothing_actual() -> None:
    story = warned(LogKind.exercise)
    no = story.refused(message())
    assert no.code == HeardRefusal.heard_warning_not_for_drill
    story.done(message(status=CapStatus.exercise))
    assert reports(story)[0].disposed is None


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"verdict": "unsigned"}, HeardRefusal.heard_warning_not_trusted),
        ({"verdict": "digest_mismatch"}, HeardRefusal.heard_warning_not_trusted),
        ({"source": "sea"}, SourceRefusal.warning_source_unknown),
        ({"expires": MORNING - timedelta(hours=1)}, HeardRefusal.heard_warning_is_over),
        ({"message": key("m1", 600)}, HeardRefusal.heard_warning_in_future),
        ({"is_here": False}, HeardRefusal.heard_warning_elsewhere),
        ({"msg_type": CapMsgType.ack}, HeardRefusal.heard_warning_says_nothing),
    ],
)
def test_what_cannot_be_believed_or_is_not_for_us_is_refused(
    changes: dict[str, object], code: str
) -> None:
    story = warned()
    order = replace(message(), **changes)
    assert story.refused(order).code == code
    assert not isinstance(story.when(message()), Refused), "the same message without the fault"


def test_a_wrong_signature_is_refused_although_unsigned_messages_are_accepted() -> None:
    story = warned(pins=(), is_unsigned_ok=True)
    story.refused(message(verdict="not_pinned"))
    story.done(message(verdict="unsigned"))


def test_a_source_that_nothing_vouches_for_is_refused() -> None:
    story = town()
    no = story.refused(AddWarningSource(id="met"))
    assert no.code == SourceRefusal.warning_source_unsound
    story.refused(AddWarningSource(id="met", is_unsigned_ok=True, rules=RULES))


def test_what_is_over_leaves_with_its_report_and_is_not_taken_anew() -> None:
    story = warned()
    story.done(message("t1", status=CapStatus.test))
    assert len(list(story.picture.heard_warnings.values())) == 1
    story.now_s = 30 * 24 * 3600
    now = MORNING + timedelta(days=30)
    for _, order in due(story.picture, now):
        story.done(order, actor="system/clock")
    assert not reports(story)
    story.done(message("m5", 30 * 24 * 60, expires=now + timedelta(hours=6)))
    assert [each.messages[0].identifier for each in story.picture.heard_warnings.values()] == ["m5"]
    no = story.refused(message("t1", status=CapStatus.test))
    assert no.code == HeardRefusal.heard_warning_is_over


def test_what_was_taken_back_stays_known_for_as_long_as_the_first_message_lasts() -> None:
    story = warned()
    first = message("m1", expires=MORNING + timedelta(days=3))
    story.done(first)
    story.done(message("m2", 5, msg_type=CapMsgType.cancel, references=(key("m1"),), expires=None))
    [name] = [each.id for each in reports(story)]
    story.picture = replace(story.picture, reports=story.picture.reports.drop(name))
    story.now_s = 2 * 86_400
    story.done(message("m9", 2, expires=MORNING + timedelta(days=9)))
    assert is_known(first, story.picture)
