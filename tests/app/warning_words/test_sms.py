"""Text messages: the alphabet against a second table, and where a further message begins."""

import unicodedata

import pytest

from tocsin.app.warning_words.sms import (
    GSM_BASIC,
    GSM_EXTENDED,
    Segments,
    breaking_in,
    segments_of,
)

# Code points in the order of the rows of 3GPP TS 23.038 table 6.2.1.1, 27 left out.
BASIC = """
    40 A3 24 A5 E8 E9 F9 EC F2 C7 0A D8 F8 0D C5 E5 394 5F 3A6 393 39B 3A9 3A0 3A8 3A3 398 39E
    C6 E6 DF C9 20 21 22 23 A4 25 26 27 28 29 2A 2B 2C 2D 2E 2F 30 31 32 33 34 35 36 37 38 39
    3A 3B 3C 3D 3E 3F A1 41 42 43 44 45 46 47 48 49 4A 4B 4C 4D 4E 4F 50 51 52 53 54 55 56 57
    58 59 5A C4 D6 D1 DC A7 BF 61 62 63 64 65 66 67 68 69 6A 6B 6C 6D 6E 6F 70 71 72 73 74 75
    76 77 78 79 7A E4 F6 F1 FC E0
""".split()  # noqa: SIM905 - a table that is read against the standard's
EXTENDED = ["0C", "5E", "7B", "7D", "5C", "5B", "7E", "5D", "7C", "20AC"]


def test_the_alphabet_is_that_of_the_standard() -> None:
    assert [ord(each) for each in GSM_BASIC] == [int(each, 16) for each in BASIC]
    assert len(BASIC) == 127
    assert {*GSM_EXTENDED} == {chr(int(each, 16)) for each in EXTENDED}


@pytest.mark.parametrize(
    ("text", "encoding", "units", "segments", "left"),
    [
        ("", "gsm7", 0, 0, 160),
        ("a" * 160, "gsm7", 160, 1, 0),
        ("a" * 161, "gsm7", 161, 2, 145),
        ("a" * 306, "gsm7", 306, 2, 0),
        ("€" * 80, "gsm7", 160, 1, 0),
        ("€" * 81, "gsm7", 162, 2, 143),  # 76 fit into 153, one septet stays empty
        ("ç" * 70, "ucs2", 70, 1, 0),
        ("ç" * 71, "ucs2", 71, 2, 63),
        ("😀" * 35, "ucs2", 70, 1, 0),
        ("😀" * 36, "ucs2", 72, 2, 61),  # 33 pairs fit into 67, none is divided
    ],
)
def test_a_further_message_begins_where_the_header_leaves_no_room(
    text: str, encoding: str, units: int, segments: int, left: int
) -> None:
    found = segments_of(text)
    assert (found.encoding, found.units, found.segments, found.left) == (
        encoding,
        units,
        segments,
        left,
    )


def test_what_breaks_the_alphabet_is_named_with_what_could_stand_there() -> None:
    found = breaking_in("Don’t – ça, 中 ’")
    assert [(each.character, each.times, each.instead) for each in found] == [
        ("’", 2, "'"),
        ("–", 1, "-"),
        ("ç", 1, "c"),
        ("中", 1, ""),
    ]
    assert found[3].name == unicodedata.name("中")
    mended = "Don't - ca"
    assert segments_of(mended) == Segments("gsm7", 10, 1, 150)
