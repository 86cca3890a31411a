"""Guests that are kept in the world of lending: their home was left out, or its link is cut, and
two officers and the crew say so. Who keeps one may order it under an id of its own.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tocsin.operations import adopting, neighbour_links, overriding
from tocsin.operations.adopting import GuestAdopted
from tocsin.operations.orders import Refused
from tocsin.operations.picture.custody import holds
from tocsin.operations.units import assignable

if TYPE_CHECKING:
    from tests.laws.lending_world import LendingWorld, Step


def steps(world: LendingWorld, town: str, unit: str) -> list[Step]:
    """The first officer's word, the second's, the crew's."""
    from tests.laws.lending_world import Step

    kept = world.custody(town, unit)
    open_ = kept.override
    if open_ is not None and open_.kept_as is not None:
        if open_.confirmed_by is None:
            return [Step("keep-confirm", (town, unit), partial(_confirm, world, town, unit))]
        return [Step("keep", (town, unit), partial(_keep, world, town, unit, open_.nonce))]
    if unit[0] == town or not world.may("adoptions") or kept.kept_at is not None:
        return []
    if kept.is_reconciled and not (holds(kept, town) or kept.is_watching):
        return []
    return [Step("keep-open", (town, unit), partial(_open, world, town, unit))]


def _open(world: LendingWorld, town: str, unit: str) -> None:
    order = adopting.AdoptGuest(unit=unit, reason="their hall is gone")
    if world.would_grant(town, order):
        world.spend("adoptions")
        world.order(town, order)
        return
    home = unit[0]
    cut = neighbour_links.CutNeighbour(neighbour=home, reason="nobody answers there any more")
    if home in world.near(town) and world.would_grant(town, cut):
        world.order(town, cut)


def _confirm(world: LendingWorld, town: str, unit: str) -> None:
    world.order(town, overriding.ConfirmOverride(unit=unit), world.second_officer)


def _keep(world: LendingWorld, town: str, unit: str, nonce: str) -> None:
    """The crew says the digits back, and listens to the new id alone from then on."""
    asked = world.asks_crew
    order = overriding.AnswerOverride(
        unit=unit, nonce=nonce if asked else "nobody was asked", words="ready", heard_by="desk"
    )
    if world.would_grant(town, order):
        world.order(town, order)
        if asked:
            world.crews[unit] = None
            world.keepers[unit] = town
            world.kept.add((town, unit))


def voices(world: LendingWorld, unit: str) -> set[str]:
    """Towns whose orders under an id of their own its crew obeys."""
    found = set()
    for town in world.setting.towns:
        name = f"{town}-{unit}"
        is_given = not isinstance(
            assignable(world.picture(town), name, world.context(town)), Refused
        )
        if is_given and world.keepers.get(unit) == town:
            found.add(town)
    return found


def broken(world: LendingWorld, unit: str) -> str | None:
    """Nobody keeps what its crew has not answered for."""
    for town, lives in world.towns.items():
        for fact in lives[-1].facts:
            event = fact.event
            if not isinstance(event, GuestAdopted) or event.unit != unit:
                continue
            if len(set(event.officers)) < 2 or not event.nonce:
                return "AUDIT a guest is kept without two officers and a nonce"
            if (town, unit) not in world.kept:
                return f"CREW-FIRST {town} keeps {unit}, and its crew was never asked"
    return None
