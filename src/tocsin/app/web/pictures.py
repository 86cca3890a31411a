"""The picture out: subjects by kind, as far as the asker may know them; pages, filters, counts."""

import asyncio
import hashlib
import uuid
from collections.abc import Iterable

import msgspec

from tocsin.access import Eye
from tocsin.access.sight import Fields
from tocsin.app.facts import opener
from tocsin.app.web.orders import session_of, submitted, town_of
from tocsin.app.web.problem import Problem, nothing_here, refused, unknown
from tocsin.app.web.route import Asked, Parameter, Reply, Route
from tocsin.jurisdiction.orders import Denied, Order, Unknown
from tocsin.operations.looks import LookAtRestricted
from tocsin.operations.picture import KINDS, subject
from tocsin.operations.picture.token import Scope

PAGE = 100
LONGEST_PAGE = 1000
SHOWN_KINDS = tuple(sorted(KINDS.keys() - {"agenda", "counts"}))
"""Kinds that somebody may see; the rest is the picture's own bookkeeping."""


class SubjectFields(msgspec.Struct, frozen=True):
    """One subject: its kind, its id, and the fields of it that the asker may see."""

    kind: str
    id: str
    fields: dict[str, object]


class Page(msgspec.Struct, frozen=True):
    """Subjects by id. `total` counts all that fit and may be seen; `next` is the id to go on
    after.
    """

    kind: str
    total: int
    subjects: tuple[SubjectFields, ...]
    next: str | None = None


class Overview(msgspec.Struct, frozen=True):
    """The town, and how many subjects of each kind the asker may know of."""

    name: str
    code: str
    log: str
    now: str
    picture_age_s: int
    counts: dict[str, int]


LIMIT = Parameter(
    "limit",
    "How many at the most.",
    {"type": "integer", "minimum": 1, "maximum": LONGEST_PAGE, "default": PAGE},
)
AFTER = Parameter("after", "The id to go on after: `next` of the page before.")
FIELDS = Parameter("fields", "Only these fields, with commas between.")
KNOWN = frozenset({"limit", "after", "fields"})


def encoded(asked: Asked, value: object) -> bytes:
    """As JSON, with words opened."""
    return msgspec.json.encode(value, enc_hook=opener(asked.door.house.keys))


def tagged(body: bytes) -> Reply:
    """A reply that is not sent again to whoever has it."""
    return Reply(body, is_tagged=True)


def tag_of(body: bytes) -> str:
    """A strong entity tag (RFC 9110): a digest of what is sent, which tells nothing else."""
    return f'"{hashlib.sha256(body).hexdigest()[:32]}"'


def kind_of(asked: Asked) -> str:
    """The kind in the path. Raises Problem 404."""
    kind = asked.path("kind")
    if kind not in SHOWN_KINDS:
        raise Problem(
            404,
            "not_found",
            "There is no such kind of subject.",
            f"Kinds are {', '.join(SHOWN_KINDS)}.",
            where="kind",
        )
    return kind


def limit_of(asked: Asked) -> int:
    """How many subjects a page may have. Raises Problem 400."""
    said = asked.query("limit")
    if said is None:
        return PAGE
    if not (said.isascii() and said.isdigit() and 1 <= int(said[:9]) <= LONGEST_PAGE):
        raise Problem(400, "malformed", f"limit is 1 to {LONGEST_PAGE}.", where="limit")
    return int(said)


async def overview(asked: Asked) -> Reply:
    """What there is."""
    eye = asked.door.eye(asked.who.viewer)
    house = asked.door.house

    def counted() -> Overview:
        counts = {
            kind: sum(bool(eye.fields((kind, name))) for name in getattr(eye.picture, kind))
            for kind in SHOWN_KINDS
        }
        return Overview(
            name=house.header.name,
            code=house.header.code,
            log=house.header.kind.value,
            now=house.now().isoformat(),
            picture_age_s=int(house.age_s),
            counts={kind: count for kind, count in counts.items() if count},
        )

    return Reply(encoded(asked, await asyncio.to_thread(counted)))


async def page(asked: Asked) -> Reply:
    """A page of one kind."""
    kind, limit, after = kind_of(asked), limit_of(asked), asked.query("after")
    wanted = {
        name: value for name, value in asked.request.query_params.items() if name not in KNOWN
    }
    known = getattr(KINDS[kind], "__struct_fields__", ())
    for name in (*wanted, *fields_of(asked)):
        if name not in known:
            raise Problem(
                400,
                "unknown_parameter",
                f"`{name[:40]}` is no field of {kind}.",
                f"Fields are {', '.join(known)}; parameters {', '.join(sorted(KNOWN))}.",
                where=name[:40],
            )
    eye = asked.door.eye(asked.who.viewer)
    body = await asyncio.to_thread(
        lambda: encoded(asked, paged(eye, kind, limit, after, wanted, fields_of(asked)))
    )
    return tagged(body)


