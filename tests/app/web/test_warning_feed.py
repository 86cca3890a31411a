"""The feed of warnings at an Actual log's door, to whoever asks; at a drill's there is none."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import feedparser
import pytest

from tests.app.carriers.peers import HttpPeer
from tests.app.web.doors import Opened, serving
from tests.faults.two_processes import until
from tocsin.app.wiring import found, opened
from tocsin.gateways.cap import TRUSTED, check, parse, pins_of
from tocsin.operations.picture.token import Scope
from tocsin.operations.picture.warning_channel import Carrier
from tocsin.operations.warning_channels import AddWarningChannel, NewReceiver, TryWarningChannel
from tocsin.terms.kinds import LogKind

pytestmark = pytest.mark.full
URL = "/feeds/warnings.atom"


def feed(*to: str) -> AddWarningChannel:
    here = tuple(NewReceiver(id=f"r{at}", addresses=(each,)) for at, each in enumerate(to))
    return AddWarningChannel(
        id="web", carrier=Carrier.feed, receivers=here,
        test=NewReceiver(id="test", addresses=("door",)),
    )  # fmt: skip


@pytest.fixture(scope="module")
def actual(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    folder = tmp_path_factory.mktemp("feed") / "perry"
    found(folder, name="Port Ellery", code="PE", kind=LogKind.actual)
    with opened(folder) as town, serving(town, folder) as door:
        door.order(feed("/nowhere"))
        door.order(TryWarningChannel(channel="web"))
        yield door


def there(door: Opened) -> dict[str, str]:
    """The headers of the feed, once it is there."""
    until(lambda: door.ask("GET", URL, token=None).status == 200, "the feed is there")
    return door.ask("GET", URL, token=None).headers


def told(door: Opened, name: str = "web") -> dict[str, Any]:
    """How far the last try of a channel came."""
    found = door.ask("GET", f"/v1/warning-deliveries/{name}").json["messages"][0]
    assert isinstance(found, dict)
    return found


def test_a_message_that_was_carried_stands_in_the_feed_and_is_signed(actual: Opened) -> None:
    assert there(actual)["content-type"].startswith("application/atom+xml")
    read = feedparser.parse(actual.ask("GET", URL, token=None).body)
    (entry,) = read.entries
    assert (entry.cap_status, read.feed.title) == ("Test", "Warnings of Port Ellery")
    href = f"/feeds/{entry.links[0].href}"
    message = actual.ask("GET", href, token=None)
    assert message.headers["content-type"].startswith("application/cap+xml")
    assert parse(message.body).is_valid
    pins = pins_of(actual.ask("GET", "/feeds/signed-by.pem", token=None).body)
    (report,) = check(message.body, pins)
    assert report.verdict in TRUSTED


def test_who_has_it_is_told_so_and_anybody_may_keep_it(actual: Opened) -> None:
    headers = there(actual)
    assert headers["cache-control"].startswith("public")
    assert headers["access-control-allow-origin"] == "*"
    same = {"If-None-Match": headers["etag"]}
    assert actual.ask("GET", URL, token=None, headers=same).status == 304
    since = {"If-Modified-Since": headers["last-modified"]}
    assert actual.ask("GET", URL, token=None, headers=since).status == 304
    for other in ({"If-None-Match": '"x"'}, {"If-Modified-Since": "Mon, 02 Mar 1998 08:00:00 GMT"}):
        assert actual.ask("GET", URL, token=None, headers=other).status == 200
    for strange in ({"If-Modified-Since": "yesterday"}, {**since, "If-None-Match": '"x"'}):
        assert actual.ask("GET", URL, token=None, headers=strange).status == 200


@pytest.mark.parametrize("name", ["x.cap.xml", "..%2Flog.sqlite", "signing.pem", ".tocsin-feed"])
def test_nothing_else_is_shown(actual: Opened, name: str) -> None:
    assert actual.ask("GET", f"/feeds/{name}", token=None).status == 404


def test_channels_and_how_far_a_message_came_are_told_to_those_inside(actual: Opened) -> None:
    there(actual)
    found = actual.ask("GET", "/v1/warning-channels").json
    assert found["carries"]
    assert [each["id"] for each in found["channels"]] == ["web"]
    until(lambda: bool(told(actual)["is_everywhere"]), "the receipt is on record")
    assert (told(actual)["not_reached"], told(actual)["channels"][0]["reached"]) == ([], 1)
    assert actual.ask("GET", "/v1/warning-deliveries/nothing").status == 404
    assert actual.ask("GET", "/v1/warning-deliveries/web", token=None).status == 401
    crew = actual.let_in("crew", scopes=(Scope.look,))
    assert actual.ask("GET", "/v1/warning-deliveries/web", token=crew).status == 404
    (channel,) = actual.ask("GET", "/v1/warning-channels").json["channels"]
    assert channel["receivers"], "an administrator sees where it goes"


@pytest.mark.parametrize("kind", [LogKind.exercise, LogKind.test])
def test_a_drill_has_no_feed_and_its_door_carries_nothing(tmp_path: Path, kind: LogKind) -> None:
    """Neither where a folder of an Actual log was copied, with what it had published."""
    folder = tmp_path / "drill"
    found(folder, name="Port Ellery", code="PE", kind=kind)
    (folder / "feed").mkdir()
    (folder / "feed" / "warnings.atom").write_text("<feed/>")
    peer = HttpPeer()
    siren = NewReceiver(id="bench", addresses=(peer.address,))
    other = NewReceiver(id="north", addresses=(peer.address,))
    with opened(folder) as town, serving(town, folder) as door:
        order = AddWarningChannel(id="siren", carrier=Carrier.http, receivers=(other,), test=siren)
        door.order(order)
        door.order(TryWarningChannel(channel="siren"))
        assert door.ask("GET", URL, token=None).status == 404
        assert not door.ask("GET", "/v1/warning-channels").json["carries"]
        assert told(door, "siren")["not_reached"][0]["state"] == "waiting"
    assert peer.got == []
    peer.close()
