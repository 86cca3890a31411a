"""The law of the console: of what a viewer may know, its own views say word for word what the
server's views say: bands, order, counts, reasons, chips, marks, the unit matrix."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.laws.sight_orders import play, random_steps
from tests.laws.sight_town import ellery
from tests.views.consoles import (
    Console,
    apart,
    changes,
    console_in,
    copied,
    known_to,
    ms,
    needs_node,
    server_board,
    server_whole,
)
from tests.views.random_town import NOW, Maker
from tocsin.access import Viewer, person
from tocsin.operations.picture import Person, Picture, from_items
from tocsin.terms.codes import Role
from tocsin.views.limits import Limits

pytestmark = pytest.mark.full

FLOOR = ("dispatcher", "duty_officer", "chief", "call_taker")


@pytest.fixture(scope="session")
def console(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Console]:
    needs_node()
    with console_in(copied(tmp_path_factory.mktemp("console"))) as process:
        yield process


def with_viewer(picture: Picture, role: str) -> tuple[Picture, Viewer]:
    """The town with somebody of this role in it, who looks."""
    people = picture.people.put("PE-viewer", Person("PE-viewer", roles=(Role(role),)))
    return msgspec.structs.replace(picture, people=people), person("PE-viewer")


def looked(console: Console, picture: Picture, role: str) -> tuple[object, object]:
    """What the console says of a town to a viewer, and what the server's views say."""
    picture, viewer = with_viewer(picture, role)
    known, slice_ = known_to(picture, viewer)
    said = console.asked(now=ms(NOW), town="PE", picture=slice_)
    return said["board"], server_board(known, NOW, "PE")


SEEDS = st.integers(0, 2**32)


@settings(max_examples=30)
@given(SEEDS, st.sampled_from(FLOOR))
def test_the_console_says_what_the_servers_views_say(
    console: Console, seed: int, role: str
) -> None:
    said, meant = looked(console, Maker(seed).picture(), role)
    assert not apart(said, meant)


@pytest.mark.parametrize("role", FLOOR)
def test_what_real_orders_lead_to_is_said_alike(console: Console, role: str) -> None:
    town = play(ellery(), random_steps(len(role), 90))
    known, slice_ = known_to(town.picture, person(f"p-{role}"))
    for minutes in (2, 25, 90):
        now = town.now() + timedelta(minutes=minutes)
        said = console.asked(now=ms(now), town="PE", picture=slice_)
        assert not apart(said["board"], server_board(known, now, "PE"))


@settings(max_examples=15)
@given(SEEDS)
def test_pages_and_what_is_due_and_what_is_likely_the_same_are_those_of_the_server(
    console: Console, seed: int
) -> None:
    picture, viewer = with_viewer(Maker(seed).picture(), "chief")
    known, slice_ = known_to(picture, viewer)
    said = console.asked(now=ms(NOW), town="PE", picture=slice_, isWhole=True)["whole"]
    assert not apart(said, whole_of(known, picture))


def whole_of(known: Picture, picture: Picture) -> dict[str, object]:
    """The agenda is shown to nobody; what stands in it can be told from what is shown."""
    return server_whole(msgspec.structs.replace(known, agenda=picture.agenda), NOW)


@settings(max_examples=8)
@given(SEEDS)
def test_told_of_changes_it_says_what_it_would_say_afresh(console: Console, seed: int) -> None:
    """Only what a change or the time touched is looked at again; nothing is missed."""
    maker = Maker(seed)
    picture, viewer = with_viewer(maker.picture(), "chief")
    known, before = known_to(picture, viewer)
    now = NOW
    console.asked(now=ms(now), town="PE", picture=before)
    for _ in range(8):
        now += timedelta(seconds=maker.one((0, 0, 1, 1, 30, 121, 301, -5)))
        picture = maker.changed(picture)
        known, after = known_to(picture, viewer)
        said = console.asked(now=ms(now), town="PE", changes=changes(before, after))
        assert not apart(said["followed"], server_board(known, now, "PE"))
        assert not apart(said["followed"], said["board"])
        before = after


NARROW = (
    "observer",
    "planner",
    "clerk",
    "administrator",
    "incident_commander",
    "watch_coordinator",
)


@settings(max_examples=15)
@given(SEEDS, st.sampled_from(NARROW))
def test_who_sees_less_is_told_nothing_that_is_not_so(
    console: Console, seed: int, role: str
) -> None:
    """Every reason a narrower screen gives is one that the chief is given of the same matter."""
    assert not untrue(console, seed, role)


