"""Signing in at a desk by password: cookies, sessions, locks, waits; and what must not work."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.app.web.desks import FROM_HERE, PASSWORD, Browser, Clock, at_desk, officer
from tests.app.web.doors import FIRE, Opened, serving
from tocsin.app.sign_in.signing import FREE_BY_NETWORK, FREE_BY_PERSON, Signing
from tocsin.app.sign_in.totp import code_at, drawn_secret
from tocsin.app.wiring import found, opened
from tocsin.operations.officers import DeactivatePerson
from tocsin.terms.kinds import LogKind


class House(NamedTuple):
    """A door whose sessions go by a clock of the test's."""

    door: Opened
    clock: Clock
    tries: list[float]
    folder: Path


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("desk") / "town"
    found(folder, name="Port Ellery", code="PE", kind=LogKind.test)
    clock, tries_s = Clock(), [0.0]
    with opened(folder) as town:
        signing = Signing(folder, town.store.header, clock=clock.now, clock_s=lambda: tries_s[0])
        with serving(town, folder, signing=signing) as door:
            yield House(door, clock, tries_s, folder)


@pytest.fixture(autouse=True)
def quiet(house: House) -> None:
    """Tries of the test before are long ago."""
    house.tries[0] += 10_000


def signing(house: House) -> Signing:
    found = house.door.door.signing
    assert found is not None
    return found


def test_who_signs_in_orders_and_looks_with_a_cookie_and_no_token(house: House) -> None:
    person, handle = officer(house.door, "dispatcher", "call_taker")
    browser = Browser(house.door)
    got = browser.sign_in(handle)
    assert got.status == 200
    assert (got.json["person"], got.json["methods"]) == (person, ["password"])
    me = browser.ask("GET", "/v1/me").json
    assert (me["handle"], me["name"], me["roles"]) == (
        handle, "Ada Lovelace", ["call_taker", "dispatcher"],
    )  # fmt: skip
    assert "DispatchUnit" in me["orders"]
    assert "RegisterPerson" not in me["orders"]
    assert browser.ask("POST", "/v1/orders/OpenIncident", FIRE).status == 200
    assert browser.ask("GET", "/v1/picture/incidents").json["total"] != 0


def test_the_cookie_can_be_read_by_no_script_and_named_for_no_other_town(house: House) -> None:
    browser, _ = at_desk(house.door)
    line = next(each for each in browser.lines if "session=" in each)
    name, _, rest = line.partition("=")
    assert name == "tocsin-PE-test-session"
    assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= {e.strip() for e in rest.split(";")}
    assert len(rest.partition(";")[0]) >= 43, "256 bits"
    assert "Secure" not in rest, "plain http"


def test_no_secret_and_no_password_lies_in_the_folder(house: House) -> None:
    browser, _ = at_desk(house.door)
    whole = b"".join(each.read_bytes() for each in house.folder.rglob("*") if each.is_file())
    assert b"PE-p-officer" in whole
    for each in (*browser.cookies.values(), PASSWORD):
        assert each.encode() not in whole
    for each in ("sessions.sqlite", "sessions.sqlite-wal", "credentials.json"):
        assert (house.folder / each).stat().st_mode & 0o077 == 0, each


def test_unknown_person_and_wrong_password_get_the_same_answer_after_the_same_work(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    person, handle = officer(house.door)
    tried: list[str] = []
    credentials = signing(house).credentials
    right = credentials.is_right

    def counted(who: str, password: str) -> bool:
        tried.append(who)
        return right(who, password)

    monkeypatch.setattr(credentials, "is_right", counted)
    answers = [Browser(house.door).sign_in(who, "wrong") for who in (handle, "nobody")]
    assert [each.status for each in answers] == [401, 401]
    assert answers[0].body == answers[1].body
    assert tried == [person, ""], "a hash was worked out for nobody too"


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Tocsin-Console": "1"},
        {"Tocsin-Console": "1", "Sec-Fetch-Site": "cross-site"},
        {"Tocsin-Console": "1", "Sec-Fetch-Site": "same-site"},
        {"Tocsin-Console": "1", "Origin": "http://elsewhere.example"},
        {"Tocsin-Console": "1", "Origin": "null"},
        {"Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "same-origin", "Tocsin-Console": "0"},
    ],
)
def test_another_site_orders_nothing_with_somebodys_cookie(
    house: House, headers: dict[str, str]
) -> None:
    browser, _ = at_desk(house.door, "call_taker")
    before = len(house.door.town.picture.incidents)
    got = browser.ask("POST", "/v1/orders/OpenIncident", FIRE, headers=headers)
    assert (got.status, got.code) == (403, "cross_site")
    assert browser.ask("DELETE", "/v1/session", headers=headers).status == 403
    assert len(house.door.town.picture.incidents) == before
    stranger = Browser(house.door)
    got = stranger.ask(
        "POST", "/v1/session/password", {"handle": "x", "password": "y"}, headers=headers
    )
    assert (got.status, got.code) == (403, "cross_site"), "nor signs anybody in"


