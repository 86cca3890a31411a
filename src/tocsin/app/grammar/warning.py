"""Verbs about warnings: written round a place, asked for, approved, sent, taken back, reviewed.

A line writes one from a template, in all its languages: round a place, for what is reached from it
in some minutes, for a zone. Other areas and words are written at the command line or over HTTP.
Whoever types stands behind it.
"""

import re
from collections.abc import Callable, Sequence

from tocsin.app.calling.drawing import recorded
from tocsin.app.grammar.parse import misread
from tocsin.app.grammar.told import Built, Told, Verb, chosen, one, whole
from tocsin.app.tongue import listed, tell
from tocsin.app.warning_words.filling import Facts
from tocsin.app.warning_words.known import template
from tocsin.app.warnings.clear import SHORTEST_DIGEST, digest_meant
from tocsin.app.warnings.filled import facts_from, texts_from, usual_values
from tocsin.operations.call_lists import TakeWarningCall
from tocsin.operations.orders import Command
from tocsin.operations.picture.call_list import CallOutcome
from tocsin.operations.picture.warning import (
    AlertArea,
    Circle,
    PublicWarning,
    Question,
)
from tocsin.operations.warning_issue import (
    ApproveWarning,
    IssueWarning,
    ReviewWarning,
    TellNeighbourOfWarning,
)
from tocsin.operations.warnings import CheckWarning, DraftWarning, WithdrawWarning

LARGEST_M = 100_000
_HEX = frozenset("0123456789abcdef")
_QUOTES = str.maketrans(dict.fromkeys('"“”„‟«»＂', "'"))


def _draft(told: Told) -> Built:
    """A template, how far, a place, an end."""
    name, reach = told.some_rest(2, 2, "takes-warning")
    picture, until = told.names.picture, told.a_time()
    found = template(name.lower().replace("-", "_"), dict(picture.warning_templates.items()))
    if found is None or found.row.is_withdrawn:
        raise misread("misread-none", what=tell("noun-warning-template"), word=name)
    area, way = _area(told, reach)
    settings = picture.settings.get("town")
    agency = told.names.code if settings is None else settings.name
    values = usual_values(found.content, agency, area.name, until)
    texts, _ = texts_from(found, Facts(values, told.now, told.zone))
    facts = facts_from(found.content, until, (area,))
    languages = listed(each.language for each in texts)
    says = tell(
        "echo-warning-drafted", headline=texts[0].headline, way=way, until=told.clock(until),
        languages=languages,
    )  # fmt: skip
    return one(DraftWarning(facts=facts, texts=texts, template=found.row.id), says)


def _area(told: Told, reach: str) -> tuple[AlertArea, str]:
    """So many metres round the place, what is reached from it in so many minutes (`10min`), or the
    zone of the ground that is called so (`zone`); and how it is said.
    """
    place, ground = told.place_given(), told.names.areas
    said, picture = (told.place_said() or "")[:40], told.names.picture
    minutes = re.fullmatch(r"([1-9]\d{0,2})min", reach.lower())
    if reach.lower() == "zone" and ground is not None:
        area = ground.zone(picture, told.a_place())
        return area, tell("echo-warning-zone", zone=area.name)
    if place.point is None:
        raise told.wrong("takes-warning")
    if minutes is not None and ground is not None:
        area = ground.within(picture, place.point, int(minutes[1]), said)
        return area, tell("echo-warning-within", minutes=minutes[1])
    radius_m = whole(reach, tell("number-of-metres"))
    if not 0 < radius_m <= LARGEST_M:
        raise told.wrong("takes-warning")
    area = AlertArea(said, circles=(Circle(place.point, radius_m),))
    return area, tell("echo-warning-round", radius=radius_m)


def _warning(told: Told, word: str) -> PublicWarning:
    name = told.of("warnings", word, tell("noun-warning"))
    found = told.names.picture.warnings.get(name)
    assert found is not None, "it was named"
    return found


def _is_digest(word: str) -> bool:
    return len(word) >= SHORTEST_DIGEST and _HEX.issuperset(word.lower())


def _read(found: PublicWarning, words: Sequence[str]) -> tuple[str, list[str]]:
    """The digest of what was read, as shown here and now where none is typed; the words left."""
    digits = [each for each in words if _is_digest(each)]
    digest = digest_meant(found, digits[0]) if digits else found.digest
    return digest, [each for each in words if each not in digits[:1]]


