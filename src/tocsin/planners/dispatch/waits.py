"""Who waits longer when a unit is taken from other work, and by how much."""

from heapq import heapify, heappop, heappush

import msgspec
import numpy as np

from tocsin.geo.places import Point
from tocsin.operations.picture import Picture
from tocsin.planners.dispatch.advice import Option, Reason, Sent
from tocsin.planners.dispatch.candidates import FREE
from tocsin.planners.dispatch.costs import drives_ms
from tocsin.planners.dispatch.ground import NEVER_MS, Ground
from tocsin.planners.dispatch.laying import Laid
from tocsin.planners.dispatch.pricing import arrival_s

NEAR_MS = 2_700_000
"""Who drives longer is nobody to wait for."""


def with_waits(
    options: tuple[Option, ...], laid: Laid, picture: Picture, ground: Ground
) -> tuple[Option, ...]:
    """The options, told how long what they leave waits: until the next free unit of the town's own
    of the same kind, that the option does not send, is there instead."""
    there: dict[tuple[str, str], _There] = {}
    place = {each.unit.id: at for at, each in enumerate(laid.found)}

    def told(each: Sent, option: Option) -> Reason:
        assert each.leaves is not None, "it leaves nothing"
        kind = laid.found[place[each.unit]].unit.kind
        if (each.leaves, kind) not in there:
            left = picture.incidents.get(each.leaves)
            end = None if left is None else left.place.point
            there[each.leaves, kind] = _There(laid, ground, end, kind)
        return _told(each, place[each.unit], option, there[each.leaves, kind])

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


class _There:
    """When units of a kind are at an incident: those are looked for who could be the next there."""

    def __init__(self, laid: Laid, ground: Ground, end: Point | None, kind: str) -> None:
        self._laid, self._ground, self._end = laid, ground, end
        self._free = [
            at for at, each in enumerate(laid.found)
            if each.unit.kind == kind and each.aid is None and each.standing in FREE
            and each.point is not None
        ]  # fmt: skip
        self._drive_ms: dict[int, int] = {}
        self._least_ms: dict[int, int] | None = None

    def p50_s(self, at: int) -> int | None:
        """Seconds until that one is there; None where nobody can say."""
        if at not in self._drive_ms:
            self._look(at)
        ms = self._drive_ms[at]
        return None if ms > NEAR_MS else self._after_s(at, ms)

    def next(self, option: Option) -> tuple[int, str] | None:
        """The free one that is there first, of those who are not sent: when, and its call sign."""
        waiting = [
            (self._after_s(at, ms), at in self._drive_ms, self._laid.found[at].unit.call_sign, at)
            for at, ms in self._hoped().items()
            if ms <= NEAR_MS and self._laid.found[at].unit.id not in option.units
        ]
        heapify(waiting)
        while waiting:
            seconds, is_known, sign, at = heappop(waiting)
            if is_known:
                return seconds, sign
            found = self.p50_s(at)
            if found is not None:
                heappush(waiting, (found, True, sign, at))
        return None

    def _hoped(self) -> dict[int, int]:
        """How long each of the free drives; of those who were not looked for, at least."""
        if self._end is None:
            return {}
        if self._least_ms is None:
            self._search(self._free, 0)
            far = [at for at in self._free if at not in self._drive_ms]
            found = self._laid.found
            places = [each for at in far if (each := found[at].point) is not None]
            kinds = [found[at].unit.kind for at in far]
            least = self._ground.at_least(places, kinds, self._end).tolist()
            self._least_ms = dict(zip(far, least, strict=True))
        least_ms = self._least_ms
        return {at: self._drive_ms.get(at, least_ms.get(at, NEVER_MS)) for at in self._free}

    def _look(self, at: int) -> None:
        """Alone; where that one is given up, with all who are left."""
        each = self._laid.found[at]
        if each.point is None or self._end is None:
            self._drive_ms[at] = NEVER_MS
            return
        ms, least_ms = self._ground.between(each.point, each.unit.kind, self._end)
        self._drive_ms[at] = ms
        if ms >= NEVER_MS > least_ms:
            left = [other for other in self._free if other not in self._drive_ms]
            self._search([at, *left], NEAR_MS)
            for other in (at, *left):
                self._drive_ms.setdefault(other, NEVER_MS)

    def _search(self, rows: list[int], within_ms: int) -> None:
        """Those who are found."""
        found = drives_ms([self._laid.found[at] for at in rows], self._end, self._ground, within_ms)
        for at in np.flatnonzero(found < NEVER_MS).tolist():
            self._drive_ms[rows[at]] = int(found[at])

    def _after_s(self, at: int, drive_ms: int) -> int:
        return arrival_s(int(self._laid.begins.p50_s[at]), drive_ms)


def _told(each: Sent, at: int, option: Option, there: _There) -> Reason:
    about: dict[str, str | int] = {"unit": each.call_sign, "incident": each.leaves or ""}
    begins = there.p50_s(at)
    if begins is None:
        return Reason("leaves_work", False, about)
    found = there.next(option)
    if found is None:
        return Reason("leaves_work_alone", False, about)
    seconds, sign = found
    longer = max(0, seconds - begins)
    return Reason("leaves_work_for", False, {**about, "seconds": longer, "instead": sign})
