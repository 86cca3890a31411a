"""What became of advice, over HTTP: each one that some order carries, with what it rested on."""

import asyncio
from collections.abc import Iterator
from datetime import datetime

import msgspec

from tocsin.app.advising.saying import need_said, sentence
from tocsin.app.reasons import facts_about
from tocsin.app.seeing import Seen
from tocsin.app.tongue import listed
from tocsin.app.web.facts_told import ELSEWHERE
from tocsin.app.web.happenings import eye_on
from tocsin.app.web.past import finished_in_sight
from tocsin.app.web.pictures import encoded, looked
from tocsin.app.web.problem import nothing_here
from tocsin.app.web.questions import KNOWN_AT, eye_then, moment
from tocsin.app.web.route import Asked, Parameter, Reply, Route
from tocsin.operations.advised import Kept, KeptOption, KeptStay, KeptUnit
from tocsin.operations.picture import Picture, subject
from tocsin.operations.picture.token import Scope
from tocsin.planners.dispatch.advice import Reason
from tocsin.terms.codes import AsideReason
from tocsin.views.explained import Because, Explained, Went, explained
from tocsin.views.saying import call_sign, clear

NEEDED = frozenset({"responses", "asides"})
"""Fields of an incident that whoever asks must see."""


class UnitKnown(msgspec.Struct, frozen=True):
    """What was known of a unit: in seconds, from where in microdegrees, how old that was."""

    unit: str
    call_sign: str
    p50_s: int | None
    p90_s: int | None
    drive_s: int | None
    standing: str
    age_s: int | None
    lat_udeg: int | None
    lon_udeg: int | None
    fills: str
    leaves: str | None


class OptionKept(msgspec.Struct, frozen=True):
    """An option, its units by call sign."""

    units: tuple[str, ...]
    p50_s: int | None
    p90_s: int | None
    missing: tuple[str, ...]
    uncovered: dict[str, int]


class StayKept(msgspec.Struct, frozen=True):
    """A unit that was in no option: why, and how much later (less than nought: sooner) than
    which."""

    call_sign: str
    why: str
    seconds: int | None
    than: str | None


class WentKept(msgspec.Struct, frozen=True):
    """A unit that was sent."""

    call_sign: str
    at: datetime
    who: str
    option: int | None
    arrived_s: int | None


class SaidKept(msgspec.Struct, frozen=True):
    """Why it was set aside: a code, or a word of somebody's own; null where that was erased."""

    because: AsideReason | None
    word: str | None
    instead: tuple[str, ...]
    at: datetime
    who: str


class KeptAdvice(msgspec.Struct, frozen=True, kw_only=True):
    """One advice. `id` stays as it is for ever. `followed`: the option that all who went are in;
    `taken`: the one that was taken as it stood. `degraded` are sentences without their end."""

    id: str
    at: datetime
    planner: str
    version: int
    policy: str
    policy_version: int
    position: int
    ground: str | None
    needs: tuple[str, ...]
    degraded: tuple[str, ...]
    options: tuple[OptionKept, ...]
    units: tuple[UnitKnown, ...]
    stays: tuple[StayKept, ...]
    is_cut: bool
    taken: int | None
    followed: int | None
    went: tuple[WentKept, ...]
    said: tuple[SaidKept, ...]


class KeptAdvices(msgspec.Struct, frozen=True):
    """The advices on an incident, the oldest first."""

    incident: str
    advices: tuple[KeptAdvice, ...]


async def advice_kept(asked: Asked) -> Reply:
    """Every advice that was followed or set aside, with what it rested on."""
    name, known_at = asked.query("incident") or "", moment(asked, "known_at")
    town = asked.door.house.seen()
    eye = eye_on(asked, town, "incidents", name)
    if not eye.fields(("incidents", name)) >= NEEDED:
        raise nothing_here("here-incident")
    await looked(asked, name)
    then = None if known_at is None else await eye_then(asked, town, "known_at", known_at)

    def told() -> KeptAdvices:
        found = explanations(town, name, known_at, None if then is None else then.picture)
        teller = _Teller(asked, town)
        return KeptAdvices(name, tuple(map(teller.advice, found)))

    return Reply(encoded(asked, await asyncio.to_thread(told)))


