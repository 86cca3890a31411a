"""The unit and container files: what they run is there, and they give away nothing."""

import re
import shlex
import subprocess
from pathlib import Path

import pytest

from tests.needs import ROOT
from tocsin.app.cli import VERBS, main

UNITS = sorted((ROOT / "packaging" / "systemd").iterdir())
CONTAINER = (ROOT / "packaging" / "container" / "Containerfile").read_text()
HARDENED = (
    "NoNewPrivileges=yes", "ProtectSystem=strict", "ProtectHome=yes", "PrivateTmp=yes",
)  # fmt: skip


def commands(unit: Path) -> list[list[str]]:
    """What a unit starts."""
    return [
        shlex.split(line.partition("=")[2])
        for line in unit.read_text().splitlines()
        if line.startswith("ExecStart=")
    ]


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_a_unit_has_sections_and_lines_that_systemd_reads(unit: Path) -> None:
    lines = [each for each in unit.read_text().splitlines() if each and each[0] != "#"]
    assert lines[0] == "[Unit]"
    assert all(re.fullmatch(r"\[\w+\]|[A-Z]\w+=.*", each) for each in lines)
    if unit.suffix == ".service":
        assert set(HARDENED) <= set(lines)
        assert "User=tocsin" in lines


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_a_unit_starts_verbs_that_there_are(unit: Path) -> None:
    for words in commands(unit):
        assert words[0] == "/opt/tocsin/.venv/bin/tocsin"
        assert words[1] in VERBS


def test_the_container_installs_from_the_lock_and_runs_as_nobody_in_particular() -> None:
    steps = CONTAINER.replace("\\\n", " ").splitlines()
    installs = [each for each in steps if "pip install" in each]
    assert all("--require-hashes" in each or "--no-deps" in each for each in installs)
    assert "requirements/runtime.txt" in CONTAINER
    for copied in re.findall(r"^COPY ((?:[^-\n ]\S* )+)\S+$", CONTAINER, re.MULTILINE):
        assert all((ROOT / each).exists() for each in copied.split()), copied
    users = [each.split()[1] for each in steps if each.startswith("USER ")]
    assert users == ["tocsin"]
    assert not re.search(r"https?://(?!127\.0\.0\.1)", CONTAINER)


def test_what_the_container_runs_is_a_call_that_is_understood(
    capsys: pytest.CaptureFixture[str],
) -> None:
    found = re.search(r"^CMD (\[.*\])$", CONTAINER, re.MULTILINE)
    assert found is not None
    words = re.findall(r'"([^"]+)"', found[1])
    assert main([*words[:1], "/nowhere", *words[2:]]) == 2, "understood, but there is no such town"
    assert "holds no log" in capsys.readouterr().err


def test_the_health_check_of_the_container_finds_a_door_that_is_not_there() -> None:
    found = re.search(r'CMD \["python", "-c", "(.+?)"\]', CONTAINER)
    assert found is not None
    code = found[1].replace("8765", "9")
    ran = subprocess.run(["python3", "-c", code], capture_output=True, check=False, timeout=30)
    assert ran.returncode != 0
