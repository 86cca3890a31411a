"""A warning, its update and its end in a real town, carried to real other sides by what stands."""

import base64
import email
import email.policy
import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import feedparser
import msgspec
import pytest

from tests.app.carriers.checks import read
from tests.app.carriers.peers import Broker, Fault, HttpPeer, MailPeer, MqttPeer, payload
from tests.forked.calls import run
from tests.gateways.cap_alerts import schemas
from tests.operations.warned import HERE, drafting, facts, text
from tocsin.app.carriers.carrying import Carriers
from tocsin.app.carriers.secrets import ChannelSecrets
from tocsin.app.carriers.standing import carriers_of
from tocsin.app.wiring import found, opened
from tocsin.federation.link_key import LinkKey, is_raw_signed
from tocsin.gateways.cap import TRUSTED, Alert, chains, check, parse, pins_of
from tocsin.gateways.cap.names import CAP_12
from tocsin.gateways.cap.opening import exact
from tocsin.jurisdiction.orders import Accepted, Order
from tocsin.jurisdiction.town import Town
from tocsin.log.clock import SimulatedClock
from tocsin.operations.forgetting import ForgetSubject
from tocsin.operations.officers import RegisterPerson
from tocsin.operations.orders import Command, Session
from tocsin.operations.picture.warning import PublicWarning
from tocsin.operations.picture.warning_channel import Carrier, Reach
from tocsin.operations.warning_channels import AddWarningChannel, NewReceiver
from tocsin.operations.warning_issue import (
    ApproveWarning,
    ArchiveWarning,
    IssueWarning,
    ReviewWarning,
)
from tocsin.operations.warnings import CheckWarning
from tocsin.terms.cap import CapMsgType
from tocsin.terms.codes import ForgetGround
from tocsin.terms.kinds import LogKind
from tocsin.views.reached import reached

pytestmark = pytest.mark.full
MORNING = facts().expires - timedelta(hours=6)
CHANNELS = ("web", "schools", "siren", "signs")


class Warned:
    """A town that warns by four channels, and its other sides."""

    def __init__(self, folder: Path, town: Town, clock: SimulatedClock) -> None:
        self.folder, self.town, self.clock = folder, town, clock
        self.orders = 0
        carriers = carriers_of(town, folder)
        assert carriers is not None
        self.carriers: Carriers = carriers
        self.peers: dict[str, HttpPeer | MailPeer | MqttPeer] = {}

    def order(self, command: Command, who: str = "p-ana") -> Accepted:
        self.orders += 1
        session = Session(f"s-{who}", f"password/{who}", self.clock.now())
        order = Order(
            command=command, command_id=f"c{self.orders}", actor=who, session=session, survey=HERE
        )
        outcome = self.town.submit(order)
        assert isinstance(outcome, Accepted), outcome
        return outcome

    def the(self, name: str) -> PublicWarning:
        warning = self.town.picture.warnings.get(name)
        assert warning is not None
        return warning

    def issued(self, how: CapMsgType = CapMsgType.alert, follows: str | None = None) -> str:
        """Written and asked for by Ana, approved and sent by Ben."""
        before = {*self.town.picture.warnings}
        self.order(drafting(texts=TEXTS, msg_type=how, follows=follows))
        name = str(*({*self.town.picture.warnings} - before))
        self.order(CheckWarning(warning=name))
        digest = self.the(name).digest
        asked = tuple(each.question for each in self.the(name).questions)
        self.order(ApproveWarning(warning=name, digest=digest, acknowledged=asked), "p-ben")
        self.order(IssueWarning(warning=name, digest=digest), "p-ben")
        return name

    def carried(self) -> None:
        """Everything that can go out now has gone out."""
        for channel in CHANNELS:
            while self.carriers.carry(channel):
                pass

    def later(self, seconds: int) -> None:
        self.clock.advance(seconds)

    def reach(self, message: str, channel: str) -> Reach:
        delivery = self.town.picture.deliveries.get(f"{message}@{channel}")
        assert delivery is not None
        return delivery.reaches[0]


