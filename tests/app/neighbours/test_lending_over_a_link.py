"""Two towns as two processes lend each other an engine, as people do it at the command line."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.app.neighbours.test_two_towns import Served, done, joined, ordered, typed
from tests.faults.two_processes import until
from tocsin.app.outcome import Exit

pytestmark = pytest.mark.full


@pytest.fixture
def towns(tmp_path: Path) -> Iterator[tuple[Served, Served]]:
    """Penford and Weir End, neighbours under an agreement to lend; both are served."""
    both = towns_that_lend(tmp_path)
    yield both
    for each in both:
        each.stop()


def towns_that_lend(tmp_path: Path) -> tuple[Served, Served]:
    """Penford with two engines, and Weir End. Whoever calls this stops them."""
    for name, code in (("Penford", "PE"), ("Weir End", "WE")):
        done("init", str(tmp_path / code), "--name", name, "--code", code)
    for engine in ("E12", "E13"):  # one stays at home, as the template has it
        ordered(tmp_path / "PE", "RegisterUnit", call_sign=engine, kind="engine")
    both = Served(tmp_path / "PE"), Served(tmp_path / "WE")
    joined(*both)
    agree(tmp_path)
    return both


def agree(folder: Path) -> None:
    """By files that carry it, signed at both ends."""
    text, there, back = (str(folder / name) for name in ("terms.toml", "there.json", "back.json"))
    template = done_words("agreement", "propose", str(folder / "PE"), "--template", "mutual_aid",
                          "--example")  # fmt: skip
    Path(text).write_text(template)
    say = ("--office", "Mayor")
    done("agreement", "propose", str(folder / "PE"), "--from", text, "--with", "WE",
         "--with-name", "Weir End", "--area", "Quay", "--sign", "--by", "Ruth Amsel", *say,
         "--out", there)  # fmt: skip
    done("agreement", "sign", str(folder / "WE"), there, "--by", "Tom Finch", *say, "--out", back)
    done("agreement", "sign", str(folder / "PE"), back)


def done_words(*words: str) -> str:
    import contextlib
    import io

    from tocsin.app.cli import main

    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        assert main([*words]) == Exit.done
    return out.getvalue()


def custody(town: Served, unit: str = "PE-E12") -> dict[str, object]:
    """The unit as a town's own log has it."""
    listed = done("lend", "list", str(town.folder))["custody"]
    assert isinstance(listed, list)
    return next((each for each in listed if each["id"] == unit), {})


def holder(town: Served) -> str:
    claim = custody(town).get("claim")
    return f"{claim['town']} {claim['hold']}" if isinstance(claim, dict) else "nobody heard of it"


def lend(town: Served, deed: str, *words: str) -> dict[str, object]:
    return done("lend", deed, str(town.folder), "E12", *words)


def handed_over(giver: Served, taker: Served, epoch: str, *offer: str) -> None:
    """Offered, the crew asked, released, accepted by reading, receipted."""
    lend(giver, offer[0], *offer[1:])
    lend(giver, "ready", epoch, "--readback", epoch)
    lend(giver, "release")
    until(lambda: holder(taker) == f"{code(taker)} 2", "it is accepted")
    until(lambda: holder(giver) == f"{code(taker)} 2", "the giver has read that")


def incident_of(town: Served) -> str:
    """A fire in that town."""
    subjects = ordered(town.folder, "OpenIncident", type="fire.structure")["subjects"]
    assert isinstance(subjects, list)
    return str(subjects[0])


def sent_to(town: Served, incident: str) -> None:
    ordered(town.folder, "DispatchUnit", unit="PE-E12", incident=incident)
    ordered(town.folder, "ClearUnit", unit="PE-E12")


def code(town: Served) -> str:
    return town.folder.name


def test_an_engine_is_lent_works_there_and_comes_back(towns: tuple[Served, Served]) -> None:
    home, there = towns
    handed_over(home, there, "2.0", "offer", "WE")
    sent_to(there, incident_of(there))
    refused, facts = typed("do", str(home.folder), f"D E12 {incident_of(home)}")
    assert refused == Exit.refused, facts
    assert "recall_is_a_request" in str(facts)
    assert "PE-E12" in str(done("show", str(there.folder), "PE-E12"))
    handed_over(there, home, "2.1", "return")
    again, facts = typed("do", str(there.folder), f"D PE-E12 {incident_of(there)}")
    assert again != Exit.done, ("the guest has left", facts)


