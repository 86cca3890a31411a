"""`tocsin warn words`: official wording taken in, templates adopted, translations approved."""

import argparse
import re
from collections.abc import Callable
from pathlib import Path

import msgspec

from tocsin.app.desk import Answer
from tocsin.app.outcome import Exit, Told, as_json
from tocsin.app.signing_in import signed_in
from tocsin.app.tongue import tell
from tocsin.app.warning_words.deeds import read_file
from tocsin.app.warning_words.importing import Malformed, Notice, imported
from tocsin.app.warning_words.known import template
from tocsin.app.warning_words.shipped import TEMPLATES, shipped
from tocsin.app.wiring import ordering
from tocsin.operations.orders import Command
from tocsin.operations.picture.warning_template import WarningContent
from tocsin.operations.warning_templates import (
    AdoptWarningTemplate,
    ApproveTranslation,
    WithdrawTranslationApproval,
    WithdrawWarningTemplate,
)
from tocsin.operations.warning_text import digest_of

_MAP = re.compile(
    r"(?P<template>[^.:=]+)\.(?P<language>[A-Za-z0-9-]+):(?P<placeholder>[^=]+)=(?P<slot>[a-z0-9_]+|-)"
)
SHORTEST_DIGEST = 8


def taken_in(asked: argparse.Namespace) -> int:
    """Official wording out of the user's file into a file to adopt; exit code 1 where a text was
    refused.
    """
    form = asked.file.suffix.removeprefix(".").lower()
    if form not in ("json", "toml", "csv"):
        raise Told(f"{asked.file} is to be a .json, .toml or .csv file", Exit.usage)
    source = asked.source or f"imported from {asked.file.name}"[:200]
    try:
        found = imported(read_file(asked.file), form, source, _mapping(asked.map))
    except Malformed as error:
        raise Told(f"{asked.file}: {error}") from None
    if asked.out is not None:
        asked.out.write_text(as_json(found.templates) + "\n", encoding="utf-8")
    refused = [each for each in found.notices if each.is_refused]
    if asked.json:
        facts = {"templates": sorted(found.templates), "notices": found.notices}
        print(as_json({**facts, "refused": len(refused), "out": str(asked.out or "")}))
    else:
        for notice in found.notices:
            print(f"{'!' if notice.is_refused else '?'} {says_notice(notice)}")
        texts = sum(len(each.texts) for each in found.templates.values())
        print(tell("words-imported", templates=len(found.templates), texts=texts))
    return Exit.not_so if refused else Exit.done


def _mapping(words: list[str]) -> dict[tuple[str, str, str], str]:
    found: dict[tuple[str, str, str], str] = {}
    for each in words:
        given = _MAP.fullmatch(each)
        if given is None:
            raise Told(
                f"`{each[:60]}` maps nothing: write NAME.LANGUAGE:PLACEHOLDER=slot, or =- where"
                " the text rightly lacks or adds it",
                Exit.usage,
            )
        found[given["template"], given["language"], given["placeholder"]] = given["slot"]
    return found


def says_notice(notice: Notice) -> str:
    """What was noticed of an imported text in words."""
    return tell(
        f"words_notice-{notice.code}", template=notice.template, language=notice.language,
        placeholder=notice.placeholder, characters=notice.characters,
    )  # fmt: skip


def adopted(asked: argparse.Namespace) -> int:
    """Templates that are shipped, or of a file, become the town's."""
    contents = _of_file(asked.source) if asked.source is not None else _shipped(asked.template)
    if asked.source is not None and asked.template:
        strange = [each for each in asked.template if each not in contents]
        if strange:
            raise Told(f"{asked.source} has no template {', '.join(strange)}", Exit.usage)
        contents = {name: contents[name] for name in asked.template}
    said: list[Answer] = []
    with ordering(asked.town) as town:
        desk = signed_in(asked, town)
        if asked.source is None and not asked.template:
            known = town.picture.warning_templates
            contents = {name: each for name, each in contents.items() if name not in known}
        for name, content in sorted(contents.items()):
            now = town.picture.warning_templates.get(name)
            over = 0 if now is None else now.version
            order = AdoptWarningTemplate(template=name, over=over, content=content)
            said.append(desk.order(order, tell("words-adopted", template=name)))
    return _told(asked, said)


def _shipped(names: list[str]) -> dict[str, WarningContent]:
    strange = [each for each in names if each not in TEMPLATES]
    if strange:
        raise Told(
            f"no template {', '.join(strange)} is shipped: {', '.join(TEMPLATES)}", Exit.usage
        )
    return {each: shipped(each) for each in names or TEMPLATES}


def _of_file(path: Path) -> dict[str, WarningContent]:
    """The templates in a file as `import --out` and `show --json` write them. Raises Told."""
    text = read_file(path)
    try:
        if path.suffix == ".toml":
            return msgspec.toml.decode(text, type=dict[str, WarningContent])
        return msgspec.json.decode(text, type=dict[str, WarningContent])
    except (ValueError, RecursionError) as error:
        raise Told(
            f"{path}: {error}; expected templates by name, as"
            " `tocsin warn words import --out` writes them"
        ) from None


def approved(asked: argparse.Namespace) -> int:
    """A named speaker stands by the words of a language, by their digest."""
    with ordering(asked.town) as town:
        picture = town.picture
        found = template(asked.template, dict(picture.warning_templates.items()))
        text = None if found is None else found.content.text(asked.language)
        digest = asked.digest.lower()
        if len(digest) < SHORTEST_DIGEST:
            raise Told(f"give at least {SHORTEST_DIGEST} digits of the digest", Exit.usage)
        whole = "" if text is None else digest_of(text)
        command: Command = ApproveTranslation(
            template=asked.template,
            language=asked.language,
            digest=whole if whole.startswith(digest) else digest[:80],
            speaker=asked.speaker,
        )
        says = tell("words-approved", template=asked.template, language=asked.language)
        answer = signed_in(asked, town).order(command, says)
    return _told(asked, [answer])


def withdrawn(asked: argparse.Namespace) -> int:
    """A template, or with --language only the approval of its words in that language."""
    command: Command
    if asked.language is None:
        command = WithdrawWarningTemplate(template=asked.template, reason=asked.reason)
    else:
        command = WithdrawTranslationApproval(
            template=asked.template, language=asked.language, reason=asked.reason
        )
    with ordering(asked.town) as town:
        answer = signed_in(asked, town).order(command, tell("words-taken-back"))
    return _told(asked, [answer])


def _told(asked: argparse.Namespace, said: list[Answer]) -> int:
    worst = max((each.exit_code for each in said), default=Exit.done)
    if asked.json:
        print(as_json({"orders": [each.facts for each in said]}))
    else:
        for each in said:
            print(each.text)
    return worst


Deed = Callable[[argparse.Namespace], int]
ORDERS: dict[str, Deed] = {
    "import": taken_in,
    "adopt": adopted,
    "approve": approved,
    "withdraw": withdrawn,
}
