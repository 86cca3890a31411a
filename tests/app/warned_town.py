"""The desk town with a warning, as far as each example about warnings needs it."""

import msgspec

from tests.app.desk_town import given
from tests.operations.story import MORNING, Story
from tests.operations.warned import HERE
from tocsin.app.grammar.warning import VERBS
from tocsin.operations.call_lists import CallListDrawn
from tocsin.operations.picture.call_list import Consent, RegisteredFacts
from tocsin.operations.picture.warning import PublicWarning
from tocsin.operations.registered import RegisterForCalls
from tocsin.operations.warning_issue import ExpireWarning


def prepared_warning(story: Story, verb: str, example: str) -> str:
    """The story as the verb needs it; its example with the id and the area of the warning."""
    if verb == "W":
        return example
    given(story, VERBS["W"].example)
    found = next(iter(story.picture.warnings.values()))
    if verb == "WC":
        return _called(story, example)
    example = example.replace("3f2a", found.id).replace("Riverside, zone B", _area(story))
    if verb == "WT":
        story.survey = msgspec.structs.replace(HERE, abroad=("Northvale",), neighbours=("NV",))
        given(story, f"WK {found.id}", actor="p-ada")
    if verb in ("WY", "WS", "WR"):
        given(story, f"WK {found.id}", actor="p-ada")
        asked = " ".join(each.question for each in _only(story).questions)
        example = example.replace("words_not_reviewed", asked)
        if verb != "WY":
            given(story, f'WY {found.id} {asked} "{_area(story)}', actor="p-bo")
    if verb == "WR":
        given(story, f"WS {found.id}", actor="p-ada")
        story.now_s = int((found.facts.expires - MORNING).total_seconds())
        story.done(ExpireWarning(warning=found.id), actor="system/clock")
    return example


def _called(story: Story, example: str) -> str:
    """The warning sent, and somebody on its call list."""
    found = _only(story)
    given(story, f"WK {found.id}", actor="p-ada")
    asked = " ".join(each.question for each in _only(story).questions)
    given(story, f'WY {found.id} {asked} "{_area(story)}', actor="p-bo")
    given(story, f"WS {found.id}", actor="p-ada")
    facts = RegisteredFacts(name="Ida Hall", telephone="555 0100", address="Mill Lane 3")
    story.done(RegisterForCalls(facts=facts, consent=Consent.in_writing))
    (name,) = story.picture.registered
    story.given(CallListDrawn(warning=found.id, registered=(name,)))  # as in an Actual log
    return example.replace("3f2a", name)


def _only(story: Story) -> PublicWarning:
    return next(iter(story.picture.warnings.values()))


def _area(story: Story) -> str:
    return _only(story).facts.areas[0].name