def test_either_side_is_killed_at_each_step_and_the_loan_goes_on(
    towns: tuple[Served, Served],
) -> None:
    """`kill -9` before each deed of the course, of giver and taker in turn, twice round."""
    for epoch, home_first in (("2.0", True), ("2.1", False)):
        giver, taker = towns if home_first else towns[::-1]
        offer = ("offer", "WE") if home_first else ("return",)
        for step in range(3):
            for each in (giver, taker):
                each.process.kill()
                each.start()
            if step == 0:
                lend(giver, offer[0], *offer[1:])
            elif step == 1:
                lend(giver, "ready", epoch, "--readback", epoch)
            else:
                lend(giver, "release")
        for each in (taker, giver):
            each.process.kill()
            each.start()
        until(lambda: holder(taker) == f"{code(taker)} 2", "accepted")  # noqa: B023
        until(lambda: holder(giver) == f"{code(taker)} 2", "receipted")  # noqa: B023


def test_a_town_put_back_from_a_backup_asks_its_neighbour_then_its_crews(
    towns: tuple[Served, Served], tmp_path: Path
) -> None:
    """A backup of before the loan: what the neighbour and the crew say is more."""
    home, there = towns
    done("backup", str(home.folder), str(tmp_path / "backup"))
    handed_over(home, there, "2.0", "offer", "WE")
    home.stop()
    done("restore", str(tmp_path / "backup"), str(home.folder))
    home.start()
    fire = incident_of(home)
    refused, facts = typed("do", str(home.folder), f"D E13 {fire}")
    assert refused == Exit.refused, "it may be anywhere"
    assert "log_unreconciled" in str(facts)
    until(lambda: reconciled(home, "E13", "1.0", "PE", "PE"), "the neighbour has answered")
    done("do", str(home.folder), f"D E13 {fire}")
    assert reconciled(home, "E12", "2.0", "PE", "WE")
    until(lambda: holder(home) == "WE 2", "it is at the neighbour's")


def test_a_restored_town_whose_neighbour_is_gone_goes_on_by_the_word_of_two_officers(
    towns: tuple[Served, Served], tmp_path: Path
) -> None:
    home, _ = towns
    second = '{"handle": "second", "name": "Sam Ode", "roles": ["chief"]}'
    done("do", str(home.folder), "--command", "RegisterPerson", "--fields", second)
    done("backup", str(home.folder), str(tmp_path / "backup"))
    for each in towns:
        each.stop()
    done("restore", str(tmp_path / "backup"), str(home.folder))
    home.start()
    out = ("lend", "leave-out", str(home.folder), "WE", "its hall burnt down")
    done(*out)
    assert not reconciled(home, "E13", "1.0", "PE", "PE"), "one officer alone"
    assert typed(*out)[0] == Exit.refused
    assert "a second officer is missing" in done_words("lend", "list", str(home.folder))
    done(*out, "--as", "second")
    assert reconciled(home, "E13", "1.0", "PE", "PE")
    done("do", str(home.folder), f"D E13 {incident_of(home)}")


def reconciled(town: Served, *words: str) -> bool:
    return typed("lend", "reconcile", str(town.folder), *words)[0] == Exit.done


def test_behind_a_cut_it_hangs_in_limbo_and_home_takes_it_back(
    towns: tuple[Served, Served],
) -> None:
    home, there = towns
    handed_over(home, there, "2.0", "offer", "WE")
    there.stop()
    lend(home, "override", "a fire of our own")
    assert typed("lend", "confirm", str(home.folder), "E12")[0] == Exit.refused, "one officer"
    second = '{"handle": "second", "name": "Sam Ode", "roles": ["chief"]}'
    done("do", str(home.folder), "--command", "RegisterPerson", "--fields", second)
    lend(home, "confirm", "--as", "second")
    opened = custody(home)["override"]
    assert isinstance(opened, dict)
    wrong = f"{(int(opened['nonce']) + 1) % 10_000:04}"
    heard = ("ready", "--heard-by", "desk 2")
    assert typed("lend", "answer", str(home.folder), "E12", wrong, *heard)[0] == Exit.refused
    counted = custody(home)["override"]
    assert isinstance(counted, dict)
    assert counted["wrong"] == 1, "it is on record"
    lend(home, "answer", str(opened["nonce"]), *heard)
    assert holder(home) == "PE 2"
    there.start()
    until(lambda: holder(there) == "PE 2", "the loser has read it")
    for each in towns:
        until(lambda: bool(custody(each).get("conflicts")), "a conflict is on record")  # noqa: B023
        lend(each, "close", "3.0", "spoken about by telephone")
