"""Who waits longer when a unit is taken from other work, and by how much."""

from collections.abc import Sequence

import msgspec

from tocsin.operations.picture import Picture
from tocsin.planners.dispatch.advice import Option, Reason, Sent
from tocsin.planners.dispatch.candidates import FREE, Candidate
from tocsin.planners.dispatch.costs import Arrival, arrivals
from tocsin.planners.dispatch.ground import Ground
from tocsin.planners.dispatch.laying import Laid
from tocsin.planners.dispatch.question import Question


def with_waits(
    options: tuple[Option, ...], laid: Laid, picture: Picture, ground: Ground, question: Question,
    hour: int,
) -> tuple[Option, ...]:  # fmt: skip
    """The options, told how long what they leave waits: until the next free unit of the town's own
    of the same kind, that the option does not send, is there instead."""
    there: dict[str, list[Arrival]] = {}

    def told(each: Sent, option: Option) -> Reason:
        assert each.leaves is not None, "it leaves nothing"
        if each.leaves not in there:
            left = picture.incidents.get(each.leaves)
            end = None if left is None else left.place.point
            there[each.leaves] = arrivals(laid.found, end, ground, question, hour)
        return _told(each, option, laid.found, there[each.leaves])

    return tuple(
        msgspec.structs.replace(
            option,
            reasons=tuple(
                told(next(e for e in option.sends if e.call_sign == reason.parameters["unit"]),
                     option)
                if reason.code == "leaves_work" else reason
                for reason in option.reasons
            ),
        )
        for option in options
    )  # fmt: skip


def _told(each: Sent, option: Option, found: Sequence[Candidate], there: list[Arrival]) -> Reason:
    about: dict[str, str | int] = {"unit": each.call_sign, "incident": each.leaves or ""}
    mine = next(at for at, other in enumerate(found) if other.unit.id == each.unit)
    begins = there[mine].p50_s
    if begins is None:
        return Reason("leaves_work", False, about)
    others = [
        (at.p50_s, other.unit.call_sign) for other, at in zip(found, there, strict=True)
        if other.standing in FREE and other.aid is None and at.p50_s is not None
        and other.unit.kind == found[mine].unit.kind and other.unit.id not in option.units
    ]  # fmt: skip
    if not others:
        return Reason("leaves_work_alone", False, about)
    seconds, sign = min(others)
    longer = max(0, seconds - begins)
    return Reason("leaves_work_for", False, {**about, "seconds": longer, "instead": sign})
