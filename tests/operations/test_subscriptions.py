"""Who wants to be warned: yes from the address itself, quiet hours, an end that forgets."""

from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from tests.operations.story import MORNING, Story
from tests.operations.warned import facts, issued, town
from tocsin.operations import subscriptions
from tocsin.operations.deliveries import BeginDelivery, RecordDelivery, Result
from tocsin.operations.forgetting import SubjectForgotten
from tocsin.operations.picture import Picture
from tocsin.operations.picture.subscription import Quiet
from tocsin.operations.picture.warning_channel import Carrier, ReachState
from tocsin.operations.subscriptions import (
    ChooseSubscribers,
    Chosen,
    ConfirmSubscription,
    EndSubscription,
    LapseSubscription,
    RequestSubscription,
    SubscriptionRefusal,
    due,
    quiet_until,
    to_choose,
    way_of,
)
from tocsin.operations.warning_channels import AddWarningChannel, WarningChannelRefusal
from tocsin.operations.warning_ways import NoticeUnreached
from tocsin.operations.warning_ways import due as late
from tocsin.terms.cap import CapCategory, CapMsgType, CapSeverity

CARRIERS, DOOR = "system/carriers", "system/residents"
MAIL = AddWarningChannel(
    id="mail", carrier=Carrier.email, receivers=(), servers=("smtp://127.0.0.1",),
    sender="warnings@perry.example", subscribe_at="https://perry.example/",
)  # fmt: skip


def open_town() -> Story:
    story = town()
    story.done(MAIL, actor="p-ben")
    return story


def subscribed(story: Story, *, is_confirmed: bool = True, **other: object) -> str:
    before = {*story.picture.warning_subscriptions}
    order = RequestSubscription(address="ivy@example.org", **other)  # type: ignore[arg-type]
    story.done(order, actor=DOOR)
    name = str(*({*story.picture.warning_subscriptions} - before))
    if is_confirmed:
        story.done(ConfirmSubscription(subscription=name), actor=DOOR)
    return name


def chosen(story: Story, warning: str, *names: str, after: datetime | None = None) -> str:
    rows = tuple(Chosen(each, after) for each in names)
    story.done(ChooseSubscribers(warning=warning, channel="mail", chosen=rows), actor=CARRIERS)
    return way_of(warning, "mail")


def got_it(story: Story, way: str, message: str, name: str) -> None:
    begin = BeginDelivery(delivery=way, message=message, receivers=(name,))
    story.done(begin, actor=CARRIERS)
    results = (Result(receiver=name, says="250 ok"),)
    story.done(RecordDelivery(delivery=way, message=message, results=results), actor=CARRIERS)


def states(story: Story, way: str) -> dict[str, ReachState]:
    delivery = story.picture.deliveries.get(way)
    assert delivery is not None
    return {each.receiver: each.state for each in delivery.reaches}


def test_nobody_subscribes_where_no_channel_takes_it() -> None:
    refused = town().refused(RequestSubscription(address="ivy@example.org"), actor=DOOR)
    assert refused.code == SubscriptionRefusal.subscriptions_not_taken


@pytest.mark.parametrize(
    "address",
    ["ivy", "ivy@", "@b.org", "a@b", "a b@c.org", "a@c.org,d@e.org", "a@b@c.org", "a@c.org."],
)
def test_what_is_no_address_of_mail_is_refused(address: str) -> None:
    refused = open_town().refused(RequestSubscription(address=address), actor=DOOR)
    assert refused.code == SubscriptionRefusal.subscription_address_unsound


def test_those_who_only_ask_do_not_take_the_place_of_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(subscriptions, "MOST_WAITING", 2)
    story = open_town()
    for _ in range(4):
        subscribed(story)
    subscribed(story, is_confirmed=False)
    name = subscribed(story, is_confirmed=False)
    order = RequestSubscription(address="ivy@example.org")
    assert story.refused(order, actor=DOOR).code == SubscriptionRefusal.subscriptions_waiting
    story.done(ConfirmSubscription(subscription=name), actor=DOOR)
    story.done(order, actor=DOOR)


def test_a_second_open_channel_writes_to_nobody_twice() -> None:
    story = open_town()
    again = msgspec.structs.replace(MAIL, id="again")
    story.done(again, actor="p-ben")
    subscribed(story)
    issued(story)
    assert [channel.id for _, channel in to_choose(story.picture)] == ["mail"]


@pytest.mark.parametrize(
    "url", ["http://perry.example", "https://", "https://a\nb", "http://127.0.0.1.evil.example"]
)
def test_links_lead_to_the_towns_own_door_and_over_tls(url: str) -> None:
    refused = town().refused(msgspec.structs.replace(MAIL, subscribe_at=url), actor="p-ben")
    assert refused.code == WarningChannelRefusal.warning_channel_unsound