def fields_of(asked: Asked) -> tuple[str, ...]:
    """The fields asked for; none: all."""
    said = asked.query("fields")
    return tuple(each.strip() for each in said.split(",") if each.strip()) if said else ()


def paged(
    eye: Eye,
    kind: str,
    limit: int,
    after: str | None,
    wanted: dict[str, str],
    fields: tuple[str, ...],
) -> Page:
    """The page; filters look at what the asker may see, and so count nothing else."""
    total = 0
    found: list[SubjectFields] = []
    is_more = False
    for name in getattr(eye.picture, kind):
        shown = eye.shown((kind, name)) if wanted else None
        if wanted:
            if shown is None or not fits(shown, wanted):
                continue
        elif not eye.fields((kind, name)):
            continue
        total += 1
        if after is not None and name <= after:
            continue
        if len(found) >= limit:
            is_more = True
            continue
        found.append(SubjectFields(kind, name, picked(shown or eye.shown((kind, name)), fields)))
    return Page(kind, total, tuple(found), found[-1].id if is_more and found else None)


def picked(shown: Fields | None, fields: Iterable[str]) -> Fields:
    """The fields asked for, of those that may be seen."""
    if shown is None:
        return {}
    named = set(fields)
    return {name: value for name, value in shown.items() if not named or name in named}


def fits(shown: Fields, wanted: dict[str, str]) -> bool:
    """Whether visible fields have these values; of a list it is enough that one is it.

    `*` at the end stands for anything (`type=fire*`).
    """
    return all(name in shown and _is(shown[name], value) for name, value in wanted.items())


def _is(value: object, wanted: str) -> bool:
    if isinstance(value, tuple | list):
        return any(_is(each, wanted) for each in value)
    if isinstance(value, bool) or value is None:
        return wanted == {True: "true", False: "false", None: "null"}[value]
    if not isinstance(value, str | int):
        return False
    text = str(getattr(value, "value", value))
    return text.startswith(wanted[:-1]) if wanted.endswith("*") else text == wanted


async def one(asked: Asked) -> Reply:
    """One subject. Who looks at a restricted matter is on record for it."""
    kind, name = kind_of(asked), asked.path("id")
    eye = asked.door.eye(asked.who.viewer)
    if not eye.fields((kind, name)):
        raise nothing_here("here-subject", kind=kind)
    await looked(asked, incident_of(kind, name, subject(eye.picture, (kind, name))))
    shown = picked(eye.shown((kind, name)), fields_of(asked))
    return tagged(encoded(asked, SubjectFields(kind, name, shown)))


def incident_of(kind: str, name: str, noun: object) -> str | None:
    """The incident that a subject is, or is about."""
    if kind == "incidents":
        return name
    if kind == "narratives" and name.startswith("incident/"):
        return name.partition("/")[2]
    found = getattr(noun, "incident", None)
    return found if kind != "units" and isinstance(found, str) else None


async def looked(asked: Asked, incident: str | None) -> None:
    """Put the look on record where the incident is restricted, also when it is archived. Raises
    Problem.
    """
    found = None if incident is None else asked.door.house.seen().incident(incident)
    if found is None or not found.is_restricted:
        return
    order = Order(
        command=LookAtRestricted(incident=found.id),
        command_id=f"look/{uuid.uuid4().hex}",
        actor=asked.who.person,
        session=session_of(asked),
    )
    outcome = await submitted(town_of(asked), order, asked.door.landing)
    if isinstance(outcome, Denied):
        raise refused(outcome.refused, outcome.command_id)
    if isinstance(outcome, Unknown):
        raise unknown(outcome.why, outcome.command_id)


ROUTES = (
    Route(
        method="GET",
        path="/v1",
        says="The town, and what you may know of",
        handler=overview,
        tag="picture",
        scope=Scope.look,
        answer=Overview,
    ),
    Route(
        method="GET",
        path="/v1/picture/{kind}",
        says="Subjects of one kind, a page at a time",
        tells="Any other parameter is a filter by a field: `status=open`, `type=fire*`.",
        handler=page,
        tag="picture",
        scope=Scope.look,
        parameters=(LIMIT, AFTER, FIELDS),
        is_open_query=True,
        answer=Page,
        errors=(404,),
    ),
    Route(
        method="GET",
        path="/v1/picture/{kind}/{id:path}",
        says="One subject",
        handler=one,
        tag="picture",
        scope=Scope.look,
        parameters=(FIELDS,),
        answer=SubjectFields,
        errors=(404, 409),
    ),
)
