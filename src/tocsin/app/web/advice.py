"""Advice over HTTP: who should go, in sentences, with the line that takes it."""

import asyncio

import msgspec

from tocsin.access.table import table_of
from tocsin.access.tracks import sees_track
from tocsin.app.advising.requests import Request, requests_in
from tocsin.app.advising.saying import need_said, sentence, why_not
from tocsin.app.advising.sight import in_sight
from tocsin.app.advising.taking import basis_for, lines_of, name_of
from tocsin.app.advising.whereabouts import located
from tocsin.app.outcome import Told
from tocsin.app.tongue import tell
from tocsin.app.web.problem import Problem, nothing_here
from tocsin.app.web.route import Asked, Parameter, Reply, Route
from tocsin.operations.dispatch_policy import policy_of
from tocsin.operations.picture import Picture
from tocsin.operations.picture.dispatch_policy import SHIPPED, DispatchPolicy
from tocsin.operations.picture.token import Scope
from tocsin.planners.dispatch.advice import Advice, Option, Sent
from tocsin.views.saying import Read

ORDER = "DispatchUnit"
"""Who may give this order to somebody is advised."""


class Says(msgspec.Struct, frozen=True):
    """A reason: its code, and a sentence without its end. `is_for`: it speaks for the option."""

    code: str
    says: str
    is_for: bool


class Stays(msgspec.Struct, frozen=True):
    """A unit that is not in the first option, and why. `town` where it is a neighbour's;
    `is_of_use`: whether it could fill anything of what is needed."""

    unit: str
    call_sign: str
    town: str | None
    code: str
    says: str
    is_of_use: bool


class Proposed(msgspec.Struct, frozen=True):
    """An option. Seconds from now; `arrival_*` of the last that is needed, null where nobody can
    say. `uncovered`: person-minutes by town; `money`: what is owed to other towns by the rates
    adopted, null where one is not. `line` takes it, with `basis` beside it, and `also` what is left
    of it; empty where only neighbours' units go, whom no line of ours sends: `requests` are what is
    to be said to their towns.
    """

    units: tuple[str, ...]
    sends: tuple[Sent, ...]
    arrival_p50_s: int | None
    arrival_p90_s: int | None
    first_s: int | None
    missing: tuple[str, ...]
    uncovered: dict[str, int]
    money: int | None
    reasons: tuple[Says, ...]
    line: str
    also: tuple[str, ...]
    requests: tuple[Request, ...]
    basis: str


class Advised(msgspec.Struct, frozen=True):
    """The options, the best first; `needs` is what is still to be filled, `degraded` what was not
    known. `position` is that of the log. `basis` is the advice of which no option is taken: it
    stays with an order that does otherwise."""

    incident: str
    needs: tuple[str, ...]
    policy: str
    position: int
    ground: str | None
    options: tuple[Proposed, ...]
    degraded: tuple[Says, ...]
    why_not: tuple[Stays, ...]
    basis: str


async def advice(asked: Asked) -> Reply:
    """Who should go to an incident."""
    door, incident = asked.door, asked.query("incident") or ""
    policy = policy_asked(asked)
    picture = advised_on(asked, incident)
    town = door.house.seen()

    def reckoned() -> Advised:
        standing = door.ground.standing
        found = door.adviser.advised(town, picture, standing, incident, asked.now, policy)
        name, read = name_of(picture, incident), door.house.keys.open
        return told(found, name, policy.version, picture, read)

    try:
        return Reply(msgspec.json.encode(await asyncio.to_thread(reckoned)))
    except Told as error:
        raise Problem(503, "no_advice", f"{error}.", tell("advice-by-hand")) from error


def advised_on(asked: Asked, incident: str) -> Picture:
    """The picture that the asker is advised on. Raises Problem: they may not be, or there is no
    such incident."""
    picture = seen_by(asked)
    if incident not in picture.incidents:
        raise nothing_here("here-incident")
    return picture


def seen_by(asked: Asked) -> Picture:
    """As far as the asker may know it, units where they were last observed. Raises Problem: nobody
    who may not send is advised."""
    _check_may(asked)
    eye, telemetry = asked.door.eye(asked.who.viewer), asked.door.telemetry
    picture = in_sight(eye)
    if telemetry is None:
        return picture
    return located(picture, telemetry.known, lambda each: sees_track(eye, each))


def policy_asked(asked: Asked) -> DispatchPolicy:
    """The policy that is asked for, else that in force. Raises Problem 400."""
    name = asked.query("policy")
    if name is None:
        return policy_of(asked.door.house.picture)
    if name not in SHIPPED:
        raise Problem(400, "malformed", f"policy is one of {', '.join(SHIPPED)}.", where="policy")
    return SHIPPED[name]


def _check_may(asked: Asked) -> None:
    picture = asked.door.house.picture
    person = picture.people.get(asked.who.person)
    table = table_of(picture.access.get("access"))
    if person is None or not table.names(ORDER, person.roles):
        raise Problem(
            403, "forbidden", tell("advice-only-senders"), tell("advice-only-senders-do"),
        )  # fmt: skip


def told(advice: Advice, name: str, version: int, picture: Picture, read: Read) -> Advised:
    """An advice as the console shows it; lines call the incident by that name."""
    return Advised(
        advice.incident, tuple(map(need_said, advice.needs)), advice.basis.policy,
        advice.basis.position, advice.basis.ground,
        tuple(
            _proposed(advice, at, each, name, version, picture, read)
            for at, each in enumerate(advice.options)
        ),
        tuple(Says(e.code, sentence(e), e.is_for) for e in advice.degraded),
        tuple(
            Stays(e.unit, e.call_sign, e.town, e.why, why_not(e), e.is_of_use)
            for e in advice.why_not
        ),
        basis_for(advice, version, None),
    )  # fmt: skip


def _proposed(
    advice: Advice, at: int, option: Option, name: str, version: int, picture: Picture, read: Read
) -> Proposed:  # fmt: skip
    line, *also = lines_of(option.sends, name) or ("",)
    basis = basis_for(advice, version, at + 1)
    return Proposed(
        option.units, tuple(map(fills_said, option.sends)), option.arrival_p50_s,
        option.arrival_p90_s, option.first_s, tuple(map(need_said, option.missing)),
        option.uncovered, option.money,
        tuple(Says(e.code, sentence(e), e.is_for) for e in option.reasons),
        line, tuple(also), requests_in(option.sends, at + 1, advice.incident, picture, read, basis),
        basis,
    )  # fmt: skip


def fills_said(sent: Sent) -> Sent:
    """What it fills in the reader's words."""
    return msgspec.structs.replace(sent, fills=tuple(map(need_said, sent.fills)))


INCIDENT = Parameter("incident", "The id of an open incident.", {"type": "string", "maxLength": 80})
POLICY = Parameter(
    "policy",
    "Weigh so, instead of as the town has adopted.",
    {"type": "string", "enum": list(SHIPPED)},
)

ROUTES = (
    Route(
        method="GET",
        path="/v1/advice",
        says="Who should go to an incident, why, and why not the others",
        tells="Reckoned on what you may know: units and incidents out of your sight are left out."
        " Nothing is ordered; `line` with `basis` takes an option.",
        handler=advice,
        tag="advice",
        scope=Scope.look,
        parameters=(INCIDENT, POLICY),
        answer=Advised,
        errors=(403, 404, 503),
    ),
)
