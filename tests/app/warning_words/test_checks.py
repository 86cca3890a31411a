"""A free text: what it lacks, how it is said, how hard it is, what it becomes on each channel."""

import pytest

from tocsin.app.warning_words.channels import _URL, channels, previewed
from tocsin.app.warning_words.checks import _LTR_RUN, Lacking, check_text, lacking, wording
from tocsin.app.warning_words.reading import amstad, reading_of, syllables

WHOLE = "Perry Fire: flood in Mill Lane. Go to high ground now."


def codes(text: str, language: str = "en", **more: str) -> list[tuple[str, str]]:
    found = check_text(text, language, agency="Perry Fire", place="Mill Lane", **more)
    return [(each.code, each.found) for each in found.findings]


def test_a_text_with_the_five_parts_in_plain_words_has_no_finding() -> None:
    assert codes(WHOLE) == []


@pytest.mark.parametrize(
    ("gone", "part"),
    [
        ("Perry Fire: ", "who"),
        ("flood", "what"),
        ("Mill Lane", "where"),
        ("Go to high ground ", "act"),
        (" now", "when"),
    ],
)
def test_each_of_the_five_parts_is_missed(gone: str, part: str) -> None:
    assert ("missing_part", part) in codes(WHOLE.replace(gone, ""))


def test_how_it_is_said_is_noticed() -> None:
    said = dict(codes(f"{WHOLE} COMMENCE EVACUATION until 23:30 in the vicinity – now."))
    assert said["shouting"] == "COMMENCE EVACUATION"
    assert said["time_without_day"] == "23:30"
    assert said["breaks_gsm"] == "–"
    hard = [each for each in wording("in the vicinity", "en") if each.code == "jargon"]
    assert [(each.found, each.instead) for each in hard] == [("vicinity", "near")]
    assert codes(f"{WHOLE} Until Monday 23:30.") == [], "the control: the day is said"
    assert codes(f"{WHOLE} Until 14:30.") == [], "the control: not near midnight"


def test_a_time_by_twelve_hours_is_near_midnight_in_the_evening_only() -> None:
    assert ("time_without_day", "11:30 PM") in codes(f"{WHOLE} Until 11:30 PM.")
    assert codes(f"{WHOLE} Until 11:30 AM.") == []


def test_direction_and_digits_of_an_arabic_text_are_noticed() -> None:
    said = [(each.code, each.found) for each in wording("اتصلوا بالرقم +44 1632 960000", "ar")]
    assert ("not_isolated", "+44 1632 960000") in said
    marked = [each.code for each in wording("اتصلوا بالرقم \u2066+44 1632 960000\u2069", "ar")]
    assert "not_isolated" not in marked, "the control"
    assert "mixed_digits" in [each.code for each in wording("٣ أو 4", "ar")]
    assert "open_isolate" in [each.code for each in wording("\u2068شارع", "ar")]


def test_a_hard_text_is_told_from_an_easy_one_in_each_language() -> None:
    hard = {
        "en": "Inhabitants experiencing uncontrollable inundation necessitating relocation should"
        " immediately communicate with municipal administrative representatives.",
        "de": "Einwohnerinnen und Einwohner überschwemmungsgefährdeter Siedlungsgebiete werden"
        " aufgefordert, sich unverzüglich in höhergelegene Aufenthaltsbereiche zu begeben.",
        "es": "Los habitantes afectados por inundaciones incontrolables deberán comunicarse"
        " inmediatamente con representantes administrativos municipales autorizados.",
        "fr": "Les habitants concernés par des inondations incontrôlables communiqueront"
        " immédiatement avec les représentants administratifs municipaux habilités.",
        "ar": "المواطنون المتضررون سيتواصلون مباشرة مع المسؤولين المعتمدين بالمؤسسات الحكومية",
    }
    easy = {
        "en": "Go up now.", "de": "Gehen Sie nach oben.", "es": "Suba ya.", "fr": "Montez vite.",
        "ar": "اصعدوا الآن.",
    }  # fmt: skip
    for language, text in hard.items():
        found, other = reading_of(text, language), reading_of(easy[language], language)
        assert found is not None
        assert other is not None
        assert (found.is_plain, other.is_plain) == (False, True), language
    assert reading_of("Ota yhteyttä", "fi") is None, "no formula is known"


def test_the_formulas_give_what_they_give_by_hand() -> None:
    """Ten words in two sentences, 13 syllables: 0.39 x 5 + 11.8 x 1.3 - 15.59 = 1.70."""
    found = reading_of("The water is rising. Go to the upper floor now.", "en")
    assert found is not None
    assert (found.words, found.sentences, found.grade_tenths) == (10, 2, 17)
    assert [syllables(each, "en") for each in ("water", "table", "house", "leave", "closed")] == [
        2, 2, 1, 1, 1,
    ]  # fmt: skip
    assert [syllables(each, "de") for each in ("Wasser", "Feuerwehr", "gehen")] == [2, 3, 2]
    assert [syllables(each, "es") for each in ("agua", "inundación", "guía", "que")] == [2, 4, 2, 1]
    assert [syllables(each, "fr") for each in ("eau", "fenêtres", "maison")] == [1, 2, 2]
    assert round(amstad("Das Haus ist da.")) == round(180 - 4 - 58.5)


def test_a_channel_counts_in_its_own_way() -> None:
    x, loud = channels()["x"], channels()["loud_hailer"]
    address = "https://perry.example/" + "a" * 60
    assert previewed("x", x, f"Flood {address}").used == 6 + 23
    assert previewed("x", x, "فيضان").used == 5
    assert previewed("x", x, "洪水").used == 4
    over = previewed("x", x, "a" * 300)
    assert (over.used, over.over) == (300, 20)
    assert previewed("loud_hailer", loud, "word " * 130).used == 60
    sms = previewed("sms", channels()["sms"], "a" * 161)
    assert sms.sms is not None
    assert (sms.used, sms.sms.encoding) == (2, "gsm7")


def test_languages_that_are_spoken_there_and_missing_are_told_by_how_many_speak_them() -> None:
    spoken = {"en": 4000, "ar": 300, "tr": 900, "pt-BR": 50, "fr": 2}
    assert lacking(spoken, ["en", "pt"], least=10) == (Lacking("tr", 900), Lacking("ar", 300))


def test_a_long_word_costs_no_more_than_its_length() -> None:
    """Each of these took time with the square of its length: a minute and more at this one."""
    for text in ("a" * 60_000, "a." * 30_000 + "1", "A-" * 30_000):
        assert not _URL.fullmatch(f"!{text}")
        assert all(each.start() == 0 for each in _URL.finditer(text))
        assert all(each.start() == 0 for each in _LTR_RUN.finditer(text))
    assert _URL.findall("see tocsin.example or https://t.example/a") == [
        "tocsin.example", "https://t.example/a",
    ]  # fmt: skip
