"""Who is let in the first time: links of a new town, links of the demo, old hashes."""

import base64
import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from tests.app.web.desks import Browser, Clock
from tests.app.web.doors import serving
from tocsin.app.cli import main
from tocsin.app.credentials import HASHER, NOBODY, Credentials
from tocsin.app.demo.doors import PEOPLE, links_for, opened_in_browser
from tocsin.app.sign_in.sessions import Method, Proof
from tocsin.app.sign_in.signing import Signing, first_link
from tocsin.app.sign_in.totp import code_at, step_of
from tocsin.app.wiring import found, opened
from tocsin.operations.units import RegisterUnit
from tocsin.terms.kinds import LogKind

WORDS = "four plain words together"
FIRST = "PE-p-first"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found(tmp_path / "town", name="Port Ellery", code="PE", kind=LogKind.exercise, officer="ada")
    return tmp_path / "town"


@pytest.fixture
def signing(folder: Path) -> Iterator[Signing]:
    with opened(folder) as town:
        header = town.store.header
    with closing(Signing(folder, header, clock=Clock().now)) as signing:
        yield signing


def test_a_town_where_nobody_can_sign_in_has_a_link_for_its_first_administrator(
    folder: Path, signing: Signing
) -> None:
    with opened(folder) as town:
        link = first_link(signing, town.picture, "http://localhost:8765")
        assert link is not None
        origin, _, secret = link.partition("/sign-in?once=")
        assert origin == "http://localhost:8765"
        told = signing.links.looked_at(secret)
        assert told is not None
        assert told.person == FIRST
        signing.credentials.set(FIRST, WORDS)
        assert first_link(signing, town.picture, "http://localhost:8765") is None


def test_the_demo_has_a_link_for_each_role_that_can_be_used_again(
    folder: Path, signing: Signing
) -> None:
    with opened(folder) as town, serving(town, folder, signing=signing) as door:
        door.order(RegisterUnit(call_sign="E1", kind="engine", crew_minimum=3))
        links = links_for(town, signing, "http://localhost:8765")
        assert set(links) == set(PEOPLE)
        for handle, roles in PEOPLE.items():
            secret = links[handle].partition("?once=")[2]
            for _ in range(2):
                browser = Browser(door)
                got = browser.ask("POST", "/v1/session/once", {"secret": secret})
                assert (got.status, got.json["must_set"]) == (200, False)
                assert got.json["roles"] == sorted(roles)
                assert browser.ask("GET", "/v1/picture/units").status == 200
        (unit,) = town.picture.units.values()
        assert unit.crew == ("PE-p-demo-crew",)
        assert unit.crew_count == 3, "as many as it needs to be sent"


def test_a_link_that_can_be_used_again_is_for_exercises_only(tmp_path: Path) -> None:
    folder = tmp_path / "town"
    found(folder, name="Port Ellery", code="PE", kind=LogKind.actual)
    with (
        opened(folder) as town,
        closing(Signing(folder, town.store.header)) as signing,
        pytest.raises(AssertionError),
    ):
        links_for(town, signing, "http://localhost:8765")


def test_no_browser_is_asked_for_where_there_is_no_display(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []

    def opened_at(url: str) -> bool:
        asked.append(url)
        return True

    monkeypatch.setattr("webbrowser.open", opened_at)
    monkeypatch.setattr("sys.platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    assert not opened_in_browser("http://localhost:8765/")
    monkeypatch.setenv("DISPLAY", ":0")
    assert opened_in_browser("http://localhost:8765/")
    assert asked == ["http://localhost:8765/"]


def test_a_hash_of_before_is_good_and_is_made_anew(folder: Path) -> None:
    salt = os.urandom(16)
    old = hashlib.scrypt(WORDS.encode(), salt=salt, n=2**15, r=8, p=1, maxmem=2**26, dklen=64)
    text = {"salt": base64.b64encode(salt).decode(), "hash": base64.b64encode(old).decode()}
    (folder / "credentials.json").write_text(json.dumps({FIRST: text}))
    credentials = Credentials(folder)
    assert credentials.has(FIRST)
    assert not credentials.is_right(FIRST, "other words than those")
    assert credentials.of(FIRST).hash == text["hash"], "a wrong try changes nothing"
    assert credentials.is_right(FIRST, WORDS)
    kept = credentials.of(FIRST)
    assert kept.argon.startswith("$argon2id$")
    assert kept.hash == ""
    assert credentials.is_right(FIRST, WORDS)
    assert not credentials.is_right(FIRST, "other words than those")


def test_who_is_not_known_costs_what_is_known_costs() -> None:
    assert not HASHER.check_needs_rehash(NOBODY)


def test_letters_composed_otherwise_are_the_same_password(folder: Path) -> None:
    credentials = Credentials(folder)
    credentials.set(FIRST, "vier schlichte W\u00f6rter")
    assert credentials.is_right(FIRST, "vier schlichte Wo\u0308rter")


def test_codes_are_those_of_the_standard() -> None:
    """RFC 6238, appendix B (SHA-1), the last six digits."""
    secret = base64.b32encode(b"12345678901234567890").decode()
    for at, code in ((59, "287082"), (1111111109, "081804"), (20000000000, "353130")):
        assert code_at(secret, at // 30) == code
        assert step_of(secret, code, at) == at // 30
        assert step_of(secret, code, at + 30) == at // 30, "the one before"
        assert step_of(secret, code, at + 60) is None


def test_another_process_ends_a_session_and_this_one_notices(
    folder: Path, signing: Signing, capsys: pytest.CaptureFixture[str]
) -> None:
    proof = Proof(FIRST, Method.password, f"password/{FIRST}", Clock().now())
    with closing(Signing(folder, signing.header)) as serving_one:
        kept, _ = serving_one.sessions.begin(proof)
        ended, session = serving_one.sessions.begin(proof)
        assert main(["signin", "sessions", str(folder), "--json"]) == 0
        assert session.id in capsys.readouterr().out
        assert main(["signin", "end", str(folder), session.id]) == 0
        assert serving_one.sessions.of_secret(ended) is None
        assert serving_one.sessions.of_secret(kept) is not None, "the control: the other goes on"


def test_who_is_seen_often_is_written_down_now_and_then(signing: Signing) -> None:
    clock = Clock()
    signing.sessions._clock = clock.now
    proof = Proof(FIRST, Method.password, f"password/{FIRST}", clock.now())
    secret, session = signing.sessions.begin(proof)
    changes = signing.sessions.changes
    for _ in range(20):
        clock.goes_on(seconds=1)
        signing.sessions.touch(session)
    assert signing.sessions.changes == changes
    clock.goes_on(minutes=9, seconds=59)
    found = signing.sessions.of_secret(secret)
    assert found is not None
    assert not signing.sessions.is_locked(found)
    clock.goes_on(seconds=2)
    assert signing.sessions.is_locked(found)
    signing.sessions.touch(found)
    assert signing.sessions.is_locked(found), "a locked one is not woken by being touched"
    assert found.expires_at - clock.now() < timedelta(hours=12)
