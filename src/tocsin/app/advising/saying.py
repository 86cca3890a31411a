"""Advice in words: what a dispatcher would say of each option, and of each unit that stays."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from tocsin.app.tongue import code, listed, spoken, tell
from tocsin.operations.picture import Picture
from tocsin.planners.dispatch.advice import ANYBODY, Advice, Option, Reason, Sent
from tocsin.planners.dispatch.candidates import Excluded

if TYPE_CHECKING:
    from tocsin.app.advising.requests import Request
    from tocsin.planners.dispatch.jointly import Jointly


def sentence(reason: Reason) -> str:
    """A reason as a sentence without its end."""
    name = reason.code
    if name == "nobody_for" and reason.parameters["need"] == ANYBODY:
        name = "nobody_at_all"
    return tell(f"advice-{name}", **_told(reason.parameters))


def why_not(each: Excluded) -> str:
    """Why a unit is not in the first option."""
    told = _told(each.parameters)
    told["unit"] = each.call_sign if each.town is None else f"{each.call_sign} ({each.town})"
    if "because" in told:
        told["because"] = tell(f"but-{told['because']}")
    return tell(f"stays-{each.why}", **told)


def need_said(need: str) -> str:
    """What is asked for: the kind in words, and its type as a run card says it."""
    if need == ANYBODY:
        return tell("advice-anybody")
    kind, _, type_ = need.partition(" ")
    return f"{code('unit-kind', kind)} {type_}".rstrip()


def _told(parameters: dict[str, str] | dict[str, str | int]) -> dict[str, str | int]:
    """Parameters as they stand in a sentence."""
    told: dict[str, str | int] = dict(parameters)
    if "seconds" in told:
        told["time"] = minutes(int(told.pop("seconds")))
    if "need" in told:
        told["need"] = need_said(str(told["need"]))
    if "condition" in told:
        told["condition"] = code("condition", str(told["condition"]))
    return told


def minutes(seconds: int) -> str:
    """3:05"""
    return f"{seconds // 60}:{seconds % 60:02}"


def lines(advice: Advice) -> Iterator[str]:
    """All of it, for a terminal."""
    for each in advice.degraded:
        yield f"{sentence(each)}."
    if not advice.options:
        yield tell("advice-nobody" if advice.needs else "advice-nothing")
    for number, option in enumerate(advice.options, 1):
        yield from _option(number, option)
    if advice.why_not:
        yield tell("advice-not-these")
        others = [each for each in advice.why_not if not each.is_of_use]
        yield from (f"   {why_not(each)}." for each in advice.why_not if each.is_of_use)
        if others:
            yield f"   {tell('advice-of-no-use', n=len(others))}."


def all_lines(jointly: "Jointly", picture: Picture) -> Iterator[str]:
    """Who should go to which, for a terminal."""
    for each in jointly.degraded:
        yield f"{sentence(each)}."
    for share in jointly.shares:
        incident = picture.incidents.get(share.incident)
        number = share.incident if incident is None else incident.number
        yield f"{number}  {listed(unit.named for unit in share.sends) or tell('advice-nobody')}"
        for unit in share.sends:
            fills = listed(map(need_said, unit.fills))
            yield f"     {unit.named:8} {_there(unit):14} {fills}".rstrip()
        for need in share.missing:
            yield f"   − {sentence(Reason('nobody_for', False, {'need': need}))}."
    if jointly.gap is None:
        yield tell("advice-gap-unknown")
    elif jointly.gap:
        yield tell("advice-gap", gap=jointly.gap)
    elif jointly.shares:
        yield tell("advice-least")
    else:
        yield tell("advice-none-waits")


def _option(number: int, option: Option) -> Iterator[str]:
    yield f"{number}  {listed(each.named for each in option.sends)}: {when(option)}"
    for each in option.sends:
        duty = [] if each.on_duty_h is None else [tell("advice-on-duty", hours=each.on_duty_h)]
        what = listed([*map(need_said, each.fills), *duty])
        yield f"     {each.named:8} {_there(each):14} {what}".rstrip()
    if option.money:
        yield f"   · {tell('advice-owed', money=option.money)}."
    for reason in option.reasons:
        yield f"   {'+' if reason.is_for else '−'} {sentence(reason)}."


def request_lines(requests: "Iterable[Request]") -> Iterator[str]:
    """What is to be said to neighbours, in the language that is spoken here."""
    for each in requests:
        yield f"{each.option}  → {each.words[spoken()]}"


def when(option: Option) -> str:
    """When all are there."""
    if option.arrival_p50_s is None or option.arrival_p90_s is None:
        return tell("advice-when-unknown")
    return tell(
        "advice-all-there", half=minutes(option.arrival_p50_s), most=minutes(option.arrival_p90_s)
    )


def _there(each: Sent) -> str:
    if each.arrival_p50_s is None or each.arrival_p90_s is None:
        return "?"
    return f"{minutes(each.arrival_p50_s)} – {minutes(each.arrival_p90_s)}"
