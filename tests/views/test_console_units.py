"""The console's own unit tests (`ui/src/**/*.test.ts`), run by node: one call for all of them."""

import shutil
import subprocess
from pathlib import Path

from tests.views.consoles import NODE, ROOT, modules, needs_node


def test_the_unit_tests_of_the_console_hold(tmp_path: Path) -> None:
    needs_node()
    told = all_of_them(tmp_path)
    assert told.returncode == 0, told.stdout[-6_000:]
    assert "pass 0" not in told.stdout


def test_a_fault_in_the_console_fails_its_unit_tests(tmp_path: Path) -> None:
    """Negative control: node's exit code says so."""
    needs_node()
    broken = "import { test } from 'node:test';\ntest('it fails', () => { throw new Error(); });\n"
    (tmp_path / "src/picture").mkdir(parents=True)
    (tmp_path / "src/picture/fault.test.ts").write_text(broken)
    assert run(tmp_path, "src/picture/*.test.ts").returncode == 1


def all_of_them(folder: Path) -> subprocess.CompletedProcess[str]:
    """All unit tests, where the locked packages of the ui can be found."""
    for each in (ROOT / "ui/src").rglob("*"):
        if each.suffix in (".ts", ".tsx", ".ftl", ".json"):
            to = folder / each.relative_to(ROOT / "ui")
            to.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(each, to)
    shutil.copy(ROOT / "ui/package.json", folder)
    (folder / "node_modules").symlink_to(modules())
    return run(folder, "src/**/*.test.ts")


def run(folder: Path, pattern: str) -> subprocess.CompletedProcess[str]:
    # A process for each file takes five times as long as its tests.
    command = [str(NODE), "--test", "--test-isolation=none", pattern]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
