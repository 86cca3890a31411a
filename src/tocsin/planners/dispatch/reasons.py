"""What speaks for an option and against it, as a dispatcher would say it; and why not another."""

from collections.abc import Iterator

from tocsin.operations.picture.dispatch_policy import Weights
from tocsin.planners.dispatch.advice import Option, Reason, Sent
from tocsin.planners.dispatch.candidates import Excluded, WhyNot
from tocsin.planners.dispatch.kernel import CANNOT
from tocsin.planners.dispatch.laying import Laid, said


def last(times: list[int | None]) -> int | None:
    """The latest; None where one is not known."""
    known = [each for each in times if each is not None]
    return max(known, default=None) if len(known) == len(times) else None


def reasons(
    sends: tuple[Sent, ...], missing: tuple[str, ...], without: dict[str, int],
    first: Option | None, weights: Weights,
) -> Iterator[Reason]:  # fmt: skip
    """The weightiest first. `without`: by town, people who are left without a unit in time."""
    soonest = sends[0]
    if soonest.arrival_p50_s is not None:
        about: dict[str, str | int] = {
            "unit": soonest.call_sign, "seconds": soonest.arrival_p50_s
        }  # fmt: skip
        yield Reason("first_there", True, about)
    for need in missing:
        yield Reason("nobody_for", False, {"need": need})
    for each in sends:
        yield from _of(each, weights)
    for town, people in sorted(without.items(), key=lambda e: (-e[1], e[0])):
        yield Reason("uncovers", False, {"town": town, "people": people})
    if not without and soonest.arrival_p50_s is not None:
        yield Reason("cover_stays", True)
    if first is not None:
        yield from _against(sends, first)


def _of(each: Sent, weights: Weights) -> Iterator[Reason]:
    """What is to be said of one unit."""
    unit: dict[str, str | int] = {"unit": each.call_sign}
    if each.leaves is not None:
        yield Reason("leaves_work", False, {**unit, "incident": each.leaves})
    for price in ("short_crew", "tired"):
        if price in each.costs:
            yield Reason(price, False, unit)
    if each.aid is not None:
        yield Reason(f"aid_{each.aid}", False, {**unit, "town": each.town})
    if each.arrival_p50_s is None:
        yield Reason("arrival_unknown", False, unit)
    elif each.age_s > weights.stale_after_s:
        yield Reason("position_old", False, {**unit, "seconds": each.age_s})


def _against(sends: tuple[Sent, ...], first: Option) -> Iterator[Reason]:
    """How it differs from the first option."""
    mine = last([each.arrival_p50_s for each in sends])
    if mine is not None and first.arrival_p50_s is not None and mine != first.arrival_p50_s:
        later = mine - first.arrival_p50_s
        yield Reason("sooner" if later < 0 else "later", later < 0, {"seconds": abs(later)})


def other(laid: Laid, at: int, options: tuple[Option, ...]) -> Excluded:
    """Why a unit that could go is not in the first option: compared with whoever fills what it
    could."""
    each, arrival = laid.found[at], laid.arrival[at]
    unit, sign = each.unit.id, each.unit.call_sign
    serves = [said(need) for row, need in enumerate(laid.needs) if laid.problem.offers[row, at]]
    if not serves:
        return Excluded(unit, sign, WhyNot.no_such_capability)
    if laid.problem.cost[0, at] >= CANNOT:
        return Excluded(unit, sign, WhyNot.no_way)
    rivals = [e for e in (options[0].sends if options else ()) if set(e.fills) & set(serves)]
    if not rivals:
        return Excluded(unit, sign, WhyNot.not_needed)
    last = max(rivals, key=lambda e: (e.arrival_p50_s or 0, e.unit))
    later = (arrival.p50_s or 0) - (last.arrival_p50_s or 0)
    told = {"than": last.call_sign, "seconds": str(abs(later))}
    if later >= 0:
        return Excluded(unit, sign, WhyNot.later, told)
    dear = laid.price[at]
    why = max(dear, key=lambda name: (dear[name], name)) if dear else "none"
    return Excluded(unit, sign, WhyNot.dearer, {**told, "because": why})
