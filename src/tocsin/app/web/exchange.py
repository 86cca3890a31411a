"""Records in and out: another system's export in, incidents and measures out.

What goes out is made from whole records, and so from those of which the asker may see every field
that it is made of.
"""

import asyncio
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import msgspec

from tocsin.access.table import ALWAYS, table_of
from tocsin.app.desk import town_zone
from tocsin.app.exporting import NEEDED
from tocsin.app.facts import opener
from tocsin.app.fairness import as_csv, fairness
from tocsin.app.importing import mapping_of, taken_in
from tocsin.app.outcome import Exit, Told
from tocsin.app.refused import given
from tocsin.app.tongue import order_said, with_step
from tocsin.app.web.orders import town_of
from tocsin.app.web.past import whole_in_sight
from tocsin.app.web.problem import Problem, nothing_here
from tocsin.app.web.questions import DATE_TIME, moment
from tocsin.app.web.route import Asked, Parameter, Reply, Route
from tocsin.gateways import cad_export
from tocsin.gateways.cad_export import shipped
from tocsin.operations.imported import RecordCall
from tocsin.operations.picture import Incident
from tocsin.operations.picture.token import Scope
from tocsin.views.measures import MEASURES, Answer, Ask, UnknownSlice, lending, refusals

IMPORT_BYTES = 64_000_000
EXPORTS = {"csv": "text/csv", "ndjson": "application/x-ndjson"}


class MeasureAnswer(msgspec.Struct, frozen=True):
    """A measure's answer; `left_out` counts incidents of which the asker sees too little."""

    left_out: int
    answer: dict[str, object]


async def take_in(asked: Asked) -> Reply:
    """Another system's records, through a mapping that is shipped. As whoever asks."""
    town = town_of(asked)
    name = asked.query("mapping") or ""
    if name not in shipped():
        raise Problem(
            400, "malformed", f"There is no mapping `{name[:60]}` here.",
            f"Shipped are {', '.join(shipped())}; others go through `tocsin import`.",
            where="mapping",
        )  # fmt: skip
    _may_import(asked)
    with tempfile.NamedTemporaryFile(prefix="tocsin-import-") as file:
        size = 0
        async for chunk in asked.request.stream():
            size += len(chunk)
            if size > IMPORT_BYTES:
                raise Problem(413, "body_too_long", f"At most {IMPORT_BYTES:,} bytes at a time.")
            file.write(chunk)
        file.flush()
        try:
            account, _ = await asyncio.to_thread(
                taken_in, town, Path(file.name), mapping_of(name), asked.who.person
            )
        except Told as error:
            if error.exit_code is Exit.unknown:
                raise Problem(503, "unknown", str(error), "Send it again.", after_s=1) from None
            said = str(error).replace(file.name, "the body")
            raise Problem(400, "malformed", f"{said}.", where="body") from None
    return Reply(msgspec.json.encode(Imported(account.mapping, account.rows, account.facts,
                                              tuple(account.refused))))  # fmt: skip


def _may_import(asked: Asked) -> None:
    """Raise Problem 403 unless a role of the asker's may record calls.

    Before anything is ordered: a refusal would be on record under the id of each fact, and be the
    answer to whoever may import it later.
    """
    picture = asked.door.house.picture
    person = picture.people.get(asked.who.person)
    grants = table_of(picture.access.get("access")).grants(RecordCall.__name__)
    if person is None or not any(each.role in person.roles for each in grants):
        raise Problem(
            403, "role_may_not", "You may not take another system's records in.",
            "Have a token issued to a program with the role importer.",
        )  # fmt: skip


class Imported(msgspec.Struct, frozen=True):
    """What became of the rows, and of the facts they say; the first rows that were refused."""

    mapping: str
    rows: dict[str, int]
    facts: dict[str, int]
    refused: tuple[dict[str, object], ...]


def whole(asked: Asked) -> tuple[list[Incident], int]:
    """The incidents that may go out whole, open and finished. Raises Problem 403 where none may
    because the asker sees too little.
    """
    town = asked.door.house.seen()
    since, until = moment(asked, "since"), moment(asked, "until")
    kept, left_out = whole_in_sight(town.incidents(), town.picture, asked.who.viewer, NEEDED)
    if left_out and not kept:
        raise Problem(
            403,
            "sees_too_little",
            *with_step("problem-sees-too-little"),
        )
    return [each for each in kept if _within(each, since, until)], left_out


def _within(each: Incident, since: datetime | None, until: datetime | None) -> bool:
    return (since is None or each.opened_at >= since) and (until is None or each.opened_at < until)


