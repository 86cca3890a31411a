"""Drawing an agreement up: from a template or a file (TOML, JSON) to the text that is signed.

In a draft this town is `own` and the other `partner`; what stands under `both` holds for each of
them. A draft counts days, or names dates.
"""

import json
import tomllib
from datetime import UTC, date, datetime, time, timedelta
from importlib import resources
from pathlib import Path

import msgspec

from tocsin.app.outcome import Exit, Told
from tocsin.geo.places import Point
from tocsin.operations.agreement_text import ANYWHERE, agreement_id, fault_of, given_by
from tocsin.operations.picture import Picture
from tocsin.operations.picture.agreement import (
    AgreementKind,
    AgreementText,
    AgreementVersion,
    CallTerms,
    Channel,
    Compact,
    Contact,
    Costs,
    EscalationStep,
    Giving,
    LendingTerms,
    Party,
    SharedPlan,
    SightTerms,
)

LARGEST_BYTES = 200_000
OWN, PARTNER = "own", "partner"
TEMPLATES = tuple(each.value for each in AgreementKind)

_replace = msgspec.structs.replace


class Side(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What a town gives in a draft."""

    sight: SightTerms | None = None
    lending: LendingTerms | None = None
    calls: CallTerms | None = None


class Draft(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """An agreement before it has towns, a number and dates."""

    kind: AgreementKind
    title: str
    both: Side | None = None
    own: Side | None = None
    partner: Side | None = None
    costs: Costs | None = None
    liability: str = ""
    plans: tuple[SharedPlan, ...] = ()
    channels: tuple[Channel, ...] = ()
    contacts: tuple[Contact, ...] = ()
    escalation: tuple[EscalationStep, ...] = ()
    review_in_days: int | None = None
    review_at: date | None = None
    lasts_days: int | None = None
    ends_at: date | None = None
    notice_days: int = 60
    remarks: str = ""


class Region(msgspec.Struct, frozen=True):
    """Where what is shown lies, as the command line gives it."""

    areas: tuple[str, ...] = ()
    border: Point | None = None
    radius_m: int = 0

    @property
    def is_given(self) -> bool:
        return bool(self.areas) or (self.border is not None and self.radius_m > 0)


def template_text(name: str) -> str:
    """A template as it is shipped, to read and to change. Raises Told: there is none."""
    name = name.replace("-", "_")
    if name not in TEMPLATES:
        raise Told(f"there is no template `{name}`: {', '.join(TEMPLATES)}", Exit.usage)
    folder = resources.files(__package__).joinpath("templates")
    return folder.joinpath(f"{name}.toml").read_text(encoding="utf-8")


def template(name: str) -> Draft:
    """The draft of a template."""
    return msgspec.convert(_with_dates(tomllib.loads(template_text(name))), Draft)


def draft_in(path: Path) -> Draft:
    """The draft in a file. Raises Told: which file, which field, what to do."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise Told(f"{path} cannot be read: {error.strerror}", Exit.usage) from None
    if len(content) > LARGEST_BYTES:
        raise Told(f"{path} is larger than an agreement can be")
    try:
        text = content.decode()
        plain = json.loads(text) if path.suffix == ".json" else tomllib.loads(text)
        return msgspec.convert(_with_dates(plain), Draft)
    except UnicodeDecodeError as error:
        raise Told(f"{path}: byte {error.start} is not UTF-8: save it as UTF-8") from None
    except (json.JSONDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise Told(f"{path} is not {path.suffix.removeprefix('.').upper()}: {error}") from None
    except (msgspec.ValidationError, AttributeError) as error:
        raise Told(f"{path}: {error}; put it right and give it again") from None


def _with_dates(plain: object) -> object:
    """Dates as texts, whether the file had them as dates or as texts."""
    if not isinstance(plain, dict):
        return plain
    return {
        name: each.isoformat() if isinstance(each, date) else each for name, each in plain.items()
    }


def with_region(draft: Draft, region: Region) -> Draft:
    """The draft with what is shown lying there; without any region it shows nothing but stock."""
    return _replace(
        draft,
        both=_side_within(draft.both, region),
        own=_side_within(draft.own, region),
        partner=_side_within(draft.partner, region),
    )


def _side_within(side: Side | None, region: Region) -> Side | None:
    if side is None or side.sight is None:
        return side
    sight: SightTerms | None = side.sight
    if region.is_given:
        sight = _replace(
            side.sight, areas=region.areas, border=region.border, radius_m=region.radius_m
        )
    elif not side.sight.areas and side.sight.border is None:
        anywhere = tuple(each for each in side.sight.fields if each.kind in ANYWHERE)
        sight = _replace(side.sight, fields=anywhere) if anywhere else None
    kept = Side(sight, side.lending, side.calls)
    return None if kept == Side() else kept


def text_of(
    draft: Draft, own: Party, partner: Party, slug: str, number: int, over: str, now: datetime
) -> AgreementText:
    """The text that is signed. Raises Told: what is wrong with it."""
    parties = sorted((own, partner), key=lambda each: each.town)
    codes = {OWN: own.town, PARTNER: partner.town}
    sides = {own.town: draft.own or draft.both, partner.town: draft.partner or draft.both}
    title = draft.title.replace("{own}", own.name).replace("{partner}", partner.name)
    content = AgreementText(
        agreement=agreement_id(own.town, partner.town, slug),
        kind=draft.kind,
        number=number,
        title=title,
        parties=(parties[0], parties[1]),
        gives=tuple(
            Giving(town, side.sight, side.lending, side.calls)
            for town, side in sorted(sides.items())
            if side is not None and side != Side()
        ),
        over=over,
        costs=draft.costs,
        liability=draft.liability,
        plans=draft.plans,
        channels=draft.channels,
        contacts=tuple(
            _replace(each, town=codes.get(each.town, each.town)) for each in draft.contacts
        ),
        escalation=tuple(_step(each, codes) for each in draft.escalation),
        review_at=_at(draft.review_at, draft.review_in_days, now),
        ends_at=_at(draft.ends_at, draft.lasts_days, now),
        notice_days=draft.notice_days,
        remarks=draft.remarks,
    )
    fault = fault_of(content)
    if fault is not None:
        raise Told(f"this cannot be agreed: {fault}", Exit.usage)
    return content


def _step(step: EscalationStep, codes: dict[str, str]) -> EscalationStep:
    raised_by = tuple(codes.get(each, each) for each in step.raised_by)
    return _replace(step, leads=codes.get(step.leads, step.leads), raised_by=raised_by)


def first_text(
    draft: Draft, own: Party, partner: Party, slug: str, picture: Picture, now: datetime
) -> AgreementText:
    """The first version of an agreement, or a further one under the same name. Raises Told."""
    name = slug or draft.kind.value.replace("_", "-")
    found = picture.compacts.get(agreement_id(own.town, partner.town, name))
    number = 1 if found is None else found.latest + 1
    return text_of(draft, own, partner, name, number, "", now)


def next_text(
    draft: Draft, compact: Compact, base: AgreementVersion, own: str, now: datetime
) -> AgreementText:
    """The next version of an agreement, which amends this one. Raises Told."""
    names = {each.town: each for each in base.content.parties}
    slug = compact.id.split("-", 2)[2]
    number = compact.latest + 1
    return text_of(draft, names[own], names[compact.partner], slug, number, base.digest, now)


def own_party(picture: Picture, code: str) -> Party:
    """This town, as an agreement names it."""
    settings = picture.settings.get("town")
    return Party(code, settings.name if settings is not None and settings.name else code)


def _at(day: date | None, in_days: int | None, now: datetime) -> datetime | None:
    if day is None and in_days is None:
        return None
    found = day or (now + timedelta(days=in_days or 0)).date()
    return datetime.combine(found, time(), UTC)


def draft_of(content: AgreementText, own: str) -> Draft:
    """A version as a draft again, to be changed and put up as the next one."""
    other = next(each.town for each in content.parties if each.town != own)
    words = {own: OWN, other: PARTNER}

    def side(town: str) -> Side | None:
        found = given_by(content, town)
        return None if found is None else Side(found.sight, found.lending, found.calls)

    return Draft(
        kind=content.kind,
        title=content.title,
        own=side(own),
        partner=side(other),
        costs=content.costs,
        liability=content.liability,
        plans=content.plans,
        channels=content.channels,
        contacts=tuple(_replace(each, town=words[each.town]) for each in content.contacts),
        escalation=tuple(_step(each, words) for each in content.escalation),
        review_at=None if content.review_at is None else content.review_at.date(),
        ends_at=None if content.ends_at is None else content.ends_at.date(),
        notice_days=content.notice_days,
        remarks=content.remarks,
    )
