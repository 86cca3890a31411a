"""The public pages through a real door: tags, ages between, languages; a drill's has none."""

import json
from collections.abc import Iterator

import pytest

from tests.app.web.doors import Opened, serving
from tests.app.web.test_warnings import drafted
from tocsin.app.web.public_front import _wanted
from tocsin.app.web.public_pages import KEEP
from tocsin.app.wiring import found, opened
from tocsin.terms.kinds import LogKind

pytestmark = pytest.mark.full


@pytest.fixture(scope="module")
def actual(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    folder = tmp_path_factory.mktemp("public") / "perry"
    found(folder, name="Port Ellery", code="PE", kind=LogKind.actual)
    with opened(folder) as town, serving(town, folder) as door:
        yield door


def issued(door: Opened) -> str:
    """A warning that two people sent through the door."""
    name = drafted(door)
    door.give("CheckWarning", {"warning": name})
    shown = door.ask("GET", f"/v1/warnings/{name}").json["fields"]
    asked = [each["question"] for each in shown["questions"]]
    yes = {"warning": name, "digest": shown["digest"], "acknowledged": asked}
    assert door.give("ApproveWarning", yes, token=door.let_in("duty_officer")).status == 200
    assert door.give("IssueWarning", {"warning": name, "digest": shown["digest"]}).status == 200
    return name


def test_of_a_long_wish_for_languages_little_is_kept(actual: Opened) -> None:
    _wanted.cache_clear()
    for each in range(3):
        wish = {"Accept-Language": "ar," + "x" * 1_000 + str(each)}
        got = actual.ask("GET", "/public/", token=None, headers=wish)
        assert b'dir="rtl"' in got.body
    assert _wanted.cache_info().currsize == 1


def test_everybody_reads_what_to_do_and_who_has_it_is_told_so(actual: Opened) -> None:
    assert actual.ask("GET", "/public", token=None).headers["location"] == "/public/"
    calm = actual.ask("GET", "/public/", token=None)
    assert b"No warning is in force." in calm.body
    name = issued(actual)
    got = actual.ask("GET", "/public/", token=None)
    assert b"<h1>Leave now.</h1>" in got.body
    assert got.headers["etag"] != calm.headers["etag"]
    assert got.headers["cache-control"] == KEEP["Cache-Control"]
    assert got.headers["vary"] == "Accept-Language"
    assert "script-src" not in got.headers["content-security-policy"]
    assert "default-src 'none'" in got.headers["content-security-policy"]
    same = {"If-None-Match": got.headers["etag"]}
    again = actual.ask("GET", "/public/", token=None, headers=same)
    assert (again.status, again.body) == (304, b"")
    arabic = actual.ask(
        "GET", f"/public/{name}.html", token=None, headers={"Accept-Language": "ar"}
    )
    assert b'dir="rtl"' in arabic.body
    features = actual.ask("GET", "/public/warnings.geojson", token=None)
    assert features.headers["access-control-allow-origin"] == "*"
    assert json.loads(features.body)["features"][0]["properties"]["identifier"] == name


@pytest.mark.parametrize(
    "name", ["x.html", "fr/index.html", "..%2Flog.sqlite", "en/x", "style.css"]
)
def test_nothing_else_is_there(actual: Opened, name: str) -> None:
    assert actual.ask("GET", f"/public/{name}", token=None).status == 404


def test_the_door_of_a_test_log_has_no_public_pages(door: Opened) -> None:
    issued(door)
    for path in ("/public/", "/public/index.html", "/public/warnings.geojson"):
        assert door.ask("GET", path, token=None).status == 404


def test_a_town_without_a_ground_says_that_addresses_cannot_be_looked_up(actual: Opened) -> None:
    got = actual.ask("GET", "/public/en/here.html?q=Mill+Lane+4", token=None)
    assert got.status == 200
    assert b"Addresses cannot be looked up here." in got.body
    assert got.headers["cache-control"] == "no-store"
    assert actual.ask("GET", "/public/fr/here.html?q=x", token=None).status == 404
