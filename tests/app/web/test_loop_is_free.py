"""What is measured before an order is decided is not measured in the loop of the door."""

import asyncio
import threading
from pathlib import Path

from tests.operations.story import MORNING
from tests.operations.warned import HERE, drafting
from tocsin.app.web.landing import Awaited, Landing
from tocsin.app.web.orders import submitted
from tocsin.app.wiring import found, opened
from tocsin.jurisdiction.orders import Order, Outcome
from tocsin.jurisdiction.town import Town
from tocsin.log.clock import SimulatedClock
from tocsin.operations.officers import RegisterPerson
from tocsin.operations.orders import Command
from tocsin.operations.picture import Picture
from tocsin.operations.picture.warning import PublicWarning
from tocsin.operations.surveying import Survey
from tocsin.operations.warnings import CheckWarning
from tocsin.terms.kinds import LogKind


def test_an_area_is_measured_beside_the_loop(tmp_path: Path) -> None:
    folder, clock = tmp_path / "perry", SimulatedClock(MORNING)
    found(folder, name="Perry", code="PE", kind=LogKind.test, officer="first", clock=clock)
    measured: list[int] = []
    queued: list[int] = []

    def survey(_picture: Picture, _warning: PublicWarning) -> Survey:
        measured.append(threading.get_ident())
        return HERE

    with opened(folder, clock) as town:
        town.knows_ground(survey)
        ordered = town.queue

        def queue(order: Order, answer: Awaited[Outcome]) -> None:
            queued.append(threading.get_ident())
            ordered(order, answer)

        town.queue = queue  # type: ignore[method-assign,assignment]

        async def all_of_it() -> int:
            await _given(town, RegisterPerson(id="p-ana", handle="ana", roles=("duty_officer",)))
            await _given(town, drafting(), "p-ana")
            [warning] = town.picture.warnings.values()
            await _given(town, CheckWarning(warning=warning.id), "p-ana")
            return threading.get_ident()

        loop = asyncio.run(all_of_it())
    assert len(measured) == 1
    assert loop not in measured
    assert queued[:2] == [loop, loop], "the control: what needs no look is queued in the loop"


async def _given(town: Town, command: Command, who: str = "PE-p-first") -> Outcome:
    order = Order(command=command, command_id=f"{type(command).__name__}", actor=who)
    return await submitted(town, order, Landing(asyncio.get_running_loop()))
