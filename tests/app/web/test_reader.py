"""Doors on other machines: they follow the log in a database and show it, also when it is away."""

import asyncio
import json
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.app.web import doors
from tests.app.web.doors import FIRST, Opened, Stream
from tests.database import Server, asked
from tests.needs import ROOT
from tocsin.app.web import following
from tocsin.app.web.door import Door
from tocsin.app.web.following import FollowingHouse
from tocsin.app.web.reader import opened_to_read
from tocsin.app.web.routes import ROUTES
from tocsin.app.web.serving import Listening, server_of
from tocsin.app.wiring import found, opened
from tocsin.jurisdiction.fold import Step
from tocsin.jurisdiction.town import Town
from tocsin.log import SystemClock, backup, restore
from tocsin.log.address import address_of
from tocsin.log.moving import move_to_database, move_to_folder
from tocsin.operations.incident import GivenPlace, OpenIncident
from tocsin.operations.narrative import AddRemark
from tocsin.operations.tokens import RevokeToken
from tocsin.operations.units import RegisterUnit
from tocsin.terms.kinds import LogKind

pytestmark = pytest.mark.full

WRITER = "https://desk.example"


class Pair(NamedTuple):
    """A town that is written here and read there."""

    folder: Path
    town: Town
    writer: Opened
    reader: Opened
    house: FollowingHouse


@contextmanager
def showing(house: FollowingHouse, town: Town, token: str) -> Iterator[Opened]:
    """A door of a reader; asked with a token that the writer issued."""
    server = server_of(Door(house))
    listening = Listening(port=0).bound()
    listening.listen()
    thread = threading.Thread(target=lambda: asyncio.run(server.serve(sockets=[listening])))
    thread.start()
    try:
        shown = Opened.__new__(Opened)
        shown.town, shown.door = town, Door(house)
        shown.port, shown.token = listening.getsockname()[1], token
        yield shown
    finally:
        server.stop()
        thread.join(doors.WITHIN_S)
        listening.close()


@pytest.fixture
def pair(tmp_path: Path, database: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Pair]:
    monkeypatch.setattr(following, "CURRENT_WITHIN_S", 1.5)
    monkeypatch.setattr(following, "WAIT_S", 0.2)
    monkeypatch.setattr(following, "AGAIN_S", 0.2)
    folder = tmp_path / "town"
    found(folder, name="Port Ellery", code="PE", kind=LogKind.test)
    address = address_of(database)
    move_to_database(folder, address)
    with ExitStack() as stack:
        town = stack.enter_context(opened(folder))
        writer = stack.enter_context(doors.serving(town, folder))
        writer.order(RegisterUnit(call_sign="E1", kind="engine"))
        house = FollowingHouse(lambda: opened_to_read(None, address), SystemClock(), WRITER)
        stack.enter_context(closing(house))
        reader = stack.enter_context(showing(house, town, writer.token))
        yield Pair(folder, town, writer, reader, house)


@contextmanager
def away(postgres: Server) -> Iterator[None]:
    """The town's database lets nobody in."""
    postgres.run("ALTER DATABASE town WITH ALLOW_CONNECTIONS false")
    try:
        postgres.run(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'town'"
        )
        yield
    finally:
        postgres.run("ALTER DATABASE town WITH ALLOW_CONNECTIONS true")


def until(is_so: Callable[[], object]) -> None:
    for _ in range(600):
        if is_so():
            return
        threading.Event().wait(0.05)
    raise AssertionError("it never became so")


def incident_with_remark(writer: Opened, words: str) -> str:
    place = GivenPlace(words="Quay Street 7")
    name = writer.order(OpenIncident(type="fire.structure", place=place)).subjects[0]
    writer.order(AddRemark(subject=f"incident/{name}", text=words))
    return name


def said_of(door: Opened, incident: str) -> str:
    return door.ask("GET", f"/v1/picture/narratives/incident/{incident}").body.decode()


def test_what_the_writer_was_told_is_seen_on_the_reader(pair: Pair) -> None:
    name = incident_with_remark(pair.writer, "second entrance from the yard")
    until(lambda: pair.house.picture.incidents.get(name))
    until(lambda: "second entrance" in said_of(pair.reader, name))
    for path in (f"/v1/picture/incidents/{name}", "/v1/picture/units"):
        assert pair.reader.ask("GET", path).body == pair.writer.ask("GET", path).body
    assert pair.reader.ask("GET", "/health/ready", token=None).json["status"] == "reads"


def test_a_live_stream_of_the_reader_tells_what_the_writers_does(pair: Pair) -> None:
    stream = pair.reader.follow()
    assert stream.next() == "tick"
    name = incident_with_remark(pair.writer, "smoke from the roof")
    stream.until(lambda so_far: ("narratives", f"incident/{name}") in so_far.known)
    expected = pair.writer.may_know(pair.writer.token)
    stream.until(lambda so_far: so_far.known == expected)
    stream.close()


