"""Several agreements between two towns, drawn up, signed, amended, suspended and ended at random:
no two in force speak of the same part, and of each part it is as its one agreement says.
"""

import random
from collections.abc import Callable
from datetime import UTC, datetime
from typing import NamedTuple

import msgspec
import pytest

from tests.operations.compacts import carried, signing, two_towns
from tests.operations.story import Story
from tocsin.app.agreements.drawing_up import Region, template, with_region
from tocsin.app.agreements.drawing_up import text_of as drawn_up
from tocsin.geo.places import Point
from tocsin.operations import agreed_lending, agreed_parts, agreement_sight, agreements
from tocsin.operations.agreed_calls import handed_over
from tocsin.operations.agreed_lending import lends
from tocsin.operations.agreed_parts import Part, lends_units, parts_of, rows_of
from tocsin.operations.agreement_standing import (
    AgreementEnded,
    AgreementResumed,
    AgreementSuspended,
    EndAgreement,
    ReceiveAgreementNotice,
    ResumeAgreement,
    SuspendAgreement,
)
from tocsin.operations.agreement_text import canonical
from tocsin.operations.agreements import AgreementRefusal, ProposeAgreement
from tocsin.operations.escalation_path import step_with
from tocsin.operations.orders import Command, Refused
from tocsin.operations.picture.agreement import (
    AgreementKind,
    AgreementState,
    AgreementText,
    CallPart,
    CallTerms,
    EscalationLevel,
    EscalationStep,
    Giving,
    LendingTerms,
    LentPlaces,
    LentStock,
    Party,
    SightTerms,
)
from tocsin.operations.picture.policy import KindFields

WALKS = range(12)
STEPS = 120
NAMES = ("one", "two", "three")
PARTIES = (Party("KW", "Kirk Wold"), Party("PE", "Perry"))
BORDERS = (Point(50_000_000, 1_000_000), Point(50_200_000, 1_100_000))
FIELDS = {"incidents": ("id", "status"), "units": ("id",), "facilities": ("id", "state")}

Patch = pytest.MonkeyPatch


class Towns(NamedTuple):
    """Perry and Kirk Wold; each deed reaches the other at once."""

    by_code: dict[str, Story]

    @classmethod
    def anew(cls) -> "Towns":
        perry, kirk = two_towns()
        return cls({"PE": perry, "KW": kirk})

    def other(self, code: str) -> Story:
        return self.by_code["KW" if code == "PE" else "PE"]

    def given(self, code: str, command: Command, content: AgreementText | None = None) -> str:
        """The code of the refusal, or nothing. What is done is told to the other town."""
        story = self.by_code[code]
        events = story.when(command, actor="p-chief")
        if isinstance(events, Refused):
            return events.code
        if content is not None and events:
            self.other(code).done(carried(content, events))
        for each in events:
            if isinstance(each, AgreementSuspended | AgreementResumed | AgreementEnded):
                notice = each.notice
                told = ReceiveAgreementNotice(
                    text=notice.text, key=notice.key, signature=notice.signature
                )
                self.other(code).done(told)
        return ""


def giving(draw: random.Random, town: str) -> Giving | None:
    """A few parts, with figures that tell one agreement from another."""
    n = draw.randrange(1, 90)
    kinds = draw.sample(sorted(FIELDS), draw.randrange(3))
    sight = SightTerms(
        tuple(KindFields(each, FIELDS[each]) for each in kinds), draw.choice(BORDERS), n
    )
    goods = LendingTerms(
        kinds=("engine",) if draw.random() < 0.4 else (),
        stock=(LentStock("sandbags", n),) if draw.random() < 0.4 else (),
        places=(LentPlaces("beds", n, draw.choice(("", "hospital"))),)
        if draw.random() < 0.4
        else (),
    )
    found = Giving(
        town,
        sight=sight if kinds else None,
        lending=goods if goods != LendingTerms() else None,
        calls=CallTerms((draw.choice([*CallPart]),)) if draw.random() < 0.3 else None,
    )
    return None if found == Giving(town) else found


