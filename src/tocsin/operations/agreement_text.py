"""The text of an agreement: its canonical bytes, its digest, and what is wrong with one.

Canonical is JSON with sorted names, nothing left in that is as it is by default, no white space
(after RFC 8785): both towns sign the same bytes, and a text that is not written so is refused, so
that nothing can stand in it that is not read.
"""

import hashlib
import re
from collections.abc import Iterator
from datetime import datetime

import msgspec

from tocsin.operations.picture import KINDS
from tocsin.operations.picture.agreement import (
    AgreementText,
    CallTerms,
    EscalationLevel,
    EscalationStep,
    Giving,
    LendingTerms,
    SightTerms,
)

DAY_MIN = 1_440
MOST_PARTS = 200
LONGEST_BYTES = 65_536
MOST = 10**12
"""Of any number in a text: more can be neither reckoned with nor written."""
END_OF_NUMBERS = 10**9
"""No version has this number or a higher one."""
ANYWHERE = frozenset({"lots", "regional_incidents"})
"""Kinds of what is shown wherever it lies."""
ANY_TOWN = "*"
"""In an escalation path: whichever town has part."""

_TOWN = re.compile("[A-Z]{2,4}")
_SLUG = re.compile("[a-z0-9]+(-[a-z0-9]+)*")
_CURRENCY = re.compile("[A-Z]{3}")
_DECODER = msgspec.json.Decoder(AgreementText)


class Unreadable(Exception):
    """These bytes are no agreement: says where and what was expected."""


def canonical(value: msgspec.Struct) -> str:
    """The one way a text is written."""
    return msgspec.json.encode(value, order="sorted").decode()


def digest_of(text: str) -> str:
    """SHA-256 of a text's bytes, in hex: the id of the version."""
    return hashlib.sha256(text.encode()).hexdigest()


def read(text: str) -> AgreementText:
    """What a text says. Raises Unreadable: damaged, of a newer version, or not canonical."""
    try:
        content = _DECODER.decode(text.encode())
    except (msgspec.DecodeError, UnicodeEncodeError) as error:
        raise Unreadable(str(error)) from error
    if canonical(content) != text:
        raise Unreadable("it is not written in the one way that is signed")
    return content


def agreement_id(one: str, other: str, slug: str) -> str:
    """The id that both towns give an agreement: `KW-PE-mutual-aid`."""
    return "-".join((*sorted((one, other)), slug))


def partner_of(content: AgreementText, own: str) -> str | None:
    """The other town, or None where this one is no party."""
    towns = [each.town for each in content.parties]
    if own not in towns or towns[0] == towns[1]:
        return None
    return towns[1] if towns[0] == own else towns[0]


def given_by(content: AgreementText, town: str) -> Giving | None:
    """What a town gives under a text."""
    return next((each for each in content.gives if each.town == town), None)


def fault_of(content: AgreementText) -> str | None:
    """What is wrong with an agreement, as the name of its part and what is wrong, or None."""
    return next(_faults(content), None)


def _numbers(part: object) -> Iterator[int]:
    """Every number in a text, however deep."""
    if isinstance(part, int):
        yield part
    elif isinstance(part, dict | list | tuple):
        for each in part.values() if isinstance(part, dict) else part:
            yield from _numbers(each)


def _faults(content: AgreementText) -> Iterator[str]:
    if any(abs(each) > MOST for each in _numbers(msgspec.to_builtins(content))):
        yield f"numbers: none beyond {MOST}"
    towns = tuple(each.town for each in content.parties)
    if not all(_TOWN.fullmatch(each) for each in towns) or sorted(set(towns)) != list(towns):
        yield "parties: two codes of towns, sorted"
    slug = content.agreement.removeprefix("-".join(towns) + "-")
    if agreement_id(towns[0], towns[1], slug) != content.agreement or not _SLUG.fullmatch(slug):
        yield f"agreement: {'-'.join(towns)}- and a short name in small letters"
    if len(content.agreement) > 60 or len(content.title) > 200 or not content.title.strip():
        yield "title: 1 to 200 characters"
    if not 1 <= content.number < END_OF_NUMBERS:
        yield "number: counts from 1"
    givers = [each.town for each in content.gives]
    if givers != sorted(set(givers)) or not set(givers) <= set(towns):
        yield "gives: each town once at most, sorted"
    if any(each.town not in towns for each in content.contacts):
        yield "contacts: of another town"
    for giving in content.gives:
        yield from _faults_of_giving(giving)
    yield from _faults_of_costs(content)
    yield from _faults_of_escalation(content.escalation)
    if not 0 <= content.notice_days <= 730:
        yield "notice_days: 0 to 730"
    yield from _faults_of_times(content.review_at, content.ends_at)
    parts = (content.plans, content.channels, content.contacts, content.escalation)
    if not content.gives and not any(parts):
        yield "nothing in it"


