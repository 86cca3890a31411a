"""Warnings of others, over a real feed and by hand: taken once, whatever happens in between."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import msgspec
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.operations.story import Story
from tocsin.app.carriers.contract import NotSent
from tocsin.app.hearing_warnings.fetching import Fetched
from tocsin.app.hearing_warnings.listening import LastAsked, Listener, Town
from tocsin.app.hearing_warnings.messages import Ground, messages_in
from tocsin.app.hearing_warnings.rules import read_rules
from tocsin.app.outcome import Told
from tocsin.app.web.heard_warnings import _last
from tocsin.gateways.cap import Malformed, render, signed
from tocsin.gateways.cap.feed import Entry, atom
from tocsin.gateways.cap.message import Alert, Moment, MsgType, Status
from tocsin.gateways.cap.samples import flood
from tocsin.geo.places import Point
from tocsin.jurisdiction.orders import (
    Accepted,
    Denied,
    MalformedOrder,
    Order,
    Outcome,
    Unknown,
    check,
)
from tocsin.operations.heard_warnings import TakeWarning
from tocsin.operations.orders import Refused
from tocsin.operations.picture.heard_warning import WarningSource
from tocsin.operations.picture.warning_channel import DeliveryCause
from tocsin.operations.warning_sources import AddWarningSource
from tocsin.terms.kinds import LogKind

replace = msgspec.structs.replace
NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
KEY = ec.generate_private_key(ec.SECP256R1())
OTHER = ec.generate_private_key(ec.SECP256R1())


def pin(key: ec.EllipticCurvePrivateKey = KEY) -> str:
    return (
        key.public_key()
        .public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
        .decode()
    )


class Feed:
    """A weather service: an index, and a file for each message."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.asked: list[str] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.asked.append(self.path)
                content = outer.files.get(self.path)
                self.send_response(404 if content is None else 200)
                self.send_header("Content-Length", str(len(content or b"")))
                self.end_headers()
                self.wfile.write(content or b"")

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/index.atom"

    def publish(self, *alerts: Alert, key: ec.EllipticCurvePrivateKey = KEY) -> None:
        entries = [Entry(each, f"{each.identifier}.xml") for each in alerts]
        self.files["/index.atom"] = atom(entries, name="Met", about="Warnings")
        for each in alerts:
            self.files[f"/{each.identifier}.xml"] = signed(each, key, None)


@pytest.fixture
def feed() -> Iterator[Feed]:
    made = Feed()
    yield made
    made.server.shutdown()
    made.server.server_close()


def alert(name: str = "M1", **other: object) -> Alert:
    return replace(flood(NOW), identifier=name, **other)


def town_on_paper(url: str, **source: object) -> Story:
    story = Story(kind=LogKind.actual)
    how: dict[str, object] = {"pins": (pin(),), **source}
    story.done(AddWarningSource(id="met", url=url, **how))  # type: ignore[arg-type]
    return story


def listening(
    story: Story, submit: Callable[[Order], Outcome] | None = None, ground: Ground | None = None
) -> Listener:
    def decided(order: Order) -> Outcome:
        decision = story.when(order.command, actor=order.actor)
        if isinstance(decision, Refused):
            return Denied(order.command_id, decision, story.position)
        names = tuple(type(each).__name__ for each in decision)
        return Accepted(order.command_id, story.position, story.position, names)

    return Listener(
        Town(
            lambda: story.picture,
            lambda: NOW + timedelta(seconds=story.now_s),
            submit or decided,
            lambda _: ground or Ground(),
        )
    )


def matters(story: Story) -> list[str]:
    return sorted(each.messages[-1].identifier for each in story.picture.heard_warnings.values())


def test_a_feed_is_read_its_messages_verified_and_each_is_taken_once(feed: Feed) -> None:
    story = town_on_paper(feed.url)
    feed.publish(alert("M1"), alert("M2"))
    listener = listening(story)
    assert listener.ask("met").taken == 2
    assert matters(story) == ["M1", "M2"]
    assert {each.verdict for each in story.picture.heard_warnings.values()} == {"verified"}
    before, position = len(feed.asked), story.position
    assert listener.ask("met").taken == 0
    assert feed.asked[before:] == ["/index.atom"], "what was dealt with is not fetched again"
    assert listening(story).ask("met").taken == 0, "and who comes after takes nothing anew"
    assert story.position == position, "nor does the log grow by what is known"


