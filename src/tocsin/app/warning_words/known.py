"""Which templates a town has: those it adopted, and those that are shipped under other names."""

from collections.abc import Mapping

import msgspec

from tocsin.app.warning_words.shipped import TEMPLATES, shipped
from tocsin.operations.picture.warning_template import WarningContent, WarningTemplate
from tocsin.operations.warning_text import digest_of
from tocsin.terms.words import Words


class LanguageStanding(msgspec.Struct, frozen=True):
    """A language of a template: the digest of its words, and who stands by them (None: they are
    not reviewed).
    """

    language: str
    digest: str
    speaker: Words | None


class TemplateRow(msgspec.Struct, frozen=True):
    """A template in the list. `version` is 0 where it is shipped and not adopted."""

    id: str
    version: int
    hazard: str
    action: str
    source: str
    is_withdrawn: bool
    languages: tuple[LanguageStanding, ...]


class TemplateShown(msgspec.Struct, frozen=True):
    """A template whole."""

    row: TemplateRow
    content: WarningContent


def rows(adopted: Mapping[str, WarningTemplate]) -> tuple[TemplateRow, ...]:
    """Every template by its id."""
    names = sorted({*TEMPLATES, *adopted})
    return tuple(shown.row for name in names if (shown := template(name, adopted)) is not None)


def template(name: str, adopted: Mapping[str, WarningTemplate]) -> TemplateShown | None:
    """The adopted template of this name; else the one that is shipped; else None."""
    found = adopted.get(name)
    if found is not None:
        return TemplateShown(_row(name, found.version, found.content, found), found.content)
    if name not in TEMPLATES:
        return None
    content = shipped(name)
    return TemplateShown(_row(name, 0, content, None), content)


def _row(
    name: str, version: int, content: WarningContent, found: WarningTemplate | None
) -> TemplateRow:
    standings = []
    for text in content.texts:
        approval = None if found is None else found.approval(text.language)
        speaker = None if approval is None else approval.speaker
        standings.append(LanguageStanding(text.language, digest_of(text), speaker))
    is_withdrawn = found is not None and found.withdrawn_at is not None
    return TemplateRow(
        name, version, content.hazard, content.action, content.source, is_withdrawn,
        tuple(standings),
    )  # fmt: skip
