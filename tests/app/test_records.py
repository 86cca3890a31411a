"""`tocsin records`: from the request to a folder that anybody can check; restarts in between."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from tests.app.test_cli import as_json, master, said, town
from tests.app.test_holding import archive
from tests.forked.calls import run
from tests.operations.test_redaction import RULES
from tocsin.app.outcome import Exit, Told
from tocsin.app.records.checking import verified
from tocsin.app.records.packing import LABEL
from tocsin.log import SeededEntropy
from tocsin.log.signing import TownKey
from tocsin.operations.picture.policy import KindFields

__all__ = ["master", "town"]

pytestmark = pytest.mark.full

FIELDS = (
    KindFields("incidents", ("id", "number", "opened_at", "type", "place", "summary")),
    KindFields("narratives", ("subject", "entries")),
)
HOSTILE = "=HYPERLINK(1) <script>alert(1)</script> &amp; \u202egpj.exe"


def done(*words: str) -> str:
    """What a verb says that has to succeed."""
    found = run("records", *words)
    assert found.returncode == 0, said(found)
    return found.stdout.decode()


def an_incident(town: Path, summary: str) -> str:
    fields = {"type": "fire.structure", "summary": summary, "place": {"words": "quay 4"}}
    order = ("--command", "OpenIncident", "--fields", json.dumps(fields), "--json")
    subjects = as_json(run("do", str(town), *order))["subjects"]
    assert isinstance(subjects, list)
    return str(subjects[0])


def a_request(town: Path, *incidents: str) -> str:
    rules = msgspec.json.encode(msgspec.structs.replace(RULES, fields=FIELDS)).decode()
    adopted = run("do", str(town), "--command", "AdoptRedactionRules", "--fields", rules)
    assert adopted.returncode == 0, said(adopted)
    asked = ("--kind", "public_records", "--what", "the fire", "--from", "Zebulon Pike", "--json")
    subjects = json.loads(done("open", str(town), *asked))["subjects"]
    request = str(subjects[-1])
    if incidents:
        done("add", str(town), request, *incidents)
    return request


def test_what_is_withheld_is_in_no_file_and_the_folder_can_be_checked(
    town: Path, tmp_path: Path
) -> None:
    incident = an_incident(town, "smoke; Jane Roe rang, Jane Roe is out")
    over = an_incident(town, "Jane Roe fell")
    assert run("do", str(town), f'CL {over} "home').returncode == 0
    archive(town, over)
    request = a_request(town, incident, over)
    withheld = ("--text", "Jane Roe", "--exemption", "b6")
    for each in (incident, over):
        done("withhold", str(town), request, each, "summary", *withheld)
    done("withhold", str(town), request, incident, "place/words", "--exemption", "b6")
    out, again = tmp_path / "out", tmp_path / "again"
    told = json.loads(done("produce", str(town), request, "--out", str(out), "--json"))
    assert told["incidents"] == 2
    done("produce", str(town), request, "--out", str(again))
    files = {each.name: each.read_bytes() for each in out.iterdir()}
    assert files == {each.name: each.read_bytes() for each in again.iterdir()}
    for name, content in files.items():
        for secret in (b"Jane", b"Roe", b"Zebulon"):
            assert secret not in content, name
    summaries = files["incidents.json"].decode()
    assert "smoke; [withheld: b6] rang, [withheld: b6] is out" in summaries
    assert "[withheld: b6] fell" in summaries, "the archived one is given too"
    listed = json.loads(files["withheld.json"])["withheld"]
    assert {"b6", "ops"} == {each["exemption"] for each in listed}
    assert ("place/words", "5 USC 552 (b)(6)") in {
        (each["field"], each["citation"]) for each in listed
    }
    (row,) = json.loads(done("list", str(town), "--json"))["requests"]
    assert [each["digest"] for each in row["productions"]] == [told["digest"]] * 2
    key = done("key", str(town)).strip()
    assert as_json(run("records", "check", str(out), "--key", key, "--json"))["is_genuine"] is True


NAMES = ("incidents.json", "incidents.csv", "index.html", "manifest.json", "manifest.sig")


def test_a_changed_a_missing_and_an_added_file_are_found(town: Path, tmp_path: Path) -> None:
    request = a_request(town, an_incident(town, "smoke"))
    out = tmp_path / "out"
    done("produce", str(town), request, "--out", str(out))
    key = verified(out, None).public_key
    assert run("records", "check", str(out), "--key", "0" * 64).returncode == Exit.damaged
    for name in NAMES:
        content = (out / name).read_bytes()
        for spoilt in (content.replace(b"e", b"f", 1), content[:-2], None):
            copy = tmp_path / "copy"
            shutil.copytree(out, copy)
            (copy / name).unlink()
            if spoilt is not None:
                (copy / name).write_bytes(spoilt)
            with pytest.raises(Told):
                verified(copy, key)
            shutil.rmtree(copy)
    (out / "more.txt").write_text("x")
    with pytest.raises(Told):
        verified(out, key)


def test_a_signature_is_as_it_was_written_and_what_a_stranger_wrote_moves_no_cursor(
    town: Path, tmp_path: Path
) -> None:
    request = a_request(town, an_incident(town, "smoke"))
    out = tmp_path / "out"
    done("produce", str(town), request, "--out", str(out))
    signature = (out / "manifest.sig").read_bytes()
    assert verified(out, None).origin.request == request, "the control"
    for spoilt in (signature[:-1] + b"\x0b", signature.upper(), b" " + signature, signature * 2):
        (out / "manifest.sig").write_bytes(spoilt)
        with pytest.raises(Told):
            verified(out, None)
    (out / "manifest.sig").write_bytes(signature)
    (out / "\x1b[2Jall well").write_text("x")
    found = run("records", "check", str(out))
    assert found.returncode == Exit.damaged
    assert "all well" in said(found)
    assert "\x1b" not in said(found)
    stranger = TownKey.drawn(SeededEntropy(3))
    (out / "\x1b[2Jall well").unlink()
    manifest = json.loads((out / "manifest.json").read_bytes())
    manifest["public_key"] = stranger.public.hex()
    manifest["origin"]["request"] = "\x1b[2JSigned with the key you gave."
    content = json.dumps(manifest).encode()
    (out / "manifest.json").write_bytes(content)
    (out / "manifest.sig").write_text(f"{stranger.sign(LABEL, content).hex()}\n")
    found = run("records", "check", str(out))
    assert found.returncode == Exit.done
    assert "\x1b" not in found.stdout.decode()
    (out / "manifest.json").write_bytes(b'{"origin":{"x":' + b"[" * 100_000)
    found = run("records", "check", str(out))
    assert found.returncode == Exit.malformed
    assert len(said(found).splitlines()) == 1


def test_more_subjects_than_one_order_holds_are_several_orders(town: Path) -> None:
    incident = an_incident(town, "smoke")
    request = a_request(town)
    reports = [f"report/PE-r{each}" for each in range(701)]
    done("add", str(town), request, incident, *reports)
    (row,) = json.loads(done("list", str(town), "--json"))["requests"]
    assert (len(row["incidents"]), len(row["reports"])) == (1, 701)
    done("drop", str(town), request, incident, *reports)
    (row,) = json.loads(done("list", str(town), "--json"))["requests"]
    assert not row.get("incidents")
    assert not row.get("reports")


def test_withheld_words_that_would_leave_elsewhere_are_told_of(town: Path) -> None:
    incident = an_incident(town, "Jane Roe rang, JANE ROE is out")
    other = an_incident(town, "a ladder for jane roe")
    request = a_request(town, incident, other)
    wanted = ("withhold", str(town), request, incident, "summary", "--exemption", "b6", "--text")
    says = done(*wanted, "Jane Roe")
    assert f"incidents/{incident} summary" in says, "spelled otherwise there"
    assert f"incidents/{other} summary" in says
    found = json.loads(done(*wanted, "JANE ROE", "--json"))
    assert found["also_in"] == [f"incidents/{other} summary"]
    assert "would still leave" not in done(*wanted, "is out")


def test_hostile_words_stay_words(town: Path, tmp_path: Path) -> None:
    incident = an_incident(town, HOSTILE)
    long = an_incident(town, "é" * 10_000)
    request = a_request(town, incident, long)
    out = tmp_path / "out"
    done("produce", str(town), request, "--out", str(out))
    page = (out / "index.html").read_text()
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp;amp;" in page
    assert "\u202e" not in page, "a mark that turns the writing is shown by its number"
    assert "U+202E" in page
    assert "é" * 10_000 in page
    sheet = (out / "incidents.csv").read_text(encoding="utf-8-sig")
    assert "'=HYPERLINK" in sheet
    given = json.loads((out / "incidents.json").read_text())["incidents"]
    told = {
        s["fields"]["summary"]
        for part in given
        for s in part["subjects"]
        if "summary" in s["fields"]
    }
    assert told == {HOSTILE, "é" * 10_000}


def test_what_is_not_there_or_not_for_the_asker_is_said_in_a_line(
    town: Path, tmp_path: Path
) -> None:
    incident = an_incident(town, "smoke")
    request = a_request(town, incident)
    assert run("user", "add", str(town), "d7", "--role", "dispatcher").returncode == 0
    out = str(tmp_path / "out")
    wrong: list[tuple[tuple[str, ...], Exit]] = [
        (("show", str(town), "PE-q0"), Exit.usage),
        (("show", str(town), request, "--as", "d7"), Exit.refused),
        (("produce", str(town), request, "--out", out, "--as", "d7"), Exit.refused),
        (("produce", str(town), request, "--out", str(tmp_path)), Exit.usage),
        (("add", str(town), request, "PE-000000-0000"), Exit.usage),
        (
            ("withhold", str(town), request, incident, "summary", "--text", "no such",
             "--exemption", "b6"),
            Exit.usage,
        ),
        (
            ("withhold", str(town), request, incident, "summary", "--span", "0:99",
             "--exemption", "b6"),
            Exit.usage,
        ),
        (("check", str(town)), Exit.damaged),
    ]  # fmt: skip
    for words, code in wrong:
        found = run("records", *words)
        assert found.returncode == code, (words, said(found))
        assert len(said(found).splitlines()) == 1
    assert not (tmp_path / "out").exists()


def test_the_page_speaks_the_towns_language(tmp_path: Path) -> None:
    folder = tmp_path / "stadt"
    founded = run("init", str(folder), "--name", "Stadt", "--code", "ST", "--language", "de-AT",
                  "--kind", "Exercise")  # fmt: skip
    assert founded.returncode == 0, said(founded)
    request = a_request(folder, an_incident(folder, "Rauch"))
    done("produce", str(folder), request, "--out", str(tmp_path / "out"))
    page = (tmp_path / "out" / "index.html").read_text()
    assert '<html lang="de">' in page
    assert "Übung" in page, "an answer from an exercise says so"


def test_a_served_town_answers_requests_too(town: Path, tmp_path: Path) -> None:
    incident = an_incident(town, "smoke")
    served = [sys.executable, "-m", "tocsin.app.cli", "serve", str(town), "--port", "0", "--json"]
    with subprocess.Popen(served, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            assert process.stdout.readline(), "it is served"
            request = a_request(town, incident)
            done("withhold", str(town), request, incident, "summary", "--exemption", "b6")
            done("produce", str(town), request, "--out", str(tmp_path / "out"))
        finally:
            process.terminate()
            process.wait(30)
    assert b"smoke" not in (tmp_path / "out" / "incidents.json").read_bytes()
    reason = ("--outcome", "answered", "--reason", "sent by post")
    done("close", str(town), request, *reason)