def test_what_was_fetched_and_not_put_on_record_is_taken_by_the_next_process(feed: Feed) -> None:
    """Killed between reading and taking: the order never comes to the log."""
    story = town_on_paper(feed.url)
    feed.publish(alert("M1"), alert("M2"))
    fate = iter([True])

    class Killed(Exception):
        pass

    def killed_at_the_second(order: Order) -> Outcome:
        if not next(fate, False):
            raise Killed
        story.done(order.command, actor=order.actor)
        return Accepted(order.command_id, 1, 1, ("WarningHeard",))

    with pytest.raises(Killed):
        listening(story, killed_at_the_second).ask("met")
    assert matters(story) == ["M1"], "the control: one is on record, one is not"
    assert listening(story).ask("met").taken == 1
    assert matters(story) == ["M1", "M2"]


def test_a_log_that_cannot_say_is_asked_again_by_the_same_process(feed: Feed) -> None:
    story = town_on_paper(feed.url)
    feed.publish(alert("M1"))
    listener = listening(story, lambda order: Unknown(order.command_id, "the disk is full"))
    listener.ask("met")
    assert matters(story) == []
    listener._town = listening(story)._town
    assert listener.ask("met").taken == 1


def test_a_forged_message_is_refused_once_and_told(feed: Feed) -> None:
    story = town_on_paper(feed.url)
    feed.publish(alert("M1"), key=OTHER)
    listener = listening(story)
    found = listener.ask("met")
    assert found.refused == {"heard_warning_not_trusted": 1}
    assert "M1" in found.fault
    assert not list(story.picture.reports.values())
    feed.publish(alert("M1"))
    assert listening(story).ask("met").taken == 1, "the same message by the pinned key"


def test_an_update_and_a_cancel_come_in_any_order_and_stay_one_report(feed: Feed) -> None:
    story = town_on_paper(feed.url)
    later = Moment.of(NOW + timedelta(seconds=30))
    first = alert("M1")
    assert first.sent is not None
    follows = f"{first.sender},M1,{first.sent.written}"
    update = alert("M2", msg_type=MsgType.update, sent=later, references=follows)
    feed.publish(update, first)
    listening(story).ask("met")
    assert len(list(story.picture.reports.values())) == 1
    assert matters(story) == ["M2"]


def test_a_test_of_theirs_touches_nothing_actual(feed: Feed) -> None:
    story = town_on_paper(feed.url)
    feed.publish(alert("T1", status=Status.test))
    listening(story).ask("met")
    [report] = story.picture.reports.values()
    assert report.disposed == "test"


def test_what_does_not_touch_the_town_leaves_no_trace_in_its_log(feed: Feed) -> None:
    story = town_on_paper(feed.url)
    feed.publish(alert("M1"))
    position = story.position
    elsewhere = listening(story, ground=Ground(touches=lambda _: False)).ask("met")
    assert elsewhere.refused == {"heard_warning_elsewhere": 1}
    assert not elsewhere.fault
    assert story.position == position
    assert listening(story, ground=Ground(touches=lambda _: True)).ask("met").taken == 1


def test_an_index_that_leads_to_another_door_is_told_and_not_followed(feed: Feed) -> None:
    story = town_on_paper(feed.url)
    there = Entry(alert("M1"), "http://192.0.2.1/M1.xml")
    feed.files["/index.atom"] = atom([there], name="Met", about="Warnings")
    assert "another door" in listening(story).ask("met").fault


@pytest.mark.parametrize("content", [b"<html><p>Log in</p></html>", b"", b"<!DOCTYPE a><a/>"])
def test_a_portal_in_between_is_told_and_kills_nothing(feed: Feed, content: bytes) -> None:
    story = town_on_paper(feed.url)
    feed.files["/index.atom"] = content
    assert listening(story).ask("met").fault
    feed.publish(alert("M1"))
    assert listening(story).ask("met").taken == 1


SOURCE = WarningSource(id="met", since=NOW, is_unsigned_ok=True)


def test_a_message_is_read_leniently_and_put_on_our_ground() -> None:
    broken = render(alert()).replace(b"-00:00<", b"Z<").replace(b">Severe<", b">Grave<")
    [found] = messages_in(broken, SOURCE, Ground())
    assert found.deviations[:2] == ("time_in_z", "unknown_word")
    assert found.order is not None
    assert found.order.verdict == "unsigned"
    assert found.order.place.point is not None
    assert found.order.place.uncertainty_m
    coded = alert(infos=(replace(alert().infos[0], areas=(_coded(),)),))
    square = tuple(Point(a, b) for a, b in ((0, 0), (0, 900), (900, 900), (900, 0)))
    ground = Ground(lambda system, code: (square,) if (system, code) == ("SAME", "1") else ())
    [placed] = messages_in(render(coded), SOURCE, ground)
    assert placed.order is not None
    assert placed.order.place.point == Point(450, 450)


def _coded() -> "object":
    from tocsin.gateways.cap.message import Area, Pair

    return Area("Old Town", geocodes=(Pair("SAME", "1"),))


