"""Places that towns keep for each other: kept, used, open and the keeper's own are at every moment
what there is, and what a borrower may send people to stands empty for it, whatever comes late,
twice or after a restore. Each rule of it is broken in turn.
"""

import os
import random

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from tests.laws.lending_world import Setting
from tests.laws.places_mutants import PLACE_BY_NAME, PLACE_MUTANTS
from tests.laws.places_world import PLACE_SETTINGS, Make, PlacesWorld
from tests.laws.test_handoff import by_kind

pytestmark = pytest.mark.full
LOOK_EVERY = 6


class Kept(RuleBasedStateMachine):
    """A house, its keeper, its neighbours and their links."""

    world: PlacesWorld

    @initialize(setting=st.sampled_from(PLACE_SETTINGS))
    def begin(self, setting: Setting) -> None:
        self.world = PlacesWorld(setting)

    @rule(data=st.data())
    def happen(self, data: st.DataObject) -> None:
        kinds, steps = by_kind(self.world.steps())
        ahead = steps[kinds[data.draw(st.integers(0, len(kinds) - 1))]]
        self.world.take(ahead[data.draw(st.integers(0, len(ahead) - 1))])

    @invariant()
    def all_hold(self) -> None:
        if hasattr(self, "world"):
            assert self.world.broken() is None

    def teardown(self) -> None:
        if hasattr(self, "world"):
            assert self.world.disagree() is None


def test_no_place_is_promised_twice_whatever_happens() -> None:
    run_state_machine_as_test(Kept, settings=settings(stateful_step_count=25, max_examples=40))


def walked(setting: Setting, seed: int, make: Make = PlacesWorld, steps: int = 40) -> str | None:
    """What a walk of so many steps breaks; None where nothing is broken."""
    chance, world = random.Random(seed), make(setting)
    for number in range(1, steps + 1):
        kinds, ahead = by_kind(world.steps())
        world.take(chance.choice(ahead[chance.choice(kinds)]))
        why = world.broken() or (world.disagree() if number % LOOK_EVERY == 0 else None)
        if why is not None:
            return "\n".join([why, *world.trail])
    return world.disagree()


@pytest.mark.parametrize("setting", PLACE_SETTINGS, ids=lambda each: each.name)
def test_walks_of_every_setting_keep_every_promise(setting: Setting) -> None:
    for seed in range(10):
        assert walked(setting, seed) is None, seed


@pytest.mark.long
def test_very_many_steps_keep_every_promise() -> None:
    """TOCSIN_STEPS takes another number."""
    wanted, taken, seed = int(os.environ.get("TOCSIN_STEPS", "200000")), 0, 1_000
    while taken < wanted:
        setting = PLACE_SETTINGS[seed % len(PLACE_SETTINGS)]
        assert walked(setting, seed) is None, (setting.name, seed)
        taken, seed = taken + 40, seed + 1


@pytest.mark.parametrize("number", PLACE_MUTANTS)
def test_a_broken_rule_of_places_is_found(number: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: the same walks with one rule broken."""
    mutant, where = PLACE_MUTANTS[number]
    make = mutant(monkeypatch)
    found = (walked(PLACE_BY_NAME[where], seed, make) for seed in range(150))
    assert any(why is not None for why in found), where
