"""An agreement in words: what it says, sentence by sentence; what is different in another version.

Each sentence has a key that is the same in every version, so that two of them are compared by
what they say and not by how they are written.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from tocsin.app.tongue import code, field_said, listed, tell
from tocsin.geo.places import Point
from tocsin.operations.agreed_parts import Agreed, Part, lends_units, parts_of
from tocsin.operations.agreement_text import ANY_TOWN
from tocsin.operations.picture.agreement import (
    AgreementText,
    Channel,
    EscalationStep,
    Giving,
    LendingHours,
    LendingTerms,
    SightTerms,
)

PLACES = {
    **dict.fromkeys(("CLP", "ISK", "JPY", "KRW", "PYG", "UGX", "VND", "XAF", "XOF", "XPF"), 0),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
}
"""Places after the point of currencies that do not have two (ISO 4217)."""


class Line(NamedTuple):
    """A sentence; `part` is the heading it stands under."""

    part: str
    key: str
    says: str


class Difference(NamedTuple):
    """What one version says and the other does not; "" where it says nothing there."""

    part: str
    key: str
    before: str
    after: str


def lines_of(content: AgreementText) -> tuple[Line, ...]:
    """All that a version says, in order, in the language that is spoken here."""
    return tuple(_lines(content))


def difference(before: AgreementText, after: AgreementText) -> tuple[Difference, ...]:
    """What is different, in the order in which the later version says it."""
    old = {each.key: each for each in lines_of(before)}
    new = {each.key: each for each in lines_of(after)}
    keys = [*new, *(key for key in old if key not in new)]
    found = []
    for key in keys:
        was, now = old.get(key), new.get(key)
        said, says = "" if was is None else was.says, "" if now is None else now.says
        part = now or was
        if said != says and part is not None:
            found.append(Difference(part.part, key, said, says))
    return tuple(found)


def _lines(content: AgreementText) -> Iterator[Line]:
    names = {each.town: each.name for each in content.parties}
    one, other = content.parties
    about = tell("pact-about")
    yield Line(about, "title", content.title)
    yield Line(about, "kind", tell("pact-kind", kind=code("pact_kind", content.kind)))
    yield Line(
        about, "parties",
        tell("pact-parties", one=f"{one.name} ({one.town})", other=f"{other.name} ({other.town})"),
    )  # fmt: skip
    parts = parts_said(content)
    if parts:
        yield Line(about, "parts", tell("pact-parts", parts=listed(parts)))
    for giving in content.gives:
        yield from _giving(giving, names)
    yield from _costs(content)
    together = tell("pact-together")
    for plan in content.plans:
        says = tell("pact-plan", plan=plan.plan, version=str(plan.version))
        yield Line(together, f"plan/{plan.plan}", says)
    for channel in content.channels:
        yield Line(together, f"channel/{channel.name}", _channel(channel))
    for contact in content.contacts:
        says = tell(
            "pact-contact", town=names[contact.town], office=contact.office, reach=contact.reach
        )
        yield Line(together, f"contact/{contact.town}/{contact.office}", says)
    for step in content.escalation:
        yield Line(tell("pact-escalation"), f"escalation/{step.level}", _step(step, names))
    yield from _time(content)
    if content.remarks:
        yield Line(tell("pact-remarks"), "remarks", content.remarks)


def parts_said(content: AgreementText) -> tuple[str, ...]:
    """Of what an agreement speaks, in words: each part once, whichever of the towns gives it. No
    other agreement between the two speaks of it as long as this one holds."""
    return tuple(dict.fromkeys(_part(each) for each in parts_of(content)))


def _part(part: Part) -> str:
    match part.what:
        case Agreed.sight:
            return tell("pact_part-sight", kind=code("pact_subject", part.kind))
        case Agreed.stock:
            return tell("pact_part-stock", kind=part.kind)
        case Agreed.places:
            return tell("pact_part-places", kind=part.kind)
        case Agreed.escalation:
            return tell("pact_part-escalation", level=code("regional_level", part.kind))
        case _:
            return tell(f"pact_part-{part.what}")


def _step(step: EscalationStep, names: dict[str, str]) -> str:
    """Also another town or body may lead than the two that sign."""
    raised = [
        tell("pact-any-town") if each == ANY_TOWN else names.get(each, each)
        for each in step.raised_by
    ]
    level, leads = code("regional_level", step.level), names.get(step.leads, step.leads)
    if not raised:
        return tell("pact-step", level=level, leads=leads)
    return tell("pact-step-raised", level=level, leads=leads, towns=listed(raised))


def _channel(channel: Channel) -> str:
    parts = [channel.name]
    if channel.frequency_hz is not None:
        parts.append(f"{channel.frequency_hz / 1e6:.4f} MHz")
    if channel.talk_group:
        parts.append(channel.talk_group)
    return tell("pact-channel", name=listed(parts), use=channel.use or "–")


def _giving(giving: Giving, names: dict[str, str]) -> Iterator[Line]:
    town = names[giving.town]
    other = next(name for code_, name in names.items() if code_ != giving.town)
    if giving.sight is not None:
        part = tell("pact-shows", town=town, other=other)
        for key, says in _sight(giving.sight):
            yield Line(part, f"{giving.town}/sight/{key}", says)
    if giving.lending is not None:
        part = tell("pact-lends", town=town, other=other)
        for key, says in _lending(giving.lending):
            yield Line(part, f"{giving.town}/lending/{key}", says)
    if giving.calls is not None:
        part = tell("pact-calls", town=town, other=other)
        parts = listed(code("pact_call_part", each) for each in giving.calls.parts)
        yield Line(part, f"{giving.town}/calls", tell("pact-call-parts", parts=parts))


def _sight(sight: SightTerms) -> Iterator[tuple[str, str]]:
    for each in sight.fields:
        fields = listed(_field(name) for name in each.fields)
        yield (
            f"fields/{each.kind}",
            tell("pact-fields", kind=code("pact_subject", each.kind), fields=fields),
        )
    if sight.areas:
        yield "areas", tell("pact-areas", areas=listed(sight.areas))
    if sight.border is not None and sight.radius_m:
        yield "border", tell("pact-border", point=_point(sight.border), km=_km(sight.radius_m))
    if sight.unit_kinds:
        yield "unit_kinds", tell("pact-unit-kinds", kinds=_kinds(sight.unit_kinds))


def _field(name: str) -> str:
    plain, _, form = name.partition("~")
    said = field_said(plain)
    return f"{said} ({form})" if form else said


def _lending(lent: LendingTerms) -> Iterator[tuple[str, str]]:
    is_of_units = lends_units(lent)
    if is_of_units:
        kinds = _kinds(lent.kinds) if lent.kinds else tell("pact-every-kind")
        yield "kinds", tell("pact-kinds", kinds=kinds)
    if lent.most_units is not None:
        yield "most_units", tell("pact-most-units", n=lent.most_units)
    if lent.radius_m is not None:
        yield "radius_m", tell("pact-radius", km=_km(lent.radius_m))
    for each in lent.minimum_at_home:
        kind = _kinds((each.kind,)) if each.kind else tell("pact-any-kind")
        yield f"minimum/{each.kind}", tell("pact-minimum", n=each.units, kind=kind)
    if lent.hours:
        yield "hours", tell("pact-hours", hours=listed(_hours(each) for each in lent.hours))
    if is_of_units:
        yield (
            "may_sub_lend",
            tell("pact-may-sub-lend" if lent.may_sub_lend else "pact-may-not-sub-lend"),
        )
        yield "is_automatic", _automatic(lent)
    for stock in lent.stock:
        says = tell("pact-stock", kind=stock.kind, quantity=f"{stock.quantity:,}", unit=stock.unit)
        if stock.least_at_home:
            says += "; " + tell("pact-stock-least", least=f"{stock.least_at_home:,}")
        yield f"stock/{stock.kind}", says
    if lent.shelter_places:
        yield "shelter_places", tell("pact-shelter", n=lent.shelter_places)
    for kept in lent.places:
        where = kept.facility or tell("pact-any-facility")
        says = tell("pact-places", kind=kept.kind, n=f"{kept.quantity:,}", facility=where)
        if kept.least_free:
            says += "; " + tell("pact-places-least", least=f"{kept.least_free:,}")
        yield f"places/{kept.kind}/{kept.facility}", says


def _automatic(lent: LendingTerms) -> str:
    if not lent.is_automatic:
        return tell("pact-when-asked")
    kinds = _kinds(lent.automatic_kinds) if lent.automatic_kinds else tell("pact-every-kind")
    if not lent.zones:
        return tell("pact-automatic", kinds=kinds)
    return tell("pact-automatic-zones", kinds=kinds, zones=listed(lent.zones))


def _costs(content: AgreementText) -> Iterator[Line]:
    part = tell("pact-costs")
    costs = content.costs
    if costs is not None:
        yield Line(part, "payer", tell("pact-payer", payer=code("pact_payer", costs.payer)))
        if costs.free_h:
            yield Line(part, "free_h", tell("pact-free", n=costs.free_h))
        for rate in costs.rates:
            amount = f"{rate.currency} {money(rate.amount, rate.currency)}"
            says = tell("pact-rate", what=rate.what, amount=amount, per=rate.per)
            yield Line(part, f"rate/{rate.what}", says)
    if content.liability:
        yield Line(part, "liability", content.liability)


def money(amount: int, currency: str) -> str:
    """In whole units of its currency, with the places that it has (ISO 4217)."""
    places = PLACES.get(currency, 2)
    return f"{amount / 10**places:,.{places}f}"


def _time(content: AgreementText) -> Iterator[Line]:
    part = tell("pact-time")
    if content.review_at is not None:
        yield Line(part, "review_at", tell("pact-review", on=_day(content.review_at)))
    ends = content.ends_at
    yield Line(
        part, "ends_at", tell("pact-no-end") if ends is None else tell("pact-ends", on=_day(ends))
    )
    yield Line(part, "notice_days", tell("pact-notice", n=content.notice_days))


def _kinds(kinds: tuple[str, ...]) -> str:
    return listed(code("unit-kind", each) for each in kinds)


def _hours(span: LendingHours) -> str:
    days = listed(tell(f"pact-day-{day}") for day in span.days)
    clock = f"{_clock(span.from_min)}–{_clock(span.until_min)}"
    return f"{clock} ({days})" if days else clock


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _day(at: datetime) -> str:
    return f"{at:%Y-%m-%d}"


def _km(metres: int) -> str:
    return f"{metres / 1000:g} km"


def _point(point: Point) -> str:
    return f"{point.lat_udeg / 1e6:.5f}, {point.lon_udeg / 1e6:.5f}"
