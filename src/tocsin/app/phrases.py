"""The sentences of refusals: a code and its parameters, said in a language.

`words/<language>/<topic>.toml` has a table for each code: `says` (what the rule says) and `do`
(what the person can do next), with the refusal's parameters in braces. What a language lacks is
said in English; a code that English lacks is a fault of the program, and a test finds it.
"""

import tomllib
from functools import cache
from importlib import resources

import msgspec

from tocsin.operations.orders import Refused

ENGLISH = "en"

CODES = frozenset({"state", "status"})
"""Parameters that are words of a code list: said without their underscores."""


class Phrase(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One row of a word file, with the topic (the file) it stands in."""

    says: str
    do: str
    topic: str


def say(refused: Refused, language: str = ENGLISH) -> tuple[str, str]:
    """The sentence and the next step of a refusal, in a language or else in English."""
    phrase = phrases(language).get(refused.code) or phrases(ENGLISH).get(refused.code)
    assert phrase is not None, f"no sentence for {refused.code}"
    told = {
        name: value.replace("_", " ") if name in CODES else value
        for name, value in refused.parameters.items()
    }
    return phrase.says.format_map(told), phrase.do.format_map(told)


@cache
def phrases(language: str) -> dict[str, Phrase]:
    """All rows of one language by code; none where there is no such language. Read once.

    Raises ValueError where two topics have a row for the same code.
    """
    found: dict[str, Phrase] = {}
    for topic, rows in files(language).items():
        for code, row in rows.items():
            if code in found:
                raise ValueError(f"{code} stands in {found[code].topic}.toml and {topic}.toml")
            found[code] = msgspec.convert({**row, "topic": topic}, Phrase)
    return found


def files(language: str) -> dict[str, dict[str, dict[str, str]]]:
    """The word files of one language as they stand: topic → code → row."""
    words = resources.files("tocsin.app") / "words"
    if language not in {each.name for each in words.iterdir()}:
        return {}
    folder = words / language
    return {
        file.name.removesuffix(".toml"): tomllib.loads(file.read_text(encoding="utf-8"))
        for file in sorted(folder.iterdir(), key=lambda each: each.name)
        if file.name.endswith(".toml")
    }
