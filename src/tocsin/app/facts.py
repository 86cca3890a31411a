"""Nouns as plain facts for people and programs: sealed words opened, or said to be forgotten."""

from collections.abc import Callable

import msgspec

from tocsin.log import KeyStore
from tocsin.terms.words import Words

FORGOTTEN = "(forgotten)"

_CONTROL = dict.fromkeys((*range(32), *range(127, 160)), "�")
_CONTROL.update({ord("\n"): "\n", ord("\t"): " "})

Hook = Callable[[object], object]


def opener(keys: KeyStore) -> Hook:
    """An encoding hook that opens sealed words with these keys."""

    def hook(value: object) -> object:
        if isinstance(value, Words):
            text = keys.open(value)
            return FORGOTTEN if text is None else text
        raise NotImplementedError(type(value))

    return hook


def plain(value: object, keys: KeyStore) -> object:
    """A noun, or many, as dicts, lists and texts; times as ISO 8601 UTC."""
    return msgspec.to_builtins(value, enc_hook=opener(keys), str_keys=True)


def json_of(value: object, keys: KeyStore) -> str:
    """A noun, or many, as indented JSON."""
    return msgspec.json.format(msgspec.json.encode(value, enc_hook=opener(keys)), indent=2).decode()


def shown(text: str) -> str:
    """Text for a terminal: what would move the cursor or change colours is replaced by a mark."""
    return text.translate(_CONTROL)