def test_a_page_of_this_town_orders_by_either_header_and_a_token_needs_none(house: House) -> None:
    browser, _ = at_desk(house.door, "call_taker")
    here = {"Tocsin-Console": "1", "Origin": f"http://127.0.0.1:{house.door.port}"}
    assert browser.ask("POST", "/v1/orders/OpenIncident", FIRE, headers=here).status == 200
    assert house.door.give("OpenIncident", FIRE).status == 200


def test_another_sites_page_reads_nothing_with_somebodys_cookie(house: House) -> None:
    browser, _ = at_desk(house.door, "call_taker")
    path = "/v1/picture/incidents"
    assert browser.ask("GET", path, headers={"Sec-Fetch-Site": "same-site"}).status == 403
    assert browser.ask("GET", path, headers={"Sec-Fetch-Site": "same-origin"}).status == 200


def test_a_token_in_the_header_goes_before_the_cookie(house: House) -> None:
    browser, person = at_desk(house.door)
    token = {"Authorization": f"Bearer {house.door.token}"}
    assert browser.ask("GET", "/v1/me", headers=token).json["session"] is None
    assert browser.ask("GET", "/v1/me").json["person"] == person
    assert browser.ask("GET", "/v1/me", headers={"Authorization": "Bearer bad"}).status == 401


def test_signing_out_ends_the_session_and_its_stream(house: House) -> None:
    browser, _ = at_desk(house.door, "dispatcher")
    stream = browser.follow()
    assert stream.next() == "tick"
    secret = dict(browser.cookies)
    assert browser.ask("DELETE", "/v1/session").status == 200
    while stream.next() == "tick":
        pass
    assert b'{"code":"session_over"}' in stream.raw
    stream.close()
    browser.cookies = secret
    got = browser.ask("GET", "/v1/me")
    assert (got.status, got.code) == (401, "session_over")


def test_the_stream_of_another_session_goes_on(house: House) -> None:
    """The control: only the session that ended loses its stream."""
    gone, _ = at_desk(house.door, "dispatcher")
    stays, _ = at_desk(house.door, "dispatcher")
    stream = stays.follow()
    assert stream.next() == "tick"
    assert gone.ask("DELETE", "/v1/session").status == 200
    stays.door.open_incident()
    assert stream.next() == "tick"
    stream.close()


def test_a_person_who_may_not_act_any_more_is_out_with_their_stream(house: House) -> None:
    browser, person = at_desk(house.door, "dispatcher")
    stream = browser.follow()
    assert stream.next() == "tick"
    house.door.order(DeactivatePerson(person=person, reason="left"))
    while stream.next() == "tick":
        pass
    assert b"session_over" in stream.raw
    stream.close()
    assert browser.ask("GET", "/v1/me").status == 401
    assert Browser(house.door).sign_in(person).status == 401


def test_a_session_is_over_after_twelve_hours_and_locks_after_ten_idle_minutes(
    house: House,
) -> None:
    browser, _ = at_desk(house.door, "call_taker")
    house.clock.goes_on(minutes=9)
    assert browser.ask("POST", "/v1/orders/OpenIncident", FIRE).status == 200
    house.clock.goes_on(minutes=9)
    assert browser.ask("POST", "/v1/session/awake").status == 200, "somebody is still there"
    house.clock.goes_on(minutes=9)
    assert browser.ask("GET", "/v1/me").json["session"]["is_locked"] is False
    house.clock.goes_on(minutes=2)
    got = browser.ask("POST", "/v1/orders/OpenIncident", FIRE)
    assert (got.status, got.code) == (403, "locked")
    assert got.json["next"]
    assert browser.ask("GET", "/v1/picture/incidents").status == 200, "the picture goes on"
    assert browser.ask("POST", "/v1/session/unlock", {"password": PASSWORD}).status == 200
    assert browser.ask("POST", "/v1/orders/OpenIncident", FIRE).status == 200
    house.clock.goes_on(hours=12)
    assert browser.ask("GET", "/v1/me").status == 401


