"""Who is nearest, as the crow flies: what is said when the planner fails or is late.

Free units of the town's own, one after another for each need of the card, the nearest of the kind
first. No roads, no cover, no prices; no arrays either, so that it stands when those do not.
"""

from math import inf, isqrt

from tocsin.geo.places import Point, distance_m
from tocsin.operations.picture import Incident, Picture
from tocsin.operations.picture.plan import Need
from tocsin.operations.shortfall import offers, shortfall
from tocsin.planners.dispatch.advice import (
    ANYBODY,
    Advice,
    Basis,
    Option,
    Reason,
    Sent,
    without_plan,
)
from tocsin.planners.dispatch.candidates import (
    FREE,
    Candidate,
    Excluded,
    Standing,
    WhyNot,
    candidates,
    crews_of,
    disciplines,
)
from tocsin.planners.dispatch.question import Question

PLANNER, VERSION = "nearest", 1
MS_PER_M = 1.35 * 3_600 / 40
"""Longer than the crow's way by a third, at 40 km/h."""


def nearest(picture: Picture, question: Question, because: Reason) -> Advice:
    """One option. `because` says what is wrong with the planner. Raises LookupError where there is
    no such incident.
    """
    incident = picture.incidents.get(question.incident)
    if incident is None:
        raise LookupError(question.incident)
    found, excluded = candidates(picture, incident, question)
    free = [each for each in found if each.standing in FREE and each.aid is None]
    needs = _needs(picture, incident)
    end = incident.place.point
    sends: list[Sent] = []
    missing: list[str] = []
    crew = dict(zip((e.unit.id for e in found), crews_of(found), strict=True))
    gone: set[int] = set()
    whose = disciplines(incident)
    for need in needs:
        can = [
            each for each in free
            if crew[each.unit.id] not in gone
            and (each.unit.agency in whose if need is None else offers(each.unit, need))
        ]  # fmt: skip
        if not can:
            missing.append(_said(need))
            continue
        first = min(can, key=lambda each: (_far_m(each, end), each.unit.id))
        gone.add(crew[first.unit.id])
        sends.append(_sent(first, end, question, _said(need)))
    sends.sort(key=lambda each: (each.arrival_p50_s is None, each.arrival_p50_s or 0, each.unit))
    option = _option(tuple(sends), tuple(missing))
    going = set(option.units)
    stay = (Excluded(e.unit.id, e.unit.call_sign, WhyNot.not_weighed, {},
                     None if e.aid is None else e.town) for e in found
            if e.unit.id not in going)  # fmt: skip
    no_plan = () if shortfall(picture, incident) is not None else (without_plan(incident),)
    basis = Basis(
        PLANNER, VERSION, question.position, None, question.seed, question.policy.name, question.now
    )
    why_not = tuple(sorted([*excluded, *stay], key=lambda each: each.unit))
    return Advice(
        incident.id, tuple(map(_said, needs)), (option,) if sends else (), basis,
        (because, Reason("nearest_only", False), *no_plan), why_not,
    )  # fmt: skip


def _needs(picture: Picture, incident: Incident) -> list[Need | None]:
    """What is still to be filled; None is anybody, where no plan says."""
    short = shortfall(picture, incident)
    if short is None:
        return [] if incident.units else [None]
    return [each.need for each in short.needs for _ in range(each.missing)]


def _said(need: Need | None) -> str:
    if need is None:
        return ANYBODY
    return need.kind if need.type is None else f"{need.kind} {need.type}"


def _far_m(each: Candidate, end: Point | None) -> float:
    if end is None:
        return 0.0
    return inf if each.point is None else distance_m(each.point, end)


def _sent(each: Candidate, end: Point | None, question: Question, fills: str) -> Sent:
    weights = question.policy.weights
    p50 = p90 = drive = None
    if each.point is not None and end is not None:
        drive = -(-round(distance_m(each.point, end) * MS_PER_M) // 1000)
        out = each.standing is Standing.at_station
        spread = drive * (weights.drive_p90_permille - 1000) // 1000
        rolls = weights.turnout_p90_s - weights.turnout_p50_s if out else 0
        p50 = drive + (weights.turnout_p50_s if out else 0)
        p90 = p50 + isqrt(spread**2 + rolls**2)
    return Sent(
        unit=each.unit.id, call_sign=each.unit.call_sign, town=each.town, fills=(fills,),
        arrival_p50_s=p50, arrival_p90_s=p90, drive_s=drive, standing=each.standing,
        age_s=each.age_s,
    )  # fmt: skip


def _option(sends: tuple[Sent, ...], missing: tuple[str, ...]) -> Option:
    p50 = [each.arrival_p50_s for each in sends if each.arrival_p50_s is not None]
    p90 = [each.arrival_p90_s for each in sends if each.arrival_p90_s is not None]
    is_known = len(p50) == len(sends) > 0
    reasons = [Reason("nobody_for", False, {"need": need}) for need in missing]
    if p50:
        about: dict[str, str | int] = {"unit": sends[0].call_sign, "seconds": p50[0]}
        reasons.insert(0, Reason("first_there", True, about))
    return Option(
        units=tuple(each.unit for each in sends), sends=sends,
        arrival_p50_s=max(p50) if is_known else None, arrival_p90_s=max(p90) if is_known else None,
        first_s=min(p50, default=None), missing=missing, uncovered={}, money=0, cost=sum(p50),
        gap=None, reasons=tuple(reasons),
    )  # fmt: skip
