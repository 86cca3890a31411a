"""Every operation of the document is asked with generated input, good and bad (Schemathesis): the
door answers as it says it does, refuses what it says it refuses, and never with a 5xx.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.app.web.doors import Opened
from tocsin.app.web import health
from tocsin.app.web.health import Health

CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
    "response_headers_conformance",
    "negative_data_rejection",
)


def fuzzed(door: Opened, folder: Path, *more: str) -> subprocess.CompletedProcess[str]:
    """Schemathesis on the door, with a token that may do nearly all."""
    token = door.let_in("call_taker", "dispatcher", "duty_officer", "chief", "administrator")
    address = f"http://127.0.0.1:{door.port}/v1/openapi.json"
    # The stream has no end, and what is forgotten or deactivated would end the run.
    words = ["run", address, "-H", f"Authorization: Bearer {token}", "--checks", ",".join(CHECKS)]
    words += ["--exclude-path", "/v1/stream", "--exclude-path", "/v1/orders/DeactivatePerson"]
    words += ["--seed", "7", "--generation-database", "none", "--no-color"]
    words += ["--continue-on-failure", "--request-timeout", "30", "--no-shrink", *more]
    return subprocess.run(
        [sys.executable, "-m", "schemathesis.cli", *words],
        capture_output=True, text=True, check=False, cwd=folder, timeout=3000,
        env={**os.environ, "PYTHONWARNINGS": "ignore"},
    )  # fmt: skip


def told(run: subprocess.CompletedProcess[str]) -> str:
    """What a failed run says: its failures, without the token."""
    return (run.stdout + run.stderr)[-6000:]


@pytest.mark.full
def test_every_operation_answers_as_it_says(door: Opened, tmp_path: Path) -> None:
    run = fuzzed(door, tmp_path, "--phases", "fuzzing", "--max-examples", "1")
    assert run.returncode == 0, told(run)
    assert "API Operations" in run.stdout


@pytest.mark.long
def test_every_operation_answers_as_it_says_at_every_bound(door: Opened, tmp_path: Path) -> None:
    run = fuzzed(door, tmp_path, "--phases", "coverage,fuzzing", "--max-examples", "50")
    assert run.returncode == 0, told(run)


@pytest.mark.full
def test_an_answer_that_is_not_as_described_is_found(
    door: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: a health page whose status is a number."""
    broken = Health(7)  # type: ignore[arg-type]
    monkeypatch.setattr(health, "OK", broken)
    run = fuzzed(
        door, tmp_path, "--phases", "fuzzing", "--max-examples", "1", "--include-path",
        "/health/live",
    )  # fmt: skip
    assert run.returncode != 0, told(run)
