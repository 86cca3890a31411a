"""`tocsin cap`: exit codes, JSON, words; files, folders, pins, what is written."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tocsin.app.cli import main
from tocsin.gateways.cap import parse, render
from tocsin.gateways.cap.samples import cancelled, flood

MORNING = datetime(2026, 3, 2, 8, tzinfo=UTC)
FLOOD = flood(MORNING)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "flood.xml"
    path.write_bytes(render(FLOOD))
    return path


def told(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, dict[str, object]]:
    """The exit code and the object of `--json`."""
    capsys.readouterr()
    code = main(["cap", *map(str, words), "--json"])
    found = json.loads(capsys.readouterr().out)
    assert isinstance(found, dict)
    return code, found


def test_read_names_what_is_in_it_and_each_deviation(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, found = told(capsys, "read", file)
    assert (code, found["container"], found["is_valid"]) == (0, "alert", True)
    alerts = found["alerts"]
    assert isinstance(alerts, list)
    assert alerts[0]["identifier"] == "PE-w-0001"
    assert alerts[0]["sent"] == {
        "at": "2026-03-02T08:00:00Z",
        "written": "2026-03-02T08:00:00-00:00",
    }
    file.write_bytes(render(FLOOD).replace(b"<scope>Public</scope>\n", b""))
    code, found = told(capsys, "read", file)
    deviations = found["deviations"]
    assert isinstance(deviations, list)
    assert code == 0
    assert {"level": "schema", "code": "missing", "path": "alert/scope", "line": 2,
            "expected": "scope", "found": "", "taken": "none"} in deviations  # fmt: skip
    assert main(["cap", "read", str(file)]) == 0
    assert "alert/scope: expected scope; taken: none" in capsys.readouterr().out


def test_what_cannot_be_read_is_1_and_what_is_not_there_is_2(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_bytes(b"no xml")
    code, found = told(capsys, "read", file)
    assert (code, found["error"]) == (1, "not_so")
    assert found["unreadable"] == {
        "where": "line 1, column 1",
        "expected": "well-formed XML (Start tag expected, '<' not found)",
        "do": "ask the sender for the message as CAP 1.2 has it",
    }
    assert main(["cap", "read", str(file)]) == 1
    assert main(["cap", "check", str(file), "--profile", "oasis"]) == 1
    assert main(["cap", "read", str(file.parent / "none")]) == 2
    for words in (["cap", "read"], ["cap", "check", str(file)],
                  ["cap", "check", str(file), "--profile", "mine"]):  # fmt: skip
        with pytest.raises(SystemExit) as raised:
            main(words)
        assert raised.value.code == 2


def test_a_folder_is_every_file_in_it(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (file.parent / "b.xml").write_bytes(b"no")
    code, found = told(capsys, "read", file.parent)
    files = found["files"]
    assert isinstance(files, list)
    assert code == 1
    assert [Path(each["file"]).name for each in files] == ["b.xml", "flood.xml"]
    assert "unreadable" in files[0]
    assert files[1]["is_valid"]


def test_check_is_0_where_it_conforms_and_1_where_not(
    file: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    code, found = told(capsys, "check", file, "--profile", "oasis")
    assert (code, found["conforms"], found["findings"]) == (0, True, [])
    code, found = told(capsys, "check", file, "--profile", "ipaws")
    findings = found["findings"]
    assert isinstance(findings, list)
    assert (code, found["conforms"]) == (1, False)
    assert "ipaws-code" in [each["rule"] for each in findings]
    assert main(["cap", "check", str(file), "--profile", "cap-cp"]) == 1
    assert "must cap-cp-code, alert/code" in capsys.readouterr().out


def test_check_holds_a_file_against_a_schema_that_is_given(
    file: Path, capsys: pytest.CaptureFixture[str], reference: Path
) -> None:
    schema = reference / "standards" / "cap" / "xsd" / "CAP-v1.2.xsd"
    words = ("check", file, "--profile", "oasis", "--schema", schema)
    assert told(capsys, *words)[0] == 0
    file.write_bytes(render(FLOOD).replace(b">Actual<", b">Real<"))
    code, found = told(capsys, *words)
    lines = found["schema"]
    assert isinstance(lines, list)
    assert code == 1
    assert any("enumeration" in each for each in lines)


def test_verify_wants_a_pin_and_says_what_a_signature_is_worth(
    file: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    private, pin, out = tmp_path / "key", tmp_path / "pin", tmp_path / "signed.xml"
    pem = serialization.Encoding.PEM
    private.write_bytes(
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    pin.write_bytes(key.public_key().public_bytes(pem, form))
    assert main(["cap", "write", str(file), "--key", str(private), "--out", str(out)]) == 0
    code, found = told(capsys, "verify", out, "--pin", pin)
    assert (code, found["is_verified"]) == (0, True)
    code, found = told(capsys, "verify", file, "--pin", pin)
    assert (code, found["is_verified"]) == (1, False)
    assert main(["cap", "verify", str(file), "--pin", str(pin)]) == 1
    assert "unsigned: there is no signature" in capsys.readouterr().out
    assert main(["cap", "verify", str(out), "--pin", str(private)]) == 2
    assert "pin its public half" in capsys.readouterr().err
    assert main(["cap", "write", str(file), "--out", str(out)]) == 2, "it is there"


def test_write_gives_a_valid_message_or_says_what_forbids(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_bytes(render(FLOOD).replace(b"-00:00<", b"Z<").replace(b"cap:1.2", b"cap:1.1"))
    assert main(["cap", "write", str(file)]) == 0
    assert parse(capsys.readouterr().out.encode()).alerts == (FLOOD,)
    file.write_bytes(render(FLOOD).replace(b"<status>Actual</status>\n", b""))
    assert main(["cap", "write", str(file)]) == 1
    assert "alert/status: expected status" in capsys.readouterr().err
    assert main(["cap", "write", str(file), "--alert", "2"]) == 2


def test_chains_say_what_is_in_force(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (file.parent / "end.xml").write_bytes(render(cancelled(MORNING.replace(hour=10), FLOOD)))
    for hour, count in ((9, 1), (10, 0)):
        code, found = told(capsys, "chains", file.parent, "--at", f"2026-03-02T{hour:02}:00:00Z")
        force = found["in_force"]
        assert isinstance(force, list)
        assert (code, len(force)) == (0, count)
    assert main(["cap", "chains", str(file.parent)]) == 0
    assert "PE-w-0001 → PE-w-0002" in capsys.readouterr().out
    assert main(["cap", "chains", str(file), "--at", "noon"]) == 2
