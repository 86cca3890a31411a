"""A town under load beside its standby, to be killed: 16 clients, one ledger on stdout.

    python -m tests.faults.town_beside TOWN TURN OWN_URL waits|trails

Each line is an acknowledgement: command id, first and last position. An order that is answered
"unknown" is asked again with its id until it is answered. A town that trails does not wait for
its standby, so its clients wait a little, or the standby would never come after them. When the
town is fenced the line `FENCED` is told and the process ends, its folder fenced.
"""

import itertools
import sys
import threading
from pathlib import Path

from tests.jurisdiction.towns import CHIEF
from tocsin.app.standby.beside import opened_beside
from tocsin.jurisdiction.orders import Accepted, Denied, Order, Outcome, Unknown
from tocsin.jurisdiction.town import Town
from tocsin.log import CommitterClosed
from tocsin.operations.incident import GivenPlace, OpenIncident
from tocsin.operations.narrative import AddRemark
from tocsin.operations.orders import Command

CLIENTS = 16
PATIENCE_S = 2.0
PAUSE_S = {"waits": 0.0, "trails": 0.02}


class Load:
    """Clients of one town, each with ids of its own."""

    def __init__(self, town: Town, turn: str, pause_s: float, is_over: threading.Event) -> None:
        self._town = town
        self._turn = turn
        self._pause_s = pause_s
        self._is_over = is_over
        self._tell = threading.Lock()

    def start(self) -> None:
        for who in range(CLIENTS):
            threading.Thread(target=self._client, args=(who,), daemon=True).start()

    def _client(self, who: int) -> None:
        place = GivenPlace(words=f"Quay Street {who}")
        for number in itertools.count():
            name = f"{self._turn}/{who}/{number}"
            opened = self._ask(OpenIncident(type="fire.alarm", place=place), name)
            if not isinstance(opened, Accepted):
                return
            subject = f"incident/{opened.subjects[0]}"
            if self._ask(AddRemark(subject=subject, text="from the yard"), f"{name}/1") is None:
                return
            self._is_over.wait(self._pause_s)

    def _ask(self, command: Command, command_id: str) -> Outcome | None:
        """The answer, asked for until there is one; None when the town is at its end."""
        while not self._is_over.is_set():
            try:
                outcome = self._town.submit(
                    Order(command=command, command_id=command_id, actor=CHIEF)
                )
            except CommitterClosed:
                return None
            if not isinstance(outcome, Unknown):
                with self._tell:
                    sys.stdout.write(f"{command_id} {_positions(outcome)}\n")
                    sys.stdout.flush()
                return outcome
            self._is_over.wait(0.05)  # not faster than a person would
        return None


def _positions(outcome: Accepted | Denied) -> str:
    if isinstance(outcome, Accepted):
        return f"{outcome.first} {outcome.last}"
    return f"{outcome.position} {outcome.position}"


def main(folder: Path, turn: str, own_url: str, kind: str) -> None:
    """Order until killed or fenced."""
    is_over = threading.Event()

    def fenced(_url: str | None) -> None:
        is_over.set()

    beside = opened_beside(
        folder, fenced, own_url=own_url, waits=kind == "waits", patience_s=PATIENCE_S
    )
    with beside as (town, _):
        Load(town, turn, PAUSE_S[kind], is_over).start()
        is_over.wait()
    sys.stdout.write("FENCED\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4])
