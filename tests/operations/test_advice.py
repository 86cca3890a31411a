"""Advice that was not followed, and what stays of an advice: always short enough for an order."""

from datetime import UTC, datetime

import msgspec
import pytest

from tests.operations.story import Story
from tocsin.operations.advice import SetAdviceAside
from tocsin.operations.advised import (
    LONGEST,
    Kept,
    KeptOption,
    KeptReason,
    KeptStay,
    KeptUnit,
    basis_of,
    kept,
)
from tocsin.operations.dispatch import DispatchUnit
from tocsin.operations.incident import CloseIncident, OpenIncident
from tocsin.operations.units import RegisterUnit
from tocsin.terms.codes import AsideReason

FIRE = "PE-fire"
AT = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


def story() -> Story:
    told = Story()
    told.done(RegisterUnit(call_sign="E1", kind="engine"))
    told.done(OpenIncident(id=FIRE, type="fire.structure"))
    return told


def asides(told: Story) -> list[tuple[object, ...]]:
    incident = told.picture.incidents.get(FIRE)
    assert incident is not None
    return [
        (each.because, None if each.word is None else each.word.text, each.instead, each.basis)
        for each in incident.asides
    ]


def test_why_is_one_word_of_the_list_or_ones_own_or_nothing() -> None:
    told = story()
    told.done(SetAdviceAside(incident=FIRE, because=AsideReason.road, instead=("PE-E1",)))
    told.done(SetAdviceAside(incident=FIRE, word="parade", basis='{"planner":"x"}'))
    told.done(SetAdviceAside(incident=FIRE))
    assert asides(told) == [
        (AsideReason.road, None, ("PE-E1",), None),
        (AsideReason.other, "parade", (), '{"planner":"x"}'),
        (None, None, (), None),
    ]


def test_it_holds_nothing_up_and_moves_nobody() -> None:
    told = story()
    before = told.picture.units
    told.done(SetAdviceAside(incident=FIRE, because=AsideReason.known))
    assert told.picture.units is before
    told.done(DispatchUnit(unit="PE-E1", incident=FIRE))


def test_an_incident_that_is_over_and_a_unit_that_is_not_there_are_refused() -> None:
    told = story()
    assert told.refused(SetAdviceAside(incident=FIRE, instead=("PE-E9",))).code == "unit_unknown"
    told.done(CloseIncident(incident=FIRE, disposition="completed"))
    refused = told.refused(SetAdviceAside(incident=FIRE))
    assert refused.parameters["incident"] == FIRE


def test_two_words_are_not_one() -> None:
    for wrong in ("two words", "", "x" * 41):
        with pytest.raises(msgspec.ValidationError):
            msgspec.convert({"incident": FIRE, "word": wrong}, SetAdviceAside)


def advice(units: int, options: int, towns: int, stays: int) -> Kept:
    """An advice of so many units in each option, each of others; a large one has long names."""
    named, left = ("PE-UNIT-{}-{:03}", "PE-260302-0417") if units > 3 else ("PE-E{}{}", None)
    names = [[named.format(option, at) for at in range(units)] for option in range(options)]
    return Kept(
        planner="dispatch", version=1, position=10**9, ground="a" * 64, seed=10**9,
        policy="coverage", policy_version=9, at=AT, incident="PE-260302-" + "9" * 12, option=1,
        needs=tuple(["advanced_life_support 1"] * units),
        options=tuple(
            KeptOption(
                tuple(each), 4321, 5432, 10**6, ("water_tender 2",) * (units - 1),
                {f"A town with a long name {at}": 10**6 for at in range(towns)},
            )
            for each in names
        ),
        units=tuple(
            KeptUnit(each, 4321, 5432, 4000, "on_the_road", 3600, -47_000_000, -179_000_000,
                     "advanced_life_support 1", left)
            for some in names for each in some
        ),
        degraded=(KeptReason("no_ground"),), stays=tuple(
            KeptStay(f"PE-OTHER-{at:03}", "later", 999, names[0][0]) for at in range(stays)
        ),
    )  # fmt: skip


@pytest.mark.parametrize("size", [(1, 1, 0, 0), (3, 3, 2, 8), (6, 3, 5, 80), (60, 9, 40, 400)])
def test_what_stays_is_never_longer_than_an_order_can_carry(size: tuple[int, ...]) -> None:
    whole = advice(*size)
    basis = basis_of(whole)
    assert len(basis.encode()) <= LONGEST
    found = kept(basis)
    assert found is not None
    assert (found.position, found.policy_version, found.option) == (10**9, 9, 1)
    command = {"unit": "PE-E1", "incident": FIRE, "basis": basis}
    assert msgspec.convert(command, DispatchUnit).basis == basis
    if size[0] <= 3:
        assert found.options == whole.options, "of a common advice every option stays"
        assert found.units == whole.units
    if size[0] <= 6:
        assert found.options[0] == whole.options[0], "the first one stays whole"


def test_another_basis_is_no_advice() -> None:
    for other in (None, "by eye", '{"used_position":{}}', '{"planner":"nearest 2.3"}'):
        assert kept(other) is None


def test_units_of_one_option_are_told_from_units_of_none() -> None:
    found = advice(2, 2, 0, 0)
    first, second = (each.units for each in found.options)
    assert found.option_of(frozenset(first)) == 1
    assert found.option_of(frozenset(second[:1])) == 2
    assert found.option_of(frozenset({first[0], second[0]})) is None
