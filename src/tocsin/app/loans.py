"""The page of one loan: all from the first request to the return, and what it costs; on a screen,
as a table for accounts, as a paper to sign."""

import argparse
import csv
import io
from collections.abc import Callable
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import NamedTuple

import msgspec

from tocsin.access import Eye
from tocsin.app.agreements.saying import PLACES, money
from tocsin.app.desk import town_zone
from tocsin.app.facts import plain
from tocsin.app.in_sight import asker
from tocsin.app.neighbours.looking import replicas_in
from tocsin.app.outcome import Exit, Told, as_json
from tocsin.app.reasons import by_handle, facts_about
from tocsin.app.seeing import Seen
from tocsin.app.stock import lot_named
from tocsin.app.telling import SPOKEN
from tocsin.app.tongue import code, listed, speaking, tell
from tocsin.app.wiring import reading
from tocsin.federation.replica import Looked
from tocsin.log import Record
from tocsin.operations.orders import Event
from tocsin.operations.picture.agreement import AgreementVersion, Costs, Rate
from tocsin.views.facts import sentence
from tocsin.views.loans import (
    Cost,
    Loan,
    agreed_for,
    borrowers_of,
    costs_of,
    is_request_of,
    loans_of,
    lot_loan,
    totals,
    unit_loan,
)
from tocsin.views.place_nights import OF_PLACES, place_loan

Fact = tuple[Record, str, Event]
BEGINS_FORMULA = ("=", "+", "-", "@", "\t")


class Which(NamedTuple):
    """Which loan is asked for: a unit, a team or stock by its name; of a unit, the generation under
    which it was lent (None: the last); of stock, the borrower where there are several."""

    word: str
    generation: int | None = None
    borrower: str = ""


class Readers(NamedTuple):
    """What the page is read with: what a neighbour was last heard to say, and which incidents
    whoever asks may know of."""

    looked: Callable[[str], Looked | None]
    knows: Callable[[str], bool] = lambda _: True


class Line(NamedTuple):
    """One thing that happened, in words."""

    at: datetime
    says: str
    who: str


class Sheet(NamedTuple):
    """All that the page of a loan says. Of a team `parts` are the pages of its units, and `costs`
    all of theirs."""

    loan: Loan
    happened: tuple[Line, ...]
    agreement: str
    version: AgreementVersion | None
    costs: tuple[Cost, ...]
    heads: tuple[str, ...]
    now: datetime
    zone: tzinfo
    parts: tuple["Sheet", ...] = ()


def shown(asked: argparse.Namespace) -> int:
    """On the screen, as CSV, as PDF; as the officer asked for (--as) may see it. Raises Told."""
    from tocsin.app.loan_sight import knows_of, may_read

    with reading(asked.town) as town, speaking(asked.language):
        which = Which(asked.loan, asked.epoch, (asked.with_town or "").upper())
        eye = Eye(town.picture, asker(asked, town.picture))
        if not may_read(town, eye, which.word):
            says = f"nothing is lent under `{which.word}`, as far as this officer may see"
            raise Told(says, Exit.usage)
        replicas = replicas_in(asked.town, town.picture)
        readers = Readers(replicas.get, knows_of(town, eye))
        sheet = sheet_of(town, which, readers, datetime.now(UTC))
        facts = facts_of(sheet)
        says = "\n".join(lines_of(sheet))
        if asked.csv is not None:
            written(asked.csv, table_of(sheet).encode())
            facts["csv"] = str(asked.csv)
        if asked.pdf is not None:
            facts |= {"pdf": str(asked.pdf), "sha256": _printed(asked.pdf, sheet)}
        print(as_json(plain(facts, town.store.keys)) if asked.json else says)
    return Exit.done


def facts_of(sheet: Sheet) -> dict[str, object]:
    """The page as facts; `happened` in words."""
    return {
        "loan": sheet.loan,
        "minutes": sheet.loan.minutes(sheet.now),
        "happened": [each._asdict() for each in sheet.happened],
        "agreement": sheet.agreement or None,
        "version": sheet.version.number if sheet.version else None,
        "digest": sheet.version.digest if sheet.version else None,
        "costs": sheet.costs,
        "totals": totals(sheet.costs),
        **({"units": [_part_of(each) for each in sheet.parts]} if sheet.parts else {}),
    }


