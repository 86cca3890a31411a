"""Two towns as two processes lend each other sandbags, as people do it at the command line."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.app.neighbours.test_lending_over_a_link import done_words
from tests.app.neighbours.test_two_towns import Served, done, joined, typed
from tests.faults.two_processes import until
from tocsin.app.outcome import Exit

pytestmark = pytest.mark.full


@pytest.fixture
def towns(tmp_path: Path) -> Iterator[tuple[Served, Served]]:
    """Penford has 700 sandbags; Weir End is its neighbour under an agreement on stock."""
    for name, code in (("Penford", "PE"), ("Weir End", "WE")):
        done("init", str(tmp_path / code), "--name", name, "--code", code)
    done("stock", "register", str(tmp_path / "PE"), "sandbags", "700", "Quay depot")
    both = Served(tmp_path / "PE"), Served(tmp_path / "WE")
    joined(*both)
    agree(tmp_path)
    yield both
    for each in both:
        each.stop()


def agree(folder: Path) -> None:
    """The template on stock, with pumps, signed at both ends."""
    text, there, back = (str(folder / name) for name in ("terms.toml", "there.json", "back.json"))
    template = done_words("agreement", "propose", str(folder / "PE"), "--template", "shared_stock",
                          "--example")  # fmt: skip
    pumps = '    { kind = "pump", quantity = 1 },\n    { kind = "radios"'
    Path(text).write_text(template.replace('    { kind = "radios"', pumps))
    say, other = ("--office", "Mayor"), ("--with", "WE", "--with-name", "Weir End")
    done("agreement", "propose", str(folder / "PE"), "--from", text, *other,
         "--sign", "--by", "Ruth Amsel", *say, "--out", there)  # fmt: skip
    done("agreement", "sign", str(folder / "WE"), there, "--by", "Tom Finch", *say, "--out", back)
    done("agreement", "sign", str(folder / "PE"), back)


def lot(town: Served, name: str = "PE-SANDBAGS") -> dict[str, object]:
    """The lot as a town's own log has it."""
    listed = done("stock", "list", str(town.folder))["lots"]
    assert isinstance(listed, list)
    return next((each for each in listed if each["id"] == name), {})


def held(town: Served, name: str = "PE-SANDBAGS") -> object:
    return lot(town, name).get("quantity", 0)


def on_the_way(town: Served) -> list[str]:
    """What was let go of and not receipted."""
    listed = done("stock", "list", str(town.folder))["lot_transfers"]
    assert isinstance(listed, list)
    own = [each for each in listed if each["by"] == town.folder.name]
    return [str(each["id"]) for each in own if "receipted_at" not in each]


def lent_to(home: Served, town: str = "WE") -> dict[str, object]:
    parts = lot(home).get("lent", [])
    assert isinstance(parts, list)
    return next((each for each in parts if each["town"] == town), {})


def settled(*towns: Served) -> None:
    until(lambda: not any(on_the_way(each) for each in towns), "nothing is on the way")


def killed(*towns: Served) -> None:
    """`kill -9`, and up again: each reads all that the other tells once more."""
    for each in towns:
        each.process.kill()
        each.start()


def test_five_hundred_sandbags_go_and_what_is_left_comes_back(
    towns: tuple[Served, Served],
) -> None:
    """The eighth afternoon of the protocol, with either side killed at each step, twice."""
    home, there = towns
    assert typed("lend", "lot", str(home.folder), "sandbags", "501", "WE")[0] == Exit.refused
    killed(home, there)
    done("lend", "lot", str(home.folder), "sandbags", "500", "WE")
    for _ in range(2):  # with the first reading, the slice comes three times
        killed(there, home)
        until(lambda: held(there) == 500, "accepted")
        settled(home, there)
    done("stock", "count", str(there.folder), "sandbags", "498", "--reason", "two burst")
    killed(home, there)
    done("stock", "use", str(there.folder), "sandbags", "300")
    killed(there, home)
    asked_back(home, there)
    done("lend", "lot-return", str(there.folder), "sandbags", "198")
    killed(home, there)
    until(lambda: held(home) == 398, "given back")
    settled(home, there)
    assert held(there) == 0
    until(
        lambda: lent_to(home).get("told") is not None and left(home) == 0, "home knows what is gone"
    )
    told = lent_to(home)["told"]
    assert isinstance(told, dict)
    assert (told["used"], told["lost"]) == (300, 2)
    assert held(home) == 700 - 300 - 2
    until(lambda: "closed_at" in recall(home), "the return settles what was asked back")


