"""Taking an option: the lines that send it, and what stays of the advice with each order."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tocsin.app.tongue import tell
from tocsin.operations.advised import (
    Kept,
    KeptOption,
    KeptReason,
    KeptStay,
    KeptUnit,
    basis_of,
)
from tocsin.operations.picture import Picture
from tocsin.planners.dispatch.advice import Advice, Option, Sent
from tocsin.planners.dispatch.candidates import Excluded, WhyNot

if TYPE_CHECKING:
    from tocsin.planners.dispatch.jointly import Jointly, Share


def name_of(picture: Picture, incident: str) -> str:
    """What a line calls an incident: its number, where no other open one has it."""
    found = picture.incidents.get(incident)
    if found is None:
        return incident
    alike = [each for each in picture.incidents.values() if each.number == found.number]
    return found.number if len(alike) == 1 else incident


def lines_of(sends: Sequence[Sent], name: str) -> tuple[str, ...]:
    """The lines that take it: one for all who go, with the reason where somebody is taken from
    other work or rides with too few; one for each who works yet, and has it as its next. Units of
    neighbours are not ours to send: they are asked for."""
    ours = [each for each in sends if each.aid is None]
    go = [each for each in ours if each.clears_s is None]
    because = ""
    if any(each.leaves is not None for each in go):
        because = f" ! {tell('advice-more-urgent')}"
    elif any("short_crew" in each.costs for each in go):
        because = f" ! {tell('advice-few-on-board')}"
    signs = " ".join(each.call_sign for each in go)
    sent = (f"D {signs} {name}{because}",) if go else ()
    return (*sent, *(f"SK {e.call_sign} {name}" for e in ours if e.clears_s is not None))


def basis_for(advice: Advice, policy_version: int, option: int | None) -> str:
    """What stays with the order that follows an option (they count from one), or with one that
    does otherwise: what the advice rests on, and the facts it read."""
    basis = advice.basis
    kept = Kept(
        planner=basis.planner, version=basis.version, position=basis.position, ground=basis.ground,
        seed=basis.seed, policy=basis.policy, policy_version=policy_version, at=basis.at,
        incident=advice.incident, needs=advice.needs, option=option,
        options=tuple(map(_option, advice.options)), units=tuple(_units(advice)),
        degraded=tuple(KeptReason(e.code, e.parameters) for e in advice.degraded),
        stays=tuple(map(_stay, sorted(advice.why_not, key=_nearness))),
    )  # fmt: skip
    return basis_of(kept)


def share_basis(jointly: "Jointly", share: "Share", policy_version: int) -> str:
    """What stays with the order that takes a share of what was advised together."""
    basis = jointly.basis
    half = [each.arrival_p50_s for each in share.sends if each.arrival_p50_s is not None]
    most = [each.arrival_p90_s for each in share.sends if each.arrival_p90_s is not None]
    is_known = len(half) == len(most) == len(share.sends) > 0
    option = KeptOption(
        share.units, max(half) if is_known else None, max(most) if is_known else None, share.cost,
        share.missing,
    )  # fmt: skip
    fills = (need for each in share.sends for need in each.fills)
    kept = Kept(
        planner=basis.planner, version=basis.version, position=basis.position, ground=basis.ground,
        seed=basis.seed, policy=basis.policy, policy_version=policy_version, at=basis.at,
        incident=share.incident, needs=(*fills, *share.missing), option=1, options=(option,),
        units=tuple(map(_unit, share.sends)),
        degraded=tuple(KeptReason(e.code, e.parameters) for e in jointly.degraded),
    )  # fmt: skip
    return basis_of(kept)


def _option(option: Option) -> KeptOption:
    return KeptOption(
        option.units, option.arrival_p50_s, option.arrival_p90_s, option.cost, option.missing,
        option.uncovered,
    )  # fmt: skip


def _units(advice: Advice) -> Iterator[KeptUnit]:
    """Each unit of the options once."""
    seen: dict[str, Sent] = {}
    for option in advice.options:
        for each in option.sends:
            seen.setdefault(each.unit, each)
    return map(_unit, seen.values())


def _unit(sent: Sent) -> KeptUnit:
    at = sent.point
    return KeptUnit(
        sent.unit, sent.arrival_p50_s, sent.arrival_p90_s, sent.drive_s, sent.standing, sent.age_s,
        None if at is None else at.lat_udeg, None if at is None else at.lon_udeg,
        ", ".join(sent.fills), sent.leaves,
    )  # fmt: skip


_COULD = (WhyNot.later, WhyNot.dearer)


def _stay(each: Excluded) -> KeptStay:
    """Seconds are fewer than nought where it would have been there sooner."""
    seconds = each.parameters.get("seconds")
    sooner = -1 if each.why is WhyNot.dearer else 1
    late = None if seconds is None else sooner * int(seconds)
    return KeptStay(each.unit, each.why, late, each.parameters.get("than"))


def _nearness(each: Excluded) -> tuple[bool, bool, int, str]:
    """Who could have gone first, the nearest of them first."""
    stay = _stay(each)
    return each.why not in _COULD, not each.is_of_use, stay.seconds or 0, each.unit
