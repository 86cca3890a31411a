"""In which words facts are told. English stands here; another language is handed in."""

from collections.abc import Mapping
from enum import Enum
from typing import Protocol

from tocsin.terms.codes import Priority, UnitStatus
from tocsin.views.saying import PRIORITY, STATUS, type_words
from tocsin.views.sentences import SENTENCES


class Speech(Protocol):
    """The words of a language."""

    @property
    def comma(self) -> str:
        """What stands between names in a row."""
        ...

    @property
    def sealed(self) -> str:
        """Said for words that the reader holds no key to."""
        ...

    def pattern(self, event: str) -> str | None:
        """What an event says, as in `sentences`; None where it has no sentence of its own."""
        ...

    def word(self, value: Enum) -> str:
        """A word of a code list."""
        ...

    def role(self, name: str) -> str:
        """A role of the access table."""
        ...

    def field(self, name: str) -> str:
        """A field of a noun."""
        ...

    def order(self, name: str) -> str:
        """An order of the catalogue; what is none stays as it is."""
        ...

    def type(self, name: str) -> str:
        """A type of incident."""
        ...

    def truth(self, *, is_so: bool) -> str:
        """Yes or no."""
        ...

    def refusal(self, code: str, parameters: Mapping[str, str]) -> str:
        """What a rule said, by its code."""
        ...

    def priority(self, rank: Priority | None) -> str:
        """How soon somebody must act."""
        ...


class English:
    """As the terminal says it."""

    comma = ", "
    sealed = "(words not readable here)"

    def pattern(self, event: str) -> str | None:
        return SENTENCES.get(event)

    def word(self, value: Enum) -> str:
        if isinstance(value, UnitStatus):
            return STATUS[value][1]
        return str(value.value).replace("_", " ")

    def role(self, name: str) -> str:
        return name.replace("_", " ")

    def field(self, name: str) -> str:
        return name.replace("_", " ")

    def order(self, name: str) -> str:
        return name

    def type(self, name: str) -> str:
        return type_words(name)

    def truth(self, *, is_so: bool) -> str:
        return "yes" if is_so else "no"

    def refusal(self, code: str, _parameters: Mapping[str, str]) -> str:
        return code.replace("_", " ")

    def priority(self, rank: Priority | None) -> str:
        return PRIORITY[rank]


ENGLISH = English()
