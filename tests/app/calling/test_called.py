"""Whom a warning concerns on the register is called from the command line; nobody else sees who."""

import json
import uuid
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.operations.warned import drafting, facts
from tocsin.app.cli import main
from tocsin.app.outcome import Exit
from tocsin.app.wiring import found, opened, reading
from tocsin.jurisdiction.orders import Accepted, Order
from tocsin.jurisdiction.town import Town
from tocsin.operations.officers import RegisterPerson
from tocsin.operations.orders import Command, Session
from tocsin.operations.warning_issue import ApproveWarning, IssueWarning
from tocsin.operations.warnings import CheckWarning
from tocsin.terms.kinds import LogKind

pytestmark = pytest.mark.full
Capture = pytest.CaptureFixture[str]
SECRETS = ("Ida Hall", "555 0100", "Mill Lane 3", "oxygen at night", "50005000")
ROLES = (("ana", "duty_officer"), ("ben", "chief"), ("dot", "dispatcher"))


def order(town: Town, command: Command, who: str) -> Accepted:
    session = Session(f"s-{who}", f"password/{who}", town.clock.now())
    outcome = town.submit(Order(command=command, command_id=uuid.uuid4().hex, actor=who,
                                session=session))  # fmt: skip
    assert isinstance(outcome, Accepted), outcome
    return outcome


@pytest.fixture
def perry(tmp_path: Path) -> tuple[Path, str]:
    """A town with three officers, three people on the register, and a warning in force."""
    folder = tmp_path / "perry"
    found(folder, name="Perry", code="PE", kind=LogKind.actual)
    with opened(folder) as town:
        for who, role in ROLES:
            command = RegisterPerson(id=f"p-{who}", handle=who, roles=(role,))
            order(town, command, "PE-p-first")
    add = ["registered", "add", str(folder), "--consent", "in_writing", "--as", "ana"]
    ida = ["--name", "Ida Hall", "--telephone", "555 0100", "--address", "Mill Lane 3",
           "--needs", "oxygen at night", "--at", "50.005, 8.005"]  # fmt: skip
    assert main([*add, *ida]) == Exit.done
    far = ["--name", "Far Away", "--telephone", "555 0111", "--at", "51.5, 8.005"]
    assert main([*add, *far]) == Exit.done
    assert main([*add, "--name", "Nowhere Known", "--telephone", "555 0122"]) == Exit.done
    with opened(folder) as town:
        until = town.clock.now() + timedelta(hours=6)
        order(town, drafting(facts=facts(expires=until)), "p-ana")
        (name,) = town.picture.warnings
        order(town, CheckWarning(warning=name), "p-ana")
        row = town.picture.warnings.get(name)
        assert row is not None
        asked = tuple(each.question for each in row.questions)
        approve = ApproveWarning(warning=name, digest=row.digest, acknowledged=asked)
        order(town, approve, "p-ben")
        order(town, IssueWarning(warning=name, digest=row.digest), "p-ben")
    return folder, name


def calls(capsys: Capture, *words: str, code: int = Exit.done) -> dict[str, Any]:
    capsys.readouterr()
    assert main(["warn", "calls", *words, "--json"]) == code
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    return told


def test_from_the_list_to_the_last_one_told(
    perry: tuple[Path, str], capsys: Capture, tmp_path: Path
) -> None:
    folder, warning = perry
    town = str(folder)
    rows = calls(capsys, town, warning, "--as", "ana", code=Exit.not_so)["calls"]
    assert {each["name"] for each in rows} == {"Ida Hall", "Nowhere Known"}
    by_name = {each["name"]: each["registered"] for each in rows}
    ida, unknown = by_name["Ida Hall"], by_name["Nowhere Known"]
    calls(capsys, town, warning, "--take", ida, "--as", "ana")
    calls(capsys, town, warning, "--take", ida, "--as", "ben", code=Exit.refused)
    said = ("--outcome", "needs_somebody", "--words", "cannot walk", "--as", "ana")
    calls(capsys, town, warning, "--called", ida, *said)
    for _ in range(2):
        no_answer = ("--outcome", "no_answer", "--as", "ana")
        calls(capsys, town, warning, "--called", unknown, *no_answer)
    capsys.readouterr()
    assert main(["warn", "reached", town, warning, "--json"]) == Exit.not_so
    (message,) = json.loads(capsys.readouterr().out)["messages"]
    (way,) = message["channels"]
    assert (way["channel"], way["receivers"], way["reached"]) == ("call_list", 2, 1)
    assert [each["receiver"] for each in message["not_reached"]] == [unknown]
    first = calls(capsys, town, warning, "--as", "ana", code=Exit.not_so)["calls"][0]
    assert (first["registered"], first["go_there"]) == (unknown, True)
    assert main(["do", town, f"WC {unknown} visited", "--as", "ana"]) == Exit.done
    calls(capsys, town, warning, "--as", "ana")
    with reading(folder) as look:
        (report,) = look.picture.reports.values()
        assert report.words is not None
        words = look.store.keys.open(report.words)
    assert words == "Ida Hall; cannot walk; oxygen at night"
    capsys.readouterr()
    assert main(["warn", "calls", town, warning, "--as", "dot"]) == Exit.not_so
    assert main(["registered", "list", town, "--as", "dot"]) == Exit.done
    seen = capsys.readouterr().out
    assert not any(each in seen for each in (*SECRETS, ida)), "a dispatcher sees neither"
    assert main(["registered", "list", town, "--as", "ana"]) == Exit.done
    assert "Ida Hall" in capsys.readouterr().out, "control"
    assert main(["registered", "leave", town, ida, "--as", "ana"]) == Exit.done
    assert "A report that a call about them opened keeps its words" in capsys.readouterr().out
    with reading(folder) as look:
        assert look.store.keys.is_forgotten(f"registered/{ida}")
        (report,) = look.picture.reports.values()
        assert report.words is not None
        assert look.store.keys.open(report.words) == words, "as it is told"
    kept = b"".join(each.read_bytes() for each in tmp_path.rglob("*") if each.is_file())
    assert not [each for each in SECRETS if each.encode() in kept]
    assert b"Riverside" in kept, "control: what is not sealed is found by this scan"