def test_the_phone_of_a_crew_is_not_locked_by_the_town_because_nobody_touched_it(
    house: House,
) -> None:
    phone, _ = at_desk(house.door, "crew")
    desk, _ = at_desk(house.door, "crew", "dispatcher")
    house.clock.goes_on(hours=3)
    session = phone.ask("GET", "/v1/me").json["session"]
    assert isinstance(session, dict)
    assert (session["is_locked"], session["locks_in_s"]) == (False, 9 * 3600)
    got = desk.ask("POST", "/v1/orders/ReportWelfare", {"units": ["PE-E1"]})
    assert (got.status, got.code) == (403, "locked"), "whoever orders more than a crew has a desk"
    assert phone.ask("POST", "/v1/session/lock").status == 200
    got = phone.ask("POST", "/v1/orders/ReportWelfare", {"units": ["PE-E1"]})
    assert (got.status, got.code) == (403, "locked"), "its person may lock it"


def test_a_locked_desk_streams_and_orders_nothing_until_its_person_is_back(house: House) -> None:
    browser, _ = at_desk(house.door, "call_taker", "dispatcher")
    stream = browser.follow()
    assert stream.next() == "tick"
    assert browser.ask("POST", "/v1/session/lock").json["session"]["is_locked"]
    assert browser.ask("POST", "/v1/orders/OpenIncident", FIRE).code == "locked"
    assert browser.ask("POST", "/v1/line", {"line": "C fire.structure @quay"}).code == "locked"
    assert browser.ask("POST", "/v1/session/awake").code == "locked"
    house.door.open_incident()
    assert stream.next() == "tick"
    stream.close()
    wrong = browser.ask("POST", "/v1/session/unlock", {"password": "not theirs"})
    assert (wrong.status, wrong.code) == (401, "sign_in_not_good")
    assert browser.ask("POST", "/v1/orders/OpenIncident", FIRE).code == "locked"
    assert browser.ask("POST", "/v1/session/unlock", {"password": PASSWORD}).status == 200
    assert browser.ask("POST", "/v1/orders/OpenIncident", FIRE).status == 200


def test_a_desk_is_passed_on_and_the_first_session_is_over(house: House) -> None:
    browser, first = at_desk(house.door, "dispatcher")
    second, handle = officer(house.door, "dispatcher")
    browser.ask("POST", "/v1/session/lock")
    old = dict(browser.cookies)
    got = browser.ask("POST", "/v1/session/switch", {"handle": handle, "password": "wrong"})
    assert got.status == 401
    assert browser.ask("GET", "/v1/me").json["person"] == first, "still the first"
    got = browser.ask("POST", "/v1/session/switch", {"handle": handle, "password": PASSWORD})
    assert got.json["person"] == second
    assert browser.ask("GET", "/v1/me").json["person"] == second
    browser.cookies = old
    assert browser.ask("GET", "/v1/me").status == 401


def test_sessions_are_listed_and_ended_ones_own_and_by_an_administrator_all(house: House) -> None:
    mine, person = at_desk(house.door)
    other, _ = at_desk(house.door)
    chief, _ = at_desk(house.door, "administrator")
    listed = mine.ask("GET", "/v1/sessions").json["sessions"]
    assert [(e["person"], e["is_this"]) for e in listed] == [(person, True)]
    name = listed[0]["seat"]["id"]
    assert other.ask("DELETE", f"/v1/sessions/{name}").status == 404
    assert mine.ask("GET", "/v1/me").status == 200
    everybody = chief.ask("GET", "/v1/sessions").json["sessions"]
    assert len(everybody) >= 3
    assert chief.ask("DELETE", f"/v1/sessions/{name}").status == 200
    assert mine.ask("GET", "/v1/me").status == 401


