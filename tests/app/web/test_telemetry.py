"""Telemetry through the door: reports in, positions out to whoever may see them, and no others."""

import contextlib
import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.app.web.doors import WITHIN_S, Got, Opened, Stream, open_door
from tocsin.app.wiring import found
from tocsin.gateways.cot.samples import events
from tocsin.gateways.positions.samples import lines, sentences
from tocsin.jurisdiction.telemetry import Telemetry
from tocsin.operations.dispatch import DispatchUnit
from tocsin.operations.officers import SetRoles
from tocsin.operations.picture.token import Scope
from tocsin.operations.telemetry import RegisterSensor, RegisterTracker
from tocsin.operations.tokens import IssueToken
from tocsin.terms.kinds import LogKind

pytestmark = pytest.mark.full

E1 = "unit/PE-E1"
JSON, NDJSON = "application/json", "application/x-ndjson"
NMEA, COT = "application/nmea", "application/cot+xml"


@pytest.fixture
def door(tmp_path: Path) -> Iterator[Opened]:
    """A door of its own for each test: what was reported would be seen by the next."""
    with open_door(tmp_path / "town") as opened:
        yield opened


def now() -> datetime:
    return datetime.now(UTC)


def report(door: Opened, body: object, kind: str = JSON, query: str = "", token: str = "") -> Got:
    return door.ask(
        "POST", f"/v1/positions{query}", body, token=token, headers={"Content-Type": kind}
    )


def here(device: str = "E1", lat: float = 47.05, **more: object) -> dict[str, object]:
    return {"device": device, "lat": lat, "lon": -20.01, **more}


def seen(door: Opened, path: str = "", token: str = "") -> dict[str, dict[str, object]]:
    got = door.ask("GET", f"/v1/track{path}", token=token)
    assert got.status == 200, got
    told = got.json["observations"]
    assert isinstance(told, list)
    return {each["subject"]: each for each in told}


def test_a_position_is_taken_in_each_language_by_content_type(door: Opened) -> None:
    door.order(RegisterSensor(id="river-1", quantity="level", unit="cm", decimals=1))
    at = now() - timedelta(seconds=10)
    for body, kind, query in (
        ([here()], JSON, ""),
        (lines(at), NDJSON, ""),
        (sentences(at + timedelta(seconds=4)), NMEA, ""),
        (events(at, ("E2", "A1")), COT, ""),
    ):
        got = report(door, body, kind, query)
        assert got.status == 200, got
        assert got.json["refused"] == 0
        assert got.json["taken"]
    told = seen(door)
    assert set(told) == {"sensor/river-1", E1, "unit/PE-E2", "unit/PE-A1"}
    assert (told["sensor/river-1"]["value"], told["sensor/river-1"]["unit"]) == (215, "cm")
    assert told[E1]["freshness"] == "fresh"


def test_what_is_refused_is_told_part_by_part_and_the_rest_is_kept(door: Opened) -> None:
    got = report(door, [here(), here("nobody"), {"device": "E1"}])
    assert got.status == 200
    assert (got.json["taken"], got.json["refused"]) == (1, 2)
    reasons = got.json["reasons"]
    assert isinstance(reasons, list)
    assert [(each["place"], each["code"]) for each in reasons] == [
        ("[2]", "malformed"),
        ("[1]", "device_unknown"),
    ]


def test_a_batch_of_which_nothing_can_be_used_is_a_problem(door: Opened) -> None:
    assert report(door, b"[{").code == "malformed"
    assert report(door, [here("nobody")]).code == "device_unknown"
    assert report(door, [here()], "text/plain").status == 415
    assert report(door, b"[" + b"1," * 600_000 + b"1]").status == 413
    assert report(door, [], JSON).json["taken"] == 0


def test_a_token_without_the_scope_reports_nothing_and_none_reports_nothing(door: Opened) -> None:
    looker = door.let_in("dispatcher", scopes=(Scope.look, Scope.order))
    assert report(door, [here()], token=looker).code == "scope_missing"
    assert door.ask("POST", "/v1/positions", [here()], token=None).status == 401
    sender = door.let_in("crew", scopes=(Scope.telemetry,))
    assert report(door, [here()], token=sender).status == 200
    assert door.ask("GET", "/v1/track", token=sender).status == 403


