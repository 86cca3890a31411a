"""What one neighbour may have put on record here, and what it may say over and over."""

from datetime import UTC, datetime
from typing import NamedTuple

import msgspec
import pytest

from tests.laws.lending_world import LendingWorld, Setting
from tocsin.access import Delta, Verb
from tocsin.access.changes import Cause
from tocsin.app.logs import FIELDS
from tocsin.app.neighbours import allowance, lending, own_town
from tocsin.app.neighbours.lending import LendingLink
from tocsin.app.neighbours.own_town import OwnTown
from tocsin.jurisdiction.fold import Step
from tocsin.jurisdiction.orders import Accepted, Denied, Order, Unknown
from tocsin.log.record import Record
from tocsin.operations import believing
from tocsin.operations.hearing import HEARER
from tocsin.operations.neighbour_links import CutNeighbour
from tocsin.operations.picture import Picture
from tocsin.operations.picture.custody import CustodyEntry, CustodyFact, Epoch, Hold

AT = datetime(2026, 3, 2, 8, tzinfo=UTC)


class Heard(NamedTuple):
    """A town of the laws, and what its link gives it as orders."""

    world: LendingWorld
    link: LendingLink
    orders: list[Order]
    asked: list[str]
    """The ids of all that was submitted, repeats too."""

    def tells(self, by: str, kind: str, name: str, fields: dict[str, object]) -> None:
        """A row of a neighbour's slice."""
        self.link.heard(by, [Delta(Verb.disclosed, kind, name, Cause("x", AT, AT), fields)])


def hearing(world: LendingWorld, town: str) -> Heard:
    """Repeats are answered as the town does: from what it has on record."""
    orders: list[Order] = []
    asked: list[str] = []
    answers: dict[str, object] = {}

    def submit(order: Order) -> object:
        asked.append(order.command_id)
        if order.command_id in answers:
            return answers[order.command_id]
        orders.append(order)
        why = world.order(town, order.command, HEARER)
        name, at = order.command_id, len(orders)
        found: object = Accepted(name, at, at) if why is None else Denied(name, why, at)
        repeat = Accepted(name, at, at, is_repeat=True)
        answers[name] = repeat if why is None else found
        return found

    own = OwnTown(town, lambda: world.picture(town), lambda: AT, submit)
    return Heard(world, LendingLink(own), orders, asked)


@pytest.fixture
def heard() -> Heard:
    star = Setting("a star", towns="ABC", links=("AB", "AC"), fleet=("B-E1", "C-E1"))
    return hearing(LendingWorld(star), "A")


def request(by: str, number: int, **more: object) -> tuple[str, dict[str, object]]:
    fields: dict[str, object] = {"by": by, "wanted": {"kind": "engine", **more}, "state": "open"}
    return f"{by}-mr{number}", fields


def test_a_request_that_is_told_in_other_words_is_on_record_once(heard: Heard) -> None:
    for number in range(20):
        heard.tells("B", "aid_requests", *request("B", 1, remarks=f"words {number}"))
    assert len(heard.orders) == 1
    over = {**request("B", 1)[1], "state": "withdrawn"}
    for _ in range(3):
        heard.tells("B", "aid_requests", "B-mr1", over)
    assert len(heard.orders) == 2, "the control: that it is over is heard, once"


def test_a_request_too_many_is_heard_when_there_is_room(heard: Heard) -> None:
    for number in range(1, 52):
        heard.tells("B", "aid_requests", *request("B", number))
    requests = heard.world.picture("A").aid_requests
    assert len(requests) == 50
    given = len(heard.orders)
    for _ in range(5):
        heard.link.hear_again()
    assert len(heard.orders) == given, "its refusal is on record once"
    heard.tells("B", "aid_requests", "B-mr1", {**request("B", 1)[1], "state": "withdrawn"})
    heard.link.hear_again()
    requests = heard.world.picture("A").aid_requests
    assert sum(each.is_open for each in requests.values()) == 50


def test_requests_that_are_opened_and_closed_without_end_fill_no_picture(heard: Heard) -> None:
    for number in range(1, 520):
        name, fields = request("B", number)
        heard.tells("B", "aid_requests", name, fields)
        heard.tells("B", "aid_requests", name, {**fields, "state": "withdrawn"})
    assert len(heard.world.picture("A").aid_requests) == 500


