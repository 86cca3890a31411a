"""What a text becomes on each channel: how it is counted, how much there may be, by how much it is
over. The channels are data (`channels.toml`).
"""

import re
from collections.abc import Mapping
from functools import cache
from importlib import resources

import msgspec

from tocsin.app.warning_words.sms import Segments, segments_of

_URL = re.compile(
    r"(?<![A-Za-z0-9.-])(?:https?://)?[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}(?:/[^\s\u2069]*)?"
)
_SINGLE = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))
"""Code points that count once (twitter-text configuration v3); all others count twice."""


class Channel(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A channel takes the text of a form and counts it in its way."""

    form: str
    counts: str
    most: int
    source: str = ""
    url: int = 0
    every: int = 0
    words_per_minute: int = 0


class Preview(msgspec.Struct, frozen=True, omit_defaults=True):
    """A text on a channel. `used` and `most` are in what it counts; `over` is by how much."""

    channel: str
    text: str
    counts: str
    used: int
    most: int
    over: int
    sms: Segments | None = None


@cache
def channels() -> Mapping[str, Channel]:
    """Every channel by its name, in the order of the file."""
    file = resources.files(__package__).joinpath("channels.toml")
    return msgspec.toml.decode(file.read_bytes(), type=dict[str, Channel])


def previewed(name: str, channel: Channel, text: str) -> Preview:
    """A text as one channel would carry it."""
    sms = segments_of(text) if channel.counts == "sms" else None
    used = sms.segments if sms is not None else _used(channel, text)
    over = max(0, used - channel.most)
    return Preview(name, text, channel.counts, used, channel.most, over, sms)


def _used(channel: Channel, text: str) -> int:
    if channel.counts == "weighted":
        return _weighted(channel, text)
    if channel.counts == "seconds":
        return -(-len(text.split()) * 60 // channel.words_per_minute)
    assert channel.counts == "characters", f"a channel counts in {channel.counts}"
    return len(text)


def _weighted(channel: Channel, text: str) -> int:
    rest, addresses = _URL.subn("", text)
    weights = (channel.every or (1 if _is_single(each) else 2) for each in rest)
    return addresses * channel.url + sum(weights)


def _is_single(character: str) -> bool:
    return any(first <= ord(character) <= last for first, last in _SINGLE)
