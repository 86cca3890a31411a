"""Calls that belong to a neighbour: passed, received, taken, given back, withdrawn, crossed."""

from datetime import timedelta

import pytest

from tests.laws.call_world import CallWorld
from tests.operations.story import MORNING
from tocsin.operations.attaching import AttachReport
from tocsin.operations.call_hearing import (
    MOST_OPEN,
    HearCall,
    HearCallAnswer,
    HeardAnswer,
    HeardCall,
)
from tocsin.operations.call_transfers import (
    ArchiveCall,
    PassCall,
    RefuseCall,
    SettleCrossing,
    TakeCall,
    WithdrawCall,
    due,
)
from tocsin.operations.dispatch import DispatchUnit
from tocsin.operations.disposal import DisposeReport
from tocsin.operations.incident import CloseIncident, OpenIncident
from tocsin.operations.picture.agreement import CallPart
from tocsin.operations.picture.call_transfer import CallState, RefusedBecause
from tocsin.operations.restriction import RestrictIncident
from tocsin.operations.units import RegisterUnit
from tocsin.terms.codes import Disposal, IncidentStatus


def test_a_call_is_ours_until_a_person_there_has_taken_it() -> None:
    world = CallWorld()
    report = world.takes_call("A")
    call = world.passes("A", report)
    assert world.report("A", report).is_waiting
    world.read("B", "A")
    (there,) = world.picture("B").reports.values()
    for words in (there.words, there.callback, there.caller, there.place.words):
        assert words is not None
        assert words.owner == f"report/{there.id}", "forgotten with the report here"
    assert (there.source, there.channel, there.type) == ("A", "partner", "fire.structure")
    assert world.said(there.words) == "smoke from the roof"
    assert world.said(there.callback) == "01632 960011"
    assert there.place.point == world.report("A", report).place.point
    world.read("A", "B")
    assert world.call("A", call).state is CallState.received
    assert world.report("A", report).is_waiting, "a machine's receipt closes nothing"
    world.done("B", TakeCall(transfer=call))
    (fire,) = world.picture("B").incidents.values()
    assert world.report("A", report).is_waiting, "A has not read it yet"
    world.read("A", "B")
    taken = world.report("A", report).handed_over
    assert taken is not None
    assert (taken.centre, taken.their_number) == ("B", fire.number)
    assert world.call("A", call).state is CallState.taken
    for town in "AB":
        facts = len(world.facts(town))
        world.read("A", "B")
        world.read("B", "A")
        assert len(world.facts(town)) == facts, "told again, nothing more is recorded"


def test_what_a_caller_says_later_goes_to_who_took_it_and_joins_what_was_made_of_it() -> None:
    world = CallWorld()
    first = world.passes("A", world.takes_call("A"))
    world.read("B", "A")
    world.done("B", TakeCall(transfer=first))
    world.read("A", "B")
    later = world.takes_call("A")
    order = PassCall(to="B", report=later, follows=first)
    other = PassCall(to="B", report=later, follows="A-ct0")
    assert world.refused("A", other) == "call_cannot_follow"
    world.done("A", order)
    more = next(name for name in world.picture("A").call_transfers if name != first)
    world.read("B", "A")
    assert world.call("B", more).told.follows == first
    world.done("B", TakeCall(transfer=more))
    (fire,) = world.picture("B").incidents.values()
    assert len(fire.reports) == 2, "it joined, and nothing new was opened"
    world.read("A", "B")
    assert world.call("A", more).state is CallState.taken
    taken = world.report("A", later).handed_over
    assert taken is not None
    assert taken.their_number == fire.number


def test_more_of_a_call_that_came_back_or_is_over_there_is_a_call_of_its_own() -> None:
    world = CallWorld()
    first = world.passes("A", world.takes_call("A"))
    world.read("B", "A")
    world.done("B", RefuseCall(transfer=first, because=RefusedBecause.not_ours))
    world.read("A", "B")
    back = PassCall(to="B", report=world.takes_call("A"), follows=first)
    assert world.refused("A", back) == "call_cannot_follow"
    world = CallWorld()
    first = world.passes("A", world.takes_call("A"))
    world.read("B", "A")
    world.done("B", TakeCall(transfer=first))
    (fire,) = world.picture("B").incidents
    world.read("A", "B")
    world.done("B", CloseIncident(incident=fire, disposition="out"))
    world.done("A", PassCall(to="B", report=world.takes_call("A"), follows=first))
    more = next(name for name in world.picture("A").call_transfers if name != first)
    world.read("B", "A")
    world.done("B", TakeCall(transfer=more))
    opened = [e for e in world.picture("B").incidents.values() if e.id != fire]
    assert [len(each.reports) for each in opened] == [1], "what it followed is over: a new one"


