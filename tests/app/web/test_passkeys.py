"""Passkeys: made and shown by a real browser with a virtual authenticator (WebAuthn, CDP)."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import BrowserContext, CDPSession, Page

from tests.app.web.desks import FROM_HERE, PASSWORD, Browser, Clock, at_desk, officer
from tests.app.web.doors import Opened, open_door
from tocsin.app.sign_in import passkeys
from tocsin.app.sign_in.passkeys import Challenges
from tocsin.app.sign_in.signing import FREE_BY_NETWORK, FREE_BY_PERSON, Signing
from tocsin.app.web.limits import network_of
from tocsin.operations.officers import DeactivatePerson

SCRIPT = """
async ([path, how, more]) => {
  const ask = async (path, body, method = "POST") => {
    const headers = { "Content-Type": "application/json", "Tocsin-Console": "1" };
    const got = await fetch(path, { method, headers, body: body && JSON.stringify(body) });
    return { status: got.status, json: await got.json() };
  };
  if (how === "ask") return ask(path, more.body, more.method);
  const options = (await ask(path + "/options", {})).json.options;
  const publicKey = how === "create"
    ? PublicKeyCredential.parseCreationOptionsFromJSON(options)
    : PublicKeyCredential.parseRequestOptionsFromJSON(options);
  const made = await navigator.credentials[how]({ publicKey });
  window.shown = made.toJSON();
  return ask(more.to || path, { ...more.body, credential: window.shown });
}
"""


@pytest.fixture(scope="module")
def driven(
    tmp_path_factory: pytest.TempPathFactory,
    browser: Chromium,
) -> Iterator[tuple[Opened, BrowserContext, Page, CDPSession, str]]:
    """A town, and a page of it in a browser whose device says yes."""
    folder = tmp_path_factory.mktemp("passkeys") / "town"
    with open_door(folder) as door:
        origin = f"http://localhost:{door.port}"
        context = browser.new_context(base_url=origin, bypass_csp=True)
        page = context.new_page()
        device = context.new_cdp_session(page)
        device.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
            "hasUserVerification": True, "isUserVerified": True,
            "automaticPresenceSimulation": True,
        }  # fmt: skip
        made = device.send("WebAuthn.addVirtualAuthenticator", {"options": options})
        page.goto("/docs")
        yield door, context, page, device, made["authenticatorId"]
        context.close()


@pytest.fixture
def door(driven: tuple[Opened, BrowserContext, Page, CDPSession, str]) -> Opened:
    """The town; tries of the test before are forgotten."""
    signing_of(driven[0]).by_network.good(network_of("127.0.0.1"))
    return driven[0]


@pytest.fixture
def page(driven: tuple[Opened, BrowserContext, Page, CDPSession, str]) -> Page:
    """The page; nobody is signed in, and the device holds no passkey."""
    _, context, page, device, name = driven
    context.clear_cookies()
    device.send("WebAuthn.clearCredentials", {"authenticatorId": name})
    return page


def signing_of(door: Opened) -> Signing:
    found = door.door.signing
    assert found is not None
    return found


def asked(page: Page, method: str, path: str, body: object = None) -> tuple[int, dict[str, object]]:
    got = page.evaluate(SCRIPT, [path, "ask", {"method": method, "body": body}])
    return got["status"], got["json"]


def made(page: Page, name: str = "desk 3") -> tuple[int, dict[str, object]]:
    got = page.evaluate(SCRIPT, ["/v1/me/passkeys", "create", {"body": {"name": name}}])
    return got["status"], got["json"]


def shown(page: Page, to: str = "/v1/session/passkey") -> tuple[int, dict[str, object]]:
    got = page.evaluate(SCRIPT, ["/v1/session/passkey", "get", {"to": to, "body": {}}])
    return got["status"], got["json"]


def with_passkey(door: Opened, page: Page, *roles: str) -> tuple[str, str]:
    """Somebody new who came by a link and made a passkey; then they signed out."""
    person, handle = officer(door, *roles, password="")
    secret = signing_of(door).links.made(person)
    assert asked(page, "POST", "/v1/session/once", {"secret": secret})[0] == 200
    status, told = made(page)
    assert status == 200, told
    assert asked(page, "GET", "/v1/me")[1]["must_set"] is False
    assert asked(page, "DELETE", "/v1/session")[0] == 200
    return person, handle


@pytest.mark.full
def test_who_came_by_a_link_makes_a_passkey_and_signs_in_with_it_alone(
    door: Opened, page: Page
) -> None:
    person, _ = with_passkey(door, page, "dispatcher")
    assert asked(page, "GET", "/v1/me")[0] == 401
    status, told = shown(page)
    assert status == 200, told
    assert (told["person"], told["methods"]) == (person, ["passkey"])
    assert told["session"]["method"] == "passkey"  # type: ignore[index]
    assert asked(page, "GET", "/v1/picture/units")[0] == 200
    found = signing_of(door).credentials.of(person).passkeys[0]
    assert signing_of(door).marks.of(f"passkey/{found.id}") > found.count, "its counter is kept"


@pytest.mark.full
def test_a_stranger_who_tries_and_tries_keeps_no_passkey_out(
    door: Opened, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    person, handle = with_passkey(door, page)
    with monkeypatch.context() as cheap:
        cheap.setattr(signing_of(door).credentials, "is_right", lambda *_: False)
        stranger = Browser(door)
        for number in range(FREE_BY_NETWORK + FREE_BY_PERSON):
            stranger.sign_in(handle if number < FREE_BY_PERSON else f"guess-{number}", "wrong")
        assert stranger.sign_in(handle).status == 429, "the control: a password waits"
    status, told = shown(page)
    assert (status, told["person"]) == (200, person)


@pytest.mark.full
def test_a_desk_is_unlocked_by_its_own_persons_passkey_and_by_no_other(
    door: Opened, page: Page
) -> None:
    with_passkey(door, page, "dispatcher")
    assert shown(page)[0] == 200
    asked(page, "POST", "/v1/session/lock")
    status, told = shown(page, "/v1/session/unlock")
    assert (status, told["session"]["is_locked"]) == (200, False)  # type: ignore[index]
    _, second = officer(door)
    switch = {"handle": second, "password": PASSWORD}
    assert asked(page, "POST", "/v1/session/switch", switch)[0] == 200
    asked(page, "POST", "/v1/session/lock")
    status, told = shown(page, "/v1/session/unlock")
    assert (status, told["code"]) == (403, "not_your_desk")
    status, told = shown(page, "/v1/session/switch")
    assert (status, told["session"]["method"]) == (200, "passkey")  # type: ignore[index]


@pytest.mark.full
def test_what_was_shown_once_is_good_for_nothing_more(door: Opened, page: Page) -> None:
    with_passkey(door, page)
    assert shown(page)[0] == 200
    again = {"credential": page.evaluate("window.shown")}
    status, told = asked(page, "POST", "/v1/session/passkey", again)
    assert (status, told["code"]) == (401, "passkey_not_good")
    assert shown(page)[0] == 200, "the control: a new challenge"


@pytest.mark.full
def test_a_passkey_that_counts_back_may_be_a_copy_and_is_refused(door: Opened, page: Page) -> None:
    person, _ = with_passkey(door, page)
    assert shown(page)[0] == 200
    found = signing_of(door).credentials.of(person).passkeys[0]
    signing_of(door).marks.raised(f"passkey/{found.id}", 1_000)
    status, told = shown(page)
    assert (status, told["code"]) == (401, "passkey_copied")


@pytest.mark.full
def test_a_removed_passkey_lets_nobody_in_and_the_last_way_in_stays(
    door: Opened, page: Page
) -> None:
    person, _ = with_passkey(door, page)
    assert shown(page)[0] == 200
    listed = asked(page, "GET", "/v1/me/passkeys")[1]["passkeys"]
    assert [each["name"] for each in listed] == ["desk 3"]  # type: ignore[attr-defined]
    path = f"/v1/me/passkeys/{listed[0]['id']}"  # type: ignore[index]
    assert asked(page, "DELETE", path)[1]["code"] == "last_way_in"
    signing_of(door).credentials.set(person, PASSWORD)
    assert asked(page, "DELETE", path)[0] == 200
    assert shown(page)[1]["code"] == "passkey_not_good"


@pytest.mark.full
def test_a_passkey_of_who_may_not_act_any_more_lets_nobody_in(door: Opened, page: Page) -> None:
    person, _ = with_passkey(door, page)
    assert shown(page)[0] == 200
    door.order(DeactivatePerson(person=person, reason="left"))
    assert shown(page)[1]["code"] == "passkey_not_good"


@pytest.mark.full
def test_a_desk_that_stands_open_makes_nobody_a_passkey_of_anothers(
    door: Opened, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, handle = officer(door)
    typed = {"handle": handle, "password": PASSWORD}
    assert asked(page, "POST", "/v1/session/password", typed)[0] == 200
    now = signing_of(door).clock
    with monkeypatch.context() as later:
        later.setattr(signing_of(door), "clock", lambda: now() + timedelta(minutes=11))
        got = asked(page, "POST", "/v1/me/passkeys/options")
        assert (got[0], got[1]["code"]) == (403, "prove_again")
    assert made(page)[0] == 200, "the control: just proven"


def test_passkeys_belong_to_the_name_of_the_town(tmp_path: Path) -> None:
    with open_door(tmp_path / "town") as door:
        browser, _ = at_desk(door)
        by_address = browser.ask("POST", "/v1/session/passkey/options")
        assert (by_address.status, by_address.code) == (409, "passkeys_elsewhere")
        assert f"http://localhost:{door.port}" in str(by_address.json["next"])
        by_name = {**FROM_HERE, "Host": f"localhost:{door.port}"}
        got = browser.ask("POST", "/v1/session/passkey/options", headers=by_name)
        assert got.json["options"]["rpId"] == "localhost"
        signing_of(door).origin = "https://tocsin.example"
        assert browser.ask("POST", "/v1/session/passkey/options", headers=by_name).status == 409
        by_name["Host"] = "tocsin.example"
        got = browser.ask("POST", "/v1/session/passkey/options", headers=by_name)
        assert got.json["options"]["rpId"] == "tocsin.example"


def test_without_the_extra_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_door(tmp_path / "town") as door:
        by_name = {**FROM_HERE, "Host": f"localhost:{door.port}"}
        browser = Browser(door)
        got = browser.ask("POST", "/v1/session/passkey/options", headers=by_name)
        assert got.status == 200
        monkeypatch.setattr(passkeys, "find_spec", lambda _: None)
        got = browser.ask("POST", "/v1/session/passkey/options", headers=by_name)
        assert (got.status, got.code) == (409, "passkeys_not_installed")
        assert "tocsin[auth]" in str(got.json["next"])


@pytest.mark.full
@pytest.mark.parametrize(
    "credential",
    [
        {},
        {"id": "x"},
        {"id": 7, "response": []},
        {"id": "x", "response": {"clientDataJSON": "e30"}},
        {"id": "x", "response": {"clientDataJSON": "!!!"}},
    ],
)
def test_what_is_no_passkey_signs_nobody_in(door: Opened, credential: dict[str, object]) -> None:
    by_name = {**FROM_HERE, "Host": f"localhost:{door.port}"}
    body = {"credential": credential}
    got = Browser(door).ask("POST", "/v1/session/passkey", body, headers=by_name)
    assert got.status in (401, 429)


def test_a_challenge_is_good_for_its_purpose_a_while_and_once() -> None:
    clock, challenges = Clock(), Challenges()
    drawn = challenges.drawn("PE-p1", clock.now())
    assert challenges.is_ours(drawn, "PE-p1", clock.now())
    assert not challenges.is_ours(drawn, "PE-p2", clock.now())
    assert not challenges.is_ours(drawn, "", clock.now())
    assert not challenges.is_ours(drawn[:-1] + bytes([drawn[-1] ^ 1]), "PE-p1", clock.now())
    assert not Challenges().is_ours(drawn, "PE-p1", clock.now())
    assert challenges.spend(drawn, clock.now())
    assert not challenges.spend(drawn, clock.now())
    assert not challenges.is_ours(drawn, "PE-p1", clock.now())
    late = challenges.drawn("PE-p1", clock.now())
    clock.goes_on(minutes=6)
    assert not challenges.is_ours(late, "PE-p1", clock.now())
