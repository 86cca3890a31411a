"""Where a warning goes: an update and a cancel follow the first one everywhere, or it is said where
they did not arrive.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.operations.story import MORNING, Story
from tests.operations.warned import drafted, facts, issued, town
from tocsin.geo.places import Point
from tocsin.operations import warning_ways
from tocsin.operations.deliveries import (
    BeginDelivery,
    RecordDelivery,
    Result,
    RetryDelivery,
    ready,
)
from tocsin.operations.due import due
from tocsin.operations.picture.warning import AlertArea, Circle, Geocode, Polygon, PublicWarning
from tocsin.operations.picture.warning_channel import (
    Carrier,
    Delivery,
    DeliveryCause,
    ReachState,
    WarningChannel,
)
from tocsin.operations.warning_channels import AddWarningChannel, NewReceiver, RemoveWarningChannel
from tocsin.operations.warning_issue import WarningArchived
from tocsin.operations.warning_stand_ins import StandIn
from tocsin.operations.warning_ways import NoticeUnreached
from tocsin.terms.cap import CapMsgType, CapScope, CapSeverity
from tocsin.views.reached import reached

CLOCK = "system/clock"


def channel(
    name: str,
    *receivers: str,
    carrier: Carrier = Carrier.http,
    least: CapSeverity = CapSeverity.unknown,
) -> AddWarningChannel:
    every = tuple(NewReceiver(id=each, addresses=(f"x:{each}",)) for each in receivers)
    return AddWarningChannel(id=name, carrier=carrier, receivers=every, least=least)


def warned(*channels: AddWarningChannel) -> Story:
    story = town()
    for each in channels:
        story.done(each)
    return story


def follow(story: Story, of: str, how: CapMsgType, **other: object) -> str:
    return issued(story, msg_type=how, follows=of, **other)


def way(story: Story, message: str, name: str) -> Delivery | None:
    return story.picture.deliveries.get(f"{message}@{name}")


def to(story: Story, message: str, name: str = "siren") -> list[str]:
    found = way(story, message, name)
    return [] if found is None else [each.receiver for each in found.reaches]


def state(story: Story, message: str, name: str, receiver: str) -> ReachState:
    found = way(story, message, name)
    assert found is not None
    reach = found.reach(receiver)
    assert reach is not None
    return reach.state


def begin(story: Story, message: str, name: str, *receivers: str) -> bool:
    order = BeginDelivery(delivery=f"{message}@{name}", message=message, receivers=receivers)
    return bool(story.done(order))


def record(story: Story, message: str, name: str, **what: DeliveryCause | None) -> None:
    results = tuple(Result(receiver=each, cause=cause) for each, cause in what.items())
    order = RecordDelivery(delivery=f"{message}@{name}", message=message, results=results)
    story.done(order)


def test_a_warning_goes_to_everybody_on_the_channels_it_is_for() -> None:
    severe = channel("siren", "north", "south", least=CapSeverity.severe)
    story = warned(severe, channel("web", "door", carrier=Carrier.feed))
    first = issued(story)
    assert to(story, first) == ["north", "south"]
    assert to(story, first, "web") == ["door"]
    less = issued(story, facts=facts(severity=CapSeverity.moderate))
    assert to(story, less) == [], "a siren does not sound for this"
    assert to(story, less, "web") == ["door"]


def test_what_is_not_for_the_public_goes_by_none_of_them() -> None:
    story = warned(channel("web", "door"))
    private = facts(scope=CapScope.private, addresses=("EB",))
    name = issued(story, facts=private)
    assert to(story, name, "web") == []


def test_a_draft_goes_nowhere() -> None:
    story = warned(channel("siren", "north"))
    drafted(story)
    assert not list(story.picture.deliveries.values())


def test_an_update_goes_wherever_the_first_was_begun_whatever_was_changed_since() -> None:
    severe = channel("siren", "north", least=CapSeverity.severe)
    story = warned(severe, channel("horn", "hill"), channel("mail", "a", "b"))
    first = issued(story)
    for name, receiver in (("siren", "north"), ("horn", "hill"), ("mail", "a")):
        assert begin(story, first, name, receiver)
        record(story, first, name, **{receiver: None})
    story.done(RemoveWarningChannel(channel="horn", reason="it was taken down"))
    story.done(channel("mail", "b", "c"))
    less = facts(severity=CapSeverity.minor)
    second = follow(story, first, CapMsgType.update, facts=less)
    assert to(story, second) == ["north"], "it is for severer ones, and it sounded for the first"
    assert to(story, second, "horn") == ["hill"], "removed, and it sounded for the first"
    assert sorted(to(story, second, "mail")) == ["a", "b", "c"]


def test_a_cancel_goes_to_whom_something_was_begun_for_and_into_the_feed() -> None:
    story = warned(channel("siren", "north", "south"), channel("web", "door", carrier=Carrier.feed))
    first = issued(story)
    assert begin(story, first, "siren", "north")  # and the process is killed
    end = follow(story, first, CapMsgType.cancel)
    assert to(story, end) == ["north"], "south heard nothing"
    assert to(story, end, "web") == ["door"]
    found = way(story, end, "siren")
    assert found is not None
    assert found.until is None, "an end is not over when the warning would have been"


def test_what_an_earlier_message_has_not_reached_it_reaches_no_more() -> None:
    story = warned(channel("siren", "north", "south"))
    first = issued(story)
    assert begin(story, first, "siren", "north")
    second = follow(story, first, CapMsgType.update)
    assert state(story, first, "siren", "south") is ReachState.superseded
    assert not begin(story, first, "siren", "south")
    record(story, first, "siren", north=None)
    assert state(story, first, "siren", "north") is ReachState.reached, "it was under way"
    record(story, first, "siren", south=DeliveryCause.busy)
    assert state(story, first, "siren", "south") is ReachState.superseded
    assert begin(story, second, "siren", "north", "south")


def notices(story: Story) -> list[NoticeUnreached]:
    now = MORNING + timedelta(seconds=story.now_s)
    found = [each for _, each in due(story.picture, now)]
    return [each for each in found if isinstance(each, NoticeUnreached)]


def test_after_a_minute_it_is_said_once_where_a_message_did_not_arrive() -> None:
    story = warned(channel("siren", "north", "south"), channel("horn", "hill"))
    first = issued(story)
    begin(story, first, "siren", "north")
    record(story, first, "siren", north=None)
    begin(story, first, "horn", "hill")
    record(story, first, "horn", hill=None)
    assert notices(story) == []
    story.now_s += 60
    (order,) = notices(story)
    (event,) = story.done(order, actor=CLOCK)
    assert (event.number, event.receivers) == (1, ("south",))  # type: ignore[attr-defined]
    assert notices(story) == []
    assert story.done(order, actor=CLOCK) == []


def test_the_way_of_a_message_leaves_the_picture_with_it() -> None:
    story = warned(channel("siren", "north"))
    first = issued(story)
    end = follow(story, first, CapMsgType.cancel)
    assert way(story, first, "siren") is not None
    story.given(WarningArchived(warning=first), WarningArchived(warning=end))
    assert not list(story.picture.deliveries.values())


RECEIVERS = ("north", "south", "hill")
CHANNELS = ("siren", "horn")
Step = tuple[str, str, str]
STEPS = st.lists(
    st.tuples(
        st.sampled_from(("begin", "reached", "failed", "remove", "add", "update", "later")),
        st.sampled_from(CHANNELS),
        st.sampled_from(RECEIVERS),
    ),
    max_size=12,
)


def lived(steps: list[Step]) -> tuple[Story, set[tuple[str, str]], str]:
    """A warning with whatever happens on its channels: (story, who may have it, last message)."""
    story = warned(*(channel(each, *RECEIVERS[:2]) for each in CHANNELS))
    message = issued(story)
    may_have: set[tuple[str, str]] = set()
    do: dict[str, Callable[[str, str], object]] = {
        "reached": lambda name, who: record(story, message, name, **{who: None}),
        "failed": lambda name, who: record(story, message, name, **{who: DeliveryCause.cut_off}),
        "remove": lambda name, _: story.done(RemoveWarningChannel(channel=name, reason="gone")),
        "add": lambda name, who: story.done(channel(name, *dict.fromkeys((who, "north")))),
    }
    for what, name, who in steps:
        if what == "begin":
            if begin(story, message, name, who):
                may_have.add((name, who))
        elif what == "update":
            message = follow(story, message, CapMsgType.update)
        elif what == "later":
            story.now_s += 30
        else:
            do[what](name, who)
    return story, may_have, message


def test_who_was_given_up_and_is_tried_again_is_sent_the_end_all_the_same() -> None:
    story = warned(channel("siren", "north"))
    first = issued(story)
    begin(story, first, "siren", "north")
    result = Result(receiver="north", cause=DeliveryCause.strange_answer, is_final=True)
    name = f"{first}@siren"
    story.done(RecordDelivery(delivery=name, message=first, results=(result,)))
    story.done(RetryDelivery(delivery=name))
    assert to(story, follow(story, first, CapMsgType.cancel)) == ["north"]


def test_ways_that_forget_where_the_first_went_are_found_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The control of the law below: whoever looks at the channels of now alone."""
    right = warning_ways._on

    def wrong(
        channel: WarningChannel, warning: PublicWarning, _earlier: list[Delivery], at: datetime
    ) -> Delivery | None:
        alert = msgspec.structs.replace(warning, msg_type=CapMsgType.alert)
        return right(channel, alert, [], at)

    monkeypatch.setattr(warning_ways, "_on", wrong)
    steps = [("begin", "siren", "north"), ("remove", "siren", "north")]
    with pytest.raises(AssertionError):
        check_lived(steps)


