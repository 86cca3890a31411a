"""The page of one loan: for a program, to read and print, as a table for accounts, as a paper."""

import asyncio
from collections.abc import Callable

import msgspec

from tocsin.access import Eye
from tocsin.app.facts import plain
from tocsin.app.loan_sight import knows_of, may_read
from tocsin.app.loans import (
    Readers,
    Sheet,
    Which,
    about,
    cost_lines,
    facts_of,
    said,
    sheet_of,
    table_of,
    title_of,
)
from tocsin.app.outcome import Told
from tocsin.app.seeing import Seen
from tocsin.app.tongue import spoken, tell, with_step
from tocsin.app.web.html import document, tag
from tocsin.app.web.problem import Problem, nothing_here
from tocsin.app.web.route import Asked, Parameter, Reply, Route
from tocsin.app.wording import RIGHT_TO_LEFT
from tocsin.federation.replica import Looked
from tocsin.operations.picture.token import Scope

FORMS = {
    "json": "application/json",
    "html": "text/html; charset=utf-8",
    "csv": "text/csv",
    "pdf": "application/pdf",
}


class Happened(msgspec.Struct, frozen=True):
    """One thing that happened, in words."""

    at: str
    says: str
    who: str


class LoanPage(msgspec.Struct, frozen=True):
    """All of one loan: what was lent (`loan`), how long, what happened, what it costs by the
    agreement; `says` are the same in sentences. Of a team `units` are the same of each unit."""

    loan: dict[str, object]
    minutes: int
    happened: tuple[Happened, ...]
    agreement: str | None
    version: int | None
    digest: str | None
    costs: tuple[dict[str, object], ...]
    totals: dict[str, int]
    title: str
    about: tuple[str, ...]
    cost_says: tuple[str, ...]
    heads: tuple[str, ...]
    units: tuple[dict[str, object], ...] | None = None


async def loan_page(asked: Asked) -> Reply:
    """In one of four forms; without incidents that the asker may not know of."""
    form = asked.query("format") or "json"
    if form not in FORMS:
        raise Problem(400, "malformed", f"format is one of {', '.join(FORMS)}.", where="format")
    which = Which(asked.path("loan"), _generation(asked), (asked.query("with") or "").upper())
    eye = asked.door.eye(asked.who.viewer)
    town = asked.door.house.seen()

    def made() -> tuple[Sheet, bytes]:
        _check_sight(town, eye, which.word)
        try:
            sheet = sheet_of(town, which, Readers(_heard(asked), knows_of(town, eye)), asked.now)
        except Told as error:
            raise Problem(404, "not_there", f"{error}.") from None
        return sheet, _formed(asked, sheet, form)

    sheet, body = await asyncio.to_thread(made)
    headers = {"Cache-Control": "no-store"}
    if form in ("csv", "pdf"):
        name = f"loan-{sheet.loan.subject}-{sheet.loan.begun_at:%Y%m%d}.{form}"
        headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return Reply(body, media_type=FORMS[form], headers=headers)


def _generation(asked: Asked) -> int | None:
    said_ = asked.query("epoch")
    if said_ is None:
        return None
    if not (said_.isascii() and said_.isdigit() and len(said_) < 10):
        raise Problem(400, "malformed", "epoch is a whole number, as in 2 for 2.0.", where="epoch")
    return int(said_)


def _check_sight(town: Seen, eye: Eye, word: str) -> None:
    """Raise Problem 404 where there is none, or none that the asker may read; of a team, of each of
    its units."""
    try:
        is_seen = may_read(town, eye, word)
    except Told:
        is_seen = False
    if not is_seen:
        raise nothing_here("here-loan")


def _heard(asked: Asked) -> Callable[[str], Looked | None]:
    here = asked.door.neighbourhood
    return (lambda _: None) if here is None else here.following.looked


def _formed(asked: Asked, sheet: Sheet, form: str) -> bytes:
    if form == "csv":
        return table_of(sheet).encode()
    if form == "html":
        return _html(sheet)
    if form == "pdf":
        return _pdf(sheet)
    facts = plain(facts_of(sheet), asked.door.house.keys)
    assert isinstance(facts, dict)
    words = {
        "title": title_of(sheet),
        "about": about(sheet),
        "cost_says": cost_lines(sheet),
        "heads": sheet.heads,
    }
    return msgspec.json.encode({**facts, **words})


def _html(sheet: Sheet) -> bytes:
    title = title_of(sheet)
    happened = [tag("li", said(each, sheet.zone)) for each in sheet.happened]
    return document(
        spoken(),
        title,
        tag(
            "main",
            tag("h1", title),
            *(tag("p", each) for each in about(sheet)),
            tag("h2", tell("loan-what-happened")),
            tag("ol", *happened),
            tag("h2", tell("loan-costs")),
            *(tag("p", each) for each in cost_lines(sheet)),
            tag("h2", tell("loan-heads")),
            *(tag("p", each) for each in sheet.heads),
        ),
        is_rtl=spoken() in RIGHT_TO_LEFT,
    )


def _pdf(sheet: Sheet) -> bytes:
    """Raises Problem where this installation makes no papers."""
    try:
        from tocsin.app.loan_paper import paper_of
    except ImportError:
        raise no_paper() from None
    try:
        return paper_of(sheet)
    except Told as error:
        raise Problem(501, "no_paper", f"{error}.") from None


def no_paper() -> Problem:
    """The extra that makes PDF files is not installed."""
    return Problem(501, "no_paper", *with_step("problem-no-paper"))


ROUTES = (
    Route(
        method="GET",
        path="/v1/loans/{loan}",
        says="All of one loan: its course, its hours, what it costs",
        tells="`loan` is a unit, a team, a stock or a loan of places by its id or name. As JSON, as"
        " a page to print, as a table for accounts, as a paper to sign. What the asker may not know"
        " of is left out.",
        handler=loan_page,
        tag="neighbours",
        scope=Scope.look,
        parameters=(
            Parameter("format", "json, html, csv or pdf.", {"type": "string", "enum": list(FORMS)}),
            Parameter(
                "epoch", "Of a unit or a team: its loan under this generation; else the last."
            ),
            Parameter("with", "Of stock: the town that had it."),
        ),
        answer=LoanPage,
        also=("text/html", "text/csv", "application/pdf"),
        errors=(400, 404, 501),
    ),
)