def test_orders_carry_the_session_and_when_it_was_proven(house: House) -> None:
    """A second person approves only who has just proved who they are (operations.proposals)."""
    from starlette.requests import Request

    from tocsin.app.web.orders import session_of
    from tocsin.app.web.route import Asked

    browser, person = at_desk(house.door, "dispatcher")
    door = house.door.door
    caller = door.doorkeeper.admitted(None, door.house.picture, door.house.now(), browser.secret)
    got = session_of(Asked(door, Request({"type": "http"}), door.house.now(), caller))
    assert got.credential == f"password/{person}"
    assert got.id.startswith("session/")
    assert got.authenticated_at <= door.house.now()
    browser.ask("POST", "/v1/session/unlock", {"password": PASSWORD})
    again = door.doorkeeper.admitted(None, door.house.picture, door.house.now(), browser.secret)
    assert session_of(Asked(door, Request({"type": "http"}), door.house.now(), again)).id == got.id
    assert again.session is not None
    assert again.session.authenticated_at > got.authenticated_at


def test_wrong_tries_wait_longer_and_longer_and_then_it_goes_on(house: House) -> None:
    _, handle = officer(house.door)
    stranger = Browser(house.door)
    for _ in range(FREE_BY_PERSON):
        assert stranger.sign_in(handle, "wrong").status == 401
    waits = []
    for _ in range(3):
        got = stranger.sign_in(handle, PASSWORD)
        assert (got.status, got.code) == (429, "too_often"), "even the right one waits"
        waits.append(int(got.headers["retry-after"]))
        house.tries[0] += waits[-1]
        assert stranger.sign_in(handle, "wrong").status == 401
    assert waits[0] < waits[1] < waits[2]
    house.tries[0] += 300
    assert stranger.sign_in(handle).status == 200, "a wait ends by itself"


def test_a_stranger_locks_nobody_out_of_a_desk_where_they_signed_in_before(house: House) -> None:
    person, handle = officer(house.door)
    known, fresh, stranger = Browser(house.door), Browser(house.door), Browser(house.door)
    assert known.sign_in(handle).status == 200
    assert known.ask("DELETE", "/v1/session").status == 200
    assert any(name.endswith("desk") for name in known.cookies)
    while stranger.sign_in(handle, "wrong").status == 401:
        pass
    assert fresh.sign_in(handle).status == 429, "the control: a desk that is not known waits"
    assert known.sign_in(handle).status == 200
    assert known.sign_in(person).status == 200, "by id as by handle"


def test_tries_of_one_network_wait_whoever_they_are_for(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signing(house).credentials, "is_right", lambda *_: False)
    stranger = Browser(house.door)
    statuses = [stranger.sign_in(f"guess-{n}").status for n in range(FREE_BY_NETWORK + 3)]
    assert statuses[:FREE_BY_NETWORK] == [401] * FREE_BY_NETWORK
    assert statuses[-1] == 429