def test_a_neighbour_that_tells_too_much_is_heard_later_and_no_other_waits(
    heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(allowance, "AT_ONCE", 10)
    monkeypatch.setattr(allowance, "PER_S", 0.0)
    for number in range(1, 101):
        transfer = {
            "id": f"B-{number}", "number": {"town": "B", "serial": number}, "lot": "B-X",
            "home": "B", "kind": "sandbags", "unit_of_measure": "each", "by": "B", "to": "A",
            "quantity": 1,
        }  # fmt: skip
        heard.tells("B", "lot_transfers", f"B-{number}", transfer)
    assert len(heard.orders) == 10
    heard.tells("C", "aid_requests", *request("C", 1))
    assert "C-mr1" in heard.world.picture("A").aid_requests
    monkeypatch.setattr(allowance, "AT_ONCE", 1_000)
    monkeypatch.setattr(allowance, "PER_S", 1e9)
    heard.link.hear_again()
    assert len(heard.orders) == 101, "the control: nothing of it is lost"


def test_a_refusal_that_stands_costs_its_neighbour_nothing_more(
    heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(allowance, "AT_ONCE", 10)
    monkeypatch.setattr(allowance, "PER_S", 0.0)
    transfer = {
        "id": "B-1", "number": {"town": "B", "serial": 1}, "lot": "C-X", "home": "C",
        "kind": "sandbags", "unit_of_measure": "each", "by": "B", "to": "A", "quantity": 1,
    }  # fmt: skip
    heard.tells("B", "lot_transfers", "B-1", transfer)
    for _ in range(30):
        heard.link.hear_again()
    assert len(heard.asked) == 1, "it would be answered the same"
    heard.tells("B", "aid_requests", *request("B", 1))
    assert "B-mr1" in heard.world.picture("A").aid_requests


def test_what_waits_is_tried_a_part_at_a_time_and_all_of_it_in_turn(
    heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lending, "AT_A_TIME", 10)
    rows = [Delta(Verb.disclosed, "aid_requests", *_row("B", number)) for number in range(101, 126)]
    heard.link.heard("B", rows)
    assert len(heard.orders) == 10
    heard.link.hear_again()
    heard.link.hear_again()
    assert len(heard.orders) == 25


def _row(by: str, number: int) -> tuple[str, Cause, dict[str, object]]:
    name, fields = request(by, number)
    return name, Cause("x", AT, AT), fields


def test_a_neighbour_that_says_too_much_is_read_slowly_and_a_week_of_it_at_once() -> None:
    now_s = [0.0]
    appetite = allowance.Appetite(lambda: now_s[0])
    for _ in range(30):
        assert appetite.read(2_000_000) == 0.0
    pauses = []
    for _ in range(10):
        pauses.append(appetite.read(2_000_000))
        now_s[0] += pauses[-1]
    assert pauses[-1] == 8.0, "so long two million bytes are worth"
    now_s[0] += 3_600.0
    assert appetite.read(2_000_000) == 0.0, "after a quiet hour"
    assert appetite.read(10**12) == allowance.LONGEST_PAUSE_S, "it is asked again all the same"


def test_a_row_that_meets_a_fault_of_ours_is_left_and_what_waits_is_tried_in_turn(
    heard: Heard, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    tried: list[str] = []

    def fails(_self: object, _by: str, _kind: str, name: str, _fields: object) -> bool:
        tried.append(name)
        if name == "bad":
            if len(tried) % 2:
                raise OverflowError
            raise ZeroDivisionError
        return False

    monkeypatch.setattr(LendingLink, "_is_settled", fails)
    monkeypatch.setattr(lending, "AGAIN_AT_A_TIME", 3)
    monkeypatch.setattr(lending, "MOST_FAULTS", 5)
    for name in ("bad", *"abcdef"):
        heard.tells("B", "aid_requests", name, {"by": "B"})
    tried.clear()
    for _ in range(20):
        before = len(tried)
        heard.link.hear_again()
        assert len(tried) - before <= 3
    assert tried.count("bad") < 5
    tried.clear()
    heard.link.hear_again()
    heard.link.hear_again()
    assert sorted(tried) == [*"abcdef"], "all else in turn"
    full = [each.exc_info[0] for each in caplog.records if each.exc_info is not None]
    assert len(full) == len({*full}) <= 2, "each cause once in full"
    left = [vars(each)[FIELDS] for each in caplog.records if "is left" in each.message]
    assert sum(each["times"] for each in left) == 5
    assert len(left) == len(full)
    heard.tells("B", "aid_requests", "bad", {"by": "B", "state": "open"})
    assert "bad" in tried, "changed, it is tried"


def test_what_may_not_have_been_recorded_is_asked_again_under_the_same_id() -> None:
    asked: list[str] = []

    def submit(order: Order) -> object:
        asked.append(order.command_id)
        return Unknown(order.command_id, "the disk") if len(asked) == 1 else Accepted("", 1, 1)

    world = LendingWorld(Setting("two", towns="AB", links=("AB",), fleet=("B-E1",)))
    own = OwnTown("A", lambda: world.picture("A"), lambda: AT, submit)
    allowed = allowance.Allowed(own, allowance.Allowance())
    command = CutNeighbour(neighbour="KW", reason="flood")
    with pytest.raises(allowance.TooMuch):
        allowed.order("KW", command, "c-1")
    allowed.order("KW", command, "c-1")
    assert asked == ["c-1", "c-1"]


def _custody(kind: CustodyFact, town: str) -> dict[str, object]:
    entry = CustodyEntry(1, kind, Epoch(2, 0), town, AT)
    return {"home": "B", "life": "", "entries": [msgspec.to_builtins(entry)]}


def test_what_is_told_of_a_unit_before_its_home_tells_of_it_is_not_lost(heard: Heard) -> None:
    heard.tells("C", "custody", "B-E1", _custody(CustodyFact.accepted, "C"))
    assert not heard.orders, "only home grants a generation"
    heard.tells("B", "custody", "B-E1", _custody(CustodyFact.released, "C"))
    assert heard.world.custody("A", "B-E1").claim.town == "C"
    heard.link.hear_again()
    assert heard.world.custody("A", "B-E1").claim.hold is Hold.held


def test_a_guest_too_many_is_heard_when_there_is_room(
    heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(believing, "MOST_GUESTS", 0)
    heard.tells("B", "custody", "B-E1", _custody(CustodyFact.released, "A"))
    heard.link.hear_again()
    assert len(heard.orders) == 1, "its refusal is on record once"
    assert "B-E1" not in heard.world.picture("A").units
    monkeypatch.setattr(believing, "MOST_GUESTS", 1)
    heard.link.hear_again()
    assert "B-E1" in heard.world.picture("A").units


class Beside:
    """A clock, and whether the town has work of its own."""

    def __init__(self) -> None:
        self.at_s = 0.0
        self.is_at_work = True

    def clock_s(self) -> float:
        return self.at_s

    def given(self, most: int) -> int:
        """Orders for one neighbour before it is too much."""
        spent = allowance.Allowance(self.clock_s, lambda: self.is_at_work)
        for number in range(most):
            try:
                spent.check("B")
            except allowance.TooMuch:
                return number
            spent.spend("B")
        return most


def test_beside_own_work_a_neighbour_is_given_less_and_another_no_less() -> None:
    beside = Beside()
    most = allowance.BESIDE_AT_ONCE
    assert beside.given(1_000) == most
    beside.is_at_work = False
    assert beside.given(1_000) == 1_000, "the control: nobody waits, so all of it is heard"
    beside.is_at_work = True
    spent = allowance.Allowance(beside.clock_s, lambda: beside.is_at_work)
    for _ in range(most):
        spent.spend("B")
    spent.check("C")
    with pytest.raises(allowance.TooMuch):
        spent.check("B")
    beside.at_s += 1.0
    for _ in range(int(allowance.BESIDE_PER_S)):
        spent.check("B")
        spent.spend("B")
    with pytest.raises(allowance.TooMuch):
        spent.check("B")
    beside.is_at_work = False
    spent.check("B")


def test_beside_own_work_a_neighbours_words_get_a_tenth_of_a_processor() -> None:
    beside = Beside()
    appetite = allowance.Appetite(beside.clock_s, lambda: beside.is_at_work)
    assert appetite.thought(allowance.THOUGHT_AT_ONCE_S) == 0, "what a cut left is read at once"
    wait_s = appetite.thought(0.5)
    assert wait_s == pytest.approx(0.5 / allowance.THOUGHT_SHARE)
    beside.at_s += wait_s
    assert appetite.thought(0.0) == pytest.approx(0.0)
    assert appetite.thought(1_000.0) == allowance.LONGEST_THOUGHT_S, "it is asked again, though"
    beside.is_at_work = False
    assert appetite.thought(1_000.0) == 0, "the control: nobody waits"


def test_work_is_what_people_ordered_lately_and_not_what_neighbours_did() -> None:
    beside = Beside()
    work = own_town.Work(beside.clock_s)
    assert not work.is_going_on()

    def recorded(actor: str) -> Step:
        record = Record(
            position=1, name="x", recorded_at=AT, occurred_at=AT, command_id="x", actor=actor,
            payload=msgspec.Raw(b"{}"),
        )  # fmt: skip
        return Step(record, Picture(), Picture())

    work.stepped([recorded(HEARER)])
    assert not work.is_going_on(), "the control"
    work.stepped([recorded(HEARER), recorded("PE-p-desk")])
    assert work.is_going_on()
    beside.at_s += own_town.WORK_LASTS_S
    assert not work.is_going_on()
