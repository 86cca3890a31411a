"""Somebody asks to be warned by mail, says yes from the address, is warned, has it corrected, and
ends it by one click; afterwards nothing of them is there in clear.
"""

import email
import email.policy
import re
import threading
import uuid
from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.app.carriers.peers import MailPeer
from tests.app.web.doors import FIRST, Got, Opened, serving
from tests.operations.warned import drafting, facts
from tocsin.app.wiring import found, opened
from tocsin.jurisdiction.orders import Accepted, Order
from tocsin.operations import subscriptions
from tocsin.operations.officers import RegisterPerson
from tocsin.operations.orders import Command
from tocsin.operations.orders import Session as SignedIn
from tocsin.operations.picture.call_list import Consent, RegisteredFacts
from tocsin.operations.picture.warning_channel import Carrier
from tocsin.operations.registered import RegisterForCalls
from tocsin.operations.warning_channels import AddWarningChannel
from tocsin.operations.warning_issue import ApproveWarning, IssueWarning
from tocsin.operations.warnings import CheckWarning
from tocsin.terms.cap import CapMsgType
from tocsin.terms.kinds import LogKind

pytestmark = pytest.mark.full
IVY, BERT, EVE = "ivy.marsh@perry.example", "bert@hill.example", "eve@far.example"
IN_AREA, ELSEWHERE = "50.005, 8.005", "51.5, 8.005"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
WITHIN_S = 20.0


class Talkative(MailPeer):
    """A mail server that says again for whom a message is."""

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        said = await super().handle_DATA(server, session, envelope)
        return f"{said} for <{envelope.rcpt_tos[0]}>"


class Perry:
    """A town whose residents subscribe, its door and its mail server."""

    def __init__(self, door: Opened, mail: MailPeer) -> None:
        self.door, self.mail = door, mail

    def order(self, command: Command, who: str) -> Accepted:
        town = self.door.town
        session = SignedIn(f"s-{who}", f"password/{who}", town.clock.now())
        order = Order(command=command, command_id=uuid.uuid4().hex, actor=who, session=session)
        outcome = town.submit(order)
        assert isinstance(outcome, Accepted), outcome
        return outcome

    def issued(self, how: CapMsgType = CapMsgType.alert, follows: str | None = None) -> str:
        """Written and asked for by Ana, approved and sent by Ben."""
        town = self.door.town
        before = {*town.picture.warnings}
        until = town.clock.now() + timedelta(hours=6)
        draft = drafting(facts=facts(expires=until), msg_type=how, follows=follows)
        self.order(draft, "p-ana")
        name = str(*({*town.picture.warnings} - before))
        self.order(CheckWarning(warning=name), "p-ana")
        row = town.picture.warnings.get(name)
        assert row is not None
        asked = tuple(each.question for each in row.questions)
        approve = ApproveWarning(warning=name, digest=row.digest, acknowledged=asked)
        self.order(approve, "p-ben")
        self.order(IssueWarning(warning=name, digest=row.digest), "p-ben")
        return name

    def to(self, address: str, least: int) -> list[EmailMessage]:
        """The mail that an address got, once it is so much."""
        pause = threading.Event()
        for _ in range(int(WITHIN_S / 0.05)):
            got = [
                email.message_from_bytes(each, policy=email.policy.default)
                for each in self.mail.bodies
            ]
            mine = [each for each in got if str(each["To"]) == address]
            if len(mine) >= least:
                return mine
            pause.wait(0.05)
        raise AssertionError(f"{address} got {len(mine)} of {least}")

    def ways(self, message: str, token: str = "") -> set[str]:
        """The channels of a message, as somebody sees them over HTTP."""
        got = self.door.ask("GET", f"/v1/warning-deliveries/{message}", token=token)
        (told,) = [each for each in got.json["messages"] if each["message"] == message]
        return {each["channel"] for each in told["channels"]}

    def receipts(self, message: str) -> set[str | None]:
        """What the server said of a message, once it is on record."""
        pause = threading.Event()
        keys = self.door.town.store.keys
        for _ in range(int(WITHIN_S / 0.05)):
            rows = self.door.town.picture.deliveries.values()
            mine = [reach for each in rows if each.message == message for reach in each.reaches]
            if mine and all(each.says is not None for each in mine):
                return {keys.open(each.says) for each in mine if each.says is not None}
            pause.wait(0.05)
        raise AssertionError(f"no receipt of {message}")

    def asks(self, address: str, place: str, **more: str) -> Got:
        page = self.door.ask("GET", "/public/subscribe", token=None)
        form = re.search(rb'name="form" value="([0-9a-f]{32})"', page.body)
        assert form is not None, page
        fields = {"form": form[1].decode(), "email": address, "place": place, **more}
        return self.post("/public/subscribe", fields)

    def post(self, path: str, fields: dict[str, str]) -> Got:
        body = urlencode(fields).encode()
        return self.door.ask("POST", path, body, token=None, headers=FORM)

    def says_yes(self, address: str) -> None:
        """Follows the link in the first mail: a page with a button, then the button."""
        path = link_in(self.to(address, 1)[0])
        assert self.door.ask("GET", path, token=None).status == 200
        rows = self.door.town.picture.warning_subscriptions
        waiting = sum(each.confirmed_at is None for each in rows.values())
        assert self.post(path, {}).status == 200
        rows = self.door.town.picture.warning_subscriptions
        assert sum(each.confirmed_at is None for each in rows.values()) == waiting - 1

    def subscribes(self, address: str, place: str, **more: str) -> None:
        assert self.asks(address, place, **more).status == 200
        self.says_yes(address)