def test_whatever_is_done_with_its_report_is_the_answer() -> None:
    joined, closed = CallWorld(), CallWorld()
    for world in (joined, closed):
        world.passes("A", world.takes_call("A"))
        world.read("B", "A")
    (there,) = joined.picture("B").reports
    joined.done("B", OpenIncident(type="fire.structure"))
    (fire,) = joined.picture("B").incidents
    joined.done("B", AttachReport(report=there, incident=fire))
    (there,) = closed.picture("B").reports
    closed.done(
        "B", DisposeReport(report=there, disposal=Disposal.information_only, reason="told them")
    )
    for world in (joined, closed):
        world.read("A", "B")
        (call,) = world.picture("A").call_transfers.values()
        assert call.state is CallState.taken
        assert not any(each.is_waiting for each in world.picture("A").reports.values())


@pytest.mark.parametrize("because", list(RefusedBecause))
def test_what_comes_back_is_on_our_hands_again(because: RefusedBecause) -> None:
    world = CallWorld()
    report = world.takes_call("A")
    call = world.passes("A", report)
    world.read("B", "A")
    world.done("B", RefuseCall(transfer=call, because=because, remarks="the other bank"))
    assert not any(each.is_waiting for each in world.picture("B").reports.values())
    world.read("A", "B")
    ours = world.call("A", call)
    assert ours.state is CallState.refused
    assert ours.answer is not None
    assert (ours.answer.because, world.said(ours.answer.remarks)) == (because, "the other bank")
    assert world.report("A", report).is_waiting
    assert world.owed("A") == ["call_returned"]
    again = world.passes("A", report)
    assert world.owed("A", after_s=30) == ["call_receipt"], "it is passed on once more"
    assert again != call


def test_nothing_is_due_while_time_is_left_and_the_alarm_says_what_is_missing() -> None:
    world = CallWorld()
    call = world.passes("A", world.takes_call("A"))
    assert world.owed("A", after_s=20) == []
    assert world.owed("A", after_s=31) == ["call_receipt"]
    world.read("B", "A")
    world.read("A", "B")
    assert world.owed("A", after_s=31) == []
    assert world.owed("A", after_s=61) == ["call_answer"]
    world.done("B", TakeCall(transfer=call))
    world.read("A", "B")
    assert world.owed("A", after_s=600) == []
    assert world.owed("B", after_s=600) == []


def test_a_withdrawal_that_is_read_first_closes_the_report_there() -> None:
    world = CallWorld()
    report = world.takes_call("A")
    call = world.passes("A", report)
    world.read("B", "A")
    world.done("A", WithdrawCall(transfer=call, reason="our own engine is there"))
    world.read("B", "A")
    assert not any(each.is_waiting for each in world.picture("B").reports.values())
    assert world.refused("B", TakeCall(transfer=call)) == "call_was_withdrawn"
    assert world.report("A", report).is_waiting
    assert world.owed("A") == world.owed("B") == []


def test_a_withdrawal_and_a_taking_that_cross_are_a_conflict_in_both_logs() -> None:
    world = CallWorld()
    report = world.takes_call("A")
    call = world.passes("A", report)
    world.read("B", "A")
    world.done("A", WithdrawCall(transfer=call, reason="we go"))
    world.done("B", TakeCall(transfer=call))
    world.read("A", "B")
    world.read("B", "A")
    for town in "AB":
        assert world.call(town, call).state is CallState.taken, "taken wins"
        assert world.call(town, call).is_conflict
        assert world.owed(town) == ["call_crossed"]
    assert world.report("A", report).is_waiting, "what we went on with is not closed for us"
    for town in "AB":
        world.done(town, SettleCrossing(transfer=call, resolution="B goes, spoken at 14:05"))
        assert world.owed(town) == []
        assert world.refused(town, SettleCrossing(transfer=call, resolution="again")) == (
            "call_not_crossed"
        )