def text_of(draw: random.Random, name: str, number: int) -> AgreementText:
    """A text about whatever it may be."""
    gives = tuple(e for town in ("KW", "PE") if (e := giving(draw, town)) is not None)
    steps = (EscalationStep(EscalationLevel.towns, draw.choice(("KW", "PE"))),)
    return AgreementText(
        agreement=f"KW-PE-{name}",
        kind=AgreementKind.mutual_aid,
        number=number,
        title=f"{name} {number}",
        parties=PARTIES,
        gives=gives,
        escalation=steps if draw.random() < 0.3 or not gives else (),
        ends_at=datetime(2027, 3, 2, tzinfo=UTC),
    )


def step(draw: random.Random, towns: Towns, drawn: dict[str, AgreementText]) -> str:
    """One deed of one of the towns; the code of its refusal, or nothing."""
    code = draw.choice(("KW", "PE"))
    name = f"KW-PE-{draw.choice(NAMES)}"
    found = towns.by_code[code].picture.compacts.get(name)
    deed = draw.random()
    if found is None or not found.versions or deed < 0.25:
        latest = max(
            (e.latest for s in towns.by_code.values() if (e := s.picture.compacts.get(name))),
            default=0,
        )
        content = text_of(draw, name.removeprefix("KW-PE-"), latest + 1)
        drawn[canonical(content)] = content
        return towns.given(code, ProposeAgreement(text=canonical(content)), content)
    if deed < 0.85:
        content = drawn[found.versions[-1].text]
        return towns.given(code, signing(content), content)
    order = draw.choice((SuspendAgreement, ResumeAgreement, EndAgreement))
    return towns.given(code, order(agreement=name, reason="it is so"))


def wrong(towns: Towns) -> str | None:
    """What is not as the agreements in force have it, in either log."""
    held = []
    for code, story in sorted(towns.by_code.items()):
        partner = "KW" if code == "PE" else "PE"
        compacts = [each for _, each in sorted(story.picture.compacts.items())]
        valid = [each for each in compacts if each.valid is not None]
        texts = [each.valid.content for each in valid if each.valid is not None]
        for i, one in enumerate(texts):
            for other in texts[i + 1 :]:
                if any(_is_one(a, b) for a in parts_of(one) for b in parts_of(other)):
                    return f"{code}: {one.agreement} and {other.agreement} say the same part"
        held.append([(each.id, each.in_force, each.suspended_by) for each in valid])
        now = [
            t for each, t in zip(valid, texts, strict=True)
            if each.state is AgreementState.in_force
        ]  # fmt: skip
        fault = _misread(story, partner, now)
        if fault is not None:
            return f"{code}: {fault}"
    return None if held[0] == held[1] else "the two logs differ"


def _is_one(one: Part, other: Part) -> bool:
    return one[:3] == other[:3] and (one.of == other.of or "" in (one.of, other.of))


def _misread(story: Story, partner: str, now: list[AgreementText]) -> str | None:
    picture = story.picture
    own = [each for text in now for each in text.gives if each.town != partner]
    lent = [each.lending for each in own if each.lending is not None]
    agreed = lends(picture, partner)
    units = [each for each in lent if lends_units(each)]
    if ([] if agreed is None else [agreed.terms]) != units:
        return "units"
    if [*agreed_parts.stock_lent(picture, partner)] != [e for t in lent for e in t.stock]:
        return "stock"
    rows = [each for terms in lent for each in rows_of(terms)]
    if [*agreed_parts.places_lent(picture, partner, is_own=True)] != rows:
        return "places"
    if handed_over(picture, partner) != {p for e in own if e.calls for p in e.calls.parts}:
        return "calls"
    steps = [each for text in now for each in text.escalation]
    if step_with(picture, partner, EscalationLevel.towns) != next(iter(steps), None):
        return "escalation"
    shown = picture.agreements.get(partner)
    for kind in FIELDS:
        sight = next(
            (e.sight for e in own if e.sight and any(f.kind == kind for f in e.sight.fields)), None
        )
        found = None if shown is None else shown.of(kind)
        if (None if sight is None else (sight.fields, sight.border, sight.radius_m)) != (
            None if found is None else (found.fields, found.border, found.radius_m)
        ):
            return f"sight of {kind}"
    return None


