"""What the documents say holds: commands and code run, links lead somewhere, pages are fresh."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from docs import generate
from tests.forked.calls import standing_in
from tests.house.pages import Block, Order, blocks, orders, pages
from tests.needs import ROOT, reference_folder

PAGES = [path.relative_to(ROOT).as_posix() for path in pages(ROOT)]
FENCED = re.compile(r"^(`{3,}).*?^\1$", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\[[^\]]*\]\((?P<target>[^)\s#]+)(?:#[^)]*)?\)")
STARTED = 4
"""So many of the first lines of README.md are not forked."""


def run(
    command: list[str], scratch: Path, *, is_forked: bool = True
) -> subprocess.CompletedProcess[str]:
    """Run one command of a page in its scratch folder, with this environment's tocsin.

    Its calls are forked (`tests/forked`), or start as a reader's do.
    """
    folders = [Path(sys.executable).parent, os.environ["PATH"]]
    if is_forked:
        folders.insert(0, standing_in())
    env = dict(os.environ) | {"PATH": os.pathsep.join(map(str, folders))}
    reference = ROOT / env.get("TOCSIN_REFERENCE", "../shared")
    env["TOCSIN_REFERENCE"] = str(reference.resolve())
    return subprocess.run(
        command,
        cwd=scratch,
        env=env,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def furnished(scratch: Path) -> Path:
    """A scratch folder in which `bin/…` and `docs/…` are those of this checkout."""
    scratch.mkdir()
    for name in ("bin", "docs"):
        (scratch / name).symlink_to(ROOT / name)
    return scratch


def check_orders(page: list[Block], scratch: Path) -> None:
    """Run a page's command lines in order; each must end as it says it does.

    The first of README.md start as a reader's do: a call is the same however its process began
    (`tests/forked/test_calls.py`).
    """
    started = 0 if scratch.name == "README.md" else STARTED
    for block in page:
        if block.is_run and block.needs_reference:
            reference_folder()
        if not block.is_run or block.language == "python":
            continue
        for order in orders(block):
            result = run(["sh", "-c", order.line], scratch, is_forked=started >= STARTED)
            started += 1
            said = f"line {block.line}: {order.line}\n{result.stdout}{result.stderr}"
            assert result.returncode == order.code, said


def check_programs(page: list[Block], scratch: Path) -> None:
    """Run a page's Python blocks as one program."""
    text = "\n".join(b.text for b in page if b.is_run and b.language == "python")
    if text:
        result = run([sys.executable, "-c", text], scratch)
        assert result.returncode == 0, result.stderr


@pytest.mark.full
@pytest.mark.parametrize("page", PAGES)
def test_the_commands_and_code_of_a_page_run(page: str, tmp_path: Path, on_disk: Path) -> None:
    text = (ROOT / page).read_text()
    found = blocks(text)
    scratch = furnished((on_disk if "tocsin doctor" in text else tmp_path) / Path(page).name)
    check_orders(found, scratch)
    check_programs(found, scratch)


@pytest.mark.parametrize("page", PAGES)
def test_a_block_that_is_not_run_says_why(page: str) -> None:
    for block in blocks((ROOT / page).read_text()):
        if block.options:
            assert re.fullmatch(r"no-run: \S.{8,}|needs: reference", block.options), block


@pytest.mark.parametrize("page", PAGES)
def test_the_links_of_a_page_lead_somewhere(page: str) -> None:
    prose = FENCED.sub("", (ROOT / page).read_text())
    targets = [match["target"] for match in LINK.finditer(prose)]
    inside = [target for target in targets if not re.match(r"https?:|mailto:", target)]
    assert [t for t in inside if not ((ROOT / page).parent / t).exists()] == []


def test_a_page_whose_command_fails_is_noticed(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="line 1: false"):
        check_orders([Block("sh", "", "true\nfalse", 1)], tmp_path)
    with pytest.raises(AssertionError, match="line 1: true"):
        check_orders([Block("console", "", "$ true  # exits 1", 1)], tmp_path)
    with pytest.raises(AssertionError, match="ZeroDivisionError"):
        check_programs([Block("python", "", "1 / 0", 1)], tmp_path)


def test_blocks_are_read_as_a_reader_reads_them() -> None:
    page = "```console\n$ a \\\n> b\nshown\n$ c  # exits 2\n```\n"
    page += "```sh no-run: it would ask you\nd\n```"
    first, second = blocks(page)
    assert orders(first) == [Order("a b", 0), Order("c  # exits 2", 2)]
    assert first.is_run
    assert not second.is_run
    with pytest.raises(AssertionError, match="line 1 is not closed"):
        blocks("```sh\nnever closed")


def test_every_document_a_stranger_looks_for_is_there() -> None:
    wanted = {"README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "docs/README.md"}
    assert wanted <= set(PAGES)
    assert (ROOT / "LICENSE").read_text().split()[:2] == ["Apache", "License"]


def test_the_index_of_the_documents_names_every_page() -> None:
    index = (ROOT / "docs" / "README.md").read_text()
    named = {match["target"] for match in LINK.finditer(index)}
    inside = [Path(p).relative_to("docs") for p in PAGES if p.startswith("docs/")]
    unnamed = [
        page.as_posix()
        for page in inside
        if page.as_posix() not in named
        and not any(parent.as_posix() + "/" in named for parent in page.parents)
    ]
    assert [page for page in unnamed if page != "README.md" and "decisions" not in page] == []


@pytest.mark.parametrize("page", generate.PAGES)
def test_a_generated_page_says_so_and_is_fresh(page: str) -> None:
    assert (ROOT / page).read_text().splitlines()[0] == generate.FIRST_LINE
    fresh = generate.is_fresh(ROOT / page, generate.PAGES[page]())
    assert fresh, "run `.venv/bin/python docs/generate.py`"


def test_a_page_that_is_not_fresh_is_noticed(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    assert not generate.is_fresh(page, "text")
    page.write_text(f"{generate.FIRST_LINE}\ntext")
    assert generate.is_fresh(page, "text")
    assert not generate.is_fresh(page, "other text")


def test_every_page_that_says_it_is_generated_is_kept_fresh() -> None:
    saying = {p for p in PAGES if (ROOT / p).read_text().startswith(generate.FIRST_LINE)}
    assert saying == set(generate.PAGES)


def test_every_decision_says_what_was_chosen_given_up_and_how_it_would_show_to_be_wrong() -> None:
    for path in sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md")):
        headings = re.findall(r"^## (.*)$", path.read_text(), re.MULTILINE)
        assert headings[-3:] == ["Chosen", "Given up", "How we would know we were wrong"], path.name
