"""Questions beside the present picture: search, another time, why, what is due, how we do."""

import asyncio
from collections.abc import Callable
from datetime import datetime

import msgspec

from tocsin.access import searched
from tocsin.access.link_table import OWNERS
from tocsin.access.sight import Fields
from tocsin.app.deadlines import due_of
from tocsin.app.reasons import chain_of
from tocsin.app.seeing import Seen
from tocsin.app.times import instant_of
from tocsin.app.tongue import with_step
from tocsin.app.veil import hidden_from, veiled
from tocsin.app.web.past import PastEye, finished_in_sight, hidden_in_archive
from tocsin.app.web.pictures import (
    AFTER,
    FIELDS,
    KNOWN,
    LIMIT,
    Page,
    SubjectFields,
    encoded,
    fields_of,
    fits,
    incident_of,
    kind_of,
    limit_of,
    looked,
    picked,
    tagged,
)  # fmt: skip
from tocsin.app.web.problem import Problem, nothing_here
from tocsin.app.web.route import Asked, Parameter, Reply, Route
from tocsin.jurisdiction.town import picture_at
from tocsin.operations.due import Deadline
from tocsin.operations.picture import KINDS, Picture, subject
from tocsin.operations.picture.token import Scope
from tocsin.views.why import Link

MOST_WAITING = 3
MOST_WORDS = 8
DATE_TIME = {"type": "string", "format": "date-time"}
KNOWN_AT = Parameter("known_at", "What the town knew then: date and time with offset.", DATE_TIME)
TIME = Parameter("time", "What had happened by then, as it is known today.", DATE_TIME)


class Found(msgspec.Struct, frozen=True):
    """Incidents, open and finished, the newest first; `total` counts all that were found."""

    total: int
    incidents: tuple[SubjectFields, ...]


class Fact(msgspec.Struct, frozen=True, omit_defaults=True):
    """One fact behind a state. `words`, reasons and what it rests on stand there where the asker
    may see all that the fact changed.
    """

    event: str
    happened: str
    who: str
    changes: tuple[dict[str, str], ...] = ()
    words: str = ""
    reasons: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()
    basis: str | None = None
    source: str | None = None


class Chain(msgspec.Struct, frozen=True):
    """The facts behind a subject, oldest first."""

    kind: str
    id: str
    facts: tuple[Fact, ...]


class Owed(msgspec.Struct, frozen=True):
    """What is overdue, the longest first, and what comes due within so many seconds."""

    overdue: tuple[Deadline, ...]
    coming: tuple[Deadline, ...]
    within_s: int


def moment(asked: Asked, name: str) -> datetime | None:
    """A time that was asked for. Raises Problem 400."""
    said = asked.query(name)
    if said is None:
        return None
    found = instant_of(said)
    if found is None:
        raise Problem(
            400,
            "malformed",
            f"{name} is a date and time with an offset, as in 2026-03-02T14:02:00Z.",
            where=name,
        )
    return found


def past_of(asked: Asked) -> tuple[str, datetime]:
    """Which question of time is asked: exactly one. Raises Problem 400."""
    said = [(name, at) for name in ("known_at", "time") if (at := moment(asked, name)) is not None]
    if len(said) != 1:
        raise Problem(
            400,
            "malformed",
            "Say either known_at (what was known) or time (what had happened).",
            "The two questions are never mixed.",
            where="known_at",
        )
    if said[0][1] > asked.now:
        raise Problem(
            400, "time_out_of_range", *with_step("problem-lies-ahead", name=said[0][0]),
            where=said[0][0],
        )  # fmt: skip
    return said[0]


async def past_eye(asked: Asked, town: Seen) -> PastEye:
    """The asker's look at the time that was asked for. Raises Problem."""
    return await eye_then(asked, town, *past_of(asked))


async def eye_then(asked: Asked, town: Seen, question: str, at: datetime) -> PastEye:
    """The asker's look at another time; folded in a thread, one at a time. Raises Problem."""
    if asked.door.pasts.waiting > MOST_WAITING:
        raise Problem(503, "busy", *with_step("problem-past-busy"), after_s=2)

    def looked_back() -> PastEye:
        def folded() -> Picture:
            if question == "time":
                return picture_at(town.store, time=at)
            return picture_at(town.store, known=at)

        picture = asked.door.pasts.picture(question, at, town.position, folded)
        viewer = asked.who.viewer
        also = hidden_in_archive(town, picture, viewer)
        return PastEye(picture, town.picture, viewer, also)

    return await asyncio.to_thread(looked_back)