def test_an_order_sent_to_a_reader_is_refused_with_where_the_writer_is(pair: Pair) -> None:
    got = pair.reader.give("OpenIncident", doors.FIRE)
    assert (got.status, got.code) == (409, "only_read_here")
    assert WRITER in str(got.json["next"])
    got = pair.reader.ask("POST", "/v1/line", {"line": "C fire @quay"})
    assert (got.status, got.code) == (409, "only_read_here")


def test_a_token_revoked_at_the_writer_is_no_good_at_the_reader_and_ends_its_stream(
    pair: Pair,
) -> None:
    secret = pair.writer.let_in("dispatcher")
    until(lambda: pair.reader.ask("GET", "/v1", token=secret).status == 200)
    stream = pair.reader.follow(secret)
    person = pair.writer.person_of(secret)
    (token,) = [each for each in pair.town.picture.tokens.values() if each.person == person]
    pair.writer.order(RevokeToken(token=token.id))
    until(lambda: pair.reader.ask("GET", "/v1", token=secret).status == 401)
    assert _last_event(stream) == "end"


def _last_event(stream: Stream) -> str:
    last = ""
    while name := stream.next():
        last = name
    stream.close()
    return last


def test_while_the_database_is_away_the_last_picture_is_shown_with_its_age_and_then_goes_on(
    pair: Pair, postgres: Server
) -> None:
    name = incident_with_remark(pair.writer, "second entrance from the yard")
    until(lambda: "second entrance" in said_of(pair.reader, name))
    before = pair.reader.ask("GET", "/v1/picture/incidents")
    assert "tocsin-picture-age" not in before.headers
    with away(postgres):
        until(lambda: pair.house.age_s > 0)
        until(lambda: pair.reader.ask("GET", "/health/ready", token=None).json["status"] == "stale")
        until(
            lambda: int(
                pair.reader.ask("GET", "/v1/picture/incidents").headers.get(
                    "tocsin-picture-age", "0"
                )
            )
        )
        assert pair.reader.ask("GET", "/v1/picture/incidents").body == before.body
        assert "second entrance" in said_of(pair.reader, name)
        assert pair.reader.ask("GET", "/v1").json["picture_age_s"]
        mine = pair.reader.ask("GET", "/v1/orders/never-asked")
        assert (mine.status, mine.code) == (503, "log_away")
        refused = pair.writer.give("OpenIncident", doors.FIRE)
        assert (refused.status, refused.code) == (503, "unknown")
    until(lambda: pair.writer.give("OpenIncident", doors.FIRE).status == 200)
    later = incident_with_remark(pair.writer, "and it goes on")
    until(lambda: "goes on" in said_of(pair.reader, later))
    until(lambda: pair.reader.ask("GET", "/health/ready", token=None).json["status"] == "reads")


def test_control_a_reader_that_never_looks_at_its_clock_hides_that_it_is_old(
    pair: Pair, postgres: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "CURRENT_WITHIN_S", 1e9)
    with away(postgres):
        until(lambda: pair.house._is_away)
        assert pair.reader.ask("GET", "/health/ready", token=None).json["status"] == "reads"


def test_whoever_is_forgotten_at_the_writer_is_forgotten_on_the_reader(pair: Pair) -> None:
    name = incident_with_remark(pair.writer, "second entrance from the yard")
    until(lambda: "second entrance" in said_of(pair.reader, name))
    pair.town.store.keys.forget(f"incident/{name}")
    until(lambda: "second entrance" not in said_of(pair.reader, name))
    assert "(forgotten)" in said_of(pair.reader, name)


def test_a_log_that_was_restored_into_another_life_is_read_anew(
    tmp_path: Path, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "WAIT_S", 0.2)
    folder, address = tmp_path / "town", address_of(database)
    found(folder, name="Port Ellery", code="PE", kind=LogKind.test)
    move_to_database(folder, address)
    with opened(folder) as town:
        town.submit_all([])
        first = doors.Opened.__new__(doors.Opened)
        first.town = town
        first.order(RegisterUnit(call_sign="E1", kind="engine"), FIRST)
        backup(folder, tmp_path / "saved")
        first.order(RegisterUnit(call_sign="E2", kind="engine"), FIRST)
    house = FollowingHouse(lambda: opened_to_read(None, address), SystemClock())
    with closing(house):
        until(lambda: set(house.picture.units) == {"PE-E1", "PE-E2"})
        house.news()
        move_to_folder(folder)
        restore(tmp_path / "saved", folder)
        move_to_database(folder, address)
        until(lambda: set(house.picture.units) == {"PE-E1"})
        news: list[Step] = []
        until(lambda: _more(news, house))
        (step,) = news
        assert set(step.before.units) == {"PE-E1", "PE-E2"}
        assert set(step.after.units) == {"PE-E1"}
        with opened(folder) as town:
            first.town = town
            first.order(RegisterUnit(call_sign="E3", kind="engine"), FIRST)
            until(lambda: "PE-E3" in house.picture.units)


def _more(news: list[Step], house: FollowingHouse) -> bool:
    news += house.news()
    return bool(news)