def walked(seed: int) -> tuple[str | None, set[str]]:
    """What went wrong in one walk, and which refusals were met."""
    draw, towns = random.Random(seed), Towns.anew()
    drawn: dict[str, AgreementText] = {}
    met = set()
    for _ in range(STEPS):
        met.add(step(draw, towns, drawn))
        fault = wrong(towns)
        if fault is not None:
            return fault, met
    return None, met


@pytest.mark.full
def test_each_part_is_as_the_one_agreement_says_that_speaks_of_it() -> None:
    found = [walked(seed) for seed in WALKS]
    assert [fault for fault, _ in found] == [None] * len(found)
    assert AgreementRefusal.agreed_elsewhere in set.union(*(met for _, met in found))


def never_the_same(patch: Patch) -> None:
    """Two agreements may speak of one part."""
    patch.setattr(agreed_parts, "shared", lambda one, other: None)


def any_facility_is_another(patch: Patch) -> None:
    """Places at any facility are taken for others than those at hospitals."""
    patch.setattr(agreed_parts.Part, "is_same", lambda self, other: self == other)


def sight_of_the_last(patch: Patch) -> None:
    """What came into force last is all that the partner sees."""

    def follow(picture: object, before: object, after: object) -> object:
        told = agreement_sight._sight(after)  # type: ignore[arg-type]
        agreed = picture.agreements  # type: ignore[attr-defined]
        agreed = agreed.drop(after.partner) if told is None else agreed.put(after.partner, told)  # type: ignore[attr-defined]
        return msgspec.structs.replace(picture, agreements=agreed)  # type: ignore[type-var]

    patch.setattr(agreements, "follow", follow)


def first_agreement_only(patch: Patch) -> None:
    """Units are read off the first agreement that lends anything."""
    patch.setattr(agreed_lending, "lends_units", lambda terms: True)


@pytest.mark.full
@pytest.mark.control
@pytest.mark.parametrize(
    "broken",
    [never_the_same, any_facility_is_another, sight_of_the_last, first_agreement_only],
)
def test_a_broken_rule_of_parts_is_found(broken: Callable[[Patch], None]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        broken(patch)
        assert any(walked(seed)[0] is not None for seed in WALKS)


def test_stock_shelter_and_calls_stand_beside_mutual_aid() -> None:
    towns = Towns.anew()
    region = Region(areas=("B01",))
    now = datetime(2026, 3, 2, tzinfo=UTC)
    for name in ("mutual_aid", "shared_stock", "shared_shelter", "joint_exercise"):
        draft = with_region(template(name), region)
        content = drawn_up(draft, *PARTIES, name.replace("_", "-"), 1, "", now)
        assert towns.given("PE", ProposeAgreement(text=canonical(content)), content) == ""
        assert towns.given("PE", signing(content), content) == "", name
        assert towns.given("KW", signing(content), content) == "", name
    picture = towns.by_code["PE"].picture
    assert [each.state for each in picture.compacts.values()] == [AgreementState.in_force] * 4
    shown = picture.agreements.get("KW")
    assert shown is not None
    assert all(shown.of(kind) for kind in ("incidents", "lots", "facilities"))
    draft = with_region(template("data_sharing"), region)
    data = drawn_up(draft, *PARTIES, "data", 1, "", now)
    assert towns.given("PE", ProposeAgreement(text=canonical(data)), data) == ""
    refused = towns.by_code["PE"].refused(signing(data), actor="p-chief")
    assert refused.code == AgreementRefusal.agreed_elsewhere
    assert refused.parameters == {
        "agreement": "KW-PE-data", "other": "KW-PE-mutual-aid", "part": "sight",
        "town": "KW", "kind": "incidents",
    }  # fmt: skip
