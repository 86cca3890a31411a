"""`tocsin agreement`: two towns on one machine agree by files that they carry to each other."""

import json
import subprocess
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.app.test_cli import as_json, said
from tests.forked.calls import run
from tocsin.app.agreements.drawing_up import TEMPLATES, template
from tocsin.app.outcome import Exit
from tocsin.app.wiring import reading

pytestmark = pytest.mark.full

NAME = "KW-PE-mutual-aid"


@pytest.fixture
def towns(tmp_path: Path) -> tuple[Path, Path]:
    """Perry and Kirk Wold."""
    perry, kirk = tmp_path / "perry", tmp_path / "kirk"
    for folder, name, code in ((perry, "Perry", "PE"), (kirk, "Kirk Wold", "KW")):
        done = run("init", str(folder), "--name", name, "--code", code, "--officer", "ada")
        assert done.returncode == 0, said(done)
    return perry, kirk


def agreement(deed: str, town: Path, *words: str) -> dict[str, object]:
    """One call that must be granted, as JSON."""
    done = tried(deed, town, *words, "--json")
    assert done.returncode == 0, said(done)
    return as_json(done)


def tried(deed: str, town: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    return run("agreement", deed, str(town), *words)


def agreed(towns: tuple[Path, Path], tmp_path: Path) -> None:
    """In force in both."""
    perry, kirk = towns
    one, two = str(tmp_path / "one.json"), str(tmp_path / "two.json")
    options = ("--template", "mutual_aid", "--with", "KW", "--with-name", "Kirk Wold")
    agreement("propose", perry, *options, "--area", "B01", "--sign", "--out", one)
    assert agreement("sign", kirk, one, "--out", two)["state"] == "in_force"
    assert agreement("sign", perry, two)["state"] == "in_force"


def is_shown(town: Path, partner: str) -> bool:
    """Whether a partner is shown anything."""
    with reading(town) as look:
        return partner in look.picture.agreements


def test_a_file_goes_there_and_back_and_both_hold_the_same_version(
    towns: tuple[Path, Path], tmp_path: Path
) -> None:
    agreed(towns, tmp_path)
    digests = set()
    for town, partner in zip(towns, ("KW", "PE"), strict=True):
        (found,) = json.loads(tried("list", town, "--json").stdout)["agreements"]
        assert found["state"] == "in_force"
        assert found["partner"] == partner
        digests.add(found["in_force"])
        version = agreement("show", town, partner)["version"]
        assert isinstance(version, dict)
        assert {each["town"] for each in version["signatures"]} == {"KW", "PE"}
        assert tried("verify", town).returncode != 0, "no such deed"
        assert run("verify", str(town)).returncode == 0
    assert len(digests) == 1


def test_what_is_changed_on_the_way_is_not_taken_in(
    towns: tuple[Path, Path], tmp_path: Path
) -> None:
    perry, kirk = towns
    path = tmp_path / "one.json"
    options = ("--template", "shared_stock", "--with", "KW", "--sign", "--out", str(path))
    agreement("propose", perry, *options)
    before = path.read_text()
    path.write_text(before.replace("sandbags", "sandbagz"))
    refused = tried("sign", kirk, str(path))
    assert refused.returncode == Exit.refused
    assert "is not signed by PE" in said(refused)
    assert json.loads(tried("list", kirk, "--json").stdout)["agreements"] == []
    path.write_text(before)
    assert agreement("sign", kirk, str(path))["state"] == "in_force"


def test_an_amendment_is_compared_in_words_and_takes_both(
    towns: tuple[Path, Path], tmp_path: Path
) -> None:
    agreed(towns, tmp_path)
    perry, kirk = towns
    draft = json.loads(tried("show", kirk, NAME, "--draft").stdout)
    draft["own"]["lending"]["most_units"] = 3
    draft["ends_at"] = "2030-01-01"
    path, out = tmp_path / "draft.json", tmp_path / "out.json"
    path.write_text(json.dumps(draft))
    done = agreement("amend", kirk, NAME, "--from", str(path), "--sign", "--out", str(out))
    assert done["state"] == "in_force"
    agreement("receive", perry, str(out))
    found = agreement("diff", perry, NAME)
    differences = found["differences"]
    assert isinstance(differences, list)
    assert [each["key"] for each in differences] == ["KW/lending/most_units", "ends_at"]
    said_ = {
        language: tried("diff", perry, NAME, "--language", language).stdout.decode()
        for language in ("en", "de", "ar")
    }
    assert "No more than 3 units at once (was: No more than 2 units at once)" in said_["en"]
    assert "Höchstens 3 Einheiten zugleich (bisher:" in said_["de"]
    assert "وحدات على الأكثر" in said_["ar"]
    agreement("sign", perry, NAME, "--out", str(out))
    agreement("receive", kirk, str(out))
    for town in towns:
        (each,) = json.loads(tried("list", town, "--json").stdout)["agreements"]
        assert each["number"] == 2


def test_a_suspension_reaches_the_partner_by_file_and_is_lifted_by_who_imposed_it(
    towns: tuple[Path, Path], tmp_path: Path
) -> None:
    agreed(towns, tmp_path)
    perry, kirk = towns
    assert is_shown(perry, "KW")
    out = str(tmp_path / "out.json")
    agreement("suspend", perry, NAME, "--reason", "flood at home", "--out", out)
    assert not is_shown(perry, "KW")
    assert agreement("receive", kirk, out)["state"] == "suspended"
    refused = tried("resume", kirk, NAME, "--reason", "we want it")
    assert refused.returncode == Exit.refused
    agreement("resume", perry, NAME, "--reason", "dry again", "--out", out)
    assert agreement("receive", kirk, out)["state"] == "in_force"
    assert is_shown(perry, "KW")
    agreement("end", kirk, NAME, "--reason", "a county now", "--out", out)
    assert agreement("receive", perry, out)["state"] == "ended"
    assert "a county now" in tried("show", perry, NAME).stdout.decode()


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_template_can_be_proposed_and_is_printed_as_an_example(
    name: str, towns: tuple[Path, Path], tmp_path: Path
) -> None:
    perry, _ = towns
    example = tried("propose", perry, "--template", name, "--example")
    path = tmp_path / "own.toml"
    path.write_bytes(example.stdout)
    assert template(name).kind.value == name
    options = ("--with", "KW", "--border", "-33.9,18.4", "--radius", "5000")
    first = agreement("propose", perry, "--template", name, *options)
    again = agreement("propose", perry, "--from", str(path), "--name", "by-file", *options)
    assert first["state"] == again["state"] == "proposed"


def test_a_version_is_printed_the_same_each_time_with_all_it_says(
    towns: tuple[Path, Path], tmp_path: Path
) -> None:
    agreed(towns, tmp_path)
    perry, kirk = towns
    digest = agreement("show", perry, NAME)["in_force"]
    hashes = set()
    for number, town in enumerate((perry, perry, kirk)):
        out = tmp_path / f"{number}.pdf"
        agreement("pdf", town, NAME, "--out", str(out))
        content = out.read_bytes()
        hashes.add((town, content))
        pages = [each.extract_text() for each in PdfReader(out).pages]
        text = " ".join(" ".join(pages).split())
        for said_ in ("No more than 2 units at once", "Costs and liability", "Kirk Wold (KW)"):
            assert said_ in text
        assert all(str(digest) in page for page in pages), "each page names the version"
        assert f"1 / {len(pages)}" in pages[0]
    assert len({content for town, content in hashes if town == perry}) == 1
    for language, word in (("de", "Höchstens 2 Einheiten zugleich"), ("ar", "KW-PE-mutual-aid")):
        out = tmp_path / f"{language}.pdf"
        agreement("pdf", perry, NAME, "--language", language, "--out", str(out))
        text = " ".join(PdfReader(out).pages[0].extract_text().split())
        assert word in text
    assert b"NotoSansArabic" in (tmp_path / "ar.pdf").read_bytes()


def test_the_signed_paper_is_on_record_by_its_hash(
    towns: tuple[Path, Path], tmp_path: Path
) -> None:
    agreed(towns, tmp_path)
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(b"%PDF signed by hand")
    agreement("paper", towns[0], NAME, "--signed", str(scan), "--note", "archive 12")
    version = agreement("show", towns[0], NAME)["version"]
    assert isinstance(version, dict)
    (paper,) = version["papers"]
    assert paper["note"] == "archive 12"
    assert len(paper["sha256"]) == 64


def test_what_is_wrong_is_said_in_a_sentence(towns: tuple[Path, Path], tmp_path: Path) -> None:
    perry, _ = towns
    bad = tmp_path / "bad.toml"
    bad.write_text('kind = "mutual_aid"\ntitle = "x"\nhats = 3\n')
    for words, part in (
        (("propose", "--template", "hats", "--with", "KW"), "no template"),
        (("propose", "--with", "KW"), "--template"),
        (("propose", "--template", "mutual_aid"), "--with"),
        (("propose", "--from", str(bad), "--with", "KW"), "hats"),
        (("propose", "--template", "data_sharing", "--with", "PE"), "parties"),
        (("sign", "nothing"), "0 agreements"),
        (("receive", str(bad)), "does not carry"),
    ):
        done = tried(words[0], perry, *words[1:])
        assert done.returncode in (Exit.usage, Exit.malformed), said(done)
        assert part in said(done), words