TEXTS = (
    text(),
    msgspec.structs.replace(text("ar"), event="فيضان", headline="فيضان: غادروا الضفة الآن"),
)


@pytest.fixture(scope="module")
def broker() -> Iterator[Broker]:
    made = Broker()
    yield made
    made.close()


@pytest.fixture
def warned(tmp_path: Path, broker: Broker) -> Iterator[Warned]:
    with warning_town(tmp_path / "perry", broker) as made:
        yield made


@contextmanager
def warning_town(folder: Path, broker: Broker) -> Iterator[Warned]:
    clock = SimulatedClock(MORNING)
    found(folder, name="Perry", code="PE", kind=LogKind.actual, officer="first", clock=clock)
    with ExitStack() as held:
        town = held.enter_context(opened(folder, clock))
        made = Warned(folder, town, clock)
        for who, role in (("p-ana", "duty_officer"), ("p-ben", "chief")):
            made.order(RegisterPerson(id=who, handle=who[2:], roles=(role,)), "PE-p-first")
        for name, peer in (
            ("schools", MailPeer()), ("siren", HttpPeer()), ("signs", MqttPeer(broker)),
        ):  # fmt: skip
            made.peers[name] = peer
            held.callback(peer.close)
        ChannelSecrets(folder).keep("siren", "s")
        for each in channels(made):
            made.order(each, "PE-p-first")
        yield made


def channels(made: Warned) -> Iterator[AddWarningChannel]:
    mail, siren, signs = (made.peers[each] for each in CHANNELS[1:])
    assert isinstance(mail, MailPeer)

    def to(name: str, address: str) -> tuple[NewReceiver, ...]:
        return (NewReceiver(id=name, addresses=(address,)),)

    yield AddWarningChannel(id="web", carrier=Carrier.feed, receivers=to("door", "door"))
    yield AddWarningChannel(
        id="schools", carrier=Carrier.email, receivers=to("a", mail.address),
        servers=(f"smtp://127.0.0.1:{mail.port}",), sender="warnings@perry.example",
    )  # fmt: skip
    yield AddWarningChannel(id="siren", carrier=Carrier.http, receivers=to("north", siren.address))
    yield AddWarningChannel(id="signs", carrier=Carrier.mqtt, receivers=to("n", signs.address))


def test_a_warning_its_update_and_its_end_go_everywhere_as_they_were_approved(
    warned: Warned, reference: Path
) -> None:
    names: list[str] = []
    for how in (CapMsgType.alert, CapMsgType.update, CapMsgType.cancel):
        names.append(warned.issued(how, names[-1] if names else None))
        warned.carried()
        warned.later(30)
    first, second, end = names
    for peer in warned.peers.values():
        assert peer.got == names
        for headline in (each.headline for each in TEXTS):
            assert headline in read(peer.bodies[-1])
    assert in_feed(warned, reference) == names
    check_mail(warned.peers["schools"].bodies, names)
    check_signed(warned, warned.peers["siren"].bodies[-1], end, [first, second])
    deliveries = warned.town.picture.deliveries.values()
    told = reached(deliveries, warned.town.picture.warning_channels.values(), warned.clock.now())
    assert [each.message for each in told] == names
    assert all(each.is_everywhere and len(each.channels) == 4 for each in told)


def in_feed(warned: Warned, reference: Path) -> list[str]:
    """The messages of the feed, the earliest first; each valid, signed, and led to."""
    folder = warned.folder / "feed"
    entries = feedparser.parse((folder / "warnings.atom").read_bytes()).entries[::-1]
    pins = pins_of((folder / "signed-by.pem").read_bytes())
    alerts: list[Alert] = []
    for at, entry in enumerate(entries):
        links = {each.rel: each.href for each in entry.links}
        content = (folder / links["alternate"]).read_bytes()
        schemas(reference)[CAP_12].assertValid(exact(content))
        (report,) = check(content, pins)
        assert report.verdict in TRUSTED
        (alert,) = parse(content).alerts
        alerts.append(alert)
        related = [each.href for each in entry.links if each.rel == "related"]
        assert len(related) == at, "it leads to everything it follows"
    joined = chains(alerts)
    assert (len(joined.chains), joined.troubles) == (1, ()), "one chain, to whoever reads the feed"
    assert len({each.sender for each in alerts}) == 1
    return [each.identifier for each in alerts]


