"""Templates of warnings: adopted whole, their translations stood by until the words change."""

import msgspec

from tests.operations.story import Story
from tocsin.operations.picture.warning_template import (
    Slot,
    WarningContent,
    WarningTemplate,
    WarningText,
)
from tocsin.operations.warning_templates import (
    AdoptWarningTemplate,
    ApproveTranslation,
    WarningTemplateRefusal,
    WithdrawTranslationApproval,
    WithdrawWarningTemplate,
)
from tocsin.operations.warning_text import digest_of, filled, longest, unfilled, unsound
from tocsin.terms.cap import CapCategory, CapCertainty, CapResponse, CapSeverity, CapUrgency

_replace = msgspec.structs.replace
EN = WarningText(language="en", headline="Flood: {place}[ until {until}]", wea_90="Flood {place}")
DE = WarningText(language="de", headline="Hochwasser: {place}")
FLOOD = WarningContent(
    hazard="flood",
    action="leave",
    category=CapCategory.met,
    response=CapResponse.evacuate,
    urgency=CapUrgency.immediate,
    severity=CapSeverity.severe,
    certainty=CapCertainty.likely,
    slots=(Slot("place", is_required=True, most=40, short=18), Slot("until")),
    texts=(EN, DE),
)


def adopted() -> Story:
    story = Story()
    story.done(AdoptWarningTemplate(template="flood", over=0, content=FLOOD))
    return story


def approval(story: Story, text: WarningText) -> ApproveTranslation:
    return ApproveTranslation(
        template="flood", language=text.language, digest=digest_of(text), speaker="Anna Weber"
    )


def found(story: Story) -> WarningTemplate:
    template = story.picture.warning_templates.get("flood")
    assert template is not None
    return template


def test_a_template_is_adopted_once_and_over_the_version_it_was_drawn_up_on() -> None:
    story = adopted()
    again = AdoptWarningTemplate(template="flood", over=0, content=FLOOD)
    assert story.done(again) == []
    other = _replace(FLOOD, action="climb")
    late = story.refused(AdoptWarningTemplate(template="flood", over=0, content=other))
    assert late.code == WarningTemplateRefusal.warning_template_moved_on
    story.done(AdoptWarningTemplate(template="flood", over=1, content=other))
    assert (found(story).version, found(story).content.action) == (2, "climb")


def test_words_that_do_not_hold_together_are_not_adopted() -> None:
    broken = _replace(FLOOD, texts=(_replace(EN, headline="Flood: {river} {place}"),))
    refused = Story().refused(AdoptWarningTemplate(template="flood", over=0, content=broken))
    assert refused.code == WarningTemplateRefusal.warning_template_unsound
    assert refused.parameters["fault"] == "en.headline: no slot {river}"


def test_whoever_stands_by_words_does_so_until_these_change() -> None:
    story = adopted()
    story.done(approval(story, EN))
    story.done(approval(story, DE))
    newer = _replace(FLOOD, texts=(EN, _replace(DE, headline="Flut: {place}")))
    story.done(AdoptWarningTemplate(template="flood", over=1, content=newer))
    kept = found(story).approvals
    assert [each.language for each in kept] == ["en"]
    assert kept[0].speaker.text == "Anna Weber"
    assert kept[0].approved_by == "p-dispatcher"


def test_other_words_than_were_read_are_not_approved() -> None:
    refused = adopted().refused(_replace(approval(adopted(), DE), digest="00112233"))
    assert refused.code == WarningTemplateRefusal.translation_moved_on


def test_only_a_language_that_is_there_is_approved() -> None:
    refused = adopted().refused(_replace(approval(adopted(), DE), language="tr"))
    assert refused.code == WarningTemplateRefusal.translation_unknown
    assert refused.parameters["there"] == "de, en"


def test_a_template_that_nobody_adopted_is_unknown_to_every_order() -> None:
    for command in (
        _replace(approval(Story(), EN), template="fire"),
        WithdrawWarningTemplate(template="fire", reason="old"),
        WithdrawTranslationApproval(template="fire", language="en", reason="old"),
    ):
        refused = Story().refused(command)
        assert refused.code == WarningTemplateRefusal.warning_template_unknown


def test_an_approval_is_taken_back_where_there_is_one() -> None:
    story = adopted()
    back = WithdrawTranslationApproval(template="flood", language="de", reason="wrong word")
    assert story.refused(back).code == WarningTemplateRefusal.translation_not_approved
    story.done(approval(story, DE))
    story.done(back)
    assert found(story).approvals == ()


def test_a_withdrawn_template_is_approved_by_nobody_until_it_is_adopted_anew() -> None:
    story = adopted()
    story.done(WithdrawWarningTemplate(template="flood", reason="ours is better"))
    assert story.done(WithdrawWarningTemplate(template="flood", reason="again")) == []
    refused = story.refused(approval(story, EN))
    assert refused.code == WarningTemplateRefusal.warning_template_withdrawn
    story.done(AdoptWarningTemplate(template="flood", over=1, content=FLOOD))
    assert found(story).withdrawn_at is None


def test_brackets_go_with_their_slot_and_a_value_is_never_read_as_a_slot() -> None:
    text = "Flood: {place}[ until {until}]."
    assert filled(text, {"place": "Mill"}) == "Flood: Mill."
    assert filled(text, {"place": "{until}", "until": "noon"}) == "Flood: {until} until noon."
    assert unfilled(text, {}) == ["place"]
    assert longest(text, {"place": 10, "until": 5}) == len("Flood: ") + 10 + len(" until ") + 6


def test_what_is_wrong_with_a_template_is_named() -> None:
    unready = _replace(EN, wea_90="{until} {place}")
    for change, fault in (
        ({"texts": ()}, "texts: none"),
        ({"texts": (EN, EN)}, "texts: en twice"),
        ({"slots": (*FLOOD.slots, Slot("until"))}, "slots: until twice"),
        (
            {"texts": (unready,)},
            "en.wea_90: {until} has no short value",
        ),
        (
            {"texts": (_replace(EN, headline="Flood {place"),)},
            "en.headline: a brace that is no slot",
        ),
        ({"texts": (_replace(EN, headline="[Flood] {place}"),)}, "en.headline: brackets without"),
        ({"texts": (_replace(EN, headline="[Flood {place}"),)}, "en.headline: a bracket without"),
        ({"texts": (WarningText(language="en", headline="Flood"),)}, "en: {place} stands nowhere"),
    ):
        told = unsound(_replace(FLOOD, **change))
        assert told is not None
        assert told.startswith(fault)
    assert unsound(FLOOD) is None, "the control"