def test_a_token_bound_to_a_subject_reports_no_other(door: Opened) -> None:
    from tocsin.app.web.doorkeeper import digest_of, drawn_secret

    secret = drawn_secret()
    door.order(
        IssueToken(
            person="PE-p-first",
            digest=digest_of(secret),
            scopes=(Scope.telemetry,),
            expires_at=now() + timedelta(days=1),
            reports_for=(E1,),
        )
    )
    got = report(door, [here("E1"), here("E2")], token=secret)
    assert (got.json["taken"], got.json["refused"]) == (1, 1)
    assert report(door, [here("E2", 47.06)], token=secret).code == "device_not_yours"


def test_who_may_not_see_where_a_unit_is_sees_nothing_of_its_track(door: Opened) -> None:
    door.order(RegisterTracker(id="phone", person="PE-p-first"))
    report(door, [here(), here("phone")])
    assert set(seen(door)) == {E1, "person/PE-p-first"}
    for role, sees in (
        ("observer", set()),
        ("planner", {E1}),
        ("dispatcher", {E1, "person/PE-p-first"}),
    ):
        token = door.let_in(role)
        assert set(seen(door, token=token)) == sees, role
        status = door.ask("GET", f"/v1/track/{E1}", token=token).status
        assert status == (200 if E1 in sees else 404), role
    assert door.ask("GET", "/v1/track/unit/PE-NONE").status == 404
    assert door.ask("GET", "/v1/track/incident/PE-1").status == 404


def test_the_device_and_the_place_on_the_track_do_not_leave(door: Opened) -> None:
    door.order(RegisterTracker(id="ANDROID-marker", unit="PE-E1"))
    report(door, [here("ANDROID-marker")])
    got = door.ask("GET", f"/v1/track/{E1}")
    assert b"marker" not in got.body
    assert b'"position"' not in got.body


def test_a_track_is_read_by_its_window(door: Opened) -> None:
    start = now() - timedelta(minutes=10)
    report(
        door,
        [here(lat=47 + i / 1000, at=(start + timedelta(minutes=i)).isoformat()) for i in range(10)],
    )
    since = (start + timedelta(minutes=3)).isoformat().replace("+00:00", "Z")
    until = (start + timedelta(minutes=5)).isoformat().replace("+00:00", "Z")
    got = door.ask("GET", f"/v1/track/{E1}?since={since}&until={until}")
    told = got.json["observations"]
    assert isinstance(told, list)
    assert [each["lat_udeg"] for each in told] == [47_003_000, 47_004_000, 47_005_000]
    assert got.json["is_whole"]
    few = door.ask("GET", f"/v1/track/{E1}?since={since}&limit=2").json
    assert (len(few["observations"]), few["is_whole"]) == (2, False)
    recorded = door.ask("GET", f"/v1/track/{E1}?since={since}&by=recorded").json
    assert len(recorded["observations"]) == 10
    for bad in ("?since=yesterday", "?by=guess&since=" + since, "?limit=0", "?colour=red"):
        assert door.ask("GET", f"/v1/track/{E1}{bad}").status == 400, bad


def test_an_order_over_http_keeps_the_position_it_used(door: Opened) -> None:
    report(door, [here(lat=47.0512)])
    incident = door.open_incident()
    assert door.give("DispatchUnit", {"unit": "PE-E1", "incident": incident}).status == 200
    kept = door.town.picture.incidents.get(incident)
    assert kept is not None
    assert '"lat_udeg":47051200' in (kept.responses[0].basis or "")
    door.order(DispatchUnit(unit="PE-E2", incident=incident))


def until_told(stream: Stream, subject: str, lat: int | None) -> None:
    """Read on until the stream has told this of a subject; None: nothing any more."""
    for _ in range(200):
        told = stream.positions.get(subject, {}).get("lat_udeg")
        if told == lat:
            return
        assert stream.next() in ("tick", "positions")
    raise AssertionError(f"not told of {subject}: {stream.positions}")


def test_a_stream_tells_where_things_are_and_what_moves(door: Opened) -> None:
    report(door, [here(lat=47.051), here("E2", lat=47.052)])
    stream, without = door.follow(query="?positions=true"), door.follow()
    until_told(stream, E1, 47_051_000)
    until_told(stream, "unit/PE-E2", 47_052_000)
    assert stream.positions[E1]["freshness"] == "fresh"
    report(door, [here(lat=47.053)])
    until_told(stream, E1, 47_053_000)
    assert stream.positions["unit/PE-E2"]["lat_udeg"] == 47_052_000
    incident = door.open_incident()
    without.until(lambda each: ("incidents", incident) in each.known)
    assert b"event: positions" not in without.raw
    stream.close()
    without.close()
    assert door.ask("GET", "/v1/stream?positions=maybe").status == 400


