"""`tocsin warn channels` and `reached`: added, tried at a real other side, asked about."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.app.carriers.peers import Fault, HttpPeer
from tests.app.test_cli import said
from tests.forked.calls import run
from tocsin.app.carriers.secrets import FILE
from tocsin.app.carriers.standing import carriers_of
from tocsin.app.wiring import opened

pytestmark = pytest.mark.full


@pytest.fixture
def peer() -> Iterator[HttpPeer]:
    made = HttpPeer()
    yield made
    made.close()


@pytest.fixture
def town(tmp_path: Path) -> str:
    folder = str(tmp_path / "perry")
    done = run("init", folder, "--name", "Perry", "--code", "PE")
    assert done.returncode == 0, said(done)
    return folder


def warn(*asked: str, code: int = 0) -> dict[str, Any]:
    done = run("warn", *asked, "--json")
    assert done.returncode == code, said(done)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def channels(town: str) -> list[dict[str, Any]]:
    found = warn("channels", town, "list")["channels"]
    assert isinstance(found, list)
    return found


def test_a_channel_is_added_tried_asked_about_and_removed(
    town: str, peer: HttpPeer, tmp_path: Path
) -> None:
    secret = tmp_path / "secret"
    secret.write_text("s\n")
    add = ("channels", town, "add", "siren", "http", "--to", "http://192.0.2.1/never")
    warn(*add, "--test", peer.address, "--secret-file", str(secret), "--least", "Extreme")
    (found,) = channels(town)
    assert [each["id"] for each in found["receivers"]] == ["r1"]
    assert "area" not in found["receivers"][0]
    warn(*add, "--test", peer.address, "--area", "r1=-47.5,9.25,800")
    (placed,) = channels(town)
    [circle] = placed["receivers"][0]["area"]["circles"]
    assert (circle["centre"]["lat_udeg"], circle["radius_m"]) == (-47_500_000, 800)
    warn(*add, "--area", "r2=47.5,9.25,800", code=2)
    warn(*add, "--test", peer.address)
    kept = Path(town) / FILE
    assert (json.loads(kept.read_text()), kept.stat().st_mode & 0o777) == ({"siren": "s"}, 0o600)
    warn("channels", town, "try", "siren")
    waiting = warn("reached", town, "siren", code=1)["messages"][0]
    assert waiting["not_reached"][0]["state"] == "waiting"
    with opened(Path(town)) as open_town:
        carriers = carriers_of(open_town, Path(town))
        assert carriers is not None
        assert carriers.carry("siren")
    there = warn("reached", town, "siren")["messages"][0]
    assert there["is_everywhere"]
    (way,) = there["channels"][0]["ways"]
    assert (way["state"], way["says"]) == ("reached", "sounding")
    assert peer.got == [there["message"]]
    warn("channels", town, "remove", "siren", "--reason", "it was taken down")
    assert channels(town) == []
    assert warn("channels", town, "try", "siren", code=3)["code"] == "warning_channel_removed"


def test_a_receiver_keeps_its_name_when_the_list_changes(town: str, tmp_path: Path) -> None:
    people = tmp_path / "people.txt"
    add = ("channels", town, "add", "schools", "email", "--to-file", str(people))
    mail = (*add, "--server", "smtp://127.0.0.1:9", "--sender", "warnings@perry.example")
    people.write_text("a@school.example\nb@school.example\n")
    warn(*mail)
    people.write_text("c@school.example\nb@school.example\n")
    warn(*mail)
    (found,) = channels(town)
    names = {each["addresses"][0][0]: each["id"] for each in found["receivers"]}
    assert names == {"b": "r2", "c": "r3"}, "nobody gets the name of somebody else"
    text = (Path(town) / "log.sqlite").read_bytes()
    assert b"school.example" not in text, "addresses are sealed"


def test_what_is_wrong_is_said(town: str, peer: HttpPeer) -> None:
    assert run("warn", "reached", town, "nothing").returncode == 2
    assert run("warn", "channels", town, "add", "x", "http").returncode == 2
    add = ("channels", town, "add", "mail", "email", "--to", "a@b.example")
    assert warn(*add, code=3)["code"] == "warning_channel_unsound"
    warn("channels", town, "add", "siren", "http", "--to", "n=http://x.example/", "--test", "http:")
    warn("channels", town, "try", "siren")
    with opened(Path(town)) as open_town:
        carriers = carriers_of(open_town, Path(town))
        assert carriers is not None
        carriers.carry("siren")
    done = run("warn", "reached", town, "siren")
    assert done.returncode == 1
    assert b"not set up" in done.stdout
    assert peer.fault is Fault.none
