"""What of signing in lies in a town's folder, over a restart and where it is damaged; and what is
different where the town is reached over TLS.
"""

from pathlib import Path

from tests.app.web.desks import Browser, at_desk
from tests.app.web.doors import FIRE, FIRST, serving
from tocsin.app.sign_in.signing import Signing, first_link
from tocsin.app.wiring import found, opened
from tocsin.operations.officers import DeactivatePerson
from tocsin.terms.kinds import LogKind


def test_under_https_the_cookie_is_secure_and_of_this_host_alone(tmp_path: Path) -> None:
    folder = tmp_path / "town"
    found(folder, name="Port Ellery", code="PE", kind=LogKind.actual)
    with opened(folder) as town:
        behind_tls = Signing(folder, town.store.header, origin="https://tocsin.example")
        with serving(town, folder, signing=behind_tls) as door:
            browser, _ = at_desk(door)
            line = next(each for each in browser.lines if "session=" in each)
            assert line.startswith("__Host-tocsin-PE-actual-session=")
            assert line.endswith("; Secure")
            assert browser.ask("GET", "/v1/me").status == 200
            browser.cookies = {
                name.removeprefix("__Host-"): value for name, value in browser.cookies.items()
            }
            assert browser.ask("GET", "/v1/me").status == 401, "without its prefix it is none"


def test_a_session_survives_a_restart_and_an_ended_one_does_not_come_back(tmp_path: Path) -> None:
    folder = tmp_path / "town"
    found(folder, name="Port Ellery", code="PE", kind=LogKind.test)
    with opened(folder) as town, serving(town, folder) as door:
        stays, person = at_desk(door)
        ended, _ = at_desk(door)
        assert ended.ask("GET", "/v1/me").status == 200
        cookies = dict(ended.cookies)
        ended.ask("DELETE", "/v1/session")
    with opened(folder) as town, serving(town, folder) as door:
        stays.door = ended.door = door
        ended.cookies = cookies
        assert stays.ask("GET", "/v1/me").json["person"] == person
        assert ended.ask("GET", "/v1/me").status == 401
        door.order(DeactivatePerson(person=person, reason="left"), actor=FIRST)
        assert stays.ask("GET", "/v1/me").status == 401


def test_a_damaged_file_of_sessions_means_that_all_sign_in_again(tmp_path: Path) -> None:
    folder = tmp_path / "town"
    found(folder, name="Port Ellery", code="PE", kind=LogKind.test)
    with opened(folder) as town, serving(town, folder) as door:
        browser, person = at_desk(door)
    (folder / "sessions.sqlite").write_bytes(b"not a database at all" * 300)
    with opened(folder) as town, serving(town, folder) as door:
        browser.door = door
        assert browser.ask("GET", "/v1/me").status == 401
        assert browser.sign_in(person).status == 200


def test_where_the_file_of_passwords_is_damaged_nobody_gets_in_and_it_says_so(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "town"
    found(folder, name="Port Ellery", code="PE", kind=LogKind.test)
    with opened(folder) as town, serving(town, folder) as door:
        inside, person = at_desk(door, "call_taker")
        (folder / "credentials.json").write_text("{")
        got = Browser(door).sign_in(person)
        assert (got.status, got.code) == (503, "credentials_damaged")
        assert inside.ask("POST", "/v1/orders/OpenIncident", FIRE).status == 200, "who is in works"
        signing = door.door.signing
        assert signing is not None
        assert first_link(signing, town.picture, "http://localhost:1") is None
