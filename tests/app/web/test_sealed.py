"""The account for the bad day: it opens whatever others do, and loudly."""

import msgspec
import pytest

from tests.app.web.desks import Browser, officer
from tests.app.web.doors import Opened
from tocsin.app.sign_in import sealed
from tocsin.app.sign_in.signing import FREE_BY_PERSON
from tocsin.app.web import sign_in
from tocsin.app.web.problem import unknown
from tocsin.app.wiring import FIRST_ROLES


def account(door: Opened) -> tuple[str, str, str]:
    """Id, handle and secret of a sealed account."""
    person, handle = officer(door, *FIRST_ROLES, password="")
    secret = sealed.drawn()
    signing = door.door.signing
    assert signing is not None
    signing.credentials.change(
        person, lambda kept: msgspec.structs.replace(kept, sealed=sealed.digest(secret))
    )
    return person, handle, secret


def owed(door: Opened, person: str) -> list[str | None]:
    return [
        each.role
        for each in door.town.picture.obligations.values()
        if each.kind == sealed.KIND and each.subject == f"person/{person}"
    ]


def test_its_use_is_owed_to_be_answered_for_and_on_record(door: Opened) -> None:
    person, handle, secret = account(door)
    browser = Browser(door)
    assert browser.sign_in(handle, secret[:-1]).status == 401
    assert owed(door, person) == [], "the control: a wrong secret tells nobody"
    got = browser.sign_in(handle, secret)
    assert (got.status, got.json["session"]["method"]) == (200, "sealed")
    assert owed(door, person) == ["duty_officer"]
    assert browser.ask("POST", "/v1/orders/RegisterPerson", {"handle": "n77"}).status == 200
    record = next(
        each
        for each in door.town.store.read(after=door.town.position - 10)
        if each.name == "obligation_opened.1" and each.actor == person
    )
    assert secret not in repr(record)


def test_it_opens_while_strangers_keep_its_handle_waiting(door: Opened) -> None:
    person, handle, secret = account(door)
    stranger = Browser(door)
    for _ in range(FREE_BY_PERSON + 1):
        got = stranger.sign_in(handle, "wrong")
    assert got.status == 429
    got = Browser(door).sign_in(handle, secret)
    assert (got.status, got.json["person"]) == (200, person)


def test_it_opens_on_a_day_on_which_nothing_can_be_recorded(
    door: Opened, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    person, handle, secret = account(door)

    async def away(*_: object) -> None:
        raise unknown("the disk is full", "sealed")

    monkeypatch.setattr(sign_in, "submitted", away)
    assert Browser(door).sign_in(handle, secret).status == 200
    assert owed(door, person) == []
    assert "sealed account opened" in caplog.text
    assert secret not in caplog.text


def test_it_is_unlocked_with_its_secret(door: Opened) -> None:
    _, handle, secret = account(door)
    browser = Browser(door)
    browser.sign_in(handle, secret)
    browser.ask("POST", "/v1/session/lock")
    assert browser.ask("POST", "/v1/session/unlock", {"password": secret}).status == 200


def test_the_secret_is_read_as_it_is_read_aloud() -> None:
    secret = sealed.drawn()
    kept = sealed.digest(secret)
    assert len(secret.replace("-", "")) == sealed.LETTERS
    assert sealed.opens(kept, secret.lower().replace("-", " "))
    assert sealed.opens(kept, secret.replace("0", "O").replace("1", "I"))
    assert not sealed.opens(kept, secret[:-1])
    assert not sealed.opens("", "")
