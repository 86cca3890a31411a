"""Only `log/clock.py` and `app` ask for the time and for chance; elsewhere both are values."""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.house.syntax import PACKAGE, modules
from tests.needs import ROOT

LINT = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["ruff"]["lint"]
BANNED = sorted(LINT["flake8-tidy-imports"]["banned-api"])
# What the linter cannot say: a clock for reporting rates, a generator without a seed.
RATE = re.compile(r"\bperf_counter(_ns)?\b")
UNSEEDED = re.compile(r"\bRandom\(\s*\)")
MAY_REPORT_RATES = ("app/", "log/verify")


def caught(tmp_path: Path, room: str, source: str) -> list[str]:
    """The banned names the linter sees in a file of that room, with this checkout's settings."""
    spoilt = tmp_path / "src" / "tocsin" / room
    spoilt.parent.mkdir(parents=True)
    spoilt.write_text(source)
    (tmp_path / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text())
    command = [str(Path(sys.executable).parent / "ruff"), "check", "--no-cache"]
    command += ["--select", "TID251", "--output-format", "json"]
    result = subprocess.run(
        [*command, spoilt.relative_to(tmp_path)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    return [finding["message"].split("`")[1] for finding in json.loads(result.stdout)]


def calls(names: list[str]) -> str:
    """A file that uses each of the names."""
    lines = []
    for name in names:
        parts = name.split(".")
        lines.append(f"import {parts[0]}" + (".request" if parts[0] == "urllib" else ""))
        lines.append(f"{name}()" if len(parts) > 1 else f"{name}.token_bytes()")
    return "\n".join(lines)


def test_each_banned_name_is_noticed_in_a_pure_room(tmp_path: Path) -> None:
    assert set(caught(tmp_path, "operations/planted.py", calls(BANNED))) == set(BANNED)


@pytest.mark.parametrize(
    "source",
    [
        "from datetime import datetime as when\nwhen.now()",
        "from time import time as seconds\nseconds()",
        "import random as dice\ndice.shuffle([])",
        "from uuid import uuid4\nuuid4()",
        "from secrets import token_hex\ntoken_hex()",
    ],
)
def test_a_banned_name_is_noticed_under_another_name(tmp_path: Path, source: str) -> None:
    assert len(set(caught(tmp_path, "views/planted.py", source))) == 1


def test_a_seeded_generator_and_a_given_time_are_allowed(tmp_path: Path) -> None:
    source = (
        "import random\nfrom datetime import UTC, datetime\n"
        "dice = random.Random(7)\ndice.shuffle([1, 2])\ndatetime(2026, 1, 1, tzinfo=UTC)\n"
    )
    assert caught(tmp_path, "operations/planted.py", source) == []


@pytest.mark.parametrize("room", ["log/clock.py", "app/carriers/planted.py"])
def test_the_two_places_that_may_ask_the_machine_are_allowed(tmp_path: Path, room: str) -> None:
    assert caught(tmp_path, room, "import time\nimport os\ntime.time()\nos.urandom(8)\n") == []


def test_no_other_file_of_the_package_is_excused() -> None:
    excused = [files for files, rules in LINT["per-file-ignores"].items() if "TID251" in rules]
    assert {files for files in excused if files.startswith("src/")} == {
        "src/tocsin/log/clock.py",
        "src/tocsin/app/**",
    }
    silent = re.compile(r"noqa(?!:)|noqa:.*TID251|ruff: noqa")
    assert [path for path in modules() if silent.search(path.read_text())] == []


def test_rates_are_measured_only_where_they_are_reported_and_generators_have_seeds() -> None:
    for path in modules():
        name = path.relative_to(PACKAGE).as_posix()
        text = path.read_text()
        assert name.startswith(MAY_REPORT_RATES) or not RATE.search(text), name
        assert name.startswith("app/") or not UNSEEDED.search(text), name


def test_a_rate_or_an_unseeded_generator_would_be_noticed() -> None:
    assert RATE.search("start = time.perf_counter()")
    assert UNSEEDED.search("dice = random.Random()")
    assert not UNSEEDED.search("dice = random.Random(seed)")
