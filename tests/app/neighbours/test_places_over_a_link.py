"""Two towns as two processes: places in a shelter are asked for, kept, used and given back."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.app.neighbours.test_lending_over_a_link import done_words
from tests.app.neighbours.test_stock_over_a_link import killed
from tests.app.neighbours.test_two_towns import Served, done, joined, ordered, typed
from tests.faults.two_processes import until
from tocsin.app.outcome import Exit

pytestmark = pytest.mark.full
WHERE = {"point": {"lat_udeg": 48_000_000, "lon_udeg": 11_000_000}}


@pytest.fixture
def towns(tmp_path: Path) -> Iterator[tuple[Served, Served]]:
    """Penford has a shelter with ten places; Weir End is its neighbour by the template."""
    for name, code in (("Penford", "PE"), ("Weir End", "WE")):
        done("init", str(tmp_path / code), "--name", name, "--code", code)
    hall = {"id": "PE-HALL", "name": "Hall", "kind": "shelter", "place": WHERE}
    register = ("--command", "RegisterFacility", "--fields", json.dumps(hall))
    done("do", str(tmp_path / "PE"), *register)
    counted = [{"kind": "people", "total": 10, "free": 10}]
    ordered(tmp_path / "PE", "ReportFacility", facility="PE-HALL", capacities=counted)
    both = Served(tmp_path / "PE"), Served(tmp_path / "WE")
    joined(*both)
    agree(tmp_path)
    yield both
    for each in both:
        each.stop()


def agree(folder: Path) -> None:
    """The template on shelters, signed at both ends."""
    text, there, back = (str(folder / name) for name in ("terms.toml", "there.json", "back.json"))
    template = done_words("agreement", "propose", str(folder / "PE"), "--template",
                          "shared_shelter", "--example")  # fmt: skip
    Path(text).write_text(template)
    say, other = ("--office", "Mayor"), ("--with", "WE", "--with-name", "Weir End")
    done("agreement", "propose", str(folder / "PE"), "--from", text, *other,
         "--border", "48.0,11.0", "--radius", "5000",
         "--sign", "--by", "Ruth Amsel", *say, "--out", there)  # fmt: skip
    done("agreement", "sign", str(folder / "WE"), there, "--by", "Tom Finch", *say, "--out", back)
    done("agreement", "sign", str(folder / "PE"), back)


def place(town: Served, deed: str, *words: str) -> dict[str, object]:
    return done("lend", "place", deed, str(town.folder), *words)


def loan(town: Served, name: str = "WE-P1") -> dict[str, object]:
    listed = place(town, "list")["place_loans"]
    assert isinstance(listed, list)
    return next((each for each in listed if each["id"] == name), {})


def says(town: Served, **wanted: object) -> None:
    def is_so() -> bool:
        found = loan(town)
        return all(found.get(name) == each for name, each in wanted.items())

    until(is_so, f"{town.folder.name}: {wanted}")


def test_places_are_asked_for_kept_used_and_given_back_though_both_are_killed(
    towns: tuple[Served, Served],
) -> None:
    home, there = towns
    place(there, "ask", "PE", "people", "6")
    says(home, state="asked", wanted=6)
    refused, facts = typed("lend", "place", "keep", str(home.folder), "WE-P1", "11", "PE-HALL")
    assert refused == Exit.refused
    assert "more_than_asked" in str(facts)
    place(home, "keep", "P1", "5", "PE-HALL")
    says(there, state="offered", offered=5)
    place(there, "accept", "P1", "--quantity", "4")
    says(home, state="agreed", reserved=4)
    place(there, "send", "P1", "3")
    says(home, on_the_way=3)
    killed(home, there)
    place(home, "arrive", "P1", "2")
    says(there, here=2, on_the_way=1)
    assert typed("lend", "place", "send", str(there.folder), "P1", "2")[0] == Exit.refused

    def is_seen() -> bool:
        found = str(there.region().get(("PE", "PE-HALL"), {}))
        return all(each in found for each in ("'free': 10", "'reserved': 2", "'came': 2"))

    until(is_seen, "the region shows what is free, kept and taken")
    place(home, "recall", "P1", "--by", "23:59")
    until(lambda: "recall_by" in str(loan(there)["keeper_says"]), "asked back")
    place(there, "turn", "P1", "1")
    place(there, "back", "P1")
    place(home, "leave", "P1", "2")
    for each in towns:
        says(each, state="over", here=0, reserved=0)
    assert loan(home)["borrower_says"] == loan(there)["borrower_says"]
    text = done_words("lend", "list", str(there.folder))
    assert "WE-P1" in text