async def page_then(asked: Asked) -> Reply:
    """A page of one kind at another time."""
    kind, limit, after = kind_of(asked), limit_of(asked), asked.query("after")
    given = asked.request.query_params.items()
    wanted = {name: value for name, value in given if name not in KNOWN | {"known_at", "time"}}
    known = getattr(KINDS[kind], "__struct_fields__", ())
    strange = [name for name in (*wanted, *fields_of(asked)) if name not in known]
    if strange:
        raise Problem(
            400, "unknown_parameter", f"`{strange[0][:40]}` is no field of {kind}.",
            f"Fields are {', '.join(known)}.", where=strange[0][:40],
        )  # fmt: skip
    eye = await past_eye(asked, asked.door.house.seen())

    def paged() -> Page:
        shown = [
            (name, seen)
            for name in getattr(eye.picture, kind)
            if (seen := eye.shown((kind, name))) is not None and fits(seen, wanted)
        ]
        rest = [(name, seen) for name, seen in shown if after is None or name > after]
        found = tuple(
            SubjectFields(kind, name, picked(seen, fields_of(asked))) for name, seen in rest[:limit]
        )
        return Page(kind, len(shown), found, found[-1].id if len(rest) > limit else None)

    return tagged(encoded(asked, await asyncio.to_thread(paged)))


async def one_then(asked: Asked) -> Reply:
    """One subject at another time."""
    kind, name = kind_of(asked), asked.path("id")
    town = asked.door.house.seen()
    eye = await past_eye(asked, town)
    seen = eye.shown((kind, name))
    if seen is None:
        raise nothing_here("here-subject-then", kind=kind)
    await looked(asked, incident_of(kind, name, subject(eye.picture, (kind, name))))
    return tagged(encoded(asked, SubjectFields(kind, name, picked(seen, fields_of(asked)))))


async def search(asked: Asked) -> Reply:
    """Incidents, open and finished."""
    words = (asked.query("q") or "").split()
    if len(words) > MOST_WORDS:
        raise Problem(400, "malformed", f"At most {MOST_WORDS} words.", where="q")
    since, until, limit = moment(asked, "since"), moment(asked, "until"), limit_of(asked)
    unit = asked.query("unit")
    town, keys, viewer = asked.door.house.seen(), asked.door.house.keys, asked.who.viewer
    eye = asked.door.eye(viewer)

    def is_it(name: str, seen: Fields) -> bool:
        at = seen.get("opened_at")
        if (since or until) and not isinstance(at, datetime):
            return False
        if isinstance(at, datetime) and (
            (since is not None and at < since) or (until is not None and at >= until)
        ):
            return False
        if unit is not None and not _worked_by(seen, unit):
            return False
        one = {("incidents", name): seen}
        return all(searched(one, word, keys.open) for word in words)

    def found() -> Found:
        hits: dict[str, Fields] = {}
        for matter in town.matters():
            past = finished_in_sight(matter, town.picture, viewer)
            if past is not None and is_it(*past):
                hits[past[0]] = past[1]
        for name in town.picture.incidents:
            seen = eye.shown(("incidents", name))
            if seen is not None and is_it(name, seen):
                hits[name] = seen
        order = sorted(hits, key=lambda each: (str(hits[each].get("opened_at")), each))
        newest = order[::-1][:limit]
        return Found(
            len(hits), tuple(SubjectFields("incidents", name, hits[name]) for name in newest)
        )

    return tagged(encoded(asked, await asyncio.to_thread(found)))


def _worked_by(seen: Fields, unit: str) -> bool:
    responses = seen.get("responses")
    if not isinstance(responses, tuple):
        return False
    wanted = unit.casefold()
    named = [str(getattr(each, "unit", "")).casefold() for each in responses]
    return any(wanted in (each, each.partition("-")[2]) for each in named)


