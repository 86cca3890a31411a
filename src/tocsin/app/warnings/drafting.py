"""What an officer asks for becomes the order to write a warning: facts, areas, words.

Words come from a template (the town's, else the one that is shipped) with its slots filled, from
options for one language, or from a file in any number of them. Nothing is cut: a form that is too
long is told, with by how much. An update or an end takes from the one before what is not said anew.
"""

import argparse
from collections.abc import Iterator
from datetime import datetime, timedelta, tzinfo
from typing import TypeVar

import msgspec

from tocsin.app.outcome import Exit, Told
from tocsin.app.times import moment_ahead
from tocsin.app.tongue import tell
from tocsin.app.warning_words.deeds import named, read_file
from tocsin.app.warning_words.filling import Facts
from tocsin.app.warning_words.known import TemplateShown
from tocsin.app.warnings.areas import areas_of
from tocsin.app.warnings.filled import texts_from
from tocsin.operations.picture import Picture
from tocsin.operations.picture.warning import (
    AlertArea,
    AlertFacts,
    AlertText,
    PublicWarning,
)
from tocsin.operations.warnings import DraftWarning
from tocsin.terms.cap import (
    CapCategory,
    CapCertainty,
    CapMsgType,
    CapResponse,
    CapScope,
    CapSeverity,
    CapUrgency,
)

T = TypeVar("T")
USUAL_HOURS = 6
"""A warning holds so long where nobody says until when."""


class Written(msgspec.Struct, frozen=True):
    """The order, and what was noticed about its words: too long, not reviewed, missing."""

    order: DraftWarning
    notices: tuple[str, ...]


def from_file(asked: argparse.Namespace) -> DraftWarning:
    """The whole order from a file of JSON: for many languages, or from another program."""
    try:
        return msgspec.json.decode(read_file(asked.file), type=DraftWarning)
    except (msgspec.DecodeError, RecursionError) as error:
        raise Told(f"{asked.file}: {error}; expected the fields of DraftWarning") from None


def written(
    asked: argparse.Namespace,
    picture: Picture,
    now: datetime,
    zone: tzinfo,
    before: PublicWarning | None = None,
    old_texts: tuple[AlertText, ...] = (),
) -> Written:
    """The order that the options say. Raises Told: something is missing or is none."""
    msg_type = {"update": CapMsgType.update, "cancel": CapMsgType.cancel}.get(
        asked.deed, CapMsgType.alert
    )
    if asked.file is not None:
        order = from_file(asked)
        follows = None if before is None else before.id
        return Written(msgspec.structs.replace(order, msg_type=msg_type, follows=follows), ())
    until = _until(asked, now, zone)
    template = _template(asked, picture)
    drawn = areas_of(asked, picture)
    facts = _facts(asked, drawn.areas, template, until, now, zone, before)
    settings = picture.settings.get("town")
    agency = "" if settings is None else settings.name
    texts, notices = _texts(asked, template, facts, now, zone, old_texts, agency)
    order = DraftWarning(
        facts=facts,
        texts=texts,
        msg_type=msg_type,
        follows=None if before is None else before.id,
        incident=asked.incident or (None if before is None else before.incident),
        template=None if template is None else template.row.id,
    )
    return Written(order, (*drawn.notices, *notices))


def _template(asked: argparse.Namespace, picture: Picture) -> TemplateShown | None:
    name = asked.template
    if name is None and asked.deed == "cancel" and asked.headline is None:
        name = "all_clear"
    if name is None:
        return None
    found = named(dict(picture.warning_templates.items()), name)
    if found.row.is_withdrawn:
        raise Told(f"{found.row.id} was withdrawn; adopt it anew first", Exit.refused)
    return found


def _until(asked: argparse.Namespace, now: datetime, zone: tzinfo) -> datetime:
    if asked.until is not None:
        return moment_ahead(asked.until, now, zone)
    return now + timedelta(hours=asked.hours or USUAL_HOURS)


