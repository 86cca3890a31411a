"""How one thing of the system is, for people."""

from enum import StrEnum

import msgspec


class Wellbeing(StrEnum):
    """How one thing is. `attention`: soon, by somebody who knows; `bad`: now."""

    good = "good"
    attention = "attention"
    bad = "bad"
    unknown = "unknown"


class Told(msgspec.Struct, frozen=True):
    """One thing: how it is, in a sentence, and what to do next where it is not well."""

    name: str
    state: Wellbeing
    says: str
    next: str = ""