def test_taken_late_after_we_sent_our_own_unit_both_are_told() -> None:
    world = CallWorld()
    world.done("A", RegisterUnit(call_sign="E1", kind="engine"))
    world.done("A", OpenIncident(type="fire.structure", summary="smoke"))
    (fire,) = world.picture("A").incidents
    call = world.passes("A", incident=fire)
    world.done("A", DispatchUnit(unit="A-E1", incident=fire))
    world.read("B", "A")
    assert world.call("B", call).own_since is not None
    world.done("B", TakeCall(transfer=call, no_place_because="they know"))
    world.read("A", "B")
    incident = world.picture("A").incidents.get(fire)
    assert incident is not None
    assert incident.status is not IncidentStatus.closed
    for town in "AB":
        assert world.owed(town) == ["call_crossed"]


def test_an_incident_that_is_taken_is_closed_as_transferred() -> None:
    world = CallWorld()
    report = world.takes_call("A")
    world.done("A", OpenIncident(type="fire.structure", summary="smoke"))
    (fire,) = world.picture("A").incidents
    world.done("A", AttachReport(report=report, incident=fire))
    call = world.passes("A", incident=fire)
    assert world.refused("A", PassCall(to="B", report=report)) == "report_has_incident"
    assert world.refused("A", PassCall(to="B", incident=fire)) == "call_is_passed"
    world.read("B", "A")
    (there,) = world.picture("B").reports.values()
    assert world.said(there.callback) == "01632 960011", "the caller of its first report"
    world.done("B", TakeCall(transfer=call, no_place_because="they know"))
    world.read("A", "B")
    incident = world.picture("A").incidents.get(fire)
    assert incident is not None
    assert (incident.status, incident.disposition) == (IncidentStatus.closed, "transferred")


def test_closing_it_here_takes_the_passing_back() -> None:
    world = CallWorld()
    report = world.takes_call("A")
    call = world.passes("A", report)
    world.done("A", DisposeReport(report=report, disposal=Disposal.prank, reason="rang again"))
    world.done("A", OpenIncident(type="fire.structure"))
    (fire,) = world.picture("A").incidents
    second = world.passes("A", incident=fire)
    world.done("A", CloseIncident(incident=fire, disposition="false_alarm"))
    for each in (call, second):
        assert world.call("A", each).state is CallState.withdrawn
    world.read("B", "A")
    assert len(world.picture("B").call_transfers) == 0, "what is over already rings nowhere"


def test_no_more_is_handed_over_than_was_agreed() -> None:
    world = CallWorld(parts=(CallPart.place, CallPart.kind))
    call = world.passes("A", world.takes_call("A"), remarks="she stays on the line")
    told = world.call("A", call).told
    assert (told.type, told.words, told.callback) == ("fire.structure", None, None)
    world.read("B", "A")
    (there,) = world.picture("B").reports.values()
    assert (there.words, there.callback) == (None, None)
    assert world.said(world.call("B", call).remarks) == "she stays on the line"


def test_what_cannot_be_passed_or_answered_is_refused_with_the_reason() -> None:
    world = CallWorld()
    report = world.takes_call("A")
    world.done("A", OpenIncident(type="fire.structure"))
    (fire,) = world.picture("A").incidents
    refused = [
        ("A", PassCall(to="D", report=report), "call_not_agreed"),
        ("A", PassCall(to="B"), "call_names_nothing"),
        ("A", PassCall(to="B", report=report, incident=fire), "call_names_nothing"),
        ("A", PassCall(to="B", report="A-none"), "report_unknown"),
        ("A", PassCall(to="B", incident="A-none"), "incident_unknown"),
        ("A", TakeCall(transfer="B-none"), "call_transfer_unknown"),
    ]
    for town, order, why in refused:
        assert world.refused(town, order) == why
    call = world.passes("A", report)
    assert world.refused("A", PassCall(to="B", report=report)) == "call_is_passed"
    assert world.refused("A", TakeCall(transfer=call)) == "call_is_ours"
    world.read("B", "A")
    assert world.refused("B", WithdrawCall(transfer=call, reason="no")) == "call_is_theirs"
    world.done("B", RefuseCall(transfer=call, because=RefusedBecause.not_ours))
    assert world.refused("B", TakeCall(transfer=call)) == "call_is_answered"
    world.done("A", RestrictIncident(incident=fire))
    assert world.refused("A", PassCall(to="B", incident=fire)) == "call_is_restricted"


