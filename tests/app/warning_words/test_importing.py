"""Official wording: compared with its English, each difference named, refused until mapped."""

import gzip
import json

import pytest

from tests.needs import reference_folder
from tocsin.app.warning_words.importing import Imported, Malformed, imported
from tocsin.operations.warning_text import unsound

EN = "{SENDING_AGENCY}: flood in {LOCATION} until {TIME}. {URL}"
DE = "{SENDING_AGENCY}: Hochwasser in {LOCATION}. {URL}"


def taken(texts: dict[str, str], **mapped: str) -> Imported:
    mapping = {("FlashFlood", "de", name): slot for name, slot in mapped.items()}
    return imported(json.dumps({"FlashFlood": texts}), "json", "ours", mapping)


def test_a_text_that_lacks_a_placeholder_waits_until_somebody_says_that_it_may() -> None:
    found = taken({"en": EN, "de": DE})
    assert [(e.code, e.placeholder, e.is_refused) for e in found.notices] == [
        ("lacks", "TIME", True)
    ]
    assert found.templates["flash_flood"].text("de") is None
    found = taken({"en": EN, "de": DE}, TIME="-")
    assert not any(each.is_refused for each in found.notices)
    content = found.templates["flash_flood"]
    text = content.text("de")
    assert text is not None
    assert text.wea_360 == "{agency}: Hochwasser in {place}.[ {url}]"
    assert unsound(content) is None


def test_a_placeholder_that_nobody_knows_waits_until_it_is_mapped_to_a_slot() -> None:
    odd = EN.replace("LOCATION", "ORT")
    found = taken({"en": EN, "de": odd})
    told = {(each.code, each.placeholder) for each in found.notices if each.is_refused}
    assert told == {("lacks", "LOCATION"), ("unknown", "ORT")}
    found = taken({"en": EN, "de": odd}, ORT="place")
    assert not any(each.is_refused for each in found.notices)
    assert found.templates["flash_flood"].text("de") is not None


def test_a_longer_text_than_360_is_told_and_has_no_such_form() -> None:
    found = taken({"en": EN, "de": EN + "x" * 360})
    assert [each.code for each in found.notices] == ["too_long"]
    text = found.templates["flash_flood"].text("de")
    assert text is not None
    assert (text.wea_360, bool(text.description)) == ("", True)


def test_csv_and_toml_say_the_same_as_json() -> None:
    csv = f'template,language,text\nFlashFlood,en,"{EN}"\n'
    toml = f'[FlashFlood]\nen = "{EN}"\n'
    same = taken({"en": EN}).templates
    assert imported(csv, "csv", "ours", {}).templates == same
    assert imported(toml, "toml", "ours", {}).templates == same


@pytest.mark.parametrize(
    ("text", "form", "where"),
    [
        ("{", "json", "not JSON"),
        ("[]", "json", "expected names"),
        ('{"A": 1}', "json", "A: expected a text by language"),
        ('{"A": {"de": "x"}}', "json", "no English"),
        ('{"A": {"en": "x", "Deutsch": "x"}}', "json", "no language tag"),
        ("a,b\n", "csv", "line 1"),
        ("template,language,text\nA,en,\n", "csv", "row 2"),
        ('{"A": {"texts": [], "hazard": 1}}', "json", "put it right"),
    ],
)
def test_a_file_that_is_none_is_told_where(text: str, form: str, where: str) -> None:
    with pytest.raises(Malformed, match=where):
        imported(text, form, "ours", {})


@pytest.mark.reference
def test_the_seven_differences_of_the_public_templates_are_found() -> None:
    path = reference_folder() / "data/multilingual/fcc_wea_templates_13_languages.json.gz"
    text = gzip.decompress(path.read_bytes()).decode()
    found = imported(text, "json", "FCC", {})
    refused = sorted({f"{e.template}.{e.language}" for e in found.notices if e.is_refused})
    assert refused == [
        "911OutageAlert.ar", "911OutageAlert.tl", "FireWarning.ko", "HazardousMaterialsWarning.de",
        "HazardousMaterialsWarning.ru", "SevereThunderstormWarning.ko", "TestAlert.it",
    ]  # fmt: skip
    texts = sum(len(each) for each in json.loads(text).values())
    assert sum(len(each.texts) for each in found.templates.values()) == texts - 7
    assert all(unsound(each) is None for each in found.templates.values())


def test_two_names_that_come_to_one_and_a_row_without_end_are_refused() -> None:
    texts = {"en": "Flood in {LOCATION}."}
    with pytest.raises(Malformed, match="flash_flood"):
        imported(json.dumps({"FlashFlood": texts, "Flash Flood": texts}), "json", "ours", {})
    rows = "template,language,text\nFlood,en," + "x" * 200_000
    with pytest.raises(Malformed, match="CSV"):
        imported(rows, "csv", "ours", {})
