"""A forked call is a call: what a shell would see of a process of its own is seen of it too."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.forked.calls import fresh, run, server, standing_in

pytestmark = pytest.mark.full


def test_it_says_what_a_fresh_one_says_and_ends_as_it_ends(tmp_path: Path) -> None:
    town = str(tmp_path / "ellery")
    assert run("init", town, "--name", "Port Ellery").returncode == 0
    for words in (["show", town], ["show", town, "nobody", "--json"], ["--help"], ["dispach"]):
        one, other = run(*words), fresh(*words)
        assert one.returncode == other.returncode
        assert one.stdout == other.stdout
        assert one.stderr == other.stderr


def test_it_reads_the_lines_the_words_and_the_folder_it_is_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("init", str(tmp_path / "ellery"), "--name", "Port Ellery").returncode == 0
    monkeypatch.chdir(tmp_path)
    for call in (run, fresh):
        done = call("do", "ellery", "-", "--dry-run", stdin='NS mill "Mühle\n# no verb\n'.encode())
        assert (done.returncode, len(done.stdout.splitlines())) == (2, 2)
        assert b"UTF-8" in call("show", "ellery", b"\xff").stderr


def test_a_shell_finds_the_one_that_stands_in(tmp_path: Path) -> None:
    line = "tocsin init ellery --name Ellery >said && echo '?' | tocsin do ellery - | cat"
    path = f"{standing_in()}:{os.environ['PATH']}"
    done = subprocess.run(
        ["sh", "-c", line], cwd=tmp_path, env={"PATH": path}, capture_output=True, check=True
    )
    assert b"is founded in ellery" in (tmp_path / "said").read_bytes()
    assert b"dispatch each unit" in done.stdout
    none = subprocess.run(["sh", "-c", "tocsin"], env={"PATH": "/usr/bin:/bin"}, check=False)
    assert none.returncode == 127


def test_a_signal_that_ends_it_is_told(tmp_path: Path) -> None:
    """Standing in for a command, it is a process whose number can be killed."""
    town = tmp_path / "ellery"
    assert run("init", str(town), "--name", "Port Ellery").returncode == 0
    words = [f"{standing_in()}/tocsin", "do", str(town), "-", "--json"]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as writing:
        assert writing.stdin is not None
        assert writing.stdout is not None
        writing.stdin.write(b"?\n")
        writing.stdin.flush()
        assert b"verbs" in writing.stdout.readline()
        other = run("do", str(town), "DE E1 .")
        pid = int(other.stderr.decode().split("process ")[1].split()[0].strip(",.;"))
        assert pid != writing.pid
        os.kill(pid, 9)
        assert writing.wait(timeout=60) != 0


def test_the_server_ends_with_who_started_it() -> None:
    told = "from tests.forked.calls import server; print(server())"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, check=True, text=True)
    assert done.stdout.strip() != server()
    assert not Path(done.stdout.strip()).exists()
    assert Path(server()).exists()
