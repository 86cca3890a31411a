"""Slots filled: what is given comes back unchanged, in the voice and direction of a language."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.app.warning_words.filling import Facts, Filling, fill
from tocsin.app.warning_words.languages import FSI, LANGUAGES, LRI, PDI
from tocsin.app.warning_words.shipped import shipped

NOW = datetime(2026, 11, 30, 18, 0, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")
BARE = {"agency": "Perry Fire", "place": "Mill Lane"}


def flood(language: str, by_12_hours: bool = False, **more: str) -> Filling:
    text = shipped("flood").text(language)
    assert text is not None
    values = {**BARE, **{name.replace("__", ":"): each for name, each in more.items()}}
    lexicon = {"Mill Lane": "Mill Layne"}
    return fill(shipped("flood"), text, Facts(values, NOW, BERLIN, by_12_hours, lexicon))


@settings(max_examples=60, deadline=None)
@given(
    st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=18),
    st.sampled_from(LANGUAGES),
)
def test_a_value_stands_in_every_form_that_has_its_slot_as_it_was_given(
    place: str, language: str
) -> None:
    """Brackets, braces and backslashes too: what is given is never read as a template."""
    found = flood(language, place=place)
    assert found.faults == ()
    for form in ("headline", "wea_90", "wea_360", "description"):
        bare = found.text(form).translate({ord(each): None for each in (FSI, LRI, PDI)})
        assert place in bare, form
    assert all(form.unfilled == () for form in found.forms)


def test_times_are_said_in_the_language_in_the_towns_zone_and_short_where_it_must_be() -> None:
    assert "Until Mon 23:30." in flood("en", until="2026-11-30T22:30:00+00:00").text("wea_90")
    assert "Until Mon 11:30 PM." in flood("en", True, until="2026-11-30T23:30").text("wea_90")
    assert "Bis 7. Dez 23:30." in flood("de", until="2026-12-07T23:30").text("wea_90"), "a week on"
    assert "Montag, 30. November, 23:30 Uhr" in flood("de", until="2026-11-30T23:30").text(
        "description"
    )
    assert "lun 30 nov, 23h30" in flood("fr", until="2026-11-30T23:30").text("wea_360")
    assert "11:30 p. m." in flood("es", True, until="2026-11-30T23:30").text("description")
    spoken = flood("es", until="2026-11-30T01:05").text("speech")
    assert "la una y cinco de la madrugada" in spoken
    assert "الساعة الحادية عشرة" in flood("ar", until="2026-11-30T23:30").text("speech")


def test_a_voice_gets_digits_signs_and_names_in_words() -> None:
    said = flood("en", phone="+1 555", url="https://perry.example/a").text("speech")
    assert "Call: plus one five five five." in said
    assert "More: perry dot example slash a." in said
    assert "Where: Mill Layne." in said, "by the lexicon"
    assert "Mill Layne" not in flood("en").text("description"), "the control: only for a voice"


def test_arabic_keeps_what_runs_the_other_way_between_marks() -> None:
    found = flood("ar", phone="+1 555", url="perry.example")
    assert f"{FSI}Mill Lane{PDI}" in found.text("headline")
    assert f"{LRI}+1 555{PDI}" in found.text("instruction")
    assert f"{LRI}perry.example{PDI}" in found.text("wea_360")
    assert FSI not in flood("de").text("headline"), "the control"
    assert f"{FSI}شارع{PDI}" in flood("de", place="شارع").text("headline")


def test_a_value_for_one_language_stands_over_that_for_all() -> None:
    assert "Mühlweg" in flood("de", de__place="Mühlweg").text("headline")
    assert "Mühlweg" not in flood("en", de__place="Mühlweg").text("headline")


def test_what_is_missing_unknown_or_strange_is_named_and_stays_open() -> None:
    found = flood(
        "en", agency="", river="Ouse", until="tomorrow", phone="call us", url="no address"
    )
    told = {(each.code, each.slot) for each in found.faults}
    assert told == {
        ("unknown_slot", "river"),
        ("missing_slot", "agency"),
        ("strange_value", "until"),
        ("strange_value", "phone"),
        ("strange_value", "url"),
    }
    assert "{agency}" in found.text("wea_90")
    assert next(each for each in found.forms if each.form == "wea_90").unfilled == ("agency",)
    assert not found.is_timed
    for value in ("Mill\nLane", "Mill\u202eLane"):
        assert [each.code for each in flood("en", place=value).faults] == ["strange_value"]
