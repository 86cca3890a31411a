"""What becomes of a passed call when either town goes on with it in an ordinary way."""

from datetime import timedelta

from tests.laws.call_world import CallWorld, Fields
from tests.operations.story import MORNING
from tocsin.operations.attaching import OpenFromReport
from tocsin.operations.call_transfers import ArchiveCall, RefuseCall, TakeCall, due
from tocsin.operations.disposal import HandOverReport, ReopenReport
from tocsin.operations.incident import OpenIncident, ReopenIncident
from tocsin.operations.merging import MergeIncidents
from tocsin.operations.picture.call_transfer import CallState, RefusedBecause
from tocsin.terms.codes import IncidentStatus


def passed_incident(world: CallWorld) -> tuple[str, str]:
    """An incident of A that B has received: its id and the transfer's."""
    before = {*world.picture("A").incidents}
    world.done("A", OpenIncident(type="fire.structure"))
    (incident,) = {*world.picture("A").incidents} - before
    call = world.passes("A", incident=incident)
    world.read("B", "A")
    return incident, call


def is_open(world: CallWorld, incident: str) -> bool:
    found = world.picture("A").incidents.get(incident)
    return found is not None and found.status is IncidentStatus.open


def test_what_a_neighbour_passed_is_not_handed_over_while_it_waits_for_an_answer() -> None:
    world = CallWorld()
    call = world.passes("A", world.takes_call("A"))
    world.read("B", "A")
    (there,) = world.picture("B").reports
    over = HandOverReport(report=there, centre="A", accepted_by="desk of A", reason="not ours")
    assert world.refused("B", over) == "call_waits_for_answer"
    world.done("B", RefuseCall(transfer=call, because=RefusedBecause.not_ours))
    world.done("B", ReopenReport(report=there, reason="C has it"))
    world.done("B", over)


def test_merged_into_another_incident_it_is_worked_here_and_the_other_town_reads_so() -> None:
    world = CallWorld()
    absorbed, call = passed_incident(world)
    world.done("A", OpenIncident(type="fire.structure"))
    (survivor,) = {*world.picture("A").incidents} - {absorbed}
    world.done("A", MergeIncidents(absorbed=absorbed, survivor=survivor, reason="one fire"))
    assert world.call("A", call).incident == survivor
    world.done("B", TakeCall(transfer=call, no_place_because="as told"))
    world.read("A", "B")
    world.read("B", "A")
    assert world.call("A", call).is_conflict
    assert world.call("B", call).is_conflict
    assert is_open(world, survivor)


def test_taken_there_and_reopened_here_it_is_in_two_hands_and_both_towns_know() -> None:
    world = CallWorld()
    incident, call = passed_incident(world)
    world.done("B", TakeCall(transfer=call, no_place_because="as told"))
    world.read("A", "B")
    assert not world.call("A", call).is_conflict
    world.done("A", ReopenIncident(incident=incident, reason="we go, too"))
    world.read("B", "A")
    assert world.call("A", call).is_conflict
    assert world.call("B", call).is_conflict
    ((name, fields),) = world.rows("B", "A")
    world.take("A", "B", [(name, {**fields, "answer": {**answer(fields), "number": "0666"}})])
    assert is_open(world, incident)


def answer(fields: Fields) -> Fields:
    found = fields["answer"]
    assert isinstance(found, dict)
    return found


def test_a_town_that_says_first_this_and_then_that_closes_nothing_over_and_over() -> None:
    world = CallWorld()
    incident, call = passed_incident(world)
    ((name, fields),) = world.rows("B", "A")
    said = [{"because": "cannot"}, {}] * 4
    for turn, more in enumerate(said):
        at = (MORNING + timedelta(seconds=turn)).isoformat()
        world.take("A", "B", [(name, {**fields, "answer": {"at": at, **more}})])
    assert is_open(world, incident)
    assert world.call("A", call).own_since is not None


def test_given_back_and_taken_up_after_all_is_told_as_taken() -> None:
    world = CallWorld()
    call = world.passes("A", world.takes_call("A"))
    world.read("B", "A")
    (there,) = world.picture("B").reports
    world.done("B", RefuseCall(transfer=call, because=RefusedBecause.not_ours))
    world.read("A", "B")
    world.done("B", ReopenReport(report=there, reason="ours after all"))
    world.done("B", OpenFromReport(report=there))
    world.read("A", "B")
    world.read("B", "A")
    assert world.call("B", call).state is CallState.taken
    assert world.call("A", call).is_conflict, "A had it back, and so has it on its hands"


def test_a_call_leaves_the_picture_by_our_own_clock() -> None:
    for year in ("1970", "8999"):
        world = CallWorld()
        call = world.passes("A", world.takes_call("A"))
        world.read("B", "A")
        ((name, fields),) = world.rows("B", "A")
        said = {"at": f"{year}-01-01T00:00:00Z", "because": "cannot"}
        world.take("A", "B", [(name, {**fields, "answer": said})])
        archive = ArchiveCall(call)
        assert archive not in due(world.picture("A"), world.now())
        later = MORNING + timedelta(days=400)
        assert archive in due(world.picture("A"), later)


def test_what_a_later_version_says_of_a_place_is_left_out() -> None:
    world = CallWorld()
    place = {"words": "the mill", "floor": "3"}
    told = {"type": "fire.structure", "later": 1, "place": place}
    row: Fields = {"by": "A", "to": "B", "passed_at": MORNING.isoformat(), "told": told}
    world.take("B", "A", [("A-ct1", row)])
    (there,) = world.picture("B").reports.values()
    assert world.said(there.place.words) == "the mill"


def test_restored_to_before_it_took_a_call_a_town_knows_that_it_did() -> None:
    world = CallWorld()
    call = world.passes("A", world.takes_call("A"))
    world.read("B", "A")
    facts = len(world.facts("B"))
    world.done("B", TakeCall(transfer=call))
    world.read("A", "B")
    number = world.call("A", call).answer.number  # type: ignore[union-attr]
    world.restored("B", facts)
    world.read("B", "A")
    assert world.call("B", call).known_as == number
    facts = len(world.facts("B"))
    world.read("B", "A")
    assert len(world.facts("B")) == facts, "said once"