def explanations(
    town: Seen, name: str, known_at: datetime | None = None, then: Picture | None = None
) -> tuple[Explained, ...]:
    """Of what was on record: of today where no time and no picture of then is given."""
    facts = [
        each
        for each in facts_about(town, name, is_alone=True)
        if known_at is None or each[0].recorded_at <= known_at
    ]
    # What had left the picture by then changes no more.
    incident = (None if then is None else then.incidents.get(name)) or town.incident(name)
    return explained(facts, incident)


def _fills(each: KeptUnit) -> str:
    return listed(need_said(need) for need in each.fills.split(", ") if need)


class _Teller:
    """Tells one asker: whom they may not know of is elsewhere."""

    def __init__(self, asked: Asked, town: Seen) -> None:
        self._viewer = asked.who.viewer
        self._eye = asked.door.eye(self._viewer)
        self._town = town
        self._ours = f"{town.store.header.code}-"
        self._read = asked.door.house.keys.open

    def advice(self, found: Explained) -> KeptAdvice:
        kept = found.advice
        return KeptAdvice(
            id=found.name, at=kept.at, planner=kept.planner, version=kept.version,
            policy=kept.policy, policy_version=kept.policy_version, position=kept.position,
            ground=kept.ground, needs=tuple(map(need_said, kept.needs)),
            degraded=tuple(_degraded(kept)),
            options=tuple(map(self._option, kept.options)),
            units=tuple(map(self._unit, kept.units)),
            stays=tuple(map(self._stay, kept.stays)), is_cut=kept.is_cut, taken=kept.option,
            followed=found.followed, went=tuple(map(self._went, found.went)),
            said=tuple(map(self._said, found.said)),
        )  # fmt: skip

    def _option(self, each: KeptOption) -> OptionKept:
        units = tuple(map(self._sign, each.units))
        missing = tuple(map(need_said, each.missing))
        return OptionKept(units, each.p50_s, each.p90_s, missing, each.uncovered)

    def _unit(self, each: KeptUnit) -> UnitKnown:
        may = self._may("units", each.unit)
        leaves = each.leaves
        if leaves is not None and not self._may("incidents", leaves):
            leaves = ELSEWHERE
        return UnitKnown(
            each.unit if may else "", self._sign(each.unit), each.p50_s, each.p90_s, each.drive_s,
            each.standing, each.age_s, each.lat_udeg if may else None,
            each.lon_udeg if may else None, _fills(each), leaves,
        )  # fmt: skip

    def _stay(self, each: KeptStay) -> StayKept:
        return StayKept(self._sign(each.unit), each.why, each.seconds, each.than)

    def _went(self, each: Went) -> WentKept:
        return WentKept(
            self._sign(each.unit), each.at, self._who(each.who), each.option, each.arrived_s
        )

    def _said(self, each: Because) -> SaidKept:
        word = None if each.word is None else clear(each.word, self._read)
        instead = tuple(map(self._sign, each.instead))
        return SaidKept(each.because, word, instead, each.at, self._who(each.who))

    def _sign(self, unit: str) -> str:
        """Of another town's unit its id, `GR-L1`: every town has an L1."""
        if not self._may("units", unit):
            return ELSEWHERE
        return call_sign(unit) if unit.startswith(self._ours) else unit

    def _who(self, actor: str) -> str:
        is_known = actor.startswith("system/") or self._may("people", actor)
        return actor if is_known else ELSEWHERE

    def _may(self, kind: str, name: str) -> bool:
        """Whether they may know of it today; what is on no register any more is only a name."""
        if subject(self._town.picture, (kind, name)) is not None:
            return bool(self._eye.fields((kind, name)))
        if kind != "incidents":
            return True
        matter = self._town.matter(f"incident/{name}")
        picture = self._town.picture
        return matter is not None and finished_in_sight(matter, picture, self._viewer) is not None


def _degraded(kept: Kept) -> Iterator[str]:
    for each in kept.degraded:
        yield sentence(Reason(each.code, False, each.parameters))


ROUTES = (
    Route(
        method="GET",
        path="/v1/advice/kept",
        says="What was advised on an incident, what it rested on, and what was done",
        tells="Every advice that some order carries, followed or set aside; told from the orders"
        " alone, however old they are.",
        handler=advice_kept,
        tag="advice",
        scope=Scope.look,
        parameters=(
            Parameter(
                "incident", "The id of an incident, open or over.",
                {"type": "string", "maxLength": 80},
            ),
            KNOWN_AT,
        ),
        answer=KeptAdvices,
        errors=(404, 409),
    ),
)  # fmt: skip
