"""A real door on loopback, served by a thread of the test: asked over HTTP and in no other way."""

import http.client
import itertools
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from time import sleep
from typing import Any, NamedTuple

from tocsin.access import Reading, fold_slice, person, redact
from tocsin.access.sight import Fields
from tocsin.app.advising.lenders import Beside
from tocsin.app.facts import json_of
from tocsin.app.relay import relaying
from tocsin.app.sign_in.signing import Signing
from tocsin.app.web.beside import served_beside
from tocsin.app.web.door import Door, door_of
from tocsin.app.web.doorkeeper import digest_of, drawn_secret
from tocsin.app.web.serving import Listening
from tocsin.app.wiring import found, opened, telemetry_of
from tocsin.jurisdiction.orders import Accepted, Order
from tocsin.jurisdiction.telemetry import Telemetry
from tocsin.jurisdiction.town import Town
from tocsin.operations.officers import RegisterPerson
from tocsin.operations.orders import Command
from tocsin.operations.picture import Subject
from tocsin.operations.picture.token import OPEN_SCOPES, Scope
from tocsin.operations.tokens import IssueToken
from tocsin.operations.units import RegisterUnit
from tocsin.terms.kinds import LogKind

FIRST = "PE-p-first"
WITHIN_S = 30.0
_numbers = itertools.count()

FIRE = {"type": "fire.structure", "priority": 2, "place": {"words": "Quay Street 7"}}


class Got(NamedTuple):
    """An answer: its JSON where it has any."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> dict[str, Any]:
        found = json.loads(self.body)
        assert isinstance(found, dict)
        return found

    @property
    def code(self) -> object:
        """The code of a problem, which must be a whole problem document."""
        assert self.headers["content-type"] == "application/problem+json", self
        assert {"type", "title", "status", "detail"} <= self.json.keys()
        assert self.json["status"] == self.status
        return self.json["code"]


class Stream:
    """A live stream being read; knows what it has been told."""

    def __init__(self, connection: http.client.HTTPConnection) -> None:
        self._connection = connection
        self._response = connection.getresponse()
        self.status = self._response.status
        self.reading = Reading()
        self.known: dict[Subject, Fields] = {}
        self.last_id = ""
        self.seen = 0
        """Deltas received."""
        self.raw = b""
        self.clock: dict[str, object] = {}
        """What the town's clock said last, and how fast it goes."""
        self.positions: dict[str, dict[str, object]] = {}
        """The newest position of each subject, as far as the stream has told it."""

    def next(self, *, with_clock: bool = False) -> str:
        """The next event's name, folded if it is a tick. Comments and the clock are passed over;
        "" at the end.
        """
        name = ""
        data: list[bytes] = []
        while line := self._response.readline():
            self.raw += line
            text = line.rstrip(b"\n")
            if not text and name:
                if name == "tick":
                    deltas = self.reading.received(b"\n".join(data))
                    self.known = fold_slice(self.known, deltas)
                    self.seen += len(deltas)
                elif name == "positions":
                    self._moved(json.loads(data[0]))
                elif name == "clock":
                    self.clock = json.loads(data[0])
                    if not with_clock:
                        name, data = "", []
                        continue
                return name
            field, _, value = text.partition(b": ")
            if field == b"event":
                name = value.decode()
            elif field == b"data":
                data.append(value)
            elif field == b"id":
                self.last_id = value.decode()
        return ""

    def _moved(self, event: dict[str, object]) -> None:
        told = event["positions"]
        assert isinstance(told, list)
        if event["is_whole"]:
            self.positions = {}
        self.positions |= {str(each["subject"]): each for each in told}

    def until(self, holds: object) -> None:
        """Read until `holds(self)`; fails at the end of the stream."""
        assert callable(holds)
        while not holds(self):
            assert self.next() == "tick", "the stream ended before that"

    def close(self) -> None:
        """Cut the line."""
        self._response.close()
        self._connection.close()