@settings(max_examples=60, deadline=None)
@given(steps=STEPS)
def test_whoever_may_have_anything_of_a_warning_is_sent_its_end(steps: list[Step]) -> None:
    check_lived(steps)


def check_lived(steps: list[Step]) -> None:
    story, may_have, message = lived(steps)
    end = follow(story, message, CapMsgType.cancel)
    sent = {(name, who) for name in CHANNELS for who in to(story, end, name)}
    assert sent == may_have
    now = MORNING + timedelta(days=2)
    for each in story.picture.deliveries.values():
        if each.message != end:
            assert not ready(each, now), "nothing of before goes out any more"
    story.now_s += 61
    said = {
        (order.delivery.partition("@")[2], who)
        for order in notices(story)
        for who in story.done(order, actor=CLOCK)[0].receivers  # type: ignore[attr-defined]
        if order.message == end
    }
    assert said == may_have, "and where it did not arrive is said"


def near(lat: float, lon: float, metres: int = 500) -> AlertArea:
    return AlertArea("there", circles=(Circle(Point.from_degrees(lat, lon), metres),))


def placed(**areas: AlertArea | None) -> AddWarningChannel:
    every = tuple(
        NewReceiver(id=each, addresses=(f"x:{each}",), area=area) for each, area in areas.items()
    )
    return AddWarningChannel(id="siren", carrier=Carrier.http, receivers=every)


