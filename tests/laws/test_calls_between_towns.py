"""Calls between two towns, in any order of whatever may happen: lost, late and doubled reading, a
process that ends between any two steps, a log that is put back.

At every moment at least one town has the call open until a person there has taken or closed it, and
no two towns each believe that the other has it.
"""

import copy
from collections.abc import Callable
from datetime import datetime
from functools import partial

import msgspec
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.laws.call_world import CallWorld, Row
from tocsin.app.neighbours import calls
from tocsin.operations import call_closing, call_hearing, call_transfers, catalogue
from tocsin.operations.attaching import OpenFromReport
from tocsin.operations.call_transfers import RefuseCall, SettleCrossing, TakeCall, WithdrawCall
from tocsin.operations.disposal import DisposeReport
from tocsin.operations.orders import Command, Context, Decision
from tocsin.operations.picture import Picture, Report
from tocsin.operations.picture.call_transfer import CallState, RefusedBecause
from tocsin.terms.codes import Disposal

OTHER = {"A": "B", "B": "A"}
_replace = msgspec.structs.replace
HERE = ("passes", "withdraws", "works", "closes", "settles")
THERE = ("takes", "refuses", "closes", "settles")


def closing(report: str) -> DisposeReport:
    """As a person closes one that needs nobody."""
    return DisposeReport(report=report, disposal=Disposal.prank, reason="children")


