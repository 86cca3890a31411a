"""Each wall stands: one wrong import is planted in a copy for each contract, and that one fails."""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.needs import ROOT

SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text())
CONTRACTS = [contract["id"] for contract in SETTINGS["tool"]["importlinter"]["contracts"]]

# contract → (the file that goes wrong, the import planted in it)
PLANTS = {
    "floors": ("terms/planted.py", "import tocsin.log"),
    "terms-alone": ("terms/planted.py", "import msgspec"),
    "places-alone": ("geo/places.py", "import tocsin.geo.network"),
    "business-is-pure": ("operations/planted.py", "import tocsin.log"),
    "sight-is-pure": ("access/planted.py", "import tocsin.geo.network"),
    "readers-know-no-log": ("planners/planted.py", "from tocsin.log import __doc__"),
    "gateways-apart": ("gateways/planted.py", "import tocsin.gateways.neighbour"),
    "planners-apart": ("planners/planted.py", "import tocsin.planners.neighbour"),
    "jurisdiction-narrow": ("jurisdiction/planted.py", "import tocsin.views"),
    "federation-narrow": ("federation/planted.py", "import tocsin.gateways"),
    "exercises-narrow": ("exercises/planted.py", "import tocsin.log"),
    "app-on-top": ("log/planted.py", "import tocsin.app"),
    "one-outside": ("views/planted.py", "import socket"),
    "pure-rooms": ("operations/planted.py", "def later():\n    import threading"),
    "light-spine": ("operations/planted.py", "import numpy"),
}
# Walls inside one contract that a layers contract alone would not hold.
MORE_PLANTS = [
    ("floors", "geo/planted.py", "import tocsin.log"),
    ("floors", "views/planted.py", "import tocsin.access"),
    ("floors", "jurisdiction/planted.py", "import tocsin.federation"),
    ("floors", "stranger/__init__.py", ""),
    ("business-is-pure", "operations/planted.py", "import tocsin.geo.network"),
    ("readers-know-no-log", "gateways/planted.py", "import tocsin.log"),
    ("readers-know-no-log", "views/planted.py", "import tocsin.log"),
    ("jurisdiction-narrow", "jurisdiction/planted.py", "import tocsin.planners"),
    ("jurisdiction-narrow", "jurisdiction/planted.py", "import tocsin.gateways"),
    ("one-outside", "jurisdiction/planted.py", "import sqlite3"),
    ("one-outside", "operations/planted.py", "from os import environ"),
]


def check(source: Path, contract: str | None = None) -> subprocess.CompletedProcess[str]:
    """Run the linter on the package under `source`, with this checkout's contracts."""
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-logo", "--no-cache"]
    command += ["--config", str(ROOT / "pyproject.toml")]
    command += ["--contract", contract] if contract else []
    return subprocess.run(
        command,
        cwd=source,
        env=os.environ | {"PYTHONPATH": str(source)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A copy of the package to spoil."""
    shutil.copytree(
        ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__", "*.egg-info")
    )
    return tmp_path / "src"


def plant(source: Path, file: str, text: str) -> None:
    """Add a wrong import to the copy, and what it needs to be a real one."""
    path = source / "tocsin" / file
    path.parent.mkdir(exist_ok=True)
    path.write_text((path.read_text() if path.exists() else "") + f"\n{text}\n")
    for room in ("gateways", "planners"):
        (source / "tocsin" / room / "neighbour.py").touch()


def test_every_contract_has_its_wrong_import_planted() -> None:
    assert sorted(PLANTS) == sorted(CONTRACTS)


@pytest.mark.full
def test_an_unspoilt_copy_keeps_every_contract(source: Path) -> None:
    result = check(source)
    assert result.returncode == 0, result.stdout
    assert f"{len(CONTRACTS)} kept, 0 broken" in result.stdout


@pytest.mark.full
@pytest.mark.parametrize(
    ("contract", "file", "text"),
    [(contract, *planted) for contract, planted in PLANTS.items()] + MORE_PLANTS,
)
def test_a_wrong_import_breaks_its_contract(
    source: Path, contract: str, file: str, text: str
) -> None:
    plant(source, file, text)
    result = check(source, contract)
    assert result.returncode == 1, result.stdout
    assert "0 kept, 1 broken" in result.stdout
