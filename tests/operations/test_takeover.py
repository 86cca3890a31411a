from datetime import timedelta

import pytest

from tests.operations.story import MORNING, Story
from tocsin.operations.officers import DeactivatePerson, RegisterPerson
from tocsin.operations.takeover import STANDBY, Approval, TakeOver

ADA, BO = Approval("p-ada", MORNING), Approval("p-bo", MORNING + timedelta(minutes=9))
LATE = Approval("p-bo", MORNING + timedelta(minutes=10, milliseconds=1))


def a_town() -> Story:
    story = Story()
    story.done(RegisterPerson(id="p-ada", handle="ada", roles=("chief",)))
    story.done(RegisterPerson(id="p-bo", handle="bo", roles=("duty_officer",)))
    return story


def test_two_people_let_the_standby_go_on_and_it_is_on_record_who_they_were() -> None:
    story = a_town()
    (event,) = story.done(TakeOver(incarnation="ab" * 16, approvals=(ADA, BO)), actor=STANDBY)
    assert event.approvals == (ADA, BO)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "approvals",
    [
        pytest.param((), id="nobody"),
        pytest.param((ADA,), id="one"),
        pytest.param((ADA, ADA), id="one-twice"),
        pytest.param((ADA, LATE), id="too-late"),
        pytest.param((ADA, Approval("p-nobody", MORNING)), id="a-stranger"),
    ],
)
def test_fewer_than_two_people_do_not(approvals: tuple[Approval, ...]) -> None:
    refused = a_town().refused(TakeOver(incarnation="ab", approvals=approvals), actor=STANDBY)
    assert refused.code == "take_over_needs_two_people"


def test_an_officer_who_may_not_act_any_more_does_not_count() -> None:
    story = a_town()
    story.done(DeactivatePerson(person="p-bo", reason="left"))
    refused = story.refused(TakeOver(incarnation="ab", approvals=(ADA, BO)), actor=STANDBY)
    assert refused.code == "take_over_needs_two_people"


def test_nobody_orders_it_at_the_door() -> None:
    refused = a_town().refused(TakeOver(incarnation="ab", approvals=(ADA, BO)), actor="p-ada")
    assert refused.code == "take_over_is_ordered_at_the_standby"