def recall(town: Served) -> dict[str, object]:
    listed = done("lend", "list", str(town.folder))["lot_recalls"]
    assert isinstance(listed, list)
    return dict(listed[0]) if listed else {}


def asked_back(home: Served, there: Served) -> None:
    """Home asks for what is left and hears the answer; no stock moves by it, whoever is killed."""
    before = held(home), held(there)
    asks = ("lend", "lot-recall", str(home.folder), "sandbags", "WE", "--by", "23:59")
    assert typed(*asks, "--quantity", "501")[0] == Exit.refused
    done(*asks)
    until(lambda: recall(there).get("quantity") == 198, "it is read there, as far as it is there")
    killed(home, there)
    done("lend", "lot-answer", str(there.folder), "sandbags", "198")
    until(lambda: "answer" in recall(home), "home hears the answer")
    assert (held(home), held(there)) == before


def left(home: Served) -> int:
    """What the borrower still has, by home's log."""
    part = lent_to(home)
    told = part["told"]
    assert isinstance(told, dict)
    gone = int(told.get("used", 0)) + int(told.get("lost", 0)) - int(told.get("found", 0))
    return int(str(part["released"])) - int(str(part.get("returned", 0))) - gone


def test_a_pump_goes_and_comes_back_and_is_no_bag(towns: tuple[Served, Served]) -> None:
    """A durable thing without a crew is a lot of one, with its serial number."""
    home, there = towns
    done("stock", "register", str(home.folder), "pump", "1", "Station 1", "--serial", "HX-77")
    done("lend", "lot", str(home.folder), "pump", "1", "WE")
    until(lambda: held(there, "PE-PUMP") == 1, "it is there")
    assert lot(there, "PE-PUMP")["thing"] == "HX-77"
    assert typed("stock", "use", str(there.folder), "pump", "1")[0] == Exit.refused
    done("lend", "lot-return", str(there.folder), "pump", "1")
    until(lambda: held(home, "PE-PUMP") == 1, "it is back")
    settled(home, there)


def test_stock_stands_in_the_regional_picture_and_in_the_list_of_what_is_lent(
    towns: tuple[Served, Served],
) -> None:
    home, there = towns

    def seen() -> list[object]:
        region = done("region", "show", str(there.folder))["subjects"]
        assert isinstance(region, list)
        return [each["fields"]["quantity"] for each in region if each["kind"] == "lots"]

    until(lambda: seen() == [700], "the neighbour's stock is seen")
    done("stock", "use", str(home.folder), "sandbags", "50")
    until(lambda: seen() == [650], "and what it is now")
    listed = done("lend", "list", str(home.folder))["lots"]
    assert isinstance(listed, list)
    assert [each["quantity"] for each in listed] == [650]


def test_a_town_put_back_counts_again_before_it_lends(
    towns: tuple[Served, Served], tmp_path: Path
) -> None:
    """A backup of before the loan: what it let go of it reads at the borrower."""
    home, there = towns
    done("backup", str(home.folder), str(tmp_path / "backup"))
    done("lend", "lot", str(home.folder), "sandbags", "200", "WE")
    until(lambda: held(there) == 200, "it is there")
    settled(home)
    home.stop()
    done("restore", str(tmp_path / "backup"), str(home.folder))
    home.start()
    until(lambda: held(home) == 500, "what is at the neighbour's is known again")
    refused, facts = typed("lend", "lot", str(home.folder), "sandbags", "100", "WE")
    assert refused == Exit.refused
    assert "lot_not_recounted" in str(facts)
    done("stock", "count", str(home.folder), "sandbags", "500")
    done("lend", "lot", str(home.folder), "sandbags", "100", "WE")
    until(lambda: held(there) == 300, "and goes on under a number that was never used")
    settled(home, there)