def untrue(console: Console, seed: int, role: str) -> str:
    """A reason that somebody of this role is given and the chief is not; "" where there is none."""
    picture = Maker(seed).picture()
    people = {e.id: msgspec.structs.replace(e, handle=None) for e in picture.people.values()}
    picture = msgspec.structs.replace(picture, people=from_items(people))
    said, _ = looked(console, picture, role)
    _, whole = looked(console, picture, "chief")
    given_of = {tuple(row[0]): row[7] for row in rows_of(whole)}
    for row in rows_of(said):
        if row[0][0] == "proposals":
            continue  # that somebody objected is not told to all: it goes on waiting for yeses
        for reason in row[7]:
            pattern = re.escape(reason).replace("elsewhere", ".*")
            if not any(re.fullmatch(pattern, each) for each in given_of[tuple(row[0])]):
                return str(reason)
    return ""


def rows_of(view: object) -> list[Any]:
    bands = cast(dict[str, list[Any]], view)
    return [*bands["needs"], *bands["working"], *bands["quiet"]]


def test_a_limit_that_is_a_second_off_is_noticed(console: Console) -> None:
    """Negative control, and that the limits of both are the same."""
    unnoticed = set(Limits.__struct_fields__)
    for seed in range(60):
        picture, viewer = with_viewer(Maker(seed).picture(), "chief")
        known, slice_ = known_to(picture, viewer)
        said = console.asked(now=ms(NOW), town="PE", picture=slice_)["board"]
        assert not apart(said, server_board(known, NOW, "PE"))
        for each in sorted(unnoticed):
            wrong = msgspec.structs.replace(Limits(), **{each: getattr(Limits(), each) + 1})
            if apart(said, server_board(known, NOW, "PE", wrong)):
                unnoticed.remove(each)
        if not unnoticed:
            return
    pytest.fail(f"nobody notices that {unnoticed} is another")


MUTANTS = {
    "danger does not come first": ("picture/rows.ts", "row.isDanger ? -1", "row.isDanger ? 3"),
    "the youngest stand first": ("picture/rows.ts", "a.second - b.second", "b.second - a.second"),
    "who was taken away is forgotten": ("picture/needs.ts", "taken.length > 0", "taken.length > 9"),
    "skills are not missed": (
        "picture/cover.ts",
        "missing: [...needs, ...skills]",
        "missing: [...needs]",
    ),
    "held is worked on": ("picture/rows.ts", '=== "held" ||', '=== "none" ||'),
    "a unit is not looked at again": ("picture/board.ts", "this.links.worked.get(id)", "[]"),
    "time is not looked at": ("picture/board.ts", "if (now >= this.next)", "if (now === 0)"),
    "the farthest is likeliest": ("picture/likely.ts", "a.distance_m - b.d", "b.distance_m - a.d"),
    "a relief is due later": ("picture/due.ts", "crew_relief: [0", "crew_relief: [60"),
    "what was corrected is not told": (
        "picture/incident.ts",
        "isCorrected: Boolean",
        "isCorrected: !Boolean",
    ),
    "a fact is left out": ("picture/facts.ts", 'fact("hazards"', 'if (level > 9) fact("hazards"'),
    "a list is cut short": ("words/language.ts", "const NAMED = 4", "const NAMED = 3"),
}


@pytest.mark.full
@pytest.mark.control
@pytest.mark.parametrize("mutant", sorted(MUTANTS))
def test_a_console_that_is_wrong_is_caught(tmp_path: Path, mutant: str) -> None:
    needs_node()
    name, right, wrong = MUTANTS[mutant]

    def change(file: str, text: str) -> str:
        assert file != name or text.count(right) == 1, f"{right} is not in {name} any more"
        return text.replace(right, wrong) if file == name else text

    with console_in(copied(tmp_path, change)) as console:
        assert any(is_caught(console, seed) for seed in range(40))


@pytest.mark.full
@pytest.mark.control
def test_a_console_that_claims_what_it_cannot_know_is_caught(tmp_path: Path) -> None:
    needs_node()
    guard = 'if (!Array.isArray(incident["responses"]) || !isSeen(incident, "handover") || opened'

    def change(file: str, text: str) -> str:
        assert file != "picture/needs.ts" or text.count(guard) == 1
        return text.replace(guard, "if (opened") if file == "picture/needs.ts" else text

    with console_in(copied(tmp_path, change)) as console:
        assert any(untrue(console, seed, "observer") for seed in range(40))


def is_caught(console: Console, seed: int) -> bool:
    maker = Maker(seed)
    picture, viewer = with_viewer(maker.picture(), "chief")
    known, before = known_to(picture, viewer)
    said = console.asked(now=ms(NOW), town="PE", picture=before, isWhole=True)
    if apart(said["board"], server_board(known, NOW, "PE")):
        return True
    if apart(said["whole"], whole_of(known, picture)):
        return True
    known, after = known_to(maker.changed(picture), viewer)
    now = NOW + timedelta(seconds=200)
    said = console.asked(now=ms(now), town="PE", changes=changes(before, after))
    return bool(apart(said["followed"], server_board(known, now, "PE")))