def _part_of(sheet: Sheet) -> dict[str, object]:
    """One unit of a team."""
    minutes = sheet.loan.minutes(sheet.now)
    return {
        "loan": sheet.loan, "minutes": minutes, "costs": sheet.costs, "totals": totals(sheet.costs)
    }  # fmt: skip


def written(file: Path, content: bytes) -> None:
    """Raises Told."""
    try:
        file.write_bytes(content)
    except OSError as error:
        raise Told(f"{file} cannot be written: {error.strerror}") from None


def _printed(file: Path, sheet: Sheet) -> str:
    try:
        from tocsin.app.loan_paper import paper_of
        from tocsin.app.printing import sha256
    except ImportError as error:
        told = f"a PDF needs {error.name}: pip install 'tocsin[paper]'"
        raise Told(told, Exit.usage) from None
    content = paper_of(sheet)
    written(file, content)
    return sha256(content)


# what is on it


def sheet_of(town: Seen, which: Which, readers: Readers, now: datetime) -> Sheet:
    """The page of the loan that was asked for. Raises Told where nothing was lent."""
    team = _team_sheet(town, which, readers, now)
    if team is not None:
        return team
    loan, told = found_loan(town, which)
    asking = [
        each
        for each in (facts_about(town, loan.request, is_alone=True) if loan.request else ())
        if is_request_of(each[2], loan.request)
    ]
    wanted = {*loan.positions}
    facts = [each for each in told if each[0].position in wanted]
    rows = sorted((*asking, *facts), key=lambda each: each[0].position)
    loan, rows = _as_known(loan, rows, readers.knows)
    other = loan.borrower if loan.home == town.store.header.code else loan.home
    zone = town_zone(town.picture)
    agreement, version = agreed_for(town.picture.compacts.values(), loan, other)
    return Sheet(
        loan=loan,
        happened=tuple(_line(each, town, zone) for each in rows),
        agreement=agreement,
        version=version,
        costs=() if version is None else costs_of(loan, version, now),
        heads=tuple(_heads(town, readers.looked(other), other, loan, zone)),
        now=now,
        zone=zone,
    )


def _team_sheet(town: Seen, which: Which, readers: Readers, now: datetime) -> Sheet | None:
    """Of a team; None where the word names a unit, or no team that was lent."""
    from tocsin.app.lending import unit_named
    from tocsin.app.team_loans import team_sheet

    try:
        unit_named(town.picture, town.store.header.code, which.word)
    except Told:
        return team_sheet(town, which, readers, now)
    return None


def _as_known(
    loan: Loan, rows: list[Fact], knows: Callable[[str], bool]
) -> tuple[Loan, list[Fact]]:
    """Without incidents that whoever asks may not know of, and without what names one."""
    named = {*loan.incidents}
    for _, _, event in rows:
        named |= {*getattr(event, "assignments", ())}
    hidden = {each for each in named if not knows(each)}
    if not hidden:
        return loan, rows
    left = [row for row in rows if not any(each in repr(row[2]) for each in hidden)]
    positions = {row[0].position for row in left}
    known = msgspec.structs.replace(
        loan,
        incidents=tuple(each for each in loan.incidents if each not in hidden),
        positions=tuple(each for each in loan.positions if each in positions),
    )
    return known, left


def found_loan(town: Seen, which: Which) -> tuple[Loan, list[Fact]]:
    """The loan, with the records that it was read from. Raises Told where nothing was lent."""
    from tocsin.app.lending import unit_named

    picture, own = town.picture, town.store.header.code
    places = _found_places(town, which)
    if places is not None:
        return places
    try:
        unit = unit_named(picture, own, which.word)
    except Told:
        return _found_lot(town, which)
    told = list(facts_about(town, unit, is_alone=True))
    facts = [(record, event) for record, _, event in told]
    generations = loans_of(facts)
    wanted = which.generation if which.generation is not None else max(generations, default=0)
    loan = unit_loan(facts, unit, wanted)
    if loan is None:
        known = ", ".join(f"{each}.0" for each in generations) or "none"
        raise Told(f"{unit} was not lent under {wanted}.0; its loans: {known}", Exit.usage)
    return loan, told


