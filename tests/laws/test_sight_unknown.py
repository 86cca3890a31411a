"""Whoever may not know of an incident is answered as about none: every order, every refusal."""

import json
import typing
from collections.abc import Iterator
from itertools import pairwise

import msgspec
import pytest

from tests.access.offices import sample
from tests.jurisdiction.towns import SEAL, memory_store
from tests.laws.sight_secret import with_secret
from tests.laws.sight_town import INSIDE, Town, ellery
from tests.operations.story import MORNING
from tests.operations.test_redaction import RULES
from tocsin.access import (
    in_sight_only,
    require,
)
from tocsin.access.mentions import BLIND, MENTIONS
from tocsin.app.web import problem
from tocsin.jurisdiction.batch import Batch
from tocsin.jurisdiction.orders import Accepted, Denied, Order, Outcome
from tocsin.log import Sealer, SimulatedClock
from tocsin.operations import catalogue
from tocsin.operations.dispatch import DispatchUnit, PreemptUnit, ReassignUnit
from tocsin.operations.incident import (
    ArchiveIncident,
    CloseIncident,
    OpenIncident,
)
from tocsin.operations.objectives import SetObjective
from tocsin.operations.obligations import OweThis
from tocsin.operations.orders import Command, Context, Refused
from tocsin.operations.picture.command import OwnerKind, TaskOwner
from tocsin.operations.proposals import Propose
from tocsin.operations.records_requests import OpenRecordsRequest
from tocsin.operations.status import ReportOnScene
from tocsin.operations.tasks import AssignTask
from tocsin.terms.codes import Role
from tocsin.terms.ics import ObjectivePriority


def _given(town: Town, actor: str, command: Command) -> Outcome:
    """What a town answers to an order, decided on the way that every order takes into the log."""
    clock = SimulatedClock(town.now())
    store = memory_store(clock)
    batch = Batch(store, Sealer(store.keys), town.now(), town.picture, b"k", {}, SEAL)
    batch.decide(Order(command=command, command_id="asked", actor=actor), require)
    (outcome,) = batch.outcomes
    assert isinstance(outcome, Accepted | Denied), (command, outcome)
    return outcome


def _asked(town: Town, actor: str, command: Command) -> Refused | None:
    outcome = _given(town, actor, command)
    return outcome.refused if isinstance(outcome, Denied) else None


def _told(outcome: Outcome, id: str) -> tuple[object, ...]:
    """All that leaves through a door, whoever asks: with the id that was asked for left out."""
    if isinstance(outcome, Denied):
        body = problem.refused(outcome.refused, outcome.command_id).body
        return body.status, json.loads(msgspec.json.encode(body).replace(id.encode(), b"X"))
    assert isinstance(outcome, Accepted)
    return 200, outcome.names, tuple(each.replace(id, "X") for each in outcome.subjects)


CHIEFS = TaskOwner(OwnerKind.person, "p-chief")
ABSENT = "PE-260302-0000"
WHOLE = ("subject", "owner", "reaches")
"""Fields that hold a kind and an id."""
COMPARED = {"incidents": "incidents", "not_same_as": "incidents", "reports": "reports"}
"""Fields that hold ids which are only compared."""


def _with_more(town: Town, secret: str) -> dict[str, str]:
    """One hidden subject of each kind that can be about an incident, by kind."""
    commands: tuple[Command, ...] = (
        SetObjective(incident=secret, text="x", priority=ObjectivePriority.life_safety),
        AssignTask(incident=secret, text="x", owner=CHIEFS),
        OweThis(kind="call_back", subject=f"incident/{secret}", due_at=town.now()),
        RULES,
        OpenRecordsRequest(kind=RULES.kind, what="x", requester="The Gazette"),
    )
    for command in commands:
        assert town.give("p-chief", command), command
    found = {"incidents": secret}
    for kind in ("reports", "objectives", "tasks", "obligations"):
        nouns = getattr(town.picture, kind).values()
        found[kind] = next(
            each.id
            for each in nouns
            if secret in (getattr(each, "incident", None), each_subject(each))
        )
    return found


def each_subject(noun: object) -> str:
    return str(getattr(noun, "subject", "")).partition("/")[2]


