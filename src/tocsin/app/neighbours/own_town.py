"""What speaking with neighbours needs of the own town: what it decided, a clock, a way to order."""

import os
import time
from collections.abc import Callable, Sequence
from datetime import datetime

from tocsin.app.checking import checked
from tocsin.federation.link_key import Succession
from tocsin.federation.replica import Replica, SliceFault, SliceRefused
from tocsin.jurisdiction.fold import Step
from tocsin.jurisdiction.orders import Order
from tocsin.jurisdiction.town import CLOCK
from tocsin.operations.hearing import HEARER
from tocsin.operations.neighbour_links import DoubtNeighbour, RotateNeighbourKey
from tocsin.operations.orders import Command
from tocsin.operations.picture import Picture
from tocsin.operations.picture.neighbour import Doubt

DOUBTS = {SliceFault.rolled_back: Doubt.rolled_back, SliceFault.forked: Doubt.forked}

WORK_LASTS_S = 2.0
"""So long after an order hearing still gives way: the next one is likely."""
BESIDE = (HEARER, CLOCK)
"""Who orders what nobody here waits for."""


class OwnTown:
    """What following needs of the town: what it decided, a clock, a way to give orders."""

    def __init__(
        self,
        code: str,
        picture: Callable[[], Picture],
        now: Callable[[], datetime],
        submit: Callable[[Order], object],
        is_at_work: Callable[[], bool] = lambda: False,
    ) -> None:
        """`is_at_work`: whether others than neighbours have work done here at this moment."""
        self.is_at_work = is_at_work
        self.code = code
        self.picture = picture
        self.now = now
        self._submit = submit

    def order(self, command: Command, command_id: str) -> object:
        """Give an order as the town's own part; its outcome, which is on record. Raises Told where
        it says what no order may say.
        """
        return self._submit(Order(command=checked(command), command_id=command_id, actor=HEARER))


class Work:
    """Whether a town has work of its own: what was recorded lately, and not for a neighbour."""

    def __init__(self, clock_s: Callable[[], float] = time.monotonic) -> None:
        self._clock_s = clock_s
        self._last_s = -WORK_LASTS_S

    def stepped(self, steps: Sequence[Step]) -> None:
        """What a commit recorded; see `Town.watch`."""
        if any(each.record.actor not in BESIDE for each in steps):
            self._last_s = self._clock_s()

    def is_going_on(self) -> bool:
        """Whether somebody of the town, or a resident, ordered something within moments."""
        return self._clock_s() - self._last_s < WORK_LASTS_S


def follow_keys(town: OwnTown, code: str, steps: Sequence[Succession]) -> None:
    """Put on record that a neighbour goes on under keys that the ones before have signed."""
    for each in steps:
        command = RotateNeighbourKey(
            neighbour=code, public_key=each.new, previous=each.old, signature=each.signature
        )
        town.order(command, f"neighbour-key/{code}/{each.new[:32]}")


def afresh_if_healed(replica: Replica, picture: Picture) -> None:
    """A person has ended a doubt since this replica was last read, whoever ran then: it goes on
    with what the neighbour now says. Raises StorageUnknown.
    """
    neighbour = picture.neighbours.get(replica.neighbour)
    if neighbour is not None and neighbour.heals != replica.state.heals:
        replica.begin_afresh(neighbour.heals)


def doubt_of(town: OwnTown, code: str, refused: SliceRefused) -> None:
    """Put on record what a neighbour has signed and cannot be true."""
    doubt = DOUBTS.get(refused.fault)
    if doubt is not None:
        command = DoubtNeighbour(neighbour=code, fault=doubt, says=str(refused)[:200])
        town.order(command, f"neighbour-doubt/{code}/{os.urandom(8).hex()}")