HERE = near(47.0, 9.0)
AWAY = near(48.0, 9.0)


def test_a_siren_in_another_place_stays_silent_and_is_not_missed() -> None:
    story = warned(placed(north=HERE, south=AWAY, everywhere=None))
    first = issued(story, facts=facts(areas=(near(47.005, 9.0),)))
    assert state(story, first, "siren", "north") is ReachState.waiting, "the circles touch"
    assert state(story, first, "siren", "everywhere") is ReachState.waiting
    assert state(story, first, "siren", "south") is ReachState.not_concerned
    assert not begin(story, first, "siren", "south"), "nothing is ever sent there"
    begin(story, first, "siren", "north", "everywhere")
    record(story, first, "siren", north=None, everywhere=None)
    picture = story.picture
    later = MORNING + timedelta(hours=1)
    [message] = reached(picture.deliveries.values(), picture.warning_channels.values(), later)
    [on] = message.channels
    assert message.is_everywhere
    assert (on.receivers, on.not_concerned) == (2, 1)


def test_a_correction_goes_where_the_first_went_although_its_area_shrank() -> None:
    story = warned(placed(north=HERE, south=AWAY, east=near(47.0, 9.5)))
    first = issued(story, facts=facts(areas=(near(47.0, 9.0, 60_000),)))
    assert state(story, first, "siren", "south") is ReachState.not_concerned
    begin(story, first, "siren", "north", "east")
    smaller = follow(
        story, first, CapMsgType.update, facts=facts(areas=(near(47.0, 9.0), near(48.0, 9.0)))
    )
    assert {
        each: state(story, smaller, "siren", each) for each in ("north", "south", "east")
    } == dict.fromkeys(("north", "south", "east"), ReachState.waiting), "and where it has come to"
    end = follow(story, smaller, CapMsgType.cancel)
    assert to(story, end) == ["north", "east"], "the south was not begun: nothing is taken back"


