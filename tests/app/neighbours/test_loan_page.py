"""The page of one loan, from the first request to the return, with what it costs; its papers."""

import csv
import hashlib
import json
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.app.neighbours.test_lending_over_a_link import (
    handed_over,
    incident_of,
    sent_to,
    towns,
)
from tests.app.neighbours.test_stock_over_a_link import held, settled
from tests.app.neighbours.test_stock_over_a_link import towns as stock_towns
from tests.app.neighbours.test_two_towns import Served, done, typed
from tests.faults.two_processes import until
from tests.forked.calls import run
from tocsin.app.outcome import Exit

__all__ = ["stock_towns", "towns"]

pytestmark = pytest.mark.full


def page(town: Served, what: str, *more: str) -> dict[str, object]:
    return done("lend", "page", str(town.folder), what, *more)


def loan(town: Served, what: str, *more: str) -> dict[str, object]:
    found = page(town, what, *more)["loan"]
    assert isinstance(found, dict)
    return found


def says(town: Served, what: str) -> str:
    happened = page(town, what)["happened"]
    assert isinstance(happened, list)
    return "\n".join(str(each["says"]) for each in happened)


def test_the_page_of_a_unit_tells_its_course_its_hours_and_its_costs(
    towns: tuple[Served, Served], tmp_path: Path
) -> None:
    home, there = towns
    assert typed("lend", "page", str(home.folder), "E12")[0] == Exit.usage
    handed_over(home, there, "2.0", "offer", "WE")
    fire = incident_of(there)
    sent_to(there, fire)
    assert "ended_at" not in loan(home, "E12")
    handed_over(there, home, "2.1", "return")
    for town in towns:
        found = loan(town, "E12")
        assert (found["home"], found["borrower"], found["kind"]) == ("PE", "WE", "engine")
        assert "ended_at" in found
    assert loan(there, "E12")["incidents"] == [fire]
    assert "E12 released to WE" in says(home, "E12")
    assert run("user", "add", str(home.folder), "ed", "--role", "crew").returncode == 0
    as_crew = run("lend", "page", str(home.folder), "E12", "--as", "ed")
    assert as_crew.returncode == Exit.usage, "a crew does not read the entries"
    assert b"WE" not in as_crew.stdout
    told = page(home, "E12")
    assert told["totals"] == {"EUR": 0}
    costs = told["costs"]
    assert isinstance(costs, list)
    by_what = {each["rate"]["what"]: each for each in costs}
    assert by_what["unit with crew"]["total"] == 0, "the first hours are free"
    assert "total" not in by_what["distance driven"], "nobody measured it"
    paper, table = tmp_path / "loan.pdf", tmp_path / "loan.csv"
    page(home, "E12", "--csv", str(table))
    printed = run("lend", "page", str(home.folder), "E12", "--pdf", str(paper), "--json")
    assert json.loads(printed.stdout)["sha256"] == hashlib.sha256(paper.read_bytes()).hexdigest()
    text = " ".join(" ".join(each.extract_text() for each in PdfReader(paper).pages).split())
    for each in ("Loan of PE-E12", "PE lends, WE borrows", "unit with crew", "Signature"):
        assert each in text
    with table.open() as rows:
        read = list(csv.DictReader(rows))
    assert {each["part"] for each in read} == {"record", "cost"}
    assert [each["rate"] for each in read if each["what"] == "unit with crew"] == ["120.00"]
    handed_over(home, there, "3.0", "offer", "WE")
    assert loan(home, "E12")["begun_at"] > loan(home, "E12", "--epoch", "2")["begun_at"]  # type: ignore[operator]
    assert typed("lend", "page", str(home.folder), "E12", "--epoch", "7")[0] == Exit.usage


def test_the_page_of_stock_says_what_was_not_given_back_and_what_that_costs(
    stock_towns: tuple[Served, Served], tmp_path: Path
) -> None:
    home, there = stock_towns
    done("lend", "lot", str(home.folder), "sandbags", "500", "WE")
    until(lambda: held(there) == 500, "accepted")
    done("stock", "use", str(there.folder), "sandbags", "300", "--reason", "=1+1")
    done("lend", "lot-return", str(there.folder), "sandbags", "200")
    until(lambda: held(home) == 400, "given back")
    settled(home, there)
    until(lambda: loan(home, "sandbags").get("gone") == 300, "home knows what was used")
    for town in stock_towns:
        found = loan(town, "sandbags")
        assert (found["lent"], found["returned"], found["gone"]) == (500, 200, 300)
        assert "ended_at" in found
        assert page(town, "sandbags")["totals"] == {"EUR": 300 * 80}
    table = tmp_path / "stock.csv"
    page(there, "sandbags", "--csv", str(table))
    with table.open() as rows:
        read = list(csv.DictReader(rows))
    (paid,) = [each for each in read if each["what"] == "sandbag not returned"]
    assert (paid["quantity"], paid["rate"], paid["amount"]) == ("300.000", "0.80", "240.00")
    assert not any(each["what"].startswith(("=", "+", "-", "@")) for each in read)
    assert typed("lend", "page", str(home.folder), "sandbags", "--with", "XX")[0] == Exit.usage
