"""The same command id, asked again: the same answer, and nothing done twice."""

from pathlib import Path

import msgspec
import pytest

from tests.jurisdiction.towns import E1, FIRE, clock, done, fire, founded, in_memory, order, records
from tocsin.app.wiring import opened
from tocsin.jurisdiction.orders import Accepted, Denied, Outcome
from tocsin.jurisdiction.town import Town
from tocsin.operations.dispatch import DispatchUnit
from tocsin.operations.incident import SetPriority
from tocsin.operations.orders import Command
from tocsin.operations.units import RegisterUnit, ReturnToService
from tocsin.terms.codes import Priority


def told(town: Town) -> list[Outcome]:
    """Two orders that are granted, one refused, one that is so already, one about what is not
    there.
    """
    first = town.submit(order(FIRE, "c-0"))
    assert isinstance(first, Accepted)
    incident = first.subjects[0]
    rest: tuple[Command, ...] = (
        DispatchUnit(unit=E1, incident=incident),
        DispatchUnit(unit=E1, incident=incident),
        SetPriority(incident=incident, priority=Priority.urgent),
        SetPriority(incident="PE-nowhere", priority=Priority.urgent),
    )
    return [first, *(town.submit(order(each, f"c-{n}")) for n, each in enumerate(rest, 1))]


def same(first: Outcome, again: Outcome) -> bool:
    """Is it the same answer, apart from saying that it was given before?"""
    if isinstance(first, Accepted) and isinstance(again, Accepted):
        return again.is_repeat and msgspec.structs.replace(again, is_repeat=False) == first
    return first == again


def test_every_kind_of_answer_is_the_same_when_asked_again_and_nothing_is_recorded() -> None:
    with in_memory() as town:
        answers = told(town)
        assert [type(each) for each in answers] == [Accepted, Accepted, Denied, Accepted, Denied]
        before, picture = town.position, town.picture
        again = told(town)
        assert all(map(same, answers, again)), (answers, again)
        assert (town.position, town.picture) == (before, picture)


def test_every_kind_of_answer_is_the_same_after_a_restart(tmp_path: Path) -> None:
    folder, time = founded(tmp_path / "town"), clock()
    with opened(folder, time) as town:
        answers = told(town)
        before = town.position
    with opened(folder, time) as town:
        again = told(town)
        assert all(map(same, answers, again)), (answers, again)
        assert town.position == before


def test_an_answer_does_not_change_with_the_picture() -> None:
    with in_memory() as town:
        cover = RegisterUnit(call_sign="E9", kind="engine")
        clear = ReturnToService(unit="PE-E9")
        refused = town.submit(order(clear, "c-1"))
        assert isinstance(refused, Denied)
        done(town, cover, "c-2")
        assert town.submit(order(clear, "c-1")) == refused


def test_an_id_asked_twice_in_one_batch_is_granted_once() -> None:
    with in_memory() as town:
        before = town.position
        outcomes = list(town.submit_all([order(FIRE, "c-0"), order(FIRE, "c-0")]))
        assert town.position == before + 1
        assert same(outcomes[0], outcomes[1])


def test_without_looking_up_the_id_it_would_be_done_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control of the tests above."""
    with in_memory() as town:
        remark = SetPriority(incident=fire(town), priority=Priority.prompt)
        first = town.submit(order(remark, "c-1"))
        monkeypatch.setattr(town.store, "find", lambda _command_id: None)
        monkeypatch.setattr(town.store, "_commands", {})
        again = town.submit(order(remark, "c-1"))
        assert not same(first, again)
        assert [each.command_id for each in records(town)].count("c-1") == 2
