"""Orders and the advice on display while they were given: followed, or not."""

from collections.abc import Sequence

import msgspec

from tocsin.app.grammar.told import Chain
from tocsin.operations.advised import Kept, kept
from tocsin.operations.dispatch import DispatchUnit, DivertUnit, PreemptUnit, ReassignUnit
from tocsin.operations.orders import Command

SENDING = (DispatchUnit, ReassignUnit, DivertUnit, PreemptUnit)


def carrying(basis: str | None, command: Command) -> Command:
    """The order with the advice that it follows, or does not: where that was on the same
    incident."""
    if basis is None or "basis" not in command.__struct_fields__:
        return command
    advice = kept(basis)
    if advice is not None and getattr(command, "incident", None) != advice.incident:
        return command
    return msgspec.structs.replace(command, basis=basis)


def besides(advice: Kept, chains: Sequence[Chain]) -> tuple[str, ...]:
    """The units that these send to the incident of an advice, and of which no option has all."""
    sent = [
        str(getattr(command, "unit", ""))
        for each in chains
        for command in each.commands
        if isinstance(command, SENDING) and command.incident == advice.incident
    ]
    is_option = advice.option_of(frozenset(sent)) is not None
    return () if is_option else tuple(sent)
