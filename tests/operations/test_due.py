"""The clock as an actor: what it orders when time has passed, and that it orders it once."""

from datetime import datetime

from msgspec.structs import replace

from tests.operations.ellery import CRASH, E1, E2, FIRE, L1, clock, town, unit
from tests.operations.story import Story
from tocsin.operations import catalogue
from tocsin.operations.closures import DeclareClosure, ExtendClosure, GivenExtent, LiftClosure
from tocsin.operations.crews import CrewUnit, RelieveCrew, ShareCrew
from tocsin.operations.dispatch import DispatchUnit
from tocsin.operations.due import ELSEWHERE, LIMIT, coming, due, overdue
from tocsin.operations.facilities import RegisterFacility, ReportFacility
from tocsin.operations.fleet import RetireUnit
from tocsin.operations.incident import (
    ArchiveIncident,
    CloseIncident,
    GivenPlace,
    OpenIncident,
    ReopenIncident,
)
from tocsin.operations.involved import ReportTriage
from tocsin.operations.looks import BreakGlass, ShutGlass
from tocsin.operations.merging import MergeIncidents
from tocsin.operations.narrative import AddRemark
from tocsin.operations.obligations import (
    AdoptTimers,
    EscalateObligation,
    LapseObligation,
    MeetObligation,
    OweThis,
    ReportWelfare,
    WaiveObligation,
)
from tocsin.operations.orders import Command
from tocsin.operations.picture import Obligation, Timer
from tocsin.operations.picture.command import OwnerKind, TaskOwner
from tocsin.operations.picture.facility import FacilityState
from tocsin.operations.reading import AcknowledgeEntry, AskToRead
from tocsin.operations.restriction import RestrictIncident
from tocsin.operations.status import ClearUnit, ReportOnScene
from tocsin.operations.tasks import AssignTask, NoticeTaskOverdue
from tocsin.operations.units import RegisterUnit, ReturnToService, TakeOutOfService
from tocsin.terms.codes import Role

DAY_S = 86_400


def tick(story: Story, at_s: int) -> list[Command]:
    """The clock strikes: what it orders is submitted, each under its own name, as a town does."""
    story.now_s = at_s
    ordered = due(story.picture, clock(at_s))
    for name, command in ordered:
        story.now_s = at_s - 1
        story.done(command, actor="system/clock", command_id=f"due/{name}")
    assert len({name for name, _ in ordered}) == len(ordered), "one name, one order"
    story.now_s = at_s
    return [command for _, command in ordered]


def open_now(story: Story) -> list[tuple[str, str]]:
    """Kind and subject of what is owed."""
    return [(each.kind, each.subject) for each in story.picture.obligations.values()]


def only(story: Story) -> Obligation:
    (found,) = story.picture.obligations.values()
    return found


def at_work(name: str = E1) -> Story:
    """A unit on scene since just after ten past eight."""
    story = town()
    story.done(DispatchUnit(unit=name, incident=FIRE))
    story.done(ReportOnScene(unit=name))
    return story


def test_a_quiet_town_has_nothing_due() -> None:
    assert due(town().picture, clock(DAY_S)) == ()


def test_a_crew_on_scene_is_asked_every_twenty_minutes() -> None:
    story = town()
    story.now_s = 599
    story.done(DispatchUnit(unit=E1, incident=FIRE))
    story.done(ReportOnScene(unit=E1))
    since_s = story.now_s
    assert tick(story, since_s + 1_199) == []
    tick(story, since_s + 1_200)
    assert open_now(story) == [("welfare", f"unit/{E1}")]
    assert only(story).due_at == clock(since_s + 1_200)
    assert tick(story, since_s + 1_201) == [], "asked twice, owed once"
    story.done(MeetObligation(obligation=only(story).id))
    heard_s = story.now_s
    assert open_now(story) == []
    assert tick(story, heard_s + 1_199) == []
    tick(story, heard_s + 1_200)
    assert open_now(story) == [("welfare", f"unit/{E1}")]


def test_the_same_question_has_the_same_answer_and_does_nothing_twice() -> None:
    story = at_work()
    first = due(story.picture, clock(3_000))
    assert first == due(story.picture, clock(3_000))
    stale = story.picture
    tick(story, 3_000)
    after = story.picture
    for name, command in due(stale, clock(3_001)):
        assert story.done(command, command_id=f"due/{name}") == []
    assert story.picture == after