def test_the_number_of_a_restricted_incident_is_not_told() -> None:
    world = CallWorld()
    call = world.passes("A", world.takes_call("A"))
    world.read("B", "A")
    world.done("B", OpenIncident(type="crime.robbery"))
    (hidden,) = world.picture("B").incidents
    world.done("B", RestrictIncident(incident=hidden))
    world.done("B", TakeCall(transfer=call, incident=hidden))
    world.read("A", "B")
    answer = world.call("A", call).answer
    assert answer is not None
    assert (answer.is_taken, answer.number) == (True, None)


def test_what_no_honest_town_says_is_refused_and_a_flood_is_bounded() -> None:
    world = CallWorld()
    told = HeardCall(type="fire.structure")
    heard = [
        (HearCall(call="D-ct1", by="D", passed_at=MORNING), "call_author_not_agreed"),
        (HearCall(call="C-ct1", by="B", passed_at=MORNING), "call_is_anothers"),
        (HearCallAnswer(call="A-ct1", by="B", received_at=MORNING), "call_transfer_unknown"),
    ]
    for order, why in heard:
        assert world.refused("A", order) == why
    call = world.passes("A", world.takes_call("A"))
    answered = HearCallAnswer(call=call, by="C", received_at=MORNING)
    assert world.refused("A", answered) == "call_answer_not_asked"
    for number in range(MOST_OPEN):
        world.done("A", HearCall(call=f"B-ct{number}", by="B", passed_at=MORNING, told=told))
    more = HearCall(call="B-ct99", by="B", passed_at=MORNING, told=told)
    assert world.refused("A", more) == "too_many_calls"
    world.done("A", HearCall(call="C-ct1", by="C", passed_at=MORNING, told=told))


def test_a_receiver_that_was_restored_has_it_again_though_we_were_told_it_is_taken() -> None:
    world = CallWorld()
    report = world.takes_call("A")
    call = world.passes("A", report)
    world.read("B", "A")
    world.done("B", TakeCall(transfer=call))
    world.read("A", "B")
    world.restored("B", 0)
    world.read("B", "A")
    (there,) = world.picture("B").reports.values()
    assert there.is_waiting
    no = RefuseCall(transfer=call, because=RefusedBecause.cannot)
    assert world.refused("B", no) == "call_was_taken_before", "nobody would have it"
    world.done("B", TakeCall(transfer=call))
    world.read("A", "B")
    (fire,) = world.picture("B").incidents.values()
    answer = world.call("A", call).answer
    assert answer is not None
    assert answer.number == fire.number, "the number of the life that is left"
    world.done("A", HearCallAnswer(call=call, by="B", received_at=MORNING, answer=HeardAnswer(
        at=MORNING, because="cannot")))  # fmt: skip
    assert world.report("A", report).is_waiting, "whoever says that all the same is believed"
    world.restored("A", 0)
    world.read("B", "A")
    assert world.call("B", call).state is CallState.taken, "what A forgot is kept there"


def test_it_leaves_the_picture_after_thirty_days_and_not_while_it_is_open_or_crossed() -> None:
    world = CallWorld()
    call = world.passes("A", world.takes_call("A"))
    later = MORNING + timedelta(days=31)
    assert due(world.picture("A"), later) == []
    world.read("B", "A")
    world.done("A", WithdrawCall(transfer=call, reason="we go"))
    assert due(world.picture("A"), later) == [ArchiveCall(call=call)]
    world.done("B", TakeCall(transfer=call))
    world.read("A", "B")
    assert due(world.picture("A"), later) == []
    world.done("A", SettleCrossing(transfer=call, resolution="they go"))
    world.done("A", ArchiveCall(call=call))
    assert call in world.picture("A").call_transfers, "not before its time"
    world.done("A", ArchiveCall(call=call), at=later)
    assert call not in world.picture("A").call_transfers


def test_an_agreement_of_before_reads_and_lets_no_call_pass() -> None:
    world = CallWorld(parts=())
    report = world.takes_call("A")
    assert world.refused("A", PassCall(to="B", report=report)) == "call_not_agreed"
