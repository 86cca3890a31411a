"""What each type of call asks for, level by level, and who brings it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from tocsin.app.whatif.fleet import Posted, offers
from tocsin.app.whatif.reading import Sheet
from tocsin.app.whatif.scenario import Calls, Keeps
from tocsin.operations.picture import Incident
from tocsin.operations.picture.plan import Card, PlanContent
from tocsin.operations.plans import card_for, fit
from tocsin.terms.codes import Priority

I64 = npt.NDArray[np.int64]
BEGAN = datetime(2000, 1, 3, tzinfo=UTC)
Demand = tuple[str, int | None]
"""NIMS kind, and type (None: any)."""


class Asked(NamedTuple):
    """`need_start` and `need` as in `World`; `skills` says which plans ask for skills, which are
    not simulated."""

    demands: tuple[Demand, ...]
    levels: int
    need_start: I64
    need: I64
    skills: tuple[str, ...]


def asked_of(
    calls: Sequence[Calls], plans: dict[str, PlanContent], keeps: Sequence[Keeps], sheet: Sheet
) -> Asked:
    """The needs of every type of call by the plans. Raises Told where no plan fits one."""
    found = [_plan_of(row, plans, f"calls[{at}]", sheet) for at, row in enumerate(calls)]
    levels = max(
        (
            max(len(row.escalates_per_hour) + 1, *(card.level for card in plan.cards))
            for row, (_, plan) in zip(calls, found, strict=True)
        ),
        default=1,
    )
    demands: dict[Demand, int] = {}
    start = np.zeros((len(calls), levels + 1), np.int64)
    rows: list[int] = []
    skills: set[str] = set()
    for at, (row, (name, plan)) in enumerate(zip(calls, found, strict=True)):
        start[at, 0] = len(rows)
        before: Counter[Demand] = Counter()
        for level in range(1, levels + 1):
            card = card_for(plan, _incident(row), level)
            if card is None:
                raise sheet.wrong(
                    f"calls[{at}].type", f"plan `{name}` has no card of level {level} or below for "
                    f"`{row.type}`; write a card",
                )  # fmt: skip
            if card.skills:
                skills.add(name)
            wanted = _wanted(card)
            for each in (Counter(wanted) - before).elements():
                rows.append(demands.setdefault(each, len(demands)))
            before |= Counter(wanted)
            start[at, level] = len(rows)
    for kept in keeps:
        demands.setdefault((kept.kind, kept.type), len(demands))
    return Asked(tuple(demands), levels, start, np.array(rows, np.int64), tuple(sorted(skills)))


def _plan_of(
    row: Calls, plans: dict[str, PlanContent], where: str, sheet: Sheet
) -> tuple[str, PlanContent]:
    """The plan whose trigger fits closest, as `operations.plans.plan_for` finds it."""
    fits = {
        name: found for name, plan in plans.items()
        if plan.cards and (found := fit(plan.trigger, _incident(row))) is not None
    }  # fmt: skip
    if not fits:
        raise sheet.wrong(
            f"{where}.type",
            f"no plan says who goes to `{row.type}`; write [plans.NAME] with its trigger and cards",
        )
    best = max(fits.values())
    name = min(each for each, found in fits.items() if found == best)
    return name, plans[name]


def _incident(row: Calls) -> Incident:
    return Incident("", "", BEGAN, row.type, priority=Priority(row.priority))


def _wanted(card: Card) -> list[Demand]:
    return [(e.kind, e.type) for e in card.needs for _ in range(e.quantity)]


def said(demand: Demand) -> str:
    """As a plan says it."""
    return demand[0] if demand[1] is None else f"{demand[0]} {demand[1]}"


class Sorts:
    """Units that bring the same and drive alike are of one sort."""

    def __init__(
        self, demands: Sequence[Demand], carriers: Iterable[str], type_binds: bool
    ) -> None:
        self._demands = demands
        self._carriers = frozenset(carriers)
        self._type_binds = type_binds
        self._known: dict[tuple[tuple[int, ...], bool], int] = {}

    def of(self, unit: Posted) -> int:
        """The number of its sort."""
        bring = tuple(
            offers(unit, kind, type if self._type_binds else None) for kind, type in self._demands
        )
        return self._known.setdefault((bring, unit.kind in self._carriers), len(self._known))

    @property
    def brings(self) -> I64:
        """(D × S)"""
        return np.array([bring for bring, _ in self._known], np.int64).T.copy()

    @property
    def carries(self) -> I64:
        """(S)"""
        return np.array([carries for _, carries in self._known], np.int64)
