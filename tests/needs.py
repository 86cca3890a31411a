"""What a test needs from the machine: where it is absent, the test is skipped by name.

Under TOCSIN_REQUIRE=all, which a build machine sets, it fails: nothing is silently left out.
"""

import os
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def need(is_there: bool, sentence: str) -> None:
    """Skip the running test with this sentence, or fail it under TOCSIN_REQUIRE=all.

    The sentence names what is absent and the remedy: "no iproute2 here; apt install iproute2".
    """
    if is_there:
        return
    if os.environ.get("TOCSIN_REQUIRE") == "all":
        pytest.fail(f"{sentence} (TOCSIN_REQUIRE=all)", pytrace=False)
    pytest.skip(sentence)


def reference_folder() -> Path:
    """The folder of public records the tests read, `../shared` unless TOCSIN_REFERENCE says."""
    folder = (ROOT / os.environ.get("TOCSIN_REFERENCE", "../shared")).resolve()
    is_there = (folder / "data" / "README.md").is_file()
    need(is_there, f"reference data not found at {folder}; set TOCSIN_REFERENCE")
    return folder


def need_root() -> None:
    """For tests that mount, change owners or cut links."""
    need(os.geteuid() == 0, "not root here; run these tests as root")


def find_uv() -> str:
    """The uv that bin/prepare used; skips where the environment was made by other means."""
    fetched = ROOT / ".tools" / "bin" / "uv"
    uv = str(fetched) if fetched.exists() else shutil.which("uv")
    need(uv is not None, "no uv here; run bin/test setup")
    assert uv is not None
    return uv
