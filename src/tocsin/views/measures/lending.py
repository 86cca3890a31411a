"""Who gave to whom, for how long, at what cost: by month and town, and what is left over.

Source: the question of every council about mutual aid (NIMS resource management, reimbursement).
One town's log tells of its own loans; the towns' answers agree where both have read each other.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, tzinfo

import msgspec

from tocsin.terms.kinds import LogKind
from tocsin.views.measures.answer import Answer, Column, Figures, Part, Table

NAME = "lending"
HELP = "who gave to whom: loans, hours and cost, by month and town"
DEFINITION = (
    "One observation is one loan, from the release by its home until home has it again, or until "
    "now. It counts with all its hours and cost in the local month in which it began. A unit that "
    "is lent on is one more loan, to whoever has it then, with the hours it has it; what it costs "
    "is owed by the town that home let it go to. Cost is what the rates of the agreement of that "
    "day come to, whoever pays; what no rate covers, or nobody measured, is not in it. Of stock "
    "only loans and cost count; places at a facility count in place-nights: one place in which "
    "somebody is at local midnight."
)
COLUMNS = (
    Column("month", is_number=False),
    Column("gave", is_number=False),
    Column("got", is_number=False),
    Column("loans"),
    Column("still out"),
    Column("hours"),
    Column("of stock"),
    Column("place-nights"),
    Column("cost"),
)
BALANCE = (
    Column("town", is_number=False),
    Column("hours given"),
    Column("hours got"),
    Column("more given"),
    Column("cost given"),
    Column("cost got"),
)

Money = dict[str, int]
"""By currency (ISO 4217), in its smallest unit."""
Written = Callable[[int, str], str]
"""An amount as a person reads it."""


class Lent(msgspec.Struct, frozen=True):
    """One loan, or the part of it that one town had. `minutes` so far, 0 for stock and
    places; `cost` what the rates come to."""

    home: str
    borrower: str
    begun_at: datetime
    minutes: int
    is_over: bool
    is_stock: bool
    cost: Money
    place_nights: int = 0


class Row(msgspec.Struct, frozen=True):
    """What one town gave another in one month."""

    month: str
    gave: str
    got: str
    loans: int
    still_out: int
    minutes: int
    of_stock: int
    place_nights: int
    cost: Money


class Balance(msgspec.Struct, frozen=True):
    """This town and another, over all months."""

    town: str
    given_minutes: int
    got_minutes: int
    given_cost: Money
    got_cost: Money


class About(msgspec.Struct, frozen=True):
    """Whose log it is, and how its answer is written."""

    own: str
    kind: LogKind
    zone: tzinfo
    money: Written
    since: datetime | None = None
    until: datetime | None = None


def lending(loans: Iterable[Lent], about: About) -> Answer:
    """The answer for the loans that began within a time."""
    chosen = [each for each in loans if _is_within(each, about)]
    rows, balances = tuple(_rows(chosen, about)), tuple(_balances(chosen, about.own))
    figures: Figures = {
        "per": "loan",
        "months": list[object](rows),
        "balance": list[object](balances),
    }
    return Answer(
        measure=NAME, definition=DEFINITION, kind=str(about.kind), counted="loans",
        whole=Part(len(chosen), figures, tuple(_cells(each, about.money) for each in rows)),
        columns=COLUMNS,
        more=(Table("in all", BALANCE, tuple(_in_all(each, about.money) for each in balances)),),
    )  # fmt: skip


def csv_rows(answer: Answer) -> Iterator[tuple[str, ...]]:
    """The months as plain cells, a line for each currency of a cost; first the titles."""
    yield ("month", "gave", "got", "loans", "still_out", "minutes", "of_stock", "place_nights",
           "cost", "currency")  # fmt: skip
    months = answer.whole.figures["months"]
    assert isinstance(months, list)
    for each in months:
        assert isinstance(each, Row)
        counts = (each.loans, each.still_out, each.minutes, each.of_stock, each.place_nights)
        said = (each.month, each.gave, each.got, *map(str, counts))
        costs = [(str(amount), currency) for currency, amount in sorted(each.cost.items())]
        for cost in costs or [("", "")]:
            yield (*said, *cost)


def _is_within(loan: Lent, about: About) -> bool:
    at = loan.begun_at
    return (about.since is None or at >= about.since) and (about.until is None or at < about.until)


def _rows(loans: Iterable[Lent], about: About) -> Iterator[Row]:
    found: dict[tuple[str, str, str], list[Lent]] = {}
    for each in loans:
        month = f"{each.begun_at.astimezone(about.zone):%Y-%m}"
        found.setdefault((month, each.home, each.borrower), []).append(each)
    for key in sorted(found):
        several = found[key]
        yield Row(
            *key,
            loans=len(several),
            still_out=sum(not each.is_over for each in several),
            minutes=sum(each.minutes for each in several),
            of_stock=sum(each.is_stock for each in several),
            place_nights=sum(each.place_nights for each in several),
            cost=_sum(several),
        )


def _balances(loans: Iterable[Lent], own: str) -> Iterator[Balance]:
    """Of loans between two others, as a town may hear of them, nothing is left over here."""
    given: dict[str, list[Lent]] = {}
    got: dict[str, list[Lent]] = {}
    for each in loans:
        if each.home == own:
            given.setdefault(each.borrower, []).append(each)
        elif each.borrower == own:
            got.setdefault(each.home, []).append(each)
    for town in sorted({*given, *got}):
        ours, theirs = given.get(town, []), got.get(town, [])
        yield Balance(
            town,
            sum(each.minutes for each in ours),
            sum(each.minutes for each in theirs),
            _sum(ours),
            _sum(theirs),
        )


def _sum(loans: Iterable[Lent]) -> Money:
    total: Money = {}
    for each in loans:
        for currency, amount in each.cost.items():
            total[currency] = total.get(currency, 0) + amount
    return total


def _cells(row: Row, money: Written) -> tuple[str, ...]:
    return (
        row.month, row.gave, row.got, f"{row.loans:,}", f"{row.still_out:,}", _hours(row.minutes),
        f"{row.of_stock:,}", f"{row.place_nights:,}", _money(row.cost, money),
    )  # fmt: skip


def _in_all(balance: Balance, money: Written) -> tuple[str, ...]:
    given, got = balance.given_minutes, balance.got_minutes
    return (
        balance.town, _hours(given), _hours(got), _hours(given - got),
        _money(balance.given_cost, money), _money(balance.got_cost, money),
    )  # fmt: skip


def _hours(minutes: int) -> str:
    sign = "−" if minutes < 0 else ""
    return f"{sign}{abs(minutes) // 60:,}:{abs(minutes) % 60:02}"


def _money(cost: Money, money: Written) -> str:
    said = (f"{name} {money(amount, name)}" for name, amount in sorted(cost.items()))
    return ", ".join(said) or "–"
