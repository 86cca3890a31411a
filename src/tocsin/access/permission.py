"""May this actor give this order, now? Asked for every order, on the picture it will be decided on.

Roles are read from the picture each time. About what an actor may not know of, every order gets the
answer for what does not exist: from here, in both cases, so that the two cannot be told apart.
"""

import msgspec

from tocsin.access.conditions import SIGHT_CONDITIONS, Condition, has_post, is_own_matter, works_on
from tocsin.access.link_table import ABOUT
from tocsin.access.mentions import BLIND, LEAVES_ASSIGNMENT, UNKNOWN, mentioned
from tocsin.access.refusals import AccessRefusal
from tocsin.access.sight import Eye
from tocsin.access.table import table_of
from tocsin.access.viewer import person
from tocsin.operations import catalogue
from tocsin.operations.execution import ExecuteProposal
from tocsin.operations.narrative import NarrativeRefusal
from tocsin.operations.order_text import read_order
from tocsin.operations.orders import Command, Context, Refused, refuse
from tocsin.operations.picture import KINDS, Picture, Subject, subject
from tocsin.operations.policy import AdoptAccess
from tocsin.operations.proposals import Propose
from tocsin.operations.records_requests import RecordsRefusal
from tocsin.operations.team_orders import OrderTeam, ReleaseTeam, inner_orders

NOTHING_THERE = frozenset(
    {
        *(code for code, _ in UNKNOWN.values()),
        str(NarrativeRefusal.subject_unknown),
        str(RecordsRefusal.records_not_asked_for),
    }
)
"""Answers for what does not exist, which the same words give to what is out of sight."""
COMPARED = ("incidents", "reports")
"""Fields whose ids are compared with others and not looked up."""
OWNING = ("subject", "owner")
"""Fields that hold a whole key ("incident/PE-1")."""
SYSTEM = "system/"
"""Actors of the town itself begin so: the clock, the import, the founder. They are rows of the
table.
"""


def require(command: Command, picture: Picture, context: Context) -> Refused | None:
    """None where the order may be decided; else why not. Pure.

    Refusals: actor_unknown, role_may_not, condition_not_met, not_on_need_to_know,
    committed_elsewhere, the unknown-answer of each kind, and those of an unsound table.
    """
    actor = context.actor
    if actor.startswith(SYSTEM):
        return _granted(command, picture, actor, (actor,), None) or _inside(
            command, picture, context
        )
    found = picture.people.get(actor)
    if found is None or not found.is_active or found.is_forgotten:
        return refuse(AccessRefusal.actor_unknown, actor=actor)
    table = table_of(picture.access.get("access"))
    name = type(command).__name__
    if not table.names(name, found.roles):
        return _role_may_not(name, found.roles)
    eye = Eye(picture, person(actor))
    return (
        _unknown(command, eye)
        or _granted(command, picture, actor, found.roles, eye)
        or _elsewhere(command, eye)
        or _unsound(command)
        or _inside(command, picture, context)
    )


def _role_may_not(command: str, roles: tuple[str, ...]) -> Refused:
    held = ", ".join(sorted(roles)) or "none"
    return refuse(AccessRefusal.role_may_not, command=command, roles=held)


def _granted(
    command: Command, picture: Picture, actor: str, roles: tuple[str, ...], eye: Eye | None
) -> Refused | None:
    """Whether a row of one of these roles holds; if not, which condition was in the way."""
    name = type(command).__name__
    grants = [
        grant
        for grant in table_of(picture.access.get("access")).grants(name)
        if grant.role in roles
    ]
    if not grants:
        return _role_may_not(name, roles)
    if any(_meets(grant.condition, command, picture, actor, eye) for grant in grants):
        return None
    asked = sorted({grant.condition for grant in grants})
    if asked == [Condition.need_to_know]:
        return refuse(AccessRefusal.not_on_need_to_know, command=name)
    return refuse(AccessRefusal.condition_not_met, command=name, conditions=", ".join(asked))


def _meets(condition: str, command: Command, picture: Picture, actor: str, eye: Eye | None) -> bool:
    """Whether a condition of an order's row holds. An unknown one never does."""
    if condition == Condition.always:
        return True
    if condition == Condition.empty_town:
        return not len(picture.people)
    if condition == Condition.unnamed:
        return getattr(command, "id", None) is None
    if eye is None:
        return False
    keys = mentioned(command)
    if condition == Condition.own_person:
        people = [name for _, (kind, name) in keys if kind == "people"]
        return bool(people) and actor in people[:1]
    if condition == Condition.own_unit:
        units = [name for _, (kind, name) in keys if kind == "units"]
        return bool(units) and all(_rides(picture, name, eye) for name in units)
    if condition == Condition.own_matter:
        return _own_matter(command, picture, eye)
    incidents = incidents_of(command, picture)
    if condition == Condition.own_incident:
        return bool(incidents) and all(_is_own(picture, each, actor, eye) for each in incidents)
    if condition == Condition.need_to_know:
        found = [picture.incidents.get(each) for each in incidents]
        return bool(found) and all(each and actor in each.need_to_know for each in found)
    return False


ORDER_CONDITIONS = frozenset(
    {
        Condition.always, Condition.empty_town, Condition.unnamed, Condition.own_person,
        Condition.own_unit, Condition.own_matter, Condition.own_incident, Condition.need_to_know,
    }
)  # fmt: skip
"""Conditions that a row of an order may name."""


def _rides(picture: Picture, unit: str, eye: Eye) -> bool:
    """Whether the actor belongs to a unit: by the register, or by a seat on it now."""
    found = picture.units.get(unit)
    return eye.where.unit == unit or (found is not None and eye.viewer.id in found.crew)