class CallsBetween:
    """One call that came in at A, whatever then becomes of it; what was told may arrive late."""

    def __init__(self) -> None:
        self.world = CallWorld(towns="AB")
        self.report = self.world.takes_call("A")
        self.call: str | None = None
        self.was_taken = False
        """Whether a person at B ever took or closed it, also in a life of the log that is gone."""
        self.on_the_way: dict[str, list[list[Row]]] = {"A": [], "B": []}
        self.last: dict[str, list[Row]] = {"A": [], "B": []}

    # what people do, each as far as it is granted then

    def there(self, deed: str) -> None:
        """At B."""
        call = self.call or ""
        because = RefusedBecause.not_ours
        orders: dict[str, Command] = {
            "takes": TakeCall(transfer=call, no_place_because="they know"),
            "refuses": RefuseCall(transfer=call, because=because),
            "settles": SettleCrossing(transfer=call, resolution="spoken"),
        }
        if deed in orders:
            self.world.order("B", orders[deed])
        elif waiting := [e.id for e in self.world.picture("B").reports.values() if e.is_waiting]:
            self.world.order("B", closing(waiting[0]))

    def here(self, deed: str) -> None:
        """At A. It is passed on again after it came back, or was kept."""
        call, world = self.call or "", self.world
        if deed == "passes":
            calls = world.picture("A").call_transfers.values()
            if self.ours().is_waiting and not any(each.is_open for each in calls):
                self.call = world.passes("A", self.report)
            return
        orders: dict[str, Command] = {
            "withdraws": WithdrawCall(transfer=call, reason="we go"),
            "works": OpenFromReport(report=self.report, no_place_because="they know"),
            "closes": closing(self.report),
            "settles": SettleCrossing(transfer=call, resolution="spoken"),
        }
        world.order("A", orders[deed])

    # what is read: now, late, twice, never

    def told(self, of: str) -> None:
        """A town's slice leaves; a later one overtakes none (the link reads in order)."""
        self.on_the_way[of].append(copy.deepcopy(self.world.rows(of, OTHER[of])))

    def lost(self, of: str) -> None:
        """What left last does not arrive; the next says all of it."""
        if self.on_the_way[of]:
            self.on_the_way[of].pop()

    def arrived(self, of: str, is_twice: bool) -> None:
        """The oldest of what is on the way."""
        if self.on_the_way[of]:
            self.last[of] = self.on_the_way[of].pop(0)
            for _ in range(1 + is_twice):
                self.world.take(OTHER[of], of, self.last[of])

    def read(self, of: str) -> None:
        """The line is good: all that is on the way, and what there is now."""
        self.told(of)
        while self.on_the_way[of]:
            self.arrived(of, is_twice=False)

    def killed(self, town: str) -> None:
        """Its process begins anew, with its log and with what it last knew of the other."""
        self.world.started(town)
        self.world.take(town, OTHER[town], self.last[OTHER[town]])

    def put_back(self, town: str, kept: int) -> None:
        """The log of whoever was passed the call is put back to a backup. It tells anew, and reads
        what the other has to tell; nothing of its former life is read any more."""
        kept = min(kept, len(self.world.facts(town)))
        self.world.restored(town, kept)
        self.on_the_way[town].clear()
        other = OTHER[town]
        self.on_the_way[other].clear()
        self.last[other] = copy.deepcopy(self.world.rows(other, town))
        self.world.take(town, other, self.last[other])

    # what holds

    def ours(self) -> Report:
        return self.world.report("A", self.report)

    def has_dealt(self, town: str) -> bool:
        """Whether a person there has taken it, or closed it."""
        reports = self.world.picture(town).reports.values()
        return any(each.incident is not None or each.disposed is not None for each in reports)

    def is_open_at(self, town: str) -> bool:
        return any(each.is_waiting for each in self.world.picture(town).reports.values())

    def somebody_has_it(self) -> None:
        """One town has it open until a person took or closed it."""
        self.was_taken = self.was_taken or self.has_dealt("B")
        is_open = self.is_open_at("A") or self.is_open_at("B")
        assert is_open or self.has_dealt("A") or self.has_dealt("B"), "the call is dropped"

    def no_two_believe_that_the_other_has_it(self) -> None:
        """Whoever gave it away has read that a person took it, and there it is."""
        if self.ours().handed_over is None:
            return
        assert self.was_taken, "nobody had taken it"
        assert self.has_dealt("B") or self.is_open_at("B"), "each believes the other has it"

    def it_is_counted_once(self) -> None:
        calls = len(self.world.picture("B").call_transfers)
        assert len(self.world.picture("B").reports) == calls, "a report for each call, and one"

    def holds(self) -> None:
        """After every move."""
        self.somebody_has_it()
        self.no_two_believe_that_the_other_has_it()
        self.it_is_counted_once()

    def agrees_in_the_end(self) -> None:
        """Told all there is, the two agree on what was taken; what crossed stands in both logs."""
        self.on_the_way = {"A": [], "B": []}
        for _ in range(3):
            for of in "AB":
                self.world.take(OTHER[of], of, self.world.rows(of, OTHER[of]))
        for each in self.world.picture("B").call_transfers.values():
            ours = self.world.picture("A").call_transfers.get(each.id)
            assert ours is not None
            if each.answer is None and each.known_as is not None:
                assert each.is_open, "B has it on its hands again"
            elif each.answer is not None:
                assert ours.answer is not None
                assert ours.answer.because == each.answer.because
                assert ours.is_crossed == each.is_crossed
            else:
                assert (ours.state, each.state) in SAME


SAME = {(each, each) for each in CallState}
MOVES: dict[str, Callable[[CallsBetween], None]] = {
    **{f"A {deed}": partial(CallsBetween.here, deed=deed) for deed in HERE},
    **{f"B {deed}": partial(CallsBetween.there, deed=deed) for deed in THERE},
    **{f"{of} is read": partial(CallsBetween.read, of=of) for of in "AB"},
    **{f"{of} tells": partial(CallsBetween.told, of=of) for of in "AB"},
    **{f"{of} is lost": partial(CallsBetween.lost, of=of) for of in "AB"},
    **{f"{of} arrives": partial(CallsBetween.arrived, of=of, is_twice=False) for of in "AB"},
    **{f"{of} arrives twice": partial(CallsBetween.arrived, of=of, is_twice=True) for of in "AB"},
    **{f"{town} is killed": partial(CallsBetween.killed, town=town) for town in "AB"},
    **{f"B is put back to {n}": partial(CallsBetween.put_back, town="B", kept=n) for n in (0, 7)},
}
OFTEN = ("A passes", "A is read", "B is read") * 4
"""Without them nothing else comes about."""
WALKS = st.lists(st.sampled_from((*MOVES, *OFTEN)), min_size=16, max_size=16)


