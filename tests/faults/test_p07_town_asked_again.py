"""P7: the same command id, retried in any order by many clients across kills: granted once."""

import threading
from pathlib import Path
from random import Random

import msgspec
import pytest

from tests.faults.test_p01_town_killed import killed_under_load
from tests.jurisdiction.towns import (
    FIRE,
    FaultyStore,
    clock,
    founded,
    in_memory,
    memory_store,
    order,
)
from tocsin.app.wiring import opened
from tocsin.jurisdiction.orders import Accepted, Order, Outcome, Unknown
from tocsin.jurisdiction.town import Town
from tocsin.log import SystemClock


def asked_by_many(town: Town, orders: list[Order], seed: int) -> dict[str, list[Outcome]]:
    """Eight clients, each asking all of them in an order of its own."""
    answers: dict[str, list[Outcome]] = {each.command_id: [] for each in orders}
    hold = threading.Lock()

    def client(who: int) -> None:
        mine = list(orders)
        Random(f"{seed}/{who}").shuffle(mine)
        for each in mine:
            outcome = town.submit(each)
            with hold:
                answers[each.command_id].append(outcome)

    clients = [threading.Thread(target=client, args=(who,)) for who in range(8)]
    for each in clients:
        each.start()
    for each in clients:
        each.join()
    return answers


def granted_once(town: Town, answers: dict[str, list[Outcome]]) -> bool:
    """Is each id on record once, and was every asker told the same?"""
    ids = [record.command_id for record in town.store.read()]
    for command_id, outcomes in answers.items():
        granted = [each for each in outcomes if isinstance(each, Accepted)]
        first_time = [each for each in granted if not each.is_repeat]
        same = {msgspec.structs.replace(each, is_repeat=True) for each in granted}
        if ids.count(command_id) != 1 or len(first_time) > 1 or len(same) != 1:
            return False
    return True


def test_many_clients_retrying_in_any_order_are_granted_once(tmp_path: Path) -> None:
    orders = [order(FIRE, f"c-{number}") for number in range(40)]
    with opened(founded(tmp_path / "town"), clock()) as town:
        answers = asked_by_many(town, orders, seed=1)
        assert granted_once(town, answers)
        assert len(town.picture.incidents) == 40
    with opened(tmp_path / "town", clock()) as town:
        again = asked_by_many(town, orders, seed=2)
        assert granted_once(town, {name: answers[name] + again[name] for name in answers})
        assert len(town.picture.incidents) == 40


def test_retries_through_storage_that_keeps_failing_are_granted_once() -> None:
    store = FaultyStore(memory_store(clock()))
    town = in_memory(store)  # type: ignore[arg-type]
    answers: dict[str, list[Outcome]] = {}
    chance = Random(7)
    for _ in range(300):
        if chance.random() < 0.4:
            store.breaks(kept=chance.random() < 0.5)
        asked = order(FIRE, f"c-{chance.randrange(40)}")
        outcome = town.submit(asked)
        store.mended()
        if not isinstance(outcome, Unknown):
            answers.setdefault(asked.command_id, []).append(outcome)
    assert granted_once(town, answers)


def test_after_a_kill_whoever_asks_again_gets_the_answer_of_before(tmp_path: Path) -> None:
    folder = founded(tmp_path / "town", SystemClock())
    ledger = killed_under_load(folder, 0, "honest", 400)
    with opened(folder) as town:
        before = town.position
        for command_id, (first, last) in ledger.items():
            outcome = town.submit(order(FIRE, command_id))
            if isinstance(outcome, Accepted):
                assert outcome.is_repeat
                assert (outcome.first, outcome.last) == (first, last)
        assert town.position == before


def test_control_without_the_table_of_ids_they_are_granted_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    town = in_memory()
    monkeypatch.setattr(town.store, "find", lambda _command_id: None)
    forgetful = type("Forgetful", (dict,), {"__contains__": lambda self, key: False})
    monkeypatch.setattr(town.store, "_commands", forgetful())
    answers = asked_by_many(town, [order(FIRE, f"c-{number}") for number in range(10)], seed=1)
    assert not granted_once(town, answers)