def test_nobody_is_chosen_before_they_say_yes() -> None:
    story = open_town()
    waiting, sure = subscribed(story, is_confirmed=False), subscribed(story)
    warning = issued(story)
    way = chosen(story, warning, waiting, sure)
    assert states(story, way) == {sure: ReachState.waiting}
    assert list(to_choose(story.picture)) == [], "once"


def test_what_nobody_confirms_lapses_and_is_forgotten() -> None:
    story = open_town()
    name = subscribed(story, is_confirmed=False)
    other = subscribed(story)
    late_at = MORNING + timedelta(hours=25)
    assert due(story.picture, late_at) == [LapseSubscription(subscription=name)]
    story.now_s = 25 * 3600
    refused = story.refused(ConfirmSubscription(subscription=name), actor=DOOR)
    assert refused.code == SubscriptionRefusal.subscription_too_late
    events = story.done(LapseSubscription(subscription=name), actor="system/clock")
    assert isinstance(events[-1], SubjectForgotten)
    assert {*story.picture.warning_subscriptions} == {other}


def test_an_end_forgets_and_is_no_error_the_second_time() -> None:
    story = open_town()
    name = subscribed(story)
    story.done(EndSubscription(subscription=name), actor=DOOR)
    assert f"subscription/{name}" in story.picture.forgotten
    assert story.done(EndSubscription(subscription=name), actor=DOOR) == []


def test_a_kind_or_a_severity_that_nobody_asked_for_is_not_sent() -> None:
    story = open_town()
    fire = subscribed(story, categories=(CapCategory.fire,))
    grave = subscribed(story, least=CapSeverity.extreme)
    weather = subscribed(story, categories=(CapCategory.met,))
    warning = issued(story, facts=facts(severity=CapSeverity.severe))
    way = chosen(story, warning, fire, grave, weather)
    assert {*states(story, way)} == {weather}


def test_a_correction_goes_to_whoever_got_the_first_one_and_to_nobody_else() -> None:
    story = open_town()
    told, waits = subscribed(story), subscribed(story)
    first = issued(story)
    way = chosen(story, first, told, waits)
    got_it(story, way, first, told)
    end = issued(story, msg_type=CapMsgType.cancel, follows=first)
    assert states(story, f"{end}@mail") == {told: ReachState.waiting}
    assert states(story, way)[waits] is ReachState.superseded
    assert list(to_choose(story.picture)) == [], "an end is for nobody who was not told"


def test_who_got_a_correction_is_not_chosen_for_it_again() -> None:
    story = open_town()
    told, fresh = subscribed(story), subscribed(story)
    first = issued(story)
    got_it(story, chosen(story, first, told), first, told)
    update = issued(story, msg_type=CapMsgType.update, follows=first)
    assert {*states(story, chosen(story, update, told, fresh))} == {fresh}


def test_whom_quiet_hours_wait_for_is_not_missed_and_is_not_sent_to_before() -> None:
    story = open_town()
    name = subscribed(story)
    warning = issued(story)
    morning = MORNING + timedelta(hours=2)
    way = chosen(story, warning, name, after=morning)
    begin = BeginDelivery(delivery=way, message=warning, receivers=(name,))
    assert story.done(begin, actor=CARRIERS) == []
    soon = MORNING + timedelta(seconds=story.now_s + 90)
    assert late(story.picture, soon) == []
    awake = subscribed(story)
    again = issued(story)
    way = chosen(story, again, awake)
    soon = MORNING + timedelta(seconds=story.now_s + 90)
    assert late(story.picture, soon) == [NoticeUnreached(delivery=way, message=again)], "control"


EVENING = datetime(2026, 3, 2, 22, 30, tzinfo=UTC)


def test_quiet_hours_end_on_the_next_morning_and_grave_warnings_break_them() -> None:
    night, none = Quiet(22 * 60, 6 * 60), Picture()
    six = datetime(2026, 3, 3, 6, 0, tzinfo=UTC)
    minor = CapSeverity.minor
    assert quiet_until(none, night, minor, EVENING) == six
    assert quiet_until(none, night, minor, EVENING.replace(hour=3)) == six - timedelta(days=1)
    assert quiet_until(none, night, minor, EVENING.replace(hour=12)) is None
    assert quiet_until(none, night, CapSeverity.severe, EVENING) is None
    assert quiet_until(none, night, CapSeverity.extreme, EVENING) is None
    assert quiet_until(none, None, minor, EVENING) is None
    noon = Quiet(12 * 60, 14 * 60)
    assert quiet_until(none, noon, minor, EVENING.replace(hour=13)) == EVENING.replace(
        hour=14, minute=0
    )