def _found_places(town: Seen, which: Which) -> tuple[Loan, list[Fact]] | None:
    """Places at a facility; None where the word names none."""
    names = [each for each in town.picture.place_loans if each.upper() == which.word.upper()]
    if not names:
        return None
    told = list(facts_about(town, names[0], is_alone=True))
    facts = [(r, e) for r, name, e in told if name.partition(".")[0] in OF_PLACES]
    zone = town_zone(town.picture)
    loan = place_loan(facts, names[0], zone, datetime.now().astimezone())
    if loan is None:
        raise Told(f"nothing was kept for {names[0]}, and nobody came", Exit.usage)
    return loan, told


def _found_lot(town: Seen, which: Which) -> tuple[Loan, list[Fact]]:
    picture, own = town.picture, town.store.header.code
    lot = picture.lots.get(lot_named(picture, own, which.word))
    assert lot is not None, "it was named"
    borrowers, borrower = borrowers_of(lot, own), which.borrower
    if not borrower and len(borrowers) > 1:
        raise Told(f"{lot.id} was lent to {', '.join(borrowers)}: say --with CODE", Exit.usage)
    borrower = borrower or next(iter(borrowers), "")
    told = list(facts_about(town, lot.id, is_alone=True))
    loan = lot_loan([(record, event) for record, _, event in told], lot, borrower, own)
    if loan is None:
        raise Told(f"{lot.id} was not lent to {borrower or 'anybody'}", Exit.usage)
    return loan, told


def _line(told: Fact, town: Seen, zone: tzinfo) -> Line:
    record, name, event = told
    says = sentence(name, event, zone, town.store.keys.open, SPOKEN)
    who = by_handle(record.actor, town.picture)
    return Line(record.occurred_at.astimezone(zone), by_handle(says, town.picture), who)


def _heads(town: Seen, looked: Looked | None, other: str, loan: Loan, zone: tzinfo) -> list[str]:
    """Where each town's record stood: what was read here cannot be told otherwise later."""
    head = town.store.head()
    records = listed(str(each) for each in loan.positions)
    code_ = town.store.header.code
    position, hash_ = head.position, head.hash.hex()
    lines = [tell("loan-head", town=code_, records=records, position=position, hash=hash_)]
    if looked is not None and looked.state.heard_at is not None:
        state = looked.state
        heard = _minute(looked.state.heard_at, zone)
        lines.append(
            tell("loan-slice", town=other, heard=heard, sequence=state.sequence, hash=state.head)
        )
    return lines


# in words


def lines_of(sheet: Sheet) -> list[str]:
    """The page as text."""
    lines = [title_of(sheet), *about(sheet), "", tell("loan-what-happened")]
    lines += [f"  {said(each, sheet.zone)}" for each in sheet.happened]
    lines += ["", tell("loan-costs"), *(f"  {each}" for each in cost_lines(sheet))]
    return [*lines, "", tell("loan-heads"), *(f"  {each}" for each in sheet.heads)]


def title_of(sheet: Sheet) -> str:
    """What it is the page of."""
    return tell("loan-title", what=sheet.loan.subject)


def about(sheet: Sheet) -> list[str]:
    """Who, what, how long."""
    loan, zone = sheet.loan, sheet.zone
    lines = [tell("loan-between", home=loan.home, borrower=loan.borrower)]
    begun, minutes = _minute(loan.begun_at, zone), loan.minutes(sheet.now)
    hours, left = minutes // 60, f"{minutes % 60:02}"
    if loan.is_stock:
        out = loan.lent - loan.returned - loan.gone
        lines.append(
            tell(
                "loan-stock", lent=f"{loan.lent:,}", returned=f"{loan.returned:,}",
                gone=f"{loan.gone:,}", out=f"{out:,}", unit=loan.unit_of_measure,
            )
        )  # fmt: skip
    elif loan.place_nights is not None:
        says = {"kept": loan.lent, "returned": loan.returned, "came": loan.gone}
        lines.append(tell("loan-places", kind=loan.kind, nights=loan.place_nights, **says))
    elif sheet.parts:
        units = listed(each.loan.subject for each in sheet.parts)
        lines.append(tell("loan-team", kind=code("team-kind", loan.kind), units=units))
    elif loan.crew is not None:
        lines.append(tell("loan-unit", kind=code("unit-kind", loan.kind), crew=loan.crew))
    elif loan.kind:
        lines.append(tell("loan-unit-no-crew", kind=code("unit-kind", loan.kind)))
    if loan.ended_at is not None:
        ended = _minute(loan.ended_at, zone)
        lines.append(tell("loan-lasted", **{"from": begun}, to=ended, h=hours, min=left))
    else:
        lines.append(tell("loan-lasts", **{"from": begun}, h=hours, min=left))
    if loan.incidents:
        lines.append(tell("loan-incidents", incidents=listed(loan.incidents)))
    return lines


