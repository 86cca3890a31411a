"""What happened, in words: the last facts, the timeline of a subject, and what differs between two
instants. All of it as the asker may see it.
"""

import asyncio
from datetime import datetime

import msgspec

from tocsin.access import Eye
from tocsin.access.sight import Fields
from tocsin.app.reasons import facts_about
from tocsin.app.seeing import Seen
from tocsin.app.tongue import with_step
from tocsin.app.web.facts_told import BOOKKEEPING, FactTold, Teller
from tocsin.app.web.past import PastEye, finished_in_sight, under_policy_of
from tocsin.app.web.pictures import LIMIT, encoded, kind_of, limit_of, looked
from tocsin.app.web.problem import Problem, nothing_here
from tocsin.app.web.questions import DATE_TIME, eye_then, moment
from tocsin.app.web.route import Asked, Parameter, Reply, Route
from tocsin.jurisdiction.fold import stepped
from tocsin.log import Record
from tocsin.operations.picture import KINDS, Picture
from tocsin.operations.picture.token import Scope

QUESTIONS = ("known_at", "time")
MOST_DIFFERENCES = 500


class Recent(msgspec.Struct, frozen=True):
    """The last facts, oldest first."""

    facts: tuple[FactTold, ...]


class Timeline(msgspec.Struct, frozen=True):
    """The facts of a subject by when they happened; of equal times, as they were recorded."""

    kind: str
    id: str
    facts: tuple[FactTold, ...]


class Differs(msgspec.Struct, frozen=True):
    """A field that differs; what was or is not there is null."""

    field: str
    was: object
    now: object


class SubjectDiffers(msgspec.Struct, frozen=True):
    """A subject that `came`, `went` or `changed`, with the fields that differ."""

    kind: str
    id: str
    what: str
    fields: tuple[Differs, ...]


class Differences(msgspec.Struct, frozen=True):
    """What differs, by kind and id. `total` counts all of it; so many are told of at most."""

    question: str
    earlier: datetime
    later: datetime
    total: int
    subjects: tuple[SubjectDiffers, ...]


async def recent(asked: Asked) -> Reply:
    """The last facts."""
    limit, after, door = limit_of(asked), asked.query("after"), asked.door

    def told() -> Recent:
        town = door.house.seen()
        viewer = asked.who.viewer
        teller = Teller(town, viewer, door.eye(viewer), door.house.keys)
        found: list[FactTold] = []
        for step in reversed(door.hub.recents.steps(town)):
            name = door.hub.recents.name(step)
            if name == after or len(found) == limit:
                break
            fact = teller.told(step, name)
            if fact is not None:
                found.append(fact)
        return Recent(tuple(reversed(found)))

    return Reply(encoded(asked, await asyncio.to_thread(told)))


async def timeline(asked: Asked) -> Reply:
    """What happened to a subject."""
    kind, name = kind_of(asked), asked.path("id")
    town, viewer = asked.door.house.seen(), asked.who.viewer
    eye = eye_on(asked, town, kind, name)
    await looked(asked, name if kind == "incidents" else None)

    def told() -> Timeline:
        facts = (record for record, _, _ in facts_about(town, name))
        records = sorted(facts, key=lambda each: each.position)
        teller = Teller(town, viewer, eye, asked.door.house.keys)
        names = asked.door.hub.recents.name
        steps = [each for each in stepped(records, Picture()) if _is_about(each.record, name)]
        steps.sort(key=lambda each: (each.record.occurred_at, each.record.position))
        facts_told = (teller.told(each, names(each)) for each in steps)
        return Timeline(kind, name, tuple(each for each in facts_told if each is not None))

    return Reply(encoded(asked, await asyncio.to_thread(told)))


def eye_on(asked: Asked, town: Seen, kind: str, name: str) -> Eye:
    """The asker's look at what the subject is in: the present picture, or what left it with a
    finished incident. Raises Problem 404.
    """
    viewer = asked.who.viewer
    eye = asked.door.eye(viewer)
    if eye.fields((kind, name)):
        return eye
    matter = town.matter(f"incident/{name}") if kind == "incidents" else None
    if matter is None or finished_in_sight(matter, town.picture, viewer) is None:
        raise nothing_here("here-subject", kind=kind)
    return Eye(under_policy_of(town.picture, matter.left), viewer)


def _is_about(record: Record, name: str) -> bool:
    payload = bytes(record.payload)
    return any(f'{mark}{name}"'.encode() in payload for mark in ('"', "/"))


async def differences(asked: Asked) -> Reply:
    """What differs between two instants of the asker's sight."""
    question = asked.query("question") or QUESTIONS[0]
    earlier, later = moment(asked, "from"), moment(asked, "to") or asked.now
    if question not in QUESTIONS:
        raise Problem(400, "malformed", f"question is {' or '.join(QUESTIONS)}.", where="question")
    if earlier is None or not earlier <= later <= asked.now:
        raise Problem(400, "malformed", *with_step("problem-from-to"), where="from")
    town = asked.door.house.seen()
    before = await eye_then(asked, town, question, earlier)
    after = await eye_then(asked, town, question, later)

    def compared() -> Differences:
        found = _compared(before, after)
        return Differences(question, earlier, later, len(found), tuple(found[:MOST_DIFFERENCES]))

    return Reply(encoded(asked, await asyncio.to_thread(compared)))


def _compared(before: PastEye, after: PastEye) -> list[SubjectDiffers]:
    found: list[SubjectDiffers] = []
    for kind in sorted(KINDS.keys() - BOOKKEEPING):
        a, b = getattr(before.picture, kind), getattr(after.picture, kind)
        for name in sorted({*a, *b}):
            was, now = before.shown((kind, name)), after.shown((kind, name))
            if was != now:
                what = "came" if was is None else "went" if now is None else "changed"
                found.append(SubjectDiffers(kind, name, what, _fields(was or {}, now or {})))
    return found


def _fields(was: Fields, now: Fields) -> tuple[Differs, ...]:
    return tuple(
        Differs(each, was.get(each), now.get(each))
        for each in sorted({*was, *now})
        if was.get(each) != now.get(each)
    )


ROUTES = (
    Route(
        method="GET",
        path="/v1/recent",
        says="What happened last, in words",
        tells="Oldest first. `after` is the id of the last fact that was read; with one that is not"
        " known any more the last ones come all the same.",
        handler=recent,
        tag="questions",
        scope=Scope.look,
        parameters=(LIMIT, Parameter("after", "The id of the last fact that was read.")),
        answer=Recent,
    ),
    Route(
        method="GET",
        path="/v1/timeline/{kind}/{id:path}",
        says="What happened to a subject, with both times",
        handler=timeline,
        tag="questions",
        scope=Scope.look,
        answer=Timeline,
        errors=(404, 409),
    ),
    Route(
        method="GET",
        path="/v1/differences",
        says="What differs between two instants",
        handler=differences,
        tag="questions",
        scope=Scope.look,
        parameters=(
            Parameter("from", "The earlier instant.", DATE_TIME),
            Parameter("to", "The later one; now where it is left out.", DATE_TIME),
            Parameter(
                "question",
                "known_at: what was known then; time: what had happened by then, as known today.",
                {"type": "string", "enum": list(QUESTIONS), "default": QUESTIONS[0]},
            ),
        ),
        answer=Differences,
        errors=(503,),
    ),
)
