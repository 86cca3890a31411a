"""A template filled in every language that is asked for, and checked on every channel: one answer
for the command line and the door.
"""

from collections.abc import Iterable, Iterator

import msgspec

from tocsin.app.warning_words.channels import Preview, channels, previewed
from tocsin.app.warning_words.checks import Finding, Lacking, lacking, wording
from tocsin.app.warning_words.filling import Facts, Fault, Filling, FormFilled, fill
from tocsin.app.warning_words.known import TemplateShown
from tocsin.app.warning_words.reading import Reading, reading_of
from tocsin.operations.picture.warning_template import SlotKind

READ = ("description", "instruction")
"""The forms whose reading is measured: whole sentences, as they stand on a page."""


class LanguageFilled(msgspec.Struct, frozen=True):
    """One language: its forms, what is wrong, how it reads, what each channel would carry."""

    language: str
    is_reviewed: bool
    forms: tuple[FormFilled, ...]
    faults: tuple[Fault, ...]
    findings: tuple[Finding, ...]
    reading: Reading | None
    channels: tuple[Preview, ...]


class Filled(msgspec.Struct, frozen=True):
    """A template filled. `lacking` are languages of the area that it is not in; `is_whole`: no
    fault in any language.
    """

    template: str
    version: int
    is_whole: bool
    languages: tuple[LanguageFilled, ...]
    lacking: tuple[Lacking, ...]


def answered(
    shown: TemplateShown,
    facts: Facts,
    wanted: Iterable[str] = (),
    spoken: dict[str, int] | None = None,
) -> Filled:
    """Fill and check. `wanted` languages (none: all), `spoken` people by language in the area."""
    only = tuple(wanted)
    texts = [each for each in shown.content.texts if not only or each.language in only]
    reviewed = {each.language for each in shown.row.languages if each.speaker is not None}
    made: list[LanguageFilled] = []
    for text in texts:
        found = fill(shown.content, text, facts)
        whole = " ".join(found.text(form) for form in READ if found.text(form))
        whole = whole or found.text("wea_360")
        carried = [
            previewed(name, each, found.text(each.form))
            for name, each in channels().items()
            if found.text(each.form)
        ]
        findings = (*_untimed(shown, found), *wording(whole, text.language))
        made.append(
            LanguageFilled(
                language=text.language,
                is_reviewed=text.language in reviewed,
                forms=found.forms,
                faults=found.faults,
                findings=findings,
                reading=reading_of(whole, text.language),
                channels=tuple(carried),
            )
        )
    there = [each.language for each in texts]
    return Filled(
        template=shown.row.id,
        version=shown.row.version,
        is_whole=bool(made) and not any(each.faults for each in made),
        languages=tuple(made),
        lacking=lacking(spoken or {}, there),
    )


def _untimed(shown: TemplateShown, found: Filling) -> Iterator[Finding]:
    """Nobody can tell how long it holds. Who and where are required slots, what and what to do
    the template's own.
    """
    times = [each.name for each in shown.content.slots if each.kind is SlotKind.time]
    if times and not found.is_timed:
        yield Finding("missing_part", found="when")
