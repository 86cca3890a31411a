"""A message is sent at least once whenever a process is killed, and a second one never hidden."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from tests.app.carriers.parcels import parcel
from tests.app.carriers.peers import PATIENT_S, Fault, HttpPeer, sign
from tests.app.carriers.wrong import BegunLate
from tests.needs import ROOT
from tocsin.app.carriers.carrying import Carriers
from tocsin.app.carriers.carrying import Town as Carried
from tocsin.app.carriers.contract import Line, Opened, Parcel
from tocsin.app.carriers.over_http import HttpLine
from tocsin.app.carriers.standing import carriers_of
from tocsin.app.wiring import found, opened
from tocsin.jurisdiction.orders import Accepted, Order, Outcome
from tocsin.jurisdiction.town import Town
from tocsin.operations.deliveries import RecordDelivery, Result, RetryDelivery
from tocsin.operations.orders import Command
from tocsin.operations.picture import Picture
from tocsin.operations.picture.warning_channel import (
    Carrier,
    ChannelReceiver,
    Delivery,
    Reach,
    ReachState,
)
from tocsin.operations.warning_channels import AddWarningChannel, NewReceiver, TryWarningChannel
from tocsin.terms.kinds import LogKind

FIRST = "PE-p-first"


class Killed(BaseException):
    """The process is gone, here."""


class Countdown:
    """Lets so many steps through."""

    def __init__(self, left: int = 1_000) -> None:
        self.left = left

    def step(self) -> None:
        if not self.left:
            raise Killed
        self.left -= 1


class Frail:
    """A carrier whose process may die before and after it sent."""

    def __init__(self, line: Line, life: Countdown) -> None:
        self._line, self._life = line, life

    def send(self, parcel: Parcel, address: str) -> str:
        self._life.step()
        says = self._line.send(parcel, address)
        self._life.step()
        return says

    def close(self) -> None:
        self._line.close()


def carriers(
    town: Town, life: Countdown | None = None, kind: type[Carriers] = Carriers
) -> Carriers:
    """As a process makes them; it may die before and after each order and each sending."""
    alive = life or Countdown()

    def submit(order: Order) -> Outcome:
        alive.step()
        outcome = town.submit(order)
        alive.step()
        return outcome

    def line(channel: Opened) -> Line:
        return Frail(HttpLine(channel, sign, PATIENT_S), alive)

    def made(_picture: Picture, delivery: Delivery) -> Parcel:
        return msgspec.structs.replace(parcel(), id=delivery.message)

    carried = Carried(lambda: town.picture, town.clock.now, submit, town.store.keys.open)
    return kind(carried, line, made, lambda _channel: "s")


def order(town: Town, command: Command, name: str) -> None:
    outcome = town.submit(Order(command=command, command_id=name, actor=FIRST))
    assert isinstance(outcome, Accepted), outcome


def siren(*addresses: str) -> AddWarningChannel:
    here = NewReceiver(id="bench", addresses=addresses)
    north = NewReceiver(id="north", addresses=("http://192.0.2.1/never",))
    return AddWarningChannel(id="siren", carrier=Carrier.http, receivers=(north,), test=here)


@pytest.fixture
def peer() -> Iterator[HttpPeer]:
    made = HttpPeer()
    yield made
    made.close()


@pytest.fixture
def folder(tmp_path: Path, peer: HttpPeer) -> Path:
    return town_with_siren(tmp_path / "perry", peer)


def town_with_siren(folder: Path, peer: HttpPeer, kind: LogKind = LogKind.actual) -> Path:
    """A town whose siren is about to be tried."""
    found(folder, name="Perry", code="PE", kind=kind, officer="first")
    with opened(folder) as town:
        order(town, siren(peer.address), "c1")
        order(town, TryWarningChannel(channel="siren"), "c2")
    return folder


def bench(town: Town) -> Reach:
    delivery = town.picture.deliveries.get("try@siren")
    assert delivery is not None
    (only,) = delivery.reaches
    return only


def killed_and_begun_again(
    folder: Path, peer: HttpPeer, steps: int, kind: type[Carriers] = Carriers
) -> bool:
    """Kill the process after so many steps and let another go on; whether it was killed. Nothing
    may be lost, and no second message hidden.
    """
    with opened(folder) as town:
        is_killed = False
        try:
            carriers(town, Countdown(steps), kind).carry("siren")
        except Killed:
            is_killed = True
    with opened(folder) as town:
        again = carriers(town, kind=kind)
        while again.carry("siren"):
            pass
        delivery = town.picture.deliveries.get("try@siren")
        assert delivery is not None
        assert bench(town).state is ReachState.reached
        assert {*peer.got} == {delivery.message}, "it is there, under one id"
        assert len(peer.got) == 1 or bench(town).is_perhaps_twice, "a second one is not hidden"
    return is_killed


STEPS = 6


@pytest.mark.parametrize("steps", range(STEPS + 1))
def test_killed_at_every_step_nothing_is_lost_and_no_second_one_is_hidden(
    folder: Path, peer: HttpPeer, steps: int
) -> None:
    assert killed_and_begun_again(folder, peer, steps) is (steps < STEPS)


# negative controls: the same order of things, done wrongly


class ReceiptFirst(Carriers):
    """Puts the receipt on record, and sends then."""

    def _one(
        self, line: Line, parcel: Parcel, name: str, receiver: ChannelReceiver | None
    ) -> Result:
        result = Result(receiver=name)
        self._order(RecordDelivery(delivery="try@siren", message=parcel.id, results=(result,)))
        return super()._one(line, parcel, name, receiver)


@pytest.mark.parametrize(
    ("wrong", "says"), [(ReceiptFirst, "it is there"), (BegunLate, "a second one is not hidden")]
)
def test_a_process_that_does_it_the_other_way_round_is_found_out(
    tmp_path: Path, peer: HttpPeer, wrong: type[Carriers], says: str
) -> None:
    failures = []
    for steps in range(STEPS + 2):
        folder = town_with_siren(tmp_path / str(steps), peer)
        peer.got.clear()
        try:
            killed_and_begun_again(folder, peer, steps, wrong)
        except AssertionError as failure:
            failures.append(str(failure).partition("\n")[0])
    assert any(says in each for each in failures), failures


def test_an_address_that_fails_is_followed_by_the_next(folder: Path, peer: HttpPeer) -> None:
    peer.fault = Fault.away
    away = peer.address
    peer.fault = Fault.none
    with opened(folder) as town:
        order(town, siren(away, peer.address), "c3")
        assert carriers(town).carry("siren")
        assert bench(town).state is ReachState.reached


def test_what_is_given_up_waits_for_a_person_and_goes_out_then(
    folder: Path, peer: HttpPeer
) -> None:
    peer.fault = Fault.refuses
    with opened(folder) as town:
        carrying = carriers(town)
        assert carrying.carry("siren")
        assert bench(town).state is ReachState.unreached
        says = bench(town).says
        assert says is not None
        assert town.store.keys.open(says) == "422 a siren has no words for this"
        assert not carrying.carry("siren"), "it is not asked again by itself"
        peer.fault = Fault.none
        order(town, RetryDelivery(delivery="try@siren"), "c3")
        assert carrying.carry("siren")
        assert bench(town).state is ReachState.reached


@pytest.mark.parametrize("kind", [LogKind.exercise, LogKind.test])
def test_a_log_that_is_not_actual_has_no_carriers_whatever_is_configured(
    tmp_path: Path, peer: HttpPeer, kind: LogKind
) -> None:
    folder = town_with_siren(tmp_path / "drill", peer, kind)
    with opened(folder) as town:
        assert carriers_of(town, folder) is None
        assert bench(town).state is ReachState.waiting
        assert peer.got == []
        # The control: carriers that look at the log too late, and not where they are made.
        carriers(town).carry("siren")
        assert len(peer.got) == 1


def test_an_actual_log_has_them(folder: Path) -> None:
    with opened(folder) as town:
        assert carriers_of(town, folder) is not None


def test_what_sends_is_made_in_one_place() -> None:
    """So that a log which may send nothing has nothing that could."""
    makers = ("Carriers(", "MailLine(", "HttpLine(", "MqttLine(", "FeedLine(", "PosterLine(")
    found = {
        path.name
        for path in (ROOT / "src").rglob("*.py")
        for line in path.read_text().splitlines()
        if any(each in line for each in makers) and not line.startswith("class ")
    }
    assert found == {"standing.py", "post.py"}