def _facts(
    asked: argparse.Namespace,
    drawn: tuple[AlertArea, ...],
    template: TemplateShown | None,
    until: datetime,
    now: datetime,
    zone: tzinfo,
    before: PublicWarning | None,
) -> AlertFacts:
    old = None if before is None else before.facts
    content = None if template is None else template.content
    onset = None if asked.onset is None else moment_ahead(asked.onset, now, zone)
    areas = drawn or (() if old is None else old.areas)
    is_end = asked.deed == "cancel"
    responses = tuple(CapResponse(each) for each in asked.response)
    if not responses:
        if is_end:
            responses = (CapResponse.all_clear,)
        elif content is not None:
            responses = (content.response,)
        elif old is not None:
            responses = old.responses
    categories = tuple(CapCategory(each) for each in asked.category)
    if not categories:
        if old is not None:
            categories = old.categories
        else:
            categories = (CapCategory.other,) if content is None else (content.category,)
    return AlertFacts(
        categories=categories,
        urgency=_graded(
            asked.urgency, CapUrgency.unknown, old and old.urgency, content and content.urgency
        ),
        severity=_graded(
            asked.severity, CapSeverity.unknown, old and old.severity, content and content.severity
        ),
        certainty=_graded(
            asked.certainty, CapCertainty.unknown, old and old.certainty,
            content and content.certainty,
        ),
        expires=until,
        areas=areas,
        responses=responses,
        onset=onset,
        event_code=_event_code(template, before),
        scope=CapScope(asked.scope) if asked.scope else CapScope.public,
        restriction=asked.restriction or "",
        addresses=tuple(asked.address),
        web=asked.web or ("" if old is None else old.web),
        contact=asked.contact or ("" if old is None else old.contact),
        test_of=asked.test_of or "",
    )  # fmt: skip


def _event_code(template: TemplateShown | None, before: PublicWarning | None) -> str:
    """What happened stays what it was; the end of a flood is of the flood."""
    if before is not None:
        return before.facts.event_code
    return "" if template is None else template.content.event_code


def _graded(said: T | None, unknown: T, old: T | None, content: T | None) -> T:
    """As it is said, else as it was before, else as the template has it."""
    if said is not None:
        return type(unknown)(said)  # type: ignore[call-arg]
    return old or content or unknown


# words


def _texts(
    asked: argparse.Namespace,
    template: TemplateShown | None,
    facts: AlertFacts,
    now: datetime,
    zone: tzinfo,
    old: tuple[AlertText, ...],
    agency: str,
) -> tuple[tuple[AlertText, ...], tuple[str, ...]]:
    if template is not None:
        names = {each.name for each in template.content.slots}
        usual = _usual(asked, facts, old) | {"agency": agency}
        values = {name: value for name, value in usual.items() if value and name in names}
        values |= dict(_values(asked.set))
        return texts_from(template, Facts(values, now, zone), asked.language, asked.event)
    if asked.headline is None:
        if old and asked.deed in ("update", "revise"):
            return old, ()
        raise Told(
            "give the words: --template NAME with --set SLOT=VALUE, or --event, --headline, "
            "--description and --instruction, or --file",
            Exit.usage,
        )
    language = (asked.language or ["en"])[0]
    free = AlertText(
        language=language,
        event=asked.event or asked.headline[:80],
        headline=asked.headline,
        description=asked.description or "",
        instruction=asked.instruction or "",
        wea_90=asked.wea_90 or "",
        wea_360=asked.wea_360 or "",
    )
    return (free,), (tell("warn-free-text", language=language),)


def _usual(
    asked: argparse.Namespace, facts: AlertFacts, old: tuple[AlertText, ...]
) -> dict[str, str]:
    """What the facts say of slots that nobody fills: where, until when, what it was about."""
    place = asked.area or (facts.areas[0].name if facts.areas else "")
    return {
        "until": facts.expires.isoformat(),
        "place": place[:40],
        "place.short": place if len(place) <= 18 else "",
        "about": old[0].event[:40] if old else "",
    }


def _values(pairs: list[str]) -> Iterator[tuple[str, str]]:
    for each in pairs:
        name, equals, value = each.partition("=")
        if not equals:
            raise Told(f"`{each[:60]}` is no slot: write --set place=…", Exit.usage)
        yield name, value
