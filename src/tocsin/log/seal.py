"""Sealing on the way in: the only road from clear words to stored bytes.

A sealed field is `{"owner": …, "sealed": base64}` in the stored JSON. Decoding needs no key:
pictures, snapshots and forks hold ciphertext, and only `KeyStore.open` makes it readable.
"""

import base64
import binascii
import unicodedata

import msgspec

from tocsin.log.failures import ClearWords
from tocsin.log.keys import KeyStore
from tocsin.terms.words import Words


def dec_hook(kind: type, value: object) -> Words:
    """msgspec's decoding hook: sealed words back from stored JSON."""
    if kind is not Words:
        raise NotImplementedError(f"no stored form for {kind.__name__}")
    if not isinstance(value, dict):
        raise ValueError("sealed words are an object with owner and sealed")
    owner, sealed = value.get("owner"), value.get("sealed")
    if not isinstance(owner, str) or not isinstance(sealed, str):
        raise ValueError("sealed words are an object with owner and sealed")
    try:
        return Words(owner, sealed=binascii.a2b_base64(sealed, strict_mode=True))
    except binascii.Error as error:
        raise ValueError(f"sealed words of {owner} are not base64") from error


def enc_hook(value: object) -> dict[str, str]:
    """msgspec's encoding hook without keys: sealed words pass, clear ones raise `ClearWords`."""
    if not isinstance(value, Words):
        raise NotImplementedError(f"no stored form for {type(value).__name__}")
    if value.sealed is None:
        raise ClearWords(f"clear words of {value.owner} were about to be stored; seal them first")
    return {"owner": value.owner, "sealed": base64.b64encode(value.sealed).decode()}


class Sealer:
    """Turns values into the bytes of a payload, sealing clear words on the way."""

    def __init__(self, keys: KeyStore) -> None:
        self._keys = keys
        self._encoder = msgspec.json.Encoder(enc_hook=self._sealed)

    def encode(self, value: object) -> bytes:
        """`value` as JSON: words sealed, text NFC. Raises `Forgotten`, `StorageUnknown`."""
        return normalised(self._encoder.encode(value))

    def _sealed(self, value: object) -> dict[str, str]:
        if isinstance(value, Words) and value.text is not None:
            text = unicodedata.normalize("NFC", value.text)
            value = Words(value.owner, sealed=self._keys.seal(value.owner, text))
        return enc_hook(value)


def normalised(encoded: bytes) -> bytes:
    """The same JSON with every string in NFC (Unicode UAX #15)."""
    if encoded.isascii() or unicodedata.is_normalized("NFC", encoded.decode()):
        return encoded
    # String by string: over the whole text an accent could join the `n` of an escaped line end.
    return msgspec.json.encode(_normalised(msgspec.json.decode(encoded)))


def _normalised(value: object) -> object:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, list):
        return [_normalised(each) for each in value]
    if isinstance(value, dict):
        return {_normalised(name): _normalised(each) for name, each in value.items()}
    return value
