"""Whoever may not know of an incident is answered as about none: every order, every refusal."""

from itertools import pairwise

import msgspec

from tests.laws.sight_secret import with_secret
from tests.laws.sight_town import Town, ellery
from tests.operations.story import MORNING
from tocsin.access import (
    in_sight_only,
    require,
)
from tocsin.operations import catalogue
from tocsin.operations.dispatch import DispatchUnit, PreemptUnit, ReassignUnit
from tocsin.operations.incident import (
    ArchiveIncident,
    OpenIncident,
)
from tocsin.operations.orders import Command, Context, Refused
from tocsin.operations.status import ReportOnScene


def _asked(town: Town, actor: str, command: Command) -> Refused | None:
    context = Context(
        code="PE",
        now=town.now(),
        occurred_at=town.now(),
        command_id="asked",
        actor=actor,
        number_key=b"k",
    )
    refused = require(command, town.picture, context)
    if refused is not None:
        return refused
    decision = catalogue.decide(command, town.picture, context)
    return in_sight_only(decision, town.picture, context) if isinstance(decision, Refused) else None


def _about(incident: str) -> list[Command]:
    """One order of every kind that takes an incident, about this one."""
    from tests.access.offices import sample

    town = ellery()
    found = []
    for name, kind in sorted(catalogue.COMMANDS.items()):
        if "incident" not in kind.__struct_fields__ or name in ("BreakGlass", "ShutGlass"):
            continue
        command = sample(name, town.picture, "p-dispatcher", "dispatcher")
        found.append(msgspec.structs.replace(command, incident=incident))
    return found


def test_every_order_about_a_restricted_incident_is_answered_as_about_none() -> None:
    town, secret = with_secret()
    nothing = "PE-260302-0000"
    for actor in ("p-dispatcher", "p-call_taker", "p-duty_officer", "p-crew", "p-clerk"):
        for real, unreal in zip(_about(secret), _about(nothing), strict=True):
            answer, other = _asked(town, actor, real), _asked(town, actor, unreal)
            assert answer is not None, (actor, real)
            assert other is not None, (actor, unreal)
            assert _unsaid(answer, secret) == _unsaid(other, nothing), (actor, real)


def _unsaid(refused: Refused, incident: str) -> tuple[str, dict[str, str]]:
    return refused.code, {k: v.replace(incident, "X") for k, v in refused.parameters.items()}


def test_orders_to_a_unit_on_a_restricted_incident_hear_that_it_is_elsewhere() -> None:
    town, secret = with_secret()
    open_one = next(each for each in town.picture.incidents if each != secret)
    orders: list[Command] = [
        DispatchUnit(unit="PE-E2", incident=open_one),
        ReassignUnit(unit="PE-E2", incident=open_one, reason="nearer"),
        PreemptUnit(unit="PE-E2", incident=open_one, reason="worse"),
        ReportOnScene(unit="PE-E2"),
    ]
    for order in orders:
        refused = _asked(town, "p-dispatcher", order)
        assert refused == Refused("committed_elsewhere", {"unit": "PE-E2"}), order
    assert _asked(town, "p-chief", orders[1]) is None


def test_a_refusal_that_would_name_a_restricted_incident_says_nothing_of_it() -> None:
    town, secret = with_secret()
    context = Context(
        code="PE", now=MORNING, occurred_at=MORNING, command_id="c", actor="p-dispatcher"
    )
    named = Refused("unit_is_committed", {"unit": "PE-E2", "incident": secret})
    assert in_sight_only(named, town.picture, context) == Refused("not_possible_now", {})
    for_chief = msgspec.structs.replace(context, actor="p-chief")
    assert in_sight_only(named, town.picture, for_chief) == named


def test_a_restricted_number_is_not_next_to_its_neighbours() -> None:
    """Numbers come from a permuted block: those around a hidden one lie anywhere."""
    town = Town(picture=ellery().picture)
    for n in range(40):
        town.give("system/test", OpenIncident(type="fire.bin", summary=f"bin {n}"))
    numbers = [int(each.number) for each in town.picture.incidents.values()]
    steps = [abs(a - b) for a, b in pairwise(numbers)]
    assert sum(step == 1 for step in sorted(steps)) <= 2
    assert max(numbers) > 5_000


def test_an_own_id_cannot_be_used_to_feel_for_a_restricted_one() -> None:
    town, secret = with_secret()
    for id in (secret, "PE-260302-0000"):
        refused = _asked(town, "p-dispatcher", OpenIncident(type="fire.bin", id=id))
        assert refused is not None
        assert refused.code == "condition_not_met"


def test_archiving_is_answered_alike_though_deciding_it_would_tell() -> None:
    town, secret = with_secret()
    for id in (secret, "PE-260302-0000"):
        refused = _asked(town, "p-duty_officer", ArchiveIncident(incident=id))
        assert refused == Refused("incident_unknown", {"incident": id})