def test_a_stream_of_who_may_not_see_positions_holds_none(door: Opened) -> None:
    observer = door.let_in("observer")
    watcher, stream = door.follow(query="?positions=true"), door.follow(observer, "?positions=true")
    report(door, [here(lat=47.051)])
    until_told(watcher, E1, 47_051_000)
    incident = door.open_incident()
    while ("incidents", incident) not in stream.known:
        assert stream.next() in ("tick", "positions")
    assert stream.positions == {}
    assert b"47051000" not in stream.raw
    watcher.close()
    stream.close()


def test_a_role_taken_in_mid_stream_takes_the_positions_from_the_screen(door: Opened) -> None:
    secret = door.let_in("dispatcher")
    report(door, [here(lat=47.051)])
    stream = door.follow(secret, "?positions=true")
    until_told(stream, E1, 47_051_000)
    door.order(SetRoles(person=door.person_of(secret), roles=("observer",)))
    until_told(stream, E1, None)
    assert stream.positions == {}
    stream.close()


def test_a_storage_that_fails_is_unknown_and_stops_no_order(
    door: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sqlite3

    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    with monkeypatch.context() as patched:
        patched.setattr("tocsin.log.track.in_one_commit", full)
        got = report(door, [here()])
        assert (got.status, got.code) == (503, "unknown")
        assert door.open_incident()
    assert report(door, [here()]).status == 200


@contextlib.contextmanager
def served(folder: Path) -> Iterator[dict[str, object]]:
    """`tocsin serve --cot 0` in a process of its own."""
    found(folder, name="Port Ellery", code="PE", kind=LogKind.test)
    call = [sys.executable, "-m", "tocsin.app.cli"]
    for order in ("NU E1 engine", "NU E2 engine", "NU A22 ambulance medical"):
        subprocess.run([*call, "do", str(folder), order], check=True, capture_output=True)
    with subprocess.Popen(
        [*call, "serve", str(folder), "--port", "0", "--cot", "0", "--json"],
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        try:
            yield json.loads(process.stdout.readline())
        finally:
            process.terminate()
            process.wait(WITHIN_S)


def latest(folder: Path) -> dict[str, object]:
    told = subprocess.run(
        [sys.executable, "-m", "tocsin.app.cli", "track", str(folder), "--json"],
        check=True,
        capture_output=True,
    )
    return {each["subject"]: each for each in json.loads(told.stdout)["observations"]}


@pytest.mark.full
def test_trackers_that_speak_cot_are_heard_over_udp_and_tcp(tmp_path: Path) -> None:
    folder = tmp_path / "ellery"
    with served(folder) as told:
        port = told["cot_port"]
        assert isinstance(port, int)
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as datagrams:
            datagrams.sendto(events(now(), ("E1",)), ("127.0.0.1", port))
            datagrams.sendto(b"<!DOCTYPE x><event>nonsense</event>", ("127.0.0.1", port))
        with socket.create_connection(("127.0.0.1", port), WITHIN_S) as stream:
            content = events(now(), ("E2", "A22"))
            stream.sendall(content[:100])
            stream.sendall(content[100:])
            deadline = time.monotonic() + WITHIN_S
            while set(latest(folder)) != {E1, "unit/PE-E2", "unit/PE-A22"}:
                assert time.monotonic() < deadline, "the trackers are heard"
        imported = subprocess.run(
            [
                *(sys.executable, "-m", "tocsin.app.cli", "track", str(folder)),
                *("--import", "-", "--format", "json"),
            ],
            input=b"{}",
            capture_output=True,
            check=False,
        )
        assert imported.returncode == 5
        assert b"POST /v1/positions" in imported.stderr


def test_a_reader_that_falls_behind_is_told_everything_afresh() -> None:
    from tocsin.access import person
    from tocsin.app.web.positions import LONGEST, PositionBox

    box = PositionBox(person("p"))
    box.needs_all = False
    needed = []
    for _ in range(LONGEST + 1):
        box.put(b"event")
        needed.append(box.needs_all)
    assert needed == [False] * LONGEST + [True]
    assert box.taken() == []


def test_the_track_goes_on_ticking_without_reports(door: Opened) -> None:
    telemetry = door.door.telemetry
    assert isinstance(telemetry, Telemetry)
    telemetry.tick()
    assert telemetry.trouble is None
