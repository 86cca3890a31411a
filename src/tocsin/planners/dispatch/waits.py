"""Who waits longer when a unit is taken from other work, and by how much."""

import msgspec

from tocsin.operations.picture import Picture
from tocsin.planners.dispatch.advice import Option, Reason, Sent
from tocsin.planners.dispatch.candidates import FREE, Candidate
from tocsin.planners.dispatch.costs import UNKNOWN, begins_of, drives_ms, p50_s
from tocsin.planners.dispatch.ground import Ground
from tocsin.planners.dispatch.laying import Laid
from tocsin.planners.dispatch.question import Question

NEAR_MS = 2_700_000
"""Who drives longer is nobody to wait for."""


def with_waits(
    options: tuple[Option, ...], laid: Laid, picture: Picture, ground: Ground, question: Question,
    hour: int,
) -> tuple[Option, ...]:  # fmt: skip
    """The options, told how long what they leave waits: until the next free unit of the town's own
    of the same kind, that the option does not send, is there instead."""
    there: dict[tuple[str, str], list[tuple[Candidate, int | None]]] = {}

    def told(each: Sent, option: Option) -> Reason:
        assert each.leaves is not None, "it leaves nothing"
        mine = next(other for other in laid.found if other.unit.id == each.unit)
        kind = mine.unit.kind
        if (each.leaves, kind) not in there:
            left = picture.incidents.get(each.leaves)
            end = None if left is None else left.place.point
            alike = [
                other for other in laid.found
                if other.unit.kind == kind and other.aid is None
                and (other.standing in FREE or other.leaves == each.leaves)
            ]  # fmt: skip
            drive_ms = drives_ms(alike, end, ground, NEAR_MS)
            known = p50_s(drive_ms, begins_of(alike, question, hour)).tolist()
            there[each.leaves, kind] = [
                (other, None if seconds == UNKNOWN else seconds)
                for other, seconds in zip(alike, known, strict=True)
            ]
        return _told(each, option, there[each.leaves, kind])

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


def _told(each: Sent, option: Option, there: list[tuple[Candidate, int | None]]) -> Reason:
    about: dict[str, str | int] = {"unit": each.call_sign, "incident": each.leaves or ""}
    begins = next(p50 for other, p50 in there if other.unit.id == each.unit)
    if begins is None:
        return Reason("leaves_work", False, about)
    others = [
        (p50, other.unit.call_sign) for other, p50 in there
        if other.standing in FREE and p50 is not None and other.unit.id not in option.units
    ]  # fmt: skip
    if not others:
        return Reason("leaves_work_alone", False, about)
    seconds, sign = min(others)
    longer = max(0, seconds - begins)
    return Reason("leaves_work_for", False, {**about, "seconds": longer, "instead": sign})