def _is_own(picture: Picture, incident: str, actor: str, eye: Eye) -> bool:
    found = picture.incidents.get(incident)
    if found is None:
        return False
    rides = any(_rides(picture, unit, eye) for unit in found.units)
    return rides or works_on(eye.where.unit, found) or has_post(picture, incident, actor)


def _own_matter(command: Command, picture: Picture, eye: Eye) -> bool:
    about = getattr(command, "subject", None)
    if about is None:
        owed = picture.obligations.get(str(getattr(command, "obligation", "")))
        about = None if owed is None else owed.subject
    return about is not None and is_own_matter(eye.where, about, eye.sees)


def incidents_of(command: Command, picture: Picture) -> list[str]:
    """Incidents that an order is about: named, or those its objective, task or report belongs
    to.
    """
    found = []
    for _, key in mentioned(command):
        if key[0] == "incidents":
            found.append(key[1])
        elif key[0] in UNKNOWN:
            incident = getattr(subject(picture, key), "incident", None)
            found += [] if incident is None else [incident]
    return found


def _unknown(command: Command, eye: Eye) -> Refused | None:
    """The answer for what does not exist, also for what exists out of the actor's sight."""
    if type(command).__name__ in BLIND:
        return None
    for field, key in mentioned(command):
        if key[0] in UNKNOWN and not eye.sees(key):
            if field in OWNING:
                return refuse(NarrativeRefusal.subject_unknown, subject=getattr(command, field))
            code, parameter = UNKNOWN[key[0]]
            return Refused(code, {parameter: key[1]})
    return None


def _elsewhere(command: Command, eye: Eye) -> Refused | None:
    """A unit that works on something out of the actor's sight is committed elsewhere: nothing
    more.
    """
    if type(command).__name__ in LEAVES_ASSIGNMENT:
        return None
    for _, (kind, name) in mentioned(command):
        unit = eye.picture.units.get(name) if kind == "units" else None
        if unit is None or unit.incident is None or eye.sees(("incidents", unit.incident)):
            continue
        return refuse(AccessRefusal.committed_elsewhere, unit=unit.id)
    return None


def _inside(command: Command, picture: Picture, context: Context) -> Refused | None:
    """An order inside a proposal needs what it would need outside, of its author."""
    if isinstance(command, Propose):
        order = read_order(command.kind, command.order, catalogue.BOOK)
        author = context.actor
    elif isinstance(command, OrderTeam | ReleaseTeam):
        return _of_each(command, picture, context)
    elif isinstance(command, ExecuteProposal):
        order = catalogue.inner(command)
        found = picture.proposals.get(command.proposal)
        author = context.actor if found is None else found.author.person
    else:
        return None
    if isinstance(order, Refused):
        return order
    return require(order, picture, msgspec.structs.replace(context, actor=author))


def _of_each(
    command: OrderTeam | ReleaseTeam, picture: Picture, context: Context
) -> Refused | None:
    """What a team is ordered needs what it would need of each of its units; where there is no such
    order, deciding it says why."""
    orders = inner_orders(command, picture, catalogue.BOOK)
    if isinstance(orders, Refused):
        return None
    answers = (require(order, picture, context) for _, order in orders)
    return next((each for each in answers if each is not None), None)


def _unsound(command: Command) -> Refused | None:
    """An access table may name only orders and conditions that there are, each where it fits."""
    if not isinstance(command, AdoptAccess):
        return None
    for row in command.commands:
        if row.command not in catalogue.COMMANDS:
            return refuse(AccessRefusal.access_command_unknown, command=row.command)
        for grant in row.grants:
            if grant.condition not in ORDER_CONDITIONS:
                return refuse(AccessRefusal.access_condition_unknown, condition=grant.condition)
    everywhere = (Condition.always, Condition.incident_in_sight)
    for fields in command.fields:
        for sight in fields.grants:
            kinds = SIGHT_CONDITIONS.get(sight.condition, frozenset())
            if sight.condition not in everywhere and fields.kind not in kinds:
                return refuse(AccessRefusal.access_condition_unknown, condition=sight.condition)
    return None


def in_sight_only(
    refused: Refused, command: Command, picture: Picture, context: Context
) -> Refused:
    """A refusal as its actor may read it: one that names something out of sight says nothing of
    it.

    That there is nothing under an id which the actor gave is the answer for what does not exist: it
    stays, or the two could be told apart.
    """
    if context.actor.startswith(SYSTEM):
        return refused
    eye = Eye(picture, person(context.actor))
    words = {word for value in refused.parameters.values() for word in value.split(", ")}
    hidden = {
        word
        for word in words
        if any(_is_hidden((kind, word), eye) for kind in KINDS if kind in ABOUT)
    }
    if not hidden or (refused.code in NOTHING_THERE and hidden <= _said(command, picture)):
        return refused
    return refuse(AccessRefusal.not_possible_now)


def _said(command: Command, picture: Picture) -> set[str]:
    """The ids that an order names, also those of the order in a proposal."""
    orders = [command]
    if isinstance(command, Propose):
        inner = read_order(command.kind, command.order, catalogue.BOOK)
        orders += [] if isinstance(inner, Refused) else [inner]
    if isinstance(command, OrderTeam | ReleaseTeam):
        each_of = inner_orders(command, picture, catalogue.BOOK)
        orders += [] if isinstance(each_of, Refused) else [order for _, order in each_of]
    said: set[str] = set()
    for each in orders:
        said.update(name for _, (_, name) in mentioned(each))
        said.update(str(getattr(each, field, "")) for field in OWNING)
        for field in COMPARED:
            found = getattr(each, field, ())
            said.update(found if isinstance(found, tuple) else ())
    return said


def _is_hidden(key: Subject, eye: Eye) -> bool:
    return subject(eye.picture, key) is not None and not eye.sees(key)
