"""Official wording out of a user's own file: read, compared with its English, taken in or refused.

Two shapes. JSON as the Federal Communications Commission publishes its multilingual templates: a
name, under it a text by language, with `{PLACEHOLDERS}`. TOML or JSON of this house: a name, under
it a template as `operations.picture.warning_template` has it. CSV: columns template, language,
text. No such text is shipped.

Source: FCC, Multilingual Wireless Emergency Alerts, 47 CFR 10.500 (DA 24-1135, appendix).
"""

import csv
import io
import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping

import msgspec

from tocsin.operations.picture.warning_template import (
    WEA_360,
    Slot,
    SlotKind,
    WarningContent,
    WarningText,
)
from tocsin.operations.warning_text import fault_of
from tocsin.terms.cap import CapCategory, CapCertainty, CapResponse, CapSeverity, CapUrgency

ABSENT = "-"
"""A placeholder mapped to this is not meant to stand in that text."""
KNOWN = {
    "SENDING_AGENCY": "agency", "LOCATION": "place", "TIME": "until", "URL": "url",
    "PHONE": "phone",
}  # fmt: skip
SLOTS = {
    "agency": Slot("agency", is_required=True, most=30, short=14),
    "place": Slot("place", is_required=True, most=40, short=20),
    "until": Slot("until", SlotKind.time, is_required=True, most=40, short=40),
    "url": Slot("url", SlotKind.url, most=30),
    "phone": Slot("phone", SlotKind.phone, most=20),
}
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_TAG = re.compile("[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


class Malformed(Exception):
    """This file is no set of templates: says where and what was expected."""


class Notice(msgspec.Struct, frozen=True, omit_defaults=True):
    """What was noticed of one text: `lacks` or `adds` a placeholder that its English has or has
    not, `repeats` (another number of times), `too_long`, `unknown`, `bracket`. `is_refused`: the
    text is left out until somebody maps it.
    """

    template: str
    language: str
    code: str
    placeholder: str = ""
    characters: int = 0
    is_refused: bool = False


class Imported(msgspec.Struct, frozen=True):
    """What could be taken in, by template, and what was noticed on the way."""

    templates: dict[str, WarningContent]
    notices: tuple[Notice, ...]


def imported(
    text: str, form: str, source: str, mapping: Mapping[tuple[str, str, str], str]
) -> Imported:
    """The templates in a file's text. `form` is `json`, `toml` or `csv`; `mapping` says for
    (template, language, placeholder) which slot it is, or `-`: it is rightly absent. Raises
    Malformed.
    """
    plain = _read(text, form)
    if plain and all(isinstance(each, dict) and "texts" in each for each in plain.values()):
        try:
            return Imported(msgspec.convert(plain, dict[str, WarningContent]), ())
        except msgspec.ValidationError as error:
            raise Malformed(f"{error}: put it right and import it again") from None
    templates: dict[str, WarningContent] = {}
    notices: list[Notice] = []
    for name, texts in plain.items():
        if not isinstance(texts, dict) or not all(isinstance(t, str) for t in texts.values()):
            raise Malformed(f"{name}: expected a text by language")
        if "en" not in texts:
            raise Malformed(f"{name}: there is no English (`en`) to compare with")
        strange = next((each for each in texts if not _TAG.fullmatch(each)), None)
        if strange is not None:
            raise Malformed(f"{name}: `{strange[:20]}` is no language tag, as in `pt` or `zh-TW`")
        found = list(_noticed(name, texts, mapping))
        notices += found
        refused = {each.language for each in found if each.is_refused}
        if "en" not in refused:
            if _slug(name) in templates:
                raise Malformed(f"{name}: another template in the file comes to {_slug(name)}, too")
            templates[_slug(name)] = _content(name, texts, refused, mapping, source)
    return Imported(templates, tuple(notices))


def _read(text: str, form: str) -> dict[str, object]:
    try:
        if form == "csv":
            return _rows(text)
        plain = json.loads(text) if form == "json" else tomllib.loads(text)
    except (json.JSONDecodeError, tomllib.TOMLDecodeError, csv.Error, RecursionError) as error:
        raise Malformed(f"it is not {form.upper()}: {error}") from None
    if not isinstance(plain, dict) or not plain:
        raise Malformed("expected names of templates with a text by language under each")
    return plain


def _rows(text: str) -> dict[str, object]:
    rows = csv.DictReader(io.StringIO(text))
    if rows.fieldnames is None or not {"template", "language", "text"} <= {*rows.fieldnames}:
        raise Malformed("line 1: expected the columns template, language, text")
    found: dict[str, dict[str, str]] = {}
    for number, row in enumerate(rows, 2):
        name, language, said = (row[each] or "" for each in ("template", "language", "text"))
        if not (name and language and said):
            raise Malformed(f"row {number}: template, language and text are each to be given")
        if language in found.setdefault(name, {}):
            raise Malformed(f"row {number}: {name} has {language} twice")
        found[name][language] = said
    return dict(found)


def _noticed(
    name: str, texts: Mapping[str, str], mapping: Mapping[tuple[str, str, str], str]
) -> Iterator[Notice]:
    english = Counter(_PLACEHOLDER.findall(texts["en"]))
    for language, text in sorted(texts.items()):
        mapped = _mapped(mapping, name, language)
        own = Counter(_PLACEHOLDER.findall(text))
        taken = {to for to in mapped.values() if to != ABSENT}
        for each in sorted({*english, *own}):
            is_known = each in mapped or KNOWN.get(each) in taken
            if each in own and each not in KNOWN and each not in mapped:
                yield Notice(name, language, "unknown", each, is_refused=True)
            elif each not in own and each in english:
                yield Notice(name, language, "lacks", each, is_refused=not is_known)
            elif each not in english:
                yield Notice(name, language, "adds", each, is_refused=not is_known)
            elif own[each] != english[each]:
                yield Notice(name, language, "repeats", each)
        is_told = {*own} <= {*KNOWN, *mapped}
        fault = fault_of(_slotted(text, mapped)) if is_told else None
        if fault is not None or "[" in text or "]" in text:
            yield Notice(name, language, "bracket", is_refused=True)
        if len(text) > WEA_360:
            yield Notice(name, language, "too_long", characters=len(text))


def _mapped(
    mapping: Mapping[tuple[str, str, str], str], name: str, language: str
) -> dict[str, str]:
    """What is mapped for one text, by placeholder."""
    return {
        placeholder: slot
        for (template, tag, placeholder), slot in mapping.items()
        if (template, tag) == (name, language)
    }


def _slotted(text: str, mapped: Mapping[str, str]) -> str:
    """Placeholders as slots of this house; a missing address takes its space with it."""

    def slot(found: re.Match[str]) -> str:
        to = mapped.get(found[1], KNOWN.get(found[1], found[1]))
        return "" if to == ABSENT else f"{{{to}}}"

    return " ".join(_PLACEHOLDER.sub(slot, text).replace(" {url}", "[ {url}]").split("  "))


def _content(
    name: str,
    texts: Mapping[str, str],
    refused: set[str],
    mapping: Mapping[tuple[str, str, str], str],
    source: str,
) -> WarningContent:
    made: list[WarningText] = []
    for language, text in sorted(texts.items(), key=lambda each: (each[0] != "en", each[0])):
        if language not in refused:
            mapped = _mapped(mapping, name, language)
            said = _slotted(text, mapped)
            is_short = len(text) <= WEA_360
            made.append(
                WarningText(
                    language=language,
                    wea_360=said if is_short else "",
                    description="" if is_short else said,
                )
            )
    used = {each for text in made for each in _PLACEHOLDER.findall(text.wea_360 + text.description)}
    everywhere = {
        each
        for each in used
        if all(f"{{{each}}}" in text.wea_360 + text.description for text in made)
    }
    slots = tuple(
        msgspec.structs.replace(slot, is_required=slot.is_required and key in everywhere)
        for key, slot in SLOTS.items()
        if key in used
    )
    return WarningContent(
        hazard=_slug(name), action="as_worded",
        category=CapCategory.other, response=CapResponse.monitor, urgency=CapUrgency.unknown,
        severity=CapSeverity.unknown, certainty=CapCertainty.unknown,
        source=source, slots=slots, texts=tuple(made),
    )  # fmt: skip


def _slug(name: str) -> str:
    """`HazardousMaterialsWarning` → `hazardous_materials_warning`; a digit first gets `n`."""
    parted = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[0-9])(?=[A-Za-z])|[^A-Za-z0-9]+", "_", name)
    slug = re.sub("_+", "_", parted).strip("_").lower()[:40]
    return slug if slug[:1].isalpha() else f"n{slug}"[:40]