def test_how_far_a_warning_came_is_told_after_it_has_left_the_picture(warned: Warned) -> None:
    first = warned.issued()
    warned.carried()
    warned.later(30)
    end = warned.issued(CapMsgType.cancel, first)
    warned.carried()
    warned.order(ReviewWarning(warning=first, findings="all went well"))
    warned.later(31 * 24 * 3600)
    for name in (first, end):
        warned.order(ArchiveWarning(warning=name), "system/clock")
    assert not list(warned.town.picture.deliveries.values())
    done = run("warn", "reached", str(warned.folder), first, "--json")
    told = json.loads(done.stdout)["messages"]
    assert [each["message"] for each in told] == [first, end]
    assert all(each["is_everywhere"] for each in told)
    assert run("warn", "reached", str(warned.folder), "PE-w-nothing").returncode == 2


def check_mail(bodies: list[bytes], names: list[str]) -> None:
    """Each update answers the mail before it."""
    mails = [email.message_from_bytes(each, policy=email.policy.default) for each in bodies]
    assert [str(each["Message-ID"]) for each in mails] == [
        f"<{each}@perry.example>" for each in names
    ]
    assert str(mails[2]["In-Reply-To"]) == f"<{names[1]}@perry.example>"
    assert "[CANCEL]" in str(mails[2]["Subject"])
    assert "unsubscribe" in str(mails[0]["List-Unsubscribe"])
    assert str(mails[0]["Content-Language"]) == "en, ar"
    html = mails[0].get_body(("html",))
    assert html is not None
    assert 'lang="ar" dir="rtl"' in html.get_content()


def check_signed(warned: Warned, body: bytes, name: str, follows: list[str]) -> None:
    """By the key that the town's neighbours know."""
    jws = json.loads(body)
    signature = base64.urlsafe_b64decode(jws["signature"] + "==")
    key = LinkKey.load(warned.folder).public
    assert is_raw_signed(key, f"{jws['protected']}.{jws['payload']}".encode(), signature)
    said: dict[str, Any] = payload(body)
    assert (said["id"], said["msg_type"], said["follows"]) == (name, "Cancel", follows)


def test_where_an_end_does_not_arrive_in_a_minute_is_said_and_it_goes_on_trying(
    warned: Warned,
) -> None:
    first = warned.issued()
    warned.carried()
    warned.later(60)
    warned.peers["siren"].fault = Fault.busy
    end = warned.issued(CapMsgType.cancel, first)
    for _ in range(62):
        warned.carried()
        warned.later(1)
    warned.town.tick()
    deliveries = warned.town.picture.deliveries.values()
    told = reached(deliveries, warned.town.picture.warning_channels.values(), warned.clock.now())
    (missing,) = told[-1].not_reached
    assert (missing.channel, missing.receiver, missing.is_over) == ("siren", "north", False)
    assert [each.late for each in told[-1].channels if each.channel == "siren"] == [1]
    names = [each.name for each in warned.town.store.read()]
    assert names.count("warning_unreached_noticed.1") == 1
    warned.peers["siren"].fault = Fault.none
    warned.later(300)
    warned.carried()
    assert warned.peers["siren"].got[-1] == end


def test_what_was_forgotten_since_is_not_sent_in_other_words_than_were_approved(
    warned: Warned,
) -> None:
    name = warned.issued()
    order = ForgetSubject(owner=f"warning/{name}", ground=ForgetGround.unlawfully_kept)
    warned.order(order, "PE-p-first")
    warned.carried()
    assert warned.peers["siren"].got == []
    reach = warned.reach(name, "siren")
    assert str(reach.cause) == "cannot_carry"
