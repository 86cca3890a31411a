"""Every cell of role × order: what a row allows is allowed, everything else is refused."""

import typing

import msgspec
import pytest

from tests.access.offices import ROLES, context, furnished, sample, with_list
from tocsin.access import require
from tocsin.access.mentions import MENTIONS, NO_SUBJECT
from tocsin.access.permission import ORDER_CONDITIONS
from tocsin.access.table import SHIPPED
from tocsin.operations import catalogue
from tocsin.operations.orders import Refused
from tocsin.operations.picture import Map, Picture
from tocsin.operations.picture.people import Person
from tocsin.terms.codes import Role

SYSTEM = (
    "system/founder",
    "system/clock",
    "system/import",
    "system/neighbours",
    "system/residents",
    "system/carriers",
    "system/warnings",
    "system/standby",
    "system/nobody",
)
ORDERS = sorted(catalogue.COMMANDS)


def _inside(role: Role) -> Picture:
    """The actor is on everything: rides on the unit, holds a position, stands on the list."""
    actor = f"p-{role}"
    town = furnished(actor if role is not Role.importer else None)
    return _with_importer(with_list(town.picture, town.incident(0), (actor,)))


def _outside() -> Picture:
    return _with_importer(furnished().picture)


def _with_importer(picture: Picture) -> Picture:
    importer = Person("p-importer", roles=("importer",))
    return msgspec.structs.replace(picture, people=picture.people.put("p-importer", importer))


INSIDE = {role: _inside(role) for role in ROLES}
OUTSIDE = _outside()


def _code(answer: Refused | None) -> str | None:
    return None if answer is None else answer.code


@pytest.mark.parametrize("order", ORDERS)
def test_every_order_has_a_row(order: str) -> None:
    assert SHIPPED.grants(order), f"{order} has no row: nobody may give it"


def test_every_row_is_of_an_order_a_role_and_a_condition_that_there_are() -> None:
    assert set(SHIPPED.commands) <= set(ORDERS)
    for order, grants in SHIPPED.commands.items():
        assert len({(each.role, each.condition) for each in grants}) == len(grants), order
        for each in grants:
            assert each.role in (*Role, *SYSTEM[:-1]), (order, each)
            assert each.condition in ORDER_CONDITIONS, (order, each)


@pytest.mark.parametrize("order", ORDERS)
def test_a_role_with_a_row_may_give_the_order_and_every_other_may_not(order: str) -> None:
    for role in ROLES:
        actor = f"p-{role}"
        grants = [each for each in SHIPPED.grants(order) if each.role == role]
        if not grants:
            refused = require(
                sample(order, INSIDE[role], actor, Role.chief), INSIDE[role], context(actor)
            )
            assert _code(refused) == "role_may_not", (order, role)
            continue
        command = sample(order, INSIDE[role], actor, role)
        assert require(command, INSIDE[role], context(actor)) is None, (order, role)


@pytest.mark.parametrize("order", ORDERS)
def test_a_condition_that_does_not_hold_refuses(order: str) -> None:
    for role in ROLES:
        grants = [each for each in SHIPPED.grants(order) if each.role == role]
        actor = f"p-{role}"
        if not grants or any(each.condition == "always" for each in grants):
            continue
        command = sample(order, OUTSIDE, "p-observer", role)
        if "unnamed" in {each.condition for each in grants}:
            command = msgspec.structs.replace(command, id="PE-chosen")
        refused = require(command, OUTSIDE, context(actor))
        assert refused is not None, (order, role)


@pytest.mark.parametrize("order", ORDERS)
def test_the_towns_own_parts_may_do_what_their_rows_say(order: str) -> None:
    grants = {each.role: each.condition for each in SHIPPED.grants(order)}
    empty = msgspec.structs.replace(OUTSIDE, people=Map[Person]())
    for actor in SYSTEM:
        answer = require(sample(order, OUTSIDE, "p-chief", Role.chief), OUTSIDE, context(actor))
        if actor not in grants:
            assert _code(answer) == "role_may_not", (order, actor)
        elif grants[actor] == "empty_town":
            assert _code(answer) == "condition_not_met"
            command = sample(order, empty, "p-chief", Role.chief)
            assert require(command, empty, context(actor)) is None
        else:
            assert answer is None


def test_nobody_known_may_nothing() -> None:
    for order in ORDERS:
        for actor in ("p-stranger", ""):
            command = sample(order, OUTSIDE, "p-chief", Role.chief)
            assert _code(require(command, OUTSIDE, context(actor))) == "actor_unknown"


def test_every_id_in_an_order_is_known_to_name_a_subject_or_none() -> None:
    for order, kind in catalogue.COMMANDS.items():
        for field, hint in typing.get_type_hints(kind, include_extras=True).items():
            if "max_length=80" in str(hint):
                assert field in MENTIONS or field in NO_SUBJECT, (order, field)
