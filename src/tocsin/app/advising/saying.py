"""Advice in words: what a dispatcher would say of each option, and of each unit that stays."""

from collections.abc import Iterator

from tocsin.planners.dispatch.advice import Advice, Option, Reason, Sent
from tocsin.planners.dispatch.candidates import Excluded
from tocsin.views.saying import how_long, listed

SAYS = {
    "first_there": "{unit} is there first, in {seconds}",
    "nobody_for": "nobody is left for {need}",
    "leaves_work": "{unit} leaves {incident}, which waits",
    "short_crew": "{unit} rides with fewer than it needs",
    "tired": "the crew of {unit} has been on duty for long",
    "aid_automatic": "{unit} comes from {town}, as agreed",
    "aid_mutual": "{town} has to be asked for {unit}",
    "position_old": "where {unit} is was last heard {seconds} ago",
    "arrival_unknown": "nobody can say when {unit} is there",
    "uncovers": "{people} people of {town} have no such unit in time while it lasts",
    "cover_stays": "everybody keeps a unit in time",
    "sooner": "all there {seconds} sooner",
    "later": "all there {seconds} later",
    "no_plan": "No plan fits: one unit is asked for, whoever it is.",
    "no_place": "Nobody knows where it is: times are left out.",
    "no_ground": "The town has adopted no ground: times are as the crow flies, at 40 km/h.",
}
WHY_NOT = {
    "is_there": "is there already",
    "committed": "works, on an incident that is not left for this",
    "not_less_urgent": "works for {incident}, which is not less urgent",
    "has_patient": "has a patient on board",
    "out_of_service": "is out of service: {reason}",
    "not_serviceable": "is {condition}",
    "crew_away": "its crew is out with {other}",
    "nobody_on_board": "has nobody on board",
    "lent_away": "is lent to {holder}",
    "no_such_capability": "brings nothing that is needed",
    "no_way": "has no way there today",
    "later": "is there {seconds} later than {than}",
    "dearer": "would be there {seconds} sooner than {than}, but {because}",
    "not_needed": "is not needed: all is filled",
}
BECAUSE = {
    "cover": "would leave its part of town without cover",
    "less_urgent": "would leave other work waiting",
    "short_crew": "rides with fewer than it needs",
    "tired": "its crew has been on duty for long",
    "neighbour": "comes from another town",
    "asked": "its town has to be asked first",
    "none": "others together do better",
}


def sentence(reason: Reason) -> str:
    """A reason as a sentence without its end."""
    told = {
        name: how_long(int(value)) if name == "seconds" else value
        for name, value in reason.parameters.items()
    }
    return SAYS[reason.code].format_map(told)


def why_not(each: Excluded) -> str:
    """Why a unit is not in the first option."""
    told = dict(each.parameters)
    if "seconds" in told:
        told["seconds"] = how_long(int(told["seconds"]))
    if "because" in told:
        told["because"] = BECAUSE[told["because"]]
    return f"{each.call_sign} {WHY_NOT[each.why].format_map(told)}"


def lines(advice: Advice) -> Iterator[str]:
    """All of it, for a terminal."""
    for each in advice.degraded:
        yield sentence(each)
    if not advice.options:
        yield "Nobody can be sent."
    for number, option in enumerate(advice.options, 1):
        yield from _option(number, option)
    if advice.why_not:
        yield "Not these:"
        yield from (f"  {why_not(each)}." for each in advice.why_not)


def _option(number: int, option: Option) -> Iterator[str]:
    yield f"{number}  {listed([each.call_sign for each in option.sends])}: {_when(option)}"
    for each in option.sends:
        yield f"     {each.call_sign:8} {_there(each):18} {', '.join(each.fills)}"
    for reason in option.reasons:
        yield f"   {'+' if reason.is_for else '−'} {sentence(reason)}."


def _when(option: Option) -> str:
    if option.arrival_p50_s is None or option.arrival_p90_s is None:
        return "nobody can say when all are there"
    return (
        f"all there in {how_long(option.arrival_p50_s)}, nine times in ten within "
        f"{how_long(option.arrival_p90_s)}"
    )


def _there(each: Sent) -> str:
    if each.arrival_p50_s is None or each.arrival_p90_s is None:
        return "?"
    return f"{how_long(each.arrival_p50_s)} to {how_long(each.arrival_p90_s)}"
