"""What is owed: by whom, until when, and what becomes of it."""

import pytest

from tests.operations.ellery import A1, CRASH, E1, FIRE, clock, incident, town, unit
from tests.operations.story import Story
from tocsin.operations.arising import TIMERS
from tocsin.operations.facilities import RegisterFacility
from tocsin.operations.obligations import (
    AdoptTimers,
    EscalateObligation,
    LapseObligation,
    MeetObligation,
    ObligationEscalated,
    ObligationLapsed,
    ObligationMet,
    ObligationOpened,
    ObligationPostponed,
    ObligationWaived,
    OweThis,
    PostponeObligation,
    ReportWelfare,
    WaiveObligation,
    WelfareReported,
)
from tocsin.operations.orders import Command
from tocsin.operations.picture import Obligation, Timer
from tocsin.operations.picture.obligation import Step
from tocsin.terms.codes import Role
from tocsin.terms.words import Words

SUBJECT = f"incident/{FIRE}"


def owed() -> Story:
    story = town()
    story.done(
        OweThis(id="PE-o1", kind="call_back", subject=SUBJECT, note="Mrs Rue, about the cat")
    )
    return story


def found(story: Story, name: str = "PE-o1") -> Obligation:
    obligation = story.picture.obligations.get(name)
    assert obligation is not None
    return obligation


def test_what_is_owed_has_an_owner_a_time_and_a_sealed_note() -> None:
    story = owed()
    obligation = found(story)
    assert (obligation.kind, obligation.role) == ("call_back", "call_taker")
    assert obligation.due_at == clock(story.now_s + 600), "ten minutes, as the table says"
    assert obligation.note == Words(SUBJECT, "Mrs Rue, about the cat")
    assert obligation.opened_by == "p-dispatcher"
    again = OweThis(id="PE-o1", kind="call_back", subject=SUBJECT)
    assert story.done(again) == []


def test_owner_and_time_may_be_given_and_an_unknown_kind_has_the_common_timer() -> None:
    story = town()
    order = OweThis(
        id="PE-o2",
        kind="fetch_keys",
        subject=f"unit/{E1}",
        due_at=clock(5_000),
        role=Role.chief,
        person="p-ada",
    )
    story.done(order)
    obligation = found(story, "PE-o2")
    assert (obligation.due_at, obligation.role, obligation.person) == (
        clock(5_000),
        "chief",
        "p-ada",
    )
    story.done(OweThis(id="PE-o3", kind="fetch_keys", subject=f"unit/{E1}"))
    assert found(story, "PE-o3").due_at == clock(story.now_s + TIMERS["other"].after_s)


@pytest.mark.parametrize("subject", ["incident/PE-none", "moon/1", "incident"])
def test_nothing_is_owed_about_what_is_not_there(subject: str) -> None:
    refused = town().refused(OweThis(kind="call_back", subject=subject))
    assert (refused.code, refused.parameters) == ("subject_unknown", {"subject": subject})


def test_met_or_waived_it_is_over() -> None:
    for order in (
        MeetObligation(obligation="PE-o1", note="reached her"),
        WaiveObligation(obligation="PE-o1", reason="she called again"),
    ):
        story = owed()
        story.done(order)
        assert "PE-o1" not in story.picture.obligations


def test_postponed_it_is_due_later_and_the_ladder_begins_again() -> None:
    story = owed()
    due_at = found(story).due_at
    story.now_s += 901
    story.done(EscalateObligation(obligation="PE-o1", level=1))
    assert (found(story).level, found(story).told) == (1, "dispatcher")
    sooner = PostponeObligation(obligation="PE-o1", due_at=due_at, reason="x")
    assert story.refused(sooner).code == "not_later"
    story.done(PostponeObligation(obligation="PE-o1", due_at=clock(4_000), reason="asleep"))
    assert (found(story).due_at, found(story).level, found(story).told) == (clock(4_000), 0, None)


def test_it_is_escalated_rung_by_rung_and_only_when_the_time_has_come() -> None:
    story = owed()
    due_s = int((found(story).due_at - clock(0)).total_seconds())
    story.now_s = due_s + 298
    assert story.done(EscalateObligation(obligation="PE-o1", level=1)) == []
    (event,) = story.done(EscalateObligation(obligation="PE-o1", level=1))
    assert event == ObligationEscalated(obligation="PE-o1", level=1, to="dispatcher")
    assert story.done(EscalateObligation(obligation="PE-o1", level=1)) == [], "told once"
    assert story.done(EscalateObligation(obligation="PE-o1", level=3)) == [], "no rung skipped"
    story.now_s = due_s + 901
    story.done(EscalateObligation(obligation="PE-o1", level=2))
    assert found(story).told == "duty_officer"
    story.now_s += 90_000
    assert story.done(EscalateObligation(obligation="PE-o1", level=3)) == [], "the ladder ends"
    assert story.done(EscalateObligation(obligation="PE-o9", level=1)) == []


