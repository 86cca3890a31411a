"""Laws of advice over drawn towns: who is in no option, the first is the best, the same again."""

from datetime import timedelta

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.operations.story import MORNING
from tests.planners.dispatch.exhaustive import best, worth_of
from tests.planners.dispatch.test_advising import FIRE, HILL, MILL, QUAY, town
from tocsin.geo.places import Point
from tocsin.operations.picture import Picture, Unit
from tocsin.operations.picture.dispatch_policy import SHIPPED
from tocsin.operations.picture.map import from_items
from tocsin.operations.picture.plan import Need
from tocsin.operations.picture.unit import UNUSABLE, Authority, Condition, Position
from tocsin.planners.dispatch.advice import Advice
from tocsin.planners.dispatch.advising import advise
from tocsin.planners.dispatch.candidates import candidates, crews_of
from tocsin.planners.dispatch.choosing import choose
from tocsin.planners.dispatch.ground import I64, NEVER_MS
from tocsin.planners.dispatch.keeping import kept_at_home
from tocsin.planners.dispatch.laying import ask, costs_of, problem_of
from tocsin.planners.dispatch.question import Aid, Lender, Neighbour, Question
from tocsin.planners.dispatch.reaching import Reach
from tocsin.planners.dispatch.straight import Straight
from tocsin.terms.codes import ASSIGNED, UnitStatus

NOW = MORNING + timedelta(seconds=600)
FREE = (UnitStatus.available, UnitStatus.returning)
BASE = town(Need("engine", quantity=2), Need("ladder"), skills=(Need("ladder"),)).picture
PLACES = (MILL, QUAY, HILL, Point(43_000_000, -70_000_000), None)


class Cut(Straight):
    """Nothing is found that takes longer than was asked for."""

    def to_place(self, begins, kinds, end, within_ms=NEVER_MS) -> I64:  # type: ignore[no-untyped-def]
        found = super().to_place(begins, kinds, end)
        found[found > within_ms] = NEVER_MS
        return found


class Marked(Cut):
    """And of what is not found it is known that it takes so much."""

    def at_least(self, begins, kinds, end):  # type: ignore[no-untyped-def]
        return Straight.to_place(self, begins, kinds, end) * 2 // 3


@st.composite
def units(draw: st.DrawFn, code: str) -> Unit:
    """Any unit at all: without a place, seen tomorrow, lent away, out with nobody on board."""
    number = draw(st.integers(0, 9))
    kind = draw(st.sampled_from(("engine", "engine", "ladder", "boat")))
    holder = draw(st.sampled_from((code, code, code, "XX")))
    place = draw(st.sampled_from(PLACES))
    seen = None
    if place is not None and draw(st.booleans()):
        seen = Position(place, NOW + timedelta(seconds=draw(st.integers(-9_000, 900))))
    status = draw(st.sampled_from(UnitStatus))
    return Unit(
        f"{code}-U{number}", f"U{number}", kind, Authority(code, holder), status=status,
        since=NOW + timedelta(seconds=draw(st.integers(-900, 60))),
        station=draw(st.sampled_from(("mill", "quay", None, "gone"))), position=seen,
        incident="PE-other" if status in ASSIGNED else None,
        crew_count=draw(st.sampled_from((None, 0, 2, 4))), crew_minimum=3,
        condition=draw(st.sampled_from(Condition)),
        shares_crew_with=draw(st.sampled_from(((), (f"{code}-U0",)))),
    )  # fmt: skip


@st.composite
def regions(draw: st.DrawFn) -> tuple[Picture, Question]:
    own = {each.id: each for each in draw(st.lists(units("PE"), max_size=5))}
    picture = msgspec.structs.replace(BASE, units=from_items(own))
    theirs = {each.id: each for each in draw(st.lists(units("HS"), max_size=4))}
    neighbours = tuple(
        Neighbour(each, "Hillside", draw(st.sampled_from(Aid)), draw(st.sampled_from(PLACES)),
                  draw(st.sampled_from((0, 10, 900, None))))
        for each in theirs.values()
    )  # fmt: skip
    lender = Lender("HS", "Hillside", {"engine": draw(st.integers(0, 3))}, draw(st.integers(0, 9)))
    question = Question(
        incident=FIRE, code="PE", now=NOW, position=1, neighbours=neighbours, lenders=(lender,),
        policy=SHIPPED[draw(st.sampled_from(sorted(SHIPPED)))],
    )  # fmt: skip
    return picture, question


