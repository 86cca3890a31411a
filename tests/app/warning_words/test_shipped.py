"""The templates that are shipped: whole in every language, and no fact makes them too long."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.needs import reference_folder
from tocsin.app.warning_words.filling import LIMITS, Facts, fill
from tocsin.app.warning_words.languages import LANGUAGES, words_of
from tocsin.app.warning_words.reading import reading_of
from tocsin.app.warning_words.shipped import TEMPLATES, shipped
from tocsin.app.warning_words.sms import segments_of
from tocsin.app.warning_words.times import TimeForm, longest_time, said_at
from tocsin.operations.picture.warning_template import SlotKind, WarningContent
from tocsin.operations.warning_text import FORMS, slots_in, unsound

NOW = datetime(2026, 9, 24, 12, 0, tzinfo=UTC)
PHONE, URL = "+44 1632 960 000 111", "tocsin-of-a-town.example/floods"[:30]


def at_their_longest(content: WarningContent, until: datetime) -> dict[str, str]:
    values: dict[str, str] = {}
    for slot in content.slots:
        if slot.kind is SlotKind.time:
            values[slot.name] = until.isoformat()
        elif slot.kind is SlotKind.text:
            values[slot.name] = ("Wm" * slot.most)[: slot.most]
            if slot.short:
                values[f"{slot.name}.short"] = ("Wm" * slot.short)[: slot.short]
        else:
            values[slot.name] = PHONE if slot.kind is SlotKind.phone else URL
    return values


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_is_whole_in_every_language(name: str) -> None:
    content = shipped(name)
    assert unsound(content) is None
    assert tuple(each.language for each in content.texts) == LANGUAGES
    for text in content.texts:
        assert all(getattr(text, form) for form in FORMS)
        assert {"agency", "place", "until"} <= {*slots_in(text.wea_90)}, text.language
        assert {"agency", "place", "until"} <= {*slots_in(text.wea_360)}, text.language
        assert {"phone", "url", "do"} <= {*slots_in(text.instruction)}, text.language


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(TEMPLATES),
    st.integers(0, 366 * 24 * 60),
    st.booleans(),
    st.sampled_from([0, 9]),
)
def test_every_form_fits_with_every_slot_at_its_longest(
    name: str, minutes: int, by_12_hours: bool, days: int
) -> None:
    content = shipped(name)
    until = NOW + timedelta(minutes=minutes)
    now = until - timedelta(days=days)
    facts = Facts(at_their_longest(content, until), now, UTC, by_12_hours)
    for text in content.texts:
        found = fill(content, text, facts)
        assert found.faults == ()
        for form in found.forms:
            assert not form.unfilled
            assert not form.limit or form.characters <= form.limit, (name, text.language, form)


def test_one_character_more_is_told_with_the_slot_that_is_to_be_shorter() -> None:
    """The control of the property above: the longest form of all has no room left."""
    tight = []
    for name in TEMPLATES:
        content = shipped(name)
        facts = Facts(at_their_longest(content, NOW), NOW, UTC)
        for text in content.texts:
            if len(fill(content, text, facts).text("wea_90")) > LIMITS["wea_90"] - 8:
                tight.append((name, text))
    assert tight
    name, text = tight[0]
    values = at_their_longest(shipped(name), NOW) | {"place.short": "Wm" * 14}
    found = fill(shipped(name), text, Facts(values, NOW, UTC))
    assert {each.code for each in found.faults} == {"form_too_long", "slot_too_long"}
    short = next(each for each in found.faults if each.code == "slot_too_long")
    assert (short.slot, short.over, short.most) == ("place.short", 10, 18)


def test_no_time_is_longer_than_is_reckoned_with() -> None:
    for language in LANGUAGES:
        words = words_of(language)
        assert words is not None
        for form in (TimeForm.short, TimeForm.dated, TimeForm.whole):
            most = longest_time(language, form)
            for hour in range(366 * 24):
                at = NOW + timedelta(hours=hour, minutes=59)
                if len(said_at(at, NOW, words, form, by_12_hours=hour % 2 == 0)) > most:
                    pytest.fail(f"{language} {form} {at}")


@pytest.mark.parametrize("name", TEMPLATES)
def test_our_own_words_are_plain_and_the_english_is_cheap_to_send(name: str) -> None:
    for text in shipped(name).texts:
        said = f"{text.description} {text.instruction}".translate(str.maketrans("", "", "[]{}"))
        reading = reading_of(said, text.language)
        assert reading is not None
        assert reading.is_plain, (text.language, reading)
    english = shipped(name).text("en")
    assert english is not None
    plain = english.wea_360.translate(str.maketrans("", "", "[]{}"))
    assert segments_of(plain).encoding == "gsm7"


@pytest.mark.reference
def test_event_codes_are_oasis_event_terms_of_the_category() -> None:
    path = reference_folder() / "standards/cap/code-lists/oasis-event-terms-1.2.json"
    plain: list[dict[str, Any]] = json.loads(path.read_text())
    terms = {str(each["code"]): each["categories"] for each in plain}
    for name in TEMPLATES:
        content = shipped(name)
        assert content.event_code in terms, name
        assert content.category.value in terms[content.event_code], name
