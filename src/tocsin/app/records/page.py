"""index.html: what is given out, to read and to print. No script, nothing from elsewhere."""

from collections.abc import Mapping
from datetime import datetime, tzinfo
from functools import cache
from importlib import resources

import msgspec

from tocsin.app.records.documents import (
    INDEX_FILE,
    RECORDS_FILE,
    SHEET_FILE,
    Origin,
    WithheldIndex,
    WithheldPlace,
)
from tocsin.app.records.gathering import Gathered, Given, Part
from tocsin.app.records.opening import Hook, pieces_hook
from tocsin.app.records.values import Values
from tocsin.app.records.wording import Wording
from tocsin.app.web.html import Html, put, tag, together
from tocsin.log import KeyStore
from tocsin.terms.kinds import LogKind


class Cover(msgspec.Struct, frozen=True):
    """What a page says besides the records."""

    origin: Origin
    asked: str
    received_at: datetime
    citations: Mapping[str, str]
    index: WithheldIndex
    key: str
    zone: tzinfo
    words: Wording


def page(found: Gathered, cover: Cover, keys: KeyStore) -> bytes:
    """The whole page."""
    words, origin = cover.words, cover.origin
    values = Values(words, cover.zone)
    hook = pieces_hook(keys)
    parts = [_part(number, each, cover, values, hook) for number, each in enumerate(found.parts, 1)]
    body = together(
        "" if origin.log == LogKind.actual else tag("p", words["exercise"], class_="band"),
        _head(cover, values),
        _figures(found, words),
        _contents(found, values) if len(found.parts) > 1 else "",
        *(parts or [tag("p", words["nothing"], class_="nothing")]),
        _index(cover),
        _check(cover),
    )
    title = f"{words['title']} · {origin.request} · {origin.town}"
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="robots", content="noindex"),
        tag("title", title),
        tag("style", Html(_style())),
    )
    whole = tag("html", head, tag("body", tag("main", body)), lang=words.language)
    return f"<!doctype html>\n{whole}\n".encode()


@cache
def _style() -> str:
    return (resources.files("tocsin.app.records") / "style.css").read_text(encoding="utf-8")


def _head(cover: Cover, values: Values) -> Html:
    words, origin = cover.words, cover.origin
    rows = (
        (words["reference"], origin.request),
        (words["by_right"], words.kind(origin.kind)),
        (words["received"], values.time(cover.received_at)),
        (words["asked_for"], values.text(cover.asked)),
    )
    return tag(
        "header",
        tag("p", origin.town, class_="town"),
        tag("h1", words["title"]),
        tag("dl", *(_row(label, value) for label, value in rows), class_="meta"),
    )


def _row(label: str, value: object) -> Html:
    return tag("div", tag("dt", label), tag("dd", value))


def _figures(found: Gathered, words: Wording) -> Html:
    figures = (
        (found.incidents, words["incidents"]),
        (found.fields_given, words["fields_given"]),
        (found.withheld, words["places_withheld"]),
    )
    cells = [tag("li", tag("b", f"{many:,}"), tag("span", says)) for many, says in figures]
    sample = tag("span", tag("i", words["sample"]), class_="gap")
    before, _, after = words["how_to_read"].partition("{gap}")
    return together(
        tag("ul", *cells, class_="figures"),
        tag("p", before, sample, after, class_="lead"),
    )


def _contents(found: Gathered, values: Values) -> Html:
    rows = [
        tag("li", tag("a", _title(each, values), href=f"#part-{number}"))
        for number, each in enumerate(found.parts, 1)
    ]
    return tag("nav", tag("h2", values.words["contents"]), tag("ol", *rows))


def _title(part: Part, values: Values) -> str:
    """What a part is called: by the incident's number where that is given, else by its id."""
    if part.incident is None:
        return values.words["own_entry"]
    fields = part.subjects[0].fields
    number, opened = fields.get("number"), fields.get("opened_at")
    name = number if isinstance(number, str) else part.incident
    when = f" · {values.time(opened)}" if isinstance(opened, datetime) else ""
    return f"{values.words['incident']} {name}{when}"


