"""Two towns and their region as three processes: one incident of all, led, raised, closed.

One story, so that the processes are begun once. The region is killed in the end: the towns go on.
"""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

import pytest

from tests.app.neighbours.test_lending_over_a_link import done_words, handed_over
from tests.app.neighbours.test_two_towns import Served, done, ordered, typed
from tests.faults.two_processes import until
from tocsin.app.desk import first_officer
from tocsin.app.outcome import Exit

pytestmark = pytest.mark.full

PLACE = {"point": {"lat_udeg": 51_500_000, "lon_udeg": -100_000}}
NEAR = {"point": {"lat_udeg": 51_500_500, "lon_udeg": -100_000}}
MARKER = "zanthoxylum"
"""In everything that the towns keep to themselves, and in what they show: never in the region's
own log."""


def meet(one: Served, two: Served) -> None:
    """The two are neighbours."""
    first, second = one.folder.name, two.folder.name
    told = done("neighbour", "invite", str(one.folder), second, "--url", one.url)
    file = one.folder.parent / f"{first}-{second}.txt"
    file.write_text(str(told["invitation"]))
    code = str(done("neighbour", "join", str(two.folder), str(file), "--url", two.url)["code"])
    done("neighbour", "confirm", str(one.folder), second, "--code", code)
    done("neighbour", "confirm", str(two.folder), first, "--code", code)


def agree(folder: Path, one: str, two: str, template: str) -> None:
    """By files that carry it, signed at both ends; what is shown is all that lies around."""
    there, back = str(folder / f"{one}{two}.json"), str(folder / f"{two}{one}.json")
    text = folder / "terms.toml"
    text.write_text(done_words("agreement", "propose", str(folder / one), "--template", template,
                               "--example"))  # fmt: skip
    say = ("--office", "Mayor")
    done("agreement", "propose", str(folder / one), "--from", str(text), "--with", two,
         "--with-name", two, "--border", "51.5,-0.1", "--radius", "50000", "--sign", "--by",
         "Ruth Amsel", *say, "--out", there)  # fmt: skip
    done("agreement", "sign", str(folder / two), there, "--by", "Tom Finch", *say, "--out", back)
    done("agreement", "sign", str(folder / one), back)


def region_of(town: Served, deed: str, *words: str) -> dict[str, object]:
    return done("region", "incident", deed, str(town.folder), *words)


def rows(town: Served) -> list[dict[str, object]]:
    """Regional incidents as a town shows them."""
    found = done("region", "show", str(town.folder))["regional_incidents"]
    assert isinstance(found, list)
    return found


def row(town: Served) -> dict[str, object]:
    found = rows(town)
    return found[0] if found else {}


def part(town: Served, of: str) -> dict[str, object]:
    """What a town knows of another's part."""
    towns = row(town).get("towns", [])
    assert isinstance(towns, list)
    return next((each for each in towns if each["town"] == of), {})


def opened(town: Served, place: object) -> str:
    told = ordered(town.folder, "OpenIncident", type="fire.wildland", place=place, summary=MARKER)
    subjects = told["subjects"]
    assert isinstance(subjects, list)
    return str(subjects[0])


@pytest.fixture
def three(tmp_path: Path) -> Iterator[tuple[Served, Served, Served]]:
    for code in ("PE", "WE", "KR"):
        done("init", str(tmp_path / code), "--name", code, "--code", code)
    for engine in ("E12", "E13"):
        ordered(tmp_path / "PE", "RegisterUnit", call_sign=engine, kind="engine")
    served = tuple(Served(tmp_path / code) for code in ("PE", "WE", "KR"))
    towns = (served[0], served[1], served[2])
    for one, two in ((0, 1), (0, 2), (1, 2)):
        meet(towns[one], towns[two])
    agree(tmp_path, "PE", "WE", "mutual_aid")
    for town in ("PE", "WE"):
        agree(tmp_path, town, "KR", "region")
    yield towns
    for each in towns:
        each.stop()


def all_say(
    towns: tuple[Served, ...], says: Callable[[dict[str, object]], bool], what: str
) -> None:
    for each in towns:
        until(lambda: says(row(each)), f"{what} in {each.folder.name}")  # noqa: B023


