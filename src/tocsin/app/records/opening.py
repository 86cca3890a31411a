"""Texts that a requester may read, opened: what is withheld of them is never made.

Only `Readable` is opened. Words of any other kind are an error here, not a text.
"""

import unicodedata
from collections.abc import Callable

from tocsin.access.cuts import Gap, Readable, remains
from tocsin.app.facts import FORGOTTEN
from tocsin.log import KeyStore

Pieces = tuple[str | Gap, ...]
Hook = Callable[[object], object]


def pieces_of(readable: Readable, keys: KeyStore) -> Pieces:
    """What is left of a text, with gaps."""
    text = readable.words if isinstance(readable.words, str) else keys.open(readable.words)
    if text is None:
        return (FORGOTTEN,)
    return remains(unicodedata.normalize("NFC", text), readable.spans)


def as_text(pieces: Pieces) -> str:
    """The same as one text: a gap names its exemption."""
    return "".join(
        f"[withheld: {each.exemption}]" if isinstance(each, Gap) else each for each in pieces
    )


def text_hook(keys: KeyStore) -> Hook:
    """An encoding hook that gives texts with their gaps named."""

    def hook(value: object) -> object:
        if isinstance(value, Readable):
            return as_text(pieces_of(value, keys))
        raise NotImplementedError(f"{type(value).__name__} may not leave")

    return hook


def pieces_hook(keys: KeyStore) -> Hook:
    """The same for pages, which draw a gap: {"pieces": texts and {"gap": exemption}}."""

    def hook(value: object) -> object:
        if isinstance(value, Readable):
            pieces = [
                {"gap": each.exemption} if isinstance(each, Gap) else each
                for each in pieces_of(value, keys)
            ]
            return {"pieces": pieces}
        raise NotImplementedError(f"{type(value).__name__} may not leave")

    return hook
