"""The words of what is given out: a file a language; what one lacks is said in English."""

import tomllib
from functools import cache
from importlib import resources

ENGLISH = "en"
Names = dict[str, str]


class Wording:
    """Sentences by name, and names of fields, codes and kinds."""

    def __init__(self, language: str, says: Names, names: Names, kinds: Names) -> None:
        self.language = language
        self._says = says
        self._names = names
        self._kinds = kinds

    def __getitem__(self, name: str) -> str:
        return self._says[name]

    def name(self, code: str) -> str:
        """What people call a field or a code; the code in plain words where nobody said."""
        return self._names.get(code) or code.replace("_", " ")

    def kind(self, code: str) -> str:
        """What people call a kind of subject, or of request."""
        return self._kinds.get(code) or code.replace("_", " ")


@cache
def words_for(language: str) -> Wording:
    """The words of a language (BCP 47), of its main one ("de" of "de-AT"), else English."""
    folder = resources.files("tocsin.app.records") / "words"
    there = {each.name.removesuffix(".toml") for each in folder.iterdir()}
    main = language.partition("-")[0].lower()
    says, names, kinds = _read(ENGLISH)
    if main not in there or main == ENGLISH:
        return Wording(ENGLISH, says, names, kinds)
    own, own_names, own_kinds = _read(main)
    return Wording(main, {**says, **own}, {**names, **own_names}, {**kinds, **own_kinds})


def _read(language: str) -> tuple[Names, Names, Names]:
    folder = resources.files("tocsin.app.records") / "words"
    found = tomllib.loads((folder / f"{language}.toml").read_text(encoding="utf-8"))
    return found["says"], found["names"], found["kinds"]