def test_the_command_line_serves_a_reader_and_shows_no_password(
    pair: Pair, database: str, postgres: Server, tmp_path: Path
) -> None:
    command = [sys.executable, "-m", "tocsin.app.cli", "serve", "--reader", "--port", "0"]
    address = f"{database}&password=open-sesame"
    with (tmp_path / "errors").open("w+") as errors:
        process = subprocess.Popen(
            [*command, "--store", address, "--writer", WRITER, "--json"],
            stdout=subprocess.PIPE,
            stderr=errors,
            cwd=ROOT,
            text=True,
        )
        try:
            assert process.stdout is not None
            told = process.stdout.readline()
            pair.reader.port = int(json.loads(told)["url"].rpartition(":")[2])
            assert pair.reader.ask("GET", "/v1/picture/units").status == 200
            with away(postgres):
                until(lambda: _is_told(tmp_path / "errors", "the log is away"))
            until(lambda: _is_told(tmp_path / "errors", "the log is back"))
            assert pair.reader.ask("GET", "/v1/picture/units").status == 200
            process.send_signal(signal.SIGTERM)
            rest, _ = process.communicate(timeout=30)
        finally:
            process.kill()
            process.wait(30)
    assert process.returncode == 0
    assert "sesame" not in told + rest + (tmp_path / "errors").read_text()


def _is_told(errors: Path, event: str) -> bool:
    return event in errors.read_text()


def test_whatever_is_asked_of_a_reader_is_answered_or_refused_with_a_reason(pair: Pair) -> None:
    name = incident_with_remark(pair.writer, "second entrance")
    until(lambda: pair.house.picture.incidents.get(name))
    for route in ROUTES:
        if route.is_stream or route.method != "GET":
            continue
        path = route.path.replace("{kind}", "incidents").replace("{id:path}", name)
        got = pair.reader.ask("GET", re.sub(r"\{[^}]*\}", "x", path))
        assert got.status < 500 or got.status == 503, (route.path, got)
        if got.status >= 400 and not route.media_type.startswith("text/html"):
            assert got.code, route.path


def test_a_killed_database_comes_back_and_the_streams_of_a_reader_go_on_without_a_gap(
    pair: Pair, postgres: Server
) -> None:
    stream = pair.reader.follow()
    assert stream.next() == "tick"
    began = stream.last_id.partition(":")[0]
    first = incident_with_remark(pair.writer, "before it was killed")
    stream.until(lambda so_far: ("incidents", first) in so_far.known)
    postgres.kill()
    try:
        until(lambda: pair.house.age_s > 0)
        shown = pair.reader.ask("GET", f"/v1/picture/incidents/{first}")
        assert shown.status == 200
    finally:
        postgres.start()
    until(lambda: pair.writer.give("OpenIncident", doors.FIRE).status == 200)
    then = incident_with_remark(pair.writer, "after it came back")
    stream.until(lambda so_far: ("narratives", f"incident/{then}") in so_far.known)
    assert stream.last_id.partition(":")[0] == began
    until(lambda: pair.house.age_s == 0)
    expected = pair.writer.may_know(pair.writer.token)
    stream.until(lambda so_far: so_far.known == expected)
    stream.close()


def test_a_reader_whose_role_may_not_read_the_keys_shows_everything_but_words(
    pair: Pair, postgres: Server, database: str
) -> None:
    if not postgres.run("SELECT 1 FROM pg_roles WHERE rolname = 'outside'"):
        postgres.run("CREATE ROLE outside LOGIN")
    for grant in (
        "GRANT USAGE ON SCHEMA tocsin TO outside",
        "GRANT SELECT ON ALL TABLES IN SCHEMA tocsin TO outside",
        "REVOKE SELECT ON tocsin.key FROM outside",
    ):
        asked(database, grant)
    name = incident_with_remark(pair.writer, "second entrance from the yard")
    address = address_of(database.replace("postgres@", "outside@"))
    house = FollowingHouse(lambda: opened_to_read(None, address), SystemClock())
    with closing(house), showing(house, pair.town, pair.writer.token) as outside:
        assert "second entrance" in said_of(pair.writer, name)
        assert outside.ask("GET", f"/v1/picture/incidents/{name}").status == 200
        assert "(cannot be read now)" in said_of(outside, name)
        assert "second entrance" not in said_of(outside, name)
        later = incident_with_remark(pair.writer, "and it goes on")
        until(lambda: house.picture.incidents.get(later))
        assert house.age_s == 0


def test_a_reader_of_a_folder_follows_it_too(tmp_path: Path) -> None:
    folder = tmp_path / "town"
    found(folder, name="Port Ellery", code="PE", kind=LogKind.test)
    with opened(folder) as town, doors.serving(town, folder) as writer:
        house = FollowingHouse(lambda: opened_to_read(folder, None), SystemClock(), WRITER)
        with closing(house), showing(house, town, writer.token) as reader:
            name = incident_with_remark(writer, "second entrance from the yard")
            until(lambda: "second entrance" in said_of(reader, name))
            assert reader.give("OpenIncident", doors.FIRE).code == "only_read_here"
