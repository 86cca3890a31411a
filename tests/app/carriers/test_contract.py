"""One contract: every carrier is held to it, against a real other side; and who breaks it fails."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from tests.app.carriers import checks
from tests.app.carriers.peers import Broker, HttpPeer, Peer, peer_of
from tocsin.app.carriers.contract import Line, NotSent, Parcel
from tocsin.operations.picture.warning_channel import Carrier

pytestmark = pytest.mark.full


@pytest.fixture(scope="module")
def broker() -> Iterator[Broker]:
    found = Broker()
    yield found
    found.close()


@pytest.mark.parametrize("check", checks.CHECKS, ids=lambda each: each.__name__)
@pytest.mark.parametrize("carrier", [each for each in Carrier if each is not Carrier.relay])
def test_the_contract(
    carrier: Carrier, check: Callable[[Peer], None], tmp_path: Path, broker: Broker
) -> None:
    """A relay hands over what lies in the log, and no parcel: `test_relaying` has two towns."""
    with peer_of(carrier, tmp_path, broker) as peer:
        check(peer)


# negative controls: carriers that do it wrong


class Wrong:
    """A carrier that goes through another one, wrongly."""

    def __init__(self, line: Line) -> None:
        self.line = line

    def close(self) -> None:
        self.line.close()


class Hopeful(Wrong):
    """Calls it a receipt that nothing was heard."""

    def send(self, parcel: Parcel, address: str) -> str:
        try:
            return self.line.send(parcel, address)
        except NotSent:
            return "sent"


class Lazy(Wrong):
    """Says that it sent it."""

    def send(self, _parcel: Parcel, _address: str) -> str:
        return "sent"


class Fresh(Wrong):
    """Draws a new id for each try."""

    def send(self, parcel: Parcel, address: str) -> str:
        name = f"PE-{os.urandom(4).hex()}"
        return self.line.send(msgspec.structs.replace(parcel, id=name), address)


class Terse(Wrong):
    """Says it in the first language alone."""

    def send(self, parcel: Parcel, address: str) -> str:
        alert = msgspec.structs.replace(parcel.alert, infos=parcel.alert.infos[:1])
        return self.line.send(msgspec.structs.replace(parcel, alert=alert), address)


@pytest.mark.parametrize(
    ("wrong", "check"),
    [
        (Lazy, checks.a_receipt_means_that_it_is_there),
        (Fresh, checks.twice_is_twice_the_same),
        (Hopeful, checks.each_fault_has_its_cause),
        (Terse, checks.nothing_is_left_out),
    ],
)
def test_a_carrier_that_breaks_it_is_found_out(
    wrong: type[Hopeful], check: Callable[[Peer], None]
) -> None:
    peer = HttpPeer()
    line = peer.line
    peer.line = lambda within_s: wrong(line(within_s))  # type: ignore[method-assign]
    try:
        with pytest.raises((AssertionError, pytest.fail.Exception)):
            check(peer)
    finally:
        peer.close()
