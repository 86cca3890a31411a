"""bin/prepare, the one script behind bin/demo and bin/test, on machines that lack something."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.needs import ROOT, find_uv

# All the scripts may lean on, besides a Python: what POSIX gives every machine.
COMMANDS = ("cat", "cksum", "dirname", "grep", "mkdir", "rm", "sed", "sh")
CLOSED = "http://localhost:9"  # nobody answers there
PYTHON = Path(sys.executable).resolve()


class Machine:
    """A clone of the scripts and locks, and a PATH that holds only what it is given."""

    def __init__(self, folder: Path) -> None:
        self.clone = folder / "clone"
        self.path = folder / "path"
        self.home = folder / "home"
        for made in (self.path, self.home):
            made.mkdir()
        for name in ("bin", "packaging", "requirements", "src"):
            ignore = shutil.ignore_patterns("__pycache__", "*.egg-info")
            shutil.copytree(ROOT / name, self.clone / name, ignore=ignore)
        for name in ("pyproject.toml", "README.md", "LICENSE"):
            shutil.copy(ROOT / name, self.clone)
        for name in COMMANDS:
            self.has(name, shutil.which(name) or name)

    def has(self, name: str, target: str | Path) -> None:
        (self.path / name).symlink_to(target)

    def has_python(self, *, that: str = "pass") -> None:
        """A python3 in which `that` was done to the interpreter before anything else."""
        site = self.home / "site"
        site.mkdir()
        (site / "sitecustomize.py").write_text(f"import sys\n{that}\n")
        wrapper = self.path / "python3"
        wrapper.write_text(f'#!/bin/sh\nPYTHONPATH="{site}" exec "{PYTHON}" "$@"\n')
        wrapper.chmod(0o755)

    def run(self, *command: str, **settings: str) -> subprocess.CompletedProcess[str]:
        """Run a script of the clone with an empty environment."""
        certificates = {k: v for k, v in os.environ.items() if k.endswith(("_CERT", "_CERT_FILE"))}
        return subprocess.run(
            list(command),
            cwd=self.home,
            env={"PATH": str(self.path), "HOME": str(self.home)} | certificates | settings,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )

    def refusal(self, **settings: str) -> str:
        """The one sentence with which the first run of the demo ends."""
        result = self.run(str(self.clone / "bin" / "demo"), **settings)
        assert result.returncode == 1
        assert result.stdout == ""
        lines = [line for line in result.stderr.splitlines() if not line.startswith("tocsin: prep")]
        assert len(lines) == 1, result.stderr
        return lines[0].removeprefix("tocsin: ")


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_without_python_the_remedy_is_to_install_it(machine: Machine) -> None:
    assert machine.refusal().startswith("no Python found: install Python 3.11 or newer")
    assert not (machine.clone / ".venv").exists()


def test_a_python_too_old_is_named_with_its_version(machine: Machine) -> None:
    machine.has_python(that="sys.version_info = (3, 9, 2, 'final', 0)")
    assert "Python 3.9" in machine.refusal()
    assert "is too old: install Python 3.11 or newer" in machine.refusal()


@pytest.mark.parametrize("part", ["venv", "ensurepip"])
def test_without_venv_the_remedy_is_the_debian_package(machine: Machine, part: str) -> None:
    machine.has_python(that=f"sys.modules[{part!r}] = None")
    assert "cannot make environments: apt install python3-venv" in machine.refusal()


def test_a_newer_python_without_venv_gives_way_to_one_that_has_it(machine: Machine) -> None:
    machine.has_python(that="sys.modules['ensurepip'] = None")
    # It has venv as far as anybody can ask; that its environment then fails says that it was taken.
    taken = machine.path / "python3.11"
    taken.write_text(f'#!/bin/sh\n[ "$1" != -m ] || exit 1\nexec "{PYTHON}" "$@"\n')
    taken.chmod(0o755)
    machine.has("uv", "/bin/false")
    assert machine.refusal().startswith(f"{taken} could not make an environment in .tools")


@pytest.mark.full
def test_without_network_the_first_run_says_that_it_needs_one(machine: Machine) -> None:
    machine.has_python()
    answer = machine.refusal(HTTPS_PROXY=CLOSED, HTTP_PROXY=CLOSED, ALL_PROXY=CLOSED)
    assert "the first run needs the network; connect and run this again" in answer


def test_a_uv_on_the_path_that_finds_no_network_says_so_too(machine: Machine) -> None:
    machine.has_python()
    machine.has("uv", find_uv())
    answer = machine.refusal(ALL_PROXY=CLOSED, HTTPS_PROXY=CLOSED, UV_HTTP_RETRIES="0")
    assert "a locked package could not be fetched: the first run needs the network" in answer


def test_a_package_that_is_not_what_the_lock_names_is_not_installed(machine: Machine) -> None:
    machine.has_python()
    uv = machine.path / "uv"
    uv.write_text(
        '#!/bin/sh\ncase "$*" in *sync*) echo "Hash mismatch for msgspec" >&2; exit 1 ;; esac\n'
        f'exec "{find_uv()}" "$@"\n'
    )
    uv.chmod(0o755)
    assert "do not trust this package index" in machine.refusal()


@pytest.mark.full
def test_the_first_run_makes_everything_and_the_second_asks_nobody(machine: Machine) -> None:
    machine.has_python()
    machine.has("uv", find_uv())
    prepare = str(machine.clone / "bin" / "prepare")
    cache = {k: v for k, v in os.environ.items() if k == "UV_CACHE_DIR"} or {
        "UV_CACHE_DIR": str(Path.home() / ".cache" / "uv")
    }
    first = machine.run(prepare, "runtime", **cache)
    assert first.returncode == 0, first.stderr
    (machine.path / "uv").unlink()
    (machine.path / "python3").unlink()
    second = machine.run(prepare, "runtime", HTTPS_PROXY=CLOSED, HTTP_PROXY=CLOSED)
    assert (second.returncode, second.stderr) == (0, "")
    version = machine.run(str(machine.clone / ".venv" / "bin" / "tocsin"), "--version")
    assert version.returncode == 0, version.stderr
    # The locks change: the stamp no longer fits, and somebody has to be asked again.
    with (machine.clone / "requirements" / "runtime.txt").open("a") as lock:
        lock.write("# changed\n")
    third = machine.run(prepare, "runtime")
    assert third.returncode == 1
    assert "no Python found" in third.stderr


@pytest.mark.parametrize("script", ["demo", "lock", "prepare", "test"])
def test_a_script_is_plain_posix_shell(script: str) -> None:
    path = ROOT / "bin" / script
    assert path.read_text().startswith("#!/bin/sh\n")
    assert os.access(path, os.X_OK)
    shell = shutil.which("dash") or "/bin/sh"
    assert subprocess.run([shell, "-n", path], check=False).returncode == 0


def test_help_names_every_tier() -> None:
    command = [str(ROOT / "bin" / "test"), "--help"]
    shown = subprocess.run(command, capture_output=True, text=True, check=True)
    for line in ("bin/test quick", "bin/test long", "bin/test setup", "bin/test PATH"):
        assert line in shown.stdout


def files(folder: Path) -> set[Path]:
    """What lies under a folder, compiled files apart."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder) for path in found if "__pycache__" not in path.parts}


@pytest.mark.full
def test_the_wheel_carries_what_the_package_reads(tmp_path: Path) -> None:
    """Mapping files, languages and the type marker travel; tests do not."""
    hatchling = Path(sys.executable).parent / "hatchling"
    subprocess.run([hatchling, "build", "-t", "wheel", "-d", tmp_path], cwd=ROOT, check=True,
                   capture_output=True)  # fmt: skip
    (wheel,) = tmp_path.glob("*.whl")
    shutil.unpack_archive(wheel, tmp_path / "wheel", "zip")
    assert files(tmp_path / "wheel" / "tocsin") == files(ROOT / "src" / "tocsin")
    assert list(tmp_path.glob("wheel/*.dist-info/licenses/LICENSE"))
