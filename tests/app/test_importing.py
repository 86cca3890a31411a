"""Another system's records, from a file into the log, as somebody at a shell does it."""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tocsin.app.cli import main
from tocsin.app.outcome import Exit

pytestmark = pytest.mark.full

MAPPING = """
version = 1
source = "quay"
zone = "Europe/Lisbon"

[times]
formats = ["%Y-%m-%d %H:%M:%S"]

[types]
default_group = "other"

[types.map]
"Fire" = "fire.structure"

[[table]]
format = "csv"

[table.call]
id = "Call"
type = "Type"
address = "Where"

[table.call.times]
received = "Received"

[table.unit]
id = "Unit"

[table.unit.times]
dispatched = "Sent"
en_route = "Out"
on_scene = "There"
cleared = "Clear"
"""

HEAD = "Call,Type,Where,Received,Unit,Sent,Out,There,Clear"


def row(number: int, unit: str = "E1") -> str:
    """One unit's part in the call of this number: a minute a step, from noon."""
    hour, minute = divmod(number * 7, 60)
    times = [f"2026-03-02 {(12 + hour) % 24:02d}:{minute:02d}:{s:02d}" for s in (0, 10, 20, 40, 55)]
    return f"C{number},Fire,Quay {number},{times[0]},{unit},{','.join(times[1:])}"


@pytest.fixture
def town(tmp_path: Path) -> Path:
    folder = tmp_path / "town"
    assert main(["init", str(folder), "--name", "Port Ellery", "--zone", "Europe/Lisbon"]) == 0
    return folder


@pytest.fixture
def mapping(tmp_path: Path) -> Path:
    path = tmp_path / "quay.toml"
    path.write_text(MAPPING)
    return path


def export(path: Path, rows: list[str]) -> Path:
    path.write_text("\n".join([HEAD, *rows]) + "\n")
    return path


def imported(
    town: Path, file: Path, mapping: Path, capsys: pytest.CaptureFixture[str]
) -> dict[str, Any]:
    capsys.readouterr()
    assert main(["import", str(town), str(file), "--mapping", str(mapping), "--json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def measured(town: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, dict[str, float]]:
    capsys.readouterr()
    assert main(["measure", str(town), "response-times", "--json"]) == 0
    found: dict[str, dict[str, float]] = json.loads(capsys.readouterr().out)
    return found


def test_rows_become_facts_and_the_measures_come_from_the_log(
    town: Path, mapping: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = export(tmp_path / "march.csv", [row(n) for n in range(40)])
    account = imported(town, file, mapping, capsys)
    assert (account["rows"]["accepted"], account["rows"]["refused"]) == (40, 0)
    file.unlink()
    times = measured(town, capsys)
    assert (times["alarm_handling_s"]["p50"], times["alarm_handling_s"]["n"]) == (10, 40)
    assert times["turnout_s"]["p50"] == 10
    assert times["travel_s"]["p90"] == 20


def test_a_second_import_changes_nothing(
    town: Path, mapping: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = export(tmp_path / "march.csv", [row(n) for n in range(10)])
    first = imported(town, file, mapping, capsys)
    again = imported(town, file, mapping, capsys)
    assert again["facts"]["new"] == 0
    assert again["facts"]["known"] == first["facts"]["new"]
    assert again["position"] == first["position"]


def test_an_overlapping_export_adds_only_what_is_new(
    town: Path, mapping: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    imported(town, export(tmp_path / "a.csv", [row(n) for n in range(10)]), mapping, capsys)
    later = imported(
        town, export(tmp_path / "b.csv", [row(n) for n in range(5, 15)]), mapping, capsys
    )
    assert later["facts"]["known"] > 0
    assert measured(town, capsys)["travel_s"]["n"] == 15


def test_a_bad_row_is_refused_with_its_line_and_the_others_are_taken(
    town: Path, mapping: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [row(0), ",Fire,Quay,,E1,,,,", row(2)]
    account = imported(town, export(tmp_path / "dirty.csv", rows), mapping, capsys)
    assert (account["rows"]["accepted"], account["rows"]["refused"]) == (2, 1)
    refused = account["refused"]
    assert refused[0]["line"] == 3


def test_a_file_of_another_shape_is_refused_in_one_sentence_and_nothing_is_recorded(
    town: Path, mapping: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other.csv"
    other.write_text("a,b\n1,2\n")
    assert main(["import", str(town), str(other), "--mapping", str(mapping)]) == Exit.malformed
    assert "Call" in capsys.readouterr().err
    assert main(["verify", str(town), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["events"] == 2


def test_an_import_that_was_killed_is_taken_up_by_importing_again(
    town: Path, mapping: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = export(tmp_path / "march.csv", [row(n, f"E{n % 9}") for n in range(4000)])
    words = ["import", str(town), str(file), "--mapping", str(mapping)]
    going = subprocess.Popen([sys.executable, "-m", "tocsin.app.cli", *words])
    deadline = time.monotonic() + 60
    while _records(town, capsys) < 600 and time.monotonic() < deadline:
        time.sleep(0.05)
    going.send_signal(signal.SIGKILL)
    going.wait()
    cut = _records(town, capsys)
    assert cut >= 600
    account = imported(town, file, mapping, capsys)
    assert account["facts"]["known"] == cut - 2
    assert account["facts"]["refused"] == 0
    assert measured(town, capsys)["travel_s"]["n"] == 4000


def _records(town: Path, capsys: pytest.CaptureFixture[str]) -> int:
    capsys.readouterr()
    assert main(["verify", str(town), "--json"]) == 0
    found: int = json.loads(capsys.readouterr().out)["events"]
    return found


def test_check_proposes_a_mapping_that_imports_the_file(
    town: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = export(tmp_path / "march.csv", [row(n) for n in range(30)])
    capsys.readouterr()
    assert main(["import", "--check", str(file)]) == 0
    proposed = tmp_path / "proposed.toml"
    proposed.write_text(capsys.readouterr().out)
    assert imported(town, file, proposed, capsys)["rows"]["accepted"] == 30


SAN_FRANCISCO = "cad_san_francisco/sffd_calls_week_2016-12-31_2017-01-07.csv.gz"


def test_a_real_week_gives_its_known_times_from_the_log(
    reference: Path, town: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["import", str(town), str(reference / "data" / SAN_FRANCISCO)]
    assert main([*words, "--mapping", "san_francisco"]) == 0
    times = measured(town, capsys)
    assert (times["alarm_handling_s"]["p50"], times["alarm_handling_s"]["p90"]) == (119, 328)
    assert times["turnout_s"]["n"] == 7490
    assert (times["travel_s"]["n"], times["travel_s"]["missing"]) == (6150, 1554)
    assert (times["travel_s"]["p50"], round(times["travel_s"]["p90"])) == (227, 759)
