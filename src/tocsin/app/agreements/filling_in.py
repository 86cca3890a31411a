"""An agreement as a form: what of a draft is filled in on a screen, and the draft with that in it.

What the form does not have (fields that are shown, plans, channels, contacts, the wide text) stays
as the template or the version before has it; a file changes all of it.
"""

from datetime import date
from typing import Annotated

import msgspec

from tocsin.app.agreements.drawing_up import Draft, Region, Side, with_region
from tocsin.geo.places import Point
from tocsin.operations.picture.agreement import (
    Costs,
    LendingHours,
    LendingTerms,
    LentStock,
    MinimumAtHome,
    Payer,
    Rate,
)

_replace = msgspec.structs.replace

Some = Annotated[int, msgspec.Meta(ge=0, le=1_000_000)]
Text = Annotated[str, msgspec.Meta(max_length=2_000)]
Few = msgspec.Meta(max_length=50)


class LendingForm(msgspec.Struct, frozen=True, kw_only=True):
    """What one town lends: `kinds` of units (none: all), at most so many, so many left at home of
    all kinds or of one, at which hours; counted stock; places in shelters."""

    kinds: Annotated[tuple[Text, ...], Few] = ()
    most_units: Some | None = None
    minimum_at_home: Annotated[tuple[MinimumAtHome, ...], Few] = ()
    hours: Annotated[tuple[LendingHours, ...], Few] = ()
    stock: Annotated[tuple[LentStock, ...], Few] = ()
    shelter_places: Some = 0
    may_sub_lend: bool = False


class AgreementForm(msgspec.Struct, frozen=True, kw_only=True):
    """What is filled in. `own` and `partner`: what each lends, None where it lends nothing. What is
    shown lies in `areas`, or within `radius_m` of `border`; without either, as it was."""

    title: Text = ""
    own: LendingForm | None = None
    partner: LendingForm | None = None
    areas: Annotated[tuple[Text, ...], Few] = ()
    border: Point | None = None
    radius_m: Some = 0
    payer: Payer | None = None
    free_h: Some = 0
    rates: Annotated[tuple[Rate, ...], Few] = ()
    review_at: date | None = None
    ends_at: date | None = None
    remarks: Text = ""


def form_of(draft: Draft, today: date) -> AgreementForm:
    """What a draft has filled in already. Days that it counts are counted from `today`."""
    sides = (draft.own or draft.both, draft.partner or draft.both)
    own, partner = (None if side is None else side.lending for side in sides)
    sight = next((e.sight for e in sides if e is not None and e.sight is not None), None)
    costs = draft.costs
    return AgreementForm(
        title=draft.title,
        own=None if own is None else _lending_form(own),
        partner=None if partner is None else _lending_form(partner),
        areas=() if sight is None else sight.areas,
        border=None if sight is None else sight.border,
        radius_m=0 if sight is None else sight.radius_m,
        payer=None if costs is None else costs.payer,
        free_h=0 if costs is None else costs.free_h,
        rates=() if costs is None else costs.rates,
        review_at=draft.review_at or _day(draft.review_in_days, today),
        ends_at=draft.ends_at or _day(draft.lasts_days, today),
        remarks=draft.remarks,
    )


def _lending_form(terms: LendingTerms) -> LendingForm:
    return LendingForm(
        kinds=terms.kinds,
        most_units=terms.most_units,
        minimum_at_home=terms.minimum_at_home,
        hours=terms.hours,
        stock=terms.stock,
        shelter_places=terms.shelter_places,
        may_sub_lend=terms.may_sub_lend,
    )


def _day(in_days: int | None, today: date) -> date | None:
    return None if in_days is None else date.fromordinal(today.toordinal() + in_days)


def filled_in(draft: Draft, form: AgreementForm) -> Draft:
    """The draft with the form in it."""
    costs = None
    if form.payer is not None:
        costs = Costs(form.payer, form.free_h, form.rates)
    filled = _replace(
        draft,
        title=form.title.strip() or draft.title,
        both=None,
        own=_side(draft.own or draft.both, form.own),
        partner=_side(draft.partner or draft.both, form.partner),
        costs=costs,
        review_in_days=None,
        review_at=form.review_at,
        lasts_days=None,
        ends_at=form.ends_at,
        remarks=form.remarks,
    )
    region = Region(form.areas, form.border, form.radius_m)
    return with_region(filled, region)


def _side(side: Side | None, form: LendingForm | None) -> Side | None:
    """Terms that the form does not have stay (how far, automatic aid, zones, calls)."""
    known = side or Side()
    if form is None:
        kept = _replace(known, lending=None)
        return None if kept == Side() else kept
    lending = _replace(
        known.lending or LendingTerms(),
        kinds=form.kinds,
        most_units=form.most_units,
        minimum_at_home=form.minimum_at_home,
        hours=form.hours,
        stock=form.stock,
        shelter_places=form.shelter_places,
        may_sub_lend=form.may_sub_lend,
    )
    return _replace(known, lending=lending)
