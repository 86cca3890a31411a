"""What a warning holds, and what may not or should not be so: its digest, faults and questions.

A fault is refused: a warning that ends before it begins, that has no area or no words, that lasts
more than a day. A question is answered by name before somebody approves: night, the whole town, no
word of what to do, another warning that asks for the opposite, a language that nobody wrote in.

Source: CAP 1.2 §3.2 (required elements), §3.2.2 (`responseType`); Mileti & Sorensen 1990 (warnings
that contradict each other are not heeded); ISO 22322:2022 §6.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from tocsin.geo.overlapping import Shape, around, overlap
from tocsin.geo.places import Point
from tocsin.geo.rings import fault, opened
from tocsin.operations.orders import Refused, refuse
from tocsin.operations.picture import Picture
from tocsin.operations.picture.warning import (
    AlertArea,
    AlertFacts,
    AlertText,
    PublicWarning,
    Question,
    Unusual,
)
from tocsin.operations.surveying import Survey
from tocsin.terms.cap import CapMsgType, CapResponse, CapScope, CapStatus
from tocsin.terms.kinds import LogKind

MOST_CORNERS = 1_000
"""Of all borders of a warning together: they are compared with each other while others wait."""
LONGEST = timedelta(hours=24)
"""A warning is renewed by an update before it is older."""
NIGHT = (22, 6)
"""From this hour of the town's clock until before that one."""
MANY_OF_TOWN_PERMILLE = 900
"""An area that holds so much of the town is the whole town."""
MANY_SPEAKERS, MANY_SPEAKERS_PERMILLE = 50, 20
"""A language is one of many in an area from so many people, or so large a share of them, on."""

ACTING = frozenset(
    {
        CapResponse.shelter, CapResponse.evacuate, CapResponse.prepare, CapResponse.execute,
        CapResponse.avoid, CapResponse.all_clear,
    }
)  # fmt: skip
"""Responses that tell people to do something, or that they need do nothing more."""
STAYING, LEAVING = CapResponse.shelter, CapResponse.evacuate
PROTECTIVE = frozenset(
    {STAYING, LEAVING, CapResponse.prepare, CapResponse.execute, CapResponse.avoid}
)


