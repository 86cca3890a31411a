"""`tocsin warn words`: templates looked at, filled and checked on the command line."""

import argparse
import json
import re
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, tzinfo
from pathlib import Path

import msgspec

from tocsin.app.desk import town_zone
from tocsin.app.facts import plain, shown
from tocsin.app.outcome import Exit, Told, as_json
from tocsin.app.times import zone_of
from tocsin.app.tongue import tell
from tocsin.app.warning_words.answering import Filled, LanguageFilled, answered
from tocsin.app.warning_words.checks import Checked, check_text, lacking
from tocsin.app.warning_words.faults import says_fault, says_finding
from tocsin.app.warning_words.filling import Facts
from tocsin.app.warning_words.known import TemplateShown, rows, template
from tocsin.app.warning_words.reading import Reading
from tocsin.app.wiring import reading
from tocsin.log import KeyStore, SystemClock
from tocsin.operations.picture.warning_template import WarningTemplate
from tocsin.operations.warning_text import digest_of, passages

LARGEST_BYTES = 5_000_000
_SET = re.compile(r"(?P<name>[A-Za-z0-9:._-]{1,80})=(?P<value>.*)", re.DOTALL)


@contextmanager
def looked_into(
    folder: Path | None,
) -> Iterator[tuple[dict[str, WarningTemplate], tzinfo, KeyStore | None]]:
    """The templates of a town, its time zone, its keys; nothing and UTC without a town."""
    if folder is None:
        yield {}, UTC, None
        return
    with reading(folder) as town:
        found = dict(town.picture.warning_templates.items())
        yield found, town_zone(town.picture), town.store.keys


def named(adopted: dict[str, WarningTemplate], word: str) -> TemplateShown:
    """The template of this name. Raises Told."""
    found = template(word.replace("-", "_"), adopted) or template(word, adopted)
    if found is None:
        there = ", ".join(each.id for each in rows(adopted))
        raise Told(f"there is no template `{word[:60]}`: {there}", Exit.usage)
    return found


