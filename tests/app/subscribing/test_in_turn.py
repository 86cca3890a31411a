"""Nobody who asks to be warned keeps others from being warned: one mail at a time, and whatever
goes wrong with one job leaves the others to be done.
"""

from collections.abc import Callable
from email.message import EmailMessage

import msgspec
import pytest

from tests.operations.story import MORNING, Story
from tests.operations.test_subscriptions import open_town, subscribed
from tests.operations.warned import issued
from tocsin.app.carriers.carrying import Town
from tocsin.app.carriers.contract import NotSent, Opened
from tocsin.app.subscribing import running
from tocsin.app.subscribing.asking import asking
from tocsin.app.subscribing.links import Links
from tocsin.app.subscribing.running import Subscribers
from tocsin.app.web.limits import ASKED_AT_ONCE, CROWD_AT_ONCE, MAILS_AT_ONCE, Mailboxes
from tocsin.jurisdiction.orders import Accepted, MalformedOrder, Order, Outcome, Unknown
from tocsin.operations.call_lists import DrawCallList
from tocsin.operations.deliveries import CARRIERS
from tocsin.operations.picture.call_list import Consent, RegisteredFacts
from tocsin.operations.picture.warning_channel import WarningChannel
from tocsin.operations.registered import RegisterForCalls
from tocsin.operations.subscriptions import is_mailable
from tocsin.terms.kinds import LogKind
from tocsin.terms.words import Words

UNSOUND = ("max@example.org.", "a@b..de", "a@.de", "a@b@c.de", "a..b@c.de", ".a@c.de")


class Perry:
    """A town on paper, and who looks after its subscribers."""

    def __init__(self, submit: Callable[[Order], Outcome] | None = None) -> None:
        self.story: Story = open_town()
        self.story.kind = LogKind.actual
        self.mails: list[str] = []
        self.now = MORNING
        town = Town(
            picture=lambda: self.story.picture,
            now=lambda: self.now,
            submit=submit or self.submit,
            open=lambda words: words.text,
        )
        self.subscribers = Subscribers(
            town, "Perry", lambda: Links(b"a key"), self._opened, self._send,
            lambda _: lambda _: (),
        )  # fmt: skip

    def submit(self, order: Order) -> Outcome:
        self.story.done(order.command, actor=CARRIERS)
        return Accepted(order.command_id, 1, 1)

    def _opened(self, channel: WarningChannel) -> Opened:
        return Opened(id=channel.id, carrier=channel.carrier)

    def _send(self, _channel: Opened, _mail: EmailMessage, address: str) -> None:
        self.mails.append(address)


def test_one_mail_goes_out_at_a_time_and_a_warning_goes_before_it() -> None:
    perry = Perry()
    subscribed(perry.story)
    waiting = [subscribed(perry.story, is_confirmed=False) for _ in range(3)]
    perry.subscribers.step()
    assert len(perry.mails) == 1
    issued(perry.story)
    perry.subscribers.step()
    assert len(perry.story.picture.deliveries) >= 1
    assert len(perry.mails) == 2
    for _ in range(3):
        perry.subscribers.step()
    assert len(perry.mails) == len(waiting), "each is asked once"


def test_a_mail_is_not_sent_again_while_the_log_cannot_say_that_it_went() -> None:
    perry = Perry(submit=lambda order: Unknown(order.command_id, "full disk"))
    name = subscribed(perry.story, is_confirmed=False)
    for _ in range(4):
        perry.subscribers.step()
        perry.now += running.AGAIN
    assert len(perry.mails) == 1
    well = Perry()
    well.story = perry.story
    well.subscribers.step()
    row = perry.story.picture.warning_subscriptions.get(name)
    assert row is not None
    assert row.asked_at is not None, "the control"


def test_an_address_that_cannot_be_written_keeps_nobody_waiting() -> None:
    perry = Perry()
    bad = subscribed(perry.story, is_confirmed=False)
    good = subscribed(perry.story, is_confirmed=False)
    rows = perry.story.picture.warning_subscriptions
    row = rows.get(bad)
    assert row is not None
    assert row.address is not None
    unsound = Words(row.address.owner, "max@example.org.")
    rows = rows.put(bad, msgspec.structs.replace(row, address=unsound))
    perry.story.picture = msgspec.structs.replace(perry.story.picture, warning_subscriptions=rows)
    for _ in range(3):
        perry.subscribers.step()
    asked = perry.story.picture.warning_subscriptions.get(good)
    assert asked is not None
    assert asked.asked_at is not None
    assert perry.mails == ["ivy@example.org"]


def test_a_call_list_that_cannot_be_drawn_leaves_subscribers_warned(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def submit(order: Order) -> Outcome:
        if isinstance(order.command, DrawCallList):
            raise MalformedOrder("DrawCallList: too many")
        return perry.submit(order)

    perry = Perry(submit)
    facts = RegisteredFacts(name="Ida Hall", telephone="555 0100")
    perry.story.done(RegisterForCalls(facts=facts, consent=Consent.in_writing), actor="p-ben")
    name = subscribed(perry.story)
    issued(perry.story)
    perry.subscribers.step()
    reached = [e.receiver for d in perry.story.picture.deliveries.values() for e in d.reaches]
    assert name in reached
    assert not perry.story.picture.call_lists
    assert "bug" in caplog.text


@pytest.mark.parametrize("address", UNSOUND)
def test_what_no_message_can_be_written_to_is_refused_and_raises_one_thing(address: str) -> None:
    (channel,) = open_town().picture.warning_channels.values()
    assert not is_mailable(address)
    with pytest.raises(NotSent):
        asking(channel, "Perry", address, "en", "https://perry.example/x", MORNING)
    mail = asking(channel, "Perry", "a.b@c.de", "en", "https://perry.example/x", MORNING)
    assert mail["To"] == "a.b@c.de", "the control"


def test_all_strangers_together_and_one_mailbox_under_many_names_have_an_end() -> None:
    mailboxes = Mailboxes(lambda: 0.0)
    many = [mailboxes.wait_s(f"10.0.{each}.1") == 0 for each in range(CROWD_AT_ONCE + 5)]
    assert many.count(True) == CROWD_AT_ONCE > ASKED_AT_ONCE
    named = [mailboxes.may_mail(f"Ivy+{each}@example.org") for each in range(MAILS_AT_ONCE + 1)]
    assert named == [True] * MAILS_AT_ONCE + [False]
    assert mailboxes.may_mail("bert+1@example.org"), "the control"
