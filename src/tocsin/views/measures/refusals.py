"""Which orders were refused, by which rule: where the rules and the people who work do not meet.

Source: refusals are on record (`command_refused`). The log knows the person who asked and not the
desk, and this ranks nobody: of people it says only how many they were.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime

import msgspec

from tocsin.terms.kinds import LogKind
from tocsin.views.measures.answer import Answer, Column, Figures, Part, percent, tidy_share

NAME = "refusals"
HELP = "which orders were refused, by which rule, and how many people that met"
DEFINITION = (
    "One observation is one order that somebody gave and that was answered: carried out, so "
    "already, or refused. What the town orders by itself (the clock, a source) is left out. People "
    "are those who were refused, each counted once."
)
COLUMNS = (
    Column("order", is_number=False),
    Column("rule", is_number=False),
    Column("refused"),
    Column("of all"),
    Column("people"),
)
ITSELF = "system/"


class Given(msgspec.Struct, frozen=True):
    """An order and its answer; `order` and `rule` are those of a refusal, else empty."""

    at: datetime
    actor: str
    order: str = ""
    rule: str = ""


class Rule(msgspec.Struct, frozen=True):
    """How often an order was refused by a rule, and how many people met that."""

    order: str
    rule: str
    refused: int
    people: int


def refusals(
    orders: Iterable[Given], kind: LogKind, since: datetime | None, until: datetime | None
) -> Answer:
    """The answer for the orders that were given within a time, the most refused first."""
    counts: Counter[tuple[str, str]] = Counter()
    people: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    answered = 0
    for each in _within(orders, since, until):
        answered += 1
        if each.rule:
            counts[each.order, each.rule] += 1
            people[each.order, each.rule].add(each.actor)
    ranked = sorted(counts, key=lambda key: (-counts[key], key))
    rules = [Rule(*key, counts[key], len(people[key])) for key in ranked]
    refused = counts.total()
    figures: Figures = {
        "per": "order",
        "refused": refused,
        "share": tidy_share(refused / answered) if answered else None,
        "rules": list[object](rules),
    }
    cells = tuple(
        (e.order, e.rule, f"{e.refused:,}", percent(e.refused / answered), f"{e.people:,}")
        for e in rules
    )
    return Answer(
        measure=NAME, definition=DEFINITION, kind=str(kind), counted="orders",
        whole=Part(answered, figures, cells), columns=COLUMNS,
    )  # fmt: skip


def _within(
    orders: Iterable[Given], since: datetime | None, until: datetime | None
) -> Iterator[Given]:
    for each in orders:
        is_in = (since is None or each.at >= since) and (until is None or each.at < until)
        if is_in and not each.actor.startswith(ITSELF):
            yield each
