"""A browser at a desk, as the door sees one: it keeps cookies and says where it asks from."""

import http.client
import itertools
from datetime import UTC, datetime, timedelta

from tests.app.web.doors import WITHIN_S, Got, Opened, Stream
from tocsin.operations.officers import RegisterPerson

PASSWORD = "four plain words together"
FROM_HERE = {"Sec-Fetch-Site": "same-origin", "Tocsin-Console": "1"}
_numbers = itertools.count()


class Clock:
    """A machine's clock that is put on by hand."""

    def __init__(self) -> None:
        self.at = datetime(2026, 3, 2, 14, 2, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at

    def goes_on(self, **by: float) -> None:
        self.at += timedelta(**by)


class Browser:
    """One browser with its cookies."""

    def __init__(self, door: Opened) -> None:
        self.door = door
        self.cookies: dict[str, str] = {}
        self.lines: list[str] = []
        """Every Set-Cookie there was."""

    def ask(
        self, method: str, path: str, body: object = None, headers: dict[str, str] | None = None
    ) -> Got:
        """One request from a page of the town; other headers where the test says so."""
        given = {**(FROM_HERE if headers is None else headers), **self._cookie()}
        got = self.door.ask(method, path, body, token=None, headers=given)
        self.lines += self.door.set_cookies
        for line in self.door.set_cookies:
            name, _, rest = line.partition("=")
            self.cookies[name] = rest.partition(";")[0]
            if "Max-Age=0" in line:
                del self.cookies[name]
        return got

    def sign_in(self, handle: str, password: str = PASSWORD, **more: str) -> Got:
        """By password."""
        given = {"handle": handle, "password": password, **more}
        return self.ask("POST", "/v1/session/password", given)

    @property
    def secret(self) -> str:
        """The session's secret."""
        return next(value for name, value in self.cookies.items() if name.endswith("session"))

    def follow(self) -> Stream:
        """A live stream."""
        line = http.client.HTTPConnection("127.0.0.1", self.door.port, timeout=WITHIN_S)
        line.request("GET", "/v1/stream", headers=self._cookie())
        return Stream(line)

    def _cookie(self) -> dict[str, str]:
        said = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return {"Cookie": said} if said else {}


def officer(door: Opened, *roles: str, password: str = PASSWORD) -> tuple[str, str]:
    """Id and handle of a new officer, who has a password unless it is empty."""
    number = next(_numbers)
    person, handle = f"PE-p-officer-{number}", f"n{number:04}"
    door.order(RegisterPerson(id=person, handle=handle, roles=roles, name="Ada Lovelace"))
    signing = door.door.signing
    if password and signing is not None:
        signing.credentials.set(person, password)
    return person, handle


def at_desk(door: Opened, *roles: str) -> tuple[Browser, str]:
    """A browser in which a new officer has signed in, and who it is."""
    person, handle = officer(door, *roles)
    browser = Browser(door)
    got = browser.sign_in(handle)
    assert got.status == 200, got
    return browser, person