def walked(examples: int) -> None:
    """Walks that begin anew each time; the same ones in each run."""

    @settings(
        max_examples=examples, deadline=None, derandomize=True, database=None,
        suppress_health_check=list(HealthCheck), phases=(Phase.generate,),
    )  # fmt: skip
    @given(WALKS)
    def walk(moves: list[str]) -> None:
        went(*moves)

    walk()


def went(*moves: str) -> None:
    """One walk, looked at after every move."""
    world = CallsBetween()
    for each in moves:
        MOVES[each](world)
        world.holds()
    world.agrees_in_the_end()


def test_a_call_is_never_dropped_and_never_twice_the_others() -> None:
    walked(300)


Broken = Callable[[pytest.MonkeyPatch], None]


def closes_on_receipt(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine's receipt closes the report here."""

    def handed(picture: Picture, event: object, stamp: object) -> Picture:
        after = call_hearing.receipt_heard(picture, event, stamp)  # type: ignore[arg-type]
        call = after.call_transfers.get(event.call)  # type: ignore[attr-defined]
        report = after.reports.get("" if call is None else call.report or "")
        if call is None or report is None:
            return after
        gone = call_transfers.handing(report, call.to, "received")
        return catalogue.evolve(after, gone, stamp)  # type: ignore[arg-type]

    monkeypatch.setitem(catalogue.EVOLVE, "call_receipt_heard.1", handed)


def refuses_without_telling(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the other town gives back is heard as taken."""
    so_ends = call_hearing._so_ends

    def ends(known: object, answer: object, picture: Picture) -> object:
        return so_ends(known, _replace(answer, because=None), picture)  # type: ignore[arg-type, type-var]

    monkeypatch.setattr(call_hearing, "_so_ends", ends)


def gives_back_what_was_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    """A log that was put back gives a call back that the other town has closed."""
    give_back = call_transfers.give_back

    def given(command: RefuseCall, picture: Picture, context: Context) -> Decision:
        found = picture.call_transfers.get(command.transfer)
        if found is not None:
            picture = call_closing.put_call(picture, _replace(found, known_as=None))
        return give_back(command, picture, context)

    decide: dict[type, object] = catalogue.DECIDE  # type: ignore[assignment]
    monkeypatch.setitem(decide, RefuseCall, given)


def forgets_what_was_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    """A log that was put back does not take in what the other town believes to be its own."""
    monkeypatch.setattr(call_hearing, "is_news", _not_answered)
    monkeypatch.setattr(calls, "is_news", _not_answered)


def _not_answered(command: call_hearing.HearCall, _now: datetime) -> bool:
    return command.answer is None and command.withdrawn_at is None


@pytest.mark.parametrize("broken", [closes_on_receipt, refuses_without_telling])
def test_a_broken_rule_is_found(broken: Broken, monkeypatch: pytest.MonkeyPatch) -> None:
    broken(monkeypatch)
    with pytest.raises(AssertionError):
        walked(300)


PUT_BACK = (
    "A passes", "A is read", "B takes", "B is read", "B is put back to 0", "B is read", "B refuses",
    "B is read",
)  # fmt: skip
"""B takes it, loses that with its disk, has it on its hands anew and would give it back."""


def test_a_log_that_was_put_back_drops_no_call() -> None:
    went(*PUT_BACK)


@pytest.mark.parametrize("broken", [gives_back_what_was_taken, forgets_what_was_taken])
def test_a_broken_rule_of_what_was_put_back_is_found(
    broken: Broken, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken(monkeypatch)
    with pytest.raises(AssertionError):
        went(*PUT_BACK)