_TAG = re.compile("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 §2.2 has no place for."""


class WarningRefusal(StrEnum):
    """Why a warning is not drafted, approved, issued or ended."""

    warning_unknown = "warning_unknown"
    warning_stands_otherwise = "warning_stands_otherwise"
    warning_not_in_force = "warning_not_in_force"
    warning_follows_nothing = "warning_follows_nothing"
    warning_follows_something = "warning_follows_something"
    warning_more_real_than_log = "warning_more_real_than_log"
    warning_of_another_log = "warning_of_another_log"
    warning_without_area = "warning_without_area"
    warning_area_unsound = "warning_area_unsound"
    warning_outside_authority = "warning_outside_authority"
    warning_without_words = "warning_without_words"
    warning_language_twice = "warning_language_twice"
    warning_incomplete = "warning_incomplete"
    warning_unwritable = "warning_unwritable"
    warning_ends_too_early = "warning_ends_too_early"
    warning_lasts_too_long = "warning_lasts_too_long"
    warning_moved_on = "warning_moved_on"
    warning_questions_open = "warning_questions_open"
    warning_needs_sign_in = "warning_needs_sign_in"
    warning_not_present = "warning_not_present"
    warning_needs_another_person = "warning_needs_another_person"
    warning_needs_another_session = "warning_needs_another_session"
    warning_approval_personal = "warning_approval_personal"
    warning_approver_not_authorised = "warning_approver_not_authorised"
    warning_approval_too_old = "warning_approval_too_old"
    warning_neighbours_not_told = "warning_neighbours_not_told"
    warning_neighbour_not_concerned = "warning_neighbour_not_concerned"
    warning_told_how = "warning_told_how"
    warning_not_over = "warning_not_over"
    warning_not_expired = "warning_not_expired"


class Whole(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that the digest covers: what is sent but for the second at which it is."""

    id: str
    status: CapStatus
    msg_type: CapMsgType
    sender: str
    sender_name: str
    facts: AlertFacts
    texts: tuple[AlertText, ...]
    follows: str | None
    incident: str | None


def digest_of(whole: Whole) -> str:
    """SHA-256 (hex) over the canonical JSON: keys sorted, times in UTC, text NFC as stored."""
    text = msgspec.json.encode(whole, order="sorted").decode()
    return hashlib.sha256(unicodedata.normalize("NFC", text).encode()).hexdigest()


def status_in(kind: LogKind, facts: AlertFacts) -> CapStatus:
    """What a warning is in a log of this kind: never more real than that."""
    if kind is LogKind.exercise:
        return CapStatus.exercise
    if kind is LogKind.test or facts.test_of:
        return CapStatus.test
    return CapStatus.actual


# what is refused


def impossible(facts: AlertFacts, texts: tuple[AlertText, ...], now: datetime) -> Refused | None:
    """The first thing about a draft that no warning can have, or None."""
    return (
        _in_area(facts)
        or _in_time(facts, now)
        or _in_words(texts)
        or _in_scope(facts)
        or _in_letters(facts, texts)
    )  # fmt: skip


def out_of_time(facts: AlertFacts, now: datetime) -> Refused | None:
    """Whether a warning would be over, or last too long, if it went out now."""
    return _in_time(facts, now)


def _in_area(facts: AlertFacts) -> Refused | None:
    if not facts.areas:
        return refuse(WarningRefusal.warning_without_area)
    if not all(each.polygons or each.circles or each.geocodes for each in facts.areas):
        return refuse(WarningRefusal.warning_without_area)
    wrong = unsound(facts.areas)
    if wrong is None:
        return None
    return refuse(WarningRefusal.warning_area_unsound, area=wrong[0], fault=wrong[1])


def unsound(areas: Sequence[AlertArea]) -> tuple[str, str] | None:
    """The first area whose border is none, and why; None where all are sound."""
    rings = [
        (area.name, ring)
        for area in areas
        for each in area.polygons
        for ring in (each.ring, *each.holes)
    ]
    corners = sum(len(ring) for _, ring in rings)
    if corners > MOST_CORNERS:
        return areas[0].name, f"{corners} > {MOST_CORNERS}"
    for name, ring in rings:
        wrong = "said_twice" if opened(ring) != ring else fault(ring)
        if wrong is not None:
            return name, str(wrong)
    return None


def _in_time(facts: AlertFacts, now: datetime) -> Refused | None:
    begins = max(each for each in (now, facts.effective, facts.onset) if each is not None)
    if facts.expires <= begins:
        return refuse(WarningRefusal.warning_ends_too_early, expires=facts.expires, begins=begins)
    sent = max(now, facts.effective or now)
    if facts.expires - sent > LONGEST:
        return refuse(
            WarningRefusal.warning_lasts_too_long,
            expires=facts.expires, hours=int(LONGEST.total_seconds()) // 3600,
        )  # fmt: skip
    return None


def _in_words(texts: tuple[AlertText, ...]) -> Refused | None:
    if not texts:
        return refuse(WarningRefusal.warning_without_words)
    seen: set[str] = set()
    for text in texts:
        if text.language in seen:
            return refuse(WarningRefusal.warning_language_twice, language=text.language)
        seen.add(text.language)
        if not text.headline.strip() or not text.event.strip():
            return refuse(WarningRefusal.warning_incomplete, part=f"{text.language}.headline")
        if not (text.description.strip() or text.instruction.strip()):
            return refuse(WarningRefusal.warning_incomplete, part=f"{text.language}.description")
    return None


def _in_scope(facts: AlertFacts) -> Refused | None:
    """CAP 1.2 §3.2.1: a restricted message says to whom, a private one is addressed."""
    if facts.scope is CapScope.restricted and not facts.restriction.strip():
        return refuse(WarningRefusal.warning_incomplete, part="restriction")
    if facts.scope is CapScope.private and not facts.addresses:
        return refuse(WarningRefusal.warning_incomplete, part="addresses")
    return None


def _in_letters(facts: AlertFacts, texts: tuple[AlertText, ...]) -> Refused | None:
    """Letters that no message can carry, and languages that are none."""
    for text in texts:
        if _TAG.fullmatch(text.language) is None:
            return refuse(WarningRefusal.warning_unwritable, part=text.language[:35])
    for part in (facts, *texts):
        for value in _texts_in(part):
            if _UNWRITABLE.search(value):
                return refuse(WarningRefusal.warning_unwritable, part=ascii(value[:40]))
    return None


def _texts_in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from _texts_in(getattr(value, name))
    elif isinstance(value, tuple) and value and not isinstance(value[0], Point):
        for each in value:
            yield from _texts_in(each)


# what is asked


def questions(
    picture: Picture, warning: PublicWarning, survey: Survey | None, now: datetime
) -> tuple[Unusual, ...]:
    """Everything unusual about a warning as it stands now, in the order of `Question`."""
    return tuple(_questions(picture, warning, survey, now))


def _questions(
    picture: Picture, warning: PublicWarning, survey: Survey | None, now: datetime
) -> Iterator[Unusual]:
    if is_night(picture, now):
        yield Unusual(Question.night_hours)
    if survey is not None and survey.town_permille >= MANY_OF_TOWN_PERMILLE:
        yield Unusual(Question.whole_town)
    if warning.msg_type is not CapMsgType.cancel and not says_what_to_do(warning):
        yield Unusual(Question.no_protective_action)
    ours = contradicted(picture, warning)
    if ours:
        yield Unusual(Question.contradicts_ours, ours)
    if survey is not None and survey.contradicts:
        yield Unusual(
            Question.contradicts_neighbour,
            tuple(f"{each.town}/{each.warning}" for each in survey.contradicts),
        )
    yield from _of_languages(warning, survey)
    if survey is None or not survey.ground:
        yield Unusual(Question.area_not_measured)
    unread = tuple(each.language for each in warning.texts if not is_reviewed(picture, each.source))
    if unread:
        yield Unusual(Question.words_not_reviewed, unread)
    if survey is not None and survey.abroad:
        yield Unusual(Question.crosses_border, survey.abroad)


def is_night(picture: Picture, now: datetime) -> bool:
    """By the town's own clock."""
    settings = picture.settings.get("town")
    try:
        zone = ZoneInfo("UTC" if settings is None else settings.zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        zone = ZoneInfo("UTC")
    hour = now.astimezone(zone).hour
    return hour >= NIGHT[0] or hour < NIGHT[1]


def says_what_to_do(warning: PublicWarning) -> bool:
    """Whether it asks for an act, and every language has an instruction."""
    is_asked = any(each in ACTING for each in warning.facts.responses)
    return is_asked and all(each.instruction is not None for each in warning.texts)


def _of_languages(warning: PublicWarning, survey: Survey | None) -> Iterator[Unusual]:
    if survey is None or not survey.ground:
        return
    if survey.spoken is None:
        yield Unusual(Question.languages_unknown)
        return
    have = {each.language.partition("-")[0] for each in warning.texts}
    people = survey.people or sum(each.people for each in survey.spoken)
    lacking = tuple(
        each.language
        for each in sorted(survey.spoken, key=lambda each: (-each.people, each.language))
        if each.language.partition("-")[0] not in have and _are_many(each.people, people)
    )
    if lacking:
        yield Unusual(Question.language_lacking, lacking)


def _are_many(speakers: int, people: int) -> bool:
    return speakers >= MANY_SPEAKERS or speakers * 1000 >= people * MANY_SPEAKERS_PERMILLE > 0


def is_reviewed(picture: Picture, source: str) -> bool:
    """Whether a text is of words that a named speaker stands by: `source` is their digest."""
    return bool(source) and any(
        approval.digest == source
        for template in picture.warning_templates.values()
        for approval in template.approvals
    )


# who asks for the opposite


def shapes_of(areas: Sequence[AlertArea]) -> tuple[Shape, ...]:
    """Polygons, and circles as rings. What is only a geocode has no shape here."""
    return tuple(
        shape
        for area in areas
        for shape in (
            *((each.ring, each.holes) for each in area.polygons),
            *((around(each.centre, each.radius_m), ()) for each in area.circles),
        )
    )


def are_opposed(ours: tuple[CapResponse, ...], theirs: tuple[CapResponse, ...]) -> bool:
    """Whether who follows one acts against the other: stay or leave; all is clear or is not."""
    return any(
        (STAYING in one and LEAVING in other and LEAVING not in one)
        or (CapResponse.all_clear in one and not PROTECTIVE.isdisjoint(other))
        for one, other in ((ours, theirs), (theirs, ours))
    )


def are_contradicting(one: AlertFacts, other: AlertFacts) -> bool:
    """Whether two warnings ask for the opposite at one place and time."""
    return (
        are_opposed(one.responses, other.responses)
        and are_at_once(one, other)
        and overlap(shapes_of(one.areas), shapes_of(other.areas))
    )


def are_at_once(one: AlertFacts, other: AlertFacts) -> bool:
    """Whether both hold at some time; one without a beginning holds already."""
    return all(
        a.onset is None or a.onset < b.expires for a, b in ((one, other), (other, one))
    )  # fmt: skip


def contradicted(picture: Picture, warning: PublicWarning) -> tuple[str, ...]:
    """Warnings of this town in force that ask for the opposite; never one that it follows."""
    return tuple(
        each.id
        for each in picture.warnings.values()
        if each.is_in_force
        and each.id not in (warning.id, warning.follows)
        and are_contradicting(warning.facts, each.facts)
    )
