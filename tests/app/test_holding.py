"""`tocsin hold`: what is kept cannot be forgotten, open or archived, beside a served town too."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.app.test_cli import as_json, master, said, town
from tests.app.test_forgetting_and_export import closed
from tests.forked.calls import run
from tocsin.app.outcome import Exit

__all__ = ["master", "town"]

pytestmark = pytest.mark.full

BECAUSE = ("--reason", "claim 12/26")


def placed(town: Path, *words: str) -> dict[str, object]:
    """A hold, as the command line tells it."""
    done = run("hold", "place", str(town), *words, *BECAUSE, "--json")
    assert done.returncode == 0, said(done)
    return as_json(done)


def archive(town: Path, incident: str) -> None:
    """Move a closed incident out of the picture."""
    fields = json.dumps({"incident": incident})
    done = run("do", str(town), "--command", "ArchiveIncident", "--fields", fields)
    assert done.returncode == 0, said(done)


def test_what_is_held_is_refused_with_nothing_lost_and_forgotten_once_lifted(town: Path) -> None:
    incident, report = closed(town)
    hold = placed(town, incident)
    assert hold["subject"] == f"incident/{incident}"
    assert f"report/{report}" in hold["reaches"]  # type: ignore[operator]
    for asked in ((incident,), ("subject", f"report/{report}")):
        refused = run("forget", str(town), *asked, "--ground", "objection")
        assert refused.returncode == Exit.refused
        assert str(hold["hold"]) in said(refused)
    assert b"Zebulon" in run("show", str(town), report).stdout
    (listed,) = json.loads(run("hold", "list", str(town), "--json").stdout)["holds"]
    assert listed["reason"] == BECAUSE[1]
    assert BECAUSE[1].encode() in run("hold", "list", str(town)).stdout
    lifted = run("hold", "lift", str(town), str(hold["hold"]), "--reason", "settled")
    assert lifted.returncode == 0, said(lifted)
    assert json.loads(run("hold", "list", str(town), "--json").stdout) == {"holds": []}
    assert run("forget", str(town), incident, "--ground", "objection").returncode == 0
    assert b"Zebulon" not in run("show", str(town), report).stdout


def test_a_hold_on_a_report_keeps_its_archived_incident_whole(town: Path) -> None:
    incident, report = closed(town)
    archive(town, incident)
    assert run("hold", "place", str(town), f"report/{report}", *BECAUSE).returncode == 0
    refused = run("forget", str(town), incident, "--ground", "objection")
    assert refused.returncode == Exit.refused
    assert b"forgotten" not in run("show", str(town), incident).stdout


def test_an_archived_incident_is_held_with_its_reports(town: Path) -> None:
    incident, report = closed(town)
    archive(town, incident)
    assert f"report/{report}" in placed(town, incident)["reaches"]  # type: ignore[operator]
    refused = run("forget", str(town), incident, "--ground", "objection")
    assert refused.returncode == Exit.refused


def test_a_slip_is_no_hold(town: Path) -> None:
    # A number is drawn, and its shortest unique ending names it: no ending has twelve digits.
    for word in ("nobody", "report/PE-r99", "incident 999999999999"):
        missed = run("hold", "place", str(town), *word.split(), *BECAUSE)
        assert missed.returncode == Exit.usage
        assert len(said(missed).splitlines()) == 1


def test_a_hold_reaches_the_process_that_serves_the_town(town: Path) -> None:
    _, report = closed(town)
    served = [sys.executable, "-m", "tocsin.app.cli", "serve", str(town), "--port", "0", "--json"]
    with subprocess.Popen(served, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            assert process.stdout.readline(), "it is served"
            hold = placed(town, f"report/{report}")
            fields = json.dumps({"owner": f"report/{report}", "ground": "objection"})
            asked = ("do", str(town), "--command", "ForgetSubject", "--fields", fields)
            assert run(*asked).returncode == Exit.refused
            lifted = run("hold", "lift", str(town), str(hold["hold"]), "--reason", "settled")
            assert lifted.returncode == 0, said(lifted)
            assert run(*asked).returncode == 0
        finally:
            process.terminate()
            process.wait(30)
