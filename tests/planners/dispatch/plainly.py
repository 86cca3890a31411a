"""The same without any art: each call is asked about alone, and everybody is looked for."""

from tocsin.operations.picture import Incident, Picture
from tocsin.planners.dispatch.advice import Option, Reason, Sent
from tocsin.planners.dispatch.candidates import FREE, Candidate, candidates
from tocsin.planners.dispatch.costs import (
    UNKNOWN,
    begins_of,
    cover_of,
    cover_prices,
    drives_ms,
    p50_s,
)
from tocsin.planners.dispatch.ground import NEVER_MS, Ground
from tocsin.planners.dispatch.laying import Asked, Laid, ask, with_cover
from tocsin.planners.dispatch.question import Question
from tocsin.planners.dispatch.straight import Straight
from tocsin.planners.dispatch.waits import NEAR_MS


def asked_alone(picture: Picture, ground: Ground, question: Question, incident: Incident) -> Asked:
    """What is asked for one incident, whatever the others are."""
    found, _ = candidates(picture, incident, question)
    of = ask(picture, ground, question, incident, found)
    weights = question.policy.weights
    cover = cover_of(found, of.is_free, ground, weights)
    return with_cover(of, cover_prices(cover, len(found), ground, weights))


def told_plainly(
    option: Option, laid: Laid, picture: Picture, question: Question, hour: int
) -> list[Reason]:
    """What is said of each whom an option takes from other work: everybody of its kind is looked
    for over all of the way."""
    told = []
    for reason in option.reasons:
        if reason.code.startswith("leaves_work"):
            unit = reason.parameters["unit"]
            (each,) = (e for e in option.sends if e.call_sign == unit)
            told.append(_told(each, option, laid, picture, question, hour))
    return told


def _told(
    each: Sent, option: Option, laid: Laid, picture: Picture, question: Question, hour: int
) -> Reason:
    (mine,) = (e for e in laid.found if e.unit.id == each.unit)
    left = picture.incidents.get(each.leaves or "")
    end = None if left is None else left.place.point
    alike = [e for e in laid.found if e.unit.kind == mine.unit.kind and e.aid is None]
    ms = drives_ms(alike, end, Straight(), NEAR_MS)
    ms[ms > NEAR_MS] = NEVER_MS
    seconds = p50_s(ms, begins_of(alike, question, hour)).tolist()
    there = {e.unit.id: after for e, after in zip(alike, seconds, strict=True)}
    about: dict[str, str | int] = {"unit": each.call_sign, "incident": each.leaves or ""}
    if there[each.unit] == UNKNOWN:
        return Reason("leaves_work", False, about)
    others = [
        (there[e.unit.id], e.unit.call_sign) for e in alike if _may(e, option) and
        there[e.unit.id] != UNKNOWN
    ]  # fmt: skip
    if not others:
        return Reason("leaves_work_alone", False, about)
    seconds, sign = min(others)
    longer = max(0, seconds - there[each.unit])
    return Reason("leaves_work_for", False, {**about, "seconds": longer, "instead": sign})


def _may(each: Candidate, option: Option) -> bool:
    return each.standing in FREE and each.unit.id not in option.units
