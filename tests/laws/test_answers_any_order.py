"""Any well-formed order on any picture that orders can reach: an answer, never an accident.

What is decided is pure (the same again, the picture untouched), storable, and evolves.
"""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.laws.generated import MORNING, commands
from tests.operations.story import Told
from tocsin.jurisdiction.snapshots import encode
from tocsin.log import MemoryKeys, Sealer, SeededEntropy, SimulatedClock, dec_hook
from tocsin.operations import catalogue
from tocsin.operations.catalogue import NAMES, Reader, decide
from tocsin.operations.incident import OpenIncident
from tocsin.operations.officers import RegisterPerson
from tocsin.operations.orders import Command, Context, Refused, Session
from tocsin.operations.picture import Picture
from tocsin.operations.units import RegisterUnit

READER = Reader(dec_hook)

BEGINNING: tuple[Command, ...] = (
    RegisterPerson(id="PE-1", roles=("administrator", "chief", "dispatcher")),
    RegisterPerson(id="PE-2", roles=("dispatcher",)),
    RegisterUnit(call_sign="1", kind="engine"),
    RegisterUnit(call_sign="2", kind="engine"),
    OpenIncident(id="PE-1", type="fire.structure"),
    OpenIncident(id="PE-2", type="fire.structure"),
)


class Desk:
    """Decides, seals, reads back and evolves, as a town does, without a log."""

    def __init__(self) -> None:
        keys = MemoryKeys("PE", SimulatedClock(MORNING), SeededEntropy(1))
        self._sealer = Sealer(keys)
        self.picture = Picture()
        self.position = 0
        for command in BEGINNING:
            assert not isinstance(self.give(command, "PE-1", 0), Refused), command

    def give(self, command: Command, actor: str, late_s: int) -> object:
        now = MORNING + timedelta(seconds=30 * self.position)
        context = Context(
            code="PE",
            now=now,
            occurred_at=now - timedelta(seconds=late_s),
            command_id=f"c-{self.position}",
            actor=actor,
            session=Session("s-1", "password", now),
            number_key=b"key",
        )
        before = encode(self.picture)
        decision = decide(command, self.picture, context)
        assert encode(self.picture) == before, "deciding changed the picture"
        assert decide(command, self.picture, context) == decision, "deciding is not repeatable"
        self.position += 1
        if isinstance(decision, Refused):
            assert decision.code
            return decision
        for event in decision:
            name, payload = NAMES[type(event)], self._sealer.encode(event)
            stamp = Told(self.position, now, context.occurred_at, actor=actor)
            self.picture = READER.fold(self.picture, name, payload, stamp)
        return decision


ACTORS = st.sampled_from(["PE-1", "PE-2", "system/clock"])


@given(st.data())
@settings(max_examples=settings().max_examples * 2)
def test_every_order_is_answered_and_every_answer_is_a_fold(data: st.DataObject) -> None:
    desk = Desk()
    for _ in range(data.draw(st.integers(1, 25))):
        command = data.draw(commands(desk.picture))
        desk.give(command, data.draw(ACTORS), data.draw(st.sampled_from([0, 0, 600])))


def test_a_decision_that_raises_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: an order whose decision stumbles does not pass."""

    def stumbling(command: Command, picture: Picture, context: Context) -> Refused:
        raise KeyError("planted")

    table: dict[type[Command], catalogue.Decide] = dict(catalogue.DECIDE)
    table[OpenIncident] = stumbling
    monkeypatch.setattr(catalogue, "DECIDE", table)
    with pytest.raises(KeyError, match="planted"):
        Desk()