def test_what_is_no_message_says_where_what_and_what_next() -> None:
    without = render(alert()).replace(b"<identifier>M1</identifier>", b"")
    [found] = messages_in(without, SOURCE, Ground())
    assert found.order is None
    assert found.fault.startswith("line ")
    assert "identifier" in found.fault
    with pytest.raises(Malformed):
        messages_in(b"{}", SOURCE, Ground())


def test_rules_are_written_by_hand_and_said_where_they_are_wrong(tmp_path: Path) -> None:
    file = tmp_path / "rules.toml"
    file.write_text('[[rule]]\ntype = "weather.flood"\nplan = "flood"\nevents = ["Flood"]\n')
    assert [each.plan for each in read_rules(file)] == ["flood"]
    file.write_text('[[rule]]\nplan = "flood"\n')
    with pytest.raises(Told, match="type"):
        read_rules(file)


@pytest.mark.parametrize(
    ("change", "is_taken"),
    [
        ({"expires": b"9999-12-31T23:59:59-05:00"}, True),
        ({"expires": b"0001-01-01T00:00:00+14:00"}, False),
        ({"sent": b"0001-01-01T00:00:00+14:00"}, False),
        ({"sent": b"9999-12-31T23:59:59-05:00"}, False),
    ],
)
def test_a_time_at_the_end_of_the_calendar_keeps_no_other_message_away(
    feed: Feed, change: dict[str, bytes], is_taken: bool
) -> None:
    story = town_on_paper(feed.url, is_unsigned_ok=True)
    feed.publish(alert("M1"), alert("M2"))
    for name, value in change.items():
        tag = name.encode()
        file = re.sub(b"<%b>[^<]*<" % tag, b"<%b>%b<" % (tag, value), render(alert("M1")))
        feed.files["/M1.xml"] = file
    found = listening(story, checked(story)).ask("met")
    assert matters(story) == (["M1", "M2"] if is_taken else ["M2"])
    assert is_taken or found.fault or found.refused


def checked(story: Story) -> Callable[[Order], Outcome]:
    """As the town does it: an order that is none raises."""

    def decided(order: Order) -> Outcome:
        check(order)
        decision = story.when(order.command, actor=order.actor)
        if isinstance(decision, Refused):
            return Denied(order.command_id, decision, story.position)
        return Accepted(order.command_id, 1, 1, ("WarningHeard",))

    return decided


def test_a_message_of_which_no_order_can_be_made_is_told_and_the_next_is_taken(feed: Feed) -> None:
    story = town_on_paper(feed.url)
    feed.publish(alert("M1"), alert("M2"))
    submit = checked(story)

    def odd(order: Order) -> Outcome:
        assert isinstance(order.command, TakeWarning)
        if order.command.message.identifier == "M2":
            raise MalformedOrder("a field is odd")
        return submit(order)

    found = listening(story, odd).ask("met")
    assert "M2" in found.fault
    assert matters(story) == ["M1"]


@pytest.mark.parametrize("link", ["http://h:abc/", "http://[::1"])
def test_a_link_that_is_no_address_is_told_and_the_next_is_followed(feed: Feed, link: str) -> None:
    story = town_on_paper(feed.url)
    feed.publish(alert("M1"))
    entries = [Entry(alert("M1"), "M1.xml"), Entry(alert("M2"), link)]
    feed.files["/index.atom"] = atom(entries, name="Met", about="Warnings")
    found = listening(story).ask("met")
    assert link in found.fault
    assert matters(story) == ["M1"]


def test_where_nobody_answers_the_rest_waits_and_the_silent_one_is_asked_last() -> None:
    story = town_on_paper("http://met.example/index.atom")
    alerts = [alert("M1"), alert("M2"), alert("M3")]
    entries = [Entry(each, f"{each.identifier}.xml") for each in alerts]
    index = atom(entries, name="Met", about="Warnings")
    asked: list[str] = []

    def fetch(url: str, _etag: str) -> Fetched:
        asked.append(url.rpartition("/")[2])
        if url.endswith(".atom"):
            return Fetched(index)
        if url.endswith("M1.xml"):
            raise NotSent(DeliveryCause.no_answer, "it was too slow")
        return Fetched(signed(alert(url[-6:-4]), KEY, None))

    listener = Listener(listening(story)._town, fetch)
    assert "no_answer" in listener.ask("met").fault
    assert asked == ["index.atom", "M1.xml"]
    listener.ask("met")
    assert asked[2:] == ["index.atom", "M2.xml", "M3.xml", "M1.xml"]
    assert matters(story) == ["M2", "M3"]


def test_how_it_went_says_the_address_only_to_who_may_see_it() -> None:
    asked = LastAsked(NOW, "http://met.example/?key=k1: no_answer", read=2)
    assert (_last(asked, True) or {})["fault"] == asked.fault
    hidden = _last(asked, False) or {}
    assert (hidden["fault"], hidden["read"]) == ("", 2)
