"""The road from clear words to stored bytes."""

import unicodedata

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.log.makings import clock
from tocsin.log import ClearWords, MemoryKeys, Sealer, SeededEntropy, dec_hook, enc_hook
from tocsin.log.seal import normalised
from tocsin.terms.words import Words


class Noted(msgspec.Struct, frozen=True):
    """Some event."""

    place: str
    said: Words | None = None


noted = msgspec.json.Decoder(Noted, dec_hook=dec_hook)


def keys() -> MemoryKeys:
    return MemoryKeys("j", clock(), SeededEntropy(1))


def test_words_leave_sealed_and_come_back_sealed() -> None:
    ring = keys()
    stored = Sealer(ring).encode(Noted("pier", Words("incident/HB-1", text="he is armed")))
    assert b"armed" not in stored
    assert set(msgspec.json.decode(stored)["said"]) == {"owner", "sealed"}
    said = noted.decode(stored).said
    assert said is not None
    assert said.text is None
    assert ring.open(said) == "he is armed"


def test_sealed_words_pass_unchanged() -> None:
    sealer = Sealer(keys())
    stored = sealer.encode(Noted("pier", Words("incident/HB-1", text="he is armed")))
    assert sealer.encode(noted.decode(stored)) == stored
    assert msgspec.json.encode(noted.decode(stored), enc_hook=enc_hook) == stored


def test_clear_words_cannot_be_stored_without_a_sealer() -> None:
    with pytest.raises(ClearWords, match="incident/HB-1"):
        msgspec.json.encode(Noted("pier", Words("incident/HB-1", text="x")), enc_hook=enc_hook)
    with pytest.raises(TypeError):
        msgspec.json.encode(Noted("pier", Words("incident/HB-1", text="x")))


def test_the_same_words_sealed_twice_look_different() -> None:
    ring = keys()
    assert ring.seal("incident/HB-1", "same") != ring.seal("incident/HB-1", "same")


@pytest.mark.parametrize(
    "stored",
    [
        b'{"place":"x","said":"clear"}',
        b'{"place":"x","said":{"owner":"o"}}',
        b'{"place":"x","said":{"owner":"o","sealed":"%%"}}',
        b'{"place":"x","said":{"owner":"o","sealed":7}}',
    ],
)
def test_what_is_not_sealed_words_is_not_taken_for_them(stored: bytes) -> None:
    with pytest.raises(msgspec.ValidationError):
        noted.decode(stored)


@given(st.dictionaries(st.text(), st.text(), max_size=4))
def test_every_text_on_record_is_nfc(value: dict[str, str]) -> None:
    stored = msgspec.json.decode(Sealer(keys()).encode(value))
    for name, text in stored.items():
        assert unicodedata.is_normalized("NFC", name)
        assert unicodedata.is_normalized("NFC", text)
    if all(unicodedata.is_normalized("NFC", each) for pair in value.items() for each in pair):
        assert stored == value


def test_an_accent_after_an_escape_does_not_change_the_escape() -> None:
    # Over the whole JSON text, `\n` + U+0301 would become `\ń`, which is no JSON.
    text = "e\u0301 line\n\u0301next"
    stored = normalised(msgspec.json.encode({"text": text}))
    assert msgspec.json.decode(stored) == {"text": unicodedata.normalize("NFC", text)}


def test_words_are_nfc_too() -> None:
    ring = keys()
    said = noted.decode(Sealer(ring).encode(Noted("x", Words("o", text="e\u0301")))).said
    assert said is not None
    assert ring.open(said) == "\u00e9"