def _naming(hidden: dict[str, str], request: str) -> Iterator[tuple[str, str, Command, Command]]:
    """Every order with every field that takes the id of such a subject: the field, the hidden id,
    the order about it and the same about none.
    """
    town = ellery()
    for name, kind in sorted(catalogue.COMMANDS.items()):
        if name in BLIND:
            continue
        command = sample(name, town.picture, "p-dispatcher", "dispatcher")
        hints = typing.get_type_hints(kind)
        if hints.get("owner") is TaskOwner:
            command = msgspec.structs.replace(command, owner=CHIEFS)
        if "request" in hints:
            command = msgspec.structs.replace(command, request=request)
        for field, hint in hints.items():
            if hint is TaskOwner:
                continue
            of = "incidents" if field in WHOLE else MENTIONS.get(field) or COMPARED.get(field)
            if of not in hidden:
                continue
            pair = []
            for id in (hidden[of], ABSENT):
                value: object = f"incident/{id}" if field in WHOLE else id
                is_many = isinstance(getattr(command, field), tuple) or "tuple[" in str(hint)
                value = (value,) if is_many else value
                pair.append(msgspec.structs.replace(command, **{field: value}))
            yield f"{name}.{field}", hidden[of], pair[0], pair[1]
    secret = hidden["incidents"]
    inside = [CloseIncident(incident=id, disposition="out") for id in (secret, ABSENT)]
    texts = [msgspec.json.encode(each).decode() for each in inside]
    real, unreal = (Propose(kind="CloseIncident", order=each) for each in texts)
    yield "Propose.order", secret, real, unreal


def differing() -> list[tuple[str, str]]:
    """Orders that tell a hidden id from one that nobody holds, and to whom."""
    town, secret = with_secret()
    hidden = _with_more(town, secret)
    found = []
    (request,) = town.picture.records_requests
    for name, id, real, unreal in _naming(hidden, request):
        for role in INSIDE:
            if role is Role.chief:
                continue
            actor = f"p-{role}"
            answers = [
                _told(_given(town, actor, each), which)
                for each, which in ((real, id), (unreal, ABSENT))
            ]
            if answers[0] != answers[1]:
                found.append((name, str(role)))
    return found


def test_every_order_about_a_restricted_matter_is_answered_as_about_none() -> None:
    """Status, code, shape and words: over every order, every field that takes an id, every role."""
    town, secret = with_secret()
    names = {name for name, *_ in _naming(_with_more(town, secret), "PE-r1")}
    assert {"CloseIncident.incident", "AddRemark.subject", "DispatchUnit.incident"} <= names
    assert {"AttachReport.report", "FinishTask.task", "LinkIncidents.other"} <= names
    assert differing() == []


@pytest.mark.full
@pytest.mark.control
def test_control_a_town_that_covers_the_answer_for_none_is_caught(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As it was: a refusal that named something hidden became another one, and so told of it."""
    monkeypatch.setattr("tocsin.access.permission.NOTHING_THERE", frozenset())
    told = differing()
    for each in ("CloseIncident.incident", "AddRemark.subject", "DropFromRecordsRequest.incidents"):
        assert any(name == each for name, _ in told), each


@pytest.mark.full
@pytest.mark.control
def test_control_a_town_that_does_not_ask_for_sight_first_is_caught(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("tocsin.access.permission._unknown", lambda _command, _eye: None)
    assert ("CloseIncident.incident", "dispatcher") in differing()


def test_orders_that_may_speak_of_what_is_not_seen_are_on_record() -> None:
    """Breaking the glass, a hold, forgetting: who feels for an id by these is found in the log."""
    town, secret = with_secret()
    for name in sorted(BLIND):
        command = sample(name, town.picture, "p-chief", "chief")
        fields = {"incident": secret, "subject": f"incident/{secret}", "incidents": (secret,)}
        told = {key: value for key, value in fields.items() if hasattr(command, key)}
        outcome = _given(town, "p-chief", msgspec.structs.replace(command, **told))
        position = outcome.last if isinstance(outcome, Accepted) else outcome.position  # type: ignore[union-attr]
        assert position > 0, name


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
    open_one = next(each for each in town.picture.incidents if each != secret)
    asked = DispatchUnit(unit="PE-E2", incident=open_one)
    nothing = Refused("not_possible_now", {})
    assert in_sight_only(named, asked, town.picture, context) == nothing
    unasked = Refused("incident_unknown", {"incident": secret})
    assert in_sight_only(unasked, asked, town.picture, context) == nothing, "who did not say the id"
    for_chief = msgspec.structs.replace(context, actor="p-chief")
    assert in_sight_only(named, asked, town.picture, for_chief) == named


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
