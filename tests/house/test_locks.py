"""The locks: versions and hashes of everything that is installed, and no addresses."""

import json
import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from tests.needs import ROOT, find_uv, need

LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
ADDRESS = re.compile(r"https?:|://|^-|--(extra-)?index|find-links|trusted-host", re.MULTILINE)
# Written so that this file does not hold the names it looks for.
REGISTRY = re.compile(r"py[p]i\.org|python[h]osted|npm[j]s|index-url\s*=|registry\s*=\s*[\"']http")


def locked(lock: Path) -> dict[str, str]:
    """Each requirement of a lock: name → the rest of it, with continuation lines joined."""
    lines = lock.read_text().replace("\\\n", " ").splitlines()
    return dict(line.split("==", 1) for line in lines if line and not line.startswith("#"))


def named(requirements: list[str]) -> set[str]:
    """The bare names of a list of requirements."""
    return {re.split(r"[^\w.-]", line)[0] for line in requirements}


def group(name: str) -> set[str]:
    """The bare names of a dependency group, with the groups it includes."""
    names: set[str] = set()
    for entry in PROJECT["dependency-groups"][name]:
        names |= group(entry["include-group"]) if isinstance(entry, dict) else named([entry])
    return names


def without_hash(lock: Path) -> list[str]:
    """Requirements that could be exchanged for something else on their way here."""
    return [name for name, rest in locked(lock).items() if "--hash=sha256:" not in rest]


def test_there_is_a_lock_for_running_for_developing_and_for_the_tools() -> None:
    assert [lock.name for lock in LOCKS] == ["development.txt", "runtime.txt", "tools.txt"]
    assert all(locked(lock) for lock in LOCKS)


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_every_locked_requirement_has_a_hash_and_no_address(lock: Path) -> None:
    assert without_hash(lock) == []
    assert ADDRESS.search(lock.read_text()) is None


def test_a_requirement_without_hash_or_with_an_address_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "lock.txt").write_text("a==1 \\\n    --hash=sha256:00\nb==2\n")
    assert without_hash(tmp_path / "lock.txt") == ["b"]
    assert ADDRESS.search("--index-url somewhere\na==1")
    assert ADDRESS.search("a @ https:" + "//somewhere/a.whl")


def test_what_the_project_declares_is_locked() -> None:
    declared = named(PROJECT["project"]["dependencies"])
    assert declared | group("build") <= set(locked(ROOT / "requirements" / "runtime.txt"))
    assert declared | group("development") <= set(locked(ROOT / "requirements" / "development.txt"))
    assert group("tools") == set(locked(ROOT / "requirements" / "tools.txt"))


def test_running_and_developing_use_the_same_versions() -> None:
    # A package that the larger set needs everywhere, the smaller may need on some Pythons only.
    running, developing = (
        {name: re.sub(r" ;.*?(?= +--hash)", "", rest) for name, rest in locked(lock).items()}
        for lock in (ROOT / "requirements" / f"{each}.txt" for each in ("runtime", "development"))
    )
    assert running.items() <= developing.items()


def test_no_file_names_a_package_registry() -> None:
    kept_out = {".git", ".venv", ".tools", ".mypy_cache", ".ruff_cache", ".pytest_cache", "build"}
    files = [
        path
        for entry in sorted(ROOT.iterdir())
        if entry.name not in kept_out
        for path in ([entry] if entry.is_file() else sorted(entry.rglob("*")))
        if path.is_file() and path.suffix != ".pyc" and "node_modules" not in path.parts
    ]
    found = [p for p in files if REGISTRY.search(p.read_bytes().decode(errors="replace"))]
    assert found == []
    assert REGISTRY.search("index-url" + "=somewhere")


def test_the_lock_of_the_pages_has_a_hash_for_each_package_and_no_address() -> None:
    packages = json.loads((ROOT / "ui" / "package-lock.json").read_text())["packages"]
    fetched = {name: each for name, each in packages.items() if name}
    assert len(fetched) > 20
    assert [n for n, e in fetched.items() if not e.get("integrity", "").startswith("sha512-")] == []
    assert [name for name, each in fetched.items() if "resolved" in each] == []


def has_network(uv: str, tmp_path: Path) -> bool:
    """Whether the package index answers."""
    probe = [uv, "pip", "compile", "--quiet", "--no-cache", "--no-header", "-"]
    answer = subprocess.run(
        probe, cwd=tmp_path, input="msgspec", capture_output=True, text=True, check=False
    )
    return answer.returncode == 0


@pytest.mark.long
@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13", "3.14"])
@pytest.mark.parametrize("platform", ["x86_64-manylinux_2_28", "aarch64-manylinux_2_28"])
def test_the_locks_install_on_each_python_from_wheels_alone(
    tmp_path: Path, python: str, platform: str
) -> None:
    uv = find_uv()
    need(has_network(uv, tmp_path), "no package index reachable; connect to a network")
    command = [uv, "pip", "install", "--dry-run", "--require-hashes", "--only-binary", ":all:"]
    command += ["--python-version", python, "--python-platform", platform]
    for lock in LOCKS:
        result = subprocess.run(
            [*command, "--target", tmp_path / "nowhere", "-r", lock],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        assert result.returncode == 0, f"{lock.name}: {result.stderr}"


@pytest.mark.long
def test_the_locks_are_what_the_project_file_asks_for(tmp_path: Path) -> None:
    """`bin/lock` run on an unchanged project file changes nothing."""
    uv = find_uv()
    need(has_network(uv, tmp_path), "no package index reachable; connect to a network")
    for name in ("bin", "requirements"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    env = os.environ | {"PATH": f"{Path(uv).parent}:{os.environ['PATH']}"}
    subprocess.run(["bin/lock"], cwd=tmp_path, env=env, check=True, capture_output=True)
    for lock in LOCKS:
        assert (tmp_path / "requirements" / lock.name).read_text() == lock.read_text()
