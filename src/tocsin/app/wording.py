"""The sentences of one language, from its files (Project Fluent, syntax 1.0, as in `ui/`).

`words/<language>/**.ftl`. An entry is read when it is first said: whoever says one sentence does
not wait for a thousand. Numbers come with the language's plural forms; in a language that is
written from the right what is put into a sentence is isolated (Unicode UAX 9), elsewhere marks
would only get into what is copied.
"""

import re
from collections.abc import Iterator
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

from tocsin.app.pattern import Entry, Slot, What, entry_of, said

RIGHT_TO_LEFT = frozenset({"ar"})
ENTRY = re.compile(r"(?m)^(?=[a-zA-Z][\w-]* *=)")


class Wording:
    """Says sentences in one language."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._isolates = language in RIGHT_TO_LEFT
        self._written = {name: text for _, name, text in entries(language)}
        self._read: dict[str, Entry] = {}

    def names(self, family: str) -> tuple[str, ...]:
        """The names that begin so."""
        return tuple(name for name in self._written if name.startswith(family))

    def has(self, name: str) -> bool:
        """Whether there is such a sentence."""
        return name in self._written

    def said(self, name: str, what: What, part: str | None = None) -> str:
        """A sentence with what it speaks of; `part` is an attribute of it. One that is not there is
        a fault that a test finds; it is shown, not hidden.
        """
        entry = self._entry(name)
        if entry is None:
            return f"⟨{name}⟩"
        pattern = entry.says if part is None else entry.parts.get(part, ())
        return said(pattern, what, self._language, isolates=self._isolates)

    def bare(self, name: str) -> str:
        """A sentence with its variables in braces, for somebody else to fill."""
        entry = self._entry(name)
        slots = () if entry is None else entry.says
        what = {each.name: f"{{{each.name}}}" for each in slots if isinstance(each, Slot)}
        return self.said(name, what)

    def _entry(self, name: str) -> Entry | None:
        """An entry, read when it is first wanted."""
        if name not in self._read and name in self._written:
            self._read[name] = entry_of(self._written[name])
        return self._read.get(name)


@cache
def wording(language: str) -> Wording:
    """The sentences of one of the languages there are."""
    return Wording(language)


@cache
def languages() -> tuple[str, ...]:
    """The languages there are, by their tags."""
    return tuple(sorted(each.name for each in _folder().iterdir() if each.is_dir()))


def entries(language: str, under: str = "") -> Iterator[tuple[str, str, str]]:
    """Every sentence as it is written: file (without its ending), name, text; or those of a folder
    within the language's.
    """
    folder = _folder() / language
    for file in _files(folder / under if under else folder):
        for text in ENTRY.split(file.read_text(encoding="utf-8"))[1:]:
            yield file.name.removesuffix(".ftl"), text.partition("=")[0].strip(), text


def _folder() -> Traversable:
    return resources.files("tocsin.app") / "words"


def _files(folder: Traversable) -> Iterator[Traversable]:
    for each in sorted(folder.iterdir(), key=lambda e: e.name):
        if each.is_dir():
            yield from _files(each)
        elif each.name.endswith(".ftl"):
            yield each