async def give_out(asked: Asked) -> Reply:
    """Incidents as a table or as lines."""
    form = asked.query("format") or "csv"
    if form not in EXPORTS:
        raise Problem(400, "malformed", f"format is {' or '.join(EXPORTS)}.", where="format")

    def made() -> bytes:
        incidents, _ = whole(asked)
        if form == "csv":
            return b"".join(cad_export.render(incidents, asked.door.house.header.code))
        return b"".join(_lines(asked, incidents))

    body = await asyncio.to_thread(made)
    name = f'attachment; filename="incidents.{form}"'
    return Reply(body, media_type=EXPORTS[form], headers={"Content-Disposition": name})


def _lines(asked: Asked, incidents: list[Incident]) -> Iterator[bytes]:
    encode = msgspec.json.Encoder(enc_hook=opener(asked.door.house.keys)).encode
    for each in incidents:
        fields = {name: getattr(each, name) for name in sorted(NEEDED)}
        yield encode(fields) + b"\n"


async def measure(asked: Asked) -> Reply:
    """How the town does, by the standards' definitions."""
    name, form = asked.path("name"), asked.query("format") or "json"
    if name not in (*MEASURES, *OF_THE_LOG):
        raise nothing_here("here-measure")
    if form not in ("json", "csv") or (form == "csv" and name != lending.NAME):
        raise Problem(400, "malformed", "format is json, or csv of lending.", where="format")
    try:
        answer, left_out = await asyncio.to_thread(lambda: _measured(asked, name))
    except UnknownSlice as error:
        raise Problem(400, "malformed", f"{error}.", where="by") from None
    if form == "csv":
        headers = {"Content-Disposition": 'attachment; filename="lending.csv"'}
        return Reply(as_csv(answer), media_type="text/csv", headers=headers)
    plain = msgspec.to_builtins(answer.plain(), str_keys=True)
    for rule in plain.get("rules", ()):
        rule["says"] = order_said(rule["order"])
    return Reply(msgspec.json.encode(MeasureAnswer(left_out, plain)))


OF_THE_LOG = {lending.NAME: ("custody", "entries"), refusals.NAME: ("people", "roles")}
"""Measures that are read from the log itself; whoever sees this field of every such subject may
have them."""


def _measured(asked: Asked, name: str) -> tuple[Answer, int]:
    """The answer, and how many incidents it is without. Raises Problem, UnknownSlice."""
    house, since, until = asked.door.house, moment(asked, "since"), moment(asked, "until")
    if name in MEASURES:
        incidents, left_out = whole(asked)
        ask = Ask(
            kind=house.header.kind, zone=town_zone(house.picture), by=asked.query("by"),
            since=since, until=until,
        )  # fmt: skip
        return MEASURES[name](incidents, house.picture.units, ask), left_out
    kind, field = OF_THE_LOG[name]
    rows = asked.door.eye(asked.who.viewer).rows.get(kind, ())
    if not any(condition == ALWAYS and field in fields for condition, fields in rows):
        raise Problem(403, "sees_too_little", *with_step("problem-sees-too-little"))
    if asked.query("by") is not None:
        raise UnknownSlice(f"{name} is not cut")
    town = house.seen()
    if name == lending.NAME:
        return fairness(town, since, until), 0
    return refusals.refusals(given(town), house.header.kind, since, until), 0


SINCE = Parameter("since", "Opened at or after.", DATE_TIME)
UNTIL = Parameter("until", "Opened before.", DATE_TIME)

ROUTES = (
    Route(
        method="POST",
        path="/v1/import",
        says="Take another system's records in",
        tells="The body is the export file. What is on record already is passed over.",
        handler=take_in,
        tag="exchange",
        scope=Scope.order,
        parameters=(Parameter("mapping", f"One of {', '.join(shipped())}."),),
        body_media_type="text/csv|application/x-ndjson|application/xml|application/octet-stream",
        answer=Imported,
        errors=(409, 413),
    ),
    Route(
        method="GET",
        path="/v1/export",
        says="Incidents as a table, or a line each",
        handler=give_out,
        tag="exchange",
        scope=Scope.look,
        parameters=(
            Parameter("format", "csv or ndjson.", {"type": "string", "enum": list(EXPORTS)}),
            SINCE,
            UNTIL,
        ),
        media_type="text/csv",
        also=("application/x-ndjson",),
    ),
    Route(
        method="GET",
        path="/v1/measures/{name}",
        says="Response times, shared incidents, utilisation …",
        tells=f"The name is one of {', '.join((*MEASURES, *OF_THE_LOG))}. Lending as a table, too.",
        handler=measure,
        tag="exchange",
        scope=Scope.look,
        parameters=(
            Parameter("by", "Cut by type, hour, weekday, district …"),
            SINCE,
            UNTIL,
            Parameter("format", "json; of lending csv.", {"type": "string"}),
        ),
        answer=MeasureAnswer,
        also=("text/csv",),
        errors=(403, 404),
    ),
)