def test_silence_climbs_the_ladder_and_a_word_ends_it() -> None:
    story = at_work()
    tick(story, 1_900)
    assert only(story).told is None
    due_s = int((only(story).due_at - clock(0)).total_seconds())
    for late_s, role in ((60, "incident_commander"), (180, "duty_officer"), (600, "chief")):
        assert tick(story, due_s + late_s - 1) == []
        tick(story, due_s + late_s)
        assert only(story).told == role
    assert tick(story, due_s + 9_000) == [], "the ladder has an end"
    story.done(ReportWelfare(units=(E1,)))
    assert [type(each) for each in tick(story, story.now_s + 5)] == [LapseObligation]
    assert open_now(story) == []


def test_a_clock_that_slept_catches_up_one_rung_a_tick() -> None:
    story = at_work()
    tick(story, 10_000)
    told = []
    for second in range(10_001, 10_004):
        (order,) = tick(story, second)
        assert isinstance(order, EscalateObligation)
        told.append(only(story).told)
    assert told == ["incident_commander", "duty_officer", "chief"]


def test_a_unit_that_leaves_the_scene_is_not_asked_any_more() -> None:
    story = at_work()
    tick(story, 2_000)
    story.done(ClearUnit(unit=E1))
    tick(story, 2_010)
    assert open_now(story) == []
    assert tick(story, DAY_S) == []


def test_a_waived_question_is_not_asked_again_while_things_stand_so() -> None:
    story = at_work()
    tick(story, 2_000)
    story.done(WaiveObligation(obligation=only(story).id, reason="mopping up"))
    assert tick(story, 9_000) == []
    story.done(ClearUnit(unit=E1))
    tick(story, 9_010)
    assert open_now(story) == []


def test_imported_units_are_asked_nothing() -> None:
    story = at_work()
    imported = replace(unit(story, E1), is_imported=True)
    story.picture = replace(story.picture, units=story.picture.units.put(E1, imported))
    assert tick(story, DAY_S) == []


def test_a_unit_that_is_not_back_when_expected_is_asked_about() -> None:
    story = town()
    story.done(TakeOutOfService(unit=E1, reason="tyre", expected_back_at=clock(3_000)))
    assert tick(story, 2_999) == []
    tick(story, 3_000)
    assert open_now(story) == [("back_in_service", f"unit/{E1}")]
    story.done(TakeOutOfService(unit=E1, reason="tyre", expected_back_at=clock(6_000)))
    tick(story, 3_010)
    assert open_now(story) == [], "a new time was given"
    tick(story, 6_000)
    story.done(TakeOutOfService(unit=E1, reason="tyre", expected_back_at=clock(3_000)))
    tick(story, 6_010)
    tick(story, 6_011)
    assert only(story).due_at == clock(3_000), "and taken back: it is asked about all the same"
    story.done(ReturnToService(unit=E1))
    tick(story, 6_020)
    assert open_now(story) == []


def test_a_met_question_about_a_unit_is_not_asked_again_for_the_same_time() -> None:
    story = town()
    story.done(TakeOutOfService(unit=E1, reason="tyre", expected_back_at=clock(3_000)))
    tick(story, 3_000)
    story.done(MeetObligation(obligation=only(story).id, note="garage says soon"))
    assert tick(story, 9_000) == []


def test_a_crew_past_its_shift_is_relieved_once_on_however_many_vehicles() -> None:
    story = town()
    story.done(CrewUnit(unit=E1, count=4, until=clock(4_000)))
    story.done(ShareCrew(units=(E1, L1)))
    tick(story, 4_000)
    assert open_now(story) == [("crew_relief", f"unit/{E1}")]
    story.done(RelieveCrew(unit=E1, count=4, until=clock(40_000)))
    tick(story, 4_010)
    assert open_now(story) == []


def test_a_facility_nobody_has_heard_of_for_long_is_asked() -> None:
    story = town()
    story.done(RegisterFacility(id="clinic", name="Clinic", kind="hospital"))
    assert tick(story, DAY_S) == [], "nothing was ever said: nothing is old"
    story.done(ReportFacility(facility="clinic", state=FacilityState.normal))
    heard_s = story.now_s
    tick(story, heard_s + 14_400)
    assert open_now(story) == [("facility_word", "facility/clinic")]
    story.done(MeetObligation(obligation=only(story).id))
    assert tick(story, story.now_s + 14_399) == []


