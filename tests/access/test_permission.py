"""May this person give this order, now? What somebody at a desk would notice."""

import msgspec

from tests.access.offices import context, furnished, sample
from tests.laws.sight_town import Town, ellery
from tocsin.access import require
from tocsin.operations.dispatch import DispatchUnit
from tocsin.operations.looks import BreakGlass
from tocsin.operations.officers import DeactivatePerson, RegisterPerson, SetRoles
from tocsin.operations.orders import Command, Refused
from tocsin.operations.picture.policy import (
    CommandRow,
    FieldGrant,
    FieldRow,
    Grant,
)
from tocsin.operations.policy import AdoptAccess
from tocsin.operations.proposals import Propose
from tocsin.operations.restriction import LiftRestriction, RestrictIncident
from tocsin.operations.units import RegisterUnit


def asked(town: Town, actor: str, command: Command) -> Refused | None:
    return require(command, town.picture, context(actor))


def test_a_role_given_or_taken_acts_on_the_next_order() -> None:
    town = ellery()
    order = DispatchUnit(unit="PE-E1", incident=town.incident(0))
    assert asked(town, "p-observer", order) == Refused(
        "role_may_not", {"command": "DispatchUnit", "roles": "observer"}
    )
    town.give("p-administrator", SetRoles(person="p-observer", roles=("dispatcher",)))
    assert asked(town, "p-observer", order) is None
    town.give("p-administrator", DeactivatePerson(person="p-observer", reason="leave"))
    assert asked(town, "p-observer", order) == Refused("actor_unknown", {"actor": "p-observer"})


def test_an_adopted_row_takes_the_place_of_the_delivered_one() -> None:
    town = ellery()
    order = DispatchUnit(unit="PE-E1", incident=town.incident(0))
    row = CommandRow("DispatchUnit", (Grant("call_taker"),))
    assert asked(town, "p-administrator", AdoptAccess(commands=(row,))) is None
    town.give("p-administrator", AdoptAccess(commands=(row,)))
    assert asked(town, "p-call_taker", order) is None
    assert asked(town, "p-dispatcher", order) is not None
    town.give("p-administrator", AdoptAccess(commands=(), after=1))
    assert asked(town, "p-dispatcher", order) is None, "an empty adoption is the delivered table"


def test_a_table_with_an_order_or_condition_that_there_is_not_is_refused() -> None:
    town = ellery()
    unsound = {
        "access_command_unknown": AdoptAccess(commands=(CommandRow("SendTheFleet"),)),
        "access_condition_unknown": AdoptAccess(
            commands=(CommandRow("DispatchUnit", (Grant("chief", "on_sundays"),)),)
        ),
    }
    for code, order in unsound.items():
        refused = asked(town, "p-administrator", order)
        assert refused is not None
        assert refused.code == code


def test_a_field_row_may_not_look_two_links_away() -> None:
    row = FieldRow("narratives", "crew", (FieldGrant(("entries",), "own_incident"),))
    refused = asked(ellery(), "p-administrator", AdoptAccess(fields=(row,)))
    assert refused == Refused("access_condition_unknown", {"condition": "own_incident"})


def test_only_the_founder_may_act_in_an_empty_town_and_only_there() -> None:
    empty, full = Town(), ellery()
    first = RegisterPerson(id="PE-p-first", roles=("administrator",))
    assert asked(empty, "system/founder", first) is None
    assert asked(empty, "system/founder", RegisterUnit(call_sign="E9", kind="engine")) is None
    assert asked(full, "system/founder", first) is not None
    assert asked(empty, "p-anybody", first) == Refused("actor_unknown", {"actor": "p-anybody"})
    refused = asked(empty, "system/founder", SetRoles(person="x", roles=()))
    assert refused is not None
    assert refused.code == "role_may_not"


def test_a_crew_reports_for_its_own_unit_only() -> None:
    town = furnished("p-crew")
    own = sample("ReportOnScene", town.picture, "p-crew", "crew")
    assert asked(town, "p-crew", own) is None
    other = msgspec.structs.replace(own, unit="PE-E2")
    refused = asked(town, "p-crew", other)
    assert refused == Refused(
        "condition_not_met", {"command": "ReportOnScene", "conditions": "own_unit"}
    )


def test_a_proposal_needs_the_right_to_the_order_inside() -> None:
    town = ellery()
    roles = Propose(kind="SetRoles", order='{"person": "p-planner", "roles": ["administrator"]}')
    refused = asked(town, "p-planner", roles)
    assert refused is not None
    assert refused.code == "role_may_not"
    assert asked(town, "p-administrator", roles) is None


def test_who_may_not_know_of_an_incident_may_break_the_glass_and_then_knows() -> None:
    town = ellery()
    secret = town.incident(0)
    town.give("system/test", RestrictIncident(incident=secret, need_to_know=("p-chief",)))
    order = DispatchUnit(unit="PE-E1", incident=secret)
    assert asked(town, "p-dispatcher", order) == Refused("incident_unknown", {"incident": secret})
    glass = BreakGlass(incident=secret, reason="caller on the line")
    assert asked(town, "p-dispatcher", glass) is None
    assert asked(town, "p-observer", glass) is not None
    assert town.give("p-dispatcher", glass)
    assert asked(town, "p-dispatcher", order) is None
    assert asked(town, "p-dispatcher-2", order) is not None


def test_an_order_for_those_on_the_list_says_so_where_the_matter_is_open() -> None:
    town = ellery()
    refused = asked(town, "p-chief", LiftRestriction(incident=town.incident(0), reason="x"))
    assert refused == Refused("not_on_need_to_know", {"command": "LiftRestriction"})