def _part(number: int, part: Part, cover: Cover, values: Values, hook: Hook) -> Html:
    subjects = [_subject(each, cover, values, hook) for each in part.subjects]
    return tag(
        "section", tag("h2", _title(part, values)), *subjects, id=f"part-{number}", class_="part"
    )


def _subject(given: Given, cover: Cover, values: Values, hook: Hook) -> Html:
    """A subject's fields, and in their place those that are withheld."""
    plain = msgspec.to_builtins(
        given.fields, enc_hook=hook, str_keys=True, builtin_types=(datetime,)
    )
    rows = [
        values.field(name, value)
        for name, value in plain.items()
        if name not in values.IDS or given.kind == "incidents"
    ]
    rows += _away(given, cover, values)
    head = "" if given.kind == "incidents" else tag("h3", _named(given, cover.words))
    return tag("article", head, tag("dl", *rows, class_="fields"))


def _away(given: Given, cover: Cover, values: Values) -> list[Html]:
    """Whole fields that are withheld, a row an exemption."""
    by_ground: dict[str, list[str]] = {}
    for each in given.withheld:
        if each.start is None:
            coarser = f" ({cover.words['given_coarser']})" if "~" in each.path else ""
            names = by_ground.setdefault(each.exemption, [])
            names.append(f"{values.path(each.path)}{coarser}")
    return [
        tag(
            "div",
            tag("dt", tag("span", tag("i", code), class_="gap wide")),
            tag("dd", ", ".join(names)),
            class_="away",
        )
        for code, names in sorted(by_ground.items())
    ]


def _named(given: Given, words: Wording) -> Html:
    name = given.id.partition("/")[2] or given.id
    return together(words.kind(given.kind), " ", tag("small", put(name)))


def _index(cover: Cover) -> Html:
    """What is withheld: by exemption with its citation, then place by place."""
    words, places = cover.words, cover.index.withheld
    if not places:
        return tag("section", tag("h2", words["withheld_title"]), tag("p", words["all_given"]))
    many: dict[str, int] = {}
    for each in places:
        many[each.exemption] = many.get(each.exemption, 0) + 1
    grounds = [
        tag(
            "tr",
            tag("td", tag("span", tag("i", code), class_="gap")),
            tag("td", cover.citations.get(code) or words["no_law"]),
            tag("td", f"{count:,}", class_="n"),
        )
        for code, count in sorted(many.items())
    ]
    rows = [_place_row(each, words) for each in places]
    return tag(
        "section",
        tag("h2", words["withheld_title"]),
        tag("p", words["withheld_lead"]),
        _table((words["exemption"], words["citation"], words["places"]), grounds),
        tag("h3", words["place_by_place"]),
        _table((words["record"], words["field"], words["exemption"], words["decided_by"]), rows),
        class_="index",
    )


def _table(heads: tuple[str, ...], rows: list[Html]) -> Html:
    head = tag("tr", *(tag("th", each, scope="col") for each in heads))
    return tag("table", tag("thead", head), tag("tbody", *rows))


def _place_row(each: WithheldPlace, words: Wording) -> Html:
    span = "" if each.start is None else f" [{each.start}–{each.end}]"
    name = " › ".join(words.name(step) for step in each.field.partition("~")[0].split("/"))
    return tag(
        "tr",
        tag("td", f"{words.kind(each.kind)} {each.id}"),
        tag("td", name, span),
        tag("td", tag("span", tag("i", each.exemption), class_="gap")),
        tag("td", each.by),
    )


def _check(cover: Cover) -> Html:
    words = cover.words
    key = " ".join(cover.key[at : at + 8] for at in range(0, len(cover.key), 8))
    return tag(
        "footer",
        tag("h2", words["check_title"]),
        tag("p", words["check_lead"].format(json=RECORDS_FILE, csv=SHEET_FILE, index=INDEX_FILE)),
        tag("p", tag("code", key, class_="key")),
        tag("p", tag("code", f"tocsin records check . --key {cover.key}")),
    )
