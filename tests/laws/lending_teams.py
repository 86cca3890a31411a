"""Teams in the world of lending: what is done with them as one, and what then has to hold."""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from typing import TYPE_CHECKING

from tocsin.operations import hearing, lending, team_orders, teams, together
from tocsin.operations.believing import HearCustody
from tocsin.operations.orders import Command, Event
from tocsin.operations.picture.custody import CustodyEntry, holds
from tocsin.operations.picture.team import TeamKind

if TYPE_CHECKING:
    from tests.laws.lending_towns import LendingTowns
    from tests.laws.lending_world import LendingWorld, Stated, Step

TEAM = "A-ST1"


def formed(world: LendingTowns) -> None:
    """All units of A are one team, led by the first."""
    units = tuple(each for each in world.setting.fleet if each[0] == "A")
    order = teams.FormTeam(
        name="ST1", kind=TeamKind.strike_team, units=units, channel="7", leader_unit=units[0]
    )
    assert world.order("A", order) is None


def steps(world: LendingWorld) -> list[Step]:
    """Offered, and let go of, as one; or without a crew that does not answer."""
    from tests.laws.lending_world import Step

    found: list[Step] = []
    for town in world.setting.towns:
        for team in world.picture(town).teams.values():
            is_offered = any(world.custody(town, each).offer for each in team.units)
            orders: list[tuple[str, str, Command]] = [
                (
                    "offer-team",
                    to,
                    team_orders.OrderTeam(team=team.id, kind="OfferUnit", order=_offer(world, to)),
                )
                for to in world.near(town)
                if not is_offered
            ]
            silent = tuple(each for each in team.units if not _has_answered(world, town, each))
            orders.append(("release-team", "", team_orders.ReleaseTeam(team=team.id)))
            if silent:
                orders.append(
                    (
                        "leave-behind",
                        " ".join(silent),
                        team_orders.ReleaseTeam(
                            team=team.id, left_behind=silent, reason="does not answer"
                        ),
                    )
                )
            for kind, about, order in orders:
                if world.would_grant(town, order):
                    do = partial(_given, world, town, order)
                    found.append(Step(kind, (town, team.id, about), do))
    return found


def _given(world: LendingWorld, town: str, order: Command) -> None:
    assert world.order(town, order) is None


def _offer(world: LendingWorld, to: str) -> str:
    on = "true" if world.setting.sub_lends else "false"
    return f'{{"to": "{to}", "may_sub_lend": {on}}}'


def _has_answered(world: LendingWorld, town: str, unit: str) -> bool:
    kept = world.custody(town, unit)
    return holds(kept, town) and kept.offer is not None and kept.offer.is_ready


def heard(
    world: LendingWorld, reader: str, source: str, life: str, entry: CustodyEntry, unit: str
) -> Command | None:
    """What the reader's link orders on an entry; None where it waits for the rest of a team."""
    order = HearCustody(unit=unit, home=unit[0], by=source, entry=entry, incarnation=life)
    is_new = world.custody(reader, unit).claim.epoch < entry.epoch
    if not (is_new and together.goes_together(entry, reader)):
        return order
    return together.gathered(order, _arrived(world, reader, source, life), world.picture(reader))


def _arrived(
    world: LendingWorld, reader: str, source: str, life: str
) -> dict[str, together.ToldOf]:
    """Of each unit what was read, and what comes next: later entries may still be on their way."""
    found = {}
    for other in world.setting.fleet:
        for name, entry in world.entries_ahead(reader, source, other):
            if name == life:
                found[other] = together.ToldOf(other[0], (entry,))
    return found


def broken(world: LendingWorld) -> str | None:
    """A team that was let go of, or accepted, in pieces."""
    for town, lives in world.towns.items():
        for life in lives:
            why = _in_pieces(life.facts, is_calm=not world.is_disturbed())
            if why is not None:
                return f"{why}, by {town}"
    return None


def _in_pieces(facts: list[Stated], *, is_calm: bool) -> str | None:
    at_once: dict[object, list[Event]] = defaultdict(list)
    for fact in facts:
        at_once[fact.stamp.recorded_at].append(fact.event)
    for events in at_once.values():
        gone = {e.unit for e in events if isinstance(e, lending.UnitReleased)}
        came = {e.unit for e in events if isinstance(e, hearing.UnitAccepted)}
        for event in events:
            match event:
                case lending.UnitReleased() if event.team is not None:
                    if {each.unit for each in event.team.parts} != gone:
                        return f"RELEASED AS ONE only {sorted(gone)} of {event.team.id}"
                case hearing.UnitAccepted() if is_calm and event.limits.team is not None:
                    if {each.unit for each in event.limits.team.parts} != came:
                        return f"ACCEPTED AS ONE only {sorted(came)} of {event.limits.team.id}"
                case _:
                    pass
    return None
