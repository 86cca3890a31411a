"""`tocsin track` as a shell sees it, and what an order given there keeps of it."""

import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.app.test_cli import as_json, said
from tests.forked.calls import run
from tocsin.gateways.cot.samples import events
from tocsin.gateways.positions.samples import lines, sentences

pytestmark = pytest.mark.full
"""Every call is a process of its own."""


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture(scope="module")
def master(tmp_path_factory: pytest.TempPathFactory) -> Path:
    town = tmp_path_factory.mktemp("towns") / "ellery"
    assert run("init", str(town), "--name", "Port Ellery").returncode == 0
    orders = b"NU E1 engine\nNU E2 engine\nC fire P1 @mill lane 14\n"
    assert run("do", str(town), "-", stdin=orders).returncode == 0
    sensor = {"id": "river-1", "quantity": "level", "unit": "cm", "decimals": 1}
    done = run("do", str(town), "--command", "RegisterSensor", "--fields", json.dumps(sensor))
    assert done.returncode == 0
    return town


@pytest.fixture
def town(master: Path, tmp_path: Path) -> str:
    shutil.copytree(master, tmp_path / "ellery")
    return str(tmp_path / "ellery")


def taken(town: str, content: bytes, format_: str, *more: str) -> dict[str, object]:
    done = run("track", town, "--import", "-", "--format", format_, "--json", *more, stdin=content)
    assert done.returncode == 0, said(done)
    return as_json(done)


def test_each_language_is_taken_in_and_printed(town: str) -> None:
    at = now() - timedelta(seconds=20)
    assert taken(town, lines(at), "json")["taken"] == 6
    assert taken(town, sentences(at + timedelta(seconds=5)), "nmea")["taken"] == 3
    assert taken(town, events(at, ("E2",)), "cot")["taken"] == 1
    told = as_json(run("track", town, "--json"))["observations"]
    assert isinstance(told, list)
    assert [each["name"] for each in told] == ["river-1", "E1", "E2"]
    text = said(run("track", town))
    assert "21.5 cm" in text
    assert ": fresh" in text
    for format_, begins in (("json", b'{"device"'), ("nmea", b"\\s:"), ("cot", b"<event ")):
        printed = run("track", town, "--format", format_).stdout
        assert printed.startswith(begins)
        account = taken(town, printed, format_)
        assert (account["refused"], account["unread"]) == (0, 0)


def test_a_window_of_one_unit_is_read_by_either_time(town: str) -> None:
    at = now() - timedelta(minutes=5)
    taken(town, lines(at), "json")
    since = f"{at + timedelta(seconds=1):%Y-%m-%dT%H:%M:%S.%fZ}"
    seen = as_json(run("track", town, "E1", "--since", since, "--json"))["observations"]
    assert isinstance(seen, list)
    assert len(seen) == 2
    recorded = as_json(
        run("track", town, "E1", "--since", since, "--by", "recorded", "--limit", "1", "--json")
    )["observations"]
    assert isinstance(recorded, list)
    assert len(recorded) == 1
    assert run("track", town, "nobody").returncode == 2
    assert run("track", town, "E1", "--since", "yesterday-ish").returncode == 2
    assert run("track", town, "--limit", "0").returncode == 2


def test_what_is_not_taken_is_said_with_its_place_and_nothing_usable_is_exit_4(town: str) -> None:
    content = b'{"device": "nobody", "lat": 1, "lon": 1}\nhello\n'
    done = run("track", town, "--import", "-", "--format", "json", stdin=content)
    assert done.returncode == 4
    assert "line 2: expected" in said(done)
    assert "line 1: Nothing here is called nobody." in said(done)
    assert run("track", town, "--import", "-", stdin=b"").returncode == 2
    assert run("track", town, "--import", "no-such-file", "--format", "cot").returncode == 4


def test_an_order_given_at_the_desk_keeps_the_position_it_used(town: str) -> None:
    taken(town, lines(now()), "json")
    incident = run("search", town, "mill").stdout.decode().splitlines()[1].split()[0]
    assert run("do", town, f"D E1 {incident}").returncode == 0
    assert run("do", town, f"D E2 {incident}").returncode == 0
    assert "At 47.05" in said(run("do", town, "L E1"))
    shutil.rmtree(Path(town) / "track")
    why = said(run("why", town, "E1"))
    assert "it was at 47.05" in why
    assert "fresh, json:E1" in why
    assert "it was at" not in said(run("why", town, "E2"))


def test_verify_says_what_the_track_is_and_a_backup_says_that_it_does_not_hold_it(
    town: str, tmp_path: Path
) -> None:
    taken(town, lines(now()), "json")
    checked = as_json(run("verify", town, "--json"))["track"]
    assert isinstance(checked, dict)
    assert (checked["ok"], checked["observations"]) == (True, 6)
    told = said(run("backup", town, str(tmp_path / "saved")))
    assert "Positions and readings stay behind" in told
    assert not (tmp_path / "saved" / "track").exists()
    path = next((Path(town) / "track").glob("*.sqlite"))
    path.write_bytes(path.read_bytes().replace(b"lat_udeg", b"lat_adeg"))
    done = run("verify", town)
    assert done.returncode == 1
    assert "track is NOT as it was written" in said(done)
    assert run("do", town, "NU E3 engine").returncode == 0
    assert taken(town, lines(now()), "json")["taken"] == 6
    done = run("verify", town)
    assert done.returncode == 0
    assert "Set aside: track-set-aside-" in said(done)


def test_tidying_keeps_to_what_the_town_adopted(town: str) -> None:
    taken(town, lines(now() - timedelta(minutes=5)), "json")
    kept = as_json(run("track", town, "--tidy", "--json"))
    assert (kept["removed_upto"], kept["position"]) == (0, 6)


def test_the_track_verb_of_a_town_without_one_says_so(town: str) -> None:
    assert "Nothing on the track" in said(run("track", town))