def test_an_area_that_is_only_a_code_concerns_everybody() -> None:
    story = warned(placed(north=HERE, south=AWAY))
    coded = AlertArea("Perry", geocodes=(Geocode("SAME", "006037"),))
    first = issued(story, facts=facts(areas=(near(47.0, 9.0), coded)))
    assert state(story, first, "siren", "south") is ReachState.waiting


@pytest.mark.parametrize(
    ("carrier", "area"),
    [
        (Carrier.feed, HERE),
        (Carrier.http, AlertArea("coded", geocodes=(Geocode("SAME", "006037"),))),
        (Carrier.http, AlertArea("no border", (Polygon((Point(1, 1), Point(2, 2))),))),
    ],
)
def test_a_place_that_is_none_is_refused(carrier: Carrier, area: AlertArea) -> None:
    story = town()
    new = NewReceiver(id="north", addresses=("x:north",), area=area)
    story.refused(AddWarningChannel(id="siren", carrier=carrier, receivers=(new,)))


def standing_in(tries: int = 3, seconds: int = 30) -> Story:
    """A siren over a line, and by radio where the line fails."""
    story = warned(channel("radio", "north", "east"))
    story.done(
        msgspec.structs.replace(
            channel("siren", "north", "south"), stand_in="radio", stand_in_tries=tries,
            stand_in_s=seconds,
        )
    )  # fmt: skip
    return story


def clock(story: Story, at_s: int) -> None:
    story.now_s = at_s
    for _, order in due(story.picture, MORNING + timedelta(seconds=at_s)):
        if isinstance(order, StandIn | NoticeUnreached):
            story.done(order, actor=CLOCK)


def everywhere(story: Story) -> list[tuple[str, str]]:
    picture = story.picture
    [found] = reached(picture.deliveries.values(), picture.warning_channels.values(), MORNING)
    return [(each.channel, each.receiver) for each in found.not_reached]


def test_a_channel_takes_over_after_so_many_tries_and_the_receipt_says_by_which() -> None:
    story = standing_in(tries=2, seconds=3_000)
    first = issued(story)
    assert way(story, first, "radio") is None, "who stands in sends nothing else"
    for at_s in (20, 40):
        story.now_s = at_s
        begin(story, first, "siren", "north", "south")
        record(story, first, "siren", north=DeliveryCause.no_connection, south=None)
        if at_s == 20:
            clock(story, 21)
            assert way(story, first, "radio") is None, "one try is not two"
    clock(story, 41)
    assert to(story, first, "radio") == ["north"], "and not who has it, or was never meant"
    assert everywhere(story) == [("radio", "north"), ("siren", "north")]
    before = story.picture
    clock(story, 42)
    assert story.picture is before, "it takes over once"
    begin(story, first, "radio", "north")
    record(story, first, "radio", north=None)
    assert everywhere(story) == []
    picture = story.picture
    [told] = reached(picture.deliveries.values(), picture.warning_channels.values(), MORNING)
    [row] = [each for on in told.channels for each in on.ways if each.stood_in_by]
    assert (row.receiver, row.stood_in_by, row.is_reached_so) == ("north", "radio", True)


def test_a_channel_takes_over_after_so_long_whatever_was_tried() -> None:
    story = standing_in(seconds=30)
    first = issued(story)
    begun_s = story.now_s
    clock(story, begun_s + 20)
    assert way(story, first, "radio") is None
    clock(story, begun_s + 31)
    assert to(story, first, "radio") == ["north"], "the south is not on the radio"
    end = follow(story, first, CapMsgType.cancel)
    assert to(story, end, "radio") == [], "it was not begun there"


def test_what_went_out_by_a_stand_in_is_taken_back_by_it() -> None:
    story = standing_in(seconds=30)
    first = issued(story)
    clock(story, story.now_s + 31)
    begin(story, first, "radio", "north")
    end = follow(story, first, CapMsgType.cancel)
    assert to(story, end, "radio") == ["north"]


@pytest.mark.parametrize("other", ["siren", "nothing", "elsewhere"])
def test_a_stand_in_that_is_none_is_refused(other: str) -> None:
    story = standing_in()
    story.done(channel("elsewhere", "west"))
    asked = msgspec.structs.replace(channel("radio", "north"), stand_in=other)
    assert story.refused(asked).code == "warning_channel_unsound", other