def cannot(unit: Unit, code: str) -> bool:
    """What the picture itself says, told apart from the planner."""
    return (
        unit.status not in FREE or unit.condition in UNUSABLE or unit.crew_count == 0
        or unit.authority.holder != code
    )  # fmt: skip


def wrongly_sent(advice: Advice, picture: Picture, question: Question) -> list[str]:
    """Units in an option that are committed, unable, without a crew, or not to be lent."""
    theirs = {each.unit.id: each.unit for each in question.neighbours}
    found = []
    for option in advice.options:
        for name in option.units:
            unit = picture.units.get(name) or theirs[name]
            found += [name] * cannot(unit, "PE" if name.startswith("PE") else "HS")
        (lender,) = question.lenders
        free = [e for e in theirs.values() if e.kind == "engine" and not cannot(e, "HS")]
        lent = [e for e in option.units if e in theirs and theirs[e].kind == "engine"]
        if len(lent) > max(0, len(free) - lender.keeps["engine"]):
            found += lent
    return found


@given(regions())
def test_no_option_includes_whom_the_picture_says_cannot_go(
    region: tuple[Picture, Question],
) -> None:
    picture, question = region
    advice = advise(picture, Cut(), question, 8)
    assert wrongly_sent(advice, picture, question) == []
    for option in advice.options:
        assert len(set(option.units)) == len(option.units)


def test_the_law_sees_one_who_is_sent_wrongly() -> None:
    """The control: an advice whose units have been struck since."""
    story = town(Need("engine"))
    lender = Lender("HS", "Hillside", {"engine": 0})
    question = Question(
        incident=FIRE, code="PE", now=NOW, position=1, policy=SHIPPED["coverage"],
        lenders=(lender,),
    )  # fmt: skip
    advice = advise(story.picture, Cut(), question, 8)
    assert wrongly_sent(advice, story.picture, question) == []
    struck = {
        each.id: msgspec.structs.replace(each, status=UnitStatus.on_scene)
        for each in story.picture.units.values()
    }
    later = msgspec.structs.replace(story.picture, units=from_items(struck))
    assert wrongly_sent(advice, later, question)


@pytest.mark.parametrize("ground", [Cut(), Marked()])
@given(region=regions())
def test_the_first_option_is_the_best_of_all_ways_however_far_one_looked(
    ground: Cut, region: tuple[Picture, Question]
) -> None:
    picture, question = region
    incident = picture.incidents.get(FIRE)
    assert incident is not None
    found, _ = candidates(picture, incident, question)
    of = ask(picture, Straight(), question, incident, found)
    reach = Reach(found, [True] * len(found), incident.place.point, Straight(), question, 8)
    kept = kept_at_home(found, reach.p50_s, question.lenders)
    crew = np.array(crews_of(found), np.int64)
    whole = problem_of(of, crew, costs_of(of, reach.p50_s, kept, question.policy.weights))
    advice = advise(picture, ground, question, 8)
    if not found:
        assert advice.options == ()
        return
    chosen = choose(whole)
    assert worth_of(whole, chosen) == best(whole)
    assert (advice.options[0].cost if advice.options else 0) == chosen.cost


@given(regions())
def test_the_same_question_has_the_same_answer(region: tuple[Picture, Question]) -> None:
    picture, question = region
    first = advise(picture, Cut(), question, 8)
    turned = msgspec.structs.replace(question, neighbours=question.neighbours[::-1])
    assert msgspec.json.encode(advise(picture, Cut(), turned, 8)) == msgspec.json.encode(first)
