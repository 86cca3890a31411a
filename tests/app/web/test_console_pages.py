"""The addresses of the console's screens and of the page of crews, built and not built."""

import gzip
from pathlib import Path

import pytest

from tests.app.web.doors import Opened
from tocsin.app.web import ui_files
from tocsin.app.web.console_pages import SCREENS


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a console and a page for crews, in place of the one that was built."""
    (tmp_path / "crew").mkdir()
    (tmp_path / "console.html").write_text("<!doctype html><title>console</title>")
    (tmp_path / "crew.html").write_text("<!doctype html><title>crew</title>")
    (tmp_path / "crew" / "sw.js").write_text("self.skipWaiting();")
    (tmp_path / "crew" / "manifest.webmanifest").write_text('{"name": "Tocsin"}')
    (tmp_path / "crew" / "icon.png").write_bytes(b"\x89PNG")
    monkeypatch.setattr(ui_files, "FOLDER", str(tmp_path))
    return tmp_path


def test_every_screen_has_an_address_that_can_be_reloaded(door: Opened, built: Path) -> None:
    for path in SCREENS:
        got = door.ask(
            "GET",
            path.format(id="PE-260302-0001", advice="0", town="WE", deed="update") + "?at=14:02",
            token=None,
        )
        assert got.status == 200, path
        assert b"<title>console</title>" in got.body
        policy = got.headers["content-security-policy"]
        assert "script-src 'self'" in policy
        assert "unsafe" not in policy
    front = door.ask("GET", "/", token=None)
    assert (front.status, front.headers["location"]) == (302, "/desk")


def test_a_crew_gets_its_page_its_worker_and_what_lets_a_phone_install_it(
    door: Opened, built: Path
) -> None:
    for path in ("/crew", "/crew/job", "/crew/job/PE-260302-0001"):
        got = door.ask("GET", path, token=None)
        assert b"<title>crew</title>" in got.body, path
    worker = door.ask("GET", "/crew/sw.js", token=None)
    assert worker.headers["content-type"].startswith("text/javascript")
    assert worker.headers["service-worker-allowed"] == "/crew"
    assert worker.headers["cache-control"] == "no-cache"
    manifest = door.ask("GET", "/crew/manifest.webmanifest", token=None)
    assert manifest.headers["content-type"].startswith("application/manifest+json")
    assert (
        "manifest-src 'self'"
        in door.ask("GET", "/crew", token=None).headers["content-security-policy"]
    )
    assert door.ask("GET", "/crew/icon.png", token=None).headers["content-type"] == "image/png"


def test_no_other_file_is_reached_through_the_page_of_crews(door: Opened, built: Path) -> None:
    (built / "secret.js").write_text("no")
    (built / "crew" / "notes.txt").write_text("no")
    for path in ("/crew/../secret.js", "/crew/%2e%2e/secret.js", "/crew/notes.txt", "/crew/no.js"):
        assert door.ask("GET", path, token=None).status == 404, path


def test_without_the_pages_the_front_door_says_where_to_go_and_screens_what_to_do(
    door: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ui_files, "FOLDER", str(tmp_path))
    front = door.ask("GET", "/", token=None)
    assert front.status == 200
    assert b"/docs" in front.body
    desk = door.ask("GET", "/desk", token=None)
    assert desk.status == 503
    assert b"was not built" in desk.body


def test_scripts_come_packed_to_a_browser_that_takes_it_and_plain_to_others(
    door: Opened, built: Path
) -> None:
    script = b"export const words = 'the same again and again';" * 200
    (built / "assets").mkdir()
    (built / "assets" / "console-abc.js").write_bytes(script)
    path = "/ui/assets/console-abc.js"
    short = door.ask("GET", path, token=None, headers={"Accept-Encoding": "gzip, br"})
    assert short.headers["content-encoding"] == "gzip"
    assert gzip.decompress(short.body) == script
    assert len(short.body) < len(script) // 5
    plain = door.ask("GET", path, token=None)
    assert "content-encoding" not in plain.headers
    assert plain.body == script
    assert plain.headers["vary"] == short.headers["vary"] == "Accept-Encoding"
