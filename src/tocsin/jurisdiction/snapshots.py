"""A picture as bytes, and back: keyed by the fold's version, so it is never read by another fold.

Sealed words stay sealed: a snapshot holds no clear text, and forgetting needs not touch it.
"""

from collections.abc import Mapping

import msgspec

from tocsin.operations.picture import KINDS, Map, Picture, from_items
from tocsin.terms.words import Words


def words_out(value: object) -> object:
    """Sealed words as they are stored in a snapshot. Clear words are a bug."""
    assert isinstance(value, Words), f"a picture holds no {type(value).__name__}"
    assert value.sealed is not None, "clear words never reach a snapshot"
    return {"owner": value.owner, "sealed": value.sealed}


def words_in(kind: type, value: object) -> object:
    """Stored words back; raises NotImplementedError for any other type."""
    if kind is not Words or not isinstance(value, dict):
        raise NotImplementedError(kind)
    return Words(str(value["owner"]), sealed=bytes(value["sealed"]))


_ENCODER = msgspec.msgpack.Encoder(enc_hook=words_out)
_OUTER = msgspec.msgpack.Decoder(dict[str, msgspec.Raw])
_INNER = {
    name: msgspec.msgpack.Decoder(dict[str, kind], dec_hook=words_in)  # type: ignore[valid-type]
    for name, kind in KINDS.items()
}


def encode(picture: Picture) -> bytes:
    """The picture as MessagePack, collections and ids sorted: equal pictures give equal bytes."""
    maps = {name: getattr(picture, name) for name in KINDS}
    return encode_nouns({name: dict(each.items()) for name, each in maps.items() if len(each)})


def encode_nouns(nouns: Mapping[str, Mapping[str, object]]) -> bytes:
    """Nouns by collection and id, as a picture of nothing else is encoded."""
    return _ENCODER.encode({name: dict(sorted(nouns[name].items())) for name in sorted(nouns)})


def decode(stored: bytes) -> Picture:
    """The picture of these bytes. Raises msgspec.DecodeError on damage."""
    maps: dict[str, Map[object]] = {
        name: from_items(_INNER[name].decode(raw)) for name, raw in _OUTER.decode(stored).items()
    }
    return Picture(**maps)  # type: ignore[arg-type]
