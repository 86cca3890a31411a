"""The run cards of the demo: what its callers call for is what is sent, and its towns have it."""

import pytest

from tests.operations.story import Story
from tocsin.app.demo.plans import plans
from tocsin.exercises.calls import KINDS, Kind
from tocsin.exercises.chance import Chance
from tocsin.exercises.invented import invented_town
from tocsin.exercises.setting import SKILLS, register
from tocsin.operations.dispatch import DispatchUnit
from tocsin.operations.incident import OpenIncident
from tocsin.operations.shortfall import Shortfall, offers, shortfall
from tocsin.operations.units import RegisterUnit
from tocsin.terms.codes import Agency

CALL = "PE-call"


def called(kind: Kind) -> Story:
    """A call of a kind, in a town with just the units that the simulated dispatcher sends."""
    story = Story()
    for each in plans():
        story.done(each)
    story.done(OpenIncident(id=CALL, type=kind.type, priority=kind.priority))
    for number, needed in enumerate(kind.needs):
        story.done(
            RegisterUnit(
                call_sign=f"U{number}", kind=needed, agency=Agency.fire, capabilities=SKILLS[needed]
            )
        )
    return story


def short(story: Story) -> Shortfall:
    incident = story.picture.incidents.get(CALL)
    found = None if incident is None else shortfall(story.picture, incident)
    assert found is not None, "a card asks for something"
    return found


@pytest.mark.parametrize("kind", KINDS, ids=[each.type for each in KINDS])
def test_who_is_sent_to_a_call_is_what_its_card_asks_for(kind: Kind) -> None:
    story = called(kind)
    for number in range(len(kind.needs)):
        assert not short(story).is_met, "one is still missing"
        story.done(DispatchUnit(unit=f"PE-U{number}", incident=CALL))
    assert short(story).is_met
    assert short(story).needed == len(kind.needs)


def test_the_town_of_the_demo_has_what_its_first_alarms_ask_for() -> None:
    story = Story()
    for each in register(invented_town(Chance(7))):
        story.done(each)
    units = list(story.picture.units.values())
    for plan in plans():
        for card in plan.content.cards:
            for need in card.needs if card.level == 1 else ():
                there = sum(offers(unit, need) for unit in units)
                assert there >= need.quantity, (plan.plan, need)
