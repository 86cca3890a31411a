"""How each language frames a message, says a time, speaks digits, and what plain words avoid."""

from functools import cache
from importlib import resources

import msgspec

Struct = msgspec.Struct

LANGUAGES = ("en", "de", "es", "fr", "ar")
"""Those that are shipped, the one that the others are compared with first."""
FSI, LRI, PDI = "\u2068", "\u2066", "\u2069"
"""Unicode UAX #9: first strong isolate, left-to-right isolate, pop directional isolate."""


class Frames(Struct, frozen=True, forbid_unknown_fields=True):
    """The frame of each form. `<title>`, `<act>`, `<what>`, `<steps>` stand for what a template
    says, `{slots}` for facts.
    """

    headline: str
    wea_90: str
    wea_90_until: str
    wea_360: str
    wea_360_end: str
    description: str
    instruction: str
    speech: str
    poster: tuple[str, ...]


class Times(Struct, frozen=True, forbid_unknown_fields=True):
    """Names of days and months, and how a time is put together."""

    weekdays: tuple[str, ...]
    weekdays_short: tuple[str, ...]
    months: tuple[str, ...]
    months_short: tuple[str, ...]
    halves: tuple[str, str]
    halves_short: tuple[str, str]
    clock_24: str
    clock_24_long: str
    clock_12: str
    clock_12_long: str
    soon: str
    later: str
    dated: str
    whole: str


class Spoken(Struct, frozen=True, forbid_unknown_fields=True):
    """A time in words: its 24 hours, its 60 minutes; parts of the day from which hour on."""

    sharp: str
    full: str
    parts: tuple[tuple[int, str], ...]
    hours: tuple[str, ...]
    minutes: tuple[str, ...]


class Plain(Struct, frozen=True, forbid_unknown_fields=True):
    """Words that tell when, what to do and what happens; words to avoid and what to say instead;
    abbreviations and how they are spoken.
    """

    when: tuple[str, ...]
    act: tuple[str, ...]
    what: tuple[str, ...]
    jargon: dict[str, str]
    abbreviations: dict[str, str]


class LanguageWords(Struct, frozen=True, forbid_unknown_fields=True):
    """A language whole."""

    name: str
    direction: str
    digits: tuple[str, ...]
    signs: dict[str, str]
    frames: Frames
    times: Times
    spoken: Spoken
    plain: Plain

    @property
    def is_rtl(self) -> bool:
        return self.direction == "rtl"


@cache
def words_of(language: str) -> LanguageWords | None:
    """The words of a language; those of `pt` for `pt-BR`. None: it is not shipped."""
    short = language.partition("-")[0]
    if short not in LANGUAGES:
        return None
    file = resources.files(__package__).joinpath("languages", f"{short}.toml")
    return msgspec.toml.decode(file.read_bytes(), type=LanguageWords)


def isolated(value: str, mark: str = FSI) -> str:
    """A value between marks, so that its direction does not disturb the text around it."""
    return f"{mark}{value}{PDI}"
