from datetime import timedelta

from tests.operations.story import MORNING, Story
from tocsin.operations.duty import (
    BeginDuty,
    ChangeDuty,
    DutyChanged,
    DutyEnded,
    EndDuty,
    Overstayed,
    overstayed,
)
from tocsin.operations.officers import DeactivatePerson, RegisterPerson
from tocsin.operations.orders import Refused
from tocsin.operations.picture.people import Duty

EVENING = MORNING + timedelta(hours=12)


def a_town() -> Story:
    story = Story()
    story.done(RegisterPerson(id="p1", roles=("dispatcher",)))
    return story


def duty(story: Story) -> Duty | None:
    found = story.picture.people.get("p1")
    assert found is not None
    return found.duty


def test_a_duty_is_begun_in_a_position_changed_and_ended() -> None:
    story = a_town()
    story.done(BeginDuty(person="p1", until=EVENING, position="fire desk"))
    began = MORNING + timedelta(seconds=2)
    assert duty(story) == Duty(began, EVENING, "fire desk")
    story.done(ChangeDuty(person="p1", position="supervisor"))
    assert duty(story) == Duty(began, EVENING, "supervisor")
    assert story.done(ChangeDuty(person="p1", until=EVENING)) == []
    story.done(EndDuty(person="p1"))
    assert duty(story) is None


def test_nobody_is_on_duty_twice() -> None:
    story = a_town()
    story.done(BeginDuty(person="p1"))
    since = MORNING + timedelta(seconds=2)
    assert story.refused(BeginDuty(person="p1")) == Refused(
        "on_duty_already", {"person": "p1", "since": str(since)}
    )


def test_who_is_not_on_duty_can_neither_change_nor_end_it() -> None:
    story = a_town()
    off = Refused("not_on_duty", {"person": "p1"})
    assert story.refused(EndDuty(person="p1")) == off
    assert story.refused(ChangeDuty(person="p1", position="x")) == off


def test_a_duty_ends_after_it_begins() -> None:
    story = a_town()
    refused = story.refused(BeginDuty(person="p1", until=MORNING))
    assert refused == Refused("duty_ends_before_it_begins", {"until": str(MORNING)})
    story.done(BeginDuty(person="p1"), at_s=600)
    for command in (ChangeDuty(person="p1", until=MORNING), EndDuty(person="p1")):
        assert story.refused(command).code == "duty_ends_before_it_begins"


def test_only_active_people_come_on_duty() -> None:
    story = a_town()
    assert story.refused(BeginDuty(person="p9")).code == "person_unknown"
    story.done(DeactivatePerson(person="p1", reason="ill"))
    assert story.refused(BeginDuty(person="p1")).code == "person_is_inactive"


def test_who_stays_past_the_planned_end_is_listed_the_longest_first() -> None:
    story = a_town()
    story.done(RegisterPerson(id="p2"))
    story.done(BeginDuty(person="p1", until=EVENING, position="fire desk"))
    story.done(BeginDuty(person="p2", until=EVENING - timedelta(hours=1)))
    assert overstayed(story.picture, EVENING - timedelta(hours=2)) == ()
    assert overstayed(story.picture, EVENING) == (
        Overstayed("p2", None, EVENING - timedelta(hours=1)),
        Overstayed("p1", "fire desk", EVENING),
    )


def test_an_end_told_late_does_not_end_the_next_duty() -> None:
    story = a_town()
    story.done(BeginDuty(person="p1"), at_s=600)
    story.given(DutyEnded(person="p1"), at_s=300)
    assert duty(story) is not None


def test_facts_about_people_who_are_unknown_change_nothing() -> None:
    story = Story()
    before = story.picture
    story.given(DutyEnded(person="p9"), DutyChanged(person="p9", position="x"))
    assert story.picture == before
