"""Every loan of a town's log with what it cost, for `tocsin measure TOWN lending`."""

import csv
import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from tocsin.app.agreements.saying import money
from tocsin.app.desk import town_zone
from tocsin.app.outcome import Exit, Told
from tocsin.app.seeing import Seen
from tocsin.jurisdiction.fold import READER
from tocsin.operations.picture import Picture
from tocsin.views.loans import (
    Fact,
    Loan,
    Stay,
    agreed_for,
    borrowers_of,
    costs_of,
    loans_of,
    lot_loan,
    totals,
    unit_loan,
)
from tocsin.views.measures.answer import Answer
from tocsin.views.measures.lending import About, Lent, csv_rows, lending
from tocsin.views.place_nights import OF_PLACES, place_loan

OF_UNITS = frozenset(
    {"unit_offered", "unit_released", "unit_accepted", "transfer_receipted", "custody_noted",
     "authority_overridden", "override_conflict_recorded"}
)  # fmt: skip
"""Facts that begin a loan, describe it or end it; `lot_…` are those of stock."""


def fairness(town: Seen, since: datetime | None, until: datetime | None) -> Answer:
    """The answer; a loan that lasts is measured until now."""
    now = datetime.now(UTC)
    header = town.store.header
    about = About(header.code, header.kind, town_zone(town.picture), money, since, until)
    loans = _loans(town, about, now)
    return lending(
        (part for each in loans for part in lent_of(each, town.picture, about.own, now)), about
    )


def _loans(town: Seen, about: About, now: datetime) -> Iterator[Loan]:
    """Read in one pass over the log."""
    units: dict[str, list[Fact]] = {}
    lots: dict[str, list[Fact]] = {}
    places: dict[str, list[Fact]] = {}
    for record in town.store.read():
        name = record.name.partition(".")[0]
        kept, field = (units, "unit") if name in OF_UNITS else (lots, "lot")
        if name in OF_PLACES:
            kept, field = places, "loan"
        if kept is not lots or name.startswith("lot_"):
            event = READER.event(record.name, bytes(record.payload))
            kept.setdefault(getattr(event, field, ""), []).append((record, event))
    for unit, facts in units.items():
        for generation in loans_of(facts):
            found = unit_loan(facts, unit, generation)
            if found is not None:
                yield found
    for name, facts in lots.items():
        lot = town.picture.lots.get(name)
        if lot is None:
            continue
        for borrower in borrowers_of(lot, about.own):
            found = lot_loan(facts, lot, borrower, about.own)
            if found is not None:
                yield found
    for name, facts in places.items():
        found = place_loan(facts, name, about.zone, now)
        if found is not None:
            yield found


def lent_of(loan: Loan, picture: Picture, own: str, now: datetime) -> Iterator[Lent]:
    """One loan, once for each town that had it, with what the rates come to that were agreed as it
    began: owed by the town that its home let it go to, which answers for whom it lent it on to.
    """
    other = loan.borrower if loan.home == own else loan.home
    _, version = agreed_for(picture.compacts.values(), loan, other)
    cost = {} if version is None else totals(costs_of(loan, version, now))
    stays = loan.stays or (Stay(loan.borrower, loan.begun_at, loan.ended_at),)
    for number, stay in enumerate(stays):
        yield Lent(
            home=loan.home,
            borrower=stay.town,
            begun_at=stay.since,
            minutes=0 if loan.is_stock or loan.is_places else stay.minutes(now),
            is_over=stay.until is not None,
            is_stock=loan.is_stock,
            cost=cost if number == 0 else {},
            place_nights=loan.place_nights or 0,
        )


def as_csv(answer: Answer) -> bytes:
    """The months as a table (RFC 4180)."""
    out = io.StringIO()
    csv.writer(out).writerows(csv_rows(answer))
    return out.getvalue().encode()


def write_csv(answer: Answer, file: Path) -> None:
    """The months as a table (RFC 4180). Raises Told where the file is there, or cannot be."""
    try:
        with file.open("xb") as out:
            out.write(as_csv(answer))
    except FileExistsError:
        raise Told(f"{file} is there already; name a new file", Exit.usage) from None
    except OSError as error:
        raise Told(f"{file} cannot be written: {error.strerror}") from None
