"""A town with one subject of every kind, and a sample of every order about them."""

import types
import typing
from datetime import timedelta
from enum import Enum

import msgspec

from tests.laws.sight_town import INSIDE, NEAR, Town, ellery
from tests.operations.story import MORNING
from tocsin.access.mentions import MENTIONS
from tocsin.access.table import SHIPPED
from tocsin.operations import catalogue, posts, tasks
from tocsin.operations.attaching import AttachReport
from tocsin.operations.closures import DeclareClosure, GivenExtent
from tocsin.operations.crews import CrewUnit, StandDownCrew
from tocsin.operations.dispatch import DispatchUnit
from tocsin.operations.incident import GivenPlace
from tocsin.operations.intake import ReceiveReport
from tocsin.operations.narrative import AddRemark
from tocsin.operations.objectives import SetObjective
from tocsin.operations.obligations import OweThis
from tocsin.operations.order_text import written
from tocsin.operations.orders import Command, Context
from tocsin.operations.picture import Picture
from tocsin.operations.picture.command import OwnerKind, TaskOwner
from tocsin.operations.picture.team import TeamKind
from tocsin.operations.picture.unit import Seat
from tocsin.operations.teams import FormTeam
from tocsin.terms.codes import Channel, Role
from tocsin.terms.ics import IcsPosition, ObjectivePriority

ROLES = [*INSIDE, Role.importer]


def context(actor: str) -> Context:
    """An order given at this moment by this actor."""
    return Context(
        code="PE", now=MORNING, occurred_at=MORNING, command_id="c-x", actor=actor, number_key=b"k"
    )


def furnished(insider: str | None = None) -> Town:
    """One subject of each kind. The insider rides on E1, which works on the first incident."""
    town = ellery()
    first = town.incident(0)
    about = f"incident/{first}"

    def must(actor: str, command: Command) -> None:
        assert town.give(actor, command), command

    must("p-chief", StandDownCrew(unit="PE-E1"))
    must("p-chief", CrewUnit(unit="PE-E1", seats=(Seat(insider or "p-crew-2"),), count=4))
    must("p-chief", DispatchUnit(unit="PE-E1", incident=first))
    must("p-chief", ReceiveReport(channel=Channel.call))
    must("p-chief", AttachReport(report=town.report(0), incident=first))
    must("p-chief", AddRemark(subject=about, text="words"))
    must("p-chief", OweThis(kind="call_back", subject=about, due_at=MORNING + timedelta(hours=9)))
    must(
        "p-chief",
        SetObjective(incident=first, text="hold", priority=ObjectivePriority.life_safety),
    )
    must(
        "p-chief",
        tasks.AssignTask(incident=first, text="look", owner=TaskOwner(OwnerKind.person, "p-chief")),
    )
    must(
        "p-chief",
        posts.EstablishPost(
            incident=first, position=IcsPosition.safety_officer, person=insider or "p-crew-2"
        ),
    )
    extent = GivenExtent(place=GivenPlace(label="Road", point=NEAR), radius_m=50)
    must("p-chief", DeclareClosure(kind="flooded", extent=extent, incident=first))
    units = tuple(sorted(town.picture.units))[:2]
    team = FormTeam(
        name="TF1", kind=TeamKind.task_force, units=units, channel="7", leader="p-chief"
    )
    must("p-chief", team)
    return town


def with_list(picture: Picture, incident: str, people: tuple[str, ...]) -> Picture:
    """The picture in which these people stand on an incident's list."""
    found = picture.incidents.get(incident)
    assert found is not None
    changed = msgspec.structs.replace(found, need_to_know=people)
    return msgspec.structs.replace(picture, incidents=picture.incidents.put(incident, changed))


def sample(name: str, picture: Picture, actor: str, role: str) -> Command:
    """An order of this name about the subjects of the town, as its actor might give it."""
    kind = catalogue.COMMANDS[name]
    hints = typing.get_type_hints(kind)
    speaks_of = {field for field, named in MENTIONS.items() if named is not None} - {"instead"}
    wanted = _required(kind) | (speaks_of & hints.keys())
    given = {field: _value(field, hints[field], picture, actor) for field in wanted}
    if "unit" in given and not any(g.condition == "own_unit" for g in SHIPPED.grants(name)):
        given["unit"] = "PE-E2"
    if name == "Propose":
        inside = sample(_may_always(role), picture, actor, role)
        given |= {
            "kind": type(inside).__name__,
            "order": msgspec.json.encode(inside).decode(),
        }
    if name == "ExecuteProposal":
        inside = sample(_may_always(role), picture, actor, role)
        given["text"] = written(inside, "PE-a1", context(actor))
    return kind(**given)


def _required(kind: type) -> set[str]:
    """Fields that have to be given."""
    return {
        each.name
        for each in msgspec.structs.fields(kind)
        if each.default is msgspec.NODEFAULT and each.default_factory is msgspec.NODEFAULT
    }


def _may_always(role: str) -> str:
    """The first order that a role may give whatever the subject, and that may be proposed."""
    for name, grants in sorted(SHIPPED.commands.items()):
        is_guarded = any(word in name for word in ("Propos", "Objection", "Approval", "Adopt"))
        may = any(grant.role == role and grant.condition == "always" for grant in grants)
        if may and not is_guarded:
            return name
    raise AssertionError(f"{role} may do nothing whatever the subject")


def _value(field: str, hint: object, picture: Picture, actor: str) -> object:
    named = MENTIONS.get(field)
    is_many = typing.get_origin(hint) is tuple
    if (named is not None and not isinstance(hint, type)) or field in ("subject", "owner"):
        return _many(_named(field, named or "", picture, actor), is_many)
    if named is not None and hint is str:
        return _named(field, named, picture, actor)
    return _plain(hint, picture, actor)


def _many(value: object, is_many: bool) -> object:
    return (value,) if is_many else value


def _named(field: str, kind: str, picture: Picture, actor: str) -> str:
    if kind == "":
        return f"incident/{next(iter(picture.incidents))}"
    if kind == "people":
        return actor
    if kind == "units":
        return "PE-E1"
    if kind == "incidents":
        return next(iter(picture.incidents))
    found = list(getattr(picture, kind))
    return found[0] if found else f"no-{field}"


def _plain(hint: object, picture: Picture, actor: str) -> object:
    origin = typing.get_origin(hint)
    if origin is typing.Annotated:
        return _plain(typing.get_args(hint)[0], picture, actor)
    if origin in (typing.Union, types.UnionType):
        parts = typing.get_args(hint)
        return None if type(None) in parts else _plain(parts[0], picture, actor)
    if origin is tuple:
        return ()
    if origin is dict:
        return {}
    assert isinstance(hint, type), hint
    if issubclass(hint, Enum):
        return next(iter(hint))
    if issubclass(hint, msgspec.Struct):
        hints = typing.get_type_hints(hint)
        return hint(**{name: _value(name, hints[name], picture, actor) for name in _required(hint)})
    plain: dict[type, object] = {str: "x", int: 60, bool: True}
    return plain.get(hint, MORNING)
