"""The words in which facts are told, in the language that is spoken (`tongue`)."""

from collections.abc import Mapping
from enum import Enum

from tocsin.app import tongue
from tocsin.app.phrases import say
from tocsin.operations.orders import Refused
from tocsin.operations.picture.facility import FacilityState
from tocsin.operations.picture.incident import Relation
from tocsin.operations.picture.unit import Condition
from tocsin.terms.codes import (
    Agency,
    AsideReason,
    Channel,
    Disposal,
    EntryFlag,
    EntryKind,
    Priority,
    Role,
    UnitStatus,
)
from tocsin.terms.ics import IcsPosition
from tocsin.views.speech import ENGLISH

FAMILIES: dict[type[Enum], str] = {
    UnitStatus: "unit", Agency: "agency", Channel: "channel", Disposal: "disposal",
    EntryFlag: "flag", EntryKind: "entry", Relation: "relation", Role: "role",
    Condition: "condition", FacilityState: "facility", IcsPosition: "position",
    AsideReason: "aside",
}  # fmt: skip
"""Which words of code lists are which; those of states are the rest."""


class Spoken:
    """What is spoken; English as the views say it themselves."""

    @property
    def comma(self) -> str:
        return tongue.comma()

    @property
    def sealed(self) -> str:
        return ENGLISH.sealed if _is_english() else tongue.tell("words-sealed")

    def pattern(self, event: str) -> str | None:
        """Variables stay as they are in it: the views put in what they stand for, and leave out
        parts in `[…]` of which a field is empty.
        """
        own = ENGLISH.pattern(event)
        if own is None or _is_english():
            return own
        return tongue.bare(f"happened-{event}")

    def word(self, value: Enum) -> str:
        if _is_english():
            return ENGLISH.word(value)
        return tongue.code(FAMILIES.get(type(value), "state"), str(value.value))

    def role(self, name: str) -> str:
        return tongue.code("role", name)

    def field(self, name: str) -> str:
        return tongue.field_said(name).replace("_", " ")

    def order(self, name: str) -> str:
        return tongue.order_said(name)

    def type(self, name: str) -> str:
        return tongue.type_said(name)

    def truth(self, *, is_so: bool) -> str:
        return tongue.tell("yes" if is_so else "no")

    def refusal(self, code: str, parameters: Mapping[str, str]) -> str:
        """Its sentence; of a rule that there is no more, its code."""
        if not tongue.knows(code):
            return ENGLISH.refusal(code, parameters)
        return say(Refused(code, dict(parameters)))[0]

    def priority(self, rank: Priority | None) -> str:
        if _is_english():
            return ENGLISH.priority(rank)
        return (
            tongue.tell("priority-unknown") if rank is None else tongue.code("severity", rank.name)
        )


def _is_english() -> bool:
    return tongue.spoken() == tongue.ENGLISH


SPOKEN = Spoken()
