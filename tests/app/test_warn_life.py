"""`tocsin warn`: a warning is written, approved by a second officer, sent, shown as CAP, ended."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.app.test_cli import said
from tests.forked.calls import run
from tests.gateways.same_heard import bytes_in, pieces_of, samples_of
from tocsin.gateways.cap import parse
from tocsin.terms.cap import CapMsgType, CapStatus

pytestmark = pytest.mark.full
BORDER = "50.0,8.0 50.0,8.01 50.01,8.01 50.01,8.0"
HOLE = "50.004,8.004 50.004,8.006 50.006,8.005"
ASKED = (
    "--acknowledge", "area_not_measured", "--acknowledge", "words_not_reviewed",
    "--acknowledge", "night_hours",
)  # fmt: skip


def warn(*asked: str, by: str = "", code: int = 0) -> dict[str, Any]:
    """One call as somebody, with the JSON it printed."""
    who = ("--as", by) if by else ()
    environment = {"TOCSIN_PASSWORD": f"a long word for {by}"} if by else None
    done = run("warn", *asked, *who, "--json", env=environment)
    assert done.returncode == code, said(done)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def founded(folder: Path) -> str:
    """A town with two officers, each with a password."""
    town = str(folder / "perry")
    assert run("init", town, "--name", "Perry", "--code", "PE").returncode == 0
    assert run("user", "add", town, "ben", "--role", "duty_officer").returncode == 0
    for who in ("chief", "ben"):
        secret = {"TOCSIN_NEW_PASSWORD": f"a long word for {who}"}
        assert run("user", "password", town, who, env=secret).returncode == 0
    return town


def test_a_warning_goes_from_the_draft_to_its_end(tmp_path: Path) -> None:
    town = founded(tmp_path)
    made = warn(
        "draft", town, "--template", "flood", "--set", "agency=Fire brigade", "--language", "en",
        "--language", "de", "--area", "Riverside", "--polygon", BORDER, "--hole", HOLE, by="chief",
    )["warning"]  # fmt: skip
    assert (made["state"], made["status"], len(made["texts"])) == ("checked", "Actual", 2)
    name, digest = made["id"], made["digest"][:12]
    own = warn("approve", town, name, "--digest", digest, *ASKED, by="chief", code=3)
    assert own["orders"][0]["code"] == "warning_needs_another_person"
    other = warn("approve", town, name, "--digest", "00" * 6, *ASKED, by="ben", code=3)
    assert other["orders"][0]["code"] == "warning_moved_on"
    warn("approve", town, name, "--area", "riverside", *ASKED, by="ben")
    assert warn("issue", town, name, by="ben")["warning"]["state"] == "issued"
    [row] = warn("list", town)["warnings"]
    assert (row["id"], row["is_in_force"]) == (name, True)
    cap = run("warn", "show", town, name, "--cap")
    [alert] = parse(cap.stdout).alerts
    assert (alert.identifier, alert.status) == (name, CapStatus.actual)
    assert [each.language for each in alert.infos] == ["en", "de"]
    file = tmp_path / "flood.wav"
    tones = warn("same", town, name, "--location", "039173", "--out", str(file))
    assert (tones["event"], tones["why"]) == ("FLW", "approved")
    samples, rate = samples_of(file.read_bytes())
    assert bytes_in(pieces_of(samples, rate)[2].samples, rate)[16:].decode() == tones["header"]
    end = warn("cancel", town, name, "--language", "en", by="ben")["warning"]
    warn("approve", town, end["id"], "--area", "Riverside", *ASKED, by="chief")
    last = warn("issue", town, end["id"], by="chief")["warning"]
    assert last["msg_type"] == CapMsgType.cancel.value
    assert [each["identifier"] for each in last["references"]] == [name]
    [before] = [each for each in warn("list", town, "--all")["warnings"] if each["id"] == name]
    assert before["state"] == "cancelled"
    asked = ("same", town, name, "--location", "039173", "--out", str(tmp_path / "late.wav"))
    assert "is not in force" in warn(*asked, code=3)["says"]
    assert not (tmp_path / "late.wav").exists()
    done = warn("review", town, name, "--findings", "The zone was too small.", by="ben")
    assert done["warning"]["reviewed_at"] is not None
