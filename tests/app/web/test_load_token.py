"""`tocsin load` takes its token from where nobody else can read it, and presses with it."""

import io
import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.app.web.doors import Opened
from tocsin.app.load.running import token_given
from tocsin.app.outcome import Told

TOKEN = "tocsin_AbC-123"


@pytest.mark.parametrize(
    "content",
    [TOKEN, f"{TOKEN}\n", json.dumps({"token": TOKEN, "id": "PE-k1", "scopes": ["look"]})],
)
def test_a_token_comes_from_a_file_from_stdin_or_from_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str
) -> None:
    file = tmp_path / "token"
    file.write_text(content)
    monkeypatch.setenv("TOCSIN_TOKEN", "tocsin_other")
    assert token_given(file) == TOKEN
    monkeypatch.setattr(sys, "stdin", io.StringIO(content))
    assert token_given(Path("-")) == TOKEN
    monkeypatch.setenv("TOCSIN_TOKEN", content)
    assert token_given(None) == TOKEN


@pytest.mark.parametrize("content", ["", "  \n", f"{TOKEN} {TOKEN}", '{"id": 1}', "{", "t\xf6ken"])
def test_what_is_no_token_is_said_and_not_repeated(tmp_path: Path, content: str) -> None:
    file = tmp_path / "token"
    file.write_text(content)
    with pytest.raises(Told) as told:
        token_given(file)
    assert TOKEN not in str(told.value)
    with pytest.raises(Told, match="cannot be read"):
        token_given(tmp_path / "nowhere")


def test_without_a_token_it_is_said_where_one_is_taken_from(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("TOCSIN_TOKEN", raising=False)
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    with pytest.raises(Told, match="--token-file FILE, or TOCSIN_TOKEN"):
        token_given(None)


def command_line(process: subprocess.Popen[bytes], word: bytes) -> bytes:
    """What everybody on the machine can read of a process, once it has begun with its own words."""
    for _ in range(500):
        found = Path(f"/proc/{process.pid}/cmdline").read_bytes()
        if word in found:
            return found
        time.sleep(0.01)
    raise AssertionError(f"it never began: {found!r}")


@pytest.mark.full
@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="no list of processes to read")
def test_the_token_is_used_and_is_not_in_the_list_of_processes(
    door: Opened, tmp_path: Path
) -> None:
    file = tmp_path / "token"
    file.write_text(door.token)
    words = [f"http://127.0.0.1:{door.port}", "--token-file", str(file)]
    words += ["--unit", "PE-E1", "--clients", "1", "--seconds", "0.5", "--json"]
    before = door.town.position
    with subprocess.Popen(
        [sys.executable, "-m", "tocsin.app.cli", "load", *words], stdout=subprocess.PIPE
    ) as process:
        assert door.token.encode() not in command_line(process, b"--token-file")
        out, _ = process.communicate(timeout=60)
    told = json.loads(out)
    assert process.returncode == 0, told
    assert told["acknowledged"] == told["found"] > 0
    assert door.town.position > before


@pytest.mark.parametrize("flag", ["--token", "--token=", "--tok"])
def test_no_option_takes_the_token_itself(door: Opened, flag: str) -> None:
    given = [f"{flag}{door.token}"] if flag.endswith("=") else [flag, door.token]
    url = f"http://127.0.0.1:{door.port}"
    done = subprocess.run(
        [sys.executable, "-m", "tocsin.app.cli", "load", url, *given],
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2
    assert b"unrecognized arguments" in done.stderr