def said(line: Line, zone: tzinfo) -> str:
    """One thing that happened."""
    return tell("loan-line", at=_minute(line.at, zone), says=line.says, who=line.who)


def cost_lines(sheet: Sheet) -> list[str]:
    """Each rate, and what it comes to."""
    version = sheet.version
    if version is None or version.content.costs is None:
        return [tell("loan-no-agreement")]
    costs = version.content.costs
    lines = [
        tell(
            "loan-by-agreement",
            agreement=sheet.agreement, number=version.number, digest=version.digest,
        ),
        _payer(costs),
    ]  # fmt: skip
    for part in sheet.parts:
        lines.append(tell("loan-part", what=part.loan.subject))
        lines += [*(_cost_line(each) for each in part.costs), *_total_lines(part, "loan-total")]
    if sheet.parts:
        lines += _total_lines(sheet, "loan-team-total")
    else:
        lines += [*(_cost_line(each) for each in sheet.costs), *_total_lines(sheet, "loan-total")]
    if version.content.liability:
        lines.append(version.content.liability)
    return lines


def _total_lines(sheet: Sheet, word: str) -> list[str]:
    return [
        tell(word, total=f"{currency} {money(total, currency)}")
        for currency, total in totals(sheet.costs).items()
    ]


def _payer(costs: Costs) -> str:
    payer = code("pact_payer", costs.payer)
    if not costs.free_h:
        return tell("loan-pays", payer=payer)
    return tell("loan-payer", payer=payer, free=costs.free_h)


def _cost_line(cost: Cost) -> str:
    rate = cost.rate
    amount = f"{rate.currency} {money(rate.amount, rate.currency)}"
    if cost.total is not None and cost.quantity_milli is not None:
        return tell(
            "loan-rate", what=rate.what, amount=amount, per=rate.per,
            quantity=_quantity(cost.quantity_milli),
            total=f"{rate.currency} {money(cost.total, rate.currency)}",
        )  # fmt: skip
    if cost.is_meant:
        return tell("loan-rate-unknown", what=rate.what, amount=amount, per=rate.per)
    return tell("loan-rate-other", what=rate.what, amount=amount, per=rate.per)


def _quantity(milli: int) -> str:
    return f"{milli / 1000:,.3f}".rstrip("0").rstrip(".")


def _minute(at: datetime, zone: tzinfo) -> str:
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M}"


# as a table


def table_of(sheet: Sheet) -> str:
    """CSV (RFC 4180) for accounts: first what happened, then what it costs."""
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(
        ("loan", "part", "at", "what", "who", "quantity", "per", "rate", "amount", "currency")
    )
    for line in sheet.happened:
        at = line.at.isoformat(timespec="seconds")
        words = (_harmless(line.says), _harmless(line.who))
        rows.writerow((sheet.loan.subject, "record", at, *words, "", "", "", "", ""))
    for part in sheet.parts or (sheet,):
        for cost in part.costs:
            rows.writerow((part.loan.subject, "cost", "", *_cost_cells(cost)))
    if sheet.parts:
        for currency, total in totals(sheet.costs).items():
            amount = _plain(total, PLACES.get(currency, 2))
            rows.writerow((sheet.loan.subject, "sum", *[""] * 6, amount, currency))
    return out.getvalue()


def _cost_cells(cost: Cost) -> tuple[str, ...]:
    rate: Rate = cost.rate
    quantity = "" if cost.quantity_milli is None else _plain(cost.quantity_milli, 3)
    places = PLACES.get(rate.currency, 2)
    total = "" if cost.total is None else _plain(cost.total, places)
    paid = _plain(rate.amount, places)
    return _harmless(rate.what), "", quantity, _harmless(rate.per), paid, total, rate.currency


def _plain(amount: int, places: int) -> str:
    return f"{amount / 10**places:.{places}f}"


def _harmless(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(BEGINS_FORMULA) else text
