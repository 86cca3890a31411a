"""What carriers put on record: begun, delivered, tried ever later, given up, taken up again."""

from datetime import timedelta

import msgspec
import pytest

from tests.operations.story import MORNING, Story
from tocsin.operations.deliveries import (
    AGAIN_S,
    BeginDelivery,
    DeliveryRefusal,
    RecordDelivery,
    Result,
    RetryDelivery,
    WarningDelivered,
    WarningGivenUp,
    WarningNotDelivered,
    ready,
)
from tocsin.operations.picture.warning_channel import (
    Carrier,
    Delivery,
    DeliveryCause,
    Reach,
    ReachState,
    WarningChannel,
)
from tocsin.operations.warning_channels import (
    AddWarningChannel,
    NewReceiver,
    RemoveWarningChannel,
    TryWarningChannel,
    WarningChannelRefusal,
)

SIREN = AddWarningChannel(
    id="siren",
    carrier=Carrier.http,
    receivers=(NewReceiver(id="north", addresses=("http://north.example/",)),),
    test=NewReceiver(id="bench", addresses=("http://bench.example/",)),
)
NAME = "try@siren"


def tried() -> Story:
    story = Story()
    story.done(SIREN)
    story.done(TryWarningChannel(channel="siren"))
    return story


def delivery(story: Story) -> Delivery:
    found = story.picture.deliveries.get(NAME)
    assert found is not None
    return found


def bench(story: Story) -> Reach:
    (only,) = delivery(story).reaches
    return only


def begin(story: Story) -> None:
    name = delivery(story).message
    assert story.done(BeginDelivery(delivery=NAME, message=name, receivers=("bench", "bench")))


def record(story: Story, **what: object) -> list[object]:
    result = Result(receiver="bench", **what)  # type: ignore[arg-type]
    order = RecordDelivery(delivery=NAME, message=delivery(story).message, results=(result,))
    return [*story.done(order)]


def test_a_try_goes_to_the_test_address_and_to_nobody_else() -> None:
    story = tried()
    assert delivery(story).is_try
    assert [each.receiver for each in delivery(story).reaches] == ["bench"]
    begin(story)
    (event,) = record(story, says="sounding")
    assert isinstance(event, WarningDelivered)
    assert bench(story).state is ReachState.reached
    assert not bench(story).is_perhaps_twice
    assert record(story, cause=DeliveryCause.busy) == [], "it is there"


def test_what_failed_is_tried_ever_later_and_then_given_up_until_somebody_says_so() -> None:
    story = tried()
    pauses = []
    for _ in range(len(AGAIN_S)):
        begin(story)
        (event,) = record(story, cause=DeliveryCause.busy, says="later")
        assert isinstance(event, WarningNotDelivered)
        again_at = bench(story).again_at
        assert again_at is not None
        assert not ready(delivery(story), again_at - timedelta(milliseconds=1))
        pauses.append((again_at - MORNING).total_seconds() - story.now_s)
        story.now_s = int((again_at - MORNING).total_seconds())
    assert tuple(pauses) == AGAIN_S
    begin(story)
    (event,) = record(story, cause=DeliveryCause.busy)
    assert isinstance(event, WarningGivenUp)
    assert bench(story).state is ReachState.unreached
    assert not ready(delivery(story), MORNING + timedelta(days=9))
    story.done(RetryDelivery(delivery=NAME))
    begin(story)
    record(story)
    assert bench(story).state is ReachState.reached
    refusal = story.refused(RetryDelivery(delivery=NAME))
    assert refusal.code == DeliveryRefusal.nobody_given_up


def test_an_answer_that_would_be_the_same_again_is_not_asked_for_again() -> None:
    story = tried()
    begin(story)
    record(story, cause=DeliveryCause.no_such_receiver, is_final=True)
    assert bench(story).state is ReachState.unreached
    assert story.refused(RetryDelivery(delivery="x@y")).code == DeliveryRefusal.delivery_unknown


@pytest.mark.parametrize("cause", [None, DeliveryCause.cut_off, DeliveryCause.refused])
def test_where_nobody_knows_how_a_try_ended_a_second_one_says_so(
    cause: DeliveryCause | None,
) -> None:
    """None: the process ended, and nothing was put on record."""
    story = tried()
    begin(story)
    if cause is not None:
        record(story, cause=cause)
        story.now_s += 60
    begin(story)
    record(story)
    assert bench(story).is_perhaps_twice is (cause is not DeliveryCause.refused)


def test_what_came_of_an_earlier_try_says_nothing_about_this_one() -> None:
    story = tried()
    begin(story)
    before = delivery(story).message
    story.done(TryWarningChannel(channel="siren"))
    old = RecordDelivery(delivery=NAME, message=before, results=(Result(receiver="bench"),))
    assert story.done(old) == []
    assert bench(story).state is ReachState.waiting


def test_nothing_is_sent_after_the_warning_has_ended() -> None:
    found = delivery(tried())
    ended = msgspec.structs.replace(found, until=MORNING + timedelta(hours=1))
    assert ready(ended, MORNING + timedelta(minutes=59))
    assert not ready(ended, MORNING + timedelta(hours=1))


def test_channels_are_added_said_anew_and_removed() -> None:
    story = Story()
    story.done(SIREN)
    story.done(msgspec.structs.replace(SIREN, test=None))
    refusal = story.refused(TryWarningChannel(channel="siren"))
    assert refusal.code == WarningChannelRefusal.warning_channel_has_no_test
    story.done(RemoveWarningChannel(channel="siren", reason="it was taken down"))
    assert story.done(RemoveWarningChannel(channel="siren", reason="again")) == []
    refusal = story.refused(TryWarningChannel(channel="siren"))
    assert refusal.code == WarningChannelRefusal.warning_channel_removed
    found = story.picture.warning_channels.get("siren")
    assert isinstance(found, WarningChannel), "what it carried may have to be taken back"
    for order in (
        TryWarningChannel(channel="horn"),
        RemoveWarningChannel(channel="horn", reason="?"),
    ):
        refusal = story.refused(order)
        assert refusal.code == WarningChannelRefusal.warning_channel_unknown


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"test": NewReceiver(id="north", addresses=("x",))}, "two receivers"),
        ({"carrier": Carrier.email}, "a server and a sender"),
        ({"servers": ("smtp://mail.example",)}, "only mail"),
    ],
)
def test_a_channel_that_cannot_work_is_refused(changed: dict[str, object], fault: str) -> None:
    refusal = Story().refused(msgspec.structs.replace(SIREN, **changed))
    assert refusal.code == WarningChannelRefusal.warning_channel_unsound
    assert fault in refusal.parameters["fault"]