class Opened:
    """A door and the town behind it."""

    def __init__(self, town: Town, door: Door, port: int) -> None:
        self.town = town
        self.door = door
        self.port = port
        self.set_cookies: list[str] = []
        """Those of the last answer."""
        self.token = self.let_in("call_taker", "dispatcher", "duty_officer", "chief")

    def order(self, command: Command, actor: str = FIRST) -> Accepted:
        """An order given inside, not through the door."""
        name = f"inside/{next(_numbers)}"
        outcome = self.town.submit(Order(command=command, command_id=name, actor=actor))
        assert isinstance(outcome, Accepted), outcome
        return outcome

    def moment(self) -> datetime:
        """A moment of the town's clock that has gone by: what is recorded next is recorded later.

        Two orders of one millisecond are recorded at one time, and known at it.
        """
        then = self.town.clock.now()
        while self.town.clock.now() <= then:
            sleep(0.0005)
        return then

    def let_in(self, *roles: str, scopes: Sequence[Scope] = OPEN_SCOPES, days: int = 1) -> str:
        """The secret of a new program with these roles."""
        number = next(_numbers)
        person = f"PE-p-program-{number}"
        self.order(RegisterPerson(id=person, handle=f"program-{number}", roles=roles))
        return self.token_of(person, scopes, days)

    def token_of(self, person: str, scopes: Sequence[Scope] = OPEN_SCOPES, days: int = 1) -> str:
        """The secret of a new token of somebody."""
        secret = drawn_secret()
        ends = self.town.clock.now() + timedelta(days=days)
        self.order(
            IssueToken(
                person=person, digest=digest_of(secret), scopes=tuple(scopes), expires_at=ends
            )
        )
        return secret

    def person_of(self, secret: str) -> str:
        """Whose token this is."""
        digest = digest_of(secret)
        tokens = self.town.picture.tokens.values()
        return next(each.person for each in tokens if each.digest == digest)

    def may_know(self, secret: str) -> dict[Subject, Fields]:
        """The redacted picture of whoever has this token, after a journey through JSON."""
        seen = redact(self.town.picture, person(self.person_of(secret)))
        keys = self.town.store.keys
        return {key: json.loads(json_of(value, keys)) for key, value in seen.items()}

    def ask(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        token: str | None = "",
        headers: dict[str, str] | None = None,
    ) -> Got:
        """One request; `token` None sends none. A body that is not bytes goes as JSON."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=WITHIN_S)
        try:
            sent = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
            given = {"Content-Type": "application/json"} if body is not None else {}
            if token is not None:
                given["Authorization"] = f"Bearer {token or self.token}"
            connection.request(method, path, sent, {**given, **(headers or {})})
            response = connection.getresponse()
            named = {name.lower(): value for name, value in response.getheaders()}
            self.set_cookies = response.msg.get_all("Set-Cookie") or []
            return Got(response.status, named, response.read())
        finally:
            connection.close()

    def give(self, name: str, fields: object, **how: object) -> Got:
        """An order over HTTP."""
        return self.ask("POST", f"/v1/orders/{name}", fields, **how)  # type: ignore[arg-type]

    def open_incident(self, **changed: object) -> str:
        """The id of a new incident."""
        got = self.give("OpenIncident", FIRE | changed)
        assert got.status == 200, got
        subjects = got.json["subjects"]
        assert isinstance(subjects, list)
        return str(subjects[0])

    def follow(self, token: str = "", query: str = "", last_id: str = "") -> Stream:
        """A live stream."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=WITHIN_S)
        given = {"Authorization": f"Bearer {token or self.token}"}
        if last_id:
            given["Last-Event-ID"] = last_id
        connection.request("GET", f"/v1/stream{query}", headers=given)
        return Stream(connection)


@contextmanager
def open_door(folder: Path) -> Iterator[Opened]:
    """A new town in this folder behind a new door; closed in order at the end."""
    found(folder, name="Port Ellery", code="PE", kind=LogKind.test)
    with opened(folder) as town, serving(town, folder, telemetry_of(town, folder)) as door:
        for sign, kind in (("E1", "engine"), ("E2", "engine"), ("A1", "ambulance")):
            door.order(RegisterUnit(call_sign=sign, kind=kind))
        yield door


@contextmanager
def serving(
    town: Town,
    folder: Path,
    telemetry: Telemetry | None = None,
    signing: Signing | None = None,
    neighbours: Sequence[Beside] = (),
    *,
    is_relayed: bool = False,
) -> Iterator[Opened]:
    """A door to a running town. `is_relayed`: the command line gives orders there, too."""
    door = door_of(town, folder, telemetry, signing, neighbours)
    relay = relaying(town, folder) if is_relayed else None
    with served_beside(door, Listening(port=0), relay) as port:
        yield Opened(town, door, port)
