"""Who gave to whom: counted by hand, by month and town."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from tocsin.terms.kinds import LogKind
from tocsin.views.measures.answer import Answer
from tocsin.views.measures.lending import About, Lent, csv_rows, lending

BERLIN = ZoneInfo("Europe/Berlin")


def lent(
    home: str, borrower: str, day: str, minutes: int, cost: int = 0, *, is_over: bool = True,
    currency: str = "EUR", is_stock: bool = False,
) -> Lent:  # fmt: skip
    begun = datetime.fromisoformat(day).replace(tzinfo=UTC)
    money = {currency: cost} if cost else {}
    return Lent(home, borrower, begun, minutes, is_over, is_stock, money)


LOANS = (
    lent("PE", "WE", "2026-03-02T08:00", 390, 30_000),
    lent("PE", "WE", "2026-03-20T08:00", 60, is_over=False),
    lent("PE", "WE", "2026-03-31T22:30", 30, 100),  # the first of April in Berlin
    lent("WE", "PE", "2026-03-05T08:00", 45, 5_000, currency="CHF"),
    lent("PE", "KW", "2026-03-06T08:00", 0, 250, is_stock=True),
    lent("KW", "WE", "2026-03-07T08:00", 10),
)


def told(*loans: Lent, since: datetime | None = None, until: datetime | None = None) -> Answer:
    about = About("PE", LogKind.actual, BERLIN, lambda amount, _: f"{amount / 100:.2f}",
                  since, until)  # fmt: skip
    return lending(loans or LOANS, about)


def test_loans_are_added_up_by_month_giver_and_taker() -> None:
    answer = told()
    assert answer.whole.cells == (
        ("2026-03", "KW", "WE", "1", "0", "0:10", "0", "0", "–"),
        ("2026-03", "PE", "KW", "1", "0", "0:00", "1", "0", "EUR 2.50"),
        ("2026-03", "PE", "WE", "2", "1", "7:30", "0", "0", "EUR 300.00"),
        ("2026-03", "WE", "PE", "1", "0", "0:45", "0", "0", "CHF 50.00"),
        ("2026-04", "PE", "WE", "1", "0", "0:30", "0", "0", "EUR 1.00"),
    )
    assert answer.plain()["n"] == 6


def test_what_is_left_over_between_this_town_and_each_other() -> None:
    (balance,) = told().more
    assert balance.rows == (
        ("KW", "0:00", "0:00", "0:00", "EUR 2.50", "–"),
        ("WE", "8:00", "0:45", "7:15", "EUR 301.00", "CHF 50.00"),
    )
    (other,) = told(lent("WE", "PE", "2026-03-05T08:00", 61)).more
    assert other.rows == (("WE", "0:00", "1:01", "−1:01", "–", "–"),)


@pytest.mark.parametrize(
    ("since", "until", "n"), [(3, None, 5), (None, 5, 1), (3, 7, 2), (7, 7, 0)]
)
def test_a_loan_is_within_a_time_by_when_it_began(
    since: int | None, until: int | None, n: int
) -> None:
    begin, end = (None if d is None else datetime(2026, 3, d, tzinfo=UTC) for d in (since, until))
    assert told(since=begin, until=end).plain()["n"] == n


def test_the_months_are_written_plainly_with_a_line_for_each_currency() -> None:
    both = Lent("PE", "WE", LOANS[0].begun_at, 5, True, False, {"EUR": 7, "CHF": 9}, 4)
    assert list(csv_rows(told(both, LOANS[5])))[1:] == [
        ("2026-03", "KW", "WE", "1", "0", "10", "0", "0", "", ""),
        ("2026-03", "PE", "WE", "1", "0", "5", "0", "4", "9", "CHF"),
        ("2026-03", "PE", "WE", "1", "0", "5", "0", "4", "7", "EUR"),
    ]


def test_nothing_lent_is_nothing() -> None:
    answer = lending((), About("PE", LogKind.actual, BERLIN, lambda amount, _: str(amount)))
    assert answer.plain()["months"] == []
    assert answer.tables()[0].rows == ()