def test_a_closure_past_its_end_stands_until_somebody_has_looked() -> None:
    story = town()
    extent = GivenExtent(place=GivenPlace(label="Quay Road"))
    story.done(DeclareClosure(id="x1", kind="flooded", extent=extent, ends_at=clock(3_000)))
    tick(story, 3_000)
    assert open_now(story) == [("closure_end", "closure/x1")]
    closure = story.picture.closures.get("x1")
    assert closure is not None
    assert closure.lifted_at is None, "the clock lifts nothing"
    story.done(ExtendClosure(closure="x1", ends_at=clock(8_000), reason="rain"))
    tick(story, 3_010)
    assert open_now(story) == []
    tick(story, 8_000)
    story.done(LiftClosure(closure="x1", reason="dry"))
    tick(story, 8_010)
    assert open_now(story) == []
    tick(story, story.now_s + DAY_S)
    assert "x1" not in story.picture.closures


def test_wounded_who_wait_are_counted_again() -> None:
    story = town()
    story.done(ReportTriage(incident=CRASH, immediate=1, minor=4))
    counted_s = story.now_s
    assert tick(story, counted_s + 899) == []
    tick(story, counted_s + 900)
    assert open_now(story) == [("retriage", f"incident/{CRASH}")]
    story.done(MeetObligation(obligation=only(story).id))
    again_s = story.now_s
    tick(story, again_s + 900)
    assert open_now(story) == [("retriage", f"incident/{CRASH}")]
    story.done(ReportTriage(incident=CRASH, minor=5))
    tick(story, story.now_s + 10)
    assert open_now(story) == []
    assert story.picture.agenda.items() == []


def test_what_was_to_be_read_and_was_not_is_owed_by_the_reader() -> None:
    story = town()
    story.done(AddRemark(subject=f"incident/{FIRE}", text="gas bottle in the yard"))
    narrative = story.picture.narratives.get(f"incident/{FIRE}")
    assert narrative is not None
    entry = narrative.entries[0].id
    ask = AskToRead(
        subject=f"incident/{FIRE}", entry=entry, people=("p-ada", "p-bo"), due_at=clock(3_000)
    )
    story.done(ask)
    read = AcknowledgeEntry(subject=f"incident/{FIRE}", entry=entry, reader="p-bo")
    story.done(read)
    tick(story, 3_000)
    assert only(story).person == "p-ada"
    story.done(AcknowledgeEntry(subject=f"incident/{FIRE}", entry=entry, reader="p-ada"))
    tick(story, 3_010)
    assert open_now(story) == []
    assert story.picture.agenda.items() == [], "nothing is left to ask about"


def test_a_closed_incident_goes_to_the_archive_after_a_day_and_a_reopened_one_does_not() -> None:
    story = town()
    story.done(CloseIncident(incident=FIRE, disposition="done"))
    fire_s = story.now_s
    story.done(CloseIncident(incident=CRASH, disposition="done"))
    story.done(ReopenIncident(incident=CRASH, reason="again"))
    assert tick(story, fire_s + DAY_S - 1) == []
    assert tick(story, fire_s + DAY_S) == [ArchiveIncident(incident=FIRE)]
    assert FIRE not in story.picture.incidents
    assert CRASH in story.picture.incidents


def test_a_town_may_keep_its_closed_incidents_longer() -> None:
    story = town()
    story.done(CloseIncident(incident=FIRE, disposition="done"))
    story.done(AdoptTimers(timers=(Timer("archive", 3 * DAY_S, Role.clerk),)))
    assert tick(story, 2 * DAY_S) == []
    assert tick(story, 4 * DAY_S) == [ArchiveIncident(incident=FIRE)]


def test_an_incident_somebody_still_owes_something_about_is_not_archived() -> None:
    story = town()
    story.done(OweThis(id="PE-o1", kind="call_back", subject=f"incident/{FIRE}"))
    story.done(CloseIncident(incident=FIRE, disposition="done"))
    for second in range(5):
        tick(story, 2 * DAY_S + second)
    assert FIRE in story.picture.incidents
    assert only(story).told == "duty_officer", "the call-back is still owed"
    story.done(MeetObligation(obligation="PE-o1"))
    tick(story, 3 * DAY_S)
    assert FIRE not in story.picture.incidents


