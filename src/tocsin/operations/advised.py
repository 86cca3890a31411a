"""What stays of an advice with the order that followed it, or set it aside: as JSON, 2 kB at most.

Enough to explain it for ever: what was asked, which options there were, and the few facts they rest
on, though positions have aged away. Times in seconds, places in microdegrees.
"""

import hashlib
from datetime import datetime

import msgspec

LONGEST = 2_048
"""In bytes (`orders.Basis`)."""


class KeptUnit(msgspec.Struct, frozen=True, array_like=True):
    """A unit of an option: when it would be there, half and nine tenths of the times; how long it
    drives; from where (`lat_udeg`, `lon_udeg`), how it stood there and how old that was; what it
    was to fill; the incident that it would have left."""

    unit: str
    p50_s: int | None
    p90_s: int | None
    drive_s: int | None
    standing: str
    age_s: int | None
    lat_udeg: int | None
    lon_udeg: int | None
    fills: str
    leaves: str | None


class KeptOption(msgspec.Struct, frozen=True, omit_defaults=True):
    """An option. `p50_s` and `p90_s` are of the last of its units; `uncovered` person-minutes."""

    units: tuple[str, ...]
    p50_s: int | None
    p90_s: int | None
    cost: int
    missing: tuple[str, ...] = ()
    uncovered: dict[str, int] = {}


class KeptStay(msgspec.Struct, frozen=True, array_like=True):
    """A unit that was in no option: why, and how much later than which one it would be there."""

    unit: str
    why: str
    seconds: int | None
    than: str | None


class KeptReason(msgspec.Struct, frozen=True, array_like=True):
    """Something that was not known."""

    code: str
    parameters: dict[str, str | int] = {}


class Kept(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """An advice as an order keeps it. `option` counts from one; None: none was taken as it stood.
    `is_cut`: there was more than there is room for."""

    planner: str
    version: int
    position: int
    ground: str | None
    seed: int
    policy: str
    policy_version: int
    at: datetime
    incident: str
    needs: tuple[str, ...]
    options: tuple[KeptOption, ...]
    units: tuple[KeptUnit, ...]
    option: int | None = None
    degraded: tuple[KeptReason, ...] = ()
    stays: tuple[KeptStay, ...] = ()
    is_cut: bool = False

    def unit(self, id: str) -> KeptUnit | None:
        """What was known of a unit; None where nothing was."""
        return next((each for each in self.units if each.unit == id), None)

    def option_of(self, sent: frozenset[str]) -> int | None:
        """The first option that has all of these units; None where none has."""
        for number, each in enumerate(self.options, 1):
            if sent <= frozenset(each.units):
                return number
        return None


def name_of(advice: Kept) -> str:
    """What an advice is called wherever it is spoken of, whichever option was taken: the same for
    ever, and nothing is told by it."""
    what = f"{advice.incident}\n{advice.position}\n{advice.at.isoformat()}\n{advice.planner}"
    return hashlib.blake2b(what.encode(), digest_size=6).hexdigest()


def kept(basis: str | None) -> Kept | None:
    """The advice in a basis; None where there is none, or somebody gave another basis."""
    if basis is None:
        return None
    try:
        return msgspec.json.decode(basis, type=Kept)
    except (msgspec.DecodeError, ValueError):
        return None


def basis_of(advice: Kept) -> str:
    """As JSON; where it is too long the least telling goes first: units that stayed, the later
    options with what only they rest on, reasons of their cost."""
    for each in _shorter(advice):
        text = msgspec.json.encode(each)
        if len(text) <= LONGEST:
            return text.decode()
    raise AssertionError("an advice without options and units is short")


def _shorter(advice: Kept) -> list[Kept]:
    found = [advice]
    change = msgspec.structs.replace
    for number in (12, 6, 3, 0):
        if number < len(advice.stays):
            found.append(change(advice, stays=advice.stays[:number], is_cut=True))
    taken = (advice.option or 1) - 1
    for number in range(len(advice.options) - 1, -1, -1):
        options = tuple(
            each for at, each in enumerate(advice.options) if at in (0, taken) or at < number
        )
        of = {unit for each in options for unit in each.units}
        units = tuple(each for each in advice.units if each.unit in of)
        found.append(change(found[-1], options=options, units=units))
    for many in (40, 20, 10, 0):
        found.append(
            change(
                found[-1], is_cut=True, units=found[-1].units[:many], needs=advice.needs[:many],
                options=tuple(_without(each, many) for each in found[-1].options),
            )
        )  # fmt: skip
    found.append(change(found[-1], options=(), ground=None, degraded=()))
    return found


def _without(option: KeptOption, many: int) -> KeptOption:
    """An option with so much of what can be long."""
    some = dict(sorted(option.uncovered.items(), key=lambda each: (-each[1], each[0]))[:many])
    return msgspec.structs.replace(
        option, units=option.units[:many], missing=option.missing[:many], uncovered=some
    )
