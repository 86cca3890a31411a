"""A crew's phone is woken for an order to its unit, and for no other."""

import json
import queue
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from tests.app.web.doors import Opened, open_door
from tests.app.web.unsealing import opened as unsealed
from tocsin.app.push.sealing import uncompressed
from tocsin.app.push.vapid import encoded
from tocsin.app.web import door as door_module
from tocsin.operations.crews import CrewUnit
from tocsin.operations.dispatch import DispatchUnit
from tocsin.operations.officers import DeactivatePerson
from tocsin.operations.picture.unit import Seat
from tocsin.operations.stacking import StackAssignment
from tocsin.operations.status import ClearUnit

ENDPOINT = "https://push.example.org/phone"
SECRET = bytes(range(16))
Sent = tuple[str, bytes, Mapping[str, str]]


class Service:
    """A push service that keeps what it is sent, and answers with `status`."""

    def __init__(self) -> None:
        self.sent: queue.Queue[Sent] = queue.Queue()
        self.status = 201

    def __call__(self, endpoint: str, body: bytes, headers: Mapping[str, str]) -> int:
        self.sent.put((endpoint, body, headers))
        return self.status


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Service:
    made = Service()
    monkeypatch.setattr(door_module, "post", made)
    return made


@pytest.fixture
def woken(tmp_path: Path, service: Service) -> Iterator[Opened]:
    with open_door(tmp_path / "town") as door:
        yield door


def soon(holds: Callable[[], bool]) -> None:
    until_s = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < until_s
        time.sleep(0.01)


def subscribed(door: Opened, phone: ec.EllipticCurvePrivateKey) -> tuple[str, str]:
    """The token and the id of a crew member on E1 with this phone."""
    token = door.let_in("crew")
    person = door.person_of(token)
    door.order(CrewUnit(unit="PE-E1", seats=(Seat(person),), count=4))
    subscribe(door, phone, token)
    return token, person


def subscribe(
    door: Opened, phone: ec.EllipticCurvePrivateKey, token: str, language: str = "en"
) -> None:
    keys = {"p256dh": encoded(uncompressed(phone.public_key())), "auth": encoded(SECRET)}
    body = {"subscription": {"endpoint": ENDPOINT, "expirationTime": None, "keys": keys}}
    given = {"Accept-Language": language}
    got = door.ask("POST", "/v1/me/push", body, token=token, headers=given)
    assert (got.status, got.json) == (200, {"browsers": 1}), got


def test_a_crew_is_woken_for_an_order_to_its_unit_and_told_that_it_is_a_test(
    woken: Opened, service: Service
) -> None:
    phone = ec.generate_private_key(ec.SECP256R1())
    token, _ = subscribed(woken, phone)
    assert woken.ask("GET", "/v1/push/key", token=token).json["key"]
    other, incident = woken.open_incident(), woken.open_incident()
    woken.order(DispatchUnit(unit="PE-E2", incident=other))
    woken.order(DispatchUnit(unit="PE-E1", incident=incident))
    endpoint, body, headers = service.sent.get(timeout=20)
    assert endpoint == ENDPOINT
    assert headers["Content-Encoding"] == "aes128gcm"
    assert headers["Authorization"].startswith("vapid t=")
    message = json.loads(unsealed(body, phone, SECRET))
    assert message["title"] == "TEST: E1: new order"
    assert incident not in str(message)
    assert service.sent.empty(), "nobody is woken for another unit"
    subscribe(woken, phone, token, "de")
    woken.order(StackAssignment(unit="PE-E1", incident=other))
    german = json.loads(unsealed(service.sent.get(timeout=20)[1], phone, SECRET))
    assert german["title"] == "TEST: E1: neuer Auftrag"


def test_a_browser_that_is_gone_and_a_person_who_left_are_not_woken_again(
    woken: Opened, service: Service
) -> None:
    token, person = subscribed(woken, ec.generate_private_key(ec.SECP256R1()))
    service.status = 410
    incident = woken.open_incident()
    woken.order(DispatchUnit(unit="PE-E1", incident=incident))
    service.sent.get(timeout=20)
    waking = woken.door.waking
    assert waking is not None
    soon(lambda: not waking.subscriptions.of(frozenset({person})))
    service.status = 201
    again = {"p256dh": encoded(uncompressed(ec.generate_private_key(ec.SECP256R1()).public_key())),
             "auth": encoded(SECRET)}  # fmt: skip
    body = {"subscription": {"endpoint": ENDPOINT, "keys": again}}
    assert woken.ask("POST", "/v1/me/push", body, token=token).json == {"browsers": 1}
    woken.order(ClearUnit(unit="PE-E1"))
    woken.order(DeactivatePerson(person=person, reason="moved away"))
    woken.order(DispatchUnit(unit="PE-E1", incident=incident))
    upto = woken.door.hub.ticks + 3
    soon(lambda: woken.door.hub.ticks >= upto)
    assert service.sent.empty()


def test_a_phone_is_left_alone_when_its_person_says_so(woken: Opened) -> None:
    token, _ = subscribed(woken, ec.generate_private_key(ec.SECP256R1()))
    assert woken.ask("POST", "/v1/me/push", {}, token=token).json == {"browsers": 0}
    wrong = {"subscription": {"endpoint": "https://10.0.0.1/", "keys": {"p256dh": "", "auth": ""}}}
    assert woken.ask("POST", "/v1/me/push", wrong, token=token).code == "malformed"
    assert woken.ask("POST", "/v1/me/push", {}, token=None).status == 401