def test_an_absorbed_incident_stays_separable_as_long_as_its_survivor_is_open() -> None:
    story = town()
    story.done(MergeIncidents(absorbed=CRASH, survivor=FIRE, reason="x"))
    assert tick(story, 3 * DAY_S) == []
    story.done(CloseIncident(incident=FIRE, disposition="done"))
    assert tick(story, story.now_s + DAY_S - 1) == []
    assert len(tick(story, story.now_s + 1)) == 2
    assert story.picture.incidents.items() == []


def test_what_is_owed_about_something_that_has_left_lapses() -> None:
    story = town()
    story.done(OweThis(id="PE-o1", kind="call_back", subject=f"incident/{FIRE}"))
    story.done(CloseIncident(incident=FIRE, disposition="done"))
    story.done(ArchiveIncident(incident=FIRE))
    assert LapseObligation(obligation="PE-o1") in tick(story, 700)
    assert open_now(story) == []


def test_deadlines_of_other_topics_come_with_the_same_clock() -> None:
    story = town()
    task = AssignTask(
        incident=FIRE,
        text="find the keyholder",
        owner=TaskOwner(OwnerKind.unit, E1),
        due_at=clock(2_000),
    )
    story.done(DispatchUnit(unit=E1, incident=FIRE))
    story.done(task)
    story.done(RestrictIncident(incident=CRASH, need_to_know=("p-bo",)))
    glass = BreakGlass(incident=CRASH, reason="same street", for_s=600)
    story.done(glass, actor="p-ada")
    kinds = [type(each) for each in tick(story, 4_000)]
    assert sorted(each.__name__ for each in kinds) == [
        NoticeTaskOverdue.__name__,
        ShutGlass.__name__,
    ]
    assert tick(story, 4_001) == []


def test_the_clock_asks_every_topic_that_keeps_deadlines() -> None:
    keepers = {topic.due for topic in catalogue.TOPICS if hasattr(topic, "due")}
    assert keepers == set(ELSEWHERE)


def test_one_tick_orders_no_more_than_it_may_and_the_next_goes_on() -> None:
    story = town()
    for number in range(LIMIT + 20):
        story.done(OpenIncident(id=f"PE-{number}", type="fire.alarm"))
        story.done(CloseIncident(incident=f"PE-{number}", disposition="false_alarm"))
    assert len(tick(story, 3 * DAY_S)) == LIMIT
    assert len(tick(story, 3 * DAY_S + 1)) == 20
    assert tick(story, 3 * DAY_S + 2) == []


def names(found: tuple[object, ...]) -> list[str]:
    return [getattr(each, "kind", "") for each in found]


def test_the_lists_show_what_is_overdue_and_what_is_coming_in_order_of_time() -> None:
    story = at_work()
    story.done(OweThis(id="PE-o1", kind="call_back", subject=f"incident/{FIRE}"))
    story.done(TakeOutOfService(unit=E2, reason="tyre", expected_back_at=clock(1_500)))
    task = AssignTask(
        incident=FIRE, text="x", owner=TaskOwner(OwnerKind.unit, E1), due_at=clock(3_000)
    )
    story.done(task)
    now: datetime = clock(1_600)
    assert names(overdue(story.picture, now)) == ["call_back", "back_in_service"]
    assert names(coming(story.picture, now, 300)) == ["welfare"]
    assert names(coming(story.picture, now, 1_400)) == ["welfare", "task"]
    assert overdue(story.picture, clock(600)) == ()


def test_a_settled_obligation_is_on_no_list() -> None:
    story = town()
    story.done(TakeOutOfService(unit=E1, reason="tyre", expected_back_at=clock(3_000)))
    tick(story, 3_000)
    assert names(overdue(story.picture, clock(3_100))) == ["back_in_service"]
    story.done(WaiveObligation(obligation=only(story).id, reason="known"))
    assert overdue(story.picture, clock(3_100)) == ()


def test_a_unit_that_has_been_retired_takes_its_questions_along() -> None:
    story = town()
    story.done(RegisterUnit(call_sign="T9", kind="tender"))
    story.done(OweThis(id="PE-o1", kind="inspection", subject="unit/PE-T9"))
    story.done(RetireUnit(unit="PE-T9", reason="sold"))
    tick(story, 700)
    assert open_now(story) == []