def test_two_towns_and_their_region_work_one_incident_until_the_region_dies(
    three: tuple[Served, Served, Served],
) -> None:
    penford, weir, region = three
    towns = penford, weir
    ours, theirs = opened(penford, PLACE), opened(weir, NEAR)

    # it is named that they may be one, and nothing more happens by itself
    def likely() -> object:
        return done("region", "show", str(penford.folder))["likely_same"]

    until(lambda: bool(likely()), "the likeness is shown")
    (found,) = cast(list[dict[str, str]], likely())
    assert (found["incident"], found["town"], found["theirs"]) == (ours, "WE", theirs)
    assert rows(penford) == []

    # asked, joined, one number, the number's maker leads
    region_of(penford, "link", "WE", "--incident", ours, "--theirs", theirs)
    until(lambda: row(weir).get("stand") == "asked", "Weir End is asked")
    assert row(weir)["asked_for"] == theirs
    number = str(row(weir)["number"])
    assert "WE ARE ASKED" in done_words("region", "incident", "list", str(weir.folder))
    region_of(weir, "join", number, "--incident", theirs)
    all_say(towns, lambda each: each.get("lead") == "PE", "Penford leads")
    assert {row(each)["number"] for each in towns} == {number}
    assert likely() == []
    assert part(penford, "WE")["status"] == "open"

    # who commands and what is to be achieved is read in the slice
    command = {"incident": ours, "person": first_officer("PE"), "name": f"Ridge {MARKER}"}
    fields = ("--command", "AssumeCommand", "--fields", json.dumps(command))
    done("do", str(penford.folder), *fields)
    region_of(penford, "objective", number, f"keep the road open, {MARKER}")
    until(lambda: "objectives" in part(weir, "PE").get("told", {}), "it is read there")  # type: ignore[operator]
    told = done_words("region", "incident", "show", str(weir.folder), number)
    assert f"Ridge {MARKER}" in told
    assert "keep the road open" in told

    # raised to the region, which takes the lead by its own word
    refused, facts = typed("region", "incident", "lower", str(penford.folder), number)
    assert (refused, facts["code"]) == (Exit.refused, "level_is_reached")
    region_of(penford, "raise", number)
    until(lambda: row(region).get("stand") == "asked", "the region is asked")
    region_of(region, "join", number)
    until(lambda: row(region).get("offered_to") == "KR", "the lead is offered to it")
    assert row(penford)["lead"] == "PE"
    region_of(region, "accept", number)
    all_say(three, lambda each: each.get("lead") == "KR", "the region leads")
    all_say(three, lambda each: each.get("level") == "region", "its level")
    shown = {(e["town"], e["id"]) for e in done("region", "show", str(region.folder))["subjects"]}  # type: ignore[attr-defined]
    assert {("PE", ours), ("WE", theirs), ("PE", "PE-E12")} <= shown, "the joined picture"
    until(lambda: "objectives" in part(region, "PE").get("told", {}), "and what is set")  # type: ignore[operator]

    # what survives a restart of a town
    penford.process.kill()
    penford.start()
    assert row(penford)["lead"] == "KR"

    # the region is gone: nothing of others is in its log, and the towns go on
    region.process.kill()
    log = b"".join(each.read_bytes() for each in region.folder.glob("*.sqlite*"))
    assert log, "the log was read"
    assert MARKER.encode() not in log
    replicas = b"".join(
        each.read_bytes() for each in (region.folder / "neighbours").glob("known-*.sqlite*")
    )
    assert MARKER.encode() in replicas, "the negative control: it is in the slices"
    handed_over(penford, weir, "2.0", "offer", "WE")
    second = '{"handle": "second", "name": "Sam Ode", "roles": ["chief"]}'
    done("do", str(weir.folder), "--command", "RegisterPerson", "--fields", second)
    region_of(weir, "take", number, "the region is not to be reached")
    assert typed("region", "incident", "confirm", str(weir.folder), number)[0] == Exit.refused
    region_of(weir, "confirm", number, "--as", "second")
    all_say(towns, lambda each: each.get("lead") == "WE", "Weir End took the lead")

    # it comes back, and yields; each log has the conflict until somebody closes it
    region.start()
    until(lambda: row(region).get("lead") == "WE", "the region has read it")
    for each in three:
        conflicts = row(each)["conflicts"]
        assert isinstance(conflicts, list)
        assert [(e["losing"], e["winning"]) for e in conflicts] == [("KR", "WE")]
        region_of(each, "settle", number, "spoken about by telephone")

    # each closes its own, and it is over
    for town, incident in ((penford, ours), (weir, theirs)):
        assert all(not row(each)["is_over"] for each in towns)
        if town is weir:
            handed_over(weir, penford, "2.1", "return")
        ordered(town.folder, "TerminateCommand", incident=incident) if town is penford else None
        ordered(town.folder, "CloseIncident", incident=incident, disposition="done")
    all_say(three, lambda each: bool(each.get("is_over")), "it is over")
    assert json.dumps(rows(region)).count(number) >= 1