def read_file(path: Path) -> str:
    """The text of a user's file. Raises Told."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise Told(f"{path} cannot be read: {error.strerror}", Exit.usage) from None
    if len(content) > LARGEST_BYTES:
        raise Told(f"{path} is larger than {LARGEST_BYTES // 1_000_000} MB: nothing was read")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Told(f"{path}: byte {error.start} is not UTF-8: save it as UTF-8") from None


def listed(asked: argparse.Namespace) -> int:
    """Every template, in which languages, and which of them somebody stands by."""
    with looked_into(asked.town) as (adopted, _, keys):
        found = rows(adopted)
        if asked.json:
            print(as_json({"templates": _plain(found, keys)}))
            return Exit.done
    for each in found:
        version = tell("words-shipped") if each.version == 0 else f"v{each.version}"
        if each.is_withdrawn:
            version = tell("words-withdrawn")
        languages = " ".join(
            each.language + ("*" if each.speaker is not None else "") for each in each.languages
        )
        print(shown(f"{each.id:28}{version:12}{each.hazard:20}{each.action:20}{languages}"))
    print(tell("words-star"))
    return Exit.done


def told(asked: argparse.Namespace) -> int:
    """One template, in one language or in all, with the digest that a speaker approves."""
    with looked_into(asked.town) as (adopted, _, keys):
        found = named(adopted, asked.template)
        wanted = [each for each in found.content.texts if asked.language in (None, each.language)]
        if not wanted:
            raise _no_language(found, asked.language)
        if asked.json:
            content = msgspec.structs.replace(found.content, texts=tuple(wanted))
            print(as_json(_plain({"template": found.row, "content": content}, keys)))
            return Exit.done
    content = found.content
    codes = (content.category, content.response, content.urgency, content.severity)
    print(f"{found.row.id}  {' '.join(codes)} {content.certainty} {content.event_code}")
    for slot in content.slots:
        must = tell("words-required") if slot.is_required else ""
        print(f"  {{{slot.name}}}  {slot.kind}  <= {slot.most}  {must}".rstrip())
    for text in wanted:
        standing = next(e for e in found.row.languages if e.language == text.language)
        state = "words-unreviewed" if standing.speaker is None else "words-reviewed"
        print(f"\n{text.language}  {tell(state)}  {digest_of(text)}")
        for form, passage in passages(text):
            print(shown(f"  {form:12}{passage}"))
    return Exit.done


def _no_language(found: TemplateShown, language: str) -> Told:
    there = ", ".join(each.language for each in found.content.texts)
    return Told(f"{found.row.id} is not in `{language}`: {there}", Exit.usage)


def facts_of(asked: argparse.Namespace, zone: tzinfo) -> Facts:
    """What `--set`, `--lexicon` and `--clock` say. Raises Told."""
    values: dict[str, str] = {}
    for each in asked.set:
        given = _SET.fullmatch(each)
        if given is None:
            raise Told(f"`{each[:60]}` is no slot: write --set place=…", Exit.usage)
        values[given["name"]] = given["value"]
    lexicon: dict[str, str] = {}
    if asked.lexicon is not None:
        lexicon = _table(asked.lexicon)
    return Facts(values, SystemClock().now(), zone, asked.clock == "12", lexicon)


def _table(path: Path) -> dict[str, str]:
    """A file of names and how they are spoken, in TOML or JSON."""
    text = read_file(path)
    try:
        found = json.loads(text) if path.suffix == ".json" else tomllib.loads(text)
        return msgspec.convert(found, dict[str, str])
    except (ValueError, RecursionError) as error:
        raise Told(f"{path}: expected names with how they are spoken: {error}") from None


def people_of(words: list[str]) -> dict[str, int]:
    """`ar=1200 tr=300`: people by language. Raises Told."""
    found: dict[str, int] = {}
    for each in words:
        language, _, people = each.partition("=")
        if not language or not people.isdecimal() or len(people) > 10:
            raise Told(f"`{each[:40]}` is no number of speakers: write ar=1200", Exit.usage)
        found[language] = int(people)
    return found


def filled(asked: argparse.Namespace) -> int:
    """A template with its slots filled, in every form and on every channel."""
    with looked_into(asked.town) as (adopted, zone, _):
        found = named(adopted, asked.template)
    if asked.zone is not None:
        zone = zone_of(asked.zone)
    if found.row.is_withdrawn:
        raise Told(f"{found.row.id} was withdrawn; adopt it anew first", Exit.refused)
    for language in asked.language:
        if found.content.text(language) is None:
            raise _no_language(found, language)
    answer = answered(found, facts_of(asked, zone), asked.language, people_of(asked.speakers))
    if asked.json:
        print(as_json(answer))
    else:
        print(shown("\n".join(_lines(answer))))
    return Exit.done if answer.is_whole else Exit.not_so


def _lines(answer: Filled) -> Iterator[str]:
    for each in answer.languages:
        state = "words-reviewed" if each.is_reviewed else "words-unreviewed"
        yield f"{each.language}  {tell(state)}"
        yield from _language(each)
    for lacks in answer.lacking:
        yield tell("words-lacking", language=lacks.language, people=lacks.people)


def _language(each: LanguageFilled) -> Iterator[str]:
    for form in each.forms:
        of = f"/{form.limit}" if form.limit else ""
        yield f"  {form.form:13}{form.characters:>4}{of:5} {form.text}"
    for channel in each.channels:
        over = tell("words-over", over=channel.over) if channel.over else ""
        alphabet = f" {channel.sms.encoding} {channel.sms.units}" if channel.sms else ""
        yield (
            f"  {channel.channel:13}{channel.used}/{channel.most} {channel.counts}{alphabet} {over}"
        ).rstrip()
    if each.reading is not None:
        yield f"  {_reading(each.reading)}"
    yield from (f"  ! {says_fault(fault)}" for fault in each.faults)
    yield from (f"  ? {says_finding(finding)}" for finding in each.findings)


def _reading(found: Reading) -> str:
    value = f"{found.value_tenths / 10:.1f}"
    return tell("words-reading", measure=found.measure, value=value, words=found.words)


def checked(asked: argparse.Namespace) -> int:
    """A free text; exit code 1 where something about it is grave."""
    if (asked.text is None) == (asked.file is None):
        raise Told("give a text, or a file with --file", Exit.usage)
    text = asked.text if asked.file is None else read_file(asked.file)
    if not text.strip():
        raise Told("there is nothing to check: the text is empty", Exit.usage)
    found = check_text(
        text.strip(), asked.language, agency=asked.agency, place=asked.place, form=asked.form
    )
    missing = lacking(people_of(asked.speakers), [asked.language, *asked.also])
    is_grave = any(each.is_grave for each in found.findings)
    if asked.json:
        print(as_json({"checked": found, "lacking": missing}))
    else:
        print(shown("\n".join(_checked(found))))
        for each in missing:
            print(tell("words-lacking", language=each.language, people=each.people))
    return Exit.not_so if is_grave else Exit.done


def _checked(found: Checked) -> Iterator[str]:
    for each in found.findings:
        yield f"{'!' if each.is_grave else '?'} {says_finding(each)}"
    if found.reading is not None:
        yield _reading(found.reading)
    for channel in found.channels:
        over = tell("words-over", over=channel.over) if channel.over else ""
        alphabet = f" {channel.sms.encoding} {channel.sms.units}" if channel.sms else ""
        yield f"{channel.channel:13}{channel.used}/{channel.most}{alphabet} {over}".rstrip()


def _plain(value: object, keys: KeyStore | None) -> object:
    return value if keys is None else plain(value, keys)


Deed = Callable[[argparse.Namespace], int]
LOOKS: dict[str, Deed] = {"list": listed, "show": told, "fill": filled, "check": checked}
