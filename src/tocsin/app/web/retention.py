"""How long records are kept, for whoever may see the schedule: the page, what is due, certificates.

Records are counted and not named: some of them the asker may not know of.
"""

import asyncio
from datetime import datetime, timedelta

import msgspec

from tocsin.access.conditions import Condition
from tocsin.access.table import table_of
from tocsin.app.seeing import Seen
from tocsin.app.web.pictures import encoded, tagged
from tocsin.app.web.problem import Problem, nothing_here
from tocsin.app.web.route import Asked, Parameter, Reply, Route
from tocsin.operations.picture.retention import RecordClass
from tocsin.operations.picture.token import Scope
from tocsin.views.retention_page import RetentionPage, destructions, due_by_day, retention_page

MOST_DAYS = 36_500
MOST_RUNS = 500


class DueThen(msgspec.Struct, frozen=True):
    """How many records of a class fall due on a day (UTC), and how many of them a hold keeps."""

    record_class: str
    day: str
    records: int
    held: int


class DueDays(msgspec.Struct, frozen=True):
    """What is due by now or within so many days, the longest due first."""

    within_days: int
    records: int
    days: tuple[DueThen, ...]


class Certificate(msgspec.Struct, frozen=True):
    """One destruction: of which class and authority, by whom, when, how much came of it, between
    which records of the log. `kept_count` records were kept by legal holds.
    """

    id: str
    record_class: RecordClass
    schedule: int
    by: str
    on_behalf_of: str | None
    begun_at: datetime
    ended_at: datetime | None
    records: int
    keys: int
    kept_count: int
    first: int
    last: int


class Certificates(msgspec.Struct, frozen=True):
    """Destructions, the newest first; `total` counts all."""

    total: int
    destructions: tuple[Certificate, ...]


def office_of(asked: Asked, kind: str) -> Seen:
    """The town, where the asker may see everything of this kind. Raises Problem 404."""
    town = asked.door.house.seen()
    table = table_of(town.picture.access.get("access"))
    roles = asked.door.eye(asked.who.viewer).where.roles
    grants = [each for role in roles for each in table.fields.get((kind, role), ())]
    if all(each.condition != Condition.always for each in grants):
        raise nothing_here("here-schedule")
    return town


async def page(asked: Asked) -> Reply:
    """The schedule, and what it makes of the records there are."""
    town = office_of(asked, "retention")

    def counted() -> RetentionPage:
        return retention_page(town.picture, town.finished(), asked.now)

    return Reply(encoded(asked, await asyncio.to_thread(counted)))


async def due(asked: Asked) -> Reply:
    """What is due, by class and day."""
    said = asked.query("within_days") or "0"
    if not (said.isascii() and said.isdigit() and int(said[:9]) <= MOST_DAYS):
        raise Problem(
            400, "malformed", f"within_days is a number of days, {MOST_DAYS} at most.",
            where="within_days",
        )  # fmt: skip
    town = office_of(asked, "retention")

    def counted() -> DueDays:
        until = asked.now + timedelta(days=int(said))
        days = due_by_day(town.picture, town.finished(), until)
        found = tuple(DueThen(*each, *count) for each, count in days.items())
        return DueDays(int(said), sum(each.records for each in found), found)

    return Reply(encoded(asked, await asyncio.to_thread(counted)))


async def record(asked: Asked) -> Reply:
    """The certificates."""
    runs = destructions(office_of(asked, "destructions").picture)
    found = tuple(
        Certificate(
            id=each.id,
            record_class=each.record_class,
            schedule=each.schedule,
            by=each.by,
            on_behalf_of=each.on_behalf_of,
            begun_at=each.begun_at,
            ended_at=each.ended_at,
            records=each.records,
            keys=each.keys,
            kept_count=each.kept_count,
            first=each.first,
            last=each.last,
        )
        for each in runs[:MOST_RUNS]
    )
    return tagged(encoded(asked, Certificates(len(runs), found)))


ROUTES = (
    Route(
        method="GET",
        path="/v1/retention",
        says="How long records are kept",
        tells="The schedule in force, what each class holds, what is due, what no class covers.",
        handler=page,
        tag="retention",
        scope=Scope.look,
        answer=RetentionPage,
        errors=(404,),
    ),
    Route(
        method="GET",
        path="/v1/retention/due",
        says="How many records fall due",
        handler=due,
        tag="retention",
        scope=Scope.look,
        parameters=(
            Parameter(
                "within_days",
                "Also what comes due within so many days.",
                {"type": "integer", "minimum": 0, "maximum": MOST_DAYS, "default": 0},
            ),
        ),
        answer=DueDays,
        errors=(404,),
    ),
    Route(
        method="GET",
        path="/v1/retention/record",
        says="Certificates of destruction",
        tells=f"The newest {MOST_RUNS}. Which records it were, tocsin retention record tells.",
        handler=record,
        tag="retention",
        scope=Scope.look,
        answer=Certificates,
        errors=(404,),
    ),
)
