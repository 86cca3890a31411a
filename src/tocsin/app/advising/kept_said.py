"""What an order carries of an advice, in words, as it is told behind the order."""

from collections.abc import Iterator

from tocsin.app.advising.saying import minutes, need_said, sentence
from tocsin.app.tongue import code, listed, tell
from tocsin.operations.advised import Kept, KeptOption, KeptStay, KeptUnit
from tocsin.planners.dispatch.advice import Reason
from tocsin.views.saying import call_sign

BESIDE = " · "
"""Between what is said of one option or one unit."""


def kept_lines(advice: Kept) -> Iterator[str]:
    """All of it, a line each."""
    yield listed(_head(advice))
    needs = listed(map(need_said, advice.needs)) or tell("kept-nothing")
    yield f"  {tell('kept-asked', needs=needs)}"
    for each in advice.degraded:
        told = sentence(Reason(each.code, False, each.parameters))
        yield f"  {tell('kept-not-known', what=told)}"
    for number, option in enumerate(advice.options, 1):
        yield f"  {number}  {BESIDE.join(_option(option))}"
    for unit in advice.units:
        yield f"  {BESIDE.join(_unit(unit))}"
    for stay in advice.stays:
        yield f"  {BESIDE.join(_stay(stay))}"
    if advice.is_cut:
        yield f"  {tell('kept-is-cut')}"


def _head(advice: Kept) -> Iterator[str]:
    yield tell("kept-head", planner=advice.planner, version=f"{advice.version}")
    yield tell("kept-policy", policy=advice.policy, version=f"{advice.policy_version}")
    if advice.ground is None:
        yield tell("kept-no-ground")
    else:
        yield tell("kept-ground", ground=advice.ground[:12])
    yield tell("kept-position", position=f"{advice.position}")
    if advice.option is not None:
        yield tell("kept-taken", n=f"{advice.option}")


def _option(option: KeptOption) -> Iterator[str]:
    units = listed(map(call_sign, option.units))
    if option.p50_s is None or option.p90_s is None:
        yield units
    else:
        half, most = minutes(option.p50_s), minutes(option.p90_s)
        yield tell("kept-there", units=units, half=half, most=most)
    if option.missing:
        yield tell("kept-missing", needs=listed(map(need_said, option.missing)))
    for town, person_minutes in option.uncovered.items():
        yield tell("kept-uncovered", minutes=person_minutes, town=town)


def _unit(unit: KeptUnit) -> Iterator[str]:
    yield tell("kept-unit", unit=call_sign(unit.unit), **{"from": code("from", unit.standing)})
    if unit.lat_udeg is not None and unit.lon_udeg is not None:
        yield tell("kept-at", where=f"{unit.lat_udeg / 1e6:.5f},{unit.lon_udeg / 1e6:.5f}")
    if unit.age_s:
        yield tell("kept-age", age=unit.age_s)
    if unit.drive_s is not None and unit.p50_s is not None and unit.p90_s is not None:
        half, most = minutes(unit.p50_s), minutes(unit.p90_s)
        yield tell("kept-drive", drive=minutes(unit.drive_s), half=half, most=most)
    if unit.leaves:
        yield tell("kept-leaves", incident=unit.leaves)


def _stay(stay: KeptStay) -> Iterator[str]:
    yield tell("kept-not", unit=call_sign(stay.unit), why=code("stayed", stay.why))
    if stay.seconds is None or stay.than is None:
        return
    time = minutes(abs(stay.seconds))
    if stay.seconds >= 0:
        yield tell("kept-later", time=time, than=stay.than)
    else:
        yield tell("kept-sooner", time=time, than=stay.than)