@pytest.mark.parametrize(
    "order",
    [
        MeetObligation(obligation="PE-o9"),
        WaiveObligation(obligation="PE-o9", reason="x"),
        PostponeObligation(obligation="PE-o9", due_at=clock(9_000), reason="x"),
    ],
    ids=lambda each: type(each).__name__,
)
def test_what_nobody_owes_is_not_met(order: Command) -> None:
    refused = town().refused(order)
    assert (refused.code, refused.parameters) == ("obligation_unknown", {"obligation": "PE-o9"})


def test_nothing_is_met_in_the_future() -> None:
    story = owed()
    refused = story.refused(MeetObligation(obligation="PE-o1"), at_s=story.now_s + 900)
    assert refused.code == "time_is_in_future"


def test_what_arose_by_itself_and_is_settled_stays_so_until_it_is_over() -> None:
    story = town()
    story.done(OweThis(id="closure_end-1", kind="closure_end", subject=SUBJECT))
    story.done(WaiveObligation(obligation="closure_end-1", reason="known"))
    refused = story.refused(MeetObligation(obligation="closure_end-1"))
    assert (refused.code, refused.parameters["state"]) == ("obligation_is_settled", "waived")
    story.done(LapseObligation(obligation="closure_end-1"))
    assert "closure_end-1" not in story.picture.obligations
    assert story.done(LapseObligation(obligation="closure_end-1")) == []


def test_crews_that_say_they_are_well_are_heard_and_an_old_word_is_old() -> None:
    story = town()
    story.done(ReportWelfare(units=(E1, A1)), at_s=590)
    story.done(ReportWelfare(units=(E1,)), at_s=500)
    assert (unit(story, E1).welfare_at, unit(story, A1).welfare_at) == (clock(590), clock(590))
    assert story.refused(ReportWelfare(units=("PE-X",))).code == "unit_unknown"
    future = story.refused(ReportWelfare(units=(E1,)), at_s=story.now_s + 900)
    assert future.code == "time_is_in_future"


@pytest.mark.parametrize(
    ("kind", "subject"),
    [
        ("welfare", f"unit/{E1}"),
        ("facility_word", "facility/clinic"),
        ("retriage", f"incident/{CRASH}"),
    ],
)
def test_a_word_that_meets_it_is_the_last_word(kind: str, subject: str) -> None:
    story = town()
    story.done(RegisterFacility(id="clinic", name="Clinic", kind="hospital"))
    name = f"{kind}-1"
    story.done(OweThis(id=name, kind=kind, subject=subject))
    story.done(MeetObligation(obligation=name))
    assert name not in story.picture.obligations
    facility = story.picture.facilities.get("clinic")
    assert facility is not None
    said = {
        "welfare": unit(story, E1).welfare_at,
        "facility_word": facility.reported_at,
        "retriage": incident(story, CRASH).triage.at,
    }
    assert said[kind] == clock(story.now_s)
    assert sum(each is not None for each in said.values()) == 1


def test_a_town_adopts_its_own_timers_and_the_others_stay() -> None:
    story = town()
    quick = Timer("call_back", 120, Role.dispatcher, (Step(60, Role.chief),))
    story.done(AdoptTimers(timers=(quick,)))
    assert story.done(AdoptTimers(timers=(quick,))) == []
    assert story.done(AdoptTimers(timers=(TIMERS["welfare"],))) == [], "that one holds already"
    story.done(OweThis(id="PE-o1", kind="call_back", subject=SUBJECT))
    assert found(story).due_at == clock(story.now_s + 120)
    assert found(story).role == "dispatcher"


@pytest.mark.parametrize(
    ("timer", "code"),
    [
        (Timer("x", 60, "pope"), "timer_unknown"),
        (Timer("x", 60, Role.chief, (Step(1, "pope"),)), "timer_unknown"),
        (Timer("x", -1, Role.chief), "timer_unknown"),
        (Timer("", 60, Role.chief), "timer_unknown"),
        (Timer("x", 1, Role.chief, (Step(9, Role.chief), Step(9, Role.clerk))), "steps_not_rising"),
        (Timer("x", 1, Role.chief, (Step(-9, Role.chief),)), "steps_not_rising"),
    ],
)
def test_a_timer_nobody_could_keep_is_not_adopted(timer: Timer, code: str) -> None:
    assert town().refused(AdoptTimers(timers=(timer,))).code == code


def test_facts_about_what_is_not_owed_change_nothing() -> None:
    story = town()
    before = story.picture
    words = Words("x/y", "z")
    story.given(
        ObligationMet(obligation="PE-o9"),
        ObligationWaived(obligation="PE-o9", reason=words),
        ObligationPostponed(obligation="PE-o9", due_at=clock(1), reason=words),
        ObligationEscalated(obligation="PE-o9", level=1, to="chief"),
        ObligationLapsed(obligation="PE-o9"),
        WelfareReported(units=("PE-X",)),
    )
    assert story.picture == before
    late = ObligationOpened(
        obligation="welfare-9", kind="welfare", subject="unit/PE-X", due_at=clock(1), role="chief"
    )
    story.given(late, ObligationMet(obligation="welfare-9"))
    assert story.picture == before, "met about a unit that is gone"