def test_a_code_of_a_second_device_is_needed_right_and_good_once(house: House) -> None:
    person, handle = officer(house.door)
    shared = drawn_secret()
    signing(house).credentials.change(
        person, lambda kept: type(kept)(argon=kept.argon, totp=shared)
    )
    step = int(house.clock.now().timestamp() // 30)
    browser = Browser(house.door)
    assert browser.sign_in(handle).code == "code_needed"
    assert browser.sign_in(handle, code=code_at(shared, step - 3)).code == "code_not_good"
    got = browser.sign_in(handle, code=code_at(shared, step))
    assert (got.status, got.json["methods"]) == (200, ["password", "totp"])
    assert Browser(house.door).sign_in(handle, code=code_at(shared, step)).code == "code_not_good"
    house.clock.goes_on(seconds=30)
    assert Browser(house.door).sign_in(handle, code=code_at(shared, step + 1)).status == 200


def test_a_second_device_is_kept_when_it_has_shown_a_right_code(house: House) -> None:
    browser, person = at_desk(house.door)
    begun = browser.ask("POST", "/v1/me/second-device/options").json
    secret = str(begun["secret"])
    assert f"secret={secret}" in str(begun["address"])
    step = int(house.clock.now().timestamp() // 30)
    wrong = browser.ask("POST", "/v1/me/second-device", {"secret": secret, "code": "000000x"})
    assert (wrong.status, wrong.code) == (400, "code_not_good")
    assert Browser(house.door).sign_in(person).status == 200, "the control: nothing is kept yet"
    right = {"secret": secret, "code": code_at(secret, step)}
    assert browser.ask("POST", "/v1/me/second-device", right).json["methods"] == [
        "password", "totp",
    ]  # fmt: skip
    assert Browser(house.door).sign_in(person).code == "code_needed"
    house.clock.goes_on(minutes=9)
    browser.ask("POST", "/v1/session/awake")
    house.clock.goes_on(minutes=2)
    late = browser.ask("DELETE", "/v1/me/second-device")
    assert (late.status, late.code) == (403, "prove_again"), "a desk that stands open"
    browser.ask("POST", "/v1/session/unlock", {"password": PASSWORD})
    assert browser.ask("DELETE", "/v1/me/second-device").json["methods"] == ["password"]
    assert Browser(house.door).sign_in(person).status == 200


def test_a_link_is_good_once_and_for_a_password_only(house: House) -> None:
    person, handle = officer(house.door, "administrator", password="")
    secret = signing(house).links.made(person)
    browser = Browser(house.door)
    got = browser.ask("POST", "/v1/session/once", {"secret": secret})
    assert got.status == 200
    assert got.json["must_set"] is True
    assert Browser(house.door).ask("POST", "/v1/session/once", {"secret": secret}).status == 401
    for method, path in (("GET", "/v1/picture/people"), ("POST", "/v1/orders/SetRoles")):
        assert browser.ask(method, path, {} if method == "POST" else None).code == (
            "sign_in_unfinished"
        )
    assert browser.ask("POST", "/v1/me/password", {"password": "short"}).status == 400
    assert browser.ask("POST", "/v1/me/password", {"password": PASSWORD}).status == 200
    assert browser.ask("GET", "/v1/picture/people").status == 200
    assert Browser(house.door).sign_in(handle).status == 200


def test_a_link_is_over_after_an_hour(house: House) -> None:
    person, _ = officer(house.door, password="")
    early, late = signing(house).links.made(person), signing(house).links.made(person)
    house.clock.goes_on(minutes=59)
    assert Browser(house.door).ask("POST", "/v1/session/once", {"secret": early}).status == 200
    house.clock.goes_on(minutes=2)
    got = Browser(house.door).ask("POST", "/v1/session/once", {"secret": late})
    assert (got.status, got.code) == (401, "link_not_good")


def test_a_new_password_needs_the_old_one_and_ends_the_other_sessions(house: House) -> None:
    browser, person = at_desk(house.door)
    other = Browser(house.door)
    assert other.sign_in(person).status == 200
    new = {"password": "another four plain words"}
    assert browser.ask("POST", "/v1/me/password", new).status == 400
    assert browser.ask("POST", "/v1/me/password", {**new, "old": "wrong"}).status == 401
    assert other.ask("GET", "/v1/me").status == 200
    assert browser.ask("POST", "/v1/me/password", {**new, "old": PASSWORD}).status == 200
    assert browser.ask("GET", "/v1/me").status == 200
    assert other.ask("GET", "/v1/me").status == 401
    assert Browser(house.door).sign_in(person, new["password"]).status == 200


def test_a_program_has_no_session_to_lock_or_end(house: House) -> None:
    for method, path in (
        ("DELETE", "/v1/session"), ("POST", "/v1/session/lock"), ("POST", "/v1/session/awake"),
    ):  # fmt: skip
        got = house.door.ask(method, path)
        assert (got.status, got.code) == (409, "no_session")


def test_the_plain_page_signs_in_without_script(house: House) -> None:
    person, handle = officer(house.door, "administrator", password="")
    browser = Browser(house.door)
    form = {**FROM_HERE, "Content-Type": "application/x-www-form-urlencoded"}
    del form["Tocsin-Console"]
    once = signing(house).links.made(person)
    text = browser.ask("GET", f"/sign-in/plain?once={once}").body.decode()
    assert handle in text
    assert "<script" not in text
    body = f"once={once}&new=four+plain+words&again=four+plain+word".encode()
    assert browser.ask("POST", "/sign-in/plain", body, headers=form).status == 400
    body = f"once={once}&new=four+plain+words&again=four+plain+words".encode()
    elsewhere = {**form, "Sec-Fetch-Site": "cross-site"}
    assert browser.ask("POST", "/sign-in/plain", body, headers=elsewhere).status == 403
    got = browser.ask("POST", "/sign-in/plain", body, headers=form)
    assert (got.status, got.headers["location"]) == (303, "/")
    assert browser.ask("GET", "/v1/me").json["person"] == person
    again = Browser(house.door)
    wrong = f"handle={handle}&password=wrong".encode()
    assert again.ask("POST", "/sign-in/plain", wrong, headers=form).status == 401
    right = f"handle={handle}&password=four+plain+words".encode()
    assert again.ask("POST", "/sign-in/plain", right, headers=form).status == 303
    assert again.ask("GET", "/v1/me").json["person"] == person
