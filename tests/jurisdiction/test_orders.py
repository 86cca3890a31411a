"""What comes back from an order, and what is on record of it."""

from pathlib import Path

import pytest

from tests.jurisdiction.towns import (
    CHIEF,
    E1,
    FIRE,
    denied,
    done,
    fire,
    furnished,
    in_memory,
    order,
    records,
)
from tocsin.jurisdiction import town as running
from tocsin.jurisdiction.archive import Archive
from tocsin.jurisdiction.orders import Accepted, Denied, MalformedOrder
from tocsin.jurisdiction.reading import latest
from tocsin.log import MemoryShelf
from tocsin.operations.dispatch import DispatchUnit
from tocsin.operations.incident import OpenIncident, SetPriority
from tocsin.operations.narrative import AddRemark
from tocsin.operations.orders import Command, Context, Refused
from tocsin.operations.picture import Picture
from tocsin.terms.codes import Priority, UnitStatus


def test_a_granted_order_names_its_records_and_is_in_the_picture() -> None:
    with in_memory() as town:
        before = town.position
        outcome = done(town, FIRE, "c-1")
        assert (outcome.first, outcome.last) == (before + 1, before + 1)
        assert outcome.names == ("incident_opened.1",)
        assert not outcome.is_repeat
        assert outcome.subjects[0] in town.picture.incidents
        (record,) = records(town, before)
        assert (record.command_id, record.actor) == ("c-1", CHIEF)


def test_a_refusal_is_on_record_with_its_code_and_changes_nothing() -> None:
    with in_memory() as town:
        incident = fire(town)
        done(town, DispatchUnit(unit=E1, incident=incident), "c-2")
        before = town.picture
        no = denied(town, DispatchUnit(unit=E1, incident=incident), "c-3")
        assert no.refused.code == "unit_already_there"
        assert town.picture == before
        (record,) = records(town, no.position - 1)
        assert record.name == "command_refused.1"
        assert b"unit_already_there" in bytes(record.payload)


def test_an_order_for_what_is_so_already_is_granted_without_an_event() -> None:
    with in_memory() as town:
        incident = fire(town)
        before = town.picture
        again = done(town, SetPriority(incident=incident, priority=Priority.urgent), "c-3")
        assert (again.names, again.subjects) == ((), ())
        assert town.picture == before
        assert records(town)[-1].name == "already_so.1"


def test_orders_of_one_batch_see_what_the_ones_before_them_did() -> None:
    with in_memory() as town:
        incident = fire(town)
        first, second = town.submit_all(
            [
                order(DispatchUnit(unit=E1, incident=incident), "c-2"),
                order(DispatchUnit(unit=E1, incident=incident), "c-3"),
            ]
        )
        assert isinstance(first, Accepted)
        assert isinstance(second, Denied)
        unit = town.picture.units.get(E1)
        assert unit is not None
        assert (unit.status, unit.incident) == (UnitStatus.committed, incident)


def test_nobody_unknown_gives_orders() -> None:
    with in_memory() as town:
        no = denied(town, FIRE, "c-1", actor="PE-p-nobody")
        assert len(town.picture.incidents) == 0
        assert records(town)[-1].name == "command_refused.1"
        assert records(town)[-1].actor == "PE-p-nobody"
        assert no.refused.code


def test_a_bug_met_by_one_order_is_that_orders_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def stumbling(command: Command, picture: Picture, context: Context) -> Refused | None:
        assert context.command_id != "c-2", "a planted bug"
        return None

    with in_memory() as town:
        monkeypatch.setattr(running, "require", stumbling)
        futures = [town.send(order(FIRE, f"c-{number}")) for number in (1, 2, 3)]
        outcomes = futures[0].result(), futures[2].result()
        opened = [each.subjects[0] for each in outcomes if isinstance(each, Accepted)]
        with pytest.raises(AssertionError, match="a planted bug"):
            futures[1].result()
        assert [*town.picture.incidents] == sorted(opened)
        assert len(opened) == 2
        replayed, position = latest(town.store, Archive(MemoryShelf()))
        assert (replayed, position) == (town.picture, town.position)


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        (AddRemark(subject="unit/PE-E1", text="x" * 3_000_000), r"length <= 16384 - at .*text"),
        (OpenIncident(type=""), r"length >= 1 - at .*type"),
        (OpenIncident(type="fire.alarm", hazards=("",)), r"hazards"),
        (AddRemark(subject="unit/PE-E1", text="\ud800"), "surrogates"),
    ],
    ids=["three megabytes of remark", "an empty type", "a hazard without name", "no text at all"],
)
def test_a_malformed_order_is_turned_away_with_where_and_why(
    tmp_path: Path, bad: Command, says: str
) -> None:
    with furnished(tmp_path / "town") as town:
        before, picture = town.position, town.picture
        with pytest.raises(MalformedOrder, match=says):
            town.submit(order(bad, "c-2"))
        assert (town.position, town.picture) == (before, picture)
        assert town.store.find("c-2") is None
        done(town, AddRemark(subject="unit/PE-E1", text="x" * 16_384), "c-2")


@pytest.mark.parametrize(
    "envelope",
    [
        {"command_id": ""},
        {"command_id": "x" * 201},
        {"actor": ""},
    ],
    ids=["no id", "an endless id", "nobody"],
)
def test_an_envelope_out_of_bounds_is_turned_away(envelope: dict[str, str]) -> None:
    with in_memory() as town:
        before = town.position
        with pytest.raises(MalformedOrder, match="1 to 200 characters"):
            town.submit(order(FIRE, **{"command_id": "c-1", **envelope}))
        assert town.position == before
