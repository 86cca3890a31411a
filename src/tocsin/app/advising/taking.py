"""Taking an option: the lines that send it, and what stays of the advice with each order."""

import msgspec

from tocsin.app.tongue import tell
from tocsin.operations.picture import Picture
from tocsin.planners.dispatch.advice import Advice, Option

LONGEST = 2_048
"""Of a basis, in bytes (`operations.orders.Basis`)."""


def name_of(picture: Picture, incident: str) -> str:
    """What a line calls an incident: its number, where no other open one has it."""
    found = picture.incidents.get(incident)
    if found is None:
        return incident
    alike = [each for each in picture.incidents.values() if each.number == found.number]
    return found.number if len(alike) == 1 else incident


def lines_of(option: Option, name: str) -> tuple[str, ...]:
    """One line for all that are free; who is taken from other work is moved by one of its own."""
    free = [each.call_sign for each in option.sends if each.leaves is None]
    moved = (each.call_sign for each in option.sends if each.leaves is not None)
    sent = [f"D {' '.join(free)} {name}"] if free else []
    return (*sent, *(f"X {sign} {name} ! {tell('advice-more-urgent')}" for sign in moved))


def basis_of(advice: Advice, at: int) -> str:
    """What stays with the order that follows an option: what it rests on and the facts it read, as
    JSON; of the other options and of the facts as many as there is room for."""
    option = advice.options[at]
    core: dict[str, object] = {
        **msgspec.to_builtins(advice.basis), "option": at + 1, "of": len(advice.options)
    }  # fmt: skip
    sends = [
        {"unit": e.unit, "p50_s": e.arrival_p50_s, "p90_s": e.arrival_p90_s, "age_s": e.age_s,
         "costs": e.costs}
        for e in option.sends
    ]  # fmt: skip
    facts: dict[str, object] = {
        "sends": sends, "uncovered": option.uncovered,
        "degraded": [each.code for each in advice.degraded],
    }  # fmt: skip
    others = [
        {"units": each.units, "cost": each.cost}
        for place, each in enumerate(advice.options) if place != at
    ]  # fmt: skip
    for more in ({**facts, "others": others}, facts, {"sends": option.units}, {}):
        text = msgspec.json.encode({**core, **more})
        if len(text) <= LONGEST:
            break
    return text.decode()
