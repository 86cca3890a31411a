"""A town under load, to be killed: 64 clients with ids of their own, one ledger on stdout.

    python -m tests.faults.town_under_load TOWN TURN honest|early

Each line is an acknowledgement: command id, first and last position. `early` is the sabotaged town:
it acknowledges what it has decided before it is committed.
"""

import itertools
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

from tests.jurisdiction.towns import CHIEF
from tocsin.access import require
from tocsin.app import wiring
from tocsin.app.wiring import opened
from tocsin.jurisdiction import town as running
from tocsin.jurisdiction.batch import Batch
from tocsin.jurisdiction.orders import Accepted, Denied, Order, Outcome
from tocsin.operations.dispatch import CancelUnit, DispatchUnit
from tocsin.operations.incident import CloseIncident, GivenPlace, OpenIncident
from tocsin.operations.narrative import AddRemark
from tocsin.operations.orders import Command

CLIENTS = 64


class EarlyBatch(Batch):
    """Says that it is durable, and makes every eighth commit with what the seven before it owed."""

    owed: list["EarlyBatch"] = []

    def commit(self) -> None:
        EarlyBatch.owed.append(self)
        if len(EarlyBatch.owed) == 8:
            for batch in EarlyBatch.owed:
                Batch.commit(batch)
            EarlyBatch.owed.clear()


class EarlyTown(running.Town):
    """A town that goes on from what it has decided, committed or not."""

    def _commit(self, orders: Sequence[Order]) -> list[Outcome | Exception]:
        known = self.store.find_all([order.command_id for order in orders])
        batch = EarlyBatch(
            self.store,
            self._sealer,
            self.clock.now(),
            self.picture,
            self._number_key,
            known,
            self._seal,
        )
        batch._after = batch.position = self.position
        for order in orders:
            batch.decide(order, require)
        batch.commit()
        self.picture, self.position = batch.picture, batch.position
        return batch.outcomes


def day(incident: str, unit: str) -> Sequence[Command]:
    """What a client orders of one incident: some of it granted, some refused."""
    return (
        DispatchUnit(unit=unit, incident=incident),
        AddRemark(subject=f"incident/{incident}", text="second entrance from the yard"),
        CancelUnit(unit=unit, reason="not needed"),
        CloseIncident(incident=incident, disposition="out"),
    )


def main(folder: Path, turn: str, kind: str) -> None:
    """Order until killed, telling each acknowledgement."""
    if kind == "early":
        wiring.Town = EarlyTown  # type: ignore[attr-defined]
    tell = threading.Lock()
    with opened(folder) as town:

        def ask(command: Command, command_id: str) -> Outcome:
            outcome = town.submit(Order(command=command, command_id=command_id, actor=CHIEF))
            line = f"{command_id} {_positions(outcome)}\n"
            with tell:
                sys.stdout.write(line)
                sys.stdout.flush()
            return outcome

        def client(who: int) -> None:
            unit = ("PE-E1", "PE-E2", "PE-A1")[who % 3]
            place = GivenPlace(words=f"Quay Street {who}")
            for number in itertools.count():
                name = f"{turn}/{who}/{number}"
                opened_one = ask(OpenIncident(type="fire.alarm", place=place), name)
                assert isinstance(opened_one, Accepted), opened_one
                for step, command in enumerate(day(opened_one.subjects[0], unit)):
                    ask(command, f"{name}/{step}")

        for who in range(CLIENTS):
            threading.Thread(target=client, args=(who,), daemon=True).start()
        threading.Event().wait()


def _positions(outcome: Outcome) -> str:
    if isinstance(outcome, Accepted):
        return f"{outcome.first} {outcome.last}"
    assert isinstance(outcome, Denied), outcome
    return f"{outcome.position} {outcome.position}"


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