def link_in(message: EmailMessage) -> str:
    part = message.get_body(("plain",))
    assert part is not None
    found = re.search(r"https://perry\.example(/public/subscribe/\S+)", part.get_content())
    assert found is not None, part.get_content()
    return found[1]


@pytest.fixture
def perry(tmp_path: Path) -> Iterator[Perry]:
    folder, mail = tmp_path / "perry", Talkative()
    found(folder, name="Perry", code="PE", kind=LogKind.actual)
    try:
        with opened(folder) as town, serving(town, folder) as door:
            for who, role in (("p-ana", "duty_officer"), ("p-ben", "chief")):
                door.order(RegisterPerson(id=who, handle=who[2:], roles=(role,)))
            channel = AddWarningChannel(
                id="mail", carrier=Carrier.email, receivers=(), sender="warnings@perry.example",
                servers=(f"smtp://127.0.0.1:{mail.port}",), subscribe_at="https://perry.example",
            )  # fmt: skip
            door.order(channel, FIRST)
            yield Perry(door, mail)
    finally:
        mail.close()


def test_from_the_form_to_the_end(perry: Perry, tmp_path: Path) -> None:
    perry.subscribes(IVY, IN_AREA)
    perry.subscribes(EVE, ELSEWHERE)
    assert perry.asks(BERT, IN_AREA).status == 200
    perry.to(BERT, 1)  # who never says yes
    called = RegisteredFacts(name="Ida Hall", telephone="555 0100")
    perry.order(RegisterForCalls(facts=called, consent=Consent.in_writing), "p-ana")
    first = perry.issued()
    got = perry.to(IVY, 2)[-1]
    assert str(got["Message-ID"]) == f"<{first}@perry.example>"
    assert got["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    end_link = str(got["List-Unsubscribe"]).strip("<>")
    assert end_link.startswith("https://perry.example/public/subscribe/end?t=")
    assert perry.receipts(first) == {"250 queued as 4F1 for <…>"}, "and of nobody's address"
    assert perry.ways(first) == {"mail", "call_list"}, "the town that is served draws it by itself"
    assert perry.ways(first, perry.door.let_in("dispatcher")) == {"mail"}, "not for everybody"
    update = perry.issued(CapMsgType.update, first)
    assert f"<{update}@perry.example>" == str(perry.to(IVY, 3)[-1]["Message-ID"])
    parts = urlsplit(end_link)
    path = f"{parts.path}?{parts.query}"
    assert perry.door.ask("GET", path, token=None).status == 200, "a look does nothing"
    assert len(perry.door.town.picture.warning_subscriptions) == 3
    body = (
        b'--b\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b--'
    )
    parted = {"Content-Type": "multipart/form-data; boundary=b"}
    one_click = perry.door.ask("POST", path, body, token=None, headers=parted)
    assert one_click.status == 200, "by a mail program, from nowhere, without a cookie"
    assert len(perry.door.town.picture.warning_subscriptions) == 2
    end = perry.issued(CapMsgType.cancel, update)
    deliveries = perry.door.town.picture.deliveries
    assert [e.receiver for e in deliveries.get(f"{end}@mail").reaches] != []  # type: ignore[union-attr]
    assert len(perry.to(IVY, 3)) == 3, "nobody writes to a forgotten address"
    assert len(perry.to(EVE, 1)) == 1, "it does not concern her place"
    assert len(perry.to(BERT, 1)) == 1
    for path_ in (each for each in tmp_path.rglob("*") if each.is_file()):
        content = path_.read_bytes()
        for secret in (IVY, EVE, BERT, "ivy.marsh", "50005000", "51500000", "555 0100"):
            assert secret.encode() not in content, (path_.name, secret)
    with pytest.raises(AssertionError):
        assert b"Riverside" not in b"".join(
            each.read_bytes() for each in tmp_path.rglob("*") if each.is_file()
        ), "control: what is not sealed is found by this scan"


def test_the_answer_tells_nobody_who_has_subscribed(perry: Perry) -> None:
    """Nor does a mailbox fill: the same page, and no more mail than three."""
    perry.subscribes(IVY, "")
    pages = [perry.asks(IVY, "").body for _ in range(4)] + [perry.asks(BERT, "").body]
    assert len(set(pages)) == 1
    assert len(perry.to(IVY, 3)) == 3, "it was asked for five times"
    perry.to(BERT, 1)
    assert perry.asks(EVE, "").status == 429, "one network asks six times at once"


def test_a_link_that_was_changed_or_is_of_another_deed_does_nothing(perry: Perry) -> None:
    assert perry.asks(IVY, "").status == 200
    path = link_in(perry.to(IVY, 1)[0])
    wrong = path[:-1] + ("0" if path[-1] != "0" else "1")
    other = path.replace("/confirm?", "/end?")
    for each in (wrong, other, "/public/subscribe/confirm?t=", "/public/subscribe/end?t=a.b.c"):
        assert perry.post(each, {}).status == 400
        assert perry.door.ask("GET", each, token=None).status == 400
    (row,) = perry.door.town.picture.warning_subscriptions.values()
    assert row.confirmed_at is None
    assert perry.post(path, {}).status == 200, "control"
    wrongs = [("email", "ivy"), ("quiet_from", "25:00"), ("zone", "Z9"), ("website", "x")]
    for name, value in wrongs:
        got = perry.asks(BERT, "", **{name: value})
        assert got.status == 400
        assert b'role="alert"' in got.body


def test_who_comes_when_no_more_are_taken_is_told_so(
    perry: Perry, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert perry.asks(IVY, "").status == 200
    monkeypatch.setattr(subscriptions, "MOST_WAITING", 1)
    got = perry.asks(BERT, "")
    assert got.status == 503
    assert b"takes no more subscriptions" in got.body