def _faults_of_giving(giving: Giving) -> Iterator[str]:
    if giving.sight is not None:
        yield from _faults_of_sight(giving.sight)
    if giving.lending is not None:
        yield from _faults_of_lending(giving.lending)
    if giving.calls is not None:
        yield from _faults_of_calls(giving.calls)
    if giving.sight is None and giving.lending is None and giving.calls is None:
        yield f"gives {giving.town}: nothing in it"


def _faults_of_sight(sight: SightTerms) -> Iterator[str]:
    for part in sight.fields:
        known = getattr(KINDS.get(part.kind), "__struct_fields__", ())
        for field in part.fields:
            if field.partition("~")[0] not in known:
                yield f"sight: no field {field} of {part.kind}"
    is_of_places = any(e.kind not in ANYWHERE for e in sight.fields) or not sight.fields
    if is_of_places and not sight.areas and (sight.border is None or sight.radius_m <= 0):
        yield "sight: a border with a radius, or areas"


def _faults_of_lending(lending: LendingTerms) -> Iterator[str]:
    kinds = [each.kind for each in lending.minimum_at_home]
    if len(kinds) != len(set(kinds)) or any(each.units < 0 for each in lending.minimum_at_home):
        yield "minimum_at_home: each kind once, no fewer than none"
    if (lending.most_units or 0) < 0 or (lending.radius_m or 0) < 0 or lending.shelter_places < 0:
        yield "lending: no figure below 0"
    if lending.kinds and not set(lending.automatic_kinds) <= set(lending.kinds):
        yield "automatic_kinds: only of kinds that are lent"
    if lending.automatic_kinds and not lending.is_automatic:
        yield "automatic_kinds: where aid is automatic"
    for each in lending.hours:
        is_day = 0 <= each.from_min < DAY_MIN and 0 < each.until_min <= DAY_MIN
        if not is_day or any(not 1 <= day <= 7 for day in each.days):
            yield "hours: minutes of a day, days 1 to 7"
    if any(each.quantity < 1 or each.least_at_home < 0 for each in lending.stock):
        yield "stock: a quantity of 1 or more, no fewer than none at home"
    if any(each.quantity < 1 or each.least_free < 0 for each in lending.places):
        yield "places: a quantity of 1 or more, no fewer than none left free"


def _faults_of_calls(calls: CallTerms) -> Iterator[str]:
    if not calls.parts or len(calls.parts) != len(set(calls.parts)):
        yield "calls: at least one part, each once"


def _faults_of_costs(content: AgreementText) -> Iterator[str]:
    if content.costs is None:
        return
    if content.costs.free_h < 0:
        yield "costs: free hours, 0 or more"
    for rate in content.costs.rates:
        if not _CURRENCY.fullmatch(rate.currency) or rate.amount < 0:
            yield f"costs: {rate.what}: an amount and a currency as in ISO 4217"


def _faults_of_escalation(steps: tuple[EscalationStep, ...]) -> Iterator[str]:
    levels = [each.level for each in steps]
    if EscalationLevel.town in levels or len(levels) != len(set(levels)):
        yield "escalation: towns and region, each once at most"
    for each in steps:
        codes = (each.leads, *(town for town in each.raised_by if town != ANY_TOWN))
        if not all(_TOWN.fullmatch(code) for code in codes):
            yield "escalation: leads and raised_by are codes of towns"


def _faults_of_times(review_at: datetime | None, ends_at: datetime | None) -> Iterator[str]:
    for name, at in (("review_at", review_at), ("ends_at", ends_at)):
        if at is not None and (at.tzinfo is None or not 1900 <= at.year <= 9000):
            yield f"{name}: a time with an offset"
    if None not in (review_at, ends_at) and review_at > ends_at:  # type: ignore[operator]
        yield "review_at: before the end"