async def why(asked: Asked) -> Reply:
    """The facts behind a subject, as far as the asker may see what they changed."""
    kind, name = kind_of(asked), asked.path("id")
    eye = asked.door.eye(asked.who.viewer)
    fields = eye.fields((kind, name))
    if not fields:
        raise nothing_here("here-subject", kind=kind)
    await looked(asked, name if kind == "incidents" else None)
    town = asked.door.house.seen()
    visible = {each for each in fields if "~" not in each}
    hidden = hidden_from(town.picture, asked.who.viewer.id)

    def chained() -> Chain:
        facts: list[Fact] = []
        for link in chain_of(town, (kind, name)):
            fact = _fact(link, visible, lambda each: bool(eye.fields(("people", each))))
            if fact is not None and not any(each in repr(link) for each in hidden):
                facts.append(fact)
        return Chain(kind, name, tuple(facts))

    return Reply(encoded(asked, await asyncio.to_thread(chained)))


def _fact(link: Link, visible: set[str], may_name: Callable[[str], bool]) -> Fact | None:
    """What may be told of a link; None where the asker sees nothing that it changed."""
    shown = tuple(
        {"field": each.field, "says": each.says, "was": each.was, "now": each.now}
        for each in link.changes
        if each.field.partition(".")[0].partition(" ")[0] in visible
    )
    if not shown:
        return None
    who = " for ".join(
        each if each.startswith("system/") or may_name(each) else "elsewhere"
        for each in link.who.split(" for ")
    )
    if len(shown) < len(link.changes):
        return Fact(link.name, link.happened, who, shown)
    return Fact(
        link.name, link.happened, who, shown, link.words, link.reasons, link.cites, link.basis,
        link.source,
    )  # fmt: skip


async def due(asked: Asked) -> Reply:
    """What is owed about what the asker may know of."""
    said = asked.query("within_s") or "3600"
    if not (said.isascii() and said.isdigit() and int(said[:9]) <= 7 * 86400):
        raise Problem(400, "malformed", "within_s is a number of seconds, a week at most.")
    eye = asked.door.eye(asked.who.viewer)
    picture = veiled(eye.picture, hidden_from(eye.picture, asked.who.viewer.id))

    def may(each: Deadline) -> bool:
        word, _, name = each.subject.partition("/")
        return word in OWNERS and bool(eye.fields((OWNERS[word], name)))

    def owed() -> Owed:
        found = due_of(picture, asked.now, int(said))
        return Owed(
            tuple(filter(may, found.overdue)), tuple(filter(may, found.coming)), found.within_s
        )

    return Reply(encoded(asked, await asyncio.to_thread(owed)))


ROUTES = (
    Route(
        method="GET",
        path="/v1/search",
        says="Find incidents, open and finished",
        tells="Every word of `q` occurs in what you may see of them.",
        handler=search,
        tag="questions",
        scope=Scope.look,
        parameters=(
            Parameter("q", "Words, with spaces between."),
            Parameter("unit", "The call sign or id of a unit that worked on it."),
            Parameter("since", "Opened at or after.", DATE_TIME),
            Parameter("until", "Opened before.", DATE_TIME),
            LIMIT,
        ),
        answer=Found,
    ),
    Route(
        method="GET",
        path="/v1/at/{kind}",
        says="Subjects of one kind at another time",
        tells="Say known_at or time. Any other parameter is a filter by a field.",
        handler=page_then,
        tag="questions",
        scope=Scope.look,
        parameters=(KNOWN_AT, TIME, LIMIT, AFTER, FIELDS),
        is_open_query=True,
        answer=Page,
        errors=(404, 503),
    ),
    Route(
        method="GET",
        path="/v1/at/{kind}/{id:path}",
        says="One subject at another time",
        handler=one_then,
        tag="questions",
        scope=Scope.look,
        parameters=(KNOWN_AT, TIME, FIELDS),
        answer=SubjectFields,
        errors=(404, 409, 503),
    ),
    Route(
        method="GET",
        path="/v1/why/{kind}/{id:path}",
        says="Why it is as it is",
        handler=why,
        tag="questions",
        scope=Scope.look,
        answer=Chain,
        errors=(404, 409),
    ),
    Route(
        method="GET",
        path="/v1/due",
        says="What is due",
        handler=due,
        tag="questions",
        scope=Scope.look,
        parameters=(
            Parameter(
                "within_s",
                "Also what comes due within so many seconds.",
                {"type": "integer", "minimum": 0, "maximum": 604800, "default": 3600},
            ),
        ),
        answer=Owed,
    ),
)