def _typed(name: str) -> str:
    """A name as it can be typed after a quote, which would end it."""
    return " ".join(name.translate(_QUOTES).casefold().split())


def _approve(told: Told) -> Built:
    """What was read, by its digest where one is typed; the area's name after the quote."""
    word, *others = told.some_rest(1, None, "takes-warning-approval")
    found, typed = _warning(told, word), told.a_text()
    digest, answers = _read(found, others)
    if _typed(typed) != _typed(found.facts.areas[0].name):
        raise misread("misread-warning-area", area=found.facts.areas[0].name)
    strange = [each for each in answers if each.lower() not in list(Question)]
    if strange:
        raise misread("misread-none", what=tell("noun-question"), word=strange[0])
    order = ApproveWarning(
        warning=found.id,
        digest=digest,
        acknowledged=tuple(Question(each.lower()) for each in answers),
    )
    headline = told.names.read(found.texts[0].headline) or tell("words-unreadable")
    says = tell("echo-warning-approved", warning=found.id, headline=headline)
    return one(order, says)


def _issue(told: Told) -> Built:
    """What was read, by its digest where one is typed."""
    word, *others = told.some_rest(1, 2, "takes-a-warning")
    found = _warning(told, word)
    digest, strange = _read(found, others)
    if strange:
        raise told.wrong("takes-a-warning")
    says = tell("echo-warning-issued", warning=found.id)
    return one(IssueWarning(warning=found.id, digest=digest), says)


def _tell(told: Told) -> Built:
    """A neighbour was told, by the means after the quote; or was not, and why after `!`."""
    word, town = told.some_rest(2, 2, "takes-warning-told")
    found = _warning(told, word)
    means, why_not = told.line.text, told.line.reason
    order = TellNeighbourOfWarning(
        warning=found.id, neighbour=town.upper(), means=means, why_not=why_not
    )
    key = "echo-warning-told" if why_not is None else "echo-warning-not-told"
    return one(order, tell(key, warning=found.id, town=town.upper()))


def _simply(make: Callable[[Told, PublicWarning], Command], says: str) -> Callable[[Told], Built]:
    def build(told: Told) -> Built:
        found = _warning(told, told.one_word("takes-a-warning"))
        return one(make(told, found), tell(says, warning=found.id))

    return build


def _call(told: Told) -> Built:
    """Take on a call to somebody on the register, or say what came of it; the words after the quote
    go into the report of whoever needs somebody.
    """
    word, *said = told.some_rest(1, 2, "takes-warning-call")
    picture = told.names.picture
    lists = sorted(picture.call_lists.values(), key=lambda each: (each.drawn_at, each.id))
    on = [each.registered for found in lists for each in found.entries]
    name = told.of("registered", word, tell("noun-registered"), ids=dict.fromkeys(on))
    warning = next(each.id for each in reversed(lists) if each.entry(name) is not None)
    if not said:
        says = tell("echo-call-taken", registered=name)
        return one(TakeWarningCall(warning=warning, registered=name), says)
    outcome = chosen(said[0], CallOutcome, "noun-outcome")
    words = told.line.text
    order = recorded(picture, told.names.read, warning, name, outcome, words)
    return one(order, tell("echo-call-recorded", registered=name, outcome=outcome))


VERBS: dict[str, Verb] = {
    "W": Verb("W flood 800 until 20:00 @50.1012,8.5523", _draft, "words place until"),
    "WK": Verb(
        "WK 3f2a",
        _simply(lambda _, found: CheckWarning(warning=found.id), "echo-warning-checked"),
        "words",
    ),
    "WY": Verb('WY 3f2a words_not_reviewed "Riverside, zone B', _approve, "words text"),
    "WS": Verb("WS 3f2a", _issue, "words"),
    "WC": Verb('WC 3f2a needs_somebody "cannot walk', _call, "words text"),
    "WT": Verb('WT 3f2a NV "telephone', _tell, "words text reason"),
    "WX": Verb(
        "WX 3f2a ! false alarm",
        _simply(
            lambda told, found: WithdrawWarning(warning=found.id, reason=told.a_reason()),
            "echo-warning-withdrawn",
        ),
        "words reason",
    ),
    "WR": Verb(
        'WR 3f2a "the zone was too small',
        _simply(
            lambda told, found: ReviewWarning(warning=found.id, findings=told.a_text()),
            "echo-warning-reviewed",
        ),
        "words text",
    ),
}
