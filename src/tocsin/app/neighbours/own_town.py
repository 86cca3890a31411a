"""What speaking with neighbours needs of the own town: what it decided, a clock, a way to order."""

import os
from collections.abc import Callable, Sequence
from datetime import datetime

from tocsin.app.checking import checked
from tocsin.federation.link_key import Succession
from tocsin.federation.replica import Replica, SliceFault, SliceRefused
from tocsin.jurisdiction.orders import Order
from tocsin.operations.hearing import HEARER
from tocsin.operations.neighbour_links import DoubtNeighbour, RotateNeighbourKey
from tocsin.operations.orders import Command
from tocsin.operations.picture import Picture
from tocsin.operations.picture.neighbour import Doubt

DOUBTS = {SliceFault.rolled_back: Doubt.rolled_back, SliceFault.forked: Doubt.forked}


class OwnTown:
    """What following needs of the town: what it decided, a clock, a way to give orders."""

    def __init__(
        self,
        code: str,
        picture: Callable[[], Picture],
        now: Callable[[], datetime],
        submit: Callable[[Order], object],
    ) -> None:
        self.code = code
        self.picture = picture
        self.now = now
        self._submit = submit

    def order(self, command: Command, command_id: str) -> object:
        """Give an order as the town's own part; its outcome, which is on record. Raises Told where
        it says what no order may say.
        """
        return self._submit(Order(command=checked(command), command_id=command_id, actor=HEARER))


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
