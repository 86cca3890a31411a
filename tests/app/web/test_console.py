"""What a console is told before it draws, and how its clock is kept."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.app.web.doors import Opened, serving
from tocsin.app.web import hub
from tocsin.app.wiring import found, opened
from tocsin.log import SimulatedClock
from tocsin.operations.picture.token import Scope
from tocsin.operations.settings import DescribeTown
from tocsin.terms.kinds import LogKind

BEGIN = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


@pytest.fixture
def drill(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Opened]:
    """A drill whose clock goes a minute in a second, on lines that are soon called quiet."""
    monkeypatch.setattr(hub, "KEEP_ALIVE_S", 0.2)
    clock = SimulatedClock(BEGIN, rate=60)
    found(tmp_path / "town", name="Port Ellery", code="PE", kind=LogKind.exercise, clock=clock)
    with opened(tmp_path / "town", clock) as town, serving(town, tmp_path / "town") as door:
        yield door


def test_a_console_is_told_of_the_town_its_clock_its_words_and_verbs(drill: Opened) -> None:
    drill.order(DescribeTown(name="Ellery", zone="Europe/Vienna", language="de"))
    told = drill.ask("GET", "/v1/console").json
    assert [told[each] for each in ("name", "code", "kind", "zone", "language")] == [
        "Ellery", "PE", "exercise", "Europe/Vienna", "de",
    ]  # fmt: skip
    assert (told["now"], told["clock_rate"]) == ("2026-03-02T08:00:00Z", 60)
    verbs = {each["name"]: each for each in told["verbs"]}
    assert verbs["D"]["takes"] == ["units", "incident", "reason", "at"]
    assert {"status": "en_route", "letters": "ER", "words": "under way"} in told["statuses"]
    assert told["ground"] is None
    roles = told["roles"]
    assert isinstance(roles, list)
    assert {"dispatcher", "crew", "administrator"} < set(roles), "that people hold"
    assert not {"public", "partner", "reporter"} & set(roles), "those have them by what they are"


def test_an_actual_town_is_told_from_a_drill_and_its_clock_is_ours(door: Opened) -> None:
    told = door.ask("GET", "/v1/console").json
    assert (told["kind"], told["clock_rate"]) == ("test", 1)
    only_orders = door.let_in("dispatcher", scopes=(Scope.order,))
    assert door.ask("GET", "/v1/console", token=only_orders).status == 403


def test_a_stream_says_the_clock_first_and_again_when_it_is_quiet(drill: Opened) -> None:
    stream = drill.follow()
    assert stream.next(with_clock=True) == "clock"
    assert stream.clock == {"at": "2026-03-02T08:00:00Z", "rate": 60}
    drill.town.clock.not_before(BEGIN + timedelta(minutes=5))
    while stream.clock["at"] != "2026-03-02T08:05:00Z":
        assert stream.next(with_clock=True) in ("tick", "clock")
    stream.close()
